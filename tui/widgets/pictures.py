"""The pictures of the story that is shown: what stands in each one's place, and the cells of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from tui.drawing.halfblocks import half_blocks
from tui.model.pictures import Fitted, Hanging, Room

if TYPE_CHECKING:
    from tui.drawing.page import Nail, Page

ON_ITS_WAY = Hanging(words="… on its way")


class Hung:
    """Pictures by their addresses, as they were fitted for one width."""

    def __init__(self, room: Room, urls: Iterable[str]) -> None:
        """`room` is how they are drawn, and the most that any may take."""
        self.room = room
        self.hanging: dict[str, Hanging] = dict.fromkeys(urls, ON_ITS_WAY)
        """What stands in each picture's place."""
        self._fitted: dict[str, Fitted] = {}
        self._lines: dict[str, list[list[Segment]]] = {}
        self._rows: Mapping[int, tuple[Nail, int]] = {}

    def take(self, url: str, answer: Fitted | str) -> None:
        """Hang a picture, or say why it is not shown."""
        if isinstance(answer, str):
            self.hanging[url] = Hanging(words=answer)
            return
        self._fitted[url] = answer
        self._lines.pop(url, None)
        self.hanging[url] = Hanging(answer.columns, answer.rows, answer.note)

    def place(self, page: Page) -> None:
        """Go by a page that was laid out with `hanging`."""
        self._rows = {nail.line + row: (nail, row) for nail in page.nails for row in range(nail.rows)}

    def cells(self, line: int, style: Style) -> list[Segment] | None:
        """Return what is drawn of a picture in a line of the page; None where there is none."""
        found = self._rows.get(line)
        if found is None or found[0].url not in self._fitted:
            return None
        nail, row = found
        if nail.url not in self._lines:
            self._lines[nail.url] = self._drawn(self._fitted[nail.url], style)
        lines = self._lines[nail.url]
        return lines[row] if row < len(lines) else None

    def _drawn(self, fitted: Fitted, style: Style) -> list[list[Segment]]:
        if self.room.form == "dots":
            return [[Segment(line, style)] for line in fitted.drawn]
        return [
            [Segment(text, Style(color=upper, bgcolor=lower)) for text, upper, lower in line]
            for line in half_blocks(fitted.blocks, fitted.columns)
        ]

    def redraw(self) -> None:
        """Draw with other colours."""
        self._lines.clear()
