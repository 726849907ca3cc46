"""What other processes tell: quiet while they work, one toast at the end, and nothing over what is typed."""

from __future__ import annotations

from typing import cast

import pytest

from tests.screen.builders import Listed, Table
from tests.store.stories import all_of
from tui.library.frontdesk import Library
from tui.model.ids import SEED_FEED_URL, FeedId
from tui.model.scopes import Scope
from tui.screens.background import FeedAdded, Synced, Syncing
from tui.screens.reader.desk import Desk, Shown
from tui.screens.reader.news import NewsPart
from tui.system.paths import Paths

FEED = "https://post.example/feed"
TWO = (("https://a.example/", "Harbour", "RSS"), ("https://b.example/", "", "Atom"))


@pytest.fixture
def table(seeded: Paths) -> Table:
    return Table(Library.open(seeded))


def news(table: Table) -> tuple[NewsPart, Listed]:
    lists = Listed()
    return NewsPart(cast("Desk", table), lists), lists


# ── syncing ───────────────────────────────────────────────────────────────────────────────────


def test_this_feed_is_that_of_the_list_or_else_of_the_story(table: Table) -> None:
    """And a story that came with dateline, or by a file, has none to ask."""
    part, _ = news(table)
    feed = table.library.subscribe(FEED, "Post")
    part.sync_feed()
    table.subject = all_of(table.library)[0]
    part.sync_feed()
    assert table.synced == []
    assert len(table.told) == 2
    table.shown = Shown(Scope("feed", feed_id=feed.id), "Post")
    part.sync_feed()
    assert table.synced == [(FEED,)]


def test_all_feeds_are_synced_where_there_are_any(table: Table) -> None:
    part, _ = news(table)
    part.sync_all()
    assert table.told == ["There are no feeds yet: a adds one."]
    table.library.subscribe(FEED, "Post")
    part.sync_all()
    assert table.synced == [("--all",)]


def test_a_sync_under_way_is_a_word_in_the_status_line_and_the_list_is_looked_at_now_and_then(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only when something new came, and not for every feed that has answered."""
    now = 100.0
    monkeypatch.setattr("tui.screens.reader.news.time.monotonic", lambda: now)
    part, lists = news(table)
    part.show_syncing(Syncing(1, 1_200, 0))
    assert (table.status[-1], lists.ticked) == ("syncing 1/1200", 0)
    part.show_syncing(Syncing(2, 1_200, 1_500))
    assert (table.status[-1], lists.ticked) == ("syncing 2/1200, 1,500 new", 1)
    now += 1.9
    part.show_syncing(Syncing(3, 1_200, 1_501))
    assert lists.ticked == 1
    now += 0.1
    part.show_syncing(Syncing(4, 1_200, 1_502))
    assert lists.ticked == 2


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (Synced(0, 3, ()), ["No new stories."]),
        (Synced(1, 3, ()), ["1 new story."]),
        (Synced(1_200, 3, ()), ["1,200 new stories."]),
        (Synced(0, 3, (), is_asked=False), []),
        (Synced(2, 3, (), is_asked=False), ["2 new stories."]),
        (Synced(0, 3, (("Post", "HTTP 500"),)), ["!No new stories. Post: HTTP 500"]),
        (
            Synced(1, 3, (("Post", "HTTP 500"), ("Hill", "gone"))),
            ["!1 new story. Post: HTTP 500 1 more fails: f, then ! shows which."],
        ),
        (
            Synced(1, 3, (("Post", "HTTP 500"), ("Hill", "gone"), ("Bay", "gone"))),
            ["!1 new story. Post: HTTP 500 2 more fail: f, then ! shows which."],
        ),
        (Synced(0, 0, (), "The sync could not be started: no"), ["!The sync could not be started: no"]),
    ],
)
def test_a_round_of_sync_ends_in_one_toast_or_in_none(table: Table, end: Synced, told: list[str]) -> None:
    """What nobody asked for and brought nothing is not spoken of; the first that failed is named."""
    part, lists = news(table)
    part.show_synced(end)
    assert table.told == told
    assert table.status == [""]
    assert lists.ticked == 1


def test_what_waits_to_be_prepared_is_counted_down_and_then_no_more_spoken_of(table: Table) -> None:
    part, _ = news(table)
    part.show_preparing(1_200)
    part.show_preparing(0)
    assert table.status == ["preparing 1,200", ""]


# ── subscribing ───────────────────────────────────────────────────────────────────────────────


async def test_an_address_is_looked_for_once_at_a_time(table: Table) -> None:
    """Blanks around it are not meant; nothing typed is nothing wanted."""
    part, _ = news(table)
    for typed in ("  ", None, " https://post.example/ "):
        table.answers = [typed]
        await part.ask_feed()
    assert len(table.work) == 1
    assert table.status == ["looking for a feed at https://post.example/ … esc stops"]
    table.is_adding = True
    part.add_feed("https://other.example/")
    assert len(table.work) == 1
    assert table.told == ["A feed is being looked for already; esc stops that."]
    assert part.stop_adding()
    assert not part.stop_adding()
    assert table.told[1:] == ["Stopped looking for a feed."]


@pytest.mark.parametrize(
    ("end", "told", "gone"),
    [
        (FeedAdded(FEED, error="no feed there"), ["!no feed there"], []),
        (FeedAdded(FEED), [], []),
        (FeedAdded(FEED, 7, "Post"), ["Subscribed to Post."], ["Post"]),
        (FeedAdded(FEED, 7, "Post", is_new=False), ["You are subscribed already to Post."], ["Post"]),
    ],
)
def test_a_feed_that_was_found_is_shown_and_why_not_is_said(
    table: Table, end: FeedAdded, told: list[str], gone: list[str]
) -> None:
    """One that the reader stopped looking for is not spoken of."""
    part, lists = news(table)
    part.show_added(end)
    assert (table.told, lists.gone, table.status) == (told, gone, [""])


def test_a_feed_that_was_found_does_not_come_under_what_is_being_typed(table: Table) -> None:
    part, lists = news(table)
    table.is_free = False
    part.show_added(FeedAdded(FEED, 7, "Post"))
    assert (table.told, lists.gone) == (["Subscribed to Post."], [])


async def test_of_several_feeds_one_is_asked_for_when_nothing_else_is(table: Table) -> None:
    """Once: who leaves the question is not asked again."""
    part, _ = news(table)
    table.is_free = False
    part.show_added(FeedAdded("https://page.example/", choices=TWO))
    assert table.work == []
    table.is_free = True
    table.answers = ["https://b.example/"]
    part.offer_feeds()
    part.offer_feeds()
    await table.work.pop(0)
    asked = "https://page.example/ offers several feeds: Harbour  https://a.example/, https://b.example/"
    assert table.asked == [f"{asked}, All 2 of them"]
    await table.done()
    assert table.added == [("https://b.example/", False)]


async def test_all_that_a_page_offers_is_asked_of_the_page(table: Table) -> None:
    part, _ = news(table)
    table.answers = ["All 2 of them"]
    part.show_added(FeedAdded("https://page.example/", choices=TWO))
    await table.work.pop(0)
    await table.done()
    assert table.added == [("https://page.example/", True)]


def test_what_came_with_dateline_is_no_feed_to_ask(table: Table) -> None:
    (seeds,) = table.library.feeds()
    assert seeds.url == SEED_FEED_URL
    part, _ = news(table)
    table.shown = Shown(Scope("feed", feed_id=FeedId(seeds.id)), seeds.title)
    part.sync_feed()
    assert table.synced == []
