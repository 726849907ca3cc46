"""Whom a player plays for, where only the course of the match says so: `Belgium made a change, as NAME …`."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, surface
from tui.entities.wordlists import read_lists

Sides = dict[int, list[NameSpan]]
"""Index of a text → the countries named in it, in reading order; empty where the article is not on sport."""

_MAX_TRIED: Final = 20
_MAX_OPENING: Final = 9
"""Words before the side that a sentence about it opens with: `In the 90th minute, Belgium made …`."""
_MAX_SENTENCE: Final = 60
_ENDS: Final = frozenset([".", "!", "?", ";"])
_LISTS: Final = read_lists("sport")
_AGAINST: Final = _LISTS["against"]
"""Verbs after which the names may be the other side's."""
_BY_OTHERS: Final = _LISTS["by-others"]


def side_of(leaves: list[TokenizedText], spans: list[NameSpan], sides: Sides) -> str | None:
    """Return the one side that a sentence on the person is about, in the article's words; None if unsure."""
    for span in spans[:_MAX_TRIED]:
        side = _in_sentence(leaves[span.leaf].tokens.words, span, sides.get(span.leaf, []))
        if side is not None:
            return surface(leaves, side)
    return None


def _in_sentence(words: list[str], span: NameSpan, sides: list[NameSpan]) -> NameSpan | None:
    """Return the side that the sentence is about up to a naming of the person; None if it may be another."""
    start = _sentence_start(words, span.first)
    named = sides[bisect_left(sides, start, key=_first) : bisect_left(sides, span.first, key=_first)]
    names = {tuple(words[side.first : side.last]) for side in named}
    # Two sides before the player: the sentence may have turned to the other one.
    if len(names) != 1 or named[0].first - start > _MAX_OPENING:
        return None
    by_others = not _BY_OTHERS.isdisjoint(words[start : span.first])
    return named[0] if _acts(words[named[0].last]) and not by_others else None


def _first(side: NameSpan) -> int:
    return side.first


def _sentence_start(words: list[str], at: int) -> int:
    start = at
    while start > max(0, at - _MAX_SENTENCE) and words[start - 1] not in _ENDS:
        start -= 1
    return start


def _acts(verb: str) -> bool:
    """Tell whether a word after a side is a verb that brings in its own players: `Belgium made a change`."""
    return verb.islower() and verb.isalpha() and verb not in _AGAINST
