"""How much each line of a page looks like a part of its article: judged alone, then among the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from tui.fulltext.features import measure
from tui.fulltext.model import classifier
from tui.fulltext.pieces import WebPage

_WINDOW: Final = 5
"""Lines before and behind that are looked at."""
_FAR: Final = 60
_HARDLY: Final = 0.02
"""Who is judged so alone is never taken in by others."""
_SURE: Final = 0.6
_TELLING: Final = 60
"""Characters from which on a line may mark where the article begins or ends."""


def judge(page: WebPage) -> dict[int, float]:
    """Return for each line of a page, by its number, how much it looks like the article, 0 to 1."""
    model = classifier()
    numbers, rows = measure(page, model.lexicons)
    alone = [model.alone.probability(row) for row in rows]
    among = Among(page, numbers, alone)
    return {
        number: model.among.probability(among.row(place)) if score > _HARDLY else score
        for place, (number, score) in enumerate(zip(numbers, alone, strict=True))
    }


class Among:
    """Measures lines among others, given what each was judged alone."""

    def __init__(self, page: WebPage, numbers: Sequence[int], scores: Sequence[float]) -> None:
        sizes = [len(page.pieces[number].text) for number in numbers]
        self._makes, self._parents = _groups(page, numbers)
        self._by_make = _sums(self._makes, sizes, scores)
        self._by_parent = _sums(self._parents, sizes, scores)
        sure = [n for n, score in enumerate(scores) if score > _SURE and sizes[n] > _TELLING]
        self._first, self._last = (sure[0], sure[-1]) if sure else (0, 0)
        self._best = max(scores, default=0.0)
        padding = [0] * _WINDOW
        self._scores = [*map(float, padding), *scores, *map(float, padding)]
        self._sizes = [*padding, *sizes, *padding]
        self._weighed = [score * size for score, size in zip(self._scores, self._sizes, strict=True)]
        self._before = list(accumulate(self._weighed, initial=0.0))
        self._total = self._before[-1] or 1.0

    def row(self, n: int) -> list[float]:
        """Return the measures of the `n`-th line."""
        at = n + _WINDOW
        near, size = self._scores, self._sizes[at]
        made, of_make = self._by_make[self._makes[n]]
        held, of_parent = self._by_parent[self._parents[n]]
        return [
            *(near[at], near[at - 1], near[at + 1], near[at - 2], near[at + 2], near[at - 3], near[at + 3]),
            self._mean(n, at),
            self._mean(at + 1, at + 1 + _WINDOW),
            *(made / (of_make or 1), (made - near[at] * size) / ((of_make - size) or 1)),
            *(held / (of_parent or 1), self._before[at] / self._total),
            *(_bounded(n - self._first), _bounded(self._last - n)),
            *(self._best, self._total),
        ]

    def rows(self) -> list[list[float]]:
        """Return the measures of all lines."""
        return [self.row(n) for n in range(len(self._makes))]

    def _mean(self, start: int, stop: int) -> float:
        """Return the mean judgement of some lines, by their sizes."""
        return sum(self._weighed[start:stop]) / (sum(self._sizes[start:stop]) or 1)


def _bounded(distance: int) -> float:
    return float(max(min(distance, _FAR), -_FAR))


def _groups(page: WebPage, numbers: Sequence[int]) -> tuple[list[object], list[object]]:
    """Return of each line what lines of its make share, and the element that holds it and its like."""
    makes: list[object] = []
    parents: list[object] = []
    for number in numbers:
        around = page.around(page.pieces[number])
        beyond = page.containers[around.parent]
        classes = (around.attributes.get("class"), beyond.attributes.get("class"))
        makes.append((around.name, beyond.name, *classes))
        parents.append(around.parent)
    return makes, parents


def _sums(
    groups: Sequence[object], sizes: Sequence[int], scores: Sequence[float]
) -> dict[object, tuple[float, int]]:
    """Return for each group its characters, weighed by their scores and in all."""
    sums: dict[object, tuple[float, int]] = {}
    for group, size, score in zip(groups, sizes, scores, strict=True):
        weighed, whole = sums.get(group, (0.0, 0))
        sums[group] = (weighed + size * score, whole + size)
    return sums
