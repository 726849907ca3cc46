"""The safety rules on a real terminal (docs/safety.md: 1, 2, 7 to 10)."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any, cast

import pytest

from tests.terminal import ROOT, Terminal, dateline
from tui.cli.preparing import _leave
from tui.errors import DatelineError
from tui.library.frontdesk import Library
from tui.screens.background import Errands
from tui.system.browser import open_page
from tui.system.child import Child
from tui.system.paths import Paths, user_paths

ATTACKS = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title": "\x1b]0;owned\x07",
    "clear": "\x1b[2J\x1b[3J",
    "c1 clear": "\x9b2J",
    "c1 string": "\x9d52;c;ZXZpbA==\x9c",
    "bell": "\x07\x07",
    "bidi": "\u202egnp.exe\u2066",
    "device": "\x1b[c\x1bP+q544e\x1b\\",
    "markup": "[TODO] [/] [bold red]x[/bold red] [@click=app.quit]y[/]",
    "lone surrogate": "\ud800",
    "long": "W" * 5000,
}


def hostile_document(attack: str) -> str:
    """Return a JSON Feed that tries it everywhere: JSON can name any character."""
    words = attack.replace("<", "&lt;")
    item = {
        "id": f"id {attack}",
        "url": "https://example.org/1",
        "title": f"Headline {attack} end",
        "summary": f"Summary {attack}",
        "authors": [{"name": f"Jane {attack} Doe"}],
        "tags": [attack],
        "date_published": f"yesterday {attack}",
        "content_html": f"<p>Berlin's mayor Anna {words} Schmidt spoke in Berlin {words} today.</p>"
        f"<h2>Heading {words}</h2><ul><li>item {words}</li></ul><pre>code {words}</pre>"
        f"<table><tr><td>a {words}</td><td>b</td></tr></table><blockquote>{words}</blockquote>"
        f'<p>See <a href="https://example.org/{words[:30]}">words {words}</a>.</p>',
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"Feed {attack}", "items": [item]}
    return json.dumps(feed)


@pytest.fixture
def hostile(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "documents"
    folder.mkdir()
    files = [folder / f"{name.replace(' ', '-')}.json" for name in ATTACKS]
    for file, attack in zip(files, ATTACKS.values(), strict=True):
        file.write_text(hostile_document(attack))
    return files


def test_nothing_hostile_reaches_the_terminal(seeded: Paths, tmp_path: Path, hostile: list[Path]) -> None:
    """Every hostile article is listed, opened and searched; the terminal is never told what it holds."""
    library = Library.open(seeded)
    report = library.import_files(hostile)
    assert report.new == len(ATTACKS), report.failures
    library.prepare()
    library.close()
    with Terminal(dateline(), home=tmp_path, columns=150, rows=48) as terminal:
        terminal.wait("Headline")
        terminal.settle()
        for _ in ATTACKS:
            terminal.send("\r")
            terminal.settle(0.3)
            terminal.send("J")
            terminal.settle(0.3)
        terminal.send("q")
        terminal.settle(0.3)
        assert_harmless(terminal.raw)
        terminal.send("q")
        assert terminal.end() == 0


def assert_harmless(raw: bytes) -> None:
    raw = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", raw)  # Textual's own: the mouse pointer's shape
    for sequence in (b"\x1b]52", b"\x1b]0;owned", b"\x1b[3J", b"\x1b[2J", b"\x1bP+q", b"\x07", b"\x1b[c"):
        assert sequence not in raw, sequence
    text = raw.decode("utf-8", "replace")
    for char in "\x9b\x9d\x9c\u202e\u2066":
        assert char not in text, repr(char)


def test_markup_in_a_headline_is_only_text(seeded: Paths, tmp_path: Path, hostile: list[Path]) -> None:
    """`[TODO]` stays on the screen, and `[/` does not end the app."""
    library = Library.open(seeded)
    library.import_files([file for file in hostile if file.stem == "markup"])
    library.close()
    with Terminal(dateline(), home=tmp_path, columns=150, rows=40) as terminal:
        terminal.wait(r"\[TODO\] \[/\]")
        terminal.send("\r")
        terminal.wait(r"Heading \[TODO\]")
        terminal.send("s")
        terminal.settle()
        assert terminal.process.poll() is None


WIDGETS_WITH_MARKUP = {"Static", "Label", "Button", "Checkbox", "Header", "Markdown"}


def test_no_plain_text_is_handed_to_a_widget_that_reads_markup() -> None:
    """`Content(text)` or `markup=False`, everywhere: found by reading the source."""
    faults = []
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            plain = any(
                k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False
                for k in node.keywords
            )
            if name in WIDGETS_WITH_MARKUP and node.args and not plain:
                first = node.args[0]
                made = isinstance(first, ast.Call) and getattr(first.func, "id", "") == "Content"
                if not made:
                    faults.append(f"{path.name}:{node.lineno} {name}")
            passed_on = name in ("run_worker", "call_from_thread") and any(
                isinstance(a, ast.Attribute) and a.attr == "notify" for a in node.args
            )
            if (name == "notify" or passed_on) and not plain:
                faults.append(f"{path.name}:{node.lineno} {name}")
    assert not faults


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_ending_signal_gives_the_terminal_back(seeded: Paths, tmp_path: Path, number: int) -> None:
    """kill, a closed window, an interrupt: the shell finds its terminal as it was."""
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait("Istanbul")
        terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.settle()
        os.kill(terminal.process.pid, number)
        assert terminal.end() == 128 + number
        assert terminal.is_given_back()


def test_a_signal_before_textual_is_there_gives_the_terminal_back(seeded: Paths, tmp_path: Path) -> None:
    """In the quarter of a second between the first paint and the app, too."""
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait(lambda: len(terminal.frames) >= 1)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert terminal.is_given_back()


def test_a_bookmark_is_on_disk_when_its_star_is_on_the_screen(seeded: Paths, tmp_path: Path) -> None:
    """kill -9 right after: the bookmark is there."""
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.settle()
        terminal.send("s")
        terminal.wait("Saved 1")
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.end()
    library = Library.open(user_paths())
    assert library.counts().saved == 1
    assert library.listing().window(0, 1)[0].saved
    library.close()


def test_two_readers_at_once_keep_what_either_saves(seeded: Paths, tmp_path: Path) -> None:
    """One in each window: neither locks the other out, and neither takes the other's marks back."""
    with Terminal(dateline(), home=tmp_path) as first, Terminal(dateline(), home=tmp_path) as second:
        for terminal in (first, second):
            terminal.wait(lambda terminal=terminal: b"\x1b[?2004h" in terminal.raw)  # type: ignore[misc]
            terminal.settle()
        first.send("s")
        first.wait("Saved 1")
        second.send("js")
        second.wait("Saved 2")
        for terminal in (first, second):
            terminal.send("q")
            assert terminal.end() == 0
    library = Library.open(user_paths())
    assert [headline.saved for headline in library.listing().window(0, 3)] == [True, True, False]
    library.close()


