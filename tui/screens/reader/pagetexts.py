"""The whole text of stories: asked for, shown in the place of the feed's own once it is there, and back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.drawing.frame import number
from tui.errors import DatelineError
from tui.library.fulltexts import NO_PAGE
from tui.model.fulltext import FullText
from tui.model.ids import OWN_FEEDS, ArticleId
from tui.screens.background import FetchingTexts, TextFetched, TextsFetched
from tui.screens.reader.desk import Desk, Part
from tui.screens.steady import told
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.articles import Article, Headline
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.opening import OpeningPart
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from tui.drawing import pagetexts
else:  # loaded when first used: whoever starts should not wait for them
    pagetexts = Lazy("tui.drawing.pagetexts")

_PREPARE_EVERY_S: Final = 10.0
"""How often what was fetched so far is prepared: to be found by its words and names before all is there."""
_WHOLE: Final = "This is its whole text: it came as a document."
_NOTE: Final = "texts"
_GROUP: Final = "texts"


class PageTextsPart(Part):
    """Turns stories to their page's text and back, and shows what comes of pages that are fetched."""

    def __init__(
        self, desk: Desk, lists: ListsPart, opening: OpeningPart, reading: ReadingPane, panel: EntityPanel
    ) -> None:
        super().__init__(desk)
        self._lists = lists
        self._opening = opening
        self._reading = reading
        self._panel = panel
        self._asked: set[ArticleId] = set()
        """Stories whose page the reader has asked for, and waits for."""
        self._unsaid: list[str] = []
        """Of those that were not open when their page brought nothing: why that was."""
        self._said = 0
        """How many pages of the fetching under way were told of one by one."""
        self._error = ""
        """Why the last fetching could not be done."""
        self._late: ArticleId | None = None
        """A story that has another text now, to be drawn once nothing is being marked in it."""
        self._prepared_at = 0.0

    # ── what keys ask for ─────────────────────────────────────────────────────────────────────

    def turn(self) -> None:
        """Show the story's other text, and fetch its page where there is none; of several, fetch theirs."""
        subjects = self._desk.selection.take()
        if not subjects:
            self.tell("Open a story first.")
        elif len(subjects) == 1:
            self._desk.run_worker(self._turn(subjects[0]), group=_GROUP)
        else:
            self._desk.run_worker(self._ask([one.id for one in subjects]), group=_GROUP)

    def saved(self) -> None:
        """Fetch the pages of what was saved, where the configuration wants that of any story."""
        config = self._desk.config
        own = (feed.fulltext for feed in config.feeds.values())
        if config.articles.fulltext_saved != "never" or "always" in own:
            self._desk.host.fetch_texts()

    async def _turn(self, story: Headline) -> None:
        # What is typed next is meant for the text that this shows.
        waits = self._desk.host.hold_for_answer()
        try:
            known = await asyncio.to_thread(self._library.full_texts.turn, story.id)
            if known.waits and known.state == "wanted":
                self._asked.add(story.id)
                self._desk.host.fetch_texts()
            # Between which texts there is a change is shown already: what F is for is to read one of them.
            if self._reading.change is not None:
                self._reading.leave_change()
            await self._show(story.id)
            words = self._turned(story, known)
            self.tell(words, failed=known.state == "failed" and words != _WHOLE)
        except DatelineError as error:
            self.tell(str(error), failed=True)
        finally:
            waits.done()

    def _turned(self, story: Headline, known: FullText) -> str:
        match known.state:
            case "shown":
                return f"The whole text, from {pagetexts.site_of(known.url or story.url)}."
            case "kept":
                return "The feed's own text; F shows the whole one again."
            case "wanted":
                return f"Its page is fetched from {pagetexts.site_of(story.url)}."
            case "failed":
                return self._why_no_page(story, known)

    def _why_no_page(self, story: Headline, known: FullText) -> str:
        """Return why a story has no other text: what is of no feed is whole, and lacks none."""
        feed = next((one.url for one in self._library.feeds() if one.id == story.feed_id), "")
        is_whole = known.reason == NO_PAGE and feed in OWN_FEEDS
        return _WHOLE if is_whole else known.reason or NO_PAGE

    async def _ask(self, ids: Sequence[ArticleId]) -> None:
        try:
            asked, shown = await asyncio.to_thread(self._asked_and_shown, ids)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return
        self._asked.update(ids)
        said = [f"{_pages(asked)} asked for"] if asked else []
        said += [f"{number(shown)} shown whole again"] if shown else []
        self.tell(f"{', '.join(said)}." if said else "None of these has a page that is not there yet.")
        if asked:
            self._desk.host.fetch_texts()
        if shown:
            self._lists.tick()

    def _asked_and_shown(self, ids: Sequence[ArticleId]) -> tuple[int, int]:
        """Ask for pages that are not there, and show those that are; how many of each. For a thread."""
        texts = self._library.full_texts
        states = {id: known.state if (known := texts.of(id)) else None for id in ids}
        kept = [id for id, state in states.items() if state == "kept"]
        for id in kept:
            texts.turn(id)
        return texts.ask([id for id, state in states.items() if state not in ("kept", "shown")]), len(kept)

    # ── what comes of it ──────────────────────────────────────────────────────────────────────

    def hear(self, message: FetchingTexts | TextFetched | TextsFetched) -> None:
        """Show how the fetching gets on."""
        match message:
            case FetchingTexts(done, total):
                self._desk.note(_NOTE, f"pages {number(done)}/{number(total)}")
            case TextFetched():
                self._show_fetched(message)
            case TextsFetched():
                self._show_end(message)

    def _show_fetched(self, one: TextFetched) -> None:
        """A page was asked for: the open story shows what came of it."""
        article = self._desk.article
        id = ArticleId(one.article)
        if article is not None and article.id == id:
            # Counted now: the end may be told before this is shown.
            self._said += 1
            is_asked = id in self._asked
            self._desk.run_worker(self._show_news(article, one.reason if is_asked else ""), group=_GROUP)
        elif article is not None and not id:
            self._desk.run_worker(self._show_news(article), group=_GROUP)
        elif id in self._asked and one.reason:
            self._unsaid.append(one.reason)
        if id and not one.reason:
            self._prepare_now_and_then()

    def _prepare_now_and_then(self) -> None:
        """Have what was fetched so far prepared, if that was not done just now."""
        if time.monotonic() >= self._prepared_at + _PREPARE_EVERY_S:
            self._prepared_at = time.monotonic()
            self._desk.host.catch_up()

    async def _show_news(self, article: Article, reason: str = "") -> None:
        """Show the open story anew if more is known of its page; say why that brought nothing."""
        try:
            if await asyncio.to_thread(self._library.full_texts.of, article.id) != article.full_text:
                await self._show(article.id)
        except DatelineError as error:
            self.tell(str(error), failed=True)
        else:
            if reason:
                self.tell(f"Its page could not be read: {reason}", failed=True)

    @told
    def _show_end(self, end: TextsFetched) -> None:
        """No page waits any more."""
        self._desk.note(_NOTE, "")
        is_asked, unsaid, said = bool(self._asked), self._unsaid, self._said
        self._unsaid, self._said = [], 0
        before, self._error = self._error, end.error
        self._asked.clear()
        if not end.new and not end.failures and not end.error:
            return
        self._lists.tick()
        if end.error:
            # Tried again every few minutes: the same trouble is told once, and to whoever asks.
            if is_asked or end.error != before:
                self.tell(end.error, failed=True)
        elif end.new + len(end.failures) > said:
            self.tell(_summary(end, unsaid), failed=bool(unsaid))

    def show_late(self) -> None:
        """Show the other text that came while something was being marked, once that has ended."""
        if self._late is not None and self._may_draw:
            late, self._late = self._late, None
            self._desk.run_worker(self._show_if_there(late), group=_GROUP)

    async def _show_if_there(self, id: ArticleId) -> None:
        try:
            await self._show(id)
        except DatelineError as error:
            self.tell(str(error), failed=True)

    @property
    def _may_draw(self) -> bool:
        """Whether nothing is being marked in the text, or noted to it."""
        return self._reading.passage is None

    async def _show(self, id: ArticleId) -> None:
        """Show a story's text as it is now, if it is open: what is read stays where both texts have it.

        Raises StoreErrors, NotFound.
        """
        self._lists.put([self._library.headline(id)])
        if not self._is_open(id):
            return
        article = await asyncio.to_thread(self._opening.find, id)
        # Another may have been opened meanwhile.
        if not self._is_open(id):
            return
        if not self._may_draw:
            self._late = id
            return
        self._desk.article = article
        self._reading.update(article)
        self._panel.update(article)
        self._panel.mark_followed(self._library.follows.among(article.names))
        if self._panel.picked is not None:
            self._reading.light_entity(self._panel.picked, stay=True)
        self._opening.follow(article)

    def _is_open(self, id: ArticleId) -> bool:
        return self._desk.article is not None and self._desk.article.id == id


def _summary(end: TextsFetched, unsaid: Sequence[str]) -> str:
    """Return what came of some pages, in a sentence or two: of those that brought nothing the first."""
    words = f"{number(end.new)} whole {'text' if end.new == 1 else 'texts'} fetched" if end.new else ""
    if not end.failures:
        return f"{words}."
    # One that the reader has asked for comes before those that a rule wanted.
    title, why = next((one for one in end.failures if one[1] in unsaid), end.failures[0])
    others = len(end.failures) - 1
    more = f" {_pages(others)} more could not be read." if others else ""
    return f"{words or 'No whole text'}. {title}: {why}{more}"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{number(count)} pages"
