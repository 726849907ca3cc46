"""The feeds, looked after from the reader, with a real server and real processes."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from tests.screen.test_reader_screen import Reader, heard, reading, store_stories, unread_titles
from tui.library.frontdesk import Library
from tui.screens.feedlines import FeedLines
from tui.screens.feeds import FeedsScreen
from tui.screens.feedsettings import FeedSettingsScreen
from tui.settings.file import load_config
from tui.system.locks import SYNC, only_one
from tui.system.paths import Paths

ITEM = (
    "<item><guid>{n}</guid><title>Story {n} of {feed}</title>"
    "<description>Words about Paris.</description></item>"
)


def feed_document(feed: str, count: int) -> str:
    items = "".join(ITEM.format(n=n, feed=feed) for n in range(count))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{feed}</title>{items}</channel></rss>'


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web site on loopback: two feeds, and a page that names them both."""
    root = tmp_path / "site"
    root.mkdir()
    for name, feed, count in (("harbour.xml", "Harbour Post", 3), ("hill.xml", "Hill Gazette", 2)):
        (root / name).write_text(feed_document(feed, count))
        # Last-Modified counts whole seconds: what a test rewrites must not fall into the same one.
        os.utime(root / name, (1_700_000_000, 1_700_000_000))
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    (root / "index.html").write_text(
        "<html><head>"
        + link.format("Harbour", "harbour.xml")
        + link.format("Hill", "hill.xml")
        + "</head></html>"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", root
    server.shutdown()
    thread.join()


async def until(reader: Reader, pattern: str) -> None:
    """Wait until something stands in the title or the list; other processes take their time."""
    for _ in range(600):
        if pattern in reader.title + reader.lines("list"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{pattern} was never shown: {reader.title}")


async def add(reader: Reader, url: str) -> None:
    await reader.press("a")
    prompt = reader.screen.query_one("Prompt Input")
    prompt.value = url  # type: ignore[attr-defined]
    await reader.press("enter")


async def test_a_feed_is_added_and_its_stories_are_there_at_once(
    seeded: Paths, site: tuple[str, Path]
) -> None:
    """From a pasted address to something to read."""
    async with reading(seeded) as reader:
        await add(reader, f"{site[0]}/harbour.xml")
        await until(reader, "‹ Harbour Post")
        assert "Story 2 of Harbour Post" in reader.lines("list")
        await reader.press("enter")
        assert reader.screen.article is not None
        assert "Paris" in reader.lines("reader")


async def test_a_page_with_several_feeds_asks_which(seeded: Paths, site: tuple[str, Path]) -> None:
    """Any page will do; where it offers more than one feed the reader chooses."""
    async with reading(seeded) as reader:
        await add(reader, f"{site[0]}/index.html")
        for _ in range(600):
            if len(reader.app.screen_stack) > 1:
                break
            await asyncio.sleep(0.05)
        await reader.press(*"hill", "enter")
        await until(reader, "‹ Hill Gazette")


async def test_an_address_that_is_no_feed_is_answered_in_words(seeded: Paths, site: tuple[str, Path]) -> None:
    """A toast, and nothing else has happened."""
    async with reading(seeded) as reader:
        await add(reader, f"{site[0]}/nothing.xml")
        for _ in range(600):
            if reader.app._notifications:
                break
            await asyncio.sleep(0.05)
        assert any("404" in note.message for note in reader.app._notifications)
        assert len(reader.app.library.feeds()) == 1


async def test_sync_brings_what_is_new_and_keeps_the_place(seeded: Paths, site: tuple[str, Path]) -> None:
    """R: new stories show above, the cursor stays on its story."""
    url, root = site
    async with reading(seeded) as reader:
        feed = reader.app.library.subscribe(f"{url}/harbour.xml")
        await reader.press("R")
        await until(reader, "Story 0 of Harbour Post")
        await reader.press("g", "j")
        here = reader.screen.list.current
        (root / "harbour.xml").write_text(feed_document("Harbour Post", 5))
        await reader.ended("sync")
        await reader.press("R")
        await until(reader, "All 17")
        now = reader.screen.list.current
        assert here is not None
        assert now is not None
        assert now.id == here.id
        assert feed.id


async def test_unsubscribing_keeps_saved_stories_and_can_be_undone(
    seeded: Paths, site: tuple[str, Path]
) -> None:
    """d and u in the feeds: never a bookmark lost, nothing final."""
    async with reading(seeded) as reader:
        library = reader.app.library
        await add(reader, f"{site[0]}/harbour.xml")
        await until(reader, "‹ Harbour Post")
        await reader.press("s", "f")
        screen = reader.app.screen
        assert isinstance(screen, FeedsScreen)
        lines = screen.query_one(FeedLines)
        lines.go(next(i for i, c in enumerate(lines.choices) if "Harbour Post" in c.label))
        await reader.press("d")
        assert [feed.title for feed in library.feeds()] == ["Documents"]
        assert library.counts().saved == 1
        assert library.counts().total in (12, 13)
        await reader.press("u")
        assert "Harbour Post" in [feed.title for feed in library.feeds()]
        assert library.counts().total == 15


async def test_titles_folders_and_pauses_are_the_readers(seeded: Paths, site: tuple[str, Path]) -> None:
    """e, m and p; a title of one's own stays."""
    async with reading(seeded) as reader:
        library = reader.app.library
        await add(reader, f"{site[0]}/harbour.xml")
        await until(reader, "‹ Harbour Post")
        await reader.press("f")
        lines = reader.app.screen.query_one(FeedLines)
        lines.go(next(i for i, c in enumerate(lines.choices) if "Harbour Post" in c.label))
        await reader.press("p")
        assert next(f for f in library.feeds() if f.title == "Harbour Post").paused
        await reader.press("e", *["backspace"] * 12, *"Mine", "enter")
        assert "Mine" in [feed.title for feed in library.feeds()]


# ── the lines ─────────────────────────────────────────────────────────────────────────────────


def subscribed(library: Library, *feeds: tuple[str, str | None, str | None]) -> None:
    """Subscribe to feeds of a title, in a folder, with an error; none is asked while the test runs."""
    for title, folder, error in feeds:
        feed = library.subscribe(f"https://{title.lower()}.example/feed", title, folder)
        with library.database.write() as conn:
            conn.execute(
                "UPDATE feeds SET last_error = ?, failures = ?, due_at = ? WHERE id = ?",
                (error, int(bool(error)), int(time.time()) + 86_400, feed.id),
            )


@asynccontextmanager
async def looking_after(paths: Paths, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Reader]:
    """Open the feeds of a reader who has some, in folders, two of them failing."""
    library = Library.open(paths)
    subscribed(
        library,
        ("Loose", None, None),
        ("Harbour", "News/Europe", "harbour.example answers 404 (not found)."),
        ("Hill", "News/Europe", None),
        ("Snake", "Tech", "snake.example refuses the connection."),
    )
    library.close()
    async with reading(paths, size) as reader:
        await reader.press("f")
        yield reader


def shown(reader: Reader) -> list[str]:
    return [choice.label for choice in reader.app.screen.query_one(FeedLines).choices]


def under(reader: Reader) -> str:
    current = reader.app.screen.query_one(FeedLines).current
    return current.label if current else ""


async def test_feeds_stand_in_their_folders(seeded: Paths) -> None:
    """Those without one first; what is bundled has its own place at the end."""
    async with looking_after(seeded) as reader:
        assert shown(reader)[3:] == [
            *("Feeds", "Loose"),
            *("News", "Europe", "Harbour", "Hill"),
            *("Tech", "Snake"),
            *("Yours", "Documents"),
        ]
        assert under(reader) == "All stories"


async def test_a_folder_folds_and_stays_folded(seeded: Paths) -> None:
    """A thousand feeds are a dozen lines; the next time too."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "tab", "tab")
        assert under(reader) == "Europe"
        await reader.press("space")
        assert "Harbour" not in shown(reader)
        assert under(reader) == "Europe"
        await reader.press("escape", "f")
        assert "Harbour" not in shown(reader)
        await reader.press("tab", "tab", "tab", "space")
        assert "Harbour" in shown(reader)


async def test_arrows_lead_into_folders_and_out_of_them(seeded: Paths) -> None:
    """Right unfolds, then goes in; left goes out, then folds; in the end back to the stories."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "tab", "left")
        assert "Europe" not in shown(reader)
        await reader.press("right", "right")
        assert under(reader) == "Europe"
        await reader.press("l")
        assert under(reader) == "Harbour"
        await reader.press("h")
        assert under(reader) == "Europe"
        await reader.press("h", "h")
        assert under(reader) == "News"
        await reader.press("left", "left")
        assert not isinstance(reader.app.screen, FeedsScreen)


async def test_a_folder_is_read_searched_and_gone_through(seeded: Paths) -> None:
    """enter on it lists all that is in it; brackets come by it before its feeds."""
    moment = datetime(2025, 6, 1, tzinfo=UTC)
    store_stories(
        seeded, ("harbour", "Quinces", moment), ("hill", "Plums", moment), ("loose", "Figs", moment)
    )
    async with looking_after(seeded) as reader:
        await reader.press("tab", "tab", "enter")
        assert "‹ News  2" in reader.title
        assert "Quinces" in reader.lines("list")
        assert "Figs" not in reader.lines("list")
        passed = []
        for _ in range(3):
            await reader.press("right_square_bracket")
            passed.append(reader.title.split("  ")[0].strip(" ‹"))
        assert passed == ["News / Europe", "Harbour", "Hill"]
        await reader.press("left_square_bracket", "left_square_bracket")
        await reader.press("slash", *"plums", "enter", "S", *["backspace"] * 5, *"Mine", "enter")
        await reader.until(lambda: bool(reader.app.library.rules.searches()))
        assert [s.query for s in reader.app.library.rules.searches()] == ['folder:"News/Europe" plums']
        await reader.press("f")
        assert under(reader) == "Europe"


async def test_failing_feeds_are_one_key_away_even_in_a_folded_folder(seeded: Paths) -> None:
    """! walks them, round the end; the reason stands beside."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "tab", "space", "g")
        assert "2 failing" in str(reader.app.screen.query_one(".dialog--title", Static).content)
        for name, reason in (("Harbour", "404"), ("Snake", "refuses"), ("Harbour", "404")):
            await reader.press("exclamation_mark")
            assert under(reader) == name
            assert reason in str(reader.app.screen.query_one(".feeds--details", Static).content)


async def test_narrowing_finds_titles_folders_addresses_and_errors(seeded: Paths) -> None:
    """And the cursor is on a feed at once, so that enter reads it."""
    async with looking_after(seeded) as reader:
        for typed, found in (
            ("hill", ["News", "Europe", "Hill"]),
            ("europe", ["News", "Europe", "Harbour", "Hill"]),
            ("snake.example", ["Tech", "Snake"]),
            ("404", ["News", "Europe", "Harbour"]),
            ("nowhere", list[str]()),
        ):
            await reader.press("slash", *["full_stop" if c == "." else c for c in typed])
            assert shown(reader) == found
            assert under(reader) in ({*found} - {"News", "Europe", "Tech"} or {""})
            await reader.press("escape")
        await reader.press("slash", *"hill", "enter")
        assert "‹ Hill" in reader.title


async def test_the_cursor_stays_on_its_feed_whatever_comes_above(seeded: Paths) -> None:
    """Another process may add feeds while one looks."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "tab", "tab", "tab", "j")
        assert under(reader) == "Snake"
        subscribed(reader.app.library, ("Above", None, None), ("Before", "News", None))
        screen = reader.app.screen
        assert isinstance(screen, FeedsScreen)
        screen.show()
        assert "Above" in shown(reader)
        assert under(reader) == "Snake"


async def test_it_opens_on_the_feed_that_is_being_read(seeded: Paths) -> None:
    async with looking_after(seeded) as reader:
        await reader.press("tab", "tab", "tab", "j", "j", "enter", "f")
        assert under(reader) == "Hill"


@pytest.mark.parametrize("size", [(160, 50), (80, 24), (60, 20), (40, 10)])
async def test_the_feeds_fit_any_terminal(seeded: Paths, size: tuple[int, int]) -> None:
    """Lines, details and keys, beside or below one another; nothing is drawn over."""
    async with looking_after(seeded, size) as reader:
        await reader.press("exclamation_mark")
        screen = reader.app.screen
        lines = screen.query_one(FeedLines)
        assert lines.region.height >= (1 if size[1] <= 10 else 4)
        assert lines.top <= lines.cursor < lines.top + max(1, lines.size.height)


# ── settings ──────────────────────────────────────────────────────────────────────────────────


async def test_settings_of_a_feed_are_kept_in_the_readers_file(seeded: Paths) -> None:
    """s: each line says what it is for; enter keeps all of them."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "j", "s")
        screen = reader.app.screen
        assert isinstance(screen, FeedSettingsScreen)
        assert "Minutes between two looks" in str(screen.query_one(".settings--meaning", Static).content)
        await reader.press("9", "0", "down", "5", "enter")
        assert isinstance(reader.app.screen, FeedsScreen)
        settings = load_config(seeded).feeds["https://loose.example/feed"]
        assert (settings.interval_minutes, settings.latest) == (90, 5)
        await reader.press("s")
        assert reader.app.screen.query_one("#interval_minutes", Input).value == "90"


async def test_whose_pages_of_a_feed_are_fetched_is_said_once_it_is_set(seeded: Paths) -> None:
    """Explained and checked where it is typed; among the details of the feed at once; empty: as for all."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "j", "s")
        field = reader.app.screen.query_one("#fulltext", Input)
        assert field.placeholder == "never, as for all feeds"
        reader.app.screen.set_focus(field)
        meaning = reader.app.screen.query_one(".settings--meaning", Static)
        await reader.press("x")
        assert "'short' or 'always' is expected" in str(meaning.content)
        field.value = "always"
        await reader.press("enter")
        assert load_config(seeded).feeds["https://loose.example/feed"].fulltext == "always"
        details = reader.app.screen.query_one(".feeds--details", Static)
        assert "whole texts fetched of all stories" in str(details.content)
        await reader.press("s")
        reader.app.screen.query_one("#fulltext", Input).value = ""
        await reader.press("enter")
        assert "whole texts" not in str(details.content)


async def test_what_is_wrong_in_a_setting_is_said_and_nothing_is_kept(seeded: Paths) -> None:
    """The words stand below, the cursor goes to the line; esc asks before what was typed is lost."""
    async with looking_after(seeded) as reader:
        await reader.press("tab", "j", "s", "x", "down", "7", "enter")
        screen = reader.app.screen
        meaning = screen.query_one(".settings--meaning", Static)
        assert "whole number" in str(meaning.content)
        assert screen.focused is screen.query_one("#interval_minutes")
        assert not seeded.config_file.exists()
        await reader.press("escape")
        assert isinstance(reader.app.screen, FeedSettingsScreen)
        await reader.press("escape")
        assert isinstance(reader.app.screen, FeedsScreen)
        assert not seeded.config_file.exists()


async def test_a_broken_configuration_is_told_and_left_alone(seeded: Paths) -> None:
    async with looking_after(seeded) as reader:
        seeded.config_dir.mkdir(parents=True, exist_ok=True)
        seeded.config_file.write_text("[feeds")
        await reader.press("tab", "j", "s", "9", "0", "enter")
        screen = reader.app.screen
        assert isinstance(screen, FeedSettingsScreen)
        assert "config.toml" in str(screen.query_one(".settings--meaning", Static).content)
        assert seeded.config_file.read_text() == "[feeds"


# ── adding ────────────────────────────────────────────────────────────────────────────────────


async def test_all_feeds_of_a_page_can_be_taken_at_once(seeded: Paths, site: tuple[str, Path]) -> None:
    async with reading(seeded) as reader:
        await add(reader, f"{site[0]}/index.html")
        await reader.until(lambda: len(reader.app.screen_stack) > 1)
        await reader.press("up", "end", *"all", "enter")
        await reader.until(lambda: len(reader.app.library.feeds()) == 3)


async def test_a_feed_one_has_already_is_shown_and_said(seeded: Paths, site: tuple[str, Path]) -> None:
    async with reading(seeded) as reader:
        for words in ("Subscribed to Harbour Post", "You are subscribed already to Harbour Post"):
            await reader.press("1")
            await add(reader, f"{site[0]}/harbour.xml")
            await until(reader, "‹ Harbour Post")
            await reader.until(lambda w=words: any(w in n.message for n in reader.app._notifications))  # type: ignore[misc]


async def test_esc_stops_looking_for_a_feed(seeded: Paths) -> None:
    """A server that never answers costs a key, and nothing is subscribed to."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        async with reading(seeded) as reader:
            reader.screen.news.add_feed(f"http://127.0.0.1:{silent.getsockname()[1]}/feed")
            assert "esc stops" in reader.screen.status
            await reader.until(lambda: reader.app.errands.is_adding)
            await reader.pilot.press("escape")
            await reader.until(lambda: not reader.app.errands.is_adding and not reader.screen.status)
            assert len(reader.app.library.feeds()) == 1


# ── syncing behind the screen ─────────────────────────────────────────────────────────────────


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is synced but what the test asks for, however slowly it gets there."""
    monkeypatch.setattr("tui.screens.app.QUIET_START_S", 3_600.0)


@pytest.mark.usefixtures("quiet")
async def test_a_sync_moves_neither_the_open_story_nor_the_cursor(
    seeded: Paths, site: tuple[str, Path]
) -> None:
    """New stories come above while one reads in the middle of another, and in a list of the unread."""
    url, _ = site
    async with reading(seeded, (100, 20)) as reader:
        reader.app.library.subscribe(f"{url}/harbour.xml")
        await reader.press("2", "j", "j", "enter", "space")
        article, top = reader.screen.article, reader.screen.reading.top
        assert article is not None
        await reader.press("R")
        await until(reader, "Unread 14")
        await reader.until(lambda: not reader.app.errands.is_syncing)
        assert reader.screen.article is not None
        assert reader.screen.article.id == article.id
        assert reader.screen.reading.top == top
        current = reader.screen.list.current
        assert current is not None
        assert current.id == article.id
        await reader.until(lambda: bool(len(reader.app._notifications)))
        assert [n.message for n in reader.app._notifications] == ["3 new stories."]


@pytest.mark.usefixtures("quiet")
async def test_an_unasked_sync_tells_a_failing_feed_once(seeded: Paths, site: tuple[str, Path]) -> None:
    """A feed that is down all day must not say so every other minute; asked for, it is said again."""
    url, _ = site
    async with reading(seeded) as reader:
        reader.app.library.subscribe(f"{url}/nothing.xml")
        for feeds, count in ((("--due",), 1), (("--due",), 1), ((), 2)):
            with reader.app.library.database.write() as conn:
                conn.execute("UPDATE feeds SET due_at = 0")
            await reader.until(lambda: not reader.app.errands.is_syncing)
            reader.app.sync(feeds)
            await reader.ended("sync")
            await reader.until(lambda: not reader.app.errands.is_syncing and not reader.screen.status)
            # What ends a sync is told in the queue of the screen: what is asked there now comes after it.
            await reader.pilot.pause()
            told = [note.message for note in reader.app._notifications if "404" in note.message]
            assert len(told) == count


@pytest.mark.usefixtures("quiet")
async def test_two_readers_of_one_library_see_the_same_news(seeded: Paths, site: tuple[str, Path]) -> None:
    """One of them syncs; the other shows it, and complains of nothing."""
    url, _ = site
    async with reading(seeded) as one, reading(seeded) as other:
        one.app.library.subscribe(f"{url}/harbour.xml")
        with only_one(seeded.database, SYNC, ""):
            for feeds in (("--due",), ()):
                await other.until(lambda: not other.app.errands.is_syncing)
                await asyncio.to_thread(other.app.errands.sync, feeds)
            await other.pilot.pause()
            messages = [note.message for note in other.app._notifications]
            assert len(messages) == 1
            assert "Another sync is running" in messages[0]
        await one.press("R")
        await until(one, "Story 0 of Harbour Post")
        other.screen._tick()
        await until(other, "Story 0 of Harbour Post")


async def test_a_folder_a_feed_and_a_search_are_marked_read_from_here(seeded: Paths) -> None:
    """A on a heading is for all under it, and one u brings all back."""
    old, new = datetime(2009, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
    store_stories(
        seeded,
        ("harbour", "Quinces", new),
        ("hill", "Pears", old),
        ("hill", "Plums", new),
        ("loose", "Figs", old),
    )
    library = Library.open(seeded)
    library.rules.keep_search("Fruit", "figs OR plums")
    library.close()
    fruit = {"Quinces", "Pears", "Plums", "Figs"}
    async with looking_after(seeded) as reader:

        def left() -> set[str]:
            return unread_titles(seeded) & {*fruit, "Late"}

        screen = reader.app.screen
        assert isinstance(screen, FeedsScreen)
        screen.lines.go(shown(reader).index("Europe"))
        store_stories(seeded, ("hill", "Late", old))
        await reader.press("A")
        assert left() == {"Figs", "Late"}
        await reader.press("u")
        assert left() == {*fruit, "Late"}
        screen.lines.go(shown(reader).index("Hill"))
        await reader.press("A", "u", "A")
        assert left() == {"Quinces", "Figs"}
        screen.lines.go(shown(reader).index("Fruit"))
        await reader.press("A")
        assert left() == {"Quinces"}
        told = heard(reader)
        await reader.press("A")
        assert "read already" in told[-1]
