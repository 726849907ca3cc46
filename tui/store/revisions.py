"""Earlier texts of an article: what is kept of them when another takes the place of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

_KEPT: Final = 20
_KEPT_BYTES: Final = 1_000_000
"""Packed, of one article together with those after it: a feed that changes its texts hourly fills no disk."""


def keep_present(conn: sqlite3.Connection, row: int, now: int) -> None:
    """Put an article's present text beside the earlier ones, of which the first and the newest stay."""
    sql = "SELECT form, data FROM bodies WHERE article = ?"
    for form, data in conn.execute(sql, (row,)).fetchall():
        keep(conn, row, now, form, data)


def keep(conn: sqlite3.Connection, row: int, now: int, form: str, data: bytes) -> None:
    """Put a text beside the earlier ones of an article, under the headline that it has now."""
    conn.execute(
        # An earlier text is known by its second: one that is replaced within the same gets the next.
        "INSERT INTO revisions SELECT row, max(?, 1 + coalesce((SELECT max(replaced_at) FROM revisions"
        " WHERE article = articles.row), 0)), headline, ?, ? FROM articles WHERE row = ?",
        (now, form, data, row),
    )
    sql = "SELECT replaced_at, length(data) FROM revisions WHERE article = ? ORDER BY replaced_at DESC"
    too_many = _too_many(conn.execute(sql, (row,)).fetchall())
    conn.executemany(
        "DELETE FROM revisions WHERE article = ? AND replaced_at = ?", [(row, at) for at in too_many]
    )


def _too_many(revisions: Sequence[tuple[int, int]]) -> list[int]:
    """Return which of an article's earlier texts are let go: times and sizes, the newest first."""
    packed = list(accumulate(size for _, size in revisions))
    between = list(zip(revisions, packed, strict=True))[1:-1]  # the first and the newest stay
    return [at for number, ((at, _), size) in enumerate(between, 2) if number >= _KEPT or size > _KEPT_BYTES]
