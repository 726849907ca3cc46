"""What is shown: a list, an article, its people and places.

The screen owns each fact once and answers messages; the panes draw. What may take time runs
in a worker, and an answer that nobody waits for any more is dropped. Marks run one after another in
the order of their keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.message import Message

from tui.drawing import frame
from tui.errors import DatelineError, NotFound
from tui.keys.commands import LIST, READER, hints
from tui.keys.keymap import BY_ID, keys_of
from tui.model.articles import Article, Headline, NamedEntity
from tui.model.ids import ArticleId
from tui.model.names import EntityKind, Person, Place
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.screens.grid import GridScreen
from tui.screens.steady import SteadyListing, told
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import TitleBar
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.library.lists import Listing, Order
    from tui.model.answers import Change
    from tui.screens.name import Wish
    from tui.screens.orderly import Waits
    from tui.settings.config import Config

STANDING: Final = {"all": ALL, "unread": UNREAD, "saved": SAVED}
TICK_S: Final = 30.0
"""How often ages, and what another program may have stored, are looked at."""
OPENED_WITHIN_S: Final = 5.0
"""So long keys wait at most for the article that they are meant for."""
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


class ReaderScreen(GridScreen):
    """Lists, the open article, its names, and the reader's marks."""

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__(library, config)
        self._scope: Scope = ALL
        self._scope_words = ""
        self._listing: Listing | None = None
        self._query = ""
        self._order: Order = "date"
        self._wanted: ArticleId | None = None
        self._article: Article | None = None
        self._marking = asyncio.Lock()
        self._opening: Waits | None = None
        self._to_light: Wish | None = None
        stepping = (BY_ID["next_article"], BY_ID["previous_article"])
        self._stepping = frozenset(key for command in stepping for key in keys_of(command, config.keys))
        """Keys that do the same whether the article they leave is there yet or not."""

    def on_mount(self) -> None:
        """Open on the list, as the first paint has shown it already."""
        self._names.edged = False
        self.place_panes()
        self.show_scope(self.app_.opening_scope)
        self.set_focus(self._list)
        self.set_interval(TICK_S, self._tick)

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

    def retitle(self) -> None:
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
            more = "" if self._listing.complete else "+"
            return f"‹ {self._scope_words}  {frame.number(self._listing.total)}{more}"
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

    @told
    def show_scope(self, scope: Scope, words: str = "", *, keep: Headline | None = None) -> None:
        """Show another list, its cursor on an article where it is in it."""
        listing = SteadyListing(self._library.listing(scope), self.app_.lose)
        self._scope, self._scope_words, self._query = scope, words, ""
        self._show_listing(listing, keep)
        if scope.kind in STANDING:
            self.keep(lambda: self.app_.remember_scope(scope.kind))

    def _show_listing(self, listing: Listing, keep: Headline | None = None) -> None:
        self._listing = listing
        cursor = listing.index_of(keep) if keep else 0
        searching = bool(self._query) or self._scope.kind == "search"
        self._list.show(listing, self._scope.kind, cursor=cursor or 0, searching=searching)
        counts = self.counts()
        self._reading.rest(counts)
        if self._titles.titles:
            self._titles.titles = replace(self._titles.titles, counts=counts)
        self.retitle()

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
        self._list.redraw()
        self._list.go(self._list.cursor if index is None else index)
        self._show_counts()

    def _show_counts(self) -> None:
        counts = self.counts()
        if self._titles.titles:
            self._titles.titles = replace(self._titles.titles, counts=counts)
        self._reading.rest(counts)
        self.retitle()

    @told
    def search(self, query: str, *, typing: bool = False) -> None:
        """Show what a search finds, perhaps while it is being typed; no query, the list it began from."""
        if not query.strip():
            if self._query:
                self.show_scope(self._scope, self._scope_words)
            return
        found = self._library.search_listing(query, scope=self._scope, order=self._order, typing=typing)
        listing = SteadyListing(found, self.app_.lose)
        self._query = query
        self._show_listing(listing)

    def search_all(self, query: str) -> None:
        """List what a search finds among all stories."""
        self.show_scope(ALL)
        self.search(query)
        self.focus_pane(LIST)

    @on(TitleBar.ScopeClicked)
    def _scope_clicked(self, message: TitleBar.ScopeClicked) -> None:
        self.show_scope(STANDING[message.scope])
        self.focus_pane(LIST)

    # ── another file ──────────────────────────────────────────────────────────────────────────

    @told
    def begin_anew(self) -> None:
        """Show what another file holds: the same list and story, as far as they are in it.

        Numbers of feeds and rows may mean others there; ids and names mean the same.
        """
        self._library.renew()
        while self.app_.screen is not self:
            self.app_.pop_screen()
        query, current, article = self._query, self._list.current, self._article
        scope, words = self._scope_there_is()
        self.show_scope(scope, words, keep=self._still_there(current) if current else None)
        if query:
            self.search(query)
        if article is not None:
            self._show_still(article)

    def _scope_there_is(self) -> tuple[Scope, str]:
        """Return the list that is shown, as the file has it now; all stories where it has none such."""
        scope = self._scope
        if scope.kind == "feed":
            titled = [feed.id for feed in self._library.feeds() if feed.title == self._scope_words]
            scope = replace(scope, feed_id=titled[0]) if titled else ALL
        try:
            self._library.listing(scope)
        except NotFound:
            scope = ALL
        return scope, self._scope_words if scope.kind == self._scope.kind else ""

    def _still_there(self, headline: Headline) -> Headline | None:
        try:
            return self._library.headline(headline.id)
        except NotFound:
            return None

    def _show_still(self, article: Article) -> None:
        """Show the open story's marks as they are now; close one that is not there."""
        headline = self._still_there(article.listing)
        if headline is not None:
            self._article = replace(article, listing=headline)
            self.retitle()
            return
        self._article = self._wanted = None
        self._reading.say("This story is not in the database any more.")
        self._names.show(None)
        self.focus_pane(LIST)

    # ── opening ───────────────────────────────────────────────────────────────────────────────

    @on(ArticleList.Opened)
    def _list_opened(self, message: ArticleList.Opened) -> None:
        self.open_article(message.headline)

    def open_article(self, headline: Headline) -> None:
        """Open an article; the pane shows it when it is here."""
        self.leave_article()
        self._wanted = headline.id
        self._opening = self.app_.hold_for_answer(
            self._opening, at_most_s=OPENED_WITHIN_S, passes=self._stepping
        )
        self._load(headline.id)

    @work(thread=True, exclusive=True, group="article")
    def _load(self, article_id: ArticleId) -> None:
        try:
            preparation = self.app_.errands.preparation
            if preparation and preparation.is_running and not self._library.is_prepared(article_id):
                preparation.wait_for(article_id, PREPARED_WITHIN_S)
            self.post_message(ArticleLoaded(self._library.article(article_id)))
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
        self._names.show(article)
        self._names.mark_followed(self._library.follows.among(article.names))
        if self._query:  # a saved search is read like a feed, where n is for the next story
            self._light_matches(article)
        self._light_wished(article)
        if self._pane != READER:
            self.focus_pane(READER)
        self.retitle()
        if self._config.reading.mark_read == "open":
            self.mark_opened(article.id)
        self._has_opened()

    def _has_opened(self) -> None:
        """Let keys pass that were typed while the article was on its way."""
        if self._opening is not None:
            self._opening.done()

    @work(group="marks")
    async def mark_opened(self, article_id: ArticleId) -> None:
        """Note, once it is shown, that an article was opened, and take its mark off in the list."""
        async with self._marking:
            try:
                await asyncio.to_thread(self._library.note_opened, article_id)
            except NotFound:
                return  # it was removed while it was being shown
            except DatelineError as error:
                self.tell(str(error), failed=True)
                return
        self._show_marks((article_id,))

    @told
    def _light_matches(self, article: Article) -> None:
        """Light up in the text what the search found it by."""
        page = self._reading.page_shown
        if page is not None:
            spans = self._library.match_spans(self._query, [leaf.plain for leaf in page.leaves])
            self._reading.light_spans(spans, self._query, stay=article.position > 0)

    @on(LoadFailed)
    def _load_failed(self, message: LoadFailed) -> None:
        if message.article_id == self._wanted:
            self._article = None
            self._reading.say("This story cannot be shown.", "", str(message.error))
            self._names.show(None)
            self.retitle()
            self._has_opened()

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

    @told
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

    def mark(
        self,
        verb: Callable[[], Change | None],
        *,
        quiet: bool = False,
        nothing: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Do what a key asked for in a worker, after those before it, and show what changed.

        Where nothing did, `nothing` is said. `then` is called at the end, unless it failed.
        """
        self._mark(verb, quiet=quiet, nothing=nothing, then=then)

    @work(group="marks")
    async def _mark(
        self, verb: Callable[[], Change | None], *, quiet: bool, nothing: str, then: Callable[[], object]
    ) -> None:
        async with self._marking:
            try:
                change = await asyncio.to_thread(verb)
            except DatelineError as error:
                self.tell(str(error), failed=True)
                return
        if change is not None and change.is_something:
            self._show_change(change, quiet=quiet)
        elif nothing:
            self.refresh_list()  # what is unread here, if anything, came after the list was drawn
            self.tell(nothing)
        then()

    def _show_change(self, change: Change, *, quiet: bool) -> None:
        if change.verb in ("correct", "lift"):
            self.names_corrected()
            self.tell(change.text)
            return
        if 0 < change.count == len(change.ids):
            self._show_marks(change.ids)
        else:
            self.refresh_list()
        if change.verb in ("follow", "unfollow"):
            self.show_followed()
        self.after(change)
        if not quiet:
            self.tell(change.text)

    def after(self, change: Change) -> None:
        """Do what a change asks for beyond its marks."""

    @told
    def _show_marks(self, ids: Sequence[ArticleId]) -> None:
        """Show the marks that a few articles have now; a list that lost or won a row is shown anew."""
        for article_id in ids:
            listing = self._library.headline(article_id)
            self._list.put(listing)
            if self._article is not None and self._article.id == article_id:
                self._article = replace(self._article, listing=listing)
        if self._listing is None:
            return
        before = self._listing.total, self._listing.listed
        self._listing.refresh()
        if (self._listing.total, self._listing.listed) != before:
            self._show_refreshed(self._list.current)
        else:
            self._show_counts()

    @work(group="marks")
    async def keep(self, verb: Callable[[], object]) -> None:
        """Write something down that nothing on the screen waits for."""
        async with self._marking:
            try:
                await asyncio.to_thread(verb)
            except NotFound:
                return  # an article that was removed meanwhile has nothing to be kept
            except DatelineError as error:
                self.tell(str(error), failed=True)

    async def finish(self) -> None:
        """Have every mark written, and where one stopped, before leaving."""
        article, place = self._article, self._reading.place
        async with self._marking:
            if article is not None:
                with suppress(DatelineError):  # leaving must be possible whatever the database does
                    self._library.remember_position(article.id, place)

    # ── names and hits ────────────────────────────────────────────────────────────────────────

    @on(EntityPanel.Picked)
    @on(ReadingPane.NamePicked)
    def _name_picked(self, message: EntityPanel.Picked | ReadingPane.NamePicked) -> None:
        self._names.choose(message.entity)
        self._reading.light_entity(message.entity)
        self.retitle()

    def names_corrected(self) -> None:
        """Show names as they are now: the reader has corrected some, or taken that back."""
        raise NotImplementedError

    @on(ReadingPane.Lit)
    @on(ReadingPane.Scrolled)
    def _reading_moved(self) -> None:
        self.retitle()

    @on(ReadingPane.LinkPicked)
    def _link_picked(self, message: ReadingPane.LinkPicked) -> None:
        self.app_.open_link(message.href)

    @told
    def show_followed(self) -> None:
        """Mark in the sidebar what is followed now; stories may wait to be looked at for a new name."""
        if self._article is not None:
            self._names.mark_followed(self._library.follows.among(self._article.names))
        self.app_.catch_up()

    def show_page_of(self, entity: Person | Place) -> None:
        """Open the page of a name of the open article."""
        found = self._library.names.known_as(entity)
        if found is None:
            self.tell(f"“{entity.name}” alone is not certain enough to be looked up elsewhere.")
        else:
            self.show_name(found.kind, found.key, found.name)

    def show_name(self, kind: EntityKind, key: str, name: str) -> None:
        """Open the page of a person or place, and do what is wished for there."""
        from tui.screens.name import NameScreen

        screen = NameScreen(self._library, self._config, kind, key, name)
        self.app_.open_screen(screen, self.fulfil)

    def fulfil(self, wish: Wish | None) -> None:
        """List a name's stories, and open the one that was chosen, the name lit in it."""
        if wish is None:
            return
        if wish.forms is not None:
            self.correct_everywhere(NamedEntity(wish.kind, wish.key, wish.name, 0), wish.forms)
            return
        self.show_scope(wish.scope, wish.name, keep=wish.story)
        self.focus_pane(LIST)
        if wish.story is not None:
            self._to_light = wish
            self.open_article(wish.story)

    @told
    def correct_everywhere(self, name: NamedEntity, forms: Sequence[str]) -> None:
        """Ask what is to be said of a name in all stories."""
        raise NotImplementedError

    def _light_wished(self, article: Article) -> None:
        """Light the name up by which a story was found."""
        wish, self._to_light = self._to_light, None
        if wish is None or wish.story is None or wish.story.id != article.id:
            return
        entity = self._library.names.in_article(article, wish.kind, wish.key)
        if entity is not None:
            self._names.choose(entity)
            self._reading.light_entity(entity)
