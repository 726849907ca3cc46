"""A library of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.stories import Clock, find_known_names, open_library
from tui.library.frontdesk import Library


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(clock: Clock) -> Iterator[Library]:
    opened = open_library(clock)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _known_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the store does with names is tested here, not how well they are found."""
    monkeypatch.setattr("tui.entities.extract_names", find_known_names)
