"""Which place a name stands for, and when that is left open."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose, text_at
from tui.entities import extract_names
from tui.model.names import Place


def places_of(*paragraphs: str) -> dict[str, Place]:
    return {place.name: place for place in extract_names(build_prose(*paragraphs)).places}


def test_names_of_one_country_are_one_place():
    """U.S., America and the United States are counted together; the fullest name stands."""
    places = places_of(
        "The U.S. sent aid on Monday. Officials in the United States said America would send more."
    )
    assert list(places) == ["United States"]
    assert places["United States"].place_id == "country:US"
    assert len(places["United States"].mentions) == 3


def test_a_state_after_the_comma_says_which_town():
    """Paris, Texas is not in France."""
    place = places_of("He was born in Paris, Texas, and never left it.")["Paris"]
    assert (place.country, round(place.lat or 0)) == ("US", 34)


def test_a_doubtful_town_gets_no_marker():
    """There are dozens of Springfields: the country alone may be sure, the point never."""
    place = places_of("The fire broke out in Springfield on Monday, officials said.").get("Springfield")
    assert place is None or (place.lat, place.lon, place.place_id) == (None, None, None)


def test_the_article_decides_between_two_georgias():
    """A country or an American state: the other places tell."""
    state = places_of("The storm crossed Georgia on Monday. Power failed in Atlanta, Savannah and Macon.")
    country = places_of("Protesters marched in Georgia on Monday. Police in Tbilisi and Batumi made arrests.")
    assert state["Georgia"].country == "US"
    assert country["Georgia"].country == "GE"


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        (
            "They discussed the Istanbul Communiqué and the Normandy Format at length.",
            {"Istanbul", "Normandy"},
        ),
        ("A U.S.-led force landed on Monday, the general said.", {"U.S."}),
        ("The price was US$75 million, the company said.", {"US"}),
        ("The Kremlin said on Monday it had no comment.", {"Kremlin"}),
        ("The Washington Post reported on Monday that he had left.", {"Washington"}),
    ],
)
def test_a_place_in_the_name_of_a_thing_is_no_place(text, absent):
    """Readers would look for them in vain on the map."""
    assert not absent & set(places_of(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They walked through Yellowstone National Park on Monday, she said.", "Yellowstone National Park"),
        ("The mass was held in St. Stephen's Cathedral on Monday, he said.", "St. Stephen's Cathedral"),
    ],
)
def test_a_building_or_park_is_named_to_its_end(text, name):
    """Half a name would be another place."""
    assert name in places_of(text)


def test_the_moon_is_on_no_map():
    """Nor are other worlds."""
    assert not {"Moon", "Mars"} & set(places_of("The craft left Earth for Mars on Monday, past the Moon."))


def test_towns_in_a_table_of_results_are_teams():
    """League tables would flood the sidebar."""
    places = places_of("Results on Saturday:", "Leeds 2 Bury 0", "Chicago 5 Boston 3")
    assert not {"Leeds", "Bury", "Chicago", "Boston"} & set(places)


def test_bare_korea_is_the_korea_named_in_full():
    """Unless both are named."""
    places = places_of("South Korea won on Monday. Korea will play Japan next, a coach in Seoul said.")
    assert places["South Korea"].aliases == ("Korea",)


def test_a_place_left_in_capitals_before_a_dash_ranks_last():
    """A dateline that was left in the text is still no place of the story."""
    prose = build_prose(
        "LONDON (Reuters) - Talks on Sudan began in Geneva on Monday.", "Egypt and Chad sent envoys."
    )
    names = extract_names(prose)
    assert names.places[-1].name.title() == "London"
    assert text_at(prose, names.places[-1].mentions[0]) == "LONDON"


def test_the_names_of_peoples_are_no_mentions():
    """`Ukrainian` lends its country weight, but is not marked in the text."""
    assert places_of("The Ukrainian delegation met Turkish officials on Monday.") == {}


def test_bare_korea_is_its_own_place_where_both_are_named():
    """Nobody can tell which."""
    places = places_of(
        "South Korea won on Monday. North Korea lost. Korea will play Japan next, a coach said."
    )
    assert all("Korea" not in place.aliases for place in places.values())


def test_what_the_article_calls_by_its_first_word_is_what_it_named_in_full():
    """`Noto` is the Noto Peninsula; Lima, a town of its own, is not the Lima Bay."""
    noto = places_of("The Noto Peninsula was hit on Monday. Rescuers came to Noto by bus.")
    assert noto["Noto Peninsula"].aliases == ("Noto",)
    lima = places_of("The Lima Bay was hit on Monday. Rescuers came to Lima by bus.")
    assert {"Lima", "Lima Bay"} <= set(lima)


def test_a_place_goes_by_its_most_frequent_form_and_a_country_by_its_longest():
    """Never by an acronym, or by capitals, where there is another."""
    town = places_of("The fair was held in NYC. New York City was full. New York won. New York is large.")
    assert "New York" in town
    land = places_of(
        "America won. America is large. America was full. The United States of America sent aid."
    )
    assert "United States of America" in land
