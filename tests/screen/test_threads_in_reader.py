"""Threads in the reader: the list of them, unfolding, copies, and what is put right by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.screen.test_reader_screen import MIDDLE, Reader, hear, reading
from tests.store.stories import all_of, build_entry, deliver
from tui.library.frontdesk import Library
from tui.model.articles import Headline
from tui.screens.chooser import Chooser
from tui.screens.reader.screen import ReaderScreen
from tui.settings.file import set_value
from tui.system.paths import Paths
from tui.widgets.article_list import ArticleList

THIRD, FIFTH, EIGHTH = 2, 4, 7


FIRST = (
    "<p>Pilots in Port Aldine stopped work on Monday. The harbour has been closed since noon.</p>"
    "<p>Talks with the owners begin on Thursday, said Ada Brock of the union.</p>"
)
LATER = (
    "<p>The harbour of Port Aldine has been closed since Monday noon. A tanker with forty tons of ammonia"
    " drifts outside the breakwater.</p>"
    + "<p>Talks with the owners begin on Thursday.</p>"
    * 12
    + "<p>Nobody"
    " on board was hurt when its engine caught fire, the coastguard reported.</p>"
)


@pytest.fixture
def harbour(seeded: Paths) -> Paths:
    """Two stories of one thread above the bundled ones: the older has half of what the newer has."""
    library = Library.open(seeded)
    now = datetime.now(UTC)
    for hours, (name, text) in enumerate((("later", LATER), ("first", FIRST))):
        published = now - timedelta(hours=hours)
        deliver(library, build_entry(name, title=name, content=text, published_at=published), now=now)
    library.prepare()
    later, first = all_of(library)[:2]
    library.threads.join([later.id], first.id)
    library.close()
    return seeded


@pytest.fixture
def threaded(seeded: Paths) -> Paths:
    """The bundled stories; the third, fifth and eighth tell one, as the reader has put it."""
    library = Library.open(seeded)
    stories = all_of(library)
    library.threads.join([stories[FIFTH].id, stories[EIGHTH].id], stories[THIRD].id)
    library.close()
    return seeded


def rows(reader: Reader) -> tuple[Headline, ...]:
    listing = reader.screen.lists.listing
    assert listing is not None
    return listing.window(0, 99)


def current(reader: Reader) -> Headline:
    found = reader.screen.list.current
    assert found is not None
    return found


async def found(reader: Reader) -> None:
    """Wait until it is known what is new."""
    for group in ("new", "marks", "counts of threads"):
        await reader.ended(group)
    await reader.pilot.pause()


async def command(reader: Reader, name: str) -> None:
    """Do what a command says that has no key."""
    reader.screen.action_command(name)
    await reader.ended("marks", "conversation")
    await reader.pilot.pause()


async def test_the_list_turns_into_one_of_threads_and_back(threaded: Paths) -> None:
    """The cursor stays on its story, or goes to its thread's row; the title says so; it stays so."""
    async with reading(threaded, MIDDLE) as reader:
        before = rows(reader)
        await reader.press("j", "j", "j", "j", "comma")
        assert rows(reader) == tuple(one for at, one in enumerate(before) if at not in (FIFTH, EIGHTH))
        assert current(reader).id == before[THIRD].id
        assert "threads" in reader.title
        assert "▸ " in reader.lines("list")
        await reader.ended("marks")
    async with reading(threaded, MIDDLE) as reader:
        assert "threads" in reader.title
        await reader.press("comma")
        assert rows(reader) == before
        assert "threads" not in reader.title
        # What a search finds has a row for each story.
        await reader.press("comma", "slash", "a", "enter", "comma")
        assert reader.screen.lists.threads is None
    set_value(threaded, "list.view", "plain")
    async with reading(threaded, MIDDLE) as reader:
        assert rows(reader) == before


async def test_a_thread_unfolds_and_its_members_are_walked(threaded: Paths) -> None:
    """From within it the key folds it again; a change from elsewhere leaves it unfolded, the cursor in it."""
    async with reading(threaded, MIDDLE) as reader:
        stories = rows(reader)
        await reader.press("comma", "j", "j", "X")
        assert [one.id for one in rows(reader)[2:5]] == [stories[at].id for at in (THIRD, FIFTH, EIGHTH)]
        assert "▾ " in reader.lines("list")
        await reader.press("j", "j", "m")
        assert reader.app.library.headline(stories[EIGHTH].id).read
        assert not reader.app.library.headline(stories[THIRD].id).read
        reader.app.library.save([stories[0].id])
        reader.screen.lists.tick()
        assert current(reader).id == stories[EIGHTH].id
        await reader.press("enter", "K")
        assert reader.screen.article is not None
        assert reader.screen.article.id == stories[FIFTH].id
        await reader.press("escape", "X")
        assert len(rows(reader)) == len(stories) - 2
        assert current(reader).id == stories[THIRD].id


async def test_a_click_on_the_sign_unfolds_and_elsewhere_it_opens(threaded: Paths) -> None:
    """Whoever has no key at hand."""
    async with reading(threaded, MIDDLE) as reader:
        await reader.press("comma")
        pane = reader.screen.query_one(ArticleList)
        await reader.pilot.click(pane, offset=(4, 2 * pane.tall))
        await reader.pilot.pause()
        assert len(rows(reader)) == 12
        assert reader.screen.article is None
        await reader.pilot.click(pane, offset=(20, 2 * pane.tall))
        await reader.ended("article")
        await reader.pilot.pause()
        assert reader.screen.article is not None


