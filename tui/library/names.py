"""The names desk: what screens and commands ask of people and places across all stories.

Reached as `Library.names`. Its verbs raise children of DatelineError only, and may be called from
several threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.errors import NotFound
from tui.library.lists import Listing, ScopeListing
from tui.model.articles import Article, Headline, NamedEntity
from tui.model.kinds import EntityKind
from tui.model.names import Entity, Place, WithRole, alone
from tui.model.scopes import Scope
from tui.store import entities, follows, texts
from tui.store.connection import Database
from tui.store.headlines import headlines
from tui.store.times import to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    import sqlite3

    from tui.atlas.places import Gathered
    from tui.calendar.periods import Period, Unit
    from tui.model.namefacts import NamePage, Trends

if TYPE_CHECKING:
    from tui.calendar import periods
    from tui.model import namefacts
    from tui.store import namepages
else:  # loaded when first used: whoever starts should not wait for them
    namefacts = Lazy("tui.model.namefacts")
    namepages = Lazy("tui.store.namepages")
    periods = Lazy("tui.calendar.periods")

_STATED_IN: Final = 60
"""The newest stories of a name that are asked what it is and what else it is called."""
_TOGETHER_IN: Final = 400
"""The newest stories of a name whose other names are counted."""
_COMPANIONS: Final = 40
_FORMS: Final = 8
_BARS: Final = 48
_CHAPTERS: Final = 1_000
MAP_STORIES: Final = 500
"""So many of a list's stories, the newest, have their places on its map."""


class NamesDesk:
    """The people and places of one reader's stored news."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def find(self, kind: EntityKind, text: str, limit: int = 20) -> tuple[NamedEntity, ...]:
        """Return the people or places that a typed name may mean, those of most stories first."""
        with self._database.read() as conn:
            return entities.find_entities(conn, kind, text, limit)

    def stories(self, kind: EntityKind, key: str, limit: int = 500) -> tuple[Headline, ...]:
        """Return the stories that name a person or place, newest first. Raises NotFound where none does."""
        return ScopeListing(self._database, Scope("entity", entity_kind=kind, name=key)).window(0, limit)

    def places(self, listing: Listing, limit: int = MAP_STORIES) -> Gathered:
        """Return the places that the first stories of a list name, counted together."""
        from tui.atlas.places import gather

        stories = listing.window(0, limit)
        is_all = listing.complete and listing.total <= len(stories)
        with self._database.read() as conn:
            return gather((texts.stored_names(conn, story.row)[0] for story in stories), is_all=is_all)

    def places_of(self, stories: Iterable[Headline]) -> Gathered:
        """Return the places that some stories name, counted together."""
        from tui.atlas.places import gather

        with self._database.read() as conn:
            return gather(texts.stored_names(conn, story.row)[0] for story in stories)

    def known_as(self, entity: Entity) -> NamedEntity | None:
        """Return who or what an article's name stands for in all stories; None where that is not certain."""
        from tui.preparing.article import named_stories

        stories = named_stories(alone(entity))
        if not stories:
            return None
        with self._database.read() as conn:
            return entities.entity(conn, stories[0].kind, stories[0].key)

    def in_article(self, article: Article, kind: EntityKind, key: str) -> Entity | None:
        """Return which of an article's names a person or place goes by; None where it is in none of them."""
        with self._database.read() as conn:
            id_ = self._id(conn, kind, key)
            return next((entity for _, entity in _namings(conn, id_, [article.headline.row])), None)

    def page(self, kind: EntityKind, key: str) -> namefacts.NamePage:
        """Return all that is stored of a person or place. Raises NotFound where there is no such name."""
        with self._database.read() as conn:
            id_ = self._id(conn, kind, key)
            ((_, entity),) = entities.by_ids(conn, [id_])
            rows = namepages.newest_rows(conn, id_, _TOGETHER_IN)
            if not rows:
                return namefacts.NamePage(
                    replace(entity, stories=0), followed=follows.is_followed(conn, kind, key)
                )
            oldest = namepages.oldest_row(conn, id_)
            last, first = headlines(conn, [rows[0], rows[0] if oldest is None else oldest])
            series = self._series(conn, id_, first.listed_at, last.listed_at)
            page = namefacts.NamePage(
                replace(entity, stories=sum(series.stories), mentions=sum(series.mentions)),
                first=first,
                last=last,
                series=series,
                companions=_companions(conn, id_, rows),
                followed=follows.is_followed(conn, kind, key),
                looked_at=len(rows),
                asked=min(len(rows), _STATED_IN),
            )
            return _with_what_is_stated(conn, page, id_, rows[:_STATED_IN])

    def timeline(self, kind: EntityKind, key: str, period: Period) -> tuple[namefacts.Chapter, ...]:
        """Return a name's stories by day, week or month: the newest thousand periods that have any.

        The newest first. Raises NotFound where there is no such name.
        """

        def period_of(moment: int) -> tuple[int, int]:
            start, end = periods.edges(moment, moment, period)
            # Dates that no calendar holds share its last period.
            return min(start, moment), end

        with self._database.read() as conn:
            id_ = self._id(conn, kind, key)
            found = namepages.chapters(conn, id_, period_of, _CHAPTERS)
            return tuple(namefacts.Chapter(*chapter) for chapter in found)

    def trends(self, unit: Unit, kind: EntityKind | None = None) -> Trends:
        """Return who rises in the stories of the last day, week or month: see `tui.library.trends`."""
        from tui.library.trends import find_trends

        with self._database.read() as conn:
            return find_trends(conn, unit, to_seconds(self._clock()), kind)

    def _id(self, conn: sqlite3.Connection, kind: EntityKind, key: str) -> int:
        id_ = entities.entity_id(conn, kind, key)
        if id_ is None:
            raise NotFound(f"No stored article names {key}.")
        return id_

    def _series(self, conn: sqlite3.Connection, id_: int, first: int, last: int) -> namefacts.Series:
        from tui.store.namepages import counts_over_time

        period = periods.fitting(first, last, _BARS)
        bounds = periods.edges(first, last, period)
        return namefacts.Series(period, bounds, *counts_over_time(conn, id_, bounds))


