"""Followed names: taken up and let go, what they count, and what of them has not been told yet.

`followings` holds which stories name one. Triggers keep it as names are found and the counts as stories are
read or hidden. `told` says that `watch` need not speak of a story: it has, or the story had arrived before
the name was followed. Every function that writes wants to be called inside a write transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.model.kinds import EntityKind, order_of
from tui.store.entities import entity_id
from tui.store.folding import folded_words
from tui.store.times import from_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.namefacts import Follow

if TYPE_CHECKING:
    from tui.model import namefacts
    from tui.store import matching, searchable
else:  # loaded when first used: whoever starts should not wait for them
    matching = Lazy("tui.store.matching")
    namefacts = Lazy("tui.model.namefacts")
    searchable = Lazy("tui.store.searchable")

_MOST_QUEUED: Final = 5_000
_FOLLOWS: Final = "SELECT kind, key, name, total, unread, followed_at FROM follows"
_UNTOLD: Final = """
SELECT f.article FROM followings AS f CROSS JOIN status AS s ON s.article = f.article AND s.hidden = 0
 WHERE f.follow = ? AND f.told = 0
   AND NOT EXISTS (SELECT 1 FROM followings AS o WHERE o.article = f.article AND o.told = 1)
"""
_UNREAD_BETWEEN: Final = """
SELECT f.article, w.name FROM followings AS f
 CROSS JOIN follows AS w ON w.id = f.follow
 WHERE f.article > ? AND f.article <= ?
   AND EXISTS (SELECT 1 FROM status AS s
                WHERE s.article = f.article AND s.hidden = 0 AND s.unread = 1 AND s.listed_at >= ?)
 ORDER BY f.article DESC LIMIT ?
"""
_ARRIVED: Final = """
SELECT f.article FROM followings AS f
 CROSS JOIN status AS s ON s.article = f.article AND s.hidden = 0
 CROSS JOIN articles AS a ON a.row = f.article
 WHERE f.follow = ? AND a.arrived_at >= ?
