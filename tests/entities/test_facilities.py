"""Names of the land, and the town of a dateline that was left in the text."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.facilities import dateline_end, with_facilities, with_lands


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("LONDON (AP) — It rained.", 1),
        ("LE BOURGET, France (AP) — It rained.", 2),
        ("LONDON, May 2 - It rained.", 1),
        ("LONDON (it was said) — It rained.", 0),
        ("LONDON fell — It rained.", 0),
        ("ALL OF THEM WERE THERE, France — It rained.", 0),
        ("London (AP) — It rained.", 0),
        ("A (AP) — It rained.", 0),
        ("IT RAINED — AND RAINED", 0),
    ],
)
def test_capitals_before_a_dash_are_the_place_of_a_dateline(text, end):
    """A few words at most, with a country, an agency or a date in between; not in a text of capitals."""
    (leaf,), _ = marked(text)
    assert dateline_end(leaf) == end


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They saw Arunachal Pradesh there.", ["Arunachal Pradesh"]),
        ("They saw the Setty River there.", ["Setty River"]),
        ("They saw {ORG Setty River} there.", ["Setty River"]),
        ("They saw {PER Setty River} there.", []),
        ("They saw {ORG Arunachal Pradesh} there.", []),
        ("They saw Kevin Pradesh there.", []),
    ],
)
def test_land_that_the_tagger_missed_is_found(text, places):
    """By its last word, or in the gazetteer where the tagger saw nothing."""
    leaves, spans = marked(text)
    assert [name for label, name in labelled(leaves, with_lands(leaves, spans)) if label == "LOC"] == places


def widened(text: str, *, headline: str = "") -> list[tuple[str, str]]:
    leaves, spans = marked(text, headline=headline)
    return labelled(leaves, with_facilities(leaves, spans))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met in {PER Manuel Antonio} National Park there.", ("LOC", "Manuel Antonio National Park")),
        ("They met in {LOC Otley} Road there.", ("LOC", "Otley Road")),
        ("They met in {ORG Otley} Road there.", ("ORG", "Otley")),
        ("They met in {LOC Otley} Old Town Hall there.", ("LOC", "Otley Old Town Hall")),
        ("They met in {LOC Otley} Very Old Town Hall there.", ("LOC", "Otley")),
        ("They met in {LOC Otley} old Hall there.", ("LOC", "Otley")),
        ("They met in {LOC Otley} road there.", ("LOC", "Otley")),
        ("They met in {PER St. Stephen}'s Cathedral there.", ("LOC", "St. Stephen's Cathedral")),
        ("They met in {PER St. Stephen}’s Cathedral there.", ("LOC", "St. Stephen’s Cathedral")),
        ("They met in {LOC Paris}'s Cathedral there.", ("LOC", "Paris")),
        ("They met at {LOC St. Ann}'s Episcopal Church there.", ("LOC", "St. Ann's Episcopal Church")),
        ("They met in {LOC Paris}", ("LOC", "Paris")),
        ("They met in {LOC Paris}'s", ("LOC", "Paris")),
        ("THEY MET IN {LOC OTLEY} ROAD THERE.", ("LOC", "OTLEY")),
    ],
)
def test_a_facility_is_named_to_its_last_word(text, found):
    """Three capitalised words on at most, a possessive passed over; a town's cathedral is not its name."""
    assert widened(text) == [found]


def test_a_place_may_hold_a_possessive():
    """`Martha's Vineyard` is one, and no Martha's."""
    leaves, spans = marked(
        "They met in {PER Martha}'s {PER Vineyard} there.", "They met in {PER Martha}'s {PER Zab}."
    )
    found = labelled(leaves, with_lands(leaves, spans))
    assert found == [("LOC", "Martha's Vineyard"), ("PER", "Martha"), ("PER", "Zab")]


def test_no_name_is_widened_in_a_headline():
    """`Otley Road Closed`: every word has a capital there."""
    assert widened("It was.", headline="{LOC Otley} Road Closed") == [("LOC", "Otley")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They saw Rincón de {LOC la Vieja} National Park there.", "Rincón de la Vieja National Park"),
        ("They saw the Rincón de {LOC la Vieja} National Park there.", "Rincón de la Vieja National Park"),
        ("They saw Rincón de la {LOC Vieja} National Park there.", "Rincón de la Vieja National Park"),
        ("They saw what de {LOC la Vieja} National Park is.", "de la Vieja National Park"),
        ("They saw Maria {LOC Vieja} National Park there.", "Vieja National Park"),
        ("Rincón de {LOC la Vieja} National Park is there.", "Rincón de la Vieja National Park"),
    ],
)
def test_a_facility_reaches_back_over_small_words_to_the_name_before(text, found):
    """`Rincón de la Vieja` is one name; a plain word is no part of it, nor a capital without a `de`."""
    assert widened(text) == [("LOC", found)]


