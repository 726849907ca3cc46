"""The reader's corrections of names: kept, lifted, and the stories that each concerns put on the queue.

They are the reader's own: no sync, retention or preparation touches them, and one of a story is kept by the
story's id, so that it holds again when the story comes back. A lifted one stays, to be put back by undo.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from tui.errors import NotFound, StoreDamaged
from tui.model.ids import ArticleId
from tui.model.names import Correction, Entity
from tui.store.codec import entity_from_json, entity_to_json
from tui.store.folding import folded_words
from tui.store.times import from_seconds, to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.store import matching, searchable
else:  # loaded when first used: whoever starts should not wait for them
    matching = Lazy("tui.store.matching")
    searchable = Lazy("tui.store.searchable")

STAGE: Final = 3
"""The queue's stage at which names wait to be corrected anew; nothing is extracted there."""

_COLUMNS: Final = "id, article, verb, kind, key, name, form, target, made_at"
_NAMED: Final = (
    "SELECT article FROM entity_articles WHERE entity = (SELECT id FROM entities WHERE kind = ? AND key = ?)"
)
_QUEUE: Final = """
INSERT INTO queue SELECT article, ? FROM article_names WHERE article IN (SELECT value FROM json_each(?))
 ON CONFLICT (article) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds in a story, and what tells whether any correction has come or gone since."""

    corrections: tuple[Correction, ...]
    """In the order in which they were made."""
    edition: int


# ── what is kept ──────────────────────────────────────────────────────────────────────────────


def add(conn: sqlite3.Connection, correction: Correction) -> int:
    """Keep a correction, inside a write transaction; return its number."""
    target = None if correction.target is None else json.dumps(_packed(correction.target))
    values = (
        correction.article,
        correction.verb,
        correction.kind,
        correction.key,
        correction.name,
        correction.form,
        target,
        to_seconds(correction.made_at),
    )
    added = conn.execute(
        "INSERT INTO corrections (article, verb, kind, key, name, form, target, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        values,
    )
    return int(added.fetchone()[0])


def lift(conn: sqlite3.Connection, number: int, lifted: bool = True) -> Correction:
    """Let a correction hold no more, or again; return it. Raises NotFound where it is so already."""
    found = conn.execute(
        "UPDATE corrections SET lifted = ?1, turns = turns + 1 WHERE id = ?2 AND lifted <> ?1"
        f" RETURNING {_COLUMNS}",
        (int(lifted), number),
    ).fetchall()
    if not found:
        raise NotFound(f"There is no correction {number}.")
    return _correction(found[0])


def holding_in(conn: sqlite3.Connection, row: int) -> Holding:
    """Return what holds in the story of a row: its own corrections and those of all stories."""
    turns = edition(conn)
    if not turns:
        return Holding((), 0)
    sql = (
        f"SELECT {_COLUMNS} FROM corrections WHERE article IS NULL AND lifted = 0 UNION ALL"
        f" SELECT {_COLUMNS} FROM corrections"
        " WHERE article = (SELECT id FROM articles WHERE row = ?) AND lifted = 0 ORDER BY id"
    )
    return Holding(tuple(map(_correction, conn.execute(sql, (row,)))), turns)


def correction(conn: sqlite3.Connection, number: int) -> Correction | None:
    """Return a correction, whether or not it holds; None where there is none of that number."""
    found = conn.execute(f"SELECT {_COLUMNS} FROM corrections WHERE id = ?", (number,)).fetchone()
    return None if found is None else _correction(found)


def all_that_hold(conn: sqlite3.Connection) -> tuple[Correction, ...]:
    """Return every correction that was not lifted, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM corrections WHERE lifted = 0 ORDER BY id DESC"
    return tuple(map(_correction, conn.execute(sql)))


def edition(conn: sqlite3.Connection) -> int:
    """Return a number that rises with every correction made, lifted or put back; 0 before the first."""
    (turns,) = conn.execute("SELECT coalesce(sum(turns), 0) FROM corrections").fetchone()
    return int(turns)


# ── whom it concerns ──────────────────────────────────────────────────────────────────────────


def queue_concerned(conn: sqlite3.Connection, correction: Correction) -> list[int]:
    """Put the stories whose names a correction may change on the queue; return their rows.

    Names that are not extracted yet are corrected when they are.
    """
    rows = _concerned(conn, correction)
    conn.execute(_QUEUE, (STAGE, json.dumps(rows)))
    return rows


def _concerned(conn: sqlite3.Connection, correction: Correction) -> list[int]:
    """Return the rows of a correction's story; of all stories, of those that name it or were corrected."""
    if correction.article is not None:
        sql = "SELECT row FROM articles WHERE id = ?"
        return [row for (row,) in conn.execute(sql, (correction.article,))]
    arms = [_NAMED, "SELECT article FROM article_names WHERE found IS NOT NULL"]
    bound: list[str] = [correction.kind, correction.key]
    if folded_words(correction.name):
        arms.append("SELECT rowid FROM search WHERE search MATCH ?")
        bound.append(matching.whole_phrase(correction.name, has_older_lines=searchable.older_lines(conn) > 0))
    return [row for (row,) in conn.execute(" UNION ".join(arms), bound)]


# ── as a line ─────────────────────────────────────────────────────────────────────────────────


def _packed(entity: Entity) -> list[Any]:
    return [entity.entity_kind, entity_to_json(entity)]


def _correction(line: tuple[Any, ...]) -> Correction:
    number, article, verb, kind, key, name, form, target, made_at = line
    try:
        known = None if target is None else entity_from_json(*json.loads(target))
    except (TypeError, ValueError, KeyError) as error:
        raise StoreDamaged("A stored correction is damaged: run `dateline doctor`.") from error
    return Correction(
        verb=verb,
        kind=kind,
        key=key,
        name=name,
        made_at=from_seconds(made_at) or datetime.fromtimestamp(0, UTC),
        article=None if article is None else ArticleId(article),
        form=form,
        target=known,
        id=number,
    )
