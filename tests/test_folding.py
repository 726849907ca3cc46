"""What is typed and what is written meet; and where they met is known."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.folding import fold, fold_with_places

LETTERS = (
    "aÀéŁøßæœıİſﬁ™½²ЁёйЙїА́ςΣάᾳكِتَابأـשָׁלוֹםｶﾞがｱ한뷁हिＡ＆“’—…\u00a0\u00ad\u200b\u0301\u0308\u3099\u1161\u11ab"
)
TEXTS = st.text() | st.text(st.sampled_from(LETTERS + " b\n"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ёлка Ёлка", "елка елка"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("ŁÓDŹ Øresund Đà Nẵng æther Œuvre", "lodz oresund da nang aether oeuvre"),
        ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
        ("ΟΔΥΣΣΕΎΣ Ὀδυσσεύς ᾳ", "οδυσσευσ οδυσσευσ α"),
        ("كِتَابٌ كتــاب أحمد إلى", "كتاب كتاب احمد الي"),
        ("۲۰۲۵ ٢٠٢٥", "2025 2025"),
        ("שָׁלוֹם", "שלום"),
        ("Ｆｕｌｌ ｶﾞｲﾄﾞ ﬁsh", "full ガイド fish"),
        ("Bundes\u00adtag", "bundestag"),
        ("don’t “go” — co‑op\u00a0now", 'don\'t "go" - co-op now'),
        ("cafe\u0301 и\u0306 а\u0301", "cafe й а"),
    ],
)
def test_what_is_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert fold(one) == other


@pytest.mark.parametrize("word", ["мой", "їжак", "ґанок", "がいこく", "हिन्दी", "ภาษา", "한국어", "東京"])
def test_marks_that_make_another_letter_stay(word: str) -> None:
    """й is not и, が is not か, and a vowel sign is a vowel."""
    assert fold(word) == word


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert normalize("NFC", fold(fold(text))) == normalize("NFC", fold(text))


@given(TEXTS)
def test_every_folded_character_has_its_place(text: str) -> None:
    """A stretch of the folded text is the fold of the place it is said to come from, or lies in it."""
    folded = fold_with_places(text)
    assert folded.text == fold(text)
    for at in range(len(folded.text)):
        start, end = folded.place(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end])
    if folded.text:
        assert fold(text[slice(*folded.place(0, len(folded.text)))]) == folded.text


@given(st.text(st.sampled_from(LETTERS)), st.text(st.sampled_from(LETTERS)))
def test_words_are_folded_as_if_they_stood_alone(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}"
