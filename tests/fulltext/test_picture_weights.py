"""What tells an article's pictures from others: the shipped weights fit the signs, and are fitted as said."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.fulltext.webpages import ENGLISH, LAYOUTS
from training.pictures import AGAINST, PENALTY, Picture, believed, fitted
from tui.fulltext.choosing import chosen_lines
from tui.fulltext.illustrating import candidates
from tui.fulltext.judging import judge
from tui.fulltext.pictureweights import SIGNS, PictureSign, PictureWeights, between, picture_weights
from tui.fulltext.pieces import read_pieces


def picture(page: int, *signs: str, labelled: bool) -> Picture:
    return Picture(f"page {page:02}", labelled, (signs,), (signs,), 1.0)


OWN, FOREIGN = (PictureSign.CAPTION, PictureSign.LARGE), (PictureSign.LINKED, PictureSign.SMALL)
PICTURES = [
    one
    for page in range(20)
    for one in (picture(page, *OWN, labelled=True), picture(page, *FOREIGN, labelled=False))
]


def cost(weights: PictureWeights, pictures: list[Picture]) -> float:
    """Return what a logistic regression makes least: surprise at the labels, and the size of weights."""
    total = PENALTY / 2 * sum(weight**2 for weight in weights.signs.values())
    for one in pictures:
        odds = weights.judge(one.copies[0])
        total += one.weight * math.log1p(math.exp(-odds if one.is_labelled else odds))
    return total


def test_the_shipped_weights_are_of_the_signs_that_there_are() -> None:
    """One that is called otherwise must be fitted again."""
    weights = picture_weights()
    assert set(weights.signs) == set(SIGNS)
    assert len(set(SIGNS)) == len(SIGNS)
    assert all(weights.signs[sign] <= 0 for sign in AGAINST)
    assert (
        weights.judge([PictureSign.MAIN_ABOVE, between(0, 0), PictureSign.CAPTION])
        > 0
        > weights.judge(FOREIGN)
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_sign_of_a_picture_has_a_weight(layout) -> None:
    page = read_pieces(layout(ENGLISH))
    for one in candidates(page, chosen_lines(page, judge(page))):
        assert set(one.signs) <= set(SIGNS)


def test_weights_are_those_of_the_least_cost() -> None:
    """No step in any direction makes it less."""
    found = fitted(PICTURES)
    least = cost(found, PICTURES)
    for sign in SIGNS:
        for step in (-0.01, 0.01):
            moved = replace(found, signs={**found.signs, sign: found.signs[sign] + step})
            assert cost(moved, PICTURES) > least
    for step in (-0.01, 0.01):
        assert cost(replace(found, bias=found.bias + step), PICTURES) > least


def test_furniture_never_speaks_for_a_picture() -> None:
    """A gallery whose files are called advertisements does not make others of them articles' pictures."""
    odd = [picture(page, *OWN, PictureSign.ADVERTISING, labelled=True) for page in range(5)]
    assert fitted([*PICTURES, *odd]).signs[PictureSign.ADVERTISING] == 0


def test_labels_that_go_against_all_other_pages_are_not_believed() -> None:
    passed_over = picture(3, *OWN, labelled=False)
    slipped = picture(4, *FOREIGN, labelled=True)
    assert believed([*PICTURES, passed_over, slipped]) == PICTURES
