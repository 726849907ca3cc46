"""What other languages than English get: little, and nothing doubtful."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names
from tui.entities.language import is_english

GERMAN = (
    "Der Kanzler ist am Montag nach Berlin gereist, um mit dem Minister über die Lage in Pakistan zu reden. "
    "Das Treffen in Essen war nicht geplant, sagte ein Sprecher der Regierung, die dazu nicht mehr sagt."
)
FRENCH = (
    "Le ministre est arrivé à Kinshasa pour une visite de deux jours, avec le chef de la police et des élus."
)
RUSSIAN = "Президент прибыл в Минск, сообщили в пресс-службе. Переговоры пройдут в столице завтра утром."


@pytest.mark.parametrize("text", [GERMAN, FRENCH, RUSSIAN])
def test_other_languages_are_recognised(text):
    """By their common words, or their script."""
    assert not is_english(text.split())
    assert extract_names(build_prose(text)).people == ()


def test_only_sure_places_are_shown_in_another_language():
    """Essen is a town and a meal; Pakistan is only a country."""
    names = {place.name for place in extract_names(build_prose(GERMAN)).places}
    assert names == {"Berlin", "Pakistan"}


def test_english_is_english_whatever_the_feed_states():
    """Feeds often state a wrong language; the text decides where there is enough of it."""
    words = "The minister said on Monday that he would not be at the talks, which are to be held.".split()
    assert is_english(words, "de")
    assert is_english(words)


def test_a_few_words_are_as_the_source_states():
    """A headline alone is too short to tell."""
    assert is_english(["Obama", "visits", "Cuba"])
    assert not is_english(["Obama", "besucht", "Kuba"], "de")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Es war in Neuseeland und New York dort.", {"New York"}),
        ("Es war in Berlin dort.", {"Berlin"}),
        ("Es war Maria Berlin dort.", set()),
        ("Es war in Essen dort.", set()),
        ("Es war die USA dort.", set()),
    ],
)
def test_a_place_of_another_language_can_be_nothing_else(text, found):
    """A country or a metropolis; no short name, no name with a given name before it."""
    rest = "Der und die mit dem zu der und die mit dem zu der nicht."
    assert {place.name for place in extract_names(build_prose(text, rest)).places} == found


@pytest.mark.parametrize(
    ("words", "stated", "english"),
    [
        (["THE", "OF", "AND"] * 3, "de", True),
        (["DER", "UND", "NICHT"] * 3, "en", False),
        (["Obama"], "en-GB", True),
        (["Obama"], "EN", True),
        (["Obama"], "fr", False),
        (["Минск", "Obama", "Cuba"], None, True),
        (["Минск", "Минск", "Cuba"], None, False),
        (["“", "”", "—", "Obama"], None, True),
        ([], None, True),
        ([], "de", False),
    ],
)
def test_common_words_tell_a_language_whatever_their_case(words, stated, english):
    """Below eight of them the source does; a script of its own always, which marks are not."""
    assert is_english(words, stated) is english
