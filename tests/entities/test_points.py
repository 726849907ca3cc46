"""Where on the map the places of a text lie: a table of short texts, and what must have no point."""

from __future__ import annotations

import math

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.model.names import Place

NEAR_KM = 161


def place_named(name: str, text: str) -> Place:
    """Return the place that goes by a name in a text, by any of its forms."""
    places = extract_names(build_prose(text)).places
    return next(place for place in places if name in (place.name, *place.aliases))


def is_near(place: Place, lat: float, lon: float) -> bool:
    if place.lat is None or place.lon is None:
        return False
    across = (place.lon - lon) * math.cos(math.radians(lat))
    return 111 * math.hypot(place.lat - lat, across) <= NEAR_KM


@pytest.mark.parametrize(
    ("text", "name", "country", "lat", "lon"),
    [
        # First-level regions, large and small, by their English names.
        ("The governor of Texas signed the bill on Monday.", "Texas", "US", 31.2, -99.3),
        ("Fires burned in Wyoming on Monday, officials said.", "Wyoming", "US", 43, -107.5),
        ("Schools closed across Ontario on Monday.", "Ontario", "CA", 50, -86),
        ("Floods hit Quebec on Monday, police said.", "Quebec", "CA", 52, -72),
        ("Floods hit New South Wales on Monday, police said.", "New South Wales", "AU", -32, 147),
        ("Bushfires spread in Victoria, said the Australian prime minister.", "Victoria", "AU", -37, 144.3),
        ("A boat sank off Guangdong on Monday, Chinese state media said.", "Guangdong", "CN", 23.4, 113.5),
        ("A mine collapsed in Guangxi on Monday.", "Guangxi", "CN", 23.8, 108.8),
        ("A train derailed in Odisha on Monday.", "Odisha", "IN", 20.5, 84.4),
        ("The drought in Mato Grosso has lasted for months.", "Mato Grosso", "BR", -13, -56),
        ("Police in Sinaloa found the trucks on Monday.", "Sinaloa", "MX", 25, -107.5),
        ("The drought in North Rhine-Westphalia goes on.", "North Rhine-Westphalia", "DE", 51.5, 7.5),
        ("Shelling went on in Donetsk Oblast on Monday.", "Donetsk Oblast", "UA", 48, 37.8),
        ("Protests went on in Bashkortostan on Monday.", "Bashkortostan", "RU", 54.3, 56.5),
        ("Gunmen attacked a village in Borno State on Monday.", "Borno State", "NG", 11.7, 13),
        ("Officials in the Northern Cape said it had rained.", "Northern Cape", "ZA", -30, 21.5),
        ("A quake shook Ishikawa Prefecture on Monday.", "Ishikawa Prefecture", "JP", 36.7, 136.7),
        ("Fighting went on in Tigray on Monday.", "Tigray", "ET", 13.9, 38.9),
        # Counties.
        ("Sheriffs in Maricopa County found the car on Monday.", "Maricopa County", "US", 33.4, -112.3),
        ("Voters in Wayne County, Michigan, wait on Monday.", "Wayne County", "US", 42.3, -83.3),
        ("A fire broke out in Orange County, Florida, on Monday.", "Orange County", "US", 28.5, -81.3),
        ("The farm in Powys was sold on Monday.", "Powys", "GB", 52.3, -3.4),
        ("Police in Fermanagh closed the road on Monday.", "Fermanagh", "GB", 54.4, -7.6),
        ("The priest moved to County Sligo on Monday.", "County Sligo", "IE", 54.2, -8.6),
        # Islands, seas, ranges, rivers, buildings of the world.
        ("The ferry to Tenerife was late on Monday.", "Tenerife", "ES", 28.3, -16.6),
        ("Ships sailed through the Red Sea on Monday.", "Red Sea", None, 21.2, 38.2),
        ("Climbers were lost in the Karakoram on Monday.", "Karakoram", None, 36, 76),
        ("They met in the White House on Monday.", "White House", "US", 38.9, -77),
        # Who speaks of England means no town in Virginia; a state after the comma does.
        ("In eastern England, police in Norfolk searched the fields.", "Norfolk", "GB", 52.7, 1),
        ("A ship came home to Norfolk, Virginia, on Monday.", "Norfolk", "US", 36.9, -76.3),
        ("A ship came home to Norfolk, Va., on Monday.", "Norfolk", "US", 36.9, -76.3),
        ("The warehouse in Ontario, California, burned down.", "Ontario", "US", 34.1, -117.7),
        ("She was born in Sydney, N.S., and lives there.", "Sydney", "CA", 46.1, -60.2),
        ("A fire broke out in St Louis, police in Missouri said.", "St Louis", "US", 38.6, -90.2),
        ("The mayor of Tunbridge Wells resigned on Monday.", "Tunbridge Wells", "GB", 51.1, 0.3),
        ("He grew up in Cambridge, Ontario, with two brothers.", "Cambridge", "CA", 43.4, -80.3),
        ("Senators came back to Washington on Monday.", "Washington", "US", 38.9, -77),
        ("Snow fell in Washington state on Monday.", "Washington", "US", 47.5, -120.5),
        ("The ferry from Vancouver, Washington, was late.", "Washington", "US", 47.5, -120.5),
        ("A mine in Sudbury, Ontario, was closed on Monday.", "Sudbury", "CA", 46.5, -81),
        # The country in the same sentence, by its name or its people's.
        ("The Canadian town of Hamilton was without power.", "Hamilton", "CA", 43.3, -79.9),
        ("Floods hit Punjab on Monday, said a minister in New Delhi, India.", "Punjab", "IN", 31, 75.4),
        ("Pakistan sent doctors to Punjab, said a minister in Lahore.", "Punjab", "PK", 31, 72.5),
        ("Montana and Georgia will vote again, said a judge in Atlanta.", "Georgia", "US", 32.8, -83.5),
        # Famous places stay where they are, whatever else is named.
        ("Envoys flew from New York to Geneva on Monday.", "Geneva", "CH", 46.2, 6.1),
        ("Flights from Hamilton, Ontario, go to Paris and Toronto.", "Paris", "FR", 48.9, 2.4),
        # Villages, where the article speaks for their country, or state.
        (
            "People left the town of Grindavík on Monday, police in Iceland said.",
            "Grindavík",
            "IS",
            63.8,
            -22.4,
        ),
        # What no list has: it lies where the text says.
        ("Crowds filled the Fisht Stadium in Sochi on Monday.", "Fisht Stadium", "RU", 43.6, 39.7),
        (
            "Nurses in Bristol joined a strike outside Southmead Hospital on Monday.",
            "Southmead Hospital",
            "GB",
            51.5,
            -2.6,
        ),
        (
            "Doctors in Adelaide met at the Royal Adelaide Hospital.",
            "Royal Adelaide Hospital",
            "AU",
            -34.9,
            138.6,
        ),
    ],
)
def test_a_place_is_where_its_readers_know_it(text, name, country, lat, lon):
    """Within a hundred miles, in its country."""
    place = place_named(name, text)
    assert (place.country, is_near(place, lat, lon)) == (country, True), place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The fire broke out in Springfield on Monday, officials said.", "Springfield"),
        ("The harvest failed in the Middle East and in Southeast Asia.", "Middle East"),
        ("Whales crossed the Pacific Ocean on Monday.", "Pacific Ocean"),
        # A valley of that name lies in every land.
        ("In Costa Rica, farmers of the Central Valley met in San José.", "Central Valley"),
        # No river is known to run through the town it is called like.
        ("In Nunavut, the Mary River froze early, a hunter said.", "Mary River"),
        (
            "He was taken to Raipur Police Station in the night, police in Bangladesh said.",
            "Raipur Police Station",
        ),
    ],
)
def test_a_wrong_point_is_worse_than_none(text, name):
    """What may be anywhere, or is everywhere, is on no map."""
    place = place_named(name, text)
    assert (place.lat, place.lon) == (None, None), place


