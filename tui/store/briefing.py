"""What has come since a moment, and what briefings told: the questions that a briefing asks."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.store import arrived, settings, threads

_SETTING: Final = "briefing"
_REMEMBERED: Final = 1_000
"""Stories told of that are remembered: the last ones."""
_NEW: Final = """
SELECT s.article, s.listed_at, coalesce(t.thread, s.article), coalesce(t.source, -s.feed),
       t.copy_of IS NOT NULL
  FROM status AS s LEFT JOIN thread_articles AS t ON t.article = s.article
 WHERE s.hidden = 0 AND s.listed_at BETWEEN ? AND ? AND s.article > ? ORDER BY s.listed_at DESC LIMIT ?
"""
_FOLLOWED: Final = """
SELECT r.value, w.name FROM json_each(?) AS r CROSS JOIN followings AS f ON f.article = r.value
 CROSS JOIN follows AS w ON w.id = f.follow
"""
_TITLES: Final = """
SELECT a.row, a.headline FROM json_each(?) AS r CROSS JOIN articles AS a ON a.row = r.value
"""
_SOURCES: Final = """
SELECT coalesce(a.house, f.own_title, f.title, f.url) FROM json_each(?) AS r
 CROSS JOIN articles AS a ON a.row = r.value CROSS JOIN feeds AS f ON f.id = a.feed
"""
_BEFORE: Final = """
SELECT article FROM thread_articles WHERE thread = ?
 AND (article <= ? OR article IN (SELECT value FROM json_each(?))) ORDER BY listed_at DESC LIMIT ?
"""
_ROW_AT: Final = "SELECT row FROM articles WHERE arrived_at <= ? ORDER BY row DESC LIMIT 1"
_FURTHER: Final = """
SELECT row FROM articles WHERE row > ? AND row <= ?
   AND NOT EXISTS (SELECT 1 FROM queue WHERE queue.article = articles.row) ORDER BY row DESC LIMIT ?
"""
_MOST_FURTHER: Final = 20_000
_LATE_S: Final = 2 * 86_400
_ROWS: Final = """
SELECT a.row FROM json_each(?) AS r CROSS JOIN articles AS a ON a.id = r.value
"""


class NewArticle(NamedTuple):
    """An article of the time that is looked at."""

    row: int
    listed_at: int
    thread: int
    """Its own row, where it stands alone."""
    source: int
    is_copy: bool


@dataclass(frozen=True, slots=True)
class ToldSoFar:
    """What briefings have told."""

    until: int
    """Seconds: when the last one was made."""
    row: int
    """The last article up to which all were prepared by then; the others are looked at again."""
    told: tuple[str, ...]
    """Ids of the articles whose lines stood in any, the last ones."""
    further: tuple[int, ...] = ()
    """Later articles that were prepared by then."""


def new_articles(
    conn: sqlite3.Connection, first: int, until: int, most: int, told: ToldSoFar | None = None
) -> list[NewArticle]:
    """Return the articles that lists show of a time, the newest `most`; without those `told` looked at."""
    row, further = (0, frozenset[int]()) if told is None else (told.row, frozenset(told.further))
    found = map(NewArticle._make, conn.execute(_NEW, (first, until, row, most)))
    return [article for article in found if article.row not in further]


def followed_in(conn: sqlite3.Connection, rows: Iterable[int]) -> dict[int, list[str]]:
    """Return the followed names in those of some articles that have any."""
    found: dict[int, list[str]] = {}
    for row, name in conn.execute(_FOLLOWED, (json.dumps(list(rows)),)):
        found.setdefault(row, []).append(name)
    return {row: sorted(names) for row, names in found.items()}


def titles(conn: sqlite3.Connection, rows: Iterable[int]) -> dict[int, str]:
    """Return the headlines of some articles."""
    return dict(conn.execute(_TITLES, (json.dumps(list(rows)),)).fetchall())


def sources(conn: sqlite3.Connection, rows: Iterable[int]) -> tuple[str, ...]:
    """Return who has some articles, by name: those with most first."""
    found = Counter(str(name) for (name,) in conn.execute(_SOURCES, (json.dumps(list(rows)),)))
    return tuple(name for name, _ in found.most_common())


def told_before(conn: sqlite3.Connection, thread: int, told: ToldSoFar, most: int) -> list[int]:
    """Return the newest articles of a thread among those that the last briefing looked at."""
    values = (thread, told.row, json.dumps(told.further), most)
    return [article for (article,) in conn.execute(_BEFORE, values)]


def told_so_far(conn: sqlite3.Connection) -> ToldSoFar | None:
    """Return what briefings have told; None before the first."""
    kept = settings.setting(conn, _SETTING)
    try:
        until, row, told, further = json.loads(kept or "")
        return ToldSoFar(int(until), int(row), tuple(map(str, told)), tuple(map(int, further)))
    except (TypeError, ValueError):
        return None


def told_threads(conn: sqlite3.Connection, told: ToldSoFar | None) -> frozenset[int]:
    """Return the threads that briefings told of, as they are now."""
    if told is None:
        return frozenset()
    rows = [int(row) for (row,) in conn.execute(_ROWS, (json.dumps(told.told),))]
    of = threads.threads_of(conn, rows)
    return frozenset(of.get(row, row) for row in rows)


def note_told(conn: sqlite3.Connection, since: int, until: int, ids: Sequence[str]) -> None:
    """Note that a briefing of that time told of these articles, inside a write transaction.

    What is not prepared yet may join a story once it is: it is looked at again.
    """
    before = told_so_far(conn) or ToldSoFar(0, 0, ())
    last = _row_at(conn, until)
    # What waits for other reasons lies farther back: older articles are prepared anew now and then.
    first = max(before.row, _row_at(conn, since - _LATE_S))
    row = min(arrived.last_prepared(conn, first), max(last, first))
    further = [further for (further,) in conn.execute(_FURTHER, (row, last, _MOST_FURTHER))]
    told = [*(id_ for id_ in before.told if id_ not in ids), *dict.fromkeys(ids)][-_REMEMBERED:]
    settings.set_setting(conn, _SETTING, json.dumps([max(until, before.until), row, told, further]))


def _row_at(conn: sqlite3.Connection, moment: int) -> int:
    """Return the last article that had come by then; 0 where none had."""
    found = conn.execute(_ROW_AT, (moment,)).fetchone()
    return 0 if found is None else int(found[0])
