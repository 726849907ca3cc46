"""What other processes do for the open reader: preparing, syncing, fetching stories' pages, subscribing.

The screen's process fetches and parses nothing. Each errand is a process of ours whose lines one
thread reads and hands to the screen as messages; leaving the reader ends them all.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from textual.message import Message

from tui.errors import DatelineError
from tui.system.child import Child, Preparation, our_python
from tui.system.locks import ANOTHER_FETCH, ANOTHER_SYNC, TEXTS, is_taken

if TYPE_CHECKING:
    from tui.library.frontdesk import Library

ADD_WITHIN_S = 60
TOLD_EVERY_S = 0.25
"""How often the status line says how far it is: drawing costs what keys could have."""
_PATIENCE_S = 10
"""So long preparation is put off for a sync; what takes longer waits for slow servers."""
_CUT_SHORT = "Not all pages of stories were fetched: that ended early."
_LOOK_AGAIN_S = 2.0
"""How often one looks whether another process has fetched the pages that one waits for."""
UNASKED = ("--due",)
"""The feeds of a sync that nobody asked for."""


@dataclass
class Waiting(Message):
    """So many articles still wait to be prepared."""

    count: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Waiting)


@dataclass
class Syncing(Message):
    """A sync has got so far."""

    done: int
    total: int
    new: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Syncing)


@dataclass
class Synced(Message):
    """A sync has ended."""

    new: int
    asked: int
    failures: tuple[tuple[str, str], ...]
    error: str = ""
    """Why it could not be done at all."""
    is_asked: bool = True
    """Whether the reader asked for it; else only what is news is told."""


@dataclass
class FetchingTexts(Message):
    """So many pages of stories were asked for, of so many."""

    done: int
    total: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, FetchingTexts)


@dataclass
class TextFetched(Message):
    """A story's page was asked for."""

    article: str
    """Its id; empty where another process fetches, and does not tell whose page it has."""
    reason: str = ""
    """Why it brought nothing."""


@dataclass
class TextsFetched(Message):
    """No page waits to be fetched any more."""

    new: int
    failures: tuple[tuple[str, str], ...] = ()
    """The headline of each story whose page brought nothing, and why."""
    error: str = ""
    """Why it could not be done, or not to its end."""


@dataclass
class FeedAdded(Message):
    """Subscribing has ended: with a feed, with several to choose from, or with the reason why not."""

    url: str
    feed_id: int | None = None
    title: str = ""
    is_new: bool = True
    """Whether one was not subscribed to it before."""
    choices: tuple[tuple[str, str, str], ...] = ()
    """Address, title and kind of each feed that a page offers."""
    error: str = ""
    """Why not; empty, with nothing else, where the reader thought better of it."""


@dataclass
class SeedsRead(Message):
    """Seed files were read, and brought stories."""

    new: int


@dataclass
class Noticed(Message):
    """The process behind the screen has something to say that the reader should know."""

    words: str


@dataclass
class Troubled(Message):
    """Something behind the screen failed."""

    words: str


