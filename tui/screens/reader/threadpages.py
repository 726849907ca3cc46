"""Threads' pages, the briefing, trends: the ways there, and to the passage that is chosen there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.keys.commands import LIST
from tui.screens.briefing import BriefingPlace, BriefingScreen
from tui.screens.reader.desk import Desk, Part
from tui.screens.reader.passages import light_passage
from tui.screens.replies import PassageWish
from tui.screens.thread import ThreadScreen
from tui.screens.trends import TrendsScreen

if TYPE_CHECKING:
    from tui.model.articles import Article
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.names import NamesPart
    from tui.screens.reader.opening import OpeningPart
    from tui.screens.replies import Wish
    from tui.widgets.reading_pane import ReadingPane


class ThreadPagesPart(Part):
    """Opens what tells of several articles at once."""

    def __init__(
        self, desk: Desk, lists: ListsPart, opening: OpeningPart, names: NamesPart, reading: ReadingPane
    ) -> None:
        super().__init__(desk)
        self._lists = lists
        self._opening = opening
        self._names = names
        self._reading = reading
        self._briefed = BriefingPlace()
        """Where the briefing was left for one of its articles."""

    async def show_thread(self) -> None:
        """Show the page of the thread that the article is of."""
        subject = self._desk.subject
        if subject is None:
            self.tell("No story is chosen.")
            return
        page = ThreadScreen(self._library, self._desk, subject)
        await self.fulfil(await self._desk.host.answer_of(page))

    async def show_briefing(self) -> None:
        """Show the news since the last briefing, where it was left if that was for one of its articles."""
        screen = BriefingScreen(self._library, self._desk, self._briefed)
        wish = await self._desk.host.answer_of(screen)
        self._briefed = screen.place if wish is not None and not screen.is_told else BriefingPlace()
        await self.fulfil(wish)

    async def show_trends(self) -> None:
        """Show which threads and names rise."""
        await self.fulfil(await self._desk.host.answer_of(TrendsScreen(self._library, self._desk)))

    async def fulfil(self, wish: Wish | PassageWish | None) -> None:
        """List what was wished for, and open the article that was chosen at its passage."""
        if wish is None:
            return
        if not isinstance(wish, PassageWish):
            await self._names.fulfil(wish)
            return
        self._lists.show(wish.scope, wish.title, keep=wish.story)
        self._desk.focus_pane(LIST)
        if wish.story is not None:
            self._opening.open(wish.story, self._lighting(wish))

    def _lighting(self, wish: PassageWish) -> Callable[[Article], None]:
        """Return how the passage is lit that was chosen."""

        def light(_article: Article) -> None:
            if wish.at is not None:
                light_passage(self._reading, (wish.at,), wish.words, wish.speaker or "told here")

        return light
