"""What a file's schema is, however it came by it, and steps taken by themselves."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from tui.store.migrations import MIGRATIONS

_COMMENT = re.compile(r"--[^\n]*")
_BLANK = re.compile(r"\s+")
_AROUND = re.compile(r" ?([(),]) ?")
_TABLE = re.compile(r"(CREATE TABLE \w+)\((.*)\)(.*)")


def take(conn: sqlite3.Connection, version: int) -> None:
    """Take the step that leads to a version."""
    MIGRATIONS[version - 2](conn)


def shape(conn: sqlite3.Connection) -> dict[str, object]:
    """Return all that is declared in a file, by name: comments, blanks and the order of columns aside.

    What the index of words is told, and which counts there are, is said in rows, and is part of it.
    """
    declared = conn.execute(
        "SELECT name, type, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
    )
    return {
        **{name: (kind, table, _normalised(sql)) for name, kind, table, sql in declared},
        "rows of search_config": dict(conn.execute("SELECT k, v FROM search_config")),
        "rows of counts": {name for (name,) in conn.execute("SELECT name FROM counts")},
    }


def _normalised(sql: str | None) -> object:
    text = _AROUND.sub(r"\1", _BLANK.sub(" ", _COMMENT.sub(" ", sql or ""))).strip()
    table = _TABLE.fullmatch(text)
    return (table[1], frozenset(_parts(table[2])), table[3].strip()) if table else text


def _parts(columns: str) -> Iterator[str]:
    """Yield the columns and constraints of a table."""
    depth, start = 0, 0
    for at, character in enumerate(columns):
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            yield columns[start:at].strip()
            start = at + 1
    yield columns[start:].strip()
