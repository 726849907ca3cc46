"""The ground that a map's markers stand on: land, its edge, and borders, in braille.

Dots are a byte each, row by row. Land is filled between the crossings of its edge, a row at a time; the coast
is what of the land has water beside it, so that it is one dot thin at every scale. Slices and a few very
large numbers do that for all dots at once, which is what makes a frame quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import Final, NamedTuple

from tui.atlas.coasts import BORDER, UNITS, Run, load
from tui.atlas.projection import DOTS_ACROSS, DOTS_DOWN, POLE, Sheet, northing

_DOT_BITS: Final = ((1, 2, 4, 64), (8, 16, 32, 128))
"""What each dot of a cell adds to its braille character, by column and row (Unicode, U+2800)."""
_BRAILLE: Final = {0: " "} | {bits: chr(0x2800 + bits) for bits in range(1, 256)}
_SKETCH_FROM, _WORLD_FROM = 2.2, 0.45
"""Degrees a dot from which a coarser sheet is drawn."""
_BORDERS_BELOW: Final = 0.9
"""Degrees a dot below which borders are drawn."""
_SOLID_BELOW: Final = 60
"""Cells across below which land is one mass: an outline would be a tangle."""
_SPECK: Final = 1.5
"""Dots across below which an island is a single dot."""

SEA, LAND, SIDE, COAST, SOLID = range(5)
"""What a cell shows: nothing, land with dots strewn over it, a border of countries, a coast, solid land."""
_STIPPLE: Final = ((0x01, 0x20), (0x10, 0x04))
"""The dots strewn over land, by row and column."""
_ANY: Final = bytes([0]) + bytes([255]) * 255
_ALL: Final = bytes(255) + bytes([255])


class Ground(NamedTuple):
    """The world under the markers, a row of cells each."""

    rows: tuple[str, ...]
    kinds: tuple[bytes, ...]
    """A byte a cell: what it shows."""


class Dots:
    """Dots in rows, all clear at first; only those from column `left` up to `right` can be set."""

    def __init__(self, across: int, down: int, left: int, right: int) -> None:
        self.across = across
        self.down = down
        self.left = left
        self.right = right
        self.bytes = bytearray(across * down)

    def line(self, x0: int, y0: int, x1: int, y1: int) -> None:
        """Set the dots of a straight line, as far as it runs on the sheet (Bresenham)."""
        across, down, dots, left, right = self.across, self.down, self.bytes, self.left, self.right
        dx, dy = abs(x1 - x0), -abs(y1 - y0)
        step_x, step_y = (1 if x0 < x1 else -1), (1 if y0 < y1 else -1)
        error = dx + dy
        while True:
            if left <= x0 < right and 0 <= y0 < down:
                dots[y0 * across + x0] = 1
            if x0 == x1 and y0 == y1:
                return
            doubled = 2 * error
            if doubled >= dy:
                error += dy
                x0 += step_x
            if doubled <= dx:
                error += dx
                y0 += step_y

    def fill(self, row: int, start: float, end: float) -> None:
        """Set the dots of a row whose middles lie between two places."""
        first, last = max(self.left, ceil(start - 0.5)), min(self.right, ceil(end - 0.5))
        if first < last:
            at = row * self.across
            self.bytes[at + first : at + last] = b"\1" * (last - first)

    def cells(self, row: int) -> bytes:
        """Return a row of cells, each as the bits of its braille character."""
        across, total = self.across, 0
        for down in range(DOTS_DOWN):
            start = (row * DOTS_DOWN + down) * across
            for side in range(DOTS_ACROSS):
                column = self.bytes[start + side : start + across : DOTS_ACROSS]
                total |= int.from_bytes(column, "little") * _DOT_BITS[side][down]
        return total.to_bytes(across // DOTS_ACROSS, "little")


@lru_cache(maxsize=8)
def ground(sheet: Sheet) -> Ground:
    """Draw land, coasts and borders on a sheet; the last few stay in memory."""
    degrees = 1 / sheet.scale
    runs = load(_detail(degrees))
    half = 180 * sheet.scale
    left, right = max(0, floor(sheet.across / 2 - half)), min(sheet.across, ceil(sheet.across / 2 + half))
    land, borders = (Dots(sheet.across, sheet.down, left, right) for _ in range(2))
    # The world beside itself on both sides: a view over the date line sees two of them.
    for turn in (-360, 0, 360):
        _draw(runs, sheet, turn, land, borders)
    if degrees >= _SKETCH_FROM or sheet.width < _SOLID_BELOW:
        cells = [land.cells(row) for row in range(sheet.height)]
        return Ground(tuple(map(_braille, cells)), tuple(bytes([SOLID]) * len(row) for row in cells))
    coast = _edge(land, _pole_row(sheet))
    rows = [
        _blended(coast.cells(row), borders.cells(row), land.cells(row), _STIPPLE[row % 2])
        for row in range(sheet.height)
    ]
    return Ground(tuple(text for text, _ in rows), tuple(kinds for _, kinds in rows))


def _pole_row(sheet: Sheet) -> int:
    """Return the first row of dots beyond the map's southern end, as far as there are rows."""
    below = sheet.down / 2 + (sheet.middle + northing(POLE, sheet.stretch)) * sheet.scale
    return max(0, min(sheet.down, floor(below - 0.5)))


