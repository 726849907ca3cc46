"""The rules that make an entry of what a feed says, whichever road has read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.feeds import atom, rss
from tui.sources.draft import (
    EntryDraft,
    FeedDraft,
    LinkElement,
    Passage,
    StatedFile,
    TitleForm,
    build_feed,
    plain_title,
)
from tui.sources.feednames import CONTEXTS, ElementNames
from tui.sources.pictures import Picture, enclosed, say_of_pictures
from tui.sources.rss import parse_feed
from tui.sources.values import as_line, as_lines, as_list, as_number, as_object, as_text, objects
from tui.text.safe import clean_line

BASE = "https://harbour.example/feed"


# ── titles ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("stated", "form", "shown"),
    [
        ("A &amp; B", "unsaid", "A & B"),
        ("A &amp; B", "html", "A & B"),
        ("A &amp; B", "text", "A & B"),
        ("A &amp;amp; B", "unsaid", "A & B"),
        ("A &lt;b&gt; B", "text", "A &lt;b&gt; B"),
        ("<b>Bold</b> move", "unsaid", "Bold move"),
        ("one<br/>two", "unsaid", "one two"),
        ("one<em>two</em>", "html", "onetwo"),
        ("Vec<T> and <template>", "unsaid", "Vec<T> and <template>"),
        ("Vec<T> and <template>", "html", "Vec<T> and"),
        ("if a < b and c > d", "unsaid", "if a < b and c > d"),
        ("<b>as it is</b>", "text", "<b>as it is</b>"),
        ("<![CDATA[Ships]]>", "unsaid", "Ships"),
        ("Ships<!-- no --> sail", "html", "Ships sail"),
        ("&notaname; &copy=3 &copy;", "unsaid", "&notaname; &copy=3 ©"),
        ("it&#8217;s &#x2014; it", "text", "it’s — it"),
        ("&#65; &#x41;", "text", "&#65; &#x41;"),
        ("&#65; &#x41;", "unsaid", "A A"),
        (" two \n lines\t", "text", "two lines"),
        ("x" * 2_000, "text", "x" * 1_000),
    ],
)
def test_a_title_is_plain_text_in_one_line(stated: str, form: TitleForm, shown: str) -> None:
    """A tag is one where its form says so, or where a title may well hold it; C++ is no markup."""
    assert plain_title(stated, form) == shown


@given(st.text("<b>&amp;/ \n\x1bi#39x", max_size=40), st.sampled_from(["text", "html", "unsaid"]))
def test_any_title_is_harmless_and_has_a_length(stated: str, form: TitleForm) -> None:
    title = plain_title(stated, form)
    assert title == clean_line(title)
    assert len(title) <= 1_000


# ── texts ─────────────────────────────────────────────────────────────────────────────────────


def texts(entry: EntryDraft) -> tuple[str, str, str | None, str]:
    made = build_feed(FeedDraft(entries=[entry]), BASE).entries[0]
    return made.content, made.content_form, made.summary, made.summary_form


def html(value: str) -> Passage:
    return Passage(value, "html")


@pytest.mark.parametrize(
    ("entry", "content", "summary"),
    [
        (EntryDraft(contents=[html("short"), html("the longer one")]), "the longer one", "short"),
        (
            EntryDraft(contents=[html("text")], summary=html("a summary that is longer")),
            "a summary that is longer",
            "text",
        ),
        (EntryDraft(contents=[html("the text")], summary=html(" the text ")), " the text ", None),
        (EntryDraft(contents=[html("the text")], summary=html("it")), "the text", "it"),
        (EntryDraft(contents=[html("the text")], spare=[html("a podcast's")]), "the text", "a podcast's"),
        (EntryDraft(contents=[html(" ")], spare=[html("a"), html("the longer one")]), "a", "the longer one"),
        (EntryDraft(captions=[html("of a picture")]), "of a picture", None),
        (EntryDraft(spare=[html("spare")], captions=[html("of a much longer picture")]), "spare", None),
        (EntryDraft(), "", None),
    ],
)
def test_the_longest_of_its_texts_is_the_article(
    entry: EntryDraft, content: str, summary: str | None
) -> None:
    """What only stands in counts where there is no other; what says the same again is no summary."""
    made = texts(entry)
    assert (made[0], made[2]) == (content, summary)


@pytest.mark.parametrize(
    ("stated", "form"),
    [
        (Passage("a <b>word</b>", "text"), "html"),
        (Passage("a <b>word</b>", "text", said=True), "text"),
        (Passage("<p>a word</p>", "text", said=True), "html"),
        (Passage("line<br>line", "text", said=True), "html"),
        (Passage("an <imgx>", "text"), "text"),
        (Passage("line\nline", "html"), "text"),
        (Passage("line\nline &amp;", "html"), "html"),
        (Passage("line\n<wbr>line", "html"), "html"),
        (Passage("one line", "html"), "html"),
        (Passage("a <T> b", "html"), "text"),
        (Passage("a\n<!-- b -->", "html"), "html"),
    ],
)
def test_what_plainly_is_html_is_read_as_html_and_lines_as_lines(stated: Passage, form: str) -> None:
    """Whatever was declared: HTML would glue the lines of a text together, text would show its tags."""
    assert texts(EntryDraft(contents=[stated]))[1] == form


def test_a_text_has_a_length() -> None:
    made = texts(EntryDraft(contents=[html("x" * 600_000)], summary=html("y" * 550_000)))
    assert (len(made[0]), len(made[2] or "")) == (512 * 1024, 512 * 1024)


# ── links and small things ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        (EntryDraft(link="/a"), "https://harbour.example/a"),
        (EntryDraft(link="/a", original_link="https://post.example/b"), "https://post.example/b"),
        (
            EntryDraft(link="mailto:x", links=[LinkElement("alternate", "", "/c")]),
            "https://harbour.example/c",
        ),
        (
            EntryDraft(links=[LinkElement("self", "", "/c")], guid="https://post.example/d"),
            "https://post.example/d",
        ),
        (EntryDraft(guid="urn:x"), None),
        (EntryDraft(link="abc-1", guid="abc-1"), None),
        (EntryDraft(link="abc-1", guid="abc-2"), "https://harbour.example/abc-1"),
        (EntryDraft(link="a/b", guid="a/b"), "https://harbour.example/a/b"),
        (EntryDraft(link="a", base="https://post.example/x/"), "https://post.example/x/a"),
        (EntryDraft(link="a", base="x/"), "https://harbour.example/x/a"),
        (EntryDraft(link="a", base="mailto:x"), None),
    ],
)
def test_the_page_of_an_entry_is_the_first_link_that_leads_anywhere(
    entry: EntryDraft, url: str | None
) -> None:
    """An id that RSS makes a link by leaving out that it is none leads nowhere."""
    assert build_feed(FeedDraft(entries=[entry]), BASE).entries[0].url == url


@pytest.mark.parametrize(
    ("ttl", "period", "frequency", "seconds"),
    [
        ("60", "", "", 3_600),
        (" 1 ", "daily", "", 60),
        ("0", "daily", "", 86_400),
        ("-5", "", "", None),
        ("½", "hourly", "", 3_600),
        ("99999999", "", "", 604_800),
        ("1" * 16, "", "", None),
        ("", " Hourly ", "2", 1_800),
        ("", "hourly", "0", 3_600),
        ("", "hourly", "100000", 60),
        ("", "yearly", "1", 604_800),
        ("", "weekly", "x", 604_800),
        ("", "sometimes", "2", None),
    ],
)
def test_a_feed_may_ask_for_rest_between_a_minute_and_a_week(
    ttl: str, period: str, frequency: str, seconds: int | None
) -> None:
    """By RSS's `ttl` in minutes, else by so many times in a period."""
    draft = FeedDraft(ttl=ttl, update_period=period, update_frequency=frequency)
    assert build_feed(draft, None).hub_ttl_s == seconds


