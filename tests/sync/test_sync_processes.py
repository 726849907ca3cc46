"""A sync as a process: ended politely, ended rudely, and twice at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from tests.feedserver import FeedServer, silent
from tests.store.stories import all_of, titles
from tests.sync.site import item, rss
from tui.library.frontdesk import Library

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
WITHIN_S = 2.0


@contextmanager
def syncing(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run `dateline sync --events json`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "sync", "--events", "json", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def next_event(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    event: dict[str, Any] = json.loads(process.stdout.readline())
    return event


def wait_for(process: subprocess.Popen[str], done: int) -> None:
    """Read events until so many feeds are done."""
    while next_event(process)["done"] < done:
        pass


def subscribe(library: Library, site: FeedServer, feeds: int, entries: int) -> None:
    for feed in range(feeds):
        items = [item(f"{feed}-{n}", age_hours=n + 1) for n in range(entries)]
        library.subscribe(site.replies(f"/{feed}", rss(items, f"Feed {feed}")))


@posix_only
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_sync_that_is_told_to_stop_keeps_what_has_come(
    library: Library, site: FeedServer, number: signal.Signals, code: int
) -> None:
    """Within two seconds, whatever servers it waits for."""
    subscribe(library, site, 5, 4)
    library.subscribe(site.on("/silent", silent()))
    with syncing() as process:
        wait_for(process, 5)
        began = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - began < WITHIN_S
    assert (process.returncode, err) == (code, "")
    last = json.loads(out.splitlines()[-1])
    assert (last["kind"], last["done"], last["total"], last["new"]) == ("finished", 5, 6, 20)
    assert "stopped" in last["error"]
    assert library.counts().total == 20
    assert not any(feed.last_error for feed in library.feeds()), "being stopped is no feed's failure"


@posix_only
def test_a_sync_that_is_killed_loses_nothing_and_doubles_nothing(library: Library, site: FeedServer) -> None:
    """At whatever moment; the next sync completes what is missing."""
    subscribe(library, site, 30, 40)
    for done in (1, 9, 17):
        with syncing("--all") as process:
            wait_for(process, done)
            process.kill()
        assert all(check.ok for check in library.doctor())
    ended = library.sync(lambda _: None)
    assert (ended.done, ended.failures) == (30, ())
    assert sorted(titles(all_of(library))) == sorted(f"Story {f}-{n}" for f in range(30) for n in range(40))
    assert all(check.ok for check in library.doctor())


@posix_only
def test_a_second_sync_fails_in_one_line_and_a_killed_one_leaves_no_lock(
    library: Library, site: FeedServer
) -> None:
    """The system lets go of the lock, whatever becomes of who held it."""
    library.subscribe(site.on("/silent", silent()))
    with syncing() as process:
        next_event(process)
        with syncing() as second:
            out, err = second.communicate(timeout=20)
        told = json.loads(out)
        assert (second.returncode, told["kind"], told["error"] in err) == (1, "finished", True)
        assert err == f"dateline: Another sync is running (process {process.pid}); it brings the same news.\n"
        process.kill()
    site.replies("/silent", rss([item("a")]))
    assert library.sync(lambda _: None).new == 1


@posix_only
def test_nobody_listening_ends_a_sync_quietly(library: Library, site: FeedServer) -> None:
    """The reader is gone, and so is the sync."""
    subscribe(library, site, 3, 2)
    with syncing() as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=20) == 141
        assert process.stderr is not None
        assert process.stderr.read() == ""
        process.stdout = None


@contextmanager
def on_terminal(*arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], Iterator[str]]]:
    """Run dateline on a terminal of its own; yields it, and all that is shown so far, again and again."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tui", *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)

    def shown() -> Iterator[str]:
        so_far = ""
        with suppress(OSError):  # Linux says so where the other side is closed
            while data := os.read(ours, 65536).decode():
                so_far += data
                yield so_far

    try:
        yield process, shown()
    finally:
        process.kill()
        process.wait()
        os.close(ours)


@posix_only
def test_on_a_terminal_a_bar_moves_and_few_texts_are_prepared(library: Library, site: FeedServer) -> None:
    """So that a search finds them, also from cron."""
    subscribe(library, site, 3, 2)
    with on_terminal("sync") as (process, shown):
        *_, last = shown
        assert process.wait(timeout=10) == 0
    assert "━" in last
    assert "Asked 3 feeds: 6 new articles." in last
    assert library.counts().queue == 0


@posix_only
def test_ctrl_c_on_a_terminal_ends_a_sync_and_tells_what_came(library: Library, site: FeedServer) -> None:
    """Within two seconds; what had come by then is kept."""
    subscribe(library, site, 3, 2)
    library.subscribe(site.on("/silent", silent()))
    with on_terminal("sync") as (process, shown):
        assert any("3/4" in so_far for so_far in shown)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        *_, last = shown
        assert process.wait(timeout=10) == 130
        assert time.monotonic() - began < WITHIN_S
    assert "Asked 3 of 4 feeds: 6 new articles." in last
    assert library.counts().total == 6
