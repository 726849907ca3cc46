"""Which sentences of an article are new to who has opened others of its thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tui.errors import DatelineError
from tui.model.articles import Article
from tui.model.names import Mention
from tui.model.prose import Prose, plain_text
from tui.novelty import NEW, novel_sentences
from tui.quotations.leaves import spoken_leaves
from tui.store import newness, texts
from tui.store.connection import Database
from tui.text.cells import cell_width
from tui.text.sentences import sentence_spans

_OPENED: Final = 40
"""Articles that were opened of a thread, the last of them, against which others are held."""
_LEAST_CELLS: Final = 24
"""Sentences that take less room tell nothing by themselves: `Read more.` In cells, as scripts differ."""


def new_in(database: Database, row: int, prose: Prose) -> tuple[Mention, ...] | None:
    """Return the sentences of an article that nothing opened of its thread says, in reading order.

    None where nothing else of its thread was opened. Of paragraphs alone: headings, captions and tables
    are no sentences. Raises StoreErrors.
    """
    with database.read() as conn:
        opened = newness.opened_beside(conn, row, _OPENED)
        read = [text for one in opened if (text := _text(conn, one))]
    return _new(read, prose) if read else None


def count_new(database: Database, row: int) -> int | None:
    """Return how many sentences of a stored article are new; None where that is not known."""
    with database.read() as conn:
        found = _stored(conn, row)
    told = new_in(database, row, found.prose) if found is not None else None
    return None if told is None else len(told)


def count_arrived(database: Database, rows: Iterable[int]) -> None:
    """Count what is new in articles that have just joined threads of which others were opened; for lists.

    Raises StoreErrors.
    """
    with database.read() as conn:
        wanted = newness.to_count(conn, rows)
    if counts := [(row, count_new(database, row)) for row in wanted]:
        with database.write() as conn:
            newness.keep_counts(conn, counts)


def _new(read: Sequence[str], prose: Prose) -> tuple[Mention, ...]:
    places, sentences = list[Mention](), list[str]()
    for at, text in _sentences(prose):
        places.append(at)
        sentences.append(text)
    marks = novel_sentences(read, sentences)
    return tuple(at for at, mark in zip(places, marks, strict=True) if mark >= NEW)


def _sentences(prose: Prose) -> Iterator[tuple[Mention, str]]:
    for section, leaf, text in spoken_leaves(prose):
        for start, end in sentence_spans(text):
            if cell_width(text[start:end]) >= _LEAST_CELLS:
                yield Mention(section, leaf, start, end), text[start:end]


def _text(conn: sqlite3.Connection, row: int) -> str:
    found = _stored(conn, row)
    return f"{found.prose.headline}\n{plain_text(found.prose.sections)}" if found is not None else ""


def _stored(conn: sqlite3.Connection, row: int) -> Article | None:
    """Return an article; None of one that waits to be prepared, is gone, or damaged."""
    try:
        found = texts.article(conn, row)
    except DatelineError:
        return None
    return found if isinstance(found, Article) else None
