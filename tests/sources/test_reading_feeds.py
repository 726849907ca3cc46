"""RSS, Atom and RDF to entries: what is in a feed is read, and what means harm does none."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.feeds import BAD_DATES, HOSTILE, SOUND, atom, rss
from tui.errors import ParseError
from tui.model.entries import Enclosure, ParsedFeed, RawEntry
from tui.sources.draft import LONGEST_CONTENT, MOST_ENTRIES
from tui.sources.rss import parse_feed
from tui.sources.xmltext import decode_xml
from tui.text.safe import clean

URL = "https://harbour.example/feed.xml"
NOON = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)


def entries_of(body: bytes) -> tuple[RawEntry, ...]:
    return parse_feed(body, URL).entries


def entry_of(body: bytes) -> RawEntry:
    (entry,) = entries_of(body)
    return entry


def feed_or_error(body: bytes) -> ParsedFeed | str:
    """Return what is read, or the sentence that says why nothing is."""
    try:
        return parse_feed(body, URL)
    except ParseError as error:
        return str(error)


def test_a_feed_of_rss_is_read() -> None:
    """The kind that most of the world's news comes in."""
    feed = parse_feed(SOUND["rss"], URL)
    assert (feed.title, feed.site_url, feed.skipped) == ("Harbour Post", "https://harbour.example/", 0)
    first, second, third = feed.entries
    assert first == RawEntry(
        guid="https://harbour.example/1",
        url="https://harbour.example/1",
        title="Talks resume",
        content="<p>They <b>met</b>.</p>",
        summary="They met.",
        authors=("Ann Roe",),
        published_at=datetime(2025, 5, 15, 10, 0, tzinfo=UTC),
        published_stated="Thu, 15 May 2025 12:00:00 +0200",
        base_url="https://harbour.example/1",
        tags=("World",),
        enclosures=(Enclosure("https://harbour.example/talk.mp3", "audio/mpeg", 1234),),
    )
    assert (second.title, second.guid, second.authors) == ("Tom & Ann win", "tag:2", ("Ann Roe",))
    assert (second.url, second.content) == ("https://harbour.example/2?a=1&b=2", "<p>Only &eacute;.</p>")
    assert second.published_at == datetime(2025, 5, 15, 17, 0, tzinfo=UTC)
    assert (third.guid, third.url, third.content, third.published_at) == (None, None, "", None)


def test_a_feed_of_atom_is_read() -> None:
    """Titles and texts in their declared form: what is text there stays text."""
    first, second, third = entries_of(SOUND["atom"])
    assert (first.title, first.url, first.guid) == ("A < B so", "https://harbour.example/1", "urn:1")
    assert (first.content, first.content_form) == ("<p>Text</p>", "html")
    assert (first.summary, first.summary_form) == ("Short", "text")
    assert (first.published_at, first.updated_at) == (NOON, datetime(2025, 5, 16, 10, 0, tzinfo=UTC))
    assert (first.authors, first.tags, first.language) == (("Ann Roe",), ("World",), "en")
    assert first.enclosures == (Enclosure("https://harbour.example/a.mp3", "audio/mpeg", 9),)
    assert (second.title, second.authors) == ("Plain <b>", ("The Desk",))
    assert second.content == '<p>One<br>two &amp; <a href="/x">three</a></p>'
    assert (third.content, third.content_form) == ("a < b", "text")
    assert third.published_at == datetime(2025, 5, 15, tzinfo=UTC)


def test_relative_links_resolve_against_the_base_that_holds() -> None:
    """`xml:base` says where a text was written."""
    entry = entry_of(SOUND["atom with bases"])
    assert entry.url == "https://harbour.example/news/1.html"
    assert entry.base_url == "https://harbour.example/deep/"


def test_the_link_of_the_article_is_the_articles() -> None:
    """Not the counting house's in between, and not the feed's own."""
    first, second, third = entries_of(SOUND["rss links"])
    assert first.url == "https://harbour.example/1"
    assert second.url == "https://harbour.example/two"
    assert third.url == "https://harbour.example/3"


def test_what_a_feed_says_of_itself_is_read() -> None:
    """How often it wants to be asked, and in which language it is."""
    feed = parse_feed(SOUND["rss links"], URL)
    assert (feed.hub_ttl_s, feed.language) == (5_400, "en-gb")


