"""`kill -9` at any moment, of every process there is: nothing is lost, nothing comes twice, nobody stays.

The moments are drawn with a seed, so that a failure can be had again; which instruction they hit is chance.
A few in the suite; more with `KILLS=200` in the environment, as in `test_kills_of_health`.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.feedserver import FeedServer
from tests.store.stories import all_of, build_entry, deliver, titles
from tests.sync.site import item, rss
from tests.sync.test_sync_processes import posix_only, wait_for
from tests.terminal import Terminal, dateline
from tui.library.frontdesk import Library
from tui.model.scopes import SAVED

FEEDS, ENTRIES = 24, 25
SYNCS, PREPARATIONS = (7, 6) if "KILLS" in os.environ else (4, 4)
"""How many are killed one after the other."""
GONE_WITHIN_S = 10.0
WORDS = "The envoys met in the old palace by the water and spoke for an hour. " * 12


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[str]]:
    """Run a process in a group of its own; what is left of the group in the end is killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill_group(process)
        process.communicate()


def kill_group(process: subprocess.Popen[str]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def ours(home: str) -> list[str]:
    """Return the processes, save this one, that work on this test's folder (Linux tells)."""
    found: list[str] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if f"DATELINE_HOME={home}".encode() in environment.split(b"\0") and folder.name != str(os.getpid()):
            found.append(command)
    return found


def wait_until_gone(home: str) -> None:
    """Wait for the last of our processes to end; each ends by itself when who started it is gone."""
    end = time.monotonic() + GONE_WITHIN_S
    while left := ours(home):
        assert time.monotonic() < end, left
        time.sleep(0.02)


def stocked_site(library: Library, site: FeedServer) -> None:
    for feed in range(FEEDS):
        items = [item(f"{feed}-{n}", age_hours=n + 1, text=WORDS) for n in range(ENTRIES)]
        library.subscribe(site.replies(f"/{feed}", rss(items, f"Feed {feed}")))


def is_sound(library: Library) -> bool:
    return all(check.ok for check in library.doctor() if check.name != "disk")


@posix_only
@pytest.mark.parametrize("whole_group", [True, False])
def test_a_sync_killed_again_and_again_completes_in_the_end(
    library: Library, site: FeedServer, whole_group: bool
) -> None:
    """With its workers, and without them: these are to end by themselves."""
    stocked_site(library, site)
    home = os.environ["DATELINE_HOME"]
    rng = random.Random(11)
    saved: set[str] = set()
    for moment in range(SYNCS):
        with running("tui", "sync", "--all", "--events", "json") as process:
            if moment:
                wait_for(process, rng.randrange(FEEDS))
            time.sleep(rng.random() * 0.05 + (0 if moment else 0.3))
            kill_group(process) if whole_group else process.kill()
            process.wait()
            if sys.platform.startswith("linux"):
                wait_until_gone(home)
        assert is_sound(library)
        assert {headline.id for headline in all_of(library, SAVED)} == saved
        if fresh := [headline.id for headline in all_of(library) if headline.id not in saved][:3]:
            library.save(fresh)
            saved.update(fresh)
    ended = library.sync(lambda _: None, which="all")
    assert (ended.done, ended.failures) == (FEEDS, ())
    told = Counter(titles(all_of(library)))
    assert told == Counter(f"Story {feed}-{n}" for feed in range(FEEDS) for n in range(ENTRIES))
    assert {headline.id for headline in all_of(library, SAVED)} == saved
    assert is_sound(library)


@posix_only
def test_a_preparation_killed_again_and_again_completes_in_the_end(library: Library) -> None:
    """What was cut off is on the queue still; no line of the search index is there twice."""
    deliver(library, *(build_entry(f"g{n}", title=f"Story {n}", content=WORDS) for n in range(300)))
    rng = random.Random(5)
    for _ in range(PREPARATIONS):
        with running("tui.backstage") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(rng.random() * 0.15)
            process.kill()
        assert is_sound(library)
    library.prepare()
    assert library.counts().queue == 0
    assert len(library.search("palace feed:post", limit=1000)) == 300
    assert is_sound(library)


@posix_only
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells whose processes are whose")
def test_nobody_stays_behind_when_the_reader_is_killed(tmp_path: Path) -> None:
    """Neither who prepares nor who syncs, though both were started in a session of their own."""
    home = str(tmp_path / "home")
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait("Istanbul Waits")
        terminal.wait(lambda: len(ours(home)) > 1)
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
        wait_until_gone(home)
