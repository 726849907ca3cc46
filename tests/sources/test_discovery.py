"""From a page to its feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.discovery import (
    FoundFeed,
    common_paths,
    find_feeds,
    linked_feeds,
    refreshed,
    youtube_feed,
)

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


@pytest.mark.parametrize(
    ("link", "url", "is_certain"),
    [
        ("type=application/rss+xml href=feed:http://a.example/x", "http://a.example/x", True),
        ("type=application/rss+xml href=feed://a.example/x", "https://a.example/x", True),
        ("type=application/rss+xml href='FEED:https://a.example/x'", "https://a.example/x", True),
        ("type=application/rss href=/x", "https://harbour.example/x", True),
        ("type=application/x-atom+xml href=/x", "https://harbour.example/x", True),
        ("type=text/rss href=/x", "https://harbour.example/x", True),
        ("type=application/json href=/index.json", "https://harbour.example/index.json", False),
        ("title=RSS href=/x", "https://harbour.example/x", False),
        ("title='Atom feed' href=/x", "https://harbour.example/x", False),
        ("href=/feed.xml", "https://harbour.example/feed.xml", False),
    ],
)
def test_an_alternate_is_a_feed_or_may_be_one(link: str, url: str, is_certain: bool) -> None:
    """A search index is of the type of a JSON Feed; a link without a type may be anything."""
    (feed,) = find_feeds(page(f"<link rel=alternate {link}>"), URL)
    assert (feed.url, feed.is_certain) == (url, is_certain)


@pytest.mark.parametrize(
    "link",
    [
        "title=Deutsch hreflang=de href=/feed.xml",
        "media='only screen and (max-width: 640px)' href=/feed/",
        "href=/amp/post",
        "title=Feedback href=/x",
        "type=application/json+oembed href=/x.rss",
        "type=application/atomic href=feed:javascript:x",
        "type=text/html title=RSS href=/rss",
    ],
)
def test_an_alternate_that_is_a_page_is_none(link: str) -> None:
    """Translations, pages for telephones, previews."""
    assert find_feeds(page(f"<link rel=alternate {link}>"), URL) == ()


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ('</rss>; rel="alternate"; type="application/rss+xml"', [("https://harbour.example/rss", "")]),
        (
            '</a>; rel=x, <x.atom>; title="News; \\"all\\", more"; type=application/atom+xml;rel=alternate',
            [("https://harbour.example/blog/x.atom", 'News; "all", more')],
        ),
        (
            "<feed:https://a.example/x>; rel=feed, </x>; rel=feed",
            [("https://a.example/x", ""), ("https://harbour.example/x", "")],
        ),
        ("</de>; rel=alternate; hreflang=de, </x>; rel=next, rubbish, <", []),
        ("</x>; rel=alternate; type=text/html; type=application/rss+xml", []),
        ("<javascript:x>; rel=feed", []),
    ],
)
def test_an_answer_may_announce_feeds_in_its_head(links: str, found: list[tuple[str, str]]) -> None:
    """RFC 8288; of a parameter that stands twice the first counts."""
    assert [(feed.url, feed.title) for feed in find_feeds(b"", URL, links)] == found


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/new", "https://harbour.example/new"),
        ("0;URL='https://a.example/x#part'", "https://a.example/x"),
        ("5 , /new", "https://harbour.example/new"),
        ("0.5; url = new", "https://harbour.example/blog/new"),
        ("300", None),
        ("0; url=post", None),
        ("0; url=javascript:x", None),
        ("url=/new", None),
        ("", None),
    ],
)
def test_a_page_may_send_one_on(content: str, target: str | None) -> None:
    """In its head or in its answer's; a page that only loads itself anew sends nobody on."""
    assert refreshed(page(f'<meta http-equiv="Refresh" content="{content}">'), URL) == target
    assert refreshed(b"", URL, content) == target


