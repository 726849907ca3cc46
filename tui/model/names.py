"""The people and places of an article, and what the reader corrects of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from tui.model.ids import ArticleId

EntityKind = Literal["person", "place"]


PlaceKind = Literal["country", "city", "region", "continent", "water", "landmark", "place"]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One naming of an entity: half-open, in characters of one leaf's plain text."""

    section: int
    leaf: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person an article names."""

    name: str
    """The fullest form the article uses."""
    mentions: tuple[Mention, ...]
    """In reading order; at least one."""
    aliases: tuple[str, ...] = ()
    """The other forms it uses."""
    role: str | None = None
    """The role as the article states it: `Turkish President`."""
    salience: float = 0.0
    """How central the person is, 0 to 1 within the article."""
    reasons: tuple[str, ...] = ()
    """Why each alias was joined to the name, in words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place an article names."""

    name: str
    mentions: tuple[Mention, ...]
    """In reading order; empty only for a place that nothing but the dateline names, which stands last."""
    aliases: tuple[str, ...] = ()
    kind: PlaceKind = "place"
    country: str | None = None
    """ISO 3166-1 alpha-2, where it is certain."""
    lat: float | None = None
    lon: float | None = None
    """Degrees, WGS 84; None rather than doubtful."""
    place_id: str | None = None
    """A stable id across articles (`geonames:745044`, `country:TR`), where it is certain."""
    salience: float = 0.0
    reasons: tuple[str, ...] = ()


Entity = Person | Place


@dataclass(frozen=True, slots=True)
class Names:
    """The people and places of one article, most salient first."""

    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, then places."""
        return (*self.people, *self.places)


NO_NAMES: Final = Names()


CorrectionVerb = Literal["merge", "split", "rename", "retype", "hide"]
"""To join a name to another, to take one of its forms off it, to call it otherwise, to make a place of a
person or the reverse, to say that it is no name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the reader knows better about a name: in one story, or in all."""

    verb: CorrectionVerb
    kind: EntityKind
    """What the name was taken for."""
    key: str
    """What it goes by: `entities.name_key`."""
    name: str
    """The name as it was shown."""
    made_at: datetime
    article: ArticleId | None = None
    """The story it holds in; None: in all."""
    form: str = ""
    """With `rename` the new name, with `split` the form that is taken off; else empty."""
    target: Entity | None = None
    """With `merge` what it is joined to, with `retype` what it is known as; without mentions of its own."""
    id: int = 0
    """Its number in this database; 0 where it is not stored."""
