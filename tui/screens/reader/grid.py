"""The grid: two bars and three panes, which of them are shown, and which has the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import var
from textual.screen import Screen

from tui.drawing import frame
from tui.keys.commands import LIST, READER, SIDEBAR
from tui.screens.reader.sidebar import Sidebar
from tui.terminal import protocol
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import StatusBar, TitleBar
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.pane import Pane
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from tui.settings.config import Config

_ORDER = (LIST, READER, SIDEBAR)


class GridScreen(Screen[None]):
    """The panes and their places. What they show is for the one that builds on it."""

    has_sidebar: var[bool] = var(True, init=False)
    """Whether people and places are shown where there is room."""
    is_zen: var[bool] = var(False, init=False)
    """Whether the story stands alone."""
    has_story: var[bool] = var(False, init=False)
    """Whether a story stands beside the list; else the list has the whole width."""
    pane: var[str] = var(LIST, init=False)
    """The pane that has the keys: `list`, `reader` or `sidebar`."""
    placed: var[frame.Panes | None] = var(None, init=False)
    """The place of each pane."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.set_reactive(GridScreen.has_sidebar, config.sidebar)

    def compose(self) -> ComposeResult:
        """Set out the panes between the two bars."""
        yield self.titles
        with Horizontal(id="panes"):
            yield self.list
            yield self.reading
            yield self.panel
        yield self.bar
        yield TooSmall()

    def make_panes(self) -> None:
        """Make the panes; they are mounted when the screen is."""
        config = self.config
        self.titles = TitleBar()
        self.list = ArticleList(lines=config.list.lines, absolute=config.ages == "absolute", id="list")
        self.reading = ReadingPane(
            width_cells=config.reading.width, hyperlinks=_gives_links(config.reading.hyperlinks), id="reader"
        )
        self.panel = EntityPanel(id="sidebar")
        self.sidebar = Sidebar(self.panel, lambda: self.mutate_reactive(GridScreen.placed))
        self.bar = StatusBar()

    @property
    def focused_pane(self) -> Pane:
        """The widget of the pane that has the keys."""
        panes: dict[str, Pane] = {LIST: self.list, READER: self.reading, SIDEBAR: self.sidebar.shown}
        return panes[self.pane]

    # ── places ────────────────────────────────────────────────────────────────────────────────

    def place_panes(self) -> None:
        """Give each pane its place for the size there is."""
        width, height = self.app.size
        # The panes stay mounted behind it: they come back as they were.
        self.set_class(frame.too_small(width, height), "-too-small")
        self.placed = frame.panes(
            width, sidebar=self.has_sidebar, zen=self.is_zen, pane=self.pane, story=self.has_story
        )

    def watch_placed(self, panes: frame.Panes) -> None:
        """Put the panes in their places."""
        side, other = self.sidebar.shown, self.sidebar.hidden
        places = ((self.list, panes.list), (self.reading, panes.reader), (side, panes.sidebar))
        if other is not None:
            other.display = False
        shown = [widget for widget, place in places if place]
        if panes.reader:
            self.reading.coming = panes.reader[1], self.app.size.height - 2
        for widget, place in places:
            widget.display = place is not None
            if place:
                widget.styles.width = place[1]
                # The last one has no neighbour to be parted from.
                widget.edged = widget is not shown[-1]
        if panes.list:
            self.list.take_room(panes.list[1] - self.list.edged)

    def on_resize(self) -> None:
        """Lay the panes out anew."""
        self.place_panes()

    # ── the keys' pane ────────────────────────────────────────────────────────────────────────

    def focus_pane(self, pane: str) -> None:
        """Give a pane the keys, and bring it into sight."""
        if self.is_zen and pane != READER:
            self.is_zen = False
        # Below that width it takes the list's place while it is in use, whatever was wished.
        if pane == SIDEBAR and self.app.size.width >= frame.WIDE_CELLS:
            self.has_sidebar = True
        self.pane = pane
        self.place_panes()
        self.take_focus()

    def take_focus(self) -> None:
        """Let keys go to the pane that is to have them."""
        self.set_focus(self.focused_pane)

    def turn_pane(self, step: int) -> None:
        """Give the keys to the next pane, or the one before."""
        self.focus_pane(_ORDER[(_ORDER.index(self.pane) + step) % len(_ORDER)])

    def on_descendant_focus(self) -> None:
        """Follow the focus where the mouse put it."""
        for pane, widget in ((LIST, self.list), (READER, self.reading), (SIDEBAR, self.sidebar.shown)):
            # The keys' own way sets the pane first: only the mouse brings the focus without it.
            if self.focused is widget and pane != self.pane:
                self.pane = pane
                self.place_panes()

    def turn_sidebar(self) -> None:
        """Show or hide the people and places; where they take a pane's whole place, go there or back."""
        if self.app.size.width < frame.WIDE_CELLS:
            self.focus_pane(READER if self.pane == SIDEBAR else SIDEBAR)
            return
        self.has_sidebar = not self.has_sidebar
        # Keys would go to a pane that is hidden.
        self.focus_pane(READER if self.pane == SIDEBAR and not self.has_sidebar else self.pane)

    def turn_zen(self) -> None:
        """The story alone, or everything again."""
        self.is_zen = not self.is_zen
        self.focus_pane(READER)

    def redraw(self) -> None:
        """Draw everything with other colours."""
        self.list.redraw()
        self.sidebar.shown.refresh()
        self.titles.refresh()
        self.bar.refresh()
        self.reading.redraw()


def _gives_links(wanted: bool | Literal["auto"]) -> bool:
    return protocol.hyperlinks() if wanted == "auto" else wanted
