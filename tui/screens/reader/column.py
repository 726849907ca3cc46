"""The column that stories are set in: narrower or wider by a key, and so again the next time."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui.errors import DatelineError
from tui.screens.reader.desk import Desk, Part

if TYPE_CHECKING:
    from tui.widgets.reading_pane import ReadingPane

WIDTH_SETTING: Final = "column"
"""The width that was chosen, and behind a slash the configured one that it was chosen instead of."""
_STEP_CELLS: Final = 4
_LEAST_CELLS: Final = 32
_MOST_CELLS: Final = 200


class ColumnPart(Part):
    """How wide the text is set."""

    def __init__(self, desk: Desk, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._reading = reading

    def begin(self) -> None:
        """Take the width that was chosen the last time; one that is configured since then comes first."""
        with suppress(DatelineError, ValueError):  # what is stored may be anybody's
            chosen, _, instead_of = (self._library.setting(WIDTH_SETTING) or "").partition("/")
            if instead_of == str(self._desk.config.reading.width):
                self._reading.set_width(min(max(int(chosen), _LEAST_CELLS), _MOST_CELLS))

    def turn(self, step: int) -> None:
        """Set the text narrower (-1) or wider (1), and say how wide."""
        reading = self._reading
        shown = reading.column[1]
        if step > 0 and shown < reading.width_cells:
            self.tell(f"The text has all of the pane: {shown} cells.")
            return
        # From what is seen: a pane may have less room than is wished for.
        wanted = min(shown + _STEP_CELLS, _MOST_CELLS) if step > 0 else max(shown - _STEP_CELLS, _LEAST_CELLS)
        if (wanted - shown) * step > 0:
            reading.set_width(wanted)
            configured = self._desk.config.reading.width
            self._desk.keep(lambda: self._library.set_setting(WIDTH_SETTING, f"{wanted}/{configured}"))
        self.tell(f"The text is {reading.column[1]} cells wide.")
