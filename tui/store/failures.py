"""Articles of which something could not be made: what it was, why, and by which version of what makes it.

Such an article stands in the lists with what there is of it. It is tried again when the version changes.
"""

from __future__ import annotations

import sqlite3
from typing import Final, Literal, NamedTuple

from tui.store.searchable import index_article, unindex_article

Work = Literal["text", "names"]

_NOTE: Final = """
INSERT INTO failures (article, work, reason, version, failed_at, entry)
 VALUES (?, ?, ?, ?, CAST(strftime('%s', 'now') AS INTEGER), ?)
 ON CONFLICT (work, article) DO UPDATE SET reason = excluded.reason, version = excluded.version,
   failed_at = excluded.failed_at, entry = coalesce(excluded.entry, entry)
"""
_QUEUE: Final = """
INSERT INTO queue (article, stage) VALUES (?1, ?2)
 ON CONFLICT (article) DO UPDATE SET stage = min(stage, excluded.stage)
"""


class Whose(NamedTuple):
    """An article by its names outside."""

    article: str
    feed: int


def note(
    conn: sqlite3.Connection, row: int, work: Work, reason: str, version: int, entry: bytes | None = None
) -> None:
    """Write down that something could not be made of an article; `entry` is what is to be tried again."""
    conn.execute(_NOTE, (row, work, reason, version, entry))


def forget(conn: sqlite3.Connection, row: int, work: Work) -> None:
    """Write down that it could be made after all."""
    conn.execute("DELETE FROM failures WHERE article = ? AND work = ?", (row, work))


def whose(conn: sqlite3.Connection, row: int) -> Whose:
    """Return which article a row is; of one that is gone nothing is known."""
    found = conn.execute("SELECT id, feed FROM articles WHERE row = ?", (row,)).fetchone()
    return Whose("gone", 0) if found is None else Whose(*found)


def are_any(conn: sqlite3.Connection) -> bool:
    """Tell whether anything could not be made."""
    return bool(
        conn.execute("SELECT EXISTS (SELECT 1 FROM failures WHERE work IN ('text', 'names'))").fetchone()[0]
    )


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    """Return by work of how many articles it could not be made."""
    return dict(conn.execute("SELECT work, count(*) FROM failures GROUP BY work ORDER BY work"))


def try_again(conn: sqlite3.Connection, versions: dict[Work, int]) -> int:
    """Put on the queue what failed under another version; return how many articles that were."""
    tried = 0
    for work, version in versions.items():
        failed = conn.execute(
            "SELECT article, entry FROM failures WHERE work = ? AND version <> ?", (work, version)
        ).fetchall()
        for row, entry in failed:
            if work == "text" and entry is not None:
                _deliver_again(conn, row, entry)
            conn.execute(_QUEUE, (row, 1 if work == "text" and entry is not None else 2))
            forget(conn, row, work)
        tried += len(failed)
    return tried


def _deliver_again(conn: sqlite3.Connection, row: int, entry: bytes) -> None:
    """Put an entry as it was delivered in the place of the text that stood for it."""
    unindex_article(conn, row)
    conn.execute(
        "UPDATE bodies SET form = 'delivered', prepared = 0, data = ? WHERE article = ?", (entry, row)
    )
    index_article(conn, row, "")
