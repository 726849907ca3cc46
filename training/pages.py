"""Train what tells an article's lines from the rest of its page: `python -m training.pages --data FOLDER`.

Reads saved web pages and `labels/pages.tsv`, in which pieces of them were labelled by reading; writes
`tui/fulltext/data/classifier.json`. The same pages give the same bytes. See README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from training.pagelabels import parted, read_labels, read_saved
from tui.fulltext.decoding import decode_page
from tui.fulltext.features import Lexicons, class_words, line_words, measure
from tui.fulltext.judging import Among
from tui.fulltext.model import DATA, EARLY, HOPELESS
from tui.fulltext.pieces import PagePiece, WebPage, read_pieces

ARTICLE, DOUBTFUL = "ak", "z"
"""Text and standfirst; what was left open, and teaches nothing."""
CLASSES = {"pages": 5, "prior": 0.15, "weight": 4.0}
LINES = {"pages": 8, "prior": 0.15, "weight": 8.0}
"""In how many pages a word must stand, what is taken for granted of it, and how many pages that is worth."""
FARTHEST = 2.5
COMMON = {
    "objective": "binary",
    "max_depth": 5,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
ALONE = COMMON | {"learning_rate": 0.1, "num_leaves": 14}
AMONG = COMMON | {"learning_rate": 0.12, "num_leaves": 8}
TREES_ALONE, TREES_AMONG = 70, 40
_WORD = re.compile(r"\w+")

Words = dict[str, float]
"""How much of the text under a word is the article's, 0 to 1."""


