"""Why an article joined a thread, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.threads.memory import KeptArticle
from tui.threads.traits import ThreadTraits

_MOST: Final = 3
_HOUR, _DAY = 60, 1440


def reason_of(traits: ThreadTraits, members: Sequence[KeptArticle], *, is_copy: bool = False) -> str:
    """Return what an article shares with the members of a thread, names first, and the time since the newest.

    `Ruto, Nairobi, 2 days`; a copy's begins with `same text`.
    """
    kept = traits.kept
    theirs = {
        term
        for article in members
        for term in (
            *article.traits.people, *article.traits.places, *article.traits.organisations,
        )
    }  # fmt: skip
    words = {term for article in members for term in (*article.traits.title, *article.traits.body)}
    named = [term for term in (*kept.people, *kept.places, *kept.organisations) if term in theirs]
    plain = [term for term in (*kept.title, *kept.body) if term in words]
    names = [traits.shown[term] for term in named[:_MOST] if term in traits.shown]
    taken = " ".join(names).lower()
    others = [
        traits.shown[term] for term in plain if term in traits.shown and traits.shown[term] not in taken
    ]
    said = ["same text"] if is_copy else [*names, *others][:_MOST]
    apart = abs(kept.at - max((article.traits.at for article in members), default=kept.at))
    return ", ".join([*said, _span(apart)])


def _span(minutes: int) -> str:
    """Return a time in its largest unit."""
    if minutes < _HOUR:
        return "within an hour"
    number, unit = (minutes // _HOUR, "hour") if minutes < _DAY else (minutes // _DAY, "day")
    return f"{number} {unit}{'' if number == 1 else 's'}"
