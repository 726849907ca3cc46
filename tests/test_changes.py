"""What changed: true to both texts whatever they are, and quick whatever they are."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.changes.compare import (
    Changed,
    Edit,
    Unchanged,
    Version,
    change,
    compare,
    folded,
    is_same_text,
    word_edits,
)
from tui.changes.worddiff import matches
from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    InlineSpan,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
)

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


def longest_common(old: list[int], new: list[int]) -> int:
    """How many items two sequences have in common at the most, in order."""
    row = [0] * (len(new) + 1)
    for item in old:
        before, row = row, [0]
        for j, other in enumerate(new):
            row.append(before[j] + 1 if item == other else max(before[j + 1], row[j]))
    return row[-1]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 2), max_size=9), st.lists(st.integers(0, 2), max_size=9))
def test_of_items_that_all_come_again_the_longest_run_is_matched(old: list[int], new: list[int]) -> None:
    """Nothing that occurs once anchors them: the table finds as many pairs as there can be."""
    twice = old + old
    here, there = trimmed(twice, new)
    # What both begin and end with is taken off first, and may leave something that occurs once.
    assume(not any(here.count(item) == there.count(item) == 1 for item in here))
    assert len(matches(twice, new)) == longest_common(twice, new)


def trimmed(old: list[int], new: list[int]) -> tuple[list[int], list[int]]:
    """Take off what both begin with, and then what both end with."""
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@settings(max_examples=40)
@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_of_items_that_occur_once_in_one_order_all_that_both_have_are_matched(
    old: set[int], new: set[int]
) -> None:
    here, there = sorted(old), sorted(new)
    assert [here[i] for i, _ in matches(here, there)] == sorted(old & new)


def test_anchors_hold_what_lies_between_them_apart() -> None:
    """What is said twice does not outweigh the one thing that is the same on both sides."""
    assert matches("bbX", "Xbb") == [(2, 0)]
    assert matches("abc", "cab") == [(0, 1), (1, 2)]
    assert matches("", "abc") == matches("abc", "") == []


# ── words ─────────────────────────────────────────────────────────────────────────────────────


@given(TEXTS, TEXTS)
def test_the_edits_of_a_paragraph_hold_both_texts(old: str, new: str) -> None:
    """What stayed and went is the old text, what stayed and came the new: no word is lost or doubled."""
    edits = word_edits(old, new)
    assert "".join(said(edits, "same", "removed")) == "".join(old.split())
    assert said(edits, "same", "added") == new.split()
    assert all(edit.text for edit in edits)
    assert all(one.kind != other.kind for one, other in pairwise(edits)), "neighbours of a kind are one"


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


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("", "", []),
        ("", "Talks open", [("added", "Talks open")]),
        ("Talks open", "", [("removed", "Talks open")]),
        ("Talks open", "Talks  open", [("same", "Talks  open")]),
        ("one two three", "one three", [("same", "one "), ("removed", "two"), ("same", " three")]),
        ("one three", "one two three", [("same", "one "), ("added", "two"), ("same", " three")]),
        (
            "in May they met",
            "in June they met",
            [("same", "in "), ("removed", "May"), ("same", " "), ("added", "June"), ("same", " they met")],
        ),
        ("a b c", "x b y", [("removed", "a b c"), ("same", " "), ("added", "x b y")]),
        (
            "a b c d",
            "a b x d",
            [("same", "a b "), ("removed", "c"), ("same", " "), ("added", "x"), ("same", " d")],
        ),
    ],
)
def test_what_went_stands_before_what_came_and_blanks_belong_to_neither(
    old: str, new: str, edits: list[tuple[str, str]]
) -> None:
    """A struck-out blank would look like a word; and a lone word between two changes goes with them."""
    assert list(word_edits(old, new)) == edits


@pytest.mark.parametrize(
    ("edits", "kind"),
    [
        ((), "same"),
        ((Edit("same", "a"),), "same"),
        ((Edit("added", "a"), Edit("same", " ")), "added"),
        ((Edit("removed", "a"), Edit("added", " ")), "removed"),
        ((Edit("same", "a"), Edit("removed", "b")), "changed"),
        ((Edit("removed", "a"), Edit("added", "b")), "changed"),
        ((Edit("added", " "), Edit("removed", "\n")), "same"),
    ],
)
def test_a_paragraph_is_what_its_words_are_whatever_its_blanks_are(
    edits: tuple[Edit, ...], kind: str
) -> None:
    assert Changed("text", edits).kind == kind


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


APRIL, MAY = datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "at", "added", "removed"), [(1, APRIL, 2, 1), (2, MAY, 1, 1), (0, MAY, 2, 1)]
)
def test_a_change_was_noticed_when_the_text_before_it_ended(
    number: int, at: datetime, added: int, removed: int
) -> None:
    """All together were when the last was; words are counted, not signs."""
    texts = [
        Version("Talks", version("It costs two million.").sections, APRIL),
        Version("Talks", version("It costs four, no: million.").sections, MAY),
        Version("Talks", version("It costs six, no: million.").sections),
    ]
    told = change(texts, number)
    assert (told.at, told.number, told.count) == (at, number, 2)
    assert (told.added, told.removed) == (added, removed)


def told_as(block: Block) -> Sequence[tuple[str, str, str]]:
    """How the texts of a block are set: role, what stands before them, words."""
    text = Version("Headline", (Section(None, (block,)),))
    return [(part.role, part.edge, part.edits[0].text) for part in compare(text, text)][1:]


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        (para("a"), [("text", "", "a")]),
        (para(" \n"), []),
        (Heading(Text("h")), [("heading", "", "h")]),
        (Code(Text("x\n  y")), [("code", "", "x\n  y")]),
        (Rule(), []),
        (Quote((para("a"), Quote((para("b"),)))), [("quote", "▎ ", "a"), ("quote", "▎ ▎ ", "b")]),
        (Quote((Code(Text("x")),)), [("code", "▎ ", "x")]),
        (
            ListBlock((ListItem((para("a"), para("b"))), ListItem((para("c"),), "10."))),
            [("item", "• ", "a"), ("item", "  ", "b"), ("item", "10. ", "c")],
        ),
        (
            ListBlock((ListItem((para("a"), ListBlock((ListItem((para("b"),)),))), "10."),)),
            [("item", "10. ", "a"), ("item", "    • ", "b")],
        ),
        (ListBlock((ListItem((para("a"), para("b")), ""),)), [("item", "", "a"), ("item", "  ", "b")]),
        (ListBlock((ListItem((Quote((para("a"),)),)),)), [("quote", "• ▎ ", "a")]),
        (Quote((ListBlock((ListItem((para("a"),)),)),)), [("quote", "▎ • ", "a")]),
        (Image(Text("under"), title=Text("on")), [("caption", "", "under"), ("caption", "", "on")]),
        (Image(Text("")), []),
        (Table(((Text("a"), Text("b")), (Text("c"),))), [("text", "", "a | b"), ("text", "", "c")]),
    ],
)
def test_each_text_stands_as_the_page_sets_it(block: Block, parts: list[tuple[str, str, str]]) -> None:
    """Marker on the first line of an item, indent on the others, a bar for each quotation around it."""
    assert told_as(block) == parts


def test_a_paragraph_that_becomes_a_quotation_is_another() -> None:
    """Whose words they are has changed, though no word has."""
    before, after = (
        version("We will stay."),
        Version("Headline", (Section(None, (Quote((para("We will stay."),)),)),)),
    )
    assert [(part.role, part.kind) for part in compare(before, after)] == [
        ("headline", "same"),
        ("text", "removed"),
        ("quote", "added"),
    ]


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (version("Talks open in Istanbul.", "Grain."), True),
        (version("Talks  open\nin Istanbul.", " Grain. "), True),
        (Version("Headline", (Section(Text("Talks open in Istanbul."), (Quote((para("Grain."),)),)),)), True),
        (
            Version(
                "Headline",
                (
                    Section(
                        None,
                        (
                            Paragraph(Text("Talks open in Istanbul.", (InlineSpan(0, 5, "strong"),))),
                            para("Grain."),
                        ),
                    ),
                ),
            ),
            True,
        ),
        (version("Talks open in Istanbul. Grain."), True),
        (version("Talks open in Istanbul.", "Grain"), False),
        (version("Grain.", "Talks open in Istanbul."), False),
        (version("Talks open in Istanbul.", "Grain.", headline="Headlines"), False),
    ],
)
def test_markup_and_breaks_are_no_other_text(after: Version, same: bool) -> None:
    """Who shows that a story changed shows its words."""
    assert is_same_text(version("Talks open in Istanbul.", "Grain."), after) == same


def kept(count: int) -> Changed:
    return Changed("text", (Edit("same", f"Paragraph {count}"),))


NEW = Changed("text", (Edit("added", "New"),))
HEADING = Changed("heading", (Edit("same", "Heading"),))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([kept(0), kept(1), kept(2), NEW], [kept(0), Unchanged(1), kept(2), NEW]),
        ([kept(0), kept(1), kept(2), kept(3), NEW], [kept(0), Unchanged(2), kept(3), NEW]),
        ([NEW, kept(1), kept(2), kept(3)], [NEW, kept(1), Unchanged(2)]),
        ([NEW, kept(1), kept(2), NEW], [NEW, kept(1), kept(2), NEW]),
        ([kept(0), kept(1), kept(2)], [kept(0), Unchanged(2)]),
        ([kept(0), HEADING, kept(2), kept(3), kept(4), NEW], [kept(0), HEADING, Unchanged(2), kept(4), NEW]),
        (
            [kept(0), HEADING, kept(2), HEADING, kept(4), kept(5), NEW],
            [kept(0), Unchanged(2), HEADING, kept(4), kept(5), NEW],
        ),
        ([kept(0), HEADING, kept(2), kept(3)], [kept(0), Unchanged(3)]),
        ([], []),
    ],
)
def test_what_stands_around_a_change_is_shown_and_the_rest_is_counted(
    parts: list[Changed], shown: list[Changed | Unchanged]
) -> None:
    """One paragraph before and after, the heading above; a lone one is as short as its count."""
    alone = [kept(n) if part == Unchanged(1) else part for n, part in enumerate(shown)]
    assert list(folded(parts)) == alone


@pytest.mark.parametrize(
    ("edits", "shown"),
    [
        ([("same", 60), ("added", 1)], [60, 1]),
        ([("same", 61), ("added", 1)], ["… 41 … 60", 1]),
        ([("added", 1), ("same", 61)], [1, "0 … 19 …"]),
        ([("added", 1), ("same", 61), ("removed", 1)], [1, "0 … 19 … 41 … 60", 1]),
        ([("same", 90)], [90]),
        ([("added", 90)], [90]),
    ],
)
def test_the_middle_of_a_long_unchanged_stretch_is_left_out(
    edits: list[tuple[str, int]], shown: list[int | str]
) -> None:
    """Of one beside a change, the end that is away from it; twenty words stay at each end that is near."""
    made = [Edit(kind, " ".join(map(str, range(count)))) for kind, count in edits]  # type: ignore[arg-type]
    (part,) = folded([Changed("text", tuple(made))])
    assert isinstance(part, Changed)
    for edit, expected in zip(part.edits, shown, strict=True):
        words = edit.text.split()
        if isinstance(expected, int):
            assert words == list(map(str, range(expected)))
        else:
            assert [words[0], "…", words[-1]] == [expected.split()[0], "…", expected.split()[-1]]
            assert all(len(run.split()) in (0, 20) for run in edit.text.split("…"))


def test_paragraphs_become_those_that_are_most_alike_not_those_at_their_place() -> None:
    """A new one at the top must not make every other look rewritten."""
    old = [f"The {word} ship carries {word} grain to {word} ports" for word in ("first", "second", "third")]
    new = ["Rain fell", *(text.replace("carries", "brought") for text in old)]
    assert [part.kind for part in compare(version(*old), version(*new))] == [
        "same",
        "added",
        "changed",
        "changed",
        "changed",
    ]


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        ("one two x x x", ["changed"]),
        ("one x x x x", ["removed", "added"]),
        ("… !", ["removed", "added"]),
    ],
)
def test_what_has_less_than_two_fifths_of_its_words_in_common_is_another(new: str, kinds: list[str]) -> None:
    assert [part.kind for part in compare(version("one two three four five"), version(new))][1:] == kinds


def test_more_paragraphs_than_can_be_compared_with_each_other_are_taken_in_order() -> None:
    """A hundred and ten by a hundred and ten: each that is like the one at its place has become it."""
    old = [f"Line {n} of the old list says {n}." for n in range(110)]
    new = [text.replace("old", "new") for text in old]
    kinds = [part.kind for part in compare(version(*old), version(*new))]
    assert kinds == ["same", *["changed"] * 110]


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
