"""Lists, tables and headings, which are kept or left out whole: one line of them alone is hardly right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from typing import Final

from tui.fulltext.pieces import WebPage
from tui.prose.htmltags import HEADINGS, LISTS

_WHOLES: Final = LISTS | {"table"}
_MOST: Final = 0.6
_FEW: Final = 0.25
"""How much of a list has to be kept for all of it to be, and what is too little for any."""
_UNSURE: Final = 0.2
"""A line judged below this does not come in with its list."""
_FAINT: Final = 0.2
"""A heading within the article needs no more than this."""


def make_lists_whole(page: WebPage, scores: Mapping[int, float], kept: Set[int]) -> set[int]:
    """Return what is kept, with all of lists and tables that mostly are, without those that hardly are."""
    found = set(kept)
    for lines in _lists(page, scores).values():
        sizes = {number: len(page.pieces[number].text) for number in lines}
        share = sum(sizes[number] for number in lines if number in kept) / (sum(sizes.values()) or 1)
        if share >= _MOST:
            found |= {number for number in lines if scores[number] > _UNSURE}
        elif share <= _FEW:
            found -= set(lines)
    return found


def _lists(page: WebPage, scores: Mapping[int, float]) -> dict[int, list[int]]:
    """Return the lines of each list and table, by the place of the innermost."""
    around: list[int] = []
    for container in page.containers:
        outer = around[container.parent] if around else 0
        around.append(container.place if container.name in _WHOLES else outer)
    lines: dict[int, list[int]] = defaultdict(list)
    for number in scores:
        if place := around[page.pieces[number].container]:
            lines[place].append(number)
    return lines


def heed_headings(page: WebPage, scores: Mapping[int, float], kept: Set[int]) -> set[int]:
    """Return what is kept, with headings over kept lines and without those that nothing follows."""
    found = set(kept)
    numbers = list(scores)
    for place, number in enumerate(numbers):
        if page.around(page.pieces[number]).name not in HEADINGS:
            continue
        before = any(other in kept for other in numbers[max(place - 2, 0) : place])
        behind = numbers[place + 1] in kept if place + 1 < len(numbers) else False
        if before and behind and scores[number] > _FAINT:
            found.add(number)
        elif not any(other in kept for other in numbers[place + 1 : place + 5]):
            found.discard(number)
    return found
