"""What articles tell that were stored before there was this: looked for behind all else, the newest first.

Their names stay as they are. Reading and finding happen outside the write lock; what was changed meanwhile is
left to whoever changed it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.errors import NotFound, TextDamaged
from tui.model.articles import Article
from tui.preparing.article import named_stories
from tui.preparing.told import pack_told
from tui.store import told
from tui.store.connection import Database
from tui.store.muting import catch
from tui.store.texts import article, fingerprint, stored_names
from tui.store.toldbytes import NameKey, PackedTold

_LOOKS_FOR_S: Final = 0.1
_LOOKED_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class _Seen:
    """An article that was looked at, and what would be others had it been changed since."""

    row: int
    listed_at: int
    made_from: int
    names_edition: int
    packed: PackedTold | None
    ids: dict[NameKey, int]


def tell_older(database: Database) -> bool:
    """Look at articles of which it is not known what they tell; return whether any are left.

    Some, for a tenth of a second. Raises StoreErrors.
    """
    with database.read() as conn:
        if not told.has_older(conn):
            return False
    with database.write() as conn:
        told.look_anew(conn)
    ends_at = time.monotonic() + _LOOKS_FOR_S
    while time.monotonic() < ends_at:
        with database.read() as conn:
            waiting = told.unseen(conn, _LOOKED_AT_ONCE)
        seen = [found for row, edition in waiting if (found := _look_at(database, row, edition))]
        with database.write() as conn:
            _write(conn, seen)
            told.note_seen(conn, waiting[-1][0] if waiting else 0)
        if not waiting:
            return False
        database.make_way()
    return True


def _look_at(database: Database, row: int, edition: int) -> _Seen | None:
    """Find what an article tells; None where it is not there any more, or its text is damaged."""
    with database.read() as conn:
        try:
            made_from, stored = fingerprint(conn, row), article(conn, row)
        except (NotFound, TextDamaged):
            return None
        names, entities = stored_names(conn, row)
    if not isinstance(stored, Article) or made_from is None:
        return None
    packed = pack_told(stored.prose, names, stored.headline.published_at)
    keys: list[NameKey] = [(story.kind, story.name) for story in named_stories(names)]
    ids: dict[NameKey, int] = dict(zip(keys, entities, strict=False)) if len(keys) == len(entities) else {}
    return _Seen(row, stored.headline.listed_at, made_from, edition, packed, ids)


def _write(conn: sqlite3.Connection, seen: Sequence[_Seen]) -> None:
    for one in seen:
        is_same = fingerprint(conn, one.row) == one.made_from
        if is_same and told.names_edition(conn, one.row) == one.names_edition:
            told.write(conn, one.row, one.listed_at, one.packed, one.ids, one.made_from)
    # A mute may ask who is quoted.
    catch(conn, (), whole=[one.row for one in seen])
