"""Zstandard: the standard library's from Python 3.14 on, before that its twin from the package index."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor, ZstdDict, ZstdError, decompress
else:
    from backports.zstd import ZstdCompressor, ZstdDict, ZstdError, decompress

__all__ = ["ZstdCompressor", "ZstdDict", "ZstdError", "decompress"]
