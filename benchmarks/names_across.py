"""Time what is asked of names across a large store: pages, timelines, following, trends.

    python benchmarks/fill_store.py --articles 1000000 --words 200 --home /tmp/million
    python benchmarks/names_across.py --home /tmp/million [--runs 7]

Prints medians in milliseconds. The names are the one of most stories, one in the middle, and a rare one;
the clock stands where the newest story was published. Each is followed and let go in the course of it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.calendar.periods import DAY, MONTH
from tui.library.frontdesk import Library
from tui.model.articles import NamedEntity
from tui.model.scopes import Scope
from tui.system.paths import user_paths


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="DATELINE_HOME of a filled store")
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    os.environ["DATELINE_HOME"] = str(arguments.home)
    started = time.perf_counter()
    library = Library.open(user_paths())
    print(f"opened, brought up to date where need be: {1_000 * (time.perf_counter() - started):,.0f} ms")
    newest = library.listing().window(0, 1)[0].listed_at
    library.close()
    library = Library.open(user_paths(), clock=lambda: datetime.fromtimestamp(newest, UTC))
    with library.database.read() as conn:
        (lines,) = conn.execute("SELECT count(*) FROM entity_articles").fetchone()
        (names,) = conn.execute("SELECT count(*) FROM entities").fetchone()
    show("yardstick: count a million rows, one by one", arguments.runs, lambda: count_rows(library))
    print(f"{library.counts().total:,} articles, {names:,} names, {lines:,} times an article names one")
    for entity in of_every_size(library):
        print(f"\n{entity.name}, a {entity.kind} of {entity.stories:,} stories")
        time_name(library, entity, arguments.runs)
    print("\ntrends")
    for unit in ("day", "week", "month"):
        show(f"  of the last {unit}", arguments.runs, lambda unit=unit: library.names.trends(unit))
    library.close()


def count_rows(library: Library) -> None:
    """Do what no list and no count of ours does: look at every row."""
    with library.database.read() as conn:
        conn.execute("SELECT count(*), sum(unread) FROM status NOT INDEXED").fetchone()


def of_every_size(library: Library) -> list[NamedEntity]:
    with library.database.read() as conn:
        ranked = conn.execute(
            "SELECT kind, key, name, stories FROM entities WHERE stories > 0 ORDER BY stories DESC"
        ).fetchall()
    return [NamedEntity(*ranked[at]) for at in (0, len(ranked) // 8, len(ranked) - 1)]


def time_name(library: Library, entity: NamedEntity, runs: int) -> None:
    kind, key, name = entity.kind, entity.key, entity.name
    scope = Scope("entity", entity_kind=kind, name=key)
    desk = library.names
    show("  its page", runs, lambda: desk.page(kind, key))
    show("  its stories: the list, and its first page", runs, lambda: library.listing(scope).window(0, 40))
    show("  its timeline by month", runs, lambda: desk.timeline(kind, key, MONTH))
    show("  its timeline by day", runs, lambda: desk.timeline(kind, key, DAY))
    show("  follow it", 1, lambda: library.follows.follow(kind, key, name))
    show("  a page of all stories, its own marked", runs, lambda: library.listing().window(0, 40))
    show("  what is new of it", runs, lambda: library.follows.news(library.follows.all()))
    show("  followed names with their counts", runs, lambda: library.follows.all())
    show("  let it go", 1, lambda: library.follows.unfollow(kind, key))
    show("  the same page of all stories, nothing followed", runs, lambda: library.listing().window(0, 40))


def show(what: str, runs: int, ask: Callable[[], object]) -> None:
    """Print the median of some runs."""
    took: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        ask()
        took.append(1_000 * (time.perf_counter() - started))
    print(f"{what:<52}{median(took):>9.1f}")


if __name__ == "__main__":
    main()
