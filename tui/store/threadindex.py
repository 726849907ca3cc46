"""What articles are known by that others may still join, and by what those are found.

A term's articles lie together by blocks of rows, that is by the time they arrived: so a look-up is one row,
what is behind the window goes block by block, and the terms that everybody writes of take no more room than
is ever asked of them. Every function that writes wants to be called inside a write transaction.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Final

from tui.store.settings import set_setting, setting

_BLOCK_BITS: Final = 15
_WEIGHT_BITS: Final = 4
_MOST_ROWS: Final = 192
"""Of a block for a term: more than are asked for."""
_WINDOW_S: Final = 30 * 86_400
"""So long after an article others may join it."""
_PRUNED_TO: Final = "threads_pruned_to"
"""The setting that holds the row before which nothing is kept that articles are known by."""
_PRUNED_AT_ONCE: Final = 200
_HOLDING: Final = """
SELECT t.block, t.rows FROM json_each(?) AS b CROSS JOIN thread_terms AS t
    ON t.block = b.value AND t.term = ?
"""
"""Line by line as they are asked for: what is common is found in the first."""
_KEPT: Final = """
SELECT t.article, coalesce(t.thread, t.article), k.traits, t.by_hand FROM json_each(?) AS r
 CROSS JOIN thread_articles AS t ON t.article = r.value
 CROSS JOIN thread_traits AS k ON k.article = t.article
"""
_MEMBERS: Final = """
SELECT t.article, t.thread, k.traits, t.by_hand FROM thread_articles AS t
 CROSS JOIN thread_traits AS k ON k.article = t.article WHERE t.thread = ?
 ORDER BY t.listed_at {}, t.article {} LIMIT ?
