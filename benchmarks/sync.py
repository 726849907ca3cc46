"""How long a sync takes, first, with nothing changed, and with one new entry a feed; newsboat beside it.

    python benchmarks/sync.py [--feeds 1000] [--entries 20] [--words 600] [--delay-ms 0] [--peers]
                              [--rounds 1]

Makes RSS feeds of its own and serves them on loopback, each at an address of its own as on the real
net, with ETag, 304 and gzip, from a process of its own. Runs `dateline sync --events json`, as the reader
does: what has come is listed and can be opened when it ends. Then has the texts prepared, and looks when the
last of them is searchable. Prints seconds by the clock and processor seconds in brackets; how long the write
lock is held at a time; the most memory that all its processes took together; the disk. `--peers` runs
newsboat, where it is installed, on the same feeds in the same run, once as it is and once after its cache was
ANALYZEd, which it never does itself.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import multiprocessing
import os
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.newsmaker import Newsroom, Story  # noqa: E402

NEWEST = datetime(2026, 1, 1, tzinfo=UTC)


# ── feeds ─────────────────────────────────────────────────────────────────────────────────────


def documents(feeds: int, entries: int, words: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield each feed as it is first, and as it is with one new entry on top."""
    room = Newsroom(feeds=1, stories=feeds * (entries + 1), words=words, newest=int(NEWEST.timestamp()))
    for feed in range(feeds):
        items = [item(feed, n, room.story(feed * (entries + 1) + n)) for n in range(entries + 1)]
        yield document(feed, items[1:]), document(feed, items[:entries])


def document(feed: int, items: list[str]) -> bytes:
    head = f"<title>Made-up News {feed}</title><link>https://n{feed}.example/</link>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    body = "".join(items)
    return f'<?xml version="1.0"?>\n<rss version="2.0" {space}><channel>{head}{body}</channel></rss>'.encode()


def item(feed: int, number: int, story: Story) -> str:
    """Return an entry; number 0 is the newest."""
    link = f"https://n{feed}.example/story/{number}"
    text = "".join(
        (f"<h2>{heading}</h2>" if heading else "") + "".join(f"<p>{line}</p>" for line in lines)
        for heading, lines in story.paragraphs
    )
    when = format_datetime(NEWEST - timedelta(hours=number, minutes=feed))
    return (
        f"<item><title>{escape(story.headline)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{when}</pubDate><description>{escape(story.summary)}</description>"
        f"<content:encoded>{escape(text)}</content:encoded></item>"
    )


def address(feed: int, port: int) -> str:
    """Return a feed's address: a loopback host for each."""
    return f"http://127.0.{feed // 250 + 1}.{feed % 250 + 1}:{port}/{feed}"


# ── the server ────────────────────────────────────────────────────────────────────────────────


def serve(folder: Path, port: int, delay_s: float, ready: Event, changed: Event) -> None:
    """Answer from memory until ended; with the changed documents once that is said."""
    answers = [
        [answer((folder / f"{kind}{feed}").read_bytes()) for feed in range(len(list(folder.glob("old*"))))]
        for kind in ("old", "new")
    ]
    asyncio.run(_serve(answers, port, delay_s, ready, changed))


async def _serve(
    answers: list[list[tuple[bytes, bytes, bytes]]], port: int, delay_s: float, ready: Event, changed: Event
) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                if delay_s:
                    await asyncio.sleep(delay_s)
                feed = int(request[5 : request.index(b" ", 5)])
                etag, full, unmodified = answers[changed.is_set()][feed]
                writer.write(unmodified if etag in request else full)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(handle, "0.0.0.0", port, backlog=2_000)
    ready.set()
    async with server:
        await server.serve_forever()


def answer(body: bytes) -> tuple[bytes, bytes, bytes]:
    """Return a document's ETag, its whole answer, and the one that says it has not changed."""
    etag = b'"' + hashlib.sha1(body, usedforsecurity=False).hexdigest()[:20].encode() + b'"'
    packed = gzip.compress(body, 6)
    head = b"ETag: " + etag + b"\r\nContent-Type: application/rss+xml\r\n"
    length = f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    full = b"HTTP/1.1 200 OK\r\n" + head + length + packed
    return etag, full, b"HTTP/1.1 304 Not Modified\r\n" + head + b"\r\n"


# ── who is measured ───────────────────────────────────────────────────────────────────────────


TIMED = """
import atexit, contextlib, json, sys, time
from tui.store import connection
held, begin_and_commit = [], connection.transaction
@contextlib.contextmanager
def timed(conn, *waiting):
    conn.execute("PRAGMA wal_autocheckpoint = 0")
    with begin_and_commit(conn, *waiting):
        began, worked = time.perf_counter(), time.thread_time()
        yield
    held.append([(time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000])
    if len(held) % 60 == 0:  # as SQLite does by itself, after a commit, when others may write already
        conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
connection.transaction = timed
atexit.register(lambda: open(sys.argv[1], "w").write(json.dumps(held)))
"""
"""Runs before a program of ours: notes how long each transaction holds the write lock, its commit too."""


