"""From a page to its feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.discovery import FoundFeed, common_paths, find_feeds, linked_feeds

URL = "https://harbour.example/blog/post"


def page(*links: str) -> bytes:
    return f"<!doctype html><html><head><title>x</title>{''.join(links)}</head><body>".encode()


def test_the_feeds_that_a_page_announces_are_found_in_its_order() -> None:
    """The first is the one the site means."""
    found = find_feeds(
        page(
            "<link rel=alternate type=application/rss+xml title='News &amp; more' href=/rss>",
            "<LINK REL='Alternate Home' TYPE='application/atom+xml; charset=utf-8' HREF='atom.xml'>",
            "<link rel='alternate' type='application/feed+json' href='//cdn.example/feed.json'>",
            "<link rel=feed href=/other>",
            "<link rel=alternate type=application/rss+xml href=/rss>",
        ),
        URL,
    )
    assert found == (
        FoundFeed("https://harbour.example/rss", "News & more", "RSS"),
        FoundFeed("https://harbour.example/blog/atom.xml", "", "Atom"),
        FoundFeed("https://cdn.example/feed.json", "", "JSON Feed"),
        FoundFeed("https://harbour.example/other", "", "feed"),
    )


@pytest.mark.parametrize(
    "link",
    [
        "<link rel=alternate hreflang=de href=/de>",
        "<link rel=stylesheet type=text/xml href=/x>",
        "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>",
        "<link rel=alternate type=application/rss+xml href='javascript:x'>",
        "<link rel=alternate type=application/rss+xml>",
        "<!-- <link rel=alternate type=application/rss+xml href=/rss> -->",
        "<script>'<link rel=alternate type=application/rss+xml href=/rss>'</script>",
    ],
)
def test_what_is_no_feed_is_not_announced(link: str) -> None:
    """A choice of one feed and three that are none is a bad choice."""
    assert find_feeds(page(link), URL) == ()


def test_the_base_of_the_page_holds() -> None:
    """Few pages have one; theirs are wrong without it."""
    (feed,) = find_feeds(page("<base href='https://cdn.example/a/'><link rel=feed href=b>"), URL)
    assert feed.url == "https://cdn.example/a/b"


def test_links_that_look_like_feeds_are_found_in_the_text_of_a_page() -> None:
    """Small sites have no more than a link that says RSS; whether it is one, asking it tells."""
    body = page() + b"".join(
        f'<p><a href="{href}">RSS</a>'.encode()
        for href in (
            *("feed.xml", "/rss", "feed://harbour.example/all.rss", "feed:https://cdn.example/news-atom.xml"),
            *("/feeds/", "/about-feeding", "/rss/about.html", "javascript:feed", "mailto:rss@a", "/rss"),
        )
    )
    assert linked_feeds(body, URL) == (
        "https://harbour.example/blog/feed.xml",
        "https://harbour.example/rss",
        "https://harbour.example/all.rss",
        "https://cdn.example/news-atom.xml",
        "https://harbour.example/feeds/",
    )
    assert len(linked_feeds(b"".join(b"<a href=/%d.rss>" % n for n in range(99)), URL)) == 8


def test_where_feeds_usually_are() -> None:
    """Beside the page first, then at the root, no address twice."""
    paths = common_paths(URL)
    assert paths[0] == "https://harbour.example/blog/feed"
    assert "https://harbour.example/feed" in paths
    assert "https://harbour.example/blog/atom.xml" in paths
    assert len(set(paths)) == len(paths)
    assert len(common_paths("https://harbour.example")) < len(paths)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page(body: bytes) -> None:
    """Most pages are not what they claim to be."""
    find_feeds(b"<link rel=feed href=" + body, URL)
