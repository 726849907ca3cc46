"""A library of the test's own, and a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.feedserver import FeedServer
from tests.store.stories import Clock, all_of, open_library
from tests.sync.site import NOW, rss
from tests.sync.site import site as serve_site
from tests.sync.wholestories import EXCERPT, story
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def library(clock: Clock) -> Iterator[Library]:
    opened = open_library(clock)
    yield opened
    opened.close()


@pytest.fixture
def site() -> Iterator[FeedServer]:
    with serve_site() as feeds:
        yield feeds


@pytest.fixture
def cut_story(library: Library, site: FeedServer) -> Callable[..., ArticleId]:
    """A feed of one story, of which it gives a part, or a text of the test's; synced, returns its id."""

    def subscribed(text: str = EXCERPT) -> ArticleId:
        library.subscribe(site.replies("/feed", rss([story("a", site, text)])))
        library.sync(lambda _: None)
        return all_of(library)[0].id

    return subscribed
