"""What was opened of a thread, and how many sentences of its other articles are new to the reader since.

Functions that write want to be called inside a write transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

_THREAD: Final = "(SELECT thread FROM thread_articles WHERE article = :row)"
_OPENED: Final = f"""
SELECT t.article FROM thread_articles AS t CROSS JOIN status AS s ON s.article = t.article
 WHERE t.thread = {_THREAD} AND s.opened_at IS NOT NULL AND t.article <> :row
 ORDER BY s.opened_at DESC LIMIT :most
"""
_UNREAD: Final = f"""
SELECT t.article FROM thread_articles AS t CROSS JOIN status AS s ON s.article = t.article
 WHERE t.thread = {_THREAD} AND s.unread = 1 AND s.hidden = 0
 ORDER BY t.listed_at DESC, t.article DESC LIMIT :most
"""
_TO_COUNT: Final = """
SELECT t.article FROM json_each(?) AS r CROSS JOIN thread_articles AS t ON t.article = r.value
 WHERE t.thread IS NOT NULL AND t.new IS NULL AND EXISTS (
   SELECT 1 FROM thread_articles AS o CROSS JOIN status AS s ON s.article = o.article
    WHERE o.thread = t.thread AND o.article <> t.article AND s.opened_at IS NOT NULL)
"""


def opened_beside(conn: sqlite3.Connection, row: int, most: int) -> list[int]:
    """Return the articles that the reader opened of an article's thread, besides it; the last first."""
    return [one for (one,) in conn.execute(_OPENED, {"row": row, "most": most})]


def unread_around(conn: sqlite3.Connection, row: int, most: int) -> list[int]:
    """Return the unread articles of an article's thread, itself among them perhaps; the newest first."""
    return [one for (one,) in conn.execute(_UNREAD, {"row": row, "most": most})]


def to_count(conn: sqlite3.Connection, rows: Iterable[int]) -> list[int]:
    """Return those of some articles that are not counted, and of whose thread another one was opened."""
    return [row for (row,) in conn.execute(_TO_COUNT, (json.dumps(list(rows)),))]


def keep_counts(conn: sqlite3.Connection, counts: Iterable[tuple[int, int | None]]) -> None:
    """Keep how many sentences of articles are new: (row, count); None: not known."""
    conn.executemany(
        "UPDATE thread_articles SET new = ?2 WHERE article = ?1 AND new IS NOT ?2", tuple(counts)
    )
