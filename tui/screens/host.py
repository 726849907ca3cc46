"""The app, as the screens and their parts know it: none of them imports it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from datetime import datetime

    from textual.message_pump import MessagePump
    from textual.screen import Screen

    from tui.errors import DatelineError
    from tui.model.scopes import Scope
    from tui.screens.background import Errands
    from tui.screens.orderly import AnswerHandler, Waits
    from tui.settings.config import Config
    from tui.terminal.driver import ScreenDriver

T = TypeVar("T")


class Host(Protocol):
    """What a screen may ask of the app."""

    config: Config
    errands: Errands
    screen_stack: Any
    messages: Sequence[tuple[datetime, str]]
    """What was told, and when; the last at the end."""

    @property
    def opening_scope(self) -> Scope:
        """What the list shows first."""
        ...

    @property
    def screen(self) -> Screen[Any]:
        """The screen on top."""
        ...

    @property
    def terminal(self) -> ScreenDriver | None:
        """The terminal itself; None where the screen is on none."""
        ...

    @property
    def colours(self) -> int:
        """How many colours text can have: 0, 16, 256, or more."""
        ...

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened."""
        ...

    def lose(self, error: DatelineError) -> None:
        """Say what cannot be shown just now, once. From any thread."""
        ...

    def warn(self, words: str, *, for_s: float) -> None:
        """Say in the bottom line for longer what the reader should know."""
        ...

    def open_screen(self, screen: Screen[T], answered: AnswerHandler[T] | None = None) -> None:
        """Open a screen, to which all keys go that follow."""
        ...

    def close_over(self, screen: Screen[Any]) -> None:
        """Close whatever stands over a screen, as if each had been left."""
        ...

    def converse(self, screen: Screen[Any], steps: Coroutine[Any, Any, None]) -> None:
        """Take steps that ask the reader something on their way."""
        ...

    async def answer_of(self, screen: Screen[T]) -> T | None:
        """Open a screen and wait for what it is left with. For steps of `converse`."""
        ...

    def hold_for_answer(
        self, former: Waits | None = None, *, at_most_s: float = ..., passes: Collection[str] = ...
    ) -> Waits:
        """Let keys wait for what is being worked out, and no more for what was before."""
        ...

    def hold(self, at_most_s: float = ..., passes: Collection[str] = ...) -> Waits:
        """Let keys wait for what opens."""
        ...

    def open_link(self, url: str) -> None:
        """Open a page in the browser."""
        ...

    def edit(self, text: str) -> str | None:
        """Hand a text to the reader's editor, with the terminal; None where that fails, which is told."""
        ...

    def lend_terminal(self, use: Callable[[], T]) -> T | None:
        """Let another program have the terminal; None where that fails, which is told."""
        ...

    def send_to_terminal(self, sequence: str) -> None:
        """Write what is no frame to the terminal, if there is one."""
        ...

    def copy_to_clipboard(self, text: str) -> None:
        """Copy some text."""
        ...

    async def action_suspend(self) -> None:
        """Stop, so that the shell has the terminal."""
        ...

    async def action_quit(self) -> None:
        """Leave the reader."""
        ...

    def choose_theme(self) -> Coroutine[Any, Any, None]:
        """Ask for a theme."""
        ...

    def remember_scope(self, kind: str) -> None:
        """Keep which list is shown, for the next time."""
        ...

    def remember_opening(self) -> None:
        """Write down what the next first paint has to know, where it has changed."""
        ...

    def sync(self, feeds: tuple[str, ...] = ()) -> None:
        """Sync these feeds, or all that are due, in a process of its own."""
        ...

    def fetch_texts(self) -> None:
        """Have the pages of stories that wait for it fetched, in a process of its own."""
        ...

    def catch_up(self) -> None:
        """Have what waits prepared, in a process of its own."""
        ...


def host_of(node: MessagePump) -> Host:
    """Return the app that a screen belongs to."""
    return cast("Host", node.app)
