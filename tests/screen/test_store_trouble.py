"""The database fails under an open reader: a line says so, and the reader lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.screen.test_reader_screen import reading
from tui.commands import COMMANDS
from tui.errors import StoreBusy, StoreDamaged, StoreError, StoreUnwritable
from tui.paths import Paths
from tui.screens.feeds import FeedsScreen
from tui.screens.map import MapScreen
from tui.store.connection import Database

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


@pytest.mark.parametrize(("before", "error", "reading_too"), CASES)
async def test_no_key_ends_a_reader_whose_database_fails(
    seeded: Paths, trouble: Trouble, before: tuple[str, ...], error: StoreError, reading_too: bool
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
        reader.screen.refresh_list()
        reader.screen.redraw()
        await reader.pilot.resize_terminal(90, 30)
        await reader.press("s", "u", "1", "2")
        assert str(error) in {toast.message for toast in reader.app._notifications}
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
