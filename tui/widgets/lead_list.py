"""Lines that lead somewhere, with a cursor: a thread's page, the briefing, who said what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.drawing.frame import centred
from tui.drawing.leads import Lead, LeadPage, look_of
from tui.text.wrap import in_lines
from tui.widgets.pane import Pane

Layout = Callable[[int], LeadPage]
"""Lays the lines out for so many cells."""


def _nothing(_width: int) -> LeadPage:
    return LeadPage()


class LeadList(Pane):
    """The lines, with a cursor over those that lead somewhere; what spans several is one."""

    cursor: var[int] = var(0)
    """The number of the lead under the cursor."""

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        lead: Lead

    def __init__(self, choose: Callable[[Lead], object] | None = None, *, id: str | None = None) -> None:
        """`choose` is called with what is chosen, in place of a message."""
        super().__init__(id=id)
        self._choose = choose
        self.empty: tuple[str, ...] = ()
        """What stands here where there are no lines."""
        self._layout: Layout = _nothing
        self._page = LeadPage()

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def show(self, layout: Layout, *, cursor: int = 0) -> None:
        """Show other lines, the cursor on one that leads somewhere."""
        self._layout = layout
        self._set()
        self.show_line(0)
        self.go(cursor)

    def _set(self) -> None:
        # A cell at the left is the cursor's, and one at the right stays free: words would touch the edge.
        width = self.room - 2
        self._page = self._layout(width) if width > 0 else LeadPage()
        self.set_height(len(self._page.lines))
        self.refresh()

    @property
    def page_shown(self) -> LeadPage:
        """The lines as they are laid out."""
        return self._page

    @property
    def current(self) -> Lead | None:
        """The lead under the cursor."""
        leads = self._page.leads
        return leads[self.cursor] if self.cursor < len(leads) else None

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def move(self, steps: int) -> None:
        """Move the cursor by so many leads; at the ends, scroll to what stands beyond."""
        before = self.cursor
        self.go(before + steps)
        if self.cursor == before:
            self.show_line(self.top + max(-self.size.height, min(steps, self.size.height)))

    def page(self, pages: float) -> None:
        """Move the cursor by about so many views."""
        height = max(1, self.size.height - 1)
        lines = self._lines_of(self.cursor)
        wanted = (lines.start if lines else self.top) + int(pages * height)
        steps = 1 if pages > 0 else -1
        beyond = (
            stop for stop, line in self._firsts() if (line - wanted) * steps >= 0 and stop != self.cursor
        )
        found = list(beyond)
        end = len(self._page.leads) - 1 if steps > 0 else 0
        self.go((found[0] if steps > 0 else found[-1]) if found else end)
        if not found:
            self.show_line(self.virtual_size.height if steps > 0 else 0)

    def go_part(self, step: int) -> None:
        """Move the cursor to the next part of the page, or back to the one before."""
        parts = (0, *self._page.parts)
        if step > 0:
            self.go(next((part for part in parts if part > self.cursor), len(self._page.leads) - 1))
        else:
            self.go(max((part for part in parts if part < self.cursor), default=0))
        if self.cursor in self._page.parts:
            self._show_heading()

    def _show_heading(self) -> None:
        """Bring what stands over the cursor's lead to the top of the view: its heading, or a name."""
        lines, first = self._page.lines, self._lines_of(self.cursor).start
        while first and lines[first - 1].stop < 0 and lines[first - 1].cells:
            first -= 1
        self.show_line(first)

    def go(self, stop: int) -> None:
        """Put the cursor on a lead, or as near as there is one, with what stands over the first in view."""
        self.set_reactive(LeadList.cursor, max(0, min(stop, len(self._page.leads) - 1)))
        lines = self._lines_of(self.cursor)
        height = max(1, self.size.height - 2)
        # What stands over the first is seen again, if that one begins in the same view.
        if not self.cursor and (not lines or lines.start < height):
            self.show_line(0)
        elif lines:
            # One may be higher than the view: then its beginning is shown.
            self.show_span(lines.start, min(len(lines), height), margin=1)
        self.refresh()

    def _lines_of(self, stop: int) -> range:
        lines = [y for y, line in enumerate(self._page.lines) if line.stop == stop]
        return range(lines[0], lines[-1] + 1) if lines else range(0)

    def _firsts(self) -> list[tuple[int, int]]:
        """Return each lead with its first line."""
        firsts: dict[int, int] = {}
        for y, line in enumerate(self._page.lines):
            if line.stop >= 0:
                firsts.setdefault(line.stop, y)
        return list(firsts.items())

    def open(self) -> None:
        """Choose the line under the cursor."""
        lead = self.current
        if lead is not None and self._choose is not None:
            self._choose(lead)
        elif lead is not None:
            self.post_message(self.Chosen(lead))

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        if not self._page.lines:
            words = [line for text in self.empty for line in in_lines(text, width - 2, 4) or [""]]
            return self.inks.strip(centred(words, width, self.size.height)[y], width)
        number = self.top + y
        if number >= len(self._page.lines):
            return self.inks.blank(width)
        line = self._page.lines[number]
        cursor = ""
        if line.stop == self.cursor:
            cursor = "cursor" if self.has_focus else "blur"
        cells = [(text, look_of(role, cursor)) for text, role in line.cells]
        edge = ("▌" if cursor else " ", look_of("mark", cursor))
        return self.inks.strip([edge, *cells, (" " * width, look_of("text", cursor))], width)

    # ── what happens to it ────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Lay the lines out for the new width; the cursor stays on its lead."""
        self._set()
        self.go(self.cursor)

    def watch_edged(self) -> None:
        """Lay them out for the cell that the edge takes or leaves."""
        self._set()

    def on_focus(self) -> None:
        """Show that the keys come here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        number = self.top + event.y
        if number < len(self._page.lines) and (stop := self._page.lines[number].stop) >= 0:
            self.go(stop)
            self.open()