def _companions(conn: sqlite3.Connection, id_: int, rows: list[int]) -> tuple[namefacts.Companion, ...]:
    found = namepages.companions(conn, id_, rows, _COMPANIONS)
    followed = {(follow.kind, follow.key) for follow in follows.follows(conn)}
    return tuple(
        namefacts.Companion(named.kind, named.key, named.name, count, (named.kind, named.key) in followed)
        for named, count in found
    )


def _with_what_is_stated(conn: sqlite3.Connection, page: NamePage, id_: int, rows: list[int]) -> NamePage:
    """Add what the newest stories say of a name: its roles, or its kind and place, and its other forms."""
    said = _namings(conn, id_, rows)
    forms = Counter(form for _, entity in said for form in dict.fromkeys((entity.name, *entity.aliases)))
    del forms[page.entity.name]
    page = replace(page, also=tuple(form for form, _ in forms.most_common(_FORMS)))
    places = [entity for _, entity in said if isinstance(entity, Place)]
    return _with_place(conn, page, places) if places else replace(page, roles=_roles(conn, said))


def _with_place(conn: sqlite3.Connection, page: NamePage, places: Sequence[Place]) -> NamePage:
    """Add of what kind a place is, where it lies, and in which country."""
    kind, _ = Counter(place.kind for place in places).most_common(1)[0]
    at = next((place for place in places if place.lat is not None), places[0])
    within = entities.entity(conn, Place.entity_kind, f"country:{page.entity.country}")
    country = within.name if within and within.key != page.entity.key else None
    return replace(page, place_kind=kind, lat=at.lat, lon=at.lon, country_name=country)


def _namings(conn: sqlite3.Connection, id_: int, rows: list[int]) -> list[tuple[int, Entity]]:
    """Return a name as each of some stories has it, with the story's row."""
    found = ((row, _shared(names, number)) for row, names, number in namepages.namings(conn, id_, rows))
    return [(row, entity) for row, entity in found if entity is not None]


def _shared(names: tuple[Entity, ...], number: int) -> Entity | None:
    """Return one of the names of a story that have a line across stories, counting over these alone."""
    from tui.entities import entity_key

    shared = [entity for entity in names if entity_key(entity)]
    return shared[number] if number < len(shared) else None


def _roles(conn: sqlite3.Connection, said: list[tuple[int, Entity]]) -> tuple[namefacts.Stated, ...]:
    """Return the roles of a name, the most often stated first, of equals the one stated last."""
    stated = _stated_roles(said)
    counts = Counter(role.casefold() for _, role in stated)
    newest: dict[str, tuple[int, str]] = {}
    for row, role in stated:
        newest.setdefault(role.casefold(), (row, role))
    often = [newest[folded] for folded, _ in counts.most_common()]
    sources = {story.row: story for story in headlines(conn, [row for row, _ in often])}
    return tuple(
        namefacts.Stated(role, counts[role.casefold()], sources[row]) for row, role in often if row in sources
    )


def _stated_roles(said: list[tuple[int, Entity]]) -> list[tuple[int, str]]:
    """Return each role that a story states, with that story's row."""
    return [(row, entity.role) for row, entity in said if isinstance(entity, WithRole) and entity.role]
