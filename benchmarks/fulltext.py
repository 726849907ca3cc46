"""Full texts end to end: truncated feeds, and the pages of their stories, good ones and bad ones.

    python benchmarks/fulltext.py [--feeds 100] [--entries 5] [--words 500] [--patience] [--keys 0]

Makes RSS feeds that give the beginning of each story, and a page for each, and serves them on loopback, each
feed at an address of its own, from a process of its own. One story in three has a page that is bad in one of
some dozen ways; `--patience` adds those that keep one waiting for 20 seconds. Runs `dateline sync` with the
rule `short` for all, then the fetching of pages as the reader's screen starts it, and prepares the texts.
Prints how many good pages are shown whole, how many bad ones have their reason, whether any story is shorter
than its feed gave it, the seconds, pages a second, processor seconds, and how long the write lock is held.
With `--keys` the reader is open meanwhile, on a terminal: so many keys are pressed in the list before, and
keys as long as pages are fetched, each as soon as the last one's frame has come; prints their milliseconds.
Ends with 1 where a good page is not shown, a bad one not explained, or a story shortened.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import multiprocessing
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from multiprocessing.synchronize import Event
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.busy import pressed  # noqa: E402
from benchmarks.newsmaker import Newsroom, Story  # noqa: E402
from benchmarks.screen import TAKEN_OVER, quantile, running  # noqa: E402
from benchmarks.sync import TIMED, Clocked, address, clocked, document  # noqa: E402
from tui.library.frontdesk import Library  # noqa: E402
from tui.model.prose import plain_text  # noqa: E402
from tui.system.child import NICENESS  # noqa: E402
from tui.system.paths import user_paths  # noqa: E402
from tui.text.wordcount import count_words  # noqa: E402

NEWEST = 1_767_225_600
"""2026-01-01, in UTC seconds."""
Answers = dict[str, bytes]
ENDLESS, SILENT = b"endless", b"silent"
"""What stands for an answer that never ends, and for one that never begins."""


# ── pages ─────────────────────────────────────────────────────────────────────────────────────


def page(story: Story) -> bytes:
    """Return a story's page, with what else stands on pages."""
    text = "".join(
        (f"<h2>{escape(heading)}</h2>" if heading else "")
        + "".join(f"<p>{escape(line)}</p>" for line in lines)
        for heading, lines in story.paragraphs
    )
    menu = "".join(f"<li><a href='/{n}'>Part {n}</a></li>" for n in range(30))
    related = "".join(f"<li><a href='/r{n}'>Another story, the {n}th of today</a></li>" for n in range(12))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{escape(story.headline)}</title>"
        f"</head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article><h1>{escape(story.headline)}</h1>{text}</article>"
        f"<aside><h2>More</h2><ul>{related}</ul></aside></main>"
        "<footer><p>All rights reserved. Terms, cookies, about us.</p></footer></body></html>"
    ).encode()


