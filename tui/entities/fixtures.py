"""Teams that are called like towns, by the results that an article gives: `Lens - Nantes : 3-2`.

For other languages than English, which has `results` and `teams`. What is a side in one line is one in the
whole article, but where somebody is in the town: `à Lens`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, laid_over, phrase
from tui.entities.tokens import is_capital

_DASHES: Final = frozenset("-–—")
_SCORE: Final = re.compile(r"\(?:?\(?\d{1,3}[-–:]\d{1,3}(?!\d)")
_MAX_SCORE: Final = 5
"""Tokens of a score with what may stand before it: `: ( 3 - 2`."""
_MAX_SIDE: Final = 5


def with_sides(
    leaves: list[TokenizedText], spans: list[NameSpan], is_place: Callable[[str], bool], at: Set[str]
) -> list[NameSpan]:
    """Return the spans, in reading order, teams as organisations; `at` are words before towns."""
    sides = _sides(leaves, spans, is_place)
    if not sides:
        return spans
    names = {phrase(leaves, side) for side in sides}
    return [
        span._replace(label="ORG")
        if span.label == "LOC" and phrase(leaves, span) in names and not _is_in(leaves, span, at)
        else span
        for span in laid_over(spans, sides)
    ]


def _sides(
    leaves: list[TokenizedText], spans: list[NameSpan], is_place: Callable[[str], bool]
) -> list[NameSpan]:
    """Return the names of two sides with a score behind, in reading order."""
    labels = {(span.leaf, span.first): span.label for span in spans}
    sides: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        for pair in _pairs(number, leaf):
            told = [labels.get((side.leaf, side.first), "") for side in pair]
            known = [is_place(" ".join(phrase(leaves, side))) for side in pair]
            # People play as well; towns and clubs do not play against them.
            if any(known) or ("PER" not in told and not {"LOC", "ORG"}.isdisjoint(told)):
                sides += pair
    return sides


def with_grounds(
    leaves: list[TokenizedText], agreed: list[NameSpan], before: list[NameSpan], at: Set[str]
) -> list[NameSpan]:
    """Return spans that were made alike, but what is somewhere in a town is in no team: `à Lens`."""
    towns = {(s.leaf, s.first, s.last) for s in before if s.label == "LOC" and _is_in(leaves, s, at)}
    return [
        span._replace(label="LOC") if span.label == "ORG" and span[:3] in towns else span for span in agreed
    ]


def _pairs(number: int, leaf: TokenizedText) -> Iterator[tuple[NameSpan, NameSpan]]:
    """Yield the two names that a dash stands between and a score behind."""
    words = leaf.tokens.words
    for (first, end), (start, last) in zip(leaf.runs, leaf.runs[1:], strict=False):
        is_tied = start == end + 1 and words[end] in _DASHES and is_capital(words[start])
        is_short = max(end - first, last - start) <= _MAX_SIDE
        if is_tied and is_short and _SCORE.match("".join(words[last : last + _MAX_SCORE])):
            yield NameSpan(number, first, end, "ORG"), NameSpan(number, start, last, "ORG")


def _is_in(leaves: list[TokenizedText], span: NameSpan, at: Set[str]) -> bool:
    return span.first > 0 and leaves[span.leaf].tokens.words[span.first - 1].lower() in at
