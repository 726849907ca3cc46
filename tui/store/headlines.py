"""Rows of a list turned into values, and the counts beside them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, Final

from tui.errors import Ambiguous, NotFound
from tui.model.answers import Counts
from tui.model.articles import Headline, ThreadMark
from tui.model.ids import ArticleId, ThreadId
from tui.model.prose import Dateline
from tui.store.queries import COUNTS, by_row
from tui.store.settings import setting
from tui.store.times import from_seconds

LAST_ROW = "last_row"
"""The setting that holds the highest row that was ever removed: no other article may get it."""
_CANDIDATES = 5
"""How many articles an ambiguous id is answered with."""


def _tags(joined: str | None) -> tuple[str, ...]:
    return () if joined is None else tuple(sorted(joined.split("\n")))


def _dateline(joined: str | None) -> Dateline | None:
    if joined is None:
        return None
    place, _, agency = joined.partition("\n")
    return Dateline(place, agency or None)


def _thread(joined: str | None) -> ThreadMark | None:
    if joined is None:
        return None
    thread, members, sources, is_copy, new = joined.split(" ")
    return ThreadMark(
        ThreadId(int(thread)), int(members), int(sources), is_copy == "1", int(new) if new else None
    )


_MADE: Final[dict[str, Callable[[Any], object]]] = {
    "published_at": from_seconds,
    "arrived_at": from_seconds,
    "read": bool,
    "saved": bool,
    "changed": bool,
    "dateline": _dateline,
    "tags": _tags,
    "followed": bool,
    "opened_at": from_seconds,
    "noted": bool,
    "thread": _thread,
}
"""What a column becomes that is stored in another form than it is shown in; all others stay as they are."""
_NAMES: Final = tuple(field.name for field in fields(Headline))
_BY_ROW: Final = by_row(_NAMES)
_ROW: Final = _NAMES.index("row")
_TO_MAKE: Final = tuple((number, _MADE[name]) for number, name in enumerate(_NAMES) if name in _MADE)


def _headline(row: Sequence[Any]) -> Headline:
    """Return a headline of a row that has a column for each of its fields."""
    values = list(row)
    for number, make in _TO_MAKE:
        values[number] = make(values[number])
    return Headline(*values)


def headlines(conn: sqlite3.Connection, rows: Sequence[int]) -> tuple[Headline, ...]:
    """Return the list entries of these rows, in the same order; a row that is gone is left out."""
    # A list, not placeholders: the statement is the same however many rows, and is kept ready.
    found = {row[_ROW]: row for row in conn.execute(_BY_ROW, (json.dumps(list(rows)),))}
    return tuple(_headline(found[row]) for row in rows if row in found)


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


def saved_among(conn: sqlite3.Connection, articles: Sequence[str]) -> frozenset[str]:
    """Return those of some articles' ids that are bookmarked."""
    found = conn.execute(
        "SELECT a.id FROM json_each(?) AS j JOIN articles AS a ON a.id = j.value"
        " JOIN status AS s ON s.article = a.row WHERE s.saved_at IS NOT NULL",
        (json.dumps(list(articles)),),
    )
    return frozenset(str(id_) for (id_,) in found)


def last_row(conn: sqlite3.Connection) -> int:
    """Return the highest row that an article has or had: the next one gets a higher one.

    Deliveries, the journal of changes and a list on the screen know articles by their row, those too that
    were removed.
    """
    (row,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
    # Of what is there, and of what was removed: see LAST_ROW.
    return max(int(row), int(setting(conn, LAST_ROW) or 0))


def resolve_id(conn: sqlite3.Connection, text: str) -> ArticleId:
    """Return the article that an id, or its beginning, names. Raises NotFound, and Ambiguous, naming five."""
    typed = text.strip().lower()
    # Above all that begin so; and one more than are named, to know whether there are others.
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
