"""Looking whether the database is sound, a few milliseconds at a time, with the place kept between.

SQLite's own check reads the whole file at once: half a minute for a million articles. Here every table is
walked by its key: each row is read and unpacked, is looked for in every index and refers to what is there;
then each index has as many entries as the table, so that it has no other ones. Counts kept by triggers are
compared with what they count, and the search index's words are gone through. Each step is a question to
one state of the database: a program that writes meanwhile is never taken for damage. A small file SQLite
checks too, as a whole. See docs/decisions/0053-checks-in-idle-time.md.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from typing import Any, Final, Literal

from tui.errors import StoreDamaged, TextDamaged
from tui.store.connection import Database, one_moment
from tui.store.migrations import make_schema
from tui.store.packing import unpack
from tui.store.settings import set_setting, setting
from tui.store.toldbytes import is_legible

ResumePoint = list[int | str | None]
"""The key after which a piece goes on, as JSON can hold it: bytes, and the bytes of a text, as Latin-1."""
FaultKind = Literal["index", "schema", "count", "text", "unsearchable", "damage"]
"""What is wrong: an index, an index or trigger that is gone, a count, a packed text, a line of the search
index that is missing; or the tables themselves, which is mended by making the file anew."""

_STATE: Final = "checkup"
"""The setting that holds how far the round is, and when one was last whole."""
_EVERY_S: Final = 20 * 3600
_STEP_S: Final = 0.004
_ROWS: Final = 50
_MOST_ROWS: Final = 5_000
_SMALL_BYTES: Final = 48_000_000
"""SQLite checks so much in less than half a second."""
_MOST_FINDINGS: Final = 200
_MISSING: Final = re.compile(r"(?:missing from|entries in|unique entry in) index (\w+)")


Wrong = Literal[
    "by sqlite",
    "order",
    "missing",
    "orphans",
    "unlisted",
    "textless",
    "empty",
    "unfit",
    "no text",
    "packed",
    "undo",
    "entries",
    "gone",
    "count",
    "count of",
    "unsearchable",
]
"""Which of the things looked for is wrong; `library.wording` has a line for each, with the facts in it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong."""

    kind: FaultKind
    what: str
    """The index, trigger, count, or the table whose packed text it is."""
    wrong: Wrong
    facts: tuple[str | int, ...] = ()
    """For whoever looks for the cause: tables, columns, indexes and numbers, in the order of the line."""
    row: int = 0
    """Of a text: its key in that table; of a count: by how much it is too high."""
    key: int = 0
    """Of a count: the feed, name or article it is kept for."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the round is."""

    began_at: int = 0
    """When it began; 0: none is under way."""
    piece: str = ""
    """The piece that comes next."""
    place: ResumePoint | None = None
    """After which key of it; None: from its beginning."""
    whole_at: int = 0
    """When a round was last whole; 0: never."""
    done: int = 0
    """Pieces done, and of how many."""
    total: int = 0

    def is_due(self, now: int) -> bool:
        """Whether a round is under way, or the last one is most of a day ago."""
        # Also where the last one is in the future: a clock was wrong then.
        return bool(self.began_at) or not 0 <= now - self.whole_at < _EVERY_S


Step = Callable[[sqlite3.Connection, ResumePoint | None, int], tuple[ResumePoint | None, list[Finding]]]
"""Looks at so many rows after a place; returns where to go on, None at the end, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the whole."""

    name: str
    step: Step


def progress(conn: sqlite3.Connection) -> Progress:
    """Return how far the round is that is under way, and when one was last whole."""
    with suppress(ValueError, TypeError):
        return Progress(**json.loads(setting(conn, _STATE) or "{}"))
    return Progress()


def check_on(
    database: Database,
    now: int,
    go_on: Callable[[int, int], bool],
    *,
    pause: bool = False,
    keep: bool = True,
) -> Iterator[Finding]:
    """Go on with the round, and begin one where none is under way; yield what is wrong.

    `go_on` is asked between two steps, told how many pieces are done and of how many. With `pause` the
    machine is left to others for half of the time. Without `keep` a round of its own is made, and forgotten.
    Damage that keeps a piece from being read is a finding, not an error. Raises other StoreErrors.
    """
    work = _Round(database, now, go_on, pause=pause, keep=keep)
    try:
        yield from work.findings()
    except (StoreDamaged, TextDamaged) as error:
        cause = error.__cause__
        yield Finding("damage", work.at, "by sqlite", (str(cause or error),))


