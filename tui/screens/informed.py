"""What other processes tell the reader: that they prepare, sync, have subscribed, have failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.message import Message

from tui.drawing.frame import number
from tui.errors import DatelineError
from tui.keys.commands import LIST
from tui.model.ids import FeedId
from tui.model.scopes import Scope
from tui.screens.background import FeedAdded, Synced, Syncing, Waiting
from tui.screens.reader import ReaderScreen
from tui.screens.steady import told
from tui.text.cells import cut

_LOOK_EVERY_S: Final = 2.0
"""How often the list shows what a sync has brought so far: drawing it anew takes longer than a key."""
_REPLACED: Final = (
    "The database was replaced by another file: a backup was restored, or damage mended."
    " This is what it holds now."
)
if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.settings.config import Config


@dataclass
class Replaced(Message):
    """Another file was put in the database's place."""

    def can_replace(self, message: Message) -> bool:
        """Once is enough."""
        return isinstance(message, Replaced)


class InformedScreen(ReaderScreen):
    """The reader's screen, told of what goes on behind it: a quiet status line, one toast at the end."""

    _looked_at = 0.0
    """When the list was last drawn anew for what a sync has brought."""
    _offered: FeedAdded | None = None
    """Feeds of a page that wait to be chosen from."""

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__(library, config)
        self._notes: dict[str, str] = {}
        """What stands in the status line, by what it is about."""

    @property
    def status(self) -> str:
        """What goes on behind the screen, in words; empty where nothing does."""
        return self._status.status

    @on(Replaced)
    def _replaced(self) -> None:
        self._go_over()

    @work(exclusive=True, group="replaced")
    async def _go_over(self) -> None:
        """Use the file that is there now; an older one is brought up to date first, which may take long."""
        try:
            await asyncio.to_thread(self._library.renew)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return
        self.begin_anew()
        self.app_.notify(_REPLACED, severity="warning", timeout=10, markup=False)
        self.app_.catch_up()

    def _note(self, what: str, words: str) -> None:
        """Say in the status line how one thing gets on; empty words take it out."""
        if self._notes.get(what, "") != words:
            self._notes[what] = words
            self._status.status = " · ".join(words for words in self._notes.values() if words)

    @on(Waiting)
    def _waiting(self, message: Waiting) -> None:
        self._note("preparing", f"preparing {number(message.count)}" if message.count else "")

    @on(Syncing)
    def _syncing(self, message: Syncing) -> None:
        news = f", {number(message.new)} new" if message.new else ""
        self._note("syncing", f"syncing {message.done}/{message.total}{news}")
        if message.new and time.monotonic() >= self._looked_at + _LOOK_EVERY_S:
            self._looked_at = time.monotonic()
            self._tick()

    @on(Synced)
    def _synced(self, message: Synced) -> None:
        self._note("syncing", "")
        self._tick()
        if message.error:
            self.tell(message.error, failed=True)
        elif message.failures:
            self.tell(f"{_stories(message.new)}. {_failures(message.failures)}", failed=True)
        elif message.new or message.is_asked:
            self.tell(f"{_stories(message.new)}.")

    @on(FeedAdded)
    @told
    def _feed_added(self, message: FeedAdded) -> None:
        self._note("adding", "")
        if message.error:
            self.tell(message.error, failed=True)
        elif message.choices:
            self._offered = message
            self.offer_feeds()
        elif message.feed_id is not None:
            self._tick()
            done = "Subscribed" if message.is_new else "You are subscribed already"
            self.tell(f"{done} to {message.title}.")
            if self._is_free:
                self.show_scope(Scope("feed", feed_id=FeedId(message.feed_id)), message.title)
                self.focus_pane(LIST)

    @property
    def _is_free(self) -> bool:
        """Whether nothing stands open into which something may be being typed."""
        return self.app_.screen is self and self._prompt is None

    def offer_feeds(self) -> None:
        """Ask which of a page's feeds are wanted, once nothing else is being typed."""
        offered = self._offered
        if offered is not None and self._is_free:
            self._offered = None
            self._choose_feed(offered)

    def on_screen_resume(self) -> None:
        """Come back from what stood over this."""
        self.offer_feeds()

    def _choose_feed(self, message: FeedAdded) -> None:
        """A page offers several feeds: ask which."""
        from tui.screens.chooser import Choice, Chooser

        def chosen(url: str | None) -> None:
            if url:
                self.add_feed(url, all_offered=url == message.url)

        choices = [
            Choice(f"{title}  {url}" if title else url, url, kind) for url, title, kind in message.choices
        ]
        choices.append(Choice(f"All {len(choices)} of them", message.url))
        self.app_.open_screen(Chooser(f"{message.url} offers several feeds", choices), chosen)

    def add_feed(self, url: str, *, all_offered: bool = False) -> None:
        """Subscribe in a process of its own; with `all_offered` to all that a page offers."""
        if self.app_.errands.is_adding:
            self.tell("A feed is being looked for already; esc stops that.")
            return
        self._note("adding", f"looking for a feed at {cut(url, 40)} … esc stops")
        add = partial(self.app_.errands.add, url, all_offered=all_offered)
        self.run_worker(add, thread=True, group="add")

    def stop_adding(self) -> bool:
        """Look for a feed no longer; tells whether one was being looked for."""
        was_adding = self.app_.errands.is_adding
        if was_adding:
            self.app_.errands.stop_adding()
            self.tell("Stopped looking for a feed.")
        return was_adding


def _failures(failures: Sequence[tuple[str, str]]) -> str:
    """Return which feeds failed, in a sentence or two: the first with the reason, of the others how many."""
    title, why = failures[0]
    others = len(failures) - 1
    more = f" {others} more {'fails' if others == 1 else 'fail'}: f, then ! shows which." if others else ""
    return f"{title}: {why}{more}"


def _stories(count: int) -> str:
    return "No new stories" if not count else "1 new story" if count == 1 else f"{number(count)} new stories"
