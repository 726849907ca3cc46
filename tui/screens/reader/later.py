"""Parts of the reader's screen that many a day is read without: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tui.screens.reader.desk import Desk
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.screens.reader import programs
    from tui.screens.reader.programs import ProgramsPart
else:  # loaded when first used: whoever starts should not wait for them
    programs = Lazy("tui.screens.reader.programs")


class LaterParts:
    """What leads to other programs."""

    def __init__(self, desk: Desk, do: Callable[[str], Awaitable[bool]]) -> None:
        """`do` does what a command says, and what it began; returns whether none of it failed."""
        self._desk = desk
        self._do = do

    @cached_property
    def programs(self) -> ProgramsPart:
        """Programs and macros."""
        return programs.ProgramsPart(self._desk, self._do)
