"""Organisations by their company: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import marked
from tui.entities.companions import companions


def found(text: str) -> list[str]:
    return [" ".join(words) for words in companions(*marked(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He saw {ORG Ford}, Qwertz and {MISC Zab} there.", ["Qwertz", "Zab"]),
        ("He saw banks such as Qwertz and {PER Zab} there.", ["Qwertz", "Zab"]),
        ("He saw clubs like Qwertz there.", ["Qwertz"]),
        ("He saw parties including Qwertz there.", ["Qwertz"]),
        ("He saw Qwertz, a Dutch state-owned oil company, there.", ["Qwertz"]),
        ("He saw {PER Qwertz}, the bank that fell.", ["Qwertz"]),
    ],
)
def test_names_are_organisations_by_those_they_stand_with_or_a_noun(text, names):
    """Two others of a list of three, a noun before the list, a noun behind a comma."""
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "He saw {ORG Ford} and Qwertz there.",
        "He saw {ORG Ford}, {PER Ann Lee} and Qwertz there.",
        "He saw {ORG Ford}, {PER Qwertz Zab} and {PER Zab Qwertz} there.",
        "He saw {ORG Ford}, {LOC Oslo} and Qwertz there.",
        "Separately, {ORG Ford} and {ORG Fiat} fell.",
        "He saw banks such as those.",
        "He saw Qwertz, a bank manager, there.",
        "He saw Qwertz, a man, there.",
        "He saw {PER Anna Qwertz}, a bank that fell.",
        "He saw {LOC Qwertz}, a company that fell.",
    ],
)
def test_other_names_are_not(text):
    """One beside one, people and places in the list, a word that opens a sentence, a noun that goes on."""
    assert found(text) == []
