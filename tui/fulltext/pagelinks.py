"""The addresses that a page states: its own, that of its next part, its picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from urllib.parse import SplitResult, urlsplit

from tui.fulltext.heads import MarkedElement, PageStatements, text_of
from tui.fulltext.pieces import WebPage
from tui.text.weblinks import web_link, without_tracking

_MOST_PARTS: Final = 99
"""An article has not more parts; a list of articles may."""
_MOST_LOOKED_AT: Final = 300
"""Links that may lead to the next part."""
_SHORT_HOSTS: Final = frozenset(
    {"co", "com", "org", "net", "gov", "ac", "edu", "go", "or", "ne", "gob", "gouv"}
)
"""Labels under which countries give out names: `bbc.co.uk` is a site, `co.uk` none."""
# How sites number the parts of an article: `/page/2`, `/2/`, `story-2.html`, `?page=2`, `story-p2.html`.
_PART_IN_QUERY: Final = re.compile(
    r"(?:^|&)(?:page|p|pg|pagina|seite|pagenumber|page_no|part|paged)=(?P<part>\d{1,2})(?=&|$)", re.IGNORECASE
)
_PART_IN_PATH: Final = re.compile(
    r"(?:/(?:page|p|seite|pagina|part)?[/_-]?|[,_-](?:page-?|seite-?|p)|[,_-](?=\d{1,2}\.\w))"
    r"(?P<part>\d{1,2})(?P<end>(?:\.\w{2,5})?/?)$",
    re.IGNORECASE,
)
_NUMBER_NEAR_END: Final = re.compile(r"(?<!\d)\d{1,2}(?:\.\w{2,5})?/?(?:[&#].*)?$")
_LEADS_ON: Final = re.compile(
    r"\d{1,2}|(?:(?:go to |the )?(?:next|older)|continue|weiter|nächste|suivant|siguiente|próxima|seguinte"
    r"|avanti|successiva|volgende|nästa|neste|næste|dalej|następna|další|далее|следующая|下一页|下一頁|次|다음)\b.{0,30}"
    r"|[›»→>]+",
    re.IGNORECASE,
)
"""Texts of links to a next part."""
_FILE_END: Final = re.compile(r"(?:\.\w{2,5})?/?$")
_NO_PHOTO: Final = re.compile(
    r"(?<![a-z])(?:logos?|placeholder|favicon|apple-touch-icon|ms-icon|sprite|no-?image"
    r"|default[-_](?:images?|img|og|share|social|thumb)|(?:twitter|facebook|og|share)[-_](?:standard|default))"
    r"(?![a-z])|(?:blank|spacer|pixel|1x1)\.(?:gif|png|jpe?g)$|\.svg$|\.ico$",
    re.IGNORECASE,
)
"""Paths of pictures that stand for the site, or for none."""


def base_of(statements: PageStatements, url: str) -> str:
    """Return the address against which the page's others are meant."""
    own = web_link(url) or web_link(next(iter(statements.links.get("canonical", ())), "")) or ""
    return web_link(statements.base, own or None) or own


def canonical_of(stated: Iterable[str], url: str, base: str) -> str | None:
    """Return the page's own address: the first that is stated and can be it.

    It is on the same site, and is no front page unless the page itself is.
    """
    own = urlsplit(web_link(url) or "")
    for address in stated:
        link = web_link(address, base or None)
        if link is not None and _may_be_the_same(urlsplit(link), own):
            return link
    return None


def _may_be_the_same(stated: SplitResult, own: SplitResult) -> bool:
    if not own.hostname:
        return stated.path.strip("/") != ""
    is_front = not stated.path.strip("/") and not stated.query
    own_is_front = not own.path.strip("/") and not own.query
    return site_of(stated.hostname or "") == site_of(own.hostname) and (own_is_front or not is_front)


def site_of(host: str) -> str:
    """Return the part of a host's name that a site has to itself: `bbc.co.uk` of `news.bbc.co.uk`."""
    labels = host.lower().rstrip(".").split(".")
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHORT_HOSTS else 2
    return ".".join(labels[-kept:])


def picture_of(stated: Iterable[str], base: str) -> str | None:
    """Return the first address of a picture that does not say itself that it is a logo or nothing."""
    for address in stated:
        link = web_link(address, base or None)
        if link is not None and not _NO_PHOTO.search(urlsplit(link).path):
            return link
    return None


# ── articles on several pages ─────────────────────────────────────────────────────────────────


def next_page_of(
    page: WebPage, statements: PageStatements, url: str, canonical: str | None, base: str
) -> str | None:
    """Return the address of the article's next part; None where there is none.

    Neither a relation nor a text says enough, since blogs lead to the next article by them: it is the next
    part where its address is that of the page with the next number, too.
    """
    wanted = _parts_after((url, canonical or ""))
    for href, anchor in islice(_numbered_links(statements), _MOST_LOOKED_AT) if wanted else ():
        link = web_link(href, base or url)
        is_next = _split_part(without_tracking(link or "")) in wanted
        if is_next and (anchor is None or _leads_on(page, anchor)):
            return link
    return None


def _parts_after(addresses: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Return what the addresses of the next parts are, split, for a page that has these addresses."""
    owns = (_split_part(web_link(address) or "") for address in addresses)
    return frozenset((own[0], own[1] + 1) for own in owns if own)


def _numbered_links(statements: PageStatements) -> Iterator[tuple[str, MarkedElement | None]]:
    """Yield the addresses that end in a number, those of the relation `next` first, with their anchors.

    Nearly all links go elsewhere, and have no number near their end.
    """
    for href in filter(_ends_in_number, statements.links.get("next", ())):
        yield href, None
    for anchor in statements.anchors:
        href = anchor.attributes.get("href") or ""
        if _ends_in_number(href):
            yield href, anchor


def _leads_on(page: WebPage, anchor: MarkedElement) -> bool:
    words = f"{anchor.mark} {anchor.attributes.get('class') or ''}".lower()
    return "comment" not in words and (
        "next" in words or _LEADS_ON.fullmatch(text_of(page.events, anchor)) is not None
    )


def _ends_in_number(href: str) -> bool:
    return len(href) <= 500 and _NUMBER_NEAR_END.search(href[-60:]) is not None


def _split_part(url: str) -> tuple[str, int] | None:
    """Return an address without the number of its part, and that number; 1 where it has none.

    None where that is no address. Schemes and fragments are left out, and how the number is marked.
    """
    if not url:
        return None
    parts = urlsplit(url)
    path, query, number = parts.path, parts.query, 1
    if match := _PART_IN_QUERY.search(query):
        query, number = (query[: match.start()] + query[match.end() :]).strip("&"), int(match["part"])
    elif match := _PART_IN_PATH.search(path):
        path, number = path[: match.start()] + match["end"], int(match["part"])
    whole = f"{parts.netloc.lower()}{_FILE_END.sub('', path)}?{query}"
    return (whole, number) if 1 <= number <= _MOST_PARTS else (whole, _MOST_PARTS + 1)
