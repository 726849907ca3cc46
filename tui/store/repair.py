"""Putting right what is found wrong in a database whose tables are sound: from its rows, or from a backup."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from tui.errors import StoreError
from tui.model.mending import Repaired
from tui.store.checkup import FaultKind, Finding, expected
from tui.store.connection import Database, connect
from tui.store.delivered import is_legible, plain_body
from tui.store.searchable import index_article
from tui.store.texts import give_up_text

_TO_FIND: Final = 2
"""The queue's stage at which names wait to be found."""


def put_right(database: Database, findings: Sequence[Finding], backup: Path | None) -> tuple[Repaired, ...]:
    """Put all of it right; return what was done, like things as one.

    Raises StoreErrors where that does not succeed: then the file has to be made anew.
    """
    done: Counter[Repaired] = Counter()
    # What many rows lack, an index, is made anew once.
    for finding in {(f.kind, f.what, f.row, f.key): f for f in findings}.values():
        repair = _REPAIRS[finding.kind]
        with database.write(durable=True) as conn:
            repaired = repair(conn, finding, backup)
        done[repaired] += 1
    return tuple(replace(repaired, times=times) for repaired, times in done.items())


_PutRight = Callable[[sqlite3.Connection, Finding, "Path | None"], Repaired]


def _make_index_anew(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> Repaired:
    conn.execute(f'REINDEX "{finding.what}"')
    return Repaired("index", finding.what)


def _make_what_is_gone(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> Repaired:
    kind, sql = expected()[finding.what]
    if kind == "trigger":  # they count together: those of an earlier schema and of today's would count twice
        for name, (other, text) in expected().items():
            if other == kind:
                conn.execute(f"DROP TRIGGER IF EXISTS {name}")
                conn.execute(text)
    elif not conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (finding.what,)).fetchone():
        conn.execute(sql)
    return Repaired("trigger gone" if kind == "trigger" else "index gone", finding.what)


def _correct(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> Repaired:
    """Take off by how much a count is too high: what others have counted since stays counted."""
    table, column = finding.what.split(" ")
    if table == "counts":
        # A difference, since others count on meanwhile (decision 0053).
        conn.execute("UPDATE counts SET n = n - ? WHERE name = ?", (finding.row, column))
    else:
        sql = f"UPDATE {table} SET {column} = {column} - ? WHERE rowid = ?"
        conn.execute(sql, (finding.row, finding.key))
    return Repaired("count")


def _index_again(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> Repaired:
    body = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (finding.row,)).fetchone()
    known = conn.execute("SELECT 1 FROM search_docsize WHERE id = ?", (finding.row,)).fetchone()
    if body is not None and known is None:
        index_article(conn, finding.row, plain_body(*body))
    return Repaired("search line")


def _replace_text(conn: sqlite3.Connection, finding: Finding, backup: Path | None) -> Repaired:
    """Have a packed text from the backup, made anew from others, or given up."""
    if finding.what == "bodies":
        return _replace_body(conn, finding.row, backup)
    if finding.what == "article_names":
        conn.execute(
            "INSERT INTO queue SELECT article, ? FROM article_names WHERE rowid = ?"
            " ON CONFLICT (article) DO NOTHING",
            (_TO_FIND, finding.row),
        )
    if finding.what == "told":  # which goes by its article's row
        conn.execute(
            "INSERT INTO queue VALUES (?, ?) ON CONFLICT (article) DO NOTHING", (finding.row, _TO_FIND)
        )
    conn.execute(f"DELETE FROM {finding.what} WHERE rowid = ?", (finding.row,))
    return _GIVEN_UP[finding.what]


_GIVEN_UP: Final = {
    "article_names": Repaired("names"),
    "told": Repaired("told"),
    "revisions": Repaired("revision"),
    "full_texts": Repaired("other text"),
    "changes": Repaired("change"),
}
"""By the table whose packed text was damaged."""


def _replace_body(conn: sqlite3.Connection, row: int, backup: Path | None) -> Repaired:
    found = conn.execute(
        "SELECT b.article, b.form, b.data, a.id FROM bodies AS b JOIN articles AS a ON a.row = b.article"
        " WHERE b.rowid = ?",
        (row,),
    ).fetchone()
    # Looked at again under the lock: a sync may have brought the text anew.
    if found is None or is_legible(*found[1:3]):
        return Repaired("text there")
    article, _, _, id_ = found
    kept = None if backup is None else _kept_body(backup, id_)
    if kept is None:
        give_up_text(conn, article)
        return Repaired("text given up")
    conn.execute("UPDATE bodies SET form = ?, prepared = ?, data = ? WHERE rowid = ?", (*kept, row))
    conn.execute("INSERT INTO queue VALUES (?, 1) ON CONFLICT (article) DO UPDATE SET stage = 1", (article,))
    if kept[0] == "blocks":
        conn.execute("UPDATE queue SET stage = ? WHERE article = ?", (_TO_FIND, article))
    return Repaired("text from backup")


def _kept_body(backup: Path, id_: str) -> tuple[str, int, bytes] | None:
    """Return an article's text as a backup has it: form, version, data; None where it has none."""
    try:
        with closing(connect(backup, readonly=True)) as conn:
            kept = conn.execute(
                "SELECT form, prepared, data FROM bodies WHERE article ="
                " (SELECT row FROM articles WHERE id = ?)",
                (id_,),
            ).fetchone()
    except (sqlite3.Error, UnicodeDecodeError):  # the backup may be damaged as well
        return None
    return kept if kept is not None and is_legible(kept[0], kept[2]) else None


def _refuse(_conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> Repaired:
    raise StoreError(f"The database is damaged ({finding.what}).")


_REPAIRS: Final[Mapping[FaultKind, _PutRight]] = {
    "index": _make_index_anew,
    "schema": _make_what_is_gone,
    "count": _correct,
    "unsearchable": _index_again,
    "text": _replace_text,
    "damage": _refuse,
}
