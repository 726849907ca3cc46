"""One pass over the pages that are wanted: asked for with patience, read in processes, stored one by one.

    rule, saved ──▶ queue ──▶ ask ──▶ read ──▶ compare ──▶ write ──▶ tell
                    SQLite    two a host        one transaction a page

A page that is cut off on its way is on the queue still. What the feed gave is never replaced by less.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.errors import AlreadyRunning, FetchError, ParseError, SourceError
from tui.feeds.ending import raise_for, signals
from tui.feeds.wanted import queue_wanted
from tui.feeds.webpages import PAUSE_S, PageFetcher, PageRefused
from tui.model.entries import Enclosure, RawEntry
from tui.model.events import SyncEvent, Tell
from tui.model.prose import plain_text
from tui.model.webpages import PageArticle, SiteRules
from tui.preparing.worker import read_entry
from tui.prose.html import MAX_CHARACTERS
from tui.prose.pictures import is_picture
from tui.sources.address import host_of
from tui.store import fulltexts
from tui.store.connection import Database
from tui.store.fulltexts import FetchedPage, OwnText, WantedPage
from tui.store.times import to_seconds
from tui.system import log
from tui.system.locks import TEXTS, only_one
from tui.text.folding import fold
from tui.text.weblinks import web_link
from tui.text.wordcount import count_words

if TYPE_CHECKING:
    from tui.settings.config import Config

AT_ONCE: Final = 16
"""Pages on their way in all."""
AT_ONCE_A_HOST: Final = 2
_LOOK_EVERY_S: Final = 0.25
"""How often one looks whether the reader has asked for another page meanwhile."""
_WAITS_S: Final = (600, 3_600, 21_600)
"""After the first, second and third try that may do better later; the fourth is the last."""
_TRIES: Final = 3
"""So often a page is compared with a text that changes meanwhile."""
_WORD: Final = re.compile(r"\w+")
_COMPARED: Final = 2_000
"""Characters of what a feed gives of a story that are looked for on its page."""
_TELLING: Final = 6
"""Words of headline and text that have to be known to tell whether a page is about the same story."""
_IN_COMMON: Final = 0.2
"""The least share of them that the story's page has as well."""
_ANOTHER: Final = "Another process{} fetches the pages of stories."
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
        found = fulltexts.due(conn, to_seconds(clock()))
    return [page.row for page in found if page.priority == fulltexts.PRIORITIES["key"]]


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
                self._look()
                self._start()
                if not self._under_way and not self._waiting:
                    return
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

    def _look(self) -> None:
        """See what is on the queue now; the reader may have asked for more."""
        busy = {page.row for page in self._under_way.values()}
        with self._database.read() as conn:
            found = fulltexts.due(conn, self._now())
        self._waiting = tuple(
            page for page in found if page.row not in busy and (self._only is None or page.row in self._only)
        )

    def _start(self) -> None:
        left: list[WantedPage] = []
        for page in self._waiting:
            host = self._hosts[host_of(page.url)]
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
            reason = await self._reason_or_none(page, host)
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

    async def _reason_or_none(self, page: WantedPage, host: _Host) -> str | None:
        """Fetch a page and store what came of it; return why it brought nothing, None where it did."""
        try:
            if host.closed_until > self._now():
                raise PageRefused(
                    f"{host_of(page.url)} wants to be left alone for now.",
                    again=True,
                    retry_after_s=host.closed_until - self._now(),
                )
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
        again, asked_s = _may_ask_again(error)
        again_at = None
        if again and (asked_s is not None or page.attempts < len(_WAITS_S)):
            usual_s = _WAITS_S[min(page.attempts, len(_WAITS_S) - 1)] * random.uniform(0.8, 1.2)
            again_at = now + (asked_s if asked_s is not None else int(usual_s))
        if page.attempts >= 2 * len(_WAITS_S):
            again_at = None  # however politely its host asks for patience
        host = host_of(page.url)
        with self._database.write() as conn:
            if asked_s is not None:
                self._hosts[host].closed_until = now + asked_s
                others = [other.row for other in self._waiting if host_of(other.url) == host]
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
            page_text, reason = _compared(page.row, own, found)
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


def _may_ask_again(error: SourceError) -> tuple[bool, int | None]:
    """Return whether a page may be there later, and how long its host wants to be left alone."""
    match error:
        case PageRefused():
            return error.again, error.retry_after_s if error.again else None
        case ParseError():
            return False, None
        case _:
            return isinstance(error, FetchError), None


def with_page(own: RawEntry, page: PageArticle) -> RawEntry:
    """Return an entry with a page's text for its own, and what the page says where it said nothing."""
    return replace(
        own,
        content=page.markup,
        content_form="html",
        base_url=page.url,
        dek=own.dek or page.dek,
        authors=own.authors or page.authors,
        published_at=own.published_at or (None if own.published_stated else page.published_at),
        language=own.language or page.language,
        enclosures=(*own.enclosures, *_main_picture(own, page)),
    )


def _main_picture(own: RawEntry, page: PageArticle) -> Iterator[Enclosure]:
    """Yield the picture that a page says it has, where there is none in its text and none of the feed's."""
    url = web_link(page.picture or "", page.url)
    if url and "<img" not in page.markup and not any(map(is_picture, own.enclosures)):
        yield Enclosure(url, "image/*")


class _Compared(NamedTuple):
    """A page beside what its feed gave."""

    page: FetchedPage
    reason: str | None
    """Why the page's text is not shown; None where it is."""


def _compared(row: int, own: OwnText, found: PageArticle) -> _Compared:
    entry = with_page(own.entry, found)
    given = plain_text(read_entry(own.entry).sections)
    # An entry without a text of its own is read from its summary: not so one whose page has none.
    there = plain_text(read_entry(entry).sections) if entry.content.strip() else ""
    own_words, words = count_words(given), count_words(there)
    problem = found.problem
    if len(found.markup) > MAX_CHARACTERS:
        problem = problem or "It is longer than what is read of a page."
    reason = None
    if not words:
        reason = problem or "No article could be found on its page."
    elif words < own_words:
        reason = problem or f"Its page has {words:,} words, and its feed gives {own_words:,}."
    elif not _is_about(f"{own.entry.title} {given}", f"{found.title or ''} {there}"):
        reason = problem or "What stands on its page is not this story."
    return _Compared(FetchedPage(row, entry, own.shown_from, found.url, words, own_words, problem), reason)


def _is_about(given: str, there: str) -> bool:
    """Whether a page has something of the words that its feed gives of the story."""
    known = _telling_words(given[:_COMPARED])
    return len(known) < _TELLING or len(known & _telling_words(there)) >= _IN_COMMON * len(known)


def _telling_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if len(word) > 3}
