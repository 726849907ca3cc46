"""What is said of names moves along where keys change: two spellings become one, two ids one place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Final, cast

from tui.model.kinds import EntityKind

_SAID_OF: Final = """
SELECT kind, key FROM follows
 UNION SELECT kind, value FROM mutes WHERE kind NOT IN ('words', 'feed')
 UNION SELECT kind, key FROM corrections
"""


def rekey(conn: sqlite3.Connection, current: Callable[[EntityKind, str], str]) -> int:
    """Let follows, mutes and corrections go by today's keys; return how many names that were.

    `current` returns what a key of a kind is today. Wants to be called inside a write transaction.
    """
    moved = 0
    for kind, key in conn.execute(_SAID_OF).fetchall():
        name = current(cast("EntityKind", kind), key)
        if name != key:
            _move(conn, kind, key, name)
            moved += 1
    return moved


def _move(conn: sqlite3.Connection, kind: str, old: str, new: str) -> None:
    # The name itself first: its stories are then under the new key at once, if nothing else is there.
    conn.execute("UPDATE OR IGNORE entities SET key = ? WHERE kind = ? AND key = ?", (new, kind, old))
    _move_follow(conn, kind, old, new)
    conn.execute("UPDATE mutes SET value = ?, settled = 0 WHERE kind = ? AND value = ?", (new, kind, old))
    conn.execute("UPDATE corrections SET key = ? WHERE kind = ? AND key = ?", (new, kind, old))
    # A place that something was joined to carries its id within.
    conn.execute(
        "UPDATE corrections SET target = replace(target, ?, ?) WHERE instr(target, ?)",
        (json.dumps(old), json.dumps(new), json.dumps(old)),
    )


def _move_follow(conn: sqlite3.Connection, kind: str, old: str, new: str) -> None:
    """Let a follow be one of the new key; where that is followed already, it takes over its stories."""
    find = "SELECT id FROM follows WHERE kind = ? AND key = ?"
    mine, other = conn.execute(find, (kind, old)).fetchone(), conn.execute(find, (kind, new)).fetchone()
    if mine is None:
        return
    if other is None:
        conn.execute(
            "UPDATE follows SET key = ?,"
            " entity = (SELECT id FROM entities WHERE kind = ? AND key = ?) WHERE id = ?",
            (new, kind, new, *mine),
        )
        other = mine
    else:
        conn.execute(
            "INSERT OR IGNORE INTO followings SELECT article, ?, told FROM followings WHERE follow = ?",
            (*other, *mine),
        )
        conn.execute("DELETE FROM followings WHERE follow = ?", mine)
        conn.execute("DELETE FROM follows WHERE id = ?", mine)
    # What is stored under the new key already is no news to `watch`.
    conn.execute(
        "INSERT OR IGNORE INTO followings SELECT article, ?, 1 FROM entity_articles"
        " WHERE entity = (SELECT id FROM entities WHERE kind = ? AND key = ?)",
        (*other, kind, new),
    )
