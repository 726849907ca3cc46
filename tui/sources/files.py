"""What a file holds, told by its first characters and its name, and read by the reader of that form."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tui.errors import ParseError
from tui.model.entries import ParsedFeed, RawEntry
from tui.sources.text import decode_text
from tui.system.lazily import Lazy
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.sources.opml import OpmlDocument

if TYPE_CHECKING:
    from tui.sources import frontmatter, jsonfeed, markdown, newsboat, opml, otherlists, rss, seeds
else:  # loaded when first used: whoever starts should not wait for them
    frontmatter = Lazy("tui.sources.frontmatter")
    jsonfeed = Lazy("tui.sources.jsonfeed")
    markdown = Lazy("tui.sources.markdown")
    newsboat = Lazy("tui.sources.newsboat")
    opml = Lazy("tui.sources.opml")
    otherlists = Lazy("tui.sources.otherlists")
    rss = Lazy("tui.sources.rss")
    seeds = Lazy("tui.sources.seeds")

LARGEST_FILE: Final = 15_000_000
"""Bytes of a file that are read at most."""
MOST_ENTRIES: Final = 10_000
_HEAD: Final = 4_000
"""Bytes within which a file's first element begins."""

_MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_PLAIN: Final = frozenset({"", ".txt", ".text", ".seed"})
_XML: Final = frozenset({".xml", ".rss", ".atom", ".rdf"})
_PROLOGUE: Final = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<![^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
_PAGES: Final = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht"})
_FEED_ROOTS: Final = frozenset({"rss", "feed", "rdf"})
_NOT_READ: Final = {
    "opml": "This is a list of subscriptions: give it to `dateline import`.",
    "html": "This is a web page: `dateline add` takes its address.",
}
"""What is said of documents by their root that are no articles."""
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_LONGEST_LINE: Final = 4_000
# An address with at most four words around it. The numbered ones below a printed story are its own.
_WITH_ADDRESS: Final = re.compile(
    r"(?!\[\d+\] )(?:\S{1,40}\s+){0,4}[\"'(]*(?:(?:https?|feed)://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)"
    r"(?:\s+\S{1,40}){0,4}",
    re.IGNORECASE,
)
_JSON_OBJECT: Final = re.compile(r'\{\s*["}]')


def read_document(name: str, body: bytes, now: datetime) -> ParsedFeed:
    """Read a file that the reader gives: a seed, Markdown, a JSON Feed, or an RSS, Atom or RDF feed.

    `name` is the file's, with or without its folder; `now` is the moment of reading: a document
    without a date keeps none, for its arrival is what sorts it. A seed and a Markdown document give
    one entry. At most 15 MB and 10,000 entries are read; entries over that are counted in
    `skipped`. Raises ParseError, naming the file, for what is none of these.
    """
    try:
        feed = _read(PurePath(name), body)
    except ParseError as error:
        raise ParseError(f"{clean_line(name)}: {error}") from error
    over = max(len(feed.entries) - MOST_ENTRIES, 0)
    return replace(feed, entries=feed.entries[:MOST_ENTRIES], skipped=feed.skipped + over)


def read_feed_list(name: str, body: bytes) -> OpmlDocument | None:
    """Read a list of feeds: OPML, or one of another program's own. None where a file is something else.

    Raises ParseError for one that cannot be read.
    """
    head = body[:_HEAD].replace(b"\0", b"").lower()
    # The bytes first: most files are no lists, and need not be decoded to know it.
    if b"opml" in head and _root_element(decode_text(body[:_HEAD])) == "opml":
        return opml.parse_opml(body)
    if b":" not in head or len(body) > LARGEST_FILE:
        return None
    text = decode_text(body)
    # The strictest first: a file of snownews is one of newsboat too, with odd words behind each address.
    for is_one, parse in (
        (otherlists.is_snownews_urls, otherlists.parse_snownews_urls),
        (otherlists.is_newsraft_feeds, otherlists.parse_newsraft_feeds),
        (newsboat.is_newsboat_urls, newsboat.parse_newsboat_urls),
        (otherlists.is_elfeed_org, otherlists.parse_elfeed_org),
        (otherlists.is_takeout_csv, otherlists.parse_takeout_csv),
    ):
        if is_one(name, text):
            return parse(text)
    return None


def is_web_page(name: str, body: bytes) -> bool:
    """Whether a file is a web page: by its ending, unless it opens as a feed; else by how it opens."""
    root = _root_element(body[:_HEAD].replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff"))
    if PurePath(name).suffix.lower() in _PAGES:
        return root not in _FEED_ROOTS and root != "opml"
    return root == "html"


def _read(path: PurePath, body: bytes) -> ParsedFeed:
    if len(body) > LARGEST_FILE:
        raise ParseError(f"The file is larger than {LARGEST_FILE // 1_000_000} MB.")
    text, ending = decode_text(body), path.suffix.lower()
    if not text.strip():
        raise ParseError("There is no text in it.")
    # A Markdown document may open with `{"` as a template does.
    if ending == ".json" or (_JSON_OBJECT.match(text.lstrip()) and ending not in _MARKDOWN):
        return jsonfeed.parse_json_feed(body, None, own=True)
    # What the file is named counts less than what it opens with: `feed.txt` is often XML that was saved.
    root = _root_element(text)
    if root in _NOT_READ:
        raise ParseError(_NOT_READ[root])
    if ending in _XML or root in _FEED_ROOTS or text.lstrip().startswith("<?xml"):
        return rss.parse_feed(body, None)
    return ParsedFeed(title=None, site_url=None, entries=(_read_prose(path, text, ending),))


def _read_prose(path: PurePath, text: str, ending: str) -> RawEntry:
    """Read a text for people: Markdown by its ending or its front matter, else a seed."""
    stem = _stem(path, text)
    if ending in _MARKDOWN or (ending in _PLAIN and frontmatter.has_front_matter(text)):
        return markdown.parse_markdown(stem, text)
    if ending in _PLAIN:
        if _is_list(text):
            raise ParseError(
                "This looks like a list of feeds, but of a kind that is not known:"
                " with each address at the beginning of a line it can be read."
            )
        return seeds.parse_seed(stem, text)
    raise ParseError(
        f"Files ending in {clean_line(ending)} cannot be read;"
        " seeds (.txt), Markdown, web pages, JSON Feed and RSS can."
    )


def _is_list(text: str) -> bool:
    """Whether half of a text's lines, two at least, are hardly more than an address: nobody reads that."""
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    found = [line for line in lines if len(line) <= _LONGEST_LINE and _WITH_ADDRESS.fullmatch(line)]
    return len(found) >= max(2, len(lines) / 2)


def _stem(path: PurePath, text: str) -> str:
    """Return the file's name without its ending; standard input has no name, its text is told by a hash."""
    # So that the same text read again is the same article, and another one another.
    if path.name in ("", "-"):
        return f"text-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return clean_line(path.stem)


def _root_element(text: str) -> str:
    """Return the first element's local name in lower case; empty where the text does not open with one."""
    at = 0
    while match := _PROLOGUE.match(text, at):
        at = match.end()
    root = _ROOT.match(text, at)
    return root[1].lower() if root else ""
