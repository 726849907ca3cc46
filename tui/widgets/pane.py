"""What the three panes have in common: a page of lines that scrolls by lines, drawn one by one."""

from __future__ import annotations

from typing import ClassVar

from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.drawing.frame import edge
from tui.widgets.inks import Inks, inks


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """A focusable page of lines. The screen holds the keys; a pane has the moves.

    Its last column is the edge to its neighbour, which is the scroll mark too, unless `edged` is off.
    """

    # Only a story's text can be selected: with the lists beside it, it would come in pieces.
    ALLOW_SELECT = False
    GROUND: ClassVar[str] = "background"
    """The colour role it is drawn on."""

    edged: var[bool] = var(True)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._with_edge: dict[tuple[int, tuple[str, str]], tuple[Strip, Strip]] = {}
        self.coming: tuple[int, int] = (0, 0)
        """Width and height that it will have, where it is told them before it is laid out."""
        self._view = (0, 0, 0, 0)
        """As it is drawn: width, height, first line in view, lines in all."""

    @property
    def inks(self) -> Inks:
        """The styles in use."""
        return inks(self).on(self.GROUND)

    @property
    def room(self) -> int:
        """The cells a line may fill, the edge taken off."""
        # Before the first layout the width is nothing.
        return max(0, (self.coming[0] or self.size.width) - (1 if self.edged else 0))

    @property
    def top(self) -> int:
        """The first line in view."""
        return self.scroll_offset.y

    def watch_edged(self) -> None:
        """Draw with or without the edge."""
        self.refresh()

    def set_height(self, lines: int) -> None:
        """Say how many lines the page has."""
        size = Size(self.size.width, lines)
        if size != self.virtual_size:
            # Not by assignment: that would lay out the whole screen again, where nothing moves.
            self.set_reactive(Pane.virtual_size, size)  # pyright: ignore[reportArgumentType]
            # Textual takes care of that with a layout, which is spared here.
            if self.scroll_y > self.max_scroll_y:
                self.show_line(self.max_scroll_y)
            self.refresh()

    def show_line(self, top: int) -> None:
        """Bring a line to the top of the view, as far as the page's end lets it."""
        # At once: the next key may ask where the view stands before a frame is drawn.
        self.scroll_to(y=max(0, top), animate=False, immediate=True)

    def show_span(self, first: int, count: int = 1, margin: int = 0) -> None:
        """Scroll just so far that some lines are in view, with a margin where there is room."""
        height = self.size.height or self.coming[1]
        if not height:
            return  # not laid out yet: there is no view to be in
        if first - margin < self.top:
            self.show_line(first - margin)
        elif first + count + margin > self.top + height:
            self.show_line(first + count + margin - height)

    def move(self, steps: int) -> None:
        """Go so many rows or lines further; negative, back."""
        raise NotImplementedError

    def page(self, pages: float) -> None:
        """Go so many views further; negative, back."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines of the view; how it stands is asked once, not for every line."""
        size = self.size
        self._view = (size.width, size.height, self.scroll_offset.y, self.virtual_size.height)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view: the pane's own, and the edge."""
        width, height, top, total = self._view
        if not self.edged or not width:
            return self.draw(y, width)
        mark = edge(y, height, top, total)
        line = self.draw(y, width - 1)
        # The same strip again lets Textual reuse what it rendered of it.
        known = self._with_edge.get((id(line), mark))
        if known is None or known[0] is not line:
            # Some screens' worth; strips that are drawn no more would be kept for ever.
            if len(self._with_edge) > 500:
                self._with_edge.clear()
            known = self._with_edge[id(line), mark] = (line, Strip.join([line, self.inks.strip([mark], 1)]))
        return known[1]

    def draw(self, y: int, width: int) -> Strip:
        """Draw line `y` of the view in so many cells."""
        raise NotImplementedError
