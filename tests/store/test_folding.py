"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.store.folding import folded_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("José Ferrero-Waldner", ("jose", "ferrero", "waldner")),
        ("O’Brien and O'Neill", ("obrien", "and", "oneill")),
        ("Łukasz STRASSE Straße", ("lukasz", "strasse", "strasse")),
        ("U.S. _x_ 2½", ("u", "s", "x", "21", "2")),
        ("東京", ("東京",)),
        (" - ", ()),
    ],
)
def test_case_accents_and_stops_do_not_count(text: str, words: tuple[str, ...]) -> None:
    assert folded_words(text) == words


@given(st.text())
def test_folded_words_fold_to_themselves(text: str) -> None:
    """What is stored and what is typed meet, however often either was folded."""
    words = folded_words(text)
    assert all(folded_words(word) == (word,) for word in words if word.isascii())