def test_the_longest_text_is_the_article_and_a_copy_of_it_no_summary() -> None:
    """Feeds put the whole text now here, now there, and often twice."""
    long = "long " * 20
    entry = entry_of(rss(f"<description>{long}</description><content:encoded>short</content:encoded>"))
    assert (entry.content.strip(), entry.summary) == (long.strip(), "short")
    entry = entry_of(rss("<description>same</description><content:encoded>same</content:encoded>"))
    assert (entry.content, entry.summary) == ("same", None)


def test_a_pictures_caption_is_not_the_article() -> None:
    """However long it is; but where there is nothing else, it is better than nothing."""
    caption = "<media:description>" + "A very long caption. " * 9 + "</media:description>"
    assert entry_of(rss("<description>The news.</description>" + caption)).content == "The news."
    assert entry_of(rss(caption)).content.startswith("A very long caption.")


def test_undeclared_html_in_atom_is_taken_for_html() -> None:
    """Else the reader sees the tags."""
    entry = entry_of(atom("<title>t</title><content>&lt;p&gt;One&lt;/p&gt;</content>"))
    assert entry.content_form == "html"


BOLD = "A &lt;b&gt;bold&lt;/b&gt; word"


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (atom(f"<content>{BOLD}</content>"), "html"),
        (atom(f"<content>{BOLD}</content>") + b"<", "html"),
        (atom(f"<summary>{BOLD}</summary>"), "html"),
        (atom(f"<content type='text'>{BOLD}</content>"), "text"),
        (rss(f"<itunes:summary>{BOLD}</itunes:summary>"), "html"),
        (rss(f"<media:description>{BOLD}</media:description>"), "html"),
    ],
    ids=["content", "content, damaged", "summary", "content of text", "programme", "caption"],
)
def test_words_in_bold_are_html_unless_the_feed_says_that_they_are_none(body: bytes, form: str) -> None:
    """A default is no promise; where it is said, the story may be about tags."""
    assert entry_of(body).content_form == form


def test_undeclared_entities_in_atom_are_read() -> None:
    """Else the reader sees `&rsquo;`; a lone ampersand or an arrow of angle brackets stays what it is."""
    written = {
        "Don&amp;rsquo;t": "Don’t",
        "AT&amp;amp;T": "AT&T",
        "a &amp; b": "a & b",
        "a &amp;lt; b": "a &lt; b",
    }
    for text, read in written.items():
        entry = entry_of(atom(f"<title>t</title><summary>{text}</summary>"))
        assert (entry.content, entry.content_form) == (read, "text")


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("<media:description>{text}</media:description>", "text"),
        ('<media:description type="plain">{text}</media:description>', "text"),
        ('<media:description type="html">{text}</media:description>', "html"),
        ("<itunes:summary>{text}</itunes:summary>", "text"),
        ("<description>{text}</description>", "html"),
    ],
)
def test_a_field_of_rss_is_read_in_the_form_it_has(field: str, form: str) -> None:
    """Lines and angle brackets of plain text would be gone if it were read as HTML."""
    text = "One&#10;&lt;i&gt;two&lt;/i&gt;" if form == "html" else "One&#10;Vec&lt;T&gt; &lt;x"
    entry = entry_of(rss(f"<title>t</title>{field.format(text=text)}"))
    assert entry.content_form == form
    assert "\n" in entry.content


@pytest.mark.parametrize("field", ["description", "itunes:summary", "content:encoded"])
def test_what_is_plainly_html_is_html_in_any_field(field: str) -> None:
    """Podcasts write HTML into what Apple has for plain text."""
    text = "&lt;p&gt;One&lt;/p&gt;&#10;&lt;p&gt;Two&lt;br&gt;three&lt;/p&gt;"
    assert entry_of(rss(f"<title>t</title><{field}>{text}</{field}>")).content_form == "html"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("First line&#10;second line", "text"),
        ("use Vec&lt;T&gt; here", "text"),
        ("a &lt;- b&#10;c", "text"),
        ("One line only", "html"),
        ("Tom &amp;amp; Jerry&#10;run", "html"),
        ("First &lt;em&gt;line&lt;/em&gt;&#10;second line", "html"),
        ("First&lt;!-- x --&gt;&#10;second line", "html"),
    ],
)
def test_a_description_without_markup_keeps_its_lines(text: str, form: str) -> None:
    """RSS does not say what it is; where no tag or reference is in it, HTML would only lose lines."""
    assert entry_of(rss(f"<title>t</title><description>{text}</description>")).content_form == form