class Errands:
    """The processes that work for one reader."""

    def __init__(self, library: Library, tell: Callable[[Message], object]) -> None:
        """`tell` is given what there is to say, in whatever thread."""
        self._library = library
        self._tell = tell
        self.preparation: Preparation | None = None
        self._is_followed = False
        """Whether a thread follows the preparation, and will look for wishes when that has ended."""
        self._is_wished = False
        """Whether anybody has wished for preparation since it was last started."""
        self._sync: Child | None = None
        self._turn = threading.Lock()
        self._quiet = threading.Event()
        """Set while no sync is under way."""
        self._quiet.set()
        self._stopped = threading.Event()
        self._next: tuple[str, ...] | None = None
        """What is to be synced after the sync that is under way."""
        self._texts: Child | None = None
        self._are_texts_wished = False
        """Whether anybody has wished for pages since one last looked whether any waits."""
        self._is_fetching = False
        """Whether a thread follows the fetching of stories' pages, and looks for more when it has ended."""
        self._adding: subprocess.Popen[str] | None = None
        self._failing: set[str] = set()
        """Titles of feeds of which was told that they fail."""
        self._told: set[str] = set()
        """Why unasked syncs could not be done, as told before."""

    # ── preparing ─────────────────────────────────────────────────────────────────────────────

    def catch_up(self) -> None:
        """Have seed files that have changed read, what waits prepared, and the database looked after.

        For a thread of its own.
        """
        if self._anything_waits():
            self.prepare()

    def prepare(self) -> None:
        """Have what waits prepared, and follow it. For a thread of its own.

        A sync of ours that is under way is waited for, if it does not take long: it wants the processors.
        A process that is there already may have looked at the queue for the last time: who follows it looks
        again once it has ended.
        """
        # Preparing takes both processors, and a sync brings what is to be prepared next.
        self._quiet.wait(_PATIENCE_S)
        with self._turn:
            self._is_wished = True
            # One process does it all; the wish was noted, and is looked at when that ends.
            if self._is_followed:
                return
            self._is_followed = True
        while self._start_preparation():
            assert self.preparation is not None
            self.preparation.follow(self._waiting, self._seeds_read, self._noticed)

    def _start_preparation(self) -> bool:
        """Start the process if anybody wished for it and something waits; returns whether it was."""
        while True:
            with self._turn:
                is_wished, self._is_wished = self._is_wished, False
                if self._stopped.is_set() or not is_wished:
                    self._is_followed = False
                    return False
            if self._anything_waits():
                with self._turn, suppress(OSError):  # what is opened is prepared in this process then
                    self.preparation = Preparation()
                    return True

    def _anything_waits(self) -> bool:
        """Whether anything waits: to be prepared, to be read, or the database to be looked after."""
        library = self._library
        try:
            return (
                library.counts().queue > 0
                or library.seeds_have_changed()
                or library.has_older_rows()
                or library.is_checkup_due()
            )
        except DatelineError as error:
            self._tell(Troubled(str(error)))
            return False

    def _noticed(self, words: str) -> None:
        self._tell(Noticed(words))

    def _seeds_read(self, new: int, failures: Sequence[str]) -> None:
        for words in failures:
            self._tell(Troubled(words))
        if new:
            self._tell(SeedsRead(new))

    def _waiting(self, left: int) -> None:
        self._tell(Waiting(left))

    # ── feeds ─────────────────────────────────────────────────────────────────────────────────

    @property
    def is_syncing(self) -> bool:
        """Whether a sync of ours is under way."""
        return not self._quiet.is_set()

    def sync(self, feeds: tuple[str, ...] = ()) -> None:
        """Sync these feeds, or all, or with `--due` what is due, and follow it. For a thread of its own.

        What the reader asks for while another sync is under way is done after it.
        """
        with self._turn:
            if self.is_syncing:
                # The timer's sync may fall away; what the reader has asked for may not.
                self._next = self._next if feeds == UNASKED else feeds
                return
            self._quiet.clear()
        todo: tuple[str, ...] | None = feeds
        while todo is not None:
            ended = self._run_sync(todo)
            with self._turn:
                todo, self._next = self._next, None
                if todo is None:
                    self._quiet.set()
            self._tell(ended)
        self.prepare()

    def sync_if_due(self) -> None:
        """Sync the feeds whose time has come; what is wrong with the configuration was told at the start."""
        with suppress(DatelineError):
            if self._library.has_due_feeds():
                self.sync(UNASKED)

    def _run_sync(self, feeds: tuple[str, ...]) -> Synced:
        is_asked = feeds != UNASKED
        try:
            self._sync = Child(our_python("tui.__main__", "sync", "--events", "json", *feeds))
        except OSError as error:
            return Synced(0, 0, (), f"The sync could not be started: {error}", is_asked)
        return self._follow(self._sync, is_asked)

    def _follow(self, sync: Child, is_asked: bool) -> Synced:
        """Show how far a sync has got until it ends; return what it came to."""
        ended = Synced(0, 0, (), "The sync ended before it was done.", is_asked)
        # Copied: what fails during this sync is added to the other.
        known, new, told_at = set(self._failing), 0, 0.0
        for event in sync.events():
            kind, title = event.get("kind"), str(event.get("feed") or "")
            if kind == "finished":
                ended = _finished(event, new, is_asked)
            elif "done" in event:
                new += _number(event, "new")
                (self._failing.add if kind == "failed" else self._failing.discard)(title)
                if time.monotonic() >= told_at + TOLD_EVERY_S:
                    told_at = time.monotonic()
                    done, total = _number(event, "done"), _number(event, "total")
                    self._tell(Syncing(done, total, new))
        return ended if is_asked else self._only_news(ended, known)

    def _only_news(self, ended: Synced, known: set[str]) -> Synced:
        """Leave out of an unasked sync's end what was told before, and that somebody else is at it."""
        error = ended.error
        # Two readers, or one and a cron job: that the other is at it is no trouble.
        if error.startswith(ANOTHER_SYNC) or error in self._told:
            error = ""
        self._told.add(error)
        failures = tuple(failure for failure in ended.failures if failure[0] not in known)
        return Synced(ended.new, ended.asked, failures, error, is_asked=False)

    # ── pages of stories ──────────────────────────────────────────────────────────────────────

    def fetch_texts(self) -> None:
        """Have the pages fetched that wait for it, and follow that. For a thread of its own.

        What is asked for meanwhile is on the queue: the process that is at it takes it, or else the next.
        """
        with self._turn:
            self._are_texts_wished = True
            if self._is_fetching:
                return
            self._is_fetching = True
        while self._start_texts():
            assert self._texts is not None
            ended = self._follow_texts(self._texts)
            if ended.error.startswith(ANOTHER_FETCH):
                self._are_texts_wished = True  # that one has them, or leaves them to us
            else:
                self._tell(ended)
        self.prepare()

    def _start_texts(self) -> bool:
        """Start the process if anybody wished for it and a page waits; returns whether it was.

        While another process fetches nothing is started: that one takes what is asked for.
        """
        while True:
            with self._turn:
                is_wished, self._are_texts_wished = self._are_texts_wished, False
                if self._stopped.is_set() or not is_wished:
                    self._is_fetching = False
                    return False
            if not self._any_text_waits():
                continue
            if not is_taken(self._library.database.path, TEXTS):
                with suppress(OSError):  # what waits, waits on: it is fetched another time
                    self._texts = Child(our_python("tui.__main__", "fulltext", "--events", "json"))
                    return True
            self._are_texts_wished = True
            self._tell(TextFetched(""))
            self._stopped.wait(_LOOK_AGAIN_S)

    def _any_text_waits(self) -> bool:
        try:
            return self._library.full_texts.waiting() > 0
        except DatelineError:  # whoever draws a list tells that the database cannot be read
            return False

    def _follow_texts(self, child: Child) -> TextsFetched:
        """Show how far it has got, and each page that was asked for; return what it came to."""
        ended, told_at = TextsFetched(0), 0.0
        for event in child.events():
            why = str(event.get("error") or "")
            match event.get("kind"):
                case "text":
                    ended = replace(ended, new=ended.new + (not why), error=_CUT_SHORT)
                    self._tell(TextFetched(str(event.get("article") or ""), why))
                    if time.monotonic() >= told_at + TOLD_EVERY_S:
                        told_at = time.monotonic()
                        self._tell(FetchingTexts(_number(event, "done"), _number(event, "total")))
                case "texts":
                    ended = replace(ended, failures=(*ended.failures, *_failures(event)), error=why)
                case _:
                    pass
        return ended

    @property
    def is_adding(self) -> bool:
        """Whether a feed is being looked for."""
        return self._adding is not None

    def add(self, url: str, *, all_offered: bool = False) -> None:
        """Subscribe to a feed, or to what a page offers. For a thread of its own."""
        if self._adding is None:
            self._tell(self._added(url, all_offered))
            self.prepare()

    def stop_adding(self) -> None:
        """Look for the feed no longer."""
        if self._adding is not None:
            self._adding.terminate()

    def _added(self, url: str, all_offered: bool) -> FeedAdded:
        options = ["--json", *(["--all"] if all_offered else [])]
        try:
            self._adding = subprocess.Popen(
                our_python("tui.__main__", "add", *options, "--", url),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                # An interrupt typed at the terminal is for the reader, who ends this in its own way.
                start_new_session=True,
            )
            out, words = self._adding.communicate(timeout=ADD_WITHIN_S)
            return _answer(url, out, words, self._adding.returncode)
        except subprocess.TimeoutExpired:
            self.stop_adding()
            return FeedAdded(url, error=f"Nothing was found at {url} within {ADD_WITHIN_S} seconds.")
        except OSError as error:
            return FeedAdded(url, error=f"The feed could not be added: {error}")
        finally:
            self._adding = None

    def stop(self) -> None:
        """End whatever is under way; what is done is kept."""
        self._stopped.set()
        self._quiet.set()
        self.stop_adding()
        for child in (self.preparation, self._sync, self._texts):
            if child is not None:
                child.stop()


