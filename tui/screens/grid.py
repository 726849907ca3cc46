"""The grid: two bars and three panes, which of them are shown, and which has the keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal
from textual.screen import Screen

from tui.drawing import frame
from tui.errors import DatelineError
from tui.keys.commands import LIST, READER, SIDEBAR
from tui.keys.keymap import BY_ID, keys_of
from tui.screens.bindings import bindings, first_keys
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import StatusBar, TitleBar, Titles
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.pane import Pane
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.screens.app import DatelineApp
    from tui.screens.prompt import Prompt
    from tui.settings.config import Config


_MOVES: Final = ("down", "up", "top", "bottom", "page_up", "half_down", "half_up")


class GridScreen(Screen[None]):
    """The panes and their places. What they show is for those who build on it."""

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__()
        self._library = library
        self._config = config
        self._bindings = BindingsMap(bindings(config.keys))
        self._keys = first_keys(config.keys)
        self.moves = frozenset(key for id_ in _MOVES for key in keys_of(BY_ID[id_], config.keys))
        """Keys that move the cursor or the view and begin nothing."""
        self._sidebar = config.sidebar
        self._zen = False
        self._pane = LIST
        self._prompt: Prompt | None = None
        self._placed: frame.Panes | None = None
        self._counts = frame.Counts(0, 0, 0)

    # ── what it is made of ────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """Set out the panes between the two bars."""
        config = self._config
        self._titles = TitleBar()
        self._list = ArticleList(lines=config.list.lines, absolute=config.ages == "absolute", id="list")
        self._reading = ReadingPane(width_cells=config.reading.width, id="reader")
        self._names = EntityPanel(id="sidebar")
        self._status = StatusBar()
        yield self._titles
        with Horizontal(id="panes"):
            yield self._list
            yield self._reading
            yield self._names
        yield self._status
        yield TooSmall()

    @property
    def app_(self) -> DatelineApp:
        """The app, by its own type."""
        return cast("DatelineApp", self.app)

    @property
    def pane(self) -> str:
        """The pane that has the keys: `list`, `reader` or `sidebar`."""
        return self._pane

    @property
    def focused_pane(self) -> Pane:
        """The widget of that pane."""
        panes: dict[str, Pane] = {LIST: self._list, READER: self._reading, SIDEBAR: self._names}
        return panes[self._pane]

    # ── the grid ──────────────────────────────────────────────────────────────────────────────

    def place_panes(self) -> None:
        """Give each pane its place for the size there is."""
        width, height = self.app.size
        self.set_class(frame.too_small(width, height), "-too-small")
        panes = frame.panes(width, sidebar=self._sidebar, zen=self._zen, pane=self._pane)
        if panes != self._placed:
            self._placed = panes
            self._place(panes)
        self._titles.titles = replace_titles(self._titles.titles, panes, self._pane, self.counts())
        self.retitle()

    def _place(self, panes: frame.Panes) -> None:
        places = ((self._list, panes.list), (self._reading, panes.reader), (self._names, panes.sidebar))
        shown = [widget for widget, place in places if place]
        for widget, place in places:
            widget.display = place is not None
            if place:
                widget.styles.width = place[1]
                widget.edged = widget is not shown[-1]

    def on_resize(self) -> None:
        """Lay the panes out anew."""
        self.place_panes()

    def focus_pane(self, pane: str) -> None:
        """Give a pane the keys, and bring it into sight."""
        if self._zen and pane != READER:
            self._zen = False
        if pane == SIDEBAR and self.app.size.width >= frame.WIDE_CELLS:
            self._sidebar = True
        self._pane = pane
        self.place_panes()
        if self._prompt is None:
            self.set_focus(self.focused_pane)  # else what is being typed goes on into the prompt

    def on_descendant_focus(self) -> None:
        """Follow the focus where the mouse put it."""
        widget = self.focused
        for pane, candidate in ((LIST, self._list), (READER, self._reading), (SIDEBAR, self._names)):
            if widget is candidate and pane != self._pane:
                self._pane = pane
                self.place_panes()

    def counts(self) -> frame.Counts:
        """Return how many articles there are; as they were last known, where the database fails."""
        try:
            counts = self._library.counts()
        except DatelineError as error:
            self.app_.lose(error)
        else:
            self._counts = frame.Counts(counts.total, counts.unread, counts.saved)
        return self._counts

    def retitle(self) -> None:
        """Say in the bars what is shown."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw everything with other colours."""
        self._list.redraw()
        self._names.refresh()
        self._titles.refresh()
        self._status.refresh()
        self._reading.redraw()

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in a toast what happened."""
        self.app_.tell(words, failed=failed)

    # ── keys ──────────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a command act only in the panes it is for; one key may stand for two such commands."""
        command = BY_ID.get(action)
        return command is None or self._pane in command.where


def replace_titles(titles: Titles | None, panes: frame.Panes, pane: str, counts: frame.Counts) -> Titles:
    """Return the top bar's words for another arrangement."""
    if titles is None:
        return Titles(counts, "all", panes, pane)
    return replace(titles, panes=panes, focused=pane, counts=counts)
