"""Teams by their names: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.teams import spread_teams, with_named_teams


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They saw the Orioles win.", "Orioles"),
        ("They saw {LOC New York} Yankees fans.", "New York Yankees"),
        ("They saw the {LOC Boston} Red Sox win.", "Boston Red Sox"),
        ("They saw {PER Spartak Qwertz} win.", "Spartak Qwertz"),
        ("They saw {PER Juventus} win.", "Juventus"),
        ("They saw FC Qwertz win.", "FC Qwertz"),
        ("They saw Crystal Palace win.", "Crystal Palace"),
    ],
)
def test_lists_know_nicknames_with_their_towns_and_first_words_of_clubs(text, name):
    """Over whatever the tagger made of their words."""
    leaves, spans = marked(text)
    assert labelled(leaves, with_named_teams(leaves, spans, surely=True)) == [("TEAM", name)]


@pytest.mark.parametrize(
    "text", ["Stars fell.", "They saw {PER Qwertz Orioles} win.", "Real was it.", "They saw Real Coach Lee."]
)
def test_words_that_may_be_others_are_no_teams(text):
    """A noun that opens a sentence, a surname, a club's first word alone or before a title."""
    leaves, spans = marked(text)
    assert with_named_teams(leaves, spans, surely=True) == spans


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("{TEAM Leeds} lost. {LOC Leeds} is sad.", ["TEAM", "TEAM"]),
        ("{TEAM Leeds} lost. {PER Leeds} is sad.", ["TEAM", "TEAM"]),
        ("{TEAM Leeds} lost, and Leeds is sad.", ["TEAM", "TEAM"]),
        ("{TEAM Leeds} lost. It rained in {LOC Leeds}.", ["TEAM", "LOC"]),
        ("{TEAM Leeds} lost to {PER Ann Leeds}, and {PER Leeds} fell.", ["TEAM", "PER", "PER"]),
        ("{TEAM Spartak Moscow} lost. and {PER Spartak} is sad.", ["TEAM", "TEAM"]),
        ("{TEAM Leeds} and {LOC Bury} lost.", ["TEAM", "TEAM"]),
        ("{LOC York}, {LOC Hull} or {TEAM Bury} lost.", ["LOC", "TEAM", "TEAM"]),
        ("{TEAM Leeds}, {LOC Bury} said.", ["TEAM", "LOC"]),
    ],
)
def test_a_team_is_one_wherever_nothing_is_in_it(text, labels):
    """Every naming of it, the short one of a club, and the town joined to it by `and` or `or`."""
    leaves, spans = marked(text)
    assert [label for label, _ in labelled(leaves, spread_teams(leaves, spans))] == labels


def test_a_dateline_is_a_place_though_its_town_plays():
    """A line of a town in capitals and a date."""
    leaves, spans = marked("{LOC LEEDS} 2026-08-30", "{TEAM Leeds} lost.")
    assert [span.label for span in spread_teams(leaves, spans)] == ["LOC", "TEAM"]


def test_a_headline_has_teams_amid_its_capitals():
    """No run of capitals is a name there."""
    leaves, spans = marked("{TEAM Leeds} lost.", headline="Why Leeds Lost It")
    assert labelled(leaves, spread_teams(leaves, spans))[0] == ("TEAM", "Leeds")


def test_in_a_round_up_of_american_leagues_every_town_is_a_team():
    """Unless something was in it, or a state follows."""
    teams = "{TEAM Boston Red Sox}, {TEAM Chicago Cubs}, {TEAM Houston Astros} won."
    leaves, spans = marked(
        teams, "{LOC Seattle} won in {LOC Denver}.", "{LOC Arlington}, {LOC Texas} it was."
    )
    labels = [label for label, name in labelled(leaves, spread_teams(leaves, spans))]
    assert labels == ["TEAM", "TEAM", "TEAM", "TEAM", "LOC", "LOC", "TEAM"]


def test_a_bare_nickname_is_a_team_only_where_others_are():
    """Senators sit in parliaments; but not where the Boston Bruins play."""
    leaves, spans = marked("Then the Senators lost.")
    assert with_named_teams(leaves, spans, surely=False) == spans
    leaves, spans = marked("Then the Senators lost to the Boston Bruins.")
    assert len(with_named_teams(leaves, spans, surely=False)) == 2
