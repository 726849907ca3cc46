"""Tables of sport: one case for each form of line."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.results import with_results

TABLE = ("Results of league matches on Saturday.", "Division one")


def found(*lines: str) -> list[tuple[str, str]]:
    leaves, spans = marked(*TABLE, *lines)
    return labelled(leaves, with_results(leaves, spans))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Qwertz 2 Zab 0", ["Qwertz", "Zab"]),
        ("Qwertz 2 (Holm 8, Lee 60) Zab Vale 0. Halftime 1-0.", ["Qwertz", "Zab Vale"]),
        ("Qwertz 83 and 174, Zab 296.", ["Qwertz", "Zab"]),
        ("Queen's Park 4 3 1 0 7 4 10", ["Queen's Park"]),
        ("Queen of South 4 3 1 0 7 4 10", ["Queen of South"]),
        ("1. Qwertz 4 3 1 0 7 4 10", ["Qwertz"]),
        ("QWERTZ 74 59 .556 -", ["QWERTZ"]),
        ("Qwertz (BJ) 4 3 1 0 7 4 10", ["Qwertz (BJ)"]),
        ("Postponed: Qwertz v Zab, Holm v Lee", ["Qwertz", "Zab", "Holm", "Lee"]),
        ("At Hove: Qwertz 2 Zab 0", ["Qwertz", "Zab"]),
    ],
)
def test_the_sides_of_a_line_are_teams(line, names):
    """Scores, standings and fixtures, whatever the tagger made of their names."""
    assert found(line) == [("TEAM", name) for name in names]


@pytest.mark.parametrize(
    "line",
    [
        "Total 2 Extras 0",
        "Saturday 2 Sunday 3",
        "Qwertz met Zab 2 0",
        "Qwertz 7-0-29-0, Zab 4-0-25-0",
        "Qwertz, Zab",
        "Qwertz 4 3",
    ],
)
def test_other_lines_are_left_to_the_tagger(line):
    """Sums, days, sentences, overs of bowlers, lists of names."""
    assert found(line) == []


def test_who_plays_somewhere_is_a_team_and_the_place_a_place():
    """`at` tells where, as a `v` would not."""
    assert found("{ORG Qwertz} at {LOC Oslo}", "Zab v Holm") == [
        ("TEAM", "Qwertz"),
        ("LOC", "Oslo"),
        ("TEAM", "Zab"),
        ("TEAM", "Holm"),
    ]


def test_countries_stay_countries():
    """A national team is named like its country."""
    assert found("France 2 Qwertz 0") == [("LOC", "France"), ("TEAM", "Qwertz")]


@pytest.mark.parametrize("line", ["Anna Lee 2 John Holm 0", "A. Lee 2 B. Holm 0"])
def test_tables_of_people_are_left_to_the_tagger(line):
    """By given names and initials: golfers have scores, too."""
    assert found(line) == []


def test_a_surname_of_somebody_is_no_team():
    """`Holm 2 Zab 0` with John Holm in the story is his score; the other names are teams still."""
    lines = ("{PER John Holm} won.", "Holm 2 Zab 0", "Qwertz 1 Neb 0", "Vant 1 Brok 0")
    assert ("TEAM", "Holm") not in found(*lines)
    assert ("TEAM", "Qwertz") in found(*lines)


def test_what_no_word_calls_a_table_is_none():
    """Temperatures are told in the same form."""
    leaves, spans = marked("{LOC Oslo} 18 {LOC Paris} 20")
    assert with_results(leaves, spans) == spans
