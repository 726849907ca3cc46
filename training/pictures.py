"""Fit what tells an article's pictures from others on its page: `python -m training.pictures --data FOLDER`.

Reads saved web pages and the labels `p` of `labels/pages.tsv`; writes `tui/fulltext/data/pictures.json`. The
same pages give the same bytes. Plain Python: a logistic regression with few signs is solved by
Newton's steps in seconds. See README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.pagelabels import PageLabels, parted, read_labels, read_saved
from tui.fulltext.decoding import decode_page
from tui.fulltext.illustrating import LIKELY, PictureCandidate, candidates
from tui.fulltext.picturefiles import best_source, identity
from tui.fulltext.pictureweights import DATA, SIGNS, PictureSign, PictureWeights
from tui.fulltext.pieces import WebPage, read_pieces

PICTURE, CAPTION, DOUBTFUL = "p", "c", "z"
ARTICLE = frozenset("ak")
PENALTY = 0.5
"""What the square of a weight costs, halved, in pictures."""
MOST_COPIES = 2
"""Copies of an unlabelled picture that are learnt from."""
MOST_PICTURES = 6
"""A page with more counts as one with so many: those of one page are much alike, and some have hundreds."""
AGAINST = frozenset(
    {
        PictureSign.IN_TEASER,
        PictureSign.AT_SIDE,
        PictureSign.FURNITURE_AROUND,
        PictureSign.FURNITURE_FAR_AROUND,
        PictureSign.LINKED,
        PictureSign.FURNITURE_BY_NAME,
        PictureSign.FURNITURE_BY_FOLDER,
        PictureSign.FURNITURE_BY_CLASS,
        PictureSign.AUTHOR_BY_NAME,
        PictureSign.ADVERTISING,
        PictureSign.REPEATED,
        PictureSign.SMALL,
    }
)
"""Signs that never speak for a picture, whatever a few odd pages teach: at most they say nothing."""
SURE, UNSURE = 1.0, -3.0
"""Where a picture's label is not believed: unlabelled and judged above, or labelled and judged below."""
STEPS = 30
CLOSE_ENOUGH = 1e-9


@dataclass(frozen=True)
class Picture:
    """A picture of a page, in all its copies."""

    key: str
    """The page's."""
    is_labelled: bool
    copies: tuple[tuple[str, ...], ...]
    """The signs of those that are learnt from."""
    all_copies: tuple[tuple[str, ...], ...]
    """The signs of all that may be the article's; none where nothing of it reaches the weights."""
    weight: float


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that has pages/")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true", help="print scores by turns of five instead")
    arguments = parser.parse_args()
    pictures = read_pictures(arguments.data)
    if arguments.check:
        print(told(pictures, judged_unseen(pictures, believing=True)))
        return
    text = json.dumps(as_data(fitted(pictures)), separators=(",", ":"), sort_keys=True)
    arguments.out.write_text(text + "\n", encoding="utf-8")
    written = arguments.out.read_bytes()
    print(f"{hashlib.sha256(written).hexdigest()}  {arguments.out.name}  ({len(written):,} bytes)")


def read_pictures(folder: Path) -> list[Picture]:
    """Return the pictures of all pages on which some were labelled by reading."""
    return [
        picture
        for labels in read_labels()
        if labels.weight == 1 and PICTURE in labels.letters.values()
        for picture in _of_page(folder, labels)
    ]


def _of_page(folder: Path, labels: PageLabels) -> list[Picture]:
    page = read_pieces(decode_page(read_saved(folder, labels.key)))
    letter = {
        n: labels.letters.get(piece.start) for n, piece in enumerate(page.pieces) if piece.kind == "picture"
    }
    marks = {number: identity(best_source(page, page.pieces[number])) for number in letter}
    labelled = {marks[number] for number, one in letter.items() if one == PICTURE} - {""}
    copies: dict[str, list[tuple[bool, tuple[str, ...]]]] = {mark: [] for mark in sorted(labelled)}
    for picture in candidates(page, _labelled_lines(page, labels)):
        is_labelled = letter[picture.number] == PICTURE
        is_open = letter[picture.number] == DOUBTFUL or _has_labelled_caption(page, picture, labels)
        if is_labelled or not is_open:
            copies.setdefault(picture.mark, []).append((is_labelled, tuple(picture.signs)))
    share = min(1.0, MOST_PICTURES / max(len(copies), 1))
    return [
        Picture(labels.key, mark in labelled, _learnt(of_mark), tuple(signs for _, signs in of_mark), share)
        for mark, of_mark in copies.items()
    ]


def _labelled_lines(page: WebPage, labels: PageLabels) -> frozenset[int]:
    """Return the article's lines as they were labelled: so that no classifier's moods matter."""
    return frozenset(
        number
        for number, piece in enumerate(page.pieces)
        if piece.kind == "text"
        and any(labels.letters.get(event) in ARTICLE for event in range(piece.start, piece.end))
    )


def _has_labelled_caption(page: WebPage, picture: PictureCandidate, labels: PageLabels) -> bool:
    """Whether the caption was labelled: of a picture without label it was then passed over."""
    lines = (page.pieces[number] for number in picture.caption)
    return any(
        labels.letters.get(event) == CAPTION for line in lines for event in range(line.start, line.end)
    )


