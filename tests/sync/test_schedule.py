"""When a feed is asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.feeds import schedule, web
from tui.model.ids import FeedId
from tui.settings.config import FeedConfig
from tui.sources.fetch import FetchResponse
from tui.store.deliveries import Document, ReadFeed
from tui.store.subscriptions import Outcome, Subscription, is_due, is_held

CHANCE = st.floats(0, 1)
FAILURES = st.integers(0, 10_000)
NOW = 1_700_000_000
FEED = Subscription(FeedId(1), "https://post.example/", "Post", None, None, None, 0, None, None, 0, False)


@given(FAILURES, CHANCE)
def test_a_wait_is_between_minutes_and_a_day_and_a_quarter(failures: int, chance: float) -> None:
    """However often it has failed, a feed is asked again."""
    assert 225 <= schedule.backoff_s(failures, chance) <= 86_400 * 1.25


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(1, 300), (2, 600), (3, 1_200), (4, 2_400), (9, 76_800), (10, 86_400), (11, 86_400), (10_000, 86_400)],
)
def test_a_first_failure_waits_five_minutes_and_each_further_one_twice_as_long(
    failures: int, wait: int
) -> None:
    """To the second: one step too many and a feed that was down for a moment is missed for long."""
    assert schedule.backoff_s(failures, 0.5) == wait
    assert schedule.backoff_s(failures, 0) == wait * 3 // 4
    assert schedule.backoff_s(failures, 1) == wait * 5 // 4
    outcome = schedule.failure(replace(FEED, failures=failures - 1), "It is down.", NOW, 0.5)
    assert (outcome.due_at, outcome.error, outcome.held_until) == (NOW + wait, "It is down.", None)


def test_a_feed_is_left_alone_for_the_longer_of_what_it_asks_and_what_it_deserves() -> None:
    asked_less = schedule.failure(FEED, "x", NOW, 0.5, retry_after_s=60)
    assert (asked_less.due_at, asked_less.held_until) == (NOW + 300, NOW + 60)
    asked_more = schedule.failure(FEED, "x", NOW, 0.5, retry_after_s=7_200)
    assert (asked_more.due_at, asked_more.held_until) == (NOW + 7_200, NOW + 7_200)


@pytest.mark.parametrize(
    ("interval", "ttl", "wait"),
    [
        (60, None, 3_420),
        (60, 0, 3_420),
        (60, 3_419, 3_420),
        (60, 3_421, 3_421),
        (60, 10**9, 86_400),
        (10_080, 86_400, 574_560),
        (0, None, 1_800),
        (None, None, 1_800),
        (1, None, 57),
    ],
)
def test_a_feed_that_answered_is_asked_again_a_little_before_its_interval(
    interval: int | None, ttl: int | None, wait: int
) -> None:
    """A timer of the same interval must not come too soon; the feed's own wish counts up to a day."""
    assert schedule.wait_s(interval, ttl) == wait


@pytest.mark.parametrize("status", [200, 203, 299])
def test_an_answer_is_no_refusal(status: int) -> None:
    assert web.refused(FEED, FetchResponse(status, FEED.url), NOW, 0.5) is None


@pytest.mark.parametrize("status", [199, 300, 304, 404, 503])
def test_a_refusal_is_told_with_its_host(status: int) -> None:
    """Also one that says that nothing has changed where nothing was read yet."""
    outcome = web.refused(FEED, FetchResponse(status, FEED.url), NOW, 0.5)
    assert outcome is not None
    assert outcome.error is not None
    assert outcome.error.startswith(f"post.example answers {status}")
    assert (outcome.due_at, outcome.gone) == (NOW + 300, False)


def test_what_is_unchanged_is_no_refusal_where_it_was_read() -> None:
    answer = FetchResponse(304, FEED.url)
    assert web.refused(replace(FEED, body_hash=b"x"), answer, NOW, 0.5) is None


def test_a_feed_that_is_gone_is_asked_no_more() -> None:
    outcome = web.refused(FEED, FetchResponse(410, FEED.url), NOW, 0.5)
    assert outcome is not None
    assert (outcome.gone, outcome.due_at) == (True, NOW)
    assert "gone for good" in (outcome.error or "")


READ = ReadFeed("Post", "https://post.example/home", 7_200, Document((), ()), b"new", b"sent")
KNOWN = replace(FEED, etag='"1"', last_modified="Monday", body_hash=b"old", ttl_s=60)
SETTINGS = FeedConfig(interval_minutes=60)


def test_what_an_answer_says_is_written_down() -> None:
    answer = FetchResponse(
        200, FEED.url, etag='"2"', last_modified="Tuesday", permanent_url="https://new.example/"
    )
    assert web.success(KNOWN, answer, READ, SETTINGS, NOW) == Outcome(
        FEED.id,
        due_at=NOW + 7_200,
        etag='"2"',
        last_modified="Tuesday",
        body_hash=b"new",
        moved_to="https://new.example/",
        title="Post",
        site_url="https://post.example/home",
        ttl_s=7_200,
        remembered=b"sent",
    )


def test_validators_that_an_answer_no_longer_has_are_forgotten() -> None:
    """They would be sent back for a body that is another one."""
    outcome = web.success(KNOWN, FetchResponse(200, FEED.url), READ, SETTINGS, NOW)
    assert (outcome.etag, outcome.last_modified) == (None, None)


def test_what_is_unchanged_keeps_what_is_known() -> None:
    """A 304 need not repeat what it confirms, and may change it."""
    unchanged = Outcome(
        FEED.id, due_at=NOW + 3_420, etag='"1"', last_modified="Monday", body_hash=b"old", ttl_s=60
    )
    assert web.success(KNOWN, FetchResponse(304, FEED.url), None, SETTINGS, NOW) == unchanged
    changed = web.success(
        KNOWN, FetchResponse(304, FEED.url, etag='"2"', last_modified="x"), None, SETTINGS, NOW
    )
    assert changed == replace(unchanged, etag='"2"', last_modified="x")


@given(FAILURES, FAILURES, CHANCE)
def test_more_failures_never_make_a_shorter_wait(one: int, other: int, chance: float) -> None:
    assert schedule.backoff_s(min(one, other), chance) <= schedule.backoff_s(max(one, other), chance)


@given(FAILURES)
def test_feeds_that_failed_together_do_not_return_together(failures: int) -> None:
    """A server that comes back must not be met by everybody at once."""
    first, last = schedule.backoff_s(failures, 0), schedule.backoff_s(failures, 1)
    assert last - first >= first / 2


@given(st.integers(0, 10_080), st.none() | st.integers(0, 10**9))
def test_a_feed_is_asked_no_more_often_than_set_and_at_least_once_a_day_or_as_set(
    interval: int, ttl: int | None
) -> None:
    """Its own wish counts up to a day."""
    wait = schedule.wait_s(interval, ttl)
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
    outcome = web.refused(FEED, response, NOW, chance)
    assert outcome is not None
    feed = replace(FEED, due_at=outcome.due_at, held_until=outcome.held_until)
    assert is_held(feed, NOW + seconds - 1)
    assert not is_held(feed, NOW + seconds)
    assert not is_due(feed, NOW + seconds - 1)


@given(st.integers(100, 999))
def test_every_status_is_an_answer_or_a_refusal_in_words(status: int) -> None:
    outcome = web.refused(FEED, FetchResponse(status, "https://post.example/"), NOW, 0.5)
    if outcome is None:
        assert 200 <= status < 300
    else:
        assert outcome.error
        assert str(status) in outcome.error or status == 410