@pytest.mark.parametrize(
    ("stated", "language"),
    [
        ("en", "en"),
        (" en_US ", "en-US"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("english", None),
        ("e", None),
        ("en-", None),
    ],
)
def test_a_language_is_a_tag(stated: str, language: str | None) -> None:
    """An entry's own counts more than its feed's."""
    assert build_feed(FeedDraft(language=stated), None).language == language
    draft = FeedDraft(language="fr", entries=[EntryDraft(language=stated), EntryDraft()])
    assert [entry.language for entry in build_feed(draft, None).entries] == [language, "fr"]


def test_lists_of_an_entry_have_a_length_and_say_nothing_twice() -> None:
    names = [f"A{number}" for number in range(60)]
    files = [StatedFile(f"https://a.example/{number}", "audio/mpeg", "5") for number in range(60)]
    draft = EntryDraft(
        authors=["Ann", " Ann ", "<b>Ben</b>", "", *names], tags=["x"] * 9, enclosures=files * 2
    )
    (entry,) = build_feed(FeedDraft(entries=[draft]), None).entries
    assert entry.authors[:3] == ("Ann", "Ben", "A0")
    assert (len(entry.authors), entry.tags, len(entry.enclosures)) == (48, ("x",), 50)


@pytest.mark.parametrize(
    ("length", "size"),
    [("5", 5), (" 5 ", 5), ("0", None), ("-1", None), ("5 MB", None), ("٥", None), ("9" * 16, None)],
)
def test_the_size_of_a_file_is_a_number_or_not_known(length: str, size: int | None) -> None:
    draft = EntryDraft(enclosures=[StatedFile("https://a.example/x", "", length)])
    assert build_feed(FeedDraft(entries=[draft]), None).entries[0].enclosures[0].length_bytes == size


def test_an_entry_without_a_date_has_that_of_its_last_change() -> None:
    """Many of Atom state no other; one that is stated counts, though nobody can read it."""
    noon = datetime(2025, 5, 15, 12, tzinfo=UTC)
    changed = EntryDraft(updated=" 15 May\n2025 ", updated_read=noon)
    drafts = [changed, replace(changed, published="soon"), EntryDraft()]
    entries = build_feed(FeedDraft(entries=drafts), None).entries
    assert [(entry.published_stated, entry.published_at, entry.updated_at) for entry in entries] == [
        ("15 May 2025", noon, noon),
        ("soon", None, noon),
        (None, None, None),
    ]


@pytest.mark.parametrize(("said", "title"), [("The headline", None), ("It", None), ("A ship", "A ship")])
def test_a_picture_says_nothing_that_headline_and_summary_say(said: str, title: str | None) -> None:
    draft = EntryDraft(
        title="The <b>headline</b>", summary=html("<p>It</p>"), contents=[html("The whole text")]
    )
    draft.pictures.append(Picture("x.jpg", title=said))
    (entry,) = build_feed(FeedDraft(entries=[draft]), BASE).entries
    assert [file.title for file in entry.enclosures] == [title]


def test_pages_about_an_entry_are_not_its_own_and_not_for_programs() -> None:
    """A link to the feed of the comments is none that a reader opens."""
    links = [
        LinkElement("alternate", "text/html", "/own"),
        LinkElement("via", "", "/source"),
        LinkElement("related", "text/html", "/own"),
        LinkElement("replies", "application/atom+xml", "/comments.xml"),
        LinkElement("replies", "application/json", "/comments.json"),
        LinkElement("replies", "text/html", "/comments"),
        LinkElement("edit", "", "/edit"),
    ]
    (entry,) = build_feed(FeedDraft(entries=[EntryDraft(links=links, comments="/talk")]), BASE).entries
    assert [(page.relation, page.url.rpartition("/")[2]) for page in entry.enclosures] == [
        ("comments", "talk"),
        ("via", "source"),
        ("comments", "comments"),
    ]


# ── names of elements ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("prefix", "uri", "name", "short"),
    [
        ("dc", "http://purl.org/dc/elements/1.1/", "Creator", "dc:creator"),
        ("x", "HTTP://purl.org/DC/elements/1.1/", "creator", "dc:creator"),
        ("dc", "http://misspelled.example/dc", "creator", "dc:creator"),
        ("DC", "http://misspelled.example/dc", "creator", "dc:creator"),
        ("xx", "http://unknown.example/", "title", "foreign:title"),
        (None, "http://unknown.example/", "title", "title"),
        ("media", "http://www.w3.org/2005/atom", "title", "title"),
    ],
)
def test_an_element_is_known_by_its_namespace_and_else_by_a_prefix_that_all_use(
    prefix: str | None, uri: str, name: str, short: str
) -> None:
    """Many feeds misspell the address; what is quite unknown is its own affair."""
    names = ElementNames()
    names.declare(prefix, uri)
    assert names[f"{uri} {name}"] == short
    assert names[name.upper()] == name.lower()


