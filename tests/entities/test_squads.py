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
