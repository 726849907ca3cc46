"""Opening: an article is looked up beside the screen, and shown if it is still wanted by then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui.errors import DatelineError
from tui.keys.commands import LIST, READER
from tui.screens.reader.desk import Desk, Part
from tui.screens.steady import told

if TYPE_CHECKING:
    from tui.model.articles import Article, Headline
    from tui.model.ids import ArticleId
    from tui.screens.orderly import Waits
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.marking import MarkingPart
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.reading_pane import ReadingPane

OPENED_WITHIN_S: Final = 5.0
"""So long keys wait at most for the article that they are meant for."""
PREPARED_WITHIN_S: Final = 2.0
"""How long the process behind the screen has for an opened article; then it is prepared here."""


Then = Callable[["Article"], None]
"""What follows when an article is shown."""


def _nothing_more(_article: Article) -> None:
    """Nothing follows."""


class OpeningPart(Part):
    """Which article is open, and what comes before and after it."""

    def __init__(
        self,
        desk: Desk,
        lists: ListsPart,
        marking: MarkingPart,
        reading: ReadingPane,
        panel: EntityPanel,
        passing: Collection[str],
    ) -> None:
        """`passing` are keys that do the same whether the article they leave is there yet or not."""
        super().__init__(desk)
        self._lists = lists
        self._marking = marking
        self._reading = reading
        self._panel = panel
        self._passing = passing
        self._waiting: Waits | None = None
        self.thens: list[Then] = []
        """What follows whenever an article is shown."""

    # ── one article ───────────────────────────────────────────────────────────────────────────

    def open(self, headline: Headline, then: Then = _nothing_more) -> None:
        """Open an article; the pane shows it when it is here, and `then` is called with it."""
        self.leave()
        self._waiting = self._desk.host.hold_for_answer(
            self._waiting, at_most_s=OPENED_WITHIN_S, passes=self._passing
        )
        # Exclusive: of two stories that are opened in a row, the second is wanted.
        self._desk.run_worker(self._open(headline.id, self._waiting, then), group="article", exclusive=True)

    async def _open(self, article_id: ArticleId, waiting: Waits, then: Then) -> None:
        """Look the article up and show it. What is opened meanwhile puts an end to this: one at a time."""
        try:
            article = await asyncio.to_thread(self.find, article_id)
            self._show(article)
            self.follow(article)
            then(article)
        except DatelineError as error:
            self._fail(error)
        finally:
            waiting.done()

    def follow(self, article: Article) -> None:
        """Do what follows whenever an article, or another text of it, is shown."""
        for then in self.thens:
            then(article)

    def find(self, article_id: ArticleId) -> Article:
        """Return an article, prepared; the process behind the screen may be about to. For a thread."""
        preparation = self._desk.host.errands.preparation
        # Two would prepare it at once, and one of them for nothing.
        if preparation and preparation.is_running and not self._library.is_prepared(article_id):
            preparation.wait_for(article_id, PREPARED_WITHIN_S)
        return self._library.article(article_id)

    def _show(self, article: Article) -> None:
        self._desk.has_story = True  # before it is laid out: its pane has to know how wide it will be
        if self._desk.pane != READER:
            self._desk.focus_pane(READER)
        self._desk.article = article
        # Someone who had read to the end begins again.
        place = article.position if article.position < 1 else 0.0
        self._reading.show(article, place)
        self._panel.show(article)
        self._panel.mark_followed(self._library.follows.among(article.names))
        if self._desk.shown.query:  # a saved search is read like a feed, where n is for the next story
            self._light_matches(article)
        self._marking.note_opened(article.id)

    def _fail(self, error: DatelineError) -> None:
        self._desk.article = None
        self._desk.has_story = True
        self._desk.focus_pane(self._desk.pane)
        self._reading.say("This story cannot be shown.", "", str(error))
        self._panel.show(None)

    @told
    def _light_matches(self, article: Article) -> None:
        """Light up in the text what the search found it by."""
        page, query = self._reading.page_shown, self._desk.shown.query
        if page is not None:
            spans = self._library.match_spans(query, [leaf.plain for leaf in page.leaves])
            # Who comes back to a story is shown where one stopped; the matches are lit all the same.
            self._reading.light_spans(spans, query, stay=article.position > 0)

    def leave(self) -> None:
        """Keep how far the open article was read."""
        article = self._desk.article
        if article is None:
            return
        # Now and not in the thread, where another story may be shown.
        place = self._reading.place
        self._desk.keep(lambda: self._library.remember_position(article.id, place))
        if self._desk.config.reading.mark_read == "leave" and not article.headline.read:
            self._desk.mark(lambda: self._library.mark_read([article.id]), quiet=True)

    def close(self) -> None:
        """Put the story away; the list has the whole width again."""
        self.leave()
        self._desk.article = None
        self._reading.say()
        self._panel.show(None)
        self._desk.has_story = False
        self._desk.focus_pane(LIST)

    @told
    def begin_anew(self) -> None:
        """Show the open story's marks as another file has them; close one that is not in it."""
        article = self._desk.article
        if article is None:
            return
        headline = self._lists.still_there(article.headline)
        if headline is not None:
            self._desk.article = replace(article, headline=headline)
            return
        self._desk.article = None
        self._reading.say("This story is not in the database any more.")
        self._panel.show(None)
        self._desk.focus_pane(LIST)

    # ── its neighbours ────────────────────────────────────────────────────────────────────────

    def step(self, step: int) -> None:
        """Open the next article of the list, or the one before."""
        rows = self._lists.rows
        index = rows.cursor + step
        headline = rows.row(index)
        if headline is None:
            self.tell("That was the last story." if step > 0 else "This is the first story.")
            return
        rows.go(index)
        self.open(headline)

    @told
    def step_unread(self, *, backwards: bool = False) -> None:
        """Open the next unread article of the list, or the one before."""
        article, in_list = self._desk.article, self._desk.pane == LIST
        after = article.headline if article and not in_list else self._lists.rows.current
        # At the start the first row is the next unread one: stepping over it would lose it.
        if in_list and after is not None and not after.read and article is None:
            self.open(after)
            return
        headline = self._lists.next_unread(after, backwards=backwards)
        if headline is None:
            self.tell("Nothing unread before this." if backwards else "Nothing unread after this.")
            return
        self._go_to(headline)
        self.open(headline)

    def _go_to(self, headline: Headline) -> None:
        """Put the cursor on a story, where the list has it."""
        listing = self._lists.listing
        if listing and (index := listing.index_of(headline)) is not None:
            self._lists.rows.go(index)
