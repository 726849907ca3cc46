"""Time what a reader waits for, on a real terminal, beside a bare Textual app in the same run.

    python benchmarks/fill_store.py --articles 1000000 --home /tmp/million
    python benchmarks/screen.py --home /tmp/million [--home /tmp/thousand ...] [--runs 7] [-- PEER ARG ...]

Prints, for each home and for the bare app: milliseconds to the first list on the screen; to the first
key that acts; for a key in the list (p50, p99); for a hundred keys held down; to the end of the list
and back; to open an article and to come back; for a search; to quit; memory; and what it does when
left alone. Runs take turns, medians are printed, and ratios to the bare app. Times are taken when
the bytes of a whole frame have arrived on the terminal's other side; nothing is emulated. A PEER, say
newsboat, is timed to its first list: give the text to wait for as --peer-shows.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 120, 40
FRAME_END = b"\x1b[?2026l"
SYNC_QUERY, SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
TAKEN_OVER = b"\x1b[?2004h"
LIST_CURSOR = re.compile(rb"48;2;45;51;65m")
"""The ground of the row under the cursor, in a list that has the keys (tui.drawing.looks.DARK)."""
Figures = dict[str, list[float]]


@dataclass
class Program:
    """One running program, and when its bytes came."""

    command: Sequence[str]
    env: dict[str, str]
    raw: bytearray = field(default_factory=bytearray)
    stamps: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        # COLUMNS and LINES would count more than the terminal's own size; some programs leave theirs set.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        env = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **self.env}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            list(self.command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(slave)

    def pump(self, timeout_s: float) -> bool:
        """Take in what has come; False when nothing did."""
        if not select.select([self.master], [], [], timeout_s)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self.stamps.append((time.perf_counter(), len(self.raw)))
        if SYNC_QUERY in data:
            os.write(self.master, SYNC_ANSWER)
        return bool(data)

    def wait(self, wanted: re.Pattern[bytes], since: int = 0, timeout_s: float = 60) -> float:
        """Wait for bytes after `since`, and the end of their frame; returns the moment."""
        end = time.perf_counter() + timeout_s
        while time.perf_counter() < end:
            found = wanted.search(self.raw, since)
            if found:
                closing = self.raw.find(FRAME_END, found.end())
                at = closing if closing >= 0 else found.end()
                if closing >= 0 or FRAME_END not in self.raw:
                    return next(moment for moment, size in self.stamps if size >= at)
            self.pump(0.05)
        raise TimeoutError(f"{wanted.pattern!r} did not come; last was {bytes(self.raw[-2000:])!r}")

    def press(self, keys: bytes) -> float:
        """Press and wait for the end of the next frame; returns seconds."""
        before = len(self.raw)
        began = time.perf_counter()
        os.write(self.master, keys)
        while self.raw.find(FRAME_END, before) < 0:
            if not self.pump(2):
                return float("nan")
        at = self.raw.find(FRAME_END, before)
        return next(moment for moment, size in self.stamps if size >= at) - began

    def settle(self, quiet_s: float = 0.15) -> float:
        """Wait until nothing more comes; returns the moment the last came."""
        while self.pump(quiet_s):
            pass
        return self.stamps[-1][0]

    def memory_mb(self) -> float:
        """Peak resident memory of the program and its children."""
        total = 0.0
        for pid in [self.process.pid, *_children(self.process.pid)]:
            with contextlib.suppress(OSError):
                status = Path(f"/proc/{pid}/status").read_text()
                found = re.search(r"VmHWM:\s+(\d+)", status)
                total += int(found[1]) / 1024 if found else 0
        return total

    def cpu_s(self) -> float:
        """Processor seconds used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def quit(self, keys: bytes) -> float:
        """Press and wait for the process to end; returns seconds."""
        began = time.perf_counter()
        os.write(self.master, keys)
        while self.process.poll() is None and time.perf_counter() - began < 10:
            self.pump(0.001)
        return time.perf_counter() - began

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(x) for x in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@contextlib.contextmanager
def running(command: Sequence[str], **env: str) -> Iterator[Program]:
    """Run a program for a while."""
    program = Program(command, env)
    try:
        yield program
    finally:
        program.close()


def note(figures: Figures, name: str, seconds: float) -> None:
    """Keep a figure in milliseconds."""
    if seconds == seconds:
        figures.setdefault(name, []).append(seconds * 1000)


