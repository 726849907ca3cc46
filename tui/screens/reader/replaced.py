"""Another file in the database's place: the reader goes over to it, and says so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from tui.errors import DatelineError
from tui.screens.reader.desk import Desk, Part

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.opening import OpeningPart

_REPLACED: Final = (
    "The database was replaced by another file: a backup was restored, or damage mended."
    " This is what it holds now."
)
_TOLD_S: Final = 10.0


class ReplacedPart(Part):
    """Shows what the other file holds."""

    def __init__(self, desk: Desk, lists: ListsPart, opening: OpeningPart) -> None:
        super().__init__(desk)
        self._lists = lists
        self._opening = opening

    def go_over(self, screen: Screen[Any]) -> None:
        """Use the file that is there now; an older one is brought up to date first, which may take long."""
        self._desk.run_worker(self._go_over(screen), group="replaced", exclusive=True)

    async def _go_over(self, screen: Screen[Any]) -> None:
        try:
            await asyncio.to_thread(self._library.renew)
            self._library.renew()  # what belongs to this thread
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return
        # What stands over the reader shows the other file's numbers.
        self._desk.host.close_over(screen)
        self._lists.begin_anew()
        self._opening.begin_anew()
        self._desk.host.warn(_REPLACED, for_s=_TOLD_S)
        self._desk.host.catch_up()
