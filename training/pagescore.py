"""What the classifier and the rules after it come to on pages that they have not seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean

import numpy as np

from training.pagelabels import parted
from training.pages import (
    ALONE,
    AMONG,
    ARTICLE,
    DOUBTFUL,
    TREES_ALONE,
    TREES_AMONG,
    LabelledPage,
    Vocabulary,
    among_others,
    fit,
    judged_unseen,
    measured,
)
from tui.fulltext.choosing import chosen_lines

RUN = 4
_WORD = re.compile(r"\w+")


def cross_checked(pages: Sequence[LabelledPage]) -> dict[str, dict[int, float]]:
    """Print P, R and F1 of runs of four words, each page judged by who has not seen it; return judgements."""
    judged = {key: scores for held in parted(pages) for key, scores in _judged(held, pages).items()}
    told(pages, judged)
    return judged


def told(
    pages: Sequence[LabelledPage], judged: dict[str, dict[int, float]]
) -> list[tuple[float | None, float | None, str]]:
    """Print what judgements come to; return precision, recall and key of each page."""
    figures = [(*compared(page, judged[page.key]), page.key) for page in pages if page.weight == 1]
    precision = mean(one[0] for one in figures if one[0] is not None)
    recall = mean(one[1] for one in figures if one[1] is not None)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{len(figures)} pages: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")
    return figures


def _judged(held: Sequence[LabelledPage], pages: Sequence[LabelledPage]) -> dict[str, dict[int, float]]:
    keys = {page.key for page in held}
    others = [page for page in pages if page.key not in keys]
    vocabulary = Vocabulary(others)
    rows = {page.key: measured(page, vocabulary.lexicons(page)) for page in others}
    alone = fit(ALONE, TREES_ALONE, others, rows)
    among = fit(AMONG, TREES_AMONG, others, judged_unseen(others, rows))
    found = {}
    for page in held:
        numbers = [number for number, piece in enumerate(page.page.pieces) if piece.kind == "text"]
        seconds = among_others(page, alone, measured(page, vocabulary.lexicons()))
        scores = among.predict(np.array(seconds)) if seconds else []
        found[page.key] = dict(zip(numbers, map(float, scores), strict=True))
    return found


def compared(page: LabelledPage, scores: dict[int, float]) -> tuple[float | None, float | None]:
    """Return precision and recall of a page's runs of four words; None where there is none to judge."""
    kept = chosen_lines(page.page, scores)
    letters = dict(zip(scores, page.letters, strict=True))
    wanted = _runs(page.page.pieces[number].text for number in scores if letters[number] in ARTICLE)
    got = _runs(
        page.page.pieces[number].text
        for number in scores
        if number in kept and letters[number] not in DOUBTFUL
    )
    both = (wanted & got).total()
    return both / got.total() if got else None, both / wanted.total() if wanted else None


def _runs(texts: Iterable[str]) -> Counter[tuple[str, ...]]:
    words = _WORD.findall("\n".join(texts))
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)
