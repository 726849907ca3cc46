"""Fetching a story's page: by the rules for feeds (docs/safety.md), and read in a process of its own.

What a feed is given, a password or a header, goes to the feed's own origin alone; a feed of the public net
brings in no page of the reader's own network. An article on several pages is put together again.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from html import escape, unescape
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urldefrag, urlsplit

from tui.errors import FetchError, SourceError
from tui.feeds.requests import build_request
from tui.feeds.web import status_in_words
from tui.fulltext.extract import LARGEST_PAGE
from tui.model.webpages import NO_RULES, PageArticle, SiteRules
from tui.sources.address import host_of, may_lead_home, origin_of
from tui.sources.fetch import TOTAL_S, USER_AGENT, Fetcher, FetchRequest, FetchResponse
from tui.sources.inflate import NotUnpacked
from tui.sources.proxies import choose_proxies
from tui.sources.resolver import PrivateAddress
from tui.sources.workers import WorkPool
from tui.text.safe import clean_line
from tui.text.weblinks import web_link

if TYPE_CHECKING:
    from tui.settings.config import Config

PAUSE_S: Final = 1.0
"""Between two questions to one host."""
MEMORY_MB: Final = 500
"""Address space of a process that reads pages: one of the largest, and what is made of it."""
DEADLINE_S: Final = 10.0
MOST_PAGES: Final = 10
"""Pages that one article may go on over."""
_WHOLE_S: Final = 60.0
"""How long an article of several pages may take; those that are there by then are what there is of it."""
_MOST_MARKUP: Final = 4_000_000
"""Characters of all its pages together."""
_ACCEPT: Final = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
_READ: Final = "tui.fulltext.reading:read_page"
_GONE: Final = frozenset((HTTPStatus.NOT_FOUND, HTTPStatus.GONE))
_CLOSED: Final = frozenset((HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN))
_LATER: Final = frozenset((HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS))
_LOGIN: Final = re.compile(
    r"(?:^|[/._?&=-])(?:log-?in|log-?on|sign-?in|sign-?up|anmelden|anmeldung|connexion|oauth2?|auth|sso|register"
    r"|registrierung|subscribe|paywall|inscription|accedi|iniciar-sesion)(?:$|[/._?&=-])",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(
    r"(?:^|[/._?&=-])(?:consent|cookie-?wall|gdpr|privacy-?gate)(?:$|[/._?&=-])", re.I
)
_TAG: Final = re.compile(r"<[^<>]+>")
"""A tag of clean markup; no sign of one stands in its values and texts but escaped."""
_ADDRESSES: Final = re.compile(r' (href|src|data-src|data-lazy-src|data-original)="([^"]*)"')


class PageRefused(SourceError):
    """There is no page to be had; the message says why."""

    def __init__(self, told: str, *, again: bool = False, retry_after_s: int | None = None) -> None:
        super().__init__(told)
        self.again = again
        """Whether it may be there later."""
        self.retry_after_s = retry_after_s
        """How long the host wants to be left alone; None where it does not say."""


class PageFetcher:
    """Fetches the pages of stories; an asynchronous context manager."""

    def __init__(
        self,
        config: Config,
        *,
        total_s: float = TOTAL_S,
        pause_s: float = PAUSE_S,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._config = config
        self._pause_s = pause_s
        self._fetcher = Fetcher(total_s=total_s)
        self._pool: WorkPool[PageArticle] = WorkPool(
            _READ, PageArticle, memory_mb=MEMORY_MB, deadline_s=deadline_s, what="Its page"
        )
        self._open = AsyncExitStack()
        self._own: dict[str, asyncio.Task[FetchRequest]] = {}
        """By feed what its own origin is asked with: a password is asked for once."""

    async def __aenter__(self) -> Self:
        """Open nothing yet."""
        await self._open.enter_async_context(self._fetcher)
        await self._open.enter_async_context(self._pool)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections, and end the processes that read."""
        for task in self._own.values():
            task.cancel()
        await asyncio.gather(*self._own.values(), return_exceptions=True)
        await self._open.aclose()

    async def fetch_page(self, url: str, feed: str | None = None, rules: SiteRules = NO_RULES) -> PageArticle:
        """Return the article at an address that a feed has named, from all its pages; None: the reader has.

        Its `problem` says why there is no text, or not all. Raises PageRefused, FetchError where no page is
        to be had, and ParseError where what came is none, each in a sentence fit to be kept with the story.
        """
        until = time.monotonic() + _WHOLE_S
        first = await self._one_page(url, feed, rules)
        pages, size = [first], len(first.markup)
        asked = {_bare(url), _bare(first.url)}
        while (following := _following(pages[-1], asked)) and size < _MOST_MARKUP:
            if len(pages) >= MOST_PAGES or time.monotonic() > until:
                break
            asked.add(_bare(following))
            await asyncio.sleep(self._pause_s)
            try:
                page = await self._one_page(following, feed, rules)
            except SourceError as error:
                return _joined(pages, f"It goes on on another page, which could not be had: {error}")
            is_there = any(page.markup == other.markup for other in pages)
            if not page.words or is_there or host_of(page.url) != host_of(first.url):
                break  # a redirect may lead to anybody's page
            asked.add(_bare(page.url))
            pages.append(page)
            size += len(page.markup)
        return _joined(pages, first.problem)

    async def ask(self, url: str, feed: str | None = None) -> FetchResponse:
        """Return a page as its server sent it, the body packed. Raises PageRefused, FetchError."""
        request = await self._request(url, feed)
        try:
            response = await self._fetcher.fetch(request, unpack=False)
        except FetchError as error:
            if _stems_from(error, (PrivateAddress, NotUnpacked)):
                raise PageRefused(str(error)) from error
            raise
        _check_status(response)
        _check_way(request.url, response.final_url)
        return response

    async def read(self, response: FetchResponse, rules: SiteRules = NO_RULES) -> PageArticle:
        """Have a page read. Raises ParseError."""
        return await self._pool.ask(
            response.body,
            response.packed,
            response.final_url,
            response.content_type,
            rules.keep,
            rules.drop,
        )

    async def _one_page(self, url: str, feed: str | None, rules: SiteRules) -> PageArticle:
        return await self.read(await self.ask(url, feed), rules)

    async def _request(self, url: str, feed: str | None) -> FetchRequest:
        """Return what a page's server is asked. Raises FetchError, PageRefused where it may not be."""
        address = web_link(url)
        if address is None:
            raise PageRefused("Its address is none on the web.")
        if why := self._config.refusal(feed or address):
            raise FetchError(f"It is not asked before it is clear how: {why}")
        if feed and _is_web(feed) and origin_of(address) == origin_of(feed):
            request = replace(await self._own_request(feed), url=address)
        else:
            settings = self._config.for_feed(feed or address)
            request = FetchRequest(
                address,
                user_agent=settings.user_agent or USER_AGENT,
                proxies=choose_proxies(settings.proxy, self._config.sync.proxy, os.environ),
            )
        # What the reader has typed may be anywhere; what a feed names is in that network where the feed is.
        home = None if feed is None else may_lead_home(feed, address)
        return replace(request, accept=_ACCEPT, largest=LARGEST_PAGE, allow_private=home)

    async def _own_request(self, feed: str) -> FetchRequest:
        if feed not in self._own:
            self._own[feed] = asyncio.create_task(build_request(feed, self._config))
        # Shielded: who waits with another for a password does not end it for that one.
        return await asyncio.shield(self._own[feed])


