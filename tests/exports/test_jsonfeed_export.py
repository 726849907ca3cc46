"""JSON Feed: what any feed reader takes, and what our own import needs."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given

from tests.exports.strategies import PATIENT, build_article, several_articles
from tui.exports.jsonfeed import write_json_feed
from tui.model.articles import Article
from tui.model.blocksjson import sections_from_json
from tui.model.entries import Enclosure
from tui.model.notesjson import notes_from_text
from tui.sources.jsonfeed import parse_json_feed


@PATIENT
@given(several_articles())
def test_any_articles_make_a_json_feed(articles: list[Article]) -> None:
    """The rules of jsonfeed.org/version/1.1, and ASCII alone."""
    text = "".join(write_json_feed(articles))
    assert text.isascii()
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert [item["id"] for item in feed["items"]] == [article.id for article in articles]
    for item in feed["items"]:
        assert isinstance(item["content_html"], str)
        assert all(value is not None for value in item.values())
        assert all(set(a) >= {"url", "mime_type"} for a in item.get("attachments", []))


@PATIENT
@given(several_articles(least=1))
def test_the_extension_holds_the_sections_as_they_are(articles: list[Article]) -> None:
    """HTML is for other readers; our own import gets the very blocks."""
    feed = json.loads("".join(write_json_feed(articles)))
    for article, item in zip(articles, feed["items"], strict=True):
        assert sections_from_json(item["_dateline"]["sections"]) == article.prose.sections
        ElementTree.fromstring(f"<body>{item['content_html']}</body>")


@PATIENT
@given(several_articles(least=1))
def test_notes_come_back_as_they_were(articles: list[Article]) -> None:
    """For whoever imports the file; from the network nobody's notes are taken."""
    body = "".join(write_json_feed(articles)).encode()
    own, others = (parse_json_feed(body, None, own=is_own) for is_own in (True, False))
    for article, entry, other in zip(articles, own.entries, others.entries, strict=True):
        assert entry.marks is not None
        assert notes_from_text(entry.marks.notes) == article.notes
        assert other.marks is None


def test_an_item_tells_everything_about_an_article() -> None:
    """Each key as the page on exports names it."""
    (item,) = json.loads("".join(write_json_feed([build_article()])))["items"]
    extension = item.pop("_dateline")
    assert extension.pop("sections")
    assert item.pop("content_html").startswith('<p>The <a href="https://example.org/talks">talks</a> opened')
    assert item == {
        "id": "article00001",
        "url": "https://example.org/1",
        "title": "Talks open in Istanbul",
        "summary": "Delegations met.",
        "date_published": "2025-05-15T12:00:01Z",
        "date_modified": "2025-05-15T12:00:01Z",
        "authors": [{"name": "Ann Reed"}],
        "tags": ["peace", "grain"],
        "language": "en",
    }
    assert extension == {
        "guid": "tag:1",
        "feed": {"url": "https://example.org/feed.xml", "title": "Harbour Post"},
        "date_arrived": "2025-05-15T12:00:01Z",
        "date_stated": None,
        "dek": "A first meeting in years",
        "dateline": {"place": "Istanbul", "agency": "AP"},
        "read": True,
        "saved_at": "2025-05-15T12:00:01Z",
        "position": 0.5,
        "full_text": None,
        "notes": [],
        "links": [],
    }


def test_no_articles_make_a_feed_without_items() -> None:
    """A script gets a document it can read."""
    assert json.loads("".join(write_json_feed([])))["items"] == []


def test_pages_beside_a_story_come_back_with_what_they_are() -> None:
    """JSON Feed has attachments, which a discussion is none of."""
    file = Enclosure("https://example.org/a.mp3", "audio/mpeg", 12, duration_s=95)
    page = Enclosure("https://example.org/1/talk", relation="comments")
    article = replace(build_article(), enclosures=(file, page))
    written = "".join(write_json_feed([article]))
    (item,) = json.loads(written)["items"]
    assert [attachment["url"] for attachment in item["attachments"]] == [file.url]
    (entry,) = parse_json_feed(written.encode(), None, own=True).entries
    assert entry.enclosures == (file, page)
