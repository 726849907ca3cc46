"""The trained classifier: two small forests of decision trees, and what words say; loaded when first asked.

Its data, `data/classifier.json`, comes out of `python -m training.pages` (training/README.md). A tree is a
number, or a list of the measure's place, a threshold, the tree for values up to it, and that for others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tui.fulltext.features import Lexicons

DATA: Final = Path(__file__).parent / "data" / "classifier.json"

EARLY: Final = 16
HOPELESS: Final = -2.3
"""Where so many trees come to less, the others are not asked: so it is for most of a page, and they agree."""

Tree = Any
"""`float | list[int, float, Tree, Tree]`: types do not say lists of mixed values."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Decision trees whose sum is the logarithm of the odds."""

    trees: Sequence[Tree]

    def probability(self, row: Sequence[float]) -> float:
        """Return what the trees make of some measures, 0 to 1; 0 where the first of them see no hope."""
        total = _sum(self.trees[:EARLY], row)
        if total < HOPELESS:
            return 0.0
        total += _sum(self.trees[EARLY:], row)
        return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def _sum(trees: Sequence[Tree], row: Sequence[float]) -> float:
    total = 0.0
    for tree in trees:
        node = tree
        while node.__class__ is list:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        total += node
    return total


@dataclass(frozen=True, slots=True)
class Classifier:
    """What tells the lines of an article from the rest of its page."""

    lexicons: Lexicons
    alone: Forest
    """Judges a line by its measures."""
    among: Forest
    """Judges it again by what was made of those around it."""


@cache
def classifier() -> Classifier:
    """Return the classifier that dateline ships."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return Classifier(
        Lexicons(data["classes"], data["lines"]),
        Forest(data["alone"]),
        Forest(data["among"]),
    )