def test_each_context_that_an_element_begins_is_there() -> None:
    kinds = {kind for context in CONTEXTS.values() for kind in context.values()}
    assert kinds - set(CONTEXTS) == {"text", "skip", "leaf", "thumbnail", "enclosure"}


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("<author>ann@a.example (Ann Reed)</author>", ("Ann Reed",)),
        ("<author>ann@a.example</author>", ()),
        ("<author>Ann Reed</author>", ("Ann Reed",)),
        ("<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>", ("Ann", "Ben")),
        ("<author><name>Ann</name><email>a@a.example</email></author>", ("Ann",)),
    ],
)
def test_the_author_of_an_item_is_a_name_and_no_address(written: str, author: tuple[str, ...]) -> None:
    body = rss(f"<title>t</title>{written}")
    assert parse_feed(body, BASE).entries[0].authors == author


def test_an_entry_of_atom_without_an_author_is_its_feeds() -> None:
    """RFC 4287 §4.2.1; in RSS an editor of the feed has not written its items."""
    body = atom("<title>t</title><id>1</id>", feed="<title>f</title><author><name>Ann</name></author>")
    assert parse_feed(body, BASE).entries[0].authors == ("Ann",)


# ── pictures ──────────────────────────────────────────────────────────────────────────────────


def shown(
    *pictures: Picture, known: tuple[str, ...] = (), text_has_some: bool = False
) -> list[tuple[str, str | None]]:
    found = enclosed(pictures, BASE, known, text_has_some=text_has_some)
    return [(one.url.removeprefix("https://harbour.example/"), one.title) for one in found]


