"""Bare addresses in a text become links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.prose import InlineSpan, Paragraph, Text
from tui.prose.addresses import with_addresses
from tui.prose.html import sections_from_html

PAGE = "https://harbour.example/"


def links(text: str) -> list[tuple[str, str | None]]:
    made = with_addresses(Text(text))
    return [(text[span.start : span.end], span.href) for span in made.spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.example/x.", "https://a.example/x"),
        ("(see http://a.example/wiki/X_(y))", "http://a.example/wiki/X_(y)"),
        ("“https://a.example/?q=1&copy=2”, he said", "https://a.example/?q=1&copy=2"),
        ("続きは https://a.example/あ。次", "https://a.example/あ"),
        ("HTTPS://A.example", "HTTPS://A.example"),
    ],
)
def test_an_address_ends_where_its_sentence_goes_on(text: str, found: str) -> None:
    assert links(text)[0][0] == found


def test_an_address_without_a_scheme_is_one_of_https() -> None:
    assert links("at www.a.example/b, or www.") == [("www.a.example/b", "https://www.a.example/b")]


@pytest.mark.parametrize(
    "text", ["ftp://a.example", "javascript:alert(1)", "x@www.a.example", "https://", "a.example"]
)
def test_what_is_no_web_address_is_no_link(text: str) -> None:
    assert links(text) == []


def test_an_address_in_html_is_a_link_but_not_twice_and_not_in_code() -> None:
    """What is a link already keeps its own target."""
    markup = "<p>https://a.example/ <a href='/b'>https://b.example/</a> <code>https://c.example/</code></p>"
    ((block,),) = (section.blocks for section in sections_from_html(markup, PAGE))
    assert isinstance(block, Paragraph)
    assert [(span.kind, span.href) for span in block.text.spans] == [
        ("link", "https://a.example/"),
        ("link", "https://harbour.example/b"),
        ("code", None),
    ]


def test_code_that_is_preformatted_has_no_links_put_into_it() -> None:
    """Numbers in brackets would be part of what is copied."""
    ((block,),) = (
        section.blocks for section in sections_from_html("<pre>curl https://a.example/</pre>", PAGE)
    )
    assert block.text.spans == ()  # type: ignore[union-attr]


def test_a_magnet_in_html_is_a_link() -> None:
    """It can be copied, which is all that is done with it."""
    magnet = "magnet:?xt=urn:btih:c12fe1c0"
    ((block,),) = (
        section.blocks for section in sections_from_html(f"<p><a href='{magnet}'>get</a></p>", PAGE)
    )
    assert block.text.spans == (InlineSpan(0, 3, "link", magnet),)  # type: ignore[union-attr]


@given(st.text(st.sampled_from("htps:/w.a)(,é。 \n"), max_size=60))
def test_spans_of_addresses_fit_any_text(text: str) -> None:
    made = with_addresses(Text(text))
    for span in made.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.href is not None
        assert span.href.startswith(("http://", "https://"))
