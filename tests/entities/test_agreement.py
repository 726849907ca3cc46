"""One surface, one label in an article."""

from __future__ import annotations

from tests.entities.builders import labelled, marked
from tui.entities.agreement import agree


def test_the_more_frequent_label_of_a_surface_holds_throughout():
    """The tagger sees one sentence, the article is more."""
    leaves, spans = marked("{LOC Qwertz} rose.", "{LOC Qwertz} fell.", "{PER Qwertz} stood.")
    assert {label for label, _ in labelled(leaves, agree(leaves, spans))} == {"LOC"}


def test_a_long_name_in_a_headline_has_no_vote():
    """Every word there has a capital: `Qwertz Wins` is no name that the text knows."""
    leaves, spans = marked("{PER Anna Qwertz} spoke.", headline="{PER Qwertz Wins}")
    assert labelled(leaves, agree(leaves, spans)) == [("PER", "Qwertz"), ("PER", "Anna Qwertz")]


def test_a_name_of_a_thing_has_no_vote():
    """What is no place in one sentence may be one in all others."""
    leaves, spans = marked(
        "{NOT Qwertz} Format was on.", "{NOT Qwertz} Format was off.", "{LOC Qwertz} fell."
    )
    assert [label for label, _ in labelled(leaves, agree(leaves, spans))] == ["NOT", "NOT", "LOC"]
