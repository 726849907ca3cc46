"""Processes of ours behind the screen: what they tell is heard, and they end with us."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.system import child
from tui.system.child import NICENESS, Child, Preparation, our_python


def quick(code: str) -> list[str]:
    """Return the command that runs a few lines in a Python that loads next to nothing."""
    return [sys.executable, "-S", "-E", "-c", code]


@pytest.fixture
def ending() -> Iterator[list[Child]]:
    """Those that are put into it end with the test."""
    children: list[Child] = []
    yield children
    for one in children:
        one.stop()
        for _ in one.events():
            pass


def test_events_are_the_lines_that_are_objects() -> None:
    """A warning of some library on the same stream is no event, and ends nothing."""
    told = ['{"done": 1}', "", "Warning: odd", "[1]", "7", "{", '{"feed": "é\\ud83d"}', '{"done": 2}']
    one = Child(quick(f"print({chr(10).join(told)!r})"))
    assert [event.get("done", 0) for event in one.events()] == [1, 0, 2]
    assert not one.is_running


def test_bytes_that_are_no_letters_end_nothing() -> None:
    code = 'import sys; sys.stdout.buffer.write(b\'{"a": "\\xff"}\\n{"b": 1}\\n\')'
    assert [set(event) for event in Child(quick(code)).events()] == [{"a"}, {"b"}]


def test_it_is_told_lines_while_it_listens_and_ends_with_its_input(ending: list[Child]) -> None:
    """So it ends with the reader, however that ends: the system closes the input then."""
    one = Child(quick("import sys\nfor line in sys.stdin: print('{\"heard\": %r}' % len(line), flush=True)"))
    ending.append(one)
    events = one.events()
    assert one.tell("été")
    assert next(events) == {"heard": 4}
    assert one.is_running
    stdin = one._process.stdin
    assert stdin is not None
    stdin.close()
    assert list(events) == []
    assert not one.is_running
    assert not one.tell("too late")


def test_one_that_has_ended_is_told_nothing_and_can_be_stopped() -> None:
    one = Child(quick("pass"))
    assert list(one.events()) == []
    assert not one.tell("are you there?")
    one.stop()


def test_one_that_is_stopped_ends_in_the_middle_of_its_work(ending: list[Child]) -> None:
    one = Child(quick("import time; print('{}', flush=True); time.sleep(60)"))
    ending.append(one)
    events = one.events()
    assert next(events) == {}
    one.stop()
    assert list(events) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")
def test_the_screen_comes_first(ending: list[Child]) -> None:
    """On one processor, reading a thousand articles is not felt at the keys."""
    one = Child(quick("input()"))
    ending.append(one)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, one._process.pid) == max(ours, NICENESS)


def test_a_module_is_run_with_its_arguments_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Found beside ours or installed, with the program's own folder before all others."""
    (tmp_path / "ours.py").write_text(
        "import json, sys\n"
        "def main(): print(json.dumps({'told': sys.argv[1:], 'first': sys.path[0]})); return 7\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    one = Child(our_python("ours", "--sort", "a b", "it's"))
    (event,) = one.events()
    assert event == {"told": ["--sort", "a b", "it's"], "first": str(Path(child.__file__).parents[2])}
    assert one._process.returncode == 7


def prepares(monkeypatch: pytest.MonkeyPatch, code: str) -> Preparation:
    """Return the process behind the screen, played by some lines."""
    monkeypatch.setattr(child, "our_python", lambda _module: quick(code))
    return Preparation()


class Heard:
    """What a screen was told."""

    def __init__(self) -> None:
        self.waiting: list[int] = []
        self.seeds: list[tuple[int, list[str]]] = []
        self.notices: list[str] = []

    def follow(self, one: Preparation) -> None:
        one.follow(
            self.waiting.append, lambda new, bad: self.seeds.append((new, list(bad))), self.notices.append
        )


def test_what_prepares_tells_how_many_wait_and_at_last_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it ends in the middle: nobody waits for what has ended."""
    heard = Heard()
    heard.follow(
        prepares(
            monkeypatch,
            'print(\'{"waiting": 12}\\n{"seeds": 3, "failures": ["a.txt", 7]}\\n{"seeds": 0}\\n\''
            '\'{"notice": "mended"}\\n{"new words": 1}\\n{"waiting": "5"}\')',
        )
    )
    assert heard.waiting == [12, 5, 0]
    assert heard.seeds == [(3, ["a.txt", "7"]), (0, [])]
    assert heard.notices == ["mended"]


def test_an_article_that_is_asked_for_is_waited_for_until_it_is_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Others that become ready meanwhile are not it."""
    code = 'for asked in iter(input, \'\'): print(\'{"ready": "x"}\\n{"ready": "%s"}\' % asked, flush=True)'
    one = prepares(monkeypatch, code)
    heard = Heard()
    thread = threading.Thread(target=heard.follow, args=(one,))
    thread.start()
    for article in ("k3v9", "id7"):
        one.wait_for(article, 20)
        assert one._ready[article].is_set()
    one.tell("")
    thread.join(20)
    assert heard.waiting == [0]


def test_nobody_waits_for_one_that_does_not_answer_or_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen's own thread can prepare one article: it is not kept from it."""
    one = prepares(monkeypatch, "input(); input()")
    began = time.monotonic()
    one.wait_for("k3v9", 0.01)
    thread = threading.Thread(target=one.wait_for, args=("id7", 60))
    thread.start()
    Heard().follow(one)
    thread.join(20)
    assert not thread.is_alive()
    one.wait_for("k3v9", 60)
    assert time.monotonic() - began < 30