"""


def follow(conn: sqlite3.Connection, kind: EntityKind, key: str, name: str, now: int) -> bool:
    """Follow a person or place, whether or not a story names it yet; return whether it was not followed.

    Its stories count from now on; those that are here need not be told of.
    """
    conn.execute(
        "INSERT INTO entities (kind, key, name) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO NOTHING",
        (kind, key, name),
    )
    entity = entity_id(conn, kind, key)
    added = conn.execute(
        "INSERT INTO follows (kind, key, name, entity, followed_at, news_from) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        (kind, key, name, entity, now, now),
    ).fetchone()
    if added is None:
        return False
    conn.execute(
        "INSERT INTO followings SELECT article, ?, 1 FROM entity_articles WHERE entity = ?",
        (added[0], entity),
    )
    return True


def unfollow(conn: sqlite3.Connection, kind: EntityKind, key: str) -> tuple[Follow, list[int]] | None:
    """Follow a name no more; return what it was and the stories not told of yet, None where it was not."""
    number = _number(conn, kind, key)
    if number is None:
        return None
    was = _follow(conn.execute(f"{_FOLLOWS} WHERE id = ?", (number,)).fetchone())
    untold = [
        row
        for (row,) in conn.execute("SELECT article FROM followings WHERE follow = ? AND told = 0", (number,))
    ]
    conn.execute("DELETE FROM followings WHERE follow = ?", (number,))
    conn.execute("DELETE FROM follows WHERE id = ?", (number,))
    return was, untold


def leave_untold(conn: sqlite3.Connection, kind: EntityKind, key: str, rows: Sequence[int]) -> None:
    """Let stories of a name be told of after all: it was only let go by mistake."""
    conn.execute(
        "UPDATE followings SET told = 0 WHERE follow = ? AND article IN (SELECT value FROM json_each(?))",
        (_number(conn, kind, key), json.dumps(list(rows))),
    )


def follows(conn: sqlite3.Connection) -> tuple[Follow, ...]:
    """Return the followed names, kind by kind, by name."""
    found = (_follow(row) for row in conn.execute(f"{_FOLLOWS} ORDER BY name, id"))
    return tuple(sorted(found, key=lambda follow: order_of(follow.kind)))


def is_followed(conn: sqlite3.Connection, kind: EntityKind, key: str) -> bool:
    """Whether a name is followed."""
    return _number(conn, kind, key) is not None


def known_names(conn: sqlite3.Connection) -> dict[str, EntityKind]:
    """Return what followed names go by, and of which kind each is: what the extractor is to find anyway."""
    sql = "SELECT f.kind, f.name, e.name FROM follows AS f CROSS JOIN entities AS e ON e.id = f.entity"
    return {name: kind for kind, *names in conn.execute(sql) for name in names}


def queue_mentions(conn: sqlite3.Connection, kind: EntityKind, key: str, name: str) -> int:
    """Have names found anew in stories that hold the words of a followed name and not yet the name.

    Of the newest five thousand that hold them, those whose text is ready; return how many that are.
    """
    if not folded_words(name):
        return 0
    sql = f"""
        WITH holding (article) AS MATERIALIZED (
          SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT {_MOST_QUEUED})
        INSERT INTO queue
        SELECT h.article, 2 FROM holding AS h
         CROSS JOIN status AS s ON s.article = h.article
         CROSS JOIN article_names AS n ON n.article = h.article
         WHERE NOT EXISTS (
           SELECT 1 FROM entity_articles AS e
            WHERE e.entity = ? AND e.listed_at = s.listed_at AND e.article = h.article)
            ON CONFLICT (article) DO UPDATE SET stage = min(stage, excluded.stage)
    """
    phrase = matching.whole_phrase(name, has_older_lines=searchable.older_lines(conn) > 0)
    return conn.execute(sql, (phrase, entity_id(conn, kind, key))).rowcount


# ── what is new of them ───────────────────────────────────────────────────────────────────────


def untold(conn: sqlite3.Connection, of: Sequence[Follow]) -> list[int]:
    """Return the stories of some followed names that were not told of, in the order of their arrival."""
    numbers = [_number(conn, follow.kind, follow.key) for follow in of]
    return sorted({row for number in numbers for (row,) in conn.execute(_UNTOLD, (number,))})


def arrived_since(conn: sqlite3.Connection, of: Sequence[Follow], moment: int) -> list[int]:
    """Return the stories of some followed names that have arrived since a moment, in that order."""
    numbers = [_number(conn, follow.kind, follow.key) for follow in of]
    return sorted({row for number in numbers for (row,) in conn.execute(_ARRIVED, (number, moment))})


def unread_between(
    conn: sqlite3.Connection, first: int, last: int, since: int, most: int
) -> list[tuple[int, str]]:
    """Return unread stories behind row `first`, up to `last`, and which followed name each has.

    Of those listed at `since` or later, at most so many, the newest first; one with two such names is there
    twice.
    """
    return conn.execute(_UNREAD_BETWEEN, (first, last, since, most)).fetchall()


def mark_told(conn: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Note that stories were told of, by whichever of their followed names."""
    conn.execute(
        "UPDATE followings SET told = 1 WHERE article IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )


def followed_in(conn: sqlite3.Connection, row: int) -> tuple[Follow, ...]:
    """Return the followed names of a story."""
    sql = f"{_FOLLOWS} WHERE id IN (SELECT follow FROM followings WHERE article = ?) ORDER BY kind, name"
    return tuple(_follow(found) for found in conn.execute(sql, (row,)))


def _number(conn: sqlite3.Connection, kind: EntityKind, key: str) -> int | None:
    sql = "SELECT id FROM follows WHERE kind = ? AND key = ?"
    found = conn.execute(sql, (kind, key)).fetchone()
    return None if found is None else int(found[0])


def _follow(row: tuple[EntityKind, str, str, int, int, int]) -> namefacts.Follow:
    kind, key, name, total, unread, followed_at = row
    return namefacts.Follow(kind, key, name, max(0, total), max(0, unread), from_seconds(followed_at))
