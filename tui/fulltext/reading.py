"""A page as its server sent it, read in a process of its own; and why it has no article where it has none.

What a page says of itself in its own words (a wall, a shell for scripts) is told by few signs, each in time
that grows with the page: the extraction alone decides what is an article.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tui.errors import ParseError
from tui.fulltext.explaining import PageExplained, explain_pieces
from tui.fulltext.extract import LARGEST_PAGE, read_article
from tui.model.webpages import NO_RULES, PageArticle, SiteRules
from tui.sources.address import told_of
from tui.sources.inflate import NotUnpacked, unpacked
from tui.text.safe import clean_line

_FEW: Final = 60
"""Words; what has fewer is hardly an article."""
_BEGINNING: Final = 300
"""Words; of a story that is not free, so many are its beginning."""
_HARDLY_ANY: Final = 20
"""Words; where a list of stories leads elsewhere, no more of them are found to be an article's."""
_LINKS: Final = 80
"""So many links make a page without an article a list of stories."""
_SEARCHED: Final = 1_000_000
"""Bytes of a page in which signs are looked for."""

_KINDS: Final = (
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\x89PNG|GIF8|\xff\xd8\xff|RIFF....WEBP", re.DOTALL), "a picture"),
    (re.compile(rb"PK\x03\x04"), "an archive"),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,199}\?>\s{0,99})?<(?:rss|feed|rdf:RDF)[\s>]"),
        "a feed",
    ),
    (re.compile(rb"ID3|OggS|fLaC|....ftyp", re.DOTALL), "a recording"),
)
"""What files begin with that are no pages, whatever their servers call them."""
_STATED: Final = {
    "application/pdf": "a PDF document",
    "application/zip": "an archive",
    "image": "a picture",
    "audio": "a recording",
    "video": "a film",
}
_PAGES: Final = frozenset(
    ("text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/plain", "")
)
_NOT_FREE: Final = re.compile(rb'"isAccessibleForFree"\s{0,9}:\s{0,9}"?\s{0,9}false', re.IGNORECASE)
_CONSENT: Final = re.compile(
    rb"<title[^>]{0,99}>[^<]{0,99}"
    rb"(?:consent|cookie|privacy|datenschutz|einwilligung|zustimmung|privacidad|vie priv)",
    re.IGNORECASE,
)
_NEEDS_SCRIPTS: Final = re.compile(
    rb"(?:enable|activate|turn on|requires?|activez|aktivieren|habilit\w{0,4}) (?:your )?javascript"
    rb"|javascript (?:is |must be |has to be )?(?:required|disabled|enabled|aktivieren|einschalten)"
    rb"|<div[^>]{0,99}\bid=[\"']?(?:root|app|__next|___gatsby|q-app|svelte)[\"']?[^>]{0,99}>\s{0,99}</div>",
    re.IGNORECASE,
)


def read_page(
    body: bytes, packed: str | None, url: str, content_type: str | None, keep: str, drop: str
) -> PageArticle:
    """Return the article on a page whose body is `packed` as its server says, and why there is none or half.

    Raises ParseError, in a sentence that names the host, where it is no page or cannot be unpacked.
    """
    body = page_body(body, packed, url, content_type)
    return judged_article(body, url, content_type, SiteRules(keep, drop))


def explain_page(
    body: bytes, packed: str | None, url: str, content_type: str | None, keep: str, drop: str
) -> PageExplained:
    """Return how the article on a page comes about that `read_page` reads. Raises ParseError as that does."""
    rules = SiteRules(keep, drop)
    body = page_body(body, packed, url, content_type)
    return PageExplained(
        judged_article(body, url, content_type, rules), explain_pieces(body, content_type, rules)
    )


def page_body(body: bytes, packed: str | None, url: str, content_type: str | None) -> bytes:
    """Return a page's bytes, which are `packed` as its server says. Raises ParseError where it is none."""
    try:
        body = unpacked(body, packed, LARGEST_PAGE)
    except NotUnpacked as error:
        raise ParseError(told_of(url, error.told)) from error
    if kind := _other_kind(body, content_type):
        raise ParseError(f"It is {kind}, and no web page.")
    return body


def judged_article(
    body: bytes, url: str, content_type: str | None = None, rules: SiteRules = NO_RULES
) -> PageArticle:
    """Return the article on a page, and where it has few words or none why. Never raises."""
    article = read_article(body, url, content_type, rules)
    return article if article.problem else replace(article, problem=_problem(body[:_SEARCHED], article.words))


def _other_kind(body: bytes, content_type: str | None) -> str | None:
    """Return what else than a page something is; None where it may be one."""
    for beginning, kind in _KINDS:
        if beginning.match(body):
            return kind
    stated = (content_type or "").partition(";")[0].strip().lower()
    if stated in _PAGES or body.lstrip()[:1] == b"<":
        return None
    return (
        _STATED.get(stated)
        or _STATED.get(stated.partition("/")[0])
        or f"of the kind {clean_line(stated)[:60]}"
    )


def _problem(body: bytes, words: int) -> str | None:
    """Return why a page has so few words; None where it has enough, or is not known to lack any."""
    if words < _BEGINNING and _NOT_FREE.search(body):
        return "Its page says that the whole story is for subscribers."
    if words >= _FEW:
        return None
    if _CONSENT.search(body):
        return "Its page asks for consent to cookies before it shows anything."
    if _NEEDS_SCRIPTS.search(body):
        return "Its page is empty without JavaScript, which is not run."
    if words < _HARDLY_ANY and body.count(b"<a ") + body.count(b"<A ") >= _LINKS:
        return "Its page is a list of stories, and no article."
    return None if words else "No article could be found on its page."
