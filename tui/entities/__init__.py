"""From sections to mentions to ranked people and places. Pure functions and data files.

Importing this package is cheap; the data is loaded on the first call of `extract_names`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tui.model import Names, Place, Prose

EXTRACTOR_VERSION: Final = 2
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
