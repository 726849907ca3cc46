"""The search index's lines: put in, and taken out by exactly the words that were put in.

The index holds no text of its own. An article's line is its headline; what stands before its text
(summary, dek, byline, dateline); and the text itself once it is prepared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tui.store.delivered import plain_body

_LINE: Final = "SELECT headline, summary, dek, byline, place, agency FROM articles WHERE row = ?"
MERGED_AT_ONCE: Final = 96
"""Pages of the index, about 4 kB each: four milliseconds. Many small merges take longer than a few large."""
_LEAST_MERGED: Final = 16


def index_article(conn: sqlite3.Connection, row: int, body: str) -> None:
    """Put an article's line in, from its row as it stands now and the text given (empty: not prepared)."""
    _put(conn, row, conn.execute(_LINE, (row,)).fetchone(), body)


def unindex_article(conn: sqlite3.Connection, row: int) -> None:
    """Take an article's line out, from its row and body as they still stand: before either is changed."""
    form, data = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (row,)).fetchone()
    _take_out(conn, row, conn.execute(_LINE, (row,)).fetchone(), plain_body(form, data))


def replace_line(
    conn: sqlite3.Connection,
    row: int,
    old: Sequence[str | int | None],
    old_body: str,
    new: Sequence[str | int | None],
    new_body: str,
) -> None:
    """Put an article's new line in the place of the old.

    Each is headline, summary, dek, byline, place and agency.
    """
    _take_out(conn, row, old, old_body)
    _put(conn, row, new, new_body)


def merge_a_little(conn: sqlite3.Connection, added: int) -> None:
    """Merge a page of the index for each two lines of late `added`; in a transaction of its own.

    Left to itself SQLite does that within the commits that write texts, where it takes up to four times as
    long as the writing, and whoever wants to write waits. Where many come it falls behind, which
    `upkeep.merge_index` makes good. Not more than `MERGED_AT_ONCE` pages are merged.
    """
    merge_pages(conn, max(_LEAST_MERGED, min(added // 2, MERGED_AT_ONCE)))


def merge_pages(conn: sqlite3.Connection, pages: int) -> None:
    """Merge so many pages of the index, as far as there are any to be merged."""
    conn.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))


def _put(conn: sqlite3.Connection, row: int, line: Sequence[str | int | None], body: str) -> None:
    conn.execute(
        "INSERT INTO search (rowid, body, headline, front) VALUES (?, ?, ?, ?)",
        (row, body, line[0], front_text(*line[1:])),
    )


def _take_out(conn: sqlite3.Connection, row: int, line: Sequence[str | int | None], body: str) -> None:
    conn.execute(
        "INSERT INTO search (search, rowid, body, headline, front) VALUES ('delete', ?, ?, ?, ?)",
        (row, body, line[0], front_text(*line[1:])),
    )


def front_text(*parts: str | int | None) -> str:
    """Join summary, dek, byline, place and agency as the index holds them."""
    return "\n".join(str(part) for part in parts if part)