def answer(body: bytes = b"", status: str = "200 OK", *headers: str) -> bytes:
    """Return an answer whole."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


HTML = "Content-Type: text/html; charset=utf-8"
BAD: dict[str, bytes] = {
    "404": answer(status="404 Not Found"),
    "410": answer(status="410 Gone"),
    "401": answer(status="401 Unauthorized"),
    "403": answer(status="403 Forbidden"),
    "500": answer(status="500 Internal Server Error"),
    "login": answer(b"", "302 Found", "Location: /login"),
    "circle": answer(b"", "302 Found", "Location: /circle"),
    "file": answer(b"", "302 Found", "Location: file:///etc/passwd"),
    "PDF": answer(b"%PDF-1.7\n" + bytes(5_000), "200 OK", "Content-Type: application/pdf"),
    "6 MB": answer(b"<html>" + b"x" * 6_000_000, "200 OK", HTML),
    "bomb": answer(gzip.compress(b"<html>" + bytes(100_000_000)), "200 OK", HTML, "Content-Encoding: gzip"),
    "script": answer(b"<html><body><div id='root'></div><script>go()</script></body></html>", "200 OK", HTML),
    "consent": answer(b"<html><title>Cookies and consent</title><p>Agree.</p></html>", "200 OK", HTML),
    "paywall": answer(
        b'<html><script type="application/ld+json">{"isAccessibleForFree":false}</script><p>Subscribe.</p>',
        "200 OK",
        HTML,
    ),
    "list": answer(
        b"<html><body>" + b"<li><a href='/x'>A story</a></li>" * 120 + b"</body></html>", "200 OK", HTML
    ),
    "nested": answer(b"<html><body>" + b"<div>" * 100_000, "200 OK", HTML),
    "empty": answer(b"", "200 OK", HTML),
    "broken": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html><p>Only",
    "no HTTP": b"* OK IMAP4 ready\r\n",
}
SLOW: dict[str, bytes] = {"endless": ENDLESS, "silent": SILENT}


def world(
    feeds: int, entries: int, words: int, bad: dict[str, bytes]
) -> Iterator[tuple[int, Answers, dict[str, str]]]:
    """Yield each feed with its answers by path, and what each story's page is: `good`, or how it is bad."""
    room = Newsroom(feeds=feeds, stories=feeds * entries, words=words, newest=NEWEST)
    names = list(bad)
    for feed in range(feeds):
        answers: Answers = {"/login": answer(page(room.story(0)), "200 OK", HTML), "/circle": bad["circle"]}
        kinds: dict[str, str] = {}
        items: list[str] = []
        for number in range(entries):
            count = feed * entries + number
            story = room.story(count)
            kind = names[count // 3 % len(names)] if count % 3 == 2 else "good"
            headline = f"{story.headline} {count}"
            kinds[headline] = kind
            answers[f"/{feed}/{number}"] = (
                answer(page(story), "200 OK", HTML) if kind == "good" else bad[kind]
            )
            beginning = " ".join(beginning_of(story).split()[:25])
            items.append(
                f"<item><title>{escape(headline)}</title><guid>{count}</guid><link>{{home}}/{feed}/{number}</link>"
                f"<description>{escape(beginning)}…</description></item>"
            )
        answers[f"/{feed}"] = document(feed, items)
        yield feed, answers, kinds


def beginning_of(story: Story) -> str:
    """Return a story's first paragraph."""
    return next(line for _, lines in story.paragraphs for line in lines)


def last_of(story: Story) -> str:
    """Return a story's last paragraph."""
    return [line for _, lines in story.paragraphs for line in lines][-1]


# ── the server ────────────────────────────────────────────────────────────────────────────────


def serve(port: int, args: argparse.Namespace, ready: Event) -> None:
    """Answer until ended."""
    answers: Answers = {}
    for feed, of_feed, _ in world(args.feeds, args.entries, args.words, kinds_of(args)):
        home = address(feed, port).rpartition("/")[0].encode()
        feed_path = f"/{feed}"
        of_feed[feed_path] = answer(
            of_feed[feed_path].replace(b"{home}", home), "200 OK", "Content-Type: text/xml"
        )
        answers |= of_feed
    asyncio.run(_serve(port, answers, ready))


async def _serve(port: int, answers: Answers, ready: Event) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            whole = answers.get(request.split(b" ")[1].decode(), answer(status="404 Not Found"))
            if whole == SILENT:
                await asyncio.sleep(3_600)
            elif whole == ENDLESS:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n<html>")
                while not writer.is_closing():
                    writer.write(b"<p>more</p>")
                    await writer.drain()
                    await asyncio.sleep(0.1)
            else:
                writer.write(whole)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "0.0.0.0", port, backlog=2_000)
    ready.set()
    async with server:
        await server.serve_forever()


def kinds_of(args: argparse.Namespace) -> dict[str, bytes]:
    """Return in which ways pages are bad."""
    return BAD | SLOW if args.patience else BAD


# ── the run ───────────────────────────────────────────────────────────────────────────────────

FETCH = """
from tui.library.frontdesk import Library
from tui.system.paths import user_paths
library = Library.open(user_paths())
library.full_texts.fetch(lambda event: None)
"""


def run(env: dict[str, str], code: str, *arguments: str) -> Clocked:
    """Run a program of ours; return its seconds."""
    command = [sys.executable, "-c", code, *arguments]
    return clocked(lambda: subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True))


def put_off(home: Path, seconds: int) -> None:
    """Let all pages that wait be due so much later."""
    with sqlite3.connect(home / "data" / "dateline.db") as conn:
        conn.execute("UPDATE full_texts SET due_at = due_at + ?", (seconds,))


