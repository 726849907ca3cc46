"""The head of a name's page: what is known of it, and its mentions over time as bars."""

from __future__ import annotations

from textual.reactive import var
from textual.strip import Strip

from tui.drawing.frame import StyledLine
from tui.drawing.leads import fitted
from tui.drawing.namewords import chart_lines, fact_lines
from tui.model.namefacts import NamePage
from tui.widgets.pane import Pane

_MARGIN = 2


class NameFacts(Pane):
    """Facts and bars, as many lines as they need and the screen can spare."""

    can_focus = False
    page_shown: var[NamePage | None] = var(None)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.edged = False
        self._lines: list[StyledLine] = []

    def watch_page_shown(self) -> None:
        """Draw another page."""
        self.lay_out()

    def on_resize(self) -> None:
        """Lay the lines out for the new size."""
        self.lay_out()

    def lay_out(self) -> None:
        """Set the lines for the room there is, and take just their height."""
        width, height = self.app.size
        self._lines = facts(self.page_shown, width - 2 * _MARGIN, height) if self.page_shown else []
        self.styles.height = max(1, len(self._lines))
        self.set_height(len(self._lines))
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line."""
        line = self._lines[y] if y < len(self._lines) else []
        return self.inks.strip([(" " * _MARGIN, "text"), *line], width)


def facts(page: NamePage, width: int, height: int) -> list[StyledLine]:
    """Return the head's lines for a screen of that size: every fact, and bars as high as the room allows."""
    lines: list[StyledLine] = [[], *(fitted(line, width) for line in fact_lines(page))]
    bars = max(1, min(6, (height - 16) // 4)) if height >= 18 else 0
    if page.series is not None:
        chart = list(chart_lines(page.series, f"chart.{page.entity.kind}", width, bars))
        lines += (
            [[], *chart, []] if chart and height >= 30 else [[], *chart] if chart and height >= 24 else chart
        )
    return lines
