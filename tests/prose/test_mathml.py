"""Formulas: a line that says the same as what is drawn, once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.prose import plain_text
from tui.prose.html import sections_from_html


def read(markup: str) -> str:
    return plain_text(sections_from_html(markup, None))


def row(*parts: str) -> str:
    """Return tokens side by side: letters are identifiers, digits numbers, tags as they are."""
    return "".join(
        part
        if part.startswith("<")
        else f"<mn>{part}</mn>"
        if part.isdecimal()
        else f"<mi>{part}</mi>"
        if part.isalpha()
        else f"<mo>{part}</mo>"
        for part in parts
    )


def tag(name: str, *children: str) -> str:
    return f"<{name}>{''.join(child if child.startswith('<') else row(child) for child in children)}</{name}>"


def grouped(*parts: str) -> str:
    return f"<mrow>{row(*parts)}</mrow>"


SQUARE = tag("msup", "b", "2")
TABLE = tag(
    "mtable", tag("mtr", tag("mtd", "1"), tag("mtd", "2")), tag("mtr", tag("mtd", "3"), tag("mtd", "4"))
)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (tag("mfrac", "1", "2"), "1/2"),
        (tag("mfrac", grouped("a", "+", "b"), "c"), "(a+b)/c"),
        (tag("mfrac", "a", grouped("2", "b")), "a/(2b)"),
        (tag("mfrac", grouped("n", "(", "n", "+", "1", ")"), "2"), "n(n+1)/2"),
        (tag("mfrac", tag("mfrac", "1", "2"), "3"), "(1/2)/3"),
        (tag("msub", "x", "i"), "x_i"),
        (tag("msub", "x", grouped("i", "+", "1")), "x_(i+1)"),
        (tag("msup", "10", "23"), "10^23"),
        (tag("msup", grouped("a", "+", "b"), "2"), "(a+b)^2"),
        (tag("msup", "e", grouped("−", "x")), "e^(−x)"),
        (tag("msubsup", "x", "i", "2"), "x_i^2"),
        (tag("msup", "f", "′"), "f′"),
        (tag("msqrt", "2"), "√2"),
        (tag("msqrt", SQUARE, "−", "4", "a", "c"), "√(b^2−4ac)"),
        (tag("mroot", "x", "3"), "∛x"),
        (tag("mroot", "x", "n"), "ⁿ√x"),
        (row("E", "=", "m", tag("msup", "c", "2")), "E=mc^2"),
        (row(SQUARE, "c"), "b^2 c"),
        (row("2", tag("mfrac", "1", "2")), "2 1/2"),
        (row("sin", "\u2061", "x"), "sin x"),
        (row("2", "\u2062", "x"), "2x"),
        (tag("munderover", "∑", grouped("i", "=", "1"), "n") + row("i"), "∑_(i=1)^n i"),
        (tag("munder", "<mo>lim</mo>", grouped("x", "→", "0")) + row("x"), "lim_(x→0) x"),
        (tag("mover", "x", "¯"), "x\u0304"),
        (tag("mfenced", "a", "b"), "(a,b)"),
        ('<mfenced open="[" close=")" separators=";">' + row("a", "b") + "</mfenced>", "[a;b)"),
        (row("[", TABLE, "]"), "[1, 2; 3, 4]"),
        (TABLE, "1 2\n3 4"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "¹⁴₆C"),
        (row("x") + "<mtext>&nbsp;if&nbsp;</mtext>" + row("y"), "x if y"),
        ("<mphantom><mi>x</mi></mphantom><mi>y</mi>", "y"),
        ('<mrow/><mi>x</mi><mspace width="1em"/><mi>y</mi>', "x y"),
        ("<mstyle><mpadded>" + row("x") + "</mpadded></mstyle>", "x"),
    ],
)
def test_a_formula_is_a_line_that_says_the_same(inner: str, expected: str) -> None:
    """1/2 is not 12, nor 10^23 a thousand."""
    assert read(f"<p><math>{inner}</math></p>") == expected


def test_what_says_it_again_is_said_once() -> None:
    """Annotations, alternative texts, and what pages hide for those who cannot see the drawing."""
    formula = (
        "<math alttext='E=mc^2'><semantics><mrow><mi>E</mi></mrow><annotation encoding='application/x-tex'>E"
        "</annotation><annotation-xml><p>E</p></annotation-xml></semantics></math>"
    )
    drawn = "<span class='katex-html' aria-hidden='true'><span>E</span></span>"
    assert (
        read(f"a <span class='katex'><span class='katex-mathml'>{formula}</span>{drawn}</span> b") == "a E b"
    )
    hidden = (
        f"<span class='mwe-math-mathml-inline mwe-math-mathml-a11y' style='display: none'>{formula}</span>"
    )
    picture = "<img class='mwe-math-fallback-image-inline' src='https://w.example/1.svg' alt='E'>"
    assert read(f"a {hidden}{picture} b") == "a E b"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", "(n choose k)"),
        ("<mfrac linethickness='0.5'><mi>n</mi><mi>k</mi></mfrac>", "(n choose k)"),
        ("<mfrac linethickness='1'><mi>n</mi><mi>k</mi></mfrac>", "n/k"),
        (tag("mfrac", "1"), "1/"),
        (tag("mfenced"), "()"),
        ("<mfenced separators=''><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
        ("<mfenced separators=';,'><mi>a</mi><mi>b</mi><mi>c</mi><mi>d</mi></mfenced>", "(a;b,c,d)"),
        (tag("mover", grouped("a", "b"), "¯"), "(ab)^¯"),
        (tag("mover", "x", "^"), "x\u0302"),
        (tag("msup", "a", "*"), "a*"),
        (tag("mroot", "x", "2"), "√x"),
        (tag("mroot", "x", "12"), "¹²√x"),
        (tag("mroot", "x", "q"), "(q)√x"),
        (tag("msup", grouped("(", "a", ")", "(", "b", ")"), "2"), "((a)(b))^2"),
        (tag("msup", grouped("(", "a", "+", "b", ")"), "2"), "(a+b)^2"),
        ("<mmultiscripts><mi>R</mi><mi>i</mi><mi>j</mi></mmultiscripts>", "R_i^j"),
        ("<mmultiscripts><mi>R</mi><mi>i</mi></mmultiscripts>", "R_i"),
        ("<mmultiscripts><mi>R</mi><none/><mi>j</mi></mmultiscripts>", "R^j"),
        ("<ms>a b</ms>", '"a b"'),
        ("<maction><mi>a</mi><mi>b</mi></maction>", "a"),
        (row("f", "(", "x", ")"), "f(x)"),
        (row("sin") + row("x"), "sin x"),
        (row("x") + "<mtext>if</mtext>" + row("(", "y", ")"), "x if(y)"),
    ],
)
def test_rarer_parts_of_a_formula_are_told_too(inner: str, expected: str) -> None:
    """Missing parts leave nothing, and brackets stand where a sign would belong to less than it does."""
    assert read(f"<p><math>{inner}</math></p>") == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<math alttext='x^2'></math>", "x^2"),
        ("<math alttext='{\\displaystyle x^2}'></math>", "x^2"),
        (
            "<math><apply><eq/><ci>x</ci></apply><annotation encoding='TeX'>x=2</annotation></math>",
            "x=2",
        ),
        ("<math alttext='deep'>" + "<mrow>" * 60 + "<mi>x</mi>" + "</mrow>" * 60 + "</math>", "deep"),
        ("<img class='latex' src='https://s0.wp.example/latex.php?latex=x' alt='x^2'>", "x^2"),
    ],
)
def test_what_cannot_be_read_is_shown_as_its_page_says_it(formula: str, expected: str) -> None:
    assert read(f"<p>Let {formula} be.") == f"Let {expected} be."


def test_a_formula_that_never_ends_swallows_nothing() -> None:
    assert read("<p>a <math><mi>x</mi><p>b</p>c<math><mn>1</mn></math>").split() == ["a", "x", "b", "c1"]


def test_a_formula_of_its_own_stands_on_its_own_line() -> None:
    assert read("<p>So <math display='block'><mi>x</mi></math> holds.</p>") == "So\nx\nholds."


def test_formulas_with_prefixes_are_formulas() -> None:
    """XHTML feeds have them."""
    assert read("<p><mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>") == "x^2"


NAMES = st.sampled_from(
    "mi mn mo mrow mfrac msup msub msubsup msqrt mroot mtable mtr mtd mfenced mmultiscripts mover semantics "
    "annotation annotation-xml mtext math mspace none p".split()
)
SOUP = st.lists(
    st.one_of(
        NAMES.map("<{}>".format),
        NAMES.map("</{}>".format),
        NAMES.map("<{}/>".format),
        st.just("x"),
        st.just("+"),
    )
).map("".join)


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_any_soup_of_formulas_is_read(soup: str) -> None:
    """And the text after it is there."""
    assert read(f"<p><math>{soup}</math></annotation></annotation-xml></math><p>after").endswith("after")