def fetch_beside_reader(env: dict[str, str], held: Path, keys: int) -> Clocked:
    """Fetch as the reader's screen has it done, while keys are pressed there; print how long they take."""
    home = Path(env["DATELINE_HOME"])
    # Else the reader has them fetched by itself: what that costs would be counted as idle.
    put_off(home, 1_000_000)
    with running([sys.executable, "-m", "tui"], DATELINE_HOME=env["DATELINE_HOME"]) as program:
        program.wait(re.compile(re.escape(TAKEN_OVER)))
        program.settle(2.0)
        idle, _ = pressed(program, keys, lambda: True)
        put_off(home, -1_000_000)
        times: list[float] = []

        def fetch() -> None:
            child = subprocess.Popen(
                [sys.executable, "-c", TIMED + FETCH, str(held)], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
            )
            os.setpriority(os.PRIO_PROCESS, child.pid, NICENESS)
            times.extend(pressed(program, 1_000_000, lambda: child.poll() is None)[0])

        fetched = clocked(fetch)
    for what, of_keys in (("idle", idle), ("pages fetched", times)):
        p50, p99 = quantile(of_keys, 0.5), quantile(of_keys, 0.99)
        print(f"keys while {what:14} {len(of_keys):5}: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    return fetched


class Judge:
    """Compares what is stored with what was served."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._room = Newsroom(
            feeds=args.feeds, stories=args.feeds * args.entries, words=args.words, newest=NEWEST
        )
        self._library = Library.open(user_paths())
        listed = self._library.listing().window(0, args.feeds * args.entries + 10)
        self._found = {one.headline: one.id for one in listed}
        self.became: Counter[str] = Counter()
        self.wrong: list[str] = []
        """What should not have been, a line each."""
        self.told: dict[str, str] = {}
        """By kind of bad page, what is told of the first."""

    def judge(self) -> None:
        """Look at each story."""
        args = self._args
        for _, _, kinds in world(args.feeds, args.entries, args.words, kinds_of(args)):
            for headline, kind in kinds.items():
                self._judge(headline, kind)
        self._library.close()

    def _judge(self, headline: str, kind: str) -> None:
        id_ = self._found.get(headline)
        known = None if id_ is None else self._library.full_texts.of(id_)
        if id_ is None or known is None:
            self.wrong.append(f"{headline}: {kind}, and nothing is known of it")
            return
        texts = [plain_text(version.sections) for version in self._library.versions(id_)]
        if count_words(texts[-1]) < max(map(count_words, texts)):
            self._note("shortened", f"{headline}: it is shorter than it was")
        if kind == "good":
            story = self._room.story(int(headline.rpartition(" ")[2]))
            ends = (beginning_of(story)[:60], last_of(story)[-60:])
            is_well = known.state == "shown" and all(line in texts[-1] for line in ends)
            became = "good, shown" if is_well else "good, not shown"
        else:
            is_well = known.state != "shown" and known.reason is not None
            became = "bad, explained" if is_well else "bad, not explained"
            self.told.setdefault(kind, known.reason or "")
        self._note(became, "" if is_well else f"{headline}: {kind} is {known.state}: {known.reason}")

    def _note(self, became: str, wrong: str) -> None:
        self.became[became] += 1
        if wrong:
            self.wrong.append(wrong)


def main() -> int:
    """Serve, sync, fetch, prepare, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--entries", type=int, default=5)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--patience", action="store_true", help="with pages that keep one waiting")
    parser.add_argument("--keys", type=int, default=0, help="keys in the reader meanwhile")
    parser.add_argument("--reasons", action="store_true", help="print what is told of each kind of bad page")
    args = parser.parse_args()
    with socket.socket() as free:
        free.bind(("0.0.0.0", 0))
        port = free.getsockname()[1]
    ready = multiprocessing.Event()
    server = multiprocessing.Process(target=serve, args=(port, args, ready), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as name:
        os.environ["DATELINE_HOME"] = name
        try:
            ready.wait(120)
            return measure(Path(name), port, args)
        finally:
            server.kill()
            server.join()


def measure(home: Path, port: int, args: argparse.Namespace) -> int:
    """Run all steps and print the figures."""
    env = {**os.environ}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('[articles]\nfulltext = "short"\n')
    outlines = "".join(
        f'<outline type="rss" text="" xmlUrl="{address(f, port)}"/>' for f in range(args.feeds)
    )
    feeds = home / "feeds.opml"
    feeds.write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>')
    held = home / "held.json"
    cli = "import sys; from tui.cli import main; main(sys.argv[1:])"
    run(env, cli, "import", str(feeds))
    synced = run(env, cli, "sync", "--events", "json")
    if args.keys:
        run(env, cli, "prepare")
    fetched = fetch_beside_reader(env, held, args.keys) if args.keys else run(env, TIMED + FETCH, str(held))
    prepared = run(env, cli, "prepare")
    locked = [clock for clock, _ in json.loads(held.read_text())]
    judge = Judge(args)
    judge.judge()
    pages = args.feeds * args.entries
    print(f"{pages} stories: synced in {synced.wall:.1f} s, prepared in {prepared.wall:.1f} s")
    rate = pages / fetched.wall
    print(f"pages fetched in {fetched.wall:.1f} s: {rate:.1f} a second; processor {fetched.cpu:.1f} s")
    print(f"write lock held at most {max(locked):.1f} ms, {len(locked)} times")
    for what in ("good, shown", "good, not shown", "bad, explained", "bad, not explained", "shortened"):
        print(f"{what:20} {judge.became[what]}")
    if args.reasons:
        print("".join(f"  {kind:10} {reason}\n" for kind, reason in judge.told.items()), end="")
    for line in judge.wrong[:20]:
        print(f"  {line}")
    return int(bool(judge.wrong))


if __name__ == "__main__":
    sys.exit(main())
