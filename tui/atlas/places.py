"""Places as a map shows them: an article's own, or those of many articles counted together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui.atlas.projection import Point, is_point
from tui.model.names import Names, Place


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place and how much is said of it."""

    place: Place
    mentions: int
    stories: int = 1

    @property
    def point(self) -> Point | None:
        """Where it is; None where that is not certain, and it is listed but not drawn."""
        place = self.place
        if place.lat is None or place.lon is None or not is_point(place.lat, place.lon):
            return None
        return Point(place.lon, place.lat)

    @property
    def facts(self) -> str:
        """What and where it is, in words: `city, TR`."""
        country = "" if self.place.kind == "country" else self.place.country or ""
        return ", ".join(part for part in (self.place.sort, country) if part)

    @property
    def whereabouts(self) -> str:
        """What and where it is, in words: `city, TR · 41.0°N 29.0°E`."""
        return f"{self.facts} · {self.where}" if self.facts else self.where

    @property
    def where(self) -> str:
        """Where it is, in words: `41.0°N 29.0°E`."""
        return position(self.point) if self.point else "where is not certain"

    @property
    def told(self) -> str:
        """Its name, and what and where it is."""
        return f"{self.place.name} · {self.whereabouts}"


def weighed(places: Iterable[MapPlace]) -> list[tuple[Point, int]]:
    """Return where places are, with how often each is mentioned; without those that are nowhere certain."""
    return [(point, place.mentions) for place in places if (point := place.point) is not None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The places of a list's stories."""

    places: tuple[MapPlace, ...]
    """Those of most stories first, and those that are nowhere certain after all others."""
    stories: int
    """How many stories were looked at, the newest."""
    is_all: bool
    """Whether those are all there are."""


def places_of(names: Names) -> tuple[MapPlace, ...]:
    """Return an article's places, most central first, those that are nowhere certain last."""
    return _drawn_first(MapPlace(place, len(place.mentions)) for place in names.places)


def gather(stories: Iterable[Names], *, is_all: bool = True) -> Gathered:
    """Count the places of many stories: what has one id, or one name in one country, is one place."""
    found: dict[object, MapPlace] = {}
    spelled: defaultdict[object, Counter[str]] = defaultdict(Counter)
    count = 0
    for names in stories:
        count += 1
        for place in names.places:
            # Without an id the country parts Tripoli from Tripoli; the kind, Georgia from Georgia.
            key = place.place_id or (place.name.casefold(), place.kind, place.country)
            spelled[key][place.name] += 1
            here = MapPlace(place, len(place.mentions))
            known = found.get(key)
            found[key] = here if known is None else _together(known, here)
    named = (_called(one, spelled[key].most_common(1)[0][0]) for key, one in found.items())
    ranked = sorted(named, key=lambda one: (-one.stories, -one.mentions, one.place.name))
    return Gathered(_drawn_first(ranked), count, is_all)


def _together(known: MapPlace, here: MapPlace) -> MapPlace:
    """Add up what two stories say of a place; one that says where it is speaks for both."""
    speaker = known if known.point is not None or here.point is None else here
    return replace(speaker, mentions=known.mentions + here.mentions, stories=known.stories + here.stories)


def _called(place: MapPlace, name: str) -> MapPlace:
    """Call a place what most stories call it."""
    return place if place.place.name == name else replace(place, place=replace(place.place, name=name))


def _drawn_first(places: Iterable[MapPlace]) -> tuple[MapPlace, ...]:
    return tuple(sorted(places, key=lambda one: one.point is None))


def position(point: Point) -> str:
    """Return a point in words: `41.0°N 29.0°E`."""
    north = "N" if point.lat >= 0 else "S"
    east = "E" if point.lon >= 0 else "W"
    return f"{abs(point.lat):.1f}°{north} {abs(point.lon):.1f}°{east}"
