"""The desk of notes: what the reader writes to articles, and which passages are highlighted.

Reached as `Library.notes`. Its verbs raise children of DatelineError only, and may be called from several
threads. A note saves its article, as a tag does; a noted article is never removed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tui.changes.passages import placed
from tui.errors import DatelineError
from tui.model.answers import Change
from tui.model.articles import Article, Headline
from tui.model.ids import ArticleId
from tui.model.notes import Note, Quotation
from tui.model.scopes import NOTED
from tui.store import headlines, lists, marks, notes
from tui.store.connection import Database
from tui.store.times import to_seconds

_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class NotedStory:
    """An article, and the notes it has."""

    headline: Headline
    notes: tuple[Note, ...]


class NotesDesk:
    """The notes of one reader."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(self, article: ArticleId, words: str, quotation: Quotation | None = None) -> Change:
        """Note something to an article, or to a passage of it, which is highlighted from now on.

        Raises NotFound, and DatelineError where there are neither words nor a passage.
        """
        if quotation is None and not notes.cleaned(words):
            raise DatelineError("A note without words says nothing.")
        now = self._clock()
        note = Note(secrets.token_hex(8), words, quotation, now, now)
        with self._database.write(durable=True) as conn:
            return marks.note(conn, headlines.row_of(conn, article), note, to_seconds(now))

    def change(self, key: str, words: str) -> Change:
        """Give a note other words; without any a highlight stays one, and any other note goes.

        Raises NotFound.
        """
        with self._database.write(durable=True) as conn:
            return marks.edit_note(conn, key, words, to_seconds(self._clock()))

    def remove(self, key: str) -> Change:
        """Take a note, or a highlight, away. Raises NotFound."""
        with self._database.write(durable=True) as conn:
            return marks.unnote(conn, key, to_seconds(self._clock()))

    def of(self, article: ArticleId) -> tuple[Note, ...]:
        """Return an article's notes, before anybody looked where their passages stand. Raises NotFound."""
        with self._database.read() as conn:
            return notes.of_article(conn, headlines.row_of(conn, article))

    def beside(self, article: Article) -> tuple[Note, ...]:
        """Return the notes that an open article has now, and where they stand in it. Raises NotFound."""
        return placed(self.of(article.id), article.prose)

    def stories(self, words: str = "") -> Iterator[NotedStory]:
        """Yield the noted articles, newest first; those alone in whose notes all of `words` stand."""
        key: lists.Key | None = lists.NEWEST
        while key is not None:
            with self._database.read() as conn:
                said = set(notes.saying(conn, words)) if words.split() else None
                rows, key = lists.page(conn, NOTED, key, _PAGE)
                wanted = [row for row in rows if said is None or row in said]
                of_each = notes.of_articles(conn, wanted)
                listed = headlines.headlines(conn, wanted)
            for headline in listed:
                yield NotedStory(headline, tuple(of_each.get(headline.row, ())))
