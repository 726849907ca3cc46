"""A file is told by what it holds, and one that cannot be read is named."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import ParseError
from tui.model.entries import RawEntry
from tui.sources.files import LARGEST_FILE, read_document
from tui.sources.text import decode_text

NOW = datetime(2025, 5, 15, 12, tzinfo=UTC)
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "T"}]})
RSS = "<rss version='2.0'><channel><item><title>T</title><guid>1</guid></item></channel></rss>"


def one(name: str, body: str | bytes) -> RawEntry:
    body = body.encode() if isinstance(body, str) else body
    (entry,) = read_document(name, body, NOW).entries
    return entry


@pytest.mark.parametrize(
    ("name", "body", "form"),
    [
        ("a.txt", "Title\n\nText.", "text"),
        ("a", "Title\n\nText.", "text"),
        ("a.md", "# Title\n\nText.", "markdown"),
        ("a.txt", "---\ntitle: Title\n---\nText.", "markdown"),
        ("a.md", "<div>\n\nText\n</div>", "markdown"),
        ("a.json", JSON_FEED, "html"),
        ("a.txt", JSON_FEED, "html"),
        ("a.txt", "[1] A text that opens with a bracket.", "text"),
    ],
)
def test_a_file_is_told_by_content_and_name(name: str, body: str, form: str) -> None:
    """Content first, since names lie; the name where the content leaves it open."""
    entry = one(name, body)
    assert entry.content_form == form or not entry.content


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.txt", "-"])
@pytest.mark.parametrize("before", ["", "\ufeff", "  \n", '<?xml version="1.0"?>\n<!-- a <note> -->\n'])
def test_a_feed_is_known_by_its_root(name: str, before: str) -> None:
    """Comments, declarations and marks may stand before it."""
    assert one(name, before + RSS).title == "T"


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b" \n\xc2\xa0\n", "no text"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not a text"),
        ("a.pdf", b"%PDF-1.7\n%text", "not a text"),
        ("a.txt", b"\0\0\0\0" * 40, "not a text|no text"),
        ("a.opml", b"<opml version='2.0'><body/></opml>", "dateline import"),
        ("a.html", b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
        ("a.csv", b"a,b\n1,2\n", r"\.csv"),
        ("a.json", b"{}", "JSON"),
        ("a.json", b"not json", "JSON"),
        ("a.md", b"---\ntitle: 'x\n---\n", "Line 2"),
        ("a.txt", b"x" * (LARGEST_FILE + 1), "15 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, body: bytes, why: str) -> None:
    """The others of a folder load; of this one the reader learns why not."""
    with pytest.raises(ParseError, match=why) as caught:
        read_document(f"folder/{name}", body, NOW)
    assert str(caught.value).startswith(f"folder/{name}: ")


def test_a_file_name_cannot_act_on_the_terminal() -> None:
    """Its name is text from outside as well."""
    with pytest.raises(ParseError) as caught:
        read_document("a\x1b]52;c;x\x07.txt", b"", NOW)
    assert "\x1b" not in str(caught.value)


def test_standard_input_is_told_apart_by_its_text() -> None:
    """Two texts piped in are two articles; the same one twice is one."""
    first, second, again = (one("-", text).guid for text in ("One.", "Two.", "One."))
    assert first == again != second


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Nothing but our own error comes out of a file."""
    for name in ("a.txt", "a.md", "a.json"):
        with suppress(ParseError):
            read_document(name, body, NOW)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Łódź".encode(), "Łódź"),
        ("Łódź".encode("utf-8-sig"), "Łódź"),
        ("Łódź".encode("utf-16"), "Łódź"),
        ("Text".encode("utf-16-be"), "Text"),
        ("Łódź".encode("utf-32"), "Łódź"),
        ("Málaga".encode("latin-1"), "Málaga"),
        ("“Málaga”".encode("cp1252"), "“Málaga”"),
        ("Łódź, Kraków, Gdańsk ".encode() + b"\xff", "Łódź, Kraków, Gdańsk \ufffd"),
        (b"A line\x1b[1m in bold", "A line\x1b[1m in bold"),
    ],
)
def test_the_encoding_is_told_by_marks_and_by_what_fits(body: bytes, text: str) -> None:
    """Old files are Windows-1252; new ones with one damaged byte are not."""
    assert decode_text(body) == text