@pytest.mark.parametrize(
    ("attributes", "text", "form"),
    [
        (' type="text"', "use &lt;b&gt;raw&lt;/b&gt; tags", "text"),
        ("", "use &lt;b&gt;raw&lt;/b&gt; tags", "html"),
        (' type="text"', "&lt;p&gt;One&lt;/p&gt;", "html"),
        (' type="html"', "one&#10;two", "text"),
    ],
)
def test_a_text_of_atom_is_what_it_says_unless_it_plainly_is_not(
    attributes: str, text: str, form: str
) -> None:
    """A type that is stated is believed longer than one that is left out."""
    assert entry_of(atom(f"<title>t</title><content{attributes}>{text}</content>")).content_form == form


def test_markup_in_a_name_is_no_part_of_it() -> None:
    """Some feeds link or embolden their authors."""
    author = "&lt;a href='https://harbour.example/ann'&gt;Ann &lt;b&gt;Roe&lt;/b&gt;&lt;/a&gt;"
    entry = entry_of(rss(f"<title>t</title><dc:creator>{author}</dc:creator>"))
    assert entry.authors == ("Ann Roe",)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Vec&lt;T&gt; explained", "Vec<T> explained"),
        ("AT&amp;amp;T &amp;#8217;s", "AT&T ’s"),
        ("a &lt;em class='x'&gt;b&lt;/em&gt;", "a b"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        (" two\n lines ", "two lines"),
        ("First&lt;br /&gt;second", "First second"),
        ("<![CDATA[Head<div>Sub</div>]]>", "Head Sub"),
        ("<![CDATA[<p>Para</p><p>Two</p>]]>", "Para Two"),
        ("<![CDATA[un<wbr>parted w<b>or</b>d]]>", "unparted word"),
        ("&lt;![CDATA[Escaped &amp;amp; wrapped]]&gt;", "Escaped & wrapped"),
        ("<![CDATA[Now<!-- ad --> here]]>", "Now here"),
        ("&lt;b&gt;Vec&lt;T&gt;&lt;/b&gt;, a &lt; b", "Vec<T>, a < b"),
        ("Twice &amp;amp;amp; and &amp;amp;#8217;s", "Twice & and ’s"),
        ("R&amp;D; &amp;copyfoo; &amp;eacute;", "R&D; &copyfoo; é"),
        ("[/] [TODO]", "[/] [TODO]"),
    ],
)
def test_a_title_of_rss_is_plain_text_in_one_line(written: str, title: str) -> None:
    """RSS does not say whether its titles are HTML, and both are written."""
    assert entry_of(rss(f"<title>{written}</title>")).title == title


def test_unreadable_dates_are_none_and_kept_as_stated() -> None:
    """A wrong date sorts an article away for ever; the reader may make something of the words."""
    for entry, stated in zip(entries_of(HOSTILE["bad dates"]()), BAD_DATES, strict=True):
        assert entry.published_at is None
        assert entry.published_stated == stated


@pytest.mark.parametrize("road", ["fast", "slow"])
def test_both_roads_read_dates_by_listed_forms_only(road: str) -> None:
    """feedparser takes Korean and Hungarian words for the first of the month it is."""
    stated = ("2025년 2월 14일 09:00", "2025. szombat 14", "ven., 14 févr. 2025 10:00:00 +0100", "2025-13-45")
    written = rss(*(f"<title>x</title><pubDate>{date}</pubDate>" for date in stated))
    entries = entries_of(written if road == "fast" else written.replace(b"</channel>", b"<p></channel>"))
    nine = datetime(2025, 2, 14, 9, tzinfo=UTC)
    assert [entry.published_at for entry in entries] == [nine, None, nine, None]
    assert [entry.published_stated for entry in entries] == list(stated)


@pytest.mark.parametrize("broken", [False, True])
def test_a_bare_ampersand_is_an_ampersand(broken: bool) -> None:
    """`&copy=3` in a link is no ©: the link would open another page."""
    link = "http://harbour.example/x?a=1&b=2&copy=3&lang=en&amp;d=4"
    written = rss(
        f"<title>Q&A: R&B, AT&T &amp; M&S &eacute; &nosuch; &#0;</title><link>{link}</link>"
        "<description><![CDATA[<p>R&B &amp; <a href='/?a=1&copy=3'>more</a></p>]]></description>"
    )
    entry = entry_of(written.replace(b"</channel>", b"<p></channel>") if broken else written)
    assert entry.title == "Q&A: R&B, AT&T & M&S é &nosuch; \ufffd"
    assert entry.url == "http://harbour.example/x?a=1&b=2&copy=3&lang=en&d=4"
    assert entry.content == "<p>R&B &amp; <a href='/?a=1&copy=3'>more</a></p>"


