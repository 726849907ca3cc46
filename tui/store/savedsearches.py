"""Searches that the reader keeps: a name, a query, and their order.

Every function that writes wants to be called inside a write transaction.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from tui.errors import DatelineError, NotFound
from tui.model.answers import SavedSearch
from tui.text.safe import clean_line

_LONGEST: Final = 100
_LONGEST_QUERY: Final = 2_000


def searches(conn: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    """Return the saved searches in the reader's order."""
    sql = "SELECT id, name, query FROM searches WHERE removed_at IS NULL ORDER BY position, id"
    return tuple(SavedSearch(number, name, query) for number, name, query in conn.execute(sql))


def search(conn: sqlite3.Connection, number: int) -> SavedSearch:
    """Return a saved search. Raises NotFound."""
    row = conn.execute(
        "SELECT id, name, query FROM searches WHERE id = ? AND removed_at IS NULL", (number,)
    ).fetchone()
    if row is None:
        raise NotFound("There is no such saved search.")
    id_, name, query = row
    return SavedSearch(id_, name, query)


def keep(conn: sqlite3.Connection, name: str, query: str) -> SavedSearch:
    """Keep a search, below those that are there; one of that name has this query from now on.

    Raises DatelineError where name or query is empty, or the name too long.
    """
    name, query = _name(name), clean_line(query)[:_LONGEST_QUERY]
    if not query:
        raise DatelineError("There is no search to be saved.")
    conn.execute(
        "INSERT INTO searches (name, query, position)"
        " VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM searches))"
        " ON CONFLICT (name) WHERE removed_at IS NULL DO UPDATE SET query = excluded.query",
        (name, query),
    )
    (number,) = conn.execute(
        "SELECT id FROM searches WHERE name = ? AND removed_at IS NULL", (name,)
    ).fetchone()
    return search(conn, number)


def rename(conn: sqlite3.Connection, number: int, name: str) -> SavedSearch:
    """Give a search another name. Raises NotFound; DatelineError where the name is taken, or none."""
    name = _name(name)
    search(conn, number)
    taken = "SELECT 1 FROM searches WHERE name = ? AND removed_at IS NULL AND id <> ?"
    if conn.execute(taken, (name, number)).fetchone():
        raise DatelineError(f"There is a saved search “{name}” already.")
    conn.execute("UPDATE searches SET name = ? WHERE id = ?", (name, number))
    return search(conn, number)


def move(conn: sqlite3.Connection, number: int, steps: int) -> None:
    """Put a search so many places further down, or up. Raises NotFound."""
    search(conn, number)
    order = [one.number for one in searches(conn)]
    at = order.index(number)
    order.insert(max(0, min(at + steps, len(order) - 1)), order.pop(at))
    conn.executemany("UPDATE searches SET position = ? WHERE id = ?", list(enumerate(order, 1)))


def drop(conn: sqlite3.Connection, number: int, now: int) -> SavedSearch:
    """Keep a search no longer. Raises NotFound."""
    dropped = search(conn, number)
    conn.execute("UPDATE searches SET removed_at = ? WHERE id = ?", (now, number))
    return dropped


def take_back(conn: sqlite3.Connection, number: int, query: str | None, now: int) -> None:
    """Undo that a search was kept: it has the query of before again, or goes where there was none."""
    if query is None:
        conn.execute("UPDATE searches SET removed_at = ? WHERE id = ?", (now, number))
    else:
        conn.execute("UPDATE searches SET query = ? WHERE id = ?", (query, number))


def bring_back(conn: sqlite3.Connection, number: int) -> None:
    """Keep a search again that was dropped, under another name where its own has been given away."""
    conn.execute(
        "UPDATE searches SET removed_at = NULL, name = CASE WHEN EXISTS (SELECT 1 FROM searches AS s"
        " WHERE s.name = searches.name AND s.removed_at IS NULL AND s.id <> searches.id)"
        " THEN name || ' (' || id || ')' ELSE name END WHERE id = ?",
        (number,),
    )


def _name(name: str) -> str:
    name = clean_line(name)
    if not 0 < len(name) <= _LONGEST:
        raise DatelineError(f"A saved search's name has between 1 and {_LONGEST} characters.")
    return name
