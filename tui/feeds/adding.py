"""From what a reader pastes to a subscription: a feed's address, or a page that has feeds."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.errors import FetchError, ParseError
from tui.feeds.requests import build_request
from tui.feeds.web import status_in_words
from tui.sources.address import host_of, may_lead_home, possible_addresses, told_file
from tui.sources.discovery import FoundFeed, common_paths, find_feeds, linked_feeds, refreshed, youtube_feed
from tui.sources.fetch import Fetcher, FetchResponse
from tui.sources.schemes import other_address
from tui.sources.workers import ParsePool
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.settings.config import Config

_PATIENCE_S: Final = 3.0
"""How long the likelier of two addresses is waited for alone: to a server without TLS a greeting in it
is a line without an end, and it keeps silent."""
_OPML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<opml[\s>]", re.IGNORECASE)
_MOST_REFRESHES: Final = 2
_MOST_TRIED: Final = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that was found, with the answer in hand where it was asked already."""

    url: str
    title: str = ""
    """As the feed or the page that announces it calls it; may be empty."""
    kind: str = "feed"
    response: FetchResponse | None = None


def find_offers(url: str, config: Config) -> tuple[Offer, ...]:
    """Return the feed at an address, else those that the page there announces, else the one in a usual place.

    Where neither http nor https is said, both are tried. At least one. Raises FetchError where the
    address cannot be read, ParseError where it has no feed.
    """
    if (other := other_address(url)) is not None:
        return (Offer(other),)
    if Path(url).is_file():
        raise FetchError(told_file(url))
    return asyncio.run(find_at(possible_addresses(url), config))


async def find_at(urls: Sequence[str], config: Config) -> tuple[Offer, ...]:
    """Do as `find_offers` does, with the first of some addresses that answers."""
    async with Fetcher() as fetcher, ParsePool() as pool:
        return await _Finder(fetcher, pool, config).find(urls)


