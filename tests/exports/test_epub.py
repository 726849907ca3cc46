"""EPUB: a book that any reader of books opens, checked by the rules of EPUB 3.3 that matter to one."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import replace
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import PATIENT, SECTIONS, build_article, several_articles
from tui.errors import DatelineError
from tui.exports.epub import write_epub
from tui.exports.xhtml import render_xhtml
from tui.model.articles import Article
from tui.model.notes import Note, Quotation
from tui.model.prose import Section, section_leaves

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XHTML_TAGS = set(
    "html head meta title link body nav h1 h2 h3 h4 h5 h6 p a em strong s code pre br hr span "
    "ul ol li dl dt dd blockquote figure figcaption table tr td th".split()
)


def make_book(articles: list[Article]) -> zipfile.ZipFile:
    target = io.BytesIO()
    assert write_epub(articles, target) == len(articles)
    return zipfile.ZipFile(io.BytesIO(target.getvalue()))


def package_of(book: zipfile.ZipFile) -> ElementTree.Element:
    container = ElementTree.fromstring(book.read("META-INF/container.xml"))
    (root,) = container.iter("{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
    return ElementTree.fromstring(book.read(root.attrib["full-path"]))


def check(book: zipfile.ZipFile, stories: int) -> None:
    """The rules: container, package, pages, and what refers to what."""
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    assert len(set(book.namelist())) == len(book.namelist())
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) for name in book.namelist())
    package = package_of(book)
    check_metadata(package)
    items = package.findall(f"{OPF}manifest/{OPF}item")
    files = {posixpath.join("EPUB", item.attrib["href"]): item for item in items}
    assert set(files) == set(book.namelist()) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    ids = [item.attrib["id"] for item in items]
    assert len(set(ids)) == len(ids)
    spine = [ref.attrib["idref"] for ref in package.iter(f"{OPF}itemref")]
    assert len(spine) == len(set(spine)) == stories
    assert set(spine) <= set(ids)
    for name, item in files.items():
        if item.attrib["media-type"] == "application/xhtml+xml":
            check_page(book, name)
    check_contents(book, [f"{name}.xhtml" for name in spine])


def check_metadata(package: ElementTree.Element) -> None:
    identifier = package.find(f"{OPF}metadata/{DC}identifier")
    assert identifier is not None
    assert package.attrib["unique-identifier"] == identifier.attrib["id"]
    UUID((identifier.text or "").removeprefix("urn:uuid:"))
    for name in ("title", "language"):
        assert package.findtext(f"{OPF}metadata/{DC}{name}")
    (modified,) = [m.text for m in package.iter(f"{OPF}meta") if m.get("property") == "dcterms:modified"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified or "")


def check_page(book: zipfile.ZipFile, name: str) -> None:
    page = ElementTree.fromstring(book.read(name))
    assert page.tag == f"{XHTML}html"
    assert {element.tag.removeprefix(XHTML) for element in page.iter()} <= XHTML_TAGS
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(set(ids)) == len(ids)
    assert (page.findtext(f"{XHTML}head/{XHTML}title") or "").strip()
    for element in page.iter():
        assert "src" not in element.attrib
    for link in page.iter(f"{XHTML}a"):
        target = link.attrib["href"]
        assert target.startswith(("http://", "https://")) or posixpath.join("EPUB", target) in book.namelist()


def check_contents(book: zipfile.ZipFile, spine: list[str]) -> None:
    contents = ElementTree.fromstring(book.read("EPUB/nav.xhtml"))
    (nav,) = contents.iter(f"{XHTML}nav")
    assert nav.attrib["{http://www.idpf.org/2007/ops}type"] == "toc"
    assert [link.attrib["href"] for link in nav.iter(f"{XHTML}a")] == spine
    assert all(
        len(entry) and entry[0].tag in (f"{XHTML}a", f"{XHTML}span") for entry in nav.iter(f"{XHTML}li")
    )
    assert all(len(entries) for entries in nav.iter(f"{XHTML}ol"))


@PATIENT
@given(several_articles(least=1))
def test_any_articles_make_a_valid_book(articles: list[Article]) -> None:
    """Whatever stands in headlines and texts, the book opens."""
    check(make_book(articles), len(articles))


@PATIENT
@given(st.lists(SECTIONS, max_size=3))
def test_every_word_is_in_the_xhtml(sections: list[Section]) -> None:
    """Offline, the book is all one has. What may not stand in XML is replaced as by the text gate."""
    root = ElementTree.fromstring(f"<body>{render_xhtml(sections)}</body>")
    shown = "".join("".join(root.itertext()).split())
    for section in sections:
        for leaf in section_leaves(section):
            words = "".join(leaf.plain.split())
            assert re.sub("[\ufffe\uffff]", "\ufffd", words) in shown


def test_a_story_shows_what_is_known_of_it() -> None:
    """Headline, dek, feed, byline, time, dateline, text, address."""
    page = make_book([build_article()]).read("EPUB/story-00001.xhtml").decode()
    text = " ".join(ElementTree.fromstring(page).itertext())
    for words in (
        "Talks open in Istanbul",
        "A first meeting in years",
        "Harbour Post · By Ann Reed · 15 May 2025, 12:00 UTC",
        "Istanbul (AP)",
        "What is on the table",
        "https://example.org/1",
    ):
        assert words in text
    assert "<ul><li>grain<ul><li>wheat</li></ul></li></ul>" in page
    assert '<ol><li value="2">ports</li><li value="3">ships</li></ol>' in page
    assert (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"'
        in page
    )


def test_the_contents_stand_by_feed() -> None:
    """As one leafs through a paper: by section, not by minute."""
    articles = [build_article(1, feed="Post"), build_article(2, feed="Mail"), build_article(3, feed="Post")]
    book = make_book(articles)
    check(book, 3)
    spine = [ref.attrib["idref"] for ref in package_of(book).iter(f"{OPF}itemref")]
    assert spine == ["story-00001", "story-00003", "story-00002"]


def test_the_same_articles_make_the_same_bytes() -> None:
    """A book that has not changed need not be copied again."""
    one, two = io.BytesIO(), io.BytesIO()
    write_epub([build_article(1), build_article(2)], one)
    write_epub([build_article(1), build_article(2)], two)
    assert one.getvalue() == two.getvalue()


def test_a_language_that_is_no_language_is_not_stated() -> None:
    """A book with a wrong language tag is not valid."""
    article = build_article()
    book = make_book([replace(article, prose=replace(article.prose, language='"English"'))])
    assert package_of(book).findtext(f"{OPF}metadata/{DC}language") == "und"


def test_no_articles_make_no_book() -> None:
    """A book needs a page: say so, rather than write a broken file."""
    with pytest.raises(DatelineError, match="no articles"):
        write_epub([], io.BytesIO())


def test_notes_end_their_story() -> None:
    """Whatever the words are, they are words there."""
    notes = (Note("some-key", "a <b> & c\nd", Quotation("We <are> here.")),)
    book = make_book([replace(build_article(), notes=notes)])
    page = book.read("EPUB/story-00001.xhtml").decode()
    assert "<h2>Notes</h2>\n<blockquote><p>We &lt;are&gt; here.</p></blockquote>" in page
    assert '<p class="note">a &lt;b&gt; &amp; c<br/>d</p>' in page
    check(book, 1)
