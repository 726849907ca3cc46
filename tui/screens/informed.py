"""What other processes tell the reader: that they prepare, sync, have subscribed, have failed."""

from __future__ import annotations

import time
from typing import Final

from textual import on

from tui.commands import LIST
from tui.errands import FeedAdded, Synced, Syncing, Waiting
from tui.frame import number
from tui.model import Scope
from tui.screens.reader import ReaderScreen
from tui.screens.steady import told

_LOOK_EVERY_S: Final = 2.0
"""How often the list shows what a sync has brought so far: drawing it anew takes longer than a key."""


class InformedScreen(ReaderScreen):
    """The reader's screen, told of what goes on behind it: a quiet status line, one toast at the end."""

    _looked_at = 0.0
    """When the list was last drawn anew for what a sync has brought."""

    @property
    def status(self) -> str:
        """What goes on behind the screen, in words; empty where nothing does."""
        return self._status.status

    @on(Waiting)
    def _waiting(self, message: Waiting) -> None:
        if not self.app_.errands.is_syncing:
            self._status.status = f"preparing {number(message.count)}" if message.count else ""

    @on(Syncing)
    def _syncing(self, message: Syncing) -> None:
        news = f", {number(message.new)} new" if message.new else ""
        self._status.status = f"syncing {message.done}/{message.total}{news}"
        if message.new and time.monotonic() >= self._looked_at + _LOOK_EVERY_S:
            self._looked_at = time.monotonic()
            self._tick()

    @on(Synced)
    def _synced(self, message: Synced) -> None:
        self._status.status = ""
        self._tick()
        if message.error:
            self.tell(message.error, failed=True)
        elif message.failures:
            title, why = message.failures[0]
            more = f" and {len(message.failures) - 1} more" if len(message.failures) > 1 else ""
            self.tell(f"{_stories(message.new)}. {title}{more}: {why}", failed=True)
        elif message.new:
            self.tell(f"{_stories(message.new)}.")

    @on(FeedAdded)
    @told
    def _feed_added(self, message: FeedAdded) -> None:
        self._status.status = ""
        if message.error:
            self.tell(message.error, failed=True)
        elif message.choices:
            self._choose_feed(message)
        else:
            self._tick()
            self.tell(f"Subscribed to {message.title}.")
            added = [feed for feed in self._library.feeds() if feed.title == message.title]
            if added:
                self.show_scope(Scope("feed", feed_id=added[-1].id), message.title)
                self.focus_pane(LIST)

    def _choose_feed(self, message: FeedAdded) -> None:
        """A page offers several feeds: ask which."""
        from tui.screens.chooser import Choice, Chooser

        def chosen(url: str | None) -> None:
            if url:
                self.add_feed(url)

        choices = [Choice(title, url, url) for url, title in message.choices]
        self.app_.push_screen(Chooser(f"{message.url} offers several feeds", choices), chosen)

    def add_feed(self, url: str) -> None:
        """Subscribe in a process of its own."""
        self._status.status = "looking for the feed …"
        self.run_worker(lambda: self.app_.errands.add(url), thread=True, group="add")


def _stories(count: int) -> str:
    return "No new stories" if not count else "1 new story" if count == 1 else f"{number(count)} new stories"
