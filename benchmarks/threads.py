"""What it costs to join articles to threads: milliseconds, articles a second, bytes, and keys meanwhile.

    python benchmarks/threads.py [--stored 100000] [--stream 2000] [--words 600] [--keys 0] [--joining 5000]

So many articles are stored that others may join, all within the window, six in ten of them in threads whose
sizes fall steeply; of these only the lists' lines and the tables of threads are written. Then a stream of
whole articles of the same stories joins them: every twelfth prints the text of another. Prints what an
article of it takes (its names are known: finding them is not counted), of which its traits; and what the
tables and indexes of threads take, by table.

With `--keys` the reader is opened on a terminal after that: so many keys are pressed in the list while it is
idle, and then keys as long as a process as the reader has behind the screen joins `--joining` more.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.busy import pressed
from benchmarks.fill_store import NEWEST, Rows, add_story, feed_url, store
from benchmarks.newsmaker import Newsroom, Story
from benchmarks.screen import TAKEN_OVER, Program, quantile, running
from tui.library.frontdesk import Library
from tui.model.articles import Article
from tui.model.prose import plain_text
from tui.preparing.threads import Joiner
from tui.store import texts, threadindex, threads
from tui.store.settings import set_setting
from tui.system.paths import user_paths
from tui.threads.traits import INDEX_TERMS, KeptTraits, ThreadTraits, traits_of
from tui.threads.words import mark_of, term_of

ROOT: Final = Path(__file__).resolve().parent.parent
FEEDS: Final = 1_000
SPREAD_S: Final = 25 * 86_400
"""The articles are spread over so long: less than the window."""
PER_STORY: Final = 8
"""Articles for each story that begins."""
TOPICS: Final = 200
"""Words of a topic stand in all of its stories."""
COMMONEST: Final = 300
"""Words that tell nothing of any story."""
BLOCK: Final = 1 << 15
"""Rows whose terms lie together, as `threadindex` has it."""
MOST_ROWS: Final = 192
COPIED_EACH: Final = 12
TABLES: Final = (
    "threads", "thread_articles", "thread_articles_thread", "thread_articles_source", "thread_traits",
    "thread_terms", "thread_choices",
)  # fmt: skip
UNASKED: Final = "[sync]\ninterval_minutes = 0\n"
"""The configuration under which the reader asks no feed."""


# ── what is told ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Event:
    """What articles of a story have in common."""

    words: tuple[str, ...]
    """The last of them are its topic's."""
    people: tuple[str, ...]
    city: str


