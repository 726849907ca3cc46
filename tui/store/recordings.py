"""What there is to hear or to watch, in articles that were stored before lists showed it.

A new article says so as it is stored. What an older one has stands in its text's blob, and reading all of
those takes minutes in a large file: no step of the schema. So it is looked for behind the screen, a few
articles at a time, from the newest unseen one back (docs/decisions/0097-signs-in-rows.md).
"""

from __future__ import annotations

import sqlite3
from typing import Final

from tui.errors import TextDamaged
from tui.store import settings
from tui.store.delivered import recording_in

_UNSEEN: Final = "recordings_unseen"
"""The setting that holds the last row not looked at yet: see `schema/step-18.sql`."""
_BODIES: Final = "SELECT article, data FROM bodies WHERE article > ? AND article <= ?"


def unseen(conn: sqlite3.Connection) -> int:
    """Return the last row of which it is not known whether it has a recording; 0 where there is none."""
    return int(settings.setting(conn, _UNSEEN) or 0)


def look_anew(conn: sqlite3.Connection) -> None:
    """Have all articles looked at that there are now: some came from a file that may not have known."""
    (newest,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
    settings.set_setting(conn, _UNSEEN, str(newest))


def look(conn: sqlite3.Connection, rows: int) -> None:
    """Look at the last `rows` of those unseen, inside a transaction."""
    last = unseen(conn)
    first = max(0, last - rows)
    found: list[tuple[str, int]] = []
    for row, data in conn.execute(_BODIES, (first, last)):
        try:
            kind = recording_in(data)
        except TextDamaged:  # who mends it stores it anew
            continue
        if kind is not None:
            found.append((kind, row))
    conn.executemany("UPDATE articles SET recording = ? WHERE row = ?", found)
    settings.set_setting(conn, _UNSEEN, str(first))
