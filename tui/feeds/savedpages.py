"""Web pages that the reader saved: files of them, and what of a page becomes a story of "Saved pages".

A page is known by the address that it says is its own where that is on the same host, else by the one it was
had from; a file that states none is known by its name. So the same page twice is the same story.
"""

from __future__ import annotations

import binascii
import quopri
import re
from html import unescape
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from tui.errors import ParseError
from tui.fulltext.reading import judged_article
from tui.model.entries import ParsedFeed, RawEntry, SourceFeed
from tui.model.ids import PAGES_FEED_URL
from tui.model.webpages import NO_RULES, PageArticle, SiteRules
from tui.sources.files import LARGEST_FILE
from tui.store.feeds import OWN_TITLES
from tui.text.safe import clean_line
from tui.text.weblinks import web_link, without_tracking

if TYPE_CHECKING:
    from tui.settings.config import Config

_TITLE: Final = OWN_TITLES[PAGES_FEED_URL]
_ARCHIVES: Final = frozenset({".mhtml", ".mht"})
_HEAD: Final = 20_000
"""Bytes within which a program that saves pages says where one is from."""
_SAVED_FROM: Final = (
    # Internet Explorer and Chrome; SingleFile; Save Page WE; WebScrapBook.
    re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,5}\)(\S{1,4096}?)\s{0,9}-->", re.IGNORECASE),
    re.compile(rb"<!--\s{0,99}Page saved with SingleFile\s{1,99}url:\s{0,9}(\S{1,4096})", re.IGNORECASE),
    re.compile(rb"<meta name=[\"']?savepage-url[\"']? content=[\"']?([^\"'\s>]{1,4096})", re.IGNORECASE),
    re.compile(rb"<html\b[^>]{0,999}?\bdata-scrapbook-source=[\"']?([^\"'\s>]{1,4096})", re.IGNORECASE),
)
_EMBEDDED: Final = re.compile(rb"data:[\w.+/-]{0,80}(?:;[\w=-]{1,40}){0,3};base64,[A-Za-z0-9+/=]{64,}")
"""A picture, font or style within the page: none is read, and they may be most of it."""
_BY_DATA: Final = re.compile(r' (?:src|srcset|data-src)="data:[^"]*"')
_SAME_SITE: Final = re.compile(r"^(?:www|m|mobile|amp)\.")
_BOUNDARY: Final = re.compile(r"\bboundary\s{0,9}=\s{0,9}\"?([!-~ ]{1,200}?)\"?\s{0,9}(?:;|$)", re.IGNORECASE)
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")
_MOST_PARTS: Final = 200
"""Parts of an archive that are looked at: the page is the first or the second."""


class SavedPage(NamedTuple):
    """A page as a file holds it."""

    body: bytes
    content_type: str | None
    url: str | None
    """Where it is from, as the program says that saved it."""


def read_saved_page(name: str, body: bytes, config: Config | None = None) -> ParsedFeed:
    """Read a file of a web page: HTML, or MHTML as Chrome and Edge save it. One entry, of "Saved pages".

    `name` is the file's, with or without its folder; `config` has the rules of a feed of the same site.
    Raises ParseError, naming the file, where it has no article.
    """
    path = PurePath(name)
    try:
        page = _unwrapped(path, body)
        rules = rules_for(config, page.url) if config and page.url else NO_RULES
        article = judged_article(page.body, page.url or "", page.content_type, rules)
        if not article.words:
            raise ParseError(article.problem or "No article could be found on this page.")
    except ParseError as error:
        raise ParseError(f"{clean_line(name)}: {error}") from error
    return ParsedFeed(title=None, site_url=None, entries=(page_entry(article, page.url, _stem(path)),))


def page_entry(article: PageArticle, url: str | None, name: str = "") -> RawEntry:
    """Return the article of a page as a story of "Saved pages".

    `url` is where it was had from; None where that is not known, and then what it says of itself holds,
    else it is known by `name`.
    """
    address = own_address(article, url)
    return RawEntry(
        guid=address or name,
        url=address,
        title=article.title or "",
        # What pictures are made of is no address; and it would crowd out the text.
        content=_BY_DATA.sub("", article.markup),
        dek=article.dek,
        authors=article.authors,
        published_at=article.published_at,
        published_stated=article.published_stated,
        base_url=url or address,
        language=article.language,
        origin=SourceFeed(PAGES_FEED_URL, article.site_name or _TITLE),
    )


