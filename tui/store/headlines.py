"""Rows of a list turned into values, and the counts beside them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from tui.errors import Ambiguous, NotFound
from tui.model.answers import Counts
from tui.model.articles import Headline
from tui.model.ids import ArticleId, FeedId
from tui.model.prose import Dateline
from tui.store.queries import COUNTS, HEADLINES_BY_ROW
from tui.store.settings import setting
from tui.store.times import from_seconds

LAST_ROW = "last_row"
"""The setting that holds the highest row that was ever removed: no other article may get it."""
_CANDIDATES = 5
"""How many articles an ambiguous id is answered with."""


def headline_from_row(row: Sequence[Any]) -> Headline:
    """Build a value from a row of `queries.HEADLINE_COLUMNS`."""
    return Headline(
        row=row[0],
        id=ArticleId(row[1]),
        listed_at=row[2],
        headline=row[3],
        feed=row[4],
        feed_id=FeedId(row[5]),
        url=row[6],
        published_at=from_seconds(row[7]),
        published_stated=row[8],
        arrived_at=from_seconds(row[9]),
        read=not row[10],
        saved=bool(row[11]),
        changed=bool(row[12]),
        summary=row[13],
        words=row[14],
        dek=row[15],
        byline=row[16],
        dateline=None if row[17] is None else Dateline(row[17], row[18]),
        tags=() if row[19] is None else tuple(sorted(row[19].split("\n"))),
        followed=bool(row[20]),
    )


def headlines(conn: sqlite3.Connection, rows: Sequence[int]) -> tuple[Headline, ...]:
    """Return the list entries of these rows, in the same order; a row that is gone is left out."""
    found = {row[0]: row for row in conn.execute(HEADLINES_BY_ROW, (json.dumps(list(rows)),))}
    return tuple(headline_from_row(found[row]) for row in rows if row in found)


def headline_by_id(conn: sqlite3.Connection, article: ArticleId) -> Headline:
    """Return one article's list entry. Raises NotFound."""
    return headlines(conn, (row_of(conn, article),))[0]


def row_of(conn: sqlite3.Connection, article: ArticleId) -> int:
    """Return an article's key in this database. Raises NotFound."""
    found = conn.execute("SELECT row FROM articles WHERE id = ?", (article,)).fetchone()
    if found is None:
        raise NotFound(f"There is no article {article}.")
    row: int = found[0]
    return row


def rows_of(conn: sqlite3.Connection, articles: Sequence[ArticleId]) -> tuple[int, ...]:
    """Return the keys of articles, without doubles. Raises NotFound where one is not there."""
    return tuple(dict.fromkeys(row_of(conn, article) for article in articles))


def last_row(conn: sqlite3.Connection) -> int:
    """Return the highest row that an article has or had: the next one gets a higher one.

    Deliveries, the journal of changes and a list on the screen know articles by their row, those too that
    were removed.
    """
    (row,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
    return max(int(row), int(setting(conn, LAST_ROW) or 0))


def resolve_id(conn: sqlite3.Connection, text: str) -> ArticleId:
    """Return the article that an id, or its beginning, names. Raises NotFound, and Ambiguous, naming five."""
    typed = text.strip().lower()
    bounds = (typed, typed + "\U0010ffff", _CANDIDATES + 1)
    found = conn.execute(
        "SELECT id, headline FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", bounds
    ).fetchall()
    if not typed or not found:
        raise NotFound(f"There is no article {text.strip() or 'without an id'}.")
    if len(found) > 1 and found[0][0] != typed:
        named = "; ".join(f"{id_} ({headline})" for id_, headline in found[:_CANDIDATES])
        more = " and others" if len(found) > _CANDIDATES else ""
        raise Ambiguous(f"More than one article begins with {typed}: {named}{more}.")
    return ArticleId(found[0][0])


def counts(conn: sqlite3.Connection) -> Counts:
    """Return the counts that triggers keep."""
    return Counts(**{name: max(n, 0) for name, n in conn.execute(COUNTS)})
