"""RSS, Atom, RDF and JSON Feed: bytes to entries.

Two roads for XML: a fast one for what is well-formed and plain, and feedparser for the rest.
Which feeds go where, and why: docs/decisions/0021-two-roads.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.errors import ParseError
from tui.model.entries import ParsedFeed
from tui.sources.draft import FeedDraft, build_feed
from tui.sources.fastroad import read_plain_feed
from tui.sources.xmltext import decode_xml, is_declared_otherwise, mend_xml
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.sources import jsonfeed, slowroad
else:  # loaded when first used: whoever starts should not wait for them
    jsonfeed = Lazy("tui.sources.jsonfeed")
    slowroad = Lazy("tui.sources.slowroad")

_BLANKS: Final = b" \t\r\n\xef\xbb\xbf"


def parse_feed(body: bytes, base_url: str | None, content_type: str | None = None) -> ParsedFeed:
    """Read a feed: RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed 1.x.

    Relative links resolve against `base_url`, the address the body came from; `content_type` is the
    server's header, asked for the encoding where the document states none. Entries keep the order
    of the feed; those over 10,000 are counted in `skipped`, and a text is cut at 512 KB.
    Raises ParseError where the body is no feed.
    """
    start = body[:200].lstrip(_BLANKS)
    if not start:
        raise ParseError("There is nothing in it.")
    if start.startswith((b"{", b"[")):
        return jsonfeed.parse_json_feed(body, base_url)
    return build_feed(_read_xml(body, content_type), base_url)


def _read_xml(body: bytes, content_type: str | None) -> FeedDraft:
    """Read XML as it is, else with its encoding and its ampersands mended, else by the slow road."""
    # expat believes a declaration; that which is not UTF-8 is often wrong, and weighed first (0037).
    if not is_declared_otherwise(body) and (draft := read_plain_feed(body)) is not None:
        return draft
    text = mend_xml(decode_xml(body, content_type))
    mended = text.encode("utf-8", "replace")
    # feedparser is much slower: a bare ampersand is no reason for it.
    if mended != body and (draft := read_plain_feed(mended, "utf-8")) is not None:
        return draft
    return slowroad.read_feed(text)
