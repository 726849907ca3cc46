"""Time what the reader waits for in a filled store (`fill_store.py`): lists, counts, searches, opening.

    python benchmarks/search.py --home /tmp/million [--runs 30]

Each figure is the median of some runs on a warm system, in milliseconds, with the worst of them
beside it. A search is planned anew each time and asks for its newest fifty hits.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.library.frontdesk import Library
from tui.model.scopes import SAVED, UNREAD
from tui.store.query import parse_query
from tui.store.search import plan_search
from tui.system.paths import user_paths

NOW = datetime(2026, 9, 21, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=30)
    arguments = parser.parse_args()
    os.environ["DATELINE_HOME"] = str(arguments.home)
    library = Library.open(user_paths(), readonly=True)
    counts = library.counts()
    print(f"{counts.total} articles, {counts.unread} unread, {counts.saved} saved, {counts.queue} waiting")
    for name, ask in {**lists(library), **searches(library)}.items():
        report(name, ask, arguments.runs)
    library.close()


def lists(library: Library) -> dict[str, Callable[[], object]]:
    """Return what lists ask."""
    listing = library.listing()
    total = listing.total
    rows = listing.window(0, 200)
    return {
        "counts": library.counts,
        "new listing": library.listing,
        "page at the top": lambda: library.listing().window(0, 50),
        "page at the end": lambda: library.listing().window(total - 50, 50),
        "page in the middle, first time": lambda: library.listing().window(total // 2, 50),
        "page in the middle, again": lambda: listing.window(total // 2, 50),
        "page of unread": lambda: library.listing(UNREAD).window(0, 50),
        "page of saved": lambda: library.listing(SAVED).window(0, 50),
        "next unread": lambda: library.next_unread(rows[0]),
        "feeds": library.feeds,
        "open an article": lambda: library.article(rows[37].id),
    }


def searches(library: Library) -> dict[str, Callable[[], object]]:
    """Return searches for words of each kind, taken from the store itself."""
    rows = library.listing()
    rare = rows.window(min(1_000, rows.total // 2), 1)[0].headline.split()[-1]
    byline = next(headline.byline for headline in library.listing().window(0, 50) if headline.byline)
    phrase = " ".join(library.listing().window(5, 1)[0].headline.lower().split()[:2])
    texts = {
        "rare word": f"{rare} ",
        "word that is nowhere": "qqqzzz ",
        "common word": "government ",
        "two common words": "government people ",
        "phrase": '"prime minister"',
        "phrase of a headline": f'"{phrase}"',
        "beginning of two letters": "co",
        "beginning of three letters": "gov",
        "beginning of a rare word": rare[:6],
        "without a common word": "-government ",
        "common word, unread": "government is:unread ",
        "common word, saved": "government is:saved ",
        "rare word, saved": f"{rare} is:saved ",
        "common word, one feed": 'government feed:"post 900" ',
        "common word, a year ago": "government before:2025-09 ",
        "saved alone": "is:saved ",
        "a name": f'who:"{byline}" ',
    }
    made: dict[str, Callable[[], object]] = {f"newest 50: {n}": newest(library, t) for n, t in texts.items()}
    made["best 50, whole: common word"] = lambda: library.search("government ")
    made["best 50, whole: rare word"] = lambda: library.search(f"{rare} ")
    return made


def newest(library: Library, text: str) -> Callable[[], object]:
    """Return the asking of a query's newest fifty, in SQL alone."""

    def ask() -> object:
        with library.database.read() as conn:
            return plan_search(conn, parse_query(text, NOW)).keys(conn, None, 50)

    return ask


def report(name: str, ask: Callable[[], object], runs: int) -> None:
    ask()
    taken: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1_000)
    print(f"{name:40} {statistics.median(taken):9.2f} ms   worst {max(taken):9.2f}")


if __name__ == "__main__":
    main()
