"""What the process behind the screen tells and is told, and the screen's side of that talk."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.store.stories import all_of, build_entry, deliver, open_library, write_document
from tui.backstage import _Screen
from tui.library.frontdesk import Library
from tui.system.child import NICENESS, Child, Preparation
from tui.system.paths import user_paths

posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither alarms nor a look at pipes"
)
WITHIN_S = 20


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library with no bundled story."""
    monkeypatch.setattr("tui.feeds.seedfolders.shipped_dir", lambda _name: tmp_path / "none")
    opened = open_library()
    yield opened
    opened.close()


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Return what was told since the last look."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# ── the process ───────────────────────────────────────────────────────────────────────────────


def test_seed_files_that_are_new_or_changed_are_told_together(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list is looked at again where there are any: one new and one changed must not make none."""
    folder = user_paths().seed_dir
    write_document(folder, "boats.md", "# Boats\n\nMany boats.")
    screen = _Screen(library)
    screen.read_seeds()
    assert told(capsys) == [{"seeds": 1, "failures": []}]
    os.utime(write_document(folder, "boats.md", "# Boats\n\nFew boats."), (1, 1))
    screen.read_seeds()
    assert told(capsys) == [{"seeds": 1, "failures": []}]
    os.utime(write_document(folder, "boats.md", "# Boats\n\nNo boats."), (2, 2))
    write_document(folder, "ships.md", "# Ships\n\nMany ships.")
    screen.read_seeds()
    assert told(capsys) == [{"seeds": 2, "failures": []}]
    (folder / "noise.txt").write_bytes(b"")
    screen.read_seeds()
    assert told(capsys) == [{"seeds": 0, "failures": [f"{folder / 'noise.txt'}: There is no text in it."]}]
    (folder / "noise.txt").unlink()
    screen.read_seeds()
    assert told(capsys) == []


@pytest.fixture
def line() -> Iterator[int]:
    """Return the other end of the pipe that standard input is."""
    kept, (read, write) = os.dup(0), os.pipe()
    os.dup2(read, 0)
    yield write
    os.dup2(kept, 0)
    for number in (kept, read):
        os.close(number)


@posix_only
def test_what_was_opened_is_prepared_when_its_line_is_whole_and_the_end_of_input_is_heard(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: int
) -> None:
    """A line may come in pieces, and several at once; what is not stored any more keeps nobody waiting."""
    deliver(library, build_entry("a"), build_entry("b"), build_entry("c"))
    first, second, _ = (headline.id for headline in all_of(library))
    clock = [1_000.0]
    monkeypatch.setattr("tui.backstage.time.monotonic", lambda: clock[0])
    screen = _Screen(library)
    assert screen.look(0)
    assert told(capsys) == [{"prepared": 0, "waiting": 3}]
    clock[0] += 0.2
    os.write(line, first[:5].encode())
    assert screen.look(1)
    assert told(capsys) == [], "a quarter of a second has not gone by"
    os.write(line, f"{first[5:]}\n{second}\nabcdefghijkl\n".encode())
    assert screen.look(2)
    assert told(capsys) == [{"ready": id_} for id_ in (first, second, "abcdefghijkl")]
    assert library.counts().queue == 1
    clock[0] += 0.1
    os.close(line)
    assert not screen.look(3)
    assert told(capsys) == [{"prepared": 3, "waiting": 1}]


# ── the screen's side ─────────────────────────────────────────────────────────────────────────

ECHO = """
import json, os, pathlib, signal, sys
signal.alarm(20)
print("no json"), print("[1]", flush=True)
for line in sys.stdin:
    pathlib.Path(line.strip()).touch()
    nice, session = os.nice(0), os.getsid(0) == os.getpid()
    print(json.dumps({"ready": line.strip(), "nice": nice, "session": session}), flush=True)
"""


class Talk(Preparation):
    """A process that says what the test lets it say."""

    def __init__(self, code: str) -> None:
        Child.__init__(self, [sys.executable, "-I", "-S", "-c", code])
        self._ready = {}


@posix_only
def test_a_child_hears_each_line_and_is_heard_until_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands back for the screen, and Ctrl+C in the terminal is none of its business."""
    monkeypatch.chdir(tmp_path)
    child = Talk(ECHO)
    events = child.events()
    for words in ("abc", "é"):
        assert child.tell(words)
        event = next(events)
        assert event["ready"] == words
    assert event["nice"] >= NICENESS
    assert event["session"]
    assert child.is_running
    child.stop()
    assert list(events) == []
    assert not child.is_running
    assert not child.tell("anybody?")
    child.stop()


@posix_only
def test_who_opens_an_article_waits_until_it_is_ready_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    preparation = Talk(ECHO)
    heard: list[int] = []
    follower = threading.Thread(
        target=lambda: preparation.follow(heard.append, lambda *_: None, lambda _: None)
    )
    follower.start()
    waiter = threading.Thread(target=lambda: preparation.wait_for("abc", 10 * WITHIN_S))
    waiter.start()
    waiter.join(WITHIN_S)
    assert not waiter.is_alive()
    assert Path("abc").exists()
    preparation.stop()
    follower.join(WITHIN_S)
    assert not follower.is_alive()
    assert heard == [0], "nothing waits for a process that has ended"


def test_what_is_told_is_handed_on() -> None:
    lines = (
        {"seeds": 2, "failures": ["noise.txt: There is nothing in it."]},
        {"notice": "It was mended."},
        {"prepared": 8, "waiting": 3},
        {"seeds": 0},
        {"of a later version": 1},
    )
    talk = Talk(f"for line in {[json.dumps(line) for line in lines]!r}: print(line)")
    waiting: list[int] = []
    seeds: list[tuple[int, Sequence[str]]] = []
    notices: list[str] = []
    talk.follow(waiting.append, lambda new, failures: seeds.append((new, failures)), notices.append)
    assert waiting == [3, 0]
    assert seeds == [(2, ["noise.txt: There is nothing in it."]), (0, [])]
    assert notices == ["It was mended."]