@pytest.mark.parametrize(
    ("size"), [(1, 1), (20, 5), (39, 9), (500, 60), (80, 24), (121, 41)], ids=lambda s: f"{s[0]}x{s[1]}"
)
def test_a_real_terminal_of_any_size(seeded: Paths, tmp_path: Path, size: tuple[int, int]) -> None:
    """It opens, takes keys and quits."""
    with Terminal(dateline(), home=tmp_path, columns=size[0], rows=size[1]) as terminal:
        terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw)
        terminal.settle()
        terminal.send("jj\r")
        terminal.settle()
        terminal.resize(100, 30)
        os.kill(terminal.process.pid, signal.SIGWINCH)
        terminal.wait("India")
        terminal.send("qq")
        assert terminal.end() == 0


def test_every_row_is_as_wide_as_the_list_after_a_resize(seeded: Paths, tmp_path: Path) -> None:
    """Rows that were drawn before were left as narrow as the list had been."""
    with Terminal(dateline(), home=tmp_path, columns=80, rows=24) as terminal:
        terminal.wait("quit")
        terminal.send("\r")
        terminal.wait("words")
        terminal.settle()
        terminal.resize(160, 50)
        os.kill(terminal.process.pid, signal.SIGWINCH)
        terminal.wait("People")
        terminal.settle()
        rows = terminal.text.splitlines()[1:-1]
        edges = {next((x for x, char in enumerate(line) if char in "│┃"), -1) for line in rows}
        assert len(edges) == 1, edges
        terminal.send("qq")
        assert terminal.end() == 0


