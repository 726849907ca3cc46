"""Maps: where the open story takes place, and where the stories of a list do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.commands import LIST, SIDEBAR
from tui.model.names import Place
from tui.screens.reader.desk import Desk, Part
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.screens.map import MapScreen
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.names import NamesPart
    from tui.widgets.entity_panel import EntityPanel

if TYPE_CHECKING:
    from tui.screens import map as map_screen
else:  # loaded when first used: whoever starts should not wait for them
    map_screen = Lazy("tui.screens.map")

_CALLED = {"unread": "Unread", "saved": "Saved"}


class MapsPart(Part):
    """What is chosen on a map is lit in the story, and what is lit in the story is chosen on the map."""

    def __init__(self, desk: Desk, lists: ListsPart, names: NamesPart, panel: EntityPanel) -> None:
        super().__init__(desk)
        self._lists = lists
        self._names = names
        self._panel = panel

    async def show(self) -> None:
        """Show the map of the open story, or of the list."""
        if self._desk.pane == LIST:
            await self._show_list()
        else:
            await self._show_story()

    async def _show_story(self) -> None:
        article = self._desk.article
        if article is None:
            self.tell("Open a story first; in the list M maps the whole list.")
        elif not article.names.places:
            self.tell("No places are named in this story.")
        else:
            # In the sidebar the cursor is what one looks at; elsewhere what is lit.
            chosen = self._panel.current if self._desk.pane == SIDEBAR else self._panel.picked
            place = chosen if isinstance(chosen, Place) else None
            await self._visit(map_screen.story_map(article.prose.headline, article.names, place))

    async def _show_list(self) -> None:
        shown = self._desk.shown
        words = f"/{shown.query}" if shown.query else shown.words
        words = words or _CALLED.get(shown.scope.kind, "All stories")
        await self._visit(map_screen.list_map(self._library, words, self._lists.once_more()))

    async def _visit(self, screen: MapScreen) -> None:
        answer = await self._desk.host.answer_of(screen)
        if answer is None:
            return
        if answer.is_opened:
            self._names.show_page_of(answer.place)
        # A list's map names places that the open story need not.
        elif answer.place in self._panel.entities:
            self._names.light(answer.place)
