"""Every kind of name once: what it is called, what it goes by, how it looks. Who tells kinds apart asks here.

A further kind is a further row, and what finds it in a text; docs/decisions/0086-kinds.md says what else. The
order is the one in which kinds are shown, and in which a story's names are counted.

The first paint reads this: it is tuples and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

EntityKind = Literal["person", "place", "organisation"]
KnownBy = Literal["full_name", "any_name", "id"]
"""What makes a name the same in two articles: its full name, of several words; its name; an id of its own."""


class Ink(NamedTuple):
    """How names of one kind look; colours as `drawing.looks` has them."""

    dark: str
    light: str
    ansi: str
    """Their hue in dark themes, in light ones, and among a terminal's own sixteen colours."""
    shape: str
    """The attributes that tell them from other names, as letters of `bi`: an underline is a link's."""
    lit: str = ""
    """The attribute that still does where one is lit."""
    mono: str = ""
    """What does within a text without colours, where that is more."""
    ansi_light: str = ""
    """Their hue among the sixteen colours on a light ground, where the other cannot be read there."""


class Kind(NamedTuple):
    """One kind of name."""

    name: EntityKind
    """As it is stored, as JSON says it, and as an option has it: `--person`."""
    plural: str
    """`people`: in sentences, as a key of JSON documents, and as an option."""
    one: str
    """`a person`."""
    none: str
    """`nobody`, as the object of a sentence or its beginning."""
    pronoun: str
    """`them`."""
    prefix: str
    """What a condition of a search begins with, `who:`; also a command, and an option of others."""
    known_by: KnownBy
    ink: Ink
    mistaken_for: EntityKind
    """What it is where it is not what it was taken for, unless something else is said."""
    has_point: bool = False
    """Whether it is somewhere, has a country, and stands on the map."""
    gives_way: bool = False
    """Whether beside a story only as many are shown as there is room for, until the others are asked for."""

    @property
    def title(self) -> str:
        """What stands over a list of them: `People`."""
        return self.plural.capitalize()


_ROWS: dict[EntityKind, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="person",
            plural="people",
            one="a person",
            none="nobody",
            pronoun="them",
            prefix="who",
            known_by="full_name",
            # Newspapers set the names of people in bold.
            ink=Ink("#dbb0e8", "#81318f", "ansi_magenta", "b", "b"),
            mistaken_for="place",
        ),
        Kind(
            name="place",
            plural="places",
            one="a place",
            none="no place",
            pronoun="it",
            prefix="where",
            known_by="id",
            ink=Ink("#98cf8d", "#35671f", "ansi_green", "i", "i", "bi"),
            mistaken_for="person",
            has_point=True,
        ),
        Kind(
            name="organisation",
            plural="organisations",
            one="an organisation",
            none="no organisation",
            pronoun="it",
            prefix="org",
            known_by="any_name",
            ink=Ink("#6fd6c1", "#006858", "ansi_bright_blue", "bi", "bi", "biu", "ansi_blue"),
            mistaken_for="person",
            gives_way=True,
        ),
    )
}
KINDS: Final[Mapping[EntityKind, Kind]] = MappingProxyType(_ROWS)


def by_prefix(prefix: str) -> Kind | None:
    """Return the kind that a condition or a command asks for; None where it asks for something else."""
    return next((kind for kind in KINDS.values() if kind.prefix == prefix), None)


def order_of(kind: EntityKind) -> int:
    """Return a kind's number in the order in which kinds are shown."""
    return list(KINDS).index(kind)


# ── in sentences ──────────────────────────────────────────────────────────────────────────────


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a sentence counts them up: `people and places`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last


def plurals(joint: str = "and") -> str:
    """Return `people and places`."""
    return listed((kind.plural for kind in KINDS.values()), joint)


def none_of_any() -> str:
    """Return `nobody and no place`."""
    return listed(kind.none for kind in KINDS.values())
