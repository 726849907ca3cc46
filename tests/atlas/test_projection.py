"""Where a point of the Earth stands, and back again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.atlas.projection import (
    MERCATOR,
    MILLER,
    POLE,
    WORLD,
    Point,
    Sheet,
    View,
    around,
    fitted,
    is_point,
    latitude,
    main_view,
    northing,
)

longitudes = st.floats(-180, 180)
latitudes = st.floats(-POLE, POLE)
points = st.builds(Point, longitudes, latitudes)
views = st.builds(View, st.floats(-720, 720), st.floats(-90, 90), st.floats(1, 60))
sizes = st.tuples(st.integers(1, 300), st.integers(1, 100))


@given(latitudes, st.sampled_from([MILLER, MERCATOR]))
def test_a_latitude_comes_back(lat: float, stretch: float) -> None:
    """Both projections have an inverse between the map's ends."""
    assert latitude(northing(lat, stretch), stretch) == pytest.approx(lat, abs=1e-6)


def test_the_projections_are_the_books() -> None:
    """Snyder's tables: Miller's y at 60°, and Mercator's, in radians."""
    assert math.radians(northing(60, MILLER)) == pytest.approx(1.25 * math.asinh(math.tan(0.8 * math.pi / 3)))
    assert math.radians(northing(60, MERCATOR)) == pytest.approx(1.31695789)


@given(points, views, sizes)
def test_a_point_comes_back_from_the_sheet(point: Point, view: View, size: tuple[int, int]) -> None:
    """What is drawn at a place of the sheet is what is found there."""
    sheet = Sheet(view, *size)
    x, y = sheet.dot(point)
    back = sheet.point(x / 2, y / 4)
    assert back.lat == pytest.approx(point.lat, abs=1e-6)
    assert around(back.lon - point.lon + 90) == pytest.approx(90, abs=1e-6)


@given(points, views, sizes)
def test_a_cell_is_on_the_sheet_or_none(point: Point, view: View, size: tuple[int, int]) -> None:
    """No marker is ever drawn outside of the view."""
    sheet = Sheet(view, *size)
    cell = sheet.cell(point)
    assert cell is None or (0 <= cell[0] < size[0] and 0 <= cell[1] < size[1])


def test_the_date_line_is_no_edge() -> None:
    """Fiji lies on both sides of it and in the middle of its map."""
    sheet = Sheet(View(179.5, -17, 10), 80, 24)
    suva, taveuni = sheet.cell(Point(178.44, -18.14)), sheet.cell(Point(-179.9, -16.85))
    assert suva is not None
    assert taveuni is not None
    assert 0 < taveuni[0] - suva[0] < 10


@given(st.lists(points, min_size=1, max_size=12), st.integers(20, 200), st.integers(8, 60))
def test_all_points_are_in_a_view_that_fits_them(found: list[Point], width: int, height: int) -> None:
    """`f` shows every place, wherever the map has to be cut for that; the poles' ends may be out of sight."""
    found = [Point(point.lon, max(-55.0, min(75.0, point.lat))) for point in found]
    sheet = Sheet(fitted(found, width, height), width, height)
    assert all(sheet.cell(point) for point in found)


def test_a_view_that_fits_goes_round_the_back() -> None:
    """Tokyo and San Francisco lie at one ocean."""
    view = fitted([Point(139.7, 35.7), Point(-122.4, 37.8)], 120, 40)
    assert abs(around(view.lon - 180)) < 30
    assert view.zoom > 1.5


EUROPE = (Point(29, 41), Point(30.5, 50.5), Point(37.6, 55.8), Point(2.35, 48.85), Point(32.9, 39.9))
FAR = (Point(-77, 38.9), Point(138, 36))


def test_most_places_are_shown_near_where_few_are_far_off() -> None:
    """Those are off the sheet then; where they weigh more than a quarter, all are on it."""
    weighed = [(point, 3) for point in EUROPE]
    sheet = Sheet(main_view([*weighed, *((point, 1) for point in FAR)], 70, 26), 70, 26)
    assert all(sheet.cell(point) for point in EUROPE)
    assert not any(sheet.cell(point) for point in FAR)
    heavy = Sheet(main_view([*weighed, *((point, 8) for point in FAR)], 70, 26), 70, 26)
    assert all(heavy.cell(point) for point in (*EUROPE, *FAR))


@given(st.lists(st.tuples(points, st.integers(1, 50)), max_size=40), st.integers(20, 200), st.integers(8, 60))
def test_no_view_leaves_out_more_than_a_quarter(
    found: list[tuple[Point, int]], width: int, height: int
) -> None:
    """Nor is it farther away than one with all of them, and not closer for a little."""
    weighed = [(Point(point.lon, max(-55.0, min(75.0, point.lat))), weight) for point, weight in found]
    view = main_view(weighed, width, height)
    everything = fitted([point for point, _ in weighed], width, height)
    if view == everything:
        return
    assert view.zoom >= 1.6 * everything.zoom
    sheet = Sheet(view, width, height)
    outside = sum(weight for point, weight in weighed if sheet.cell(point) is None)
    assert outside <= sum(weight for _, weight in weighed) / 4


