"""Who prepares hands over: what is brought while one is on its way out is prepared all the same."""

from __future__ import annotations

import errno
import os
import random
import runpy
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.store.stories import build_entry, deliver, open_library
from tui.errors import AlreadyRunning, StoreUnwritable
from tui.library.frontdesk import Library
from tui.preparing import queue
from tui.screens import background
from tui.screens.background import Errands
from tui.system import locks
from tui.system.child import Child, Preparation
from tui.system.locks import PREPARATION, SYNC, is_taken, only_one

if sys.platform == "win32":
    pytest.skip("locks are others there", allow_module_level=True)

import fcntl

WITHIN_S = 60


@pytest.fixture
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


def bring(library: Library, name: str) -> None:
    """Store what waits to be prepared, as a sync does."""
    deliver(library, build_entry(name, title=f"Story {name}"))


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def ended(thread: threading.Thread) -> bool:
    thread.join(WITHIN_S)
    return not thread.is_alive()


def until(condition: Callable[[], bool]) -> None:
    before = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < before
        time.sleep(0.005)


# ── whoever works the queue off ───────────────────────────────────────────────────────────────


def test_what_comes_after_the_last_look_is_seen(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the upkeep at the end is done, and while the lock is let go of: each time one more."""
    brought: list[str] = []

    def one_more(name: str) -> None:
        if name not in brought:
            brought.append(name)
            bring(library, name)

    @contextmanager
    def letting_go(*arguments: object) -> Generator[None]:
        with only_one(*arguments):  # type: ignore[arg-type]
            yield
            one_more("in the lock")
        one_more("after the lock")

    monkeypatch.setattr(queue, "settle", lambda _: one_more("upkeep"))
    monkeypatch.setattr(queue, "only_one", letting_go)
    bring(library, "first")
    library.catch_up(lambda _: True)
    assert brought == ["upkeep", "in the lock", "after the lock"]
    assert library.counts().queue == 0


def test_who_finds_another_on_its_way_out_does_it_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other has looked for the last time, and still has the lock; it may even be killed there."""
    bring(library, "first")
    with only_one(library.database.path, PREPARATION, ""):
        bring(library, "second")
        looked = threading.Event()
        other = open_library()
        work = in_thread(lambda: other.catch_up(lambda _: looked.set() or True))  # type: ignore[func-returns-value]
        assert looked.wait(WITHIN_S)
        assert library.counts().queue == 2
    assert ended(work)
    assert library.counts().queue == 0
    other.close()


def test_many_who_bring_something_at_any_moment_leave_nothing(library: Library) -> None:
    """Each brings, then sees to it, as commands do; nobody waits for ever."""
    chance = random.Random(5)
    naps = [[chance.random() * 0.02 for _ in range(6)] for _ in range(4)]

    def work(number: int) -> None:
        own = open_library()
        for turn, nap in enumerate(naps[number]):
            time.sleep(nap)
            bring(own, f"{number} {turn}")
            own.catch_up(lambda _: True)
        own.close()

    threads = [in_thread(lambda number=number: work(number)) for number in range(4)]  # type: ignore[misc]
    assert all(ended(thread) for thread in threads)
    assert (library.counts().queue, library.counts().total) == (0, 24)


def test_a_line_that_nobody_can_work_off_keeps_nobody(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "run_queue", lambda *_, **__: 0)
    bring(library, "first")
    library.catch_up(lambda _: True)
    assert library.counts().queue == 1


# ── the reader and its process ────────────────────────────────────────────────────────────────


class Leaving:
    """A process behind the screen that works the queue off, and is stopped on its way out."""

    made: list[Leaving]

    def __init__(self) -> None:
        self.made.append(self)
        self.is_leaving, self.may_end = threading.Event(), threading.Event()
        self.is_running = True
        self.library = open_library()

    def follow(self, told: Callable[[int], None], *_: object) -> None:
        self.library.catch_up(lambda _: True)
        self.is_leaving.set()
        assert self.may_end.wait(WITHIN_S)
        self.library.close()
        self.is_running = False
        told(0)

    def stop(self) -> None:
        self.may_end.set()


@pytest.fixture
def reader(library: Library, monkeypatch: pytest.MonkeyPatch) -> Errands:
    """The errands of a reader whose screen nobody sees, and whose processes are threads."""
    Leaving.made = []
    library.read_seeds()
    library.prepare()
    monkeypatch.setattr(Library, "is_checkup_due", lambda _: False)
    monkeypatch.setattr(background, "Preparation", Leaving)
    return Errands(library, lambda _: True)


def test_a_wish_while_the_process_is_on_its_way_out_starts_another(library: Library, reader: Errands) -> None:
    """It runs, and so nobody starts one; it has looked at the queue for the last time."""
    bring(library, "first")
    work = in_thread(reader.prepare)
    until(lambda: len(Leaving.made) == 1)
    assert Leaving.made[0].is_leaving.wait(WITHIN_S)
    bring(library, "second")
    reader.prepare()
    assert len(Leaving.made) == 1
    Leaving.made[0].may_end.set()
    until(lambda: len(Leaving.made) == 2)
    Leaving.made[1].may_end.set()
    assert ended(work)
    assert library.counts().queue == 0


def test_a_wish_that_is_fulfilled_already_starts_nothing(library: Library, reader: Errands) -> None:
    """Nor does a reader that is left."""
    bring(library, "first")
    work = in_thread(reader.prepare)
    until(lambda: len(Leaving.made) == 1)
    assert Leaving.made[0].is_leaving.wait(WITHIN_S)
    reader.prepare()
    Leaving.made[0].may_end.set()
    assert ended(work)
    reader.prepare()
    assert len(Leaving.made) == 1
    bring(library, "second")
    reader.stop()
    reader.prepare()
    assert len(Leaving.made) == 1


LEAVING = """
import os, sys, time
from pathlib import Path
from tui import backstage
from tui.preparing import queue
parent = os.getppid()
def wait_for(name):
    while not Path(name).exists() and os.getppid() == parent:
        time.sleep(0.005)
def settle(_):
    Path("leaving").touch()
    wait_for("go")
queue.settle = settle
code = backstage.main()
Path("gone").touch()
wait_for("end")
sys.exit(code)
"""


def test_nobody_waits_for_an_article_of_a_process_that_is_ending(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can still be told: the line stays in the pipe. It ends, and whoever waits is let go."""
    library.read_seeds()
    library.prepare()
    bring(library, "first")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Preparation, "__init__", _begin)
    preparation = Preparation()
    follower = in_thread(lambda: preparation.follow(lambda _: None, lambda *_: None, lambda _: None))
    until(lambda: Path("leaving").exists())
    bring(library, "second")
    Path("go").touch()
    until(lambda: Path("gone").exists())
    assert library.counts().queue == 0, "what came during the upkeep is done by the same process"
    assert preparation.is_running
    waiter = in_thread(lambda: preparation.wait_for("abcdefghijkl", WITHIN_S * 2))
    until(lambda: "abcdefghijkl" in preparation._ready)
    Path("end").touch()
    assert ended(waiter)
    assert ended(follower)
    assert not preparation.is_running
    preparation.wait_for("mnopqrstuvwx", WITHIN_S * 2)


def _begin(self: Preparation) -> None:
    Child.__init__(self, [sys.executable, "-c", LEAVING])
    self._ready = {}


# ── the lock ──────────────────────────────────────────────────────────────────────────────────


def test_who_only_looks_keeps_nobody_from_syncing(tmp_path: Path) -> None:
    """Preparation looks a hundred times a second, at low priority."""
    path = tmp_path / "dateline.db"
    assert not is_taken(path, SYNC)
    with only_one(path, SYNC, "Another"):
        assert is_taken(path, SYNC)
        with pytest.raises(AlreadyRunning), only_one(path, SYNC, "Another"):
            pass
    assert not is_taken(path, SYNC)
    with path.with_name(SYNC).open("rb") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        threading.Timer(0.2, fcntl.flock, (looking, fcntl.LOCK_UN)).start()
        with only_one(path, SYNC, "Another"):
            assert is_taken(path, SYNC)


def test_who_has_a_lock_is_told_and_who_cannot_have_one_at_all(tmp_path: Path) -> None:
    """In a sentence each, that names the process or the file."""
    path = tmp_path / "dateline.db"
    with (
        only_one(path, SYNC, "Another sync{} runs."),
        pytest.raises(AlreadyRunning, match=rf"^Another sync \(process {os.getpid()}\) runs\.$"),
        only_one(path, SYNC, "Another sync{} runs."),
    ):
        pass
    path.with_name(PREPARATION).mkdir()
    with (
        pytest.raises(StoreUnwritable, match="lock cannot be written"),
        only_one(path, PREPARATION, ""),
    ):
        pass
    assert not is_taken(path, PREPARATION)


def test_where_nothing_can_be_locked_all_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk of the network may know no locks: better two syncs than none."""
    path = tmp_path / "dateline.db"

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with only_one(path, SYNC, ""), only_one(path, SYNC, ""):
        assert not is_taken(path, SYNC)


def test_where_nobody_can_look_at_a_lock_nobody_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows one holds it all the same; names must not wait for a sync that has long been over."""
    path, taken = tmp_path / "dateline.db", list[int]()

    def locking(number: int, *_: object) -> None:
        if taken:
            raise OSError(errno.EACCES, "Permission denied")
        taken.append(number)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    there = runpy.run_path(locks.__file__)
    with there["only_one"](path, SYNC, ""):
        assert not there["is_taken"](path, SYNC)
        with pytest.raises(AlreadyRunning), there["only_one"](path, SYNC, ""):
            pass


def test_a_lock_goes_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "dateline.db"
    code = (
        "import sys; from pathlib import Path; from tui.system.locks import only_one\n"
        "with only_one(Path(sys.argv[1]), 'sync.lock', ''): print('has', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"has\n"
        assert is_taken(path, SYNC)
        holder.kill()
        holder.wait()
        assert not is_taken(path, SYNC)
