"""Threads: which articles tell one story, as it was found and as the reader put it.

Every function that writes wants to be called inside a write transaction. An article that stands alone goes by
its own row, as the thread that it would begin; `threads` has a line once another has joined it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tui.store import threadindex
from tui.store.headlines import last_row
from tui.store.queries import LASTING_THREAD
from tui.store.settings import set_setting, setting
from tui.text.safe import clean_line

_LONGEST_REASON: Final = 160
_ORIGIN: Final = (
    "SELECT s.listed_at, a.house, a.feed, a.id, f.url FROM status AS s CROSS JOIN articles AS a"
    " ON a.row = s.article CROSS JOIN feeds AS f ON f.id = a.feed WHERE s.article = ?"
)
_UNPLACED: Final = """
SELECT a.row FROM articles AS a WHERE a.row > ? AND a.feed NOT IN (SELECT value FROM json_each(?))
   AND NOT EXISTS (SELECT 1 FROM thread_articles AS t WHERE t.article = a.row)
   AND NOT EXISTS (SELECT 1 FROM queue AS q WHERE q.article = a.row) ORDER BY a.row LIMIT ?
"""
_LOOKED_THROUGH: Final = "threads_looked_through"
"""The setting that holds the row up to which all articles were placed, or are not to be."""
_KEPT_OUT: Final = "threads_kept_out"
"""The setting that holds the feeds that were kept out of threads when it was last looked, as JSON."""
_MEMBERS: Final = """
SELECT t.article, t.reason, t.copy_of, t.by_hand FROM thread_articles AS t
 CROSS JOIN status AS s ON s.article = t.article
 WHERE t.thread = ? AND s.hidden = 0 ORDER BY t.listed_at DESC, t.article DESC LIMIT ?
"""
_SUMMED: Final = """
SELECT count(*), count(DISTINCT coalesce(a.house, a.feed)), min(s.listed_at), max(s.listed_at), sum(s.unread)
  FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value
 CROSS JOIN articles AS a ON a.row = r.value
"""
_AMONG: Final = "article IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """Where an article belongs, and what it is known by: worked out before it is written."""

    row: int
    thread: int | None = None
    """None: it stands alone."""
    copy_of: int | None = None
    reason: str = ""
    traits: bytes = b""
    """What it is known by; empty: nothing can join it."""
    terms: tuple[tuple[int, int], ...] = ()
    """What it is found by: (32-bit hash, weight from 1 to 15)."""


@dataclass(frozen=True, slots=True)
class StoredMember:
    """An article of a thread."""

    row: int
    reason: str | None
    copy_of: int | None
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Summed:
    """A thread in a few numbers; what is hidden is not counted."""

    members: int
    sources: int
    first_at: int
    last_at: int
    """As lists sort."""
    unread: int


@dataclass(frozen=True, slots=True)
class ArticleOrigin:
    """Whence an article came, and when."""

    source: str
    """Who published it: the same for all articles of a house, or of a feed where no house is known."""
    listed_at: int
    feed_url: str
    article: str
    """Its id."""


Standing = tuple[int, int | None, int, list[str | int] | None]
"""Where an article stood: its row, its thread, whether by hand, and the reader's choice: (together, when)."""


@dataclass(frozen=True, slots=True)
class Before:
    """How threads were before the reader changed them."""

    standing: list[Standing]
    emptied: list[int] = field(default_factory=list[int])
    """Threads that went into another one whole."""


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def thread_of(conn: sqlite3.Connection, row: int) -> int:
    """Return the thread of an article; of one that stands alone, or was not looked at yet, its row."""
    found = conn.execute("SELECT thread FROM thread_articles WHERE article = ?", (row,)).fetchone()
    return row if found is None or found[0] is None else int(found[0])


def threads_of(conn: sqlite3.Connection, rows: Iterable[int]) -> dict[int, int]:
    """Return the threads of those of some articles that do not stand alone, by row."""
    sql = (
        "SELECT t.article, t.thread FROM json_each(?) AS r CROSS JOIN thread_articles AS t"
        " ON t.article = r.value WHERE t.thread IS NOT NULL"
    )
    return dict(conn.execute(sql, (json.dumps(list(rows)),)).fetchall())


def lasting(conn: sqlite3.Connection, thread: int) -> int | None:
    """Return what a thread has become, itself if it stands; None where nothing ever joined it."""
    found = conn.execute(LASTING_THREAD, (thread,)).fetchone()
    return None if found is None else int(found[0])


def members(conn: sqlite3.Connection, thread: int, most: int = -1) -> list[StoredMember]:
    """Return the articles of a thread that lists show, the newest first; of one that is alone, that one."""
    lasts = lasting(conn, thread)
    if lasts is None:
        alone = conn.execute("SELECT article FROM status WHERE article = ?", (thread,)).fetchall()
        return [StoredMember(row, None, None, by_hand=False) for (row,) in alone]
    return [
        StoredMember(row, reason, copy_of, bool(by_hand))
        for row, reason, copy_of, by_hand in conn.execute(_MEMBERS, (lasts, most))
    ]


