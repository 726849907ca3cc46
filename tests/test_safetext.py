"""The one gate for text (design §7, rule 1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.safetext import clean, clean_line

ANY_TEXT = st.text(st.characters(), max_size=80)
HARMFUL = [
    *map(chr, [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)]),
    *"\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ud800\udfff\ufeff",
]


@given(ANY_TEXT)
def test_nothing_harmful_passes(text: str) -> None:
    """Whatever a feed holds, no character that acts on a terminal gets through."""
    assert not set(HARMFUL) & set(clean(text))


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """The gate stands on the way in and on the way out."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("char", [c for c in HARMFUL if c not in "\r\x85"])
def test_a_harmful_character_is_seen_as_replaced(char: str) -> None:
    """It leaves a mark, so that one sees that something was there."""
    assert clean(f"a{char}b") == "a\ufffdb"


def test_newline_and_tab_stay_and_line_ends_become_newlines() -> None:
    """Text keeps its lines."""
    assert clean("a\tb\nc\r\nd\re") == "a\tb\nc\nd\ne"


def test_a_line_is_one_line() -> None:
    """A headline with a line end in it would break its row."""
    assert clean_line(" one\n two\tthree ") == "one two three"
