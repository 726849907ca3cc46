"""The map: places on a world that can be moved, drawn by `tui.atlas`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from tui.atlas.drawing import Drawing, draw_map
from tui.atlas.places import MapPlace, weighed
from tui.atlas.projection import WORLD, Sheet, View, main_view
from tui.drawing.frame import edge
from tui.text.cells import cell_width, shorten
from tui.widgets.inks import inks

ZOOM_STEP: Final = 1.5
_INNER: Final = 0.1
"""The share of the map at each of its sides in which a chosen place is not left standing."""


class WorldMap(Widget):
    """A world map with the places it is given; the chosen one is lit, and its name always there."""

    edged: var[bool] = var(False)
    """Whether a line parts it from what stands to its right."""
    notice: var[str] = var("")
    """A few words in the middle: that places are being looked for, or that there are none."""

    @dataclass
    class Picked(Message):
        """A place was clicked: its number."""

        place: int

    @dataclass
    class Moved(Message):
        """Another part of the world is in view."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = WORLD
        self.places: tuple[MapPlace, ...] = ()
        self.chosen: int | None = None
        self._drawing: Drawing | None = None
        self._wants_fit = False
        self._held: tuple[int, int] | None = None
        self._was_dragged = False

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def show(self, places: Sequence[MapPlace], chosen: int | None = None) -> None:
        """Show places, as near as they all fit."""
        self.places, self.chosen = tuple(places), chosen
        self.fit()

    def choose(self, place: int | None) -> None:
        """Light up a place and bring it into view; where part of the world is shown, into the middle."""
        self.chosen = place
        point = None if place is None else self.places[place].point
        # The whole world has every place in view already.
        if point is not None and self.view.zoom > 1 and not self._stands_well(self.sheet.cell(point)):
            self.look(View(point.lon, point.lat, self.view.zoom))
        self._redraw()

    def _stands_well(self, cell: tuple[int, int] | None) -> bool:
        if cell is None:
            return False
        wide, high = self.sheet.width * _INNER, self.sheet.height * _INNER
        return wide <= cell[0] < self.sheet.width - wide and high <= cell[1] < self.sheet.height - high

    @property
    def sheet(self) -> Sheet:
        """The view on the cells there are."""
        return Sheet(self.view, max(1, self.size.width - self.edged), max(1, self.size.height))

    def look(self, view: View) -> None:
        """Look at another part of the world."""
        self._wants_fit = False
        if view != self.view:
            self.view = view
            self._redraw()
            self.post_message(self.Moved())

    def pan(self, columns: float, rows: float) -> None:
        """Move the view by cells to the right and down."""
        self.look(self.sheet.panned(columns, rows))

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Look closer by a factor, at the middle or `at` a cell."""
        self.look(self.sheet.zoomed(factor, at))

    def fit(self) -> None:
        """Look at the places: at all of them, or at most where the others are far off."""
        sheet = self.sheet
        self.look(main_view(weighed(self.places), sheet.width, sheet.height))
        # After the look, which takes it for the reader's own.
        self._wants_fit = True
        self._redraw()

    def _redraw(self) -> None:
        self._drawing = None
        self.refresh()

    @property
    def drawing(self) -> Drawing:
        """The map as it is drawn."""
        sheet = self.sheet
        if self._drawing is None or self._drawing.sheet != sheet:
            self._drawing = draw_map(
                self.view, sheet.width, sheet.height, self.places, self.chosen, outside=True
            )
        return self._drawing

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.size
        room = width - self.edged
        if y >= height or room < 1:
            return inks(self).blank(width)
        line = self.drawing.lines[y]
        if self.notice and y == height // 2:
            words = shorten(f" {self.notice} ", room)
            left = (room - cell_width(words)) // 2
            line = [(" " * left, "text"), (words, "text"), (" " * (room - left - cell_width(words)), "text")]
        return inks(self).strip([*line, edge(0, 1, 0, 1)] if self.edged else line, width)

    def watch_notice(self) -> None:
        """Say other words."""
        self.refresh()

    def watch_edged(self) -> None:
        """Draw with or without the line at the right."""
        self._redraw()

    def on_resize(self) -> None:
        """Draw for the size there is, all places in view again if they were."""
        # Who has moved the map keeps that part of the world.
        if self._wants_fit:
            self.fit()
        self._redraw()

    # ── mouse ─────────────────────────────────────────────────────────────────────────────────

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the map."""
        self._held, self._was_dragged = (event.x, event.y), False
        # A drag goes on beyond the map's edge, and its end must be heard.
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the map with the hand."""
        if self._held is not None and (event.x, event.y) != self._held:
            self.pan(self._held[0] - event.x, self._held[1] - event.y)
            self._held, self._was_dragged = (event.x, event.y), True

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the map; where it was not moved, choose the place that was clicked."""
        self.release_mouse()
        was_click, self._held = self._held is not None and not self._was_dragged, None
        marker = self.drawing.nearest(event.x, event.y) if was_click else None
        if marker is not None:
            # Clicked again, a marker of several places goes on to the next of them.
            numbers = sorted(marker.places)
            at = numbers.index(self.chosen) + 1 if self.chosen in numbers else 0
            self.post_message(self.Picked(numbers[at % len(numbers)]))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look closer at what is under the mouse."""
        event.stop()
        self.zoom(ZOOM_STEP, (event.x + 0.5, event.y + 0.5))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look from farther away."""
        event.stop()
        self.zoom(1 / ZOOM_STEP, (event.x + 0.5, event.y + 0.5))
