"""What changed: true to both texts whatever they are, and quick whatever they are."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.changes.compare import (
    Changed,
    Unchanged,
    Version,
    change,
    compare,
    folded,
    is_same_text,
    word_edits,
)
from tui.changes.worddiff import matches
from tui.model.prose import Code, ListBlock, ListItem, Paragraph, Quote, Section, Text

WORDS = st.lists(st.sampled_from("a b c talks, Kyiv «open» 見出し don't 4.2 …".split()), max_size=30)
TEXTS = WORDS.map(" ".join)
SECTIONS = st.lists(
    st.builds(
        Section,
        st.none() | TEXTS.map(Text),
        st.lists(
            st.one_of(
                TEXTS.map(lambda text: Paragraph(Text(text))),
                TEXTS.map(lambda text: Quote((Paragraph(Text(text)),))),
                TEXTS.map(lambda text: Code(Text(text))),
                TEXTS.map(lambda text: ListBlock((ListItem((Paragraph(Text(text)),)),))),
            ),
            max_size=5,
        ).map(tuple),
    ),
    max_size=4,
).map(tuple)
VERSIONS = st.builds(Version, TEXTS, SECTIONS)


def version(*paragraphs: str, headline: str = "Headline") -> Version:
    return Version(headline, (Section(None, tuple(Paragraph(Text(text)) for text in paragraphs)),))


def said(edits: object, *kinds: str) -> list[str]:
    return "".join(text for kind, text in edits if kind in kinds).split()  # type: ignore[attr-defined]


# ── sequences ─────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.integers(0, 9), max_size=60), st.lists(st.integers(0, 9), max_size=60))
def test_pairs_are_equal_items_and_rise_on_both_sides(old: list[int], new: list[int]) -> None:
    pairs = matches(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@given(st.lists(st.integers(0, 3), max_size=80))
def test_a_sequence_is_all_its_own(items: list[int]) -> None:
    assert matches(items, items) == [(i, i) for i in range(len(items))]


# ── words ─────────────────────────────────────────────────────────────────────────────────────


@given(TEXTS, TEXTS)
def test_the_edits_of_a_paragraph_hold_both_texts(old: str, new: str) -> None:
    """What stayed and went is the old text, what stayed and came the new: no word is lost or doubled."""
    edits = word_edits(old, new)
    assert "".join(said(edits, "same", "removed")) == "".join(old.split())
    assert said(edits, "same", "added") == new.split()


def test_only_the_word_that_changed_is_marked() -> None:
    """A comma is no part of the word before it, and signs of scripts without blanks are words."""
    for old, new, went, came in (
        ("Talks open, at noon.", "Talks open; at noon.", [","], [";"]),
        ("It costs 4.2 million in all now.", "It costs 6.8 million in all now.", ["4.2"], ["6.8"]),
        ("東京の新聞を読む人", "東京の雑誌を読む人", ["新聞"], ["雑誌"]),
        ("They don't know this yet.", "They do know this yet.", ["don't"], ["do"]),
    ):
        edits = word_edits(old, new)
        assert (said(edits, "removed"), said(edits, "added")) == (went, came)


def test_a_lone_word_between_two_changes_is_taken_into_them() -> None:
    """Three scraps are harder to read than one change."""
    edits = word_edits("We met one of them there today.", "We met two of us there today.")
    assert said(edits, "removed") == ["one", "of", "them"]


# ── articles ──────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=costly(100))
@given(VERSIONS, VERSIONS)
def test_the_parts_of_a_change_hold_both_texts(before: Version, after: Version) -> None:
    """No paragraph is lost, in whichever order and by whichever marks; folding drops unchanged ones alone."""
    parts = compare(before, after)
    edits = [edit for part in parts for edit in part.edits]
    assert sorted("".join(said(edits, "same", "added"))) == sorted(all_letters(after))
    assert sorted("".join(said(edits, "same", "removed"))) == sorted(all_letters(before))
    shown = folded(parts)
    hidden = sum(part.count for part in shown if isinstance(part, Unchanged))
    assert len(parts) == hidden + sum(isinstance(part, Changed) for part in shown)
    assert [p for p in parts if p.kind != "same"] == [
        p for p in shown if isinstance(p, Changed) and p.kind != "same"
    ] or any("…" in edit.text for edit in edits)


@settings(max_examples=costly(100))
@given(VERSIONS)
def test_a_text_compared_with_itself_has_not_changed(text: Version) -> None:
    assert all(part.kind == "same" for part in compare(text, text))
    assert is_same_text(text, text)


def all_letters(text: Version) -> str:
    parts = compare(text, text)
    return "".join("".join(edit.text for part in parts for edit in part.edits).split())


def test_paragraphs_that_came_went_and_changed_are_told_apart() -> None:
    before = version("The first one stays as it is.", "The second one costs two million.", "The third goes.")
    after = version("The first one stays as it is.", "A new one came.", "The second one costs six million.")
    kinds = [(part.kind, said(part.edits, "added")) for part in compare(before, after)]
    assert kinds == [
        *(("same", list[str]()), ("same", list[str]())),
        *(("added", ["A", "new", "one", "came."]), ("changed", ["six"])),
        ("removed", list[str]()),
    ]


def test_long_unchanged_stretches_are_folded_and_the_heading_of_a_change_is_not() -> None:
    """One sees where one is, and nothing that one has read before."""
    same = [Paragraph(Text(f"Paragraph {i} stands.")) for i in range(9)]

    def text(words: str) -> Version:
        changed = Section(Text("Costs"), (*same[:3], Paragraph(Text(f"It is {words} in all, they say."))))
        return Version("Headline", (Section(None, tuple(same)), Section(Text("Begin"), tuple(same)), changed))

    shown = change([text("much"), text("little")], 1)
    assert [p.count if isinstance(p, Unchanged) else p.edits[0].text for p in shown.parts] == [
        "Headline",
        19,
        "Costs",
        2,
        "Paragraph 2 stands.",
        "It is ",
    ]
    assert (shown.added, shown.removed, shown.number, shown.count) == (1, 1, 1, 1)


def test_all_changes_together_lead_from_the_first_text_to_the_last() -> None:
    texts = [version(f"It costs {cost} million now.") for cost in ("two", "four", "six")]
    edits = [edit for part in change(texts, 0).parts if isinstance(part, Changed) for edit in part.edits]
    assert [edit for edit in edits if edit.kind != "same"] == [("removed", "two"), ("added", "six")]


def noise(words: str) -> str:
    return " ".join(random.Random(words).choices(words, k=5000))


@pytest.mark.parametrize(
    "pair",
    [
        (["a b " * 2500], ["b a " * 2500]),
        ([" ".join(map(str, range(5000)))], [" ".join(map(str, range(5000, 0, -1)))]),
        (
            [" ".join(random.Random(1).choices("ab", k=5000))],
            [" ".join(random.Random(2).choices("ab", k=5000))],
        ),
        (noise("xy").split(), noise("yx").split()),
        ([f"word{i} " * 50 for i in range(100)], [f"ward{i} " * 50 for i in range(110)]),
        (["a" * 500_000], ["b" * 500_000]),
    ],
    ids=["repeating", "reversed", "two words", "two paragraphs", "all other", "one word"],
)
def test_no_text_is_slow_to_compare(pair: tuple[list[str], list[str]]) -> None:
    """`difflib` takes minutes for some of these; the bound is wide, since tests share the machine."""
    began = time.process_time()
    change([version(*pair[0]), version(*pair[1])], 1)
    assert time.process_time() - began < 1.5
