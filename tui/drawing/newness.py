"""Sentences that are new to the reader, on a page of one width: their lines, and from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tui.drawing.page import Highlight, Page
from tui.model.names import Mention

BAR: Final = "▎"
"""Stands at the margin of their lines."""


@dataclass(frozen=True, slots=True)
class NewOnPage:
    """Where they stand, in reading order."""

    page: Page
    hits: tuple[Highlight, ...]
    lines: frozenset[int]

    def lines_of(self, index: int) -> range:
        """Return the lines of one of them."""
        return _lines(self.page, self.hits[index])

    def next(self, at: int, step: int, top: int, height: int) -> int | None:
        """Return the next one (1) or the one before (-1), seen from the one at, or from a view; None: none.

        Who has scrolled away from the one at, or is at none (-1), goes on from what is in view.
        """
        if at >= 0 and top <= self.lines_of(at).start < top + height:
            there = at + step
            return there if 0 <= there < len(self.hits) else None
        starts = [self.lines_of(index).start for index in range(len(self.hits))]
        if step > 0:
            return next((index for index, line in enumerate(starts) if line >= top), None)
        return next((index for index in reversed(range(len(starts))) if starts[index] < top), None)


def new_on_page(page: Page, sentences: Iterable[Mention]) -> NewOnPage:
    """Find sentences on a page; one whose text the page does not have is left out."""
    hits = [
        page.highlight(leaf, at.start, at.end)
        for at in sorted(sentences, key=lambda at: (at.section, at.leaf, at.start))
        if (leaf := page.addresses.get((at.section, at.leaf))) is not None
        and at.end <= len(page.leaves[leaf].plain)
    ]
    return NewOnPage(page, tuple(hits), frozenset(line for hit in hits for line in _lines(page, hit)))


def _lines(page: Page, hit: Highlight) -> range:
    return range(page.line_of(hit.leaf, hit.start), page.line_of(hit.leaf, hit.end - 1) + 1)
