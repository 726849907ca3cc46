"""Pictures that a feed puts beside the text: kept, with what is said of them, once each."""

from __future__ import annotations

import pytest

from tests.sources.feeds import rss
from tui.model.entries import Enclosure
from tui.model.prose import Image, Paragraph, Text
from tui.prose import build_prose
from tui.sources.draft import build_feed
from tui.sources.jsonfeed import parse_json_feed
from tui.sources.rss import parse_feed
from tui.sources.slowroad import read_feed

URL = "https://harbour.example/feed.xml"
HOST = "https://p.example"


def enclosed(item: str) -> list[tuple[str, str | None]]:
    (entry,) = parse_feed(
        rss(f"<title>Head</title><link>https://harbour.example/1</link>{item}"), URL
    ).entries
    return [(one.url.removeprefix(HOST), one.title) for one in entry.enclosures]


def content(name: str, inner: str = "", more: str = 'medium="image"') -> str:
    return f'<media:content url="{HOST}/{name}" {more}>{inner}</media:content>'


SUNSET = "<description>&lt;p&gt;Sunset&lt;/p&gt;</description>"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            content("a.png", '<media:description type="plain">Alt text</media:description>'),
            [("/a.png", "Alt text")],
        ),
        (content("a.png", "", 'type="image/png"'), [("/a.png", None)]),
        (content("a.png", "", ""), [("/a.png", None)]),
        (content("a", "", ""), []),
        (content("a.mp4", "", 'type="video/mp4"'), [("/a.mp4", None)]),
        (
            content("a.png", "<media:title>Port</media:title><media:credit>Ann Reed</media:credit>"),
            [("/a.png", "Port\ncredit: Ann Reed")],
        ),
        (content("a.png") + "<media:description>A port</media:description>", [("/a.png", "A port")]),
        (content("a.png") + "<media:title>Head</media:title>", [("/a.png", None)]),
        (content("a.png", "<media:title>IMG_2034.jpg</media:title>"), [("/a.png", None)]),
        (content("a.png") + "<media:description>Sunset</media:description>", [("/a.png", None)]),
        (
            content("140.jpg", "", 'width="140"') + content("b/460.jpg", "", 'width="460"'),
            [("/140.jpg", None), ("/b/460.jpg", None)],
        ),
        (
            "<media:group>"
            + content("s.jpg", "", 'width="140"')
            + content("l.jpg", "", 'width="460"')
            + "<media:description>Both</media:description></media:group>",
            [("/l.jpg", "Both")],
        ),
        (
            "".join(
                content(f"{n}.jpg", "<media:description>Port</media:description>", f'width="{n}"')
                for n in (140, 460)
            ),
            [("/460.jpg", "Port")],
        ),
        (f'<media:thumbnail url="{HOST}/t.jpg"/>', [("/t.jpg", None)]),
        (f'<media:thumbnail url="{HOST}/t.jpg"/>' + content("a.png"), [("/a.png", None)]),
        (content("x", "", 'medium="image"').replace(HOST, "https://1.gravatar.com/avatar"), []),
        (content("a.png").replace("https:", "javascript:"), []),
        (
            f'<enclosure url="{HOST}/a.jpg" type="image/jpeg"/>'
            + content("a.jpg", "<media:title>P</media:title>"),
            [("/a.jpg", "P")],
        ),
    ],
)
def test_a_picture_beside_the_text_is_kept_with_what_is_said_of_it(
    item: str, expected: list[tuple[str, str | None]]
) -> None:
    """One of each that comes in several sizes; small ones only in the place of others."""
    assert enclosed(SUNSET + item) == expected


def test_a_thumbnail_has_nothing_to_add_where_the_text_shows_pictures() -> None:
    text = '<description>&lt;img src="https://p.example/l.jpg"&gt;</description>'
    assert enclosed(text + f'<media:thumbnail url="{HOST}/t.jpg"/>') == []


def test_what_is_said_of_a_film_is_the_text_and_not_its_thumbnail_s() -> None:
    """YouTube's feeds."""
    film = content("v", "", 'type="application/x-shockwave-flash"')
    group = (
        f"<media:group><media:title>Head</media:title>{film}"
        f'<media:thumbnail url="{HOST}/t.jpg"/><media:description>All of it.</media:description>'
        "</media:group>"
    )
    (entry,) = parse_feed(rss(f"<title>Head</title><guid>1</guid>{group}"), URL).entries
    assert entry.content == "All of it."
    assert [(one.url, one.title) for one in entry.enclosures] == [(f"{HOST}/t.jpg", None)]


def test_the_slow_road_keeps_a_picture_too() -> None:
    """Of one picture it knows what is said."""
    item = f"<title>H</title>{SUNSET}" + content("a.png", "<media:description>Alt</media:description>")
    feed = build_feed(read_feed(rss(item).decode()), URL)
    assert feed.entries[0].enclosures == (Enclosure(f"{HOST}/a.png", "image/png", title="Alt"),)


def test_a_picture_beside_the_text_is_shown_below_it_unless_it_is_in_it() -> None:
    """In whatever size it is there."""
    shown = '&lt;p&gt;Text&lt;/p&gt;&lt;img src="https://p.example/u/harbour-300x200.jpg?w=2"&gt;'
    beside = content("u/harbour.jpg") + content("u/cranes.jpg", "<media:title>Cranes</media:title>")
    (entry,) = parse_feed(rss(f"<title>H</title><description>{shown}</description>{beside}"), URL).entries
    (section,) = build_prose(entry).sections
    assert section.blocks == (
        Paragraph(Text("Text")),
        Image(Text(""), f"{HOST}/u/harbour-300x200.jpg?w=2"),
        Image(Text("Cranes"), f"{HOST}/u/cranes.jpg"),
    )


def test_a_headline_is_made_of_the_text_and_not_of_a_picture() -> None:
    (entry,) = parse_feed(
        rss(SUNSET + content("a.png", "<media:description>Alt</media:description>")), URL
    ).entries
    assert build_prose(entry).headline == "Sunset"
    (bare,) = parse_feed(
        rss("<guid>1</guid>" + content("a.png", "<media:description>A port</media:description>")), URL
    ).entries
    assert build_prose(bare).headline == "A port"


def test_the_picture_of_a_json_feed_s_item_is_one() -> None:
    item = b'{"id": "1", "content_text": "x", "image": "/i.png"}'
    feed = b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + item + b"]}"
    (entry,) = parse_json_feed(feed, URL).entries
    assert [one.url for one in entry.enclosures] == ["https://harbour.example/i.png"]
