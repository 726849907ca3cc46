"""What a parsing process is asked, and what it answers; apart from both, so that neither loads the other."""

from __future__ import annotations

import struct
from typing import Final

import msgspec

from tui.model import ParsedFeed

LENGTH: Final = struct.Struct("<I")
"""What stands before each message: its length in bytes."""


class Question(msgspec.Struct, frozen=True):
    """A feed to be read: the arguments of `rss.parse_feed`."""

    body: bytes
    base_url: str | None
    content_type: str | None


class Answer(msgspec.Struct, frozen=True):
    """What it held, or in words why it cannot be read; `last` where the process ends with it."""

    feed: ParsedFeed | None = None
    error: str | None = None
    last: bool = False
