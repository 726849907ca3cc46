"""Names: the pages of people and places, following them, and what is wished for on their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.keys.commands import LIST
from tui.library.wording import uncertain_in_words
from tui.model.articles import NamedEntity
from tui.screens.reader.desk import NONE_CHOSEN, Desk, Part
from tui.screens.reader.passages import light_passage
from tui.screens.steady import told

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.model.articles import Article
    from tui.model.names import Entity
    from tui.screens.reader.correcting import CorrectingPart
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.opening import OpeningPart
    from tui.screens.replies import Wish
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.reading_pane import ReadingPane


class NamesPart(Part):
    """From a name to its page, its stories, its being followed."""

    def __init__(
        self,
        desk: Desk,
        lists: ListsPart,
        opening: OpeningPart,
        correcting: CorrectingPart,
        reading: ReadingPane,
        panel: EntityPanel,
    ) -> None:
        super().__init__(desk)
        self._lists = lists
        self._opening = opening
        self._correcting = correcting
        self._reading = reading
        self._panel = panel

    def light(self, entity: Entity) -> None:
        """Light a name up in the story."""
        self._panel.choose(entity)
        self._reading.light_entity(entity)

    # ── following ─────────────────────────────────────────────────────────────────────────────

    def follow(self) -> None:
        """Follow the chosen name, or no more; in a name's list, that name."""
        shown, follows = self._desk.shown, self._library.follows
        # In its own list a name has no row that one could choose it by.
        if self._desk.pane == LIST and shown.scope.entity_kind and shown.scope.name:
            kind, key, name = shown.scope.entity_kind, shown.scope.name, shown.words
            self._desk.mark(lambda: follows.turn(kind, key, name))
        elif self._desk.pane == LIST or (entity := self._desk.chosen_name) is None:
            self.tell(NONE_CHOSEN)
        elif (found := self._library.names.known_as(entity)) is None:
            self.tell(uncertain_in_words(entity.name, "followed"))
        else:
            self._desk.mark(lambda: follows.turn(found.kind, found.key, found.name))

    @told
    def show_followed(self) -> None:
        """Mark in the sidebar what is followed now; stories may wait to be looked at for a new name."""
        if (article := self._desk.article) is not None:
            self._panel.mark_followed(self._library.follows.among(article.names))
        self._desk.host.catch_up()

    # ── pages ─────────────────────────────────────────────────────────────────────────────────

    def same_name(self) -> None:
        """Open the page of the chosen name."""
        entity = self._desk.chosen_name
        if entity is None:
            self.tell(NONE_CHOSEN)
        else:
            self.show_page_of(entity)

    def show_page_of(self, entity: Entity) -> None:
        """Open the page of a name of the open article."""
        found = self._library.names.known_as(entity)
        if found is None:
            self.tell(uncertain_in_words(entity.name, "looked up elsewhere"))
            return
        from tui.screens.name import NameScreen

        page = NameScreen(self._library, self._desk, found.kind, found.key, found.name)
        self._desk.converse(self._visit(page))

    async def _visit(self, page: Screen[Wish | None]) -> None:
        wish = await self._desk.host.answer_of(page)
        if wish is not None:
            await self.fulfil(wish)

    async def fulfil(self, wish: Wish) -> None:
        """List a name's stories, and open the one that was chosen, the name lit in it."""
        if wish.forms is not None:
            name = NamedEntity(wish.kind, wish.key, wish.name, 0)
            await self._correcting.everywhere(name, wish.forms)
            return
        # The list first: the story is opened as one of it, so that `n` goes on in it.
        self._lists.show(wish.scope, wish.name, keep=wish.story)
        self._desk.focus_pane(LIST)
        if wish.story is not None:
            self._opening.open(wish.story, self._lighting(wish))

    def _lighting(self, wish: Wish) -> Callable[[Article], None]:
        """Return how the name is lit by which a story was found, or what it says there."""

        def light(article: Article) -> None:
            if wish.at is not None:
                light_passage(self._reading, (wish.at,), wish.words, wish.name)
                return
            entity = self._library.names.in_article(article, wish.kind, wish.key)
            if entity is not None:
                self.light(entity)

        return light
