"""Buildings, parks and streets: names that go on after the person or place they are named for."""

from __future__ import annotations

from typing import Final

from tui.entities.reading import Leaf
from tui.entities.spans import Hit
from tui.entities.words import FACILITIES, PARTICLES

_MAX_AHEAD: Final = 3
_MAX_BACK: Final = 8


def with_facilities(leaves: list[Leaf], hits: list[Hit]) -> list[Hit]:
    """Let `Manuel Antonio` become `Manuel Antonio National Park`, `St. Stephen` `St. Stephen's Cathedral`.

    Hits that such a name swallows are dropped.
    """
    widened: list[Hit] = []
    for hit in hits:
        if widened and widened[-1].leaf == hit.leaf and hit.first < widened[-1].last:
            continue
        end = facility_end(leaves[hit.leaf], hit.last) if hit.label in {"PER", "LOC"} else None
        if end is None:
            widened.append(hit)
            continue
        first = _full_start(leaves[hit.leaf].tokens.words, hit.first)
        while widened and widened[-1].leaf == hit.leaf and widened[-1].last > first:
            widened.pop()
        widened.append(hit._replace(first=first, last=end, label="LOC"))
    return widened


def facility_end(leaf: Leaf, last: int) -> int | None:
    """Return where the name of a building or park ends that goes on at token `last`; None where none does."""
    words = leaf.tokens.words
    at = last + 1 if last < len(words) and words[last] in {"'s", "’s"} else last
    if leaf.title or leaf.caps:
        return None
    for end in range(at, min(at + _MAX_AHEAD, len(words))):
        if not words[end].istitle():
            return None
        if words[end].lower() in FACILITIES:
            return end + 1
    return None


def _full_start(words: list[str], first: int) -> int:
    """Return where a name begins that reaches back over small words: `Rincón de` before `la Vieja`."""
    start, least = first, max(1, first - _MAX_BACK)
    while start > least and (words[start - 1] in PARTICLES or words[start] in PARTICLES):
        start -= 1
        if words[start] not in PARTICLES and not words[start].istitle():
            return start + 1
    return start
