"""What tests of the screen stand on: an app around one widget, and a desk for a part without a screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from tui.drawing.looks import DARK, Palette
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
