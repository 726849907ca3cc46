"""Searches that are kept under a name, and searches that a story suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.kinds import KINDS
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice

if TYPE_CHECKING:
    from tui.screens.reader.desk import Shown
    from tui.screens.reader.lists import ListsPart


class SearchesPart(Part):
    """Keeps the search that is shown; finds the stories from where, or by whom, a story is."""

    def __init__(self, desk: Desk, lists: ListsPart) -> None:
        super().__init__(desk)
        self._lists = lists

    async def keep(self) -> None:
        """Keep the search that is shown, under a name."""
        shown = self._desk.shown
        if not shown.query:
            self.tell("Search first (/): then S keeps the search among the feeds.")
            return
        words = f"{scope_query(shown)} {shown.query}".strip()
        hint = "what the search is to be called"
        name = (await self._desk.ask("name", text=shown.query, hint=hint) or "").strip()
        if name:
            self._desk.mark(lambda: self._library.rules.keep_search(name, words))

    async def from_here(self) -> None:
        """List stories from the place of this story's dateline, or by its agency."""
        subject = self._desk.subject
        dateline = subject.dateline if subject else None
        if dateline is None:
            self.tell("This story has no dateline.")
            return
        choices = [Choice(f"From {place}", f'dateline:"{_bare(place)}"') for place in dateline.places]
        if dateline.agency:
            choices.append(Choice(f"By {dateline.agency}", f'agency:"{_bare(dateline.agency)}"'))
        query: str | None = choices[0].value
        # One place and no agency: there is nothing to ask.
        if len(choices) > 1:
            query = await self._desk.choose("Stories", choices)
        if query:
            self._lists.search_all(query)


def scope_query(shown: Shown) -> str:
    """Return what a search within a list asks for besides its words."""
    scope = shown.scope
    match scope.kind:
        case "unread" | "saved" | "muted":
            return f"is:{scope.kind}"
        case "feed":
            return f'feed:"{shown.words}"'
        case "history":
            return "is:opened"
        case "folder":
            return f'folder:"{scope.name}"'
        case "tag":
            return f'tag:"{scope.name}"'
        case "entity" if scope.entity_kind:
            return f'{KINDS[scope.entity_kind].prefix}:"{shown.words}"'
        case "search":
            return scope.name or ""
        case _:
            return ""


def _bare(name: str) -> str:
    """Return a name as it may stand between the quotes of a search."""
    return name.replace('"', " ")
