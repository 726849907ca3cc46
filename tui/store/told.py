"""What articles tell beside their names: who said what, and the dates that a text names.

Kept as places in the text and not as words: a quotation that is shown is cut out of the stored text, so it
stands there letter by letter. Nothing is kept of an article in which nothing of the kind stands. `quoted`
has where a name is quoted in the order of lists: one look-up finds its newest quotations.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

from tui.store import settings
from tui.store.lists import Key
from tui.store.toldbytes import NameKey, PackedTold, speakers_in

_UNSEEN: Final = "told_unseen"
"""The setting that holds the last row of which it is not known yet what it tells."""
_TOLD_BY: Final = "told_by"
"""The setting that says which version found it; not set: the first."""
VERSION: Final = "1"
"""Of what finds it: where another one did, all articles are looked at again."""
_QUOTED: Final = """
SELECT q.listed_at, q.article FROM quoted AS q CROSS JOIN status AS s ON s.article = q.article
 WHERE q.entity = ? AND (q.listed_at, q.article) < (?, ?) AND s.hidden = 0
 ORDER BY q.listed_at DESC, q.article DESC LIMIT ?
"""
_LATE: Final = """
SELECT b.article, n.id FROM bodies AS b CROSS JOIN article_names AS n ON n.article = b.article
 WHERE b.article <= ? AND b.form = 'blocks' ORDER BY b.article DESC LIMIT ?
"""


def write(
    conn: sqlite3.Connection,
    row: int,
    listed_at: int,
    packed: PackedTold | None,
    ids: Mapping[NameKey, int],
    fingerprint: int,
) -> None:
    """Put what an article tells in the place of what it told; None: it tells nothing. In a transaction.

    `ids` leads to the rows of its names across articles; `fingerprint` is that of its text.
    """
    forget(conn, row, listed_at)
    if packed is None:
        return
    blob = packed.whole(ids, fingerprint)
    conn.execute("INSERT INTO told VALUES (?, ?)", (row, blob))
    lines = [(entity, listed_at, row) for entity in speakers_in(blob)]
    conn.executemany("INSERT OR IGNORE INTO quoted VALUES (?, ?, ?)", lines)


def forget(conn: sqlite3.Connection, row: int, listed_at: int) -> None:
    """Take out what an article tells, inside a transaction."""
    found = conn.execute("DELETE FROM told WHERE article = ? RETURNING data", (row,)).fetchall()
    conn.executemany(
        "DELETE FROM quoted WHERE entity = ? AND listed_at = ? AND article = ?",
        [(entity, listed_at, row) for (blob,) in found for entity in speakers_in(blob)],
    )


def quoting(conn: sqlite3.Connection, entity: int, before: Key, count: int) -> list[Key]:
    """Return the newest articles, below a key, that quote a name; none that is muted."""
    return conn.execute(_QUOTED, (entity, *before, count)).fetchall()


# ── what came before this version ─────────────────────────────────────────────────────────────


def has_older(conn: sqlite3.Connection) -> bool:
    """Whether there are articles of which it is not known what they tell, as far as they are prepared."""
    return _last_unseen(conn) > 0 or not _is_of_this_version(conn)


def look_anew(conn: sqlite3.Connection) -> None:
    """Have all articles looked at that there are, where another version found what they tell."""
    if _is_of_this_version(conn):
        return
    (newest,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
    settings.set_setting(conn, _UNSEEN, str(newest))
    settings.set_setting(conn, _TOLD_BY, VERSION)


def _last_unseen(conn: sqlite3.Connection) -> int:
    return int(settings.setting(conn, _UNSEEN) or 0)


def _is_of_this_version(conn: sqlite3.Connection) -> bool:
    return (settings.setting(conn, _TOLD_BY) or "1") == VERSION


def unseen(conn: sqlite3.Connection, count: int) -> list[tuple[int, int]]:
    """Return the newest articles not looked at yet: each one's row, and what rises when its names are new.

    Only those that have text and names: what waits is looked at when its turn comes.
    """
    last = _last_unseen(conn)
    return conn.execute(_LATE, (last, count)).fetchall() if last else []


def note_seen(conn: sqlite3.Connection, row: int) -> None:
    """Write down that all articles from a row on were looked at; 0: all that there are."""
    settings.set_setting(conn, _UNSEEN, str(max(0, row - 1)))


def names_edition(conn: sqlite3.Connection, row: int) -> int | None:
    """Return what is another number once an article's names were written anew; None where it has none."""
    found = conn.execute("SELECT id FROM article_names WHERE article = ?", (row,)).fetchone()
    return None if found is None else int(found[0])
