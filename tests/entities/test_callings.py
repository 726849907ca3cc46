"""Organisations by what the article calls them: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.callings import with_called


def found(text: str) -> list[tuple[str, str]]:
    leaves, spans = marked(text)
    return labelled(leaves, with_called(leaves, spans))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("So the daily {PER Qwertz} said.", "Qwertz"),
        ("So {PER Qwertz Zab} newspaper said.", "Qwertz Zab"),
        ("So {LOC Qwertz Zab} newspaper said.", "Qwertz Zab"),
        ("So {MISC Qwertz} spokesman Lee said.", "Qwertz"),
        ("So Qwertz shares fell.", "Qwertz"),
        ("So Lee, an analyst at Qwertz, left.", "Qwertz"),
        ("So Qwertz, based in Oslo, fell.", "Qwertz"),
        ("So the pro-Zab QZFT union met.", "QZFT"),
        ("So the QZF union met. Now the QZF is on strike.", "QZF"),
        ("Now {ORG Qwertz Bancorp Inc} met. It was Qwertz.", "Qwertz"),
        ("Now {ORG Qwertz Zab Corp} met. It was {PER Qwertz Zab}.", "Qwertz Zab"),
    ],
)
def test_what_is_called_an_organisation_once_is_one_everywhere(text, name):
    """By the noun before or after it, or as the short name of a company."""
    assert found(text)[-1] == ("ORG", name)


@pytest.mark.parametrize(
    "text",
    [
        "So the daily {PER Anna Zab} said.",
        "So the agency Monday said.",
        "Total shares fell.",
        "So a bid for Qwertz's Zab fell.",
        "So the daily {LOC Qwertz} said.",
        "So Holm spokesman Lee said.",
        "Now {ORG Oslo Corp} met. It was in {LOC Oslo}.",
        "Now {ORG Qwertz Corp} met. It was {PER Ann Qwertz}. He, {PER Qwertz}, left.",
    ],
)
def test_people_places_and_days_stay_what_they_are(text):
    """A given name, a known place, a surname of somebody in the story."""
    leaves, spans = marked(text)
    assert with_called(leaves, spans) == spans


def test_where_something_is_in_it_it_is_a_place():
    """`in Qwertz` of Qwertz Corp is in the town that it is named for."""
    text = "Now {ORG Qwertz Corp} met in {LOC Qwertz}. So {LOC Qwertz} met."
    assert [label for label, _ in found(text)] == ["ORG", "LOC", "ORG"]
