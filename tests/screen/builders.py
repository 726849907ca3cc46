"""What tests of the screen stand on: an app around one widget, and a desk for a part without a screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from inspect import iscoroutine
from typing import Any, TypeVar, cast

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from tui.drawing.frame import ScopeCounts
from tui.drawing.looks import DARK, Palette
from tui.library.frontdesk import Library
from tui.model.articles import Article, Headline
from tui.model.names import Entity
from tui.screens.reader.desk import Desk, Selection, Shown
from tui.screens.reader.lists import ListsPart
from tui.screens.replies import Choice
from tui.settings.config import Config
from tui.widgets.inks import Inks
from tui.widgets.pane import Pane

M = TypeVar("M", bound=Message)


class Alone(App[None]):
    """Widgets without a reader around them."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Pane { height: 1fr; scrollbar-size: 0 0; overflow: hidden scroll; }
    TitleBar, StatusBar, ColumnTitles { height: 1; }
    WorldMap { height: 1fr; }
    """

    def __init__(self, widgets: Sequence[Widget], palette: Palette) -> None:
        super().__init__()
        self.inks = Inks(palette)
        self._widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self._widgets


async def resized(pilot: Pilot[Any], width: int, height: int) -> None:
    """Give the terminal another size, and wait until the screen and what is on it have it."""
    await pilot.resize_terminal(width, height)
    async with asyncio.timeout(30):
        while pilot.app.screen.size != (width, height):
            await pilot.pause()
    await pilot.pause()


class Heard:
    """A widget in an app, and what it has told."""

    def __init__(self, pilot: Pilot[None], messages: list[Message]) -> None:
        self.pilot = pilot
        self._messages = messages

    async def of(self, *kinds: type[M]) -> list[M]:
        """Return the messages of some kinds since this was asked last, each once."""
        await self.pilot.pause()
        found = {id(message): message for message in self._messages if isinstance(message, kinds)}
        self._messages.clear()
        return list(found.values())


@asynccontextmanager
async def alone(
    *widgets: Widget, size: tuple[int, int] = (40, 12), palette: Palette = DARK
) -> AsyncIterator[Heard]:
    """Show widgets in an app of their own."""
    messages: list[Message] = []
    app = Alone(widgets, palette)
    async with app.run_test(size=size, message_hook=messages.append) as pilot:
        await pilot.pause()
        yield Heard(pilot, messages)


def drawn(pane: Pane, width: int | None = None) -> list[str]:
    """Return the lines of a pane's view as text; with a width, as it would draw them in so many cells."""
    strips = pane.render_lines(Region(0, 0, *pane.size))
    if width is not None:
        strips = [pane.draw(y, width) for y in range(pane.size.height)]
    return [strip.text for strip in strips]


def marked(lines: Sequence[str]) -> list[int]:
    """Return which lines of a view bear the cursor."""
    return [y for y, line in enumerate(lines) if line.startswith("▌")]


# ── a desk ────────────────────────────────────────────────────────────────────────────────────


class Held:
    """A hold that says whether it is done."""

    def __init__(self) -> None:
        self.is_done = False

    def done(self) -> None:
        self.is_done = True


@dataclass
class Table:
    """A desk without a screen, and the app behind it: answers are laid out beforehand."""

    library: Library
    config: Config = field(default_factory=Config)
    shown: Shown = field(default_factory=Shown)
    counts: ScopeCounts | None = None
    subject: Headline | None = None
    article: Article | None = None
    chosen_name: Entity | None = None
    pane: str = "list"
    is_free: bool = True
    is_adding: bool = False
    has_story: bool = False
    answers: list[Any] = field(default_factory=list[Any])
    asked: list[str] = field(default_factory=list[str])
    told: list[str] = field(default_factory=list[str])
    work: list[Any] = field(default_factory=list[Any])
    """Coroutines, and what is to be done in a thread."""
    status: list[str] = field(default_factory=list[str])
    opened: list[str] = field(default_factory=list[str])
    copied: list[str] = field(default_factory=list[str])
    synced: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    added: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    remembered: list[str] = field(default_factory=list[str])
    holds: list[Held] = field(default_factory=list[Held])
    caught_up: int = 0
    texts_fetched: int = 0
    selected: tuple[Headline, ...] = ()

    def deselect(self) -> bool:
        had, self.selected = bool(self.selected), ()
        return had

    @property
    def selection(self) -> Selection:
        return Selection(cast("Desk", self), self)

    @property
    def host(self) -> Table:
        return self

    @property
    def errands(self) -> Table:
        return self

    preparation: None = None

    def open_link(self, url: str) -> None:
        self.opened.append(url)

    def copy_to_clipboard(self, text: str) -> None:
        self.copied.append(text)

    def sync(self, feeds: tuple[str, ...]) -> None:
        self.synced.append(feeds)

    def add(self, url: str, *, all_offered: bool = False) -> None:
        self.added.append((url, all_offered))

    def stop_adding(self) -> None:
        self.is_adding = False

    def remember_scope(self, kind: str) -> None:
        self.remembered.append(kind)

    def catch_up(self) -> None:
        self.caught_up += 1

    def fetch_texts(self) -> None:
        self.texts_fetched += 1

    def lose(self, error: Exception) -> None:
        self.told.append(f"lost: {error}")

    def focus_pane(self, pane: str) -> None:
        self.pane = pane

    def hold_for_answer(self, _former: object = None, **_how: object) -> Held:
        self.holds.append(Held())
        return self.holds[-1]

    def note(self, _what: str, words: str) -> None:
        self.status.append(words)

    def tell(self, words: str, *, failed: bool = False) -> None:
        self.told.append(f"{'!' if failed else ''}{words}")

    async def ask(self, label: str, **_how: object) -> str | None:
        self.asked.append(label)
        return cast("str | None", self.answers.pop(0))

    async def choose(self, title: str, choices: Sequence[Choice], **_how: object) -> Any:
        self.asked.append(f"{title}: {', '.join(choice.label for choice in choices)}")
        wanted = self.answers.pop(0)
        return next((choice.value for choice in choices if choice.label == wanted), None)

    def converse(self, steps: Coroutine[Any, Any, None]) -> None:
        self.work.append(steps)

    def run_worker(self, work: Any, **_how: object) -> None:
        self.work.append(work)

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        callback(*arguments)
        return True

    def mark(self, verb: Callable[[], object], **_how: object) -> None:
        verb()

    def remember_opening(self) -> None:
        """What the next start shows first is the app's."""

    def keep(self, verb: Callable[[], object]) -> None:
        verb()

    async def done(self) -> None:
        """Do what was left to workers, all at once."""
        work, self.work = self.work, []
        await asyncio.gather(*(one if iscoroutine(one) else asyncio.to_thread(one) for one in work))


class Listed(ListsPart):
    """Lists whose pane nobody sees."""

    def __init__(self) -> None:
        self.searched: list[str] = []
        self.refreshed = 0
        self.ticked = 0
        self.gone: list[str] = []
        self.listing = None

    def search_all(self, query: str) -> None:
        self.searched.append(query)

    def refresh(self) -> None:
        self.refreshed += 1

    def tick(self) -> None:
        self.ticked += 1

    def go(self, scope: object, words: str = "") -> None:
        self.gone.append(words)

    def put(self, headlines: Sequence[Headline]) -> None:
        self.refreshed += len(headlines)
