"""Train the sequence model with python-crfsuite, and use one that is not packed yet."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pycrfsuite

from training.corpora import Labelled, Span, spans_of
from tui.entities import features, tokens
from tui.entities.features import Features
from tui.entities.tokens import Tokenizer

ITERATIONS = 8
"""Passes of the averaged perceptron: more fit the labels' errors."""
PAIRS = ("d", "e", "LL", "RR", "LR")
"""Attributes of word pairs: most are seen once or twice and cost room, so only the frequent are kept."""
MIN_PAIRS = 4

Run = tuple[list[list[str]], list[str]]
"""The attributes of each word of a run, and the words' labels."""


def train(
    texts: Iterable[Labelled],
    paths: Sequence[Path],
    looks: Features | None = None,
    tokenizer: Tokenizer | None = None,
    with_small: bool = False,
) -> None:
    """Fit a model to the runs of the texts for each path and write it there, in crfsuite's form.

    The models differ only in the order in which they see the runs: a perceptron's result depends on it.
    Attributes and runs are English's unless others are given; `with_small` tells the model which words a
    text writes small.
    """
    looks, tokenizer = looks or features.english(), tokenizer or tokens.english()
    runs: list[Run] = []
    for words, labels in texts:
        small = {word for word in words if word.islower()} if with_small else frozenset[str]()
        runs += [
            (looks.attributes(words, start, end, small), _opened(labels[start:end]))
            for start, end in tokenizer.find_runs(words)
        ]
    rare = _rare_pairs(runs)
    for seed, path in enumerate(paths):
        random.Random(seed).shuffle(runs)
        _fit(runs, rare, path)


def _rare_pairs(runs: list[Run]) -> set[str]:
    """Return the attributes of word pairs that are too seldom seen to keep."""
    counts = Counter(each for rows, _ in runs for row in rows for each in row if each.startswith(PAIRS))
    return {each for each, count in counts.items() if count < MIN_PAIRS}


def _fit(runs: list[Run], without: set[str], path: Path) -> None:
    """Write the model that the runs give in this order, some attributes left out."""
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    for rows, labels in runs:
        trainer.append([[each for each in row if each not in without] for row in rows], labels)
    trainer.set_params({"max_iterations": ITERATIONS})
    trainer.train(str(path))


def _opened(labels: list[str]) -> list[str]:
    """Let each span of a run open with B-: a run may begin in the middle of one."""
    out: list[str] = []
    for index, label in enumerate(labels):
        inside = label.startswith("I-") and index > 0 and labels[index - 1][2:] == label[2:]
        out.append(label if label == "O" or inside else "B-" + label[2:])
    return out


class Trained:
    """A model as crfsuite wrote it."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def tag(self, words: list[str]) -> list[Span]:
        """Return the spans of one text."""
        found: list[Span] = []
        for start, end in tokens.english().find_runs(words):
            labels = self._tagger.tag(features.english().attributes(words, start, end))
            found += [(start + a, start + b, label) for a, b, label in spans_of(labels)]
        return found

    def dump(self, path: Path) -> None:
        """Write the weights as text."""
        self._tagger.dump(str(path))
