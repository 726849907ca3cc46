"""Places of one story, and of many counted together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.builders import build_place
from tui.atlas.places import MapPlace, gather, places_of, position
from tui.atlas.projection import Point
from tui.model.names import Names, Place


def test_a_storys_places_come_most_central_first_and_uncertain_last() -> None:
    """The order of the sidebar, but what cannot be drawn is at the end."""
    names = Names((), (build_place("Vikram", None, None), build_place("India"), build_place("Chennai")))
    assert [place.place.name for place in places_of(names)] == ["India", "Chennai", "Vikram"]


def test_one_place_in_two_stories_is_counted_together() -> None:
    """By its id, whatever each story calls it."""
    first = Names((), (build_place("Kyiv", place_id="geonames:703448", mentions=3),))
    second = Names((), (build_place("Kiev", place_id="geonames:703448", mentions=2), build_place("Lviv")))
    gathered = gather([first, second])
    assert [(p.place.name, p.stories, p.mentions) for p in gathered.places] == [
        ("Kyiv", 2, 5),
        ("Lviv", 1, 1),
    ]
    assert gathered.stories == 2


def test_a_place_goes_by_the_name_that_most_stories_use() -> None:
    """Whichever story came first."""
    spellings = ("Kiev", "Kyiv", "Kyiv")
    names = [Names((), (build_place(name, place_id="geonames:703448"),)) for name in spellings]
    assert [place.place.name for place in gather(names).places] == ["Kyiv"]


def test_places_of_one_name_in_two_countries_are_two() -> None:
    """Tripoli in Libya is not Tripoli in Lebanon."""
    names = [Names((), (build_place("Tripoli", country=country),)) for country in ("LY", "LB")]
    assert len(gather(names).places) == 2


def test_the_story_that_knows_where_speaks_for_the_place() -> None:
    """One certain story is enough to draw it."""
    vague, certain = (
        build_place("Reni", None, None, country="UA"),
        build_place("Reni", 45.4, 28.3, country="UA"),
    )
    for order in ((vague, certain), (certain, vague)):
        (place,) = gather(Names((), (one,)) for one in order).places
        assert place.point == Point(28.3, 45.4)


def test_positions_are_told_by_their_hemispheres() -> None:
    """Nobody reads a minus sign as south."""
    assert position(Point(-58.38, -34.6)) == "34.6°S 58.4°W"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (build_place("Oslo", 59.91, 10.75, country="NO"), "Oslo · city, NO · 59.9°N 10.8°E"),
        (build_place("Norway", 62, 10, kind="country", country="NO"), "Norway · country · 62.0°N 10.0°E"),
        (build_place("Reni", None, None, country="UA"), "Reni · city, UA · where is not certain"),
        (build_place("Reni", 45.4, None), "Reni · city · where is not certain"),
        (build_place("Reni", None, 28.3), "Reni · city · where is not certain"),
        (build_place("Reni", 945.4, 28.3), "Reni · city · where is not certain"),
    ],
)
def test_a_place_is_told_by_what_and_where_it_is(place: Place, told: str) -> None:
    """As far as that is certain; of a country its letters would be its name again."""
    assert MapPlace(place, 1).told == told


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [(0.0, 0.0, "0.0°N 0.0°E"), (1.26, -1.26, "1.3°N 1.3°W"), (-1.0, 1.0, "1.0°S 1.0°E")],
)
def test_the_equator_is_north_and_greenwich_east(lat: float, lon: float, words: str) -> None:
    """Zero has no sign."""
    assert position(Point(lon, lat)) == words


def test_places_come_by_stories_then_mentions_then_name() -> None:
    """One place in two stories counts more than one named often in one; the order never wavers."""
    first = Names((), (build_place("Bergen", mentions=9), build_place("Oslo"), build_place("Arendal")))
    second = Names((), (build_place("oslo"),))
    assert [place.place.name for place in gather([first, second]).places] == ["Oslo", "Bergen", "Arendal"]


@given(st.permutations(["Oslo", "Oslo", "Bergen", "Arendal", "Bergen", "Oslo"]))
def test_it_does_not_matter_which_story_came_first(names: list[str]) -> None:
    """Counted together, places have an order and numbers of their own."""
    gathered = gather(Names((), (build_place(name),)) for name in names)
    assert [(one.place.name, one.stories) for one in gathered.places] == [
        ("Oslo", 3),
        ("Bergen", 2),
        ("Arendal", 1),
    ]
    assert (gathered.stories, gathered.is_all) == (6, True)