"""

Known = tuple[int, int, bytes, int]
"""An article that others may join: its row, its thread (alone: its row), its traits, whether put by hand."""


def know(conn: sqlite3.Connection, row: int, traits: bytes, terms: Iterable[tuple[int, int]]) -> None:
    """Keep what an article is known by, and enter it under its terms: (hash, weight from 1 to 15)."""
    conn.execute("REPLACE INTO thread_traits VALUES (?, ?)", (row, traits))
    block, place = row >> _BLOCK_BITS, row & (1 << _BLOCK_BITS) - 1
    for term, weight in terms:
        found = conn.execute(
            "SELECT rows FROM thread_terms WHERE block = ? AND term = ?", (block, term)
        ).fetchone()
        entries = _entries(found[0] if found else b"")
        at = bisect_left(entries, place << _WEIGHT_BITS)
        if at < len(entries) and entries[at] >> _WEIGHT_BITS == place:
            del entries[at]
        entries.insert(at, place << _WEIGHT_BITS | weight)
        conn.execute(
            "INSERT INTO thread_terms VALUES (?, ?, ?)"
            " ON CONFLICT (block, term) DO UPDATE SET rows = excluded.rows",
            (block, term, _packed(entries[-_MOST_ROWS:])),
        )


def holding(
    conn: sqlite3.Connection, term: int, near: int, between: tuple[int, int], limit: int
) -> list[tuple[int, int]]:
    """Return (row, weight) of the articles that are found by a term, those nearest to a row first.

    Only of rows `between` two, both included.
    """
    first, last = between
    blocks = _blocks_by_distance(near >> _BLOCK_BITS, first >> _BLOCK_BITS, last >> _BLOCK_BITS)
    is_last = near >> _BLOCK_BITS >= last >> _BLOCK_BITS
    before: list[tuple[int, int]] = []
    after: list[tuple[int, int]] = []
    with closing(conn.execute(_HOLDING, (blocks, term))) as lines:
        for block, packed in lines:
            start, entries = block << _BLOCK_BITS, _entries(packed)
            lower, at, beyond, upper = (
                bisect_left(entries, max(0, row - start) << _WEIGHT_BITS)
                for row in (first, near, near + 1, last + 1)
            )
            before += _rows(start, reversed(entries[lower : min(at, upper)]))
            after += _rows(start, entries[max(beyond, lower) : upper])
            # Behind the last block nothing is nearer than what is before an article.
            if len(before) + len(after) >= 2 * limit or (is_last and len(before) >= limit):
                break
    if after:
        before = sorted([*before, *after], key=lambda one: (abs(one[0] - near), -one[0]))
    return before[:limit]


def _rows(start: int, entries: Iterable[int]) -> list[tuple[int, int]]:
    weight = (1 << _WEIGHT_BITS) - 1
    return [(start + (entry >> _WEIGHT_BITS), entry & weight) for entry in entries]


@lru_cache(maxsize=16)
def _blocks_by_distance(near: int, first: int, last: int) -> str:
    """Return some blocks as JSON, those first that are nearest to one."""
    return json.dumps(sorted(range(first, last + 1), key=lambda block: abs(block - near)))


def kept(conn: sqlite3.Connection, rows: Sequence[int]) -> list[Known]:
    """Return those of some articles that others may join, in no order."""
    return conn.execute(_KEPT, (json.dumps(list(rows)),)).fetchall()


def members(conn: sqlite3.Connection, thread: int, limit: int) -> list[Known]:
    """Return the newest of a thread that others may join, newest first; of one with more its first too."""
    found: list[Known] = conn.execute(_MEMBERS.format("DESC", "DESC"), (thread, limit)).fetchall()
    if len(found) == limit:
        first = conn.execute(_MEMBERS.format("ASC", "ASC"), (thread, 1)).fetchall()
        return [*found, *(one for one in first if one not in found)]
    # One that stands alone goes by its row.
    return found or [one for one in kept(conn, [thread]) if one[1] == thread]


def window(conn: sqlite3.Connection, row: int) -> tuple[int, int]:
    """Return between which rows those articles stand that arrived within the window around one."""
    found = conn.execute("SELECT arrived_at FROM articles WHERE row = ?", (row,)).fetchone()
    (last,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
    if found is None:
        return (1, 0)
    first, end = (_first_since(conn, found[0] + sign * _WINDOW_S, last) for sign in (-1, 1))
    return max(first, 1), end


def _first_since(conn: sqlite3.Connection, moment: int, last: int) -> int:
    """Return the first row that arrived at or after a moment, about; one behind the last where none did."""
    low, high = 0, last + 1
    while low < high:
        middle = (low + high) // 2
        found = conn.execute(
            "SELECT arrived_at FROM articles WHERE row >= ? ORDER BY row LIMIT 1", (middle,)
        ).fetchone()
        if found is None or found[0] >= moment:
            high = middle
        else:
            low = middle + 1
    return low


def is_known(conn: sqlite3.Connection, row: int) -> bool:
    """Whether it is kept what an article is known by: others may join it."""
    return conn.execute("SELECT 1 FROM thread_traits WHERE article = ?", (row,)).fetchone() is not None


def pruned_to(conn: sqlite3.Connection) -> int:
    """Return the row before which nothing is kept that articles are known by."""
    return int(setting(conn, _PRUNED_TO) or 0)


def prune(conn: sqlite3.Connection, before: int) -> bool:
    """Forget what some articles before a row are known by; return whether there is more of that.

    A few hundred articles at a time; what they are found by goes a whole block at a time, in parts as well.
    """
    if before <= pruned_to(conn):
        return False
    rows = conn.execute(
        "SELECT article FROM thread_traits WHERE article < ? ORDER BY article LIMIT ?",
        (before, _PRUNED_AT_ONCE),
    ).fetchall()
    if rows:
        conn.execute("DELETE FROM thread_traits WHERE article <= ?", rows[-1])
        return True
    terms = conn.execute(
        "SELECT block, term FROM thread_terms WHERE block < ? ORDER BY block, term LIMIT ?",
        (before >> _BLOCK_BITS, _PRUNED_AT_ONCE),
    ).fetchall()
    if terms:
        conn.execute("DELETE FROM thread_terms WHERE (block, term) <= (?, ?)", terms[-1])
        return True
    set_setting(conn, _PRUNED_TO, str(before))
    return False


def _entries(packed: bytes) -> array[int]:
    entries = array("I")
    entries.frombytes(packed[: len(packed) // entries.itemsize * entries.itemsize])
    return _as_stored(entries)


def _packed(entries: array[int]) -> bytes:
    return _as_stored(entries).tobytes()


def _as_stored(entries: array[int]) -> array[int]:
    """Turn entries to the order of bytes that files have, and back."""
    if sys.byteorder == "big":
        entries.byteswap()
    return entries
