"""The late pass: what an article that has just been placed tells of those that were placed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.threads.joining import MEMBERS_ASKED, Placement
from tui.threads.judging import Judges, chance, shipped_judges
from tui.threads.likeness import figures_between
from tui.threads.memory import KeptArticle, ThreadMemory
from tui.threads.reasons import reason_of
from tui.threads.traits import ThreadTraits

_NEIGHBOURS: Final = 4
_THOUGHT_OF: Final = 0.05
"""Of a neighbour less likely than that the article tells nothing."""
ARE_ONE: Final = 0.88
MOST_MOVED: Final = 300
"""Articles of a thread that still goes over into another."""


@dataclass(frozen=True, slots=True)
class Move:
    """An article that belongs to another thread than it stands in."""

    row: int
    thread: int
    """Where it belongs: a thread that there is."""
    reason: str
    """In words, as a placement's."""


def revise(
    row: int,
    traits: ThreadTraits,
    placed: Placement,
    memory: ThreadMemory,
    judges: Judges | None = None,
) -> Sequence[Move]:
    """Return what is to move now that an article, whose row the memory has by now, has been placed.

    Where the article shows that two threads are one, the smaller goes over into the larger, of equals the
    later one: at most `MOST_MOVED` articles, or none. Those that were placed by hand (`is_by_hand`) stay.
    """
    thread = row if placed.thread is None else placed.thread
    for neighbour, score in placed.others[:_NEIGHBOURS]:
        if neighbour != thread and score >= _THOUGHT_OF:
            sides = [memory.members(one, MEMBERS_ASKED) for one in (thread, neighbour)]
            if all(sides) and _are_one(sides, judges or shipped_judges()):
                return list(_as_one(thread, neighbour, traits, memory))
    return ()


def _as_one(thread: int, neighbour: int, traits: ThreadTraits, memory: ThreadMemory) -> Iterator[Move]:
    """Yield what moves as two threads become one."""
    whole = [memory.members(one, MOST_MOVED + 1) for one in (thread, neighbour)]
    whole.sort(key=lambda members: (len(members), -members[0].thread))
    smaller, larger = whole
    if len(smaller) <= MOST_MOVED:
        reason = reason_of(traits, smaller, larger)
        yield from (Move(member.row, larger[0].thread, reason) for member in smaller if not member.is_by_hand)


def _are_one(sides: Sequence[Sequence[KeptArticle]], judges: Judges) -> bool:
    one, other = sides
    if any(member.traits.is_column for member in (*one, *other)):
        return False
    headlines = not any(member.traits.size for member in (*one, *other))
    judge = judges["headlines_are_one" if headlines else "is_one"]
    return chance(judge.evidence(figures_between(one, other))) >= ARE_ONE
