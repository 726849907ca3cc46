"""How much each line of a page looks like a part of its article: judged alone, then among the others."""

from __future__ import annotations

from collections.abc import Sequence
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
    among = rows_among(page, numbers, alone)
    return {
        number: model.among.probability(row) if score > _HARDLY else score
        for number, score, row in zip(numbers, alone, among, strict=True)
    }


def rows_among(page: WebPage, numbers: Sequence[int], scores: Sequence[float]) -> list[list[float]]:
    """Return the measures of lines among others, given what each was judged alone."""
    sizes = [len(page.pieces[number].text) for number in numbers]
    makes, parents = _groups(page, numbers)
    by_make, by_parent = _sums(makes, sizes, scores), _sums(parents, sizes, scores)
    sure = [n for n, score in enumerate(scores) if score > _SURE and sizes[n] > _TELLING]
    first, last = (sure[0], sure[-1]) if sure else (0, 0)
    total = sum(size * score for size, score in zip(sizes, scores, strict=True)) or 1.0
    best = max(scores, default=0.0)
    padding = [0.0] * _WINDOW
    near, lengths = [*padding, *scores, *padding], [0] * _WINDOW + sizes + [0] * _WINDOW
    weighed = [score * size for score, size in zip(near, lengths, strict=True)]
    rows: list[list[float]] = []
    before = 0.0
    for n, (score, size) in enumerate(zip(scores, sizes, strict=True)):
        at = n + _WINDOW
        made, of_make = by_make[makes[n]]
        held, of_parent = by_parent[parents[n]]
        rows.append(
            [
                *(score, near[at - 1], near[at + 1], near[at - 2], near[at + 2], near[at - 3], near[at + 3]),
                sum(weighed[n:at]) / (sum(lengths[n:at]) or 1),
                sum(weighed[at + 1 : at + 1 + _WINDOW]) / (sum(lengths[at + 1 : at + 1 + _WINDOW]) or 1),
                *(made / (of_make or 1), (made - score * size) / ((of_make - size) or 1)),
                *(held / (of_parent or 1), before / total),
                *(float(max(min(n - first, _FAR), -_FAR)), float(max(min(last - n, _FAR), -_FAR))),
                *(best, total),
            ]
        )
        before += size * score
    return rows


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