async def test_in_a_plain_list_the_threads_stories_have_a_list_of_their_own(threaded: Paths) -> None:
    """From the story too, and the keys walk it."""
    async with reading(threaded, MIDDLE) as reader:
        stories = rows(reader)
        await reader.press("X")
        assert reader.screen.shown.scope.kind == "all"
        await reader.press("j", "j", "enter", "X")
        assert [one.id for one in rows(reader)] == [stories[at].id for at in (THIRD, FIFTH, EIGHTH)]
        assert "‹ thread: " in reader.title
        await reader.press("J")
        assert reader.screen.article is not None
        assert reader.screen.article.id == stories[FIFTH].id


@pytest.mark.parametrize(
    ("setting", "keys", "read"),
    [
        ("ask", ("enter",), 1),
        ("ask", ("down", "enter"), 3),
        ("ask", ("escape",), 1),
        ("alone", (), 1),
        ("together", (), 3),
    ],
)
async def test_copies_are_marked_together_only_where_that_is_wished(
    threaded: Paths, setting: str, keys: tuple[str, ...], read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And then it is said how many were."""
    set_value(threaded, "threads.copies", setting)
    library = Library.open(threaded)
    stories = all_of(library)
    library.threads.join([stories[0].id], stories[THIRD].id)
    with library.database.write() as conn:
        copies = (stories[EIGHTH].row, stories[THIRD].row, stories[FIFTH].row)
        conn.execute("UPDATE thread_articles SET copy_of = ? WHERE article IN (?, ?)", copies)
    library.close()
    async with reading(threaded, MIDDLE) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("comma", "X", "j")
        assert "copies" in reader.lines("list") or "printed by 2 others" in reader.lines("list")
        await reader.pilot.press("m")
        if keys:
            await reader.until(lambda: isinstance(reader.app.screen, Chooser))
            await reader.pilot.press(*keys)
        await reader.until(lambda: isinstance(reader.app.screen, ReaderScreen))
        await reader.ended("marks", "conversation")
        await reader.until(lambda: sum(one.read for one in all_of(reader.app.library)) == read)
        assert ("Marked 3 articles read" in told) is (read == 3)


async def test_a_story_is_split_off_and_put_back(threaded: Paths) -> None:
    """All rows of the thread say so at once; `u` takes it back."""
    async with reading(threaded, MIDDLE) as reader:
        stories = rows(reader)
        await reader.press("comma", "j", "j", "X", "j")
        await command(reader, "split_thread")
        assert len(rows(reader)) == 12
        assert current(reader).id == stories[FIFTH].id
        assert current(reader).thread is None
        mark = rows(reader)[THIRD].thread
        assert mark is not None
        assert mark.members == 2
        await reader.press("u")
        mark = rows(reader)[THIRD].thread
        assert mark is not None
        assert mark.members == 3


async def test_stories_are_joined_those_selected_or_this_one_and_another(threaded: Paths) -> None:
    """Into the thread that has most; in a list of threads a row brings all of its own."""
    async with reading(threaded, MIDDLE) as reader:
        stories = rows(reader)
        await reader.press("full_stop", "j", "full_stop")
        await command(reader, "join_threads")
        thread = rows(reader)[0].thread
        assert thread is not None
        assert thread.members == 4
        await reader.press("g", "comma")
        reader.screen.action_command("join_threads")
        await reader.until(lambda: isinstance(reader.app.screen, Chooser))
        await reader.pilot.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReaderScreen))
        await reader.ended("marks", "conversation")
        await reader.until(lambda: (rows(reader)[0].thread or thread).members == 5)
        assert len({one.id for one in stories}) == 12


async def test_what_is_new_is_said_in_the_list_and_marked_in_the_story(
    harbour: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only after another of its thread was opened; the keys walk it, and say where it ends."""
    async with reading(harbour, MIDDLE) as reader:
        told = hear(reader, monkeypatch)
        assert "new" not in reader.lines("list")
        await reader.press("j", "enter", "right_parenthesis")
        await found(reader)
        assert "You have read nothing else of this thread." in told
        assert "▎" not in reader.lines("reader")
        assert "2 new" in reader.lines("list")
        await reader.press("K")
        await found(reader)
        assert "2 new" in reader.title
        assert "▎" in reader.lines("reader")
        await reader.press("right_parenthesis")
        assert "new 1/2" in reader.title
        await reader.press("right_parenthesis")
        assert "new 2/2" in reader.title
        assert "its engine caught fire" in " ".join(reader.lines("reader").split())
        await reader.press("right_parenthesis")
        assert "That was the last new sentence." in told
        await reader.press("z", "left_parenthesis")
        assert "new 1/2" in reader.title
        assert "▎" in reader.lines("reader")
        # What stands alone has nothing to be held against.
        await reader.press("escape", "J", "J", "right_parenthesis")
        assert "This story stands alone: no other tells it." in told
        assert "new" not in reader.title
