"""Names compared as readers compare them, and the slips of spelling that join two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.entities.folding import fold, one_typo

WORDS = st.text("abcd", max_size=6)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("José Ferrero-Waldner", "jose ferrero waldner"),
        ("  Ann \n Lee -", "ann lee"),
        ("J.R.R. Tolkien", "jrr tolkien"),
        ("O’Brien", "o'brien"),
        ("ŁÓDŹ Øst Đà ı", "lodz ost da i"),
        ("Straße", "strasse"),
        ("Bjǿrn", "bjorn"),
        ("\x1fAnn\u00a0Lee…", "ann lee"),
        ("Jong‑un – Kim", "jong un kim"),
        ("", ""),
        ("-", ""),
    ],
)
def test_case_accents_hyphens_and_stops_do_not_matter(name, folded):
    """Two feeds write one name in two ways."""
    assert fold(name) == folded


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(name):
    """Keys are folded names, and are folded again where they are compared."""
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other", "is_typo"),
    [
        ("abc", "abd", True),
        ("abc", "acb", True),
        ("abc", "abcd", True),
        ("abc", "xabc", True),
        ("abc", "ac", True),
        ("abc", "abc", False),
        ("abc", "bca", False),
        ("abc", "abcde", False),
        ("abcd", "badc", False),
        ("abxd", "bacd", False),
        ("", "a", True),
        ("", "", False),
    ],
)
def test_one_slip_of_spelling_is_one(one, other, is_typo):
    """A letter more, less or other, or two swapped; never two slips."""
    assert one_typo(one, other) is is_typo
    assert one_typo(other, one) is is_typo


@given(WORDS, st.integers(0, 6), st.sampled_from("abcd"))
def test_any_one_letter_put_in_or_taken_out_is_a_slip(word, at, letter):
    """Wherever it stands, also beside its like."""
    longer = word[:at] + letter + word[at:]
    assert one_typo(word, longer)
    assert one_typo(longer, word)
