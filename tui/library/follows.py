"""The desk of followed names: followed, let go, counted, and what is new of them.

Reached as `Library.follows`. Its verbs raise children of DatelineError only, and may be called from
several threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui.errors import Ambiguous, NotFound
from tui.model.articles import NamedEntity
from tui.model.kinds import KINDS, EntityKind
from tui.model.names import Entity, Names, alone, make_name
from tui.model.prose import Paragraph, Prose, Section, Text
from tui.store import entities, follows, marks
from tui.store.connection import Database
from tui.store.folding import folded_words
from tui.store.headlines import headlines
from tui.store.times import to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.answers import Change
    from tui.model.namefacts import Follow, News

if TYPE_CHECKING:
    from tui.model import namefacts
    from tui.preparing import article
else:  # loaded when first used: whoever starts should not wait for them
    article = Lazy("tui.preparing.article")
    namefacts = Lazy("tui.model.namefacts")

_NAMED: Final = 5
"""How many people and places an ambiguous name is answered with."""


class FollowsDesk:
    """The names that one reader follows."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> tuple[Follow, ...]:
        """Return the followed names with their counts, people first, by name."""
        with self._database.read() as conn:
            return follows.follows(conn)

    def has(self, kind: EntityKind, key: str) -> bool:
        """Tell whether a person or place is followed."""
        with self._database.read() as conn:
            return follows.is_followed(conn, kind, key)

    def follow(self, kind: EntityKind, key: str, name: str) -> Change | None:
        """Follow a person or place, whether or not a story names it yet; None where it is followed already.

        Stories in which the words of the name stand and not yet the name wait to be looked at again.
        """
        with self._database.write(durable=True) as conn:
            change = marks.follow(conn, kind, key, name, self._now())
        if change is not None:
            with self._database.write() as conn:
                # In a transaction of its own: what the reader wished is on the disk before the index is
                # searched.
                follows.queue_mentions(conn, kind, key, name)
        return change

    def unfollow(self, kind: EntityKind, key: str) -> Change | None:
        """Follow a name no more; None where it was not followed."""
        with self._database.write(durable=True) as conn:
            return marks.unfollow(conn, kind, key, self._now())

    def turn(self, kind: EntityKind, key: str, name: str) -> Change | None:
        """Follow a name, or no more where it is followed."""
        return self.unfollow(kind, key) or self.follow(kind, key, name)

    def among(self, names: Names) -> frozenset[Entity]:
        """Return which of an article's names are followed."""
        followed = {(follow.kind, follow.key) for follow in self.all()}
        if not followed:
            return frozenset()
        return frozenset(
            entity
            for entity in names.entities
            for story in article.named_stories(alone(entity))
            if (story.kind, story.key) in followed
        )

    # ── by what was typed ─────────────────────────────────────────────────────────────────────

    def meant(self, text: str, kind: EntityKind | None = None) -> NamedEntity:
        """Return the person or place that a typed name means: of the stories, else as the extractor takes it.

        Raises Ambiguous, naming five; NotFound where it is too little to be told from others.
        """
        with self._database.read() as conn:
            found = [
                entity
                for each in (KINDS if kind is None else (kind,))
                for entity in entities.find_entities(conn, each, text, 20)
            ]
        return one_of(found, text) or _as_taken(text, kind)

    def followed(self, text: str) -> Follow:
        """Return the followed name that was typed, or a part of it. Raises NotFound, and Ambiguous."""
        wanted = folded_words(text)
        found = [follow for follow in self.all() if set(wanted) <= set(folded_words(follow.name))]
        exact = [follow for follow in found if folded_words(follow.name) == wanted]
        meant = exact or found
        if len(meant) == 1:
            return meant[0]
        if not found or not wanted:
            raise NotFound(f"{text} is not followed: dateline follows names those that are.")
        named = ", ".join(follow.name for follow in found[:_NAMED])
        raise Ambiguous(f"{len(found)} followed names answer to {text}: {named}.")

    # ── what is new ───────────────────────────────────────────────────────────────────────────

    def news(self, of: Sequence[Follow], since: timedelta | None = None) -> tuple[namefacts.News, ...]:
        """Return the stories of some followed names that were not told yet, in the order of their arrival.

        With `since`, those that have arrived within that time instead, told or not.
        """
        with self._database.read() as conn:
            if since is None:
                rows = follows.untold(conn, of)
            else:
                rows = follows.arrived_since(conn, of, to_seconds(self._clock() - since))
            return tuple(
                namefacts.News(story, follows.followed_in(conn, story.row)) for story in headlines(conn, rows)
            )

    def note_told(self, news: Sequence[News]) -> None:
        """Note that these stories were told of."""
        with self._database.write() as conn:
            follows.mark_told(conn, [one.story.row for one in news])

    def _now(self) -> int:
        return to_seconds(self._clock())


def one_of(found: Sequence[NamedEntity], text: str) -> NamedEntity | None:
    """Return the one that a typed name means: the one called so, else the only one; None where none is found.

    Raises Ambiguous, naming five with the number of their stories.
    """
    wanted = folded_words(text)
    exact = [entity for entity in found if folded_words(entity.name) == wanted]
    among = exact or found
    if len(among) > 1:
        named = "; ".join(f"{e.name} ({e.kind}, {e.stories})" for e in among[:_NAMED])
        more = " and others" if len(among) > _NAMED else ""
        raise Ambiguous(f"{len(among)} names answer to {text}: {named}{more}.")
    return among[0] if among else None


def _as_taken(text: str, kind: EntityKind | None) -> NamedEntity:
    """Return what the extractor takes a name for that no story has. Raises NotFound where that is unsure."""
    from tui.entities import entity_key, extract_names

    text = text.title() if text.islower() else text
    if kind is not None and KINDS[kind].known_by != "id":
        names: tuple[Entity, ...] = (make_name(kind, text),)
    else:
        prose = Prose("", (Section(None, (Paragraph(Text(text)),)),))
        names = extract_names(prose, known=(text,)).entities
    for entity in names:
        key = entity_key(entity)
        if key and kind in (None, entity.entity_kind):
            return NamedEntity(entity.entity_kind, key, entity.name, 0)
    raise NotFound(f"No story names {text}, and it is not certain who or where that is: give the full name.")
