"""Figures to a judgement, by small trees that were trained beforehand (`training/threads.py`)."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypedDict, cast

Question = Literal["joins", "headline_joins", "is_one", "headlines_are_one"]
"""Whether an article belongs to a thread, and whether two threads are one; of headlines alone apart."""

_DATA: Final = Path(__file__).resolve().parent / "data" / "judges.z"
_LEAF: Final = -1
_Node = tuple[int, float, int, int]
"""A figure's place and its limit, then the nodes below and above; of a leaf what it adds instead."""


class _Stored(TypedDict):
    bias: float
    typical: list[float]
    trees: list[list[list[float]]]


@dataclass(frozen=True, slots=True)
class Judge:
    """Trees that answer one question."""

    bias: float
    typical: tuple[float, ...]
    """The figures' middle values, for explanations."""
    trees: tuple[tuple[_Node, ...], ...]

    def evidence(self, figures: Sequence[float]) -> float:
        """Return the logarithm of the odds that the answer is yes."""
        total = self.bias
        for tree in self.trees:
            place, limit, below, above = tree[0]
            while place != _LEAF:
                place, limit, below, above = tree[below if figures[place] <= limit else above]
            total += limit
        return total

    def explained(self, figures: Sequence[float]) -> tuple[float, ...]:
        """Return by how much each figure moves the evidence from where its middle value would leave it."""
        whole = self.evidence(figures)
        others = ([*figures[:at], middle, *figures[at + 1 :]] for at, middle in enumerate(self.typical))
        return tuple(whole - self.evidence(other) for other in others)


Judges = Mapping[Question, Judge]


def chance(evidence: float) -> float:
    """Return a logarithm of odds as a chance, 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, evidence))))


@cache
def shipped_judges() -> Judges:
    """Return the judges that come with dateline, read when first asked for."""
    return judges_from(json.loads(zlib.decompress(_DATA.read_bytes())))


def judges_from(stored: object) -> Judges:
    """Return judges as training wrote them."""
    return {
        question: Judge(
            one["bias"],
            tuple(one["typical"]),
            tuple(
                tuple((int(place), limit, int(below), int(above)) for place, limit, below, above in tree)
                for tree in one["trees"]
            ),
        )
        for question, one in cast("dict[Question, _Stored]", stored).items()
    }
