"""The outline: a story's sections to choose from, and the way to the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.drawing.frame import number
from tui.drawing.outline import entry_at, outline
from tui.keys.commands import READER
from tui.screens.outline import OutlineScreen
from tui.screens.reader.desk import Desk, Part

if TYPE_CHECKING:
    from tui.widgets.reading_pane import ReadingPane


class OutlinePart(Part):
    """Shows what a story is made of."""

    def __init__(self, desk: Desk, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._reading = reading

    async def choose(self) -> None:
        """Choose a section, and go there."""
        article, reading = self._desk.article, self._reading
        if article is None:
            self.tell("Open a story first.")
            return
        entries = outline(article)
        if not entries:
            self.tell("This story has no sections: no heading stands in it.")
            return
        title = f"{number(len(entries))} sections · {number(article.prose.words)} words"
        at = entry_at(entries, reading.section)
        section = await self._desk.host.answer_of(OutlineScreen(title, entries, at))
        # Another story may have come meanwhile, by the mouse or a sync.
        if section is None or self._desk.article is None or self._desk.article.id != article.id:
            return
        self._desk.focus_pane(READER)
        if reading.change is not None:
            reading.leave_change()
        reading.show_section(section)
