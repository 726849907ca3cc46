"""How central a name is to its article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from tui.entities.reading import Leaf
from tui.entities.spans import Hit
from tui.model import FRONT

_HEADLINE: Final = 5.0
_DEK: Final = 2.5
_OPENING: Final = 2.0
_HEADING: Final = 1.2
_TEXT: Final = 1.0
_OPENING_TOKENS: Final = 70
"""How far the opening reaches into the article, its headline and dek not counted."""
_FREQUENCY: Final = 2.0


def weight(leaves: list[Leaf], hits: Sequence[Hit], extra: float = 0.0) -> float:
    """Return the unscaled salience of a name: headline, opening, frequency and early place count.

    `extra` adds mentions of another kind (a people's name for its country), already weighed. A naming
    in a dateline that was left in the text counts for next to nothing.
    """
    told = [hit for hit in hits if not _in_dateline(leaves[hit.leaf], hit)]
    if not told:
        return 0.01
    total = leaves[-1].offset + len(leaves[-1].tokens.words)
    first = min(leaves[hit.leaf].offset + hit.first for hit in told)
    front = max(_standing(leaves, hit) for hit in told)
    return front + _FREQUENCY * math.log1p(len(told) + extra) + (1.0 - first / total)


def _standing(leaves: list[Leaf], hit: Hit) -> float:
    leaf = leaves[hit.leaf]
    if leaf.section == FRONT:
        return _DEK if leaf.index else _HEADLINE
    if leaf.title:
        return _HEADING
    body = sum(len(each.tokens.words) for each in leaves[:2] if each.section == FRONT)
    return _OPENING if leaf.offset + hit.first - body < _OPENING_TOKENS else _TEXT


def _in_dateline(leaf: Leaf, hit: Hit) -> bool:
    """Tell whether a naming opens a paragraph in capitals, before a dash: `LONDON (AP) -`."""
    words = leaf.tokens.words
    if leaf.title or leaf.caps or hit.first > 2 or not words[hit.first].isupper():
        return False
    return any(word in {"-", "--", "–", "—"} for word in words[hit.last : hit.last + 8])


def scaled(weights: Sequence[float]) -> list[float]:
    """Scale weights so that the largest is 1."""
    top = max(weights, default=1.0)
    return [round(each / top, 4) for each in weights]
