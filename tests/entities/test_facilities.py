"""Names of the land, and the town of a dateline that was left in the text."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.facilities import dateline_end, with_lands


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("LONDON (AP) — It rained.", 1),
        ("LE BOURGET, France (AP) — It rained.", 2),
        ("LONDON, May 2 - It rained.", 1),
        ("LONDON (it was said) — It rained.", 0),
        ("LONDON fell — It rained.", 0),
        ("ALL OF THEM WERE THERE, France — It rained.", 0),
        ("London (AP) — It rained.", 0),
        ("A (AP) — It rained.", 0),
        ("IT RAINED — AND RAINED", 0),
    ],
)
def test_capitals_before_a_dash_are_the_place_of_a_dateline(text, end):
    """A few words at most, with a country, an agency or a date in between; not in a text of capitals."""
    (leaf,), _ = marked(text)
    assert dateline_end(leaf) == end


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They saw Arunachal Pradesh there.", ["Arunachal Pradesh"]),
        ("They saw the Setty River there.", ["Setty River"]),
        ("They saw {ORG Setty River} there.", ["Setty River"]),
        ("They saw {PER Setty River} there.", []),
        ("They saw {ORG Arunachal Pradesh} there.", []),
        ("They saw Kevin Pradesh there.", []),
    ],
)
def test_land_that_the_tagger_missed_is_found(text, places):
    """By its last word, or in the gazetteer where the tagger saw nothing."""
    leaves, spans = marked(text)
    assert [name for label, name in labelled(leaves, with_lands(leaves, spans)) if label == "LOC"] == places
