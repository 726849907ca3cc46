"""Replay a week of news day by day, and print how well its stories were found; or replay real feeds.

    python benchmarks/stories_week.py [--seed 1] [--size 5] [--wrong 20]
    python benchmarks/stories_week.py --real FOLDER [--lines 20]

The week is made up (`weekmaker`): each day's articles are delivered and prepared as a sync does, into a store
of its own. Figures are B-cubed and pairs against what is true; how many pairs of two like stories, and how
many columns, were joined with others; and of the printings of an agency's text how many stand in its thread
and are known as copies. What was joined wrongly is printed with the reason why, and the briefing of the last
two days, to be read.

With `--real` the feed files in a folder are read as if they had just come, and what is printed is the
briefing, and each thread of more than one source with its reasons: to be read by a person.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, groupby
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.weekmaker import AGENCY, Printed, Week
from tui.errors import ParseError
from tui.library.frontdesk import Library, utc_now
from tui.model.articles import Headline
from tui.model.entries import RawEntry
from tui.model.scopes import ALL
from tui.model.threads import ThreadMember
from tui.prose import plain_summary
from tui.sources.rss import parse_feed
from tui.store import feeds
from tui.store.articles import deliveries, write_batch
from tui.store.times import to_seconds
from tui.system.paths import user_paths

ENDINGS: Final = (".xml", ".rss", ".atom", ".json", ".rdf")
MOST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article stands after the week."""

    thread: int
    member: ThreadMember | None
    """None: it stands alone."""


class Replay:
    """A library of its own, in which time goes on as it is told."""

    def __init__(self, home: Path) -> None:
        os.environ["DATELINE_HOME"] = str(home)
        self.now = utc_now()
        self.library = Library.open(user_paths(), clock=lambda: self.now)

    def deliver(self, title: str, entries: Sequence[RawEntry], now: datetime) -> None:
        """Store what a feed of that title delivers."""
        self.now = now
        url = f"https://{re.sub(r'[^a-z0-9]', '', title.lower()) or 'untitled'}.example/feed"
        with self.library.database.write() as conn:
            feed = feeds.ensure_feed(conn, url, title, to_seconds(now))
            write_batch(conn, feed, url, deliveries(entries, plain_summary), to_seconds(now))

    def articles(self) -> tuple[Headline, ...]:
        """Return all that is stored, the newest first."""
        listing = self.library.listing(ALL)
        return listing.window(0, max(listing.total, 1))

    def standing(self) -> dict[int, Standing]:
        """Return where each article stands, by row."""
        found: dict[int, Standing] = {}
        for headline in self.articles():
            if headline.row in found:
                continue
            thread = self.library.threads.of(headline.id)
            if thread is None:
                found[headline.row] = Standing(headline.row, None)
                continue
            for member in self.library.threads.members(thread.id):
                found[member.headline.row] = Standing(thread.id, member)
        return found


# ── the made-up week ──────────────────────────────────────────────────────────────────────────


def replay_week(replay: Replay, printed: Sequence[Printed]) -> float:
    """Deliver and prepare a week, four times a day; return the seconds that preparing took."""
    took = 0.0
    for moment, batch in groupby(printed, key=lambda one: _quarter(one.arrives)):
        by_paper: dict[str, list[RawEntry]] = defaultdict(list)
        for one in batch:
            by_paper[one.paper].append(one.entry)
        for paper, entries in by_paper.items():
            replay.deliver(paper, entries, moment)
        started = time.perf_counter()
        replay.library.prepare()
        took += time.perf_counter() - started
    return took


