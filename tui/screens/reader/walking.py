"""Walking: on and back with the same few keys, whatever is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.keys.commands import LIST, READER, SIDEBAR
from tui.screens.reader.desk import Desk, Part

if TYPE_CHECKING:
    from tui.drawing.frame import Panes
    from tui.screens.reader.changes import ChangesPart
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.news import NewsPart
    from tui.screens.reader.opening import OpeningPart
    from tui.screens.reader.sidebar import Sidebar
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.pane import Pane
    from tui.widgets.reading_pane import ReadingPane

_END = 10**9
"""Farther than any list or story is long."""


class Grid(Protocol):
    """The panes, as far as one walks through them."""

    @property
    def focused_pane(self) -> Pane:
        """The pane that has the keys."""
        ...

    @property
    def sidebar(self) -> Sidebar:
        """What the sidebar shows."""
        ...

    @property
    def is_zen(self) -> bool:
        """Whether the story stands alone."""
        ...

    @property
    def placed(self) -> Panes | None:
        """The place of each pane."""
        ...

    def turn_zen(self) -> None:
        """The story alone, or everything again."""
        ...


class WalkingPart(Part):
    """What `n`, space and escape do where one is."""

    def __init__(
        self,
        desk: Desk,
        grid: Grid,
        lists: ListsPart,
        opening: OpeningPart,
        changes: ChangesPart,
        news: NewsPart,
        reading: ReadingPane,
        panel: EntityPanel,
    ) -> None:
        super().__init__(desk)
        self._grid = grid
        self._lists = lists
        self._opening = opening
        self._changes = changes
        self._news = news
        self._reading = reading
        self._panel = panel

    def move(self, steps: int) -> None:
        """So many rows or lines down."""
        self._grid.focused_pane.move(steps)

    def end(self, direction: int) -> None:
        """To the beginning (-1), or to the end (1)."""
        self._grid.focused_pane.move(direction * _END)

    def page(self, pages: float) -> None:
        """So many views on."""
        self._grid.focused_pane.page(pages)

    def page_on(self) -> None:
        """A page on; at the end of a story, the next unread one."""
        if self._desk.pane == READER and self._reading.at_end:
            self._opening.step_unread()
        else:
            self.page(1)

    def open(self) -> None:
        """Open the story, light up the name, or go to what was said."""
        if self._desk.pane == LIST:
            self._lists.open()
        elif self._desk.pane == SIDEBAR:
            self._grid.sidebar.shown.open()

    def step(self, step: int) -> None:
        """To the next unread story or the one before; among hits or changes, to the next of those."""
        if self._desk.pane != LIST and self._reading.is_lit:
            self._reading.step_hit(step)
        elif self._desk.pane != LIST and self._reading.change is not None:
            self._changes.step(step)
        else:
            self._opening.step_unread(backwards=step < 0)

    def back(self) -> None:
        """Let go of what is lit, then to the list, then put the story away, then to the list it came from."""
        # The newest thing first: each press of escape takes back one.
        if self._news.stop_adding() or self._let_go():
            return
        pane, shown = self._desk.pane, self._desk.shown
        if pane == LIST and self._desk.selection.let_go():
            return
        if pane == READER and self._changes.leave():
            return
        if pane != LIST:
            # From the sidebar to the text, where one came from.
            self._desk.focus_pane(LIST if pane == READER else READER)
        elif self._grid.placed and self._grid.placed.reader:  # else it takes no room from the list
            self._opening.close()
        elif shown.query:
            self._lists.search("")
        # Never out of the reader: escape is pressed once too often by everybody.
        elif shown.words:
            self._lists.leave()

    def out(self) -> bool:
        """A step towards the door: out of the story alone, then to the list; tells whether there was one."""
        if self._grid.is_zen:
            self._grid.turn_zen()
        elif self._desk.pane != LIST:
            self._let_go()
            self._desk.focus_pane(LIST)
        else:
            return False
        return True

    def _let_go(self) -> bool:
        if not self._reading.let_go():
            return False
        self._panel.choose(None)
        return True

    async def find(self) -> None:
        """Find words in the story while they are typed; esc lets go of them."""
        if await self._desk.ask("find", hint="in this story", typed=self._reading.find) is None:
            self._reading.let_go()
