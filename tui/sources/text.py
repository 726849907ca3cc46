"""Bytes to text: what a file without a stated encoding says."""

from __future__ import annotations

import json
from typing import Final

from tui.errors import ParseError

_SAMPLE: Final = 65_536
_CONTROLS: Final = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32))))
"""The control characters that no text is made of; ESC is one that a terminal's log has."""
_MOST_CONTROLS: Final = 0.01
"""The share of them from which on a file is not a text with a blemish but no text."""


def decode_text(body: bytes) -> str:
    """Return the text of a file, without its byte-order mark.

    UTF-16 and UTF-32 are known by their marks or their zeros. All else is read as UTF-8, and
    where that does not fit as Windows-1252 (the superset of Latin-1 that old texts are in), unless
    most of what is not ASCII is sound UTF-8: then single bytes are damaged and become U+FFFD.
    Raises ParseError for what is no text at all.
    """
    encoding = json.detect_encoding(body)  # nothing in it is about JSON: marks and zeros decide
    try:
        text = _from_utf8(body) if encoding.startswith("utf-8") else body.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text() from error
    sample = text[:_SAMPLE]
    if body.startswith(b"%PDF-") or sum(map(_CONTROLS.__contains__, sample)) > _MOST_CONTROLS * len(sample):
        raise _no_text()
    return text.removeprefix("\ufeff")


def _from_utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - damaged
    # Windows-1252 read as UTF-8 is damaged nearly everywhere; UTF-8 with a flaw is sound nearly everywhere.
    return text if sound > damaged else body.decode("cp1252", "replace")


def _no_text() -> ParseError:
    return ParseError("This is not a text but a file of another kind.")
