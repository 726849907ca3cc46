"""Where a reader's selectors match on a page: every element, those within a line too, in one pass.

Elements are taken in the page's order. Each keeps, as bits, which beginnings of the selectors it ends
itself, which its ancestors do and which its earlier siblings: what stands in front of a combinator is
looked up, and never searched for, so that time grows with the page and the selectors alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tui.fulltext.pieces import WebPage
from tui.fulltext.selectors import Compound, Position, Selectors
from tui.prose.htmltags import VOID

Ranges = tuple[tuple[int, int], ...]
"""Half-open, indexes of events; in order, none touching another."""
_COMBINATORS: Final = ("", " ", ">", "+", "~")
_NO_CLASSES: Final[frozenset[str]] = frozenset()


def ranges_of(page: WebPage, selectors: Selectors) -> Ranges:
    """Return where the elements stand that some selectors name; empty where they name none."""
    return merged(_Matcher(page, selectors).match())


def merged(ranges: Sequence[tuple[int, int]]) -> Ranges:
    """Return ranges that overlap or touch as one, in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is open."""

    name: str
    start: int
    end: int
    """The index of the event that closes it, if none does before."""
    itself: int = 0
    """The selectors' beginnings that it ends, as bits."""
    above: int = 0
    """Those that it or one around it ends."""
    before: int = 0
    """Of its children so far, those that the last one ends."""
    earlier: int = 0
    """Those that any of them ends."""
    children: Counter[str] | None = None
    """Their number so far by name, and of all under an empty one; None before the first is counted."""


class _Matcher:
    """Goes through a page once."""

    def __init__(self, page: WebPage, selectors: Selectors) -> None:
        self._page = page
        self._steps = tuple(
            (1 << place, _COMBINATORS.index(step.combinator), step.compound)
            for place, step in enumerate(selectors)
        )
        self._wanted = sum(1 << place for place, step in enumerate(selectors) if step.is_last)
        self._counts = any(step.compound.counts for step in selectors)
        self._containers = {one.event: one.end for one in page.containers[1:]}
        self._open = [_Open("#page", 0, len(page.events))]
        self._blocks: list[int] = [0]
        """The places in `_open` of the elements that hold lines."""
        self._inline: dict[str, list[int]] = {}
        """By name, the places of the others."""
        self._found: list[tuple[int, int]] = []

    def match(self) -> list[tuple[int, int]]:
        for index in self._seen():
            event = self._page.events[index]
            self._close_blocks(index)
            if event[0] == "start":
                self._start(index, *event[1])
            elif event[0] == "end":
                self._end(index, event[1])
        self._close_to(1, len(self._page.events))
        return self._found

    def _seen(self) -> Iterator[int]:
        """Yield the indexes of the events but those of what is never shown."""
        begin = 0
        for start, end in self._page.dropped:
            yield from range(begin, start)
            begin = max(begin, end)
        yield from range(begin, len(self._page.events))

    def _start(self, index: int, name: str, attributes: Mapping[str, str | None]) -> None:
        around = self._open[-1]
        bits = self._bits(around, name, attributes)
        if name in VOID and index not in self._containers:
            if bits & self._wanted:
                self._found.append((index, index + 1))
            return
        end = self._containers.get(index)
        places = self._inline.setdefault(name, []) if end is None else self._blocks
        places.append(len(self._open))
        until = around.end if end is None else end
        self._open.append(_Open(name, index, until, bits, around.above | bits))

    def _bits(self, around: _Open, name: str, attributes: Mapping[str, str | None]) -> int:
        """Return which beginnings of the selectors an element ends, and note it with the one around it."""
        numbers = _counted(around, name) if self._counts else (0, 0)
        stated = attributes.get("class") if attributes else None
        classes = frozenset(stated.split()) if stated else _NO_CLASSES
        known = (0, around.above, around.itself, around.before, around.earlier)
        bits = 0
        for bit, combinator, compound in self._steps:
            stands = not combinator or known[combinator] & bit >> 1
            if stands and _is(compound, name, attributes, classes, numbers):
                bits |= bit
        around.before = bits
        around.earlier |= bits
        return bits

    def _end(self, index: int, name: str) -> None:
        places = self._inline.get(name)
        # One that ends outside of the block in which it began ends with that block.
        if places and places[-1] > self._blocks[-1]:
            self._close_to(places[-1], index + 1)

    def _close_blocks(self, index: int) -> None:
        while len(self._blocks) > 1 and self._open[self._blocks[-1]].end <= index:
            place = self._blocks[-1]
            self._close_to(place, self._open[place].end)

    def _close_to(self, place: int, end: int) -> None:
        """Close an open element and those within it."""
        while len(self._open) > place:
            closed = self._open.pop()
            if self._blocks[-1] == len(self._open):
                self._blocks.pop()
            else:
                self._inline[closed.name].pop()
            if closed.itself & self._wanted:
                self._found.append((closed.start, end))


def _counted(around: _Open, name: str) -> tuple[int, int]:
    """Count a child; return the how manieth it is of all, and of those of its name."""
    if around.children is None:
        around.children = Counter()
    around.children.update(("", name))
    return around.children[""], around.children[name]


def _is(
    compound: Compound,
    name: str,
    attributes: Mapping[str, str | None],
    classes: frozenset[str],
    numbers: tuple[int, int],
) -> bool:
    if (compound.name is not None and compound.name != name) or not compound.classes <= classes:
        return False
    return (
        _has_attributes(compound, attributes)
        and all(_stands(position, numbers) for position in compound.positions)
        and not any(_is(one, name, attributes, classes, numbers) for one in compound.excluded)
    )


def _has_attributes(compound: Compound, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element's id, and whatever else is asked of its attributes, is as it must be."""
    return all(attributes.get("id") == one for one in compound.ids) and all(
        test.holds(attributes) for test in compound.attributes
    )


def _stands(position: Position, numbers: tuple[int, int]) -> bool:
    return position.holds(numbers[position.of_type])
