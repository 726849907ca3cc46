"""How a text within an article is addressed: leaves, and what stands within what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import BLOCKS, PATIENT, PROSES
from tui.model.prose import (
    Block,
    Code,
    Dateline,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Table,
    Text,
    block_leaves,
    blocks_within,
    image_leaves,
    plain_text,
    section_leaves,
)


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


def words_of(block: Block) -> list[str]:
    return [leaf.plain for leaf in block_leaves(block)]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (para("a"), ["a"]),
        (Heading(Text("h"), 3), ["h"]),
        (Code(Text("x = 1\n")), ["x = 1\n"]),
        (Rule(), []),
        (Quote((para("a"), Quote((para("b"),)), para("c"))), ["a", "b", "c"]),
        (ListBlock((ListItem((para("a"), para("b"))), ListItem((Code(Text("c")),)))), ["a", "b", "c"]),
        (Table(((Text("a"), Text("b")), (Text("c"),))), ["a", "b", "c"]),
        (Image(Text("under it"), alt=Text("for it"), title=Text("on it")), ["under it", "for it", "on it"]),
        (Image(Text(""), alt=Text(""), title=Text("on it")), ["", "on it"]),
        (Image(Text("")), [""]),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, list) else "",
)
def test_a_blocks_texts_come_in_the_order_of_reading(block: Block, words: list[str]) -> None:
    """Names are addressed by the number of a text: a caption counts even where it is empty."""
    assert words_of(block) == words


@PATIENT
@given(BLOCKS)
def test_what_a_block_holds_are_the_texts_of_all_blocks_within_it(block: Block) -> None:
    """Each block comes once, after the one that it stands in, and none is passed over."""
    within = list(blocks_within(block))
    assert within[0] is block
    own = [
        leaf.plain for one in within if not isinstance(one, (Quote, ListBlock)) for leaf in block_leaves(one)
    ]
    assert own == words_of(block)
    holders = [one for one in within if isinstance(one, (Quote, ListBlock))]
    held = sum(
        len(one.blocks) if isinstance(one, Quote) else sum(len(item.blocks) for item in one.items)
        for one in holders
    )
    assert len(within) == 1 + held


@PATIENT
@given(PROSES)
def test_a_texts_words_are_those_of_its_sections(prose: Prose) -> None:
    """One text a line, without those that are empty; the headline and the summary are not counted."""
    for section in prose.sections:
        # Leaf 0 is the heading, had or not: without it every name in the section would be shifted.
        heading, *leaves = section_leaves(section)
        assert heading == (section.heading or Text(""))
        assert [leaf.plain for leaf in leaves] == [w for block in section.blocks for w in words_of(block)]
    lines = [leaf.plain for section in prose.sections for leaf in section_leaves(section)]
    assert plain_text(prose.sections) == "\n".join(filter(None, lines))
    assert prose.words == Prose("", prose.sections).words
    assert Prose(prose.headline, ()).words == 0


@pytest.mark.parametrize(
    ("place", "places"),
    [
        ("Istanbul", ("Istanbul",)),
        ("Paris/Berlin", ("Paris", "Berlin")),
        (" Paris / Berlin ", ("Paris", "Berlin")),
        ("/Paris//", ("Paris",)),
        ("/", ()),
    ],
)
def test_a_dateline_of_several_places_names_each(place: str, places: tuple[str, ...]) -> None:
    """A story from two capitals is found by either."""
    assert Dateline(place).places == places


@given(st.sampled_from(["", "a"]), st.sampled_from(["", "b"]), st.sampled_from(["", "c"]))
def test_what_is_said_of_a_picture_begins_with_its_caption(caption: str, alt: str, title: str) -> None:
    picture = Image(Text(caption), alt=Text(alt), title=Text(title))
    assert [text.plain for text in image_leaves(picture)] == [caption, *filter(None, (alt, title))]
