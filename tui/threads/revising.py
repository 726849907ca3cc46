"""The late pass: what an article that has just been placed tells of those that were placed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.threads.joining import Placement
from tui.threads.memory import ThreadMemory


@dataclass(frozen=True, slots=True)
class Move:
    """An article that belongs to another thread than it stands in."""

    row: int
    thread: int
    """Where it belongs: a thread that there is, or `row` itself, with which one begins."""
    reason: str
    """In words, as a placement's."""


def revise(row: int, placed: Placement, memory: ThreadMemory) -> Sequence[Move]:
    """Return what is to move now that an article, whose row the memory has by now, has been placed.

    At most a few hundred articles: all of one thread that turns out to be another's, or a single one. Those
    that were placed by hand (`KeptArticle.is_by_hand`) stay.
    """
    return ()
