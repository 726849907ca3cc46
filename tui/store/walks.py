"""The hits of words in the order of lists, though the index gives them in the order of arrival.

Most articles are dated shortly before they arrive, so hits are read from the newest arrival on until
nothing older can be dated later than what was found: `arrivals` says what could. Where much arrived in
no order (a first sync, an old feed), the list is walked by date instead and the index asked about
stretches of it; and where hits are few and far between, all of them are sorted. All three give the same.
Which is the quickest when: docs/decisions/0035-newest-first.md.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any, Final

from tui.store.lists import NEWEST, OLDEST, Key, KeyList
from tui.store.queries import keys_sql

READ_AT_MOST: Final = 4_000
"""Hits read by arrival for one page, before the list is walked instead."""
_LOOK_EVERY: Final = 8
"""Hits read between two looks at what could still come."""
_LEAST_STRETCH: Final = 32
_LONGEST_STRETCH: Final = 4_096
_WALKED_AT_MOST: Final = 16_384
"""Keys of the list that are walked for one page, before all hits are sorted."""
_FEW: Final = 2_000
"""So few hits are sorted sooner than walked to."""
_GAP: Final = 100
"""Rows further apart than this are asked for one by one: as quick as reading the hits between them."""

_ARRIVED: Final = """
SELECT s.listed_at, s.article, {tests} FROM search CROSS JOIN status AS s ON s.article = search.rowid
 WHERE search MATCH :match AND search.rowid < :row ORDER BY search.rowid DESC
"""
_AMONG: Final = """
SELECT search.rowid FROM json_each(?) AS stretch
 CROSS JOIN search ON search.rowid
       BETWEEN json_extract(stretch.value, '$[0]') AND json_extract(stretch.value, '$[1]')
 WHERE search MATCH ? AND +search.rowid IN (SELECT value FROM json_each(?))
"""
_ALL: Final = """
SELECT s.listed_at, s.article FROM search CROSS JOIN status AS s ON s.article = search.rowid
 WHERE search MATCH :match AND (s.listed_at, s.article) {sign} (:listed_at, :row){tests}
 ORDER BY s.listed_at {order}, s.article {order} LIMIT :count
"""
_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
_LATEST: Final = "SELECT latest FROM arrivals WHERE block <= ? ORDER BY block DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of hits, as SQL over `search` and `s` (status), and a list that holds them all."""

    match: str
    """For `search MATCH`; empty where no word is asked for."""
    tests: str
    """What must hold beside; each opens with AND."""
    bound: Mapping[str, Any]
    walked: KeyList
    newest: Key = NEWEST
    """Above every hit, as near as is known."""
    oldest_at: int = OLDEST[0]
    """No hit is dated before."""
    read_at_most: int = READ_AT_MOST


class ListWalk:
    """Hits for which no word is asked, from the newest on, some at a time."""

    def __init__(self, asked: Asked) -> None:
        """Nothing is asked yet."""
        self._asked = asked
        self._last = asked.newest

    def keys(self, conn: sqlite3.Connection, count: int) -> list[Key]:
        """Return the next `count` hits; fewer where these are the last."""
        found = along_list(conn, self._asked, self._last, count)
        if found:
            self._last = found[-1]
        return found


class WayBack:
    """Hits from the oldest on, some at a time."""

    def __init__(self, asked: Asked) -> None:
        """Nothing is asked yet."""
        self._asked = asked
        self._last = (asked.oldest_at, OLDEST[1])

    def keys(self, conn: sqlite3.Connection, count: int) -> list[Key]:
        """Return the next `count` hits; fewer where these are the last."""
        step = by_date if self._asked.match else along_list
        found = step(conn, self._asked, self._last, count, downwards=False)
        if found:
            self._last = found[-1]
        return found


