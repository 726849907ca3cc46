"""The desk of web pages that are no feed's stories: read by their address, and kept as "Saved pages".

Reached as `Library.pages`. Its verbs raise children of DatelineError only; all of them ask the network.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tui.errors import DatelineError
from tui.model.articles import Article, Headline
from tui.model.ids import OWN_FEEDS, PAGES_FEED_URL, ArticleId, FeedId
from tui.model.webpages import NO_RULES, SiteRules
from tui.store import headlines
from tui.store.times import to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.fulltext.explaining import PageExplained
    from tui.model.webpages import PageArticle
    from tui.store.connection import Database
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.feeds import documents, savedpages, typedpages
    from tui.preparing import article as preparing
    from tui.preparing import worker
    from tui.settings import file
    from tui.sources import address
    from tui.store import bylink, follows, fulltexts
else:  # loaded when first used: whoever starts should not wait for them
    address = Lazy("tui.sources.address")
    bylink = Lazy("tui.store.bylink")
    documents = Lazy("tui.feeds.documents")
    file = Lazy("tui.settings.file")
    follows = Lazy("tui.store.follows")
    fulltexts = Lazy("tui.store.fulltexts")
    preparing = Lazy("tui.preparing.article")
    savedpages = Lazy("tui.feeds.savedpages")
    typedpages = Lazy("tui.feeds.typedpages")
    worker = Lazy("tui.preparing.worker")


class KeptPage(NamedTuple):
    """A page that was stored, or was there already."""

    id: ArticleId
    is_story: bool
    """Whether it is a story of a feed, whose own text is there."""
    problem: str | None = None
    """Why not all of its text is there, in a sentence."""


class PagesDesk:
    """Web pages by their address."""

    def __init__(self, database: Database, paths: Paths, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._paths = paths
        self._clock = clock

    def read(self, typed: str) -> tuple[Article, str | None]:
        """Return the article at an address, which is not stored, and why not all of it is there.

        Its id is empty, and nothing of the reader's is known of it. Raises SourceError.
        """
        page = self._fetch(typed)
        entry = savedpages.page_entry(page, page.url)
        prose = worker.read_entry(entry)
        with self._database.read() as conn:
            followed = follows.known_names(conn)
        names, _ = preparing.find_names(prose, followed)
        now = self._clock()
        headline = Headline(
            id=ArticleId(""),
            row=0,
            listed_at=to_seconds(entry.published_at or now),
            headline=prose.headline,
            feed=page.site_name or address.host_of(page.url),
            feed_id=FeedId(0),
            url=entry.url,
            published_at=entry.published_at,
            published_stated=entry.published_stated,
            arrived_at=now,
            dek=prose.dek,
            byline=prose.byline,
            dateline=prose.dateline,
            words=prose.words,
        )
        return Article(headline, prose, names, feed_url=PAGES_FEED_URL), page.problem

    def find(self, typed: str) -> ArticleId | None:
        """Return the stored article whose page has an address; of several a feed's. None: there is none."""
        return self._stored(address.possible_addresses(typed)[0])

    def keep(self, typed: str) -> KeptPage:
        """Store the page at an address as a story of "Saved pages", unless a feed has brought it.

        A page that is there already is read anew. Raises SourceError where there is no article.
        """
        known = self.find(typed)
        if known is not None and not self._is_saved_page(known):
            return KeptPage(known, is_story=True)
        page = self._fetch(typed)
        entry = savedpages.page_entry(page, page.url)
        known = self._stored(entry.url or page.url)
        if known is not None and not self._is_saved_page(known):
            return KeptPage(known, is_story=True)
        documents.store_page(self._database, entry, self._clock())
        stored = self._stored(entry.url or page.url)
        if stored is None:
            raise DatelineError("The page was stored, and is not found again.")
        return KeptPage(stored, is_story=False, problem=page.problem)

    def explain(self, typed: str, rules: SiteRules = NO_RULES, of: ArticleId | None = None) -> PageExplained:
        """Return how the article at an address comes about; `of` is the stored story whose page it is.

        What of the rules is empty is as the settings have it. Raises SourceError, NotFound.
        """
        feed = None if of is None else self._feed(of)
        if feed in OWN_FEEDS:
            feed = None
        return typedpages.explain_typed(typed, file.load_config(self._paths), rules, feed)

    def _fetch(self, typed: str) -> PageArticle:
        page = typedpages.fetch_typed(typed, file.load_config(self._paths))
        if not page.words:
            raise DatelineError(page.problem or "No article could be found on this page.")
        return page

    def _stored(self, url: str) -> ArticleId | None:
        with self._database.read() as conn:
            found = headlines.headlines(conn, bylink.rows_by_link(conn, url))
        ids = [headline.id for headline in found]
        return next((id_ for id_ in ids if not self._is_saved_page(id_)), ids[0] if ids else None)

    def _is_saved_page(self, article: ArticleId) -> bool:
        return self._feed(article) == PAGES_FEED_URL

    def _feed(self, article: ArticleId) -> str:
        with self._database.read() as conn:
            return fulltexts.feed_of(conn, headlines.row_of(conn, article))
