"""Which places share a marker, and which names find room: one case for each rule."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.builders import on_map
from tui.atlas.markers import Inscription, labels, place_markers, weight
from tui.atlas.places import MapPlace
from tui.atlas.projection import Point, Sheet, View
from tui.text.cells import cell_width

SHEET = Sheet(View(0, 0, 8), 80, 40)


def at(column: int, row: int, name: str = "Town", mentions: int = 1) -> MapPlace:
    """Return a place in the middle of a cell."""
    point = SHEET.point(column + 0.5, row + 0.5)
    return on_map(name, point.lat, point.lon, mentions)


def drawn(*places: MapPlace, chosen: int | None = None, names: bool = True) -> tuple[Inscription, ...]:
    return labels(SHEET, places, place_markers(SHEET, places, chosen), chosen, names=names)


def texts(inscriptions: tuple[Inscription, ...]) -> list[str]:
    return [one.text for one in inscriptions]


@pytest.mark.parametrize(
    ("columns", "count"), [((10, 10), 1), ((10, 11), 1), ((11, 10), 1), ((10, 12), 2), ((10, 11, 12), 2)]
)
def test_places_a_cell_apart_share_a_marker(columns: tuple[int, ...], count: int) -> None:
    """Two signs side by side would be one blot; two cells apart they can be told."""
    places = [at(column, 5, mentions=9 - number) for number, column in enumerate(columns)]
    assert len(place_markers(SHEET, places, None)) == count


def test_places_a_row_apart_have_markers_of_their_own() -> None:
    """A row is twice as high as a cell is wide."""
    assert len(place_markers(SHEET, [at(10, 5), at(10, 6)], None)) == 2


def test_the_heaviest_place_has_its_cell_and_comes_first() -> None:
    """The others join it; of places that weigh the same, the first given."""
    places = [at(11, 5, mentions=1), at(10, 5, mentions=5), at(40, 5, mentions=5)]
    first, second = place_markers(SHEET, places, None)
    assert (first.column, first.places) == (10, (1, 0))
    assert (second.column, second.places) == (40, (2,))


def test_the_chosen_ones_marker_comes_before_heavier_ones() -> None:
    """Its name is given room before any other."""
    markers = place_markers(SHEET, [at(10, 5, mentions=9), at(40, 5)], 1)
    assert [marker.places for marker in markers] == [(1,), (0,)]


def test_places_out_of_sight_or_nowhere_have_no_marker() -> None:
    """What lies at the back of the world is not drawn at the edge."""
    assert place_markers(SHEET, [on_map("Back", 0, 179), on_map("Nowhere", None, None)], 0) == ()


def test_a_place_weighs_its_stories_and_in_one_story_its_mentions() -> None:
    """However often one story names it, two stories weigh more."""
    one, two = on_map(mentions=5_000), MapPlace(on_map().place, 2, 2)
    assert weight(on_map(mentions=2)) < weight(on_map(mentions=3)) < weight(one) < weight(two)


@pytest.mark.parametrize("count", [2, 9, 12])
def test_several_places_are_one_sign_and_their_name_says_how_many_more(count: int) -> None:
    """A numeral on the map would say nothing of what it counts."""
    places = [at(10, 5, f"T{n}", 20 - n) for n in range(count)]
    assert texts(drawn(*places)) == ["◉", f" T0 +{count - 1}"]
    assert texts(drawn(*places, chosen=1)) == ["◆", f" T1 +{count - 1}"]


def test_a_light_place_has_a_smaller_sign_than_a_heavy_one() -> None:
    """Light is what has less than a third of the heaviest one's weight; the chosen one has its own sign."""
    heavy = MapPlace(at(10, 5).place, 9, 9)
    light, middling = MapPlace(at(30, 5).place, 1, 1), MapPlace(at(50, 5).place, 4, 4)
    assert texts(drawn(heavy, light, middling, names=False)) == ["●", "●", "•"]
    assert texts(drawn(heavy, light, chosen=1))[0] == "◆"
    assert {one.look for one in drawn(heavy, light, chosen=1)[:1]} == {"map.chosen"}


def test_a_name_stands_right_of_its_marker_or_left_where_there_is_no_room() -> None:
    """At the sheet's right edge, or where another name stands; with two blanks between."""
    assert drawn(at(10, 5, "Oslo"))[1] == Inscription(5, 11, " Oslo", "map.name")
    assert drawn(at(78, 5, "Oslo"))[1] == Inscription(5, 73, "Oslo ", "map.name")
    beside = drawn(at(10, 5, "Oslo", 9), at(15, 5, "Bergen"))
    assert beside[2] == Inscription(5, 5, "Oslo ", "map.name")
    assert beside[3] == Inscription(5, 16, " Bergen", "map.name")


