"""What SQLite does for a verb: every statement it ran, the plan of each, and what is wrong with that.

`docs/performance.md` promises lists and searches that are as quick among a million articles as among
a thousand. A plan that walks a whole table, or sorts one, breaks that promise long before anybody
notices. So the statements are not listed anywhere: they are overheard while a verb runs.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from tui.library.frontdesk import Library
from tui.store import connection

SMALL: Final = frozenset(
    (
        "feeds", "follows", "counts", "settings", "kept", "lexicon", "tags", "sqlite_master", "corrections",
        "mutes", "searches", "notes", "arrivals",
        "search_config", "search_idx", "search_data", "search_docsize",
    )
)  # fmt: skip
"""Tables that stay small, or are SQLite's own: walking one is no harm."""

_NAMED: Final = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(?:temp\.)?(\w+)(?:\s+AS\s+(\w+))?", re.IGNORECASE)
_WALKED: Final = re.compile(r"SCAN (\w+)(.*)")
_FILTERED: Final = re.compile(r"BLOOM FILTER ON (\w+).*")
_SORTED: Final = re.compile(r"USE TEMP B-TREE FOR (?:ORDER BY|(?:RIGHT|LAST).* OF ORDER BY|GROUP BY)")
_ASKS: Final = re.compile(r"\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class Overheard(list[str]):
    """Statements with their values in place, in the order in which they ran."""

    def faults(self, conn: sqlite3.Connection) -> list[str]:
        """Return what is wrong with the plans of these statements, a line each."""
        return [
            f"{step}: {' '.join(sql.split())[:400]}"
            for sql in dict.fromkeys(self)
            if _ASKS.match(sql)
            for step in bad_steps(sql, plan_of(conn, sql))
        ]


def plan_of(conn: sqlite3.Connection, sql: str) -> list[str]:
    """Return the steps of a statement's plan, as SQLite words them."""
    return [str(step) for *_, step in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]


def bad_steps(sql: str, plan: list[str]) -> list[str]:
    """Return the steps that look at the whole of a table, or sort it.

    Walking an index in its order is what a page is, where the statement says how many rows it wants. A
    Bloom filter is made of a whole table before the first row is looked up.
    """
    tables = {alias or table: table for table, alias in _NAMED.findall(sql)}
    wants_few = re.search(r"\bLIMIT\b", sql, re.IGNORECASE) is not None
    big = {table for table in tables.values() if _is_big(table, tables)}
    sorts = [step for step in plan if _SORTED.search(step)] if big else []
    bad = list(sorts)
    for step in plan:
        filtered = _FILTERED.fullmatch(step)
        if filtered is not None:
            (alias,) = filtered.groups("")
            if _is_big(tables.get(alias, alias), tables):
                bad.append(step)
        walked = _WALKED.fullmatch(step)
        if walked is None:
            continue
        alias, how = walked.groups("")
        if not _is_big(tables.get(alias, alias), tables):
            continue
        by_match = "VIRTUAL TABLE INDEX" in how and "M" in how.split(":")[-1]
        if not by_match and not (wants_few and not sorts):
            bad.append(step)
    return bad


def _is_big(table: str, tables: dict[str, str]) -> bool:
    """Whether a step's table is stored and grows with the articles: not one of ours for a moment."""
    return table in set(tables.values()) - SMALL and table not in ("json_each", "each_one", "CONSTANT")


@contextmanager
def overhearing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Overheard]:
    """Overhear what connections that are opened within the block are asked."""
    heard = Overheard()
    connect: Callable[..., sqlite3.Connection] = connection.connect

    def traced(*arguments: Any, **named: Any) -> sqlite3.Connection:
        conn = connect(*arguments, **named)
        conn.set_trace_callback(heard.append)
        return conn

    with monkeypatch.context() as patch:
        patch.setattr(connection, "connect", traced)
        yield heard


def pretend_many(library: Library, times: int = 20_000) -> None:
    """Let the planner believe that tables hold so many times their rows, as in a store of a million."""
    with library.database.write() as conn:
        conn.execute("ANALYZE")
        for table, index, stat in conn.execute("SELECT tbl, idx, stat FROM sqlite_stat1").fetchall():
            grown = " ".join(str(int(n) * times) if n.isdigit() and int(n) > 1 else n for n in stat.split())
            if table not in ("feeds", "follows", "counts", "settings"):
                conn.execute(
                    "UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?", (grown, table, index)
                )
