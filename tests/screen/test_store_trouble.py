"""The database fails under an open reader: a line says so, and the reader lives on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.screen.builders import resized
from tests.screen.test_reader_screen import reading
from tui.errors import StoreBusy, StoreDamaged, StoreError, StoreUnwritable
from tui.keys.commands import COMMANDS
from tui.library.frontdesk import Library
from tui.screens.app import DatelineApp
from tui.screens.feeds import FeedsScreen
from tui.screens.map import MapScreen
from tui.store.connection import Database
from tui.system.paths import Paths

LEAVE = ("quit", "open_browser", "open_link", "copy_link", "export", "theme")
"""Commands that end the reader, or go beyond it."""
KEYS = [key for command in COMMANDS if command.id not in LEAVE for key in command.keys.split(",")[:1]]


class Trouble:
    """A database that works until it is told not to."""

    def __init__(self) -> None:
        self.error: StoreError | None = None
        self.reading_too = False


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    made = Trouble()
    read, write = Database.read, Database.write

    def failing(verb: Callable[..., object], always: bool) -> Callable[..., object]:
        @contextmanager
        def wrapped(self: Database, **named: bool) -> Iterator[object]:
            if made.error is not None and (always or made.reading_too):
                raise made.error
            with verb(self, **named) as conn:  # type: ignore[attr-defined]
                yield conn

        return wrapped

    monkeypatch.setattr(Database, "read", failing(read, False))
    monkeypatch.setattr(Database, "write", failing(write, True))
    return made


TROUBLES = [
    (StoreDamaged("The database x is damaged. It is mended when dateline is started next."), True),
    (StoreUnwritable("The disk is full: nothing more can be written to x."), False),
    (StoreBusy("Another program is writing to x."), False),
    (StoreError("The database x could not do that: out of memory."), True),
]


CASES = [
    *(((), error, reading_too) for error, reading_too in TROUBLES),
    *((before, *TROUBLES[0]) for before in (("enter",), ("slash", "p", "e", "a"))),
]


@pytest.fixture
def toasts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that was told, though a toast goes after some seconds."""
    told: list[str] = []
    notify = DatelineApp.notify

    def noted(self: DatelineApp, message: str, **named: Any) -> None:
        told.append(message)
        notify(self, message, **named)

    monkeypatch.setattr(DatelineApp, "notify", noted)
    return told


@pytest.mark.parametrize(("before", "error", "reading_too"), CASES)
async def test_no_key_ends_a_reader_whose_database_fails(
    seeded: Paths,
    trouble: Trouble,
    toasts: list[str],
    before: tuple[str, ...],
    error: StoreError,
    reading_too: bool,
) -> None:
    """Whatever is open, whatever is pressed: a toast has the sentence, and the screen stands."""
    async with reading(seeded) as reader:
        await reader.press(*before)
        trouble.error, trouble.reading_too = error, reading_too
        for key in KEYS:
            await reader.press(key)
            if isinstance(reader.app.screen, FeedsScreen | MapScreen):
                await reader.press("escape")
        reader.screen._tick()
        reader.screen.lists.refresh()
        reader.screen.redraw()
        await resized(reader.pilot, 90, 30)
        await reader.press("s", "u", "1", "2")
        assert str(error) in toasts
        trouble.error = None
        await reader.press("escape", "escape", "escape", "1")
        assert "Istanbul" in reader.lines("list"), "it reads again when the database does"


async def test_a_failing_database_is_not_told_again_with_every_line(seeded: Paths, trouble: Trouble) -> None:
    """Fifty rows are asked for at once; one toast is enough."""
    async with reading(seeded) as reader:
        trouble.error, trouble.reading_too = TROUBLES[0][0], True
        reader.screen.redraw()
        await reader.press("j", "j", "G", "g")
        assert len(list(reader.app._notifications)) <= 1


