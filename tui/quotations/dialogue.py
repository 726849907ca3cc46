"""Speech that dashes mark: `—No voy —dijo Ana—. Mañana.` in Spanish, `— Je pars, dit Anne.` in French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tui.quotations.lexicon import SpeechWords
from tui.quotations.marks import QuotedStretch

_OPENING: Final = re.compile(r"\s*[—–―](?!\d)|\s*-(?=[^\W\d_¿¡])")
_DASH: Final = re.compile(r"(?<=[\s,.!?…;:])[—–―-](?=\S)|(?<=\S)[—–―](?=[\s,.;:!?]|$)|(?<=\s)[—–―-](?=\s)")
_BREAK: Final = re.compile(r"[,!?…]\s+")
_FIRST: Final = 4
"""Words in which a clause that tells of speech has its verb."""


def dialogue_stretches(text: str, words: SpeechWords) -> list[QuotedStretch]:
    """Return what somebody says in a paragraph that opens with a dash; none where nothing tells who speaks.

    Without a verb of saying a dash opens an item of a list.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return []
    cuts = [match.span() for match in _DASH.finditer(text, opening.end())]
    if not cuts:
        return _told_behind_comma(text, opening, words)
    edges = [opening.span(), *cuts, (len(text), len(text))]
    pieces = [(start, end, after) for (start, end), (after, _) in pairwise(edges)]
    if not any(_tells(text[end:after], words) for _, end, after in pieces[1::2]):
        return []
    return [made for start, end, after in pieces[::2] for made in _stretch(text, start, end, after)]


def _told_behind_comma(text: str, opening: re.Match[str], words: SpeechWords) -> list[QuotedStretch]:
    for stop in _BREAK.finditer(text, opening.end()):
        if _tells(text[stop.end() : stop.end() + 60], words):
            return list(_stretch(text, opening.start(), opening.end(), stop.start() + 1))
    return []


def _tells(clause: str, words: SpeechWords) -> bool:
    return any(word in words.said for word in re.findall(r"[^\W\d_]+", clause[:60].lower())[:_FIRST])


def _stretch(text: str, start: int, inner: int, end: int) -> Iterator[QuotedStretch]:
    said = text[inner:end]
    first = inner + len(said) - len(said.lstrip(" .,;:\u00a0"))
    last = inner + len(said.rstrip())
    if first < last:
        yield QuotedStretch(start if start < first else first, end, first, last)
