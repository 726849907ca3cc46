"""Markers on a map: which places share one, and which names find room beside theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.atlas.places import MapPlace
from tui.atlas.projection import Sheet
from tui.text.cells import cell_width, cut

_NEAR: Final = 1
"""Cells to the left or right within which two places share a marker."""
_LONGEST_LABEL: Final = 24
_CELLS_A_NAME: Final = 90
"""One name for so many cells: more, and there is no map to be seen for names."""
_HEAVY_SHARE: Final = 0.34
"""From that share of the heaviest place's weight, a marker is large."""
_DOT, _BALL, _SEVERAL, _CHOSEN = "•", "●", "◉", "◆"


class Marker(NamedTuple):
    """One cell of the map, and the places that stand there."""

    column: int
    row: int
    places: tuple[int, ...]
    """Numbers of the places, the heaviest first."""


class Inscription(NamedTuple):
    """A text on the map, over its ground."""

    row: int
    column: int
    text: str
    look: str


def weight(place: MapPlace) -> int:
    """Return how much a place counts on a map: its stories, and in a single story its mentions."""
    return place.stories * 1000 + min(place.mentions, 999)


def place_markers(sheet: Sheet, places: Sequence[MapPlace], chosen: int | None) -> tuple[Marker, ...]:
    """Return the markers of the places in sight, the heaviest first, and the chosen one's before all."""
    order = sorted(range(len(places)), key=lambda number: (-weight(places[number]), number))
    taken: dict[tuple[int, int], list[int]] = {}
    for number in order:
        point = places[number].point
        cell = None if point is None else sheet.cell(point)
        if cell is None:
            continue
        column, row = cell
        # Its own cell first, then the neighbours; not the rows above and below, which are two cells off by
        # eye.
        near = [(column + step, row) for step in (0, *range(-_NEAR, 0), *range(1, _NEAR + 1))]
        taken.setdefault(next((other for other in near if other in taken), cell), []).append(number)
    markers = (Marker(column, row, tuple(numbers)) for (column, row), numbers in taken.items())
    return tuple(sorted(markers, key=lambda marker: chosen not in marker.places))


def labels(
    sheet: Sheet,
    places: Sequence[MapPlace],
    markers: Sequence[Marker],
    chosen: int | None,
    *,
    names: bool = True,
) -> tuple[Inscription, ...]:
    """Return the markers as texts, and with `names` those names that fit beside theirs and over no other.

    A marker of several places has a sign of its own, and its name says how many more there are. The chosen
    place's name is always there.
    """
    signs = _signs(places, markers, chosen)
    taken = {(sign.row, sign.column) for sign in signs}
    placed = list(signs)
    most = sheet.width * sheet.height // _CELLS_A_NAME if names else 0
    for marker, sign in zip(markers, signs, strict=True):
        is_chosen = chosen in marker.places
        # Markers come by weight, the chosen one's first: none after this is worth a name.
        if not is_chosen and len(placed) >= len(signs) + most:
            break
        words = _words(marker, places, chosen)
        label = _room(sheet, sign, words, taken)
        if label is None and is_chosen:
            label = _forced(sheet, sign, words)
            placed = _uncovered(placed, label, sign)
        if label is not None:
            taken |= _cells(label)
            placed.append(label._replace(look="map.chosen" if is_chosen else "map.name"))
    return tuple(placed)


def _signs(places: Sequence[MapPlace], markers: Sequence[Marker], chosen: int | None) -> list[Inscription]:
    """Return the markers without names."""
    heaviest = max((weight(place) for place in places), default=0)
    return [Inscription(m.row, m.column, *_sign(m, places, chosen, heaviest)) for m in markers]


def _uncovered(placed: Sequence[Inscription], label: Inscription, sign: Inscription) -> list[Inscription]:
    """Return what can stay beside a label: its own sign, and what it does not cover."""
    return [one for one in placed if one == sign or not _overlap(one, label)]


def _cells(label: Inscription) -> set[tuple[int, int]]:
    return {(label.row, label.column + at) for at in range(cell_width(label.text))}


def _overlap(one: Inscription, other: Inscription) -> bool:
    return bool(_cells(one) & _cells(other))


def _sign(marker: Marker, places: Sequence[MapPlace], chosen: int | None, heaviest: int) -> tuple[str, str]:
    look = "map.chosen" if chosen in marker.places else "map.place"
    number, *others = marker.places
    if number == chosen or (others and chosen in others):
        return _CHOSEN, look
    if others:
        return _SEVERAL, look
    return (_BALL if weight(places[number]) >= heaviest * _HEAVY_SHARE else _DOT), look


def _words(marker: Marker, places: Sequence[MapPlace], chosen: int | None) -> str:
    name = places[chosen if chosen is not None and chosen in marker.places else marker.places[0]].place.name
    if cell_width(name) > _LONGEST_LABEL:
        name = cut(name, _LONGEST_LABEL - 1) + "…"
    more = len(marker.places) - 1
    return f"{name} +{more}" if more else name


def _room(sheet: Sheet, sign: Inscription, words: str, taken: set[tuple[int, int]]) -> Inscription | None:
    """Find room for a name at the right of its marker, or at the left; None where there is none."""
    for column, text in _beside(sign, words):
        size = cell_width(text)
        # Two blanks on both sides, but for its own marker: with one it could be the name of the next.
        cells = {(sign.row, column + at) for at in range(-2, size + 2)} - {(sign.row, sign.column)}
        if column >= 0 and column + size <= sheet.width and not cells & taken:
            return Inscription(sign.row, column, text, "")
    return None


def _forced(sheet: Sheet, sign: Inscription, words: str) -> Inscription:
    """Return a name beside its marker over whatever is there, cut where the sheet ends."""
    (right, after), (_, before) = _beside(sign, words)
    if sheet.width - right >= min(cell_width(after), sign.column):
        return Inscription(sign.row, right, cut(after, max(0, sheet.width - right)), "")
    before = f"{cut(words, sign.column - 1)} " if cell_width(before) > sign.column else before
    return Inscription(sign.row, sign.column - cell_width(before), before, "")


def _beside(sign: Inscription, words: str) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return a name as it stands at the right of its marker, and at the left: column and text."""
    return (sign.column + 1, f" {words}"), (sign.column - cell_width(words) - 1, f"{words} ")