def in_list(program: Program, figures: Figures, keys: int) -> None:
    """Time keys in the list."""
    for _ in range(keys):
        note(figures, "key j", program.press(b"j"))
    program.settle()
    began = time.perf_counter()
    os.write(program.master, b"j" * 100)
    program.pump(5)
    note(figures, "100 keys held", program.settle() - began)
    for key in (b"G", b"g"):
        note(figures, f"to the {'end' if key == b'G' else 'top'}", program.press(key))
        program.settle()


def time_bare(rows: int, figures: Figures, keys: int) -> None:
    """One run of the bare app."""
    with running([sys.executable, "benchmarks/bare.py", str(rows)]) as program:
        note(figures, "first list", program.wait(re.compile(rb"R000000003")) - program.began)
        os.write(program.master, b"j")
        note(figures, "first key acts", program.wait(re.compile(rb"\x1b\[7mR000000001")) - program.began)
        program.settle()
        in_list(program, figures, keys)
        leave(program, figures)


def leave(program: Program, figures: Figures) -> None:
    """Time being left alone, and quitting."""
    program.settle()
    cpu, size = program.cpu_s(), len(program.raw)
    while program.pump(2):
        pass
    figures.setdefault("idle 2 s: CPU ms", []).append((program.cpu_s() - cpu) * 1000)
    figures.setdefault("idle 2 s: bytes", []).append(len(program.raw) - size)
    figures.setdefault("memory MB", []).append(program.memory_mb())
    note(figures, "quit", program.quit(b"q"))


def time_dateline(home: Path, figures: Figures, query: str, keys: int) -> None:
    """One run of dateline on a filled store."""
    second = re.escape(newest(home, 2)[1][:16].encode())
    with running([sys.executable, "-m", "tui"], DATELINE_HOME=str(home)) as program:
        note(figures, "first list", program.wait(re.compile(second)) - program.began)
        os.write(program.master, b"j")
        under_cursor = re.compile(LIST_CURSOR.pattern + second)
        note(figures, "first key acts", program.wait(under_cursor) - program.began)
        program.wait(re.compile(re.escape(TAKEN_OVER)))
        program.settle()
        in_list(program, figures, keys)
        open_articles(program, figures, min(15, keys))
        search(program, figures, query)
        leave(program, figures)


def open_articles(program: Program, figures: Figures, count: int) -> None:
    """Open articles and come back to the list."""
    for _ in range(count):
        program.press(b"j")
        program.settle(0.05)
        before = len(program.raw)
        began = time.perf_counter()
        os.write(program.master, b"\r")
        moment = program.wait(re.compile(rb"min, [\d,]+ words|no text"), before)
        note(figures, "open an article", moment - began)
        program.settle(0.05)
        before, began = len(program.raw), time.perf_counter()
        os.write(program.master, b"h")
        note(figures, "back to the list", program.wait(LIST_CURSOR, before) - began)
        program.settle(0.05)


def search(program: Program, figures: Figures, query: str) -> None:
    """Type a search letter by letter and time each letter's frame; then back."""
    program.press(b"/")
    program.settle()
    for letter in query:
        note(figures, "search, a letter", program.press(letter.encode()))
    program.settle()
    program.press(b"\x1b")
    program.settle(0.3)


def time_long_article(home: Path, figures: Figures) -> None:
    """One run on an article of 5,000 words under 100 headings: open, resize, change the theme, find."""
    with running([sys.executable, "-m", "tui"], DATELINE_HOME=str(home)) as program:
        program.wait(re.compile(re.escape(TAKEN_OVER)))
        program.settle(0.3)
        before, began = len(program.raw), time.perf_counter()
        os.write(program.master, b"\r")
        note(figures, "open", program.wait(re.compile(rb"min, [\d,]+ words"), before) - began)
        program.settle()
        for columns in (100, 140, COLUMNS):
            size = struct.pack("HHHH", ROWS, columns, 0, 0)
            began = time.perf_counter()
            fcntl.ioctl(program.master, termios.TIOCSWINSZ, size)
            os.kill(program.process.pid, signal.SIGWINCH)  # not its controlling terminal: tell it ourselves
            program.pump(2)
            note(figures, "resize", program.settle(0.3) - began)
        program.press(b":")
        program.settle()
        os.write(program.master, b"choose a theme")
        program.settle()
        program.press(b"\r")
        program.settle()
        os.write(program.master, b"dateline-light")
        program.settle()
        began = time.perf_counter()
        os.write(program.master, b"\r")
        program.pump(2)
        note(figures, "change the theme", program.settle() - began)
        program.press(b"/")
        program.settle()
        for letter in "harbour":
            note(figures, "find, a letter", program.press(letter.encode()))
        program.quit(b"\x1b\x1bqq")


