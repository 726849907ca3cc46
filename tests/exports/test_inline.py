"""Spans as nested tags: XHTML and Markdown can say nothing else, and feeds overlap as they like."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.exports.inline import inline_events
from tui.exports.xhtml import inline
from tui.model.prose import SPAN_KINDS, InlineSpan, Text

PLAIN = st.text("ab <\n", max_size=12)
ODD_SPANS = st.lists(
    st.builds(
        InlineSpan, st.integers(-2, 14), st.integers(-2, 14), st.sampled_from(sorted(SPAN_KINDS)), st.none()
    ),
    max_size=5,
)


@given(st.builds(Text, PLAIN, ODD_SPANS.map(tuple)))
def test_what_was_opened_last_is_closed_first_and_nothing_is_left_open(text: Text) -> None:
    """However spans overlap, and wherever they say they are."""
    opened: list[InlineSpan] = []
    at = 0
    for event in inline_events(text):
        if event.span is None:
            assert at == event.start < event.end
            at = event.end
        elif event.kind == "open":
            assert all(event.span.kind != other.kind for other in opened)
            opened.append(event.span)
        else:
            assert opened.pop() == event.span
    assert at == len(text.plain)
    assert opened == []


@given(st.builds(Text, PLAIN, ODD_SPANS.map(tuple)))
def test_each_character_is_in_just_the_kinds_of_span_that_cover_it(text: Text) -> None:
    """A span that outlasts the one it began in is opened again behind it: no word loses its emphasis."""
    found: list[set[str]] = []
    opened: list[str] = []
    for event in inline_events(text):
        if event.span is None:
            found += [set(opened)] * (event.end - event.start)
        elif event.kind == "open":
            opened.append(event.span.kind)
        else:
            opened.remove(event.span.kind)
    sound = [span for span in text.spans if 0 <= span.start < span.end <= len(text.plain)]
    assert found == [
        {span.kind for span in sound if span.start <= at < span.end} for at in range(len(text.plain))
    ]


@given(st.builds(Text, PLAIN, ODD_SPANS.map(tuple)))
def test_nothing_is_opened_around_no_character(text: Text) -> None:
    """An empty pair of tags would be two asterisks in Markdown, or a rule."""
    steps = list(inline_events(text))
    for step, following in itertools.pairwise(steps):
        assert not (step.kind == "open" and following.kind == "close" and step.span == following.span)


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        (((0, 3, "strong"), (3, 6, "emphasis")), "<strong>abc</strong><em>def</em>"),
        (((0, 6, "strong"), (2, 4, "emphasis")), "<strong>ab<em>cd</em>ef</strong>"),
        (((0, 4, "strong"), (2, 6, "emphasis")), "<strong>ab<em>cd</em></strong><em>ef</em>"),
        (((2, 4, "emphasis"), (2, 6, "strong")), "ab<strong><em>cd</em>ef</strong>"),
        (((0, 6, "link"), (2, 4, "link")), '<a href="u">abcdef</a>'),
        (((0, 4, "link"), (2, 6, "link")), '<a href="u">abcdef</a>'),
        (((0, 2, "code"), (1, 3, "code"), (3, 4, "code")), "<code>abcd</code>ef"),
        (
            ((0, 4, "code"), (2, 6, "strong"), (3, 5, "code")),
            "<code>ab<strong>cde</strong></code><strong>f</strong>",
        ),
        (((0, 7, "strong"), (-1, 2, "code"), (3, 3, "struck")), "abcdef"),
    ],
)
def test_overlapping_spans_are_parted(spans: tuple[tuple[int, int, str], ...], shown: str) -> None:
    """The one that lasts longest stands outside; a link within a link is no markup of any language."""
    text = Text(
        "abcdef",
        tuple(InlineSpan(start, end, kind, "u" if kind == "link" else None) for start, end, kind in spans),  # type: ignore[arg-type]
    )
    assert inline(text) == shown
