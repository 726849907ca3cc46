"""Who said what, threads' pages and the briefing: parts that are made when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.screens.reader.desk import Desk
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.names import Entity
    from tui.screens.reader import quoting, threadpages
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.names import NamesPart
    from tui.screens.reader.opening import OpeningPart
    from tui.screens.reader.quoting import QuotingPart
    from tui.screens.reader.sidebar import Sidebar
    from tui.screens.reader.threadpages import ThreadPagesPart
    from tui.widgets.reading_pane import ReadingPane
else:  # loaded when first used: whoever starts should not wait for them
    quoting = Lazy("tui.screens.reader.quoting")
    threadpages = Lazy("tui.screens.reader.threadpages")


class TellingParts:
    """What tells of an article by its voices, and of several at once."""

    def __init__(
        self,
        desk: Desk,
        lists: ListsPart,
        opening: OpeningPart,
        names: NamesPart,
        reading: ReadingPane,
        sidebar: Sidebar,
    ) -> None:
        self._desk = desk
        self._lists = lists
        self._opening = opening
        self._names = names
        self._reading = reading
        self._sidebar = sidebar

    @cached_property
    def pages(self) -> ThreadPagesPart:
        """Threads' pages and the briefing."""
        return threadpages.ThreadPagesPart(self._desk, self._lists, self._opening, self._names, self._reading)

    @cached_property
    def quoting(self) -> QuotingPart:
        """Who said what in the open article."""
        return quoting.QuotingPart(self._desk, self._sidebar, self._reading)

    def show_article(self) -> None:
        """Another article is open, or the same has changed: show who says what in it, if that is shown."""
        if self._sidebar.is_quoting:
            self.quoting.show()

    @property
    def chosen_name(self) -> Entity | None:
        """The name under the sidebar's cursor, whatever that shows."""
        return self.quoting.speaker if self._sidebar.is_quoting else self._sidebar.panel.current
