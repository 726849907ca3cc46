"""A fault of ours: one line on the terminal, its way in the log, and whatever else there is goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import Shell
from tests.sync.site import site
from tests.sync.site import stories as feed_of
from tests.terminal import Terminal
from tui.system import log
from tui.system.paths import user_paths

FAULTY = """
import sys
def broken(*_, **__):
    raise KeyError("words of an article")
{patch} = broken
from tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def faulty(patch: str, *typed: str) -> list[str]:
    """Return the command line of a dateline with a fault in one place."""
    module = patch.rpartition(".")[0].removesuffix(".DatelineApp").removesuffix(".ReaderScreen")
    return [sys.executable, "-c", f"import {module}{FAULTY.format(patch=patch)}", *typed]


def logged() -> str:
    return log.file_in(user_paths()).read_text()


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_fault_in_a_command_is_one_line(stories: Shell, debug: str) -> None:
    """And with DATELINE_DEBUG=1 the whole way on the terminal."""
    ran = subprocess.run(
        faulty("tui.cli.articles.listed", "list"),
        capture_output=True,
        text=True,
        env={**os.environ, "DATELINE_DEBUG": debug},
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    told = "dateline: Something went wrong here that should not have (KeyError). The log says more: "
    assert ran.stderr.splitlines()[-1] == f"{told}{log.file_in(user_paths())}"
    assert ("Traceback" in ran.stderr) == bool(debug)
    assert "ERROR list[" in logged()
    assert "in run_list" in logged()
    assert "words of an article" not in logged()


def test_a_fault_in_a_feeds_reading_costs_that_feed(shell: Shell) -> None:
    """The log says which; the others are read."""
    with site() as feeds:
        for name in ("/one", "/two"):
            shell("add", feeds.replies(name, feed_of(name)))
        feeds.replies("/one", b"\x00\x01 no feed at all https://ann:s3cret@example.org/")
        feeds.replies("/two", feed_of("/two", "new"))
        ran = shell("sync")
    assert ran.code == 1
    assert "1 new article" in ran.err
    assert "WARNING sync[" in logged()
    assert "a feed gave nothing feed=" in logged()
    assert "s3cret" not in logged()


def test_names_that_cannot_be_found_end_no_command(stories: Shell) -> None:
    """What a process behind the screen does too."""
    (stories.home / "x.md").write_text("# One more\n\nMarco Rubio spoke.\n")
    stories("import", stories.home / "x.md")
    ran = subprocess.run(
        faulty("tui.entities.extract_names", "prepare"), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)
    assert "the names of an article could not be found article=" in logged()
    assert "words of an article" not in logged()
    assert stories("prepare").code == 0
    (log_check,) = [check for check in stories("doctor", "--json").json() if check["name"] == "log"]
    assert log_check["ok"]
    assert str(log.file_in(user_paths())) in log_check["detail"]
    assert "errors" in log_check["detail"]


@pytest.mark.parametrize(
    "patch", ["tui.drawing.listrows.row_lines", "tui.screens.reader.screen.ReaderScreen.action_command"]
)
def test_a_fault_in_the_reader_gives_the_terminal_back_and_is_one_line(tmp_path: Path, patch: str) -> None:
    """No values of variables, which are words of articles, and no colours."""
    with Terminal(faulty(patch), home=tmp_path, columns=200) as terminal:
        terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw or terminal.process.poll() is not None)
        terminal.settle()
        if terminal.process.poll() is None:
            terminal.send("?")
        assert terminal.end() == 1
        assert terminal.is_given_back() or b"\x1b[?1049h" not in terminal.raw
        assert "Something went wrong here that should not have (KeyError)." in terminal.text
        assert b"Traceback" not in terminal.raw
        assert b"words of an article" not in terminal.raw
    written = (tmp_path / "home" / "logs" / "dateline.log").read_text()
    assert "ERROR" in written
    assert "words of an article" not in written
