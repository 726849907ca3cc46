"""Learn which sentences are new to who read other texts: `python -m training.newness --data FILE`.

Reads JSON lines `{"id", "read", "sentences": [{"text", "new"}]}` and writes `tui/novelty/data/newness.json`.
An id's first number is its topic. What is printed is the area under the receiver's curve, over eighths of the
topics, not learnt from. Deterministic: every choice by chance has a seed. See README.md.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

from tui.novelty.measures import Measures, ReadTexts, measures_of
from tui.novelty.model import DATA

SEEDS = (1, 2, 3)
"""Models whose mean is shipped."""
STUMPS = 400
RATE = 0.06
LEAST = 25
"""Sentences on either side of a step."""
PLANTED = 0.4
"""What a sentence counts of a text that was pieced together for the purpose: many, and easy ones."""
PARTS = 8


class Sentence(NamedTuple):
    """A labelled sentence."""

    topic: str
    measures: Measures
    new: bool
    weight: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    sentences = list(read_sentences(arguments.data))
    for seed in SEEDS:
        print(*(f"{name} {area:.3f}" for name, area in held_out(sentences, seed)), sep="  ")
    arguments.out.write_text(json.dumps(learnt(sentences, SEEDS)) + "\n", encoding="utf-8")


def read_sentences(path: Path) -> Iterable[Sentence]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        topic = re.search(r"\d+", row["id"])
        assert topic is not None
        weight = PLANTED if row.get("planted") else 1.0
        measured = measures_of(ReadTexts([row["read"]]), [sentence["text"] for sentence in row["sentences"]])
        for sentence, measures in zip(row["sentences"], measured, strict=True):
            yield Sentence(topic[0], measures, sentence["new"], weight)


def fitted(sentences: Sequence[Sentence], seed: int) -> Any:
    """Return stumps that were added one after the other, each for what the others leave."""
    # Here, so that what imports this for its types does without the package.
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=STUMPS,
        max_depth=1,
        learning_rate=RATE,
        subsample=0.6,
        max_features=0.2,
        min_samples_leaf=LEAST,
        random_state=seed,
    )
    measures = [sentence.measures for sentence in sentences]
    weights = [sentence.weight for sentence in sentences]
    return model.fit(measures, [sentence.new for sentence in sentences], sample_weight=weights)


def held_out(sentences: Sequence[Sentence], seed: int) -> Iterable[tuple[str, float]]:
    """Yield (events or planted, area under the curve) where each topic is judged by the others."""
    topics = sorted({sentence.topic for sentence in sentences})
    random.Random(seed).shuffle(topics)
    judged: dict[str, list[tuple[float, bool]]] = {"events": [], "planted": []}
    for part in range(PARTS):
        for sentence, score in _judged(sentences, set(topics[part::PARTS]), seed):
            judged["events" if sentence.weight == 1.0 else "planted"].append((score, sentence.new))
    return ((name, area_under(pairs)) for name, pairs in judged.items())


def _judged(sentences: Sequence[Sentence], out: Set[str], seed: int) -> Iterable[tuple[Sentence, float]]:
    """Return the sentences of some topics with their scores, as the others teach them."""
    model = fitted([sentence for sentence in sentences if sentence.topic not in out], seed)
    rest = [sentence for sentence in sentences if sentence.topic in out]
    scores = model.decision_function([sentence.measures for sentence in rest])
    return zip(rest, map(float, scores), strict=True)


def area_under(pairs: Iterable[tuple[float, bool]]) -> float:
    """Return how likely a new sentence has the higher score of it and one that is not; ties count half."""
    pairs = list(pairs)
    new = [score for score, is_new in pairs if is_new]
    old = [score for score, is_new in pairs if not is_new]
    won = sum((one > other) + (one == other) / 2 for one in new for other in old)
    return won / (len(new) * len(old) or 1)


def learnt(sentences: Sequence[Sentence], seeds: Sequence[int]) -> dict[str, Any]:
    """Return the mean of several models as the data that dateline ships."""
    share = sum(s.weight for s in sentences if s.new) / sum(s.weight for s in sentences)
    base = math.log(share / (1 - share))
    steps: list[list[tuple[float, float, float]]] = [[] for _ in Measures._fields]
    for seed in seeds:
        for (stump,) in fitted(sentences, seed).estimators_:
            tree = stump.tree_
            left, right = (RATE / len(seeds) * float(tree.value[side][0][0]) for side in (1, 2))
            if tree.node_count == 3:
                steps[tree.feature[0]].append((round(float(tree.threshold[0]), 4), left, right))
    return {
        "base": round(base, 4),
        "measures": {name: _summed(found) for name, found in zip(Measures._fields, steps, strict=True)},
    }


def _summed(found: Sequence[tuple[float, float, float]]) -> dict[str, list[float]]:
    """Return steps as bounds and what is added up to each, and beyond the last."""
    bounds = sorted({bound for bound, _, _ in found})
    adds = [
        sum(left if index <= bounds.index(bound) else right for bound, left, right in found)
        for index in range(len(bounds) + 1)
    ]
    return {"bounds": bounds, "adds": [round(add, 4) for add in adds]}


if __name__ == "__main__":
    main()