def test_of_a_picture_in_several_sizes_the_widest_is_shown() -> None:
    """Those of one group, of one description, and of thumbnails; a width that is no number is none."""
    group = [Picture("s.jpg", width="100", group=1), Picture("l.jpg", width="900", group=1)]
    assert shown(*group, Picture("m.jpg", width="900", group=1)) == [("l.jpg", None)]
    told = [Picture("a.jpg", width="wide", description="x"), Picture("b.jpg", width="5", description="x")]
    assert shown(*told) == [("b.jpg", "x")]
    thumbs = [
        Picture("t.jpg", width="50", is_thumbnail=True),
        Picture("u.jpg", width="60", is_thumbnail=True),
    ]
    assert shown(*thumbs) == [("u.jpg", None)]
    assert shown(*thumbs, text_has_some=True) == []
    assert shown(*thumbs, Picture("w.jpg")) == [("w.jpg", None)]
    assert shown(Picture("v.jpg"), Picture("w.jpg")) == [("v.jpg", None), ("w.jpg", None)]


@pytest.mark.parametrize(
    ("picture", "is_one"),
    [
        (Picture("x", medium="image"), True),
        (Picture("x", media_type="image/png"), True),
        (Picture("x.JPEG"), True),
        (Picture("x.jpg?w=3"), True),
        (Picture("x"), False),
        (Picture("x.jpg", medium="document"), False),
        (Picture("x.jpg", media_type="text/html"), False),
        (Picture("https://secure.gravatar.com/x.jpg"), False),
        (Picture("javascript:x.jpg"), False),
        (Picture("https://[x/y.jpg"), False),
    ],
)
def test_a_picture_is_one_by_what_is_said_of_it_or_by_its_ending(picture: Picture, is_one: bool) -> None:
    """Portraits of those who write stand beside each entry of WordPress, and say nothing of it."""
    assert bool(shown(picture)) is is_one


