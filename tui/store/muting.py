"""What mutes hide: articles as they come in, and all those that are there already.

An article that has come in is looked at twice: by headline and summary in the transaction that stores
it, and as a whole once its text and its names are known. A mute that is made, lifted or over is
settled in small transactions, from the newest article back, and goes on where it was cut off.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.store import mutes
from tui.store.connection import Database
from tui.store.parts import silent, write_in_parts
from tui.store.queries import columns
from tui.store.search import plan_match

if TYPE_CHECKING:
    from tui.model.answers import ProgressCallback

_PART: Final = 10
"""Articles hidden or shown between two looks at the clock."""
_GAP: Final = 20
"""Rows so near to one another are asked for in one stretch, with what lies between."""
_LOOKED_AT: Final = "SELECT value FROM json_each(:rows)"

_MATCHED: Final = """
SELECT s.article FROM search CROSS JOIN status AS s ON s.article = search.rowid
 WHERE search MATCH :match{tests} ORDER BY search.rowid DESC
"""
_MATCHED_OF_ROWS: Final = """
SELECT s.article FROM search CROSS JOIN status AS s ON s.article = search.rowid
 WHERE search MATCH :match AND search.rowid BETWEEN :first AND :last{tests}
"""
_NAMED: Final = """
SELECT n.article FROM entities AS e CROSS JOIN entity_articles AS n ON n.entity = e.id
 WHERE e.kind = :kind AND e.key = :value ORDER BY n.listed_at DESC, n.article DESC
"""
_NAMED_OF_ROWS: Final = """
SELECT s.article FROM json_each(:rows) AS r CROSS JOIN status AS s ON s.article = r.value
 CROSS JOIN entities AS e ON e.kind = :kind AND e.key = :value
 CROSS JOIN entity_articles AS n ON n.entity = e.id AND n.listed_at = s.listed_at AND n.article = s.article
"""
# What several feeds have is muted only where each of them is, or was unsubscribed.
_MUTED_FEEDS: Final = (
    "SELECT CAST(value AS INTEGER) FROM mutes WHERE kind = 'feed' AND lifted_at IS NULL"
    " UNION ALL SELECT id FROM feeds WHERE removed_at IS NOT NULL"
)
_NOBODY_ELSES: Final = f"""
s.feed IN ({_MUTED_FEEDS})
AND NOT EXISTS (SELECT 1 FROM crossposts AS o WHERE o.article = s.article AND o.feed NOT IN ({_MUTED_FEEDS}))
"""
_OF_FEED: Final = f"""
SELECT s.article FROM status AS s WHERE s.feed = :feed AND s.hidden = 0 AND {_NOBODY_ELSES}
UNION ALL
SELECT s.article FROM status AS s WHERE s.feed = :feed AND s.hidden <> 0 AND {_NOBODY_ELSES}
UNION ALL
SELECT s.article FROM crossposts AS c CROSS JOIN status AS s ON s.article = c.article
 WHERE c.feed = :feed AND {_NOBODY_ELSES}
"""
_OF_FEED_OF_ROWS: Final = f"""
SELECT s.article FROM json_each(:rows) AS r CROSS JOIN status AS s ON s.article = r.value
 WHERE (s.feed = :feed OR EXISTS (SELECT 1 FROM crossposts AS c WHERE c.feed = :feed
        AND c.listed_at = s.listed_at AND c.article = s.article)) AND {_NOBODY_ELSES}
"""

_HIDE: Final = """
INSERT OR IGNORE INTO muted
SELECT m.id, s.listed_at, s.article FROM json_each(:rows) AS r CROSS JOIN status AS s ON s.article = r.value
 CROSS JOIN mutes AS m ON m.id = :mute AND m.lifted_at IS NULL
"""
_SHOW: Final = """
DELETE FROM muted WHERE mute = :mute AND (listed_at, article) IN (
  SELECT s.listed_at, s.article FROM json_each(:rows) AS r CROSS JOIN status AS s ON s.article = r.value)
