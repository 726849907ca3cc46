"""How far the articles have come in, and are prepared, by their rows, which rise with arrival."""

from __future__ import annotations

import sqlite3


def newest_row(conn: sqlite3.Connection) -> int:
    """Return the row of the article that came last; 0 where there is none."""
    (row,) = conn.execute("SELECT max(row) FROM articles").fetchone()
    return int(row or 0)


def last_prepared(conn: sqlite3.Connection, first: int) -> int:
    """Return up to which row all articles behind `first` are prepared; `first` where the next one waits."""
    (waits,) = conn.execute("SELECT min(article) FROM queue WHERE article > ?", (first,)).fetchone()
    return max(first, newest_row(conn) if waits is None else int(waits) - 1)
