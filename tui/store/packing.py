"""JSON values as small blobs: a version byte, then zlib with a preset dictionary of our own.

The dictionary holds the JSON shapes of `codec` and words that news is made of, the likeliest last,
since deflate's nearest matches are the cheapest. A dictionary is never edited once released: a
better one gets a new version byte and stands beside it.
"""

from __future__ import annotations

import json
import sys
import zlib
from contextlib import suppress
from typing import Any, Final

from tui.errors import TextDamaged
from tui.store.phrases import PHRASES

_VERSION: Final = 1
_PASSING: Final = 2
"""The version of what is soon replaced: without a dictionary, whose loading takes longer than the packing."""
_EFFORT: Final = 4
"""Of zlib's nine; 6 takes a third longer and saves two bytes in a hundred."""
_DICTIONARIES: Final = {_VERSION: PHRASES.encode()}


def pack(value: object) -> bytes:
    """Return a JSON value as a blob."""
    deflate = zlib.compressobj(
        _EFFORT, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARIES[_VERSION]
    )
    return bytes((_VERSION,)) + deflate.compress(_json(value)) + deflate.flush()


def pack_passing(value: object) -> bytes:
    """Return a JSON value as a blob, quickly: an entry as delivered only waits for its preparation."""
    return bytes((_PASSING,)) + zlib.compress(_json(value), 1, wbits=-15)


def unpack(blob: bytes) -> Any:
    """Return the JSON value that was packed. Raises TextDamaged where it is none."""
    try:
        inflate = (
            zlib.decompressobj(-15)
            if blob[0] == _PASSING
            else zlib.decompressobj(-15, _DICTIONARIES[blob[0]])
        )
        return json.loads((inflate.decompress(blob[1:]) + inflate.flush()).decode("utf-8", "surrogatepass"))
    except (IndexError, KeyError, zlib.error, ValueError) as error:
        raise TextDamaged("The text of that article is damaged.") from error


def _json(value: object) -> bytes:
    """Return a value as JSON, by the quick encoder where it is loaded: in all processes that read texts."""
    if "msgspec" in sys.modules:
        from msgspec.json import encode

        with suppress(UnicodeEncodeError):  # half a character: the standard library writes that too
            return encode(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
