"""Words of a text, and the runs of capitals in it: one case for each rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.entities.features import shape
from tui.entities.tokens import english, is_capital


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. and J.R.R. Tolkien", ["the", "U.S.", "and", "J.R.R.", "Tolkien"]),
        ("Mr. Lee said.", ["Mr.", "Lee", "said", "."]),
        ("George W. Bush", ["George", "W.", "Bush"]),
        ("plan B. It", ["plan", "B.", "It"]),
        ("Ann B. de Lee", ["Ann", "B.", "de", "Lee"]),
        ("plan B. den", ["plan", "B", ".", "den"]),
        ("plan B. it", ["plan", "B", ".", "it"]),
        ("Lee's and Lee’s", ["Lee", "'s", "and", "Lee", "’s"]),
        ("Jean-Luc O'Brien AT&T", ["Jean-Luc", "O'Brien", "AT&T"]),
        ("U.S.-led, Paris-based", ["U.S.", "-", "led", ",", "Paris", "-", "based"]),
        ("Paris-basedness", ["Paris-basedness"]),
        ("(AP) — $5", ["(", "AP", ")", "—", "$", "5"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_a_text_is_words_and_single_marks(text, words):
    """Abbreviations keep their stops; a possessive, and the hyphen of `Paris-based`, stand alone."""
    assert english().tokenize(text).words == words


@given(st.text(max_size=60))
def test_every_token_is_where_it_says_and_only_blanks_are_dropped(text):
    """Offsets are characters of the text as it was given."""
    tokens = english().tokenize(text)
    at = 0
    for index, word in enumerate(tokens.words):
        start, end = tokens.starts[index], tokens.end(index)
        assert text[start:end] == word
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("word", ["Paris", "al-Assad", "d'Ivoire", "d’Ivoire", "O'Brien", "U.S.", "I"])
def test_a_word_begins_like_a_name(word):
    """Large, or large after a particle."""
    assert is_capital(word)


@pytest.mark.parametrize(
    "word", ["iPhone", "s", "paris", "self-Help", "al-assad", "I've", "We’ll", "5", "a-B"]
)
def test_a_word_does_not_begin_like_a_name(word):
    """No particle is that long or that short; a contraction is none, however it is written."""
    assert not is_capital(word)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("He saw Bank of England there", ["He", "Bank of England"]),
        ("He saw Bank of the West there", ["He", "Bank of the West"]),
        ("He saw Bank of the and West there", ["He", "Bank", "West"]),
        ("He saw Ann near Bob there", ["He", "Ann", "Bob"]),
        ("He saw Ann, Bob there", ["He", "Ann", "Bob"]),
        ("He saw van der Linden there", ["He", "der Linden"]),
        ("He met Ann de Lee", ["He", "Ann de Lee"]),
        ("de Lee left", ["de Lee"]),
        ("The Lee left", ["The Lee"]),
        ("nobody left", []),
        ("", []),
    ],
)
def test_runs_of_capitals_hold_two_small_words_at_most(text, runs):
    """Those of names, inside or one before; a mark or another word ends a run."""
    words = english().tokenize(text).words
    assert [" ".join(words[first:last]) for first, last in english().find_runs(words)] == runs


@given(st.lists(st.sampled_from(["Ann", "of", "de", "the", "said", ",", "Lee", "al-Assad"]), max_size=12))
def test_runs_are_in_order_apart_and_hold_every_capital(words):
    """Half-open, never empty, never over one another."""
    runs = english().find_runs(words)
    ends = [0, *[last for _, last in runs]]
    assert all(end <= first < last for end, (first, last) in zip(ends, runs, strict=False))
    held = {at for first, last in runs for at in range(first, last)}
    assert {at for at, word in enumerate(words) if is_capital(word)} <= held
    assert all(is_capital(words[last - 1]) for _, last in runs)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("paris", "x"),
        ("Paris", "Xx"),
        ("élan", "x"),
        ("Élan", "Xx"),
        ("A", "X"),
        ("USA", "XX"),
        ("McLean", "XxXx"),
        ("G20", "Xd"),
        ("J.R.", "X.X."),
        ("Nāfiʿ", "Xxʿ"),
    ],
)
def test_a_words_shape_is_that_of_its_letters(word, found):
    """Two capitals at the start are not one; a letter without case stands for itself."""
    assert shape(word) == found
