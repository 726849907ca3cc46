"""Which language an article is in, and what it gets if it is none that dateline knows: nothing doubtful."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.identification import identify

GERMAN = (
    "Der Kanzler ist am Montag nach Berlin gereist, um mit dem Minister über die Lage in Pakistan zu reden. "
    "Das Treffen in Essen war nicht geplant, sagte ein Sprecher der Regierung, die dazu nicht mehr sagt."
)
DUTCH = (
    "De minister is op maandag naar Berlin gereisd om met een collega over Pakistan te praten. "
    "Het gesprek in Essen was niet gepland, zei een woordvoerder, die er niet meer over zegt."
)
FRENCH = (
    "Le ministre est arrivé à Kinshasa pour une visite de deux jours, avec le chef de la police et des élus."
)
RUSSIAN = "Президент прибыл в Минск, сообщили в пресс-службе. Переговоры пройдут в столице завтра утром."


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (DUTCH, "nl"), (FRENCH, "fr"), (RUSSIAN, None)])
def test_a_language_is_told_by_its_common_words_or_its_script(text, code):
    """Whatever the source states."""
    assert identify(text, "en") == code


def test_only_sure_places_are_shown_in_another_language():
    """Essen is a town and a meal; Pakistan is only a country."""
    names = {place.name for place in extract_names(build_prose(DUTCH)).places}
    assert names == {"Berlin", "Pakistan"}


def test_a_text_is_in_its_language_whatever_the_feed_states():
    """Feeds often state a wrong language; the text decides where there is enough of it."""
    text = "The minister said on Monday that he would not be at the talks, which are to be held."
    assert identify(text, "de") == "en"
    assert identify(text) == "en"
    assert identify(text, "de-x-reader") == "de"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het was in Nieuw-Zeeland en New York daar.", {"New York"}),
        ("Het was in Berlin daar.", {"Berlin"}),
        ("Het was Maria Berlin daar.", set()),
        ("Het was in Essen daar.", set()),
        ("Het was de USA daar.", set()),
    ],
)
def test_a_place_of_another_language_can_be_nothing_else(text, found):
    """A country or a metropolis; no short name, no name with a given name before it."""
    rest = "Het een van de en dat niet met voor zijn op aan te ook."
    assert {place.name for place in extract_names(build_prose(text, rest)).places} == found


@pytest.mark.parametrize(
    ("words", "stated", "code"),
    [
        (["THE", "OF", "AND"] * 3, "de", "en"),
        (["DER", "UND", "NICHT"] * 3, "en", "de"),
        (["Obama"], "en-GB", "en"),
        (["Obama"], "EN", "en"),
        (["Obama"], "fr-CA", "fr"),
        (["Obama", "besucht", "Kuba"], "de", "de"),
        (["Obama", "besucht", "Kuba"], None, "en"),
        (["Минск", "Obama", "Cuba"], None, "en"),
        (["Минск", "Минск", "Cuba"], None, None),
        (["“", "”", "—", "Obama"], None, "en"),
        (
            ["Real", "Betis", "2", "Cádiz", "1", "Elche", "0", "Sevilla", "3"] * 9 + ["el", "los", "del"],
            None,
            "en",
        ),
        ([], None, "en"),
        ([], "de", "de"),
    ],
)
def test_the_source_tells_the_language_of_a_text_without_common_words(words, stated, code):
    """A headline, a table of results; whatever the case. What nobody tells passes for English."""
    assert identify(" ".join(words), stated) == code


SPANISH = (
    "El presidente de Chile, Gabriel Boric, llegó este martes a Londres para reunirse con Pedro Sánchez.",
    "La ministra de Hacienda, María Jesús Montero, dijo que Boric no viajará después a Múnich.",
)


def test_an_article_in_spanish_has_people_with_roles_and_places_with_points():
    """Its own words for what people are; the places under their English names' ids."""
    names = extract_names(build_prose(*SPANISH, headline="Boric llega a Londres"))
    assert {person.name: person.role for person in names.people} == {
        "Gabriel Boric": "presidente de Chile",
        "María Jesús Montero": "ministra de Hacienda",
        "Pedro Sánchez": None,
    }
    assert {(place.name, place.place_id) for place in names.places if place.place_id} == {
        ("Chile", "country:CL"),
        ("Londres", "geonames:2643743"),
        ("Múnich", "geonames:2867714"),
    }


def test_who_says_the_language_knows_better_than_the_text():
    """A few words may be of any."""
    prose = build_prose("Londres: Pedro Sánchez")
    assert [place.name for place in extract_names(prose, language="es").places] == ["Londres"]
    assert extract_names(prose, language="nl").people == ()
