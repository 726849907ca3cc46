"""What makes a name the same across articles: by its kind, a folded full name, any name, or an id."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from tui.model.kinds import KINDS, EntityKind, KnownBy
from tui.model.names import Entity, Place
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.entities import folding, lexicon, orgkeys, wordlists
else:  # loaded when first used
    folding = Lazy("tui.entities.folding")
    lexicon = Lazy("tui.entities.lexicon")
    orgkeys = Lazy("tui.entities.orgkeys")
    wordlists = Lazy("tui.entities.wordlists")


def person_key(name: str) -> str:
    """Return what makes a person the same across articles: the folded full name, in its usual spelling.

    `Wladimir Putin` and `Vladimir Putin` are one, since a list says so. Empty for a single word: a bare
    surname never joins two articles.
    """
    folded = folding.fold(name)
    return lexicon.spellings().get(folded, folded) if " " in folded else ""


def place_key(place: Place) -> str:
    """Return what makes a place the same across articles: its id; empty where that is uncertain."""
    return place.place_id or ""


def entity_key(entity: Entity) -> str:
    """Return what makes a name the same across articles, by its kind; empty where that is uncertain."""
    return _KEYS[KINDS[entity.entity_kind].known_by](entity)


def current_key(kind: EntityKind, key: str) -> str:
    """Return what a stored key is today: spellings become one, and two ids may turn out to be one place."""
    if KINDS[kind].known_by == "full_name":
        return person_key(key) or key
    return _moved().get(key, key) if KINDS[kind].known_by == "id" else key


@cache
def _moved() -> dict[str, str]:
    """Return the ids of places that stood twice → those that they go by."""
    return dict(pair.split("=") for pair in wordlists.read_lists("places")["moved"])


def _by_full_name(entity: Entity) -> str:
    return person_key(entity.name)


def _by_name(entity: Entity) -> str:
    return folding.fold(entity.name)


def _by_id(entity: Entity) -> str:
    return place_key(entity) if isinstance(entity, Place) else ""


_KEYS: Final[dict[KnownBy, Callable[[Entity], str]]] = {
    "full_name": _by_full_name,
    "any_name": lambda entity: orgkeys.organisation_key(entity.name),
    "id": _by_id,
}


def name_key(entity: Entity) -> str:
    """Return what a name goes by where it is corrected: what it goes by elsewhere, else the folded name."""
    return entity_key(entity) or _by_name(entity)