def check_all(
    database: Database, now: int, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[Finding]:
    """Look at everything at once, SQLite's own checks of the whole file included; yield what is wrong.

    `tell` hears how many parts are done, and of how many. For a file that is large this takes long, and the
    last part of it keeps others from writing. Raises StoreErrors other than that the file is damaged.
    """
    total = 0

    def go_on(done: int, of: int) -> bool:
        nonlocal total
        total = of + len(_AT_ONCE)
        tell(done, total)
        return True

    yield from check_on(database, now, go_on, keep=False)
    for number, look in enumerate(_AT_ONCE, start=total - len(_AT_ONCE)):
        tell(number, total)
        try:
            with database.read() as conn:
                yield from look(conn)
        except (StoreDamaged, TextDamaged) as error:
            yield Finding("damage", "file", "by sqlite", (str(error.__cause__ or error),))
    tell(total, total)


def _search_index(conn: sqlite3.Connection) -> list[Finding]:
    """Have SQLite compare the search index with itself; raises its errors."""
    try:
        conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.OperationalError as error:
        # It is an INSERT to SQLite: where nothing may be written it cannot be asked, which is no damage.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY):
            raise
    return []


class _Round:
    """A round at work."""

    def __init__(
        self, database: Database, now: int, go_on: Callable[[int, int], bool], *, pause: bool, keep: bool
    ) -> None:
        self._database = database
        self._now = now
        self._go_on = go_on
        self._pause = pause
        self._keep = keep and not database.readonly
        self.at = ""
        """The piece that is being looked at."""

    def findings(self) -> Iterator[Finding]:
        """Walk from where it was left to the end, or until it is not to go on."""
        with self._database.read() as conn:
            parts = pieces(conn, self._size(conn))
            state = progress(conn) if self._keep else Progress()
        names = [piece.name for piece in parts]
        # A piece may be gone since: with another schema the round begins anew.
        first = names.index(state.piece) if state.piece in names else 0
        place = state.place if state.piece in names else None
        state = replace(state, began_at=state.began_at or self._now, total=len(parts))
        for number, piece in enumerate(parts[first:], start=first):
            self.at = piece.name
            rows = _ROWS
            while self._go_on(number, len(parts)):
                before = time.monotonic()
                place, wrong = self._step(piece, place, rows)
                yield from wrong
                took = time.monotonic() - before
                # By what the last step took: rows differ in size, and machines in speed.
                rows = max(1, min(_MOST_ROWS, round(rows * min(4.0, _STEP_S / max(took, 1e-6)))))
                if place is None:
                    break
                self._rest(took)
            else:
                self._remember(replace(state, piece=piece.name, place=place, done=number))
                return
        self._remember(Progress(whole_at=self._now, done=len(parts), total=len(parts)))

    def _step(
        self, piece: Piece, place: ResumePoint | None, rows: int
    ) -> tuple[ResumePoint | None, list[Finding]]:
        # One state of the database: a row that is moved meanwhile is not missed in both places.
        with self._database.read() as conn, one_moment(conn):
            return piece.step(conn, place, rows)

    def _rest(self, took: float) -> None:
        if self._pause:
            time.sleep(min(took, 0.1))
            self._database.make_way()

    def _remember(self, state: Progress) -> None:
        if self._keep:
            values = {name: getattr(state, name) for name in state.__dataclass_fields__}
            with self._database.write() as conn:
                set_setting(conn, _STATE, json.dumps(values))

    def _size(self, conn: sqlite3.Connection) -> int:
        (pages,), (size,) = (
            conn.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
        )
        return int(pages) * int(size)


# ── the pieces ────────────────────────────────────────────────────────────────────────────────


def pieces(conn: sqlite3.Connection, size: int) -> tuple[Piece, ...]:
    """Return all there is to be looked at, the reader's own first."""
    tables = sorted(_tables(conn), key=lambda table: (_ORDER.index(table) if table in _ORDER else 99, table))
    walks = [Piece(f"table {table}", partial(_walk, _CheckedTable(conn, table))) for table in tables]
    totals = [
        Piece(f"index {index.name}", partial(_whole, partial(_entries, table, index)))
        for table in tables
        for index in _CheckedTable(conn, table).indexes
    ]
    return (
        Piece("schema", partial(_whole, _schema)),
        *([Piece("file", partial(_whole, _file))] if size <= _SMALL_BYTES else []),
        *walks,
        *totals,
        *(Piece(f"count {name}", partial(_whole, partial(_counted, name))) for name in _COUNTS),
        Piece("search lines", partial(_whole, _search_lines)),
        Piece("search words", _search_words),
    )


# What no feed gives back stands first: a round may be left before it is whole.
_ORDER: Final = (
    "status", "tags", "notes", "changes", "corrections", "thread_choices", "follows", "searches", "mutes",
    "feeds",
)  # fmt: skip


def _whole(
    look: Callable[[sqlite3.Connection], list[Finding]],
    conn: sqlite3.Connection,
    _place: ResumePoint | None,
    _rows: int,
) -> tuple[ResumePoint | None, list[Finding]]:
    """Look at something in one step."""
    return None, look(conn)


def _file(conn: sqlite3.Connection) -> list[Finding]:
    """Have SQLite look at all of a small file; it alone knows pages that nothing leads to."""
    return integrity(conn)


def integrity(conn: sqlite3.Connection) -> list[Finding]:
    """Return what SQLite finds wrong in the whole file."""
    answers = [str(answer) for (answer,) in conn.execute("PRAGMA integrity_check(20)")]
    found: dict[str, Finding] = {}
    for answer in answers if answers != ["ok"] else []:
        index = _MISSING.search(answer)
        kind: FaultKind = "index" if index else "damage"
        what = index[1] if index else "file"
        found.setdefault(f"{kind} {what}", Finding(kind, what, "by sqlite", (answer,)))
    return list(found.values())


_AT_ONCE: Final = (integrity, _search_index)


# ── tables by their keys ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Index:
    name: str
    columns: tuple[str, ...]
    only: str
    """The condition of a partial index, in SQL; empty where it has all rows."""


class _CheckedTable:
    """A table as its file declares it, and the questions that are asked of a stretch of its rows."""

    def __init__(self, conn: sqlite3.Connection, name: str) -> None:
        self.name = name
        declared = conn.execute(f"PRAGMA table_info ({name})").fetchall()
        (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        self.columns = [(column, kind, bool(never)) for _, column, kind, never, _, _ in declared]
        keys = [column for _, column, _, _, _, place in sorted(declared, key=lambda c: c[5]) if place]
        self.keys = keys if "WITHOUT ROWID" in sql.upper() else ["rowid"]
        self.indexes = tuple(self._indexes(conn))
        self.parents = self._parents(conn)
        kinds = {column: kind for column, kind, _ in self.columns}
        # A text is less than any bytes: where one stood for the other, a walk began anew for ever.
        marks = ", ".join("CAST(? AS TEXT)" if kinds.get(key) == "TEXT" else "?" for key in self.keys)
        key = ", ".join(f"x.{key}" for key in self.keys)
        self._after, self._up_to = f"({key}) > ({marks})", f"({key}) <= ({marks})"
        self._key = key

    def _indexes(self, conn: sqlite3.Connection) -> Iterator[_Index]:
        for _, name, _, origin, _ in conn.execute(f"PRAGMA index_list ({self.name})").fetchall():
            if origin == "pk" and self.keys != ["rowid"]:
                continue  # that is the table itself
            info = conn.execute(f"PRAGMA index_xinfo ({name})").fetchall()
            columns = tuple(column for _, number, column, _, _, is_key in info if is_key and number >= 0)
            (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            yield _Index(name, columns, str(sql or "").partition(" WHERE ")[2])

    def _parents(self, conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
        """Return what rows refer to: another table, the column that says to which row, and that one's key."""
        return [
            (parent, child, key or self._key_of(conn, parent))
            for _, _, parent, child, key, *_ in conn.execute(f"PRAGMA foreign_key_list ({self.name})")
        ]

    @staticmethod
    def _key_of(conn: sqlite3.Connection, parent: str) -> str:
        declared = conn.execute(f"PRAGMA table_info ({parent})")
        return next(str(column) for _, column, _, _, _, place in declared if place)

    def rows(self, conn: sqlite3.Connection, place: ResumePoint | None, count: int) -> list[tuple[Any, ...]]:
        """Return rows after a place, the key's values before the others."""
        where = f"WHERE {self._after}" if place else ""
        names = ", ".join(f"x.{column}" for column, _, _ in self.columns)
        rows = f"FROM {self.name} AS x NOT INDEXED {where} ORDER BY {self._key} LIMIT ?"
        sql = f"SELECT {self._key}, {names} {rows}"
        conn.text_factory = bytes
        try:
            return conn.execute(sql, (*_bound(place), count)).fetchall()
        finally:
            conn.text_factory = str

    def lacking(
        self, conn: sqlite3.Connection, condition: str, place: ResumePoint | None, last: ResumePoint
    ) -> int:
        """Count the rows of a stretch for which a condition holds."""
        after = f"{self._after} AND" if place else ""
        sql = f"SELECT count(*) FROM {self.name} AS x NOT INDEXED WHERE {after} {self._up_to} AND {condition}"
        return int(conn.execute(sql, (*_bound(place), *_bound(last))).fetchone()[0])

    def is_missing_from(self, index: _Index) -> str:
        """Return the condition that a row has no entry in an index."""
        same = " AND ".join(f"y.{name} IS x.{name}" for name in dict.fromkeys((*index.columns, *self.keys)))
        only = index.only or "1"
        entry = f"SELECT 1 FROM {self.name} AS y INDEXED BY {index.name} WHERE {same} AND ({only})"
        return f"({only}) AND NOT EXISTS ({entry})"


def _bound(place: ResumePoint | None) -> list[Any]:
    """Return a place as SQLite is asked for it."""
    return [value.encode("latin-1", "replace") if isinstance(value, str) else value for value in place or ()]


_CONDITIONS: Final[Mapping[str, Sequence[tuple[Wrong, str]]]] = {
    "articles": (
        ("unlisted", "NOT EXISTS (SELECT 1 FROM status AS s WHERE s.article = x.row)"),
        ("textless", "NOT EXISTS (SELECT 1 FROM bodies AS b WHERE b.article = x.row)"),
    ),
}
"""What must not hold for a row of a table, beyond what its schema says."""


def _tables(conn: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = [str(name) for (name,) in conn.execute(sql)]
    return [name for name in names if not name.startswith("sqlite_") and name not in _BY_SQLITE]


_BY_SQLITE: Final = ("search_config", "search_content")
"""Parts of the search index that are a line or two, and none of ours."""


def _walk(
    table: _CheckedTable, conn: sqlite3.Connection, place: ResumePoint | None, count: int
) -> tuple[ResumePoint | None, list[Finding]]:
    """Look at the next rows of a table."""
    conn.execute("PRAGMA cell_size_check = ON")
    found = table.rows(conn, place, count)
    if not found:
        return None, []
    width = len(table.keys)
    wrong: list[Finding] = []
    for row in found:
        wrong += _row(table, row[:width], row[width:])
    last = _place_of(found[-1][:width])
    if last == place or _go_back([tuple(place or ()), *(row[:width] for row in found)]):
        wrong.append(Finding("damage", table.name, "order", (table.name,)))
        return None, wrong[:_MOST_FINDINGS]  # where rows go back, a walk might have no end
    wrong += _relations(table, conn, place, last)
    return (last if len(found) == count else None), wrong[:_MOST_FINDINGS]


def _place_of(key: Sequence[Any]) -> ResumePoint:
    return [value.decode("latin-1") if isinstance(value, bytes) else value for value in key]


def _go_back(keys: Sequence[tuple[Any, ...]]) -> bool:
    """Whether keys that are numbers are not in order, each after the one before it."""
    numbers = [key for key in keys if key and all(isinstance(value, int) for value in key)]
    return any(one >= next_ for one, next_ in pairwise(numbers))


def _relations(
    table: _CheckedTable, conn: sqlite3.Connection, place: ResumePoint | None, last: ResumePoint
) -> Iterator[Finding]:
    """Yield what a stretch of rows lacks elsewhere: entries in indexes, and what it refers to."""
    for index in table.indexes:
        missing = table.lacking(conn, table.is_missing_from(index), place, last)
        if missing:
            yield Finding("index", index.name, "missing", (missing, table.name, index.name))
    for parent, child, key in table.parents:
        gone = f"x.{child} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE p.{key} = x.{child})"
        if lost := table.lacking(conn, gone, place, last):
            yield Finding("damage", table.name, "orphans", (lost, table.name, parent))
    for wrong, condition in _CONDITIONS.get(table.name, ()):
        if lost := table.lacking(conn, condition, place, last):
            yield Finding("damage", table.name, wrong, (lost,))


_PACKED: Final[Mapping[str, tuple[str, ...]]] = {
    "bodies": ("data",),
    "revisions": ("data",),
    "full_texts": ("other",),
    "article_names": ("data", "found"),
    "told": ("data",),
}
_LEGIBLE: Final[Mapping[str, Callable[[bytes], bool]]] = {"told": is_legible}
"""What tells whether a value is whole, of tables whose values are not packed as others are."""
_FITTING: Final[Mapping[str, tuple[type[object], ...]]] = {
    "INTEGER": (int,),
    "TEXT": (bytes,),
    "BLOB": (bytes,),
    "REAL": (int, float),
}


def _row(table: _CheckedTable, keys: Sequence[Any], values: Sequence[Any]) -> Iterator[Finding]:
    """Yield what is wrong with a row by itself."""
    for (name, kind, never), value in zip(table.columns, values, strict=True):
        if value is None:
            if never:
                yield Finding("damage", table.name, "empty", (table.name, name))
        elif kind in _FITTING and not isinstance(value, _FITTING[kind]):
            yield Finding("damage", table.name, "unfit", (name, table.name))
        elif not isinstance(value, bytes):
            continue
        elif kind == "TEXT":
            if not _is_text(value):
                yield Finding("damage", table.name, "no text", (name, table.name))
        else:
            yield from _packed(table.name, name, value, keys[0])


def _packed(table: str, column: str, value: bytes, row: Any) -> Iterator[Finding]:
    """Yield what is wrong with a value that is packed, if it should be."""
    is_whole = _LEGIBLE.get(table, _is_packed)
    if column in _PACKED.get(table, ()) and not is_whole(value):
        yield Finding("text", table, "packed", (table,), row=row)
    elif table == "changes" and column == "articles" and not _is_deflated(value):
        yield Finding("text", table, "undo", row=row)


def _is_text(value: bytes) -> bool:
    try:
        value.decode("utf-8", "strict" if b"\xed" not in value else "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _is_packed(value: bytes) -> bool:
    try:
        unpack(value)
    except TextDamaged:
        return False
    return True


def _is_deflated(value: bytes) -> bool:
    try:
        return len(zlib.decompress(value)) % 8 == 0
    except zlib.error:
        return False


def _entries(table: str, index: _Index, conn: sqlite3.Connection) -> list[Finding]:
    """Compare how many entries an index has with its rows: none of these lacks one, so more are false."""
    where = f"WHERE {index.only}" if index.only else ""
    (entries,) = conn.execute(f"SELECT count(*) FROM {table} INDEXED BY {index.name} {where}").fetchone()
    (rows,) = conn.execute(f"SELECT count(*) FROM {table} NOT INDEXED {where}").fetchone()
    if entries == rows:
        return []
    return [Finding("index", index.name, "entries", (index.name, entries, rows, table))]


# ── the schema ────────────────────────────────────────────────────────────────────────────────


@cache
def expected() -> Mapping[str, tuple[str, str]]:
    """Return the indexes and triggers that a database of today has: type and SQL by name."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        make_schema(conn)
        made = conn.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql NOT NULL"
        )
        return {name: (kind, sql) for name, kind, sql in made}


def _schema(conn: sqlite3.Connection) -> list[Finding]:
    """Return which indexes and triggers are gone: lists are slow without those, and wrong without these."""
    there = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
    return [
        Finding("schema", name, "gone", (kind, name))
        for name, (kind, _) in expected().items()
        if name not in there
    ]


# ── counts ────────────────────────────────────────────────────────────────────────────────────

_COUNTS: Final[Mapping[str, tuple[str, str]]] = {
    "counts": (
        "counts",
        """
WITH real (total, unread, saved, muted, noted, queue) AS (
       SELECT sum(hidden = 0), sum(unread = 1 AND hidden = 0), sum(saved_at IS NOT NULL), sum(hidden = 1),
              sum(noted > 0),
              (SELECT count(*) FROM queue NOT INDEXED)
         FROM status NOT INDEXED)
SELECT * FROM (
  SELECT 0, name, n AS kept, coalesce(CASE name WHEN 'total' THEN total WHEN 'unread' THEN unread
    WHEN 'saved' THEN saved WHEN 'muted' THEN muted WHEN 'noted' THEN noted WHEN 'queue' THEN queue
    ELSE n END, 0) AS real
    FROM counts CROSS JOIN real) WHERE kept <> real""",
    ),
    **{
        f"feeds {column}": (
            "feeds",
            f"""
WITH held (feed, article) AS (
       SELECT feed, article FROM status NOT INDEXED UNION ALL SELECT feed, article FROM crossposts),
     real (feed, n) AS (
       SELECT held.feed, sum({condition})
         FROM held CROSS JOIN status AS s ON s.article = held.article GROUP BY held.feed)
SELECT f.id, '{column}', f.{column}, coalesce(r.n, 0) FROM feeds AS f LEFT JOIN real AS r ON r.feed = f.id
 WHERE f.{column} <> coalesce(r.n, 0)""",
        )
        for column, condition in (("total", "s.hidden = 0"), ("unread", "s.unread = 1 AND s.hidden = 0"))
    },
    **{
        f"follows {column}": (
            "follows",
            f"""
WITH real (follow, n) AS (
       SELECT f.id, sum({condition})
         FROM follows AS f CROSS JOIN entity_articles AS e ON e.entity = f.entity
        CROSS JOIN status AS s ON s.article = e.article GROUP BY f.id)
SELECT f.id, '{column}', f.{column}, coalesce(r.n, 0) FROM follows AS f LEFT JOIN real AS r ON r.follow = f.id
 WHERE f.{column} <> coalesce(r.n, 0)""",
        )
        for column, condition in (("total", "s.hidden = 0"), ("unread", "s.unread = 1 AND s.hidden = 0"))
    },
    "status noted": (
        "status",
        """
WITH real (article, n) AS (SELECT article, count(*) FROM notes NOT INDEXED GROUP BY article)
SELECT s.article, 'noted', s.noted, coalesce(r.n, 0) FROM status AS s NOT INDEXED
  LEFT JOIN real AS r ON r.article = s.article WHERE s.noted <> coalesce(r.n, 0)""",
    ),
    **{
        f"threads {column}": (
            "threads",
            f"""
WITH real (thread, n) AS (
       SELECT thread, {counted} FROM thread_articles NOT INDEXED WHERE thread IS NOT NULL GROUP BY thread)
SELECT t.id, '{column}', t.{column}, coalesce(r.n, 0) FROM threads AS t LEFT JOIN real AS r ON r.thread = t.id
 WHERE t.{column} <> coalesce(r.n, 0)""",
        )
        for column, counted in (("members", "count(*)"), ("sources", "count(DISTINCT source)"))
    },
    "mutes": (
        "mutes",
        """
SELECT * FROM (SELECT m.id, 'hides', m.hides AS kept, (
  SELECT count(*) FROM muted AS h CROSS JOIN status AS s ON s.article = h.article
   WHERE h.mute = m.id AND s.hidden & 2 = 0) AS real FROM mutes AS m) WHERE kept <> real""",
    ),
}
"""By name: the table whose counts they are, and a question for key, column, what is kept, what is right.

Rows are counted, not the entries of an index, which may be what is wrong.
"""


def _counted(name: str, conn: sqlite3.Connection) -> list[Finding]:
    """Return which counts are wrong."""
    table, sql = _COUNTS[name]
    return [
        Finding(
            "count",
            f"{table} {what}",
            "count of" if key else "count",
            (what, table, key, kept, real) if key else (what, kept, real),
            row=kept - real,
            key=key,
        )
        for key, what, kept, real in conn.execute(sql)
    ]


# ── the search index ──────────────────────────────────────────────────────────────────────────


def _search_lines(conn: sqlite3.Connection) -> list[Finding]:
    """Return which articles have no line in the search index."""
    missing = conn.execute(
        "SELECT row FROM articles WHERE row NOT IN (SELECT id FROM search_docsize) LIMIT ?", (_MOST_FINDINGS,)
    )
    return [Finding("unsearchable", "search", "unsearchable", row=row) for (row,) in missing]


def _search_words(
    conn: sqlite3.Connection, place: ResumePoint | None, count: int
) -> tuple[ResumePoint | None, list[Finding]]:
    """Go through the words of the search index; SQLite reads where each stands."""
    conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, row)")
    sql = "SELECT term FROM temp.search_words WHERE term >= CAST(? AS TEXT) ORDER BY term LIMIT ?"
    conn.text_factory = bytes
    try:
        words = [word for (word,) in conn.execute(sql, (*(_bound(place) or [b""]), count + 1))]
    finally:
        conn.text_factory = str
    if len(words) <= count:
        return None, []
    return [words[-1].decode("latin-1")], []
