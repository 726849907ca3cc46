"""Parsing processes: a feed that kills its reader costs that feed and no other."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources.feeds import HOSTILE, SOUND, rss
from tui.errors import ParseError
from tui.sources.rss import parse_feed
from tui.sources.workers import ParsePool, WorkPool

URL = "https://harbour.example/feed.xml"
ENDLESS = b"<rss><channel>" + b"<item>" * 60_000
"""A feed that takes feedparser longer than these tests wait."""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither limits nor alarms")


async def test_a_pool_reads_what_the_parser_reads() -> None:
    """Nothing is lost on the way between the processes, and answers go to their questions."""
    async with ParsePool(2) as pool:
        feeds = await asyncio.gather(*(pool.parse(body, URL) for body in SOUND.values()))
    assert feeds == [parse_feed(body, URL) for body in SOUND.values()]


async def test_an_error_comes_through_as_it_was_said() -> None:
    """The reader is told what is wrong with the feed, not with the pipe."""
    async with ParsePool(1) as pool:
        with pytest.raises(ParseError, match="This is not a feed"):
            await pool.parse(HOSTILE["html"](), URL)


@posix_only
async def test_a_feed_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    """An endless loop in C stops for no exception."""
    async with ParsePool(1, deadline_s=0.4) as pool:
        with pytest.raises(ParseError, match="too long"):
            await pool.parse(ENDLESS, URL)
        assert len((await pool.parse(SOUND["rdf"], URL)).entries) == 1


@posix_only
async def test_a_feed_that_takes_long_keeps_no_other_waiting(tmp_path: Path) -> None:
    """The first question is answered once the second is: each end of a pipe opens with the other."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    async with WorkPool("os:open", int, deadline_s=10) as pool, asyncio.TaskGroup() as questions:
        answers = [questions.create_task(pool.ask(str(pipe), way)) for way in (os.O_RDONLY, os.O_WRONLY)]
    assert all(answer.result() for answer in answers)


@posix_only
async def test_a_feed_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    """A bomb must not take the machine with it."""
    large = rss("<description>" + "é " * 6_000_000 + "</description>")
    async with ParsePool(1, memory_mb=64) as pool:
        with pytest.raises(ParseError):
            await pool.parse(large, URL)
        assert len((await pool.parse(SOUND["rdf"], URL)).entries) == 1


@posix_only
async def test_a_killed_process_costs_one_feed() -> None:
    """So would one that crashed."""
    async with ParsePool(1) as pool:
        await pool.parse(SOUND["rdf"], URL)
        (process_id,) = pool.process_ids
        asked = asyncio.create_task(pool.parse(ENDLESS, URL))
        await asyncio.sleep(0)
        os.kill(process_id, signal.SIGKILL)
        with pytest.raises(ParseError):
            await asked
        assert len((await pool.parse(SOUND["rdf"], URL)).entries) == 1


async def test_the_end_of_a_pool_is_the_end_of_its_processes() -> None:
    """Ctrl+C must leave nobody behind, and wait for nobody."""
    async with ParsePool(1) as pool:
        await pool.parse(SOUND["rdf"], URL)
        (process_id,) = pool.process_ids
        asked = asyncio.create_task(pool.parse(ENDLESS, URL))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_a_parsing_process_loads_no_network_and_no_screen() -> None:
    """It is to be small, and has no business there."""
    code = "import sys, tui.sources.parseworker; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"aiohttp", "textual", "feedparser", "justhtml", "sqlite3", "asyncio"} & set(
        run.stdout.split()
    )
