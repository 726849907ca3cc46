"""JSON Feed: what is of the wrong type is not there, and one bad item costs that item only."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.errors import ParseError
from tui.model.entries import Enclosure, Marks, SourceFeed
from tui.model.prose import Dateline
from tui.sources.draft import MOST_ENTRIES
from tui.sources.jsonfeed import parse_json_feed

VERSION = "https://jsonfeed.org/version/1.1"
KEYS = (
    "id url external_url title content_html content_text summary date_published date_modified author "
    "authors tags language attachments _dateline"
).split()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ITEMS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=len(KEYS)) | VALUES


def feed_of(*items: object, **fields: object) -> bytes:
    return json.dumps({"version": VERSION, "title": "A feed", "items": items, **fields}).encode()


def test_an_item_is_read_whole() -> None:
    """Every field that JSON Feed has and that we keep."""
    item: dict[str, Any] = {
        "id": "1",
        "url": "https://example.org/1",
        "title": "Talks <open>",
        "content_html": "<p>They met.</p>",
        "content_text": "They met.",
        "summary": "A meeting",
        "date_published": "2025-05-15T14:00:00+02:00",
        "date_modified": "2025-05-15T12:30:00Z",
        "authors": [{"name": "Ann Reed"}, {"url": "https://example.org/ben"}],
        "tags": ["peace", "peace", ""],
        "language": "en-GB",
        "attachments": [
            {"url": "https://example.org/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12},
            {"url": "file:///etc/passwd", "mime_type": "text/plain"},
        ],
    }
    feed = parse_json_feed(feed_of(item, home_page_url="https://example.org/"), None)
    (entry,) = feed.entries
    assert (feed.title, feed.site_url, feed.skipped) == ("A feed", "https://example.org/", 0)
    assert (entry.guid, entry.url, entry.title) == ("1", "https://example.org/1", "Talks <open>")
    assert (entry.content, entry.content_form) == ("<p>They met.</p>", "html")
    assert (entry.summary, entry.summary_form) == ("A meeting", "text")
    assert entry.published_at == datetime(2025, 5, 15, 12, tzinfo=UTC)
    assert entry.updated_at == datetime(2025, 5, 15, 12, 30, tzinfo=UTC)
    assert (entry.authors, entry.tags, entry.language) == (("Ann Reed",), ("peace",), "en-GB")
    assert entry.enclosures == (Enclosure("https://example.org/1.mp3", "audio/mpeg", 12),)


def test_version_1_0_states_one_author_and_a_feed_s_author_stands_in() -> None:
    """Both generations of the format, and what the feed says for all its items."""
    item, other = {"id": 1, "content_text": "a", "author": {"name": "Ann"}}, {"id": 2, "content_text": "b"}
    body = feed_of(item, other, version="https://jsonfeed.org/version/1", author={"name": "Ben"})
    assert [entry.authors for entry in parse_json_feed(body, None).entries] == [("Ann",), ("Ben",)]


def test_numbers_as_ids_become_strings() -> None:
    """The format asks for strings and says that readers should take numbers."""
    feed = parse_json_feed(feed_of({"id": 7, "title": "a"}, {"id": 7.5, "title": "b"}), None)
    assert [entry.guid for entry in feed.entries] == ["7", "7.5"]


def test_numbers_as_ids_are_the_same_where_the_feed_is_damaged() -> None:
    """Else a story would come once more from the day on which a stray byte stood in another."""
    items = [{"id": 7, "title": "a"}, {"id": 1234567890123456789, "title": "b"}]
    damaged = feed_of(*items).replace(b'"b"', b'"b\xff"')
    assert damaged != feed_of(*items)
    sound = [entry.guid for entry in parse_json_feed(feed_of(*items), None).entries]
    assert [entry.guid for entry in parse_json_feed(damaged, None).entries] == sound


def test_one_bad_item_costs_that_item_only() -> None:
    """It is counted, so that nobody wonders."""
    feed = parse_json_feed(feed_of("no", None, {}, {"id": "1", "tags": 3, "authors": "Ann"}, [1]), None)
    assert [(entry.guid, entry.tags, entry.authors) for entry in feed.entries] == [("1", ("3",), ("Ann",))]
    assert feed.skipped == 4


@settings(max_examples=costly(100))
@given(st.lists(ITEMS, max_size=4), st.booleans())
def test_any_items_are_read_or_skipped(items: list[object], own: bool) -> None:
    """Whatever types come, each item is an entry or is counted, and texts are harmless."""
    feed = parse_json_feed(feed_of(*items), None, own=own)
    assert len(feed.entries) + feed.skipped == len(items)
    for entry in feed.entries:
        assert "\x1b" not in f"{entry}"
        assert entry.url is None or entry.url.startswith(("http://", "https://"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    """With its byte-order mark or without."""
    text = json.dumps({"version": VERSION, "items": [{"id": "1", "title": "Łódź"}]}, ensure_ascii=False)
    assert parse_json_feed(text.encode(encoding), None).entries[0].title == "Łódź"


def test_lone_surrogates_and_damaged_bytes_cost_no_more_than_themselves() -> None:
    """What the strict reader refuses, the patient one takes, and the text gate makes harmless."""
    body = b'{"version": "1", "items": [{"id": "1", "title": "a\\ud800b\xff"}]}'
    assert parse_json_feed(body, None).entries[0].title == "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[]", "not a JSON Feed"),
        (b'{"a": 1}', "not a JSON Feed"),
        (b'{"items": [{"id": 1, "price": 2}]}', "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/2", "items": []}', "version"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "no list of items"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "no list of items"),
        (b"[" * 200_000, "JSON"),
        (b'{"a":' * 200_000, "JSON"),
    ],
)
def test_what_is_no_json_feed_is_refused_with_a_reason(body: bytes, why: str) -> None:
    """A clear line, and never a traceback."""
    with pytest.raises(ParseError, match=why):
        parse_json_feed(body, None)


def test_items_over_the_cap_are_counted() -> None:
    """Design §7: at most 10,000 entries a feed."""
    feed = parse_json_feed(feed_of(*({"id": n} for n in range(MOST_ENTRIES + 5))), None)
    assert (len(feed.entries), feed.skipped) == (MOST_ENTRIES, 5)


def test_links_resolve_against_the_feed_and_foreign_schemes_are_dropped() -> None:
    """A relative address is an address; `javascript:` is none."""
    items = [{"id": "1", "url": "/a"}, {"id": "2", "url": "javascript:x"}, {"id": "3", "url": "http://["}]
    feed = parse_json_feed(feed_of(*items, home_page_url="blog/"), "https://example.org/feed.json")
    assert [entry.url for entry in feed.entries] == ["https://example.org/a", None, None]


def test_a_link_post_keeps_both_its_pages() -> None:
    """The page that it points to is listed with the entry."""
    item = {"id": "1", "url": "https://example.org/1", "external_url": "https://example.com/news"}
    (entry,) = parse_json_feed(feed_of(item), None).entries
    assert (entry.url, [e.url for e in entry.enclosures]) == (item["url"], [item["external_url"]])


OWN_ITEM = {
    "id": "abc",
    "url": "https://example.org/1",
    "title": "Talks",
    "content_html": "<p>Text</p>",
    "tags": ["mine"],
    "_dateline": {
        "guid": "tag:1",
        "feed": {"url": "https://example.org/feed", "title": "Harbour Post"},
        "date_arrived": "2025-05-15T12:00:00Z",
        "date_stated": "last Thursday",
        "dek": "A start",
        "dateline": {"place": "Istanbul", "agency": "AP"},
        "read": True,
        "saved_at": "2025-05-16T12:00:00Z",
        "position": 0.5,
        "sections": [{"heading": None, "blocks": [{"kind": "paragraph", "text": "Text"}]}],
    },
}


def test_an_imported_export_of_ours_is_believed() -> None:
    """Bookmarks, tags, identity and the very blocks come back."""
    (entry,) = parse_json_feed(feed_of(OWN_ITEM), None, own=True).entries
    assert (entry.guid, entry.content_form, entry.dek) == ("tag:1", "blocks", "A start")
    assert entry.dateline == Dateline("Istanbul", "AP")
    assert entry.published_stated == "last Thursday"
    moments = [datetime(2025, 5, day, 12, tzinfo=UTC) for day in (15, 16)]
    assert entry.marks == Marks(saved_at=moments[1], read=True, tags=("mine",), position=0.5)
    assert entry.origin == SourceFeed("https://example.org/feed", "Harbour Post", moments[0])


def test_a_feed_from_the_network_cannot_set_marks() -> None:
    """A stranger's `_dateline` would bookmark what nobody saved, or write into another feed."""
    (entry,) = parse_json_feed(feed_of(OWN_ITEM), "https://example.com/feed").entries
    assert (entry.marks, entry.origin, entry.content_form, entry.guid) == (None, None, "html", "abc")


def test_every_shared_json_feed_gives_what_most_parsers_find() -> None:
    """Real feeds, where the folder with them is at hand."""
    shared = os.environ.get("DATELINE_SHARED")
    if not shared:
        pytest.skip("DATELINE_SHARED is not set")
    feeds = Path(shared, "feeds")
    lines = map(json.loads, Path(feeds, "expected.jsonl").read_text().splitlines())
    counts = {line["path"]: line["entries"] for line in lines if line["path"].endswith(".json")}
    for path, count in counts.items():
        feed = parse_json_feed((feeds / path).read_bytes(), None)
        assert feed.skipped == 0, path
        assert count is None or len(feed.entries) == count, path
