"""The first paint on a real terminal: what it shows is what Textual shows, and nothing flickers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.terminal import Terminal, dateline
from tui.drawing.listrows import row_height
from tui.library.frontdesk import Library
from tui.settings.file import set_value
from tui.system.paths import Paths
from tui.terminal import firstpaint


@pytest.fixture
def home(seeded: Paths, tmp_path: Path) -> Path:
    """A reader's folder with the bundled articles: a note, something to hear and to watch, a thread."""
    library = Library.open(seeded)
    noted, heard, watched, *others = library.listing().window(0, 5)
    library.threads.join([heard.id, *(other.id for other in others)], noted.id)
    library.notes.add(noted.id, "ask them")
    with library.database.write() as conn:
        for kind, story in (("audio", heard), ("video", watched)):
            conn.execute("UPDATE articles SET recording = ? WHERE row = ?", (kind, story.row))
        conn.execute("UPDATE thread_articles SET new = 3, source = article WHERE thread IS NOT NULL")
        conn.execute("UPDATE threads SET sources = 4")
    library.close()
    return tmp_path


def is_taken_over(terminal: Terminal) -> bool:
    """Whether Textual has drawn: it asks for mouse reports before that, the first paint never does.

    Its first frame is no whole one to the emulator where the terminal's answer comes later than that.
    """
    asked = terminal.raw.find(b"\x1b[?1003h")
    return asked >= 0 and len(terminal.raw) - asked > terminal.screen.columns * terminal.screen.lines


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (100, 30), (160, 50), (79, 12), (60, 20)])
def test_textual_takes_over_with_the_same_frame(home: Path, columns: int, rows: int) -> None:
    """Between the first paint and the running reader no cell changes in any frame."""
    with Terminal(dateline(), home=home, columns=columns, rows=rows) as terminal:
        terminal.wait(lambda: is_taken_over(terminal), 60)
        terminal.settle()
        assert_nothing_changed(terminal)


def assert_nothing_changed(terminal: Terminal) -> None:
    """Every frame since the first paint has the same cells."""
    first, *others = (*terminal.frames, terminal.cells())
    shown = "".join(cell[0] for row in first for cell in row)
    assert all(word in shown for word in ("Istanbul", "†", "♪", "▶", "+3", "3 new"))
    assert others
    rows, columns = terminal.screen.lines, terminal.screen.columns
    for frame in others:
        changed = [(y, x) for y in range(rows) for x in range(columns) if first[y][x] != frame[y][x]]
        assert not changed, f"{changed[:5]}: {[(first[y][x], frame[y][x]) for y, x in changed[:5]]}"


@pytest.mark.parametrize("columns", [60, 80])
def test_headlines_of_several_lines_are_the_same_in_both(home: Path, seeded: Paths, columns: int) -> None:
    """They are broken by the same rules, before and after Textual is there."""
    seeded.config_dir.mkdir(parents=True, exist_ok=True)
    seeded.config_file.write_text("ages = 'absolute'\n[list]\nlines = 3\n", encoding="utf-8")
    with Terminal(dateline(), home=home, columns=columns) as terminal:
        terminal.wait(lambda: is_taken_over(terminal))
        terminal.settle()
        terminal.send("q")
        assert terminal.end() == 0
    with Terminal(dateline(), home=home, columns=columns) as terminal:
        terminal.wait(lambda: is_taken_over(terminal), 60)
        terminal.settle()
        assert len(terminal.frames) >= 1
        assert_nothing_changed(terminal)


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "linux", "COLORTERM": None},
        {"TERM": "screen", "COLORTERM": None},
        {"TERM": "vt100", "COLORTERM": None},
        {"NO_COLOR": "1"},
    ],
    ids=["linux", "screen", "vt100", "no_color"],
)
@pytest.mark.parametrize("theme", ["dateline-dark", "dateline-light"])
def test_it_is_the_same_frame_with_few_colours_and_with_none(
    home: Path, seeded: Paths, env: dict[str, str | None], theme: str
) -> None:
    """The first start in a theme writes down what the next first paint needs, in whatever terminal."""
    set_value(seeded, "theme", theme)
    for surroundings in ({}, env):
        with Terminal(dateline(), home=home, env=surroundings, columns=100, rows=30) as terminal:
            terminal.wait(lambda: is_taken_over(terminal), 60)
            terminal.settle()
            terminal.send("q")
            terminal.settle()
    painted = terminal.raw.index(b"\x1b[?1003h")
    assert b"Istanbul" in terminal.raw[:painted]
    first, *others = terminal.frames
    assert others
    assert all(frame == first for frame in others)
    assert b"38;2;" not in terminal.raw
    assert b"38;5;" not in terminal.raw
    # The row under the cursor, and no other, is reversed.
    reversed_rows = [y for y, row in enumerate(first[1:-1]) if row[20][6]]
    assert reversed_rows == list(range(row_height(100, 2)))


def test_the_alternate_screen_is_entered_once(home: Path) -> None:
    """A second switch would blank the screen."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: is_taken_over(terminal))
        terminal.settle()
        assert terminal.raw.count(b"\x1b[?1049h") == 1
        assert b"\x1b[2J" not in terminal.raw


def test_keys_typed_before_textual_is_there_are_honoured(home: Path) -> None:
    """Who opens dateline and types `j` at once means it, and sees no stray `j`."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: len(terminal.frames) >= 1)
        assert b"\x1b[?1003h" not in terminal.raw
        terminal.send("jj")
        terminal.wait(lambda: "▌" in terminal.lines[3])
        assert "▌" not in terminal.lines[1]


def test_first_paint_needs_a_database(tmp_path: Path) -> None:
    """The very first start reads the bundled articles, and then shows them."""
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait("Istanbul")
        terminal.wait("enter open")


def test_quitting_gives_the_terminal_back(home: Path) -> None:
    """After `q` the shell is as it was."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: is_taken_over(terminal))
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.is_given_back()


def test_what_was_remembered_holds_for_the_configuration_it_was_made_from_alone(
    home: Path, seeded: Paths
) -> None:
    """One that was edited since may name another theme or other keys: the app itself says what it shows."""
    seeded.config_dir.mkdir(parents=True, exist_ok=True)
    seeded.config_file.write_text("[list]\nlines = 1\n", encoding="utf-8")
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: is_taken_over(terminal))
        terminal.settle()
        terminal.send("q")
        assert terminal.end() == 0

    def remembered() -> object:
        library = Library.open(seeded, readonly=True)
        with library.database.read() as conn:
            found = firstpaint.remembered(conn, seeded)
        library.close()
        return found

    known = remembered()
    assert isinstance(known, dict)
    assert known["lines"] == 1
    seeded.config_file.write_text("[list]\nlines = 3\n", encoding="utf-8")
    os.utime(seeded.config_file, (1_700_000_000, 1_700_000_000))
    assert remembered() is None
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: is_taken_over(terminal))
        terminal.settle()
        assert "Notre-Dame" in terminal.lines[3]
        for frame in terminal.frames:
            assert "Notre-Dame" in "".join(cell[0] for cell in frame[3])
