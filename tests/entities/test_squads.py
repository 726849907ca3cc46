"""Whom a player plays for, by the sentence he stands in."""

from __future__ import annotations

import pytest

from tests.entities.builders import marked
from tui.entities.squads import side_of


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("In the end, {LOC Belgium} made a change, as {PER Emil Stone} came.", "Belgium"),
        ("{LOC Belgium} made a change. Then {PER Emil Stone} came.", None),
        ("{LOC Belgium} faced {PER Emil Stone} there.", None),
        ("{LOC Belgium} made a change for {LOC Panama}, as {PER Emil Stone} came.", None),
        ("{LOC Belgium} tried a shot that was saved by {PER Emil Stone} there.", None),
        ("{LOC Belgium} , as {PER Emil Stone} came.", None),
        (
            "It was late, cold, wet and dark when {LOC Belgium} made a change, as {PER Emil Stone} came.",
            None,
        ),
    ],
)
def test_a_sentence_tells_whom_a_player_plays_for(text, side):
    """It opens with the only side that it names, which acts, and nobody acts against it."""
    leaves, spans = marked(text)
    (person,) = [span for span in spans if span.label == "PER"]
    assert side_of(leaves, [person], {0: [span for span in spans if span.label == "LOC"]}) == side


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("{LOC Belgium} Red Devils rose, as {PER Emil Stone} came.", None),
        ("{LOC Belgium} 2 Panama 1, as {PER Emil Stone} came.", None),
        ("{LOC Belgium} 2nd half, as {PER Emil Stone} came.", None),
        ("{LOC Belgium} made a change; late {PER Emil Stone} came.", None),
        ("{LOC Belgium} made a change! Late {PER Emil Stone} came.", None),
        ("{LOC Belgium} made a change, as {LOC Belgium} had sent {PER Emil Stone} on.", "Belgium"),
        ("{PER Emil Stone} came as {LOC Belgium} made a change.", None),
    ],
)
def test_only_a_plain_verb_after_the_side_makes_it_act(text, side):
    """A name or a number there is a list; a side named twice is one; one named later says nothing."""
    leaves, spans = marked(text)
    (person,) = [span for span in spans if span.label == "PER"]
    assert side_of(leaves, [person], {0: [span for span in spans if span.label == "LOC"]}) == side


def test_the_first_naming_that_tells_a_side_decides():
    """A player may be named where nothing is told, and traded for another side's shirt later."""
    leaves, spans = marked(
        "On Monday {PER Emil Stone} was late.",
        "Then {LOC Belgium} made a change, as {PER Emil Stone} came.",
        "Then {LOC Panama} made a change, as {PER Emil Stone} left.",
    )
    people = [span for span in spans if span.label == "PER"]
    sides = {span.leaf: [span] for span in spans if span.label == "LOC"}
    assert side_of(leaves, people, sides) == "Belgium"
    assert side_of(leaves, people[::-1], sides) == "Panama"
    assert side_of(leaves, people[:1], sides) is None


def test_a_side_many_words_back_is_nobodys():
    """In a text without stops no sentence is found, and none is looked for without end."""
    long = "{LOC Belgium} made " + "and went on " * 25 + "as {PER Emil Stone} came"
    leaves, (side, person) = marked(long)
    assert side_of(leaves, [person], {0: [side]}) is None
    leaves, (side, person) = marked(long.replace("and went on " * 25, "and went on " * 15))
    assert side_of(leaves, [person], {0: [side]}) == "Belgium"
