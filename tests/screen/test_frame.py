"""The frame: where panes stand and what rows and bars say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.calendar.ages import age
from tui.drawing.frame import (
    ListRow,
    ScopeCounts,
    footer,
    list_title,
    pane_title,
    panes,
    row_lines,
    thumb,
    too_small,
)
from tui.text.cells import cell_width

COUNTS = ScopeCounts(12, 9, 1)


def width_of(line: list[tuple[str, str]]) -> int:
    return sum(cell_width(text) for text, _ in line)


def text_of(line: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in line)


@given(st.integers(40, 500), st.booleans(), st.booleans(), st.sampled_from(["list", "reader", "sidebar"]))
def test_panes_fill_the_width_without_gap_or_overlap(width: int, sidebar: bool, zen: bool, pane: str) -> None:
    """A gap would show stale cells; an overlap would hide text."""
    at = 0
    for place in panes(width, sidebar=sidebar, zen=zen, pane=pane):
        if place:
            assert place[0] == at
            assert place[1] > 0
            at += place[1]
    assert at == width


@pytest.mark.parametrize(("width", "shown"), [(60, 1), (80, 2), (119, 2), (120, 3), (200, 3)])
def test_breakpoints_show_one_two_or_three_panes(width: int, shown: int) -> None:
    """As the design has it."""
    assert sum(place is not None for place in panes(width)) == shown


@pytest.mark.parametrize("pane", ["list", "reader", "sidebar"])
@pytest.mark.parametrize("width", [40, 79, 80, 119, 120, 200])
def test_the_pane_in_use_is_always_in_sight(width: int, pane: str) -> None:
    """Keys must never go to what one cannot see."""
    assert getattr(panes(width, pane=pane), pane) is not None


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=120),
    st.integers(4, 200),
    st.sampled_from([1, 2]),
    st.sampled_from(["", "cursor", "blur"]),
)
def test_rows_have_exactly_the_width_of_their_pane(
    headline: str, width: int, lines: int, cursor: str
) -> None:
    """Long, wide and empty headlines alike."""
    row = ListRow(headline, "Harbour Post", 0, False, True)
    drawn = row_lines(row, width, lines=lines, now=time.time(), cursor=cursor, matches=((0, 3),))
    assert [width_of(line) for line in drawn] == [width] * lines


def test_row_tells_unread_saved_and_cursor_without_colour() -> None:
    """A reader who sees no colours sees the marks."""
    row = ListRow("Talks open", "Harbour Post", 0, False, True)
    text = "".join(text_of(line) for line in row_lines(row, 40, lines=2, now=60, cursor="cursor"))
    assert "●" in text
    assert "★" in text
    assert "▌" in text
    assert "✎" not in text
    changed = ListRow("Talks open", "Harbour Post", 0, False, False, changed=True)
    marks = "".join(text_of(line) for line in row_lines(changed, 40, lines=2, now=60))
    assert ("✎" in marks, "★" in marks) == (True, False)
    read = ListRow("Talks open", "Harbour Post", 0, True, False)
    assert "●" not in "".join(text_of(line) for line in row_lines(read, 40, lines=2, now=60))


@pytest.mark.parametrize("lines", [1, 2])
def test_an_article_without_a_date_says_that_its_age_is_about_that(lines: int) -> None:
    """It is listed by when it arrived, and that is no news of when it was written."""
    row = ListRow("Talks open", "Harbour Post", 0, False, True, dated=False)
    drawn = row_lines(row, 40, lines=lines, now=7200)
    assert "~2h" in "".join(text_of(line) for line in drawn)
    assert [width_of(line) for line in drawn] == [40] * lines


@given(st.integers(1, 120), st.text(max_size=40), st.text(max_size=40))
def test_bars_have_exactly_their_width(width: int, words: str, status: str) -> None:
    """A bar that is too long pushes the next line down."""
    clean = "".join(c for c in words + status if c.isprintable())
    for line in (
        list_title(width, COUNTS, "all"),
        list_title(width, COUNTS, "entity", clean),
        pane_title(width, clean, "42%"),
    ):
        assert width_of(line) == width
    if width >= 4:
        assert width_of(footer(width, (("j", "down"), ("q", "quit")), clean)) == width


def test_title_shows_the_scopes_with_their_counts() -> None:
    """The scope and the count stand in the list's header."""
    assert text_of(list_title(40, COUNTS, "unread")).split() == ["All", "12", "Unread", "9", "Saved", "1"]


@given(st.integers(1, 60), st.integers(0, 10_000), st.integers(0, 10_000))
def test_scroll_mark_is_inside_and_moves_down(height: int, first: int, total: int) -> None:
    """The mark is always to be seen where there is more than a view, and never elsewhere."""
    first = min(first, max(0, total - height))
    marked = [y for y in range(height) if thumb(y, height, first, total)]
    assert bool(marked) == (total > height)
    if marked and first == total - height:
        assert marked[-1] == height - 1


def test_ages_grow_coarser() -> None:
    """Short ages tell more exactly than long ones."""
    now = 1_750_000_000
    minutes = [0, 5, 3 * 60, 2 * 24 * 60]
    assert [age(now - m * 60, now) for m in minutes] == ["now", "5m", "3h", "2d"]
    assert age(now - 400 * 86400, now)[-4:].isdigit()
    assert age(now + 86400 * 3, now)[-1].isalpha()


@given(st.integers(-(2**62), 2**62), st.integers(0, 2**40))
def test_age_of_any_moment_is_words(then: int, now: int) -> None:
    """A feed may state the year 300000."""
    assert 0 < len(age(then, now)) <= 12


def test_a_tiny_screen_is_too_small() -> None:
    """Forty by ten is enough."""
    assert too_small(39, 24)
    assert too_small(80, 9)
    assert not too_small(40, 10)


def test_an_excerpt_shows_what_was_found() -> None:
    """However far into its line the match is, and however narrow the pane."""
    words = "A long way before the word that was sought, the harbour, comes at last."
    at = words.index("harbour")
    row = ListRow("Headline", "Feed", 0, False, False)
    _, second = row_lines(row, 36, lines=2, now=60, excerpt=(words, ((at, at + 7),)))
    assert ("harbour", "row.match") in second
    assert width_of(second) == 36


@given(st.integers(1, 90))
def test_help_is_the_last_hint_to_go(width: int) -> None:
    """Who is lost in a narrow terminal has to be told how to ask."""
    hints = (("enter", "open"), ("c", "correct"), ("?", "help"), ("q", "quit"))
    line = footer(width, hints)
    text = "".join(words for words, _ in line)
    assert len(text) == width
    assert ("? help" in text) is (width >= len(" ? help"))
    assert ("q quit" in text) is (width >= len(" enter open  c correct  ? help  q quit"))