def _learnt(copies: Sequence[tuple[bool, tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    """Return the signs of the copies that were labelled, or of the first where none was."""
    labelled = tuple(signs for is_labelled, signs in copies if is_labelled)
    return labelled or tuple(signs for _, signs in copies[:MOST_COPIES])


# ── fitting ───────────────────────────────────────────────────────────────────────────────────


def fitted(pictures: Sequence[Picture]) -> PictureWeights:
    """Return the weights that some pictures teach, without those whose labels are not believed.

    Who labelled went by the text, and now and then passed over a picture that is the article's: what stands
    amid labelled text and looks like it to who has not seen the page would teach the wrong thing.
    """
    return _regression(believed(pictures))


def believed(pictures: Sequence[Picture]) -> list[Picture]:
    """Return the pictures whose labels do not go against all that the other pages teach."""
    judged = judged_unseen(pictures, believing=False)
    return [
        picture
        for picture, odds in zip(pictures, judged, strict=True)
        if (odds > UNSURE if picture.is_labelled else odds < SURE)
    ]


def judged_unseen(pictures: Sequence[Picture], *, believing: bool) -> list[float]:
    """Return what is made of each picture, at best, by weights that have not seen its page."""
    pages = sorted({picture.key for picture in pictures})
    judged: dict[int, float] = {}
    for held in parted(_Page(key) for key in pages):
        keys = {page.key for page in held}
        others = [picture for picture in pictures if picture.key not in keys]
        weights = fitted(others) if believing else _regression(others)
        judged |= {n: _best(picture, weights) for n, picture in enumerate(pictures) if picture.key in keys}
    return [judged[number] for number in range(len(pictures))]


@dataclass(frozen=True)
class _Page:
    key: str


def _best(picture: Picture, weights: PictureWeights) -> float:
    return max((weights.judge(signs) for signs in picture.all_copies), default=-math.inf)


Row = tuple[Sequence[int], float, float]
"""The places of a picture's signs, 1 where it is labelled and 0 where not, and how much it counts."""
BIAS = len(SIGNS)
"""The place of what is taken for granted."""


def _regression(pictures: Iterable[Picture]) -> PictureWeights:
    """Return the weights that make the labels likeliest, and are small."""
    pictures = list(pictures)
    silent: frozenset[str] = frozenset()
    while True:
        weights = _solution(_rows(pictures, silent))
        found = PictureWeights(dict(zip(SIGNS, weights, strict=False)), weights[BIAS])
        if not (odd := frozenset(sign for sign in AGAINST if found.signs[sign] > 0)):
            return found
        silent |= odd


def _rows(pictures: Iterable[Picture], silent: Set[str]) -> list[Row]:
    place = {sign: number for number, sign in enumerate(SIGNS) if sign not in silent}
    return [
        (
            [*sorted(place[sign] for sign in signs if sign in place), BIAS],
            float(picture.is_labelled),
            picture.weight / len(picture.copies),
        )
        for picture in pictures
        for signs in picture.copies
    ]


def _solution(rows: Sequence[Row]) -> list[float]:
    weights = [0.0] * (BIAS + 1)
    for _ in range(STEPS):
        step = _newton(rows, weights)
        weights = [weight - change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < CLOSE_ENOUGH:
            break
    return weights


def _newton(rows: Sequence[Row], weights: Sequence[float]) -> list[float]:
    """Return the gradient over the curvature; the last weight, what is taken for granted, costs nothing."""
    count = len(weights)
    costs = [PENALTY] * (count - 1) + [1e-6]
    gradient = [cost * weight for cost, weight in zip(costs, weights, strict=True)]
    curvature = [[0.0] * count for _ in range(count)]
    for places, label, share in rows:
        likely = 1 / (1 + math.exp(-sum(weights[place] for place in places)))
        bend = share * likely * (1 - likely)
        for place in places:
            gradient[place] += share * (likely - label)
            for other in places:
                curvature[place][other] += bend
    for place, cost in enumerate(costs):
        curvature[place][place] += cost
    return _solved(curvature, gradient)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric, positive definite system by elimination, which such a one bears in any order."""
    count = len(right)
    for pivot in range(count):
        for row in range(pivot + 1, count):
            factor = matrix[row][pivot] / matrix[pivot][pivot]
            if factor:
                for column in range(pivot, count):
                    matrix[row][column] -= factor * matrix[pivot][column]
                right[row] -= factor * right[pivot]
    found = [0.0] * count
    for row in reversed(range(count)):
        known = sum(matrix[row][column] * found[column] for column in range(row + 1, count))
        found[row] = (right[row] - known) / matrix[row][row]
    return found


# ── what comes out ────────────────────────────────────────────────────────────────────────────


def as_data(weights: PictureWeights) -> dict[str, Any]:
    """Return weights as `tui.fulltext.pictureweights` reads them, rounded: any machine writes the same."""
    signs = {sign: round(weight, 2) + 0.0 for sign, weight in weights.signs.items()}
    return {"bias": round(weights.bias, 2), "signs": signs}


def told(pictures: Sequence[Picture], judged: Sequence[float]) -> str:
    """Return precision and recall in words; a picture counts once, however many copies are on the page."""
    counts: dict[tuple[bool, bool], int] = defaultdict(int)
    for picture, odds in zip(pictures, judged, strict=True):
        counts[picture.is_labelled, odds > LIKELY] += 1
    right, extra, missed = counts[True, True], counts[False, True], counts[True, False]
    precision, recall = right / (right + extra), right / (right + missed)
    pages = len({picture.key for picture in pictures})
    return f"{pages} pages, {right + missed} pictures: P {precision:.3f} R {recall:.3f}"


if __name__ == "__main__":
    main()
