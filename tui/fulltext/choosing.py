"""Which pieces of a page belong to its article: what lines were judged to be, made whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.fulltext.asides import without_asides
from tui.fulltext.contents import contents_lines
from tui.fulltext.illustrating import illustrations
from tui.fulltext.judging import judge
from tui.fulltext.pieces import WebPage
from tui.fulltext.plainly import lines_by_mass
from tui.fulltext.wholes import fill_elements, heed_headings, keep_code, make_lists_whole, without_title

LIKELY: Final = 0.5
"""From which judgement on a line is the article's."""


def choose(page: WebPage, scores: Mapping[int, float] | None = None) -> frozenset[int]:
    """Return the numbers of the pieces that belong to the article: lines, pictures, captions.

    `scores` are what `judge` makes of the page, where that is known already.
    """
    return _with_pictures(page, chosen_lines(page, judge(page) if scores is None else scores))


def choose_plainly(page: WebPage) -> frozenset[int]:
    """Return what `choose` does, by the page's elements alone: for one that is hardly more than its text."""
    return _with_pictures(page, lines_by_mass(page))


def _with_pictures(page: WebPage, lines: frozenset[int]) -> frozenset[int]:
    found = illustrations(page, lines)
    return (lines - found.labels) | found.pieces | found.captions


def chosen_lines(page: WebPage, scores: Mapping[int, float]) -> frozenset[int]:
    """Return the numbers of the lines that belong to the article, by what each was judged to be."""
    likely = {number for number, score in scores.items() if score > LIKELY}
    whole = keep_code(page, scores, fill_elements(page, scores, make_lists_whole(page, scores, likely)))
    lines = without_asides(page, heed_headings(page, scores, whole))
    if listed := contents_lines(page, scores, lines):
        lines = frozenset(heed_headings(page, scores, lines | listed))
    return frozenset(without_title(page, lines))
