"""Small facts about the reader's session, by name."""

from __future__ import annotations

import sqlite3


def setting(conn: sqlite3.Connection, name: str) -> str | None:
    """Return a fact; None where it was never set."""
    found = conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def set_setting(conn: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a fact, inside a write transaction."""
    conn.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def forget(conn: sqlite3.Connection, name: str) -> None:
    """Keep a fact no more, inside a write transaction."""
    conn.execute("DELETE FROM settings WHERE name = ?", (name,))
