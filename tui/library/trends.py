"""Which people and places rise: named in more stories of a time than is usual for them.

The measure is the log-likelihood ratio of two Poisson rates, the name's share of the stories now against
its share before: G² = 2 (n ln(n/E) + m ln(m/F)), where n and m are its stories in the two times and E and
F what each would have at one common share (T. Dunning, "Accurate Methods for the Statistics of Surprise
and Coincidence", Computational Linguistics 19(1), 1993; as used to compare corpora by P. Rayson and
R. Garside, "Comparing Corpora using Frequency Profiling", 2000). It needs no smoothing where a name is new,
and does not take a handful of stories for a storm as a ratio would. Since shares are compared, a day on
which everything is reported more, or ten new feeds, make nobody rise.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from typing import Final, NamedTuple

from tui.calendar.periods import Unit
from tui.model.kinds import EntityKind
from tui.model.namefacts import Trend, Trends
from tui.store import entities, follows, namepages, trends

_DAY_S: Final = 86_400
_LEAST_STORIES: Final = 3
_LEAST_G2: Final = 10.83
"""What chance alone goes beyond once in a thousand times (χ² with one degree of freedom)."""
_FINALISTS: Final = 80
"""Names that are looked at more closely: what is hidden or repeated is taken off."""
_SHOWN: Final = 40
_FEW: Final = 50
_NEWEST: Final = 500


class Times(NamedTuple):
    """How long the time looked at is, the one before it, and the steps of a sparkline, in days."""

    length: int
    before: int
    step: int


TIMES: Final[dict[Unit, Times]] = {
    "day": Times(1, 28, 2),
    "week": Times(7, 56, 4),
    "month": Times(30, 90, 8),
}


def rise(stories: int, of: int, before: int, of_before: int) -> float:
    """Return how remarkable it is that a name has so many stories of all now, and had so many before.

    Negative where its share has fallen, 0 where nothing can be compared.
    """
    if not of or not of_before or not stories + before:
        return 0.0
    share = (stories + before) / (of + of_before)
    g2 = 2 * (_surprise(stories, share * of) + _surprise(before, share * of_before))
    return g2 if stories * of_before >= before * of else -g2


def _surprise(seen: float, expected: float) -> float:
    return seen * log(seen / expected) if seen else 0.0


def find_trends(conn: sqlite3.Connection, unit: Unit, now: int, kind: EntityKind | None) -> Trends:
    """Return what rises in the last day, week or month; of people or places alone where a kind is given.

    Where that time has no story, the one that ends with the newest story is looked at.
    """
    times = TIMES[unit]
    # Times are half-open: a story of this very second is one of now.
    until, is_current = now + 1, True
    if not trends.story_count(conn, until - times.length * _DAY_S, until):
        newest = trends.newest_moment(conn, until)
        until, is_current = until if newest is None else newest + 1, newest is None
    search = _Search(conn, times, until, kind)
    rising = tuple(search.rising())
    most_named = () if rising else tuple(search.most_named())
    return Trends(
        unit=unit,
        until=until - 1,
        is_current=is_current,
        stories=search.of,
        before=search.of_before,
        days_before=times.before,
        step_s=search.step_s,
        counted_in=search.counted_in,
        rising=rising,
        most_named=most_named,
    )


class _Search:
    """One question at work: the stories of two times, counted once."""

    def __init__(self, conn: sqlite3.Connection, times: Times, until: int, kind: EntityKind | None) -> None:
        self._conn = conn
        self._until = until
        self._start = until - times.length * _DAY_S
        self._kind = kind
        first = self._start - times.before * _DAY_S
        self.of = trends.story_count(conn, self._start, until)
        self.of_before = trends.story_count(conn, first, self._start)
        self._now = trends.named_counts(conn, self._start, until)
        self._before = trends.named_counts(conn, first, self._start) if self.of_before else Counter[int]()
        self.step_s = times.step * _DAY_S
        self.counted_in = self.of
        self._steps = (times.length + times.before) // times.step
        self._followed = {(follow.kind, follow.key) for follow in follows.follows(conn)}

    def rising(self) -> Iterator[Trend]:
        """Yield the names that rise, the most remarkable first."""
        scores = {
            entity: score
            for entity, count in self._now.items()
            if count >= _LEAST_STORIES and (score := self._score(entity, count)) >= _LEAST_G2
        }
        finalists = self._of_kind(sorted(scores, key=lambda entity: -scores[entity]))[:_FINALISTS]
        told: list[tuple[float, int, int]] = []
        for entity in finalists:
            count = self._distinct(entity)
            if count >= _LEAST_STORIES and (score := self._score(entity, count)) >= _LEAST_G2:
                told.append((-score, entity, count))
        yield from self._told((entity, count) for _, entity, count in sorted(told)[:_SHOWN])

    def most_named(self) -> Iterator[Trend]:
        """Yield who is named in most stories of the time, or where these are few, of the newest ones."""
        if self.of < _FEW:
            self._start = trends.moment_of(self._conn, _NEWEST - 1, self._until)
            self._now = trends.named_counts(self._conn, self._start, self._until)
            self.counted_in = trends.story_count(self._conn, self._start, self._until)
            self.step_s = (self._until - self._start) // self._steps + 1
        often = self._of_kind([entity for entity, _ in self._now.most_common(4 * _FINALISTS)])[:_SHOWN]
        counts = {entity: self._distinct(entity) for entity in often}
        ranked = sorted((entity for entity in often if counts[entity]), key=lambda entity: -counts[entity])
        yield from self._told((entity, counts[entity]) for entity in ranked)

    def _score(self, entity: int, count: int) -> float:
        return rise(count, self.of, self._before[entity], self.of_before)

    def _distinct(self, entity: int) -> int:
        return trends.distinct_stories(self._conn, entity, self._start, self._until, self._now[entity])

    def _of_kind(self, ids: list[int]) -> list[int]:
        if self._kind is None:
            return ids
        return [id_ for id_, named in entities.by_ids(self._conn, ids) if named.kind == self._kind]

    def _told(self, found: Iterable[tuple[int, int]]) -> Iterator[Trend]:
        counts = dict(found)
        for entity, named in entities.by_ids(self._conn, list(counts)):
            foremost = namepages.foremost(self._conn, entity, self._start, self._until)
            # All its stories are hidden.
            if foremost is None:
                continue
            usual = self._before[entity] * self.of / self.of_before if self.of_before else 0.0
            yield Trend(
                named.kind,
                named.key,
                named.name,
                counts[entity],
                usual,
                self._over_time(entity),
                foremost,
                (named.kind, named.key) in self._followed,
            )

    def _over_time(self, entity: int) -> tuple[int, ...]:
        """Return a name's stories in the steps up to the end, the last of them the newest."""
        edges = [self._until - n * self.step_s for n in range(self._steps, -1, -1)]
        return namepages.counts_over_time(self._conn, entity, edges)[0]
