"""Towns that are teams: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.reading import words_of
from tui.entities.spans import surface
from tui.entities.tables import is_sport, sides_of, without_teams

SPORT = "The striker scored a goal in the match this season."
CRICKET = "The bowler took three wickets in the first innings, after ten overs."


def label_of(text: str, *others: str) -> str:
    leaves, spans = marked(text, *others)
    return labelled(leaves, without_teams(leaves, spans))[0][0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{LOC Leeds} 2 {LOC Bury} 0", "TEAM"),
        ("{LOC Leeds} v {LOC Bury}", "TEAM"),
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
        ("They beat {LOC Leeds} there.", "TEAM"),
        ("The {LOC Leeds} captain fell.", "TEAM"),
        ("They stayed in {LOC Leeds} there.", "LOC"),
        ("They met {LOC Leeds City} there.", "TEAM"),
        ("They met {LOC Quezon City} there.", "LOC"),
    ],
)
def test_in_a_story_of_sport_a_town_that_plays_is_a_team(text, label):
    """By the word before or after it, or by a club's last word; elsewhere it is a town."""
    assert label_of(text, SPORT) == label
    assert label_of(text) == "LOC"


@pytest.mark.parametrize(
    ("text", "label"), [("They saw {LOC Kent} win.", "TEAM"), ("It was in {LOC Kent}.", "LOC")]
)
def test_in_a_story_of_cricket_a_county_is_a_side(text, label):
    """Unless something was in it."""
    assert label_of(text, CRICKET) == label
    assert label_of(text, SPORT) == "LOC"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{LOC Leeds} V {LOC Bury}", "TEAM"),
        ("{LOC Leeds} at {LOC Bury}, ot", "TEAM"),
        ("{LOC Leeds} v {LOC Bury} Tonight", "LOC"),
        ("{LOC Leeds} Reserves 2 {LOC Bury} 0", "TEAM"),
        ("{LOC Leeds} 2 {LOC Bury} 0, AT home", "LOC"),
        ("{LOC Leeds} 2 {LOC Bury}", "LOC"),
        ("{LOC Leeds} 2 {LOC Bury} 0 " + "North South East West Side " * 2, "LOC"),
        ("{LOC Leeds} 2 {LOC Bury} 0 " * 6, "TEAM"),
        ("{LOC Leeds} 2 {LOC Bury} 0 " * 7, "LOC"),
        ("{PER Leeds} 2 {PER Bury} 0", "PER"),
        ("{ORG Leeds} 2 {ORG Bury} 0", "ORG"),
        ("{LOC FRANCE} 2 {LOC Bury} 0", "LOC"),
        ("{LOC Qwertz} 2 {LOC Bury} 0", "TEAM"),
    ],
)
def test_what_a_line_of_results_may_hold_beside_its_names(text, label):
    """Two scores at least, and a good share of them; no plain word; not the length of a paragraph."""
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("{LOC Leeds} they beat", "LOC"),
        ("Beat {LOC Leeds} at last", "TEAM"),
        ("At last it was {LOC Leeds}", "LOC"),
        ("The {LOC Leeds} Captain fell.", "TEAM"),
        ("They beat {LOC France} there.", "LOC"),
        ("They beat {PER Lee} there.", "PER"),
        ("They beat {ORG Leeds} there.", "ORG"),
        ("They met {PER Qwertz Rovers} there.", "TEAM"),
        ("They met {LOC Qwertz Rovers} there.", "LOC"),
        ("They met {PER Qwertz Zab} there.", "PER"),
        ("They met {PER Rovers} there.", "PER"),
    ],
)
def test_who_plays_is_a_team_only_where_a_town_could(text, label):
    """The first word has none before it, the last none after; people and countries play for themselves."""
    assert label_of(text, SPORT) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("In {LOC Kent} it rained.", "LOC"),
        ("They stayed near {LOC Kent} there.", "LOC"),
        ("{LOC Kent} won, as they had in", "TEAM"),
        ("They saw {PER Kent} win.", "TEAM"),
        ("They saw {PER Kent Lee} win.", "PER"),
        ("They saw {LOC Oslo} win.", "LOC"),
    ],
)
def test_a_county_side_is_a_county_by_itself(text, label):
    """Whoever is called Kent and something else is no county, and a town no county either."""
    assert label_of(text, CRICKET) == label


