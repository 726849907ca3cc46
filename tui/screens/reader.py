"""The reader: a list, an article, its people and places.

The screen owns what is shown and answers keys and messages; the panes draw. What may take time runs
in a worker, and an answer that nobody waits for any more is dropped. Marks run one after another in
the order of their keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from tui import frame
from tui.commands import LIST, READER, SIDEBAR, hints
from tui.errands import FeedAdded, Synced, Syncing, Waiting
from tui.errors import DatelineError
from tui.model import ALL, SAVED, UNREAD, Article, ArticleId, Headline, Person, Place, Scope
from tui.screens.bindings import BY_ID, bindings, first_keys
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import StatusBar, TitleBar, Titles
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.pane import Pane
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from tui.answers import Change
    from tui.app import DatelineApp
    from tui.config import Config
    from tui.library import Library
    from tui.listing import Listing, Order
    from tui.screens.prompt import Prompt

STANDING: Final = {"all": ALL, "unread": UNREAD, "saved": SAVED}
TICK_S: Final = 30.0
"""How often ages, and what another program may have stored, are looked at."""
PREPARED_WITHIN_S: Final = 2.0
"""How long the process behind the screen has for an opened article; then it is prepared here."""


@dataclass
class ArticleLoaded(Message):
    """An article that was asked for is here."""

    article: Article


@dataclass
class LoadFailed(Message):
    """An article that was asked for cannot be had."""

    article_id: ArticleId
    error: DatelineError


class ReaderScreen(Screen[None]):
    """The three panes."""

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__()
        self._library = library
        self._config = config
        self._bindings = BindingsMap(bindings(config.keys))
        self._keys = first_keys(config.keys)
        self._scope: Scope = ALL
        self._scope_words = ""
        self._listing: Listing | None = None
        self._query = ""
        self._order: Order = "date"
        self._wanted: ArticleId | None = None
        self._article: Article | None = None
        self._sidebar = config.sidebar
        self._zen = False
        self._pane = LIST
        self._marking = asyncio.Lock()
        self._prompt: Prompt | None = None

    # ── what it is made of ────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """Set out the panes between the two bars."""
        config = self._config
        self._titles = TitleBar()
        self._list = ArticleList(lines=config.list.lines, absolute=config.ages == "absolute", id="list")
        self._reading = ReadingPane(width_cells=config.reading.width, id="reader")
        self._names = EntityPanel(id="sidebar")
        self._status = StatusBar()
        yield self._titles
        with Horizontal(id="panes"):
            yield self._list
            yield self._reading
            yield self._names
        yield self._status
        yield TooSmall()

    def on_mount(self) -> None:
        """Open on the list, as the first paint has shown it already."""
        self._names.edged = False
        self.place_panes()
        self.show_scope(self.app_.opening_scope)
        self._list.focus()
        self.set_interval(TICK_S, self._tick)

    @property
    def app_(self) -> DatelineApp:
        """The app, by its own type."""
        return cast("DatelineApp", self.app)

    @property
    def pane(self) -> str:
        """The pane that has the keys: `list`, `reader` or `sidebar`."""
        return self._pane

    @property
    def focused_pane(self) -> Pane:
        """The widget of that pane."""
        panes: dict[str, Pane] = {LIST: self._list, READER: self._reading, SIDEBAR: self._names}
        return panes[self._pane]

    @property
    def article(self) -> Article | None:
        """The open article."""
        return self._article

    @property
    def subject(self) -> Headline | None:
        """The article that a mark is meant for: the open one while reading, else the list's."""
        if self._pane == LIST or self._article is None:
            return self._list.current
        return self._article.listing

    # ── the grid ──────────────────────────────────────────────────────────────────────────────

    def place_panes(self) -> None:
        """Give each pane its place for the size there is."""
        width, height = self.app.size
        self.set_class(frame.too_small(width, height), "-too-small")
        panes = frame.panes(width, sidebar=self._sidebar, zen=self._zen, pane=self._pane)
        places = ((self._list, panes.list), (self._reading, panes.reader), (self._names, panes.sidebar))
        shown = [widget for widget, place in places if place]
        for widget, place in places:
            widget.display = place is not None
            if place:
                widget.styles.width = place[1]
                widget.edged = widget is not shown[-1]
        self._titles.titles = replace_titles(self._titles.titles, panes, self._pane, self._counts())
        self._retitle()

    def on_resize(self) -> None:
        """Lay the panes out anew."""
        self.place_panes()

    def focus_pane(self, pane: str) -> None:
        """Give a pane the keys, and bring it into sight."""
        if self._zen and pane != READER:
            self._zen = False
        if pane == SIDEBAR and self.app.size.width >= frame.WIDE_CELLS:
            self._sidebar = True
        self._pane = pane
        self.place_panes()
        self.focused_pane.focus()

    def on_descendant_focus(self) -> None:
        """Follow the focus where the mouse put it."""
        widget = self.focused
        for pane, candidate in ((LIST, self._list), (READER, self._reading), (SIDEBAR, self._names)):
            if widget is candidate and pane != self._pane:
                self._pane = pane
                self.place_panes()

    def _counts(self) -> frame.Counts:
        counts = self._library.counts()
        return frame.Counts(counts.total, counts.unread, counts.saved)

    def _retitle(self) -> None:
        """Say in the bars what is shown."""
        titles = self._titles.titles
        if titles is None:
            return
        article = self._article
        self._titles.titles = replace(
            titles,
            scope=self._scope.kind,
            list_words=self._list_words(),
            reader=article.prose.headline if article else "",
            reader_right=self._reader_right(),
        )
        self._status.hints = hints(self._pane, self._keys)

    def _list_words(self) -> str:
        if self._query and self._listing:
            more = "" if self._listing.complete else "+"
            found = frame.number(self._listing.total)
            return f"/{self._query}  {found}{more} found"
        if self._scope_words and self._listing:
            return f"‹ {self._scope_words}  {frame.number(self._listing.total)}"
        return ""

    def _reader_right(self) -> str:
        if self._article is None:
            return ""
        if self._reading.words:
            at, of = self._reading.hit
            return f"{self._reading.words} {at}/{of}" if of else f"{self._reading.words}: none"
        star = "★ " if self._article.listing.saved else ""
        return f"{star}{self._reading.percent}%"

    # ── lists ─────────────────────────────────────────────────────────────────────────────────

    def show_scope(self, scope: Scope, words: str = "", *, keep: Headline | None = None) -> None:
        """Show another list, its cursor on an article where it is in it."""
        try:
            listing = self._library.listing(scope)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return
        self._scope, self._scope_words, self._query = scope, words, ""
        self._show_listing(listing, keep)
        if scope.kind in STANDING:
            self.app_.remember_scope(scope.kind)

    def _show_listing(self, listing: Listing, keep: Headline | None = None) -> None:
        self._listing = listing
        cursor = listing.index_of(keep) if keep else 0
        self._list.show(listing, self._scope.kind, cursor=cursor or 0, searching=bool(self._query))
        counts = self._counts()
        self._reading.rest(counts)
        if self._titles.titles:
            self._titles.titles = replace(self._titles.titles, counts=counts)
        self._retitle()

    def refresh_list(self) -> None:
        """Show what has changed in the list; the cursor stays on its article."""
        if self._listing is not None:
            current = self._list.current
            self._listing.refresh()
            self._show_refreshed(current)

    def _tick(self) -> None:
        """Let ages grow, and show what has been stored from elsewhere."""
        self._list.tick()
        current = self._list.current
        if self._listing is not None and self._listing.refresh():
            self._show_refreshed(current)

    def _show_refreshed(self, current: Headline | None) -> None:
        if self._listing is None:
            return
        index = self._listing.index_of(current) if current else None
        counts = self._counts()
        if self._titles.titles:
            self._titles.titles = replace(self._titles.titles, counts=counts)
        self._reading.rest(counts)
        self._list.redraw()
        self._list.go(self._list.cursor if index is None else index)
        self._retitle()

    def search(self, query: str) -> None:
        """Show what a search finds; no query, the list it began from."""
        if not query.strip():
            if self._query:
                self.show_scope(self._scope, self._scope_words)
            return
        try:
            listing = self._library.search_listing(query, scope=self._scope, order=self._order)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return
        self._query = query
        self._show_listing(listing)

    @on(TitleBar.ScopeClicked)
    def _scope_clicked(self, message: TitleBar.ScopeClicked) -> None:
        self.show_scope(STANDING[message.scope])
        self.focus_pane(LIST)

    # ── opening ───────────────────────────────────────────────────────────────────────────────

    @on(ArticleList.Opened)
    def _list_opened(self, message: ArticleList.Opened) -> None:
        self.open_article(message.headline)

    def open_article(self, headline: Headline) -> None:
        """Open an article; the pane shows it when it is here."""
        self.leave_article()
        self._wanted = headline.id
        self._load(headline.id)

    @work(thread=True, exclusive=True, group="article")
    def _load(self, article_id: ArticleId) -> None:
        try:
            preparation = self.app_.errands.preparation
            if preparation and preparation.is_running and not self._library.is_prepared(article_id):
                preparation.wait_for(article_id, PREPARED_WITHIN_S)
            mark = self._config.reading.mark_read == "open"
            self.post_message(ArticleLoaded(self._library.article(article_id, mark=mark)))
        except DatelineError as error:
            self.post_message(LoadFailed(article_id, error))

    @on(ArticleLoaded)
    def _article_loaded(self, message: ArticleLoaded) -> None:
        article = message.article
        if article.id != self._wanted:
            return
        self._article = article
        # Someone who had read to the end begins again.
        place = article.position if article.position < 1 else 0.0
        self._reading.show(article, place)
        self._names.show(article.names)
        if self._query:
            self._light_matches(article)
        if self._pane != READER:
            self.focus_pane(READER)
        self.refresh_list()

    def _light_matches(self, article: Article) -> None:
        """Light up in the text what the search found it by."""
        page = self._reading.page_shown
        if page is not None:
            spans = self._library.match_spans(self._query, [leaf.plain for leaf in page.leaves])
            self._reading.light_spans(spans, self._query, stay=article.position > 0)

    # ── what other processes tell ─────────────────────────────────────────────────────────────

    @on(Waiting)
    def _waiting(self, message: Waiting) -> None:
        if not self.app_.errands.is_syncing:
            self._status.status = f"preparing {frame.number(message.count)}" if message.count else ""

    @on(Syncing)
    def _syncing(self, message: Syncing) -> None:
        news = f", {frame.number(message.new)} new" if message.new else ""
        self._status.status = f"syncing {message.done}/{message.total}{news}"
        if message.new:
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

    @on(LoadFailed)
    def _load_failed(self, message: LoadFailed) -> None:
        if message.article_id == self._wanted:
            self._article = None
            self._reading.say("This story cannot be shown.", "", str(message.error))
            self._names.show(None)
            self._retitle()

    def leave_article(self) -> None:
        """Keep how far the open article was read."""
        article = self._article
        if article is None:
            return
        place = self._reading.place
        self.keep(lambda: self._library.remember_position(article.id, place))
        if self._config.reading.mark_read == "leave" and not article.listing.read:
            self.mark(lambda: self._library.mark_read([article.id]), quiet=True)

    def step_article(self, step: int) -> None:
        """Open the next article of the list, or the one before."""
        index = self._list.cursor + step
        headline = self._list.row(index)
        if headline is None:
            self.tell("That was the last story." if step > 0 else "This is the first story.")
            return
        self._list.go(index)
        self.open_article(headline)

    def step_unread(self, *, backwards: bool = False) -> None:
        """Open the next unread article of the list, or the one before."""
        scope = self._scope
        after = self._article.listing if self._article and self._pane != LIST else self._list.current
        if self._pane == LIST and after is not None and not after.read and self._article is None:
            self.open_article(after)
            return
        headline = self._library.next_unread(after, scope, backwards=backwards)
        if headline is None:
            self.tell("Nothing unread before this." if backwards else "Nothing unread after this.")
            return
        if self._listing and (index := self._listing.index_of(headline)) is not None:
            self._list.go(index)
        self.open_article(headline)

    # ── marks ─────────────────────────────────────────────────────────────────────────────────

    def mark(self, verb: Callable[[], Change | None], *, quiet: bool = False, nothing: str = "") -> None:
        """Do what a key asked for in a worker, after those before it, and show what changed."""
        self._mark(verb, quiet=quiet, nothing=nothing)

    @work(group="marks")
    async def _mark(self, verb: Callable[[], Change | None], *, quiet: bool, nothing: str) -> None:
        async with self._marking:
            try:
                change = await asyncio.to_thread(verb)
            except DatelineError as error:
                self.tell(str(error), failed=True)
                return
        if change is None or not change.count:
            if nothing:
                self.tell(nothing)
            return
        self._show_change()
        if not quiet:
            self.tell(change.text)

    def _show_change(self) -> None:
        if self._article is not None:
            self._article = replace(self._article, listing=self._library.headline(self._article.id))
            self._reading.update(self._article)
        self.refresh_list()

    @work(group="marks")
    async def keep(self, verb: Callable[[], object]) -> None:
        """Write something down that nothing on the screen waits for."""
        async with self._marking:
            try:
                await asyncio.to_thread(verb)
            except DatelineError as error:
                self.tell(str(error), failed=True)

    async def finish(self) -> None:
        """Have every mark written, and where one stopped, before leaving."""
        article, place = self._article, self._reading.place
        async with self._marking:
            if article is not None:
                self._library.remember_position(article.id, place)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in a toast what happened."""
        self.app_.tell(words, failed=failed)

    # ── names and hits ────────────────────────────────────────────────────────────────────────

    @on(EntityPanel.Picked)
    @on(ReadingPane.NamePicked)
    def _name_picked(self, message: EntityPanel.Picked | ReadingPane.NamePicked) -> None:
        self._names.choose(message.entity)
        self._reading.light_entity(message.entity)
        self._retitle()

    @on(ReadingPane.Lit)
    @on(ReadingPane.Scrolled)
    def _reading_moved(self) -> None:
        self._retitle()

    @on(ReadingPane.LinkPicked)
    def _link_picked(self, message: ReadingPane.LinkPicked) -> None:
        self.app_.open_link(message.href)

    def stories_with(self, entity: Person | Place) -> None:
        """List every stored story that has a name."""
        found = self._library.entity_of(entity)
        if found is None:
            self.tell(f"“{entity.name}” alone is not certain enough to be looked up elsewhere.")
            return
        self.show_scope(Scope("entity", entity_kind=found.kind, name=found.key), found.name)
        self.focus_pane(LIST)

    def redraw(self) -> None:
        """Draw everything with other colours."""
        self._list.redraw()
        self._names.refresh()
        self._titles.refresh()
        self._status.refresh()
        self._reading.redraw()

    # ── keys ──────────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a command act only in the panes it is for; one key may stand for two such commands."""
        command = BY_ID.get(action)
        return command is None or self._pane in command.where


def replace_titles(titles: Titles | None, panes: frame.Panes, pane: str, counts: frame.Counts) -> Titles:
    """Return the top bar's words for another arrangement."""
    if titles is None:
        return Titles(counts, "all", panes, pane)
    return replace(titles, panes=panes, focused=pane, counts=counts)


def _stories(count: int) -> str:
    return (
        "No new stories"
        if not count
        else "1 new story"
        if count == 1
        else f"{frame.number(count)} new stories"
    )
