"""Names that the reader follows are found in full, whatever the extractor thinks of them."""

from __future__ import annotations

import time

import pytest

from tests.entities.builders import build_prose, labelled, marked
from tui.entities import extract_names
from tui.entities.following import with_known
from tui.entities.spans import surface

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
    names = extract_names(build_prose(GERMAN), known=["Baerbock"])
    (person,) = [person for person in names.people if person.name == "Baerbock"]
    assert len(person.mentions) == 1


def test_many_followed_names_cost_little():
    """Someone may follow thousands; each text is read once for all of them."""
    known = [f"name{number} of person{number}" for number in range(5_000)]
    start = time.process_time()
    extract_names(build_prose("John Smith, " * 2_000), known=known)
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    ("text", "known", "people"),
    [
        ("They met Ann Marie Lee there.", ["Ann Marie", "Ann Marie Lee"], {"Ann Marie Lee"}),
        ("They met ANN LEE there.", ["ann lee"], {"ANN LEE"}),
        ("They said he will smith iron.", ["Will Smith"], set()),
        ("They met Qwertz Zab-Lee there.", ["Qwertz Zab"], set()),
        ("They met Qwertz-Zab Lee there.", ["Zab Lee"], set()),
        ("They met Qwertz-Zab Lee there.", ["Qwertz Zab Lee"], {"Qwertz-Zab Lee"}),
        ("Qwertz Zab", ["Qwertz Zab"], {"Qwertz Zab"}),
        ("Qwertz", ["Qwertz Zab"], set()),
    ],
)
def test_a_followed_name_fills_the_words_it_stands_in(text, known, people):
    """The longest that stands there, in any case but that of common words; never half a compound."""
    leaves, _ = marked(text)
    spans = with_known(leaves, [], known)
    assert {surface(leaves, span) for span in spans} == people


def test_what_a_followed_name_overlaps_gives_way_and_the_rest_stays_in_order():
    """No two names share a word."""
    leaves, spans = marked("{PER Bob} met {ORG Qwertz Zab Group} and {LOC Lima} there.")
    found = labelled(leaves, with_known(leaves, spans, ["Zab Group", "Peru"]))
    assert found == [("PER", "Bob"), ("PER", "Zab Group"), ("LOC", "Lima")]


def test_a_followed_name_of_the_gazetteer_is_a_place():
    """`Lima` is followed as a place, `Qwertz Zab` as a person."""
    leaves, _ = marked("They saw Lima and Qwertz Zab there.")
    assert labelled(leaves, with_known(leaves, [], ["lima", "qwertz zab"])) == [
        ("LOC", "Lima"),
        ("PER", "Qwertz Zab"),
    ]


def test_without_followed_names_nothing_changes():
    """Nor with names that the text has not."""
    leaves, spans = marked("{PER Bob} met {ORG Zab}.")
    assert with_known(leaves, spans, []) == spans
    assert with_known(leaves, spans, ["Ann Lee", "", "-"]) == spans
