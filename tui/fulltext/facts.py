"""What a page says of the article on it: headline, authors, day, standfirst, picture, addresses.

Each fact is taken from the most trusted of the places that state it, and only where what stands there makes
sense: JSON-LD, then `meta` tags, then microdata, then what is seen near the headline. What no place states
is None: a wrong fact is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from tui.fulltext import metanames
from tui.fulltext.authornames import best_names, names_in_all
from tui.fulltext.bylines import Nearby
from tui.fulltext.deks import Description, dek_among
from tui.fulltext.headlines import headline_of_page, key_of, site_keys, title_reading
from tui.fulltext.heads import read_statements, unescaped
from tui.fulltext.jsonld import StatedArticle, read_blocks, stated_article, types_of
from tui.fulltext.ownarticle import own_article
from tui.fulltext.pagelinks import base_of, canonical_of, next_page_of, picture_of
from tui.fulltext.pagetimes import StatedTime, day_at_end, day_in_address, first_time
from tui.fulltext.pieces import WebPage
from tui.prose.front import joined_names
from tui.text.safe import clean, clean_line
from tui.text.weblinks import web_link

_LEAST_BODY: Final = 200
"""Characters; a shorter "body" is a summary."""
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_MARKUP: Final = re.compile(r"<(?:p|br|div|h[1-6]|li)\b[^<>]*>|</p>", re.IGNORECASE)
_MAIL: Final = re.compile(r"\S+@\S+\.\w+")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_MOST_HEADINGS: Final = 20


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article. All texts and addresses are harmless."""

    title: str = ""
    """The headline, without the site's name; empty where there is none."""
    authors: tuple[str, ...] = ()
    """Names; a newspaper's or an agency's only where nobody else is named."""
    published_at: datetime | None = None
    """Aware, in UTC; the midnight of the day where only a day is stated."""
    published_stated: str | None = None
    """As the page states it; ISO 8601, beginning with the day as it is written there."""
    modified_at: datetime | None = None
    dek: str | None = None
    """The standfirst; None where that is only the beginning of the text."""
    picture: str | None = None
    canonical: str | None = None
    """The page's own address as it states it, on the same site."""
    next_page: str | None = None
    """The address of the next part of an article on several pages."""
    site_name: str | None = None
    language: str | None = None
    """As in `en` or `pt-BR`."""
    article_body: str | None = None
    """The whole text as JSON-LD states it, with its line ends."""
    is_paid: bool = False
    """Whether the page says that its article is not free to read."""
    schema_types: tuple[str, ...] = ()
    """Types of schema.org that the page states: `NewsArticle`."""

    @property
    def byline(self) -> str | None:
        """The authors as a person would write them: `Ann Reed and Ben Olsen`."""
        return joined_names(self.authors)


def page_facts(page: WebPage, url: str) -> PageFacts:
    """Return what a page says of the article on it; never raises, and takes linear time."""
    return _Reading(page, url).facts()