class _Finder:
    """Looks for feeds."""

    def __init__(self, fetcher: Fetcher, pool: ParsePool, config: Config) -> None:
        self._fetcher = fetcher
        self._pool = pool
        self._config = config

    async def find(self, urls: Sequence[str]) -> tuple[Offer, ...]:
        known = youtube_feed(urls[0])
        offer = None if known is None else await self._try(known, urls[0])
        if offer is not None:
            return (offer,)
        url, response = await self._reach(urls)
        # A page that sends one on may announce feeds itself: it is looked at before it is left.
        for left in reversed(range(_MOST_REFRESHES + 1)):
            try:
                return (await self._offer(url, response),)
            except ParseError:
                if found := await self._announced(response):
                    return found
            # Some hosts send one on by a page.
            onwards = refreshed(response.body, response.final_url, response.refresh)
            if onwards is None or not left:
                break
            url, response = onwards, await self._fetch(onwards, response.final_url)
        if found := await self._guessed(response):
            return found
        if _OPML.match(response.body):
            raise ParseError(
                f"{host_of(url)} has a list of feeds there: save it, and `dateline import` takes it."
            )
        raise ParseError(
            f"There is no feed at {host_of(url)}, and none is announced there;"
            " `dateline save` with the address keeps the page itself."
        )

    async def _announced(self, page: FetchResponse) -> tuple[Offer, ...]:
        """Return the feeds that a page announces; asked are those that may be none, and one that is alone.

        Raises FetchError and ParseError where the only one cannot be had.
        """
        home = page.final_url
        announced = find_feeds(page.body, home, page.links)
        doubtful = [feed.url for feed in announced if not feed.is_certain][:_MOST_TRIED]
        offers = _offers(announced, await self._tried(doubtful, home))
        if len(offers) != 1 or offers[0].response is not None:
            return offers
        url = offers[0].url
        try:
            return (await self._offer(url, await self._fetch(url, home)),)
        except (FetchError, ParseError) as error:
            raise type(error)(f"{host_of(home)} announces {clean_line(url)[:200]}, but: {error}") from error

    async def _reach(self, urls: Sequence[str]) -> tuple[str, FetchResponse]:
        """Return the address that answers, with its answer: a next one is asked where none has yet.

        Raises what the first failed with where all fail.
        """
        asked: dict[asyncio.Task[FetchResponse], str] = {}
        try:
            for url in urls:
                asked[asyncio.create_task(self._fetch(url))] = url
                answered = await _first_answer(asked, None if url == urls[-1] else _PATIENCE_S)
                if answered is not None:
                    return asked[answered], answered.result()
            return urls[0], await next(iter(asked))
        finally:
            for task in asked:
                # The slower of two addresses is of no use any more.
                task.cancel()

    async def _fetch(self, url: str, page: str | None = None) -> FetchResponse:
        """Return the answer of an address, that a reader typed or a `page` names. Raises FetchError.

        No page of the public net leads into the reader's own network.
        """
        request = await build_request(url, self._config)
        if page is not None:
            # A page in the reader's own network may name a feed there; one of the public net may not.
            request = replace(request, allow_private=may_lead_home(page, url))
        response = await self._fetcher.fetch(request)
        if not 200 <= response.status < 300:
            raise FetchError(f"{host_of(response.final_url)} answers {status_in_words(response.status)}.")
        return response

    async def _offer(self, url: str, response: FetchResponse) -> Offer:
        """Return the feed that an answer is; raises ParseError where it is none."""
        feed = await self._pool.parse(response.body, response.final_url, response.content_type)
        return Offer(response.permanent_url or url, feed.title or "", response=response)

    async def _guessed(self, page: FetchResponse) -> tuple[Offer, ...]:
        """Return the feeds that a page links to, else the first in the places where feeds usually are."""
        home = page.final_url
        linked = await self._tried(linked_feeds(page.body, home), home)
        return linked or (await self._tried(common_paths(home), home))[:1]

    async def _tried(self, urls: Sequence[str], page: str) -> tuple[Offer, ...]:
        """Return those of some addresses that are feeds, each once however many lead to it."""
        tries = await asyncio.gather(*(self._try(url, page) for url in urls))
        # Turned round twice: of two that lead to one feed the first is kept, and the order stays.
        return tuple({offer.url: offer for offer in reversed(tries) if offer is not None}.values())[::-1]

    async def _try(self, url: str, page: str) -> Offer | None:
        try:
            return await self._offer(url, await self._fetch(url, page))
        except (FetchError, ParseError):
            return None


async def _first_answer(
    asked: Mapping[asyncio.Task[FetchResponse], str], patience_s: float | None
) -> asyncio.Task[FetchResponse] | None:
    """Wait for an answer; None where all failed, or none came in time. Raises a failure that settles it."""
    waiting = set(asked)
    while waiting:
        done, waiting = await asyncio.wait(waiting, timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            return None
        for task in done:
            error = task.exception()
            if error is None:
                return task
            if not isinstance(error, FetchError) or settles(asked[task], error):
                raise error
    return None


def settles(url: str, error: FetchError) -> bool:
    """Whether a failure leaves nothing to ask: a server of https has refused, or cannot show who it is.

    Then http would at best tell less, at worst be somebody else. A server of http may refuse because
    it is one of https. What is no refusal has a cause.
    """
    refused = error.__cause__ is None or isinstance(error.__cause__, ssl.CertificateError)
    return url.startswith("https:") and refused


def _offers(announced: Sequence[FoundFeed], tried: Iterable[Offer]) -> tuple[Offer, ...]:
    """Return what a page offers: what it says are feeds, and of the others those that proved to be some."""
    proved = {offer.url: offer for offer in tried}
    return tuple(
        proved.get(feed.url) or Offer(feed.url, feed.title, feed.kind)
        for feed in announced
        if feed.is_certain or feed.url in proved
    )
