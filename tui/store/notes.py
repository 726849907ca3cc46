"""The reader's notes and highlights, as rows.

They are the reader's own: no sync, retention or preparation touches them, and an article that has one is
never removed. A note goes by its key, which it keeps in exports; `store.marks` journals what is done to it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from tui.errors import NotFound
from tui.model.notes import LONGEST_PASSAGE, LONGEST_WORDS, Note, Quotation
from tui.store.times import from_seconds, to_seconds
from tui.text.folding import fold
from tui.text.safe import clean

StoredNote = tuple[Any, ...]
"""A note as the journal keeps one that was taken away: its columns but for the article."""

_COLUMNS: Final = "key, words, exact, prefix, suffix, start, made_at, changed_at"
_INSERT: Final = (
    f"INSERT OR IGNORE INTO notes (article, {_COLUMNS})"
    " SELECT article, ?, ?, ?, ?, ?, ?, ?, ? FROM status WHERE article = ?"
)
_CHOSEN: Final = "article IN (SELECT value FROM json_each(?))"


def of_article(conn: sqlite3.Connection, row: int) -> tuple[Note, ...]:
    """Return an article's notes: those to the whole of it first, then in the order of their passages."""
    sql = f"SELECT {_COLUMNS} FROM notes WHERE article = ? ORDER BY coalesce(start, -1), id"
    return tuple(map(_note, conn.execute(sql, (row,))))


def of_articles(conn: sqlite3.Connection, rows: Sequence[int]) -> dict[int, list[Note]]:
    """Return the notes of some articles, by row, each in the order of `of_article`."""
    sql = f"SELECT article, {_COLUMNS} FROM notes WHERE {_CHOSEN} ORDER BY coalesce(start, -1), id"
    found: dict[int, list[Note]] = {}
    for article, *line in conn.execute(sql, (json.dumps(list(rows)),)):
        found.setdefault(article, []).append(_note(line))
    return found


def find(conn: sqlite3.Connection, key: str) -> tuple[int, Note]:
    """Return the row of a note's article, and the note. Raises NotFound."""
    found = conn.execute(f"SELECT article, {_COLUMNS} FROM notes WHERE key = ?", (key,)).fetchone()
    if found is None:
        raise NotFound("That note is not there any more.")
    return int(found[0]), _note(found[1:])


def saying(conn: sqlite3.Connection, words: str) -> list[int]:
    """Return the rows of the articles with a note in whose words or passage all of some words stand.

    Every note is read: they are as many as a person writes. Words are compared folded.
    """
    wanted = fold(words).split()
    found: dict[int, None] = {}
    for article, said in conn.execute("SELECT article, words || char(10) || coalesce(exact, '') FROM notes"):
        if article not in found and _holds(said, wanted):
            found[article] = None
    return list(found)


def _holds(said: str, wanted: Sequence[str]) -> bool:
    folded = fold(said)
    return all(word in folded for word in wanted)


def add(conn: sqlite3.Connection, row: int, note: Note) -> bool:
    """Add a note to an article, inside a write transaction; tells whether it was: not one of the same key."""
    return _insert(conn, row, _line(note))


def put_back(conn: sqlite3.Connection, row: int, line: Sequence[Any]) -> bool:
    """Add a note that was taken away again, as the journal has it; not where its article is gone."""
    return _insert(conn, row, line)


def _insert(conn: sqlite3.Connection, row: int, line: Sequence[Any]) -> bool:
    """Add a note; one whose key another article's note has gets a key of its own, the same each time."""
    key, *rest = line
    found = conn.execute("SELECT article FROM notes WHERE key = ?", (key,)).fetchone()
    if found is not None and found[0] != row:
        (id_,) = conn.execute("SELECT id FROM articles WHERE row = ?", (row,)).fetchone()
        key = hashlib.sha256(f"{key} {id_}".encode()).hexdigest()[:16]
    return conn.execute(_INSERT, (key, *rest, row)).rowcount > 0


def change(conn: sqlite3.Connection, key: str, words: str, now: int) -> None:
    """Give a note other words, if it is there."""
    conn.execute("UPDATE notes SET words = ?, changed_at = ? WHERE key = ?", (cleaned(words), now, key))


def remove(conn: sqlite3.Connection, key: str) -> StoredNote:
    """Take a note away; return what `put_back` needs, nothing where it was not there."""
    found: StoredNote | None = conn.execute(f"SELECT {_COLUMNS} FROM notes WHERE key = ?", (key,)).fetchone()
    conn.execute("DELETE FROM notes WHERE key = ?", (key,))
    return found or ()


def cleaned(words: str) -> str:
    """Return what was written as it is kept: harmless, without blanks at lines' ends and around it."""
    lines = (line.rstrip() for line in clean(words).split("\n"))
    return "\n".join(lines).strip()[:LONGEST_WORDS]


def _line(note: Note) -> StoredNote:
    passage: tuple[Any, ...] = (None, None, None, None)
    if (quoted := note.quotation) is not None:
        texts = (quoted.exact, quoted.prefix, quoted.suffix)
        passage = (*(clean(text)[:LONGEST_PASSAGE] for text in texts), max(0, quoted.start))
    made_at = to_seconds(note.made_at) or 0
    return (note.key, cleaned(note.words), *passage, made_at, to_seconds(note.changed_at) or made_at)


def _note(line: Sequence[Any]) -> Note:
    key, words, exact, prefix, suffix, start, made_at, changed_at = line
    passage = None if exact is None else Quotation(exact, prefix or "", suffix or "", start or 0)
    return Note(key, words, passage, from_seconds(made_at), from_seconds(changed_at))
