"""The whole text of a story, by a key: fetched beside the screen, shown where one reads, and given back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.feedserver import FeedServer
from tests.screen.test_reader_screen import Reader, hear, reading
from tests.store.stories import build_entry, deliver
from tests.sync.site import site as serve_site
from tests.sync.wholestories import BODY, EXCERPT, HEADLINE, WHOLE
from tui.library.frontdesk import Library
from tui.screens.background import TextFetched, TextsFetched
from tui.store import fulltexts
from tui.store.fulltexts import FetchedPage
from tui.store.times import to_seconds
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
        await reader.press("F")
        assert "The feed's own text · F whole text" in page(reader)
        assert BODY[2][:40] not in page(reader)
        await reader.press("slash", *"ships", "enter", "F", "F", "F")
        assert BODY[2][:40] in page(reader)
        assert reader.screen.reading.hit == (1, 1), "what is found stays lit in the other text"
        assert told[0] == "Its page is fetched from 127.0.0.1."
        assert told[-1] == "The whole text, from 127.0.0.1."
        await reader.press("J", "F")
        await reader.until(lambda: "The page could not be read" in page(reader))
        await reader.until(lambda: any(words.startswith("! Its page could not be read") for words in told))


# ── without the process: what the screen does of itself ───────────────────────────────────────


class Fetching:
    """A reader in which pages are asked for, and come when the test lets them."""

    def __init__(self, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reader = reader
        self.asked = 0
        monkeypatch.setattr(reader.app.errands, "fetch_texts", self._ask)

    def _ask(self) -> None:
        self.asked += 1

    async def page(self, *paragraphs: str, reason: str = "") -> None:
        """Let the page of the first story that waits come, or bring nothing; the screen hears of it."""
        library = self.reader.app.library
        now = to_seconds(datetime.now(UTC))
        with library.database.write() as conn:
            (wanted, *_) = fulltexts.due(conn, now)
            own = fulltexts.own_text(conn, wanted.row)
            assert own is not None
            if reason:
                fulltexts.write_failure(conn, wanted.row, reason, now, None)
            else:
                text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
                entry = replace(own.entry, content=text, content_form="html")
                given = FetchedPage(wanted.row, entry, own.shown_from, wanted.url, 60)
                assert fulltexts.write_page(conn, given, now)
        self.reader.screen.post_message(TextFetched(wanted.article, reason))
        await self.reader.pilot.pause()
        await self.reader.ended("texts")
        await self.reader.pilot.pause()


FILLED = tuple(
    f"Paragraph {number} is there to be scrolled by, and says nothing of itself." for number in range(60)
)


async def test_what_is_read_stays_where_it_stands_when_its_page_comes(
    cut: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same passage at the top, however much the page has above it; not while a passage is marked."""
    library = Library.open(cut)
    text = "".join(f"<p>{one}</p>" for one in FILLED[20:40])
    entry = build_entry("long", title="Long", content=text, url="https://post.example/l", published_at=NOW)
    deliver(library, replace(entry, published_at=NOW + timedelta(minutes=9)), now=NOW)
    library.close()
    async with reading(cut, (80, 20)) as reader:
        fetching = Fetching(reader, monkeypatch)
        await reader.press("enter", "F", "space", "V")
        top = next(line for line in page(reader).splitlines() if line.strip())
        await fetching.page(*FILLED)
        assert "Whole text" not in page(reader)
        assert reader.screen.reading.passage is not None
        await reader.press("escape")
        await reader.ended("texts")
        await reader.pilot.pause()
        assert next(line for line in page(reader).splitlines() if line.strip()) == top
        assert reader.screen.article is not None
        assert reader.screen.article.full_text is not None
        assert reader.screen.article.prose.words > 700
        await reader.press("g")
        assert "Whole text from post.example" in page(reader)
        assert fetching.asked == 1


async def test_a_page_that_comes_late_changes_no_other_story(
    cut: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own is told of in the end, by its headline where it brought nothing."""
    async with reading(cut) as reader:
        fetching = Fetching(reader, monkeypatch)
        told = hear(reader, monkeypatch)
        await reader.press("enter", "F", "J")
        before = page(reader)
        await fetching.page(reason="It wants a login.")
        assert page(reader) == before
        reader.screen.post_message(TextsFetched(0, ((HEADLINE, "It wants a login."),)))
        await reader.pilot.pause()
        assert told[-1] == f"! No whole text. {HEADLINE}: It wants a login."
        await reader.press("K")
        assert "The page could not be read: It wants a login · F tries again" in page(reader)


async def test_f_is_for_the_chosen_rows_and_says_where_there_is_no_page(
    cut: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in the list: of several that are selected all pages are asked for; a document has none."""
    async with reading(cut) as reader:
        fetching = Fetching(reader, monkeypatch)
        told = hear(reader, monkeypatch)
        await reader.press("full_stop", "full_stop", "F")
        assert told[-1] == "2 pages asked for."
        assert reader.app.library.full_texts.waiting() == 2
        await reader.press("j", "F")
        assert told[-1] == "This is its whole text: it came as a document."
        assert fetching.asked == 1


@pytest.mark.parametrize(("rule", "asked"), [("short", 1), ("never", 0)])
async def test_saving_has_the_page_fetched_where_the_rule_says_so(
    cut: Paths, monkeypatch: pytest.MonkeyPatch, rule: str, asked: int
) -> None:
    cut.config_dir.mkdir(parents=True, exist_ok=True)
    cut.config_file.write_text(f'[articles]\nfulltext_saved = "{rule}"\n')
    async with reading(cut) as reader:
        fetching = Fetching(reader, monkeypatch)
        await reader.press("s")
        assert fetching.asked == asked
        await reader.press("s")
        assert fetching.asked == asked, "what is let go needs no page"
