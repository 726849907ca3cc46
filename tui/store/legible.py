"""The rows of a damaged database by table, gathered into tables beside the one they are to be put into.

Whose a page is, the trees of the tables say; where a tree is torn, a row's own shape does. Every row
has to fit its table's columns: what a damaged page happens to spell is none of ours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.model.ids import read_article_id
from tui.model.notes import read_key
from tui.store.pages import BtreeCell, Pages, Record, SqlValue
from tui.store.schema import PAGE_BYTES, today

_TYPES: Final[Mapping[str, tuple[type[object], ...]]] = {
    "INTEGER": (int,),
    "TEXT": (str,),
    "BLOB": (bytes,),
    "REAL": (int, float),
}
_FORMS: Final = ("delivered", "blocks")
_TOLD_APART: Final[Mapping[str, Callable[[Mapping[str, SqlValue]], bool]]] = {
    "feeds": lambda row: ":" in str(row["url"]),
    "articles": lambda row: read_article_id(str(row["id"])) is not None,
    "status": lambda row: row["unread"] in (0, 1) and row["changed"] in (0, 1),
    "bodies": lambda row: row["form"] in _FORMS,
    "tags": lambda row: isinstance(row["tagged_at"], int),
    "notes": lambda row: read_key(str(row["key"])) is not None and isinstance(row["made_at"], int),
}
"""What a row of these tables has to be as well; such a row is known wherever it lies."""


_Column = tuple[str, str, bool]
"""Name, type, and whether it is never null."""


@dataclass(frozen=True, slots=True)
class _DeclaredTable:
    """A table as a file declares it."""

    name: str
    root: int
    columns: tuple[_Column, ...]
    """In the order in which rows are stored."""
    keys: tuple[str, ...]
    rowid: str | None
    """The column that is the row's id, and is not stored in the row."""

    def fit(self, row: BtreeCell) -> dict[str, SqlValue] | None:
        """Return a row's values by column; None where it cannot be a row of this table.

        One that was stored before the last columns were added is shorter.
        """
        values = self._by_column(row)
        if values is None:
            return None
        stored = self.columns[: len(row.record)]
        if not all(_fits(values[name], kind, never) for name, kind, never in stored):
            return None
        tell = _TOLD_APART.get(self.name)
        try:
            return values if tell is None or tell(values) else None
        except KeyError:
            return None

    def _by_column(self, row: BtreeCell) -> dict[str, SqlValue] | None:
        """Return a row's values by column, with its id; None where it has too many, or an id that is none."""
        record = row.record
        if not record or len(record) > len(self.columns) or (row.rowid is None) is not (self.rowid is None):
            return None
        values = dict(zip((name for name, _, _ in self.columns), record, strict=False))
        if self.rowid is not None:
            if values.get(self.rowid) is not None:
                return None
            values[self.rowid] = row.rowid
        return values


def _fits(value: SqlValue, kind: str, never_null: bool) -> bool:
    if value is None:
        return not never_null
    return kind not in _TYPES or type(value) in _TYPES[kind]


def gather(path: Path, conn: sqlite3.Connection, wanted: Sequence[str]) -> None:
    """Put what is legible of some tables of a file into tables of the same names in the schema `old`.

    They have the columns that the file's had, and hold no row twice. Raises OSError, ValueError.
    """
    with Pages(path) as pages:
        tables = {table.name: table for table in _tables(pages) if table.name in wanted}
        usual = {table.name: table for table in _usual_tables() if table.name in wanted}
        for table in (usual | tables).values():
            names = ", ".join(f'"{column}"' for column, _, _ in table.columns)
            conn.execute(f"CREATE TABLE old.{table.name} ({names}, PRIMARY KEY ({', '.join(table.keys)}))")
        for name, row in _rows(pages, tables):
            marks = ", ".join(f":{column}" for column in row)
            conn.execute(f"INSERT OR IGNORE INTO old.{name} ({', '.join(row)}) VALUES ({marks})", row)


def _rows(pages: Pages, tables: Mapping[str, _DeclaredTable]) -> Iterator[tuple[str, dict[str, SqlValue]]]:
    """Yield rows with their table: first those whose tables still lead to them, then strays."""
    seen = pages.free()
    for table in tables.values():
        for number, values in _in_tree(pages, table):
            seen.add(number)
            yield table.name, values
    known = [tables[name] for name in _TOLD_APART if name in tables]
    for number in range(1, pages.count + 1):
        if number not in seen:
            yield from _strays(pages, number, known)


def _in_tree(pages: Pages, table: _DeclaredTable) -> Iterator[tuple[int, dict[str, SqlValue]]]:
    """Yield the rows that a table's tree leads to, each with the number of its page."""
    for number in sorted(pages.tree(table.root)):
        for row in pages.rows(number, lenient=True):
            values = table.fit(row)
            if values is not None:
                yield number, values


def _strays(
    pages: Pages, number: int, known: Sequence[_DeclaredTable]
) -> Iterator[tuple[str, dict[str, SqlValue]]]:
    """Yield the rows of a page that no tree leads to, with each table whose they may be."""
    for row in pages.rows(number):
        fitting = ((table.name, table.fit(row)) for table in known)
        yield from ((name, values) for name, values in fitting if values is not None)


# ── what tables there are ─────────────────────────────────────────────────────────────────────


def _tables(pages: Pages) -> list[_DeclaredTable]:
    """Return the tables that a file declares; where that page is lost, those of a file just made."""
    stated = [row.record for number in sorted(pages.tree(1)) for row in pages.rows(number)]
    declared = [record for record in stated if _declares(record)]
    with closing(sqlite3.connect(":memory:")) as conn:
        try:
            for record in declared:
                conn.execute(str(record[4]))
        except sqlite3.Error:
            declared = []
        if any(record[1] == "articles" for record in declared):
            return [_table(conn, record) for record in declared]
    return _usual_tables()


def _usual_tables() -> list[_DeclaredTable]:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        conn.executescript(today())
        declared = conn.execute("SELECT * FROM sqlite_schema").fetchall()
        return [_table(conn, record) for record in declared if _declares(record)]


def _declares(record: Record) -> bool:
    """Whether a row of the schema declares an ordinary table of ours."""
    if len(record) != 5 or record[0] != "table" or not isinstance(record[3], int) or not record[3]:
        return False
    return not str(record[1]).startswith(("sqlite_", "search_")) and str(record[4]).startswith(
        "CREATE TABLE "
    )


def _table(conn: sqlite3.Connection, record: Record) -> _DeclaredTable:
    name, root, sql = str(record[1]), int(str(record[3])), str(record[4])
    found = conn.execute(f"PRAGMA table_info ({name})").fetchall()
    keys = tuple(column for _, column, _, _, _, place in sorted(found, key=lambda c: c[5]) if place)
    declared = {column: (column, kind, bool(never)) for _, column, kind, never, _, _ in found}
    if "WITHOUT ROWID" in sql.upper():
        keys_first = dict.fromkeys((*keys, *declared))
        return _DeclaredTable(name, root, tuple(declared[column] for column in keys_first), keys, None)
    alias = _alias_of_rowid(keys, declared)
    stored = tuple((column, kind, never and column != alias) for column, kind, never in declared.values())
    return _DeclaredTable(name, root, stored, keys, alias or "rowid")


def _alias_of_rowid(keys: Sequence[str], declared: Mapping[str, _Column]) -> str | None:
    """Return the column that stands for a row's id, and is stored as null; None where there is none."""
    if len(keys) != 1:
        return None
    _, kind, _ = declared[keys[0]]
    return keys[0] if kind == "INTEGER" else None
