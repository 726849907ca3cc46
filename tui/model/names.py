"""The people and places of an article, and what the reader corrects of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final, Literal, cast

from tui.model.ids import ArticleId
from tui.model.kinds import KINDS, EntityKind

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

    entity_kind: ClassVar[EntityKind] = "person"

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

    entity_kind: ClassVar[EntityKind] = "place"

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

    @property
    def sort(self) -> str:
        """What it is, in a word; empty where that is no more than some place."""
        return "" if self.kind == "place" else self.kind


@dataclass(frozen=True, slots=True)
class Thing:
    """What an article names that is neither somebody nor somewhere: of a further kind, as it says itself."""

    entity_kind: EntityKind
    name: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    role: str | None = None
    """What the article says it is: `British bank`."""
    salience: float = 0.0
    reasons: tuple[str, ...] = ()


WithRole = Person | Thing
"""What an article says in words of its own, if it says anything."""
Entity = WithRole | Place

_CLASSES: Final[dict[EntityKind, type[Person | Place]]] = {
    Person.entity_kind: Person,
    Place.entity_kind: Place,
}


def make_name(
    kind: EntityKind,
    name: str,
    mentions: tuple[Mention, ...] = (),
    aliases: tuple[str, ...] = (),
    salience: float = 0.0,
    reasons: tuple[str, ...] = (),
) -> Entity:
    """Return a name of a kind of which no more is known than how it is named."""
    known: type[Person | Place] | None = _CLASSES.get(kind)
    if known is None:
        return Thing(kind, name, mentions, aliases, salience=salience, reasons=reasons)
    return known(name, mentions, aliases, salience=salience, reasons=reasons)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one article: of each kind the most salient first."""

    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    things: tuple[Thing, ...] = ()
    """Those of all further kinds."""

    def of(self, kind: EntityKind) -> tuple[Entity, ...]:
        """Return the names of a kind."""
        if kind == Person.entity_kind:
            return self.people
        if kind == Place.entity_kind:
            return self.places
        return tuple(thing for thing in self.things if thing.entity_kind == kind)

    def exchanged(self, kind: EntityKind, entities: tuple[Entity, ...]) -> Names:
        """Return these names with others of one kind."""
        if kind == Person.entity_kind:
            return replace(self, people=cast("tuple[Person, ...]", entities))
        if kind == Place.entity_kind:
            return replace(self, places=cast("tuple[Place, ...]", entities))
        others = (thing for thing in self.things if thing.entity_kind != kind)
        return replace(self, things=(*others, *cast("tuple[Thing, ...]", entities)))

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All of them, kind by kind: people, then places."""
        return tuple(entity for kind in KINDS for entity in self.of(kind))


NO_NAMES: Final = Names()


def alone(entity: Entity) -> Names:
    """Return one name as an article's only one."""
    return NO_NAMES.exchanged(entity.entity_kind, (entity,))


CorrectionVerb = Literal["merge", "split", "rename", "retype", "hide"]
"""To join a name to another, to take one of its forms off it, to call it otherwise, to make a place of a
person or the like, to say that it is no name."""


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
    """With `rename` the new name, with `split` the form that is taken off, with `retype` the kind where it is
    not the one that the other is mistaken for; else empty."""
    target: Entity | None = None
    """With `merge` what it is joined to, with `retype` what it is known as; without mentions of its own."""
    id: int = 0
    """Its number in this database; 0 where it is not stored."""

    @property
    def retyped(self) -> EntityKind:
        """What a name is made with `retype`."""
        return cast("EntityKind", self.form) if self.form in KINDS else KINDS[self.kind].mistaken_for
