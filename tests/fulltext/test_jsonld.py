"""JSON-LD is read as pages write it, which is often not JSON, and whatever they write costs little."""

from __future__ import annotations

import time

import pytest

from tui.fulltext.jsonld import parse_leniently, rank_of, read_blocks, stated_article


@pytest.mark.parametrize(
    "block",
    [
        '{"headline": "Talks open", "n": 1}',
        '<!-- {"headline": "Talks open", "n": 1} -->',
        '//<![CDATA[\n{"headline": "Talks open", "n": 1}\n//]]>',
        '/*<![CDATA[*/ {"headline": "Talks open", "n": 1} /*]]>*/',
        '{"headline": "Talks open", "n": 1,}',
        '{"headline": "Talks open", /* so it is */ "n": 1};',
        '{"headline": "Talks open", // so it is\n "n": 1}',
        "{&quot;headline&quot;: &quot;Talks open&quot;, &quot;n&quot;: 1}",
    ],
)
def test_what_is_nearly_json_is_read(block: str) -> None:
    """Comments, commas, escapes: browsers never look at it, so nobody noticed."""
    assert parse_leniently(block) == [{"headline": "Talks open", "n": 1}]


@pytest.mark.parametrize(
    ("block", "headline"),
    [
        ('{"headline": "Talks\nopen"}', "Talks\nopen"),
        ('{"headline": "Talks "open" now", "n": 1}', 'Talks "open" now'),
        ('{"headline": "Talks \\\'open\\\' now",}', "Talks \\'open\\' now"),
        ('{"headline": "See https://a.example/ now", }', "See https://a.example/ now"),
    ],
)
def test_strings_are_mended_within(block: str, headline: str) -> None:
    """Line ends, quotes and escapes that JSON has not."""
    assert [value.get("headline") for value in parse_leniently(block) if isinstance(value, dict)] == [
        headline
    ]


def test_documents_may_follow_one_another() -> None:
    """And a broken one takes none of those before it away."""
    assert parse_leniently('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]
    assert parse_leniently('{"a": 1} {"b": ') == [{"a": 1}]
    assert parse_leniently("window.data = 1") == []


def test_an_article_within_a_graph_is_found_and_others_are_told_apart() -> None:
    """Types with and without their vocabulary, one or several."""
    graph = '{"@graph": [{"@type": "WebSite", "name": "Post"}, {"@type": ["http://schema.org/ReportageNewsArticle"]}]}'
    nodes = read_blocks([graph]).nodes
    assert [rank_of(node) for node in nodes] == [0, 2]
    assert rank_of({"@type": "JobPosting"}) == 0
    assert rank_of({"@type": "VideoObject"}) == 1


@pytest.mark.parametrize(
    ("author", "people", "organisations"),
    [
        ("Ann Reed", ("Ann Reed",), ()),
        (["Ann Reed", {"name": "Ben Olsen"}], ("Ann Reed", "Ben Olsen"), ()),
        ({"@type": "Person", "name": ["Ann Reed", "Ben Olsen"]}, ("Ann Reed", "Ben Olsen"), ()),
        ([{"@type": "Organization", "name": "Post"}, {"name": "Ann Reed"}], ("Ann Reed",), ("Post",)),
        ({"@type": "Person"}, (), ()),
        (7, (), ()),
        (None, (), ()),
    ],
)  # fmt: skip
def test_authors_come_in_many_forms(
    author: object, people: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    """A text, an object, a list of either, people and houses."""
    article = stated_article({"@type": "Article", "author": author}, {})
    assert (article.people, article.organisations) == (people, organisations)


@pytest.mark.parametrize(
    "block",
    [
        "[" * 50_000 + "]" * 50_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        '{"a":"' + '"x ' * 100_000,
        '{"a":1 ' + "/*" * 100_000,
        '{"a":"' + "\\" * 400_001,
        '{"a":"x" ' + " " * 400_000 + "x",
        "{" + "," * 400_000,
        "[" + "1" * 400_000 + "]",
        "[" + ",".join(['{"@type":"Article","author":{"name":"x"}}'] * 20_000) + "]",
    ],
)
def test_a_block_that_means_harm_is_read_at_once(block: str) -> None:
    """Neither depth nor length costs more than its reading."""
    start = time.process_time()
    assert len(read_blocks([block]).nodes) <= 2_000
    assert time.process_time() - start < 1


def test_values_of_any_type_are_taken_for_what_they_can_be() -> None:
    """Nobody checks them but who reads them."""
    odd = {
        "@type": ["Article", {}, 7],
        "@id": [1],
        "headline": {"@value": "Talks open", "@language": "en"},
        "author": [[["x"]], {"name": {"@value": "Ann Reed"}}, 7, None],
        "image": {"url": [{"a": 1}, "/talks.jpg"]},
        "mainEntityOfPage": [1, {"@id": 5}],
        "datePublished": ["2025-03-04", 7],
        "articleBody": ["a"],
    }
    article = stated_article(odd, {})
    assert (article.headlines, article.people) == (("Talks open",), ("Ann Reed",))
    assert (article.pictures, article.urls, article.published) == (("/talks.jpg",), (), "2025-03-04")
