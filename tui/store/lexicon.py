"""What an unfinished word may become: words of a sample of articles, and how common each is.

The index knows stems, from which a typed beginning cannot be completed (`governmen` is not the
beginning of `govern`), and gathering all words with a common beginning takes long. So the words of
a few thousand articles are kept here as they are written. It is an estimate, made anew when the
store has grown by a fifth, and nothing is lost with it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Final

from tui.store import settings
from tui.store.connection import Database
from tui.store.delivered import plain_body
from tui.store.folding import folded_words
from tui.store.headlines import counts
from tui.store.searchable import front_text

_SAMPLE: Final = 2_000
"""Articles looked at."""
_GROWTH: Final = 1.2
_STEP: Final = 1_000
"""Words written in one transaction."""
_MADE_FROM: Final = "lexicon_articles"
"""The setting that holds how many articles there were when it was made, and how many were looked at."""

_TEXTS: Final = (
    "SELECT a.headline, a.summary, a.dek, a.byline, a.place, a.agency, b.form, b.data"
    " FROM articles AS a CROSS JOIN bodies AS b ON b.article = a.row WHERE a.row = ?"
)


@dataclass(frozen=True, slots=True)
class Completions:
    """What a beginning may become."""

    words: tuple[str, ...]
    """The commonest words that begin so, commonest first."""
    uses: int
    """About how many words of all articles begin so, a word counted once an article."""


def completions(conn: sqlite3.Connection, beginning: str, limit: int) -> Completions:
    """Return up to `limit` words that begin so; none where no sampled article has one.

    As long as there is no lexicon, a beginning is taken to be as common as can be.
    """
    bounds = (beginning, beginning + "\U0010ffff")
    found = conn.execute("SELECT word, seen FROM lexicon WHERE word >= ? AND word < ?", bounds).fetchall()
    found.sort(key=lambda line: (-line[1], line[0]))
    articles, sampled = _made_from(conn)
    if not sampled:
        return Completions((), counts(conn).total)
    seen = sum(count for _, count in found)
    return Completions(tuple(word for word, _ in found[:limit]), seen * articles // sampled)


def refresh(database: Database) -> bool:
    """Make the lexicon anew where the store has grown by a fifth since; return whether it was made.

    Takes a sample spread over all articles; the write lock is held for a thousand words at a time.
    """
    with database.read() as conn:
        (newest,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
        (waiting,) = conn.execute("SELECT count(*) FROM (SELECT 1 FROM queue WHERE stage = 1)").fetchone()
        # About how many are prepared: max(row) costs nothing, and counting walks a table.
        articles = newest - waiting
        if articles < _GROWTH * _made_from(conn)[0] or not articles:
            return False
        sampled, seen = _sample(conn, newest)
    lines = sorted(seen.items())
    for start in range(0, len(lines), _STEP):
        with database.write() as conn:
            conn.executemany("INSERT OR REPLACE INTO lexicon VALUES (?, ?)", lines[start : start + _STEP])
    with database.write() as conn:
        settings.set_setting(conn, _MADE_FROM, f"{articles} {sampled}")
    return True


def _sample(conn: sqlite3.Connection, newest: int) -> tuple[int, Counter[str]]:
    """Count the words of articles at even distances, each word once an article."""
    seen: Counter[str] = Counter()
    sampled = 0
    for row in range(newest, 0, -max(newest // _SAMPLE, 1)):
        text = text_of(conn, row)
        if text is None:
            continue
        # A set: a word is counted once an article.
        seen.update(set(folded_words(text)))
        sampled += 1
    return sampled, seen


def text_of(conn: sqlite3.Connection, row: int) -> str | None:
    """Return all that the index has of an article, as it is written; None where there is no such one."""
    found = conn.execute(_TEXTS, (row,)).fetchone()
    if found is None:
        return None
    headline, *front, form, data = found
    return f"{headline}\n{front_text(*front)}\n{plain_body(form, data)}"


def _made_from(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles there were, and how many were looked at, when the lexicon was made."""
    articles, _, sampled = (settings.setting(conn, _MADE_FROM) or "0 0").partition(" ")
    return int(articles), int(sampled)
