"""What the tagger found, made clean: one case for each rule."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.spans import clean_spans


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It was {PER El Niño} again.", "MISC"),
        ("They met {PER Ann Lee} there.", "PER"),
        ("They met {PER Lazard Holdings} there.", "ORG"),
        ("They met {PER Nobel} Prize winners.", "NOT"),
        ("They met {PER Danes} there.", "NORP"),
        ("They met {PER Ukrainian Lee} there.", "PER"),
        ("They met {PER Monday} there.", "MISC"),
        ("They went to {PER Austin} there.", "LOC"),
        ("They ran on {PER Heartbreak Hill} there.", "LOC"),
        ("They met the {PER Heartbreak Hill} there.", "PER"),
    ],
)
def test_a_name_taken_for_a_person_is_what_its_words_and_neighbours_say(text, label):
    """Weather, a company, a prize, a people, a day, a place where a place stands."""
    leaves, spans = marked(text)
    ((found, _),) = labelled(leaves, clean_spans(leaves, spans))
    assert found == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("They met in {LOC Paris} there.", "LOC"),
        ("They met at the {LOC Kremlin} there.", "LOC"),
        ("The {LOC Kremlin} knew.", "NOT"),
        ("They looked at {LOC Mars} there.", "NOT"),
        ("The archbishop of {LOC York} knew.", "NOT"),
        ("The people of {LOC York} knew.", "LOC"),
        ("They saw {LOC Paris} 2024 Games.", "NOT"),
        ("They saw {LOC Paris} 2024 there.", "LOC"),
        ("They saw {LOC Normandy} Format there.", "NOT"),
        ("They saw {LOC Normandy} FORMAT there.", "LOC"),
        ("They saw a {LOC Paris}-led force.", "NOT"),
        ("They saw a {LOC Paris}-based force.", "LOC"),
    ],
)
def test_a_place_stands_for_itself_or_for_something_else(text, label):
    """Seats of power, other worlds, titles that hold a place, things named after one."""
    leaves, spans = marked(text)
    ((found, _),) = labelled(leaves, clean_spans(leaves, spans))
    assert found == label


def test_titles_are_cut_off_and_given_names_taken_in():
    """Of a person; a text in capitals is no name at all."""
    leaves, spans = marked("They met {PER Mr Lee} and Anna {PER Lee} there.", "{PER " + "Lee " * 12 + "Lee}")
    assert labelled(leaves, clean_spans(leaves, spans)) == [("PER", "Lee"), ("PER", "Anna Lee")]
