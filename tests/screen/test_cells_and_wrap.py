"""Texts measured, cut and broken in cells: everything on the screen rests on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.cells import cell_width, cut, fit
from tui.wrap import column_widths, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
WORDS = st.text("ab é北👩\u0301 -’", max_size=80)


@given(TEXTS)
def test_width_is_what_textual_will_draw(text: str) -> None:
    """The first paint and Textual must agree on every cell."""
    assert cell_width(text) == cell_len(text)


@given(TEXTS | WORDS, st.integers(1, 40))
def test_fit_fills_its_cells_exactly(text: str, cells: int) -> None:
    """A row one cell too long would break the pane beside it."""
    assert cell_width(fit(text, cells)) == cells


@given(TEXTS | WORDS, st.integers(0, 40))
def test_cut_is_a_beginning_that_fits(text: str, cells: int) -> None:
    """Half a wide character is no character."""
    shortened = cut(text, cells)
    assert text.startswith(shortened)
    assert cell_width(shortened) <= cells


def test_long_headline_ends_in_an_ellipsis() -> None:
    """One sees that there is more."""
    assert fit("A headline that goes on", 10) == "A headlin…"


@given(WORDS, st.integers(1, 30))
def test_wrap_loses_no_word_and_keeps_to_its_width(text: str, width: int) -> None:
    """No text is lost between the lines, whatever the script."""
    spans = wrap(text, width)
    joined = "".join(text[start:end] for start, end in spans)
    assert [c for c in joined if not c.isspace()] == [c for c in text if not c.isspace()]
    for start, end in spans:
        assert cell_width(text[start:end]) <= max(width, 2)


def test_wrap_breaks_at_blanks_and_newlines() -> None:
    """The plain case, to be seen at a glance."""
    text = "one two three\nfour"
    assert [text[a:b] for a, b in wrap(text, 8)] == ["one two", "three", "four"]


def test_wrap_breaks_a_word_that_is_too_long() -> None:
    """An address of 200 characters must not push the text out of its pane."""
    text = "x" * 25
    assert [b - a for a, b in wrap(text, 10)] == [10, 10, 5]


def test_columns_share_the_room_and_the_widest_gives_way() -> None:
    """A table stays inside the text column."""
    widths = column_widths([["City", "a very long remark that goes on"], ["Oslo", "short"]], 20)
    assert sum(widths) + 2 <= 20
    assert widths[0] == 4