# ── lines and land ────────────────────────────────────────────────────────────────────────────


def _detail(degrees: float) -> str:
    """Return how finely the world is drawn where a dot is so many degrees."""
    if degrees >= _SKETCH_FROM:
        return "sketch"
    return "world" if degrees >= _WORLD_FROM else "region"


def _draw(runs: Sequence[Run], sheet: Sheet, turn: int, land: Dots, borders: Dots) -> None:
    """Draw the world once, turned by so many degrees."""
    unit = sheet.scale * 180 / UNITS
    x_at = sheet.across / 2 + (turn - sheet.view.lon) * sheet.scale
    y_at = sheet.down / 2 + sheet.middle * sheet.scale
    west, east = (land.left - x_at) / unit, (land.right - x_at) / unit
    if west > UNITS or east < -UNITS:
        return
    north, south = y_at / unit, (y_at - sheet.down) / unit
    has_borders = 1 / sheet.scale < _BORDERS_BELOW
    crossings: list[list[float]] = [[] for _ in range(sheet.down)]
    for run in _within(runs, south, north, east):
        if run.kind == BORDER:
            if has_borders and run.right >= west:
                _trace(borders, run, unit, x_at, y_at)
        elif run.right < west:
            # Out of sight on the left, it only tells on which side of the land's edge the rows begin.
            _cross(crossings, (UNITS, UNITS), (run.ys[0], run.ys[-1]), unit, -1.0 - UNITS * unit, y_at)
        else:
            _cross(crossings, run.xs, run.ys, unit, x_at, y_at)
            _mark_speck(land, run, unit, x_at, y_at)
    _fill_rows(land, crossings, x_at + 180 * sheet.scale)


def _within(runs: Sequence[Run], south: float, north: float, east: float) -> list[Run]:
    """Return the lines that reach between two parallels, and no farther east than a meridian."""
    return [run for run in runs if run.top >= south and run.bottom <= north and run.left <= east]


def _mark_speck(land: Dots, run: Run, unit: float, x_at: float, y_at: float) -> None:
    """Draw an island that is too small to be filled as a dot."""
    if run.is_island and max(run.right - run.left, run.top - run.bottom) * unit < _SPECK:
        x, y = floor(run.xs[0] * unit + x_at), floor(y_at - run.ys[0] * unit)
        land.line(x, y, x, y)


def _fill_rows(land: Dots, crossings: Sequence[Sequence[float]], end: float) -> None:
    """Fill the land between the places where its edge crosses each row."""
    for row, places in enumerate(crossings):
        if places:
            _fill(land, row, sorted(places), end)


