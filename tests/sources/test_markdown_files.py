"""Markdown with front matter: fields are read or named by line, and the text is left alone."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import ParseError
from tui.model.prose import Dateline
from tui.sources.frontmatter import has_front_matter, split_front_matter
from tui.sources.markdown import parse_markdown

EVERY_FIELD = """---
title: "Talks: the second day"
subtitle: 'It''s a start'
date: 2025-05-15 14:30:00 +02:00
authors:
  - Ann Reed
  - name: Ben Olsen
    email: ben@example.org
tags: [peace, "grain, wheat", talks]
id: urn:x:7
url: https://example.org/7 # the page
lang: en-GB
summary: >
  Two lines
  are one.
feed: Harbour Post
dateline: Istanbul (AP)
cover:
  image: a.png
  alt: nothing we know
---
# Talks: the second day

They went *on*.
"""


def test_every_field_is_read() -> None:
    """One key a line, quoted or not, lists in either form, a comment, and keys we do not know."""
    entry = parse_markdown("stem", EVERY_FIELD)
    assert entry.title == "Talks: the second day"
    assert entry.dek == "It's a start"
    assert entry.published_at == datetime(2025, 5, 15, 12, 30, tzinfo=UTC)
    assert entry.published_stated == "2025-05-15 14:30:00 +02:00"
    assert entry.authors == ("Ann Reed", "Ben Olsen")
    assert entry.tags == ("peace", "grain, wheat", "talks")
    assert (entry.guid, entry.url, entry.language) == ("urn:x:7", "https://example.org/7", "en-GB")
    assert entry.summary == "Two lines are one."
    assert entry.masthead == "Harbour Post"
    assert entry.dateline == Dateline("Istanbul", "AP")
    assert entry.content == "# Talks: the second day\n\nThey went *on*.\n"
    assert entry.content_form == "markdown"


@pytest.mark.parametrize("mark", ["|", ">", "|-", ">+", "|2"])
def test_a_field_over_several_lines_is_one_line(mark: str) -> None:
    """Whatever YAML would do with its ends of line: it is shown in a list."""
    entry = parse_markdown("stem", f"---\nsummary: {mark}\n  Two lines\n  are one.\ntitle: T\n---\nText.")
    assert (entry.summary, entry.title) == ("Two lines are one.", "T")


def test_toml_front_matter_says_the_same() -> None:
    """The other common form, with its own dates."""
    entry = parse_markdown(
        "stem", '+++\ntitle = "Talks"\ndate = 2025-05-15\nauthor = "Ann Reed"\ntags = ["a", "b"]\n+++\nText.'
    )
    assert (entry.title, entry.authors, entry.tags) == ("Talks", ("Ann Reed",), ("a", "b"))
    assert entry.published_at == datetime(2025, 5, 15, tzinfo=UTC)
    assert entry.content == "Text."


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    """A plain README is an article too."""
    entry = parse_markdown("stem", "# A *plain* page #\n\nText.")
    assert (entry.title, entry.guid, entry.published_at) == ("A plain page", "stem", None)


@pytest.mark.parametrize(
    "text",
    [
        "---\nA thematic break above.\n---\n",
        "---\ntitle: never closed\n",
        "Text\n---\na: b\n---\n",
        "----\na: b\n----",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    """Nothing of such a text is swallowed."""
    assert not has_front_matter(text)
    assert split_front_matter(text, {"title"}) == ({}, text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("---\ntitle: a\nno pair here\n---\n", "Line 3"),
        ('---\ntitle: "never closed\n---\n', "Line 2"),
        ("---\nlang: en\ntags: [a, b\n---\n", "Line 3"),
        ("---\ntitle: 'a' b\n---\n", "Line 2"),
        ("---\ntags:\n  - a\n  b\n---\n", "Line 4"),
        ("+++\ntitle = a\n+++\n", "line 2"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text: str, where: str) -> None:
    """Whoever wrote the file finds the place at once."""
    with pytest.raises(ParseError, match=where):
        parse_markdown("stem", text)


@pytest.mark.parametrize("stated", ["soon", "2025-13-01", "99999-01-01", "0001-01-01T00:00:00+14:00"])
def test_an_unreadable_date_is_kept_as_stated(stated: str) -> None:
    """No guess, and no crash at the ends of time."""
    entry = parse_markdown("stem", f"---\ndate: {stated}\n---\nText.")
    assert (entry.published_at, entry.published_stated) == (None, stated)


def test_a_link_that_is_none_is_left_out() -> None:
    """Only http and https are ever opened."""
    assert parse_markdown("stem", "---\nurl: javascript:alert(1)\n---\nText.").url is None


@given(st.text(alphabet="abc:-[]{}\"'#|>\n \t+=\\", max_size=60))
def test_any_front_matter_is_read_or_refused(lines: str) -> None:
    """Nothing but our own error comes out, and the text below is never touched."""
    for mark in ("---", "+++"):
        document = f"{mark}\ntitle: x\n{lines}\n{mark}\nThe text.\n"
        try:
            entry = parse_markdown("stem", document)
        except ParseError:
            continue
        assert entry.content.endswith("The text.\n")


@pytest.mark.parametrize("unit", ["a", " ", "a: ", "[a, ", "- ", '"', "# ", "'", "\n- a", "\na:"])
def test_long_front_matter_is_read_in_a_moment(unit: str) -> None:
    """A file made to be slow is not."""
    document = f"---\ntitle: {unit * (200_000 // len(unit))}\n---\nText."
    with suppress(ParseError):
        parse_markdown("stem", document)
