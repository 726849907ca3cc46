"""What is stored of one name: counted over time, and what its newest stories say of it.

Only what the lists show is counted: stories that are hidden are not. The names of a story stand in
`article_names`, packed; so what needs them looks at the newest stories alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from tui.model.articles import Headline, NamedEntity
from tui.model.names import Entity
from tui.store.entities import by_ids
from tui.store.headlines import headlines
from tui.store.lists import NEWEST, OLDEST, KeyList
from tui.store.packing import unpack
from tui.store.texts import stored_names

_SHOWN: Final = """
  FROM entity_articles AS e CROSS JOIN status AS s ON s.article = e.article AND s.hidden = 0
 WHERE e.entity = ? AND e.listed_at >= ? AND e.listed_at < ?
"""
_COUNTED: Final = f"SELECT count(*), coalesce(sum(e.mentions), 0) {_SHOWN}"
# max() picks the row that the bare column comes from: https://sqlite.org/lang_select.html#bareagg
_FOREMOST: Final = f"SELECT count(*), e.article, max((e.salience << 40) + max(e.listed_at, 0)) {_SHOWN}"
_LAST_BEFORE: Final = """
SELECT e.listed_at
  FROM entity_articles AS e CROSS JOIN status AS s ON s.article = e.article AND s.hidden = 0
 WHERE e.entity = ? AND e.listed_at < ? ORDER BY e.listed_at DESC LIMIT 1
"""


def newest_rows(conn: sqlite3.Connection, entity: int, count: int) -> list[int]:
    """Return a name's newest stories, the newest first."""
    return [row for _, row in _list(entity).keys(conn, NEWEST, count)]


def oldest_row(conn: sqlite3.Connection, entity: int) -> int | None:
    """Return a name's oldest story; None where it has none."""
    found = _list(entity).keys(conn, OLDEST, 1, downwards=False)
    return found[0][1] if found else None


def counts_over_time(
    conn: sqlite3.Connection, entity: int, edges: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return a name's stories and its mentions in each of the periods between rising moments."""
    counted = [conn.execute(_COUNTED, (entity, *period)).fetchone() for period in pairwise(edges)]
    return tuple(stories for stories, _ in counted), tuple(mentions for _, mentions in counted)


def chapters(
    conn: sqlite3.Connection, entity: int, period_of: Callable[[int], tuple[int, int]], most: int
) -> list[tuple[int, int, Headline]]:
    """Return the newest periods that have stories: beginning, how many, and the one most about the name.

    `period_of` gives the beginning and the end of the period that a moment is in.
    """
    found: list[tuple[int, int, int]] = []
    before = NEWEST[0]
    while len(found) < most and (last := conn.execute(_LAST_BEFORE, (entity, before)).fetchone()):
        before, end = period_of(last[0])
        count, row, _ = conn.execute(_FOREMOST, (entity, before, max(end, last[0] + 1))).fetchone()
        found.append((before, count, row))
    told = {story.row: story for story in headlines(conn, [row for *_, row in found])}
    return [(start, count, told[row]) for start, count, row in found if row in told]


def foremost(conn: sqlite3.Connection, entity: int, start: int, end: int) -> Headline | None:
    """Return the story of a time that is most about a name; None where it has none."""
    count, row, _ = conn.execute(_FOREMOST, (entity, start, end)).fetchone()
    return next(iter(headlines(conn, [row])), None) if count else None


def namings(
    conn: sqlite3.Connection, entity: int, rows: Sequence[int]
) -> list[tuple[int, tuple[Entity, ...], int]]:
    """Return for each of some stories its row, its names, and which of the shared ones is this one.

    Shared are those names of a story that have a line of their own across stories; the number counts
    over these alone. A story whose names have been found anew meanwhile is left out.
    """
    found: list[tuple[int, tuple[Entity, ...], int]] = []
    for row in rows:
        names, shared = stored_names(conn, row)
        if entity in shared:
            found.append((row, names.entities, shared.index(entity)))
    return found


def companions(
    conn: sqlite3.Connection, entity: int, rows: Sequence[int], most: int
) -> list[tuple[NamedEntity, int]]:
    """Return the names that stand most often in some of a name's stories, and in how many of these."""
    together: Counter[int] = Counter()
    sql = (
        "SELECT n.data FROM json_each(?) AS wanted CROSS JOIN article_names AS n ON n.article = wanted.value"
    )
    for (blob,) in conn.execute(sql, (json.dumps(list(rows)),)):
        together.update(set(unpack(blob)[1]))
    del together[entity]
    often = dict(together.most_common(most))
    return [(named, often[id_]) for id_, named in by_ids(conn, list(often)) if id_ in often]


def _list(entity: int) -> KeyList:
    return KeyList("entity", {"entity": entity})
