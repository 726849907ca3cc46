"""The drawn map: coasts where they are, markers in their cells, names that leave one another room."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.atlas.builders import NEWSY, lit, on_map, rows
from tests.effort import costly
from tui.atlas.drawing import draw_map
from tui.atlas.ground import LAND, SEA, SOLID, ground
from tui.atlas.places import MapPlace
from tui.atlas.projection import WORLD, Point, Sheet, View, fitted
from tui.drawing.looks import LOOKS
from tui.model.names import Place
from tui.text.cells import cell_width

numbers = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([90.0, -90.0, 180.0, -180.0])
anywhere = st.builds(
    lambda name, lat, lon, mentions: MapPlace(Place(name, (), lat=lat, lon=lon), mentions),
    st.text(max_size=30),
    st.none() | numbers,
    st.none() | numbers,
    st.integers(0, 10_000),
)
any_view = st.builds(View, numbers, numbers, numbers.map(lambda zoom: zoom if zoom >= 1 else 1.0))


def is_land(lat: float, lon: float, view: View = WORLD) -> bool:
    """Tell whether the middle of the map is land, with a point there."""
    sheet = Sheet(View(lon, lat, max(view.zoom, 8)), 61, 31)
    drawn = ground(sheet)
    cell = sheet.cell(Point(lon, lat))
    assert cell is not None
    return drawn.kinds[cell[1]][cell[0]] != SEA


@pytest.mark.parametrize("zoom", [1e6, 1e100, sys.float_info.max])
def test_no_view_is_closer_than_the_finest(zoom: float) -> None:
    """Numbers without end are made of no number that a view may have."""
    places = [MapPlace(Place("Suva", (), lat=-18.1, lon=178.4), 1)]
    assert len(draw_map(View(0.0, 0.0, zoom), 20, 10, places).lines) == 10
    assert Sheet(View(0.0, 0.0, zoom), 20, 10).scale == 20.0


@settings(max_examples=costly(60))
@given(any_view, st.integers(0, 500), st.integers(0, 60), st.lists(anywhere, max_size=12), st.data())
def test_any_map_can_be_drawn(
    view: View, width: int, height: int, places: list[MapPlace], data: st.DataObject
) -> None:
    """Any size, any numbers, any names: lines of exactly the cells there are, in looks there are."""
    chosen = data.draw(st.none() | st.integers(0, len(places) - 1)) if places else None
    drawing = draw_map(view, width, height, places, chosen)
    assert len(drawing.lines) == height
    for line in drawing.lines:
        assert sum(cell_width(text) for text, _ in line) == width
        assert all(look in LOOKS for _, look in line)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (48.85, 2.35),
        (39.9, 116.4),
        (-23.5, -46.6),
        (66.0, -175.0),
        (66.5, 178.0),
        (-84.8, 179.9),
        (-84.8, -179.9),
        (0.0, 25.0),
    ],
)
def test_land_is_land(lat: float, lon: float) -> None:
    """Also where the data was cut: in Chukotka and the Antarctic."""
    assert is_land(lat, lon)


@pytest.mark.parametrize(
    ("lat", "lon"), [(0.0, -30.0), (30.0, -45.0), (0.0, 180.0), (40.0, 179.0), (43.3, 34.0), (-60.0, 0.0)]
)
def test_sea_is_sea(lat: float, lon: float) -> None:
    """Oceans, and the Black Sea."""
    assert not is_land(lat, lon)


@pytest.mark.parametrize("lon", [-180.0, -90.0, 0.0, 90.0, 170.0])
def test_the_world_is_drawn_whole_wherever_it_is_cut(lon: float) -> None:
    """Rolled on to any longitude there is as much land as before."""
    here, there = (ground(Sheet(View(at, 40), 120, 40)) for at in (11.0, lon))
    land = [sum(kind != SEA for row in drawn.kinds for kind in row) for drawn in (here, there)]
    assert land[0] == pytest.approx(land[1], rel=0.05)


def test_a_small_map_is_one_mass_of_land_and_a_large_one_has_coasts() -> None:
    """An outline of the world in thirty cells is a tangle."""
    small, large = ground(Sheet(WORLD, 34, 8)), ground(Sheet(WORLD, 120, 36))
    assert {kind for row in small.kinds for kind in row} == {SOLID}
    assert LAND in {kind for row in large.kinds for kind in row}


def test_the_world_is_not_drawn_twice_on_a_wide_sheet() -> None:
    """Left and right of it there is nothing."""
    drawn = ground(Sheet(WORLD, 300, 12))
    assert all(not row[:80].strip() and not row[-80:].strip() for row in drawn.rows)


# ── markers ───────────────────────────────────────────────────────────────────────────────────


def test_a_marker_stands_in_the_cell_of_its_city() -> None:
    """By hand: 360° on 120 cells from 169° W, so Paris is (2.35+169)/3 = column 57."""
    drawing = draw_map(View(11, 40), 120, 60, [on_map("Paris", 48.85, 2.35)])
    (marker,) = drawing.markers
    assert marker.column == 57
    assert rows(drawing)[marker.row][57] == "●"
    assert drawing.sheet.point(57.5, marker.row + 0.5).lat == pytest.approx(48.85, abs=6)


def test_the_chosen_one_is_another_sign_and_lit_with_its_name() -> None:
    """Never by colour alone."""
    drawing = draw_map(WORLD, 120, 40, NEWSY, 2)
    assert lit(drawing) in ("◆ Paris", "Paris ◆")


def test_a_place_that_is_nowhere_certain_is_not_drawn() -> None:
    """It stands in the list."""
    assert "Nowhere" not in "".join(rows(draw_map(WORLD, 160, 50, NEWSY)))


def test_places_that_share_a_cell_are_one_marker() -> None:
    """From afar, Istanbul's quarters are one place; closer they part."""
    near = [on_map(f"Quarter {n}", 41 + n / 3, 29 + n / 3) for n in range(4)]
    drawing = draw_map(WORLD, 120, 40, near)
    assert [len(marker.places) for marker in drawing.markers] == [4]
    assert "◉ Quarter 0 +3" in "".join(rows(drawing))
    view = fitted([point for place in near if (point := place.point)], 120, 40, least=1)
    assert len(draw_map(view, 120, 40, near).markers) == 4


