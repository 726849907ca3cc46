"""The search index's lines: put in, and taken out by exactly the words that were put in.

The index holds no text of its own. An article's line is its headline; what stands before its text
(summary, dek, byline, dateline); and the text itself once it is prepared.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from tui.store.delivered import plain_body

_LINE: Final = "SELECT headline, summary, dek, byline, place, agency FROM articles WHERE row = ?"


def index_article(conn: sqlite3.Connection, row: int, body: str) -> None:
    """Put an article's line in, from its row as it stands now and the text given (empty: not prepared)."""
    headline, front = _front(conn, row)
    conn.execute(
        "INSERT INTO search (rowid, body, headline, front) VALUES (?, ?, ?, ?)",
        (row, body, headline, front),
    )


def unindex_article(conn: sqlite3.Connection, row: int) -> None:
    """Take an article's line out, from its row and body as they still stand: before either is changed."""
    headline, front = _front(conn, row)
    form, data = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (row,)).fetchone()
    conn.execute(
        "INSERT INTO search (search, rowid, body, headline, front) VALUES ('delete', ?, ?, ?, ?)",
        (row, plain_body(form, data), headline, front),
    )


def _front(conn: sqlite3.Connection, row: int) -> tuple[str, str]:
    headline, *rest = conn.execute(_LINE, (row,)).fetchone()
    return headline, front_text(*rest)


def front_text(*parts: str | None) -> str:
    """Join summary, dek, byline, place and agency as the index holds them."""
    return "\n".join(part for part in parts if part)
