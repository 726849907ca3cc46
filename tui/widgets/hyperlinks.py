"""Links that the terminal itself can open (OSC 8), laid over drawn lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.drawing.page import Link
from tui.text.cells import cell_width
from tui.text.weblinks import terminal_link

_KEPT: Final = 500
"""So many addresses are remembered: some stories' worth."""


class Hyperlinks:
    """Tells the terminal where links lead. One over several lines is one to it."""

    def __init__(self) -> None:
        self._styles: dict[str, Style | None] = {}

    def linked(
        self,
        strip: Strip,
        place_at: Callable[[int], tuple[int, int] | None],
        link_at: Callable[[int, int], Link | None],
    ) -> Strip:
        """Return a line whose links the terminal knows.

        `place_at` says what stands at a column of it, a leaf and an offset; `link_at` which link that is.
        """
        segments: list[Segment] = []
        at = 0
        for segment in strip:
            style = segment.style
            # Only what looks like one: every other text would be asked for in vain.
            place = place_at(at) if style is not None and style.underline else None
            link = link_at(*place) if place is not None else None
            told = self._style(link.href) if link is not None else None
            segments.append(Segment(segment.text, style + told) if style and told else segment)
            at += cell_width(segment.text)
        return Strip(segments, strip.cell_length)

    def _style(self, href: str) -> Style | None:
        """Return what tells the terminal of an address, the same for the same; None where it may not."""
        if href not in self._styles:
            if len(self._styles) > _KEPT:
                self._styles.clear()
            safe = terminal_link(href)
            self._styles[href] = None if safe is None else Style(link=safe)
        return self._styles[href]
