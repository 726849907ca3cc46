"""Pictures in a story, as keys ask for them: from a server on loopback to cells on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from html import escape
from pathlib import Path

import pytest

from tests.feedserver import FeedServer, endless
from tests.pictures.photos import halves, packed
from tests.screen.builders import resized
from tests.screen.test_reader_screen import Reader, reading
from tests.sync.site import item, rss, site
from tui.library.frontdesk import Library
from tui.model.pictures import Fitted, Hanging, Room
from tui.screens import hanging
from tui.settings.feeds import save_settings
from tui.settings.file import set_value
from tui.system.paths import Paths, user_paths
from tui.widgets.pictures import Hung
from tui.widgets.reading_pane import ReadingPane

TEXT = """<p>The first words.</p>
<figure><img src="/one.png"><figcaption>A ship at sea</figcaption></figure>
<p>The words between.</p><blockquote><p>Said.</p><img src="/two.png" alt="Its captain"></blockquote>
<p>The words after.</p><p><img src="/three.png" alt="Not there"></p><p>The last words.</p>"""
LONG = TEXT + "<p>And more of them.</p>" * 20


def stored(feeds: FeedServer, text: str = TEXT) -> Paths:
    """Store a story whose feed is on the server, prepared: nothing is left to do behind the screen."""
    url = feeds.replies("/feed", rss([item("ship", link=feeds.url("/ship"), text=escape(text))]))
    paths = user_paths()
    library = Library.open(paths)
    library.read_seeds()
    library.subscribe(url)
    with ThreadPoolExecutor(1) as thread:  # a sync runs a loop of its own
        thread.submit(library.sync, lambda _: None).result()
    library.prepare()
    library.look_after(lambda _done, _total: True)
    library.close()
    return paths


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with site() as served:
        yield served


@pytest.fixture(autouse=True)
def _in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@asynccontextmanager
async def story(paths: Paths, size: tuple[int, int] = (100, 60)) -> AsyncIterator[Reader]:
    """A reader with the story of the test's feed open."""
    async with reading(paths, size) as reader:
        await reader.press("slash", *"feed:harbour", "enter", "enter")
        assert reader.screen.article is not None
        assert reader.screen.article.headline.headline == "Story ship"
        yield reader


def pane(reader: Reader) -> ReadingPane:
    return reader.screen.reading


async def hung(reader: Reader) -> None:
    """Wait until each picture is there, or is told why not."""

    def is_hung() -> bool:
        shown = pane(reader).hung
        return shown is not None and not any(one.words.startswith("…") for one in shown.hanging.values())

    for _ in range(6):
        with suppress(AssertionError):
            await reader.until(is_hung)
            break
    assert is_hung()
    await reader.pilot.pause()


def colours(reader: Reader, line: int) -> set[tuple[str, str]]:
    """The colours of the half blocks in a line of the view."""
    return {
        (str(segment.style.color.name), str(segment.style.bgcolor.name))
        for segment in pane(reader).render_line(line)
        if "▀" in segment.text and segment.style and segment.style.color and segment.style.bgcolor
    }


def asked(feeds: FeedServer) -> list[str]:
    return [heard.path for heard in feeds.heard if heard.path != "/feed"]


def served(feeds: FeedServer) -> None:
    feeds.replies("/one.png", packed(halves(160, 96)), Content_Type="image/png")
    feeds.replies("/two.png", packed(halves(160, 96, "#00ff00", "#ffffff")), Content_Type="image/png")


async def test_p_shows_each_picture_under_its_caption_and_hides_them_again(feeds: FeedServer) -> None:
    """Red above blue under the first, green above white in the quotation, and why one is not shown."""
    served(feeds)
    async with story(stored(feeds)) as reader:
        before = reader.lines("reader")
        assert asked(feeds) == []
        await reader.press("P")
        await hung(reader)
        assert sorted(asked(feeds)) == ["/one.png", "/three.png", "/two.png"]
        lines = reader.lines("reader").splitlines()
        first = next(y for y, line in enumerate(lines) if "A ship at sea" in line) + 1
        assert lines[first].strip(" │┃") == "▀" * 20
        assert colours(reader, first) == {("#ff0000", "#ff0000")}
        assert colours(reader, first + 5) == {("#0000ff", "#0000ff")}
        assert "▀" not in lines[first + 6]
        second = next(y for y, line in enumerate(lines) if "Its captain" in line) + 1
        assert lines[second].lstrip(" │").startswith("▎") or "▀" * 20 in lines[second]
        assert colours(reader, second) == {("#00ff00", "#00ff00")}
        third = next(y for y, line in enumerate(lines) if "Not there" in line) + 1
        assert "Not shown: 127.0.0.1 answers 404 (not found)." in lines[third]
        await reader.press("P")
        assert reader.lines("reader") == before