def summed(conn: sqlite3.Connection, rows: Iterable[int]) -> Summed | None:
    """Return some articles in numbers; None where none of them is there."""
    found = conn.execute(_SUMMED, (json.dumps(list(rows)),)).fetchone()
    return None if not found[0] else Summed(*found)


def all_rows(conn: sqlite3.Connection, thread: int) -> list[int]:
    """Return the rows of all articles of a thread, hidden ones too; of one that is alone, its own."""
    lasts = lasting(conn, thread)
    if lasts is None:
        return [thread]
    sql = "SELECT article FROM thread_articles WHERE thread = ? ORDER BY listed_at, article"
    return [row for (row,) in conn.execute(sql, (lasts,))]


# ── what is to be looked at ───────────────────────────────────────────────────────────────────


def origin(conn: sqlite3.Connection, row: int) -> ArticleOrigin | None:
    """Return whence an article came; None where it is gone."""
    found = conn.execute(_ORIGIN, (row,)).fetchone()
    if found is None:
        return None
    listed_at, house, feed, id_, url = found
    return ArticleOrigin(f"h{house}" if house else f"f{feed}", listed_at, url, id_)


def feeds(conn: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return the feeds and their addresses."""
    return conn.execute("SELECT id, url FROM feeds").fetchall()


def kept_out(conn: sqlite3.Connection) -> list[int]:
    """Return which feeds were kept out of threads when it was last noted."""
    stored: list[int] = json.loads(setting(conn, _KEPT_OUT) or "[]")
    return stored


def keep_out(conn: sqlite3.Connection, feeds: Sequence[int]) -> None:
    """Note which feeds are kept out of threads; those that were so before have their articles looked at."""
    if set(kept_out(conn)) - set(feeds):
        set_setting(conn, _LOOKED_THROUGH, "0")
    set_setting(conn, _KEPT_OUT, json.dumps(list(feeds)))


def looked_through(conn: sqlite3.Connection) -> int:
    """Return up to which row all articles were placed, or are not to be."""
    return int(setting(conn, _LOOKED_THROUGH) or 0)


def note_looked_through(conn: sqlite3.Connection, row: int | None) -> None:
    """Note that articles were looked through up to a row; None: up to the last one."""
    last = last_row(conn) if row is None else row
    if last > looked_through(conn):
        set_setting(conn, _LOOKED_THROUGH, str(last))


def unplaced(conn: sqlite3.Connection, count: int) -> list[int]:
    """Return the first articles that are prepared and were not placed, in the order of arrival."""
    bound = (looked_through(conn), json.dumps(kept_out(conn)), count)
    return [row for (row,) in conn.execute(_UNPLACED, bound)]


def is_behind(conn: sqlite3.Connection) -> bool:
    """Whether there are articles that are to be looked through."""
    return bool(unplaced(conn, 1))


# ── as it was found ───────────────────────────────────────────────────────────────────────────


def is_placed(conn: sqlite3.Connection, row: int) -> bool:
    """Whether an article was looked at already: then it stays where it is, whatever its text becomes."""
    return conn.execute("SELECT 1 FROM thread_articles WHERE article = ?", (row,)).fetchone() is not None


def place(conn: sqlite3.Connection, placed: PlacedArticle) -> None:
    """Put an article into its thread, unless it stands in one already; what it is known by is written anew.

    Where the reader has chosen, it stands there. Nothing is done for an article that is gone.
    """
    whence = origin(conn, placed.row)
    if whence is None:
        return
    if not is_placed(conn, placed.row):
        chosen = _chosen_thread(conn, whence.article, placed.row)
        if chosen is not None:
            begin(conn, chosen)
        elif placed.thread is not None and placed.thread != placed.row:
            chosen = begin(conn, placed.thread)
        by_hand = _choice(conn, whence.article) is not None
        if by_hand:
            conn.execute("UPDATE threads SET by_hand = 1 WHERE id = ?", (chosen,))
        conn.execute(
            "INSERT INTO thread_articles (article, thread, listed_at, source, copy_of, by_hand, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                placed.row,
                chosen,
                whence.listed_at,
                zlib.crc32(whence.source.encode()),
                placed.copy_of,
                by_hand,
                clean_line(placed.reason)[:_LONGEST_REASON] or None,
            ),
        )
    if placed.traits:
        threadindex.know(conn, placed.row, placed.traits, placed.terms)


def begin(conn: sqlite3.Connection, thread: int) -> int:
    """See to it that a thread has its line, and stands; return which it is now."""
    lasts = lasting(conn, thread)
    if lasts is None:
        # The article that stood alone by that number may have joined another since.
        lasts = thread_of(conn, thread)
        if lasts == thread:
            conn.execute("INSERT INTO threads (id) VALUES (?)", (thread,))
            sql = "UPDATE thread_articles SET thread = ?1 WHERE article = ?1 AND thread IS NULL"
            conn.execute(sql, (thread,))
    return lasts


def move(conn: sqlite3.Connection, row: int, thread: int, reason: str) -> bool:
    """Put an article into another thread, or into one that it begins, its row; return whether that was done.

    It is not where the reader has put an article into either thread: all of both stays as it is.
    """
    here = thread_of(conn, row)
    begins = thread == row
    there = _number_for(conn, [row]) if begins else lasting(conn, thread) or thread
    if there == here or (begins and len(all_rows(conn, here)) == 1):
        return False
    if _is_by_hand(conn, row, here) or _is_by_hand(conn, there, there):
        return False
    into = _reopened(conn, there) if begins else begin(conn, there)
    _stand_in(conn, [row], into, clean_line(reason)[:_LONGEST_REASON])
    conn.execute("UPDATE threads SET became = ? WHERE id = ? AND members = 0", (into, here))
    return True


def _is_by_hand(conn: sqlite3.Connection, row: int, thread: int) -> bool:
    """Whether the reader has put an article into a thread; of one that stands alone, it."""
    found = conn.execute("SELECT by_hand FROM threads WHERE id = ?", (lasting(conn, thread),)).fetchone()
    if found is None:
        found = conn.execute("SELECT by_hand FROM thread_articles WHERE article = ?", (row,)).fetchone()
    return bool(found and found[0])


def _stand_in(conn: sqlite3.Connection, rows: Iterable[int], thread: int, reason: str | None = None) -> None:
    sql = f"UPDATE thread_articles SET thread = ?, reason = coalesce(?, reason) WHERE {_AMONG}"
    conn.execute(sql, (thread, reason, json.dumps(list(rows))))


# ── as the reader put it ──────────────────────────────────────────────────────────────────────


def split(conn: sqlite3.Connection, rows: Sequence[int], together: str, now: int) -> Before | None:
    """Take articles out of their threads, into one of their own; None where they are one already.

    `together` is a word that no other choice has.
    """
    here = {thread_of(conn, row) for row in rows}
    if len(here) == 1 and set(all_rows(conn, *here)) == set(rows):
        return None
    before = Before(_standing(conn, rows))
    _look_at(conn, rows)
    _choose(conn, rows, together, now)
    _stand_in(conn, rows, _reopened(conn, _number_for(conn, rows)))
    _forget_empty(conn, here)
    _note_hands(conn, rows, here)
    return before


def join(conn: sqlite3.Connection, rows: Sequence[int], into: int, together: str, now: int) -> Before | None:
    """Put articles into the thread of another one; None where they stand in it already.

    `together` is a word that no other choice has.
    """
    thread = thread_of(conn, into)
    there = set(all_rows(conn, thread))
    moving = [row for row in dict.fromkeys(rows) if row not in there]
    if not moving:
        return None
    here = {thread_of(conn, row) for row in moving}
    # The article that they were joined to stays in the thread as well, whatever is found out.
    chosen = [*moving, into]
    before = Before(_standing(conn, chosen))
    _look_at(conn, chosen)
    _choose(conn, chosen, _together_in(conn, there) or together, now)
    thread = begin(conn, thread)
    before.emptied.extend(one for one in here if set(all_rows(conn, one)) <= set(moving) and one != thread)
    _stand_in(conn, moving, thread)
    for one in before.emptied:
        conn.execute("UPDATE threads SET became = ? WHERE id = ?", (thread, one))
    _note_hands(conn, chosen, here)
    return before


def put_back(conn: sqlite3.Connection, before: Before) -> None:
    """Let articles stand where they stood, those of them that are there still."""
    now_in = {thread_of(conn, row) for row, *_ in before.standing}
    conn.execute(
        "UPDATE threads SET became = NULL WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(before.emptied),),
    )
    for row, thread, by_hand, choice in before.standing:
        _choose_again(conn, row, choice)
        conn.execute("UPDATE thread_articles SET by_hand = ? WHERE article = ?", (by_hand, row))
        if thread is not None:
            _stand_in(conn, [row], _reopened(conn, thread))
    for row, thread, *_ in before.standing:
        if thread is None:
            _let_alone(conn, row)
    _forget_empty(conn, now_in)
    _note_hands(conn, [row for row, *_ in before.standing], now_in)


def _reopened(conn: sqlite3.Connection, thread: int) -> int:
    """Return what a thread is now; one that went with its last article has its line again."""
    lasts = lasting(conn, thread)
    if lasts is None:
        conn.execute("INSERT INTO threads (id) VALUES (?)", (thread,))
    return thread if lasts is None else lasts


def _let_alone(conn: sqlite3.Connection, row: int) -> None:
    """Let an article stand alone, unless others have joined it meanwhile."""
    joined = thread_of(conn, row) == row and len(all_rows(conn, row)) > 1
    if not joined:
        conn.execute("UPDATE thread_articles SET thread = NULL WHERE article = ?", (row,))


def _look_at(conn: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Give articles a line that were not looked at yet: of feeds, perhaps, that are kept out of threads."""
    for row in rows:
        place(conn, PlacedArticle(row))


def _number_for(conn: sqlite3.Connection, rows: Sequence[int]) -> int:
    """Return a number for a thread of some articles: the first one's row, where no thread has that."""
    free = (row for row in sorted(rows) if lasting(conn, row) is None)
    (lowest,) = conn.execute("SELECT min(0, coalesce(min(id), 0)) FROM threads").fetchone()
    return next(free, int(lowest) - 1)


def _standing(conn: sqlite3.Connection, rows: Iterable[int]) -> list[Standing]:
    sql = (
        "SELECT a.row, t.thread, coalesce(t.by_hand, 0), c.together, c.made_at FROM json_each(?) AS r"
        " CROSS JOIN articles AS a ON a.row = r.value LEFT JOIN thread_articles AS t ON t.article = a.row"
        " LEFT JOIN thread_choices AS c ON c.article = a.id"
    )
    return [
        (row, thread, by_hand, None if together is None else [together, made_at])
        for row, thread, by_hand, together, made_at in conn.execute(sql, (json.dumps(list(rows)),)).fetchall()
    ]


def _choose(conn: sqlite3.Connection, rows: Iterable[int], together: str, now: int) -> None:
    chosen = json.dumps(list(rows))
    conn.execute(
        "REPLACE INTO thread_choices SELECT a.id, ?, ? FROM json_each(?) AS r"
        " CROSS JOIN articles AS a ON a.row = r.value",
        (together, now, chosen),
    )
    conn.execute(f"UPDATE thread_articles SET by_hand = 1 WHERE {_AMONG}", (chosen,))


def _note_hands(conn: sqlite3.Connection, rows: Iterable[int], threads: Iterable[int] = ()) -> None:
    """Note of some threads, and of those of some articles, whether the reader has put an article there."""
    concerned = {*threads, *(thread_of(conn, row) for row in rows)}
    conn.execute(
        "UPDATE threads SET by_hand = EXISTS (SELECT 1 FROM thread_articles AS t WHERE t.thread = threads.id"
        " AND t.by_hand = 1) WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(concerned)),),
    )


def _choose_again(conn: sqlite3.Connection, row: int, choice: Sequence[str | int] | None) -> None:
    of_row = "SELECT id FROM articles WHERE row = ?"
    conn.execute(f"DELETE FROM thread_choices WHERE article = ({of_row})", (row,))
    if choice is not None:
        sql = "INSERT INTO thread_choices SELECT id, ?, ? FROM articles WHERE row = ?"
        conn.execute(sql, (*choice, row))


def _choice(conn: sqlite3.Connection, article: str) -> str | None:
    found = conn.execute("SELECT together FROM thread_choices WHERE article = ?", (article,)).fetchone()
    return None if found is None else str(found[0])


def _together_in(conn: sqlite3.Connection, rows: Iterable[int]) -> str | None:
    """Return by what word the articles of a thread stand together that the reader put there."""
    found = conn.execute(
        "SELECT c.together FROM json_each(?) AS r CROSS JOIN articles AS a ON a.row = r.value"
        " CROSS JOIN thread_choices AS c ON c.article = a.id LIMIT 1",
        (json.dumps(list(rows)),),
    ).fetchone()
    return None if found is None else str(found[0])


def _chosen_thread(conn: sqlite3.Connection, article: str, row: int) -> int | None:
    """Return the thread that the reader chose for an article: of another with the same choice, or its own."""
    together = _choice(conn, article)
    if together is None:
        return None
    found = conn.execute(
        "SELECT coalesce(t.thread, t.article) FROM thread_choices AS c CROSS JOIN articles AS a"
        " ON a.id = c.article CROSS JOIN thread_articles AS t ON t.article = a.row"
        " WHERE c.together = ? AND a.row <> ? LIMIT 1",
        (together, row),
    ).fetchone()
    return _number_for(conn, [row]) if found is None else int(found[0])


def _forget_empty(conn: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Take away lines of threads that hold nothing, and led to no other one."""
    conn.execute(
        "DELETE FROM threads WHERE id IN (SELECT value FROM json_each(?)) AND members = 0 AND became IS NULL",
        (json.dumps(list(threads)),),
    )