def _quarter(moment: datetime) -> datetime:
    """Return when the quarter of a day ends that a moment is in."""
    begun = moment.replace(hour=moment.hour // 6 * 6, minute=0, second=0, microsecond=0)
    return begun + timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Judged:
    """An article, what is true of it, and where it stands."""

    printed: Printed
    headline: Headline
    standing: Standing


def judged(replay: Replay, printed: Sequence[Printed]) -> list[Judged]:
    """Bring together what is true and what was found; articles are known by paper and address."""
    by_url = {headline.url: headline for headline in replay.articles()}
    standing = replay.standing()
    return [
        Judged(one, headline, standing[headline.row])
        for one in printed
        if (headline := by_url.get(one.entry.url)) is not None
    ]


def print_figures(found: Sequence[Judged]) -> None:
    true = {one.headline.row: one.printed.story for one in found}
    made = {one.headline.row: str(one.standing.thread) for one in found}
    precision, recall = b_cubed(true, made)
    print(f"B-cubed F1 {_f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}")
    precision, recall = pairs(true, made)
    print(f"pairs F1   {_f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}")
    joined, all_pairs = sisters(found)
    print(f"like stories: {joined} of {all_pairs} pairs joined")
    columns = [one for one in found if one.printed.is_column]
    merged = sum(one.standing.member is not None for one in columns)
    print(f"columns: {merged} of {len(columns)} joined with something")
    in_thread, known, called, right = copies(found)
    total = sum(bool(one.printed.copy_of) for one in found)
    print(f"copies: {in_thread} of {total} in the thread of their text, {known} known as copies")
    print(f"called copies: {called}, of them {right} rightly")


def b_cubed(true: Mapping[int, str], made: Mapping[int, str]) -> tuple[float, float]:
    """Return precision and recall of a grouping, each article weighing the same."""
    sizes, found_sizes = Counter(true.values()), Counter(made.values())
    both = Counter((true[row], made[row]) for row in true)
    count = max(len(true), 1)
    precision = sum(both[true[row], made[row]] / found_sizes[made[row]] for row in true) / count
    recall = sum(both[true[row], made[row]] / sizes[true[row]] for row in true) / count
    return precision, recall


def pairs(true: Mapping[int, str], made: Mapping[int, str]) -> tuple[float, float]:
    """Return precision and recall of the pairs of articles that stand together."""

    def together(groups: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(groups).values())

    right = together((true[row], made[row]) for row in true)
    found, there = together(made.values()), together(true.values())
    return right / found if found else 1.0, right / there if there else 1.0


def sisters(found: Sequence[Judged]) -> tuple[int, int]:
    """Return how many pairs of stories of one kind share a thread, and how many pairs there are."""
    threads: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in found:
        if one.printed.sister:
            threads[one.printed.sister, one.printed.story].add(one.standing.thread)
    both = [(a, b) for a, b in combinations(threads, 2) if a[0] == b[0]]
    return sum(bool(threads[a] & threads[b]) for a, b in both), len(both)


def copies(found: Sequence[Judged]) -> tuple[int, int, int, int]:
    """Count the copies beside their text, those known as such, those called so, and of these the right."""
    by_guid = {one.printed.entry.guid: one for one in found}
    prints = {one.headline.id: one for one in found}
    in_thread = known = called = right = 0
    for one in found:
        original = by_guid.get(one.printed.copy_of)
        if original is not None:
            in_thread += original.standing.thread == one.standing.thread
        named = one.standing.member and one.standing.member.copy_of
        if named is None or named not in prints:
            continue
        called += 1
        same = _is_same_text(one.printed, prints[named].printed)
        right += same
        known += same and bool(one.printed.copy_of)
    return in_thread, known, called, right


def _is_same_text(one: Printed, other: Printed) -> bool:
    """Whether half of the shorter text's runs of four words stand in the other."""
    runs, others = _runs(one.entry.content), _runs(other.entry.content)
    return 2 * len(runs & others) >= min(len(runs), len(others))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"</?p>", " ", text).casefold())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def print_wrong(found: Sequence[Judged], most: int) -> None:
    """Print the articles that stand in a thread most of which tells another story, with the reasons."""
    threads: dict[int, list[Judged]] = defaultdict(list)
    for one in found:
        threads[one.standing.thread].append(one)
    wrong = [line for group in threads.values() for line in _wrong_in(group)]
    print(f"wrongly joined: {len(wrong)}")
    for line in wrong[:most]:
        print(f"  {line}")


