"""What can be said about a database's health, each finding in a line."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from tui.answers import Check
from tui.errors import StoreError
from tui.store.connection import Database, suspicion

_OLDEST_SQLITE: Final = (3, 37, 0)
_FREE_BYTES: Final = 200_000_000

_COUNTED: Final = """
SELECT name, n, CASE name
    WHEN 'total'  THEN (SELECT count(*) FROM status WHERE hidden = 0)
    WHEN 'unread' THEN (SELECT count(*) FROM status WHERE unread = 1 AND hidden = 0)
    WHEN 'saved'  THEN (SELECT count(*) FROM status WHERE saved_at IS NOT NULL)
    WHEN 'muted'  THEN (SELECT count(*) FROM status WHERE hidden = 1)
    ELSE (SELECT count(*) FROM queue) END
  FROM counts
"""
_FEEDS_COUNTED: Final = """
WITH held (feed, article) AS (
       SELECT feed, article FROM status UNION ALL SELECT feed, article FROM crossposts),
     real (feed, total, unread) AS (
       SELECT held.feed, sum(s.hidden = 0), sum(s.unread = 1 AND s.hidden = 0)
         FROM held CROSS JOIN status AS s ON s.article = held.article GROUP BY held.feed)
SELECT count(*) FROM feeds AS f LEFT JOIN real AS r ON r.feed = f.id
 WHERE f.total <> coalesce(r.total, 0) OR f.unread <> coalesce(r.unread, 0)
"""


_FOLLOWS_COUNTED: Final = """
WITH real (follow, total, unread) AS (
       SELECT f.id, sum(s.hidden = 0), sum(s.unread = 1 AND s.hidden = 0)
         FROM follows AS f CROSS JOIN entity_articles AS e ON e.entity = f.entity
        CROSS JOIN status AS s ON s.article = e.article GROUP BY f.id)
SELECT count(*) FROM follows AS f LEFT JOIN real AS r ON r.follow = f.id
 WHERE f.total <> coalesce(r.total, 0) OR f.unread <> coalesce(r.unread, 0)
"""
_WRONGLY_HIDDEN: Final = """
SELECT count(*) FROM status AS s
 WHERE (s.hidden & 1) <> EXISTS (SELECT 1 FROM muted AS m WHERE m.article = s.article)
"""
_MUTES_COUNTED: Final = """
SELECT count(*) FROM mutes AS m WHERE m.hides <> (
  SELECT count(*) FROM muted AS h CROSS JOIN status AS s ON s.article = h.article
   WHERE h.mute = m.id AND s.hidden & 2 = 0)
"""


def check_database(database: Database) -> Iterator[Check]:
    """Yield a finding for each thing looked at; reads the whole file, so it takes a while on a large one.

    Never raises on a damaged database: that is a finding, and the file is mended when it is opened next.
    """
    yield _sqlite()
    yield _disk(database)
    looks = _LOOKS if database.readonly else {**_LOOKS, "search index": _index}
    for name, look in looks.items():
        try:
            with database.read() as conn:
                trouble = look(conn)
        except StoreError as error:
            trouble = str(error)
        if trouble and name in _DAMAGE and not database.readonly:
            with suppress(OSError):
                suspicion(database.path).touch()
        yield Check(name, not trouble, trouble or "well")


def _sqlite() -> Check:
    fits = sqlite3.sqlite_version_info >= _OLDEST_SQLITE
    wanted = "" if fits else f"; dateline needs {'.'.join(map(str, _OLDEST_SQLITE))} or newer"
    return Check("SQLite", fits, f"version {sqlite3.sqlite_version}{wanted}")


def _disk(database: Database) -> Check:
    try:
        free = shutil.disk_usage(database.path.parent).free
    except OSError as error:
        return Check("disk", False, f"{database.path.parent} cannot be looked at ({error.strerror})")
    return Check("disk", free >= _FREE_BYTES, f"{free // 1_000_000} MB are free beside the database")


def _integrity(conn: sqlite3.Connection) -> str:
    answers = [answer for (answer,) in conn.execute("PRAGMA integrity_check(5)")]
    return "" if answers == ["ok"] else "; ".join(answers)


def _references(conn: sqlite3.Connection) -> str:
    broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    return f"{len(broken)} lines refer to something that is gone" if broken else ""


def _counts(conn: sqlite3.Connection) -> str:
    wrong = [f"{name} says {kept}, is {real}" for name, kept, real in conn.execute(_COUNTED) if kept != real]
    for what, sql in (("feeds", _FEEDS_COUNTED), ("followed names", _FOLLOWS_COUNTED)):
        (count,) = conn.execute(sql).fetchone()
        wrong += [f"{count} {what} count wrongly"] if count else []
    return "; ".join(wrong)


def _mutes(conn: sqlite3.Connection) -> str:
    (articles,) = conn.execute(_WRONGLY_HIDDEN).fetchone()
    (mutes,) = conn.execute(_MUTES_COUNTED).fetchone()
    return "; ".join(
        [
            *([f"{articles} articles are hidden for no reason, or shown for none"] if articles else []),
            *([f"{mutes} mutes count wrongly"] if mutes else []),
        ]
    )


def _search(conn: sqlite3.Connection) -> str:
    (missing,) = conn.execute(
        "SELECT count(*) FROM articles WHERE row NOT IN (SELECT id FROM search_docsize)"
    ).fetchone()
    return f"{missing} articles are not in the search index" if missing else ""


def _index(conn: sqlite3.Connection) -> str:
    conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    return ""


_DAMAGE: Final = ("database", "search index")
"""What is found wrong here is damage of the file."""

_LOOKS: Final[dict[str, Callable[[sqlite3.Connection], str]]] = {
    "database": _integrity,
    "references": _references,
    "counts": _counts,
    "mutes": _mutes,
    "searchable articles": _search,
}
