"""People and places across articles: found by what a person types, and told of as values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Final

from tui.model.articles import NamedEntity
from tui.model.kinds import EntityKind
from tui.store.folding import folded_words

_TOLD: Final = """
SELECT e.kind, e.key, e.name, e.stories, e.country,
       (SELECT coalesce(sum(mentions), 0) FROM entity_articles WHERE entity = e.id)
  FROM entities AS e WHERE e.id = ?
"""


def find_ids(
    conn: sqlite3.Connection, kind: EntityKind | None, text: str, limit: int, *, beginning: bool
) -> list[int]:
    """Return the entities that go by all words of a text, those of most stories first; None: of any kind.

    With `beginning` the last word may go on. A bare surname finds everyone who bears it; no words, none.
    """
    words = folded_words(text)
    if not words:
        return []
    *whole, last = dict.fromkeys(words)
    arms = ["SELECT entity FROM entity_words WHERE word = ?"] * len(whole)
    arms.append("SELECT entity FROM entity_words WHERE word >= ? AND word < ?")
    bounds = (last, last + ("\U0010ffff" if beginning else "\0"))
    sql = (
        f"SELECT id FROM entities WHERE id IN ({' INTERSECT '.join(arms)})"
        " AND kind = coalesce(?, kind) AND stories > 0 ORDER BY stories DESC, id LIMIT ?"
    )
    return [id_ for (id_,) in conn.execute(sql, (*whole, *bounds, kind, limit))]


def find_entities(
    conn: sqlite3.Connection, kind: EntityKind, text: str, limit: int
) -> tuple[NamedEntity, ...]:
    """Return the people or places that a typed name may mean, those of most stories first.

    Where nobody goes by the words as they stand, the last one may be the beginning of a word.
    """
    ids = find_ids(conn, kind, text, limit, beginning=False) or find_ids(
        conn, kind, text, limit, beginning=True
    )
    return tuple(_told(conn, id_) for id_ in ids)


def entity(conn: sqlite3.Connection, kind: EntityKind, key: str) -> NamedEntity | None:
    """Return the person or place of a key; None where no stored article names it."""
    found = entity_id(conn, kind, key)
    return None if found is None else _told(conn, found)


def newest_articles(conn: sqlite3.Connection, kind: EntityKind, key: str, count: int = 3) -> list[int]:
    """Return the rows of the newest articles that name a person or place."""
    sql = (
        "SELECT article FROM entity_articles"
        " WHERE entity = (SELECT id FROM entities WHERE kind = ? AND key = ?) ORDER BY listed_at DESC LIMIT ?"
    )
    return [row for (row,) in conn.execute(sql, (kind, key, count))]


def _told(conn: sqlite3.Connection, id_: int) -> NamedEntity:
    kind, key, name, stories, country, mentions = conn.execute(_TOLD, (id_,)).fetchone()
    return NamedEntity(kind, key, name, stories, country=country, mentions=mentions)


def entity_id(conn: sqlite3.Connection, kind: EntityKind, key: str) -> int | None:
    """Return the row of a person or place; None where no article was ever found to name it."""
    found = conn.execute("SELECT id FROM entities WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    return None if found is None else int(found[0])


def by_ids(conn: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, NamedEntity]]:
    """Return people and places by their rows, in that order, without counting their mentions."""
    sql = (
        "SELECT e.id, e.kind, e.key, e.name, e.stories, e.country FROM json_each(?) AS wanted"
        " CROSS JOIN entities AS e ON e.id = wanted.value"
    )
    return [
        (id_, NamedEntity(kind, key, name, stories, country=country))
        for id_, kind, key, name, stories, country in conn.execute(sql, (json.dumps(list(ids)),))
    ]
