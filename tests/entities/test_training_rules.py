"""What scorers and the trainer do to texts: trimming, judging, and putting other names in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.check import forms, is_near
from training.corpora import labels_of, spans_of
from training.spans import trimmed
from training.swapping import Letters, Swapper

LABELS = ("PER", "LOC", "ORG")


@pytest.mark.parametrize(
    ("text", "label", "left"),
    [
        ("the Alps", "LOC", "Alps"),
        ("The Mr. Lee", "PER", "Lee"),
        ("Mr. Lee", "LOC", "Mr. Lee"),
        ("Lee's", "PER", "Lee"),
        ("“Lee,”", "PER", "Lee"),
        ("John Lee Jr.", "PER", "John Lee Jr."),
        ("U.S.", "LOC", "U.S."),
        ("Paris.", "LOC", "Paris"),
        ("…", "LOC", "…"),
        ("''", "PER", ""),
    ],
)
def test_scorers_do_not_quarrel_over_articles_titles_and_marks(text, label, left):
    """Both sides are trimmed alike, and an abbreviation keeps its stop."""
    start, end, same = trimmed(text, 0, len(text), label)
    assert (text[start:end], same) == (left, label)


@given(st.text("The Mr.'s,“ Lee", max_size=20), st.sampled_from(LABELS))
def test_trimming_leaves_a_part_of_the_span(text, label):
    """Never more than there was."""
    start, end, _ = trimmed(text, 0, len(text), label)
    assert start >= 0
    assert end <= len(text)
    assert text[start:end] in text


@pytest.mark.parametrize(
    ("lat", "lon", "near"),
    [(60.0, 10.0, True), (61.4, 10.0, True), (61.5, 10.0, False), (60.0, 12.8, True), (60.0, 13.0, False)],
)
def test_a_point_is_right_within_a_hundred_miles(lat, lon, near):
    """Degrees of longitude are half as long at sixty north."""
    assert is_near({"point": [60.0, 10.0]}, lat, lon) is near


def test_a_name_is_found_by_any_of_its_forms():
    """Folded, as everywhere."""
    assert forms({"name": "José Lee", "aliases": ["LEE"]}) == {"jose lee", "lee"}


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.sampled_from(LABELS)), max_size=5))
def test_labels_of_spans_give_the_spans_back(parts):
    """Also where one name follows another without a word between."""
    spans, at = [], 0
    for gap, size, label in parts:
        spans.append((at + gap, at + gap + size, label))
        at += gap + size
    assert list(spans_of(labels_of(at, spans))) == spans


def test_made_up_names_look_like_names():
    """Three to eleven letters, one large in front; the same seed makes the same."""
    letters = Letters(["Anna", "Hanna", "Johanna", "Nan", "Ann"])
    made = [letters.name(random.Random(seed)) for seed in range(40)]
    assert made == [letters.name(random.Random(seed)) for seed in range(40)]
    assert all(3 <= len(name) <= 11 and name.istitle() for name in made)
    assert len(set(made)) > 1


@pytest.fixture(scope="module")
def swapper() -> Swapper:
    """Made once: it reads all the lists."""
    return Swapper(1)


def test_a_copy_keeps_all_but_the_names(swapper):
    """Titles stay, a person is the same one throughout, and the labels cover the names."""
    words = "Mr. Lee met Anna Holm , and Mr. Lee left .".split()
    labels = labels_of(len(words), [(1, 2, "PER"), (3, 5, "PER"), (8, 9, "PER")])
    copies = swapper.copies([(words, labels)] * 60)
    assert 0 < len(copies) < 60
    for new, marked in copies:
        spans = list(spans_of(marked))
        kept = [
            word for at, word in enumerate(new) if not any(first <= at < last for first, last, _ in spans)
        ]
        assert kept == ["Mr.", "met", ",", "and", "Mr.", "left", "."]
        first, second, third = (new[begin:end] for begin, end, _ in spans)
        assert first == third != ["Lee"]
        assert second != ["Anna", "Holm"]


def test_a_text_that_names_nobody_has_no_copy(swapper):
    """It would be the same text twice."""
    assert swapper.copies([(["It", "rained"], ["O", "O"])] * 40) == []
