"""Who said what in the open article: in the sidebar, in place of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.drawing.saidlines import article_lines
from tui.keys.commands import READER, SIDEBAR
from tui.screens.reader.desk import Desk, Part
from tui.screens.reader.passages import light_passage
from tui.screens.steady import told

if TYPE_CHECKING:
    from tui.drawing.leads import Lead, LeadPage
    from tui.model.ids import ArticleId
    from tui.model.names import Entity
    from tui.model.quotations import DirectQuote
    from tui.screens.reader.sidebar import Sidebar
    from tui.widgets.reading_pane import ReadingPane

_NOBODY: Final = "Nobody is quoted in this story."
_AT_REST: Final = "Who said what in the open story stands here."


class QuotingPart(Part):
    """The quotations of the open article, and the way to each in its text."""

    def __init__(self, desk: Desk, sidebar: Sidebar, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._sidebar = sidebar
        self._reading = reading
        self._quotes: tuple[DirectQuote, ...] = ()
        self._shown: tuple[ArticleId, tuple[str, ...]] | None = None
        """The article whose words stand there, and those."""
        self._first: Entity | None = None
        """Whose words stand before the others'."""

    async def turn(self) -> None:
        """Go to who said what; from there, back to the names."""
        if self._desk.article is None:
            self.tell("Open a story first.")
        elif self._sidebar.is_quoting and self._desk.pane == SIDEBAR:
            self._sidebar.name()
            self._desk.focus_pane(SIDEBAR)
        else:
            self._first = self._chosen
            await self._sidebar.quote(self.go_to)
            self.show()
            self._desk.focus_pane(SIDEBAR)

    @property
    def _chosen(self) -> Entity | None:
        """The name that is chosen, before what was said stands there."""
        panel = self._sidebar.panel
        if panel.picked is not None:
            return panel.picked
        return panel.current if self._desk.pane == SIDEBAR and not self._sidebar.is_quoting else None

    @told
    def show(self) -> None:
        """Show who says what in the open article; the cursor stays where the same words stand there."""
        pane, article, desk = self._sidebar.said, self._desk.article, self._library.quotes
        if pane is None:
            return
        pane.empty = (_NOBODY if article else _AT_REST,)
        self._quotes = desk.quotes_in(article) if article else ()
        sayings = desk.sayings_in(article) if article else ()
        shown = (article.id, tuple(saying.text for saying in sayings)) if article else None
        if article is None or (self._shown is not None and self._shown[0] != article.id):
            self._first = None
        first = self._first

        def lines(width: int) -> LeadPage:
            return article_lines(sayings, width, first)

        pane.show(lines, cursor=pane.cursor if shown == self._shown else 0)
        self._shown = shown

    @property
    def speaker(self) -> Entity | None:
        """Who says what is under the cursor; None where that is no name of the article."""
        lead = self._sidebar.said.current if self._sidebar.said is not None else None
        article = self._desk.article
        if lead is None or article is None:
            return None
        return next((one for one in article.names.entities if one.name == lead.speaker), None)

    def go_to(self, lead: Lead) -> None:
        """Light up what was said, and go there in the text."""
        quote = next((one for one in self._quotes if one.parts and one.parts[0] == lead.at), None)
        if quote is None:
            return
        if self._reading.change is not None:
            self._reading.leave_change()
        self._sidebar.panel.choose(None)
        self._desk.focus_pane(READER)
        light_passage(self._reading, quote.parts, lead.words, quote.speaker or "said")
