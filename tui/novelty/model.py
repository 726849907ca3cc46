"""What the measures of a sentence come to: each adds to the odds in steps, read when first asked for.

The steps, `data/newness.json`, come out of `python -m training.newness` (training/README.md).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tui.novelty.measures import Measures

DATA: Final = Path(__file__).parent / "data" / "newness.json"


@dataclass(frozen=True, slots=True)
class MeasureSteps:
    """What one measure adds to the logarithm of the odds."""

    bounds: tuple[float, ...]
    """Ascending; a value that is none of these belongs below the next higher."""
    adds: tuple[float, ...]
    """What is added up to each bound, and beyond the last: one more than there are bounds."""

    def at(self, value: float) -> float:
        """Return what a value adds."""
        return self.adds[bisect_left(self.bounds, value)]


def newness(measures: Measures) -> float:
    """Return how likely a sentence of these measures is new, 0 to 1."""
    # Where a sentence or what was read has no words, nothing was learnt.
    if not measures.weight:
        return 0.0
    if not measures.read:
        return 1.0
    base, steps = _learnt()
    odds = base + sum(step.at(value) for step, value in zip(steps, measures, strict=True))
    return 1.0 / (1.0 + math.exp(-odds))


@cache
def _learnt() -> tuple[float, tuple[MeasureSteps, ...]]:
    data = json.loads(DATA.read_text(encoding="utf-8"))
    measures = data["measures"]
    return data["base"], tuple(
        MeasureSteps(tuple(measures[name]["bounds"]), tuple(measures[name]["adds"]))
        for name in Measures._fields
    )
