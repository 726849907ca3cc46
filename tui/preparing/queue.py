"""The queue of what is stored and not yet prepared: worked off newest first, all texts before all names.

A text makes an article searchable, and names only adorn it. Many texts are read by several processes
(`tui.preparing.batches`), a few by this one. Work that is cut off is simply still on the queue.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.errors import AlreadyRunning
from tui.model.articles import Article
from tui.model.entries import RawEntry
from tui.model.prose import Prose
from tui.preparing.article import (
    named_text,
    stored_text,
    try_text,
    versions_of_work,
    write_names,
    write_texts,
)
from tui.preparing.threads import Joiner, Joins
from tui.store import corrections, failures, follows, rekeying, settings, texts
from tui.store.connection import Database
from tui.store.texts import NamedText
from tui.store.upkeep import find_recordings, renew_index, settle
from tui.system.lazily import Lazy
from tui.system.locks import PREPARATION, SYNC, is_taken, only_one

if TYPE_CHECKING:
    from tui import entities
    from tui.preparing import batches, older
else:  # loaded when first used: whoever starts should not wait for them
    batches = Lazy("tui.preparing.batches")
    older = Lazy("tui.preparing.older")
    entities = Lazy("tui.entities")

GoOn = Callable[[int], bool]
"""Told how many pieces of work are done, every few hundredths of a second; returns whether to go on."""


def _all_join(_url: str) -> bool:
    """Keep no feed out of threads."""
    return True


_MANY: Final = 200
"""Texts that are worth starting processes for."""
_BATCH: Final = 8
_LOOK_EVERY_S: Final = 0.05
_MOST_FRUITLESS: Final = 3
"""So often one looks at a queue of which nothing can be done."""
_FIND: Final = 2
"""The queue's stage at which names wait to be found."""
_OLDER_STEP: Final = 2_000
_NAMES_DONE_BY: Final = "names_done_by"
"""The setting that holds the extractor version for which the queue was last filled."""


def run_queue(
    database: Database,
    *,
    limit: int | None = None,
    deadline_s: float | None = None,
    names: bool = True,
    go_on: GoOn | None = None,
    renews: bool = False,
    joins: Joins = _all_join,
) -> int:
    """Prepare what waits, newest first, until nothing does; return how many pieces of work were done.

    `limit` bounds the pieces (a text, or the names of one article), `deadline_s` is a moment of
    `time.monotonic` after which none is begun. Without `names` texts are all. With them articles join
    threads, if `joins` says so of their feed; older ones only without a `limit`. What `renews` makes the
    search index of an older file anew when nothing waits any more. Raises StoreBusy and other StoreErrors;
    what was done stays done.

    While a sync is under way the processors are its own: one process reads texts, and names wait.
    """
    joiner = Joiner(database, joins)
    work = _Work(database, limit, deadline_s, names, go_on, renews, joiner)
    _queue_failed(database)
    if names:
        _queue_older_names(database)
    done = 0
    try:
        while work.has_room(done) and work.may(done):
            more = work.step(done)
            if more is None:
                break
            done += more
    finally:
        joiner.place()
    # Where nothing was done nothing has grown.
    if done:
        settle(database)
    return done


@dataclass(frozen=True, slots=True)
class _Work:
    """What one call of `run_queue` is to do, and what bounds it."""

    database: Database
    limit: int | None
    deadline_s: float | None
    names: bool
    go_on: GoOn | None
    renews: bool
    joiner: Joiner

    def has_room(self, done: int) -> bool:
        """Whether fewer pieces are done than there may be."""
        return self.limit is None or done < self.limit

    def may(self, done: int) -> bool:
        """Whether there is time left, and nobody says that it is enough."""
        if self.deadline_s is not None and time.monotonic() >= self.deadline_s:
            return False
        return self.go_on is None or self.go_on(done)

    def step(self, done: int) -> int | None:
        """Do what comes next, and return how many pieces that was; None where nothing is left to do."""
        size = _BATCH if self.limit is None else min(_BATCH, self.limit - done)
        # Who bounds the pieces waits for them: a sync does not make that one stand aside.
        aside = self.limit is None and is_taken(self.database.path, SYNC)
        more = (0 if aside else self._many_texts(done)) or _texts_batch(self.database, size)
        if more:
            return more
        # Nothing is done, and that is told as no end: names are found once the sync is over.
        if self.names and aside and _anything_waits(self.database):
            time.sleep(_LOOK_EVERY_S)
            return 0
        return self._beside_texts(size, done)

    def _beside_texts(self, size: int, done: int) -> int | None:
        """Do what is due when no text waits: names, then the index; None where neither is."""
        if self.names and (more := _names(self.database, size, self.may, done, self.joiner)):
            return more
        self.joiner.place()
        if self.names and self.limit is None and self.joiner.older():
            return 0
        if self.renews and _anything_older(self.database):
            return 0
        return None

    def _many_texts(self, done: int) -> int:
        """Prepare texts in several processes, until a sync wants these; none where few wait."""
        if self.limit is not None or waiting_texts(self.database, _MANY) < _MANY:
            return 0
        return _many_texts(
            self.database, lambda done: self.may(done) and not is_taken(self.database.path, SYNC), done
        )


