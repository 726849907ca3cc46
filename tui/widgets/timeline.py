"""A name's stories by day, week or month: a line a period, with the story most about the name."""

from __future__ import annotations

from collections.abc import Sequence

from tui.calendar.periods import Period, name
from tui.drawing.charts import bar
from tui.drawing.frame import StyledLine, number
from tui.model.namefacts import Chapter
from tui.text.cells import cell_width, fit
from tui.widgets.name_list import NameList, NameRow

_BAR_CELLS = 12
_ROOMY_CELLS = 64
"""From so many cells on there is room for bars."""


class Timeline(NameList):
    """The periods that have stories, the newest first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.chapters: tuple[Chapter, ...] = ()
        self._longest = 0

    def tell(self, chapters: Sequence[Chapter], period: Period) -> None:
        """Show a name's periods."""
        self.chapters = tuple(chapters)
        most = max((chapter.stories for chapter in chapters), default=0)
        rows = [
            NameRow(
                name(chapter.starts_at, period),
                number(chapter.stories),
                spark=bar(chapter.stories, most, _BAR_CELLS),
                note=chapter.headline.headline,
            )
            for chapter in chapters
        ]
        # Of all periods and not of those in view: the columns stay while one scrolls.
        self._longest = max((cell_width(row.name) for row in rows), default=0)
        self.show(rows)

    @property
    def chapter(self) -> Chapter | None:
        """The period under the cursor."""
        return self.chapters[self.cursor] if self.cursor < len(self.chapters) else None

    def row_line(self, row: NameRow, width: int, kind: str) -> StyledLine:
        """Draw a period: when, how many stories as a number and a bar, one of them."""
        ground = kind or "row"
        line: StyledLine = [
            ("▌" if kind else " ", f"{ground}.mark"),
            (fit(row.name, self._longest), f"{ground}.meta"),
            (f"{row.right:>7} ", f"{ground}.read" if kind else "text"),
        ]
        if width >= _ROOMY_CELLS:
            line.append((f" {fit(row.spark, _BAR_CELLS)} ", f"{ground}.spark"))
        used = sum(cell_width(text) for text, _ in line)
        return [*line, (fit(f" {row.note}", max(0, width - used)), f"{ground}.read" if kind else "text")]