def _finished(event: Mapping[str, Any], new: int, is_asked: bool) -> Synced:
    return Synced(new, _number(event, "total"), _failures(event), str(event.get("error") or ""), is_asked)


def _failures(event: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(title), str(why)) for title, why in event.get("failures", ()))


def _number(event: Mapping[str, Any], name: str) -> int:
    value = event.get(name, 0)
    return value if isinstance(value, int) else 0


def _answer(url: str, out: str, words: str, code: int) -> FeedAdded:
    """Return what `dateline add --json` has answered."""
    # Ended by a signal, which is ours: the reader thought better of it.
    if code < 0:
        return FeedAdded(url)
    answers: Any = []
    with suppress(ValueError):
        answers = json.loads(out or "[]")
    several = cast("list[dict[str, Any]]", answers if isinstance(answers, list) else [answers])
    added = several[0] if several else {}
    if choices := added.get("choices"):
        offered = ((str(c["url"]), str(c["title"]), str(c["kind"])) for c in choices)
        return FeedAdded(url, choices=tuple(offered))
    if code or "id" not in added:
        # Warnings may come before it; the reason is said last.
        last = words.strip().splitlines()[-1:] or ["It could not be added."]
        return FeedAdded(url, error=last[0].removeprefix("dateline: "))
    return FeedAdded(url, int(added["id"]), str(added["title"]), bool(added.get("is_new", True)))
