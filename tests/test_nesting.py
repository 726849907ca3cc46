"""Lists told flat: the form that stored texts and exports had before lists could hold more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import PATIENT, holding, texts
from tui.model.nesting import FlatRow, flat_rows, list_of_rows, rows_of
from tui.model.prose import DEEPEST, Code, ListBlock, ListItem, Paragraph, Text, block_leaves

ROWS = st.lists(
    st.builds(FlatRow, texts(), st.integers(0, 12), st.sampled_from(["•", "1.", ""])), min_size=1, max_size=9
)


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


@PATIENT
@given(ROWS)
def test_any_rows_are_a_list_of_the_same_texts(rows: list[FlatRow]) -> None:
    """What was stored years ago keeps its texts, each in its place: names are addressed by it."""
    assert block_leaves(list_of_rows(rows)) == tuple(row.text for row in rows)


@PATIENT
@given(st.recursive(texts().map(Paragraph), holding, max_leaves=6))
def test_a_list_that_can_be_told_flat_comes_back_equal(block: object) -> None:
    rows = flat_rows(block) if isinstance(block, ListBlock) else None
    if rows is not None:
        assert list_of_rows(rows) == block


def test_rows_nest_by_their_depth_and_go_on_where_they_have_no_marker() -> None:
    rows = [
        FlatRow(Text(word), depth, marker)
        for word, depth, marker in [("a", 0, "1."), ("b", 1, "•"), ("c", 0, "")]
    ]
    nested = ListBlock((ListItem((para("a"), ListBlock((ListItem((para("b"),)),)), para("c")), "1."),))
    assert list_of_rows(rows) == nested
    assert list(rows_of(nested)) == rows
    assert flat_rows(ListBlock((ListItem((Code(Text("x")),)),))) is None


def test_rows_of_any_depth_nest_no_deeper_than_blocks_may() -> None:
    """The file may come from anybody."""
    depth, block = 0, list_of_rows([FlatRow(Text("x"), n, "•") for n in range(99)])
    while isinstance(block, ListBlock):
        depth += 1
        block = block.items[-1].blocks[-1]  # type: ignore[assignment]
    assert depth == DEEPEST
