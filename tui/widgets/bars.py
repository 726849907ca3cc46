"""The bars above and below the panes: one line each, drawn from the frame's own functions."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.frame import (
    SIDEBAR_TITLE,
    Panes,
    ScopeCounts,
    StyledLine,
    footer,
    list_title,
    pane_title,
    scope_tabs,
)
from tui.widgets.inks import inks


@dataclass(frozen=True, slots=True)
class Titles:
    """What the top bar says of each pane."""

    counts: ScopeCounts
    scope: str
    panes: Panes
    focused: str
    list_words: str = ""
    """Instead of the standing scopes: a feed, a name, a search."""
    reader: str = ""
    reader_right: str = ""
    sidebar: str = SIDEBAR_TITLE


def title_line(titles: Titles, width: int) -> StyledLine:
    """Draw the top bar: a title over each pane that is shown."""
    line: StyledLine = []
    panes = titles.panes
    if panes.list:
        line += list_title(
            panes.list[1],
            titles.counts,
            titles.scope,
            titles.list_words,
            focused=titles.focused == "list",
        )
    if panes.reader:
        line += pane_title(
            panes.reader[1], titles.reader, titles.reader_right, focused=titles.focused == "reader"
        )
    if panes.sidebar:
        line += pane_title(panes.sidebar[1], titles.sidebar, focused=titles.focused == "sidebar")
    return line


class TitleBar(Widget):
    """The top bar. Its scopes can be clicked."""

    ALLOW_SELECT = False
    titles: reactive[Titles | None] = reactive(None)

    @dataclass
    class ScopeClicked(Message):
        """One of the standing scopes was clicked: `all`, `unread` or `saved`."""

        scope: str

    def render_line(self, y: int) -> Strip:
        """Draw the bar."""
        width = self.size.width
        line = title_line(self.titles, width) if self.titles else [(" " * width, "bar")]
        return inks(self).strip(line, width)

    def on_click(self, event: events.Click) -> None:
        """Find the scope under the mouse."""
        titles = self.titles
        if titles is None or titles.list_words or not titles.panes.list:
            return
        # As `list_title` draws them: one blank before the first, two before the others.
        at = titles.panes.list[0] + 1
        for kind, label in scope_tabs(titles.counts, titles.scope):
            if at <= event.x < at + len(label):
                self.post_message(self.ScopeClicked(kind))
            at += len(label) + 2


class StatusBar(Widget):
    """The bottom line: the focused pane's keys, and at the right how things stand."""

    ALLOW_SELECT = False
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    status: reactive[str] = reactive("")
    failed: reactive[bool] = reactive(False)

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        return inks(self).strip(footer(width, self.hints, self.status, error=self.failed), width)


@dataclass(frozen=True, slots=True)
class Title:
    """The words over one column of a screen."""

    width: int
    left: str
    right: str = ""
    focused: bool = False


class ColumnTitles(Widget):
    """A line of titles, one over each column."""

    ALLOW_SELECT = False
    titles: reactive[tuple[Title, ...]] = reactive(())

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        line: StyledLine = []
        for title in self.titles:
            line += pane_title(title.width, title.left, title.right, focused=title.focused)
        return inks(self).strip([*line, (" " * self.size.width, "bar")], self.size.width)