def _is_web(feed: str) -> bool:
    return urlsplit(feed).scheme in ("http", "https")


def _check_status(response: FetchResponse) -> None:
    """Raise PageRefused where an answer is a refusal."""
    status = response.status
    if 200 <= status < 300 and response.body:
        return
    host = clean_line(host_of(response.final_url))[:100]
    words = status_in_words(status)
    if 200 <= status < 300:
        raise PageRefused(f"{host} sends an empty page.", again=True)
    if status in _GONE:
        raise PageRefused(f"{host} has no such page any more: {words}.")
    if status in _CLOSED:
        raise PageRefused(f"{host} wants a login for it, or lets no programs in: {words}.")
    if status == HTTPStatus.PAYMENT_REQUIRED:
        raise PageRefused(f"{host} shows it to subscribers alone: {words}.")
    again = status in _LATER or status >= 500
    raise PageRefused(f"{host} answers {words}.", again=again, retry_after_s=response.retry_after_s)


def _check_way(url: str, final_url: str) -> None:
    """Raise PageRefused where redirects led from a story to a wall or to the front page."""
    if url == final_url:
        return
    before, after = urlsplit(url), urlsplit(final_url)
    host = clean_line(host_of(final_url))[:100]
    asked, led = f"{before.hostname}{before.path}", f"{after.hostname}{after.path}"
    if _LOGIN.search(led) and not _LOGIN.search(asked):
        raise PageRefused(f"{host} wants a login, or a subscription, before it shows the story.")
    if _CONSENT.search(led) and not _CONSENT.search(asked):
        raise PageRefused(f"{host} asks for consent to cookies before it shows the story.")
    if before.path.strip("/") and not after.path.strip("/") and not after.query:
        raise PageRefused(f"{host} leads to its front page instead: the story's own is gone.")


def _stems_from(error: BaseException, kinds: tuple[type[BaseException], ...]) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, kinds):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


# ── several pages ─────────────────────────────────────────────────────────────────────────────


def _bare(url: str) -> str:
    return urldefrag(url).url.rstrip("/")


def _following(page: PageArticle, asked: set[str]) -> str | None:
    """Return where an article goes on, on the same host; None where it ends, or goes round."""
    url = web_link(page.next_page or "", page.url)
    if url is None or _bare(url) in asked or host_of(url) != host_of(page.url):
        return None
    return urldefrag(url).url


def _joined(pages: list[PageArticle], problem: str | None) -> PageArticle:
    """Return an article on several pages as on one."""
    first, *others = pages
    if not others and problem == first.problem:
        return first
    return replace(
        first,
        markup="".join((first.markup, *map(_absolute, others))),
        words=sum(page.words for page in pages),
        problem=problem,
        next_page=None,
    )


def _absolute(page: PageArticle) -> str:
    """Return a page's markup, its addresses resolved: what is put behind another page has that one's base."""

    def resolved(match: re.Match[str]) -> str:
        url = web_link(unescape(match[2]), page.url)
        return match[0] if url is None else f' {match[1]}="{escape(url)}"'

    # Within tags alone: a text may be about HTML.
    return _TAG.sub(lambda tag: _ADDRESSES.sub(resolved, tag[0]), page.markup)