def own_address(article: PageArticle, url: str | None) -> str | None:
    """Return the address by which a page is known: its own where it is on the host that it was had from.

    What any page could say of another's would put its words in that one's place.
    """
    stated = web_link(article.canonical or "", url)
    had_from = web_link(url or "")
    if stated and had_from and (site_of(stated) != site_of(had_from) or _is_home(stated)):
        stated = None
    address = stated or had_from
    return without_tracking(address) if address else None


def rules_for(config: Config, url: str, feed: str | None = None) -> SiteRules:
    """Return what the settings say of a page: those of its feed, else of the first feed on the same site."""
    for address, settings in config.feeds.items():
        is_meant = address == feed if feed else site_of(address) == site_of(url)
        if is_meant and (settings.fulltext_keep or settings.fulltext_drop):
            return SiteRules(settings.fulltext_keep or "", settings.fulltext_drop or "")
    return NO_RULES


def site_of(url: str) -> str:
    """Return the host of an address without what sites put before it for telephones and the like."""
    return _SAME_SITE.sub("", (urlsplit(url).hostname or "").lower())


def _is_home(url: str) -> bool:
    """Whether an address is a front page's: some sites call that the home of every page."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


def _stem(path: PurePath) -> str:
    """Return what a file without an address is known by; of `index` there are many."""
    stem = clean_line(path.stem)
    return f"{clean_line(path.parent.name)}/{stem}" if stem == "index" else stem


# ── files ─────────────────────────────────────────────────────────────────────────────────────


def _unwrapped(path: PurePath, body: bytes) -> SavedPage:
    """Return the page that a file holds, without what is embedded in it. Raises ParseError."""
    if len(body) > LARGEST_FILE:
        raise ParseError(f"The file is larger than {LARGEST_FILE // 1_000_000} MB.")
    page = _from_archive(body) if path.suffix.lower() in _ARCHIVES else SavedPage(body, None, None)
    return SavedPage(
        _EMBEDDED.sub(b"data:,", page.body), page.content_type, page.url or _saved_from(page.body[:_HEAD])
    )


def _saved_from(head: bytes) -> str | None:
    found = (match[1] for pattern in _SAVED_FROM if (match := pattern.search(head)))
    stated = (web_link(unescape(url.decode("utf-8", "replace"))) for url in found)
    return next(filter(None, stated), None)


def _from_archive(body: bytes) -> SavedPage:
    """Return the page of an archive in MHTML (RFC 2557): the first part that is one. Raises ParseError."""
    head, rest = _parted(body)
    boundary = _BOUNDARY.search(head.get("content-type", ""))
    parts = rest.split(b"--" + boundary[1].encode(), _MOST_PARTS) if boundary else [body]
    for part in parts:
        headers, content = _parted(part.lstrip(b"\r\n"))
        kind = headers.get("content-type", "")
        if kind.lower().startswith(("text/html", "application/xhtml+xml")):
            stated = headers.get("content-location") or head.get("snapshot-content-location", "")
            coding = headers.get("content-transfer-encoding", "").strip().lower()
            return SavedPage(_decoded(content, coding), kind, web_link(stated))
    raise ParseError("There is no page in this archive.")


def _parted(part: bytes) -> tuple[dict[str, str], bytes]:
    """Return the headers of a part, by name in lower case, and what follows them."""
    blank = _BLANK_LINE.search(part, 0, _HEAD)
    if blank is None:
        return {}, b""
    lines = _FOLDED.sub(" ", part[: blank.start()].decode("latin-1")).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}, part[blank.end() :]


def _decoded(content: bytes, coding: str) -> bytes:
    if coding == "quoted-printable":
        return quopri.decodestring(content)
    if coding == "base64":
        try:
            return binascii.a2b_base64(content)
        except binascii.Error as error:
            raise ParseError("The page in this archive is damaged.") from error
    return content
