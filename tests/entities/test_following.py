"""Names that the reader follows are found in full, whatever the extractor thinks of them."""

from __future__ import annotations

import time

import pytest

from tests.entities.builders import build_prose
from tui.entities import extract_names

GERMAN = (
    "Der Kanzler ist am Montag mit Annalena Baerbock nach Zürich gereist, um mit dem Minister zu reden. "
    "Das war nicht geplant, sagte Baerbock-Kritiker José Ferrero-Waldner, der dazu nicht mehr sagt."
)
ENGLISH = (
    "The chief of the company said that Kestrel Analytics, of London, would be sold by the end of the week."
)


def found(text: str, *known: str) -> tuple[set[str], set[str]]:
    names = extract_names(build_prose(text), known=known)
    return {person.name for person in names.people}, {place.name for place in names.places}


def test_a_followed_person_is_found_in_another_language():
    """Where nothing doubtful is shown, what was asked for is; case and accents do not matter."""
    people, _ = found(GERMAN, "annalena baerbock", "jose ferrero waldner")
    assert people == {"Annalena Baerbock", "José Ferrero-Waldner"}


def test_a_followed_place_is_found_in_another_language():
    """A town too small to be shown unasked."""
    assert found(GERMAN, "zurich")[1] == {"Zürich"}


def test_a_followed_name_is_found_whatever_the_tagger_says():
    """The reader knows better."""
    assert found(ENGLISH, "Kestrel Analytics")[0] == {"Kestrel Analytics"}


@pytest.mark.parametrize(
    "name", ["Kestrel Analytic", "estrel Analytics", "Analytics of", "baerbock", "", "-"]
)
def test_only_whole_words_are_found(name):
    """Word borders count, and what is not there is not found."""
    assert found(ENGLISH, name)[0] == found(ENGLISH)[0]


def test_a_word_inside_a_compound_is_not_the_name():
    """`Baerbock-Kritiker` is a critic of hers."""
    assert found(GERMAN, "Baerbock")[0] == {"Baerbock"}
    names = extract_names(build_prose(GERMAN), known=["Baerbock"])
    assert len(names.people[0].mentions) == 1


def test_many_followed_names_cost_little():
    """Someone may follow thousands; each text is read once for all of them."""
    known = [f"name{number} of person{number}" for number in range(5_000)]
    start = time.process_time()
    extract_names(build_prose("John Smith, " * 2_000), known=known)
    assert time.process_time() - start < 6
