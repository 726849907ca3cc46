"""Parts of the reader's screen that many a day is read without: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tui.screens.reader.desk import Desk
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.screens.reader import listening, programs
    from tui.screens.reader.listening import ListeningPart
    from tui.screens.reader.programs import ProgramsPart
    from tui.widgets.reading_pane import ReadingPane
else:  # loaded when first used: whoever starts should not wait for them
    listening = Lazy("tui.screens.reader.listening")
    programs = Lazy("tui.screens.reader.programs")


class LaterParts:
    """What leads to other programs."""

    def __init__(self, desk: Desk, reading: ReadingPane, do: Callable[[str], Awaitable[bool]]) -> None:
        """`do` does what a command says, and what it began; returns whether none of it failed."""
        self._desk = desk
        self._reading = reading
        self._do = do

    @cached_property
    def programs(self) -> ProgramsPart:
        """Programs and macros."""
        return programs.ProgramsPart(self._desk, self._do)

    @cached_property
    def listening(self) -> ListeningPart:
        """The player and the voice."""
        return listening.ListeningPart(self._desk, self._reading)

    @property
    def _listening(self) -> ListeningPart | None:
        """The same, if it was ever asked for."""
        return self.__dict__.get("listening")

    def skip(self, step: int) -> bool:
        """Have the next section read aloud, or the one before; tells whether one is being read."""
        return self._listening is not None and self._listening.skip(step)

    def hush(self) -> bool:
        """Have nothing read aloud any more; tells whether something was."""
        return self._listening is not None and self._listening.hush()

    def stop(self) -> None:
        """Leave nothing behind."""
        if self._listening is not None:
            self._listening.stop()
