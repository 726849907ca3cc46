"""How long a sync takes, first, with nothing changed, and with one new entry a feed; newsboat beside it.

    python benchmarks/sync.py [--feeds 1000] [--entries 20] [--words 600] [--delay-ms 0] [--peers]
                              [--rounds 1]

Makes RSS feeds of its own and serves them on loopback, each at an address of its own as on the real
net, with ETag, 304 and gzip, from a process of its own. Runs `dateline sync` as a reader would, and
prints the seconds by the clock, the size of the database, and the most memory that any of its
processes took. `--peers` runs newsboat, where it is installed, on the same feeds, once as it is
and once after its cache was ANALYZEd.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import multiprocessing
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from multiprocessing.synchronize import Event
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.newsmaker import Newsroom, Story

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


class Dateline:
    """`dateline sync` with a home of its own."""

    name = "dateline"

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        self._env = {**os.environ, "DATELINE_HOME": str(folder / "home")}
        self.database = folder / "home" / "data" / "dateline.db"
        feeds = folder / "feeds.opml"
        outlines = "".join(f'<outline type="rss" text="" xmlUrl="{address}"/>' for address in addresses)
        feeds.write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>')
        self._run("import", str(feeds))

    def sync(self) -> None:
        self._run("sync")

    def count(self) -> int:
        """Return how many articles are listed and can be opened."""
        with sqlite3.connect(self.database) as conn:
            query = "SELECT count(*) FROM articles AS a JOIN bodies AS b ON b.article = a.row JOIN feeds AS f"
            return int(conn.execute(f"{query} ON f.id = a.feed WHERE f.url LIKE 'http%'").fetchone()[0])

    def _run(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tui", *arguments]
        subprocess.run(command, env=self._env, check=True, capture_output=True)


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
            seconds = [clocked(program.sync)]
            first = program.count()
            seconds.append(clocked(program.sync))
            changed.set()
            seconds.append(clocked(program.sync))
        finally:
            server.terminate()
            server.join()
        times = " ".join(f"{second:8.2f}" for second in seconds)
        complete = (first, program.count()) == (args.feeds * args.entries, args.feeds * (args.entries + 1))
        size = program.database.stat().st_size / 1e6
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        lost = "" if complete else "  LOST ENTRIES"
        print(f"{kind.name:20} {times}   {size:6.1f} MB on disk   {peak:4.0f} MB of memory{lost}")


def clocked(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


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
        print(f"{'seconds':20} {'first':>8} {'same':>8} {'one new':>8}")
        for _ in range(args.rounds):
            for kind in (Dateline, *peers):
                measure(kind, served, addresses, args)


if __name__ == "__main__":
    main()
