"""The places of a map as a list: the same facts in words, those that are nowhere certain too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.atlas.places import MapPlace
from tui.drawing.frame import StyledLine, number
from tui.drawing.particulars import place_words
from tui.text.cells import cell_width, fit
from tui.widgets.pane import Pane

NOT_DRAWN = "Not on the map"
_NAMED_CELLS = 48
"""From so many on countries are called by their names."""


class _PlaceLine(NamedTuple):
    """One line of the list."""

    text: str
    place: int = -1
    """The number of its place; -1 for a heading or a blank."""
    first: bool = False


def _told(place: MapPlace, width: int) -> str:
    """Return what a place is; its country by its name where there is room for all, else by its code."""
    words = place_words(place.place) if width >= _NAMED_CELLS else place.facts
    return " · ".join(filter(None, (words, place.where)))


class PlaceList(Pane):
    """Places with a cursor, which is the chosen one."""

    @dataclass
    class Moved(Message):
        """The cursor is on another place: its number."""

        place: int

    @dataclass
    class Opened(Message):
        """A place was clicked a second time."""

        place: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.places: tuple[MapPlace, ...] = ()
        self.cursor = -1
        self._rows: tuple[_PlaceLine, ...] = ()

    def show(self, places: Sequence[MapPlace], cursor: int | None = None) -> None:
        """Show places, the cursor on one of them or on none."""
        self.places = tuple(places)
        self.cursor = -1 if cursor is None else cursor
        self._rows = tuple(_rows(self.places))
        self.set_height(len(self._rows))
        self.show_line(0)
        self.put(cursor)

    def put(self, place: int | None) -> None:
        """Put the cursor on a place, and bring it into view."""
        self.cursor = -1 if place is None else place
        lines = [y for y, row in enumerate(self._rows) if row.place == self.cursor >= 0]
        if lines:
            self.show_span(lines[0], len(lines), margin=1)
        self.refresh()

    def move(self, steps: int) -> None:
        """Move the cursor by so many places."""
        if self.places:
            # From -1, where nothing is chosen, the first step leads to the first place.
            self.put(max(0, min(self.cursor + steps, len(self.places) - 1)))
            self.post_message(self.Moved(self.cursor))

    def page(self, pages: float) -> None:
        """Move the cursor by about so many views."""
        self.move(int(pages * max(1, self.size.height // 2)))

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        index = self.top + y
        if index >= len(self._rows):
            return self.inks.blank(width)
        return self.inks.strip(self._line(self._rows[index], width), width)

    def _line(self, row: _PlaceLine, width: int) -> StyledLine:
        if row.place < 0:
            return [(fit(f" {row.text}", width), "side.head")]
        kind = "" if row.place != self.cursor else "cursor" if self.has_focus else "blur"
        edge, plain = ("▌" if kind else " ", f"{kind or 'row'}.mark"), f"{kind or 'row'}.meta"
        place = self.places[row.place]
        if not row.first:
            return [edge, (fit(f" {_told(place, width)}", width - 1), plain)]
        count = number(place.stories if self._counts_stories else place.mentions)
        words = fit(row.text, max(1, width - len(count) - 3)).rstrip()
        blank = " " * max(1, width - 2 - len(count) - cell_width(words))
        return [edge, (words, f"side.{kind}.place" if kind else "side.place"), (f"{blank}{count} ", plain)]

    @property
    def _counts_stories(self) -> bool:
        return any(place.stories > 1 for place in self.places)

    def on_focus(self) -> None:
        """Show that the keys come here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the place that was clicked; once more, open it."""
        index = self.top + event.y
        place = self._rows[index].place if index < len(self._rows) else -1
        if place < 0:
            return
        if place == self.cursor:
            self.post_message(self.Opened(place))
        else:
            self.put(place)
            self.post_message(self.Moved(place))


def _rows(places: Sequence[MapPlace]) -> Iterator[_PlaceLine]:
    """Yield the lines: what is on the map, then what is not."""
    for title, drawn in (("Places", True), (NOT_DRAWN, False)):
        group = [index for index, place in enumerate(places) if (place.point is not None) is drawn]
        if not group:
            continue
        # Between two groups only: where nothing is on the map, this is the first.
        if not drawn and len(group) < len(places):
            yield _PlaceLine("")
        yield _PlaceLine(f"{title}  {number(len(group))}")
        for index in group:
            place = places[index]
            yield _PlaceLine(place.place.name, index, first=True)
            yield _PlaceLine("", index)
