"""Articles of every shape, for properties; and one of a known shape, for examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.model.articles import Article, Headline
from tui.model.entries import RELATIONS, Enclosure
from tui.model.ids import ArticleId, FeedId
from tui.model.notes import Note, Quotation
from tui.model.prose import (
    SPAN_KINDS,
    Block,
    Code,
    Dateline,
    Heading,
    Image,
    InlineSpan,
    ListBlock,
    ListItem,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    blocks_within,
)
from tui.text.safe import clean, clean_line

PATIENT = settings(max_examples=costly(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For whole articles: a loaded machine takes its time to make them up."""

_NASTY = st.sampled_from(
    [
        "*a* _b_",
        "# x",
        "- y",
        "3. z",
        "```",
        "<b>&amp;</b>",
        "[l](u)",
        "| a |",
        "---",
        "~~s~~",
        "a\\",
        "> q",
        "`",
    ]
)
WORDS = st.lists(st.text(max_size=6) | _NASTY, min_size=1, max_size=3).map(" ".join)
LINES = WORDS.map(clean_line)
PLAIN = st.lists(WORDS, min_size=1, max_size=2).map("\n".join).map(clean)
ADDRESSES = st.sampled_from(
    ["https://example.org/", "http://example.org/a?b=1&copy=2#c", "https://example.org/%3Ca%3E%20(b)%7Cé"]
)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


@st.composite
def spans(draw: st.DrawFn, plain: str) -> InlineSpan:
    start = draw(st.integers(0, len(plain) - 1))
    end = draw(st.integers(start + 1, len(plain)))
    kind = draw(st.sampled_from(SPAN_KINDS))
    return InlineSpan(start, end, kind, draw(ADDRESSES) if kind == "link" else None)


@st.composite
def texts(draw: st.DrawFn, plain: st.SearchStrategy[str] = PLAIN) -> Text:
    words = draw(plain)
    return Text(words, tuple(draw(st.lists(spans(words), max_size=3)) if words else ()))


MARKERS = ["•", "1.", "23.", "-4.", "c.", "iv.", "ii.", ""]
NO_TEXT = Text("")
LEAF_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, texts()),
    st.builds(Code, texts(), st.none() | st.sampled_from(["python", "c++", "a b`\n"])),
    st.builds(
        Image,
        texts(),
        st.none() | ADDRESSES,
        st.sampled_from([NO_TEXT, Text('a "port" <b> & [more] ~~')]),
        st.sampled_from([NO_TEXT, Text("Why *it* <i>floats</i> \\ &amp;")]),
    ),
    st.builds(
        Table, st.lists(st.lists(texts(), max_size=2).map(tuple), max_size=2).map(tuple), st.booleans()
    ),
    st.just(Rule()),
)


