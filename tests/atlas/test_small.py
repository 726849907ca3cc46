"""The small map of one story: its view, what is lit, and what a click finds."""

from __future__ import annotations

import pytest

from tests.atlas.builders import build_place, lit
from tui.atlas.projection import Point
from tui.atlas.small import small_map
from tui.model.names import Names, Person

OSLO = build_place("Oslo", 59.9, 10.7, mentions=3)
BERGEN = build_place("Bergen", 60.4, 5.3)
NOWHERE = build_place("Nowhere", None, None)
STORY = Names((), (OSLO, NOWHERE, BERGEN))


def test_only_the_lit_place_has_its_name_there() -> None:
    """There is no room for others; a place that is not on the map lights none, nor does a person."""
    assert "Bergen" in lit(small_map(STORY, BERGEN, 34, 8).drawing)
    assert lit(small_map(STORY, None, 34, 8).drawing) == ""
    assert lit(small_map(STORY, NOWHERE, 34, 8).drawing) == ""
    assert lit(small_map(STORY, Person("Oslo", ()), 34, 8).drawing) == ""


def test_a_click_on_a_marker_finds_its_place_and_one_beside_all_none() -> None:
    """Of several in one cell the one that counts most."""
    drawn = small_map(STORY, None, 34, 8)
    marker = drawn.drawing.markers[0]
    assert drawn.place_at(marker.column, marker.row) == OSLO
    assert drawn.place_at(marker.column + 30, marker.row) is None
    assert small_map(Names(), None, 34, 8).place_at(3, 3) is None


def test_a_single_town_is_shown_with_the_coasts_around_it() -> None:
    """Sixty degrees at least; and no closer than the world where a story goes round it."""
    alone = small_map(Names((), (OSLO,)), None, 34, 8).drawing.sheet
    assert alone.view.zoom > 1
    assert (alone.point(34, 4).lon - alone.point(0, 4).lon) == pytest.approx(60, abs=20)
    far = Names((), (OSLO, build_place("Suva", -18.1, 178.4), build_place("Lima", -12.0, -77.0)))
    assert small_map(far, None, 34, 8).drawing.sheet.view.zoom == 1


def test_every_place_that_is_certain_has_its_marker() -> None:
    """Those that are not are listed, and move the view nowhere."""
    drawn = small_map(STORY, None, 34, 8)
    assert sorted(n for marker in drawn.drawing.markers for n in marker.places) == [0, 1]
    assert [one.place.name for one in drawn.places] == ["Oslo", "Bergen", "Nowhere"]
    assert drawn.drawing.sheet.cell(Point(10.7, 59.9)) is not None
