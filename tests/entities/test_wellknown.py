"""Organisations that a list knows, and what sounds like one."""

from __future__ import annotations

import pytest

from tests.entities.builders import build_prose, labelled, marked
from tui.entities import extract_names
from tui.entities.wellknown import NO_ORGANISATIONS, known_kind, with_well_known


def found(text: str) -> list[tuple[str, str]]:
    leaves, spans = marked(text)
    return labelled(leaves, with_well_known(leaves, spans))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He left {PER Goldman Sachs} on Monday.", "Goldman Sachs"),
        ("He left Hewlett Packard on Monday.", "Hewlett Packard"),
        ("He left {PER JPMorgan} Chase on Monday.", "JPMorgan Chase"),
        ("He left {LOC Deutsche} Bank on Monday.", "Deutsche Bank"),
        ("He left Sam’s Club on Monday.", "Sam’s Club"),
        ("He left Procter & Gamble on Monday.", "Procter & Gamble"),
        ("So said Boeing Chief Executive {PER Ann Lee} there.", "Boeing"),
        ("So said Boeing {PER Ann Lee} there.", "Boeing"),
    ],
)
def test_what_everybody_knows_is_found_whole_whatever_the_tagger_made_of_it(text, name):
    assert ("ORG", name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He drove a {MISC Toyota Corolla} there.",
        "He flew a Boeing 737 there.",
        "He played at Home Depot Park there.",
        "So {PER Ann Heinz} met {PER Heinz} there.",
        "He left {ORG Goldman Sachs Asset Management} on Monday.",
        "He left Goldman on Monday.",
    ],
)
def test_part_of_a_longer_name_and_a_surname_stay_what_they_are(text):
    leaves, spans = marked(text)
    assert with_well_known(leaves, spans) == spans


def test_each_says_what_it_is():
    assert (known_kind("Reuters"), known_kind("Hamas"), known_kind("Brandt")) == (
        "news agency",
        "armed group",
        None,
    )


def test_nothing_is_both_known_and_none():
    assert not {name for name in NO_ORGANISATIONS if known_kind(name)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She fought for Social Security and for Medicare, she said to Goldman Sachs.", {"Goldman Sachs"}),
        ("He held his IBF, IBO and WBO titles for a year, and that was all of it.", {"IBF", "IBO", "WBO"}),
        ("The case went to the district court, and then to the U.S. Embassy in Oslo.", set()),
    ],
)  # fmt: skip
def test_programmes_are_none_and_letters_are_what_they_stand_for(text, names):
    assert {thing.name for thing in extract_names(build_prose(text)).of("organisation")} == names