async def test_nothing_is_fetched_unless_it_is_asked_for(feeds: FeedServer) -> None:
    """Rule 10: not on opening, reading, searching in it, saving it, nor on leaving."""
    served(feeds)
    async with story(stored(feeds)) as reader:
        await reader.press("space", "G", "s", "slash", *"words", "enter", "escape", "v", "z", "z", "escape")
    assert asked(feeds) == []


async def test_a_feed_may_have_its_pictures_shown_at_once(feeds: FeedServer) -> None:
    """`pictures = true` for one feed is the asking."""
    served(feeds)
    paths = stored(feeds)
    save_settings(paths, feeds.url("/feed"), {"pictures": True})
    async with story(paths) as reader:
        await hung(reader)
        assert "▀" * 20 in reader.lines("reader")


async def test_what_was_looked_at_is_there_without_the_network(feeds: FeedServer) -> None:
    """Kept beside the database, for the next time and for no network."""
    served(feeds)
    paths = stored(feeds)
    async with story(paths) as reader:
        await reader.press("P")
        await hung(reader)
    feeds.answers.clear()
    feeds.heard.clear()
    async with story(paths) as reader:
        await reader.press("P")
        await hung(reader)
        assert reader.lines("reader").count("▀" * 20) == 12
    assert asked(feeds) == ["/three.png"]


async def test_what_is_read_stays_in_its_place_when_pictures_come(feeds: FeedServer) -> None:
    """Also where they come above it."""
    served(feeds)
    async with story(stored(feeds, LONG), (100, 12)) as reader:
        view = pane(reader)
        assert view.page_shown is not None
        line = next(y for y, one in enumerate(view.page_shown.lines) if "The words after." in str(one))
        view.show_line(line)
        await reader.pilot.pause()
        top = reader.lines("reader").splitlines()[0]
        assert "The words after." in top
        for _ in range(2):
            await reader.press("P")
            if view.hung:
                await hung(reader)
            assert reader.lines("reader").splitlines()[0].split() == top.split()


async def test_another_width_fits_them_anew(feeds: FeedServer) -> None:
    feeds.replies("/one.png", packed(halves(1600, 960)))
    async with story(stored(feeds), (100, 60)) as reader:
        await reader.press("P")
        await hung(reader)
        wide = max(one.columns for one in pane(reader).hung.hanging.values())  # type: ignore[union-attr]
        await resized(reader.pilot, 80, 30)
        await reader.until(lambda: pane(reader).hung.room.columns == pane(reader).column[1])  # type: ignore[union-attr]
        await hung(reader)
        narrow = max(one.columns for one in pane(reader).hung.hanging.values())  # type: ignore[union-attr]
        assert narrow < wide
        assert narrow <= pane(reader).column[1]
        await reader.until(lambda: "▀" * narrow in reader.lines("reader"))


def test_pictures_that_are_fitted_anew_keep_their_room_until_they_are() -> None:
    """Nothing jumps while a window is drawn to another size."""
    before = Hung(Room(60, 20), ["/one.png", "/two.png"], None, width=60)
    before.take("/one.png", Fitted(60, 9, (600, 180), b""))
    after = Hung(Room(40, 20), ["/one.png", "/two.png"], None, width=40)
    after.keep_room(before)
    assert after.hanging["/one.png"] == Hanging(40, 9)
    assert after.hanging["/two.png"].words == "… on its way"


