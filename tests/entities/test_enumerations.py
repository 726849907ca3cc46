"""What stands beside a name, and makes it a place or a person: one case for each sign."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.enumerations import with_listed_people, with_listed_places


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("They saw {LOC Lima} and {PER Cusco} there.", True),
        ("They saw {PER Cusco} or {LOC Lima} there.", True),
        ("They saw {LOC Lima}, {PER Cusco}, {LOC Puno} there.", True),
        ("They saw {LOC Lima}, {PER Cusco} there.", False),
        ("They saw {LOC Lima} and {PER Qwertz} there.", False),
        ("They stayed near {PER Qwertz}, {LOC Manitoba}, there.", True),
        ("They stayed near {PER Qwertz}, {LOC Manitoba} troops said.", False),
        ("They met {PER Qwertz}, {LOC Manitoba}, there.", False),
        ("They met {PER Qwertz}, a small town there.", True),
        ("They met {PER Qwertz}, a man from the town.", False),
        ("They met {PER Qwertz}, a big Dutch port.", False),
        ("They saw the village of {PER Qwertz} there.", True),
        ("They saw many a big village of {PER Qwertz} there.", False),
        ("They met {PER Anna Qwertz}, a town there.", False),
        ("They met {PER Qwertz Zab}, a town there.", True),
    ],
)
def test_a_name_is_a_place_where_the_text_treats_it_as_one(text, is_place):
    """Beside places, before the region it lies in, called a town; but nobody with a given name."""
    leaves, spans = marked(text)
    (found,) = [
        label for label, name in labelled(leaves, with_listed_places(leaves, spans)) if name[:5] in NAMES
    ]
    assert (found == "LOC") == is_place


NAMES = ("Cusco", "Qwert", "Anna ")


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("They met {PER Ann Lee} and Qwert Zab there.", True),
        ("They met Qwert Zab and {PER Ann Lee} there.", True),
        ("They met {PER Ann Lee}, {PER Bob Ray}, Qwert Zab there.", True),
        ("They met {PER Ann Lee}, {PER Bob Ray} and {ORG Qwert Zab} there.", True),
        ("They met {PER Ann Lee} and {ORG Qwert Zab} there.", False),
        ("They met {PER Ann Lee}, Qwert Zab there.", False),
        ("They met {PER Ann Lee} and Qwert Holdings there.", False),
    ],
)
def test_a_name_is_a_person_among_people(text, is_person):
    """Joined by an `and` to one, or after two; an organisation only after two."""
    leaves, spans = marked(text)
    found = labelled(leaves, with_listed_people(leaves, spans))
    assert any(label == "PER" and name.startswith("Qwert") for label, name in found) == is_person
