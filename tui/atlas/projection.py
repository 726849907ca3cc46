"""Where on a sheet of dots a point of the Earth stands, and back.

Both projections are cylindrical: a column is a longitude, a row a latitude, so the map can be rolled on for
ever to east and west. The whole world is shown after Miller, which keeps high latitudes modest; a part of it
after Mercator, which keeps shapes right. One formula has both: `stretch` is 0.8 or 1 (Snyder, Map
Projections, USGS 1987, pp. 41 and 88).

Plane coordinates are degrees: x is the longitude, y what the projection makes of the latitude, the same
length at the equator. A cell holds 2×4 dots and is about twice as high as wide, so dots are square.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

MILLER, MERCATOR = 0.8, 1.0
POLE: Final = 85.0
"""Degrees of latitude where the map ends: Mercator has no pole."""
DOTS_ACROSS, DOTS_DOWN = 2, 4

_FINEST: Final = 0.05
"""Degrees a dot at the strongest zoom: beyond, the coastlines are straight lines."""
_MERCATOR_BELOW: Final = 0.45
"""Degrees a dot below which a part of the world is shown."""
_WHOLE_HEIGHT: Final = 180.0
"""Plane degrees that the whole world takes at least: from Greenland's north to Cape Horn's south."""
_LEAST_FITTED: Final = 24.0
"""Degrees that a view of a single place takes in."""
_MARGIN: Final = 1.3
_LEFT_OUT: Final = 0.25
"""The share of all weight that may lie outside of a view of the others."""
_TWICE, _NEARLY = 2.0, 0.8
_LOOKED_AT: Final = 200
"""So many places, the heaviest, say where most are: each is held against each."""
_WORTH_IT: Final = 1.5
"""A closer view than the world is not taken for less."""


class Point(NamedTuple):
    """A point of the Earth, in degrees (WGS 84)."""

    lon: float
    lat: float


def is_point(lat: float | None, lon: float | None) -> bool:
    """Tell whether two numbers are a place on Earth: there, finite, and within the degrees there are."""
    return (
        lat is not None
        and lon is not None
        and math.isfinite(lat)
        and math.isfinite(lon)
        and abs(lat) <= 90
        and abs(lon) <= 180
    )


def northing(lat: float, stretch: float) -> float:
    """Return the plane's y of a latitude, which is held within the map's ends."""
    lat = max(-POLE, min(POLE, lat))
    return math.degrees(math.log(math.tan(math.pi / 4 + stretch * math.radians(lat) / 2)) / stretch)


def latitude(y: float, stretch: float) -> float:
    """Return the latitude of a plane's y; the other way of `northing`."""
    top = northing(POLE, stretch)
    angle = 2 * math.atan(math.exp(stretch * math.radians(max(-top, min(top, y))))) - math.pi / 2
    return math.degrees(angle) / stretch


def around(lon: float) -> float:
    """Return a longitude as a number from -180 up to, but not, 180."""
    return (lon + 180.0) % 360.0 - 180.0


@dataclass(frozen=True, slots=True)
class View:
    """What a reader looks at: the middle, and how much closer than the whole world it is."""

    lon: float = 11.0
    """Cuts the world in the Bering Strait, where it cuts least."""
    lat: float = 40.0
    zoom: float = 1.0

    def __post_init__(self) -> None:
        """Numbers that are none (they come of numbers that are none) become the whole world's."""
        for name, usual in (("lon", 11.0), ("lat", 40.0), ("zoom", 1.0)):
            if not math.isfinite(getattr(self, name)):
                object.__setattr__(self, name, usual)


WORLD: Final = View()


