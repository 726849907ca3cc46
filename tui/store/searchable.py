"""The search index's lines: put in, and taken out by exactly the words that were put in.

The index holds no text of its own. An article's line is its headline; what stands before its text
(summary, dek, byline, dateline); and the text itself once it is prepared: all of it as `lettering` has it,
and the words with signs beside.

Lines of an older file hold the texts as they stand. Those of rows up to `older_lines` still do, whatever is
changed in them; `renew_lines` makes them anew from the last one back (docs/decisions/0039-what-is-a-word.md).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.store import settings
from tui.store.delivered import plain_body
from tui.system.lazily import Lazy
from tui.text.folding import fold

if TYPE_CHECKING:
    from tui.store import lettering
else:  # loaded when first used: whoever starts should not wait for them
    lettering = Lazy("tui.store.lettering")

_COLUMNS: Final = "a.headline, a.summary, a.dek, a.byline, a.place, a.agency"
_LINE: Final = "SELECT headline, summary, dek, byline, place, agency FROM articles WHERE row = ?"
_LINES: Final = f"""
SELECT a.row, {_COLUMNS}, b.form, b.data FROM articles AS a CROSS JOIN bodies AS b ON b.article = a.row
 WHERE a.row > ? AND a.row <= ? ORDER BY a.row
"""
_HELD: Final = "SELECT id FROM search_docsize WHERE id > ? AND id <= ?"
MERGED_AT_ONCE: Final = 96
"""Pages of the index, about 4 kB each: four milliseconds. Many small merges take longer than a few large."""
_LEAST_MERGED: Final = 16
_OLDER_LINES: Final = "search_older_lines"
"""The setting that holds the last row whose line is as older files have it: see `schema/step-13.sql`."""
_UNSETTLE: Final = "UPDATE mutes SET settled = 0 WHERE kind = 'words' AND lifted_at IS NULL"
"""Has mutes by words looked at again: they may be about other articles once all words are what they are."""
_SAME_IN_BOTH: Final = re.compile(
    "[\x00-\x7f\xa0\xa7\xa9\xab\xb0\xb1\xb7\xbb\xbf-\xc5\xc7-\xcf\xd1-\xd6\xd9-\xdd\xe0-\xe5\xe7-\xef\xf1-\xf6"
    "\xf9-\xfd\xff\u2010-\u2027]*"
)
"""Texts that give the same words in either line, unless there are words with signs in them."""

IndexedFields = Sequence[str | int | None]
"""Headline, summary, dek, byline, place and agency."""


class IndexLine(NamedTuple):
    """What the index has of an article, a column each."""

    body: str
    headline: str
    front: str


def index_line(fields: IndexedFields, body: str) -> IndexLine:
    """Return an article's line."""
    folded = [fold(text) for text in (body, str(fields[0] or ""), front_text(*fields[1:]))]
    of_body, of_headline, of_front = map(lettering.lettered, folded)
    signs = lettering.sign_tokens(*folded)
    return IndexLine(of_body, of_headline, "\n".join((of_front, *signs)) if signs else of_front)


def index_article(conn: sqlite3.Connection, row: int, body: str) -> None:
    """Put an article's line in, from its row as it stands now and the text given (empty: not prepared)."""
    _put(conn, row, _line(conn, row, conn.execute(_LINE, (row,)).fetchone(), body))


def index_new(conn: sqlite3.Connection, added: Sequence[tuple[int, IndexLine]]) -> None:
    """Put in the lines of articles that have just been added, rows rising."""
    conn.executemany(
        "INSERT INTO search (rowid, body, headline, front) VALUES (?, ?, ?, ?)",
        [(row, *line) for row, line in added],
    )


def unindex_article(conn: sqlite3.Connection, row: int) -> None:
    """Take an article's line out, from its row and body as they still stand: before either is changed."""
    form, data = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (row,)).fetchone()
    _take_out(conn, row, _line(conn, row, conn.execute(_LINE, (row,)).fetchone(), plain_body(form, data)))


def replace_line(
    conn: sqlite3.Connection,
    row: int,
    old: IndexedFields,
    old_body: str,
    line: IndexLine,
    made_of: Callable[[], tuple[IndexedFields, str]],
) -> None:
    """Put an article's new line in the place of the one made of old fields and body.

    `made_of` says what the new one is made of, for an article whose line has to be as older files have it.
    """
    _take_out(conn, row, _line(conn, row, old, old_body))
    _put(conn, row, _older_line(*made_of()) if row <= older_lines(conn) else line)


def _line(conn: sqlite3.Connection, row: int, fields: IndexedFields, body: str) -> IndexLine:
    """Return an article's line as it is, or has to be, in the index."""
    return _older_line(fields, body) if row <= older_lines(conn) else index_line(fields, body)


def _older_line(fields: IndexedFields, body: str) -> IndexLine:
    return IndexLine(body, str(fields[0] or ""), front_text(*fields[1:]))


# ── lines of older files ──────────────────────────────────────────────────────────────────────


def older_lines(conn: sqlite3.Connection) -> int:
    """Return the last row whose line is as older files have it; 0 where there is none."""
    return int(settings.setting(conn, _OLDER_LINES) or 0)


def renew_lines(conn: sqlite3.Connection, rows: int) -> int:
    """Make the last `rows` of the older lines anew, inside a transaction; return how many had to be."""
    last = older_lines(conn)
    first = max(0, last - rows)
    renewed = 0
    held = {row for (row,) in conn.execute(_HELD, (first, last))}
    # Rising rows: else SQLite would begin a piece of the index with each.
    for row, *fields, form, data in conn.execute(_LINES, (first, last)).fetchall():
        body = plain_body(form, data)
        older, line = _older_line(fields, body), index_line(fields, body)
        if not all(map(_SAME_IN_BOTH.fullmatch, older)) or line.front.count("\n") > older.front.count("\n"):
            if row in held:
                _take_out(conn, row, older)
            _put(conn, row, line)
            renewed += 1
    settings.set_setting(conn, _OLDER_LINES, str(first))
    if last and not first:
        conn.execute(_UNSETTLE)
    return renewed


# ── upkeep ────────────────────────────────────────────────────────────────────────────────────


def merge_a_little(conn: sqlite3.Connection, added: int) -> None:
    """Merge a page of the index for each two lines of late `added`; in a transaction of its own.

    Left to itself SQLite does that within the commits that write texts, where it takes up to four times as
    long as the writing, and whoever wants to write waits. Where many come it falls behind, which
    `upkeep.merge_index` makes good. Not more than `MERGED_AT_ONCE` pages are merged.
    """
    merge_pages(conn, max(_LEAST_MERGED, min(added // 2, MERGED_AT_ONCE)))


def merge_pages(conn: sqlite3.Connection, pages: int) -> None:
    """Merge so many pages of the index, as far as there are any to be merged."""
    conn.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))


def _put(conn: sqlite3.Connection, row: int, line: IndexLine) -> None:
    conn.execute("INSERT INTO search (rowid, body, headline, front) VALUES (?, ?, ?, ?)", (row, *line))


def _take_out(conn: sqlite3.Connection, row: int, line: IndexLine) -> None:
    conn.execute(
        "INSERT INTO search (search, rowid, body, headline, front) VALUES ('delete', ?, ?, ?, ?)",
        (row, *line),
    )


def front_text(*parts: str | int | None) -> str:
    """Join summary, dek, byline, place and agency as the index holds them."""
    return "\n".join(str(part) for part in parts if part)
