"""What is said to the terminal: all of it or an error, its mode given back, each text in its column."""

from __future__ import annotations

import itertools
import os
import pty
import re
import termios
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tests.builders import build_headline
from tests.screen.builders import alone, drawn
from tests.screen.test_panes import Stories
from tui.drawing import looks
from tui.drawing.frame import ScopeCounts
from tui.drawing.listrows import ListRow, row_height
from tui.terminal import protocol
from tui.terminal.firstpaint import opening_screen, opening_values
from tui.text.cells import cell_width
from tui.widgets.article_list import ArticleList


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """A terminal: its screen's end and its program's."""
    master, slave = pty.openpty()
    yield master, slave
    for end in (master, slave):
        os.close(end)


# ── its mode ──────────────────────────────────────────────────────────────────────────────────


def test_keys_are_neither_echoed_nor_kept_for_a_line_and_the_mode_before_is_returned(
    terminal: tuple[int, int],
) -> None:
    """What is typed over the first paint must not be drawn into it, and return stays return."""
    master, slave = terminal
    before = termios.tcgetattr(slave)
    assert protocol.hush(slave) == before
    os.write(master, b"j\r\x13q")
    assert os.read(slave, 10) == b"j\r\x13q"
    os.set_blocking(master, False)
    with pytest.raises(BlockingIOError):
        os.read(master, 1)
    termios.tcsetattr(slave, termios.TCSANOW, before)
    assert termios.tcgetattr(slave)[3] & termios.ECHO


