"""How central a name is to its article."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tui.entities.reading import Leaf
from tui.entities.spans import Hit
from tui.model import FRONT


def weight(leaves: list[Leaf], hits: Sequence[Hit], extra: float = 0.0) -> float:
    """Return the unscaled salience of a name: headline, opening, frequency and early place count.

    `extra` adds mentions of another kind (a people's name for its country), already weighed.
    """
    front = max(leaves[hit.leaf].weight for hit in hits)
    if any(leaves[hit.leaf].section == FRONT and leaves[hit.leaf].index == 0 for hit in hits):
        front += 1.0
    position = min(hit.leaf for hit in hits) / max(1, len(leaves))
    return front + 2.0 * math.log1p(len(hits) + extra) + (1.0 - position)


def scaled(weights: Sequence[float]) -> list[float]:
    """Scale weights so that the largest is 1."""
    top = max(weights, default=1.0)
    return [round(each / top, 4) for each in weights]