async def test_the_next_story_has_none_and_waits_for_none(feeds: FeedServer) -> None:
    """A server that never comes to an end is left alone, and what it might bring shows nowhere."""
    for path in ("/one.png", "/two.png", "/three.png"):
        feeds.on(path, endless(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", b"x", 0.01))
    async with story(stored(feeds)) as reader:
        await reader.press("P")
        await reader.until(lambda: len(asked(feeds)) == 3)
        assert reader.lines("reader").count("… on its way") == 3
        assert "3 pictures on the way" in reader.screen.status
        await reader.press("escape", "escape", "g", "enter")
        assert pane(reader).hung is None
        assert "▀" not in reader.lines("reader")
        assert "on the way" not in reader.screen.status
        await reader.until(lambda: feeds.at_once == 0)


async def test_what_is_copied_is_the_text_without_its_pictures(feeds: FeedServer) -> None:
    """As if they were not shown: no lines of blanks where they stand."""
    served(feeds)
    async with story(stored(feeds)) as reader:
        before = pane(reader).page_shown
        assert before is not None
        text = before.copied((0, 0), (len(before.lines), 0))
        await reader.press("P")
        await hung(reader)
        page = pane(reader).page_shown
        assert page is not None
        assert len(page.lines) > len(before.lines)
        copied = page.copied((0, 0), (len(page.lines), 0))
        assert [line for line in copied.splitlines() if "Not shown" not in line] == text.splitlines()


async def test_p_shows_the_story_s_pictures_also_from_its_changes(feeds: FeedServer) -> None:
    """They stand in the story: it is shown again."""
    served(feeds)
    paths = stored(feeds)
    feeds.replies("/feed", rss([item("ship", link=feeds.url("/ship"), text=escape(TEXT + "<p>More.</p>"))]))
    library = Library.open(paths)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(library.sync, lambda _: None).result()
    library.prepare()
    library.close()
    async with story(paths) as reader:
        await reader.press("v")
        assert pane(reader).change is not None
        await reader.press("P")
        await hung(reader)
        assert pane(reader).change is None
        assert "▀" * 20 in reader.lines("reader")


async def test_pictures_are_wanted_twice_in_one_breath(feeds: FeedServer) -> None:
    """Whatever it comes to, it comes to an end, and the next P does what it says."""
    served(feeds)
    async with story(stored(feeds)) as reader:
        await reader.press("P", "P", "P")
        if pane(reader).hung is None:
            await reader.press("P")
        await hung(reader)
        assert "▀" * 20 in reader.lines("reader")


async def test_p_in_the_list_opens_the_story_with_its_pictures(feeds: FeedServer) -> None:
    served(feeds)
    async with story(stored(feeds)) as reader:
        await reader.press("escape")
        assert reader.screen.pane == "list"
        await reader.press("P")
        await hung(reader)
        assert reader.screen.pane == "reader"
        assert "▀" in reader.lines("reader")


@pytest.mark.parametrize(
    ("text", "setting", "without_pillow", "words"),
    [
        ("<p>Words alone.</p>", "auto", False, hanging.NONE),
        (TEXT, "off", False, hanging.OFF),
        (TEXT, "auto", True, "pipx install 'dateline[images]'"),
    ],
)
async def test_why_there_are_none_is_one_sentence(
    feeds: FeedServer,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    setting: str,
    without_pillow: bool,
    words: str,
) -> None:
    paths = stored(feeds, text)
    set_value(paths, "reading.pictures", setting)
    if without_pillow:
        monkeypatch.setattr(hanging, "find_spec", lambda _: None)
    async with story(paths) as reader:
        told: list[str] = []
        monkeypatch.setattr(reader.app, "tell", lambda said, **_: told.append(said))
        await reader.press("P")
        assert len(told) == 1
        assert words in told[0]
        assert pane(reader).hung is None
    assert asked(feeds) == []


async def test_pictures_are_the_readers_alone_on_the_disk(feeds: FeedServer) -> None:
    served(feeds)
    paths = stored(feeds)
    async with story(paths) as reader:
        await reader.press("P")
        await hung(reader)
    kept = [path for path in paths.picture_dir.rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert {path.stat().st_mode & 0o077 for path in (*kept, paths.picture_dir, *map(_folder, kept))} == {0}


def _folder(path: Path) -> Path:
    return path.parent
