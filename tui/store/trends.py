"""How many stories of a time name whom: counted over an index by time, so that no other time is looked at."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Final

from tui.store.folding import folded_words

_NAMED: Final = """
SELECT entity FROM entity_articles INDEXED BY entity_articles_time WHERE listed_at >= ? AND listed_at < ?
"""
_STORIES: Final = "SELECT count(*) FROM status WHERE hidden = 0 AND listed_at >= ? AND listed_at < ?"
_SHOWN: Final = """
SELECT a.headline FROM entity_articles AS e
 CROSS JOIN status AS s ON s.article = e.article AND s.hidden = 0
 CROSS JOIN articles AS a ON a.row = e.article
 WHERE e.entity = ? AND e.listed_at >= ? AND e.listed_at < ? ORDER BY e.listed_at DESC LIMIT ?
"""
_LOOKED_AT: Final = 200


def named_counts(conn: sqlite3.Connection, start: int, end: int) -> Counter[int]:
    """Return in how many stories of a time each person and place stands, hidden ones too."""
    return Counter(entity for (entity,) in conn.execute(_NAMED, (start, end)))


def story_count(conn: sqlite3.Connection, start: int, end: int) -> int:
    """Return how many stories of a time the lists show."""
    (count,) = conn.execute(_STORIES, (start, end)).fetchone()
    return int(count)


def distinct_stories(conn: sqlite3.Connection, entity: int, start: int, end: int, counted: int) -> int:
    """Return in how many stories of a time a name stands, of `counted`: shown, and each headline once.

    A feed that sends one story again and again makes no trend. Of very many the newest are looked at, and the
    share of these is taken for that of all.
    """
    found = [headline for (headline,) in conn.execute(_SHOWN, (entity, start, end, _LOOKED_AT))]
    different = len({folded_words(headline) for headline in found})
    return different if counted <= _LOOKED_AT else round(counted * different / _LOOKED_AT)


def newest_moment(conn: sqlite3.Connection, before: int) -> int | None:
    """Return when the newest story before a moment was published; None where there is none."""
    found = conn.execute(
        "SELECT listed_at FROM status WHERE hidden = 0 AND listed_at < ? ORDER BY listed_at DESC LIMIT 1",
        (before,),
    ).fetchone()
    return None if found is None else int(found[0])


def moment_of(conn: sqlite3.Connection, number: int, before: int) -> int:
    """Return when the story was published that has so many newer ones before a moment; else the oldest."""
    found = conn.execute(
        "SELECT min(listed_at) FROM (SELECT listed_at FROM status WHERE hidden = 0 AND listed_at < ?"
        " ORDER BY listed_at DESC LIMIT ?)",
        (before, number + 1),
    ).fetchone()
    return 0 if found[0] is None else int(found[0])
