"""Tags in one sweep: where that answers, it answers what the standard's tokenizer does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.tagstream import plain_tags_and_texts, tags_and_texts

PIECES = (
    *(
        "<p>",
        "</p>",
        "<P CLASS='x y'>",
        "<br/>",
        "<br />",
        '<a href="/x?a=1&amp;b=2">',
        "</a >",
        "<h2\n id='x'>",
    ),
    *(
        "<img src='a' src=\"b\" alt=''>",
        "text &amp; more",
        "&copy 2026 &notin; &#x1F600;&#0;",
        "a < b",
        ">",
        "\n",
    ),
    *(
        "<svg>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<!-- no -->",
        "<![CDATA[x]]>",
        "<o:p>",
        "</",
        "<a b>",
    ),
    *(
        "<a href=x>",
        '<a title="a>b">',
        "\r\n",
        "\0",
        "é\u00ad",
        "<textarea>",
        "<noscript>",
        '<a x="1"y="2">',
        "<",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_quick_way_reads_what_the_standard_reads(markup: str) -> None:
    """It gives up on what it is not sure of."""
    quick = plain_tags_and_texts(markup)
    assert quick is None or quick == tags_and_texts(markup)


@pytest.mark.parametrize(
    "markup",
    ['<p>One <a href="https://a.example/?x=1&amp;y=2">two</a></p>\n<ul><li>é &amp; 3</li></ul>', "a", ""],
)
def test_usual_markup_is_read_the_quick_way(markup: str) -> None:
    assert plain_tags_and_texts(markup) == tags_and_texts(markup)


@pytest.mark.parametrize("piece", ["<a ", '<a b="', "<a b='c' ", "<" * 3, "</a ", "<a" + " " * 50])
def test_no_markup_takes_the_quick_way_long(piece: str) -> None:
    """Giving up takes one sweep, too."""
    assert plain_tags_and_texts(piece * 40_000) is None
