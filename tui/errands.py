"""What other processes do for the open reader: preparing, syncing, subscribing.

The screen's process fetches and parses nothing. Each errand is a process of ours whose lines one
thread reads and hands to the screen as messages; leaving the reader ends them all.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from tui.child import Child, Preparation
from tui.errors import DatelineError

if TYPE_CHECKING:
    from tui.app import DatelineApp

ADD_WITHIN_S = 60
TOLD_EVERY_S = 0.25
"""How often the status line says how far it is: drawing costs what keys could have."""


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


@dataclass
class FeedAdded(Message):
    """Subscribing has ended: with a feed, with several to choose from, or with the reason why not."""

    url: str
    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Addresses and titles of the feeds that a page offers."""
    error: str = ""


class Errands:
    """The processes that work for one reader."""

    def __init__(self, app: DatelineApp) -> None:
        self._app = app
        self.preparation: Preparation | None = None
        self._sync: Child | None = None

    # ── preparing ─────────────────────────────────────────────────────────────────────────────

    def catch_up(self) -> None:
        """Have seed files that have changed read, and what waits prepared. For a thread of its own."""
        try:
            needed = self._app.library.counts().queue > 0 or self._app.library.seeds_have_changed()
        except DatelineError as error:
            self._app.call_from_thread(self._app.tell, str(error), failed=True)
            return
        if needed:
            self.prepare()

    def prepare(self) -> None:
        """Have what waits prepared, and follow it. For a thread of its own."""
        if self.preparation is not None and self.preparation.is_running:
            return
        try:
            self.preparation = Preparation()
        except OSError:
            return  # What is opened is prepared in this process then.
        self.preparation.follow(self._waiting, self._seeds_read)

    def _seeds_read(self, new: int, failures: Sequence[str]) -> None:
        for words in failures:
            self._app.call_from_thread(self._app.tell, words, failed=True)
        if new:
            self._app.call_from_thread(self._app.main_screen.refresh_list)

    def _waiting(self, left: int) -> None:
        self._app.main_screen.post_message(Waiting(left))

    # ── feeds ─────────────────────────────────────────────────────────────────────────────────

    @property
    def is_syncing(self) -> bool:
        """Whether a sync of ours is under way."""
        return self._sync is not None and self._sync.is_running

    def sync(self, feeds: tuple[str, ...] = ()) -> None:
        """Sync these feeds, or all that are due, and follow it. For a thread of its own."""
        if self.is_syncing:
            return
        try:
            self._sync = Child(["-m", "tui", "sync", "--events", "json", *feeds])
        except OSError as error:
            self._app.main_screen.post_message(Synced(0, 0, (), f"The sync could not be started: {error}"))
            return
        ended = Synced(0, 0, (), "The sync ended before it was done.")
        new, told_at = 0, 0.0
        for event in self._sync.events():
            new += _number(event, "new") if event.get("kind") == "feed" else 0
            if event.get("kind") == "finished":
                ended = _finished(event, new)
            elif "done" in event and time.monotonic() >= told_at + TOLD_EVERY_S:
                told_at = time.monotonic()
                self._app.main_screen.post_message(
                    Syncing(_number(event, "done"), _number(event, "total"), new)
                )
        self._app.main_screen.post_message(ended)
        self.prepare()

    def add(self, url: str) -> None:
        """Subscribe to a feed, or to what a page offers. For a thread of its own."""
        self._app.main_screen.post_message(_added(url))
        self.prepare()

    def stop(self) -> None:
        """End whatever is under way; what is done is kept."""
        for child in (self.preparation, self._sync):
            if child is not None:
                child.stop()


def _finished(event: Mapping[str, Any], new: int) -> Synced:
    failures = tuple((str(title), str(why)) for title, why in event.get("failures", ()))
    return Synced(new, _number(event, "total"), failures, str(event.get("error") or ""))


def _number(event: Mapping[str, Any], name: str) -> int:
    value = event.get(name, 0)
    return value if isinstance(value, int) else 0


def _added(url: str) -> FeedAdded:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "add", "--json", "--", url],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ADD_WITHIN_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return FeedAdded(url, error=f"The feed could not be added: {error}")
    answer: dict[str, Any] = {}
    with suppress(ValueError):
        answer = json.loads(done.stdout or "{}")
    if choices := answer.get("choices"):
        offered = tuple((str(c.get("url", "")), str(c.get("title") or c.get("url", ""))) for c in choices)
        return FeedAdded(url, choices=offered)
    if done.returncode:
        words = done.stderr.strip().splitlines()
        return FeedAdded(
            url, error=words[-1].removeprefix("dateline: ") if words else "It could not be added."
        )
    feed = answer.get("feed") or answer
    return FeedAdded(url, title=str(feed.get("title") or url))
