"""Lists, tables, headings and elements of text, kept or left out whole: one line alone is hardly right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from tui.fulltext.pieces import WebPage
from tui.prose.htmltags import HEADINGS, ITEMS, LISTS, PREFORMATTED, data_tables

_WHOLES: Final = LISTS | {"table"}
_MOST: Final = 0.6
_FEW: Final = 0.25
"""How much of a list has to be kept for all of it to be, and what is too little for any."""
_UNSURE: Final = 0.2
"""A line judged below this does not come in with its list."""
_FAINT: Final = 0.2
"""A heading within the article needs no more than this."""
_FLOWING: Final = HEADINGS | {"p", "blockquote"}
_NEARLY_ALL: Final = 0.9
_HOPELESS: Final = 0.05
_HEAD: Final = 20
"""Pieces of a page among which its title is."""
_FIRST: Final = 3
"""Lines of an article among which its title may stand again."""
_TELLING: Final = 15
"""Characters of a title that no other line begins with by chance."""
_WORDS: Final = re.compile(r"\w+")
_BELOW: Final = 4
"""Lines below a heading among which one is to be the article's."""


def make_lists_whole(page: WebPage, scores: Mapping[int, float], kept: Set[int]) -> set[int]:
    """Return what is kept, with all of lists and tables that mostly are, without those that hardly are.

    A table of data and a list of terms have short lines that say little by themselves: less will do.
    """
    found = set(kept)
    order = list(scores)
    data = _data_tables(page)
    for place, lines in _lists(page, scores).items():
        container, share = page.containers[place], _kept_share(page, lines, kept)
        is_table = container.name == "table"
        if share <= _FEW and not (is_table and _is_amid(page, lines, kept, order)):
            found -= set(lines)
        elif is_table and container.event in data:
            found |= set(lines)
        elif share >= _MOST or container.name == "dl":
            found |= _above(_UNSURE, lines, scores)
    return found


def _above(least: float, lines: Iterable[int], scores: Mapping[int, float]) -> set[int]:
    return {number for number in lines if scores[number] > least}


def _data_tables(page: WebPage) -> frozenset[int]:
    has_tables = any(container.name == "table" for container in page.containers)
    return data_tables(page.events) if has_tables else frozenset()


def _kept_share(page: WebPage, lines: Sequence[int], kept: Set[int]) -> float:
    """Return how much of some lines is kept, by their characters, 0 to 1."""
    whole = sum(len(page.pieces[number].text) for number in lines)
    return sum(len(page.pieces[number].text) for number in lines if number in kept) / (whole or 1)


def _is_amid(page: WebPage, lines: Sequence[int], kept: Set[int], order: Sequence[int]) -> bool:
    """Whether a table stands between lines that are kept, and is no list of links."""
    before, behind = bisect_left(order, lines[0]), bisect_right(order, lines[-1])
    beside = order[max(before - 1, 0) : before], order[behind : behind + 1]
    if not all(any(number in kept for number in side) for side in beside):
        return False
    pieces = [page.pieces[number] for number in lines]
    return sum(piece.linked for piece in pieces) * 2 < sum(len(piece.text) for piece in pieces)


def _lists(page: WebPage, scores: Mapping[int, float]) -> dict[int, list[int]]:
    """Return the lines of each list and table, by the place of the innermost.

    A list that stands right within an item of another is of that one.
    """
    around: list[int] = []
    for container in page.containers:
        outer = around[container.parent] if around else 0
        is_within = container.name in LISTS and page.containers[container.parent].name in ITEMS and outer
        around.append(container.place if container.name in _WHOLES and not is_within else outer)
    lines: dict[int, list[int]] = defaultdict(list)
    for number in scores:
        if place := around[page.pieces[number].container]:
            lines[place].append(number)
    return lines


def fill_elements(page: WebPage, scores: Mapping[int, float], kept: Set[int]) -> set[int]:
    """Return what is kept, with the other lines of an element of which nearly all is: a last short paragraph.

    To lose a sentence of an article is worse than to have one too many.
    """
    siblings: dict[int, list[int]] = defaultdict(list)
    for number in scores:
        container = page.around(page.pieces[number])
        if container.name in _FLOWING:
            siblings[container.parent].append(number)
    found = set(kept)
    for lines in siblings.values():
        if _kept_share(page, lines, kept) >= _NEARLY_ALL and sum(number in kept for number in lines) > 1:
            found |= {number for number in _above(_HOPELESS, lines, scores) if _flows(page, number)}
    return found


def _flows(page: WebPage, number: int) -> bool:
    """Whether a line is no row of links."""
    return page.pieces[number].linked * 3 < len(page.pieces[number].text)


def keep_code(page: WebPage, scores: Mapping[int, float], kept: Set[int]) -> set[int]:
    """Return what is kept, with code that stands between kept lines: it is unlike any prose."""
    found = set(kept)
    run: list[int] = []
    is_behind = False
    """Whether what stands before the run is kept."""
    for number, score in scores.items():
        if number not in kept and page.around(page.pieces[number]).name in PREFORMATTED and score > _HOPELESS:
            run.append(number)
            continue
        if run and is_behind and number in kept:
            found.update(run)
        run, is_behind = [], number in kept
    return found


def heed_headings(page: WebPage, scores: Mapping[int, float], kept: Set[int]) -> set[int]:
    """Return what is kept, with headings over kept lines and without those that nothing follows."""
    found = set(kept)
    numbers = list(scores)
    first = min(found, default=0)
    # From the last to the first: whether one stays may depend on the heading right below it.
    for place in reversed(range(len(numbers))):
        number = numbers[place]
        level = _level(page, number)
        if not level:
            continue
        below = numbers[place + 1 : place + 1 + _BELOW]
        is_over = not found.isdisjoint(below[:2])
        if is_over and number > first and scores[number] > _least(page, number, below[0]):
            found.add(number)
        elif not any(other in found and _belongs_under(page, other, level) for other in below):
            found.discard(number)
    return found


def _least(page: WebPage, heading: int, below: int) -> float:
    """Return what a heading over a kept line has to be judged: little where they stand side by side."""
    parents = [page.around(page.pieces[number]).parent for number in (heading, below)]
    return _HOPELESS if parents[0] == parents[1] else _FAINT


def without_title(page: WebPage, kept: Set[int]) -> set[int]:
    """Return what is kept without the title of the page, where it stands over the text once more."""
    found = set(kept)
    titles = [_folded(piece.text) for piece in page.pieces[:_HEAD] if page.around(piece).name == "title"]
    for number in sorted(kept)[:_FIRST]:
        line = _folded(page.pieces[number].text)
        if line in titles or (len(line) >= _TELLING and any(_is_title(line, title) for title in titles)):
            found.discard(number)
    return found


def _is_title(line: str, title: str) -> bool:
    """Whether a line is a page's title, behind which the site's name may stand."""
    return f"{title} ".startswith(f"{line} ") and len(line) * 2 > len(title)


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _level(page: WebPage, number: int) -> int:
    """Return the level of the heading that a line is or stands in; 0 where it is none."""
    name = page.around(page.pieces[number]).name
    return int(name[1]) if name in HEADINGS else 0


def _belongs_under(page: WebPage, number: int, level: int) -> bool:
    """Whether a line may be what a heading stands over: text, or a heading below it."""
    own = _level(page, number)
    return own == 0 or own > level
