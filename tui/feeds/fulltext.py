"""One pass over the pages that are wanted: asked for with patience, read in processes, stored one by one.

    rule, saved ──▶ queue ──▶ ask ──▶ read ──▶ compare ──▶ write ──▶ tell
                    SQLite    two a host        one transaction a page

A page that is cut off on its way is on the queue still. What the feed gave is never replaced by less.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.errors import AlreadyRunning, ParseError, SourceError
from tui.feeds.comparing import compare
from tui.feeds.ending import raise_for, signals
from tui.feeds.wanted import queue_wanted
from tui.feeds.webpages import PAUSE_S, PageFetcher, PageRefused
from tui.model.events import SyncEvent, Tell
from tui.model.webpages import PageArticle, SiteRules
from tui.sources.address import host_of
from tui.store import fulltexts
from tui.store.connection import Database
from tui.store.fulltexts import WantedPage
from tui.store.times import to_seconds
from tui.system import log
from tui.system.locks import ANOTHER_FETCH, TEXTS, only_one

if TYPE_CHECKING:
    from tui.settings.config import Config

AT_ONCE: Final = 16
"""Pages on their way in all."""
AT_ONCE_A_HOST: Final = 2
_LOOK_EVERY_S: Final = 0.25
"""How often one looks whether the reader has asked for another page meanwhile."""
_WAITS_S: Final = (600, 3_600, 21_600)
"""After the first, second and third try that may do better later; the fourth is the last."""
_LONG_WAITS_S: Final = (86_400, 86_400, 259_200, 604_800)
"""After these where no server was reached: the reader may be without a network for days."""
_PATIENCE: Final = 6
"""So often a page waits as long as its host asks."""
_TRIES: Final = 3
"""So often a page is compared with a text that changes meanwhile."""
_ANOTHER: Final = f"{ANOTHER_FETCH}{{}}."
_STOPPED: Final = "It was stopped before all pages were fetched."


def run_texts(
    database: Database,
    config: Config,
    clock: Callable[[], datetime],
    tell: Tell,
    *,
    rows: Collection[int] | None = None,
    pause_s: float = PAUSE_S,
) -> SyncEvent:
    """Fetch the pages that are wanted, all or some; see `FullTextsDesk.fetch`.

    In the main thread SIGINT and SIGTERM end it early. Raises AlreadyRunning and StoreErrors.
    """
    log.capture()
    ended = _one_pass(database, config, clock, tell, rows, pause_s)
    with suppress(AlreadyRunning):
        # Who asked while the right to fetch was taken has left it to us: looked at once it is free.
        while asked := _asked_meanwhile(database, clock):
            more = _one_pass(database, config, clock, tell, asked, pause_s)
            ended = replace(
                more,
                new=ended.new + more.new,
                done=ended.done + more.done,
                failures=ended.failures + more.failures,
            )
    return ended


def _one_pass(
    database: Database,
    config: Config,
    clock: Callable[[], datetime],
    tell: Tell,
    rows: Collection[int] | None,
    pause_s: float,
) -> SyncEvent:
    with only_one(database.path, TEXTS, _ANOTHER):
        work = _Pass(database, config, clock, tell, rows, pause_s)
        ended = asyncio.run(work.run())
    raise_for(work.stopped_by)
    return ended


def _asked_meanwhile(database: Database, clock: Callable[[], datetime]) -> list[int]:
    """Return the pages that the reader waits for."""
    with database.read() as conn:
        found = fulltexts.due(conn, to_seconds(clock()), least=fulltexts.PRIORITIES["key"])
    return [page.row for page in found]


@dataclass(slots=True)
class _Host:
    """What is known of a host in this pass."""

    under_way: int = 0
    next_at: float = 0.0
    """A moment of `time.monotonic` before which it is not asked."""
    closed_until: int = 0
    """A moment, UTC seconds, before which it wants to be left alone."""


class _Pass:
    """One pass at work."""

    def __init__(
        self,
        database: Database,
        config: Config,
        clock: Callable[[], datetime],
        tell: Tell,
        rows: Collection[int] | None,
        pause_s: float,
    ) -> None:
        self._database = database
        self._config = config
        self._clock = clock
        self._tell = tell
        self._only = None if rows is None else frozenset(rows)
        self._pause_s = pause_s
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._under_way: dict[asyncio.Task[None], WantedPage] = {}
        self._waiting: tuple[WantedPage, ...] = ()
        self._looked_at = 0.0
        self._done = 0
        self._failures: list[tuple[str, str]] = []
        self._fetched = 0
        self._stopping = asyncio.Event()
        self.stopped_by: int | None = None
        """The signal that ended the pass; None where it came to its own end."""

    async def run(self) -> SyncEvent:
        """Fetch until nothing is due; return what was told last."""
        if self._only is None:
            queue_wanted(self._database, self._config, self._now())
        with ThreadPoolExecutor(1, "texts") as self._thread:
            async with PageFetcher(self._config, pause_s=self._pause_s) as self._pages:
                with signals(self._stop):
                    try:
                        await self._fetch_all()
                    finally:
                        for task in self._under_way:
                            task.cancel()
                        await asyncio.gather(*self._under_way, return_exceptions=True)
        ended = SyncEvent(
            "texts",
            new=self._fetched,
            done=self._done,
            total=self._done + len(self._waiting),
            error=None if self.stopped_by is None else _STOPPED,
            failures=tuple(self._failures),
        )
        if self._done or self.stopped_by is not None:
            self._tell(ended)
        return ended

    def _stop(self, number: int) -> None:
        self.stopped_by = self.stopped_by or number
        self._stopping.set()

    def _now(self) -> int:
        return to_seconds(self._clock())

    # ── whose turn it is ──────────────────────────────────────────────────────────────────────

    async def _fetch_all(self) -> None:
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                saw_all = self._look()
                self._start()
                if not self._under_way and not self._waiting:
                    if saw_all:
                        return
                    continue  # what was left was of hosts that want to be left alone, and others' may be due
                await asyncio.wait(
                    {*self._under_way, stopping},
                    timeout=self._pause_until_next(),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                for task in [task for task in self._under_way if task.done()]:
                    del self._under_way[task]
                    task.result()
        finally:
            stopping.cancel()

    def _look(self) -> bool:
        """See what the reader waits for, and now and then all on the queue; tell whether it was all."""
        is_time = not self._waiting or time.monotonic() >= self._looked_at + _LOOK_EVERY_S
        with self._database.read() as conn:
            found = fulltexts.due(conn, self._now(), least=0 if is_time else fulltexts.PRIORITIES["key"])
        if is_time:
            self._looked_at = time.monotonic()
        known = () if is_time else self._waiting
        self._waiting = self._to_be_asked((*found, *known))
        return is_time

    def _to_be_asked(self, pages: Iterable[WantedPage]) -> tuple[WantedPage, ...]:
        """Return each of the pages once that is not under way, and that this pass is for."""
        busy = {page.row for page in self._under_way.values()}
        by_row = {page.row: page for page in pages}
        return tuple(
            page
            for row, page in by_row.items()
            if row not in busy and (self._only is None or row in self._only)
        )

    def _start(self) -> None:
        left: list[WantedPage] = []
        for page in self._waiting:
            host = self._hosts[host_of(page.url)]
            if host.closed_until > self._now():
                continue  # it is put off in the database too
            free = len(self._under_way) < AT_ONCE and host.under_way < AT_ONCE_A_HOST
            if not free or time.monotonic() < host.next_at:
                left.append(page)
                continue
            host.under_way += 1
            host.next_at = time.monotonic() + self._pause_s
            self._under_way[asyncio.create_task(self._fetch(page, host))] = page
        self._waiting = tuple(left)

    def _pause_until_next(self) -> float:
        """Return for how long there is nothing to be started, at most."""
        moments = [self._hosts[host_of(page.url)].next_at for page in self._waiting]
        return (
            max(0.005, min(_LOOK_EVERY_S, *(at - time.monotonic() for at in moments)))
            if moments
            else _LOOK_EVERY_S
        )

    # ── one page ──────────────────────────────────────────────────────────────────────────────

    async def _fetch(self, page: WantedPage, host: _Host) -> None:
        try:
            reason = await self._reason_or_none(page)
        finally:
            host.under_way -= 1
            host.next_at = max(host.next_at, time.monotonic() + self._pause_s)
        self._done += 1
        if reason is None:
            self._fetched += 1
        else:
            self._failures.append((page.headline, reason))
            log.info("a page gave no text", article=page.article, why=reason)
        self._tell(
            SyncEvent(
                "text",
                feed_id=page.feed,
                feed=page.feed_title,
                article=page.article,
                changed=int(reason is None),
                done=self._done,
                total=self._done + len(self._waiting) + len(self._under_way) - 1,
                error=reason,
            )
        )

    async def _reason_or_none(self, page: WantedPage) -> str | None:
        """Fetch a page and store what came of it; return why it brought nothing, None where it did."""
        try:
            found = await self._pages.fetch_page(page.url, page.feed_url, self._rules(page))
        except SourceError as error:
            return await self._write(self._write_failure, page, error)
        return await self._write(self._write_page, page, found)

    def _rules(self, page: WantedPage) -> SiteRules:
        """Return what the reader says of the pages of a feed."""
        settings = self._config.for_feed(page.feed_url)
        return SiteRules(settings.fulltext_keep or "", settings.fulltext_drop or "")

    async def _write(self, write: Callable[..., str | None], page: WantedPage, what: object) -> str | None:
        # One thread: SQLite has one writer, and its connection belongs to a thread.
        return await asyncio.get_running_loop().run_in_executor(self._thread, write, page, what)

    def _write_failure(self, page: WantedPage, error: SourceError) -> str:
        now = self._now()
        asked_s = error.retry_after_s if isinstance(error, PageRefused) and error.again else None
        wait_s = _wait_s(error, page.attempts)
        again_at = None if wait_s is None else now + wait_s
        host = host_of(page.url)
        with self._database.write() as conn:
            if asked_s is not None:
                self._hosts[host].closed_until = now + asked_s
                # All that is due, and not what is looked at alone: it would stand before others' pages.
                while others := [one.row for one in fulltexts.due(conn, now) if host_of(one.url) == host]:
                    fulltexts.put_off(conn, others, now + asked_s)
            fulltexts.write_failure(conn, page.row, str(error), now, again_at)
        return str(error)

    def _write_page(self, page: WantedPage, found: PageArticle) -> str | None:
        """Show a page's text, unless it has less than what is there."""
        for _ in range(_TRIES):
            with self._database.read() as conn:
                own = fulltexts.own_text(conn, page.row)
            if own is None:
                return "The story is not on the queue any more."
            page_text, reason = compare(page.row, own, found)
            with self._database.write() as conn:
                if reason is None:
                    if fulltexts.write_page(conn, page_text, self._now()):
                        return None
                    continue  # the feed has changed it meanwhile
                if own.page_words and page_text.own_words > own.page_words:
                    fulltexts.show_own(conn, page.row, self._now(), reason)
                else:
                    fulltexts.write_failure(conn, page.row, reason, self._now(), None)
                return reason
        changing = "Its feed changes the story faster than its page can be read."
        return self._write_failure(page, PageRefused(changing, again=True))


def _wait_s(error: SourceError, attempts: int) -> int | None:
    """Return after how many seconds a page is asked for again; None: never, for it will not be there."""
    asked_s: int | None = None
    waits: tuple[int, ...] = _WAITS_S
    match error:
        case PageRefused(again=True):
            asked_s = error.retry_after_s
        case PageRefused() | ParseError():
            return None
        case _:  # nobody was reached
            waits += _LONG_WAITS_S
    if asked_s is not None:
        # However politely a host asks for patience, some day it is enough.
        return asked_s if attempts < _PATIENCE else None
    return int(waits[attempts] * random.uniform(0.8, 1.2)) if attempts < len(waits) else None
