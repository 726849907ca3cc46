"""Where the names of organisations begin and end: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.firms import with_firms


def found(text: str) -> list[tuple[str, str]]:
    leaves, spans = marked(text)
    return labelled(leaves, with_firms(leaves, spans))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He left Qwertz {ORG Zab Corp} on Monday.", "Qwertz Zab Corp"),
        ("He left First {ORG Zab Corp} on Monday.", "First Zab Corp"),
        ("He left {PER Qwertz Zab} Ltd on Monday.", "Qwertz Zab Ltd"),
        ("He left {PER Qwertz Zab Ltd}", "Qwertz Zab Ltd"),
        ("He left Qwertz Bancorp Inc on Monday.", "Qwertz Bancorp Inc"),
        ("He left {LOC Oslo} Newsroom on Monday.", "Oslo Newsroom"),
        ("So said President {ORG Zab Corp} on Monday.", "Zab Corp"),
        ("In August {ORG August Zab Commission} met.", "Zab Commission"),
        ("He saw Qwertz Insurance fall.", "Qwertz Insurance"),
        ("He saw {PER Ann Lee} of Qwertz Insurance there.", "Qwertz Insurance"),
        ("He left the {LOC Catholic Church} on Monday.", "Catholic Church"),
        ("He left {LOC Seguros Zab} on Monday.", "Seguros Zab"),
        ("The {ORG Liberation Army} fell.", "Liberation Army"),
        ("The People's {ORG Liberation Army} fell.", "People's Liberation Army"),
        ("The Zab Traders ' {ORG Association} met.", "Zab Traders ' Association"),
        ("So the Truth and {ORG Reconciliation Commission} met.", "Truth and Reconciliation Commission"),
        ("So {ORG Holm} & {ORG Lee} met.", "Holm & Lee"),
        ("So {ORG Holm} & Sons met.", "Holm & Sons"),
        ("He went to New Zab District Court on Monday.", "New Zab District Court"),
        ("So Zab University's Center on Holm and Reform met.", "Center on Holm and Reform"),
        ("Zab Holm Charged With Murder A Qwertz Foods plant closed.", "Qwertz Foods"),
        ("So the Committee on Zab Reform met.", "Committee on Zab Reform"),
        ("He left the Zab Highway Patrol on Monday.", "Zab Highway Patrol"),
        ("A {ORG Commission} on Zab Debates met.", "Commission on Zab Debates"),
    ],
)
def test_a_name_is_taken_whole(text, name):
    """By its last word, over possessives and small words; titles, peoples and months are no part of it."""
    assert ("ORG", name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He saw {PER Ann Lee} and {ORG Zab} there.",
        "He saw Ford and {ORG Zab} there.",
        "He saw {PER Ann Court} there.",
        "He saw Tottenham Court Road there.",
        "So the Committee on Monday met.",
        "He saw {LOC Oslo}'s {ORG Ministry} there.",
        "He saw {ORG Zab} on Monday.",
        "He saw the {ORG Commission} on Monday.",
        "He saw {LOC Norway}'s church there.",
        "He saw the {ORG Bank of Zab Insurance Council} there.",
        "He saw Qwertz Insurance Minister Lee there.",
        "He went to the {LOC West Bank} there.",
    ],
)
def test_what_stands_beside_a_name_is_left_out(text):
    """Other names, owners, days."""
    leaves, spans = marked(text)
    assert with_firms(leaves, spans) == spans
