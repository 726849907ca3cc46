"""What a search that finds nothing may have meant, proposed in the empty list."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from tui.drawing.frame import nothing_found
from tui.errors import DatelineError
from tui.screens.reader.desk import Desk, Part

if TYPE_CHECKING:
    from tui.library.searching import SearchListing
    from tui.model.scopes import Scope
    from tui.widgets.article_list import ArticleList

_PAUSE_S: Final = 0.2
"""Nothing is looked for before so long a pause while a search is typed: the next letter asks anew."""


class ProposingPart(Part):
    """Looks for what a search may have meant, and says so."""

    def __init__(self, desk: Desk, rows: ArticleList) -> None:
        super().__init__(desk)
        self._rows = rows
        self._shown = ""
        self._known: tuple[Scope, str, str] | None = None
        """What was proposed last: within what, for which search, what."""

    def end(self) -> None:
        """Forget what is proposed: another list is shown."""
        self._shown = ""

    def taken(self) -> str:
        """Return what is proposed in the empty list; empty where nothing is."""
        return "" if self._rows.total else self._shown

    def begin(self, found: SearchListing, query: str, before: str, *, typing: bool) -> None:
        """Say that a search finds nothing, and soon what it may have meant.

        What was asked for `before` it besides, of which the reader typed nothing, is not shown.
        """
        self._rows.say(nothing_found(query))
        if self._known is not None and self._known[:2] == (found.scope, query):
            # Typed and meant: it stands there already.
            self._propose(query, self._known[2], typing=typing)
            return
        look = self._look(found, query, before, typing=typing)
        self._desk.run_worker(look, group="proposal", exclusive=True)

    async def _look(self, found: SearchListing, query: str, before: str, *, typing: bool) -> None:
        if typing:
            await asyncio.sleep(_PAUSE_S)
        try:
            proposal = await asyncio.to_thread(found.proposal)
        except DatelineError as error:
            self._desk.host.lose(error)
            return
        self._known = (found.scope, query, (proposal or "").removeprefix(before))
        shown = self._desk.shown
        if (shown.scope, shown.query) == (found.scope, query) and not self._rows.total:
            self._propose(query, self._known[2], typing=typing)

    def _propose(self, query: str, proposal: str, *, typing: bool) -> None:
        self._shown = proposal
        self._rows.say(nothing_found(query, proposal, typing=typing))
