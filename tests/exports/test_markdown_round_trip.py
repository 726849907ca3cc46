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
from tui.model.articles import Article
from tui.model.entries import Marks, RawEntry, SourceFeed
from tui.model.notes import Note, Quotation
from tui.model.notesjson import notes_from_text
from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    InlineSpan,
    ListBlock,
    ListItem,
    Paragraph,
    Prose,
    Quote,
    Section,
    Table,
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


@pytest.mark.parametrize("text", ["00€", "00€5x", "00\ufffd"])
def test_a_mark_that_leant_on_a_dead_one_is_dropped_as_well(text: str) -> None:
    """A sign behind a letter begins no emphasis, and so nothing within it."""
    spans = (InlineSpan(2, 3, "emphasis"), InlineSpan(2, 3, "struck"))
    article = replace(
        build_article(), prose=Prose("A headline", (Section(None, (Paragraph(Text(text, spans)),)),))
    )
    assert words_of(build_prose(read_back(article)).sections) == words_of(article.prose.sections)


@PATIENT
@given(st.lists(BLOCKS, max_size=3))
def test_no_word_is_lost_between_writing_and_reading(blocks: list[Block]) -> None:
    """The text survives the trip, whatever stands in it. (A picture that comes twice is read once.)"""
    assume(pictures_differ(blocks))
    article = replace(build_article(), prose=Prose("A headline", (Section(None, tuple(blocks)),)))
    read = build_prose(read_back(article)).sections
    assert words_of(read) == words_of(article.prose.sections)


def test_what_is_struck_out_of_a_caption_stays_so() -> None:
    """Where `~~` would not act, HTML does; but not within the brackets of a picture."""
    caption = Text("\n 0 0:0", (InlineSpan(0, 6, "struck"),))
    article = replace(
        build_article(),
        prose=Prose("A headline", (Section(None, (Image(caption, "https://example.org/a.png"),)),)),
    )
    assert words_of(build_prose(read_back(article)).sections) == ["0", "0:0"]


@pytest.mark.parametrize("caption", [":", "：", ":-", "A ship", ""])
@pytest.mark.parametrize("alt", ["", "a bow"])
def test_a_pictures_title_comes_back_beside_any_caption(caption: str, alt: str) -> None:
    """One of signs alone among them."""
    image = Image(Text(caption), "https://example.org/a.png", Text(alt), Text("Seen from the quay"))
    article = replace(build_article(), prose=Prose("A headline", (Section(None, (image,)),)))
    assert words_of(build_prose(read_back(article)).sections) == words_of(article.prose.sections)


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
    assert (entry.guid, entry.url) == (article.guid, article.headline.url)
    assert entry.marks == Marks(saved_at=article.saved_at, read=True, tags=("peace", "grain"))
    assert entry.origin is not None
    assert replace(entry.origin, article_id=None) == SourceFeed(
        article.feed_url, article.headline.feed, article.headline.arrived_at
    )


@PATIENT
@given(articles())
def test_the_facts_come_back(article: Article) -> None:
    """Front matter holds any headline, name and tag."""
    entry = read_back(article)
    assert entry.title == article.prose.headline
    assert (entry.dek, entry.url) == (article.prose.dek, article.headline.url)
    assert entry.authors == ((article.prose.byline,) if article.prose.byline else ())
    assert entry.published_at == article.headline.published_at
    assert entry.marks is not None
    assert entry.marks.saved_at == article.saved_at
    assert entry.marks.tags == article.headline.tags


@PATIENT
@given(articles())
def test_notes_come_back_and_add_nothing_to_the_text(article: Article) -> None:
    """What is written for people below the text is no text; the fields tell what was noted."""
    with_notes, without = read_back(article), read_back(replace(article, notes=()))
    assert with_notes.marks is not None
    assert notes_from_text(with_notes.marks.notes) == article.notes
    assert with_notes.content.strip() == without.content.strip()


def test_notes_are_there_to_be_read() -> None:
    """The passage quoted, so that it shows as it is, and the words as the reader's own Markdown."""
    notes = (Note("key-0001", "ask *them*", Quotation("3 * 4\n# no heading")),)
    text = render_markdown(replace(build_article(), notes=notes))
    assert text.endswith("## Notes\n\n> 3 \\* 4\n>\n> \\# no heading\n\nask *them*\n")


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


RICH = (
    Paragraph(Text("Price 10 8, x 9y.", (InlineSpan(6, 8, "struck"), InlineSpan(14, 15, "struck")))),
    Quote(
        (
            para("outer"),
            Quote((para("inner"),)),
            Heading(Text("Head"), 4),
            ListBlock((ListItem((para("a"), Code(Text("x\n\ny"), "sh"))), ListItem((para("b"), para("c"))))),
            Table(((Text("h"), Text("i")), (Text("1"), Text("2"))), has_header=True),
        )
    ),
    ListBlock(
        (
            ListItem((para("step"), Quote((para("said"),)), Code(Text("make"))), "1."),
            ListItem((para("next"),), "2."),
        )
    ),
    ListBlock(
        (
            ListItem((para("x"), Code(Text("a\n\n\nb"))), "3."),
            ListItem((para("y"),), "2."),
            ListItem((para("z"),), "1."),
        )
    ),
    ListBlock((ListItem((para("clause"),), "iv."), ListItem((para("other"),), "v."))),
    ListBlock((ListItem((para("bullets"),)),)),
    ListBlock((ListItem((para("more"),)),)),
    ListBlock((ListItem((para("term"), para("meaning")), ""), ListItem((para("other"), para("again")), ""))),
    Image(Text("Under it"), "https://e.example/1.png", Text('Seen "there"'), Text("Joke & more")),
    Image(Text("Name"), "https://e.example/2.png", title=Text('A "joke" <b>')),
)


@pytest.mark.parametrize("block", RICH, ids=lambda block: type(block).__name__)
def test_each_form_comes_back_equal(block: Block) -> None:
    """In what Markdown has for it, or in HTML where it has nothing."""
    article = replace(build_article(), prose=Prose("A headline", (Section(None, (para("lede"), block)),)))
    assert build_prose(read_back(article)).sections == article.prose.sections


def test_all_forms_one_after_the_other_come_back_equal() -> None:
    article = replace(build_article(), prose=Prose("A headline", (Section(None, (para("lede"), *RICH)),)))
    assert build_prose(read_back(article)).sections == article.prose.sections
