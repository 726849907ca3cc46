"""Putting right what is found wrong in a database whose tables are sound: from its rows, or from a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from tui.errors import StoreError
from tui.store.checkup import Finding, Kind, expected
from tui.store.connection import Database, connect
from tui.store.delivered import is_legible, plain_body
from tui.store.searchable import index_article
from tui.store.texts import give_up_text

_TO_FIND: Final = 2
"""The queue's stage at which names wait to be found."""


def put_right(database: Database, findings: Sequence[Finding], backup: Path | None) -> tuple[str, ...]:
    """Put all of it right; return what was done, a sentence each.

    Raises StoreErrors where that does not succeed: then the file has to be made anew.
    """
    done: dict[str, list[Finding]] = {}
    # What many rows lack, an index, is made anew once.
    for finding in {(f.kind, f.what, f.row, f.key): f for f in findings}.values():
        repair = _REPAIRS[finding.kind]
        with database.write(durable=True) as conn:
            words = repair(conn, finding, backup)
        done.setdefault(words, []).append(finding)
    return tuple(_told(words, len(which)) for words, which in done.items())


def _told(words: str, count: int) -> str:
    return f"{words}." if count == 1 else f"{words} ({count} times)."


Repair = Callable[[sqlite3.Connection, Finding, "Path | None"], str]


def _make_index_anew(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> str:
    conn.execute(f'REINDEX "{finding.what}"')
    return f"The index {finding.what} did not agree with its table, and was made anew"


def _make_what_is_gone(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> str:
    kind, sql = expected()[finding.what]
    if kind == "trigger":  # they count together: those of an earlier schema and of today's would count twice
        for name, (other, text) in expected().items():
            if other == kind:
                conn.execute(f"DROP TRIGGER IF EXISTS {name}")
                conn.execute(text)
    elif not conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (finding.what,)).fetchone():
        conn.execute(sql)
    return f"The {kind} {finding.what} was gone, and was made anew"


def _correct(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> str:
    """Take off by how much a count is too high: what others have counted since stays counted."""
    table, column = finding.what.split(" ")
    if table == "counts":
        conn.execute("UPDATE counts SET n = n - ? WHERE name = ?", (finding.row, column))
    else:
        conn.execute(f"UPDATE {table} SET {column} = {column} - ? WHERE id = ?", (finding.row, finding.key))
    return "A count was wrong, and was put right"


def _index_again(conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> str:
    body = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (finding.row,)).fetchone()
    known = conn.execute("SELECT 1 FROM search_docsize WHERE id = ?", (finding.row,)).fetchone()
    if body is not None and known is None:
        index_article(conn, finding.row, plain_body(*body))
    return "An article was not in the search index, and was put in"


def _replace_text(conn: sqlite3.Connection, finding: Finding, backup: Path | None) -> str:
    """Have a packed text from the backup, made anew from others, or given up."""
    if finding.what == "bodies":
        return _replace_body(conn, finding.row, backup)
    if finding.what == "article_names":
        conn.execute(
            "INSERT INTO queue SELECT article, ? FROM article_names WHERE rowid = ?"
            " ON CONFLICT (article) DO NOTHING",
            (_TO_FIND, finding.row),
        )
    conn.execute(f"DELETE FROM {finding.what} WHERE rowid = ?", (finding.row,))
    return _GIVEN_UP[finding.what]


_GIVEN_UP: Final = {
    "article_names": "The names of an article were damaged, and are found anew",
    "revisions": "An earlier text of an article was damaged, and is gone",
    "changes": "A line of what can be undone was damaged, and is gone",
}


def _replace_body(conn: sqlite3.Connection, row: int, backup: Path | None) -> str:
    found = conn.execute(
        "SELECT b.article, b.form, b.data, a.id FROM bodies AS b JOIN articles AS a ON a.row = b.article"
        " WHERE b.rowid = ?",
        (row,),
    ).fetchone()
    if found is None or is_legible(*found[1:3]):
        return "A text was damaged, and is there again"
    article, _, _, id_ = found
    kept = None if backup is None else _kept_body(backup, id_)
    if kept is None:
        give_up_text(conn, article)
        return "The text of an article was damaged; what the lists say of it stands for it"
    conn.execute("UPDATE bodies SET form = ?, prepared = ?, data = ? WHERE rowid = ?", (*kept, row))
    conn.execute("INSERT INTO queue VALUES (?, 1) ON CONFLICT (article) DO UPDATE SET stage = 1", (article,))
    if kept[0] == "blocks":
        conn.execute("UPDATE queue SET stage = ? WHERE article = ?", (_TO_FIND, article))
    return "The text of an article was damaged, and was taken from a backup"


def _kept_body(backup: Path, id_: str) -> tuple[str, int, bytes] | None:
    """Return an article's text as a backup has it: form, version, data; None where it has none."""
    try:
        with closing(connect(backup, readonly=True)) as conn:
            kept = conn.execute(
                "SELECT form, prepared, data FROM bodies WHERE article ="
                " (SELECT row FROM articles WHERE id = ?)",
                (id_,),
            ).fetchone()
    except sqlite3.Error:
        return None
    return kept if kept is not None and is_legible(kept[0], kept[2]) else None


def _refuse(_conn: sqlite3.Connection, finding: Finding, _backup: Path | None) -> str:
    raise StoreError(f"The database is damaged: {finding.detail}.")


_REPAIRS: Final[Mapping[Kind, Repair]] = {
    "index": _make_index_anew,
    "schema": _make_what_is_gone,
    "count": _correct,
    "unsearchable": _index_again,
    "text": _replace_text,
    "damage": _refuse,
}
