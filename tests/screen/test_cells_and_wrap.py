"""Texts measured, cut and broken in cells: everything on the screen rests on it."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text.cells import cell_width, count_vowel_signs, cut, fit
from tui.text.wrap import column_widths, columns_are_legible, hard_cuts, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
WORDS = st.text("ab é北👩\u0301 -’", max_size=80)


@given(TEXTS | st.text("दिल्ली தமிழ் ক\u200d👩", max_size=20))
def test_width_is_what_textual_will_draw(text: str) -> None:
    """The first paint and Textual must agree on every cell."""
    assert cell_width(text) == cell_len(text)


def test_vowel_signs_beside_their_letter_have_a_cell_as_in_the_c_library() -> None:
    """Counted as none, a Hindi headline pushes the border out of its column in xterm, VTE and tmux."""
    assert cell_width("का") == 2
    assert cell_width("नई दिल्ली में प्रधानमंत्री ने कहा") == 26
    assert cell_width("தமிழ்நாடு முதலமைச்சர்") == 18
    assert cell_width("မြန်မာနိုင်ငံ") == 8


@given(st.text("दिल्ली தமிழ் ক👩\u200d❤\ufe0fa", max_size=30), st.integers(0, 20))
def test_cut_leaves_no_letter_without_its_signs(text: str, cells: int) -> None:
    """A vowel sign alone at the end of a headline is drawn on a dotted circle."""
    rest = text[len(cut(text, cells)) :]
    assert not rest or unicodedata.category(rest[0]) not in ("Mc", "Mn") or not cut(text, cells)


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


@example("\u094d0", 0)
@example("\u094d0", 1)
@given(TEXTS | st.text("दिल्ली ক\u200d👩北é", max_size=20), st.integers(0, 30))
def test_cut_takes_all_that_fits(text: str, cells: int) -> None:
    """One letter more would be too much: no headline loses a word to a cell that stays empty."""
    shortened = cut(text, cells)
    rest = text[len(shortened) :]
    more = next((n for n in range(1, len(rest)) if unicodedata.category(rest[n])[0] != "M"), len(rest))
    joined = any(char in "\u200d\ufe0e\ufe0f" for char in text)
    if cells == 0:
        assert shortened == ""
    else:
        assert not rest or joined or cell_width(shortened + rest[:more]) > cells


@pytest.mark.parametrize("cells", [0, -1])
def test_no_cells_hold_nothing(cells: int) -> None:
    """A pane that is drawn while it is being resized may have none."""
    assert fit("words", cells) == ""
    assert fit("北京", cells) == ""


def test_what_stands_at_the_right_is_filled_at_the_left() -> None:
    """Ages and counts end in one column."""
    assert fit("3h", 6, right=True) == "    3h"
    assert fit("北京", 6, right=True) == "  北京"
    assert fit("three hours", 6, right=True) == "three…"


def test_a_vowel_sign_takes_what_the_terminal_says() -> None:
    """All that is drawn follows, and it is told only where something changed."""
    try:
        assert count_vowel_signs(0)
        assert not count_vowel_signs(0)
        assert (cell_width("का"), cell_len("का")) == (1, 1)
    finally:
        assert count_vowel_signs(1)
    assert not count_vowel_signs(1)
    assert (cell_width("का"), cell_len("का")) == (2, 2)


# ── code ──────────────────────────────────────────────────────────────────────────────────────


@given(WORDS | TEXTS, st.integers(-1, 20))
def test_a_line_of_code_is_cut_where_the_pane_ends(line: str, width: int) -> None:
    """Blanks and all: nothing is left out, and all but the last say that the line goes on."""
    spans = hard_cuts(line, width)
    assert "".join(line[start:end] for start, end, _ in spans) == line
    assert [goes_on for *_, goes_on in spans] == [True] * (len(spans) - 1) + [False]
    assert all(start < end for start, end, _ in spans) or not line
    assert all(end - start == 1 or cell_width(line[start:end]) <= max(1, width) for start, end, _ in spans)


def test_code_of_letters_alone_fills_each_line() -> None:
    assert hard_cuts("x" * 25, 10) == [(0, 10, True), (10, 20, True), (20, 25, False)]
    assert hard_cuts("x" * 20, 10) == [(0, 10, True), (10, 20, False)]
    assert hard_cuts("", 10) == [(0, 0, False)]


@given(st.text("ab éx\n-’", max_size=80), st.integers(1, 30))
def test_a_line_takes_every_word_that_has_room(text: str, width: int) -> None:
    """Of what is parted by blanks, the next word would have stuck out."""
    spans = wrap(text, width)
    for (start, end), (after, _) in itertools.pairwise(spans):
        if end < after and "\n" not in text[end:after]:
            word = text[after:].split()[0]
            assert after + len(word) - start > width


# ── scripts without blanks ────────────────────────────────────────────────────────────────────


def lines(text: str, width: int) -> list[str]:
    """The lines a text is broken into."""
    return [text[start:end] for start, end in wrap(text, width)]


def test_japanese_fills_its_lines_and_begins_none_with_a_closing_mark() -> None:
    """As every book does: 。」ー and small kana stay with what they close."""
    text = "日本語の本文。「東京」で地震がありました。ニュース、チェック！"
    assert lines(text, 14) == [
        "日本語の本文。",
        "「東京」で地震",
        "がありました。",
        "ニュース、",
        "チェック！",
    ]


def test_a_latin_word_within_japanese_stays_whole() -> None:
    """COVID is one word, wherever it stands."""
    assert lines("感染症COVID-19感染者数", 12) == ["感染症", "COVID-19感染", "者数"]


def test_thai_breaks_before_a_leading_vowel() -> None:
    """Thai has no blanks between words; a vowel written before its consonant begins a syllable."""
    assert lines("ประเทศไทยเศรษฐกิจโตขึ้น", 12) == ["ประเทศไทย", "เศรษฐกิจโตขึ้น"]


def test_burmese_and_khmer_break_between_syllables() -> None:
    """Never before a consonant that closes its syllable or is written below another."""
    assert lines("မြန်မာနိုင်ငံ", 5) == ["မြန်မာ", "နိုင်ငံ"]
    assert all(not line.startswith(("\u17d2", "្")) for line in lines("ព្រះរាជាណាចក្រកម្ពុជា", 4))


def test_korean_breaks_at_its_blanks() -> None:
    """Korean has blanks: a word is not torn while there is another line."""
    assert lines("대한민국 정부는 오늘", 16) == ["대한민국 정부는", "오늘"]


UNSPACED = st.text("日本語、。「」ーっabc 1(ไทยเทศက်မာកម្ពុ한", max_size=60)


@given(UNSPACED, st.integers(2, 30))
def test_no_letter_is_lost_in_scripts_without_blanks(text: str, width: int) -> None:
    """Whatever is mixed, the lines together are the text, and none is too wide."""
    joined = "".join(lines(text, width))
    assert joined.replace(" ", "") == text.replace(" ", "")
    assert all(cell_width(line) <= width for line in lines(text, width))


# ── tables ────────────────────────────────────────────────────────────────────────────────────


def x(cells: int) -> str:
    return "x" * cells


@pytest.mark.parametrize(
    ("row", "room", "widths"),
    [
        ([x(40)] * 3, 67, [21, 21, 21]),
        ([x(33)] * 4, 72, [17, 17, 16, 16]),
        ([x(4), x(60), x(60)], 72, [4, 32, 32]),
        (["one two three four", "a " * 30], 20, [9, 9]),
        (["unbreakable", "a " * 30], 18, [11, 5]),
        (["日本語" * 9, "日本語" * 9], 42, [20, 20]),
        ([x(200), "a b c d e f g h i j k l m n o p q r s t u v w"], 62, [30, 30]),
        (["a", "b"], 72, [1, 1]),
        ([], 72, []),
    ],
)
def test_columns_of_like_width_get_like_room(row: list[str], room: int, widths: list[int]) -> None:
    """One that needs less gives way to the others; words stay whole where these can spare the room."""
    assert column_widths([row], room) == widths


CELLS = st.text("abcdefgh 北é-", max_size=70)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=4), st.integers(12, 90))
def test_no_column_starves_while_another_has_more_than_its_share(rows: list[list[str]], room: int) -> None:
    """All of the room is given out, and none is wider than what stands in it."""
    widths = column_widths(rows, room)
    count = len(widths)
    wanted = [max([1, *(cell_width(row[n]) for row in rows if n < len(row))]) for n in range(count)]
    words = [
        max([1, *(cell_width(word) for row in rows if n < len(row) for word in row[n].split())])
        for n in range(count)
    ]
    assert all(1 <= width <= most for width, most in zip(widths, wanted, strict=True))
    free = max(count, room - 2 * (count - 1))
    assert sum(widths) == min(free, sum(wanted))
    for n in range(count):
        for m in range(count):
            if widths[n] < wanted[n] and widths[m] > widths[n] + 1:
                assert widths[m] <= words[m]  # it has more for the sake of a word


def test_columns_can_be_read_while_words_are_whole_or_in_long_pieces() -> None:
    """Figures may stand close; scraps of words may not."""
    assert columns_are_legible([["2019", "2020"]], [4, 4])
    assert columns_are_legible([[x(40)]], [12])
    assert not columns_are_legible([[x(40)]], [11])
    assert not columns_are_legible([["Goals", "Matches"]], [5, 6])