def test_a_bare_ampersand_in_an_attribute_is_one_too() -> None:
    """Atom has its links in attributes."""
    entry = entry_of(atom('<title>t</title><link href="http://harbour.example/?a=1&reg=2&amp;b=3"/>'))
    assert entry.url == "http://harbour.example/?a=1&reg=2&b=3"


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("windows-874", "cp874", "ข่าวไทย"),
        ("dos-874", "cp874", "ข่าวไทย"),
        ("x-sjis", "cp932", "日本語①"),
        ("Windows-31J", "cp932", "日本語①"),
        ("x-gbk", "gbk", "测试新闻"),
        ("cn-gb", "gb2312", "测试新闻"),
        ("x-euc-jp", "euc_jp", "日本語"),
        ("x-x-big5", "big5", "新聞"),
        ("x-cp1251", "cp1251", "Русский"),
        ("win-1251", "cp1251", "Русский"),
        ("x-mac-cyrillic", "mac_cyrillic", "Русский"),
        ("iso-8859-8-i", "iso8859_8", "חדשות"),
        ("windows-949", "cp949", "한국어"),
        ("ks_c_5601-1987", "cp949", "한국어"),
        ("iso88592", "iso8859_2", "Łódź"),
        ("sun_eu_greek", "iso8859_7", "Ελλάδα"),
        ("iso-2022-jp", "iso2022_jp", "日本語"),
        ("ISO_8859-1:1987", "cp1252", "“café”"),
        ("cp437", "cp437", "café"),
    ],
)
@pytest.mark.parametrize("where", ["declared", "served"])
def test_labels_of_encodings_are_known(label: str, codec: str, words: str, where: str) -> None:
    """All that the Encoding Standard lists, and what feeds write beside."""
    head = f'<?xml version="1.0" encoding="{label}"?>' if where == "declared" else ""
    body = f"{head}<rss><channel><title>{words}</title></channel></rss>".encode(codec)
    content_type = f"text/xml; charset={label}" if where == "served" else None
    assert parse_feed(body, URL, content_type).title == words


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii", "windows-1251", "gb2312", "utf-16", "nonsense"])
def test_utf8_is_utf8_whatever_is_declared(label: str) -> None:
    """No words of another encoding look like it; most declarations that lie, lie about this."""
    head = f'<?xml version="1.0" encoding="{label}"?>'
    body = f"{head}<rss><channel><title>Zażółć gęślą jaźń, über</title></channel></rss>".encode()
    assert parse_feed(body, URL, "text/xml; charset=iso-8859-1").title == "Zażółć gęślą jaźń, über"
    damaged = decode_xml(body.replace(b"\xc3\xbc", b"\xfc"))
    assert damaged.count("\ufffd") == 1 or label == "gb2312"


def test_a_byte_order_mark_says_more_than_declaration_and_server() -> None:
    """It is part of the text; the others are words about it."""
    body = (
        codecs.BOM_UTF16_LE
        + '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>é</title>'.encode("utf-16-le")
    )
    assert "<title>é" in decode_xml(body, "text/xml; charset=windows-1251")


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    """One byte cut in two would turn a page of Chinese into a page of accents."""
    body = b'<?xml version="1.0" encoding="gb2312"?>' + ("测试新闻" * 20).encode("gb2312") + b"\xff"
    assert decode_xml(body).count("测试新闻") == 20


def test_short_words_of_two_bytes_are_not_taken_for_utf8() -> None:
    """Some words in GBK have the very bytes of some letters in UTF-8."""
    body = b'<?xml version="1.0" encoding="gbk"?><title>' + "苹莻".encode("gbk") + b"</title>"
    assert body.decode("utf-8")
    assert "苹莻" in decode_xml(body)


MAGNET = "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=a%20b"


@pytest.mark.parametrize("broken", [False, True])
def test_pages_beside_an_entry_are_listed_with_what_they_are(broken: bool) -> None:
    """The discussion is often what one wants, and was nowhere to be found."""
    written = rss(
        "<title>t</title><link>https://harbour.example/1</link><comments>https://harbour.example/1#talk</comments>"
        f'<enclosure url="{MAGNET.replace("&", "&amp;")}" type="application/x-bittorrent"/>'
    )
    entry = entry_of(written.replace(b"</channel>", b"<p></channel>") if broken else written)
    assert entry.enclosures == (
        Enclosure(MAGNET, "application/x-bittorrent"),
        Enclosure("https://harbour.example/1#talk", relation="comments"),
    )