def test_no_color_is_honoured(seeded: Paths, tmp_path: Path) -> None:
    """A non-empty NO_COLOR: not one colour code, and the cursor row is still told apart."""
    with Terminal(dateline(), home=tmp_path, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait("Istanbul")
        terminal.wait("quit")
        terminal.settle()
        assert b"38;2;" not in terminal.raw
        assert b"48;2;" not in terminal.raw
        assert b"38;5;" not in terminal.raw
        assert any(cell[6] for cell in terminal.cells()[1])


def test_an_empty_no_color_means_nothing(seeded: Paths, tmp_path: Path) -> None:
    """As no-color.org has it."""
    with Terminal(dateline(), home=tmp_path, env={"NO_COLOR": ""}) as terminal:
        terminal.wait("Istanbul")
        terminal.wait("quit")
        assert b"38;2;" in terminal.raw


def test_256_colours_are_enough(seeded: Paths, tmp_path: Path) -> None:
    """A terminal without 24-bit colour is given none."""
    with Terminal(dateline(), home=tmp_path, env={"COLORTERM": ""}) as terminal:
        terminal.wait("Istanbul")
        terminal.wait("quit")
        assert b"38;2;" not in terminal.raw


NOT_PAGES = ("javascript:alert(1)", "file:///etc/passwd", "-flag", "--help", "ftp://example.org/", "")
NOT_PAGES_EITHER = ("data:text/html,x", "vbscript:x", "http:", "https://", "about:blank", "\x1b]8;;x")


@pytest.mark.parametrize("url", NOT_PAGES + NOT_PAGES_EITHER)
def test_only_web_pages_reach_the_opener(url: str, tmp_path: Path) -> None:
    """Nothing else leaves for another program."""
    made = tmp_path / "made"
    with pytest.raises(DatelineError):
        open_page(url, ["touch", str(made)])
    assert not made.exists()


def test_an_address_is_one_harmless_argument(tmp_path: Path) -> None:
    """Blanks, quotes, `$(…)` and line ends are encoded; no shell is there to read them."""
    script, seen = tmp_path / "browser.sh", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > {seen}.part && mv {seen}.part {seen}\n')
    script.chmod(0o755)
    open_page("https://example.org/a b\"$(touch x)`id`\n;rm?q='1'#-f", [str(script)])
    end = time.monotonic() + 10
    while not seen.exists() and time.monotonic() < end:
        time.sleep(0.01)
    count, *arguments = seen.read_text().splitlines()
    assert count == "1"
    assert len(arguments) == 1
    assert arguments[0].startswith("https://example.org/a%20b%22")


def test_what_the_terminal_signals_is_for_the_reader_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+c reaches a session: what works behind the screen, and a browser, have their own."""
    script, seen = tmp_path / "browser.sh", tmp_path / "seen"
    script.write_text(f"#!/bin/sh\nps -o sid= -p $$ > {seen}.part && mv {seen}.part {seen}\n")
    script.chmod(0o755)
    open_page("https://example.org/", [str(script)])
    end = time.monotonic() + 20
    while not seen.exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert int(seen.read_text()) != os.getsid(0)

    child = Child([sys.executable, "-c", "import os; print('{\"sid\": %d}' % os.getsid(0), flush=True)"])
    assert [event["sid"] for event in child.events()] == [child._process.pid]

    started: list[dict[str, Any]] = []

    def start(*_command: object, **how: Any) -> None:
        started.append(how)
        raise OSError("not now")

    monkeypatch.setattr("subprocess.Popen", start)
    added = Errands(cast("Library", None), print)._added("https://example.org/", all_offered=False)
    assert "could not be added" in added.error
    _leave()
    assert [how["start_new_session"] for how in started] == [True, True]


def test_a_database_of_a_newer_version_is_refused_in_one_line(seeded: Paths, tmp_path: Path) -> None:
    """It says so on the terminal as it was, and touches nothing."""
    conn = sqlite3.connect(seeded.database)
    conn.execute("PRAGMA user_version = 9999")
    conn.commit()
    conn.close()
    with Terminal(dateline(), home=tmp_path) as terminal:
        assert terminal.end() == 1
        assert "newer" in terminal.raw.decode()
        assert "Traceback" not in terminal.raw.decode()
        assert terminal.is_given_back() or b"\x1b[?1049h" not in terminal.raw


def test_a_wrong_configuration_is_named_and_the_rest_holds(seeded: Paths, tmp_path: Path) -> None:
    """File, line and key; the reader opens all the same."""
    seeded.config_dir.mkdir(parents=True)
    seeded.config_file.write_text('[reading]\nwidth = "wide"\n')
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait(r"config\.toml, line 2: reading\.width")
        assert "Unread 12" in terminal.text
        terminal.send("q")
        assert terminal.end() == 0
        assert terminal.is_given_back()
