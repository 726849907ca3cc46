"""The sidebar: the people, places and organisations of the open article, most central first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.drawing.frame import FOLLOWED, SIDEBAR_AT_REST, StyledLine, centred
from tui.drawing.particulars import facts_of, particulars
from tui.model.articles import Article
from tui.model.kinds import KINDS, Kind, plurals
from tui.model.names import NO_NAMES, Entity, Names
from tui.system.lazily import Lazy
from tui.text.cells import cell_width, fit
from tui.text.wrap import in_lines
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.atlas.small import SmallMap

if TYPE_CHECKING:
    from tui.atlas import small
else:  # loaded when first used: whoever starts should not wait for them
    small = Lazy("tui.atlas.small")

_NAME_LINES: Final = 2
_FACT_LINES: Final = 2
_SENTENCE_LINES: Final = 7
_FORM_LINES: Final = 4
_MAP_SHAPE: Final = 4
"""Cells of the small map's width to one of its height: the whole world, as a cell is half as wide as high."""


_ABOVE_MAP: Final = 4
"""Names of a kind that gives way, for which the small map has to leave room."""


class _PanelLine(NamedTuple):
    """One line of the sidebar."""

    text: str
    look: str
    stop: int = -1
    """Index among the stops of the cursor; -1 for a heading or a blank."""
    part: str = ""
    """Of a name: `first` and `name` for the lines of its name, `fact` for others."""