def places_in(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(place.name, place.aliases) for place in extract_names(build_prose(text)).places]


def test_one_place_stands_under_one_name():
    """The short name in brackets, and the state that is named in full first."""
    text = "A company in the British Virgin Islands (BVI) owned it. The BVI said nothing."
    assert places_in(text) == [("British Virgin Islands", ("BVI",))]
    text = (
        "Gunmen took pupils from a school in Kaduna State, north-west Nigeria. Others were seized in Kaduna."
    )
    assert ("Kaduna State", ("Kaduna",)) in places_in(text)
    text = "LOUISVILLE, Ky. (AP) — A mill burnt in Louisville on Monday. It was the last mill in Kentucky."
    assert {name for name, _ in places_in(text)} == {"Louisville", "Kentucky"}


def test_what_one_naming_says_goes_for_all_of_the_name():
    """`Rochester, N.H.`, and later bare `Rochester`, are one town."""
    place = place_named(
        "Rochester", "A motel in Rochester, N.H., burned down. In Rochester, two people died."
    )
    assert len(place.mentions) == 2
    assert is_near(place, 43.3, -71)


def test_a_building_is_not_where_somebody_is_from():
    """A town that is named once, far below, is not the one that the story plays in."""
    texts = ["The mass at St. Brennan's Church was sung by two choirs.", *["It was long."] * 3]
    texts.append("Ann Lee of Laconia, New Hampshire, left early.")
    places = {place.name: place for place in extract_names(build_prose(*texts)).places}
    assert places["Laconia"].lat
    assert places["St. Brennan's Church"].lat is None


def test_a_border_town_has_a_point_though_not_a_country():
    """All that it may be lies near."""
    text = "Lorries waited in Rafah on Monday. Egypt opened the gate, and the Gaza Strip had bread."
    assert is_near(place_named("Rafah", text), 31.3, 34.2)


def test_a_state_is_no_town_of_another_state():
    """`Pennsylvania last month, Indiana last week`: there is an Indiana in Pennsylvania."""
    text = "She won in Pennsylvania last month and in Indiana last week, an official said."
    assert place_named("Indiana", text).kind == "region"
    assert is_near(place_named("Indiana", text), 40, -86)
    assert place_named("Indiana", "A mill burnt in Indiana, Pennsylvania, a man said.").kind == "city"


def test_a_region_and_its_town_are_two():
    """`Kharkiv region` in small letters is no town, and `in Kharkiv` is none of the region."""
    text = "Shells hit the Kharkiv region of Ukraine. In Kharkiv, two died, the mayor of Kharkiv said."
    kinds = {
        place.name: (place.kind, len(place.mentions)) for place in extract_names(build_prose(text)).places
    }
    assert kinds == {"Kharkiv": ("city", 2), "Kharkiv region": ("region", 1), "Ukraine": ("country", 1)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The fight for Raqqa began in June, and people fled from Raqqa.", "city"),
        ("People fled from Raqqa province to Turkey.", "region"),
        ("Bridges near Kherson were shelled, and in Kherson two died.", "city"),
    ],
)
def test_a_town_is_meant_where_no_province_is_named(text, kind):
    """Though the lists know its province under the usual spelling."""
    name = "Kherson" if "Kherson" in text else "Raqqa"
    assert place_named(name, text).kind == kind
