"""The one gate for text (docs/safety.md, rule 1)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.safe import clean, clean_line

ANY_TEXT = st.text(st.characters(), max_size=80)
CONTROLS = [
    *map(chr, [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)]),
    *"\ud800\udfff",
]
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = [*DIRECTIONS, *"\xad\u200b\u2060\u2063\u206a\ufeff\ufff9\ufffb\U000e0001\U000e0041\U000e007f"]
HARMFUL = [*CONTROLS, *UNSEEN]


@given(ANY_TEXT)
def test_nothing_harmful_passes(text: str) -> None:
    """Whatever a feed holds, no character that acts on a terminal gets through."""
    assert not set(HARMFUL) & set(re.sub("\U0001f3f4[\U000e0030-\U000e007a]+\U000e007f", "", clean(text)))


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """The gate stands on the way in and on the way out."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("char", [c for c in CONTROLS if c not in "\r\x85"])
def test_a_harmful_character_is_seen_as_replaced(char: str) -> None:
    """It leaves a mark, so that one sees that something was there."""
    assert clean(f"a{char}b") == "a\ufffdb"


@pytest.mark.parametrize("char", UNSEEN)
def test_what_is_never_seen_is_dropped(char: str) -> None:
    """A mark of direction is no damage: it leaves nothing, and no word is parted by it."""
    assert clean(f"a{char}b") == "ab"
    assert clean_line(f"{char}Title{char} {char} two") == "Title two"


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # a zero-width non-joiner, which Persian is spelt with
        "क्\u200dष",  # a joiner in Devanagari
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",  # a family, one emoji of three
        "\u2764\ufe0f \u263a\ufe0e \u845b\U000e0100",  # variation selectors
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "non\xa0breaking\u202fblanks",
    ],
)
def test_what_letters_and_emoji_are_made_with_stays(text: str) -> None:
    """Without it they are other words, or other pictures."""
    assert clean(text) == text


def test_words_hidden_in_tags_are_dropped_but_for_flags() -> None:
    """Tags are letters that nobody sees: a text within a text."""
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "buy this")
    assert clean(f"News{hidden}") == "News"
    assert clean(f"\U0001f3f4{hidden}\U000e007f") == "\U0001f3f4"


@given(
    st.lists(st.sampled_from([*HARMFUL, "\n", "\r", "\U0001f3f4", "\U000e0067", "a"]), max_size=12).map(
        "".join
    )
)
def test_what_dropping_brings_together_is_clean_too(text: str) -> None:
    """A carriage return and a newline with a mark between them are one line end, at once."""
    assert clean(clean(text)) == clean(text)
    kept = clean(text).replace("\U0001f3f4\U000e0067\U000e007f", "")
    assert not set(HARMFUL) & set(re.sub("\U0001f3f4\U000e0067{1,6}\U000e007f", "", kept))


def test_newline_and_tab_stay_and_line_ends_become_newlines() -> None:
    """Text keeps its lines."""
    assert clean("a\tb\nc\r\nd\re") == "a\tb\nc\nd\ne"


def test_a_line_is_one_line() -> None:
    """A headline with a line end in it would break its row."""
    assert clean_line(" one\n two\tthree ") == "one two three"
