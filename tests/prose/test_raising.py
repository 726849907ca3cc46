"""Raised and lowered text, and readings of signs, in one line that says the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.prose.html import sections_from_html
from tui.prose.lookahead import Within
from tui.prose.mathml import LOWERED, RAISED
from tui.prose.raising import raised_marks, reading_marks


def line(markup: str) -> str:
    """Return the text of a paragraph."""
    ((block,),) = (section.blocks for section in sections_from_html(f"<p>{markup}</p>", None))
    return block.text.plain  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("10<sup>3</sup>", "10³"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("H<sub>2</sub>O", "H₂O"),
        ("x<sup>ab</sup>", "x^(ab)"),
        ("x<sup>12a</sup>", "x^12a"),
        ("x<sup>a</sup>", "x^a"),
        ("x<sub>ij</sub>", "x_ij"),
        ("x<sub>i+1</sub>", "x_(i+1)"),
        ("(x+1)<sup>n+1</sup>", "(x+1)ⁿ⁺¹"),
        ("(x+1)<sup>m+1</sup>", "(x+1)^(m+1)"),
        ("the <sup>a</sup> b", "the a b"),
        ("<sup>a</sup>b", "ab"),
        ("end.<sup>a</sup>", "end.a"),
        ("f′<sup>a</sup>", "f′^a"),
        ("said<sup>[1]</sup>", "said[1]"),
        ("said<sup>*</sup>", "said*"),
        ("said<sup>†</sup>", "said†"),
        ("said<sup><a href='#n1'>1</a></sup>", "said[1]"),
        (f"x<sup>{'a' * 40}</sup>", f"x^{'a' * 40}"),
        (f"x<sup>{'a' * 41}</sup>", f"x{'a' * 41}"),
    ],
)
def test_what_is_raised_or_lowered_is_marked_where_it_would_read_otherwise(markup: str, shown: str) -> None:
    """Digits have characters of their own; marks of notes, and what is beside no word, need nothing."""
    assert line(markup) == shown


@pytest.mark.parametrize(
    ("before", "raised", "is_plain"),
    [
        ("1", "st", True),
        ("2", "nd", True),
        ("2", "e", True),
        ("X", "e", True),
        ("x", "e", False),
        ("N", "o", True),
        ("n", "o", True),
        ("m", "o", False),
        ("1", "a", True),
        ("x", "a", False),
        ("M", "me", True),
        ("1", "er.", True),
        ("Dateline", "TM", True),
        ("Dateline", "®", True),
        ("x", "th", True),
        ("2", "xy", False),
    ],
)
def test_ordinals_are_raised_for_looks_alone(before: str, raised: str, is_plain: bool) -> None:
    """`1st`, `2e`, `XXe`, `No`; of a single letter what it follows tells, for `x` to the `e` is a power."""
    marks = raised_marks("sup", Within(raised, linked=False), before[-1], RAISED)
    assert (marks == ("", "")) is is_plain


def test_a_lowered_ordinal_is_none() -> None:
    assert raised_marks("sub", Within("st", linked=False), "1", LOWERED) == ("_", "")


@given(st.sampled_from(["sup", "sub"]), st.text(max_size=45), st.booleans(), st.text(max_size=1))
def test_brackets_are_closed_and_no_mark_stands_for_nothing(
    name: str, text: str, linked: bool, before: str
) -> None:
    first, last = raised_marks(name, Within(text, linked), before, RAISED if name == "sup" else LOWERED)
    assert (first, last) in {("", ""), ("^", ""), ("^(", ")"), ("_", ""), ("_(", ")")}
    assert not first or (text and before and not linked and first[0] == ("^" if name == "sup" else "_"))


@pytest.mark.parametrize(
    ("before", "marks"),
    [("漢", ("（", "）")), ("ａ", ("（", "）")), ("x", (" (", ")")), ("", ("(", ")")), ("ｱ", (" (", ")"))],
)
def test_the_brackets_of_a_reading_are_as_wide_as_its_signs(before: str, marks: tuple[str, str]) -> None:
    assert reading_marks(before) == marks


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<ruby>漢字<rt>かんじ</rt></ruby>です", "漢字（かんじ）です"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>", "漢（かん）字（じ）"),
        ("<ruby>漢字<rt></rt></ruby>", "漢字"),
        ("<ruby>漢<rt>かん<rb>字<rt>じ</ruby>", "漢（かん）字（じ）"),
        ("<ruby>word<rt>reading</rt></ruby> next", "word (reading) next"),
    ],
)
def test_a_reading_stands_behind_its_signs_once(markup: str, shown: str) -> None:
    """The brackets that a page has for old browsers are not shown beside ours; end tags may be left out."""
    assert line(markup) == shown
