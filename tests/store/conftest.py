"""A library of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.stories import Clock, open_library
from tui.library import Library


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(clock: Clock) -> Iterator[Library]:
    opened = open_library(clock)
    yield opened
    opened.close()
