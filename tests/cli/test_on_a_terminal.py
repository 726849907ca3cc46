"""The command line on a real terminal: bold where it helps, cut where it ends, plain where asked."""

from __future__ import annotations

import errno
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import Shell
from tui.text.cells import cell_width


def on_terminal(home: Path, *arguments: str, columns: int = 70, **env: str) -> list[str]:
    """Run a command whose standard output is a terminal; return the lines it printed there."""
    ours, theirs = pty.openpty()
    settings = {"TERM": "xterm-256color", "COLUMNS": str(columns), "DATELINE_HOME": str(home), **env}
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, **settings},
    )
    os.close(theirs)
    shown = bytearray()
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError as error:  # Linux says so where the other side is closed
        if error.errno != errno.EIO:
            raise
    finally:
        os.close(ours)
    assert process.wait(timeout=30) == 0
    return shown.decode().replace("\r\n", "\n").splitlines()


@pytest.fixture
def home(stories: Shell, tmp_path: Path) -> Path:
    """Two articles, the first of them read, one with a wide headline."""
    (tmp_path / "wide.md").write_text(f"---\ntitle: {'東京で会談' * 12}\ndate: 2025-06-01\n---\n\n言葉\n")
    stories("import", tmp_path / "wide.md")
    stories("read", stories("list", "--json").json()[1]["id"], "--mark")
    return stories.home


def articles(lines: list[str]) -> list[str]:
    """Lines of a list without the bundled seeds, which a process of its own reads."""
    return [line for line in lines if " Documents " in line]


def test_a_list_ends_at_the_edge_and_unread_is_bold(home: Path) -> None:
    """One line a story, whatever its length; what is new stands out, and by a mark too."""
    lines = articles(on_terminal(home, "list", "--limit", "0"))
    assert len(lines) == 3
    for line in lines:
        assert line.startswith("\x1b[1m") == ("●" in line)
        assert cell_width(line.removeprefix("\x1b[1m").removesuffix("\x1b[0m")) <= 70
    assert "".join(lines).count("●") == 2
    assert any("…" in line for line in lines)


@pytest.mark.parametrize("plainly", [["list", "--plain"], ["--plain", "list"], ["--plain"]])
def test_plain_has_no_controls_and_cuts_nothing(home: Path, plainly: list[str]) -> None:
    """What a screen reader gets."""
    lines = articles(on_terminal(home, *plainly))
    assert "\x1b" not in "".join(lines)
    assert any("東京で会談" * 12 in line for line in lines)


def test_no_color_is_honoured(home: Path) -> None:
    """A non-empty one: the words still say what is unread."""
    assert "\x1b" not in "".join(on_terminal(home, "list", NO_COLOR="1"))


def test_a_dumb_terminal_gets_plain_headlines(home: Path) -> None:
    """`dateline` itself, where no screen can be drawn."""
    lines = on_terminal(home, TERM="dumb")
    assert "\x1b" not in "".join(lines)
    assert articles(lines)


def test_an_article_fits_the_terminal(home: Path, stories: Shell) -> None:
    """Broken between words, not by the terminal."""
    id_ = stories("list", "--json").json()[1]["id"]
    assert all(len(line) <= 40 for line in on_terminal(home, "read", id_, columns=40) if "http" not in line)


@pytest.mark.parametrize("columns", [80, 44])
def test_facts_are_broken_between_words_beneath_one_another(home: Path, columns: int) -> None:
    """A sentence as it stands, a check, a feed; an address that is longer than a line stays whole."""
    id_ = on_terminal(home, "search", "istanbul", "--plain")[0][:12]
    words = on_terminal(home, "names", id_, columns=columns)
    assert any(line.startswith("      ") and line.strip() for line in words)
    assert all(cell_width(line) <= columns for line in words)
    checks = on_terminal(home, "doctor", columns=columns)
    assert all(cell_width(line) <= columns or "/" in line for line in checks)
    plain = on_terminal(home, "--plain", "names", id_, columns=columns)
    assert plain == on_terminal(home, "names", id_, columns=1000)


def test_a_book_is_not_thrown_at_a_terminal(home: Path, stories: Shell) -> None:
    """Its bytes would be obeyed."""
    stories("save", stories("list", "--json").json()[0]["id"])
    with pytest.raises(AssertionError):
        on_terminal(home, "export", "--format", "epub")