def test_links_of_atom_are_listed_by_their_relations() -> None:
    """But not what only programs read, nor the entry's own page again."""
    links = "".join(
        f'<link rel="{rel}" href="{href}" type="{kind}"/>'
        for rel, href, kind in (
            ("alternate", "/1", "text/html"),
            ("via", "https://elsewhere.example/", "text/html"),
            ("related", "/2", "text/html"),
            ("replies", "/1/talk", "text/html"),
            ("replies", "/1/talk.xml", "application/atom+xml"),
            ("related", "/1", "text/html"),
            ("via", "javascript:alert(1)", "text/html"),
            ("edit", "/edit", "text/html"),
        )
    )
    entry = entry_of(atom(f"<title>t</title>{links}"))
    assert [(page.relation, page.url) for page in entry.enclosures] == [
        ("via", "https://elsewhere.example/"),
        ("related", "https://harbour.example/2"),
        ("comments", "https://harbour.example/1/talk"),
    ]


def test_a_magnet_in_the_place_of_a_link_is_a_file() -> None:
    """Torrent feeds have no page for an entry."""
    entry = entry_of(rss(f"<title>t</title><link><![CDATA[{MAGNET}]]></link>"))
    assert entry.url is None
    assert entry.enclosures == (Enclosure(MAGNET),)


def test_entries_over_the_cap_are_counted() -> None:
    """A feed of a million entries is not read to its end."""
    feed = parse_feed(rss(*["<title>x</title>"] * (MOST_ENTRIES + 5)), URL)
    assert (len(feed.entries), feed.skipped) == (MOST_ENTRIES, 5)


def test_a_text_over_the_cap_is_cut() -> None:
    """One entry must not fill the disk."""
    entry = entry_of(
        rss(f"<title>{'t' * 9_999}</title><description>{'x' * (LONGEST_CONTENT + 5)}</description>")
    )
    assert len(entry.content) == LONGEST_CONTENT
    assert len(entry.title) == 1_000


def test_a_feed_that_breaks_off_keeps_its_good_entries() -> None:
    """Servers break off too."""
    assert [entry.title for entry in entries_of(HOSTILE["unclosed"]())] == ["good", "also good"]


def test_encodings_are_found_where_they_are_stated() -> None:
    """In the mark, in the declaration, in the header, and at last by trying."""
    assert entry_of(SOUND["rss 0.91"]).title == "Über"
    assert entry_of(SOUND["rss 0.91"]).content == "“Hi”"
    assert entry_of(HOSTILE["utf-16"]()).title == "é"
    assert entry_of(HOSTILE["utf-32"]()).title == "é"
    assert entry_of(HOSTILE["wrong encoding"]()).title == "é"
    cyrillic = "<rss><channel><item><title>Мир</title></item></channel></rss>".encode("koi8-r")
    assert parse_feed(cyrillic, URL, "text/xml; charset=koi8-r").entries[0].title == "Мир"


def test_one_damaged_byte_does_not_garble_the_rest() -> None:
    """A cut name in one title is no reason to misread all the others."""
    body = rss("<title>caf\u00e9 \u201cone\u201d \u2014 two</title>").replace(b"one", b"o\xffe")
    assert decode_xml(body).count("\ufffd") == 1
    assert "café" in entry_of(body).title


# ── what means harm ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_a_feed_or_an_error_and_nothing_else(name: str) -> None:
    """No crash, no file opened, nothing fetched, and no text that a terminal would obey."""
    feed = feed_or_error(HOSTILE[name]())
    if isinstance(feed, str):
        assert feed.endswith(".")
        assert feed.isprintable()
        return
    for entry in feed.entries:
        assert clean(entry.title) == entry.title
        assert clean(entry.guid or "") == (entry.guid or "")
        assert "root:" not in entry.title
        assert entry.url is None or entry.url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "name", ["nothing", "blanks", "nul", "a path", "a url", "html", "json", "gif", "json bomb"]
)
def test_what_is_no_feed_is_said_to_be_none(name: str) -> None:
    """A page's address, pasted for a feed's, must not subscribe to nothing."""
    with pytest.raises(ParseError):
        parse_feed(HOSTILE[name](), URL)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_an_error(body: bytes) -> None:
    """Whatever a server sends."""
    assert isinstance(feed_or_error(b"<rss><channel>" + body), ParsedFeed | str)
