"""A thread's page: all that is told of a story, put together from what its articles tell.

Nothing is found here that is not stored already: names, quotations and dates were found when each article
was prepared. Copies of one text say nothing of their own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui.model.kinds import KINDS, EntityKind
from tui.model.names import NO_NAMES, Entity, Mention, Names
from tui.model.threads import NewsThread, ThreadMember, ThreadPage, ThreadSource
from tui.store import sayings, texts
from tui.store.sayings import ToldText
from tui.system.lazily import Lazy
from tui.threads.timeline import DatedText, timeline_of

if TYPE_CHECKING:
    from tui import entities
    from tui.model.articles import Headline
    from tui.model.quotations import Saying
    from tui.model.threads import TimelineEntry
else:  # loaded when first used: whoever starts should not wait for them
    entities = Lazy("tui.entities")

_TOLD: Final = 150
"""Articles of which it is looked at what they tell: the newest that are nobody's copy."""
_NAMES: Final = 24
"""Names of a kind."""
_ABOUT: Final = 12
"""Names of each kind that a story is said to be about."""
_SAYINGS: Final = 60
_WHOLE: Final = 2**31
"""Beyond the end of any leaf."""

NameOfKind = tuple[EntityKind, str]


def page_of(conn: sqlite3.Connection, thread: NewsThread, members: Sequence[ThreadMember]) -> ThreadPage:
    """Return all that is told of a story; `members` newest first. At one moment of the database."""
    present = {member.headline.id for member in members}
    own = [member.headline for member in members if member.copy_of not in present][:_TOLD]
    names, named_in = _names(conn, own)
    about = [one.name for kind in KINDS for one in names.of(kind)[:_ABOUT]]
    about += [alias for kind in KINDS for one in names.of(kind)[:_ABOUT] for alias in one.aliases]
    told = [
        (headline, found) for headline in own if (found := sayings.told_in(conn, headline.row)) is not None
    ]
    return ThreadPage(
        thread,
        tuple(members),
        timeline=_timeline(told, about),
        names=names,
        named_in=named_in,
        sayings=_sayings(told),
        sources=_sources(members, present),
    )


def _timeline(told: Iterable[tuple[Headline, ToldText]], about: Collection[str]) -> tuple[TimelineEntry, ...]:
    return timeline_of((_dated(headline, found) for headline, found in told), about)


def _dated(headline: Headline, found: ToldText) -> DatedText:
    places = {(phrase.section, phrase.leaf) for phrase in found.told.dates}
    written = headline.published_at.date().isoformat() if headline.published_at else ""
    leaves = {place: found.cut(Mention(*place, 0, _WHOLE)) for place in places}
    return DatedText(headline, headline.feed, written, found.told.dates, leaves)


def _sayings(told: Iterable[tuple[Headline, ToldText]]) -> tuple[Saying, ...]:
    """Return who said what, the newest article first; the same words once."""
    found: dict[str, Saying] = {}
    for headline, one in told:
        for saying in sayings.as_sayings(headline, one.told.quotes, one.cut):
            found.setdefault(saying.text, saying)
    return tuple(found.values())[:_SAYINGS]


# ── names ─────────────────────────────────────────────────────────────────────────────────────


def _names(
    conn: sqlite3.Connection, articles: Sequence[Headline]
) -> tuple[Names, tuple[tuple[str, int], ...]]:
    """Return the names of some articles, those that most of them name first, and in how many each stands.

    A name is as the newest article has it that names it; its salience is over all of them.
    """
    newest: dict[NameOfKind, Entity] = {}
    often: Counter[NameOfKind] = Counter()
    salience: defaultdict[NameOfKind, float] = defaultdict(float)
    for headline in articles:
        for entity in texts.stored_names(conn, headline.row)[0].entities:
            if key := entities.name_key(entity):
                name = (entity.entity_kind, key)
                newest.setdefault(name, entity)
                often[name] += 1
                salience[name] += entity.salience
    return _first_of_each(newest, often, {name: salience[name] / len(articles) for name in newest})


def _first_of_each(
    newest: Mapping[NameOfKind, Entity], often: Mapping[NameOfKind, int], salience: Mapping[NameOfKind, float]
) -> tuple[Names, tuple[tuple[str, int], ...]]:
    names = NO_NAMES
    named_in: list[tuple[str, int]] = []
    for kind in KINDS:
        of_kind = sorted(
            (name for name in newest if name[0] == kind),
            key=lambda name: (-salience[name], -often[name], name[1]),
        )[:_NAMES]
        shown = tuple(replace(newest[name], salience=round(salience[name], 4)) for name in of_kind)
        names = names.exchanged(kind, shown)
        named_in += ((name[1], often[name]) for name in of_kind)
    return names, tuple(named_in)


# ── sources ───────────────────────────────────────────────────────────────────────────────────


def _sources(members: Sequence[ThreadMember], present: Collection[str]) -> tuple[ThreadSource, ...]:
    """Return the sources of a story, the one that told of it first before the others."""
    by_name: dict[str, list[ThreadMember]] = {}
    for member in reversed(members):
        by_name.setdefault(member.headline.feed, []).append(member)
    return tuple(_source(name, of_source, present) for name, of_source in by_name.items())


def _source(name: str, members: Sequence[ThreadMember], present: Collection[str]) -> ThreadSource:
    copies = sum(member.copy_of in present for member in members)
    return ThreadSource(name, len(members), copies, members[0].headline, members[-1].headline)
