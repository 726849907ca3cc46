"""Learn by which traits a quotation's speaker is known, and write the weights.

    python -m training.quotes said.jsonl [--folds 5] [--out tui/quotations/data/weights.json]

Needs numpy. `said.jsonl`: one text a line, with gold direct speech (`said`: content_spans, source,
source_spans, direct). Folds are made of whole texts with a fixed seed; the held-out tell how well it goes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.score import prose_of
from tui.entities import extract_names
from tui.model.names import Names
from tui.quotations.candidates import Voices
from tui.quotations.choosing import Attribution, WhoSpoke
from tui.quotations.extract import read_texts, spoken_of
from tui.quotations.reading import ReadText

SEED = 13


@dataclass
class Gold:
    """One stretch of direct speech, and where its speaker stands; in characters of the whole text."""

    start: int
    end: int
    source: tuple[int, int]
    name: str


@dataclass
class Document:
    """A text as the product reads it, and what is known of it."""

    texts: list[ReadText]
    names: Names
    offsets: list[int]
    gold: list[Gold]


Example = tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]
"""The features of each candidate, and which of them are right."""


def read_documents(path: Path) -> list[Document]:
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        prose, offsets = prose_of("", row["text"])
        gold = [
            Gold(start, end, tuple(said["source_spans"][0]), surname(said["source"]))
            for said in row["said"]
            if said["direct"] and said["source_spans"]
            for start, end in said["content_spans"]
        ]
        names = extract_names(prose, language="en")
        documents.append(Document(read_texts(prose, "en"), names, offsets, gold))
    return documents


def surname(source: str) -> str:
    words = [word for word in re.findall(r"[\w’'-]+", source) if word[:1].isupper()]
    return re.sub(r"[’']s$", "", words[-1]).lower() if words else ""


def examples_of(document: Document) -> list[Example]:
    """Return each quotation whose speaker is known as an example; what follows learns of the right one."""
    examples: list[Example] = []

    def answer(question: WhoSpoke) -> Attribution | None:
        right = right_ones(document, question)
        if right:
            examples.append((question.features, right))
            text, candidate = question.candidates[right[0]]
            return Attribution(text, candidate, 1.0)
        return None

    spoken_of(document.texts, Voices(document.texts, document.names), answer)
    return examples


def right_ones(document: Document, question: WhoSpoke) -> tuple[int, ...]:
    """Return the candidates that the gold names: by place, else by surname."""
    read = question.asked.read
    stretch = read.stretches[read.tokens[question.asked.token].stretch or 0]
    offset = document.offsets[question.text]
    start, end = stretch.inner_start + offset, stretch.inner_end + offset
    gold = max(document.gold, key=lambda each: min(each.end, end) - max(each.start, start), default=None)
    if gold is None or min(gold.end, end) <= max(gold.start, start):
        return ()
    placed, named = [], []
    for number, (text, candidate) in enumerate(question.candidates):
        tokens = document.texts[text].tokens
        first = tokens[candidate.first].start + document.offsets[text]
        last = tokens[candidate.last - 1].end + document.offsets[text]
        overlap = min(last, gold.source[1]) - max(first, gold.source[0])
        if overlap > 0:
            apart = "after preposition" not in candidate.traits
            person = candidate.sort == "person" and apart and "genitive" not in candidate.traits
            placed.append((person, apart, -max(first, gold.source[0]), overlap, number))
        elif gold.name and surname(candidate.text) == gold.name:
            named.append(number)
    if placed:
        return (max(placed)[-1],)
    return tuple(named)


def learnt(examples: Sequence[Example], strength: float, rounds: int = 60) -> dict[str, float]:
    """Return the weights under which the right candidates are likeliest: Adagrad on the whole, with decay."""
    numbers: dict[str, int] = {}
    rows = [
        ([[numbers.setdefault(name, len(numbers)) for name in listed] for listed in features], right)
        for features, right in examples
    ]
    weights: NDArray[np.float64] = np.zeros(len(numbers))
    squares: NDArray[np.float64] = np.full(len(numbers), 1e-6)
    order = np.random.default_rng(SEED)
    for _ in range(rounds):
        for index in order.permutation(len(rows)):
            candidates, right = rows[index]
            scores = np.array([weights[listed].sum() for listed in candidates])
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            wanted = np.zeros(len(candidates))
            wanted[list(right)] = chances[list(right)] / chances[list(right)].sum()
            for listed, miss in zip(candidates, wanted - chances, strict=True):
                if abs(miss) < 1e-3:
                    continue
                step = miss - strength * weights[listed]
                squares[listed] += step**2
                weights[listed] += 0.2 * step / np.sqrt(squares[listed])
    return {name: round(float(weights[n]), 2) for name, n in numbers.items() if abs(weights[n]) >= 0.02}


def right_share(examples: Sequence[Example], weights: dict[str, float]) -> tuple[int, int]:
    right = 0
    for features, wanted in examples:
        scores = [sum(weights.get(name, 0.0) for name in listed) for listed in features]
        right += int(np.argmax(scores)) in wanted
    return right, len(examples)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("said", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--strength", type=float, default=0.005)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--fold-weights", type=Path, help="write each fold's weights into this folder")
    asked = parser.parse_args()
    documents = read_documents(asked.said)
    made = [examples_of(document) for document in documents]
    fold_of = np.random.default_rng(SEED).permutation(len(made)) % asked.folds
    total = [0, 0]
    for fold in range(asked.folds):
        weights = learnt(
            [x for n, each in enumerate(made) if fold_of[n] != fold for x in each], asked.strength
        )
        right, judged = right_share(
            [x for n, each in enumerate(made) if fold_of[n] == fold for x in each], weights
        )
        total = [total[0] + right, total[1] + judged]
        if asked.fold_weights:
            (asked.fold_weights / f"{fold}.json").write_text(json.dumps(weights), encoding="utf-8")
    print(f"held out by {asked.folds} folds: {total[0]} of {total[1]} right, {total[0] / total[1]:.3f}")
    if asked.out:
        weights = learnt([example for each in made for example in each], asked.strength)
        text = json.dumps(dict(sorted(weights.items())), indent=0, ensure_ascii=False)
        asked.out.write_text(text + "\n", encoding="utf-8")
        print(f"{len(weights)} weights", file=sys.stderr)


if __name__ == "__main__":
    main()
