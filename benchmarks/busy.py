"""Time keys in the list while it works behind the screen: idle, preparing, finding names, syncing.

    python benchmarks/busy.py [--articles 5000] [--keys 300] [--feeds 1000]

A home with a thousand feeds is filled from the loopback server of `sync.py`. The reader runs on a real
terminal, and keys are pressed one after the other, each as soon as the last one's frame has come: with
nothing to do; while as many texts and names as `--articles` are prepared, from the moment it opens; while it
syncs its feeds, each of which has something new; and while it fetches them all for the first time. Articles
are opened too, those whose names are found last. Prints p50 and p99 of a key in milliseconds, the ratio to
idle, and what all processes of the reader held in memory together.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.screen import TAKEN_OVER, Program, quantile, running  # noqa: E402
from benchmarks.sync import Dateline, address, descendants, documents, resident_mb, start_server  # noqa: E402

FEEDS = 1_000
SYNC = "sync --events json"
"""What stands in the command line of a sync that the reader has begun."""


def pressed(program: Program, keys: int, go_on: Callable[[], bool]) -> tuple[list[float], float]:
    """Press `j` and `k` in turns while there is reason to; return milliseconds, and memory."""
    times: list[float] = []
    peak_mb = 0.0
    while len(times) < keys and go_on():
        key = b"j" if len(times) % 2 == 0 else b"k"
        seconds = program.press(key)
        if seconds == seconds:
            times.append(seconds * 1000)
        if len(times) % 5 == 0:
            processes = [program.process.pid, *descendants(program.process.pid)]
            peak_mb = max(peak_mb, sum(map(resident_mb, processes)))
    return times, peak_mb


def opened(program: Program, count: int) -> list[float]:
    """Open articles from the list's end, whose turn is last; return milliseconds until each is shown."""
    times: list[float] = []
    program.press(b"G")
    program.settle(0.1)
    for _ in range(count):
        before, began = len(program.raw), time.perf_counter()
        os.write(program.master, b"\r")
        shown = program.wait(re.compile(rb"min, [\d,]+ words"), before)
        times.append((shown - began) * 1000)
        program.settle(0.05)
        program.press(b"h")
        program.settle(0.05)
        program.press(b"k")
        program.settle(0.05)
    return times


def works_for(program: Program, words: str) -> bool:
    """Whether a process of the reader's runs with these words in its command line."""
    for pid in descendants(program.process.pid):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if words in command:
            return True
    return False


def in_reader(home: Path, keys: int, what: str, start: bytes, child: str, idle_p99: float = 0.0) -> float:
    """Open the reader, begin, and time keys until so many were pressed or the child has ended; print."""
    with running([sys.executable, "-m", "tui"], DATELINE_HOME=str(home)) as program:
        program.wait(re.compile(re.escape(TAKEN_OVER)))
        if not child:
            program.settle(0.5)
        if start:
            program.settle(0.5)
            os.write(program.master, start)
        began = time.perf_counter()
        while child and not works_for(program, child) and time.perf_counter() - began < 5:
            program.pump(0.02)
        if child and not works_for(program, child):
            sys.exit(f"{what}: nothing was seen at work, so nothing can be measured")
        times, peak_mb = pressed(program, keys, lambda: not child or works_for(program, child))
        if child != SYNC and works_for(program, child) is bool(child):
            shown = opened(program, min(12, keys))
            print(f"{what:28} opened in  p50 {quantile(shown, 0.5):5.1f}, at most {max(shown):5.1f}")
    p99 = quantile(times, 0.99) if times else 0.0
    ratio = f"  {p99 / idle_p99:4.2f}× idle" if idle_p99 else ""
    p50 = quantile(times, 0.5) if times else 0.0
    print(
        f"{what:28} {len(times):4} keys  p50 {p50:5.1f}  p99 {p99:5.1f}{ratio}  {peak_mb:4.0f} MB", flush=True
    )
    return p99


def emptied(home: Path, folder: Path) -> Path:
    """Return a copy of a home in which nothing waits to be prepared."""
    shutil.copytree(home, folder)
    with sqlite3.connect(folder / "data" / "dateline.db") as conn:
        conn.execute("DELETE FROM queue")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--feeds", type=int, default=FEEDS)
    args = parser.parse_args()
    args.entries, args.words, args.delay_ms = args.articles // args.feeds, 600, 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        args.port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "served").mkdir()
        for feed, (old, new) in enumerate(documents(args.feeds, args.entries, args.words)):
            (folder / "served" / f"old{feed}").write_bytes(old)
            (folder / "served" / f"new{feed}").write_bytes(new)
        changed = multiprocessing.Event()
        server = start_server(folder / "served", args, changed)
        try:
            addresses = [address(feed, args.port) for feed in range(args.feeds)]
            empty = folder / "empty"
            empty.mkdir()
            Dateline(empty, addresses)
            full = folder / "full"
            full.mkdir()
            Dateline(full, addresses).sync()
            print(f"load {os.getloadavg()[0]:.1f}, {args.articles} articles, milliseconds")
            still = emptied(full / "home", folder / "still")
            idle = in_reader(still, args.keys, "idle", b"", "")
            in_reader(full / "home", args.keys, "texts, then names", b"", "tui.backstage", idle)
            changed.set()
            in_reader(still, args.keys, "one new entry each", b"R", SYNC, idle)
            in_reader(emptied(empty / "home", folder / "first"), args.keys, "first fetch", b"R", SYNC, idle)
        finally:
            server.terminate()
            server.join()


if __name__ == "__main__":
    main()
