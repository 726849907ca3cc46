"""When a feed is asked again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tui import manners
from tui.model import FeedId
from tui.sources.fetch import FetchResponse
from tui.store.subscriptions import Subscription, is_due, is_held

CHANCE = st.floats(0, 1)
FAILURES = st.integers(0, 10_000)
NOW = 1_700_000_000
FEED = Subscription(FeedId(1), "https://post.example/", "Post", None, None, None, 0, None, None, 0, False)


@given(FAILURES, CHANCE)
def test_a_wait_is_between_minutes_and_a_day_and_a_quarter(failures: int, chance: float) -> None:
    """However often it has failed, a feed is asked again."""
    assert 225 <= manners.backoff_s(failures, chance) <= 86_400 * 1.25


@given(FAILURES, FAILURES, CHANCE)
def test_more_failures_never_make_a_shorter_wait(one: int, other: int, chance: float) -> None:
    assert manners.backoff_s(min(one, other), chance) <= manners.backoff_s(max(one, other), chance)


@given(FAILURES)
def test_feeds_that_failed_together_do_not_return_together(failures: int) -> None:
    """A server that comes back must not be met by everybody at once."""
    first, last = manners.backoff_s(failures, 0), manners.backoff_s(failures, 1)
    assert last - first >= first / 2


@given(st.integers(0, 10_080), st.none() | st.integers(0, 10**9))
def test_a_feed_is_asked_no_more_often_than_set_and_at_least_once_a_day_or_as_set(
    interval: int, ttl: int | None
) -> None:
    """Its own wish counts up to a day."""
    wait = manners.wait_s(interval, ttl)
    assert wait >= interval * 60 * 0.95 - 1
    assert wait <= max(interval * 60, 86_400)
    assert wait >= min(ttl or 0, 86_400)


@given(st.integers(-(2**40), 2**40), st.none() | st.integers(-(2**40), 2**40), st.integers(-(2**40), 2**40))
def test_whatever_was_written_down_a_feed_is_due_within_eight_days(
    due_at: int, held_until: int | None, now: int
) -> None:
    """A clock that was wrong silences no feed."""
    feed = replace(FEED, due_at=due_at, held_until=held_until)
    assert any(is_due(feed, now + day * 86_400) for day in range(17))


@given(st.integers(60, 7 * 86_400), CHANCE)
def test_a_wish_for_rest_is_kept_to_the_second(seconds: int, chance: float) -> None:
    """Retry-After."""
    response = FetchResponse(429, "https://post.example/", retry_after_s=seconds)
    outcome = manners.refused(FEED, response, NOW, chance)
    assert outcome is not None
    feed = replace(FEED, due_at=outcome.due_at, held_until=outcome.held_until)
    assert is_held(feed, NOW + seconds - 1)
    assert not is_held(feed, NOW + seconds)
    assert not is_due(feed, NOW + seconds - 1)


@given(st.integers(100, 999))
def test_every_status_is_an_answer_or_a_refusal_in_words(status: int) -> None:
    outcome = manners.refused(FEED, FetchResponse(status, "https://post.example/"), NOW, 0.5)
    if outcome is None:
        assert 200 <= status < 300
    else:
        assert outcome.error
        assert str(status) in outcome.error or status == 410
