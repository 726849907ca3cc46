"""What other processes tell the reader: that they prepare, sync, have subscribed, have failed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.drawing.frame import number
from tui.model.ids import OWN_FEEDS, FeedId
from tui.model.scopes import Scope
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice
from tui.screens.steady import told
from tui.text.cells import shorten

if TYPE_CHECKING:
    from tui.screens.background import FeedAdded, Synced, Syncing
    from tui.screens.reader.lists import ListsPart

_LOOK_EVERY_S: Final = 2.0
"""How often the list shows what a sync has brought so far: drawing it anew takes longer than a key."""


class NewsPart(Part):
    """Asks for syncs and feeds, and shows what comes: a quiet status line, one toast at the end."""

    def __init__(self, desk: Desk, lists: ListsPart) -> None:
        super().__init__(desk)
        self._lists = lists
        self._looked_at = 0.0
        """When the list was last drawn anew for what a sync has brought."""
        self._offered: FeedAdded | None = None
        """Feeds of a page that wait to be chosen from."""

    # ── syncing ───────────────────────────────────────────────────────────────────────────────

    def sync_feed(self) -> None:
        """Sync this list's feed, or the feed of the story."""
        subject = self._desk.subject
        feed_id = self._desk.shown.scope.feed_id or (subject.feed_id if subject else None)
        feed = next((feed for feed in self._library.feeds() if feed.id == feed_id), None)
        if feed is None or feed.url in OWN_FEEDS:
            self.tell("This story did not come from a feed: a adds one, R syncs all.")
        else:
            self._desk.host.sync((feed.url,))

    def sync_all(self) -> None:
        """Sync every feed now."""
        if all(feed.url in OWN_FEEDS for feed in self._library.feeds()):
            self.tell("There are no feeds yet: a adds one.")
        else:
            self._desk.host.sync(("--all",))

    def show_preparing(self, count: int) -> None:
        """So many articles wait to be prepared."""
        self._desk.note("preparing", f"preparing {number(count)}" if count else "")

    def show_syncing(self, far: Syncing) -> None:
        """A sync has got so far."""
        news = f", {number(far.new)} new" if far.new else ""
        self._desk.note("syncing", f"syncing {far.done}/{far.total}{news}")
        # Nothing new, nothing to draw; and a sync of a thousand feeds would else draw the list a thousand
        # times.
        if far.new and time.monotonic() >= self._looked_at + _LOOK_EVERY_S:
            self._looked_at = time.monotonic()
            self._lists.tick()

    def show_synced(self, end: Synced) -> None:
        """A sync has ended."""
        self._desk.note("syncing", "")
        self._lists.tick()
        if end.error:
            self.tell(end.error, failed=True)
        elif end.failures:
            self.tell(f"{_stories(end.new)}. {_failures(end.failures)}", failed=True)
        # A sync that nobody asked for and that brought nothing is no news.
        elif end.new or end.is_asked:
            self.tell(f"{_stories(end.new)}.")

    # ── subscribing ───────────────────────────────────────────────────────────────────────────

    async def ask_feed(self) -> None:
        """Ask for the address of a feed, and subscribe."""
        hint = "the address of a feed, or of a page that has one"
        url = (await self._desk.ask("add feed", hint=hint) or "").strip()
        if url:
            self.add_feed(url)

    def add_feed(self, url: str, *, all_offered: bool = False) -> None:
        """Subscribe in a process of its own; with `all_offered` to all that a page offers."""
        if self._desk.host.errands.is_adding:
            self.tell("A feed is being looked for already; esc stops that.")
            return
        self._desk.note("adding", f"looking for a feed at {shorten(url, 40)} … esc stops")
        add = partial(self._desk.host.errands.add, url, all_offered=all_offered)
        self._desk.run_worker(add, thread=True, group="add")

    def stop_adding(self) -> bool:
        """Look for a feed no longer; tells whether one was being looked for."""
        was_adding = self._desk.host.errands.is_adding
        if was_adding:
            self._desk.host.errands.stop_adding()
            self.tell("Stopped looking for a feed.")
        return was_adding

    @told
    def show_added(self, end: FeedAdded) -> None:
        """Subscribing has ended."""
        self._desk.note("adding", "")
        if end.error:
            self.tell(end.error, failed=True)
        elif end.choices:
            self._offered = end
            self.offer_feeds()
        elif end.feed_id is not None:
            self._lists.tick()
            done = "Subscribed" if end.is_new else "You are subscribed already"
            self.tell(f"{done} to {end.title}.")
            # Another list must not come under what is being typed.
            if self._desk.is_free:
                self._lists.go(Scope("feed", feed_id=FeedId(end.feed_id)), end.title)

    def offer_feeds(self) -> None:
        """Ask which of a page's feeds are wanted, once nothing else is being typed."""
        offered = self._offered
        # Else it is asked when the prompt, or the screen over this, is closed.
        if offered is not None and self._desk.is_free:
            self._offered = None
            self._desk.converse(self._choose_feed(offered))

    async def _choose_feed(self, offer: FeedAdded) -> None:
        choices = [
            Choice(f"{title}  {url}" if title else url, url, kind) for url, title, kind in offer.choices
        ]
        choices.append(Choice(f"All {len(choices)} of them", offer.url))
        url: str | None = await self._desk.choose(f"{offer.url} offers several feeds", choices)
        if url:
            self.add_feed(url, all_offered=url == offer.url)


def _failures(failures: Sequence[tuple[str, str]]) -> str:
    """Return which feeds failed, in a sentence or two: the first with the reason, of the others how many."""
    title, why = failures[0]
    others = len(failures) - 1
    more = f" {others} more {'fails' if others == 1 else 'fail'}: f, then ! shows which." if others else ""
    return f"{title}: {why}{more}"


def _stories(count: int) -> str:
    return "No new stories" if not count else "1 new story" if count == 1 else f"{number(count)} new stories"