def test_what_is_no_terminal_is_left_alone() -> None:
    reading, writing = os.pipe()
    try:
        assert protocol.hush(reading) is None
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ({"COLORTERM": "truecolor"}, 1 << 24),
        ({"COLORTERM": " 24bit "}, 1 << 24),
        ({"COLORTERM": "truecolor", "TERM": "linux"}, 1 << 24),
        ({"TERM": "xterm-kitty"}, 1 << 24),
        ({"TERM": "foot"}, 1 << 24),
        ({"TERM": "xterm-256color"}, 256),
        ({"COLORTERM": "256color", "TERM": "tmux-256color"}, 256),
        ({"TERM": "linux"}, 16),
        ({"TERM": "screen"}, 16),
        ({"TERM": "nosuch-terminal"}, 16),
        ({}, 16),
        ({"TERM": "vt100"}, 0),
        ({"TERM": "vt220"}, 0),
        ({"TERM": "xterm-mono"}, 0),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, 0),
        ({"COLORTERM": "truecolor", "NO_COLOR": ""}, 1 << 24),
    ],
)
def test_a_terminal_says_itself_how_many_colours_it_has(
    said: dict[str, str], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And Textual is told the same."""
    for name in ("COLORTERM", "TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert protocol.colours() == count
    protocol.announce(count)
    assert protocol.colours() == count
    console = Console(force_terminal=True)
    systems = {0: None, 16: "standard", 256: "256", 1 << 24: "truecolor"}
    assert bool(os.environ.get("NO_COLOR")) == (count == 0)
    if count:
        assert console.color_system == systems[count]


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def test_a_slow_terminal_gets_all_of_it_in_its_order() -> None:
    """Non-blocking, as another program may have left it."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    sent = bytes(range(256)) * 4_000
    got = bytearray()

    def read() -> None:
        while len(got) < len(sent):
            got.extend(os.read(reading, 50_000))

    reader = threading.Thread(target=read)
    reader.start()
    protocol.write_all(writing, sent)
    reader.join(20)
    assert bytes(got) == sent
    os.close(reading)
    os.close(writing)


def test_a_terminal_that_takes_nothing_is_not_waited_for_for_ever() -> None:
    """Leaving must be possible."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with pytest.raises(BlockingIOError):
        protocol.write_all(writing, b"x" * 1_000_000, 0.05)
    os.close(reading)
    with pytest.raises(BrokenPipeError):
        protocol.write_all(writing, b"x")
    os.close(writing)


# ── columns ───────────────────────────────────────────────────────────────────────────────────

TEXTS = st.text("ab नि❤\ufe0f👩\u200d北│", min_size=1, max_size=12)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 60), TEXTS), max_size=5))
def test_placing_loses_no_letter_and_changes_no_row(rows: list[tuple[int, int, str]]) -> None:
    """Only blanks and moves within a row are put in: whatever a terminal counts, its text is there."""
    frame = "".join(f"\x1b[{y};{x}H\x1b[1m{text}" for y, x, text in rows)
    placed = protocol.placed(frame)
    assert protocol.placed("") == ""
    moves = re.findall(r"\x1b\[\d+;\d+H", placed)
    assert moves == [f"\x1b[{y};{x}H" for y, x, _ in rows]
    bare = re.sub(r"\x1b\[[\d;]*[GHm]", "", placed)
    assert bare.replace(" ", "") == "".join(text for _, _, text in rows).replace(" ", "")
    for part, (_, x, text) in zip(re.split(r"\x1b\[\d+;\d+H", placed)[1:], rows, strict=True):
        columns = re.findall(r"\x1b\[(\d+)G", part)
        assert not columns or int(columns[-1]) == x + cell_width(text)


@pytest.mark.parametrize(
    ("frame", "placed"),
    [
        ("\x1b[1;1H👩\r\n👩", "\x1b[1;1H  \x1b[1G👩\x1b[3G\r\n  \x1b[1G👩\x1b[3G"),
        ("👩", "👩"),
        ("\x1b[;5H👩", "\x1b[;5H  \x1b[5G👩\x1b[7G"),
        ("\x1b[2;H👩", "\x1b[2;H  \x1b[1G👩\x1b[3G"),
    ],
)
def test_a_column_is_known_from_where_the_cursor_was_put(frame: str, placed: str) -> None:
    """After a line's end it is the first; where nobody has put it, nothing is placed."""
    assert protocol.placed(frame) == placed


# ── the screen as it opens ────────────────────────────────────────────────────────────────────


def rows_of(count: int) -> list[ListRow]:
    stories = [build_headline(f"Story {n}", row=n) for n in range(count)]
    return [ListRow(story.headline, story.feed, story.listed_at, False, False) for story in stories]


@pytest.mark.parametrize("width", [40, 60, 79, 80, 100, 119, 120, 149, 150, 220])
@pytest.mark.parametrize(("lines", "sidebar"), [(1, True), (2, True), (2, False), (3, True)])
def test_the_first_frame_has_every_cell_at_any_width(width: int, lines: int, sidebar: bool) -> None:
    """Rows that are too many are cut off, those that are too few followed by blanks."""
    opening = opening_values("", looks.DARK, lines=lines, sidebar=sidebar)
    for count, height in ((0, 10), (3, 24), (60, 25)):
        screen = opening_screen(rows_of(count), ScopeCounts(count, count, 0), opening, width, height)
        assert len(screen) == height
        assert {sum(cell_width(text) for text, _ in line) for line in screen} == {width}
        assert {look for line in screen for _, look in line} <= set(looks.LOOKS)
        text = "\n".join("".join(words for words, _ in line) for line in screen)
        assert ("No stories here." in text) is (count == 0)
        assert text.count("▌") == min(count, 1) * row_height(width, lines)
        assert text.split("\n")[-1].strip()


async def test_the_first_frames_list_is_the_pane_cell_by_cell() -> None:
    """The change of hands is not to be seen: same rows, same cursor, same edge."""
    for lines, width in itertools.product((1, 2, 3), (60, 79, 80, 120, 170)):
        pane = ArticleList(lines=lines)
        pane.edged = False
        opening = opening_values("", looks.DARK, lines=lines)
        async with alone(pane, size=(width, 22)):
            pane.show(Stories(50), "all")
            screen = opening_screen(rows_of(50), ScopeCounts(50, 50, 0), opening, width, 24)
            painted = ["".join(text for text, _ in line) for line in screen]
            assert drawn(pane) == painted[1:-1]


@pytest.mark.parametrize(("scope", "words"), [("unread", "All read."), ("saved", "Nothing saved yet.")])
def test_an_empty_scope_opens_with_its_own_words(scope: str, words: str) -> None:
    opening = opening_values("", looks.DARK, scope=scope, keys={"help": "f5"})
    screen = opening_screen([], ScopeCounts(12, 0, 0), opening, 120, 24)
    text = "\n".join("".join(part for part, _ in line) for line in screen)
    assert words in text
    assert "All 12  Unread 0" in text
    assert "f5 help" in text
