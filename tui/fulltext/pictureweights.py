"""What may be seen of a picture by which it is an article's or not, and how much each sign says.

The weights, `data/pictures.json`, come out of `python -m training.pictures` (training/README.md); they are
loaded when first asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data" / "pictures.json"

NEAR: Final = 3
"""Lines left out between a picture and the next kept one that are told apart; more are as many."""


class PictureSign(StrEnum):
    """A sign of one picture, by the name that its weight has."""

    # ── where it stands ───────────────────────────────────────────────────────────────────────

    CAPTION = "caption"
    """It has a caption."""
    BEFORE_NEAR = "before, near"
    """It stands before all kept lines, the first of them among the nearest few."""
    BEFORE_FAR = "before, far"
    """The same, some lines away."""
    BEFORE_FARTHER = "before, farther"
    """The same, with more lines between than are looked at."""
    AFTER_NEAR = "after, near"
    """It stands right behind the last kept line."""
    AFTER_FAR = "after, far"
    """It stands behind all kept lines, with others between."""
    IN_BODY = "in body"
    """It stands in the innermost element that holds most of the article."""
    OUT_OF_BODY = "out of body"
    """It does not."""
    BESIDE_KEPT = "beside a kept line"
    """The nearest kept line stands in an element next to its own, or around it."""
    IN_TEASER = "in a teaser"
    """A line next to it is a link that was left out, and in an element next to its own."""

    # ── what it stands in ─────────────────────────────────────────────────────────────────────

    IN_FIGURE = "in a figure"
    """A figure is around it, below the first kept line."""
    IN_FIGURE_ABOVE = "in a figure above the text"
    """A figure is around it, above the first kept line."""
    IN_PICTURE = "in a picture"
    """It stands in a `picture`, which offers other sizes."""
    IN_PARAGRAPH = "in a paragraph"
    """It stands right in a paragraph."""
    IN_CELL = "in a cell"
    """A cell of a table is around it."""
    IN_ITEM = "in an item"
    """An item of a list is around it."""
    IN_HEADING = "in a heading"
    """A heading is around it."""
    AT_SIDE = "at a side"
    """It stands in what HTML calls navigation, an aside, a footer."""
    FURNITURE_AROUND = "furniture around"
    """Words of the elements close around it are those of portraits, other stories, wares."""
    FURNITURE_FAR_AROUND = "furniture far around"
    """Words of the elements farther around it are."""
    LEAD_AROUND = "lead around"
    """Words of the elements close around it are those of main pictures and articles."""
    LINKED = "linked"
    """It leads to another page."""
    LINKED_TO_PICTURE = "linked to a picture"
    """It leads to a picture, as a rule itself in full size."""

    # ── what it is ────────────────────────────────────────────────────────────────────────────

    MAIN = "main picture"
    """The page names it as its own, and shows it below the first kept line."""
    MAIN_ABOVE = "main picture above the text"
    """The page names it as its own, and shows it above."""
    OF_CONTENT = "of content by class"
    """Its classes are those that editors' programs give to pictures in a text."""
    FURNITURE_BY_NAME = "furniture by name"
    """Words of its file's name are those of logos, buttons, icons."""
    FURNITURE_BY_FOLDER = "furniture by folder"
    """Words of its folder's name are."""
    FURNITURE_BY_CLASS = "furniture by class"
    """Words of its own classes are, or those of portraits and wares."""
    AUTHOR_BY_NAME = "author by name"
    """Its address says that it shows who wrote."""
    ADVERTISING = "advertising"
    """Its address is that of advertising."""
    REPEATED = "shown again and again"
    """The page shows the same file several times."""
    IN_SIZES = "in sizes"
    """It offers its file in several widths."""
    LARGE = "large"
    """Its tag says that a side of it is long."""
    MIDDLING = "middling"
    """Its tag says that it is neither large nor small."""
    SMALL = "small"
    """Its tag says that both sides are short."""
    SIZE_UNSAID = "size unsaid"
    """Its tag does not say how large it is."""
    WORDS = "words"
    """Some words stand in for it."""
    FEW_WORDS = "few words"
    """A word or a few stand in for it."""
    NO_WORDS = "no words"
    """None do."""
    JPG = "ends in jpg"
    """Its file is a photograph's kind, JPEG."""
    PNG = "ends in png"
    """Its file is a PNG: a drawing, a screen, a logo."""
    WEBP = "ends in webp"
    """Its file is a WebP."""
    GIF = "ends in gif"
    """Its file is a GIF."""
    SVG = "ends in svg"
    """Its file is a drawing in lines, SVG."""
    ENDING_UNKNOWN = "ends in nothing known"
    """Its address does not say which kind of file it is."""


def between(left: int, right: int) -> str:
    """Return the sign of how many left-out lines part a picture from kept ones, before and behind."""
    return f"left{min(left, NEAR)}-right{min(right, NEAR)}"


SIGNS: Final = (
    *(between(left, right) for left in range(NEAR + 1) for right in range(NEAR + 1)),
    *(sign.value for sign in PictureSign),
)
"""The names of all signs."""


@dataclass(frozen=True, slots=True)
class PictureWeights:
    """A logistic regression: what each sign adds to the logarithm of the odds."""

    signs: Mapping[str, float]
    bias: float
    """What is taken for granted of any picture."""

    def judge(self, signs: Iterable[str]) -> float:
        """Return how much a picture looks like the article's: above 0 it is likelier than not."""
        return self.bias + sum(map(self.signs.__getitem__, signs))


@cache
def picture_weights() -> PictureWeights:
    """Return the weights that dateline ships."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return PictureWeights(data["signs"], data["bias"])