@dataclass(frozen=True)
class LabelledPage:
    """A page, with a letter for each of its lines."""

    key: str
    page: WebPage
    letters: str
    weight: float
    """How much its labels are trusted."""
    classes: Words
    lines: Words


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that has pages/")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true", help="print scores by turns of five instead")
    arguments = parser.parse_args()
    pages = read_labelled(arguments.data)
    if arguments.check:
        from training.pagescore import cross_checked

        cross_checked(pages)
        return
    text = json.dumps(trained(pages), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    arguments.out.write_text(text + "\n", encoding="utf-8")
    written = arguments.out.read_bytes()
    print(f"{hashlib.sha256(written).hexdigest()}  {arguments.out.name}  ({len(written):,} bytes)")


def read_labelled(folder: Path) -> list[LabelledPage]:
    """Return the labelled pages of a folder."""
    found = []
    for labels in read_labels():
        page = read_pieces(decode_page(read_saved(folder, labels.key)))
        letters = _letters(page, labels.letters)
        lines = [piece for piece in page.pieces if piece.kind == "text"]
        found.append(
            LabelledPage(
                labels.key,
                page,
                letters,
                labels.weight,
                _of_classes(page, lines, letters),
                _of_lines(lines, letters),
            )
        )
    return found


def _letters(page: WebPage, marks: Mapping[int, str]) -> str:
    """Return a letter for each line, by those of its events."""
    lines = (piece for piece in page.pieces if piece.kind == "text")
    return "".join(_commonest([marks.get(n, "-") for n in range(line.start, line.end)]) for line in lines)


def _commonest(letters: Sequence[str]) -> str:
    return Counter(letters).most_common(1)[0][0]


# ── what words say ────────────────────────────────────────────────────────────────────────────


def _of_classes(page: WebPage, lines: Sequence[PagePiece], letters: str) -> Words:
    article, whole = [0.0] * len(page.containers), [0.0] * len(page.containers)
    for line, letter in zip(lines, letters, strict=True):
        if letter not in DOUBTFUL:
            size = min(len(line.text), 300) ** 0.5
            whole[line.container] += size
            article[line.container] += size * (letter in ARTICLE)
    for container in reversed(page.containers[1:]):
        whole[container.parent] += whole[container.place]
        article[container.parent] += article[container.place]
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for container in page.containers[1:]:
        for word in set(class_words(container)) if whole[container.place] else ():
            sums[word][0] += article[container.place]
            sums[word][1] += whole[container.place]
    return {word: of_article / of_all for word, (of_article, of_all) in sums.items()}


def _of_lines(lines: Sequence[PagePiece], letters: str) -> Words:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line, letter in zip(lines, letters, strict=True):
        for word in set(line_words(line.text)) if letter not in DOUBTFUL else ():
            sums[word][0] += letter in ARTICLE
            sums[word][1] += 1
    return {word: of_article / of_all for word, (of_article, of_all) in sums.items()}


def lexicon(
    sums: Mapping[str, tuple[float, int]], without: Words, pages: int, prior: float, weight: float
) -> Words:
    """Return the logarithms of the odds of words, against those of any line; one page may be left out."""
    usual = math.log(prior / (1 - prior))
    found: Words = {}
    for word, (share, count) in sums.items():
        if word in without:
            share, count = share - without[word], count - 1
        if count >= pages:
            odds = (share + weight * prior) / (count + weight)
            value = math.log(odds / (1 - odds)) - usual
            found[word] = round(max(-FARTHEST, min(FARTHEST, value)), 2)
    return found


class Vocabulary:
    """What words say over some pages."""

    def __init__(self, pages: Iterable[LabelledPage]) -> None:
        pages = list(pages)
        self._classes = _summed(page.classes for page in pages)
        self._lines = _summed(page.lines for page in pages)

    def lexicons(self, without: LabelledPage | None = None) -> Lexicons:
        """Return the lexicons; `without` a page whose own labels must not speak for themselves."""
        nothing: Words = {}
        classes, lines = (without.classes, without.lines) if without else (nothing, nothing)
        return Lexicons(
            lexicon(self._classes, classes, **CLASSES),  # type: ignore[arg-type]
            lexicon(self._lines, lines, **LINES),  # type: ignore[arg-type]
        )


def _summed(pages: Iterable[Words]) -> dict[str, tuple[float, int]]:
    sums: dict[str, tuple[float, int]] = {}
    for words in pages:
        for word, share in words.items():
            before, count = sums.get(word, (0.0, 0))
            sums[word] = (before + share, count + 1)
    return sums


# ── training ──────────────────────────────────────────────────────────────────────────────────


def trained(pages: Sequence[LabelledPage]) -> dict[str, Any]:
    """Return the classifier that some pages teach, as JSON has it."""
    vocabulary = Vocabulary(pages)
    rows = {page.key: measured(page, vocabulary.lexicons(page)) for page in pages}
    alone = fit(ALONE, TREES_ALONE, pages, rows)
    lexicons = vocabulary.lexicons()
    # The second forest has to learn from judgements of pages that the first has not seen.
    unseen = judged_unseen(pages, rows)
    among = fit(AMONG, TREES_AMONG, pages, unseen)
    return {
        "classes": dict(lexicons.classes),
        "lines": dict(lexicons.lines),
        "alone": as_forest(alone),
        "among": as_forest(among),
    }


def measured(page: LabelledPage, lexicons: Lexicons) -> list[list[float]]:
    """Return the measures of a page's lines."""
    return list(measure(page.page, lexicons)[1])


def judged_unseen(
    pages: Sequence[LabelledPage], rows: Mapping[str, Sequence[Sequence[float]]]
) -> dict[str, list[list[float]]]:
    """Return the measures of lines among others, each page judged by a forest that has not seen it."""
    found = {}
    for held in parted(pages):
        keys = {page.key for page in held}
        forest = fit(ALONE, TREES_ALONE, [page for page in pages if page.key not in keys], rows)
        for page in held:
            found[page.key] = among_others(page, forest, rows[page.key])
    return found


def among_others(
    page: LabelledPage, forest: lightgbm.Booster, rows: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Return the measures of lines among others, as a forest judges each alone."""
    numbers = [number for number, piece in enumerate(page.page.pieces) if piece.kind == "text"]
    return Among(page.page, numbers, judged_alone(forest, rows)).rows()


def judged_alone(forest: lightgbm.Booster, rows: Sequence[Sequence[float]]) -> list[float]:
    """Return what a forest makes of lines, as `tui.fulltext.model.Forest` does."""
    if not rows:
        return []
    early = forest.predict(np.array(rows), num_iteration=EARLY, raw_score=True)
    whole = forest.predict(np.array(rows))
    return [0.0 if first < HOPELESS else float(last) for first, last in zip(early, whole, strict=True)]


def fit(
    settings: Mapping[str, Any],
    trees: int,
    pages: Collection[LabelledPage],
    rows: Mapping[str, Sequence[Sequence[float]]],
) -> lightgbm.Booster:
    """Fit a forest. A page counts as much as another, and a line in it by its words."""
    ordered = sorted(pages, key=lambda page: page.key)
    data = np.array([row for page in ordered for row in rows[page.key]])
    labels = np.array([letter in ARTICLE for page in ordered for letter in page.letters])
    weights = np.array([weight for page in ordered for weight in _weights(page)])
    return lightgbm.train(dict(settings), lightgbm.Dataset(data, labels, weight=weights), trees)


def _weights(page: LabelledPage) -> list[float]:
    lines = [piece.text for piece in page.page.pieces if piece.kind == "text"]
    words = [len(_WORD.findall(line)) for line in lines]
    whole = sum(count for count, letter in zip(words, page.letters, strict=True) if letter in ARTICLE)
    share = min(max(whole, 150), 1_500)
    return [
        0.0 if letter in DOUBTFUL else page.weight * (min(count, 150) / share * 10 + 0.05)
        for count, letter in zip(words, page.letters, strict=True)
    ]


def as_forest(booster: lightgbm.Booster) -> list[Any]:
    """Return a forest as `tui.fulltext.model` reads it."""
    dumped = booster.dump_model()
    return [_tree(tree["tree_structure"]) for tree in dumped["tree_info"]]


def _tree(node: Mapping[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    threshold = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], threshold, _tree(node["left_child"]), _tree(node["right_child"])]


if __name__ == "__main__":
    main()
