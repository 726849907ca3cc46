"""Where dateline runs: it opens or says why not, and gives the terminal back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import ROOT, Terminal, dateline
from tui.system.paths import Paths

AS_NOBODY = """
import os, pwd, sys
def nobody(_):
    raise KeyError("no such user")
pwd.getpwuid = nobody
from tui.__main__ import main
sys.exit(main([]))
"""
"""The reader, as one whom no list of users knows."""


@pytest.fixture
def home(seeded: Paths, tmp_path: Path) -> Path:
    """The folder of a reader who has the bundled articles."""
    return tmp_path


def has_begun(terminal: Terminal) -> bool:
    """Whether Textual has taken the terminal over."""
    return b"\x1b[?2004h" in terminal.raw


def reads_and_quits(terminal: Terminal) -> None:
    """Open a story, go back, and leave."""
    terminal.wait(lambda: has_begun(terminal))
    terminal.wait("Istanbul")
    terminal.send("\r")
    terminal.wait("May 2025|min|words|Kyiv")
    terminal.send("qq")
    assert terminal.end() == 0
    assert terminal.is_given_back()


# ── encodings ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("truecolor", [True, False])
@pytest.mark.parametrize("encoding", ["iso-8859-1", "ascii", "koi8-r"])
def test_a_terminal_that_is_not_utf_8_is_drawn_on(home: Path, encoding: str, truecolor: bool) -> None:
    """With letters of its own for what it lacks, from the first paint on; what is typed is in it too."""
    env = {"PYTHONIOENCODING": encoding, "COLORTERM": "truecolor" if truecolor else None}
    with Terminal(dateline(), home=home, env=env, columns=100, rows=30) as terminal:
        terminal.stream.select_other_charset("@")
        terminal.wait(lambda: has_begun(terminal))
        terminal.wait("Istanbul")
        terminal.settle()
        assert "THE DATELINE" in terminal.text
        terminal.send("\r")
        terminal.wait(lambda: all(line[35] == "|" for line in terminal.lines[1:-1]))
        terminal.send("q/")
        terminal.wait("search words")
        os.write(terminal.master, b"caf\xe9")
        terminal.wait("caf.")
        terminal.send("\x1b")
        terminal.wait(lambda: "search caf" not in terminal.text)
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.is_given_back()


def test_typed_bytes_that_are_no_letters_end_nothing(home: Path) -> None:
    """A paste from a file in another encoding."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: has_begun(terminal))
        os.write(terminal.master, b"\xff\xe9\xc3")
        terminal.settle()
        reads_and_quits(terminal)


# ── terminals that go ─────────────────────────────────────────────────────────────────────────


def test_a_terminal_that_is_closed_ends_the_reader_also_where_hanging_up_is_ignored(home: Path) -> None:
    """`nohup dateline`: it must neither spin nor stay."""

    def ignore() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with Terminal(dateline(), home=home, prepare=ignore) as terminal:
        terminal.wait(lambda: has_begun(terminal))
        terminal.settle()
        os.close(terminal.slave)
        os.close(terminal.master)
        terminal.master, terminal.slave = os.pipe()
        assert terminal.process.wait(timeout=10) == 128 + signal.SIGHUP


def test_a_terminal_that_does_not_wait_is_waited_for(home: Path) -> None:
    """Another program on the same terminal has left it so that a full one refuses what is written."""
    with Terminal(dateline(), home=home, columns=200, rows=60) as terminal:
        terminal.wait(lambda: has_begun(terminal))
        terminal.settle()
        os.set_blocking(terminal.slave, False)
        for _ in range(40):
            terminal.send("\x1b[B")  # nobody takes in what is drawn meanwhile
        terminal.settle()
        terminal.send("?")
        terminal.wait("every key|[Kk]eys")
        terminal.send("qq")
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.is_given_back()


# ── homes ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({"HOME": None, "DATELINE_HOME": None}, "There is no home folder: set HOME, or DATELINE_HOME"),
        ({"HOME": "here", "DATELINE_HOME": None}, "There is no home folder"),
        ({"DATELINE_HOME": "~nobody-of-that-name/x"}, "nobody can say where that is"),
        ({"DATELINE_HOME": "/dev/null/x"}, "Not a directory"),
    ],
)
def test_a_home_that_is_none_is_said_in_one_line(
    tmp_path: Path, env: dict[str, str | None], told: str
) -> None:
    """No traceback, and no folder named ~."""
    with Terminal([sys.executable, "-c", AS_NOBODY], home=tmp_path, env=env, columns=150) as terminal:
        assert terminal.end() == 1
        assert terminal.text.strip().startswith("dateline: ")
        assert told in terminal.text
        assert terminal.is_given_back() or b"\x1b[?1049h" not in terminal.raw


# ── all kinds of surroundings ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "nosuch-terminal", "COLORTERM": None, "LANG": None},
        {"NO_COLOR": "1", "LC_ALL": "C", "TZ": "Nowhere/Land"},
        {"PYTHONOPTIMIZE": "2", "PYTHONWARNINGS": "error", "LC_ALL": "xx_YY.UTF-8"},
        {"COLUMNS": "-5", "LINES": "0", "XDG_CONFIG_HOME": "relative"},
    ],
    ids=lambda env: ",".join(env),
)
def test_it_opens_in_odd_surroundings(home: Path, env: dict[str, str | None]) -> None:
    """A terminal, locale, zone or Python that is not the usual one."""
    with Terminal(dateline(), home=home, env=env) as terminal:
        reads_and_quits(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_ending_signal_gives_the_terminal_back_after_storms_of_resizing(home: Path, number: int) -> None:
    """From one cell to five hundred columns, and to sleep and back."""
    with Terminal(dateline(), home=home) as terminal:
        terminal.wait(lambda: has_begun(terminal))
        terminal.wait("Istanbul")
        for columns, rows in ((1, 1), (500, 60), (2, 50), (300, 1), (100, 30)):
            terminal.resize(columns, rows)
            terminal.pump(0.05)
        terminal.wait("Istanbul")
        terminal.settle()
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.wait(lambda: terminal.raw.endswith(b"\x1b[?1004l"))
        terminal.settle()
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait("Istanbul")
        os.kill(terminal.process.pid, number)
        assert terminal.end() == 128 + number
        assert terminal.is_given_back()


@pytest.mark.parametrize(
    "typed",
    [
        "PYTHONWARNINGS=error {dateline} list",
        "ulimit -n 64; {dateline} list",
        "umask 777; DATELINE_HOME=$PWD/other {dateline} list",
        "mkdir gone; cd gone; rmdir ../gone; {dateline} list",
        "mkdir -p h/config; mkfifo h/config/config.toml; DATELINE_HOME=$PWD/h {dateline} list",
        "PYTHONOPTIMIZE=2 {dateline} config | grep -q 'The reading pane'",
    ],
)
def test_a_command_works_in_odd_surroundings(tmp_path: Path, typed: str) -> None:
    """Few files, no current folder, a configuration that is a pipe."""
    ran = subprocess.run(
        ["sh", "-c", typed.format(dateline=f"'{sys.executable}' -m tui")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)
