"""The front desk: every verb that screens and commands call.

All of them raise children of DatelineError only, and may be called from several threads. What is
heavy (sources, prose, names) is loaded by the verbs that need it: opening a list needs sqlite3 alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from tui.errors import DatelineError, StoreReplaced
from tui.feeds import subscribing
from tui.library.briefing import BriefingDesk
from tui.library.corrections import CorrectionsDesk
from tui.library.follows import FollowsDesk
from tui.library.fulltexts import FullTextsDesk
from tui.library.lists import PLAIN_VIEW, Listed, Listing, ListView, Order, ScopeListing
from tui.library.names import NamesDesk
from tui.library.pages import PagesDesk
from tui.library.quotes import QuotesDesk
from tui.library.rules import RulesDesk
from tui.library.threads import ThreadsDesk
from tui.library.views import ViewsDesk
from tui.library.wording import notice_in_words
from tui.model.answers import Change, Check, Counts, ImportReport
from tui.model.articles import Article, Feed, Headline, SearchHit
from tui.model.events import SyncEvent, Which
from tui.model.ids import ArticleId, FeedId
from tui.model.scopes import ALL, Scope
from tui.store import feeds, headlines, lists, marks, settings, subscriptions
from tui.store.backup import back_up, backup_name
from tui.store.connection import Database
from tui.store.lists import Key
from tui.store.opening import open_database, restore
from tui.store.texts import stage_of
from tui.store.times import to_seconds
from tui.system.files import write_atomically
from tui.system.lazily import Lazy
from tui.system.paths import Paths
from tui.system.privacy import keep_private

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tui.changes.compare import Version
    from tui.feeds.adding import Offer
    from tui.model.programs import StoryForm
    from tui.settings.config import FeedConfig
    from tui.settings.feeds import SettingValue

if TYPE_CHECKING:
    import json

    from tui.exports import jsonfeed, markdown, passages, plain
    from tui.feeds import adding, documents, seedfolders
    from tui.library import health, notes, orders, searching
    from tui.preparing import queue
    from tui.settings import file
    from tui.store import checkup, recordings, searchable, told
    from tui.store import threads as stored_threads
else:  # loaded when first used: whoever starts should not wait for them
    adding = Lazy("tui.feeds.adding")
    checkup = Lazy("tui.store.checkup")
    documents = Lazy("tui.feeds.documents")
    file = Lazy("tui.settings.file")
    health = Lazy("tui.library.health")
    json = Lazy("json")
    jsonfeed = Lazy("tui.exports.jsonfeed")
    markdown = Lazy("tui.exports.markdown")
    notes = Lazy("tui.library.notes")
    orders = Lazy("tui.library.orders")
    passages = Lazy("tui.exports.passages")
    plain = Lazy("tui.exports.plain")
    queue = Lazy("tui.preparing.queue")
    recordings = Lazy("tui.store.recordings")
    searchable = Lazy("tui.store.searchable")
    searching = Lazy("tui.library.searching")
    seedfolders = Lazy("tui.feeds.seedfolders")
    stored_threads = Lazy("tui.store.threads")
    told = Lazy("tui.store.told")

P = ParamSpec("P")
T = TypeVar("T")

_EXPORT_PAGE: Final = 50
# A file is hardly exchanged twice within one verb; who meets that again and again is told.
_TRIES: Final = 3


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def _in_the_file_there_is(
    verb: Callable[Concatenate[Library, P], T],
) -> Callable[Concatenate[Library, P], T]:
    """Let a verb be done anew where another file was put in the database's place.

    For verbs that mean the same in every file: articles by their ids, not rows or feeds by number.
    """

    @wraps(verb)
    def done(self: Library, /, *arguments: P.args, **named: P.kwargs) -> T:
        for _ in range(_TRIES):
            try:
                return verb(self, *arguments, **named)
            except StoreReplaced:
                self.renew()
        # The last try tells its error.
        return verb(self, *arguments, **named)

    return done


class Library:
    """One reader's stored news. Make it with `Library.open`, and close it."""

    def __init__(
        self, paths: Paths, database: Database, clock: Callable[[], datetime], notices: tuple[str, ...] = ()
    ) -> None:
        self.paths = paths
        self.database = database
        self.notices = notices
        """What the reader should be told about how the database was opened, a sentence each."""
        self._clock = clock
        self.names = NamesDesk(database, clock)
        """People and places across all stories."""
        self.corrections = CorrectionsDesk(database, clock)
        """What the reader knows better about them."""
        self.follows = FollowsDesk(database, clock)
        """Those of them that the reader follows."""
        self.quotes = QuotesDesk(database)
        """Who said what, and the dates that texts name."""
        self.full_texts = FullTextsDesk(database, paths, clock)
        """The pages of stories, where feeds give only a part."""
        self.pages = PagesDesk(database, paths, clock)
        """Web pages by their address."""
        self.rules = RulesDesk(database, clock)
        """Saved searches, mutes, retention."""
        self.threads = ThreadsDesk(database, paths, clock)
        """Articles that tell one story."""
        self.briefing = BriefingDesk(database, clock)
        """The news in a line a story."""
        self.views = ViewsDesk(database)
        """How each list is shown."""

    @property
    def notes(self) -> notes.NotesDesk:
        """What the reader wrote to articles."""
        return notes.NotesDesk(self.database, self._clock)

    @classmethod
    def open(
        cls, paths: Paths, *, clock: Callable[[], datetime] = utc_now, readonly: bool = False
    ) -> Library:
        """Open the reader's database, made and brought up to date where need be.

        A file that is damaged is moved aside by name and the newest backup put in its place; `notices`
        then says so. With `readonly` nothing is made or changed. Raises StoreTooNew, StoreBusy,
        StoreUnwritable; and StoreDamaged, where it may not be repaired because of `readonly`.
        """
        database, notices = open_database(paths.database, paths.backup_dir, clock(), readonly=readonly)
        if not database.readonly:
            keep_private(paths)
        return cls(paths, database, clock, tuple(map(notice_in_words, notices)))

    def renew(self) -> None:
        """Use the file that is at the database's path, once StoreReplaced was raised. Raises StoreErrors."""
        self.database.renew()

    def close(self) -> None:
        """Close the database; the library is not used after."""
        self.database.close()

    @_in_the_file_there_is
    def seeds_have_changed(self) -> bool:
        """Tell whether there are seed files to be read: new, changed, or gone."""
        return seedfolders.seed_stamps(self.paths) != seedfolders.seen_stamps(self.database)

    @_in_the_file_there_is
    def read_seeds(self) -> ImportReport:
        """Read the bundled seeds and those in the reader's seed folder, if they have changed since last read.

        A file that cannot be read is named in the report, and the others load.
        """
        return documents.read_seed_folders(self.database, self.paths, self._clock())

    # ── lists ─────────────────────────────────────────────────────────────────────────────────

    def listing(self, scope: Scope = ALL, view: ListView = PLAIN_VIEW) -> Listing:
        """Return the list of a scope, in another order perhaps, or what is unread of it.

        Raises NotFound where its feed or name is not there.
        """
        if scope.kind == "search":
            query = "is:unread" if view.unread else ""
            return self.search_listing(query, scope=scope, order=view.order)
        if view.order == "date":
            return ScopeListing(self.database, scope, unread=view.unread)
        return orders.in_order(self.database, scope, view)

    def newest_arrival(self) -> int:
        """Return the row of what arrived last, for `Listed.newest`; 0 before anything did."""
        with self.database.read() as conn:
            return headlines.last_row(conn)

    @_in_the_file_there_is
    def counts(self) -> Counts:
        """Return how many articles there are, unread, saved and waiting."""
        with self.database.read() as conn:
            return headlines.counts(conn)

    @_in_the_file_there_is
    def has_older_rows(self) -> bool:
        """Whether something is as an older dateline left it: the index, recordings, quotations, threads."""
        with self.database.read() as conn:
            older = searchable.older_lines(conn) > 0 or recordings.unseen(conn) > 0
            return older or told.has_older(conn) or stored_threads.is_behind(conn)

    @_in_the_file_there_is
    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds by folder, position and title; the one of documents last."""
        with self.database.read() as conn:
            return feeds.feeds(conn)

    def next_unread(
        self, after: Headline | None, scope: Scope = ALL, *, backwards: bool = False
    ) -> Headline | None:
        """Return the unread article below `after` in a scope's list (`backwards`: above); None at an end.

        Without `after` the first one from the top, or `backwards` from the end.
        """
        if scope.kind == "search":
            return searching.next_unread_hit(
                self.database, scope, self._clock(), after, downwards=not backwards
            )
        with self.database.read() as conn:
            return lists.next_unread(conn, scope, after, downwards=not backwards)

    def neighbour(self, of: Headline, scope: Scope, step: int) -> Headline | None:
        """Return the article `step` rows below another in a scope's list (negative: above); None past an end.

        The other need not be in the list any more: its place counts.
        """
        if scope.kind == "search":
            return searching.neighbouring_hit(self.database, scope, self._clock(), of, step)
        with self.database.read() as conn:
            return lists.neighbour(conn, scope, of, step)

    # ── search ────────────────────────────────────────────────────────────────────────────────

    def search_listing(
        self, query: str, *, scope: Scope = ALL, order: Order = "date", typing: bool = False
    ) -> searching.SearchListing:
        """Return what a query finds, as a list that grows as it is read: `store.query` has the language.

        While one is `typing` a last word without a blank after it is the beginning of one; then it is so only
        where it stands nowhere as it is.
        Any text is a query. Raises NotFound where the scope's feed or name is not there.
        """
        return searching.SearchListing(self.database, query, scope, order, self._clock(), typing=typing)

    def search(
        self,
        query: str,
        *,
        order: Order = "relevance",
        limit: int = 50,
        before_row: int | None = None,
        scope: Scope = ALL,
    ) -> tuple[SearchHit, ...]:
        """Return up to `limit` hits whole; `before_row` goes on by date after the hit of that row.

        Any text is a query. Raises NotFound where the scope's feed or name is not there.
        """
        return searching.search(
            self.database, query, scope, order, self._clock(), limit=limit, before_row=before_row
        )

    def match_spans(self, query: str, texts: Sequence[str]) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Return for each text the characters that a query's words match, half-open, in order."""
        return searching.match_spans(self.database, query, self._clock(), texts)

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    @_in_the_file_there_is
    def headline(self, id: ArticleId) -> Headline:
        """Return an article's list entry. Raises NotFound."""
        with self.database.read() as conn:
            return headlines.headline_by_id(conn, id)

    @_in_the_file_there_is
    def article(self, id: ArticleId, *, mark: bool = False) -> Article:
        """Return an article with text and names, prepared at once where it still waits for that.

        `mark` notes that it was opened (`note_opened`). The article returned shows the marks as they
        were before. Raises NotFound.
        """
        from tui.preparing.article import prepare_article

        with self.database.read() as conn:
            row = headlines.row_of(conn, id)
        article = prepare_article(self.database, row, self.threads.joins())
        if mark:
            self.note_opened(id)
        return article

    @_in_the_file_there_is
    def note_opened(self, id: ArticleId, *, read: bool = True) -> None:
        """Note that an article was opened: it is `read` now, and its present text seen. Raises NotFound."""
        with self.database.write() as conn:
            marks.opened(conn, headlines.row_of(conn, id), self._now(), read=read)

    @_in_the_file_there_is
    def is_prepared(self, id: ArticleId) -> bool:
        """Tell whether an article's text and names are ready to be shown. Raises NotFound."""
        with self.database.read() as conn:
            return stage_of(conn, headlines.row_of(conn, id)) is None

    @_in_the_file_there_is
    def prepare(
        self,
        *,
        limit: int | None = None,
        deadline_s: float | None = None,
        names: bool = True,
        go_on: Callable[[int], bool] | None = None,
    ) -> int:
        """Prepare what waits, newest first; return how many pieces of work were done.

        `limit` bounds the pieces; after `deadline_s`, a moment of `time.monotonic`, none is begun. Without
        `names` only texts are prepared. `go_on` is asked every few hundredths of a second.
        """
        return queue.run_queue(
            self.database,
            limit=limit,
            deadline_s=deadline_s,
            names=names,
            go_on=go_on,
            joins=self.threads.joins(),
        )

    @_in_the_file_there_is
    def catch_up(self, go_on: Callable[[int], bool]) -> None:
        """Prepare all that waits; while another process is at it, only ask `go_on`, as `prepare` does."""
        queue.catch_up(self.database, go_on, self.threads.joins())

    @_in_the_file_there_is
    def waiting_texts(self, most: int) -> int:
        """Return how many texts wait to be prepared; not more than `most` are counted."""
        return queue.waiting_texts(self.database, most)

    @_in_the_file_there_is
    def versions(self, id: ArticleId) -> tuple[Version, ...]:
        """Return an article's texts, the oldest kept one first, that of now last: see `tui.changes.compare`.

        One alone where it never changed. Raises NotFound.
        """
        from tui.preparing.article import versions

        with self.database.read() as conn:
            row = headlines.row_of(conn, id)
        return versions(self.database, row)

    @_in_the_file_there_is
    def remember_position(self, id: ArticleId, position: float) -> None:
        """Keep how far an article was read, 0 to 1. Raises NotFound."""
        with self.database.write() as conn:
            marks.remember_position(conn, headlines.row_of(conn, id), position)

    # ── the reader's marks ────────────────────────────────────────────────────────────────────

    @_in_the_file_there_is
    def mark_read(self, ids: Sequence[ArticleId], read: bool = True) -> Change:
        """Mark articles read or unread. Raises NotFound, and then nothing is marked."""
        with self.database.write(durable=True) as conn:
            return marks.mark_read(conn, headlines.rows_of(conn, ids), read, self._now())

    # Not done again in another file: what a list held is told by rows, which mean others there.
    def mark_all_read(self, *held: Listed) -> Change:
        """Mark read what lists held at a moment, whatever its date; what arrived since stays as it is.

        One change, however many lists: one `undo` brings all back. Raises NotFound where the feed or name
        of one is gone, and then nothing is marked.
        """
        with self.database.write(durable=True) as conn:
            rows = [row for listed in held for row in self._unread_rows(conn, listed)]
            return marks.mark_read(conn, list(dict.fromkeys(rows)), True, self._now())

    def _unread_rows(self, conn: Connection, listed: Listed) -> Iterator[int]:
        """Yield the rows a list held that are unread; those that stand in view may be read."""
        yield from listed.also
        if listed.is_rows:
            return
        if listed.scope.kind == "search" or listed.query:
            yield from searching.unread_hits(conn, listed, self._clock())
        else:
            found = lists.unread_rows(conn, listed.scope, listed.newest, listed.below, listed.above)
            yield from (row for row in found if row not in listed.but)

    @_in_the_file_there_is
    def save(self, ids: Sequence[ArticleId], saved: bool = True) -> Change:
        """Bookmark articles, or take their bookmarks away. Raises NotFound, and then nothing is changed."""
        with self.database.write(durable=True) as conn:
            return marks.save(conn, headlines.rows_of(conn, ids), saved, self._now())

    @_in_the_file_there_is
    def tag(self, ids: Sequence[ArticleId], tag: str, on: bool = True) -> Change:
        """Tag articles, which saves them too, or take a tag off.

        Raises NotFound, and DatelineError for an empty tag; then nothing is changed.
        """
        with self.database.write(durable=True) as conn:
            return marks.tag(conn, headlines.rows_of(conn, ids), tag, on, self._now())

    @_in_the_file_there_is
    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return each tag and how many articles have it, by name."""
        with self.database.read() as conn:
            return marks.tags(conn)

    def undo(self, *, settle: bool = True) -> Change | None:
        """Take the last change back that was not taken back yet; None where there is none.

        What a mute hides changes with it, unless that is left to `rules.settle`, since it may take long.
        """
        with self.database.write(durable=True) as conn:
            change = marks.undo(conn, self._now())
        if change is not None and change.verb in ("correct", "lift"):
            # The one story is in front of the reader; of many the queue takes care.
            self.corrections.apply(change.ids[0] if len(change.ids) == 1 else None)
        if settle:
            self.rules.settle()
        return change

    # ── feeds ─────────────────────────────────────────────────────────────────────────────────

    def subscribe(self, url: str, title: str | None = None, folder: str | None = None) -> Feed:
        """Subscribe to a feed by its address, under a title of the reader's own; the next sync asks it.

        One that was unsubscribed comes back with its articles. Raises FetchError for what is no web address.
        """
        feed = subscribing.subscribe(self.database, url, title, folder, self._now())
        self.rules.settle()
        return feed

    def unsubscribe(self, feed: FeedId, *, settle: bool = True) -> Change:
        """Give a subscription up: its articles leave the lists, save bookmarked and tagged ones.

        `undo` brings all back. What mutes of feeds hide changes with it; `settle` as in `undo`.
        Raises NotFound.
        """
        change = subscribing.unsubscribe(self.database, feed, self._now())
        if settle:
            self.rules.settle()
        return change

    def pause(self, feed: FeedId, paused: bool = True) -> Change:
        """Ask a feed no more, or again. Raises NotFound."""
        return subscribing.pause(self.database, feed, paused)

    def rename_feed(self, feed: FeedId, title: str | None) -> Change:
        """Give a feed a title of the reader's own; None or blank: its own again. Raises NotFound."""
        return subscribing.rename(self.database, feed, title)

    def move_feed(self, feed: FeedId, folder: str | None) -> Change:
        """Put a feed into a folder (`A/B`: one within another); None or blank: none. Raises NotFound."""
        return subscribing.move(self.database, feed, folder)

    def feed_settings(self, feed: FeedId) -> FeedConfig:
        """Return what is set for one feed alone. Raises NotFound, ConfigError."""
        return subscribing.settings_of(self.database, self.paths, feed)

    def set_feed(self, feed: FeedId, changes: Mapping[str, SettingValue]) -> Change:
        """Write settings of one feed into the reader's configuration; None: as for all feeds.

        They hold from the next sync on. Raises NotFound; ConfigError, and then the file is as it was.
        """
        return subscribing.set_feed(self.database, self.paths, feed, changes)

    def find_feeds(self, url: str) -> tuple[Offer, ...]:
        """Return the feed at an address, or those that a page there announces; asks the network.

        At least one. Raises FetchError where the address cannot be read, ParseError where it has no feed.
        """
        return adding.find_offers(url, file.load_config(self.paths))

    def add_feed(self, offer: Offer, title: str | None = None, folder: str | None = None) -> Feed:
        """Subscribe to a feed that was found, and store its articles at once.

        One that cannot be read keeps the reason in `Feed.last_error`. Raises StoreErrors.
        """
        from tui.feeds.sync import sync_new

        feed = subscribing.subscribe(
            self.database, offer.url, title, folder, self._now(), stated_title=offer.title
        )
        sync_new(self.database, file.load_config(self.paths), self._now(), feed.id, offer.response)
        with self.database.read() as conn:
            return feeds.feed(conn, feed.id)

    @_in_the_file_there_is
    def opml(self) -> bytes:
        """Return the subscriptions as OPML 2.0."""
        return subscribing.export_opml(self.database)

    @_in_the_file_there_is
    def has_due_feeds(self) -> bool:
        """Tell whether a sync of what is due would ask any feed now. Raises ConfigError."""
        with self.database.read() as conn:
            due = [feed for feed in subscriptions.askable(conn) if subscriptions.is_due(feed, self._now())]
        config = file.load_config(self.paths)
        # 0 minutes: it is never asked unbidden.
        return any(config.for_feed(feed.url).interval_minutes for feed in due)

    def sync(
        self,
        tell: Callable[[SyncEvent], None],
        *,
        feeds: Sequence[FeedId] | None = None,
        which: Which = "open",
    ) -> SyncEvent:
        """Ask feeds for what is new, all of `which` or those named; return the last event told.

        `tell` hears how it goes. Everything is stored and can be opened then; its texts and names wait to be
        prepared. Raises AlreadyRunning, StoreBusy, ConfigError.
        """
        from tui.feeds.sync import run_sync

        # Feeds by number mean others in another file: only a sync of all is done again there.
        if feeds is None:
            return self._sync(tell, which)
        return run_sync(self.database, file.load_config(self.paths), self._clock, tell, feeds=feeds)

    @_in_the_file_there_is
    def _sync(self, tell: Callable[[SyncEvent], None], which: Which) -> SyncEvent:
        from tui.feeds.sync import run_sync

        return run_sync(self.database, file.load_config(self.paths), self._clock, tell, which=which)

    # ── documents ─────────────────────────────────────────────────────────────────────────────

    @_in_the_file_there_is
    def import_files(
        self,
        files: Sequence[Path],
        *,
        stdin: bytes | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Read documents into the store: seeds, Markdown, JSON Feeds (our exports too), RSS files.

        A folder stands for the files in it. `stdin` is one more document. `progress` is called with
        how many files were read, and of how many. What cannot be read is named in the report.
        """
        return documents.import_files(
            self.database,
            files,
            self._clock(),
            stdin=stdin,
            progress=progress,
            config=file.load_config(self.paths),
        )

    def articles_to_export(self, scope: Scope) -> Iterator[Article]:
        """Yield a scope's articles whole, newest first, a page at a time. Raises NotFound."""
        from tui.preparing.article import prepare_article

        for row in self._rows_of(scope):
            yield prepare_article(self.database, row)

    def _rows_of(self, scope: Scope) -> Iterator[int]:
        """Yield a scope's rows, a page at a time."""
        if scope.kind == "search":
            yield from searching.rows_of_hits(self.database, scope, self._clock(), _EXPORT_PAGE)
            return
        key: Key | None = lists.NEWEST
        while key is not None:
            with self.database.read() as conn:
                page, key = lists.page(conn, scope, key, _EXPORT_PAGE)
            # Outside the block: nobody is kept from the connection while a page is written out.
            yield from page

    @_in_the_file_there_is
    def export_article(self, id: ArticleId, folder: Path) -> Path:
        """Write an article as Markdown into a folder, beside what is there; returns the file.

        Raises NotFound; DatelineError where it cannot be written.
        """
        article = self.article(id)
        path = folder / f"{markdown.file_stem(article)}.md"
        try:
            write_atomically(path, markdown.render_markdown(article).encode())
        except OSError as error:
            raise DatelineError(f"{path} could not be written: {error.strerror or error}.") from error
        return path

    @_in_the_file_there_is
    def article_in(self, id: ArticleId, form: StoryForm, passage: str = "") -> str:
        """Return an article as one text: Markdown, an item of a JSON Feed, or plain. Raises NotFound.

        With a `passage` of it, that alone, and where it is from.
        """
        article = self.article(id)
        if passage:
            return passages.render_passage(article, passage, form)
        match form:
            case "markdown":
                return markdown.render_markdown(article)
            case "json":
                return f"{json.dumps(jsonfeed.item(article))}\n"
            case "text":
                return plain.render_plain(article, None)

    # ── ids, settings, care ───────────────────────────────────────────────────────────────────

    @_in_the_file_there_is
    def resolve(self, text: str) -> ArticleId:
        """Return the article that an id, or its unambiguous beginning, names. Raises NotFound, Ambiguous."""
        with self.database.read() as conn:
            return headlines.resolve_id(conn, text)

    def backup(self, target: Path | None = None) -> Path:
        """Copy the database, by a dated name in the backup folder unless a file is named; return the copy.

        Raises StoreUnwritable, also where the file exists already.
        """
        named = target or self.paths.backup_dir / backup_name(self._clock())
        return back_up(self.database.path, named)

    def restore(self, source: Path) -> Path:
        """Put a backup in the database's place, whoever has it open; return the present one's new name.

        Nothing happens where the source is no sound database of ours (StoreDamaged, StoreTooNew, StoreError).
        """
        self.database.close()
        return restore(self.database.path, source, self.paths.backup_dir, self._clock())

    def doctor(
        self, *, full: bool = False, tell: Callable[[int, int], None] = lambda _done, _total: None
    ) -> tuple[Check, ...]:
        """Look whether folders and database are well, a finding each: in a second, or with `full` at all.

        `tell` hears how many parts are done, and of how many.
        """
        return health.examine(self.database, self.paths, self._now(), full=full, tell=tell)

    @_in_the_file_there_is
    def is_checkup_due(self) -> bool:
        """Tell whether the database has not been looked at as a whole for most of a day."""
        with self.database.read() as conn:
            return not self.database.readonly and checkup.progress(conn).is_due(self._now())

    def look_after(self, go_on: Callable[[int, int], bool], *, pause: bool = False) -> tuple[str, ...]:
        """Go on looking whether the database is sound, and put right what is not; return it in sentences.

        `go_on` is asked every few milliseconds, told how many parts are done and of how many. With `pause`
        half of the time is left to others. Raises StoreErrors.
        """
        return health.look_after(self.database, self.paths, self._clock(), go_on, pause=pause)

    @_in_the_file_there_is
    def setting(self, name: str, default: str | None = None) -> str | None:
        """Return a small fact kept from an earlier session; `default` where it was never set."""
        with self.database.read() as conn:
            value = settings.setting(conn, name)
        return default if value is None else value

    @_in_the_file_there_is
    def set_setting(self, name: str, value: str) -> None:
        """Keep a small fact for the next session."""
        with self.database.write() as conn:
            settings.set_setting(conn, name, value)

    def _now(self) -> int:
        return to_seconds(self._clock())
