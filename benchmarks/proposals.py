"""Time how long `Did you mean …?` takes in an index of a million different words.

    python benchmarks/proposals.py [--words 1000000] [--runs 5]

The words are made of syllables, fifty to an article, each article of one feed; some thousand of them are
common. A temporary folder holds the store. Each figure is the median of some runs, in milliseconds, with
the worst beside it; the search itself, which finds nothing, is part of it.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.library.frontdesk import Library
from tui.model.entries import RawEntry
from tui.store import feeds
from tui.store.articles import write_batch
from tui.store.deliveries import deliveries
from tui.store.upkeep import settle
from tui.system.paths import user_paths

FEED: Final = "https://post.example/feed"
NOW: Final = 1_790_000_000
FIRST: Final = "b c d f g h j k l m n p r s t v w z st tr pl gr kr br".split()
VOWELS: Final = "a e i o u ai ou ia".split()
LAST: Final = ("", "n", "l", "r", "s", "k")
COMMON: Final = "Istanbul government president parliament ceasefire harbour election minister Ukraine".split()
ASKED: Final = {
    "one letter amiss": "istambul",
    "two letters exchanged": "presidnet",
    "two letters amiss": "parlaimnet",
    "two words": "istambul electoin -sport",
    "a phrase": '"presidnet parliamnet"',
    "nothing like it": "qqqzzzqqq",
    "a long word of nothing": "trastrastrastrastras",
    "Chinese": "東京都庁",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["DATELINE_HOME"] = home
        library = Library.open(user_paths(), clock=lambda: datetime.fromtimestamp(NOW, UTC))
        fill(library, arguments.words)
        with library.database.read() as conn:
            conn.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, search, row)")
            (terms,) = conn.execute("SELECT count(*) FROM temp.counted").fetchone()
        print(f"{terms} different words in {library.counts().total} articles")
        for name, query in ASKED.items():
            report(library, name, query, arguments.runs)
        library.close()


def fill(library: Library, words: int) -> None:
    """Store so many different words, and the common ones in every tenth article."""
    made = different_words()
    for start in range(0, words, 50_000):
        entries = [
            RawEntry(
                guid=f"{number}",
                url=None,
                title=f"Story {number}",
                content="",
                dek=" ".join(next(made) for _ in range(min(50, words - number))),
                summary=" ".join(COMMON) if number % 500 == 0 else None,
            )
            for number in range(start, min(start + 50_000, words), 50)
        ]
        with library.database.write() as conn:
            feed = feeds.ensure_feed(conn, FEED, "Post", NOW)
            write_batch(conn, feed, FEED, deliveries(entries, lambda entry: entry.summary), NOW)
    with library.database.write() as conn:
        conn.execute("DELETE FROM queue")  # they have no text; and what waits is not in the lexicon
    settle(library.database)


def different_words() -> Iterator[str]:
    """Yield words that look like some, none twice."""
    dice, seen = random.Random(1), set[str]()
    while True:
        syllables = (dice.choice(FIRST) + dice.choice(VOWELS) for _ in range(dice.randint(2, 4)))
        word = "".join(syllables) + dice.choice(LAST)
        if word not in seen:
            seen.add(word)
            yield word


def report(library: Library, name: str, query: str, runs: int) -> None:
    taken: list[float] = []
    proposed: str | None = None
    for _ in range(runs):
        started = time.perf_counter()
        listing = library.search_listing(query)
        assert not listing.total, query
        proposed = listing.proposal()
        taken.append((time.perf_counter() - started) * 1_000)
    print(f"{name:24} {statistics.median(taken):9.2f} ms   worst {max(taken):9.2f}   {proposed}")


if __name__ == "__main__":
    main()