class EntityPanel(Pane):
    """Names with their mention counts, roles and kinds, and a cursor.

    A kind that gives way shows as many names as there is room for, and a line that opens the others.
    """

    cursor: var[int] = var(0)
    """Where the cursor stops: at names, counted kind by kind, and at the line that opens others."""

    @dataclass
    class Picked(Message):
        """An entity was chosen."""

        entity: Entity

    class Doubted(Message):
        """The entity under the cursor is to be corrected."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.picked: Entity | None = None
        self.unfolded: frozenset[str] = frozenset()
        """The names of those whose details are shown."""
        self.followed: frozenset[Entity] = frozenset()
        """Those of the names that the reader follows."""
        self._all_shown = False
        """Whether the reader asked for the names that there is no room for."""
        self._rows: list[_PanelLine] = []
        self._stops: list[Entity | None] = []
        """What the cursor can be at, in order; None is the line that opens others."""
        self._map: SmallMap | None = None
        """The small map as it was last drawn, while that holds."""
        self._map_size = (0, 0)

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def show(self, article: Article | None) -> None:
        """Show an article's names, the most central first; None when no article is open."""
        self.set_reactive(EntityPanel.cursor, 0)
        self.picked, self.unfolded, self._all_shown = None, frozenset(), False
        self.article = article
        self._set()
        self.show_line(0)

    def mark_followed(self, followed: frozenset[Entity]) -> None:
        """Mark the names that the reader follows."""
        if followed != self.followed:
            self.followed = followed
            self._set()

    def update(self, article: Article, current: str = "") -> None:
        """Show the same article with names that were corrected; the cursor stays, or goes to one called so.

        The name that is lit stays lit where it is still there.
        """
        under, lit, top = self.current, self.picked, self.top
        self.article = article
        # Reversed, so that of two of one name the first is kept.
        names = {entity.name: entity for entity in reversed(self.entities)}
        wanted = current if current in names else under.name if under else ""
        self.picked = None
        if lit is not None:
            self.picked = names.get(lit.name if lit.name in names else wanted if lit is under else "")
        self._set()
        self.show_line(top)
        self.go(self._stop_of(names[wanted]) if wanted in names else self.cursor)

    def _stop_of(self, entity: Entity) -> int:
        """Return where the cursor stops at a name, which is shown for it."""
        if entity not in self._stops:
            self._show_all(True)
        return self._stops.index(entity)

    @property
    def names(self) -> Names | None:
        """The names it shows; None when no article is open."""
        return None if self.article is None else self.article.names

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Those it lists, kind by kind."""
        return (self.names or NO_NAMES).entities

    @property
    def current(self) -> Entity | None:
        """The entity under the cursor."""
        return self._stops[self.cursor] if self.cursor < len(self._stops) else None

    def choose(self, entity: Entity | None) -> None:
        """Mark an entity as the one that is lit, and put the cursor on it."""
        self.picked = entity
        if entity is not None and entity in self.entities:
            self.go(self._stop_of(entity))
        self._redraw()

    def _redraw(self) -> None:
        self._map = None
        self.refresh()

    def unfold(self) -> None:
        """Show the details of the entity under the cursor, or put them away."""
        if self._is_at_more:
            self.open()
        elif entity := self.current:
            self.unfolded ^= {entity.name}
            # Its details must not take the room that it stands in.
            self._all_shown |= KINDS[entity.entity_kind].gives_way
            self._set()
            self.go(self.cursor)

    def _set(self) -> None:
        names = self.names or NO_NAMES
        self._rows, self._stops = [], []
        for kind in KINDS.values():
            if among := names.of(kind.name):
                self._rows.append(_PanelLine("", "text"))
                self._rows += self._group(kind, among)
        self.set_height(len(self._rows))
        self._redraw()

    def _group(self, kind: Kind, entities: tuple[Entity, ...]) -> list[_PanelLine]:
        """Return the lines of a kind, and add what the cursor can be at in them."""
        title = f"{kind.title}  {len(entities)}"
        first, lines = len(self._stops), [_PanelLine(title, "side.head")]
        groups = [list(self._entity(entity, index)) for index, entity in enumerate(entities, first)]
        shown = len(groups)
        if kind.gives_way and not self._all_shown:
            shown = self._fitting([1, *map(len, groups)])
        self._stops += entities[:shown]
        for group in groups[:shown]:
            lines += group
        rest = len(groups) - shown
        if not rest and not (kind.gives_way and self._all_shown):
            return lines
        more = _PanelLine(_switch(title, shown, rest), "side.head", len(self._stops))
        self._stops.append(None)
        return [*lines, more] if shown else [more]

    def _fitting(self, heights: list[int]) -> int:
        """Return how many names fit that give way, of a heading and names so high.

        The small map keeps its lines where a few names have room above it.
        """
        left = (self.size.height or self.coming[1]) - len(self._rows)
        above = _fitting(heights, left - self._map_height - 1) if self._has_points else 0
        return above if above >= min(_ABOVE_MAP, len(heights) - 1) else _fitting(heights, left)

    def _show_all(self, shown: bool) -> None:
        self._all_shown = shown
        self._set()

    def _entity(self, entity: Entity, index: int) -> Iterator[_PanelLine]:
        """Yield an entity's lines: its name, what it is, and, unfolded, what else is known."""
        width = max(8, self.room - 1)
        name_room = width - cell_width(self._count(entity)) - 2
        for line, text in enumerate(in_lines(entity.name, name_room, _NAME_LINES)):
            yield _PanelLine(text, "", index, "name" if line else "first")
        for text in in_lines(facts_of(entity, width - 2), width - 2, _FACT_LINES):
            yield _PanelLine(f" {text}", "", index, "fact")
        if entity.name in self.unfolded:
            for text in self._details(entity, width):
                yield _PanelLine(text, "", index, "fact")

    def _details(self, entity: Entity, width: int) -> Iterator[str]:
        assert self.article is not None
        told = particulars(entity, self.article.names, self.article.prose)
        said = [
            (f"“{told.sentence}”" if told.sentence else "", _SENTENCE_LINES),
            (told.certainty or "", _SENTENCE_LINES),
            *((form, _FORM_LINES) for form in told.forms),
        ]
        is_empty = True
        for words, most in said:
            for line, text in enumerate(in_lines(words, width - 5, most)):
                yield f" {'│' if line else '├'} {text}"
                is_empty = False
        if is_empty:
            yield " ├ " + fit("Named in one form only.", width - 4).rstrip()

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def move(self, steps: int) -> None:
        """Move the cursor by so many entities."""
        self.go(self.cursor + steps)

    def page(self, pages: float) -> None:
        """Move the cursor by about so many views."""
        self.move(int(pages * max(1, self.size.height // 2)))

    def go(self, index: int) -> None:
        """Move the cursor to an entity, or as near as there is one."""
        self.set_reactive(EntityPanel.cursor, max(0, min(index, len(self._stops) - 1)))
        lines = [y for y, row in enumerate(self._rows) if row.stop == self.cursor]
        if lines:
            # Unfolded details may be higher than the view: then their beginning is shown.
            self.show_span(lines[0], min(len(lines), max(1, self.size.height - 2)), margin=1)
        self._redraw()

    def open(self) -> None:
        """Choose the entity under the cursor; on the line that opens others, show them or put them away."""
        if entity := self.current:
            self.post_message(self.Picked(entity))
        elif self._is_at_more:
            self._show_all(not self._all_shown)
            # On the first of those that came, or on the line that opens them again.
            self.go(self.cursor if self._all_shown else len(self._stops) - 1)

    @property
    def _is_at_more(self) -> bool:
        return self.cursor < len(self._stops) and self._stops[self.cursor] is None

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        if not self._rows:
            words = SIDEBAR_AT_REST if self.article is None else [f"No {plurals('or')}", "are named here."]
            return self.inks.strip(centred(words, width, self.size.height)[y], width)
        number = self.top + y
        if number >= len(self._rows):
            return self._draw_below(y, width)
        return self.inks.strip(self._line(self._rows[number], width), width)

    def _line(self, row: _PanelLine, width: int) -> StyledLine:
        if row.stop < 0:
            return [(fit(" " + row.text, width), row.look)]
        entity, cursor = self._stops[row.stop], self._cursor_on(row)
        looks = cursor or "row"
        mark = (self._edge(row, entity), f"{looks}.mark")
        if entity is None:
            return [mark, (fit(row.text, width - 1), f"{looks}.unread" if cursor else row.look)]
        if row.part == "fact":
            return [mark, (fit(row.text, width - 1), f"{looks}.meta")]
        look = ".".join(filter(None, ("side", cursor, entity.entity_kind)))
        count = self._count(entity) + " " if row.part == "first" else ""
        blank = " " * (width - 1 - cell_width(count) - cell_width(row.text))
        return [mark, (row.text, look), (blank, f"{looks}.meta"), (count, f"{looks}.meta")]

    def _cursor_on(self, row: _PanelLine) -> str:
        """Return which look the cursor gives to a line; empty where it is not."""
        if row.stop != self.cursor:
            return ""
        return "cursor" if self.has_focus else "blur"

    def _edge(self, row: _PanelLine, entity: Entity | None) -> str:
        """Return the sign before a line, in one cell."""
        # Lit is told by a sign too, and the cursor's bar comes first: it says where the keys act.
        if row.stop == self.cursor:
            return "▌"
        return "◆" if row.part == "first" and entity == self.picked else " "

    def _count(self, entity: Entity) -> str:
        """Return how often an entity is named, with a mark where it is followed."""
        return (FOLLOWED if entity in self.followed else "") + _count(entity)

    # ── the small map ─────────────────────────────────────────────────────────────────────────

    @property
    def map_lines(self) -> int:
        """The lines of the small map, at the bottom; 0 where names leave no room, or it would be empty."""
        lines = self._map_height
        has_room = len(self._rows) + 1 + lines <= self.size.height
        return lines if has_room and self._has_points else 0

    @property
    def _map_height(self) -> int:
        return max(1, self.room // _MAP_SHAPE)

    @property
    def _has_points(self) -> bool:
        return any(place.lat is not None for place in (self.names or NO_NAMES).places)

    def _draw_below(self, y: int, width: int) -> Strip:
        lines = self.map_lines
        first = self.size.height - lines
        if y < first:
            return self.inks.blank(width)
        return self.inks.strip(self._small_map(lines).drawing.lines[y - first], width)

    def _small_map(self, lines: int) -> SmallMap:
        """Draw where the article's places are: the one under the cursor lit, or the one that was chosen."""
        size = (self.room, lines)
        if self._map is None or self._map_size != size:
            # With the keys here the map follows the cursor; else it shows what is lit in the story.
            lit = self.current if self.has_focus else self.picked
            self._map, self._map_size = small.small_map(self.names or NO_NAMES, lit, *size), size
        return self._map

    def _pick_on_map(self, column: int, row: int) -> None:
        place = self._small_map(self.map_lines).place_at(column, row)
        if place is not None:
            self.go(self._stops.index(place))
            self.open()

    # ── what happens to it ────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Lay the rows out for the new width."""
        self._set()

    def on_focus(self) -> None:
        """Show that the keys come here."""
        self._redraw()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Choose the entity that was clicked; once more shows its details, the right button corrects it."""
        number = self.top + event.y
        if number >= len(self._rows) or self._rows[number].stop < 0:
            if self.map_lines and event.y >= self.size.height - self.map_lines:
                self._pick_on_map(event.x, event.y - self.size.height + self.map_lines)
            return
        self.go(self._rows[number].stop)
        if event.button == 3:
            self.post_message(self.Doubted())
        # A second click on what is lit can only mean that more is wanted of it.
        elif self.picked is not None and self.current is self.picked:
            self.unfold()
        else:
            self.open()


def _fitting(heights: list[int], room: int) -> int:
    """Return how many names fit below a heading, whose height comes first: all, or some and a line more."""
    if sum(heights) <= room:
        return len(heights) - 1
    taken = 1
    for count, height in enumerate(heights):
        taken += height
        if taken > room:
            return max(0, count - 1)
    return len(heights) - 1


def _switch(title: str, shown: int, rest: int) -> str:
    """Return the line that opens the rest of a kind, or puts its names away where all are shown."""
    if not rest:
        return "▴ fewer"
    return f"▸ {rest} more" if shown else f"▸ {title}"


def _count(entity: Entity) -> str:
    """Return how often an entity is named; one that only the dateline names is not."""
    return str(len(entity.mentions)) if entity.mentions else "dateline"
