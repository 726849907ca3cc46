"""What an article says of a name: the sentence of a role, the country in words, why a place is that place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import build_sections
from tui.drawing.countries import country_name, country_names
from tui.drawing.particulars import particulars, place_words, role_sentence
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import FRONT, Prose

TEXT = (
    "It rained. U.S. Secretary of State Marco Rubio met Gov. J. Doe in Kyiv. "
    "“We talked,” said Ann Reed, a nurse. Rubio left."
)
PROSE = Prose("Rubio in Kyiv", build_sections(TEXT))
KYIV = Place("Kyiv", (Mention(0, 1, 0, 4),), (), "city", "UA", 50.4, 30.5, "geonames:703448")


def mention(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(0, 1, start, start + len(words))


@pytest.mark.parametrize(
    ("name", "role", "sentence"),
    [
        (
            "Marco Rubio",
            "U.S. Secretary of State",
            "U.S. Secretary of State Marco Rubio met Gov. J. Doe in Kyiv.",
        ),
        ("J. Doe", "Gov.", "U.S. Secretary of State Marco Rubio met Gov. J. Doe in Kyiv."),
        ("Ann Reed", "nurse", "“We talked,” said Ann Reed, a nurse."),
        ("Ann Reed", "surgeon", None),
        ("Ann Reed", None, None),
    ],
)
def test_the_sentence_of_a_role_is_the_whole_sentence(
    name: str, role: str | None, sentence: str | None
) -> None:
    """An abbreviation does not end it; a role that is nowhere near the name has none."""
    assert role_sentence(Person(name, (mention(name),), role=role), PROSE) == sentence


def test_a_very_long_sentence_is_cut_around_the_name() -> None:
    long = "word " * 200 + "the nurse Ann Reed spoke " + "word " * 200
    start = long.index("Ann Reed")
    person = Person("Ann Reed", (Mention(0, 1, start, start + 8),), role="nurse")
    sentence = role_sentence(person, Prose("", build_sections(long)))
    assert sentence is not None
    assert len(sentence) < 320
    assert "the nurse Ann Reed spoke" in sentence
    assert (sentence[:2], sentence[-2:]) == ("… ", " …")


@given(st.text(max_size=60), st.integers(-2, 3), st.integers(0, 3), st.integers(0, 60), st.integers(0, 60))
def test_odd_mentions_break_nothing(text: str, section: int, leaf: int, start: int, end: int) -> None:
    person = Person("X", (Mention(section, leaf, start, end),), role="a role")
    role_sentence(person, Prose("A headline", build_sections(text), dek="a role, X"))


def test_a_role_in_the_dek_is_found() -> None:
    person = Person("Ann Reed", (Mention(FRONT, 1, 6, 14),), role="Nurse")
    assert role_sentence(person, Prose("News", (), dek="Nurse Ann Reed speaks")) == "Nurse Ann Reed speaks"


def test_forms_keep_their_reasons_and_those_without_one_are_listed() -> None:
    aliases = ("Rubio", "Mr Rubio", "MARCO RUBIO")
    person = Person("Marco Rubio", (), aliases, reasons=("Rubio: surname of Marco Rubio",))
    assert particulars(person, Names((person,)), PROSE).forms == (
        "Rubio: surname of Marco Rubio",
        "Mr Rubio",
        "MARCO RUBIO: the same in other letters",
    )


def test_a_place_says_how_certain_it_is() -> None:
    ukraine = Place("Ukraine", (), (), "country", "UA", 49.0, 32.0, "country:UA")
    unknown = Place("Springfield", ())
    assert (
        particulars(KYIV, Names((), (KYIV, ukraine)), PROSE).certainty
        == "That fits: Ukraine is named here too."
    )
    assert particulars(KYIV, Names((), (KYIV,)), PROSE).certainty is None
    assert "not certain" in (particulars(unknown, Names((), (unknown,)), PROSE).certainty or "")


def test_a_country_has_its_name_where_there_is_room() -> None:
    assert place_words(KYIV) == "city, Ukraine"
    assert place_words(KYIV, 10) == "city, UA"
    assert place_words(Place("Ukraine", (), (), "country", "UA")) == "country"
    assert place_words(Place("Somewhere", ())) == ""


def test_every_country_has_a_name_and_a_code_of_two_letters() -> None:
    names = country_names()
    assert len(names) == 250
    assert all(code.isupper() and len(code) == 2 and name == name.strip() for code, name in names.items())
    assert country_name("ZZ") == "ZZ"
