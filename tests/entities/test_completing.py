"""Names that are whole: one case for each rule, and one for what stops it."""

from __future__ import annotations

import pytest

from tests.entities.builders import labelled, marked
from tui.entities.completing import with_addressed, with_nicknames, with_particles, with_syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr You left.", [("PER", "You")]),
        ("Ms. Deep Singh left.", [("PER", "Deep Singh")]),
        ("Mrs {LOC Paris} left.", [("PER", "Paris")]),
        ("Mr Deep {ORG Foods} left.", [("PER", "Deep"), ("ORG", "Foods")]),
        ("Mr and Mrs left.", []),
        ("The Mr left {LOC York}.", [("LOC", "York")]),
    ],
)
def test_who_is_addressed_is_somebody(text, expected):
    """Whatever the word means besides, and whatever it was taken for."""
    leaves, spans = marked(text)
    assert labelled(leaves, with_addressed(leaves, spans)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Marie} des Cars left.", "Marie des Cars"),
        ("{PER Marie des} Cars left.", "Marie des Cars"),
        ("{PER Rob} van der Meer left.", "Rob van der Meer"),
        ("{PER Rob} van left.", "Rob"),
        ("{PER Rob} y {PER Ann} left.", "Rob"),
        ("{PER Rob} de {LOC York} left.", "Rob"),
        ("{LOC Rob} de Nord left.", "Rob"),
        ("{PER Ulisses Correia} e {PER Silva} left.", "Ulisses Correia e Silva"),
    ],
)
def test_a_name_goes_on_over_its_small_words(text, expected):
    """To the word that they lead to, where that is nothing else."""
    leaves, spans = marked(text)
    assert labelled(leaves, with_particles(leaves, spans))[0][1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{PER Kimani} (Kiki) {PER Gray} left.", [("PER", "Kimani (Kiki) Gray")]),
        ("{PER Kimani} “Kiki” Gray left.", [("PER", "Kimani “Kiki” Gray")]),
        ("Maria (Kiki) Gray left {LOC York}.", [("PER", "Maria (Kiki) Gray"), ("LOC", "York")]),
        ("Qwertz (Kiki) Gray left.", []),
        ("{PER Kimani} (Kiki) {LOC York} left.", [("PER", "Kimani"), ("LOC", "York")]),
        ("{PER Kimani} (Kiki Zab) Gray left.", [("PER", "Kimani")]),
        ("{PER Kimani} (29) Gray left.", [("PER", "Kimani")]),
    ],
)
def test_a_nickname_within_a_name_belongs_to_it(text, expected):
    """One word in brackets or quotes, with a person's name on either side, or a given name before."""
    leaves, spans = marked(text)
    assert labelled(leaves, with_nicknames(leaves, spans)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Aung San Suu Kyi left.", [("PER", "Aung San Suu Kyi")]),
        ("Then {LOC Pham} Minh {PER Chinh} left.", [("PER", "Pham Minh Chinh")]),
        ("So Win left.", []),
        ("So Win Maung left.", [("PER", "So Win Maung")]),
        ("Then Min Smith left.", []),
        ("Then Min left.", []),
    ],
)
def test_a_run_of_burmese_or_vietnamese_syllables_is_a_person(text, expected):
    """All words of a run, and more than one; two of which one is an English word may be a sentence's."""
    leaves, spans = marked(text)
    assert labelled(leaves, with_syllables(leaves, spans)) == expected
