"""What attributes say: hidden, tiny, struck out; which size of a picture, how a list counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.prose.htmltags import (
    Attributes,
    caption_role,
    code_language,
    data_tables,
    is_hidden,
    is_icon,
    is_picture_file,
    is_struck,
    is_tiny,
    list_style,
    math_words,
    white_space,
    whole_number,
    widest_source,
)
from tui.text.tagstream import tags_and_texts

ATTRIBUTES = st.dictionaries(
    st.sampled_from(["style", "class", "width", "height", "type", "src", "alt", "data-lang", "hidden"]),
    st.none() | st.text("display:none; width=1px1 pre-line,lang-é", max_size=40),
)


@given(ATTRIBUTES, st.text(max_size=30))
def test_any_attributes_are_understood_or_passed_by(attributes: Attributes, text: str) -> None:
    """An attribute without a value has none, not an empty one; what is written there may be anything."""
    for tell in (is_hidden, is_tiny, is_icon, is_struck, white_space, list_style, code_language, math_words):
        tell(attributes)
    caption_role("p", attributes)
    assert widest_source(text) == "" or widest_source(text) in text
    assert abs(whole_number(text, 0)) <= 9_999
    assert isinstance(is_picture_file(text), bool)


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ({}, False),
        ({"hidden": None}, True),
        ({"hidden": "until-found"}, True),
        ({"style": "display:none"}, True),
        ({"style": "color:red; DISPLAY : NONE !important"}, True),
        ({"style": "visibility:hidden"}, True),
        ({"style": "visibility:visible"}, False),
        ({"style": "--my-display:none"}, False),
        ({"style": "content:'display:none'"}, False),
        ({"style": None}, False),
        ({"class": "hidden"}, False),
        ({"class": "katex-html", "aria-hidden": "true"}, True),
        ({"class": "katex-mathml", "style": "display:none"}, False),
        ({"class": "mwe-math-mathml-inline mwe-math-mathml-a11y", "style": "display: none;"}, False),
    ],
)
def test_what_a_page_hides_is_known_by_what_it_says(attributes: Attributes, hidden: bool) -> None:
    """A class alone hides nothing: its style sheet is not ours. Of a formula written twice one is read."""
    assert is_hidden(attributes) is hidden


@pytest.mark.parametrize(
    ("attributes", "tiny"),
    [
        ({"width": "1", "height": "1"}, True),
        ({"width": "1"}, True),
        ({"height": " 0px "}, True),
        ({"style": "border:0;width:1px"}, True),
        ({"style": "height:1px!important"}, True),
        ({"style": "width: 1"}, True),
        ({"width": "2", "height": "2"}, False),
        ({"width": "10"}, False),
        ({"width": "100%", "height": None}, False),
        ({"style": "width:1em"}, False),
        ({"style": "width:10px"}, False),
        ({"style": "max-width:1px"}, False),
        ({}, False),
    ],
)
def test_a_picture_of_one_pixel_counts_readers(attributes: Attributes, tiny: bool) -> None:
    assert is_tiny(attributes) is tiny


@pytest.mark.parametrize(
    ("width", "height", "icon"),
    [
        ("16", "16", True),
        ("32px", " 32 ", True),
        ("33", "16", False),
        ("16", "33", False),
        ("16", None, False),
        (None, None, False),
        ("16%", "16%", False),
        ("0016", "16", False),
    ],
)
def test_a_picture_as_small_as_letters_says_so_itself(
    width: str | None, height: str | None, icon: bool
) -> None:
    assert is_icon({"width": width, "height": height}) is icon


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("", ""),
        ("one.jpg", "one.jpg"),
        ("s.jpg 300w, l.jpg 1200w, m.jpg 600w", "l.jpg"),
        ("s.jpg 1x, l.jpg 1.5x", "l.jpg"),
        ("s.jpg, l.jpg 2x", "l.jpg"),
        ("a.jpg 300w,b.jpg 300w", "a.jpg"),
        (
            "https://a.example/x,w_300/s.jpg 300w, https://a.example/x,w_900/l.jpg 900w",
            "https://a.example/x,w_900/l.jpg",
        ),
        ("  \n l.jpg\n 9w \n", "l.jpg"),
    ],
)
def test_of_the_sizes_of_a_picture_the_widest_is_taken(stated: str, source: str) -> None:
    """Commas within an address part nothing: many services of pictures write their sizes so."""
    assert widest_source(stated) == source


@pytest.mark.parametrize(
    ("attributes", "language"),
    [
        ({"class": "language-python"}, "python"),
        ({"class": "hljs lang-C++"}, "c++"),
        ({"class": "brush: js; toolbar: false"}, "js"),
        ({"class": "highlight-source-objective-c"}, "objective-c"),
        ({"class": "highlight-text-html"}, "html"),
        ({"data-lang": "Rust"}, "rust"),
        ({"data-language": "sh"}, "sh"),
        ({"class": "language-go", "data-lang": "x"}, "go"),
        ({"data-lang": "no language at all"}, None),
        ({"class": "slang-x"}, None),
        ({"class": None}, None),
    ],
)
def test_code_is_of_the_language_that_a_site_states(attributes: Attributes, language: str | None) -> None:
    assert code_language(attributes) == language


@pytest.mark.parametrize(
    ("style", "counts"),
    [
        ("white-space:pre", "all"),
        ("color:red;White-Space : PRE-WRAP", "all"),
        ("white-space: break-spaces", "all"),
        ("white-space-collapse: preserve", "all"),
        ("white-space: preserve-spaces", "all"),
        ("white-space:pre-line", "lines"),
        ("white-space-collapse:preserve-breaks", "lines"),
        ("white-space:nowrap", "collapse"),
        ("white-space: normal", "collapse"),
        ("white-space: NORMAL", "collapse"),
        ("white-space: prefix", None),
        ("x-white-space: pre", None),
        ("", None),
    ],
)
def test_white_space_counts_as_its_style_says(style: str, counts: str | None) -> None:
    assert white_space({"style": style}) == counts


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ({}, "1"),
        ({"type": "a"}, "a"),
        ({"type": "A"}, "A"),
        ({"type": "i"}, "i"),
        ({"type": "I"}, "I"),
        ({"type": "disc"}, "1"),
        ({"style": "list-style-type: lower-latin"}, "a"),
        ({"style": "list-style: inside upper-roman"}, "I"),
        ({"style": "list-style:none", "type": "a"}, None),
        ({"style": "list-style: decimal", "type": "a"}, "1"),
        ({"style": "color: red", "type": "i"}, "i"),
    ],
)
def test_a_list_counts_as_its_style_says_or_else_its_type(attributes: Attributes, style: str | None) -> None:
    assert list_style(attributes) == style


@pytest.mark.parametrize(
    ("style", "struck"),
    [
        ("text-decoration: line-through", True),
        ("text-decoration:underline line-through", True),
        ("text-decoration-line: line-through", True),
        ("text-decoration:underline; color: line-through", False),
        ("my-text-decoration: line-through", False),
        ("", False),
    ],
)
def test_text_is_struck_out_by_its_style_too(style: str, struck: bool) -> None:
    assert is_struck({"style": style}) is struck


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        ("3", 3),
        (" -12 ", -12),
        ("0", 0),
        ("9999", 9999),
        ("10000", 7),
        ("3.5", 7),
        ("٣", 7),
        ("", 7),
        (None, 7),
    ],
)
def test_a_number_in_an_attribute_has_four_digits_at_most(stated: str | None, number: int) -> None:
    assert whole_number(stated, 7) == number


@pytest.mark.parametrize(
    ("attributes", "role"),
    [
        ({}, "div"),
        ({"class": "wp-caption alignleft"}, "figure"),
        ({"class": "wp-caption-text"}, "figcaption"),
        ({"class": "my-wp-caption"}, "div"),
        ({"class": None}, "div"),
    ],
)
def test_wordpress_has_figures_of_its_own(attributes: Attributes, role: str) -> None:
    assert caption_role("div", attributes) == role


@pytest.mark.parametrize(
    ("attributes", "tex"),
    [
        ({"class": "latex", "alt": "x^2"}, "x^2"),
        ({"src": "https://s0.wp.com/latex.php?latex=x", "alt": "x"}, "x"),
        ({"src": "https://latex.codecogs.com/png.latex?x", "alt": "x"}, "x"),
        ({"class": "mwe-math-fallback-image-inline", "alt": "{\\displaystyle x}"}, ""),
        ({"class": "photo", "src": "/latex.jpg", "alt": "Gloves of latex"}, None),
        ({"class": "tex"}, None),
    ],
)
def test_a_picture_of_a_formula_says_it_in_tex(attributes: Attributes, tex: str | None) -> None:
    """Wikipedia's stands beside the same formula in MathML, which is read: it adds nothing."""
    assert math_words(attributes) == tex


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://a.example/x.JPG", True),
        ("https://a.example/x.webp?w=3", True),
        ("https://a.example/x.jpg.html", False),
        ("https://a.example/?x.jpg", False),
        ("https://a.example/jpg", False),
    ],
)
def test_an_address_tells_a_picture_by_its_ending(url: str, is_one: bool) -> None:
    assert is_picture_file(url) is is_one


