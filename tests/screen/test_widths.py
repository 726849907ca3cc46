"""Borders stand in their columns in any terminal, however it counts emoji and vowel signs."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal import Terminal, dateline
from tui.terminal import protocol
from tui.terminal.protocol import Counting, counting, placed
from tui.text.cells import cell_width, count_vowel_signs

_PIECE = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[(\d+)G|\x1b\[[0-9;]*m|(.)", re.DOTALL)


def by_the_c_library(text: str, at: int) -> int:
    """Each character for itself: vowel signs one cell, joined emoji two each."""
    char = text[at]
    if char in "\u200d\ufe0f" or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def by_letters_alone(text: str, at: int) -> int:
    """Signs take nothing, joined emoji are one."""
    joined = at > 0 and text[at - 1] == "\u200d"
    return 0 if joined or unicodedata.category(text[at]) == "Mc" else by_the_c_library(text, at)


def columns(frame: str, counts: Callable[[str, int], int]) -> dict[str, int]:
    """Return where a terminal that counts so has drawn each border, by the border."""
    column, found = 1, {}
    for piece in _PIECE.finditer(frame):
        if piece[2] or piece[3]:
            column = int(piece[2] or piece[3])
        elif piece[4] is not None:
            if piece[4] in "│┃":
                found[piece[4]] = column
            column += counts(frame, piece.start())
    return found


@pytest.mark.parametrize("counts", [by_the_c_library, by_letters_alone])
@given(st.text("नई दिल्ली தமிழ் বাংলা👩\u200d👧❤\ufe0f🇩🇪日本 ab", max_size=20))
def test_what_follows_a_doubtful_text_stands_in_its_column(
    counts: Callable[[str, int], int], text: str
) -> None:
    """A headline in Hindi must not bend the border beside it, in whatever terminal."""
    frame = f"\x1b[3;5H\x1b[0m{text}\x1b[1m│\x1b[0m{text}\x1b[1m┃"
    width = cell_width(text)
    assert columns(placed(frame), counts) == {"│": 5 + width, "┃": 6 + 2 * width}


@given(st.text("abc ─│é—’●★日本語한국어", max_size=60))
def test_a_frame_without_doubtful_texts_is_left_alone(text: str) -> None:
    """What all terminals count alike costs nothing."""
    frame = f"\x1b[1;1H\x1b[0m{text}"
    assert placed(frame) == frame


def test_where_a_link_leads_takes_no_cells() -> None:
    """It is told to the terminal between the words, and is as long as it likes."""
    there, back = "\x1b]8;id=1;https://example.org/a-long-address-of-many-letters\x1b\\", "\x1b]8;;\x1b\\"
    for end in ("\x1b\\", "\x07"):
        opened, closed = there.replace("\x1b\\", end), back.replace("\x1b\\", end)
        assert placed(f"\x1b[1;3H{opened}\x1b[4mका\x1b[0m{closed}│") == (
            f"\x1b[1;3H{opened}\x1b[4m  \x1b[3Gका\x1b[5G\x1b[0m{closed}│"
        )


def test_what_stood_there_before_does_not_show_in_the_gap() -> None:
    """Where the terminal counts less than we do, blanks fill the difference."""
    assert placed("\x1b[1;3Hका│") == "\x1b[1;3H   \x1b[3Gका│\x1b[6G"


def test_joined_emoji_are_shown_as_the_first_where_the_terminal_does_not_join() -> None:
    """Four cells of people would be drawn over the words behind them."""
    try:
        counting.heed((2, 1, 4))
        assert "👩 ❤ 👍 x" in placed("\x1b[1;1H👩\u200d👩\u200d👧 ❤\ufe0f 👍\U0001f3fd x")
        counting.heed((2, 2, 2))
        assert "👩\u200d👩\u200d👧" in placed("\x1b[1;1H👩\u200d👩\u200d👧")
    finally:
        counting.joins = Counting.joins


def test_a_terminal_that_gives_vowel_signs_no_cell_is_believed() -> None:
    """Asked, it answers: then there is no gap."""
    try:
        assert Counting().heed((1, 2, 2))
        assert cell_width("का") == 1
        assert not Counting().heed((1, 2, 2))
    finally:
        assert count_vowel_signs(1)
    assert cell_width("का") == 2


def test_what_a_terminal_says_holds_also_before_the_first_text_that_needs_it() -> None:
    """A process that has measured nothing yet is told, and then measures: it goes by what it was told."""
    asked = "from tui.text.cells import cell_width, count_vowel_signs as count; "
    asked += "print(count(0), cell_width('का'), count(1), cell_width('का'))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.split() == ["True", "1", "True", "2"]


HINDI = """\
<rss version="2.0"><channel><title>समाचार</title><item><guid>1</guid>
<title>नई दिल्ली में प्रधानमंत्री ने कहा कि देश की अर्थव्यवस्था बढ़ रही है और आगे</title>
<description>नई दिल्ली में प्रधानमंत्री ने कहा कि देश की अर्थव्यवस्था बढ़ रही है।</description></item></channel></rss>
"""


def test_the_reader_asks_once_and_keeps_its_borders(tmp_path: Path) -> None:
    """On a real terminal: the question, its answers, and the rows of a Hindi story."""
    (tmp_path / "home" / "data" / "seeds").mkdir(parents=True)
    (tmp_path / "home" / "data" / "seeds" / "hindi.xml").write_text(HINDI, encoding="utf-8")
    with Terminal(dateline(), home=tmp_path, columns=100, rows=24) as screen:
        screen.wait(r"Unread 13")
        screen.wait(lambda: screen.raw.count(b"\x1b[6n") == protocol.ANSWERS)
        screen.settle()
        screen.send("\r")
        screen.wait("Unread 12")
        screen.settle()
        rows = list(enumerate(screen.screen.display))[1:]
        hindi = next(y for y, line in rows if "नई" in line)
        plain = next(y for y, line in rows if "Istanbul" in line)
        borders = [[x for x in range(100) if screen.screen.buffer[y][x].data in "│┃"] for y in (hindi, plain)]
        assert borders[0] == borders[1] != []
        screen.send("\x1b[2;2R\x1b[2;3R\x1b[2;3R")
        screen.send("qq")
        assert screen.end() == 0
        assert screen.is_given_back()
        assert screen.raw.count(b"\x1b[6n") == protocol.ANSWERS
