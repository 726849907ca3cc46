"""What a parsing process is asked, and what it answers; apart from both, so that neither loads the other."""

from __future__ import annotations

import struct
from typing import Final

import msgspec

LENGTH: Final = struct.Struct("<I")
"""What stands before each message: its length in bytes. A question is the array of the work's arguments."""


_NOTHING: Final = msgspec.Raw(msgspec.msgpack.encode(None))


class WorkResult(msgspec.Struct, frozen=True):
    """What the work returned, or in words why the feed cannot be read."""

    value: msgspec.Raw = _NOTHING
    """The value, packed: who asked knows its type. Null where there is an error instead."""
    error: str | None = None
    last: bool = False
    """Whether the process ends with this answer."""