Held = list[tuple[float, float]]
"""Milliseconds by the clock, and of the processor."""


class Watch:
    """Samples what all of a program's processes hold in memory together."""

    def __init__(self) -> None:
        self.peak_mb = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        server = {child.pid for child in multiprocessing.active_children()}
        while not self._ended.wait(0.1):
            children = [pid for pid in descendants(os.getpid()) if pid not in server]
            self.peak_mb = max(self.peak_mb, sum(map(resident_mb, children)))


class Readiness:
    """Looks when the last text is searchable; what comes after that is upkeep that nobody waits for."""

    def __init__(self, database: Path) -> None:
        self.seconds = float("nan")
        """From the beginning, starting up counted."""
        self._database = database
        self._began = time.perf_counter()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Readiness:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def _look(self) -> None:
        with sqlite3.connect(f"{self._database.as_uri()}?mode=ro", uri=True) as conn:
            while conn.execute("SELECT 1 FROM queue WHERE stage = 1 LIMIT 1").fetchone():
                time.sleep(0.01)
        self.seconds = time.perf_counter() - self._began


def descendants(pid: int) -> list[int]:
    try:
        found = [int(x) for x in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        found += [
            int(x)
            for task in Path(f"/proc/{pid}/task").iterdir()
            if task.name != str(pid)
            for x in (task / "children").read_text().split()
        ]
    except OSError:
        return []
    return [*found, *(inner for child in found for inner in descendants(child))]


def resident_mb(pid: int) -> float:
    """Return what a process holds, its share of what it has in common with others."""
    try:
        found = re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1000 if found else 0.0


class Dateline:
    """`dateline sync` with a home of its own."""

    name = "dateline"

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        self._env = {**os.environ, "DATELINE_HOME": str(folder / "home")}
        self._env.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody reads news without compiled modules
        self.database = folder / "home" / "data" / "dateline.db"
        feeds = folder / "feeds.opml"
        outlines = "".join(f'<outline type="rss" text="" xmlUrl="{address}"/>' for address in addresses)
        feeds.write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>')
        self._run("import", str(feeds))

    def sync(self) -> None:
        self._run("sync", "--events", "json")

    def timed_sync(self) -> Held:
        """Sync, and return how long each transaction held the write lock."""
        return self._timed("from tui.cli import main; main(['sync', '--events', 'json'])")

    def prepare(self) -> Held:
        """Make all texts searchable, names apart; return how long each transaction held the lock."""
        opened = "from tui.library.frontdesk import Library; from tui.system.paths import user_paths; "
        return self._timed(opened + "library = Library.open(user_paths()); library.prepare(names=False)")

    def _timed(self, code: str) -> Held:
        told = self.database.with_name("held.json")
        command = [sys.executable, "-c", TIMED + code, str(told)]
        subprocess.run(command, env=self._env, cwd=ROOT, check=True, capture_output=True)
        held: Held = json.loads(told.read_text())
        return held

    def count(self) -> int:
        """Return how many articles are listed and can be opened."""
        with sqlite3.connect(self.database) as conn:
            query = "SELECT count(*) FROM articles AS a JOIN bodies AS b ON b.article = a.row JOIN feeds AS f"
            return int(conn.execute(f"{query} ON f.id = a.feed WHERE f.url LIKE 'http%'").fetchone()[0])

    def _run(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tui", *arguments]
        subprocess.run(command, env=self._env, cwd=ROOT, check=True, capture_output=True)


class Newsboat:
    """newsboat without its screen."""

    name = "newsboat"

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        self.database = folder / "cache.db"
        (folder / "urls").write_text("\n".join(addresses))
        (folder / "config").write_text("reload-threads 8\n")
        self._command = [
            "newsboat",
            *("-u", str(folder / "urls"), "-c", str(self.database), "-C", str(folder / "config")),
            *("-x", "reload"),
        ]

    def sync(self) -> None:
        subprocess.run(self._command, check=True, capture_output=True)

    def count(self) -> int:
        with sqlite3.connect(self.database) as conn:
            return int(conn.execute("SELECT count(*) FROM rss_item").fetchone()[0])


class AnalyzedNewsboat(Newsboat):
    """newsboat with statistics in its cache, which it never makes itself."""

    name = "newsboat, ANALYZEd"

    def sync(self) -> None:
        super().sync()
        with sqlite3.connect(self.database) as conn:
            conn.execute("ANALYZE")


# ── the run ───────────────────────────────────────────────────────────────────────────────────


def measure(
    kind: type[Dateline] | type[Newsboat], served: Path, addresses: list[str], args: argparse.Namespace
) -> None:
    """Print the seconds of the three syncs, each against a server of its own state."""
    with tempfile.TemporaryDirectory() as name:
        program = kind(Path(name), addresses)
        changed = multiprocessing.Event()
        server = start_server(served, args, changed)
        try:
            if isinstance(program, Dateline):
                time_dateline(program, changed, args)
            else:
                first, count = clocked(program.sync), program.count()
                same = clocked(program.sync)
                changed.set()
                times = [first, Clocked(float("nan"), 0), same, clocked(program.sync)]
                complete = (count, program.count()) == expected(args)
                print_line(kind.name, times, complete)
                print(
                    f"{'':20} {program.database.stat().st_size / expected(args)[1] / 1e3:.2f} KB an article"
                )
        finally:
            server.terminate()
            server.join()


def expected(args: argparse.Namespace) -> tuple[int, int]:
    return args.feeds * args.entries, args.feeds * (args.entries + 1)


def time_dateline(program: Dateline, changed: Event, args: argparse.Namespace) -> None:
    """Time the three syncs, and the preparation after the first; print what they held and made wait."""
    held: dict[str, Held] = {}
    with Watch() as syncing:
        first = clocked(lambda: held.update(syncing=program.timed_sync()))
    count = program.count()
    with Watch() as preparing, Readiness(program.database) as readiness:
        prepared = clocked(lambda: held.update(preparing=program.prepare()))
    with sqlite3.connect(program.database) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (articles,) = conn.execute("SELECT count(*) FROM articles").fetchone()
    size = program.database.stat().st_size
    same = clocked(program.sync)
    changed.set()
    new = clocked(program.sync)
    complete = (count, program.count()) == expected(args)
    searchable = Clocked(first.wall + readiness.seconds, first.cpu + prepared.cpu)
    times = [first, searchable, same, new]
    print_line(program.name, times, complete)
    print(
        f"{'':20} {size / articles / 1e3:.2f} KB an article; {count / readiness.seconds:,.0f} texts a second"
    )
    for what, watch in (("syncing", syncing), ("preparing", preparing)):
        wall, worked = (sorted(one) for one in zip(*held[what], strict=True))
        print(
            f"{'':20} {what}: {watch.peak_mb:.0f} MB in all processes; {len(wall)} transactions, of"
            f" {quantile(wall, 0.5):.1f} ms, p99 {quantile(wall, 0.99):.1f}"
            f" (processor {quantile(worked, 0.5):.1f}, p99 {quantile(worked, 0.99):.1f})"
        )


def quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_line(name: str, times: list[Clocked], complete: bool) -> None:
    columns = " ".join(
        f"{one.wall:7.2f} ({one.cpu:5.2f})" if one.wall == one.wall else " " * 15 for one in times
    )
    print(f"{name:20} {columns}{'' if complete else '  LOST ENTRIES'}", flush=True)


class Clocked(NamedTuple):
    """Seconds by the clock, and of the processors."""

    wall: float
    cpu: float


def clocked(work: Callable[[], None]) -> Clocked:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return Clocked(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def start_server(served: Path, args: argparse.Namespace, changed: Event) -> multiprocessing.Process:
    ready = multiprocessing.Event()
    server = multiprocessing.Process(
        target=serve, args=(served, args.port, args.delay_ms / 1000, ready, changed), daemon=True
    )
    server.start()
    ready.wait(60)
    return server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--delay-ms", type=float, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    args = parser.parse_args()
    with socket.create_server(("127.0.0.1", 0)) as free:
        args.port = free.getsockname()[1]
    peers = [Newsboat, AnalyzedNewsboat] if args.peers and shutil.which("newsboat") else []
    with tempfile.TemporaryDirectory() as name:
        served = Path(name)
        for feed, (old, new) in enumerate(documents(args.feeds, args.entries, args.words)):
            (served / f"old{feed}").write_bytes(old)
            (served / f"new{feed}").write_bytes(new)
        addresses = [address(feed, args.port) for feed in range(args.feeds)]
        print(
            f"{args.feeds} feeds of {args.entries} entries of {args.words} words, {args.delay_ms:g} ms away"
        )
        print(f"load {os.getloadavg()[0]:.1f}; seconds by the clock (of the processors)")
        print(f"{'':20} {'first':>15} {'searchable':>15} {'the same':>15} {'one new each':>15}")
        for _ in range(args.rounds):
            for kind in (Dateline, *peers):
                measure(kind, served, addresses, args)


if __name__ == "__main__":
    main()
