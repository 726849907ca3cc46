"""The whole text of a story, by a key: fetched beside the screen, shown where one reads, and given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.feedserver import FeedServer
from tests.screen.test_reader_screen import Reader, hear, reading
from tests.store.stories import build_entry, deliver
from tests.sync.site import site as serve_site
from tests.sync.wholestories import BODY, EXCERPT, HEADLINE, WHOLE
from tui.library.frontdesk import Library
from tui.system.paths import Paths

NOW = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def site() -> Iterator[FeedServer]:
    with serve_site() as pages:
        yield pages


@pytest.fixture
def cut(seeded: Paths, site: FeedServer) -> Paths:
    """A reader whose newest stories are given in part: one has a page, one has none any more."""
    library = Library.open(seeded)
    site.replies("/a", WHOLE, Content_Type="text/html")
    named = (("a", HEADLINE), ("gone", "Another story"))
    for number, (name, title) in enumerate(named):
        entry = build_entry(
            name,
            title=title,
            content=f"<p>{EXCERPT}</p>",
            url=site.url(f"/{name}"),
            published_at=NOW - timedelta(minutes=number),
        )
        deliver(library, entry, feed=site.url("/feed"), now=NOW)
    library.prepare()
    library.close()
    return seeded


def page(reader: Reader) -> str:
    return reader.lines("reader")


async def test_f_brings_the_whole_story_and_gives_the_feeds_own_back(
    cut: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the real process; the open story is drawn anew, its names with it, and `v` shows both texts."""
    async with reading(cut) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("enter")
        assert "The feed's own text · F whole text" in page(reader)
        await reader.press("F")
        assert "Waiting for its page" in page(reader)
        await reader.until(lambda: "Whole text from 127.0.0.1" in page(reader))
        assert BODY[2][:40] in page(reader)
        await reader.until(lambda: not reader.screen.status)
        await reader.press("v")
        assert "from the feed's own text to its page's" in page(reader)
        await reader.press("v", "F")
        assert "The feed's own text · F whole text" in page(reader)
        assert BODY[2][:40] not in page(reader)
        await reader.press("F")
        assert BODY[2][:40] in page(reader)
        assert told[0] == "Its page is fetched from 127.0.0.1."
        assert told[-1] == "The whole text, from 127.0.0.1."
        await reader.press("J", "F")
        await reader.until(lambda: "The page could not be read" in page(reader))
        await reader.until(lambda: any(words.startswith("! Its page could not be read") for words in told))
