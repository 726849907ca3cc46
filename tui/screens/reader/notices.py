"""Notifications of what a sync has brought: looked for once all of it is prepared."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from tui.errors import DatelineError
from tui.library.frontdesk import utc_now
from tui.library.notifying import NotifyingDesk
from tui.screens.reader.desk import Desk, Part
from tui.screens.reader.programs import end_of
from tui.system.programs import Running
from tui.terminal.notices import notice_sequence, notice_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.notices import NoticeRules


class NoticesPart(Part):
    """Notifies the reader, in the way that the configuration says."""

    def __init__(self, desk: Desk, rules: NoticeRules) -> None:
        super().__init__(desk)
        self._rules = rules
        self._notifying = NotifyingDesk(desk.library.database, utc_now)
        self._has_synced = False

    def begin(self) -> None:
        """Let what is there already be no news."""
        self._desk.keep(self._notifying.begin)

    def synced(self) -> None:
        """A sync has brought something: it is told of when it is prepared, which may be so already."""
        self._has_synced = True
        self._look()

    def prepared(self) -> None:
        """Nothing waits to be prepared any more."""
        if self._has_synced:
            self._look()

    def _look(self) -> None:
        self._desk.run_worker(self._tell_news(), group="notices")

    async def _tell_news(self) -> None:
        stated = self._rules
        try:
            lines = await asyncio.to_thread(
                self._notifying.news, names=stated.names, of_searches=stated.searches
            )
            if stated.how == "command":
                await self._run(stated.command, lines)
            else:
                for line in lines:
                    self._desk.host.send_to_terminal(notice_sequence(stated.how, line, os.environ))
        except DatelineError as error:
            self.tell(str(error), failed=True)

    async def _run(self, command: Sequence[str], lines: Sequence[str]) -> None:
        """Have the reader's program tell it, a line at a time."""
        for line in lines:
            ended = await end_of(Running([*command, notice_text(line)]).wait)
            if not ended.is_well:
                self.tell(f"{command[0]} failed, code {ended.code}: {ended.line}", failed=True)
                return
