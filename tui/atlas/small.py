"""The small map at the foot of the sidebar: where one story takes place, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.atlas.drawing import Drawing, draw_map
from tui.atlas.places import MapPlace, places_of, weighed
from tui.atlas.projection import main_view
from tui.model.names import Entity, Names, Place

_DEGREES: Final = 60.0
"""What it shows at least: enough to know the coasts by."""


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A drawn map of a story's places."""

    places: tuple[MapPlace, ...]
    drawing: Drawing

    def place_at(self, column: int, row: int) -> Place | None:
        """Return the place whose marker is at a cell, or near it: of several the one that counts most."""
        marker = self.drawing.nearest(column, row)
        return None if marker is None else self.places[marker.places[0]].place


def small_map(names: Names, lit: Entity | None, width: int, height: int) -> SmallMap:
    """Draw a story's places in so many cells; `lit` is the one that has its name there."""
    places = places_of(names)
    chosen = next((number for number, one in enumerate(places) if one.place == lit), None)
    view = main_view(weighed(places), width, height, least=_DEGREES)
    return SmallMap(places, draw_map(view, width, height, places, chosen, names=False))