def test_places_beyond_the_edges_are_told_where_a_row_is_free() -> None:
    """As many names as there is room for, and how many more; none of what is in sight or nowhere."""
    view = View(20, 47, 5)

    def told(width: int) -> str:
        drawing = draw_map(view, width, 30, NEWSY, outside=True)
        return "".join(text for text, look in drawing.lines[-1] if look == "facts").strip()

    assert told(90) == "outside: Washington, Suva"
    assert told(20) == "outside: 2 more"
    assert "outside" not in "".join(rows(draw_map(WORLD, 120, 40, NEWSY, outside=True)))
    assert "outside" not in "".join(rows(draw_map(view, 90, 30, NEWSY)))


def test_a_chosen_place_among_others_gives_them_its_name() -> None:
    """What was chosen must be seen."""
    near = [on_map(f"Quarter {n}", 41 + n / 10, 29, mentions=9 - n) for n in range(4)]
    assert "Quarter 3" in lit(draw_map(WORLD, 120, 40, near, 3))


def test_names_never_overlap() -> None:
    """Each place's name stands whole or not at all."""
    places = [on_map(f"Town{n}", 40 + n % 7, 10 + n // 7, mentions=50 - n) for n in range(49)]
    drawing = draw_map(View(13, 43, 12), 100, 40, places)
    names = [text for line in drawing.lines for text, look in line if look == "map.name"]
    assert 5 < len(names) <= 100 * 40 // 120
    assert all(name.split()[0] in {place.place.name for place in places} for name in names)


def test_the_chosen_name_is_there_on_the_narrowest_map_that_can_hold_it() -> None:
    """Cut, but there."""
    drawing = draw_map(WORLD, 12, 4, NEWSY, 0)
    assert "Ist" in lit(drawing)


def test_wide_names_take_two_cells_a_letter() -> None:
    """Seoul in its own letters moves nothing out of its column."""
    drawing = draw_map(View(127, 37, 6), 60, 20, [on_map("서울특별시", 37.57, 126.98)])
    assert all(cell_width(row) == 60 for row in rows(drawing))


def test_the_nearest_marker_is_found_within_reach_only() -> None:
    """A click need not be exact, nor does it reach across an ocean."""
    drawing = draw_map(WORLD, 120, 40, NEWSY)
    marker = drawing.markers[0]
    assert drawing.nearest(marker.column + 1, marker.row) == marker
    assert drawing.nearest(1, 39) is None


def test_the_coastlines_are_the_ones_that_were_built() -> None:
    """`python -m training.coasts` prints these; a change of the files is a change of this test."""
    from hashlib import sha256

    from tui.atlas.coasts import DATA, SHEETS

    found = {name: sha256((DATA / f"{name}.z").read_bytes()).hexdigest()[:16] for name in SHEETS}
    assert found == CHECKSUMS
    assert sum((DATA / f"{name}.z").stat().st_size for name in SHEETS) < 64_000


CHECKSUMS = {"sketch": "2c4ac0193aff3c85", "world": "f3a20f1b4cd6e1e0", "region": "d3038f8ac086bb31"}
