"""The names desk: what screens and commands ask of people and places across all stories.

Reached as `Library.names`. Its verbs raise children of DatelineError only, and may be called from
several threads.
"""

from __future__ import annotations

from tui.listing import ScopeListing
from tui.model import EntityKind, Headline, NamedEntity, Names, Person, Place, Scope
from tui.store import entities
from tui.store.connection import Database


class NamesDesk:
    """The people and places of one reader's stored news."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, kind: EntityKind, text: str, limit: int = 20) -> tuple[NamedEntity, ...]:
        """Return the people or places that a typed name may mean, those of most stories first."""
        with self._database.read() as conn:
            return entities.find_entities(conn, kind, text, limit)

    def stories(self, kind: EntityKind, key: str, limit: int = 500) -> tuple[Headline, ...]:
        """Return the stories that name a person or place, newest first. Raises NotFound where none does."""
        return ScopeListing(self._database, Scope("entity", entity_kind=kind, name=key)).window(0, limit)

    def known_as(self, entity: Person | Place) -> NamedEntity | None:
        """Return who or what an article's name stands for in all stories; None where that is not certain."""
        from tui.prepare import named_stories

        names = Names((entity,)) if isinstance(entity, Person) else Names((), (entity,))
        stories = named_stories(names)
        if not stories:
            return None
        with self._database.read() as conn:
            return entities.entity(conn, stories[0].kind, stories[0].key)