def _fill(land: Dots, row: int, places: list[float], end: float) -> None:
    """Fill a row between every other two crossings; what is not closed goes on to the map's end."""
    if len(places) % 2:
        places.append(end)
    for start, stop in zip(places[::2], places[1::2], strict=True):
        land.fill(row, start, stop)


def _cross(
    crossings: list[list[float]], xs: Sequence[int], ys: Sequence[int], unit: float, x_at: float, y_at: float
) -> None:
    """Note where a line crosses the middles of rows."""
    down, shifted = len(crossings), y_at - 0.5
    # The first row whose middle lies below the point: between equal ones nothing is crossed.
    rows = [ceil(shifted - y * unit) for y in ys]
    before = rows[0]
    for index, row in enumerate(rows):
        if row == before:
            continue
        x0, y0, x1, y1 = xs[index - 1], ys[index - 1], xs[index], ys[index]
        slope = (x0 - x1) / (y1 - y0)
        first, last = (before, row) if before < row else (row, before)
        start = x0 * unit + x_at + slope * (0.5 - y_at + y0 * unit)
        for crossed in range(max(0, first), min(down, last)):
            crossings[crossed].append(start + slope * crossed)
        before = row


def _trace(dots: Dots, run: Run, unit: float, x_at: float, y_at: float) -> None:
    """Draw a line through points."""
    columns = [floor(x * unit + x_at) for x in run.xs]
    rows = [floor(y_at - y * unit) for y in run.ys]
    for (x0, y0), (x1, y1) in pairwise(zip(columns, rows, strict=True)):
        dots.line(x0, y0, x1, y1)


def _edge(land: Dots, pole_row: int) -> Dots:
    """Return the dots of the land that have water above, below or beside them.

    Beyond the sheet, and beyond the map's ends, there is no telling: no edge is drawn there.
    """
    across, down = land.across, land.down
    outside = b"\1" * land.left + bytes(land.right - land.left) + b"\1" * (across - land.right)
    beyond = outside * pole_row + b"\1" * (across * (down - pole_row))
    here = int.from_bytes(land.bytes, "little")
    whole = here | int.from_bytes(beyond, "little")
    first = int.from_bytes((b"\1" + bytes(across - 1)) * down, "little")
    last = first << 8 * (across - 1)
    top = int.from_bytes(b"\1" * across, "little")
    bottom = top << 8 * across * (down - 1)
    inner = (
        (whole << 8 | first)
        & (whole >> 8 | last)
        & (whole << 8 * across | top)
        & (whole >> 8 * across | bottom)
    )
    edge = Dots(across, down, land.left, land.right)
    edge.bytes = bytearray((here & ~inner).to_bytes(across * down, "little"))
    return edge


# ── from dots to cells ────────────────────────────────────────────────────────────────────────


def _blended(coast: bytes, borders: bytes, land: bytes, stipple: tuple[int, int]) -> tuple[str, bytes]:
    """Return a row of cells: coast and borders, strewn dots on land without either; and what each shows."""
    count = len(land)
    drawn = _number(coast) | _number(borders)
    has_coast, has_border = _number(coast.translate(_ANY)), _number(borders.translate(_ANY))
    bare = _number(land.translate(_ALL)) & ~(has_coast | has_border)
    strewn = _number((bytes(stipple) * (count // 2 + 1))[:count])
    kinds = (
        has_coast & _number(bytes([COAST]) * count)
        | (has_border & ~has_coast & _number(bytes([SIDE]) * count))
        | (bare & _number(bytes([LAND]) * count))
    )
    return _braille((drawn | bare & strewn).to_bytes(count, "little")), kinds.to_bytes(count, "little")


def _number(cells: bytes) -> int:
    return int.from_bytes(cells, "little")


def _braille(cells: bytes) -> str:
    return cells.decode("latin-1").translate(_BRAILLE)