def _anything_older(database: Database) -> bool:
    """Do some of what an older file lacks; return whether anything was left to be done."""
    return find_recordings(database) or renew_index(database) or older.tell_older(database)


def catch_up(database: Database, go_on: GoOn, joins: Joins = _all_join) -> None:
    """Prepare all that waits, as `run_queue` does; while another process is at it, only ask `go_on`.

    Nobody returns from here who has not seen, with the right to prepare out of its hands, that nothing
    waits: so what somebody brings who then finds another process at it is seen by that one, or by
    itself (docs/decisions/0054).
    """
    fruitless, waits = 0, True
    while waits and fruitless < _MOST_FRUITLESS:
        try:
            with only_one(database.path, PREPARATION, "Another process{} prepares what waits."):
                fruitless = 0 if run_queue(database, go_on=go_on, renews=True, joins=joins) else fruitless + 1
        except AlreadyRunning:
            time.sleep(_LOOK_EVERY_S)
        # Asked after the lock was let go: see above.
        waits = _anything_waits(database) and go_on(0)


def _anything_waits(database: Database) -> bool:
    with database.read() as conn:
        return texts.anything_waits(conn)


def waiting_texts(database: Database, most: int) -> int:
    """Return how many texts wait; not more than `most` are counted."""
    with database.read() as conn:
        return texts.count_waiting(conn, 1, most)


def _texts_batch(database: Database, size: int) -> int:
    """Prepare the texts of the newest articles that wait for it; return how many that were."""
    waiting = _waiting(database, 1, size)
    ready = [
        try_text(database, row, stored, made_from)[0]
        for row, made_from, stored in waiting
        if isinstance(stored, RawEntry)
    ]
    write_texts(database, ready)
    return len(waiting)


def _many_texts(database: Database, go_on: GoOn, done: int) -> int:
    """Prepare the texts that wait in several processes; `done` came before."""
    return batches.prepare_texts(database, lambda more: go_on(done + more))


def _names(database: Database, size: int, go_on: GoOn, done: int, joiner: Joiner) -> int:
    """Find names, and when none are left to be found, correct some; `done` came before."""
    more = partial(_names_batch, database, size, go_on=lambda more: go_on(done + more), joiner=joiner)
    # What was found anew is corrected on the way: the other stage is for what stays as it was found.
    return more(_FIND) or more(corrections.STAGE)


def _names_batch(database: Database, size: int, stage: int, go_on: GoOn, joiner: Joiner) -> int:
    """Find, or only correct, the names of the newest articles that wait for it; return how many were done."""
    waiting = _waiting(database, stage, size)
    with database.read() as conn:
        followed = follows.known_names(conn)
    named: list[NamedText] = []
    read: list[Prose] = []
    for row, made_from, stored in waiting:
        with database.read() as conn:
            holding = corrections.holding_in(conn, row)
            known = texts.found_names(conn, row) if stage == corrections.STAGE else None
        if isinstance(stored, Article):
            when = stored.headline.published_at
            named.append(named_text(row, stored.prose, made_from, holding, followed, known, published=when))
            read.append(stored.prose)
        if not go_on(len(named)):
            break
    write_names(database, named)
    for one, prose in zip(named, read, strict=True):
        joiner.add(one.row, prose, one.names)
    return len(named)


def _waiting(database: Database, stage: int, size: int) -> list[tuple[int, int, Article | RawEntry]]:
    """Return the newest articles that wait at a stage: row, fingerprint, and what is to be worked on."""
    with database.read() as conn:
        rows = texts.queue_head(conn, stage, size)
    return [(row, *stored_text(database, row)[1:]) for row in rows]


def _queue_failed(database: Database) -> None:
    """Put what could not be made back on the queue where other versions may make it."""
    with database.read() as conn:
        # A look costs nothing; the write lock would be taken at every start.
        if not failures.are_any(conn):
            return
    with database.write() as conn:
        failures.try_again(conn, versions_of_work())


def _queue_older_names(database: Database) -> None:
    """Put the names that an older extractor found back on the queue, once for each version."""
    with database.read() as conn:
        if settings.setting(conn, _NAMES_DONE_BY) == str(entities.EXTRACTOR_VERSION):
            return
    with database.write() as conn:
        rekeying.rekey(conn, entities.current_key)
    row: int | None = 0
    while row is not None:
        with database.write() as conn:
            row = texts.queue_older_names(conn, entities.EXTRACTOR_VERSION, row, _OLDER_STEP)
    with database.write() as conn:
        # Last, so that a round that was cut off is begun again.
        settings.set_setting(conn, _NAMES_DONE_BY, str(entities.EXTRACTOR_VERSION))
