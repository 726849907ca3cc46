"""When a feed is asked again: as it is set, as the feed asks, and later with each failure."""

from __future__ import annotations

from typing import Final

from tui.store.subscriptions import Outcome, Subscription

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
    # A feed that has failed for years would shift by thousands of bits.
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
    # A wish for rest is the server's: unlike our own wait, it holds for a sync that the reader asks for too.
    held = None if retry_after_s is None else now + retry_after_s
    return Outcome(subscription.id, due_at=now + wait, error=error, held_until=held)
