"""Names that sound like people's and are companies': one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.companies import without_companies


def relabelled(*texts: str) -> list[tuple[str, str]]:
    leaves, spans = marked(*texts)
    return labelled(leaves, without_companies(leaves, spans))


@pytest.mark.parametrize(
    "text",
    [
        "The carmaker {PER Brandt} will close a plant.",
        "The carmaker {PER Qwertz Brandt} will close a plant.",
        "Investors held shares in {PER Brandt} for years.",
        "{PER Brandt} shares fell on Monday.",
        "{PER Brandt}'s factory burned down.",
        "{PER Brandt} CEO John Holm left.",
        "{PER Brandt} chief executive John Holm left.",
        "On Monday {PER Brandt} said it would merge.",
        "The fund {PER Brandt Capital} lost money.",
    ],
)
def test_what_only_companies_are_called_have_or_say_makes_a_company(text):
    """By the words before the name, by those after it, by its own last word."""
    ((label, _),) = relabelled(text)
    assert label == "ORG"


@pytest.mark.parametrize(
    "text",
    [
        "On Monday {PER Brandt}'s CEO left.",
        "On Monday {PER Brandt} said that it rained.",
        "{PER John Holm} said it would merge.",
        "On Monday {PER Brandt} left",
    ],
)
def test_what_people_have_or_say_too_makes_no_company(text):
    """A chief executive may be somebody's, and somebody may say it."""
    ((label, _),) = relabelled(text)
    assert label == "PER"


def test_one_word_of_a_person_is_no_company_whatever_stands_beside_it():
    """`Holm shares` are those of John Holm."""
    assert [label for label, _ in relabelled("{PER John Holm} left.", "{PER Holm} shares a house.")] == [
        "PER",
        "PER",
    ]


def test_the_short_name_of_a_company_is_one_unless_it_is_a_place_somewhere():
    """`Wexford` of `Wexford Capital`; but `in Wexford` is in the town."""
    named = "{ORG Wexford Capital} lost money."
    assert relabelled(named, "{LOC Wexford} fell.")[1] == ("ORG", "Wexford")
    assert relabelled(named, "{LOC Wexford} fell.", "It rained in {LOC Wexford}.")[1] == ("LOC", "Wexford")
