"""Single words that nobody bears: what is left out, and each thing that keeps a name."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.strangers import without_strangers

FILLER = "It rained all day and nobody came to see the old mill by the river. " * 8


def people(text: str, filler: str = FILLER) -> list[str]:
    leaves, spans = marked(text, filler)
    return [name for label, name in labelled(leaves, without_strangers(leaves, spans)) if label == "PER"]


def test_an_unknown_word_that_nothing_bears_out_is_nobody():
    """A company, a product, a party: in an article that has the room to say who it is."""
    assert people("Talks with {PER Zelvex} failed. Then {PER Zelvex} left {LOC Leeds}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr {PER Zelvex} left.",
        "Coach {PER Zelvex} left.",
        "{PER Zelvex} said so.",
        "So said {PER Zelvex}.",
        "{PER Zelvex}, who left, is late.",
        "{PER Zelvex}, 61, left.",
        "{PER Zelvex}, the Northern-born actor, left.",
        "She lost her son, {PER Zelvex}.",
        "A man known as {PER Zelvex} left.",
        "The man, nicknamed {PER Zelvex}, left.",
    ],
)
def test_what_stands_beside_people_alone_keeps_a_name(text):
    """Once is enough, for all namings of the article."""
    assert people(text + " The house of {PER Zelvex} burnt.") == ["Zelvex", "Zelvex"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{PER Ann Zelvex} left. {PER Zelvex} left.", ["Ann Zelvex", "Zelvex"]),
        ("The songs of {PER Ann Lee} or {PER Zelvex}.", ["Ann Lee", "Zelvex"]),
        ("{PER Ann Lee} ({PER Zelvex}) left.", ["Ann Lee", "Zelvex"]),
        ("The songs of {PER Brantor} or {PER Zelvex}.", []),
        ("The songs of {PER Smith}.", ["Smith"]),
        ("The songs of {PER Maria}.", ["Maria"]),
    ],
)
def test_who_stands_with_somebody_or_is_on_a_list_of_names_is_kept(text, kept):
    """A fuller name, a row with somebody; two who are doubtful do not bear each other out."""
    assert people(text) == kept


def test_who_lends_a_name_only_is_not_in_the_story():
    """`the Brady bill`, though Brady is on the lists; not of whom more is said."""
    assert people("They voted on the {PER Brady} bill. The {PER Brady} bill failed.") == []
    assert people("They voted on the {PER Brady} bill. Then {PER Brady} left.") == ["Brady", "Brady"]
    assert people("They voted on the {PER Brady} bill of {PER Jim Brady}.") == ["Brady", "Jim Brady"]


def test_a_short_article_is_believed():
    """A headline and a line have no room for titles."""
    assert people("Talks with {PER Zelvex} failed.", filler="") == ["Zelvex"]


def test_other_labels_stay():
    """Places and organisations are none of its business."""
    leaves, spans = marked("{ORG Zelvex} bought {PER Brantor} in {LOC Qwertz}.", FILLER)
    assert labelled(leaves, without_strangers(leaves, spans)) == [("ORG", "Zelvex"), ("LOC", "Qwertz")]
