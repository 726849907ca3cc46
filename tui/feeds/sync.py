"""One pass over the feeds: asked all at once, read in processes of their own, stored a small batch at a time.

    subscriptions ──▶ ask ──▶ parse ──▶ write ──▶ tell
                      many    a few     one

How a feed is asked is its transport's affair (`transport.py`).

A feed's articles and the note of its answer are written in one transaction, so whatever is cut off
is asked for again next time, and nothing is there twice.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from tui.errors import ConfigError, FetchError, ParseError
from tui.feeds import schedule
from tui.feeds.ending import raise_for, signals
from tui.feeds.transport import Pass, Transports
from tui.feeds.writing import FeedAnswer, store_answers
from tui.model.events import SyncEvent, Tell, Which
from tui.model.ids import FeedId
from tui.settings.config import EVERY_FEED
from tui.sources.turns import AT_ONCE, AT_ONCE_A_HOST
from tui.sources.workers import WorkPool
from tui.store import subscriptions
from tui.store.articles import known_words
from tui.store.connection import Database
from tui.store.deliveries import ReadFeed
from tui.store.subscriptions import Subscription
from tui.store.times import to_seconds
from tui.system import log
from tui.system.lazily import Lazy
from tui.system.locks import ANOTHER_SYNC, SYNC, only_one
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.settings.config import Config

if TYPE_CHECKING:
    from tui.feeds import wanted
else:  # loaded when first used: whoever starts should not wait for them
    wanted = Lazy("tui.feeds.wanted")

_LAST_WORDS_S: Final = 1.0
"""How long what has been read may still be written once the sync is told to stop."""
_MOMENT_S: Final = 0.02
"""How long what is to be written waits for more."""
_READ: Final = "tui.preparing.worker:read_answer"
"""What the parsing processes do."""
_RUNNING: Final = f"{ANOTHER_SYNC}{{}}; it brings the same news."
_STOPPED: Final = "The sync was stopped before it was done."


def run_sync(
    database: Database,
    config: Config,
    clock: Callable[[], datetime],
    tell: Tell,
    *,
    feeds: Sequence[FeedId] | None = None,
    which: Which = "open",
) -> SyncEvent:
    """Ask feeds for what is new; see `Library.sync`.

    In the main thread SIGINT and SIGTERM end it early: what was read is written, then KeyboardInterrupt
    or SystemExit is raised. Raises AlreadyRunning and StoreErrors.
    """
    if why := config.refusal(EVERY_FEED):
        raise ConfigError(f"No feed is asked before it is clear how: {why}")
    with only_one(database.path, SYNC, _RUNNING):
        now = to_seconds(clock())
        with database.read() as conn:
            chosen = _of_which(subscriptions.askable(conn), which, config, now) if feeds is None else ()
            asked = chosen if feeds is None else subscriptions.named(conn, feeds)
        ended = run_pass(database, config, now, tell, asked)
        # Whose pages are wanted is known at once; another process, or the next step of this one, has them.
        wanted.queue_wanted(database, config, now)
    return ended


def sync_new(database: Database, config: Config, now: int, feed: FeedId, answer: object | None) -> None:
    """Store what a new feed has, `answer` where it was asked already; also while a sync is under way."""
    with database.read() as conn:
        asked = subscriptions.named(conn, [feed])
    run_pass(database, config, now, lambda _: None, asked, {} if answer is None else {feed: answer})


def run_pass(
    database: Database,
    config: Config,
    now: int,
    tell: Tell,
    feeds: Sequence[Subscription],
    answers: Mapping[FeedId, object] | None = None,
) -> SyncEvent:
    """Ask these feeds, without asking whether another sync is at it; `answers` are there already."""
    log.capture()
    work = _Pass(database, config, now, tell, tuple(feeds), answers or {})
    ended = asyncio.run(work.run())
    raise_for(work.stopped_by)
    return ended


def _first_of(error: Exception) -> Exception:
    """Return the first of several errors that came at once: one is what can be told in a line."""
    if isinstance(error, ExceptionGroup):
        several = cast("ExceptionGroup[Exception]", error)
        return _first_of(several.exceptions[0])
    return error


def _of_which(
    feeds: Sequence[Subscription], which: Which, config: Config, now: int
) -> tuple[Subscription, ...]:
    match which:
        case "all":
            return tuple(feeds)
        case "open":
            return tuple(feed for feed in feeds if not subscriptions.is_held(feed, now))
        case "due":
            due = (feed for feed in feeds if subscriptions.is_due(feed, now))
            return tuple(feed for feed in due if config.for_feed(feed.url).interval_minutes)


class _Pass:
    """One sync at work."""

    def __init__(
        self,
        database: Database,
        config: Config,
        now: int,
        tell: Tell,
        feeds: tuple[Subscription, ...],
        answers: Mapping[FeedId, object],
    ) -> None:
        self._database = database
        self._config = config
        self._now = now
        self._tell = tell
        self._feeds = feeds
        self._answers = answers
        self._waiting: asyncio.Queue[FeedAnswer | None] = asyncio.Queue()
        self._free = asyncio.Semaphore(AT_ONCE)
        """Room for feeds on their way, from the question to the database."""
        self._lanes: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE_A_HOST))
        self._write_until = float("inf")
        """A moment of `time.monotonic` after which no more is written."""
        self._sums = _Sums(len(feeds))
        self.stopped_by: int | None = None
        """The signal that ended the pass; None where it came to its own end."""

    async def run(self) -> SyncEvent:
        """Ask, read, write and tell; return what was told last."""
        self._tell(SyncEvent("started", total=len(self._feeds)))
        async with (
            WorkPool(_READ, ReadFeed) as pool,
            Transports(Pass(self._config, self._now, pool, self._known)) as transports,
        ):
            asking = asyncio.create_task(self._ask_all(transports))
            writing = asyncio.create_task(self._write_all())
            with signals(lambda number: self._stop(number, asking)):
                try:
                    await asyncio.wait((asking, writing), return_when=asyncio.FIRST_EXCEPTION)
                finally:
                    # Both are cancelled and awaited, or one of them would outlive the loop.
                    asking.cancel()
                    writing.cancel()
                    outcomes = await asyncio.gather(asking, writing, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise _first_of(outcome)
        ended = self._sums.finished(None if self.stopped_by is None else _STOPPED)
        self._tell(ended)
        return ended

    def _stop(self, number: int, asking: asyncio.Task[None]) -> None:
        """End early: ask no more, and write what has been read."""
        self.stopped_by = self.stopped_by or number
        # A second ctrl+c does not begin another second.
        self._write_until = min(self._write_until, time.monotonic() + _LAST_WORDS_S)
        asking.cancel()

    # ── asking ────────────────────────────────────────────────────────────────────────────────

    async def _ask_all(self, transports: Transports) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for feed in self._feeds:
                    group.create_task(self._ask(feed, transports))
        finally:
            # However asking ends, writing must hear of it.
            self._waiting.put_nowait(None)

    async def _ask(self, feed: Subscription, transports: Transports) -> None:
        """Ask one feed and read its answer; what goes wrong is an outcome."""
        try:
            transport = await transports.of(feed)
        except FetchError as error:
            # Also for what is not asked: what writes lets go of one for each answer.
            await self._free.acquire()
            self._take(self._failed(feed, error))
            return
        # The lane first: a host that is slow would hold room that others could use.
        async with self._lanes[transport.lane(feed)]:
            await self._free.acquire()
            try:
                answered = await transport.ask(feed, self._answers.get(feed.id))
            except (FetchError, ParseError) as error:
                answered = self._failed(feed, error)
            self._take(answered)

    def _failed(self, feed: Subscription, error: Exception) -> FeedAnswer:
        return FeedAnswer(feed, schedule.failure(feed, str(error), self._now, random.random()))

    def _take(self, answered: FeedAnswer) -> None:
        if answered.outcome.error is not None:
            log.warning("a feed gave nothing", feed=answered.feed.id, why=answered.outcome.error)
        self._waiting.put_nowait(answered)

    def _known(self, feed: Subscription) -> tuple[dict[int, int], bytes]:
        """Return what a feed has delivered before, so that the parsing process passes it over."""
        # A first sync of a thousand feeds need not ask the database for nothing a thousand times.
        if not feed.has_answered:
            return {}, b""
        with self._database.read() as conn:
            return known_words(conn, feed.id), subscriptions.sent_before(conn, feed.id)

    # ── writing ───────────────────────────────────────────────────────────────────────────────

    async def _write_all(self) -> None:
        """Write what comes and tell of it, until nothing more does."""
        loop = asyncio.get_running_loop()
        # One thread: SQLite has one writer, and its connection belongs to a thread.
        with ThreadPoolExecutor(1, "writer") as thread:
            more = True
            while more:
                waiting = await self._gathered()
                answers = [answered for answered in waiting if answered is not None]
                more = len(answers) == len(waiting)
                await loop.run_in_executor(
                    thread, store_answers, self._database, answers, self._now, self._write_until
                )
                for answered in answers:
                    self._free.release()
                    if answered.is_stored:
                        self._tell(self._sums.count(answered))

    async def _gathered(self) -> list[FeedAnswer | None]:
        """Return what waits to be written; of what takes writing, all that comes within a moment.

        The index of all that is stored changes here and there with each entry, so that many entries
        in one transaction cost much less than a few in each of many.
        """
        waiting = [await self._waiting.get()]
        is_much = waiting[0] is not None and waiting[0].document is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOMENT_S if is_much else 0):
                while waiting[-1] is not None:
                    waiting.append(await self._waiting.get())
        return waiting


class _Sums:
    """What a pass has come to so far."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._new = self._changed = 0
        self._failures: list[tuple[str, str]] = []

    def count(self, answered: FeedAnswer) -> SyncEvent:
        """Add one feed; return what is to be told of it."""
        error, title = answered.outcome.error, _title(answered)
        self._done += 1
        self._new += answered.new
        self._changed += answered.changed
        if error is not None:
            self._failures.append((title, error))
        return SyncEvent(
            "feed" if error is None else "failed",
            feed_id=answered.feed.id,
            feed=title,
            new=answered.new,
            changed=answered.changed,
            done=self._done,
            total=self._total,
            error=error,
        )

    def finished(self, error: str | None) -> SyncEvent:
        """Return what is to be told at the end; `error` where it came early."""
        return SyncEvent(
            "finished",
            new=self._new,
            changed=self._changed,
            done=self._done,
            total=self._total,
            error=error,
            failures=tuple(self._failures),
        )


def _title(answered: FeedAnswer) -> str:
    """Return what a feed is called: by the title that it has just stated, if it had none before."""
    feed = answered.feed
    return clean_line(answered.outcome.title or "") or feed.title if feed.title == feed.url else feed.title