class Desk:
    """Writes articles of stories that go on; everything follows from an article's number."""

    def __init__(self, articles: int, words: int) -> None:
        self.articles = articles
        self._room = Newsroom(feeds=FEEDS, stories=articles, words=words, newest=NEWEST)
        self._words = [word for word in self._room.vocabulary[COMMONEST:] if len(word) > 3]
        self._weights = list(accumulate(1 / (rank + COMMONEST) for rank in range(len(self._words))))
        self.event = lru_cache(maxsize=20_000)(self._event)

    def story(self, number: int) -> Story:
        """Return an article, whole."""
        rng = random.Random(number)
        event, own = self.event(story_of(number)), self._some(rng, 4)
        filler = self._room.story(number)
        copied = self.story(number - 5) if number % COPIED_EACH == 0 and number >= 5 else None
        told = [
            f"{rng.choice(event.people)} said that the {' '.join(rng.sample((*event.words, *own), 6))} of"
            f" {event.city} took {rng.randint(2, 900)} {rng.choice(event.words)}."
            for _ in filler.paragraphs
        ]
        paragraphs = tuple(
            (heading, (f"{sentence} {texts[0]}", *texts[1:]))
            for sentence, (heading, texts) in zip(told, filler.paragraphs, strict=True)
        )
        return replace(
            filler,
            published_at=self.moment(number),
            headline=" ".join([*rng.sample(event.words, 4), *own[:2]]).capitalize(),
            city=event.city,
            people=event.people,
            paragraphs=copied.paragraphs if copied else paragraphs,
        )

    def kept(self, number: int, shape: KeptTraits) -> KeptTraits:
        """Return what is kept of an article without writing it, of the size of another."""
        rng = random.Random(number)
        event = self.event(story_of(number))
        marks = [mark_of(word) for word in event.words]
        own = list(map(mark_of, self._some(rng, len(shape.title) + len(shape.body))))
        people, places = (
            tuple(mark_of(name.split()[-1].lower()) for name in names)
            for names in (event.people, [event.city])
        )
        rng.shuffle(marks)
        return replace(
            shape,
            at=self.moment(number) // 60,
            source=rng.getrandbits(16),
            column=rng.getrandbits(32) or 1,
            title=tuple((marks[:4] + own)[: len(shape.title)]),
            body=tuple((marks[4:] + own[::-1])[: len(shape.body)]),
            people=people[: len(shape.people)],
            places=places[: len(shape.places)],
            numbers=tuple(rng.getrandbits(16) for _ in shape.numbers),
            runs=tuple(sorted(rng.getrandbits(12) for _ in shape.runs)),
        )

    def terms(self, number: int) -> Iterator[tuple[int, int]]:
        """Yield what such an article is found by: most of what its story is about, and words of its own."""
        rng = random.Random(~number)
        yield rng.getrandbits(32), 1
        words = [*rng.sample(self.event(story_of(number)).words, 5), *self._some(rng, INDEX_TERMS - 6)]
        for word in dict.fromkeys(words):
            yield term_of(word), rng.randint(4, 15)

    def moment(self, number: int) -> int:
        """Return when an article is published."""
        return NEWEST - SPREAD_S + SPREAD_S * number // self.articles

    def _event(self, number: int) -> Event:
        rng = random.Random(f"story {number}")
        topic = self._some(random.Random(f"topic {number % TOPICS}"), 4)
        words = dict.fromkeys([*self._some(rng, 12), *topic])
        people = tuple(
            f"{a.capitalize()} {b.capitalize()}" for a, b in zip(*[iter(self._some(rng, 6))] * 2, strict=True)
        )
        return Event(tuple(words), people, rng.choice(self._words).capitalize())

    def _some(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self._words, cum_weights=self._weights, k=count)


