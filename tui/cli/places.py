"""Where articles take place: `map`, as a drawing, a table, JSON or GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from tui.cli.kinds import named_by_option
from tui.cli.opening import ONE_OF_BOTH, chosen_scope, is_list_chosen, opened_library, resolve_all
from tui.cli.output import (
    emit,
    emit_json,
    emit_json_array,
    emit_styled,
    has_colour,
    is_terminal,
    say,
    terminal_width,
)
from tui.cli.preparing import prepare_now
from tui.errors import DatelineError, NotFound
from tui.system.lazily import Lazy
from tui.text.cells import fit

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.atlas.places import Gathered, MapPlace
    from tui.library.frontdesk import Library
    from tui.model.articles import Headline
    from tui.model.kinds import EntityKind

if TYPE_CHECKING:
    from tui.atlas import projection
    from tui.drawing import looks
else:  # loaded when first used: whoever starts should not wait for them
    looks = Lazy("tui.drawing.looks")
    projection = Lazy("tui.atlas.projection")

_NAME_CELLS: Final = 28
_LEGEND: Final = 20
"""So many places are told below a drawing; a table tells all."""
_WIDEST: Final = 160
_LEAST_LINES: Final = 8
_NO_LIMIT: Final = 1_000_000_000


def run_map(arguments: Namespace) -> int:
    """Show the places of articles, or of a list's."""
    with opened_library() as library:
        prepare_now(library)
        gathered = _gathered(library, arguments)
    if arguments.json:
        emit_json_array(place_json(place) for place in gathered.places)
    elif arguments.geojson:
        emit_json(geojson(gathered.places))
    elif not gathered.places:
        say("No places are named there.")
    elif arguments.plain or not is_terminal():
        for place in gathered.places:
            emit(plain_place(place))
    else:
        _draw(gathered)
    if not gathered.is_all:
        say(f"dateline: of the first {gathered.stories:,} articles; --limit 0 looks through all.")
    return 0


def _gathered(library: Library, arguments: Namespace) -> Gathered:
    names, limit = library.names, arguments.limit or _NO_LIMIT
    if arguments.ids:
        if is_list_chosen(arguments):
            raise DatelineError(ONE_OF_BOTH)
        ids = resolve_all(library, arguments.ids)
        return names.places_of(library.article(id_).headline for id_ in ids)
    if asked := named_by_option(arguments):
        kind, name = asked
        # One more than is wanted tells whether these are all.
        stories = _naming(library, kind, name, limit + 1)
        if not stories:
            raise NotFound(f"No stored article names {name}.")
        return replace(names.places_of(stories[:limit]), is_all=len(stories) <= limit)
    return names.places(library.listing(chosen_scope(library, arguments)), limit)


def _naming(library: Library, kind: EntityKind, name: str, limit: int) -> list[Headline]:
    """Return the newest articles of every person or place that answers to a name."""
    found = {
        story.row: story
        for entity in library.names.find(kind, name)
        for story in library.names.stories(kind, entity.key, limit)
    }
    return sorted(found.values(), key=lambda story: (-story.listed_at, -story.row))[:limit]


# ── the forms it is told in ───────────────────────────────────────────────────────────────────


def place_json(place: MapPlace) -> dict[str, Any]:
    """Return a place as `map --json` shows it; where it is not certain, `lat` and `lon` are null."""
    point = place.point
    return {
        "name": place.place.name,
        "kind": place.place.kind,
        "country": place.place.country,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "mentions": place.mentions,
        "stories": place.stories,
    }


def geojson(places: Iterable[MapPlace]) -> dict[str, Any]:
    """Return places as a FeatureCollection; one that is nowhere certain has no geometry (RFC 7946, 3.2)."""
    return {"type": "FeatureCollection", "features": [_feature(place) for place in places]}


def _feature(place: MapPlace) -> dict[str, Any]:
    point = place.point
    told = place_json(place)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]} if point else None,
        "properties": {key: told[key] for key in told if key not in ("lat", "lon")},
    }


def plain_place(place: MapPlace) -> str:
    """Return a place in columns: name, kind, country, latitude, longitude, mentions, articles."""
    point, kind = place.point, place.place.kind
    lat, lon = (f"{point.lat:.2f}", f"{point.lon:.2f}") if point else ("-", "-")
    where = f"{kind:<9}  {place.place.country or '-':<2}  {lat:>6}  {lon:>7}"
    return f"{fit(place.place.name, _NAME_CELLS)}  {where}  {place.mentions:>5}  {place.stories:>5}"


def _draw(gathered: Gathered) -> None:
    """Draw the places as near as most of them fit, and tell of the first of them below."""
    from tui.atlas.drawing import draw_map
    from tui.atlas.places import weighed

    width = min(terminal_width(), _WIDEST)
    told = gathered.places[:_LEGEND]
    height = max(_LEAST_LINES, min(width // 4, get_terminal_size().lines - len(told) - 3))
    points = weighed(gathered.places)
    view = projection.main_view(points, width, height)
    drawing = draw_map(view, width, height, gathered.places, outside=True)
    for line in drawing.lines if points else ():
        emit_styled(_coloured(line, has_colour(False)))
    for place in told:
        emit(f"{place.mentions:>5}  {fit(place.told, max(1, width - 7)).rstrip()}")
    if more := len(gathered.places) - len(told):
        emit(fit(f"       and {more:,} more: --plain lists them all", width).rstrip())


def _coloured(line: Iterable[tuple[str, str]], is_coloured: bool) -> Iterator[tuple[str, str]]:
    for text, look in line:
        yield text, looks.sgr(look, looks.ANSI) if is_coloured else ""
