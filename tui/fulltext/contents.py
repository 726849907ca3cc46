"""The contents that a page lists of its own article: links to the headings below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Final

from tui.fulltext.pieces import PagePiece, WebPage
from tui.prose.htmltags import HEADINGS, ITEMS

_FEWEST: Final = 2
_MOST: Final = 0.5
"""How much of a list has to name headings that were kept."""
_LONGEST: Final = 160
_NUMBER: Final = re.compile(r"^\W*\d{1,3}(?:\.\d{1,3}){0,4}[.):]?\s+")
_EDIT: Final = re.compile(r"\s*\[[^\]]{1,30}\]\s*$|[\s¶#:]+$")


def contents_lines(page: WebPage, numbers: Iterable[int], kept: Set[int]) -> frozenset[int]:
    """Return the lines, among those of `numbers` in rising order, that list the kept headings of the page."""
    headings = {
        _folded(page.pieces[number].text)
        for number in kept
        if page.around(page.pieces[number]).name in HEADINGS
    }
    if len(headings) < _FEWEST or not kept:
        return frozenset()
    last = max(kept)
    found: set[int] = set()
    run: list[int] = []
    for number in numbers:
        if number < last and _leads_within(page, page.pieces[number]):
            run.append(number)
        elif run:
            found.update(_listing(page, run, headings))
            run = []
    return frozenset(found)


def _listing(page: WebPage, run: list[int], headings: Set[str]) -> list[int]:
    """Return a run of links from the first that names a heading to the last, where most do."""
    places = [place for place, number in enumerate(run) if _folded(page.pieces[number].text) in headings]
    if len(places) < _FEWEST:
        return []
    listed = run[places[0] : places[-1] + 1]
    return listed if len(places) >= len(listed) * _MOST else []


def _leads_within(page: WebPage, piece: PagePiece) -> bool:
    """Whether a line is an item that is a link to another place of its page."""
    text = piece.text
    if piece.linked * 3 < len(text) * 2 or len(text) > _LONGEST:
        return False
    around = page.around(piece)
    if around.name not in ITEMS and page.containers[around.parent].name not in ITEMS:
        return False
    for event in page.events[max(piece.start - 3, 0) : piece.end]:
        if event[0] == "start" and event[1][0] == "a":
            href = event[1][1].get("href") or ""
            return "#" in href[:-1]
    return False


def _folded(text: str) -> str:
    return " ".join(_EDIT.sub("", _NUMBER.sub("", text)).casefold().split())