async def test_leaving_is_possible_whatever_the_database_does(seeded: Paths, trouble: Trouble) -> None:
    """Else only a kill would help."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        trouble.error, trouble.reading_too = TROUBLES[0][0], True
        await reader.press("q", "q")
        assert reader.app.return_code == 0


# ── another file under an open reader ─────────────────────────────────────────────────────────


def saved(paths: Paths) -> list[str]:
    with closing(sqlite3.connect(paths.database)) as conn:
        return [
            headline
            for (headline,) in conn.execute(
                "SELECT a.headline FROM articles AS a JOIN status AS s ON s.article = a.row"
                " WHERE s.saved_at IS NOT NULL ORDER BY s.listed_at DESC"
            )
        ]


def put_back(paths: Paths, copy: Path) -> None:
    """Restore a backup as another program does."""
    other = Library.open(paths)
    other.restore(copy)
    other.close()


@pytest.fixture
def fewer(seeded: Paths, tmp_path: Path) -> Path:
    """A backup in which the second story of the list is not."""
    library = Library.open(seeded)
    copy = library.backup(tmp_path / "fewer.db")
    gone = library.listing().window(1, 1)[0].row
    library.close()
    with closing(sqlite3.connect(copy)) as conn:
        for table in ("status", "bodies", "article_names", "entity_articles"):
            conn.execute(f"DELETE FROM {table} WHERE article = ?", (gone,))
        conn.execute("DELETE FROM articles WHERE row = ?", (gone,))
        conn.commit()
    return copy


async def test_a_restored_backup_is_shown_and_marks_are_made_in_it(
    seeded: Paths, fewer: Path, toasts: list[str]
) -> None:
    """Each key after the restore acts on what is there; what was saved before is in the file kept aside."""
    async with reading(seeded) as reader:
        await reader.press("s")
        assert len(saved(seeded)) == 1
        put_back(seeded, fewer)
        await reader.press("s", "j", "s")
        await reader.until(lambda: reader.screen.list.total == 11)
        assert any("replaced by another file" in words for words in toasts)
        assert "All 11" in reader.title
        assert "Notre-Dame" not in reader.lines("list")
        await reader.press("g", "s", "3")
        in_file = saved(seeded)
        shown = reader.lines("list")
        assert in_file
        assert all(headline[:12] in shown for headline in in_file)
        assert reader.screen.list.total == len(in_file)


async def test_an_idle_reader_shows_a_restored_backup_by_itself(seeded: Paths, fewer: Path) -> None:
    async with reading(seeded) as reader:
        put_back(seeded, fewer)
        reader.screen._tick()
        await reader.until(lambda: "All 11" in reader.title)
        assert "Notre-Dame" not in reader.lines("list")


@pytest.mark.parametrize("before", [("f",), ("question_mark",), ("slash", "p"), ("i",), ("2",)])
async def test_whatever_is_open_a_restored_backup_is_shown(
    seeded: Paths, fewer: Path, before: tuple[str, ...]
) -> None:
    async with reading(seeded) as reader:
        await reader.press(*before)
        put_back(seeded, fewer)
        reader.screen._tick()
        await reader.until(lambda: "Notre-Dame" not in reader.lines("list"))
        assert reader.app.screen is reader.screen


async def test_an_open_story_that_is_not_in_the_backup_is_closed(seeded: Paths, fewer: Path) -> None:
    """One that is there stays open, with the marks it has now."""
    async with reading(seeded) as reader:
        await reader.press("j", "enter")
        assert "Notre-Dame" in reader.lines("reader")
        put_back(seeded, fewer)
        reader.screen._tick()
        await reader.until(lambda: reader.screen.article is None)
        assert "not in the database" in reader.lines("reader")
        await reader.press("enter", "s")
        assert saved(seeded) == [reader.screen.article.prose.headline]  # type: ignore[union-attr]
        put_back(seeded, fewer)
        await reader.press("j")
        reader.screen._tick()
        await reader.until(lambda: reader.screen.subject is not None and not reader.screen.subject.saved)
        assert reader.screen.article is not None


async def test_what_was_wrong_with_the_database_is_told(seeded: Paths, toasts: list[str]) -> None:
    """The process behind the screen looks once a day; a bookmark that an index had lost is there again."""
    with closing(sqlite3.connect(seeded.database, isolation_level=None)) as conn:
        conn.execute("DROP INDEX status_saved")
        conn.execute("DELETE FROM settings WHERE name = 'checkup'")  # nobody has looked today
    async with reading(seeded) as reader:
        await reader.press("s")
        reader.app.catch_up()
        await reader.until(lambda: any("status_saved was gone" in words for words in toasts))
        await reader.press("3")
        assert "Istanbul" in reader.lines("list")