@pytest.mark.parametrize(
    ("words", "found"), [("goal match league", False), ("goal match league coach", True)]
)
def test_a_few_words_of_sport_are_no_story_of_sport(words, found):
    """Politics has goals and matches, too."""
    assert is_sport(words_of(marked(f"It was a {words} there.")[0])) is found


def test_the_sides_of_a_match_are_its_countries_by_text():
    """`Korea` is a side, though it is no country by itself; towns and people are none."""
    leaves, spans = marked(
        SPORT, "{LOC Panama} met {LOC Korea} in {LOC Oslo} with {PER Chad}.", "{LOC Mali} won."
    )
    sides = sides_of(leaves, spans)
    assert {leaf: [surface(leaves, span) for span in row] for leaf, row in sides.items()} == {
        1: ["Panama", "Korea"],
        2: ["Mali"],
    }


def test_no_sides_are_looked_for_off_the_field():
    """`Belgium made a change` of its laws: nobody plays for it."""
    assert sides_of(*marked("{LOC Panama} met {LOC Korea} in {LOC Oslo}.")) == {}


def test_a_story_of_cricket_that_is_none_of_other_sport_knows_counties_alone():
    """Two words make it one on cricket, and few make one on sport: towns and clubs are left alone there."""
    bowled = "He was bowled, then out lbw."
    assert label_of("They saw {LOC Kent} win.", bowled) == "TEAM"
    assert label_of("They beat {LOC Leeds} there.", bowled) == "LOC"
    assert label_of("They met {LOC Leeds City} there.", bowled) == "LOC"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("{LOC Leeds} lost. {LOC Leeds} is sad.", ["TEAM", "TEAM"]),
        ("{LOC Leeds} lost. It rained in {LOC Leeds}.", ["TEAM", "LOC"]),
        ("{LOC Leeds} lost. {LOC Bury} is sad.", ["TEAM", "LOC"]),
        ("They lost to {LOC Leeds} there.", ["TEAM"]),
        ("They went to {LOC Leeds} there.", ["LOC"]),
    ],
)
def test_a_town_that_plays_once_is_a_team_wherever_nothing_is_in_it(text, labels):
    """A round-up names its teams again and again, and few of the namings say so."""
    leaves, spans = marked(text, SPORT)
    assert [label for label, _ in labelled(leaves, without_teams(leaves, spans))] == labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("They saw {LOC Leeds}'s striker there.", "TEAM"),
        ("They saw {LOC Leeds}'s cathedral there.", "LOC"),
        ("They joined the club {LOC Leeds} there.", "TEAM"),
        ("He played for {LOC Leeds} there.", "TEAM"),
        ("He voted for {LOC Leeds} there.", "LOC"),
    ],
)
def test_what_a_team_has_and_who_plays_for_it_make_a_town_one(text, label):
    """Strikers and home games are teams'; cathedrals are towns'."""
    assert label_of(text, SPORT) == label


def test_a_country_in_capitals_is_no_team():
    """Lists know `Sri Lanka`, and headlines have `SRI LANKA`."""
    assert label_of("{LOC SRI LANKA} beat them.", SPORT) == "LOC"


def test_a_league_is_what_is_played_for():
    """`Premier League` and `UEFA Cup` are no organisations in stories of sport."""
    assert label_of("They won the {ORG Qwertz Cup} there.", SPORT) == "MISC"
    assert label_of("They won the {ORG Qwertz Cup} there.") == "ORG"


def test_a_short_report_is_on_sport_with_few_of_its_words():
    """If it has those of tables, too; a long text with as few is not."""
    report = (
        "The coach praised the striker. He played football for the club in the second division last season."
    )
    assert label_of("He played for {LOC Leeds} there.", report) == "TEAM"
    assert label_of("He played for {LOC Leeds} there.", report, "It rained there. " * 70) == "LOC"
