"""JSON values as small blobs: a version byte, then zlib with a preset dictionary of our own.

The dictionary holds the JSON shapes of `codec` and words that news is made of, the likeliest last,
since deflate's nearest matches are the cheapest. A dictionary is never edited once released: a
better one gets a new version byte and stands beside it.
"""

from __future__ import annotations

import json
import zlib
from typing import Any, Final

from tui.errors import StoreDamaged
from tui.store.phrases import PHRASES

_VERSION: Final = 1
_DICTIONARIES: Final = {_VERSION: PHRASES.encode()}
_LASTING_LEVEL: Final = 6
_PASSING_LEVEL: Final = 1
"""For what is soon replaced: an entry as delivered waits for its preparation."""


def pack(value: object, *, lasting: bool = True) -> bytes:
    """Return a JSON value as a blob; `lasting` spends more time on a smaller one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    level = _LASTING_LEVEL if lasting else _PASSING_LEVEL
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARIES[_VERSION])
    return bytes((_VERSION,)) + deflate.compress(text.encode()) + deflate.flush()


def unpack(blob: bytes) -> Any:
    """Return the JSON value that `pack` made a blob of. Raises StoreDamaged where it is none."""
    try:
        inflate = zlib.decompressobj(-15, _DICTIONARIES[blob[0]])
        return json.loads(inflate.decompress(blob[1:]) + inflate.flush())
    except (IndexError, KeyError, zlib.error, ValueError) as error:
        raise StoreDamaged("A stored text is damaged: run `dateline doctor`.") from error
