"""The reader's screen with its maps: of the open story, of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.keys.commands import SIDEBAR
from tui.model.names import Place
from tui.screens.changed import ChangedScreen
from tui.widgets.entity_panel import EntityPanel

if TYPE_CHECKING:
    from tui.library.lists import Listing
    from tui.screens.map import MapAnswer, MapScreen


class MappedScreen(ChangedScreen):
    """What is chosen on a map is lit in the story, and what is lit in the story is chosen on the map."""

    def show_story_map(self) -> None:
        """Show where the open story takes place."""
        from tui.screens.map import story_map

        article = self._article
        if article is None:
            self.tell("Open a story first; in the list M maps the whole list.")
        elif not article.names.places:
            self.tell("No places are named in this story.")
        else:
            chosen = self._names.current if self._pane == SIDEBAR else self._names.picked
            place = chosen if isinstance(chosen, Place) else None
            self._show_map(story_map(article.prose.headline, article.names, place))

    def show_list_map(self) -> None:
        """Show where the stories of the list take place."""
        from tui.screens.map import list_map

        self._show_map(list_map(self._library, self._map_words(), self._map_listing()))

    def _map_words(self) -> str:
        if self._query:
            return f"/{self._query}"
        return self._scope_words or {"unread": "Unread", "saved": "Saved"}.get(
            self._scope.kind, "All stories"
        )

    def _map_listing(self) -> Callable[[], Listing]:
        """Return how to have the list once more: the one that is shown belongs to this thread."""
        library, query, scope, order = self._library, self._query, self._scope, self._order
        if query:
            return lambda: library.search_listing(query, scope=scope, order=order)
        return lambda: library.listing(scope)

    def _show_map(self, screen: MapScreen) -> None:
        def left(answer: MapAnswer | None) -> None:
            if answer is None:
                return
            if answer.is_opened:
                self.show_page_of(answer.place)
            elif answer.place in self._names.entities:
                self._names.post_message(EntityPanel.Picked(answer.place))

        self.app_.open_screen(screen, left)
