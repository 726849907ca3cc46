"""The list: which one is shown, what a search within it finds, and what changed in it since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui.drawing.frame import ScopeCounts
from tui.errors import DatelineError, NotFound
from tui.keys.commands import LIST
from tui.library.lists import ListView
from tui.library.rules import search_scope
from tui.model.articles import Feed, Headline
from tui.model.scopes import ALL, Scope
from tui.screens.reader.desk import ORDER_WORDS, STANDING, Desk, Part, Shown
from tui.screens.reader.proposing import ProposingPart
from tui.screens.steady import SteadyListing, SteadyThreads, told
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.library.lists import Listing, Order
    from tui.library.searching import SearchListing
    from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from tui.library import folders
else:  # loaded when first used: whoever starts should not wait for them
    folders = Lazy("tui.library.folders")

_ORDERS: Final[tuple[Order, ...]] = ("date", "oldest", "feed", "names")
_FOUND_ORDERS: Final[tuple[Order, ...]] = ("date", "relevance", "oldest")
_ONE_BY_ONE: Final = frozenset(("search", "thread", "history", "noted", "muted", "mute"))
"""Lists that have a row for each story always: what each is in them for would not be seen else."""
_TURNED: Final = frozenset(("oldest", "feed", "names"))
"""Orders in which the next story is not the next older one."""


class ListsPart(Part):
    """The list pane's contents."""

    def __init__(self, desk: Desk, rows: ArticleList) -> None:
        super().__init__(desk)
        self.rows = rows
        """The pane: it draws, and has the cursor."""
        self.listing: SteadyListing | None = None
        self._proposing = ProposingPart(desk, rows)
        self._before: Shown | None = None
        """What was shown before a thread's list."""
        rows.open_empty = self.open
        self._search_order: Order = "date"
        """In which order what is found is shown, from one search to the next."""
        self._by_threads: bool | None = None
        """Whether lists have one row a thread; None: it was not looked up yet."""

    # ── which one ─────────────────────────────────────────────────────────────────────────────

    @told
    def show(self, scope: Scope, words: str = "", *, keep: Headline | None = None) -> None:
        """Show another list, its cursor on an article where it is in it."""
        shown = self._desk.shown
        if scope.kind != "thread":
            self._before = None
        elif shown.scope.kind != "thread":
            self._before = shown
        view = self._library.views.of(scope)
        self._show(
            self._listing(scope, view), Shown(scope, words, order=view.order, unread=view.unread), keep
        )
        # A feed or a name may be gone the next time: only what is always there is opened on.
        if scope.kind in STANDING:
            self._desk.keep(lambda: self._desk.host.remember_scope(scope.kind))

    def leave(self) -> None:
        """Go back to all stories; from a thread's list to the one that it was opened from."""
        before, keep = self._before or Shown(), self.rows.current
        self.show(before.scope, before.words, keep=keep)
        if before.query:
            self.search(before.query)

    def go(self, scope: Scope, words: str = "") -> None:
        """Show another list, and give it the keys."""
        self.show(scope, words)
        self._desk.focus_pane(LIST)

    def show_standing(self, kind: str) -> None:
        """Show one of the lists that stand in the title, the cursor where it is."""
        self.show(STANDING[kind], keep=self.rows.current)

    def _listing(self, scope: Scope, view: ListView) -> SteadyListing:
        """Return a list, by threads where that is wished for and can be."""
        lose = self._desk.host.lose
        if self.by_threads and _has_threads(scope, view):
            return SteadyThreads(self._library.threads.listing(scope, unread=view.unread), lose)
        return SteadyListing(self._library.listing(scope, view), lose)

    def _show(self, listing: SteadyListing, shown: Shown, keep: Headline | None = None) -> None:
        self.listing = listing
        cursor = listing.index_of(keep) if keep else 0
        searching = bool(shown.query) or shown.scope.kind == "search"
        self._proposing.end()
        threads = listing.threads
        self.rows.show(listing, shown.scope.kind, cursor=cursor or 0, searching=searching, threads=threads)
        self._desk.shown = replace(shown, threads=threads is not None)
        self._recount()

    @told
    def search(self, query: str, *, typing: bool = False) -> None:
        """Show what a search finds, perhaps while it is being typed; no query, the list it began from."""
        shown = self._desk.shown
        if not query.strip():
            if shown.query:
                self.show(shown.scope, shown.words)
            return
        shown = replace(shown, query=query, order=self._search_order)
        found = self._found(shown, typing=typing)
        self._show(SteadyListing(found, self._desk.host.lose), shown)
        if not found.total:
            self._proposing.begin(found, query, _before(shown), typing=typing)

    @told
    def open(self) -> None:
        """Open the story under the cursor; where nothing was found, search for what is proposed."""
        if proposal := self._proposing.taken():
            self.search(proposal)
        else:
            self.rows.open()

    def _found(self, shown: Shown, *, typing: bool = False) -> SearchListing:
        """Return what is found within a list, in which what is read may be left out."""
        query = f"{_before(shown)}{shown.query}"
        return self._library.search_listing(query, scope=shown.scope, order=shown.order, typing=typing)

    def search_all(self, query: str) -> None:
        """List what a search finds among all stories."""
        self.show(ALL)
        self.search(query)
        self._desk.focus_pane(LIST)

    async def ask_search(self) -> None:
        """Search within the list, while it is typed; esc brings the list back."""
        hint = 'words, "a phrase", -not, feed:, who:, said:, is:unread · enter, then S keeps it'
        text = await self._desk.ask(
            "search",
            text=self._desk.shown.query,
            hint=hint,
            typed=lambda text: self.search(text, typing=True),
        )
        self.search(text or "")

    def turn_order(self) -> None:
        """Show the list in its next order, which it keeps; what a search found by date, or the best first."""
        shown = self._desk.shown
        orders = _FOUND_ORDERS if self._is_search else _ORDERS
        at = orders.index(shown.order) if shown.order in orders else 0
        order = orders[(at + 1) % len(orders)]
        self._show_so(replace(shown, order=order))
        self.tell(f"{ORDER_WORDS[order].capitalize()}.")

    def turn_unread(self) -> None:
        """Leave what is read out of this list, or show it again."""
        shown = self._desk.shown
        if shown.scope.kind == "unread":
            self.tell("What is read is left out here already; 1 shows every story.")
            return
        self._show_so(replace(shown, unread=not shown.unread))
        self.tell("Every story." if shown.unread else "Unread stories only; U shows every story.")

    @property
    def _is_search(self) -> bool:
        return bool(self._desk.shown.query) or self._desk.shown.scope.kind == "search"

    @told
    def _show_so(self, shown: Shown) -> None:
        """Show the list another way, the cursor on its story, and keep that for the next time."""
        current = self.rows.current
        if shown.query:
            # The order of what is found is one for all searches; the list behind it keeps its own.
            self._search_order = shown.order
            order = self._library.views.of(shown.scope).order
            self._show(SteadyListing(self._found(shown), self._desk.host.lose), shown, current)
        else:
            order = shown.order
            self._show(self._listing(shown.scope, shown.view), shown, current)
        self._desk.keep(lambda: self._keep(shown.scope, ListView(order, shown.unread)))

    def _keep(self, scope: Scope, view: ListView) -> None:
        self._library.views.keep(scope, view)
        self._desk.host.remember_opening()

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread story next to a place in the list, in its order; None at an end."""
        shown = self._desk.shown
        if self.listing is not None and (shown.order in _TURNED or shown.threads):
            return self.listing.next_unread(after, backwards=backwards)
        return self._library.next_unread(after, shown.scope, backwards=backwards)

    @told
    def step_feed(self, step: int) -> None:
        """Go round the saved searches, folders and feeds, as they stand in the list of feeds."""
        stops = self._stops()
        here = next((i for i, stop in enumerate(stops) if stop[0] == self._desk.shown.scope), None)
        # From a list that is no stop, forward begins at the first and back at the last.
        start = here if here is not None else (-1 if step > 0 else 0)
        for offset in range(1, len(stops) + 1):
            scope, words, unread = stops[(start + step * offset) % len(stops)]
            # Of a search it is not counted how much is unread: the first unread story is looked for, by key.
            if unread and (scope.kind != "search" or self._library.next_unread(None, scope)):
                self.go(scope, words)
                return
        self.tell("No feed has unread stories.")

    def _stops(self) -> list[tuple[Scope, str, int]]:
        """Return what one goes round, with its name and what is unread of it: not counted for a search."""
        of = folders.arranged(self._library.feeds())
        stops = [(search_scope(search), search.name, 1) for search in self._library.rules.searches()]
        stops += map(_stop, of.loose)
        for folder in of.folders:
            stops.append((folder.scope, folder.title, folder.unread))
            stops += map(_stop, folder.feeds)
        return [*stops, *map(_stop, of.documents)]

    def once_more(self) -> Callable[[], Listing]:
        """Return how to have the list once more, in another thread: this one belongs to ours."""
        # Taken now: by the time the thread asks, another list may be shown.
        library, shown = self._library, self._desk.shown
        if shown.query:
            return lambda: self._found(shown)
        return lambda: library.listing(shown.scope, shown.view)

    # ── by threads ────────────────────────────────────────────────────────────────────────────

    @property
    def by_threads(self) -> bool:
        """Whether lists have one row a thread."""
        if self._by_threads is None:
            self._by_threads = self._library.views.by_threads(self._desk.config.list.view)
        return self._by_threads

    def turn_threads(self) -> None:
        """Show one row a thread, or one a story, from now on."""
        shown = self._desk.shown
        if self._is_search or not _has_threads(shown.scope, ListView()):
            self.tell("These stories are listed one by one.")
            return
        # Threads stand by their newest story: another order is given up for them.
        by_threads = self._by_threads = not shown.threads
        order: Order = "date" if by_threads else shown.order
        self._show_so(replace(shown, order=order))
        self._desk.keep(lambda: self._keep_by_threads(by_threads))
        self.tell("One row a thread; X unfolds one." if by_threads else "One row a story.")

    def _keep_by_threads(self, by_threads: bool) -> None:
        self._library.views.keep_by_threads(by_threads)
        self._desk.host.remember_opening()

    @property
    def threads(self) -> SteadyThreads | None:
        """The list, where it has one row a thread."""
        return self.listing.threads if self.listing is not None else None

    @property
    def folded(self) -> tuple[Headline, ...]:
        """The copies that are folded into the row under the cursor."""
        return self.threads.folded(self.rows.cursor) if self.threads is not None else ()

    @property
    def has_copies(self) -> bool:
        """Whether copies are folded into the unread row that a key is meant for."""
        threads, row = self.threads, self.rows.current
        if threads is None or row is None or row.read or self._desk.pane != LIST or self.rows.selected:
            return False
        return threads.thread_row(self.rows.cursor).copies > 0

    def unfold(self) -> bool:
        """Unfold the row under the cursor, or fold it or its thread; tells whether the list can."""
        threads, cursor = self.threads, self.rows.cursor
        if threads is None:
            return False
        here = threads.thread_row(cursor)
        if here.unfolded:
            threads.fold(cursor)
        elif not here.is_member or here.copies:
            threads.unfold(cursor)
        else:
            while cursor and threads.thread_row(cursor).is_member:
                cursor -= 1
            threads.fold(cursor)
        self._show_refreshed(self.rows.row(cursor))
        return True

    # ── what changed in it ────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Show what has changed in the list; the cursor stays on its article."""
        if self.listing is not None:
            current = self.rows.current
            self.listing.refresh()
            self._show_refreshed(current)

    def tick(self) -> None:
        """Let ages grow, and show what has been stored from elsewhere."""
        self.rows.tick()
        current = self.rows.current
        if self.listing is not None and self.listing.refresh():
            self._show_refreshed(current)

    def put(self, headlines: Sequence[Headline]) -> None:
        """Show articles with the marks that they have now; a list that lost or won a row is shown anew."""
        for headline in headlines:
            self.rows.put(headline)
        if self.listing is None:
            return
        # A mark seldom changes what a list holds: then its other rows need not be asked for again.
        before = self.listing.total, self.listing.listed
        self.listing.refresh()
        if (self.listing.total, self.listing.listed) != before:
            self._show_refreshed(self.rows.current)
        else:
            self._recount()

    def _show_refreshed(self, current: Headline | None) -> None:
        if self.listing is None:
            return
        index = self.listing.index_of(current) if current else None
        self.rows.redraw()
        if self.rows.start is not None and self.rows.started_at is not None:
            self.rows.start = self.listing.index_of(self.rows.started_at)
        # An article that left the list gives its place to the next one.
        self.rows.go(self.rows.cursor if index is None else index)
        self._recount()

    def _recount(self) -> None:
        if self.listing is not None:
            total, is_complete = self.listing.total, self.listing.complete
            self._desk.shown = replace(self._desk.shown, total=total, is_complete=is_complete)
        try:
            counts = self._library.counts()
        except DatelineError as error:
            self._desk.host.lose(error)  # what was last known stands there
        else:
            self._desk.counts = ScopeCounts(counts.total, counts.unread, counts.saved)

    # ── another file ──────────────────────────────────────────────────────────────────────────

    @told
    def begin_anew(self) -> None:
        """Show the same list as another file has it, as far as it is there.

        Numbers of feeds and rows may mean others there; ids and names mean the same.
        """
        query, current = self._desk.shown.query, self.rows.current
        scope = self._scope_there_is()
        words = self._desk.shown.words if scope.kind == self._desk.shown.scope.kind else ""
        self.show(scope, words, keep=self.still_there(current) if current else None)
        if query:
            self.search(query)

    def _scope_there_is(self) -> Scope:
        """Return the list that is shown, as the file has it now; all stories where it has none such."""
        scope = self._desk.shown.scope
        if scope.kind == "feed":
            # A feed's number means another feed in another file; its title is what the reader sees.
            titled = [feed.id for feed in self._library.feeds() if feed.title == self._desk.shown.words]
            scope = replace(scope, feed_id=titled[0]) if titled else ALL
        try:
            self._library.listing(scope)
        except NotFound:
            scope = ALL
        return scope

    def still_there(self, headline: Headline) -> Headline | None:
        """Return an article's headline as it is now; None where there is no such article any more."""
        try:
            return self._library.headline(headline.id)
        except NotFound:
            return None


def _before(shown: Shown) -> str:
    """Return what a search asks for before its words where what is read is left out."""
    return "is:unread " if shown.unread else ""


def _has_threads(scope: Scope, view: ListView) -> bool:
    """Tell whether a list can have one row a thread."""
    return view.order == "date" and scope.kind not in _ONE_BY_ONE


def _stop(feed: Feed) -> tuple[Scope, str, int]:
    return Scope("feed", feed_id=feed.id), feed.title, feed.unread
