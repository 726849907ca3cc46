"""The page of a thread, and the briefing, as their keys show them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.screen.builders import drawn, resized
from tests.screen.test_reader_screen import NARROW, WIDE, Reader, hear, reading
from tests.store.stories import POST, TIMES, all_of, build_entry, deliver, made_once
from tui.drawing.threadpage import ALONE
from tui.library.frontdesk import Library
from tui.screens.briefing import BriefingScreen
from tui.screens.map import MapScreen
from tui.screens.name import NameScreen
from tui.screens.reader.screen import ReaderScreen
from tui.screens.thread import ThreadScreen
from tui.system.paths import Paths, user_paths
from tui.widgets.bars import ColumnTitles
from tui.widgets.lead_list import LeadList
from tui.widgets.name_list import NameList

FERRY = (
    "<p>ATHENS, Greece -- The ferry to the island has waited since 12 May 2025 for the winds to fall, and the"
    " harbour is full of cars.</p>"
    "<p>“The ferry will sail again on Friday,” Maria Papadakis said in Athens.</p>"
    "<p>Maria Papadakis is mayor of the island, which has no airport and no doctor of its own.</p>"
)
REPORT = (
    "<p>Maria Papadakis has asked Athens for a second ferry. The last one was sold on 3 March 2024, after a"
    " quarrel about who was to pay for its engines.</p>"
)
ELSE = "<p>PARIS, France -- The museum counted its visitors again, and found nothing to speak of.</p>"
WORDS = "Ferry to the island waits for a third day while its harbour fills with cars that nobody counts"


def fill() -> None:
    library = Library.open(user_paths())
    now = datetime.now(UTC)
    for hours, (name, content, feed) in enumerate(
        (("A second ferry", REPORT, TIMES), (WORDS, FERRY, POST), ("Museum counts", ELSE, POST)), 1
    ):
        entry = build_entry(name, title=name, content=content, published_at=now - timedelta(hours=hours))
        deliver(library, entry, feed=feed, now=now)
    library.prepare()
    second, first, _ = all_of(library)
    library.threads.join([second.id], first.id)
    library.close()


@pytest.fixture
def ferries() -> Paths:
    made_once("ferries", fill)
    return user_paths()


def page(reader: Reader) -> ThreadScreen:
    screen = reader.app.screen
    assert isinstance(screen, ThreadScreen)
    return screen


def text(reader: Reader, id: str = "thread-page") -> str:
    """What a list of the screen shows, its lines run together."""
    return re.sub(r"[│┃▌\s]+", " ", " ".join(drawn(reader.app.screen.query_one(f"#{id}", LeadList))))


@pytest.mark.parametrize("size", [WIDE, (160, 50), (80, 24), NARROW, (40, 10)])
async def test_a_sentence_of_the_page_opens_where_it_stands(ferries: Paths, size: tuple[int, int]) -> None:
    """From the list; in the thread's list, so that J and K walk it; whatever the size."""
    async with reading(ferries, size) as reader:
        await reader.press("Z")
        screen = page(reader)
        lines = screen.query_one("#thread-page", LeadList)
        assert text(reader).startswith(" A second ferry")
        assert "2 articles by 2" in screen.query_one(ColumnTitles).render_line(0).text
        at = next(
            i for i, one in enumerate(lines.page_shown.leads) if one.words.startswith("The last one was")
        )
        await reader.press(*["j"] * at, "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.screen.article is not None
        assert reader.screen.article.prose.headline == "A second ferry"
        assert reader.screen.reading.hit == (1, 1)
        assert "sold on 3 March 2024" in re.sub(r"[│┃\s]+", " ", reader.lines("reader"))
        await reader.press("J")
        assert reader.screen.article.prose.headline == WORDS
        assert reader.screen.shown.scope.kind == "thread"


async def test_the_page_tells_by_date_by_voice_and_by_source(ferries: Paths) -> None:
    async with reading(ferries, (160, 50)) as reader:
        await reader.press("j", "enter", "Z")
        said = text(reader)
        assert said.index("3 Mar 2024 The last one") < said.index(
            "12 May 2025 The ferry to the island has waited"
        )
        assert "Who said what Maria Papadakis 1 “The ferry will sail again on Friday,”" in said
        assert "Sources 2" in said
        # As the reader put it, or found so before.
        assert re.search("put here by you|here for Maria Papadakis", said)
        assert "Maria Papadakis 2" in text(reader, "thread-names")
        await reader.press("right_curly_bracket", "right_curly_bracket", "enter")
        assert reader.screen.reading.words == "Maria Papadakis"
        assert reader.screen.reading.hit == (1, 1)


async def test_names_lead_to_their_pages_places_to_the_map_and_escape_back(
    ferries: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Step by step, to where one was; w follows the name under the cursor, u takes it back."""
    async with reading(ferries, (80, 24)) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("Z", "w")
        assert told[-1].startswith("No name is chosen")
        await reader.press("tab", "w")
        assert "»" in text(reader, "thread-names")
        await reader.press("u", "enter")
        screen = reader.app.screen
        assert isinstance(screen, NameScreen)
        assert screen.known_name == "Maria Papadakis"
        await reader.press("escape", "M")
        assert isinstance(reader.app.screen, MapScreen)
        await reader.press("escape")
        await resized(reader.pilot, 160, 50)
        assert "2 articles" in page(reader).query_one(ColumnTitles).render_line(0).text
        await reader.press("A")
        assert "unread" not in page(reader).query_one(ColumnTitles).render_line(0).text
        await reader.press("asterisk")
        assert "2" in reader.title
        assert reader.screen.list.total == 2
        await reader.press("escape")
        assert reader.screen.shown.scope.kind == "all"


async def test_escape_leads_from_a_threads_list_to_the_one_it_was_opened_from(ferries: Paths) -> None:
    """A search in another list; from there on as ever."""
    async with reading(ferries) as reader:
        await reader.press("2", "slash", *"second", "enter", "Z", "asterisk")
        assert reader.screen.shown.scope.kind == "thread"
        await reader.press("escape")
        assert (reader.screen.shown.scope.kind, reader.screen.shown.query) == ("unread", "second")
        await reader.press("escape", "escape")
        assert (reader.screen.shown.scope.kind, reader.screen.shown.query) == ("unread", "")


async def test_an_article_that_stands_alone_has_a_page_that_says_so(ferries: Paths) -> None:
    async with reading(ferries, (80, 24)) as reader:
        await reader.press("j", "j", "Z")
        assert ALONE in text(reader)
        await reader.press("tab", "escape", "escape")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.screen.pane == "list"


async def test_z_without_any_story_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(user_paths()).close()
    async with reading(user_paths()) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("Z", "Q")
        assert len(told) == 2
        await reader.press("B")
        assert "Nothing new since" in text(reader, "briefing")
        await reader.press("j", "enter", "Z", "m", "escape")
        assert isinstance(reader.app.screen, ReaderScreen)


# ── the briefing ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)])
async def test_the_briefing_tells_a_line_a_thread(ferries: Paths, size: tuple[int, int]) -> None:
    """Enter opens the article, and B comes back to its line; Z opens the thread's page."""
    async with reading(ferries, size) as reader:
        await reader.press("B")
        screen = reader.app.screen
        assert isinstance(screen, BriefingScreen)
        assert screen.briefing is not None
        assert "3 articles in 2 threads since" in text(reader, "briefing")
        assert [line.thread.members for line in screen.briefing.lines] == [2, 1]
        await reader.press("j", "enter")
        assert reader.screen.article is not None
        assert reader.screen.article.prose.headline == "Museum counts"
        await reader.press("B")
        assert reader.app.screen.query_one("#briefing", LeadList).cursor == 1
        await reader.press("k", "Z")
        assert "What happened" in text(reader) or size == (40, 10)
        await reader.press("escape")
        assert isinstance(reader.app.screen, BriefingScreen)


async def test_what_is_told_is_remembered_when_the_briefing_is_left(ferries: Paths) -> None:
    """Not when it is only looked at, nor where m was pressed twice; the last day can be had all the same."""
    async with reading(ferries) as reader:
        for keys in (["B", "escape"], ["B", "m", "m", "escape"], ["B"]):
            await reader.press(*keys)
        assert "Ferry" in text(reader, "briefing")
        await reader.press("m")
        assert "told" in reader.app.screen.query_one(ColumnTitles).render_line(0).text
        await reader.press("escape", "B")
        assert "Nothing new since" in text(reader, "briefing")
        await reader.press("2")
        assert "3 articles" in text(reader, "briefing")
        await reader.press("question_mark", "escape", "escape")
        assert isinstance(reader.app.screen, ReaderScreen)


# ── trends ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [WIDE, (80, 24), (40, 10)])
async def test_trends_show_threads_above_names_and_lead_to_their_pages(
    ferries: Paths, size: tuple[int, int]
) -> None:
    """Beside the names five, and all by themselves; of a thread too small none."""
    library = Library.open(ferries)
    stories = all_of(library)
    library.threads.join([stories[2].id], stories[0].id)
    library.close()
    async with reading(ferries, size) as reader:
        await reader.press("T")
        names = reader.app.screen.query_one(NameList)
        assert names.rows[0].name == "Threads"
        assert names.current is not None
        assert (names.current.kind, names.current.name) == (None, "A second ferry")
        assert "3, before 0" in names.current.right
        assert any(row.kind == "person" for row in names.rows)
        await reader.press("shift+tab")
        assert [row.name for row in names.rows] == ["A second ferry"]
        await reader.press("enter")
        assert "3 articles by 2" in page(reader).query_one(ColumnTitles).render_line(0).text
        await reader.press("escape", "enter", "enter")
        assert reader.screen.article is not None
        assert reader.screen.shown.scope.kind == "thread"
