"""What a reader's CSS selectors name on a page, and what is said of those that are none."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from tui.fulltext.matching import ranges_of
from tui.fulltext.pieces import WebPage, read_pieces
from tui.fulltext.selectors import LONGEST, MOST_STEPS, SelectorError, parse_selectors

PAGE = """<html><head><title>t</title></head><body class="home page">
<header><h1 id="top">A1</h1></header>
<div class="story big" data-kind="Long-Read" lang="en-GB"><h2>B1</h2>
<p class="lede">C1 <span class="ad">D1</span></p>
<p>E1 <a href="https://a.example/x.pdf" class="more link"><b>F1</b></a></p>
<ul><li>G1</li><li>H1</li><li>I1</li></ul>
<div><p>J1</p><div class="story"><p>K1 <em>L1</em></p></div></div><p>M1</p></div>
<aside class="md:flex"><p>N1</p><p class="lede">O1</p></aside></body></html>"""
SELECTORS = (
    "p",
    "*",
    ".story p",
    ".story > p",
    "div.story.big",
    "#top",
    "h1#top, aside p.lede",
    "p + ul",
    "h2 ~ p",
    "p ~ div p",
    "[data-kind]",
    "[data-kind^='Long']",
    "[class~=big]",
    "[lang|=en]",
    "a[href$='.pdf']",
    "[href*=example] b",
    "[class^='']",
    "span.ad",
    "em",
    ".story em",
    "p:not(.lede)",
    "div > :not(p, ul)",
    "li:first-child",
    "li:nth-child(2n+1)",
    "li:nth-child(odd)",
    "p:first-of-type",
    "p:nth-of-type(2)",
    "p:nth-of-type(-n+2)",
    "body.home .story:not(.big) p",
    "aside + p",
    "table td",
)
WORDS = [f"{letter}1" for letter in "ABCDEFGHIJKLMNO"]


def words_named(page: WebPage, selector: str) -> list[str]:
    texts = [
        event[1]
        for start, end in ranges_of(page, parse_selectors(selector))
        for event in page.events[start:end]
        if event[0] == "text"
    ]
    return [word for word in WORDS if word in " ".join(texts)]


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_selector_names_what_it_names_in_a_tree(selector: str) -> None:
    """The tree of justhtml and its own selectors are the reference."""
    named = " ".join(element.to_text() for element in JustHTML(PAGE, sanitize=False).query(selector))
    assert words_named(read_pieces(PAGE), selector) == [word for word in WORDS if word in named]


def test_what_stands_around_a_child_is_found_further_out() -> None:
    """The nearest `div` of K1 is the one it stands in; justhtml stops looking there."""
    assert words_named(read_pieces(PAGE), "div div > p") == ["J1", "K1", "L1"]


def test_letters_of_either_case_where_that_is_said() -> None:
    page = read_pieces(PAGE)
    assert "M1" in words_named(page, "[DATA-KIND='long-READ' i]")
    assert words_named(page, "[data-kind=long-read]") == []


def test_escapes_of_names_are_read() -> None:
    """Frameworks write classes that only escapes can name."""
    page = read_pieces(PAGE)
    assert words_named(page, r".md\:flex p") == words_named(page, r".md\3A flex p") == ["N1", "O1"]


def test_an_element_without_its_end_tag_ends_with_what_it_stands_in() -> None:
    page = read_pieces("<ul><li><b>A1<li>B1</ul><p><i>C1<p>D1</i> E1")
    assert words_named(page, "b") == ["A1"]
    assert words_named(page, "i") == ["C1"]
    assert words_named(page, "li + li") == ["B1"]


@pytest.mark.parametrize(
    ("selector", "odd"),
    [
        ("", "such as"),
        ("p >", "a whole CSS selector"),
        ("p,", "a whole CSS selector"),
        ("p:hover", ":hover"),
        ("p::before", "::before"),
        ("p:has(a)", ":has(a)"),
        ("[a=", "[a="),
        ("p:not(p > a)", "> a)"),
        ("a { b", "{ b"),
        (".story div.5°p#", "#"),
        ("li:nth-child(x)", "(x)"),
        ("p" * (LONGEST + 1), "at most"),
        (" ".join("p" * (MOST_STEPS + 1)), "at most"),
    ],
)
def test_what_is_no_selector_is_refused_and_the_odd_place_named(selector: str, odd: str) -> None:
    with pytest.raises(SelectorError) as refused:
        parse_selectors(selector)
    assert odd in str(refused.value)


@pytest.mark.parametrize("markup", ["<b class=x>" * 9_000 + "</b>" * 9_000, "<div><i>" * 9_000])
def test_a_deep_page_is_gone_through_once(markup: str) -> None:
    """Each element looked for its ancestors would take minutes."""
    assert ranges_of(read_pieces(markup), parse_selectors("b.x b.x > b, i ~ i, div i")) != ()