class Walk:
    """Hits from the newest on, some at a time; each page goes on where the last one ended."""

    def __init__(self, asked: Asked) -> None:
        """Nothing is asked yet."""
        self._asked = asked
        self._found: list[Key] = []
        """A heap of what was read and not given out: the keys negated, so that the newest is on top."""
        self._row = NEWEST[1]
        """All hits from this row on were read."""
        self._latest = NEWEST[0]
        """No hit before that row is dated later."""
        self._last = asked.newest
        self._by_date = False

    def keys(self, conn: sqlite3.Connection, count: int) -> list[Key]:
        """Return the next `count` hits; fewer where these are the last."""
        if not self._by_date and self._ready() < count and self._row > 0:
            self._read(conn, count)
        found = by_date(conn, self._asked, self._last, count) if self._by_date else self._given(count)
        if found:
            self._last = found[-1]
        return found

    def _ready(self) -> int:
        """Return how many of the hits found are followed by all others."""
        return sum(-listed_at >= self._latest for listed_at, _ in self._found)

    def _is_enough(self, conn: sqlite3.Connection, count: int) -> bool:
        """Look at what could still come; return whether that leaves the next `count` as they are."""
        if len(self._found) < count and self._asked.oldest_at == OLDEST[0]:
            return False
        latest = _latest_before(conn, self._row)
        if latest < self._asked.oldest_at:
            self._row, self._latest = 0, OLDEST[0]
            return True
        if latest == self._latest:
            return False  # what was read since is not dated later either
        self._latest = latest
        return self._ready() >= count

    def _given(self, count: int) -> list[Key]:
        given: list[Key] = []
        while self._found and len(given) < count:
            listed_at, row = heappop(self._found)
            given.append((-listed_at, -row))
        return given

    def _read(self, conn: sqlite3.Connection, count: int) -> None:
        """Read hits until the next `count` are certain, there are no more, or it takes too long."""
        asked = self._asked
        sql = _ARRIVED.format(tests=f"(1{asked.tests})")
        bound = {**asked.bound, "match": asked.match, "row": self._row}
        hits: Iterator[tuple[int, int, int]] = conn.execute(sql, bound)
        for number, (listed_at, row, holds) in enumerate(hits, 1):
            self._row = row
            if holds and (listed_at, row) < asked.newest:
                heappush(self._found, (-listed_at, -row))
            # The look is a question to the database as well.
            if number % _LOOK_EVERY == 0 and self._is_enough(conn, count):
                return
            if number >= asked.read_at_most:
                self._by_date = True
                return
        self._row, self._latest = 0, OLDEST[0]


def along_list(
    conn: sqlite3.Connection, asked: Asked, after: Key, count: int, *, downwards: bool = True
) -> list[Key]:
    """Return up to `count` keys below one (or above, the nearest first) of which the tests hold."""
    step = -1 if downwards else 1
    sql = keys_sql(asked.walked.name, downwards=downwards, tests=asked.tests, tail="LIMIT :count")
    # One row further: a walk takes in the key that it begins at.
    place = {"listed_at": after[0], "row": after[1] + step, "count": count}
    return conn.execute(sql, {**asked.bound, **asked.walked.parameters, **place}).fetchall()


def by_date(
    conn: sqlite3.Connection, asked: Asked, after: Key, count: int, *, downwards: bool = True
) -> list[Key]:
    """Return up to `count` hits below a key (or above, the nearest first), wherever it stands."""
    found: list[Key] = []
    at, looked_at, size = after, 0, max(_LEAST_STRETCH, min(2 * count, _LONGEST_STRETCH))
    while looked_at < _WALKED_AT_MOST:
        keys = along_list(conn, asked, at, size, downwards=downwards)
        hits = _hits_among(conn, asked.match, sorted(row for _, row in keys))
        found += [key for key in keys if key[1] in hits]
        if len(found) >= count or len(keys) < size:
            # What was found beyond the page is left: the next one begins at a key, and finds it again.
            return found[:count]
        at = keys[-1]
        # Counted only where the first stretch was not enough: most pages never come here.
        if looked_at == 0 and _are_few(conn, asked.match):
            break
        looked_at += size
        size = min(2 * size, _LONGEST_STRETCH)
    return found + _sorted(conn, asked, at, count - len(found), downwards=downwards)


def _are_few(conn: sqlite3.Connection, match: str) -> bool:
    (count,) = conn.execute(_COUNT, (match, _FEW)).fetchone()
    return int(count) < _FEW


def _hits_among(conn: sqlite3.Connection, match: str, rows: Sequence[int]) -> set[int]:
    """Return those of some rising rows that the index holds for a match."""
    gap = NEWEST[1] if "*" in match else _GAP  # what begins so is gathered anew each time it is asked
    stretches = json.dumps(list(_stretches(rows, gap)))
    return {row for (row,) in conn.execute(_AMONG, (stretches, match, json.dumps(rows)))}


def _stretches(rows: Sequence[int], gap: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last of rising rows that stand no further apart than a gap."""
    first = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or rows[number] - rows[number - 1] > gap:
            yield rows[first], rows[number - 1]
            first = number


def _sorted(conn: sqlite3.Connection, asked: Asked, after: Key, count: int, *, downwards: bool) -> list[Key]:
    """Return up to `count` hits below a key (or above), of all hits sorted."""
    sign, order = ("<", "DESC") if downwards else (">", "ASC")
    sql = _ALL.format(sign=sign, order=order, tests=asked.tests)
    place = {"match": asked.match, "listed_at": after[0], "row": after[1], "count": count}
    return conn.execute(sql, {**asked.bound, **place}).fetchall()


def _latest_before(conn: sqlite3.Connection, row: int) -> int:
    """Return what no article before a row is dated later than, as near as is known."""
    # `arrivals` has a line for 64 rows.
    found = conn.execute(_LATEST, (row - 1 >> 6,)).fetchone()
    return OLDEST[0] if found is None else int(found[0])