def holding(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    """Return quotations and lists of blocks."""
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    items = st.builds(ListItem, some, st.sampled_from(MARKERS))
    return st.one_of(
        st.builds(Quote, some), st.builds(ListBlock, st.lists(items, min_size=1, max_size=3).map(tuple))
    )


def pictures_differ(blocks: Sequence[Block]) -> bool:
    """Whether no picture comes twice: one that does is read once."""
    pictures = [one for block in blocks for one in blocks_within(block) if isinstance(one, Image)]
    urls = [picture.url for picture in pictures if picture.url]
    return len(set(urls)) == len(urls)


HEADINGS = st.builds(Heading, texts(LINES), st.integers(1, 6))
BLOCKS: st.SearchStrategy[Block] = LEAF_BLOCKS | holding(
    st.recursive(LEAF_BLOCKS | HEADINGS, holding, max_leaves=4)
)
SECTIONS = st.builds(
    Section, st.none() | texts(LINES), st.lists(BLOCKS, max_size=2).map(tuple), st.integers(1, 6)
)
PROSES = st.builds(
    Prose,
    headline=LINES.filter(bool),
    sections=st.lists(SECTIONS, max_size=2).map(tuple),
    dek=st.none() | LINES.filter(bool),
    byline=st.none() | LINES.filter(bool),
    dateline=st.none() | st.builds(Dateline, LINES.filter(bool), st.none() | LINES.filter(bool)),
    summary=st.none() | LINES.filter(bool),
    language=st.none() | st.sampled_from(["en", "pt-BR", "not a language"]),
)
ENCLOSURES = st.builds(
    Enclosure,
    ADDRESSES,
    st.none() | st.just("audio/mpeg"),
    st.none() | st.integers(0, 10**9),
    st.none() | st.sampled_from(RELATIONS),
)


@st.composite
def notes(draw: st.DrawFn) -> tuple[Note, ...]:
    """Notes to passages and to the whole, of whatever words."""
    found: list[Note] = []
    for number in range(draw(st.integers(0, 3))):
        quoted = draw(
            st.none() | st.builds(Quotation, PLAIN.filter(str.strip), PLAIN, PLAIN, st.integers(0, 99))
        )
        words = draw(PLAIN | st.sampled_from(["", "<!-- dateline: notes -->", "# x\n\n> y", "```\n"]))
        if quoted is None and not words.strip():
            continue
        at = draw(TIMES)
        found.append(Note(f"key-{number:05}", words, quoted, at, at))
    return tuple(found)


@st.composite
def articles(draw: st.DrawFn, number: int = 1) -> Article:
    prose = draw(PROSES)
    saved_at = draw(st.none() | TIMES)
    listed = Headline(
        id=ArticleId(f"{number:012}"),
        row=number,
        listed_at=1_700_000_000,
        headline=prose.headline,
        feed=draw(LINES),
        feed_id=FeedId(1),
        url=draw(st.none() | ADDRESSES),
        published_at=draw(st.none() | TIMES),
        published_stated=draw(st.none() | LINES),
        arrived_at=draw(st.none() | TIMES),
        read=draw(st.booleans()),
        saved=saved_at is not None,
        tags=tuple(draw(st.lists(LINES.filter(bool), max_size=3, unique=True))),
    )
    return Article(
        listed,
        prose,
        position=draw(st.floats(0, 1)),
        enclosures=tuple(draw(st.lists(ENCLOSURES, max_size=2))),
        guid=draw(st.none() | LINES.filter(bool)),
        feed_url="https://example.org/feed.xml",
        saved_at=saved_at,
        updated_at=draw(st.none() | TIMES),
        notes=draw(notes()),
    )


@st.composite
def several_articles(draw: st.DrawFn, least: int = 0) -> list[Article]:
    count = draw(st.integers(least, 3))
    return [draw(articles(number)) for number in range(1, count + 1)]


def paragraph(words: str) -> Paragraph:
    return Paragraph(Text(words))


def build_article(
    number: int = 1, headline: str = "Talks open in Istanbul", feed: str = "Harbour Post"
) -> Article:
    """Return an article with one of everything, the same each time."""
    link = InlineSpan(4, 9, "link", "https://example.org/talks")
    sections = (
        Section(
            None,
            (
                Paragraph(
                    Text("The talks opened on Thursday.", (link, InlineSpan(17, 28, "strong"))),
                ),
            ),
        ),
        Section(
            Text("What is on the table"),
            (
                Quote((paragraph("We are here."), paragraph("We will stay."))),
                ListBlock((ListItem((paragraph("grain"), ListBlock((ListItem((paragraph("wheat"),)),)))),)),
                ListBlock((ListItem((paragraph("ports"),), "2."), ListItem((paragraph("ships"),), "3."))),
                Code(Text("x = 1\n\ny = 2"), "python"),
                Image(Text("The palace"), "https://example.org/palace.jpg"),
                Table(((Text("Year"), Text("Tonnes")), (Text("2022"), Text("1,5"))), has_header=True),
                Rule(),
            ),
        ),
    )
    at = datetime(2025, 5, 15, 12, 0, number % 60, tzinfo=UTC)
    prose = Prose(
        headline=headline,
        sections=sections,
        dek="A first meeting in years",
        byline="Ann Reed",
        dateline=Dateline("Istanbul", "AP"),
        summary="Delegations met.",
        language="en",
    )
    listed = Headline(
        id=ArticleId(f"article{number:05}"),
        row=number,
        listed_at=int(at.timestamp()),
        headline=headline,
        feed=feed,
        feed_id=FeedId(1),
        url="https://example.org/1",
        published_at=at,
        arrived_at=at,
        read=True,
        saved=True,
        words=prose.words,
        tags=("peace", "grain"),
    )
    return Article(
        listed,
        prose,
        position=0.5,
        guid="tag:1",
        feed_url="https://example.org/feed.xml",
        saved_at=at,
        updated_at=at,
    )
