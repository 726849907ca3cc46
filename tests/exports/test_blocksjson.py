"""The public JSON form of sections: what goes out comes back, and nothing odd gets in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import PATIENT, SECTIONS
from tui.model.blocksjson import sections_from_json, sections_to_json
from tui.model.prose import InlineSpan, Paragraph, Section, Text, block_leaves

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
