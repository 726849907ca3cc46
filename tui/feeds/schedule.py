"""How feeds are asked and when again: requests from settings, answers into outcomes. Pure but for passwords.

The rules are those of design §7, 4 and 5.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from tui.sources.address import host_of
from tui.store.subscriptions import Outcome, Subscription
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.settings.config import FeedConfig
    from tui.sources.fetch import FetchResponse
    from tui.store.deliveries import ReadFeed

LONGEST_TTL_S: Final = 86_400
"""However long a feed asks to be left alone, it is asked once a day."""
FIRST_BACKOFF_S: Final = 300
LONGEST_BACKOFF_S: Final = 86_400
_USUAL_WAIT_S: Final = 1_800
"""For feeds that are never asked unbidden, should that be changed again."""
_EARLY: Final = 0.95
"""A timer or cron of the same interval must not find a feed due a second too late."""


def backoff_s(failures: int, chance: float) -> int:
    """Return how long to leave a feed alone that has failed so many times in a row, in seconds.

    Five minutes, doubled with each further failure up to a day, spread by a quarter either way:
    `chance`, from 0 to 1, chooses where, so that feeds that failed together do not return together.
    """
    doubled = FIRST_BACKOFF_S << min(max(failures, 1) - 1, 20)
    return round(min(doubled, LONGEST_BACKOFF_S) * (0.75 + 0.5 * chance))


def wait_s(interval_minutes: int | None, ttl_s: int | None) -> int:
    """Return how long to leave a feed alone that has answered: as set, or as it asks if that is longer."""
    interval_s = (interval_minutes or 0) * 60 * _EARLY or _USUAL_WAIT_S
    return round(max(interval_s, min(ttl_s or 0, LONGEST_TTL_S)))


def failure(
    subscription: Subscription, error: str, now: int, chance: float, retry_after_s: int | None = None
) -> Outcome:
    """Return the outcome of asking a feed that gave nothing to read, and why, in a sentence."""
    wait = max(backoff_s(subscription.failures + 1, chance), retry_after_s or 0)
    held = None if retry_after_s is None else now + retry_after_s
    return Outcome(subscription.id, due_at=now + wait, error=error, held_until=held)


def refused(subscription: Subscription, response: FetchResponse, now: int, chance: float) -> Outcome | None:
    """Return the outcome of an answer that is a refusal; None for one that is none."""
    if response.status == HTTPStatus.NOT_MODIFIED and subscription.body_hash is not None:
        return None
    if 200 <= response.status < 300:
        return None
    host = clean_line(host_of(response.final_url))
    if response.status == HTTPStatus.GONE:
        error = f"{host} says that this feed is gone for good; it is not asked again."
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
