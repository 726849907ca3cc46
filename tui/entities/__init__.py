"""From sections to mentions to ranked people and places. Pure functions and data files.

Importing this package is cheap; the data is loaded on the first call of `extract_names`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from tui.entities.keys import current_key, entity_key, name_key, person_key, place_key
from tui.model.names import Correction, Names
from tui.model.prose import Prose
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.entities import corrections as correcting
    from tui.entities import extract
else:  # loaded when first used: data of some megabytes among it
    correcting = Lazy("tui.entities.corrections")
    extract = Lazy("tui.entities.extract")

__all__ = [
    "EXTRACTOR_VERSION",
    "apply_corrections",
    "current_key",
    "entity_key",
    "extract_names",
    "language_of",
    "name_key",
    "person_key",
    "place_key",
]

EXTRACTOR_VERSION: Final = 5
"""Rises whenever the same article would get other names: stored articles are then done again."""


def extract_names(prose: Prose, *, known: Collection[str] = (), language: str | None = None) -> Names:
    """Name the people, places and organisations in an article, the most central first.

    Every mention is half-open, in characters of one leaf's plain text, and no two overlap; a name
    has at least one. No text, no names; never raises on odd text. Rules: docs/decisions/0010-names.md.

    `known` are full names that are to be found whatever the extractor thinks of them, and in any language:
    those that the reader follows. They may be folded (`person_key`), and may be mapped to their kinds.

    `language`, an ISO 639-1 code, overrules what the text itself tells. In English, Spanish, French, Italian,
    Portuguese and German all names are found, in other languages countries and very large towns.
    """
    return extract.find_names(prose, known, language)


def language_of(prose: Prose) -> str | None:
    """Return the language that an article is written in, as ISO 639-1, told by its beginning.

    None where it is written in no Latin letters. What its feed states decides for short texts alone, what the
    reader says of the feed always.
    """
    return extract.language_of(prose)


def apply_corrections(names: Names, corrections: Sequence[Correction], prose: Prose) -> Names:
    """Lay the reader's corrections, in the order they were made in, over the names that were found.

    A correction that does not find its name changes nothing: the text may be another by now. Mentions stay in
    reading order and never overlap; only hiding takes any away.
    """
    return correcting.corrected(names, corrections, prose)
