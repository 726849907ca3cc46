"""JSON values as small blobs: a version byte, then a Zstandard frame (RFC 8878), or zlib in older stores.

Prepared texts are packed with a preset dictionary, which holds the JSON shapes of `codec` and words
that news is made of. A dictionary is never edited once released: a better one gets a new version byte
and stands beside it.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tui.errors import TextDamaged
from tui.store.phrases import PHRASES
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from tui.store import zstandard
else:  # loaded when first used: whoever starts should not wait for them
    zstandard = Lazy("tui.store.zstandard")

_ZLIB: Final = 1
"""With the dictionary; no longer written."""
_ZLIB_PASSING: Final = 2
"""Without; for what is soon replaced."""
_PREPARED: Final = 3
_PASSING: Final = 4
"""Without the dictionary, in which markup finds little."""
_WORDS: Final = {_PREPARED: PHRASES, _PASSING: None}
_EFFORT: Final = 1
"""Zstandard's levels up to 5 save nothing on texts of a few thousand bytes, those above little."""


def pack(value: object) -> bytes:
    """Return a JSON value as a blob."""
    return _packed(_PREPARED, value)


def pack_passing(value: object) -> bytes:
    """Return a JSON value as a blob, quickly: an entry as delivered only waits for its preparation."""
    return _packed(_PASSING, value)


def unpack(blob: bytes) -> Any:
    """Return the JSON value that was packed. Raises TextDamaged where it is none."""
    try:
        text = _unzlib(blob) if blob[0] in (_ZLIB, _ZLIB_PASSING) else _unpacker(blob[0])(blob[1:])
        return _value(text)
    except (IndexError, KeyError, zlib.error, ValueError) as error:
        raise TextDamaged("The text of that article is damaged.") from error


def _packed(version: int, value: object) -> bytes:
    return bytes((version,)) + _packer(version)(_json(value))


# Zstandard is loaded when it is first needed: lists need none of it.


def _dictionary(version: int) -> zstandard.ZstdDict | None:
    """Return the preset dictionary of a version; raises KeyError for one that Zstandard has no part in."""
    words = _WORDS[version]
    return None if words is None else zstandard.ZstdDict(words.encode(), is_raw=True)


@cache
def _packer(version: int) -> Callable[[bytes], bytes]:
    """Return what makes a frame; kept, for making it takes longer than using it."""
    compressor = zstandard.ZstdCompressor(_EFFORT, zstd_dict=_dictionary(version))
    return lambda text: compressor.compress(text, zstandard.ZstdCompressor.FLUSH_FRAME)


@cache
def _unpacker(version: int) -> Callable[[bytes], bytes]:
    words = _dictionary(version)

    def unpacked(frame: bytes) -> bytes:
        try:
            return zstandard.decompress(frame, words)
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from error

    return unpacked


def _unzlib(blob: bytes) -> bytes:
    words = (PHRASES.encode(),) if blob[0] == _ZLIB else ()
    inflate = zlib.decompressobj(-15, *words)
    return inflate.decompress(blob[1:]) + inflate.flush()


def _value(text: bytes) -> Any:
    """Return what JSON says, by the quick decoder where it is loaded: in all processes that read texts."""
    if "msgspec" in sys.modules:
        from msgspec.json import decode

        with suppress(ValueError):  # half a character: the standard library reads that too
            return decode(text)
    return json.loads(text.decode("utf-8", "surrogatepass"))


def _json(value: object) -> bytes:
    """Return a value as JSON, by the quick encoder where it is loaded."""
    if "msgspec" in sys.modules:
        from msgspec.json import encode

        with suppress(UnicodeEncodeError):  # half a character: the standard library writes that too
            return encode(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
