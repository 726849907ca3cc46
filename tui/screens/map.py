"""The map over the whole screen: where a story, a list or a name takes place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from tui.atlas.places import Gathered, MapPlace, places_of
from tui.atlas.projection import WORLD
from tui.drawing.frame import number
from tui.errors import DatelineError
from tui.model.names import Names, Place
from tui.screens.host import host_of
from tui.screens.mapkeys import MAP_COMMANDS, map_bindings, map_hints
from tui.screens.replies import MapAnswer
from tui.system.lazily import Lazy
from tui.widgets.bars import ColumnTitles, StatusBar, Title
from tui.widgets.place_list import PlaceList
from tui.widgets.world_map import ZOOM_STEP, WorldMap

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.library.lists import Listing
    from tui.screens.orderly import Waits

if TYPE_CHECKING:
    from tui.screens import help as help_screen
else:  # loaded when first used: whoever starts should not wait for them
    help_screen = Lazy("tui.screens.help")

_BESIDE_CELLS = 100
"""From so many on the list stands beside the map, else in its place."""
_LIST_CELLS, _WIDE_LIST_CELLS = 30, 36
_PAN_SHARE = 0.1
"""The share of the map that a key moves it by."""


@dataclass
class PlacesFound(Message):
    """The places of a list were gathered, or could not be."""

    gathered: Gathered | None
    error: str = ""


class MapScreen(Screen[MapAnswer | None]):
    """Places on a world, and beside it a list with the same facts. The answer is the one chosen, if any."""

    BINDINGS: ClassVar[list[BindingType]] = list(map_bindings())

    def __init__(
        self,
        title: str,
        places: Sequence[MapPlace] = (),
        *,
        chosen: Place | None = None,
        gather: Callable[[], Gathered] | None = None,
    ) -> None:
        """Show `places`, or those that `gather` finds, which may take its time."""
        super().__init__()
        self._title = title
        self._places = tuple(places)
        self._first = next((i for i, one in enumerate(self._places) if one.place == chosen), None)
        self._gather = gather
        self._gathering: Waits | None = None
        self._chosen: int | None = None
        self._on_list = False

    # ── what it is made of ────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """Set out the title, the map, the list and the keys."""
        self._titles = ColumnTitles()
        self._map = WorldMap()
        self._list = PlaceList()
        self._status = StatusBar()
        yield self._titles
        with Horizontal(id="panes"):
            yield self._map
            yield self._list
        yield self._status

    def on_mount(self) -> None:
        """Show the places, or look for them."""
        # It stands at the right edge, or alone.
        self._list.edged = False
        self._status.hints = map_hints()
        if self._gather is None:
            self._show(self._places, self._first)
            return
        self._map.notice = "Looking where these stories take place …"
        self._gathering = host_of(self).hold_for_answer()
        gather = self._gather
        self.run_worker(lambda: self._find(gather), thread=True, group="map")

    def _find(self, gather: Callable[[], Gathered]) -> None:
        try:
            self.post_message(PlacesFound(gather()))
        except DatelineError as error:
            self.post_message(PlacesFound(None, str(error)))

    @on(PlacesFound)
    def _found(self, message: PlacesFound) -> None:
        self._map.notice = message.error
        if message.gathered is not None:
            self._title += _reach(message.gathered)
            self._show(message.gathered.places, None)
        if self._gathering is not None:
            self._gathering.done()

    def _show(self, places: Sequence[MapPlace], chosen: int | None) -> None:
        self._places = tuple(places)
        self._list.show(self._places)
        self._map.show(self._places)
        if not self._places:
            self._map.notice = "No places are named here."
        # An empty world would say nothing; the list says what is known.
        self._on_list = bool(self._places) and all(place.point is None for place in self._places)
        self._arrange()
        self.choose(chosen)

    def on_resize(self) -> None:
        """Put the list beside the map, or in its place."""
        self._arrange()

    def _arrange(self) -> None:
        width = self.app.size.width
        is_beside = width >= _BESIDE_CELLS and bool(self._places)
        self._map.display = is_beside or not self._on_list
        self._map.edged = is_beside
        self._list.display = is_beside or self._on_list
        beside = _WIDE_LIST_CELLS if width >= 140 else _LIST_CELLS
        self._list.styles.width = beside if is_beside else width
        counted = _counted(self._places) if self._places else ""
        self._titles.titles = (Title(width, self._title, counted, focused=True),)
        self.set_focus(self._list if self._on_list else None)

    # ── choosing ──────────────────────────────────────────────────────────────────────────────

    def choose(self, place: int | None) -> None:
        """Light up a place, on the map and in the list."""
        self._chosen = place
        self._list.put(place)
        self._map.choose(place)
        self._status.status = "" if place is None else self._places[place].told

    @on(WorldMap.Picked)
    @on(PlaceList.Moved)
    def _picked(self, message: WorldMap.Picked | PlaceList.Moved) -> None:
        self.choose(message.place)

    def action_step(self, step: int) -> None:
        """Choose the next place or the one before, round the end."""
        if self._places:
            # The first press chooses the first place, or going back the last.
            start = self._chosen if self._chosen is not None else (-1 if step > 0 else 0)
            self.choose((start + step) % len(self._places))

    @on(PlaceList.Opened)
    def action_open(self) -> None:
        """Leave for the page of the chosen place."""
        if self._chosen is None:
            host_of(self).tell("Choose a place first: n goes to the next.")
        else:
            self.dismiss(MapAnswer(self._places[self._chosen].place, is_opened=True))

    def action_leave(self) -> None:
        """From the list to the map where there is room for one; then leave, with what is chosen."""
        # Where the list has taken the map's place, the way back leads over the map.
        if self._on_list and not self._map.display and any(place.point for place in self._places):
            self.action_turn()
            return
        chosen = None if self._chosen is None else self._places[self._chosen].place
        self.dismiss(None if chosen is None else MapAnswer(chosen, is_opened=False))

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def action_move(self, columns: int, rows: int) -> None:
        """Move the map, or the cursor in the list."""
        if self._on_list:
            self._list.move(rows)
            return
        sheet = self._map.sheet
        step = max(1.0, sheet.height * _PAN_SHARE)
        # Twice as many columns as rows: a cell is about twice as high as wide.
        self._map.pan(2 * step * columns, step * rows)

    def action_page(self, pages: float) -> None:
        """Move the map up or down, or the cursor in the list by a page."""
        if self._on_list:
            self._list.page(pages)
        else:
            self._map.pan(0, pages * self._map.sheet.height / 2)

    def action_ends(self, step: int) -> None:
        """To the first place, or the last."""
        if self._places:
            self.choose(0 if step < 0 else len(self._places) - 1)

    def action_zoom(self, steps: int) -> None:
        """Look closer, or from farther away: at the chosen place where it is in view."""
        sheet, chosen = self._map.sheet, self._chosen
        point = None if chosen is None else self._places[chosen].point
        cell = None if point is None else sheet.cell(point)
        # The middle of the cell, so that the place stays where it is under the eye.
        at = None if cell is None else (cell[0] + 0.5, cell[1] + 0.5)
        self._map.zoom(ZOOM_STEP**steps, at)

    def action_fit(self) -> None:
        """Show all places."""
        self._map.fit()

    def action_whole(self) -> None:
        """Show the whole world."""
        self._map.look(WORLD)

    def action_turn(self) -> None:
        """To the list, or to the map."""
        if self._places:
            self._on_list = not self._on_list
            self._arrange()
            if self._on_list and self._chosen is None:
                self.choose(0)

    def action_help(self) -> None:
        """Show the keys."""
        host_of(self).open_screen(help_screen.HelpScreen({}, MAP_COMMANDS))


def story_map(headline: str, names: Names, chosen: Place | None = None) -> MapScreen:
    """Return the map of one story."""
    return MapScreen(headline, places_of(names), chosen=chosen)


def list_map(library: Library, words: str, listing: Callable[[], Listing]) -> MapScreen:
    """Return the map of a list's stories, of the newest where there are many, from a listing of its own."""
    return MapScreen(words, gather=lambda: library.names.places(listing()))


def _reach(gathered: Gathered) -> str:
    """Say which stories were looked at."""
    if gathered.is_all:
        return f": {number(gathered.stories)} {'story' if gathered.stories == 1 else 'stories'}"
    return f": the first {number(gathered.stories)} stories"


def _counted(places: Sequence[MapPlace]) -> str:
    drawn = sum(place.point is not None for place in places)
    rest = len(places) - drawn
    words = f"{number(drawn)} {'place' if drawn == 1 else 'places'}"
    return f"{words}, {number(rest)} not certain" if rest else words
