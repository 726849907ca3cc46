"""newsboat's list of feeds: read as it reads it, but for what would run a program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.files import read_feed_list
from tui.sources.newsboat import is_newsboat_urls, parse_newsboat_urls
from tui.sources.opml import OpmlFeed, build_opml, parse_opml

URLS = r"""
# my feeds
https://a.example/feed
https://b.example/feed news "~The \"B\"" "world affairs"  # an afterthought
  http://c.example/#part "~C" !quiet
"https://d.example/feed" "Wissen & Kultur"
https://b.example/feed "~Again" later
"query:Unread:unread = \"yes\"" "~What waits"
"exec:~/bin/make_feed.py --all" "~Made"
filter:~/bin/clean.sh:https://e.example/feed
"file:///home/ann/feed.xml"
gopher://f.example/
ann's own line
https://ann:s3cret@g.example/feed
"""


def test_a_list_is_read_with_titles_and_folders() -> None:
    """The first tag is the folder; what hides a feed there says nothing here."""
    assert parse_newsboat_urls(URLS).feeds == (
        OpmlFeed("https://a.example/feed"),
        OpmlFeed("https://b.example/feed", 'The "B"', ("news",), None, (("category", "news,world affairs"),)),
        OpmlFeed("http://c.example/#part", "C"),
        OpmlFeed("https://d.example/feed", "", ("Wissen & Kultur",)),
    )


def test_what_is_not_taken_is_named_with_its_reason() -> None:
    refused = {feed.name: feed.reason for feed in parse_newsboat_urls(URLS).refused}
    assert list(refused) == [
        "What waits",
        "Made",
        "filter:~/bin/clean.sh:https://e.example/feed",
        "file:///home/ann/feed.xml",
        "gopher://f.example/",
        "ann's",
        "https://g.example/feed",
    ]
    assert "search of another reader" in refused["What waits"]
    assert "run a program" in refused["Made"]
    assert "password" in refused["https://g.example/feed"]


@pytest.mark.parametrize(
    ("name", "text", "is_list"),
    [
        ("/home/ann/.newsboat/urls", URLS, True),
        ("urls", "# none yet\n", False),
        ("urls", "Harbour Opens\n\nThe harbour opened.\n", False),
        ("feeds.txt", "https://a.example/feed news\n\n# more\nhttp://b.example/\n", True),
        ("standard input", '"exec:ls" x\n', True),
        ("feeds.txt", URLS, False),
        ("links.md", "# Links\nhttps://a.example/\n", False),
        ("story.txt", "Harbour Opens\n\nhttps://a.example/feed\n", False),
        ("story.txt", "Query: what is new?\n", False),
        ("empty.txt", "", False),
    ],
)
def test_a_list_is_known_by_its_name_or_its_lines(name: str, text: str, is_list: bool) -> None:
    """A story that names an address is none; nor is a page of links."""
    assert is_newsboat_urls(name, text) is is_list
    assert (read_feed_list(name, text.encode()) is not None) is is_list


@given(st.text(st.sampled_from(list("h \"\\#~!\n:/.a'\0\u202e")) | st.characters()))
def test_any_text_is_read(text: str) -> None:
    """And what is taken of it can be exported."""
    listed = parse_newsboat_urls(f"https://a.example/ {text}")
    assert parse_opml(build_opml(listed)).feeds[0].url == "https://a.example/"


def test_opml_in_two_bytes_a_letter_is_a_list_too() -> None:
    """Windows writes it."""
    body = '<?xml version="1.0" encoding="utf-16"?><opml><body><outline xmlUrl="https://a.example/"/></body></opml>'
    listed = read_feed_list("feeds.opml", body.encode("utf-16"))
    assert listed is not None
    assert [feed.url for feed in listed.feeds] == ["https://a.example/"]
