"""The public JSON form of sections: what goes out comes back, and nothing odd gets in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import PATIENT, SECTIONS
from tui.model.blocksjson import sections_from_json, sections_to_json, web_address
from tui.model.prose import (
    DEEPEST,
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
    block_leaves,
    blocks_within,
    plain_text,
)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@PATIENT
@given(st.lists(SECTIONS, max_size=4).map(tuple))
def test_sections_come_back_equal_through_json_text(sections: tuple[Section, ...]) -> None:
    """An export is read back without a word, a span or a level lost."""
    assert sections_from_json(json.loads(json.dumps(sections_to_json(sections)))) == sections


@PATIENT
@given(SECTIONS)
def test_each_block_has_its_kind_and_its_whole_text(section: Section) -> None:
    """A script that wants only the words need not know the kinds."""
    (written,) = sections_to_json([section])
    for block, value in zip(section.blocks, written["blocks"], strict=True):
        assert isinstance(value["kind"], str)
        assert value["text"] == "\n".join(leaf.plain for leaf in block_leaves(block))


@PATIENT
@given(JSON_VALUES | st.lists(st.fixed_dictionaries({"heading": JSON_VALUES, "blocks": JSON_VALUES})))
def test_any_json_is_sections_or_a_value_error(value: object) -> None:
    """The file may come from anybody."""
    try:
        sections_from_json(value)
    except ValueError:
        return


@pytest.mark.parametrize(
    "span",
    [
        {"start": 0, "end": 9, "kind": "strong"},
        {"start": 2, "end": 1, "kind": "strong"},
        {"start": 0, "end": 1, "kind": "blink"},
        {"start": 0, "end": 1, "kind": "link"},
        {"start": 0, "end": 1, "kind": "link", "href": "javascript:alert(1)"},
        {"start": 0, "end": 1, "kind": "link", "href": "file:///etc/passwd"},
    ],
)
def test_a_span_that_cannot_be_is_dropped_and_the_text_stays(span: dict[str, object]) -> None:
    """No link but http and https gets in, and no span points past its text."""
    block = {"kind": "paragraph", "text": "word", "spans": [span, {"start": 0, "end": 4, "kind": "strong"}]}
    expected = Section(None, (Paragraph(Text("word", (InlineSpan(0, 4, "strong"),))),))
    assert sections_from_json([{"heading": None, "blocks": [block]}]) == (expected,)


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


def block_of(value: dict[str, object]) -> Block:
    """The block that a value is read as."""
    ((block,),) = (section.blocks for section in sections_from_json([{"blocks": [value]}]))
    return block


@pytest.mark.parametrize(
    ("block", "written"),
    [
        (para("a"), {"kind": "paragraph", "text": "a", "spans": []}),
        (Heading(Text("h"), 3), {"kind": "heading", "text": "h", "spans": [], "level": 3}),
        (Code(Text("x"), "c"), {"kind": "code", "text": "x", "spans": [], "language": "c"}),
        (Rule(), {"kind": "rule", "text": ""}),
        (
            Quote((para("a"), para("b"))),
            {
                "kind": "quote",
                "text": "a\nb",
                "paragraphs": [{"text": "a", "spans": []}, {"text": "b", "spans": []}],
            },
        ),
        (
            ListBlock((ListItem((para("a"), ListBlock((ListItem((para("b"),)),))), "1."),)),
            {
                "kind": "list",
                "text": "a\nb",
                "items": [
                    {"text": "a", "spans": [], "depth": 0, "marker": "1."},
                    {"text": "b", "spans": [], "depth": 1, "marker": "•"},
                ],
            },
        ),
        (
            Table(((Text("a"),), ()), has_header=True),
            {"kind": "table", "text": "a", "rows": [[{"text": "a", "spans": []}], []], "has_header": True},
        ),
        (
            Image(Text("under"), "https://a.example/"),
            {"kind": "image", "text": "under", "spans": [], "url": "https://a.example/"},
        ),
        (
            Image(Text("under"), None, Text("for")),
            {
                "kind": "image",
                "text": "under\nfor",
                "spans": [],
                "url": None,
                "caption": {"text": "under", "spans": []},
                "alt": {"text": "for", "spans": []},
            },
        ),
    ],
    ids=lambda value: "" if isinstance(value, dict) else type(value).__name__,
)
def test_the_form_that_the_world_knows_does_not_change(block: Block, written: dict[str, object]) -> None:
    """Scripts read these keys: they may get more, and lose none."""
    (section,) = sections_to_json([Section(None, (block,), 4)])
    assert section == {"heading": None, "level": 4, "blocks": [written]}


def test_a_heading_has_its_spans_where_it_has_any() -> None:
    link = InlineSpan(0, 1, "link", "https://a.example/")
    plain, linked = sections_to_json([Section(Text("h"), ()), Section(Text("h", (link,)), ())])
    assert "heading_spans" not in plain
    assert linked["heading_spans"] == [{"start": 0, "end": 1, "kind": "link", "href": "https://a.example/"}]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (Quote((para("a"), Rule())), "blocks"),
        (ListBlock((ListItem((Code(Text("a")),)),)), "nested"),
        (ListBlock((ListItem((para("a"), para("b"))),)), "nested"),
    ],
)
def test_what_rows_cannot_say_is_told_beside_them(block: Block, told: str) -> None:
    """Whoever knows the shorter form alone finds every text in it."""
    ((value,),) = (section["blocks"] for section in sections_to_json([Section(None, (block,))]))
    assert told in value
    flat = value["paragraphs" if isinstance(block, Quote) else "items"]
    assert [one["text"] for one in flat] == [leaf.plain for leaf in block_leaves(block)]


@pytest.mark.parametrize(
    ("value", "block"),
    [
        ({"kind": "heading", "text": "h"}, Heading(Text("h"), 2)),
        ({"kind": "heading", "text": "h", "level": 0}, Heading(Text("h"), 1)),
        ({"kind": "heading", "text": "h", "level": 7}, Heading(Text("h"), 6)),
        ({"kind": "code", "text": "x"}, Code(Text("x"))),
        ({"kind": "table", "rows": [], "has_header": 1}, Table(())),
        ({"kind": "table", "rows": [], "has_header": True}, Table((), has_header=True)),
        ({"kind": "image", "text": "t", "url": "ftp://a.example/"}, Image(Text("t"))),
        ({"kind": "image", "text": "t", "caption": None}, Image(Text("t"))),
        ({"kind": "image", "text": "t", "caption": {"text": "c"}}, Image(Text("c"))),
        ({"kind": "list", "items": [{"text": "a"}]}, ListBlock((ListItem((para("a"),)),))),
        (
            {"kind": "list", "items": [{"text": "a", "depth": 0}, {"text": "b"}]},
            ListBlock((ListItem((para("a"),)), ListItem((para("b"),)))),
        ),
        ({"kind": "list", "items": [{"text": "a", "marker": ""}]}, ListBlock((ListItem((para("a"),), ""),))),
        ({"kind": "rule", "unknown": [1]}, Rule()),
        ({"kind": "paragraph", "text": "a", "later": True}, para("a")),
        (
            {"kind": "list", "items": [], "nested": [{"blocks": [{"kind": "rule"}], "marker": "1."}]},
            ListBlock((ListItem((Rule(),), "1."),)),
        ),
        (
            {"kind": "list", "items": [{"text": "a", "depth": -5}, {"text": "b", "depth": 500}]},
            ListBlock((ListItem((para("a"), ListBlock((ListItem((para("b"),)),)))),)),
        ),
    ],
)
def test_what_is_left_out_or_beyond_bounds_is_read_as_the_usual(
    value: dict[str, object], block: Block
) -> None:
    assert block_of(value) == block


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "the sections: a list was expected, not NoneType"),
        ([3], "a section: an object was expected, not int"),
        ([{"heading": 3}], "a text is not a string but int"),
        ([{"level": "2"}], "a heading's level: a whole number was expected, not str"),
        ([{"level": True}], "a heading's level: a whole number was expected, not bool"),
        ([{"blocks": {}}], "the blocks: a list was expected, not dict"),
        ([{"blocks": ["x"]}], "a block: an object was expected, not str"),
        ([{"blocks": [{"kind": "video"}]}], "there is no kind of block 'video'"),
        ([{"blocks": [{"kind": "paragraph"}]}], "a text is not a string but NoneType"),
        (
            [{"blocks": [{"kind": "paragraph", "text": "", "spans": 1}]}],
            "the spans: a list was expected, not int",
        ),
        (
            [{"blocks": [{"kind": "code", "text": "", "language": 1}]}],
            "a code's language: a text was expected",
        ),
        ([{"blocks": [{"kind": "image", "text": "", "url": 1}]}], "an image's url: a text was expected"),
        ([{"blocks": [{"kind": "image", "alt": "x"}]}], "an image's alt: an object was expected"),
        ([{"blocks": [{"kind": "quote"}]}], "a quote's paragraphs: a list was expected, not NoneType"),
        ([{"blocks": [{"kind": "list", "items": [[]]}]}], "a list's item: an object was expected, not list"),
        ([{"blocks": [{"kind": "table", "rows": [0]}]}], "a table's row: a list was expected, not int"),
        (
            [{"blocks": [{"kind": "list", "items": [{"text": "", "marker": 1}]}]}],
            "an item's marker: a text was expected",
        ),
        (
            [{"blocks": [{"kind": "list", "items": [{"text": "", "depth": 1.5}]}]}],
            "an item's depth: a whole number was expected, not float",
        ),
    ],
)
def test_what_is_of_the_wrong_shape_is_named(value: object, told: str) -> None:
    """Whoever wrote the file finds the place by it."""
    with pytest.raises(ValueError, match=f"^{told}"):
        sections_from_json(value)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/", True),
        ("HTTP://a.example/", True),
        ("javascript:alert(1)", False),
        ("httpx://a.example/", False),
        (" https://a.example/", False),
        ("", False),
        (None, False),
    ],
)
def test_no_address_but_of_the_web_is_kept(address: str | None, kept: bool) -> None:
    assert web_address(address) == (address if kept else None)


def test_a_magnet_link_is_a_link_and_no_address_of_a_picture() -> None:
    """It is shown and copied, and never asked for."""
    magnet = "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a"
    span = {"start": 0, "end": 1, "kind": "link", "href": magnet}
    assert block_of({"kind": "paragraph", "text": "a", "spans": [span]}) == Paragraph(
        Text("a", (InlineSpan(0, 1, "link", magnet),))
    )
    assert block_of({"kind": "image", "text": "a", "url": magnet}) == Image(Text("a"))


@pytest.mark.parametrize(
    ("span", "kept"),
    [
        ({"start": 0, "end": 4, "kind": "code"}, True),
        ({"start": 4, "end": 4, "kind": "code"}, True),
        ({"start": 0, "end": 5, "kind": "code"}, False),
        ({"start": -1, "end": 2, "kind": "code"}, False),
        ({"start": 0, "end": 2, "kind": "code", "href": "https://a.example/"}, False),
    ],
)
def test_a_span_reaches_to_the_end_of_its_text_and_no_further(span: dict[str, object], kept: bool) -> None:
    block = block_of({"kind": "paragraph", "text": "word", "spans": [span]})
    assert isinstance(block, Paragraph)
    assert bool(block.text.spans) == kept


def quotations(depth: int) -> dict[str, object]:
    """Quotations within one another, as somebody may write them."""
    inner: dict[str, object] = {"kind": "paragraph", "text": "x"}
    for _ in range(depth):
        inner = {"kind": "quote", "blocks": [inner], "paragraphs": [{"text": "x"}]}
    return inner


def lists(depth: int) -> dict[str, object]:
    inner: dict[str, object] = {"kind": "paragraph", "text": "x"}
    for _ in range(depth):
        inner = {"kind": "list", "nested": [{"blocks": [inner]}], "items": [{"text": "x"}]}
    return inner


@pytest.mark.parametrize("nested", [quotations, lists])
@pytest.mark.parametrize("depth", [1, DEEPEST, DEEPEST + 1, 60])
def test_whatever_stands_in_whatever_no_block_is_deeper_than_blocks_may_be(
    nested: object, depth: int
) -> None:
    """Who walks blocks recurs: a file of anybody's must not bring that down; and the text stays."""
    (section,) = sections_from_json([{"blocks": [nested(depth)]}])  # type: ignore[operator]
    holders = [one for one in blocks_within(section.blocks[0]) if isinstance(one, (Quote, ListBlock))]
    assert len(holders) == min(depth, DEEPEST + 1)
    assert plain_text([section]) == "x"
