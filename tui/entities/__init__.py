"""From sections to mentions to ranked people and places. Pure functions and data files.

Importing this package is cheap; the data is loaded on the first call of `extract_names`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from tui.model.kinds import KINDS, KnownBy
from tui.model.names import Correction, Entity, Names, Place
from tui.model.prose import Prose

EXTRACTOR_VERSION: Final = 3
"""Rises whenever the same article would get other names: stored articles are then done again."""


def extract_names(prose: Prose, *, known: Collection[str] = ()) -> Names:
    """Name the people and places in an article, the most central first.

    Every mention is half-open, in characters of one leaf's plain text, and no two overlap; a name
    has at least one. No text, no names; never raises on odd text. Rules: docs/decisions/0010-names.md.

    `known` are full names that are to be found whatever the extractor thinks of them, and in any language:
    those that the reader follows. They may be folded (`person_key`).
    """
    from tui.entities.extract import find_names

    return find_names(prose, known)


def person_key(name: str) -> str:
    """Return what makes a person the same across articles: the folded full name.

    Empty for a single word: a bare surname never joins two articles.
    """
    from tui.entities.folding import fold

    folded = fold(name)
    return folded if " " in folded else ""


def place_key(place: Place) -> str:
    """Return what makes a place the same across articles: its id; empty where that is uncertain."""
    return place.place_id or ""


def entity_key(entity: Entity) -> str:
    """Return what makes a name the same across articles, by its kind; empty where that is uncertain."""
    return _KEYS[KINDS[entity.entity_kind].known_by](entity)


def _by_full_name(entity: Entity) -> str:
    return person_key(entity.name)


def _by_name(entity: Entity) -> str:
    from tui.entities.folding import fold

    return fold(entity.name)


def _by_id(entity: Entity) -> str:
    return place_key(entity) if isinstance(entity, Place) else ""


_KEYS: Final[dict[KnownBy, Callable[[Entity], str]]] = {
    "full_name": _by_full_name,
    "any_name": _by_name,
    "id": _by_id,
}


def name_key(entity: Entity) -> str:
    """Return what a name goes by where it is corrected: what it goes by elsewhere, else the folded name."""
    return entity_key(entity) or _by_name(entity)


def apply_corrections(names: Names, corrections: Sequence[Correction], prose: Prose) -> Names:
    """Lay the reader's corrections, in the order they were made in, over the names that were found.

    A correction that does not find its name changes nothing: the text may be another by now. Mentions stay in
    reading order and never overlap; only hiding takes any away.
    """
    from tui.entities.corrections import corrected

    return corrected(names, corrections, prose)
