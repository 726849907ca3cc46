"""Articles as one EPUB 3 book: a story a chapter, a table of contents by feed.

Rules: EPUB 3.3 (w3.org/TR/epub-33). Nothing is fetched by a reader of the book: pictures are links.
The same articles give the same bytes: entries carry no clock's time, and the book's identifier and
date come from the articles.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import IO, Final
from uuid import NAMESPACE_URL, uuid5

from tui.calendar.times import iso_utc
from tui.errors import DatelineError
from tui.exports.facts import dateline_line, facts
from tui.exports.notes import notes_xhtml
from tui.exports.xhtml import render_xhtml, xml_text
from tui.model.articles import Article

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNKNOWN_LANGUAGE: Final = "und"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)

_FRONT: Final = "front"
"""The first page of a book that has one."""
_CONTAINER: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PAGE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>
<head><meta charset="UTF-8"/><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""
_PACKAGE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">urn:uuid:{uuid}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<dc:creator>{creator}</dc:creator>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
_STYLE: Final = """\
body { margin: 1em; line-height: 1.4; }
h1 { font-size: 1.5em; line-height: 1.2; }
.dek { font-style: italic; }
.facts, figcaption { font-size: 0.85em; }
blockquote { margin-left: 1em; padding-left: 1em; border-left: 2px solid; }
pre { white-space: pre-wrap; }
.note { font-style: italic; }
td, th { padding: 0.2em 0.6em; border-bottom: 1px solid; text-align: left; vertical-align: top; }
"""


@dataclass(frozen=True, slots=True)
class _Chapter:
    """What the book's own pages say of a story, once its text is in the file."""

    name: str
    """Its XML id; its file is this with `.xhtml`. Never made of words from outside."""
    id: str
    headline: str
    feed: str
    language: str
    changed_at: datetime


def chapter_file(number: int) -> str:
    """Return the file that the so-manieth story of a book is in, from 1; beside the book's first page."""
    return f"{_chapter_name(number)}.xhtml"


def _chapter_name(number: int) -> str:
    return f"story-{number:05}"


def write_epub(
    articles: Iterable[Article], target: IO[bytes], *, title: str = "dateline", front: str = ""
) -> int:
    """Write a book of the articles into `target`, and return how many stories it holds.

    Stories stand by feed, in the order in which the feeds first come, and within a feed as given; behind a
    first page, `front`, which is the inside of a body in XHTML, all stand as given. `target` must be
    seekable. Raises DatelineError without articles: a book needs a page.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        # First, stored and without extra fields: what the container format asks (OCF §4.3).
        _add(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(book, "META-INF/container.xml", _CONTAINER)
        chapters = [_add_chapter(book, number, article) for number, article in enumerate(articles, 1)]
        if not chapters:
            raise DatelineError("There are no articles to make a book of.")
        if front:
            _add(book, f"EPUB/{_FRONT}.xhtml", _page(title, front))
        by_feed = {title: chapters} if front else _by_feed(chapters)
        pages = [chapter.name for chapter in chain.from_iterable(by_feed.values())]
        pages = [_FRONT, *pages] if front else pages
        _add(book, "EPUB/style.css", _STYLE)
        _add(book, "EPUB/nav.xhtml", _contents(by_feed, title, front=bool(front)))
        _add(book, "EPUB/package.opf", _package(chapters, pages, title))
    return len(chapters)


def _add(book: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.compress_type = method
    # Else some programs unpack files that nobody may read.
    entry.external_attr = 0o644 << 16
    # The same on every system, not that of the machine at hand.
    entry.create_system = 3
    book.writestr(entry, text)


def _add_chapter(book: zipfile.ZipFile, number: int, article: Article) -> _Chapter:
    name = _chapter_name(number)
    language = _language(article.prose.stated_language)
    _add(book, f"EPUB/{name}.xhtml", _page(article.prose.headline, _story(article), language))
    changed_at = article.updated_at or article.headline.published_at or article.headline.arrived_at or _EPOCH
    return _Chapter(name, article.id, article.prose.headline, article.headline.feed, language, changed_at)


def _by_feed(chapters: Sequence[_Chapter]) -> dict[str, list[_Chapter]]:
    feeds: dict[str, list[_Chapter]] = {}
    for chapter in chapters:
        feeds.setdefault(chapter.feed, []).append(chapter)
    return feeds


# ── pages ─────────────────────────────────────────────────────────────────────────────────────


def _page(title: str, body: str, language: str = _UNKNOWN_LANGUAGE) -> str:
    stated = f' lang="{language}" xml:lang="{language}"' if language != _UNKNOWN_LANGUAGE else ""
    return _PAGE.format(title=xml_text(title), body=body, language=stated)


def _story(article: Article) -> str:
    prose, url = article.prose, article.headline.url
    head = [f"<h1>{xml_text(prose.headline)}</h1>"]
    if prose.dek:
        head.append(f'<p class="dek">{xml_text(prose.dek)}</p>')
    head.append(f'<p class="facts">{xml_text(" · ".join(facts(article)))}</p>')
    if prose.dateline:
        head.append(f'<p class="facts">{xml_text(dateline_line(prose.dateline))}</p>')
    text = render_xhtml(prose.sections)
    source = f'<p class="facts"><a href="{xml_text(url)}">{xml_text(url)}</a></p>' if url else ""
    return "\n".join(part for part in (*head, text, notes_xhtml(article), source) if part)


def _contents(by_feed: dict[str, list[_Chapter]], title: str, *, front: bool) -> str:
    feeds = "\n".join(_contents_of(feed or "—", chapters, front) for feed, chapters in by_feed.items())
    return _page(
        title, f'<nav epub:type="toc" id="toc">\n<h1>{xml_text(title)}</h1>\n<ol>\n{feeds}\n</ol>\n</nav>'
    )


def _contents_of(feed: str, chapters: Sequence[_Chapter], front: bool) -> str:
    head = f'<a href="{_FRONT}.xhtml">{xml_text(feed)}</a>' if front else f"<span>{xml_text(feed)}</span>"
    stories = "".join(
        f'<li><a href="{chapter.name}.xhtml">{xml_text(chapter.headline)}</a></li>\n' for chapter in chapters
    )
    return f"<li>{head}\n<ol>\n{stories}</ol></li>"


def _package(chapters: Sequence[_Chapter], pages: Sequence[str], title: str) -> str:
    by_name = {chapter.name: chapter.id for chapter in chapters}
    # The book is in the language that most stories are in; each story states its own besides.
    languages = Counter(chapter.language for chapter in chapters)
    return _PACKAGE.format(
        uuid=uuid5(NAMESPACE_URL, "dateline:" + ",".join(by_name[page] for page in pages if page in by_name)),
        title=xml_text(title),
        language=languages.most_common(1)[0][0],
        creator="dateline",
        modified=iso_utc(max(chapter.changed_at for chapter in chapters)),
        manifest="\n".join(map(_item, pages)),
        spine="\n".join(f'<itemref idref="{page}"/>' for page in pages),
    )


def _item(page: str) -> str:
    return f'<item id="{page}" href="{page}.xhtml" media-type="application/xhtml+xml"/>'


def _language(stated: str | None) -> str:
    """Return a language tag that a book may carry; `und` where none is stated or it is not one."""
    return stated if stated and _LANGUAGE.fullmatch(stated) else _UNKNOWN_LANGUAGE
