"""Time the reader's rules on a store that `fill_store.py` made: saved searches, mutes, retention.

    python benchmarks/rules.py --home /tmp/million [--remove 2000]

Works on a copy of the database, put beside it and removed at the end. Prints, in milliseconds: what
the feeds' screen asks, the counts of saved searches, muting and lifting (in all, and the longest that
the write lock was held), what a batch of deliveries pays for mutes, and the removal of old articles.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.library.frontdesk import Library
from tui.library.rules import search_scope
from tui.library.wording import change_in_words
from tui.model.scopes import ALL, MUTED
from tui.settings.config import Config
from tui.store import retention
from tui.store.connection import Database
from tui.store.muting import catch
from tui.system.paths import user_paths

WORDS = ("government", "grain", 'feed:"Harbour Post 7"', '"the government said"', "-government is:unread")
HELD: list[float] = []


@contextmanager
def timed_write(self: Database, *, durable: bool = False) -> Generator[Any]:
    """Note how long the write lock is held."""
    with WRITE(self, durable=durable) as conn:
        started = time.perf_counter()
        yield conn
    HELD.append(time.perf_counter() - started)


WRITE = Database.write


def main() -> None:
    arguments = parse_arguments()
    with copied(arguments.home) as home:
        os.environ["DATELINE_HOME"] = str(home)
        library = Library.open(user_paths())
        Database.write = timed_write  # type: ignore[method-assign,assignment]
        print(f"{library.counts().total} articles, load {os.getloadavg()[0]:.1f}")
        saved_searches(library)
        mutes(library)
        deliveries(library)
        prune(library, arguments.remove)
        library.close()


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--remove", type=int, default=2_000, help="articles to be removed (%(default)s)")
    return parser.parse_args()


@contextmanager
def copied(home: Path) -> Iterator[Path]:
    """Yield a copy of a reader's folder."""
    with tempfile.TemporaryDirectory(dir=home.parent, prefix="rules-") as folder:
        shutil.copytree(home, folder, dirs_exist_ok=True)
        yield Path(folder)


def told(what: str, verb: Callable[[], object], runs: int = 1) -> None:
    """Print the median of some runs, and how long the write lock was held."""
    HELD.clear()
    took = []
    answer: object = None
    for _ in range(runs):
        started = time.perf_counter()
        answer = verb()
        took.append((time.perf_counter() - started) * 1_000)
    held = [seconds * 1_000 for seconds in sorted(HELD)]
    lock = ""
    if held:
        high = held[len(held) * 99 // 100]
        lock = f"  lock {statistics.median(held):.1f} median, {high:.1f} p99, {held[-1]:.1f} at most"
    answered = f"  ({answer})" if isinstance(answer, str) else ""
    print(f"{statistics.median(took):10.1f}  {what}{lock}{answered}", flush=True)


def saved_searches(library: Library) -> None:
    rules = library.rules
    for number in range(20):
        rules.keep_search(f"Search {number}", WORDS[number % len(WORDS)])
    told(
        "what the feeds' screen asks at once", lambda: (library.counts(), rules.searches(), rules.mutes()), 9
    )
    for kept in rules.searches()[: len(WORDS)]:
        told(f"count for the reader: {kept.query}", lambda kept=kept: shown(rules.count_anew(kept)), 5)
        told(f"count all: {kept.query}", lambda kept=kept: shown(rules.count(kept)), 3)
        scope = search_scope(kept)
        told(f"first page: {kept.query}", lambda scope=scope: library.listing(scope).window(0, 50), 5)
    told("twenty saved searches counted", lambda: [rules.count_anew(one) for one in rules.searches()])


def shown(counts: Any) -> str:
    return f"{counts.unread} of {counts.total}{'' if counts.complete else '+'}"


def mutes(library: Library) -> None:
    rules = library.rules
    told("mute a rare phrase", lambda: change_in_words(rules.mute_words('"harbour talks"')))
    told("mute a word of very many", lambda: change_in_words(rules.mute_words("grain")))
    told("counts, and a page of the list, meanwhile", lambda: [library.counts(), page(library)], 9)
    told("a page of what is muted", lambda: library.listing(MUTED).window(0, 50), 9)
    told("lift it", lambda: change_in_words(rules.unmute(rules.mutes()[0].number)))
    feed = library.feeds()[3]
    told("mute a feed", lambda: change_in_words(rules.mute_feed(feed.id)))


def page(library: Library) -> object:
    return library.listing(ALL).window(0, 50)


def deliveries(library: Library) -> None:
    rules = library.rules
    for mute in rules.mutes():
        rules.unmute(mute.number)
    newest = library.listing(ALL).window(0, 1)[0].row
    rows = list(range(newest - 20, newest))
    for count in (0, 1, 10, 50):
        while len(rules.mutes()) < count:
            rules.mute_words(f"zzword{len(rules.mutes())} OR grain-{len(rules.mutes())}x")
        told(f"a batch of 20 deliveries, {count} mutes by words", lambda: caught(library, rows), 9)


def caught(library: Library, rows: list[int]) -> str:
    with library.database.read() as conn:
        catch(conn, rows)
    return ""


def prune(library: Library, count: int) -> None:
    plan: list[Any] = []
    told("work out what is too old", lambda: plan.append(library.rules.prune_plan(Config(), days=30)))
    rows = plan[0].rows
    print(f"            that is {len(rows)} articles, about {plan[0].bytes_freed / 1e6:.0f} MB")
    # The index was filled in bulk: with the first changes it puts itself in order, once.
    remove(library, rows[:200])
    told(f"remove {count} of them", lambda: remove(library, rows[200 : 200 + count]))


def remove(library: Library, rows: Sequence[int]) -> str:
    return str(retention.remove(library.database, rows, 2**40))


if __name__ == "__main__":
    main()
