"""What a terminal shows that is too small for anything else."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.frame import too_small_lines
from tui.widgets.inks import inks


class TooSmall(Widget):
    """A line that says what size is needed."""

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.size
        lines = too_small_lines(width, height)
        return inks(self).strip(lines[y] if y < len(lines) else [], width)
