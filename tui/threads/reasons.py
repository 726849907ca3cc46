"""Why an article joined a thread, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.text.folding import fold
from tui.threads.memory import KeptArticle
from tui.threads.traits import KeptTraits, ThreadTraits

_MOST: Final = 3
_HOUR, _DAY = 60, 1440


def reason_of(traits: ThreadTraits, *sides: Sequence[KeptArticle], is_copy: bool = False) -> str:
    """Return what an article shares with the members of a thread, names first, and the time since the newest.

    `Ruto, Nairobi, 2 days`; a copy's begins with `same text`. With two threads, what it shares with both.
    """
    kept = traits.kept
    newest = min(max((article.traits.at for article in members), default=kept.at) for members in sides)
    told = ["same text"] if is_copy else _shared(traits, sides)
    return ", ".join([*told, _span(abs(kept.at - newest))])


def _shared(traits: ThreadTraits, sides: Sequence[Sequence[KeptArticle]]) -> list[str]:
    """Return names and words of an article that all sides have, the telling ones first."""
    kept = traits.kept
    theirs = [{mark for article in members for mark in _marks(article.traits)} for members in sides]
    ranked = dict.fromkeys((*kept.people, *kept.places, *kept.organisations, *kept.title, *kept.body))
    said: list[str] = []
    for mark in ranked:
        word = traits.shown.get(mark)
        if word and all(mark in side for side in theirs) and not any(_is_within(word, one) for one in said):
            said.append(word)
    return said[:_MOST]


def _marks(kept: KeptTraits) -> tuple[int, ...]:
    return (*kept.people, *kept.places, *kept.organisations, *kept.title, *kept.body)


def _is_within(word: str, said: str) -> bool:
    """Tell whether a word is part of what has been said, however either is spelled."""
    return fold(word) in fold(said)


def _span(minutes: int) -> str:
    """Return a time in its largest unit."""
    if minutes < _HOUR:
        return "within an hour"
    number, unit = (minutes // _HOUR, "hour") if minutes < _DAY else (minutes // _DAY, "day")
    return f"{number} {unit}{'' if number == 1 else 's'}"