"""
_HIDDEN: Final = "SELECT article FROM muted WHERE mute = :mute ORDER BY listed_at DESC, article DESC"
_HIDDEN_OF_ROWS: Final = f"SELECT article FROM muted WHERE article IN ({_LOOKED_AT}) AND mute = :mute"


class _Mute(NamedTuple):
    id: int
    kind: str
    value: str


_COLUMNS: Final = columns(_Mute._fields, {})


# ── as they come in ───────────────────────────────────────────────────────────────────────────


def catch(conn: sqlite3.Connection, rows: Collection[int], whole: Collection[int] = ()) -> None:
    """Hide what mutes are about, of articles that were just stored or read; inside that transaction.

    Of `rows` not everything is known yet: what a mute has hidden stays hidden. Those of `whole` are
    known with text and names, and what no mute is about any more is shown again.
    """
    if not (rows or whole):
        return
    imposed = [_Mute(*row) for row in conn.execute(f"SELECT {_COLUMNS} FROM mutes WHERE lifted_at IS NULL")]
    if not imposed:
        return
    stored, known = json.dumps([*rows, *whole]), json.dumps(list(whole))
    asked = {*rows, *whole}
    told = _words_matched(conn, [m for m in imposed if m.kind == "words"], asked)
    for one in imposed:
        hidden = set(_column(conn, _HIDDEN_OF_ROWS, one.id, stored if one.kind == "feed" else known))
        by_words = told.get(one.id, set()) & asked
        matched = by_words if one.kind == "words" else set(_of_rows(conn, one, stored))
        _write(conn, _HIDE, one.id, matched - hidden)
        _write(conn, _SHOW, one.id, hidden - matched)


def _words_matched(
    conn: sqlite3.Connection, imposed: Sequence[_Mute], rows: Collection[int]
) -> dict[int, set[int]]:
    """Return which articles, those among them, each mute by words is about.

    It is asked first whether any is about any: that is rare, and one question.
    """
    plans = {
        m.id: plan for m in imposed if (plan := plan_match(conn, mutes.words_query(m.value))) is not None
    }
    if not plans:
        return {}
    any_of = " OR ".join(f"({plan.words})" for plan in plans.values())
    told: dict[int, set[int]] = {number: set() for number in plans}
    for first, last in _stretches(rows):
        bound = {"first": first, "last": last}
        if not conn.execute(_MATCHED_OF_ROWS.format(tests=""), {**bound, "match": any_of}).fetchone():
            continue
        for number, plan in plans.items():
            sql = _MATCHED_OF_ROWS.format(tests=plan.tests)
            found = conn.execute(sql, {**plan.bound, **bound, "match": plan.words})
            told[number].update(row for (row,) in found)
    return told


def _stretches(rows: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield stretches of rows, first and last, that together hold all of some rows."""
    first = last = None
    for row in sorted(rows):
        if first is None or last is None:
            first = last = row
        elif row - last <= _GAP:
            last = row
        else:
            yield first, last
            first = last = row
    if first is not None and last is not None:
        yield first, last


def _of_rows(conn: sqlite3.Connection, one: _Mute, stored: str) -> Iterator[int]:
    """Yield those of some articles that a mute of a name or a feed is about."""
    if one.kind == "feed":
        found = conn.execute(_OF_FEED_OF_ROWS, {"rows": stored, "feed": int(one.value)})
    else:
        found = conn.execute(_NAMED_OF_ROWS, {"rows": stored, "kind": one.kind, "value": one.value})
    return (row for (row,) in found)


# ── those that are there already ──────────────────────────────────────────────────────────────


def settle(database: Database, now: int, tell: ProgressCallback = silent) -> int:
    """Lift what is over, and hide and show what mutes made or lifted since ask for.

    Returns how many articles were hidden or shown. Raises StoreErrors; the rest is done next time.
    """
    with database.write() as conn:
        mutes.expire(conn, now)
        due = conn.execute(
            f"SELECT {_COLUMNS}, lifted_at IS NULL FROM mutes WHERE settled = 0 ORDER BY id"
        ).fetchall()
    return sum(_settle(database, _Mute(*mute), imposed, tell) for *mute, imposed in due)


def _settle(database: Database, one: _Mute, is_imposed: bool, tell: ProgressCallback) -> int:
    """Bring what one mute hides to what it is about."""
    with database.read() as conn:
        hidden = _column(conn, _HIDDEN, one.id)
        about = list(_about(conn, one)) if is_imposed else []
    to_show = _without(hidden, about)
    to_hide = _without(about, hidden)
    write_in_parts(
        database, to_show, lambda conn, rows: _write(conn, _SHOW, one.id, rows), part=_PART, tell=tell
    )
    write_in_parts(
        database, to_hide, lambda conn, rows: _write(conn, _HIDE, one.id, rows), part=_PART, tell=tell
    )
    with database.write() as conn:
        conn.execute(
            "UPDATE mutes SET settled = 1 WHERE id = ? AND (lifted_at IS NULL) = ?", (one.id, is_imposed)
        )
    return len(to_show) + len(to_hide)


def _about(conn: sqlite3.Connection, one: _Mute) -> Iterator[int]:
    """Yield all articles that a mute is about, the newest first."""
    if one.kind == "words":
        plan = plan_match(conn, mutes.words_query(one.value))
        if plan is None:
            return iter(())
        found = conn.execute(_MATCHED.format(tests=plan.tests), {**plan.bound, "match": plan.words})
    elif one.kind == "feed":
        found = conn.execute(_OF_FEED, {"feed": int(one.value)})
    else:
        found = conn.execute(_NAMED, {"kind": one.kind, "value": one.value})
    return (row for (row,) in found)


def _without(rows: Sequence[int], others: Sequence[int]) -> list[int]:
    """Return the rows that are not among others, in their order."""
    if not others:
        return list(rows)
    passed = set(others)
    return [row for row in rows if row not in passed]


def _write(conn: sqlite3.Connection, sql: str, number: int, rows: Collection[int]) -> None:
    if rows:
        conn.execute(sql, {"mute": number, "rows": json.dumps(list(rows))})


def _column(conn: sqlite3.Connection, sql: str, number: int, rows: str = "[]") -> list[int]:
    return [row for (row,) in conn.execute(sql, {"mute": number, "rows": rows})]
