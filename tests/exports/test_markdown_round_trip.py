"""Markdown written by us and read by us: the words, the facts and the marks are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import category

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.exports.strategies import BLOCKS, PATIENT, articles, build_article, pictures_differ
from tui.exports.markdown import file_stem, render_markdown
from tui.model import (
    Article,
    Block,
    InlineSpan,
    Marks,
    Origin,
    Paragraph,
    Prose,
    RawEntry,
    Section,
    Text,
    plain_text,
)
from tui.prose import build_prose
from tui.sources.files import read_document

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def read_back(article: Article) -> RawEntry:
    name = f"{file_stem(article)}.md"
    (entry,) = read_document(name, render_markdown(article).encode(), NOW).entries
    return entry


def words_of(sections: Sequence[Section]) -> list[str]:
    """The words, without what nobody sees: soft hyphens and the like may be tidied away."""
    shown = plain_text(sections)
    shown = shown.replace("\ufffd", "")  # what XML has no place for comes back so
    return "".join(char for char in shown if category(char)[0] != "C" or char.isspace()).split()


@PATIENT
@given(st.lists(BLOCKS, max_size=3))
def test_no_word_is_lost_between_writing_and_reading(blocks: list[Block]) -> None:
    """The text survives the trip, whatever stands in it. (A picture that comes twice is read once.)"""
    assume(pictures_differ(blocks))
    article = replace(build_article(), prose=Prose("A headline", (Section(None, tuple(blocks)),)))
    read = build_prose(read_back(article)).sections
    assert words_of(read) == words_of(article.prose.sections)


@pytest.mark.parametrize(
    "text",
    [Text("0\n\xa0"), Text("one\xadtwo", (InlineSpan(3, 4, "link", "https://example.org/"),))],
    ids=["a last line of blanks", "a link over nothing to be seen"],
)
def test_what_nobody_sees_adds_no_word(text: Text) -> None:
    """Neither a stray backslash nor a link's address."""
    article = replace(build_article(), prose=Prose("A headline", (Section(None, (Paragraph(text),)),)))
    assert words_of(build_prose(read_back(article)).sections) == words_of(article.prose.sections)


def test_a_well_formed_article_comes_back_as_it_was() -> None:
    """Sections, spans, lists, code, tables: not the words alone."""
    article = build_article()
    entry = read_back(article)
    assert build_prose(entry) == article.prose
    assert (entry.guid, entry.url) == (article.guid, article.listing.url)
    assert entry.marks == Marks(saved_at=article.saved_at, read=True, tags=("peace", "grain"))
    assert entry.origin is not None
    assert replace(entry.origin, article_id=None) == Origin(
        article.feed_url, article.listing.feed, article.listing.arrived_at
    )


@PATIENT
@given(articles())
def test_the_facts_come_back(article: Article) -> None:
    """Front matter holds any headline, name and tag."""
    entry = read_back(article)
    assert entry.title == article.prose.headline
    assert (entry.dek, entry.url) == (article.prose.dek, article.listing.url)
    assert entry.authors == ((article.prose.byline,) if article.prose.byline else ())
    assert entry.published_at == article.listing.published_at
    assert entry.marks is not None
    assert entry.marks.saved_at == article.saved_at
    assert entry.marks.tags == article.listing.tags
