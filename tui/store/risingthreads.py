"""Threads by how many articles a time has of them: counted over an index by time, hidden ones left out."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

_TOLD: Final = """
SELECT t.thread, count(*), count(DISTINCT t.source) AS sources, max(s.listed_at) AS last
  FROM status AS s CROSS JOIN thread_articles AS t ON t.article = s.article
 WHERE s.hidden = 0 AND s.listed_at >= ? AND s.listed_at < ? AND t.thread IS NOT NULL
 GROUP BY t.thread HAVING count(*) >= ? AND sources > 1 ORDER BY sources DESC, 2 DESC, last DESC LIMIT ?
"""
_MOMENTS: Final = """
SELECT t.listed_at FROM thread_articles AS t CROSS JOIN status AS s ON s.article = t.article AND s.hidden = 0
 WHERE t.thread = ? AND t.listed_at >= ? AND t.listed_at < ? ORDER BY t.listed_at
"""


class ToldThread(NamedTuple):
    """A thread, and how much of it a time has."""

    thread: int
    articles: int
    sources: int
    last_at: int


def told_between(conn: sqlite3.Connection, start: int, end: int, least: int, most: int) -> list[ToldThread]:
    """Return the threads of which several sources tell in a time, with `least` articles in it or more.

    Those of the most sources first, then of the most articles; at most so many.
    """
    return [ToldThread(*found) for found in conn.execute(_TOLD, (start, end, least, most))]


def moments(conn: sqlite3.Connection, thread: int, start: int, end: int) -> list[int]:
    """Return when the articles of a thread were published that a time has, the earliest first."""
    return [moment for (moment,) in conn.execute(_MOMENTS, (thread, start, end))]
