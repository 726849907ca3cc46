"""Towns that are teams: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.tables import without_teams

SPORT = "The striker scored a goal in the match this season."
CRICKET = "The bowler took three wickets in the first innings, after ten overs."


def label_of(text: str, *others: str) -> str:
    leaves, spans = marked(text, *others)
    return labelled(leaves, without_teams(leaves, spans))[0][0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{LOC Leeds} 2 {LOC Bury} 0", "ORG"),
        ("{LOC Leeds} v {LOC Bury}", "ORG"),
        ("{LOC Leeds} and {LOC Bury}", "LOC"),
        ("{LOC Leeds} met {LOC Bury} 2 0", "LOC"),
        ("{LOC France} 2 {LOC Bury} 0", "LOC"),
    ],
)
def test_in_a_line_of_results_a_town_is_a_team(text, label):
    """Names with a score, or on both sides of a `v`; no plain words. Countries stay."""
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("They beat {LOC Leeds} there.", "NOT"),
        ("The {LOC Leeds} captain fell.", "NOT"),
        ("They stayed in {LOC Leeds} there.", "LOC"),
        ("They met {LOC Leeds City} there.", "ORG"),
        ("They met {LOC Quezon City} there.", "LOC"),
    ],
)
def test_in_a_story_of_sport_a_town_that_plays_is_a_team(text, label):
    """By the word before or after it, or by a club's last word; elsewhere it is a town."""
    assert label_of(text, SPORT) == label
    assert label_of(text) == "LOC"


@pytest.mark.parametrize(
    ("text", "label"), [("They saw {LOC Kent} win.", "ORG"), ("It was in {LOC Kent}.", "LOC")]
)
def test_in_a_story_of_cricket_a_county_is_a_side(text, label):
    """Unless something was in it."""
    assert label_of(text, CRICKET) == label
    assert label_of(text, SPORT) == "LOC"