def make_long_article(home: Path) -> None:
    """Fill a home with one article of 5,000 words under 100 headings."""
    folder = home / "data" / "seeds"
    folder.mkdir(parents=True)
    sentence = "The harbour of Izmir saw Anna Keller and the minister meet again on a cold morning in May. "
    parts = ["---\ntitle: A long article\ndate: 2040-01-01\n---\n"]
    parts += [f"\n## Part {number} of the story\n\n{(sentence * 3).strip()}\n" for number in range(1, 101)]
    (folder / "long.md").write_text("".join(parts), encoding="utf-8")
    code = "from tui.library.frontdesk import Library as L; from tui.system.paths import user_paths as p;"
    code += "l = L.open(p()); l.read_seeds(); l.prepare(); l.close()"
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "DATELINE_HOME": str(home)}, check=True
    )


def newest(home: Path, count: int) -> list[str]:
    """Return the headlines that stand on top."""
    conn = sqlite3.connect(f"file:{home / 'data' / 'dateline.db'}?mode=ro", uri=True)
    rows = conn.execute(
        "SELECT a.headline FROM status AS s CROSS JOIN articles AS a ON a.row = s.article"
        " WHERE s.hidden = 0 ORDER BY s.listed_at DESC, s.article DESC LIMIT ?",
        (count,),
    ).fetchall()
    conn.close()
    return [row[0] for row in rows]


def report(name: str, figures: Figures, yardstick: Figures) -> None:
    """Print a table: medians, for keys p99 too, and the ratio to the bare app."""
    print(f"\n{name}")
    for what, values in figures.items():
        median = statistics.median(values)
        tail = f"  p99 {quantile(values, 0.99):8.1f}" if len(values) >= 30 else ""
        beside = statistics.median(yardstick.get(what, [0]))
        ratio = f"  {median / beside:5.2f}× bare" if beside and figures is not yardstick else ""
        print(f"  {what:20} {median:9.1f}{ratio}{tail}")


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which so much of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    """Take turns, then print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, action="append", required=True, help="a filled DATELINE_HOME")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the bare app")
    parser.add_argument("--keys", type=int, default=40, help="so many keys in the list, one after the other")
    parser.add_argument("--query", default="government")
    parser.add_argument("--peer-shows", default="", help="what the peer's first list shows")
    parser.add_argument("peer", nargs="*", help="another program's command line, after --")
    arguments = parser.parse_args()
    bare: Figures = {}
    homes: dict[Path, Figures] = {home.resolve(): {} for home in arguments.home}
    peer: Figures = {}
    turns: list[Callable[[], None]] = [lambda: time_bare(arguments.rows, bare, arguments.keys)]
    turns += [
        lambda home=home: time_dateline(home, homes[home], arguments.query, arguments.keys) for home in homes
    ]
    if arguments.peer:
        turns.append(lambda: time_peer(arguments.peer, arguments.peer_shows, peer))
    long: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        make_long_article(Path(folder))
        turns.append(lambda: time_long_article(Path(folder), long))
        for _ in range(arguments.runs):
            for turn in turns:
                turn()
    print(f"load {os.getloadavg()[0]:.1f}, {arguments.runs} runs, {COLUMNS}×{ROWS}, milliseconds unless said")
    report("bare Textual app", bare, bare)
    for home, figures in homes.items():
        report(f"dateline on {home}", figures, bare)
    report("an article of 5,000 words under 100 headings", long, bare)
    if peer:
        report(" ".join(arguments.peer), peer, bare)


def time_peer(command: Sequence[str], shows: str, figures: Figures) -> None:
    """One run of another program, to its first list."""
    with running(command) as program:
        note(figures, "first list", program.wait(re.compile(re.escape(shows.encode()))) - program.began)
        figures.setdefault("memory MB", []).append(program.memory_mb())


if __name__ == "__main__":
    main()
