"""Find the stretches of a text that name something: a linear sequence tagger over runs of capitals."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from operator import add
from typing import Final

from tui.entities.features import EDGE, Features, english
from tui.entities.weights import Weights, weights

_OFFSETS: Final = ((-2, "<"), (-1, "-"), (1, "+"), (2, ">"))
_NEVER: Final = -(10**9)
_MAX_WORDS: Final = 20_000


class Tagger:
    """Labels the words of runs; keeps the summed weights of words it has met."""

    def __init__(self, model: Weights, features: Features) -> None:
        self._weights = model
        self._features = features
        self._words: dict[str, int] = {}
        self._beside: list[tuple[int, str, dict[str, int]]] = [(*each, {}) for each in _OFFSETS]
        """For each place beside a word its offset, its mark in attributes, and the sums of words there."""
        labels = model.labels
        self._starts: list[int] = [i for i, label in enumerate(labels) if not label.startswith("I-")]
        """Labels that may open a run."""
        self._steps = [_steps_to(labels, model.transitions, index) for index in range(len(labels))]
        """For each label, the score of the step from each other."""

    def tag(
        self, words: list[str], runs: list[tuple[int, int]], small: Set[str] = frozenset()
    ) -> list[tuple[int, int, str]]:
        """Return (first token, last token + 1, label) of each name in the runs, in reading order.

        `small`: see `Features.run_attributes`.
        """
        found: list[tuple[int, int, str]] = []
        function_words = self._features.function_words
        for start, end in runs:
            # `The`, `But`: written large for opening a sentence, and no name by themselves.
            if end - start == 1 and words[start].lower() in function_words:
                continue
            labels = self._weights.labels
            path = self._decode(self._emissions(words, start, end, small))
            _collect([labels[each] for each in path], start, found)
        return found

    def _emissions(self, words: list[str], start: int, end: int, small: Set[str]) -> list[tuple[int, ...]]:
        """Return, for each word of a run, the score of each label apart from its neighbours' labels."""
        of, scores, known = self._weights.__getitem__, self._weights.scores, self._words.get
        shared, attributes = self._features.run_attributes(words, start, end, small)
        common = sum(map(of, shared))
        rows: list[tuple[int, ...]] = []
        count = len(words)
        for index, row in zip(range(start, end), attributes, strict=True):
            own = known(words[index])
            total = sum(map(of, row), common) + (self._word(words[index]) if own is None else own)
            for offset, mark, table in self._beside:
                at = index + offset
                word = words[at] if 0 <= at < count else EDGE
                weight = table.get(word)
                total += self._neighbour(word, mark, table) if weight is None else weight
            rows.append(scores(total))
        return rows

    def _word(self, word: str) -> int:
        # Emptied as a whole: news has the same words again in the next text, a hostile one never.
        if len(self._words) > _MAX_WORDS:
            self._words.clear()
        attributes = ["0" + each for each in self._features.word_attributes(word)]
        total = self._words[word] = sum(map(self._weights.__getitem__, attributes))
        return total

    def _neighbour(self, word: str, mark: str, table: dict[str, int]) -> int:
        if len(table) > _MAX_WORDS:
            table.clear()
        attributes = [mark + each for each in self._features.neighbour_attributes(word)]
        total = table[word] = sum(map(self._weights.__getitem__, attributes))
        return total

    def _decode(self, rows: list[tuple[int, ...]]) -> list[int]:
        """Return the best sequence of labels (Viterbi), as indices."""
        first = rows[0]
        if len(rows) == 1:
            return [max(self._starts, key=first.__getitem__)]
        best = [_NEVER] * len(first)
        for label in self._starts:
            best[label] = first[label]
        back: list[list[int]] = []
        for row in rows[1:]:
            reached = [list(map(add, best, steps)) for steps in self._steps]
            tops = [max(scores) for scores in reached]
            back.append([scores.index(top) for scores, top in zip(reached, tops, strict=True)])
            best = list(map(add, tops, row))
        return _path(best, back)


def _path(best: list[int], back: list[list[int]]) -> list[int]:
    label = best.index(max(best))
    path = [label]
    for pointers in reversed(back):
        label = pointers[label]
        path.append(label)
    path.reverse()
    return path


def _steps_to(labels: list[str], table: list[list[int]], index: int) -> list[int]:
    """Return the score of the step from each label to one: I-PER follows only B-PER and I-PER."""
    inner, kind = labels[index].startswith("I-"), labels[index][2:]
    return [_NEVER if inner and name[2:] != kind else table[at][index] for at, name in enumerate(labels)]


def _collect(labels: list[str], start: int, found: list[tuple[int, int, str]]) -> None:
    """Add the spans of a run's labels."""
    index = 0
    while index < len(labels):
        end = index + 1
        if labels[index] != "O":
            kind = labels[index][2:]
            while end < len(labels) and labels[end] == "I-" + kind:
                end += 1
            found.append((start + index, start + end, kind))
        index = end


@cache
def _tagger() -> Tagger:
    return Tagger(weights(), english())


def tag(words: list[str], runs: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Tag the runs of one text's words with the shipped weights: see `Tagger.tag`."""
    return _tagger().tag(words, runs)
