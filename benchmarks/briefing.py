"""Time briefings of a large store, and how new sentences are judged.

    python benchmarks/fill_store.py --articles 1000000 --prepared 30000 --words 200 --home /tmp/million
    python benchmarks/briefing.py --home /tmp/million [--runs 7] [--articles 5000]

The newest articles are put into threads first, of sizes as news has them: a few of hundreds, most of one. The
clock stands where the newest was published. Prints medians in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.library.frontdesk import Library
from tui.novelty import novel_sentences
from tui.store import threads
from tui.store.threads import PlacedArticle
from tui.system.paths import user_paths

SOURCES = 400
"""That have articles of a large story."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="DATELINE_HOME of a filled store")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--articles", type=int, default=5_000, help="articles since the last briefing")
    arguments = parser.parse_args()
    os.environ["DATELINE_HOME"] = str(arguments.home)
    library = Library.open(user_paths())
    rows = newest(library, arguments.articles)
    put_into_threads(library, [row for row, _ in rows])
    since = datetime.fromtimestamp(rows[-1][1], UTC)
    library.close()
    library = Library.open(user_paths(), clock=lambda: datetime.fromtimestamp(rows[0][1], UTC))
    made = library.briefing.make(since)
    print(f"{library.counts().total:,} articles, {made.articles:,} looked at, in {made.threads:,} threads")
    for lines in (20, 100):
        show(
            f"a briefing of {lines} lines",
            arguments.runs,
            lambda lines=lines: library.briefing.make(since, lines),
        )
    library.briefing.told(made)
    show("the same, all of it told before", arguments.runs, lambda: library.briefing.make(since))
    show("since the last one, nothing new", arguments.runs, lambda: library.briefing.make())
    show(
        "of three days, at most 20,000 articles", 1, lambda: library.briefing.make(since - timedelta(days=99))
    )
    library.close()
    show_newness(arguments.runs)


def newest(library: Library, count: int) -> list[tuple[int, int]]:
    return [(headline.row, headline.listed_at) for headline in library.listing().window(0, count)]


def put_into_threads(library: Library, rows: list[int]) -> None:
    """Put articles into threads whose sizes fall as one over their rank."""
    chance = random.Random(7)
    ranks = [1 / (rank + 1) for rank in range(max(1, len(rows) // 8))]
    began: dict[int, int] = {}
    with library.database.write() as conn:
        for row in rows:
            rank = chance.choices(range(len(ranks)), ranks)[0] if chance.random() < 0.6 else -row
            threads.place(conn, PlacedArticle(row, began.setdefault(rank, row)))


def show_newness(runs: int) -> None:
    """Time sentences against the text of five articles."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioulnrst", k=chance.randint(2, 9))) for _ in range(3_000)]
    sentences = [" ".join(chance.choices(words, k=20)).capitalize() + "." for _ in range(150)]
    read = [" ".join(chance.sample(sentences, 30)) for _ in range(5)]
    took = timed(runs, lambda: novel_sentences(read, sentences))
    print(f"  is it new, a sentence against {5 * 30 * 20:,} words: {took / len(sentences):.2f}")


def show(what: str, runs: int, ask: Callable[[], object]) -> None:
    """Print the median of some runs."""
    print(f"  {what}: {timed(runs, ask):,.0f}")


def timed(runs: int, ask: Callable[[], object]) -> float:
    took: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        ask()
        took.append(time.perf_counter() - started)
    return 1_000 * median(took)


if __name__ == "__main__":
    main()
