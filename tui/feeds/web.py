"""Feeds on the web: asked over HTTP, with validators, manners and care."""

from __future__ import annotations

import random
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from tui.feeds.requests import build_request
from tui.feeds.schedule import failure, wait_s
from tui.feeds.writing import FeedAnswer
from tui.sources.address import host_of
from tui.sources.fetch import Fetcher, FetchResponse
from tui.store.deliveries import in_language
from tui.store.subscriptions import Outcome, Subscription
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.feeds.transport import Pass
    from tui.settings.config import FeedConfig
    from tui.store.deliveries import ReadFeed


class WebTransport:
    """Asks feeds over HTTP; see `transport.Transport`. A lane is a host."""

    def __init__(self, work: Pass) -> None:
        self._work = work
        self._fetcher = Fetcher()

    async def __aenter__(self) -> Self:
        """Open nothing yet."""
        await self._fetcher.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self._fetcher.__aexit__()

    def lane(self, feed: Subscription) -> str:
        """Return the host of a feed."""
        return host_of(feed.url)

    async def ask(self, feed: Subscription, in_hand: object = None) -> FeedAnswer:
        """Ask a feed; `in_hand` is a FetchResponse. Raises FetchError and ParseError."""
        work, settings = self._work, self._work.config.for_feed(feed.url)
        if isinstance(in_hand, FetchResponse):
            response = in_hand
        else:
            request = await build_request(feed.url, work.config, feed.etag, feed.last_modified)
            response = await self._fetcher.fetch(request, unpack=False)
        outcome = refused(feed, response, work.now, random.random())
        if outcome is not None:
            return FeedAnswer(feed, outcome)
        read = None
        if response.status != HTTPStatus.NOT_MODIFIED:
            read = await self._read(feed, response, settings.latest)
        outcome = success(feed, response, read, settings, work.now)
        if feed.url in work.config.feeds:
            # Its settings, a password perhaps, are filed under the address it has.
            outcome = replace(outcome, moved_to=None)
        document = None if read is None else in_language(read.document, settings.language)
        return FeedAnswer(feed, outcome, document)

    async def _read(self, feed: Subscription, response: FetchResponse, latest: int) -> ReadFeed | None:
        """Have an answer read; None where its body is the one that was read last time."""
        known, remembered = self._work.known(feed)
        read = await self._work.pool.ask(
            response.body,
            response.packed,
            feed.body_hash,
            response.final_url,
            response.content_type,
            latest,
            known,
            remembered,
        )
        return None if read.body_hash == feed.body_hash else read


def refused(subscription: Subscription, response: FetchResponse, now: int, chance: float) -> Outcome | None:
    """Return the outcome of an answer that is a refusal; None for one that is none."""
    # A 304 to somebody who has nothing is a mistake of the server's, and leaves nothing to read.
    if response.status == HTTPStatus.NOT_MODIFIED and subscription.body_hash is not None:
        return None
    if 200 <= response.status < 300:
        return None
    host = clean_line(host_of(response.final_url))
    if response.status == HTTPStatus.GONE:
        error = f"{host} says that this feed is gone for good; it is not asked again."
        # 410 is for good (RFC 9110 §15.5.11); a 404 may be a slip.
        return Outcome(subscription.id, due_at=now, error=error, gone=True)
    error = f"{host} answers {status_in_words(response.status)}."
    return failure(subscription, error, now, chance, response.retry_after_s)


def status_in_words(status: int) -> str:
    """Return a status with its meaning: `404 (not found)`."""
    try:
        return f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return str(status)


def success(
    subscription: Subscription,
    response: FetchResponse,
    feed: ReadFeed | None,
    settings: FeedConfig,
    now: int,
) -> Outcome:
    """Return the outcome of an answer that was read; `feed` is None where the body was unchanged."""
    unmodified = response.status == HTTPStatus.NOT_MODIFIED
    ttl_s = subscription.ttl_s if feed is None else feed.ttl_s
    return Outcome(
        subscription.id,
        due_at=now + wait_s(settings.interval_minutes, ttl_s),
        # A 304 need not repeat what it confirms.
        etag=response.etag or (subscription.etag if unmodified else None),
        last_modified=response.last_modified or (subscription.last_modified if unmodified else None),
        body_hash=subscription.body_hash if feed is None else feed.body_hash,
        moved_to=response.permanent_url,
        title=None if feed is None else feed.title,
        site_url=None if feed is None else feed.site_url,
        ttl_s=ttl_s,
        remembered=None if feed is None else feed.remembered,
    )
