"""What an article tells beside its names: quotations with their speakers, and the dates that its text names.

Found with the names and written with them; `tui.preparing.older` does that for articles that were there
before. A fault of ours costs no more than what it was to find.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from tui.calendar.times import day_at
from tui.model.names import Names
from tui.model.prose import Prose
from tui.store import toldbytes
from tui.store.toldbytes import PackedTold, Telling
from tui.system import log
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui import entities, quotations, temporal
else:  # loaded when first used: whoever starts should not wait for them
    entities = Lazy("tui.entities")
    quotations = Lazy("tui.quotations")
    temporal = Lazy("tui.temporal")

_ENGLISH: Final = "en"

T = TypeVar("T")


def find_told(prose: Prose, names: Names, published: datetime | None) -> Telling:
    """Find what an article tells, of which `names` are the names; `published` None: that is not known.

    Then no date is told: nothing is reckoned from today.
    """
    language = (
        _tried("language", lambda: entities.language_of(prose)) or (prose.language or _ENGLISH)[:2].lower()
    )
    quotes = _tried("quotations", lambda: quotations.quotations_of(prose, names, language))
    if published is None:
        return Telling(quotes or ())
    written = day_written(published, prose, names)
    return Telling(quotes or (), _tried("dates", lambda: temporal.dates_of(prose, written, language)) or ())


def day_written(published: datetime, prose: Prose, names: Names) -> date:
    """Return the day on which an article was published, by the clocks of where it was written.

    Where its dateline names a place whose longitude is known, these go by that: what is published in Sydney
    on Monday morning tells of Sunday as yesterday, though it is Sunday still in UTC. Else UTC's day.
    """
    lons = {name: place.lon for place in names.places for name in (place.name, *place.aliases)}
    at = next((lons.get(place) for place in (prose.dateline.places if prose.dateline else ())), None)
    return published.date() if at is None else day_at(published, at)


def pack_told(prose: Prose, names: Names, published: datetime | None) -> PackedTold | None:
    """Find what an article tells, and make it ready to be written; None where that is nothing."""
    found = find_told(prose, names, published)
    cut = toldbytes.cut_from(prose.sections, prose.headline, prose.dek)
    return _tried("packing", lambda: toldbytes.pack(found, names, cut))


def _tried(what: str, find: Callable[[], T]) -> T | None:
    """Return what is found; None where a fault of ours forbids it, which is logged."""
    try:
        return find()
    except Exception as fault:
        log.error("what an article tells could not be found", fault, what=what)
        return None