def test_a_facility_swallows_the_names_it_holds():
    """No two spans overlap: one inside the longer name goes, one before it or in another text stays."""
    assert widened("In {LOC Otley} {LOC Anna} Road and {PER Ann Lee} was.") == [
        ("LOC", "Otley Anna Road"),
        ("PER", "Ann Lee"),
    ]
    assert widened("They saw {PER Rincón} de {LOC la Vieja} National Park.") == [
        ("LOC", "Rincón de la Vieja National Park")
    ]
    leaves, spans = marked(
        "They saw {PER Ann Lee} there.", "{LOC Otley} Road and {PER Bob} in {LOC Hull} Road."
    )
    assert labelled(leaves, with_facilities(leaves, spans)) == [
        ("PER", "Ann Lee"),
        ("LOC", "Otley Road"),
        ("PER", "Bob"),
        ("LOC", "Hull Road"),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They saw the Big Old Setty River there.", ["Big Old Setty River"]),
        ("They saw the Long Big Old Setty River there.", []),
        ("They saw the River there.", []),
        ("They saw Lake Setty there.", []),
        ("They saw {LOC Setty River} there.", ["Setty River"]),
        ("They saw {ORG Setty} River there.", ["Setty River"]),
        ("They saw The Setty River there.", ["Setty River"]),
        ("They saw Setty and Hatty River there.", ["Hatty River"]),
        ("They saw Setty de River there.", []),
        ("They saw Abbey Wood there.", []),
        ("They saw {LOC Oslo} and the Setty River there.", ["Oslo", "Setty River"]),
        ("THEY SAW SETTY RIVER THERE.", []),
        ("They saw ARUNACHAL PRADESH there.", ["ARUNACHAL PRADESH"]),
        ("They saw Arunachal {ORG Pradesh} there.", []),
        ("They saw New Paris Club there.", []),
    ],
)
def test_a_name_of_the_land_is_a_whole_run_of_two_to_four_capitals(text, places):
    """Small words part a run; what the tagger found whole stays, what stands inside the name goes."""
    leaves, spans = marked(text)
    assert [name for label, name in labelled(leaves, with_lands(leaves, spans)) if label == "LOC"] == places


def test_no_land_is_looked_for_in_a_headline_and_hits_stay_in_order():
    """What comes after relies on reading order."""
    leaves, spans = marked(
        "The Setty River and {PER Ann Lee} rose.", "{PER Bob} left.", headline="Setty River Up"
    )
    assert labelled(leaves, with_lands(leaves, spans)) == [
        ("LOC", "Setty River"),
        ("PER", "Ann Lee"),
        ("PER", "Bob"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LONDON (AP) — {PER Ann Lee} left.", [("LOC", "LONDON"), ("PER", "Ann Lee")]),
        ("{ORG LONDON} (AP) — {PER Ann Lee} left.", [("LOC", "LONDON"), ("PER", "Ann Lee")]),
        ("{LOC LONDON} (AP) — {PER Ann Lee} left.", [("LOC", "LONDON"), ("PER", "Ann Lee")]),
    ],
)
def test_the_place_of_a_dateline_is_a_place_once(text, found):
    """Whatever the tagger made of it."""
    leaves, spans = marked(text)
    assert labelled(leaves, with_lands(leaves, spans)) == found


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("LONDON", 0),
        ("LONDON (AP)", 0),
        ("LONDON May 2 — It rained.", 0),
        ("LONDON -- It rained.", 1),
        ("LONDON – It rained.", 1),
        ("LONDON/PARIS — It rained.", 1),
        ("LONDON (AP, AFP, DPA, EFE, ANSA) — It rained.", 0),
        ("It rained. LONDON — It did.", 0),
        ("", 0),
        ("— It rained.", 0),
    ],
)
def test_a_dateline_is_short_and_opens_its_text(text, end):
    """A dash, a stroke or a bracket follows at once, and the dash within nine words."""
    leaves, _ = marked(text, "It was.")
    assert dateline_end(leaves[0]) == end


def test_a_headline_has_no_dateline():
    """`LONDON — It Rained` is how some write headlines."""
    leaves, _ = marked("It was.", headline="LONDON — It rained")
    assert dateline_end(leaves[0]) == 0


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A blast hit the Zab-Shafa hospital.", ["Zab-Shafa"]),
        ("They left from the {ORG Zabtan} base.", ["Zabtan"]),
        ("They hit {ORG Zabtan} base.", []),
        ("They were in a French hospital.", []),
        ("They were in the US hospital.", []),
        ("They fought in el-Zabran there.", ["el-Zabran"]),
        ("They saw el-Zabran there.", []),
        ("They met outside the {ORG Zabriott} Hotel.", ["Zabriott Hotel"]),
        ("They met outside the {ORG Zabriott Hotel}.", ["Zabriott Hotel"]),
        ("They met at the {ORG White House} there.", ["White House"]),
        ("A word came from the {ORG White House} there.", []),
        ("They heard the {ORG White House} there.", []),
    ],
)
def test_what_one_goes_to_is_a_place(text, places):
    """By the word after the name, by its Arabic article, or because it is a house; after a preposition."""
    leaves, spans = marked(text)
    assert [name for label, name in labelled(leaves, with_lands(leaves, spans)) if label == "LOC"] == places


def test_a_bare_apostrophe_owns_a_building_too():
    """`St Thomas' Hospital` as `St Stephen's Cathedral`."""
    assert widened("They took him to {LOC St Thomas}' Hospital.") == [("LOC", "St Thomas' Hospital")]
    assert widened("They took him to {LOC St Anselm}' Hospital.") == [("LOC", "St Anselm")]
