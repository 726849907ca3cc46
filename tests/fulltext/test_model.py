"""The classifier: trees are asked as they were trained, and what was trained fits what is measured."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fulltext.webpages import ENGLISH, LAYOUTS, document, newspaper
from tui.fulltext import features, judging, pictureweights
from tui.fulltext.features import MOST_LINES, Lexicons, measure
from tui.fulltext.judging import Among, judge
from tui.fulltext.model import DATA, EARLY, HOPELESS, Classifier, Forest, classifier
from tui.fulltext.pieces import read_pieces

ROOT = Path(__file__).parents[2]
LARGEST = 120_000
"""Bytes of the trained data: it is read by every process that reads pages."""


def odds(total: float) -> float:
    return 1 / (1 + math.exp(-total))


def test_a_forest_is_the_sum_of_its_trees() -> None:
    """A value on the threshold goes with the smaller ones, as it did in training."""
    forest = Forest([[1, 2.5, [0, 0.0, -0.5, 0.25], 1.0], 0.125])
    assert forest.probability([0.0, 2.5]) == pytest.approx(odds(-0.375))
    assert forest.probability([1e-9, 2.5]) == pytest.approx(odds(0.375))
    assert forest.probability([0.0, 2.6]) == pytest.approx(odds(1.125))
    assert Forest([]).probability([]) == 0.5
    assert Forest([900.0]).probability([]) == pytest.approx(1.0)
    assert Forest([*[0.0] * EARLY, -900.0]).probability([]) == pytest.approx(0.0)


def test_where_the_first_trees_see_no_hope_the_others_are_not_asked() -> None:
    """They could not be: this row is too short for them."""
    hopeless, doubtful = (HOPELESS - 0.001) / EARLY, HOPELESS / EARLY
    assert Forest([*[hopeless] * EARLY, [7, 0.0, 9.0, 9.0]]).probability([0.0]) == 0.0
    assert Forest([*[doubtful + 1e-9] * EARLY, 9.0]).probability([0.0]) == pytest.approx(odds(HOPELESS + 9))
    with pytest.raises(IndexError):
        Forest([*[0.0] * EARLY, [7, 0.0, 9.0, 9.0]]).probability([0.0])


def nodes(tree: Any) -> Iterator[Any]:
    """Yield a tree's nodes: numbers, and lists of place, threshold and two trees."""
    yield tree
    if isinstance(tree, list):
        for below in tree[2:]:
            yield from nodes(below)


def test_the_trained_trees_ask_for_measures_that_there_are() -> None:
    """And so many that the two lists, which were made apart, are of one make."""
    page = read_pieces(newspaper(ENGLISH))
    numbers, rows = measure(page, classifier().lexicons)
    alone = list(rows)
    among = Among(page, numbers, [0.5] * len(numbers)).rows()
    for forest, measured in ((classifier().alone, alone), (classifier().among, among)):
        asked = [node for tree in forest.trees for node in nodes(tree) if isinstance(node, list)]
        assert {len(node) for node in asked} == {4}
        (length,) = {len(row) for row in measured}
        assert max(node[0] for node in asked) < length
        assert len(forest.trees) > EARLY
        assert all(type(value) is float and math.isfinite(value) for row in measured for value in row)


@pytest.mark.parametrize("data", [DATA, pictureweights.DATA], ids=lambda data: data.name)
def test_the_trained_data_is_small_and_what_the_training_command_made(data: Path) -> None:
    """Whoever trains again can tell whether the same came out: the checksum is written down."""
    assert data.stat().st_size <= LARGEST
    written = (ROOT / "training" / "README.md").read_text(encoding="utf-8")
    assert f"{hashlib.sha256(data.read_bytes()).hexdigest()}  {data.name}" in written


def test_every_line_is_judged_and_nothing_else() -> None:
    """Also of pages with one line, or none, or with pictures alone."""
    for markup in (*(layout(ENGLISH) for layout in LAYOUTS), "", "<img src=a>", "<p>x", "<img src=a><p>x"):
        page = read_pieces(markup)
        scores = judge(page)
        assert list(scores) == [n for n, piece in enumerate(page.pieces) if piece.kind == "text"]
        assert all(0 <= score <= 1 for score in scores.values())


@pytest.mark.parametrize(("alone", "found"), [(0.01, 0.01), (0.03, 0.75), (0.99, 0.75)])
def test_who_is_hopeless_alone_is_not_taken_in_by_others(
    monkeypatch: pytest.MonkeyPatch, alone: float, found: float
) -> None:
    """Else a menu in the middle of an article would be one with it."""
    forests = (Forest([math.log(one / (1 - one)) / 2] * 2) for one in (alone, 0.75))
    monkeypatch.setattr("tui.fulltext.model.HOPELESS", -9.0)
    monkeypatch.setattr(judging, "classifier", lambda: Classifier(Lexicons({}, {}), *forests))
    assert judge(read_pieces("<p>x"))[0] == pytest.approx(found)


def test_lines_beyond_what_an_article_can_have_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not judged at all, so that they take neither time nor room."""
    assert MOST_LINES == 20_000
    monkeypatch.setattr(features, "MOST_LINES", 30)
    page = read_pieces(document(ENGLISH, "<img src=a><p>x" * 40))
    assert list(judge(page)) == [n for n, piece in enumerate(page.pieces) if piece.kind == "text"][:30]


def test_a_line_is_judged_among_others_by_the_same_page_alone() -> None:
    """No measure of one page hangs on what was read before it."""
    pages = [read_pieces(layout(ENGLISH)) for layout in LAYOUTS]
    assert [judge(page) for page in pages] == [judge(page) for page in reversed(pages)][::-1]
