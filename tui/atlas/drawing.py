"""A map as lines of (text, look) pairs: the ground, and markers and names over it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.atlas.ground import COAST, SIDE, SOLID, ground
from tui.atlas.markers import Inscription, Marker, labels, place_markers
from tui.atlas.places import MapPlace
from tui.atlas.projection import Sheet, View
from tui.drawing.frame import StyledLine
from tui.text.cells import cell_width, cut

_STRETCHES: Final = re.compile(
    b"|".join(b"%c+" % kind for kind in (COAST, SIDE, SOLID)) + b"|[^%c%c%c]+" % (COAST, SIDE, SOLID)
)
_LOOKS: Final = {COAST: "map.coast", SIDE: "map.border", SOLID: "map.land"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn map, and where on it the places stand."""

    sheet: Sheet
    lines: tuple[StyledLine, ...]
    markers: tuple[Marker, ...]

    def nearest(self, column: int, row: int, within: int = 2) -> Marker | None:
        """Return the marker nearest to a cell, no more than so many rows or twice as many columns off."""
        near = [
            (abs(marker.column - column) + 2 * abs(marker.row - row), marker)
            for marker in self.markers
            if abs(marker.row - row) <= within and abs(marker.column - column) <= 2 * within
        ]
        return min(near)[1] if near else None


def draw_map(
    view: View,
    width: int,
    height: int,
    places: Sequence[MapPlace] = (),
    chosen: int | None = None,
    *,
    names: bool = True,
    outside: bool = False,
) -> Drawing:
    """Draw a view in so many cells; `chosen` is the number of one of the places.

    Without `names` only the chosen one's stands there; with `outside` a line says which places lie beyond the
    edges. Any size and any number will do.
    """
    sheet = Sheet(view, max(0, width), max(0, height))
    if not sheet.width or not sheet.height:
        return Drawing(sheet, tuple([] for _ in range(sheet.height)), ())
    markers = place_markers(sheet, places, chosen)
    told = _outside(sheet, places, markers) if outside else None
    by_row: defaultdict[int, list[Inscription]] = defaultdict(list)
    for label in labels(sheet, places, markers, chosen, names=names):
        by_row[label.row].append(label)
    if told is not None:
        by_row[told.row] = [told]
    base = ground(sheet)
    lines = [
        list(_line(text, kinds, sorted(by_row[row], key=lambda label: label.column)))
        for row, (text, kinds) in enumerate(zip(base.rows, base.kinds, strict=True))
    ]
    return Drawing(sheet, tuple(lines), markers)


def _outside(sheet: Sheet, places: Sequence[MapPlace], markers: Sequence[Marker]) -> Inscription | None:
    """Return the line that tells of places beyond the edges, where a row is free for it; None for none."""
    inside = {number for marker in markers for number in marker.places}
    names = [one.place.name for number, one in enumerate(places) if one.point and number not in inside]
    taken = {marker.row for marker in markers}
    free = [row for row in (sheet.height - 1, 0) if row not in taken]
    if not names or not free:
        return None
    tellings = [_telling(names, count) for count in range(len(names), -1, -1)]
    fitting = [words for words in tellings if cell_width(words) <= sheet.width]
    return Inscription(free[0], 0, fitting[0], "facts") if fitting else None


def _telling(names: Sequence[str], count: int) -> str:
    """Return a line that tells so many of the names, and how many more there are."""
    more = [f"{len(names) - count} more"] if count < len(names) else []
    return f" outside: {', '.join([*names[:count], *more])} "


def _line(text: str, kinds: bytes, over: Sequence[Inscription]) -> Iterator[tuple[str, str]]:
    """Yield a row of the ground with texts laid over it, from the left; one that is half covered is cut."""
    at = 0
    for label in over:
        # A wide letter can reach into the next label's cell: half a label is worse than none.
        if label.column < at:
            continue
        yield from _ground(text, kinds, at, label.column)
        words = cut(label.text, len(text) - label.column)
        yield words, label.look
        at = label.column + cell_width(words)
    yield from _ground(text, kinds, at, len(text))


def _ground(text: str, kinds: bytes, start: int, end: int) -> Iterator[tuple[str, str]]:
    for found in _STRETCHES.finditer(kinds, start, end):
        yield text[found.start() : found.end()], _LOOKS.get(kinds[found.start()], "map.strewn")