def test_a_name_without_room_on_either_side_is_left_out_unless_it_is_chosen() -> None:
    """The chosen one covers what is in its way, but not its own sign."""
    crowd = [at(column, 5, f"Place{column}", 9) for column in (2, 5, 8, 11)]
    assert "Place5" not in "".join(texts(drawn(*crowd)))
    lit = drawn(*crowd, chosen=1)
    assert [one.text for one in lit if one.look == "map.chosen"] == ["◆", " Place5"]
    assert [one.column for one in lit if one.look == "map.place"] == [2]


@pytest.mark.parametrize(
    ("column", "name", "text"),
    [
        (2, "N" * 90, " " + "N" * 23 + "…"),
        (70, "N" * 24, "N" * 24 + " "),
        (10, "N" * 24, " " + "N" * 24),
        (10, "서" * 13, " " + "서" * 11 + "…"),
    ],
)
def test_a_long_name_is_cut_and_says_so(column: int, name: str, text: str) -> None:
    """Twenty-four cells are enough to know a place by."""
    assert drawn(at(column, 5, name), chosen=0)[1].text == text


@pytest.mark.parametrize(("width", "column", "text"), [(9, 5, "Name "), (8, 4, "Nam "), (6, 2, " Na")])
def test_on_a_narrow_map_the_chosen_name_is_cut_on_the_wider_side(width: int, column: int, text: str) -> None:
    """As much of it as there is room for."""
    sheet = Sheet(View(0, 0), width, 4)
    point = sheet.point(column + 0.5, 2.5)
    place = on_map("Name", point.lat, point.lon)
    found = labels(sheet, [place], place_markers(sheet, [place], 0), 0)
    assert found[1].text == text
    assert found[1].column >= 0
    assert found[1].column + cell_width(found[1].text) <= width


def test_several_places_are_called_by_the_heaviest_or_the_chosen_one() -> None:
    """And how many more there are."""
    near = [at(10, 5, "Oslo", 9), at(11, 5, "Bergen")]
    assert texts(drawn(*near))[1] == " Oslo +1"
    assert texts(drawn(*near, chosen=1))[1] == " Bergen +1"
    assert texts(drawn(at(10, 5, "N" * 30, 9), at(11, 5)))[1].endswith("N… +1")


def test_there_are_no_more_names_than_the_sheet_has_room_for() -> None:
    """One for 90 cells, the heaviest places'; without names only the chosen one's."""
    places = [at(4 + 12 * (n % 6), 1 + n // 6, f"T{n}", 99 - n) for n in range(60)]
    named = [one for one in drawn(*places) if one.look == "map.name"]
    assert len(named) == 80 * 40 // 90
    assert named[0].text.strip() == "T0"
    assert [one.text for one in drawn(*places, chosen=50, names=False) if len(one.text) > 1] == [" T50"]


@given(
    st.lists(
        st.tuples(st.integers(0, 79), st.integers(0, 39), st.text("ab서", min_size=1, max_size=30)),
        max_size=9,
    ),
    st.none() | st.integers(0, 8),
)
def test_names_and_signs_never_overlap_nor_leave_the_sheet(
    cells: list[tuple[int, int, str]], chosen: int | None
) -> None:
    """Wherever places lie; the chosen one's name is among them."""
    places = [at(column, row, name, number) for number, (column, row, name) in enumerate(cells)]
    found = drawn(*places, chosen=chosen)
    for one in found:
        assert one.column >= 0
        assert one.column + cell_width(one.text) <= 80
        assert 0 <= one.row < 40
    for one, other in combinations(found, 2):
        apart = (
            one.column + cell_width(one.text) <= other.column
            or other.column + cell_width(other.text) <= one.column
        )
        assert one.row != other.row or apart
    if chosen is not None and chosen < len(places):
        assert sum(one.look == "map.chosen" for one in found) == 2


def test_the_cells_of_these_tests_are_those_of_the_sheet() -> None:
    """The builder's places stand where it says."""
    point = at(17, 23).point
    assert point is not None
    assert SHEET.cell(Point(point.lon, point.lat)) == (17, 23)