def _wrong_in(group: Sequence[Judged]) -> Iterator[str]:
    ((story, _),) = Counter(one.printed.story for one in group).most_common(1)
    example = next(one for one in group if one.printed.story == story)
    for one in group:
        if one.printed.story != story:
            why = one.standing.member.reason if one.standing.member else ""
            yield (
                f"{one.printed.story}: “{one.headline.headline}” ({one.printed.paper}) stands with"
                f" {story}: “{example.headline.headline}”: {why or 'it came first'}"
            )


def run_week(arguments: argparse.Namespace, home: Path) -> None:
    printed = Week(arguments.seed, arguments.size).printed()
    replay = Replay(home)
    took = replay_week(replay, printed)
    found = judged(replay, printed)
    stories = len({one.printed.story for one in found if one.printed.sister})
    agency = sum(one.printed.paper == AGENCY for one in found)
    print(f"{len(found)} articles, {stories} stories told by several papers, {agency} texts of the agency")
    print(f"prepared in {took:.1f} s: {1_000 * took / max(len(found), 1):.1f} ms an article")
    print_figures(found)
    print_wrong(found, arguments.wrong)
    print_briefing(replay, arguments.lines, timedelta(days=2))
    replay.library.close()


# ── real feeds ────────────────────────────────────────────────────────────────────────────────


def run_real(arguments: argparse.Namespace, home: Path) -> None:
    replay = Replay(home)
    now, read = utc_now(), 0
    for path in sorted(arguments.real.rglob("*")):
        if path.suffix not in ENDINGS or not path.is_file():
            continue
        try:
            feed = parse_feed(path.read_bytes(), f"https://{path.stem}.example/", None)
        except ParseError:
            continue
        entries = [entry for entry in feed.entries if entry.title or entry.content]
        # Files of one title are one feed at several times.
        replay.deliver(feed.title or path.stem, entries, now)
        read += 1
    replay.library.prepare()
    articles = replay.articles()
    print(f"{len(articles)} articles of {read} feed files")
    print_threads(replay)
    print_briefing(replay, arguments.lines, timedelta(days=1))
    replay.library.close()


def print_threads(replay: Replay) -> None:
    """Print each thread of more than one source, with the reasons of its articles."""
    threads: dict[int, list[ThreadMember]] = defaultdict(list)
    for one in replay.standing().values():
        if one.member is not None:
            threads[one.thread].append(one.member)
    several = [group for group in threads.values() if len({m.headline.feed for m in group}) > 1]
    print(f"threads: {len(threads)}, of more than one source: {len(several)}")
    for group in sorted(several, key=len, reverse=True):
        print(f"\n{len(group)} articles")
        for member in group[:MOST_SHOWN]:
            sign = "=" if member.copy_of else " "
            print(f"  {sign} {member.headline.headline} ({member.headline.feed})  [{member.reason}]")


def print_briefing(replay: Replay, lines: int, span: timedelta) -> None:
    """Print the briefing of the last of the time."""
    briefing = replay.library.briefing.make(since=replay.now - span, lines=lines)
    print(f"\nbriefing: {len(briefing.lines)} lines of {briefing.articles} articles")
    for line in briefing.lines:
        places = f"  {', '.join(line.places)}" if line.places else ""
        print(f"  {line.told.text}  ({', '.join(line.sources)}; {line.new} new){places}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=5, help="pairs of like stories")
    parser.add_argument("--wrong", type=int, default=20, help="wrong joins that are printed")
    parser.add_argument("--real", type=Path, help="a folder of feed files to be replayed instead")
    parser.add_argument("--lines", type=int, default=20, help="lines of the briefing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        (run_real if arguments.real else run_week)(arguments, Path(home))


if __name__ == "__main__":
    main()
