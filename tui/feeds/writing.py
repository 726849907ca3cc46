"""Storing what feeds answered: many small transactions, so that the reader's own marks come in between."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from tui.store import subscriptions
from tui.store.articles import Intake
from tui.store.connection import Database
from tui.store.deliveries import Document, oldest_first
from tui.store.searchable import MERGED_AT_ONCE, merge_a_little
from tui.store.subscriptions import Outcome, Subscription

_LOCK_HELD_S: Final = 0.012
"""After so long a transaction ends and another begins; where somebody waits to write, at once."""
_PART: Final = 10
"""Entries written before the clock is looked at."""
_MANY: Final = 200


@dataclass(slots=True, eq=False)
class FeedAnswer:
    """A feed that has answered, or not, on its way into the database."""

    feed: Subscription
    outcome: Outcome
    document: Document | None = None
    """What the feed held; None where it was unchanged, or failed."""
    new: int = 0
    changed: int = 0
    is_stored: bool = False
    """Whether all of it is in the database; a feed of which only a part is will be asked again."""


def store_answers(database: Database, answers: Sequence[FeedAnswer], now: int, until: float) -> None:
    """Write what feeds have answered, and what that came to; nothing more after a moment of `time.monotonic`.

    A feed's outcome is written with the last of its entries. Raises StoreErrors.
    """
    with _AnswerWriter(database, now, until) as writer:
        for answered in answers:
            if not writer.take(answered):
                return


class _AnswerWriter:
    """Holds the write lock for a few milliseconds at a time."""

    def __init__(self, database: Database, now: int, until: float) -> None:
        self._database = database
        self._now = now
        self._until = until
        self._transaction = ExitStack()
        self._conn: sqlite3.Connection | None = None
        """Of the transaction that is open; None where none is."""
        self._pause_at = 0.0
        self._unmerged = 0
        """How many lines were added to the index since it was last merged a little."""
        self._whole: list[FeedAnswer] = []
        """Feeds that are written whole with the transaction that is open."""

    def __enter__(self) -> _AnswerWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._commit(is_last=True)
        else:
            self._transaction.__exit__(kind, error, trace)

    def take(self, answered: FeedAnswer) -> bool:
        """Write one feed; returns whether there was time for all of it."""
        if answered.document is not None and not self._take_news(answered, answered.document):
            return False
        self._open()
        self._whole.append(answered)
        return True

    def _take_news(self, answered: FeedAnswer, document: Document) -> bool:
        feed, few = answered.feed, len(document.news) <= _MANY
        if not few:
            self._commit()  # what takes long to look up is looked up without the lock
        with self._reading(few=few) as conn:
            # The reader may have unsubscribed while the feed was asked.
            if not subscriptions.is_subscribed(conn, feed.id):
                return True
            intake = Intake(conn, feed.id, feed.url, document.news, document.same, self._now)
        news = oldest_first(intake.news, self._now)
        for start in range(0, len(news), _PART):
            if time.monotonic() > self._until:
                return False
            part = news[start : start + _PART]
            intake.write(self._open(), part)
            self._unmerged += len(part)
        answered.new, answered.changed = intake.new, intake.changed
        return True

    def _reading(self, *, few: bool) -> AbstractContextManager[sqlite3.Connection]:
        """Return what to ask what is known: of few entries under the lock, so that nobody comes between."""
        return nullcontext(self._open()) if few else self._database.read()

    def _open(self) -> sqlite3.Connection:
        """Return the connection inside a transaction that has not been open for too long."""
        if self._conn is not None and (time.monotonic() >= self._pause_at or self._database.somebody_waits()):
            self._commit()
        if self._conn is None:
            self._conn = self._transaction.enter_context(self._database.write())
            self._pause_at = time.monotonic() + _LOCK_HELD_S
        return self._conn

    def _commit(self, *, is_last: bool = False) -> None:
        if self._conn is None:
            return
        whole, self._whole = self._whole, []
        subscriptions.record(self._conn, [answered.outcome for answered in whole], self._now)
        self._conn = None
        self._transaction.close()
        for answered in whole:
            # Only now: until the commit all of it may still be taken back.
            answered.is_stored = True
        self._database.make_way()
        if self._unmerged >= MERGED_AT_ONCE or (self._unmerged and is_last):
            with self._database.write() as conn:
                merge_a_little(conn, self._unmerged)
            self._unmerged = 0
            self._database.make_way()
