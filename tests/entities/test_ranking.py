"""How central a name is: what each place of a naming counts, and what takes it away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.entities.builders import build_prose, marked
from tui.entities.ranking import listed_spans, scaled, weight
from tui.entities.reading import read_leaves
from tui.entities.spans import NameSpan, surface
from tui.model.prose import Paragraph, Prose, Section, Text

FILLER = "the rest of it is long and says nothing of anybody " * 5


def weigh(*texts: str, headline: str = "", extra: float = 0.0) -> float:
    """Return the weight of what is marked."""
    leaves, spans = marked(*texts, headline=headline)
    return weight(leaves, spans, listed_spans(leaves, spans), extra)


def weigh_in(prose: Prose, word: str) -> float:
    """Return the weight of a word, wherever it stands."""
    leaves = read_leaves(prose)
    spans = [
        NameSpan(number, at, at + 1, "PER")
        for number, leaf in enumerate(leaves)
        for at, each in enumerate(leaf.tokens.words)
        if each == word
    ]
    return weight(leaves, spans, set())


def test_headline_dek_opening_heading_and_text_count_in_that_order():
    """What an editor puts on top is what the story is on."""
    rest = (Paragraph(Text(FILLER + "Heading")), Paragraph(Text("Textual")))
    prose = Prose(
        "Headline",
        (
            Section(None, (Paragraph(Text("Opening " + FILLER)),)),
            Section(Text("Heading"), rest),
        ),
        dek="Dek",
    )
    alone = [weigh_in(prose, word) for word in ("Headline", "Dek", "Opening", "Textual")]
    assert alone == sorted(alone, reverse=True)
    assert len(set(alone)) == 4


def test_the_opening_is_forty_words_whatever_stands_above_it():
    """A long dek must not use it up."""
    long = build_prose("word " * 30 + "Qwertz " + FILLER, headline="Up", dek="dek " * 60)
    late = build_prose("word " * 45 + "Qwertz " + FILLER, headline="Up", dek="dek " * 60)
    assert weigh_in(long, "Qwertz") - weigh_in(late, "Qwertz") > 0.9


def test_a_name_that_comes_again_counts_more_each_time_by_less():
    """A second naming says most."""
    once, twice, thrice = (weigh("{PER Ann} left. " * n + FILLER) for n in (1, 2, 3))
    assert twice - once > thrice - twice > 0


def test_an_early_name_counts_more_than_a_late_one():
    """Of two in the text, neither in the opening."""
    early, late = (weigh("word " * n + "{PER Ann} left. " + "word " * (400 - n)) for n in (100, 300))
    assert early > late


def test_namings_of_another_kind_add_to_a_name():
    """The people's name for its country."""
    assert weigh("{LOC Mali} fell.", extra=2.0) > weigh("{LOC Mali} fell.")


@pytest.mark.parametrize("dash", ["-", "--", "–", "—"])
def test_the_place_of_a_dateline_counts_for_next_to_nothing(dash):
    """It is where the reporter sat; named again, it counts as any other."""
    dateline = f"{{LOC LONDON}} (AP) {dash} It rained."
    assert weigh(dateline) < 0.1
    assert weigh(dateline, "In {LOC London} it rained.") > 1


@pytest.mark.parametrize(
    "text",
    [
        "{LOC London} (AP) — It rained.",
        "They said it was {LOC LONDON} — it rained.",
        "{LOC LONDON} (AP) it rained.",
        "{LOC LONDON} it rained, and it rained, and it rained — it did.",
        "{LOC LONDON} — IT RAINED.",
    ],
)
def test_what_only_looks_like_a_dateline_counts(text):
    """Not in capitals, not in front, no dash near, or all in capitals."""
    assert weigh(text, "It did.") > 1


def test_a_headline_has_no_dateline():
    """`LONDON — It Rained`."""
    assert weigh("It did.", headline="{LOC LONDON} — It rained") > 1


@pytest.mark.parametrize(
    ("texts", "listed"),
    [
        (["{LOC Mali}, {LOC Benin} and {LOC Togo} met."], ["Mali", "Benin", "Togo"]),
        (["{LOC Mali}, {LOC Benin}, and {LOC Togo} met."], ["Mali", "Benin", "Togo"]),
        (["{LOC Mali} or {LOC Benin} or {LOC Togo} met."], ["Mali", "Benin", "Togo"]),
        (["{LOC Mali} and {LOC Benin} met."], []),
        (["{LOC Mali}, {LOC Benin} with {LOC Togo} met."], []),
        (["{LOC Mali}, {LOC Benin}, and, {LOC Togo} met."], []),
        (["{LOC Mali} {LOC Benin} {LOC Togo} met."], []),
        (["They saw {LOC Mali}, {LOC Benin}", "and {LOC Togo}."], []),
        (
            ["{LOC Mali}, {LOC Benin} and {LOC Togo} met {LOC Chad}, {LOC Peru}, {LOC Oman}."],
            ["Mali", "Benin", "Togo", "Chad", "Peru", "Oman"],
        ),
        (["{LOC Chad} met {LOC Mali}, {LOC Benin} and {LOC Togo} in {LOC Peru}."], ["Mali", "Benin", "Togo"]),
        ([], []),
    ],
)
def test_three_names_with_commas_or_an_and_between_are_a_list(texts, listed):
    """In one text; two are a pair, and one word between parts a list."""
    leaves, spans = marked(*texts)
    assert [surface(leaves, span) for span in sorted(listed_spans(leaves, spans))] == listed


def test_a_name_loses_that_stands_in_lists_only():
    """`Mali, Benin and Togo` are the neighbours; one naming outside of the list, and it is none of them."""
    leaves, spans = marked("{LOC Mali}, {LOC Benin} and {LOC Togo} met.", "{LOC Mali} fell.")
    listed = listed_spans(leaves, spans)
    mali = [spans[0], spans[3]]
    assert weight(leaves, spans[:1], listed) < weight(leaves, spans[:1], set())
    assert weight(leaves, mali, listed) == weight(leaves, mali, set())


@given(st.lists(st.floats(0.01, 1_000), max_size=8))
def test_the_largest_weight_is_one_and_the_order_stays(weights):
    """None is above it; no names, no weights."""
    found = scaled(weights)
    assert len(found) == len(weights)
    assert all(0 <= each <= 1 for each in found)
    assert not found or max(found) == 1
    assert sorted(range(len(found)), key=lambda at: -weights[at]) == sorted(
        range(len(found)), key=lambda at: (-found[at], -weights[at])
    )
