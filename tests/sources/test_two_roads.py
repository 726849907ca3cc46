"""The fast road answers what feedparser answers, on every feed where it answers at all."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui
from tests.sources.feeds import HOSTILE, SOUND, rss
from tui.errors import ParseError
from tui.model.entries import Enclosure, ParsedFeed, RawEntry
from tui.model.prose import plain_text
from tui.prose.html import sections_from_html
from tui.sources.draft import build_feed
from tui.sources.fastroad import read_plain_feed
from tui.sources.rss import parse_feed
from tui.sources.slowroad import read_feed
from tui.sources.xmltext import decode_xml, mend_xml

URL = "https://harbour.example/feed.xml"
SHARED = os.environ.get("DATELINE_SHARED")


def by_both_roads(body: bytes) -> tuple[ParsedFeed, ParsedFeed] | None:
    """Return what each road makes of a feed; None where the fast one gives up."""
    plain = read_plain_feed(body)
    if plain is None:
        return None
    return build_feed(plain, URL), build_feed(read_feed(mend_xml(decode_xml(body))), URL)


def files(entry: RawEntry) -> list[Enclosure]:
    """Return what an entry points to but for pictures: feedparser does not say what is said of which."""
    return [one for one in entry.enclosures if not (one.media_type or "").startswith("image")]


def words(markup: str) -> list[str]:
    return plain_text(sections_from_html(markup, None)).split()


@pytest.mark.parametrize("name", SOUND)
def test_both_roads_answer_alike_on_sound_feeds(name: str) -> None:
    """Between them these feeds hold every element that the fast road takes."""
    answers = by_both_roads(SOUND[name])
    assert answers is not None
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "name", ["entity bomb", "external entity", "two roots", "html", "wrong encoding", "unclosed"]
)
def test_the_fast_road_gives_up_on_what_it_is_not_sure_of(name: str) -> None:
    """It may be quick because it need not be clever."""
    assert read_plain_feed(HOSTILE[name]()) is None


@pytest.mark.parametrize(
    "item",
    [
        "<details><title>inner</title></details>",
        "<title>a <b>c</b></title>",
        "<description>a</description><description>b</description>",
        '<title>x</title><link xml:base="relative/">y</link>',
        "<author>ann at harbour <ann@harbour.example></author>",
        "<undeclared:title>x</undeclared:title>",
        "<title>&eacute;</title>",
    ],
)
def test_odd_entries_are_feedparsers(item: str) -> None:
    """Each of these is read in a way of its own there."""
    assert read_plain_feed(rss(item)) is None
    assert len(parse_feed(rss(item), URL).entries) == 1


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>12</guid>", None),
        ("<guid>a1b2-c3_d4</guid>", None),
        ("<guid>https://a.example/12</guid>", "https://a.example/12"),
        ("<guid>/posts/12</guid>", "https://harbour.example/posts/12"),
        ("<guid>12.html</guid>", "https://harbour.example/12.html"),
        ("<guid>12</guid><link>/posts/12</link>", "https://harbour.example/posts/12"),
        ("<link>/posts/12</link><guid>12</guid>", "https://harbour.example/posts/12"),
    ],
)
def test_an_id_is_a_link_only_if_it_can_lead_anywhere(guid: str, url: str | None) -> None:
    """RSS takes an id for a link where nothing is said; a bare number opens a page that is not there."""
    answers = by_both_roads(rss(f"<title>One</title>{guid}"))
    assert answers is not None
    assert [answer.entries[0].url for answer in answers] == [url, url]


def test_what_a_foreign_element_holds_is_its_own() -> None:
    """An item within an extension is no item of the feed: five of six parsers agree, feedparser does not."""
    item = '<title>Outer</title><x:conflict xmlns:x="urn:x"><item><title>Inner</title></item></x:conflict>'
    (entry,) = parse_feed(rss(item), URL).entries
    assert entry.title == "Outer"


def test_no_html_parser_of_the_standard_library_is_ours() -> None:
    """It is quadratic on Python 3.11: 120 kB of bait took it 90 seconds (docs/safety.md, rule 6)."""
    imported = {
        name
        for path in Path(tui.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module])
    }
    assert "expat" in str(imported)
    assert not imported & {"html.parser", "xml.etree.ElementTree", "xml.dom.minidom", "xml.sax"}


# ── with the shared feeds ─────────────────────────────────────────────────────────────────────


def shared_feeds(*kinds: str) -> Iterator[tuple[dict[str, object], bytes]]:
    root = Path(SHARED or "") / "feeds"
    for line in (root / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        if expected["kind"] in kinds:
            yield expected, (root / expected["path"]).read_bytes()


@pytest.mark.skipif(SHARED is None, reason="needs DATELINE_SHARED")
def test_both_roads_answer_alike_on_real_feeds() -> None:
    """Ids, links, titles, people and dates in all; the words of the texts in all but one of fifty.

    The few that differ are listed in docs/decisions/0021-two-roads.md: entries with two texts.
    """
    answered = different = 0
    for _, body in shared_feeds("rss", "rdf", "atom", "unknown"):
        try:
            answers = by_both_roads(body)
        except ParseError:
            continue
        if answers is None or len(answers[0].entries) != len(answers[1].entries):
            continue
        answered += 1
        pairs = list(zip(answers[0].entries, answers[1].entries, strict=True))
        for fast, slow in pairs:
            assert (fast.guid, fast.url, fast.authors, fast.tags) == (
                slow.guid,
                slow.url,
                slow.authors,
                slow.tags,
            )
            assert (fast.published_at, fast.updated_at) == (slow.published_at, slow.updated_at)
            assert files(fast) == files(slow)
        different += any(
            words(fast.content) != words(slow.content) or fast.title != slow.title for fast, slow in pairs
        )
    assert answered > 700
    assert different <= answered / 50


@pytest.mark.skipif(SHARED is None, reason="needs DATELINE_SHARED")
def test_the_entries_of_real_feeds_are_those_that_most_parsers_find() -> None:
    """In all JSON Feeds, and in 199 of 200 others at the least."""
    wrong: dict[str, list[str]] = {"json": [], "xml": []}
    read = 0
    for expected, body in shared_feeds("rss", "rdf", "atom", "unknown", "atom-entry", "json"):
        try:
            found: int | None = len(parse_feed(body, URL).entries)
        except ParseError:
            found = None
        nobody = expected["parsers_that_take_it"] == 0
        read += 1
        if (
            expected["entries"] is not None
            and found != expected["entries"]
            and not (nobody and found is None)
        ):
            wrong["json" if expected["kind"] == "json" else "xml"].append(str(expected["path"]))
    assert wrong["json"] == []
    assert len(wrong["xml"]) <= read / 200, wrong
