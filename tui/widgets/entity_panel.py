"""The sidebar: the people and places of the open article, most central first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.cells import cell_width, fit
from tui.frame import SIDEBAR_AT_REST, Line, centred
from tui.model import NO_NAMES, Entity, Names, Person, Place
from tui.widgets.pane import Pane


class _Row(NamedTuple):
    """One line of the sidebar."""

    text: str
    look: str
    entity: int = -1
    """Index among the entities; -1 for a heading or a blank."""
    first: bool = False
    """Whether it is an entity's first line."""


class EntityPanel(Pane):
    """People and places with their mention counts, roles and kinds, and a cursor."""

    cursor: var[int] = var(0)
    """The entity under the cursor, counted over people and then places."""

    @dataclass
    class Picked(Message):
        """An entity was chosen."""

        entity: Entity

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.names: Names | None = None
        self.picked: Entity | None = None
        self._rows: list[_Row] = []

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def show(self, names: Names | None) -> None:
        """Show an article's names; None when no article is open."""
        if names != self.names:
            self.set_reactive(EntityPanel.cursor, 0)
            self.picked = None
        self.names = names
        self._set()
        self.show_line(0)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, then places."""
        return (self.names or NO_NAMES).entities

    @property
    def current(self) -> Entity | None:
        """The entity under the cursor."""
        entities = self.entities
        return entities[self.cursor] if self.cursor < len(entities) else None

    def choose(self, entity: Entity | None) -> None:
        """Mark an entity as the one that is lit, and put the cursor on it."""
        self.picked = entity
        if entity in self.entities:
            self.go(self.entities.index(entity))
        self.refresh()

    def _set(self) -> None:
        names = self.names or NO_NAMES
        rows = [_Row("", "text")]
        rows += _group("People", names.people, 0)
        if names.people and names.places:
            rows.append(_Row("", "text"))
        rows += _group("Places", names.places, len(names.people))
        self._rows = rows if names.people or names.places else []
        self.set_height(len(self._rows))
        self.refresh()

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def move(self, steps: int) -> None:
        """Move the cursor by so many entities."""
        self.go(self.cursor + steps)

    def page(self, pages: float) -> None:
        """Move the cursor by about so many views."""
        self.move(int(pages * max(1, self.size.height // 2)))

    def go(self, index: int) -> None:
        """Move the cursor to an entity, or as near as there is one."""
        self.set_reactive(EntityPanel.cursor, max(0, min(index, len(self.entities) - 1)))
        lines = [y for y, row in enumerate(self._rows) if row.entity == self.cursor]
        if lines:
            self.show_span(lines[0], len(lines), margin=1)
        self.refresh()

    def open(self) -> None:
        """Choose the entity under the cursor."""
        if entity := self.current:
            self.post_message(self.Picked(entity))

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        if not self._rows:
            words = SIDEBAR_AT_REST if self.names is None else ["No people or places", "are named here."]
            return self.inks.strip(centred(words, width, self.size.height)[y], width)
        number = self.top + y
        if number >= len(self._rows):
            return self.inks.blank(width)
        row = self._rows[number]
        return self.inks.strip(self._line(row, width), width)

    def _line(self, row: _Row, width: int) -> Line:
        if row.entity < 0:
            return [(fit(" " + row.text, width), row.look)]
        entity = self.entities[row.entity]
        under = row.entity == self.cursor
        kind = "" if not under else "cursor" if self.has_focus else "blur"
        lit = entity == self.picked
        edge = "▌" if under else "◆" if lit and row.first else " "
        if not row.first:
            return [(edge, f"{kind or 'row'}.mark"), (fit(row.text, width - 1), f"{kind or 'row'}.meta")]
        name = "person" if isinstance(entity, Person) else "place"
        look = f"side.{kind}.{name}" if kind else f"side.{name}"
        count = str(len(entity.mentions))
        room = width - len(count) - 3
        words = fit(entity.name, room).rstrip()
        blank = " " * (width - 1 - len(count) - 1 - cell_width(words))
        plain = f"{kind or 'row'}.meta"
        return [(edge, f"{kind or 'row'}.mark"), (words, look), (blank, plain), (count + " ", plain)]

    # ── what happens to it ────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Lay the rows out for the new width."""
        self._set()

    def on_focus(self) -> None:
        """Show that the keys come here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the entity that was clicked."""
        number = self.top + event.y
        if number < len(self._rows) and self._rows[number].entity >= 0:
            self.go(self._rows[number].entity)
            self.open()


def _group(title: str, entities: tuple[Entity, ...], first: int) -> list[_Row]:
    if not entities:
        return []
    rows = [_Row(f"{title}  {len(entities)}", "side.head")]
    for index, entity in enumerate(entities, first):
        rows.append(_Row(entity.name, "", index, True))
        if facts := _facts(entity):
            rows.append(_Row(" " + facts, "", index))
    return rows


def _facts(entity: Entity) -> str:
    """Return what the article says a person is, or what and where a place is."""
    if isinstance(entity, Person):
        return entity.role or ""
    return _place_facts(entity)


def _place_facts(place: Place) -> str:
    kind = "" if place.kind == "place" else place.kind
    if place.kind == "country" or not place.country:
        return kind
    return f"{kind}, {place.country}" if kind else place.country
