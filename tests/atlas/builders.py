"""Places with defaults, and a drawn map as text."""

from __future__ import annotations

from tui.atlas.drawing import Drawing
from tui.atlas.places import MapPlace
from tui.model.names import Mention, Place, PlaceKind


def build_place(
    name: str = "Istanbul",
    lat: float | None = 41.01,
    lon: float | None = 28.95,
    *,
    mentions: int = 1,
    kind: PlaceKind = "city",
    country: str | None = None,
    place_id: str | None = None,
) -> Place:
    """Return a place as an article names it."""
    marks = tuple(Mention(0, 1, at, at + 1) for at in range(mentions))
    return Place(name, marks, kind=kind, country=country, lat=lat, lon=lon, place_id=place_id)


def on_map(
    name: str = "Istanbul", lat: float | None = 41.01, lon: float | None = 28.95, mentions: int = 1
) -> MapPlace:
    """Return a place as a map shows it."""
    return MapPlace(build_place(name, lat, lon, mentions=mentions), mentions)


def rows(drawing: Drawing) -> list[str]:
    """Return the lines of a map as text."""
    return ["".join(text for text, _ in line) for line in drawing.lines]


def lit(drawing: Drawing) -> str:
    """Return what is lit on a map."""
    return "".join(text for line in drawing.lines for text, look in line if look == "map.chosen")


NEWSY = (
    on_map("Istanbul", 41.01, 28.95, 6),
    on_map("Kyiv", 50.45, 30.52, 4),
    on_map("Paris", 48.85, 2.35, 2),
    on_map("Washington", 38.9, -77.04, 2),
    on_map("Suva", -18.14, 178.44, 1),
    on_map("Nowhere", None, None, 1),
)
