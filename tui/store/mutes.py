"""Mutes: what the reader does not want to see, and until when.

A mute hides and never deletes. Which articles it hides is worked out in `store.muting`; here is what
was said. Every function that writes wants to be called inside a write transaction, and leaves it to
`muting.settle` to hide or show what has to be.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.errors import DatelineError, NotFound
from tui.model.answers import Mute, MuteKind
from tui.model.kinds import KINDS, by_prefix, listed
from tui.store.queries import columns
from tui.store.times import from_seconds
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.store.query import Query

_LONGEST: Final = 200
_LASTING: Final = ("feed", "said", "dateline")
"""Conditions that a mute may have, beside names: what the others say of an article changes by itself."""
_NEVER: Final = datetime.fromtimestamp(0, UTC)
"""Stands for the present in a query that knows no dates."""


class _MuteRow(NamedTuple):
    id: int
    kind: MuteKind
    value: str
    name: str
    muted_at: int
    until: int | None
    hides: int


_COLUMNS: Final = columns(_MuteRow._fields, {})


def words_query(words: str) -> Query:
    """Return the query of a mute by words: all of them whole, none the beginning of one.

    Raises DatelineError where there is no word in it, or a condition that would come and go.
    """
    from tui.store.query import parse_query  # what searching needs is loaded when it is needed

    # The blank ends the last word: a mute hides whole words, and not what begins so.
    query = parse_query(f"{words} ", _NEVER)
    passing = sorted({c.kind for c in query.conditions if c.kind not in _LASTING and not by_prefix(c.kind)})
    if passing:
        names = (f"{kind.prefix}:" for kind in KINDS.values())
        those = listed(("words", "feed:", *names, "said:", "dateline:"))
        raise DatelineError(f"A mute cannot go by {passing[0]}:, which changes by itself; {those} it can.")
    if not query.wanted:
        raise DatelineError("A mute by words needs a word to go by.")
    return query


def add(
    conn: sqlite3.Connection, kind: MuteKind, value: str, name: str, until: int | None, now: int
) -> tuple[int, bool]:
    """Mute something; returns the number of the mute, and whether it is a new one.

    What is muted already is muted until that moment from now on. Raises DatelineError for words that
    cannot be muted, or a moment that is past.
    """
    if until is not None and until <= now:
        raise DatelineError("A mute ends in the future.")
    # Raises, before anything is written, for words that would come and go.
    if kind == "words":
        words_query(value)
    found = conn.execute(
        "SELECT id FROM mutes WHERE kind = ? AND value = ? AND lifted_at IS NULL", (kind, value)
    ).fetchone()
    if found is not None:
        conn.execute("UPDATE mutes SET until = ? WHERE id = ?", (until, found[0]))
        return int(found[0]), False
    (number,) = conn.execute(
        "INSERT INTO mutes (kind, value, name, muted_at, until) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (kind, value, clean_line(name)[:_LONGEST], now, until),
    ).fetchone()
    if kind == "feed":
        unsettle_feeds(conn)
    return int(number), True


def lift(conn: sqlite3.Connection, number: int, now: int) -> None:
    """Lift a mute; what it alone hides is to be shown again."""
    conn.execute(
        "UPDATE mutes SET lifted_at = ?, settled = 0 WHERE id = ? AND lifted_at IS NULL", (now, number)
    )
    _unsettle_others(conn, number)


def impose_again(conn: sqlite3.Connection, number: int, now: int) -> None:
    """Put a mute that was lifted in force again, unless its time is over or it was made anew."""
    conn.execute(
        "UPDATE mutes SET lifted_at = NULL, settled = 0 WHERE id = ? AND (until IS NULL OR until > ?)"
        " AND NOT EXISTS (SELECT 1 FROM mutes AS m WHERE m.kind = mutes.kind AND m.value = mutes.value"
        " AND m.lifted_at IS NULL)",
        (number, now),
    )
    _unsettle_others(conn, number)


def expire(conn: sqlite3.Connection, now: int) -> None:
    """Lift the mutes whose time is over; there is nothing to be undone about them."""
    over = [n for (n,) in conn.execute("SELECT id FROM mutes WHERE until <= ? AND lifted_at IS NULL", (now,))]
    for number in over:
        lift(conn, number, now)
        conn.execute(
            "UPDATE changes SET undone = 1 WHERE verb IN ('mute', 'unmute')"
            " AND json_extract(value, '$.mute') = ?",
            (number,),
        )


def in_force(conn: sqlite3.Connection) -> tuple[Mute, ...]:
    """Return the mutes in force, the newest first."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM mutes WHERE lifted_at IS NULL ORDER BY id DESC")
    return tuple(_mute(_MuteRow(*row)) for row in rows)


def mute(conn: sqlite3.Connection, number: int) -> Mute:
    """Return a mute in force. Raises NotFound."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM mutes WHERE id = ? AND lifted_at IS NULL", (number,)
    ).fetchone()
    if row is None:
        raise NotFound("There is no such mute.")
    return _mute(_MuteRow(*row))


def is_due(conn: sqlite3.Connection, now: int) -> bool:
    """Whether a mute's time is over, or one is not settled."""
    sql = "SELECT 1 FROM mutes WHERE settled = 0 OR (until <= ? AND lifted_at IS NULL) LIMIT 1"
    return conn.execute(sql, (now,)).fetchone() is not None


def unsettle_feeds(conn: sqlite3.Connection) -> None:
    """Have the mutes of feeds looked at again: what several feeds have is hidden once all are muted."""
    conn.execute("UPDATE mutes SET settled = 0 WHERE kind = 'feed' AND lifted_at IS NULL")


def _unsettle_others(conn: sqlite3.Connection, number: int) -> None:
    if conn.execute("SELECT 1 FROM mutes WHERE id = ? AND kind = 'feed'", (number,)).fetchone():
        unsettle_feeds(conn)


def _mute(row: _MuteRow) -> Mute:
    return Mute(
        number=row.id,
        kind=row.kind,
        value=row.value,
        name=row.name,
        muted_at=from_seconds(row.muted_at),
        until=from_seconds(row.until),
        hides=row.hides,
    )