CHANNEL = "UCabcdefghij-lmnopqr_tuv"
OF_CHANNEL = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", OF_CHANNEL),
        (f"http://m.youtube.com/channel/{CHANNEL}/videos?view=0", OF_CHANNEL),
        (f"https://youtube.com/channel/{CHANNEL}x", None),
        ("https://www.youtube.com/user/harbour", "https://www.youtube.com/feeds/videos.xml?user=harbour"),
        (
            "https://www.youtube.com/playlist?list=PLa-b&x=1",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PLa-b",
        ),
        (
            "https://www.youtube.com/playlist?list=a%26b",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=a%26b",
        ),
        ("https://www.youtube.com/playlist", None),
        ("https://www.youtube.com/@harbour", None),
        ("https://www.youtube.com/watch?v=x&list=y", None),
        (OF_CHANNEL, None),
        (f"https://youtube.example/channel/{CHANNEL}", None),
    ],
)
def test_a_channels_feed_is_known_by_the_address_of_its_page(address: str, feed: str | None) -> None:
    assert youtube_feed(address) == feed


@pytest.mark.parametrize(
    ("words", "url"),
    [
        (f"<link rel=canonical href='https://www.youtube.com/channel/{CHANNEL}'>", URL),
        (f"<meta property='og:url' content='https://www.youtube.com/channel/{CHANNEL}'>", URL),
        (f"<meta itemprop=identifier content={CHANNEL}>", "https://www.youtube.com/@harbour"),
        (f"<meta itemprop='channelId' content={CHANNEL}>", "https://www.youtube.com/watch?v=x"),
        (
            f'<script>{{"channelId":"{"UC" + "x" * 22}", "externalId": "{CHANNEL}"}}</script>',
            "https://www.youtube.com/c/harbour",
        ),
        (f'<script>{{"channelId":"{CHANNEL}"}}</script>', "https://www.youtube.com/watch?v=x"),
    ],
)
def test_a_page_with_a_channels_number_alone_has_its_feed(words: str, url: str) -> None:
    """Of handles, own names and videos it stands in the page; the page's own counts before others."""
    assert [feed.url for feed in find_feeds(page(words), url)] == [OF_CHANNEL]


def test_a_channels_number_says_nothing_elsewhere_or_beside_a_feed() -> None:
    """Anybody may name a channel."""
    said = f'<meta itemprop=identifier content={CHANNEL}><script>{{"externalId":"{CHANNEL}"}}</script>'
    assert find_feeds(page(said), URL) == ()
    (feed,) = find_feeds(page(said, "<link rel=feed href=/x>"), "https://www.youtube.com/@harbour")
    assert feed.url == "https://www.youtube.com/x"


def test_the_base_of_the_page_holds() -> None:
    """Few pages have one; theirs are wrong without it."""
    (feed,) = find_feeds(page("<base href='https://cdn.example/a/'><link rel=feed href=b>"), URL)
    assert feed.url == "https://cdn.example/a/b"


def test_links_that_look_like_feeds_are_found_in_the_text_of_a_page() -> None:
    """By their address, whatever they say; whether it is one, asking it tells."""
    body = page() + b"".join(
        f'<p><a href="{href}">here</a>'.encode()
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


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        ("<a href=/x>RSS</a>", "/x"),
        ("<a href=/x><img src=i.png alt='Atom feed'></a>", "/x"),
        ("<a href=/x title='RSS 2.0'><i></i></a>", "/x"),
        ("<a href=/x aria-label=Feed><svg></svg></a>", "/x"),
        ("<p>RSS: <a href=feed:/x>Subscribe by <b>RSS</b></a>", "/x"),
        ("<link rel=alternate href=/x>", "/x"),
        ("<link rel=alternate href=/blog/post#top>", None),
        ("<link rel=alternate hreflang=de href=/x>", None),
        ("<link rel='alternate stylesheet' href=/x>", None),
        ("<link rel=alternate type=text/html href=/x>", None),
        ("RSS <a href=/x>here</a> RSS", None),
        ("<a href=/x>" + "It was about RSS, and about feeds, and about everything else " * 3 + "</a>", None),
        ("<a href='javascript:x'>RSS</a>", None),
        ("<a href=#rss>RSS</a>", None),
    ],
)
def test_what_is_only_called_a_feed_is_tried_too(markup: str, path: str | None) -> None:
    """By its words, its picture, or an alternate that says nothing at all."""
    found = [] if path is None else [f"https://harbour.example{path}"]
    assert list(linked_feeds(page() + markup.encode(), URL)) == found


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
    find_feeds(b"<link rel=feed href=" + body, URL, body.decode("latin-1"))
    linked_feeds(b"<a href=/x>rss" + body, URL)
    refreshed(b"<meta http-equiv=refresh content=" + body, URL, body.decode("latin-1"))
