"""Storing what feeds answered: many small transactions, so that the reader's own marks come in between."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.store import subscriptions
from tui.store.articles import Delivery, oldest_first, write_batch
from tui.store.connection import Database
from tui.store.subscriptions import Outcome, Subscription

_LOCK_HELD_S: Final = 0.008
"""After so long a transaction ends and another begins."""
_CHUNK: Final = 30
"""Entries written before the clock is looked at."""


@dataclass(slots=True, eq=False)
class Answered:
    """A feed that has answered, or not, on its way into the database."""

    feed: Subscription
    outcome: Outcome
    batch: Sequence[Delivery] = ()
    new: int = 0
    changed: int = 0
    is_stored: bool = False
    """Whether all of it is in the database; a feed of which only a part is will be asked again."""


def store_answers(database: Database, answers: Sequence[Answered], now: int, until: float) -> None:
    """Write what feeds have answered, and what that came to; nothing more after a moment of `time.monotonic`.

    A feed's outcome is written with the last of its entries. Raises StoreErrors.
    """
    steps = iter([step for answered in answers for step in _steps(answered, now)])
    step = next(steps, None)
    while step is not None and time.monotonic() < until:
        stored: list[Answered] = []
        with database.write() as conn:
            pause = time.monotonic() + _LOCK_HELD_S
            while step is not None and time.monotonic() < pause:
                _take(conn, step, now)
                if step.is_last:
                    stored.append(step.answered)
                step = next(steps, None)
            subscriptions.record(conn, [answered.outcome for answered in stored], now)
        for answered in stored:
            answered.is_stored = True


@dataclass(frozen=True, slots=True)
class _Step:
    """So much of a feed as is written without a look at the clock."""

    answered: Answered
    batch: Sequence[Delivery]
    is_last: bool


def _steps(answered: Answered, now: int) -> Iterator[_Step]:
    """Part a feed's entries, the oldest first; a feed without any is one step too."""
    batch = oldest_first(answered.batch, now)
    for start in range(0, max(len(batch), 1), _CHUNK):
        yield _Step(answered, batch[start : start + _CHUNK], start + _CHUNK >= len(batch))


def _take(conn: sqlite3.Connection, step: _Step, now: int) -> None:
    """Write a step; nothing for a feed that the reader has unsubscribed from in the meantime."""
    feed = step.answered.feed
    if not step.batch or not subscriptions.is_subscribed(conn, feed.id):
        return
    result = write_batch(conn, feed.id, feed.url, step.batch, now)
    step.answered.new += result.new
    step.answered.changed += result.changed
