"""A library of the test's own, and a site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.feedserver import FeedServer
from tests.store.stories import Clock, open_library
from tests.sync.site import NOW
from tests.sync.site import site as serve_site
from tui.library.frontdesk import Library


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
