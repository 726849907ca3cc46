"""Which items of two sequences are the same ones: a bounded difference, for words and for paragraphs.

`difflib` takes a second for two texts of five thousand words and minutes for hostile ones. Here items
that occur once on either side are the anchors (patience difference), what lies between two of them is
matched item by item where it is small, and given up as replaced where it is not: the work is bounded
whatever the texts are. Why: docs/decisions/0051-what-changed.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import Final

Pair = tuple[int, int]
"""An item of the one sequence and the same of the other, by their indices."""

_CELLS: Final = 120_000
"""Cells that all tables of one call may have together: what lies between two anchors is usually small."""
_DEEPEST: Final = 24
"""How often what lies between anchors is searched for anchors again."""


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return pairs of equal items, rising on both sides; long ones of them, not always the longest."""
    return sorted(_Matcher(old, new).pairs())


class _Matcher:
    """Two sequences at work."""

    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        self._old = old
        self._new = new
        self._cells = _CELLS

    def pairs(self) -> Iterator[Pair]:
        """Yield all pairs, in no order."""
        waiting = [(0, len(self._old), 0, len(self._new), 0)]
        while waiting:
            a, b, c, d, depth = waiting.pop()
            a, b, c, d, ends = self._trimmed(a, b, c, d)
            # Anchors are looked for in what is left: of a text that was edited in one place that is little.
            yield from ends
            if a == b or c == d:
                continue
            anchors = self._anchors(a, b, c, d) if depth < _DEEPEST else []
            if not anchors:
                yield from self._tabled(a, b, c, d)
                continue
            for i, j in anchors:
                waiting.append((a, i, c, j, depth + 1))
                a, c = i, j
            waiting.append((a, b, c, d, depth + 1))

    def _trimmed(self, a: int, b: int, c: int, d: int) -> tuple[int, int, int, int, list[Pair]]:
        """Take off what both begin and end with."""
        old, new = self._old, self._new
        ends: list[Pair] = []
        while a < b and c < d and old[a] == new[c]:
            ends.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            ends.append((b, d))
        return a, b, c, d, ends

    def _anchors(self, a: int, b: int, c: int, d: int) -> list[Pair]:
        """Return the longest rising run of items that occur once on either side."""
        here, there = _once(self._old, a, b), _once(self._new, c, d)
        return _rising([(i, there[item]) for item, i in here.items() if item in there])

    def _tabled(self, a: int, b: int, c: int, d: int) -> list[Pair]:
        """Return the longest common run by a table of all pairs; none where the table would be too large."""
        size = (b - a) * (d - c)
        if size > self._cells:
            return []
        self._cells -= size
        return _longest(self._old[a:b], self._new[c:d], a, c)


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    """Return the items that occur once in a stretch, with their indices, in order."""
    seen: dict[Hashable, int] = {}
    for index in range(start, end):
        item = items[index]
        # What occurs again tells no place: only what is there once can be an anchor.
        seen[item] = -1 if item in seen else index
    return {item: index for item, index in seen.items() if index >= 0}


def _rising(pairs: list[Pair]) -> list[Pair]:
    """Return the longest run of pairs that rises on the right too; they rise on the left already."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, right) in enumerate(pairs):
        at = bisect_left(tails, right)
        # Patience sorting: `tails` has for each length the least end of a run that long.
        tails[at : at + 1] = [right]
        ends[at : at + 1] = [index]
        before[index] = ends[at - 1] if at else -1
    run: list[Pair] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable], a: int, c: int) -> list[Pair]:
    """Return the longest common subsequence of two short stretches that begin at `a` and `c`."""
    rows = [[0] * (len(new) + 1)]
    for item in reversed(old):
        below, row = rows[-1], [0] * (len(new) + 1)
        for j in range(len(new) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if item == new[j] else max(below[j], row[j + 1])
        rows.append(row)
    rows.reverse()
    pairs: list[Pair] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