@dataclass(frozen=True)
class Sheet:
    """A view on a sheet of so many cells."""

    view: View
    width: int
    height: int

    @cached_property
    def across(self) -> int:
        """Dots in a row."""
        return self.width * DOTS_ACROSS

    @cached_property
    def down(self) -> int:
        """Dots in a column."""
        return self.height * DOTS_DOWN

    @cached_property
    def scale(self) -> float:
        """Dots a degree; no more than the finest map has, however close a view is said to be."""
        whole = _whole_scale(self.width, self.height)
        return min(whole * self.view.zoom, max(whole, 1 / _FINEST))

    @cached_property
    def stretch(self) -> float:
        """The projection's."""
        return MERCATOR if 1 / self.scale < _MERCATOR_BELOW else MILLER

    @cached_property
    def middle(self) -> float:
        """The plane's y of the middle row; the view's own unless the sheet would end beyond the map."""
        top = northing(POLE, self.stretch)
        slack = max(0.0, top - self.down / self.scale / 2)
        return max(-slack, min(slack, northing(self.view.lat, self.stretch)))

    def dot(self, point: Point) -> tuple[float, float]:
        """Return where a point stands, in dots from the left and the top; it may lie off the sheet."""
        x = around(point.lon - self.view.lon) * self.scale + self.across / 2
        return x, self.down / 2 - (northing(point.lat, self.stretch) - self.middle) * self.scale

    def cell(self, point: Point) -> tuple[int, int] | None:
        """Return the (column, row) of the cell a point stands in; None off the sheet."""
        x, y = self.dot(point)
        column, row = math.floor(x / DOTS_ACROSS), math.floor(y / DOTS_DOWN)
        return (column, row) if 0 <= column < self.width and 0 <= row < self.height else None

    def point(self, column: float, row: float) -> Point:
        """Return the point of the Earth at a place of the sheet, in cells from the left and the top."""
        x = (column * DOTS_ACROSS - self.across / 2) / self.scale
        y = self.middle - (row * DOTS_DOWN - self.down / 2) / self.scale
        return Point(around(self.view.lon + x), latitude(y, self.stretch))

    # ── other views ───────────────────────────────────────────────────────────────────────────

    def panned(self, columns: float, rows: float) -> View:
        """Return the view so many cells to the right and further down."""
        there = self.point(self.width / 2 + columns, self.height / 2 + rows)
        return replace(self.view, lon=there.lon, lat=there.lat)

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> View:
        """Return the view closer by a factor; what stands `at` (column, row) stays there."""
        nearest = max(1.0, 1 / _FINEST / _whole_scale(self.width, self.height))
        closer = max(1.0, min(nearest, self.view.zoom * factor))
        if at is None:
            return View(self.view.lon, latitude(self.middle, self.stretch), closer)
        # Centre on what is pointed at, come closer, and push it back to where it was.
        there = self.point(*at)
        sheet = replace(self, view=View(there.lon, there.lat, closer))
        return sheet.panned(self.width / 2 - at[0], self.height / 2 - at[1])


def _whole_scale(width: int, height: int) -> float:
    """Return the dots a degree with which the whole world fits into so many cells."""
    # A sheet without a cell has a scale, too: nothing may be divided by nought.
    return max(1e-3, min(width * DOTS_ACROSS / 360.0, height * DOTS_DOWN / _WHOLE_HEIGHT))


def fitted(points: Iterable[Point], width: int, height: int, *, least: float = _LEAST_FITTED) -> View:
    """Return the closest view that has all points in it, with a margin and no fewer than so many degrees.

    No points, the whole world.
    """
    found = list(points)
    if not found or width < 1 or height < 1:
        return WORLD
    lon, across = _span([point.lon for point in found])
    # A view close enough to be worth it is drawn after Mercator.
    ys = [northing(point.lat, MERCATOR) for point in found]
    across = max(least, across * _MARGIN)
    down = max(least / 2, (max(ys) - min(ys)) * _MARGIN)
    scale = min(width * DOTS_ACROSS / across, height * DOTS_DOWN / down, 1 / _FINEST)
    zoom = scale / _whole_scale(width, height)
    if zoom < _WORTH_IT:
        return WORLD
    return View(lon, latitude((max(ys) + min(ys)) / 2, MERCATOR), zoom)


def main_view(
    places: Sequence[tuple[Point, int]], width: int, height: int, *, least: float = _LEAST_FITTED
) -> View:
    """Return the view that most places, by their weights, make together; those far off may lie outside.

    Places of no more than a quarter of the weight are left out, the farthest first, and only where the others
    come twice as near by that.
    """
    everything = fitted((point for point, _ in places), width, height, least=least)
    heaviest = sorted(places, key=lambda one: -one[1])[:_LOOKED_AT]
    if len(heaviest) < 3:
        return everything
    middle = _middle(heaviest)
    near = sorted(heaviest, key=lambda one: _apart(middle, one[0]))
    fewer = (fitted((point for point, _ in some), width, height, least=least) for some in _fewer(near))
    views = [everything, *fewer]
    closest = max(view.zoom for view in views)
    if closest < everything.zoom * _TWICE:
        return everything
    # As few as need be: the last steps nearer are not worth a place each.
    return next(view for view in views if view.zoom >= closest * _NEARLY)


def _fewer(places: list[tuple[Point, int]]) -> Iterator[list[tuple[Point, int]]]:
    """Yield the places without the last, the last two and so on, as far as weight may be left out."""
    spare = sum(weight for _, weight in places) * _LEFT_OUT
    for kept in range(len(places) - 1, 0, -1):
        spare -= places[kept][1]
        if spare < 0:
            return
        yield places[:kept]


def _middle(places: Sequence[tuple[Point, int]]) -> Point:
    """Return the place that is nearest to all others, by their weights."""
    return min(
        (point for point, _ in places),
        key=lambda point: sum(weight * _apart(point, other) for other, weight in places),
    )


def _apart(one: Point, other: Point) -> float:
    """Return how far apart two points are, in degrees of a great circle."""
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(half))))


def _span(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return the middle and the width of the narrowest stretch with all longitudes, wherever it begins."""
    east = sorted(around(lon) for lon in longitudes)
    gaps = [(after - before, after) for before, after in zip(east, [*east[1:], east[0] + 360.0], strict=True)]
    # The widest gap between neighbours is what the view leaves out.
    gap, begins = max(gaps)
    width = 360.0 - gap
    return around(begins + width / 2), width