# ── tables ────────────────────────────────────────────────────────────────────────────────────

CELL = "<td>a</td>"
ROW = f"<tr>{CELL}{CELL}</tr>"
DATA = f"<table>{ROW}{ROW}</table>"


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        (DATA, 1),
        (f"<table><tr>{CELL}</tr>{ROW}</table>", 1),
        (f"<table><tr><th>a</th><th>b</th></tr>{ROW}</table>", 1),
        (f"<table>{ROW}</table>", 0),
        (f"<table><tr>{CELL}</tr><tr>{CELL}</tr></table>", 0),
        (f"<table>{CELL}{CELL}</table>", 1),
        ("<table></table>", 0),
        (f"<table role='presentation'>{ROW}{ROW}</table>", 0),
        (f"<table role='none'>{ROW}{ROW}</table>", 0),
        (f"<table role='grid'>{ROW}{ROW}</table>", 1),
        (f"<table>{ROW}<tr><td><h2>a</h2></td>{CELL}</tr></table>", 0),
        (f"<table>{ROW}<tr><td><blockquote>a</blockquote></td>{CELL}</tr></table>", 0),
        (f"<table>{ROW}<tr><td><ul><li>a</ul></td>{CELL}</tr></table>", 1),
        (f"<table>{ROW}<tr><td><p>a<p>b</td><td><p>c<p>d</td></tr></table>", 1),
        (f"<table>{ROW}<tr><td><p>a<p>b<p>c</td>{CELL}</tr></table>", 0),
        (f"<table>{ROW}<tr><td><p>a<p>b<p>c</td><td><p>d</td></tr></table>", 0),
        (f"<table>{ROW}<tr><td>{'x' * 400}</td><td>{'x' * 400}</td></tr></table>", 1),
        (f"<table>{ROW}<tr><td>{'x' * 401}</td>{CELL}</tr></table>", 0),
        (f"<table>{ROW}<tr><td>{' ' * 401}</td>{CELL}</tr></table>", 1),
        (f"<table>{ROW}<tr><td>{DATA}</td>{CELL}</tr></table>", 1),
        (f"{DATA}<p>a<p>b<p>c<h2>d</h2>{'x' * 500}{DATA}", 2),
        (f"</table>{DATA}", 1),
        (f"<table>{ROW}{ROW}", 1),
    ],
)
def test_a_table_holds_data_or_lays_out_a_page(markup: str, count: int) -> None:
    """By its cells alone: what stands around it, and in a table within it, is not in it."""
    events = tags_and_texts(markup)
    found = data_tables(events)
    assert len(found) == count
    assert all(events[index][0] == "start" and events[index][1][0] == "table" for index in found)


def test_of_two_tables_that_nest_the_inner_one_may_hold_data() -> None:
    """The outer one lays out the page; which is which is told by the place of its tag."""
    events = tags_and_texts(f"<table>{ROW}<tr><td>{DATA}</td>{CELL}</tr></table>")
    tables = [n for n, event in enumerate(events) if event[0] == "start" and event[1][0] == "table"]
    assert data_tables(events) == {tables[1]}
