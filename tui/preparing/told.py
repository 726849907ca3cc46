"""What an article tells beside its names: quotations with their speakers, and the dates that its text names.

Found with the names and written with them; `tui.preparing.older` does that for articles that were there
before. A fault of ours costs no more than what it was to find.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from tui.model.names import Names
from tui.model.prose import Prose
from tui.store import toldbytes
from tui.store.toldbytes import PackedTold, Telling
from tui.system import log
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui import quotations, temporal
else:  # loaded when first used: whoever starts should not wait for them
    quotations = Lazy("tui.quotations")
    temporal = Lazy("tui.temporal")

_ENGLISH: Final = "en"

T = TypeVar("T")


def find_told(prose: Prose, names: Names, written: date | None) -> Telling:
    """Find what an article tells, of which `names` are the names and `written` the day; None: not known.

    Without that day no date is told: nothing is reckoned from today.
    """
    language = (prose.language or _ENGLISH).partition("-")[0].lower()
    quotes = _tried("quotations", lambda: quotations.quotations_of(prose, names, language))
    if written is None:
        return Telling(quotes or ())
    return Telling(quotes or (), _tried("dates", lambda: temporal.dates_of(prose, written, language)) or ())


def pack_told(prose: Prose, names: Names, written: date | None) -> PackedTold | None:
    """Find what an article tells, and make it ready to be written; None where that is nothing."""
    found = find_told(prose, names, written)
    cut = toldbytes.cut_from(prose.sections, prose.headline, prose.dek)
    return _tried("packing", lambda: toldbytes.pack(found, names, cut))


def _tried(what: str, find: Callable[[], T]) -> T | None:
    """Return what is found; None where a fault of ours forbids it, which is logged."""
    try:
        return find()
    except Exception as fault:
        log.error("what an article tells could not be found", fault, what=what)
        return None