def story_of(number: int) -> int:
    """Return which story an article tells; a negative one is told by no other.

    Most stories last for some hundred articles of all; one in 64 draws more than the others, one in 1,024
    most of all.
    """
    rng = random.Random(-1 - number)
    if rng.random() >= 0.6:
        return -1 - number
    recent = max(0, number // PER_STORY - int(rng.expovariate(1 / 60)))
    size = rng.choices((1, 64, 1_024), (0.7, 0.25, 0.05))[0]
    return recent // size * size


# ── the store ─────────────────────────────────────────────────────────────────────────────────


def fill(library: Library, desk: Desk, count: int, shapes: list[KeptTraits]) -> None:
    """Store articles and the tables of threads in bulk, a block of rows at a time."""
    began: dict[int, int] = {}
    for first in range(0, count, BLOCK):
        numbers = range(first, min(first + BLOCK, count))
        with library.database.write() as conn:
            write_lines(conn, desk, numbers)
            write_threads(conn, numbers, began)
            write_known(conn, desk, numbers, shapes)


def write_lines(conn: sqlite3.Connection, desk: Desk, numbers: range) -> None:
    moments = [(number, desk.moment(number)) for number in numbers]
    conn.executemany(
        "INSERT INTO articles (row, id, feed, url, headline, published_at, arrived_at, words, language)"
        " VALUES (?1 + 1, printf('%032x', ?1 + 1), ?1 % ?3 + 1, 'https://post.example/' || ?1,"
        " 'A story of the harbour and of number ' || ?1, ?2, ?2, 400, 'en')",
        [(number, at, FEEDS) for number, at in moments],
    )
    conn.executemany(
        "INSERT INTO status (article, feed, listed_at, unread) VALUES (?1 + 1, ?1 % ?3 + 1, ?2, ?1 % 3 = 0)",
        [(number, at, FEEDS) for number, at in moments],
    )


def write_threads(conn: sqlite3.Connection, numbers: range, began: dict[int, int]) -> None:
    """Write where articles stand; `began` tells by story which row began it."""
    of_rows = [(number + 1, began.setdefault(story_of(number), number + 1)) for number in numbers]
    joined = [(row, thread) for row, thread in of_rows if row != thread]
    conn.executemany(
        "INSERT INTO thread_articles (article, listed_at, source)"
        " SELECT row, published_at, feed * 2654435761 % 4294967296 FROM articles WHERE row = ?",
        [(row,) for row, thread in of_rows if row == thread],
    )
    for row, thread in joined:
        threads.begin(conn, thread)
        conn.execute(
            "INSERT INTO thread_articles (article, thread, listed_at, source, reason)"
            " SELECT row, ?, published_at, feed * 2654435761 % 4294967296, 'Port Aldine, harbour, 2 days'"
            "   FROM articles WHERE row = ?",
            (thread, row),
        )


def write_known(conn: sqlite3.Connection, desk: Desk, numbers: range, shapes: list[KeptTraits]) -> None:
    conn.executemany(
        "INSERT INTO thread_traits VALUES (?, ?)",
        ((number + 1, desk.kept(number, shapes[number % len(shapes)]).packed()) for number in numbers),
    )
    entries: dict[tuple[int, int], array[int]] = defaultdict(lambda: array("I"))
    for number in numbers:
        block, place = divmod(number + 1, BLOCK)
        for term, weight in desk.terms(number):
            held = entries[block, term]
            if not held or held[-1] >> 4 != place:
                held.append(place << 4 | weight)
    # In the order in which they come first, so that pages are filled as by and by.
    conn.executemany(
        "INSERT INTO thread_terms VALUES (?1, ?2, ?3)"
        " ON CONFLICT (block, term) DO UPDATE SET rows = CAST(rows || ?3 AS BLOB)",
        ((block, term, held[-MOST_ROWS:].tobytes()) for (block, term), held in entries.items()),
    )


def write_whole(library: Library, desk: Desk, first: int, count: int) -> list[int]:
    """Store articles with texts and names, not joined to anything; return their rows."""
    entities: dict[tuple[str, str], int] = {}
    for start in range(first, first + count, 500):
        rows = Rows([], [], [], [], [], [], [], 0)
        for number in range(start, min(start + 500, first + count)):
            add_story(rows, desk.story(number), is_prepared=True)
        with library.database.write() as conn:
            store(conn, rows, entities)
    return list(range(first + 1, first + count + 1))


def check_filled(library: Library, desk: Desk, count: int) -> None:
    """See to it that what was written in bulk is what the store reads."""
    with library.database.read() as conn:
        for term, _ in desk.terms(count - 1):
            found = threadindex.holding(conn, term, count + 1, threadindex.window(conn, count), 150)
            assert count in [row for row, _ in found], (
                "the tables of threads are not written as they are read"
            )


# ── measuring ─────────────────────────────────────────────────────────────────────────────────


def traits_from(article: Article, at: int) -> ThreadTraits:
    prose = article.prose
    return traits_of(
        prose.headline, prose.dek or "", plain_text(prose.sections), article.names, source="f1", at=at
    )


def shapes_of(desk: Desk, home: Path) -> list[KeptTraits]:
    """Return what is kept of some whole articles: in a store of its own, which is left behind."""
    os.environ["DATELINE_HOME"] = str(home)
    with_feeds = open_library()
    rows = write_whole(with_feeds, desk, 0, 60)
    found = [traits_from(one, 0).kept for one in stored(with_feeds, rows)]
    with_feeds.close()
    return found


def open_library() -> Library:
    """Return a library of no articles, with its feeds."""
    library = Library.open(user_paths(), clock=lambda: datetime.fromtimestamp(NEWEST, UTC))
    with library.database.write() as conn:
        conn.executemany(
            "INSERT INTO feeds (url, title, position, added_at) VALUES (?, ?, ?, ?)",
            [(feed_url(feed), f"Harbour Post {feed}", feed, NEWEST) for feed in range(FEEDS)],
        )
    return library


def stored(library: Library, rows: list[int]) -> list[Article]:
    with library.database.read() as conn:
        found = [texts.article(conn, row) for row in rows]
    return [one for one in found if isinstance(one, Article)]


def time_joining(library: Library, rows: list[int]) -> None:
    """Let articles join, and print what it took."""
    articles = stored(library, rows)
    took = [seconds(partial(traits_from, one, 0)) for one in articles]
    joiner = Joiner(library.database, lambda feed: True)

    def join() -> None:
        for row, one in zip(rows, articles, strict=True):
            joiner.add(row, one.prose, one.names)
        joiner.place()

    began = time.process_time()
    whole = seconds(join)
    worked = time.process_time() - began
    each, of_processor = (1_000 * one / len(rows) for one in (whole, worked))
    print(f"joining: {each:.2f} ms an article, {len(rows) / whole:,.0f} articles a second")
    print(f"  of the processor: {of_processor:.2f} ms")
    print(f"  traits: {1_000 * sum(took) / len(rows):.2f} ms an article")
    with library.database.read() as conn:
        joined, copies = conn.execute(
            "SELECT count(thread), count(copy_of) FROM thread_articles WHERE article >= ?", (rows[0],)
        ).fetchone()
    print(f"  of {len(rows):,} articles {joined:,} stand in threads, {copies:,} as copies")


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def print_bytes(library: Library) -> None:
    """Print what the tables and indexes of threads take."""
    with library.database.read() as conn:
        (count,) = conn.execute("SELECT count(*) FROM thread_articles").fetchone()
        taken = dict(conn.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    print(
        f"tables and indexes of threads: {sum(taken[name] for name in TABLES) / count:.0f} bytes an article"
    )
    for name in TABLES:
        print(f"  {name}: {taken[name] / count:.1f}")


def leave_nothing_else(library: Library, home: Path) -> None:
    """Let the reader have nothing to do but what is measured: no feed is due, nor a look at the database."""
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "config.toml").write_text(UNASKED)
    with library.database.write() as conn:
        threads.note_looked_through(conn, None)
        set_setting(conn, "checkup", json.dumps({"whole_at": int(time.time())}))


def time_keys(home: Path, keys: int, last: int) -> None:
    """Press keys in the reader's list, idle and while articles join up to a row; print how long they take."""
    with running([sys.executable, "-m", "tui"], DATELINE_HOME=str(home)) as program:
        program.wait(re.compile(re.escape(TAKEN_OVER)))
        program.settle(2.0)
        idle, _ = pressed(program, keys, lambda: True)
        busy, took = while_joining(program, home, last)
    limits = [quantile(times, 0.99) for times in (idle, busy)]
    for what, times, p99 in zip(("idle", "joining"), (idle, busy), limits, strict=True):
        print(f"keys while {what:8} {len(times):5}: p50 {quantile(times, 0.5):.1f} ms, p99 {p99:.1f} ms")
    print(f"  {limits[1] / limits[0]:.2f}× idle; joined in {took:.1f} s")


def while_joining(program: Program, home: Path, last: int) -> tuple[list[float], float]:
    """Press keys while another process joins what was left out; return milliseconds, and its seconds."""
    conn = sqlite3.connect(home / "data" / "dateline.db")
    with conn:
        conn.execute("DELETE FROM settings WHERE name = 'threads_looked_through'")
    child = subprocess.Popen([sys.executable, "-m", "tui.backstage", "--alone"], cwd=ROOT, env=os.environ)

    def is_at_it() -> bool:
        sql = "SELECT 1 FROM thread_articles WHERE article = ?"
        return conn.execute(sql, (last,)).fetchone() is None and child.poll() is None

    began = time.perf_counter()
    times, _ = pressed(program, 1_000_000, is_at_it)
    took = time.perf_counter() - began
    is_done = not is_at_it() and child.wait() == 0
    conn.close()
    assert is_done, "the articles did not join"
    return times, took


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stored", type=int, default=100_000)
    parser.add_argument("--stream", type=int, default=2_000, help="articles that join, timed")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--keys", type=int, default=0, help="keys in the reader, idle and meanwhile")
    parser.add_argument(
        "--joining", type=int, default=5_000, help="articles that join while keys are pressed"
    )
    arguments = parser.parse_args()
    more = arguments.joining if arguments.keys else 0
    desk = Desk(arguments.stored + arguments.stream + more, arguments.words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shapes = shapes_of(desk, folder / "shapes")
        os.environ["DATELINE_HOME"] = str(folder / "home")
        library = open_library()
        filled = seconds(lambda: fill(library, desk, arguments.stored, shapes))
        check_filled(library, desk, arguments.stored)
        rows = write_whole(library, desk, arguments.stored, arguments.stream + more)
        leave_nothing_else(library, folder / "home")
        print(f"{arguments.stored:,} articles stored in {filled:.0f} s, {arguments.stream:,} join them")
        time_joining(library, rows[: arguments.stream])
        print_bytes(library)
        library.close()
        if more:
            time_keys(folder / "home", arguments.keys, rows[-1])


if __name__ == "__main__":
    main()
