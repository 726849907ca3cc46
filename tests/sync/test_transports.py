"""Feeds that are not on the web: a transport of its own, registered in one line, is all that it takes."""

from __future__ import annotations

import asyncio
import json
from typing import Self

import pytest

from tests.store.stories import all_of
from tui.errors import FetchError
from tui.feeds.schedule import wait_s
from tui.feeds.transport import Pass
from tui.feeds.writing import FeedAnswer
from tui.library.frontdesk import Library
from tui.settings.file import load_config
from tui.sources import schemes
from tui.sources.opml import parse_opml
from tui.store.subscriptions import Outcome, Subscription

DRAWERS: dict[str, list[str]] = {}
"""What lies in each drawer."""


class Drawer:
    """Stories out of drawers: `drawer:left`."""

    at_once = most = 0
    closed = 0

    def __init__(self, work: Pass) -> None:
        self._work = work

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        Drawer.closed += 1

    def lane(self, feed: Subscription) -> str:
        return "the chest"

    async def ask(self, feed: Subscription, in_hand: object = None) -> FeedAnswer:
        Drawer.at_once += 1
        Drawer.most = max(Drawer.most, Drawer.at_once)
        await asyncio.sleep(0)
        try:
            lies = DRAWERS.get(feed.url)
            if lies is None:
                raise FetchError("There is no such drawer.")
            items = [{"id": title, "title": title, "content_text": f"{title}."} for title in lies]
            body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": items})
            known, remembered = self._work.known(feed)
            read = await self._work.pool.ask(
                body.encode(), None, feed.body_hash, feed.url, None, 0, known, remembered
            )
            due_at = self._work.now + wait_s(60, None)
            outcome = Outcome(feed.id, due_at, body_hash=read.body_hash, title=read.title)
            return FeedAnswer(feed, outcome, read.document)
        finally:
            Drawer.at_once -= 1


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schemes.TRANSPORTS, "drawer", f"{__name__}:Drawer")
    monkeypatch.setattr(Drawer, "closed", 0)
    DRAWERS.clear()


def test_a_feed_of_another_kind_is_subscribed_to_and_synced(library: Library) -> None:
    """What is new comes, what was there stays one."""
    DRAWERS["drawer:left"] = ["A sock", "A key"]
    (offer,) = library.find_feeds("drawer:left")
    feed = library.add_feed(offer)
    assert (feed.url, feed.title, feed.last_error) == ("drawer:left", "D", None)
    assert {story.headline for story in all_of(library)} == {"A sock", "A key"}
    DRAWERS["drawer:left"].append("A coin")
    assert library.sync(lambda _: None).new == 1
    assert library.sync(lambda _: None).new == 0
    assert len(all_of(library)) == 3
    assert Drawer.closed == 3


def test_one_that_fails_costs_itself(library: Library) -> None:
    """And one whose kind nobody asks any more says so."""
    DRAWERS["drawer:left"] = ["A sock"]
    for address in ("drawer:left", "drawer:gone"):
        library.subscribe(address)
    with library.database.write() as conn:
        conn.execute("INSERT INTO feeds (url, title, added_at) VALUES ('mail:x', 'x', 0)")
    ended = library.sync(lambda _: None, which="all")
    assert ended.new == 1
    assert dict(ended.failures) == {
        "drawer:gone": "There is no such drawer.",
        "x": "Its address is of a kind that is not asked by this version of dateline.",
    }


def test_few_of_one_lane_are_asked_at_once(library: Library) -> None:
    """Who is asked says what a lane is."""
    for number in range(20):
        library.subscribe(f"drawer:{number}")
    library.sync(lambda _: None, which="all")
    assert 1 < Drawer.most <= 4


def test_its_settings_and_lists_of_feeds_are_taken(library: Library) -> None:
    """Nothing else has to learn of it."""
    library.paths.config_dir.mkdir(parents=True)
    library.paths.config_file.write_text('[feeds."drawer:left"]\ninterval_minutes = 5\n')
    assert load_config(library.paths).for_feed("drawer:left").interval_minutes == 5
    listed = parse_opml(b'<opml><body><outline xmlUrl="drawer:left" text="Left"/></body></opml>')
    assert [(feed.url, feed.title) for feed in listed.feeds] == [("drawer:left", "Left")]
    for unknown in ("chest:left", "gopher://x.example/"):
        with pytest.raises(FetchError):
            library.subscribe(unknown)
