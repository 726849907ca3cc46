"""How long a recording takes, in the ways that feeds state it."""

from __future__ import annotations

import json

import pytest

from tests.sources.feeds import rss
from tui.model.entries import Enclosure
from tui.sources.durations import read_duration
from tui.sources.jsonfeed import parse_json_feed
from tui.sources.rss import parse_feed

URL = "https://harbour.example/feed.xml"


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("3723", 3723),
        ("3723.9", 3723),
        ("62:03", 3723),
        ("1:02:03", 3723),
        ("01:02:03.250", 3723),
        (" 00:45 ", 45),
        ("PT1H2M3S", 3723),
        ("pt45m", 2700),
        ("P1DT1S", 86401),
        ("", None),
        ("0", None),
        ("00:00:00", None),
        ("one hour", None),
        ("1h", None),
        ("-5", None),
        ("1:2:3:4", None),
        ("604800", 604800),
        ("604801", None),
        ("3723000", None),
        ("9" * 5000, None),
        ("٣:٤", None),
    ],
)
def test_a_duration_is_read_or_none(stated: str, seconds: int | None) -> None:
    assert read_duration(stated) == seconds


def enclosures(items: str) -> list[Enclosure]:
    return list(parse_feed(rss(items), URL).entries[0].enclosures)


MP3 = '<enclosure url="https://h.example/1.mp3" type="audio/mpeg" length="9000"/>'


def test_what_is_said_of_the_entry_is_said_of_its_first_recording() -> None:
    """Not of its chapters or pictures."""
    found = enclosures(
        '<title>x</title><enclosure url="https://h.example/1.pdf" type="application/pdf"/>'
        f"<itunes:duration>45:00</itunes:duration>{MP3}"
    )
    assert [file.duration_s for file in found] == [None, 2700]
    assert enclosures("<title>x</title><itunes:duration>9</itunes:duration>") == []


def test_a_file_that_is_stated_twice_has_what_either_says() -> None:
    """RSS's enclosure says how many bytes, Media RSS of the same file how long."""
    media = '<media:content url="https://h.example/1.mp3" type="audio/mpeg" duration="95" fileSize="1"/>'
    assert enclosures(f"<title>x</title>{MP3}{media}<itunes:duration>3</itunes:duration>") == [
        Enclosure("https://h.example/1.mp3", "audio/mpeg", 9000, duration_s=95)
    ]


def test_json_feeds_state_it_in_seconds() -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "H",
        "items": [
            {
                "id": "1",
                "content_text": "x",
                "attachments": [
                    {"url": "https://h.example/1.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 95},
                    {"url": "https://h.example/2.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": "x"},
                ],
            }
        ],
    }
    (entry,) = parse_json_feed(json.dumps(document).encode(), URL).entries
    assert [file.duration_s for file in entry.enclosures] == [95, None]
