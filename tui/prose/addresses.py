"""Addresses that stand in a text as words, made links.

A text that says where to read on is of no use if nobody can go there.
"""

from __future__ import annotations

import re
from typing import Final

from tui.model.prose import InlineSpan, Text
from tui.text.weblinks import web_link

# Chinese and Japanese stops follow an address without a blank; in one they are percent-encoded.
_NOT_IN_ONE: Final = r"\s<>\"“”«»。，、；！？「」『』（）【】《》〈〉"
ADDRESS: Final = re.compile(
    rf"(?<![\w@/])(?:https?://|www\.(?=[\w-]+\.\w))[^{_NOT_IN_ONE}]{{1,2000}}", re.IGNORECASE
)


def with_addresses(text: Text) -> Text:
    """Return the text with its bare addresses as links, but for those in a link or in code."""
    if "://" not in text.plain and "www." not in text.plain:
        return text
    taken = [span for span in text.spans if span.kind in ("link", "code")]
    found = [
        span
        for span in _links(text.plain)
        if not any(span.start < other.end and other.start < span.end for other in taken)
    ]
    if not found:
        return text
    return Text(text.plain, tuple(sorted((*text.spans, *found), key=lambda span: (span.start, -span.end))))


def _links(plain: str) -> list[InlineSpan]:
    spans: list[InlineSpan] = []
    for match in ADDRESS.finditer(plain):
        address = _without_trailing_stops(match[0])
        # A `://` further on belongs to an address within an address.
        href = web_link(address if "://" in address[:8] else f"https://{address}")
        if href:
            spans.append(InlineSpan(match.start(), match.start() + len(address), "link", href))
    return spans


def _without_trailing_stops(address: str) -> str:
    """Leave out what ends the sentence and not the address: a stop, or a bracket opened before it."""
    while address and (address[-1] in ".,;:!?'’»]" or _closes_what_is_outside(address)):
        address = address[:-1]
    return address


def _closes_what_is_outside(address: str) -> bool:
    # Wikipedia has brackets in its addresses, writers put addresses in brackets.
    return address[-1] == ")" and address.count(")") > address.count("(")
