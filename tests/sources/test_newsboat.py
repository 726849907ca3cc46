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
        OpmlFeed("https://g.example/feed"),
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
    ]
    assert "search of another reader" in refused["What waits"]
    assert "run a program" in refused["Made"]


def test_what_has_no_place_here_is_told_once() -> None:
    """Further tags, hidden feeds, a password in an address: taken, but not swallowed."""
    notes = {note.name: note.words for note in parse_newsboat_urls(URLS).notes}
    assert "s3cret" not in repr(parse_newsboat_urls(URLS))
    assert "user=… password_command=…" in notes["https://g.example/feed"]
    words = [note.words for note in parse_newsboat_urls(URLS).notes if not note.name]
    assert words[0].startswith(
        "1 feed is under several tags there and in one folder here; the others (world affairs)"
    )
    assert words[1] == "1 feed is hidden there by “!”: none is here"
    many = "".join(f"https://a.example/{n} first t{n} t{n + 1} !h\n" for n in range(20))
    first, second = parse_newsboat_urls(many).notes
    assert first.words.startswith("20 feeds are under several tags")
    assert "(t0, t1, t2, t3, t4, t5, t6, t7 and 13 more)" in first.words
    assert second.words.startswith("20 feeds are hidden")
    assert parse_newsboat_urls("https://a.example/ one\n").notes == ()


@pytest.mark.parametrize(
    ("name", "text", "is_list"),
    [
        ("/home/ann/.newsboat/urls", URLS, True),
        ("urls", "# none yet\n", False),
        ("urls", "Harbour Opens\n\nThe harbour opened.\n", False),
        ("feeds.txt", "https://a.example/feed news\n\n# more\nhttp://b.example/\n", True),
        ("standard input", '"exec:ls" x\n', True),
        ("feeds.txt", URLS, True),
        ("feeds.txt", "https://a.example/ opened.\nThe harbour has news.\nhttps://b.example/\n", False),
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