@pytest.mark.parametrize(
    ("picture", "caption"),
    [
        (Picture("x.jpg", description=" A \n ship ", title="t"), "A ship"),
        (Picture("x.jpg", description="the headline", title="A ship"), "A ship"),
        (Picture("x.jpg", title="IMG_2034"), ""),
        (Picture("x.jpg", title="20140328-131858.jpg", credit="Ann"), "credit: Ann"),
        (Picture("x.jpg", title="harbour", credit=" Ann\n"), "harbour\ncredit: Ann"),
        (Picture("x.jpg", title="s" * 2_000), "s" * 1_000),
    ],
)
def test_a_caption_says_what_is_said_nowhere_else(picture: Picture, caption: str) -> None:
    """The name of a file says nothing of the picture in it."""
    assert picture.caption({"the headline"}) == caption


def test_what_stands_beside_pictures_is_said_of_those_that_say_nothing() -> None:
    """Not of thumbnails, which stand for the film or the entry."""
    own, other, thumb = Picture("a", description="own"), Picture("b"), Picture("c", is_thumbnail=True)
    for key in ("description", "title", "credit"):
        say_of_pictures([own, other, thumb], f"media:{key}", f"its {key}")
    assert (own.description, own.title, own.credit) == ("own", "its title", "its credit")
    assert (other.description, thumb.description, thumb.title, thumb.credit) == (
        "its description",
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("picture", "media_type"),
    [
        (Picture("x", media_type="image/png"), "image/png"),
        (Picture("x.jpg"), "image/jpeg"),
        (Picture("x.SVG"), "image/svg+xml"),
        (Picture("x", medium="image"), "image/*"),
    ],
)
def test_a_picture_has_a_type_that_says_so(picture: Picture, media_type: str) -> None:
    """By it the text below knows it for a picture."""
    assert [one.media_type for one in enclosed([picture], BASE, (), text_has_some=False)] == [media_type]


# ── values of any type ────────────────────────────────────────────────────────────────────────

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(JSON)
def test_a_value_of_any_type_is_taken_for_what_it_can_be(value: object) -> None:
    """Never raises, and never makes a text of an object: `{'name': …}` is no name."""
    assert isinstance(as_text(value), str)
    assert as_line(value) == clean_line(as_line(value))
    assert len(set(as_lines(value))) == len(as_lines(value))
    assert all(as_lines(value))
    assert as_list(value) == (value if isinstance(value, list) else [])
    assert as_object(value) == (value if isinstance(value, dict) else {})
    assert all(isinstance(one, dict) for one in objects(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\x1b", "a\ufffd"),
        (7, "7"),
        (7.5, "7.5"),
        (True, ""),
        (None, ""),
        (float("nan"), ""),
        (["a"], ""),
        ({}, ""),
    ],
)
def test_a_number_is_a_text_and_a_truth_value_is_none(value: object, text: str) -> None:
    assert as_text(value) == text
    assert as_number(value) == (value if isinstance(value, int | float) and text else None)
    assert as_lines([value, value, "b"]) == tuple(dict.fromkeys(filter(None, (text, "b"))))
