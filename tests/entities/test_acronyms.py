"""Organisations with short forms in brackets: one case for each form."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.acronyms import with_acronyms


def found(text: str) -> list[str]:
    leaves, spans = marked(text)
    return [name for label, name in labelled(leaves, with_acronyms(leaves, spans)) if label == "ORG"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("So the Bank of Qwertz (BQ) met. Now the BQ left.", ["Bank of Qwertz", "BQ", "BQ"]),
        ("So the Rally for Peace in {LOC Zab} (RPZ) met.", ["Rally for Peace in Zab", "RPZ"]),
        ("So the Zab People's Party (ZPP) met.", ["Zab People's Party", "ZPP"]),
        ("So the BQ (Bank of Qwertz) met.", ["BQ", "Bank of Qwertz"]),
        ("So the {ORG Qwertz Zab} (BRE) met. {MISC BRE} fell.", ["Qwertz Zab", "BRE", "BRE"]),
    ],
)
def test_letters_in_brackets_tell_a_name_and_are_one_themselves(text, names):
    """Each letter opens a word of the name, small words have none; after an organisation any letters do."""
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "So the {LOC British Virgin Islands} (BVI) met.",
        "So the {PER Anna Lee} (AL) met.",
        "So the Qwertz Zab (BRE) met.",
        "So the Qwertz met Zab (QZ).",
        "So Zab (Z) met.",
        "So (BQ) met.",
    ],
)
def test_other_brackets_tell_nothing(text):
    """Places and people have letters, too; letters that do not fit, a verb between, one letter."""
    leaves, spans = marked(text)
    assert with_acronyms(leaves, spans) == spans