class _Reading:
    """One page, while its facts are put together."""

    def __init__(self, page: WebPage, url: str) -> None:
        self._page = page
        self._url = web_link(url) or ""
        self._statements = read_statements(page)
        self._blocks = read_blocks(self._statements.blocks)
        self._base = base_of(self._statements, self._url)
        self._headings = _headings(page, ("h1",))
        self._lesser = _headings(page, ("h2", "h3"))
        self._article = self._find_article()
        self._canonical = self._find_canonical()
        self._site = self._find_site()
        host = urlsplit(self._base).hostname or ""
        handles = (handle.lstrip("@") for handle in self._statements.stated("twitter:site"))
        self._sites = site_keys((*filter(None, (self._site, self._article.publisher)), *handles), host)

    def facts(self) -> PageFacts:
        title = self._title()
        nearby = Nearby(self._page, self._statements, title)
        published = self._published(nearby)
        modified = first_time((self._article.modified, *self._statements.stated(*metanames.MODIFIED)))
        return PageFacts(
            title=title,
            authors=self._authors(nearby),
            published_at=published.moment if published else None,
            published_stated=published.stated if published else None,
            modified_at=modified.moment if modified else None,
            dek=dek_among(self._descriptions(), self._page.pieces, title, self._sites),
            picture=picture_of(self._pictures(), self._base),
            canonical=self._canonical,
            next_page=next_page_of(self._page, self._statements, self._url, self._canonical, self._base),
            site_name=self._site,
            language=self._language(),
            article_body=_body(self._article.body),
            is_paid=self._is_paid(),
            schema_types=self._types(),
        )

    def _find_article(self) -> StatedArticle:
        stated = self._statements.stated("og:title", "twitter:title")
        titles = (self._statements.title, *stated, *self._headings)
        return own_article(self._blocks, (self._url, *self._own_addresses()), titles, self._base)

    def _own_addresses(self) -> Iterator[str]:
        for address in (*self._statements.links.get("canonical", ()), *self._statements.stated("og:url")):
            if link := web_link(address, self._base or None):
                yield link

    def _find_canonical(self) -> str | None:
        links = self._statements.links.get("canonical", ())
        return canonical_of(
            (*links, *self._statements.stated("og:url"), *self._article.urls), self._url, self._base
        )

    def _find_site(self) -> str | None:
        named = [as_name for node in self._blocks.nodes if "WebSite" in types_of(node)
                 for as_name in stated_article(node, self._blocks.by_id).headlines[:1]]  # fmt: skip
        stated = (
            *self._statements.stated("og:site_name"),
            self._article.publisher,
            *named,
            *self._statements.stated(*metanames.SITES),
        )
        title = key_of(self._statements.title)
        lines = (clean_line(_MAIL.sub("", unescaped(text))) for text in stated)
        return next((line for line in lines if line and len(line) <= 80 and key_of(line) != title), None)

    # ── facts ─────────────────────────────────────────────────────────────────────────────────

    def _title(self) -> str:
        # Some write the standfirst for the headline, and the headline for the name.
        shown = "\n".join(key_of(text) for text in (self._statements.title, *self._headings))
        own = sorted(self._article.headlines, key=lambda text: key_of(unescaped(text)) not in shown)
        stated = [*own, *self._statements.stated(*metanames.TITLES)]
        if not self._article.is_article:
            # A page's name is its title, with all that is in it.
            stated = [*self._statements.stated(*metanames.TITLES), *own]
        lines = [clean_line(unescaped(text)) for text in stated]
        stated_names = self._statements.stated(*metanames.AUTHORS[0], *metanames.AUTHORS[1])
        authors = names_in_all((*self._article.people, *stated_names))
        reading = title_reading(
            lines,
            self._statements.title,
            self._headings,
            self._lesser,
            self._sites,
            (*authors, joined_names(authors) or ""),
        )
        return clean_line(headline_of_page(lines, reading))

    def _authors(self, nearby: Nearby) -> tuple[str, ...]:
        def groups() -> Iterator[Iterable[str]]:
            yield self._article.people
            yield from (self._statements.stated(*names) for names in metanames.AUTHORS)
            yield self._labelled(
                "written by", "author", "by", "verfasst von", "écrit par", "escrito por", "scritto da"
            )
            yield nearby.properties()
            yield nearby.related()
            yield nearby.classed()
            yield nearby.in_words()
            yield self._article.organisations

        return best_names(groups(), self._sites)

    def _labelled(self, *labels: str) -> Iterator[str]:
        """Yield what Twitter's cards say under a label: `Written by`."""
        for number in ("1", "2"):
            if self._statements.first(f"twitter:label{number}").lower().rstrip(": ") in labels:
                yield from self._statements.stated(f"twitter:data{number}")

    def _published(self, nearby: Nearby) -> StatedTime | None:
        return (
            first_time((self._article.published, *self._statements.stated(*metanames.PUBLISHED)))
            or nearby.stated_time()
            or first_time((self._article.created,))
            or nearby.time()
            or next(
                filter(None, map(day_at_end, (self._statements.title, *self._statements.stated("og:title")))),
                None,
            )
            or day_in_address([address for address in (self._url, self._canonical) if address])
        )

    def _descriptions(self) -> Iterator[Description]:
        yield Description(self._article.description, self._article.is_article)
        is_article = self._article.is_article or self._statements.first("og:type").lower() == "article"
        for name in metanames.DEKS:
            for text in self._statements.stated(name):
                yield Description(text, is_article or name.startswith(("og:", "twitter:")))

    def _pictures(self) -> Iterator[str]:
        yield from self._statements.stated(*metanames.PICTURES)
        yield from self._article.pictures
        yield from self._statements.stated(*metanames.OTHER_PICTURES)
        yield from self._statements.links.get("image_src", ())

    def _language(self) -> str | None:
        stated = (
            self._statements.language,
            self._article.language,
            *self._statements.stated(
                "content-language", "og:locale", "dc.language", "inlanguage", "language"
            ),
        )
        for text in stated:
            if _LANGUAGE.fullmatch(text.strip()):
                first, *others = re.split("[-_]", text.strip())
                return "-".join(
                    (first.lower(), *(part.upper() if len(part) == 2 else part for part in others))
                )
        return None

    def _is_paid(self) -> bool:
        tier = self._statements.first("article:content_tier").lower()
        free = self._statements.first("isaccessibleforfree").lower()
        return self._article.is_paid or tier == "locked" or free == "false"

    def _types(self) -> tuple[str, ...]:
        stated = [name for node in self._blocks.nodes[:200] for name in types_of(node)]
        return tuple(dict.fromkeys((*stated, *self._statements.types)))[:40]


def _headings(page: WebPage, names: Sequence[str]) -> list[str]:
    """Return the texts of the first headings of these ranks, in reading order."""
    found = (piece.text for piece in page.pieces if piece.kind == "text" and page.around(piece).name in names)
    return [clean_line(unescaped(text)) for text in islice(found, _MOST_HEADINGS)]


def _body(stated: str) -> str | None:
    text = unescaped(stated)
    if _MARKUP.search(text):
        text = _TAG.sub("", _MARKUP.sub("\n", text))
    text = clean(text).strip()
    return text if len(text) >= _LEAST_BODY else None