def test_no_points_are_the_whole_world() -> None:
    """There is always something to look at."""
    assert fitted([], 80, 24) == WORLD


@given(views, sizes, st.floats(0, 300), st.floats(0, 100))
def test_what_is_under_the_mouse_stays_there_when_zoomed(
    view: View, size: tuple[int, int], x: float, y: float
) -> None:
    """The wheel looks closer at what it points to, unless that would end beyond the poles."""
    sheet = Sheet(view, *size)
    at = (min(x, size[0]), min(y, size[1]))
    before = sheet.point(*at)
    zoomed = Sheet(sheet.zoomed(1.5, at), *size)
    after = zoomed.point(*at)
    is_one_projection = zoomed.stretch == sheet.stretch
    if (
        is_one_projection
        and abs(before.lat) < 60
        and abs(zoomed.view.lat) < 60
        and zoomed.view.zoom > view.zoom > 3
    ):
        assert around(after.lon - before.lon + 90) == pytest.approx(90, abs=1e-3)


@given(views, sizes, st.floats(0.01, 100))
def test_zooming_ends_at_the_world_and_at_the_coasts_detail(
    view: View, size: tuple[int, int], factor: float
) -> None:
    """Not farther than the world, not closer than the lines are right."""
    sheet = Sheet(view, *size)
    zoomed = Sheet(sheet.zoomed(factor), *size)
    assert zoomed.view.zoom >= 1
    assert 1 / zoomed.scale >= 0.0499 or zoomed.view.zoom == 1


@pytest.mark.parametrize(
    ("lat", "lon"), [(None, 1.0), (1.0, None), (math.nan, 1.0), (1.0, math.inf), (91.0, 0.0), (0.0, 180.5)]
)
def test_what_is_no_place_on_earth_is_none(lat: float | None, lon: float | None) -> None:
    """A database can hold anything."""
    assert not is_point(lat, lon)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_view_of_numbers_that_are_none_is_the_worlds(bad: float) -> None:
    """What cannot be looked at is looked at as a whole."""
    assert View(bad, bad, bad) == WORLD
    assert View(20, 30, bad) == View(20, 30, 1)


@pytest.mark.parametrize(("zoom", "stretch"), [(1, MILLER), (60, MERCATOR)])
def test_the_world_is_after_miller_and_a_part_of_it_after_mercator(zoom: float, stretch: float) -> None:
    """High latitudes are kept modest; shapes are kept right."""
    assert Sheet(View(10, 50, zoom), 80, 24).stretch == stretch


@pytest.mark.parametrize("lat", [89.0, -89.0])
def test_a_sheet_ends_at_the_maps_end(lat: float) -> None:
    """A view of the pole shows what there is below it, and no blank beyond."""
    sheet = Sheet(View(10, lat, 4), 80, 24)
    edge = sheet.point(40, 0 if lat > 0 else 24).lat
    assert abs(edge) == pytest.approx(POLE, abs=0.01)


@pytest.mark.parametrize("size", [(0, 24), (80, 0), (0, 0), (-3, 5)])
def test_on_no_sheet_the_view_is_the_world(size: tuple[int, int]) -> None:
    """A pane may have no cell left."""
    assert fitted([Point(10, 50)], *size) == WORLD


def test_a_closer_view_is_taken_only_where_it_is_worth_it() -> None:
    """Half as close again at least: else the world is known by its shape."""
    assert fitted([Point(-120, 0), Point(0, 0), Point(120, 0)], 120, 40) == WORLD
    assert fitted([Point(-30, 0), Point(30, 0)], 120, 60).zoom >= 1.5


@pytest.mark.parametrize("least", [24.0, 60.0])
def test_a_single_place_is_shown_with_what_lies_around_it(least: float) -> None:
    """So many degrees across, or half as many from north to south."""
    sheet = Sheet(fitted([Point(10, 0)], 80, 40, least=least), 80, 40)
    assert sheet.point(80, 20).lon - sheet.point(0, 20).lon == pytest.approx(least, rel=0.05)


@given(views, sizes, st.floats(-40, 40))
def test_panning_there_and_back_is_standing_still(view: View, size: tuple[int, int], columns: float) -> None:
    """To the right and to the left, also over the date line."""
    sheet = Sheet(view, *size)
    back = Sheet(sheet.panned(columns, 0), *size).panned(-columns, 0)
    assert around(back.lon - view.lon + 90) == pytest.approx(90, abs=1e-6)
