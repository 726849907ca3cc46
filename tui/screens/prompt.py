"""The line at the bottom in which something is typed: a search, a find, a tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from tui.screens.host import host_of
from tui.screens.orderly import Answering

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.screens.orderly import Waits


class PromptInput(Input):
    """What is typed."""

    async def action_submit(self) -> None:
        """Say that it is meant; what is typed from now on is for what comes of it."""
        if isinstance(self.parent, Prompt):
            self.parent.begin_leaving()
        await super().action_submit()


class Prompt(Horizontal):
    """A label and an input, at the bottom of the screen while something is typed."""

    def __init__(
        self,
        label: str,
        *,
        text: str = "",
        hint: str = "",
        typed: Callable[[str], None] | None = None,
        selected: bool = True,
    ) -> None:
        """`typed` hears of what is typed while it is; what is prefilled is `selected`, or goes on."""
        super().__init__()
        self._leaving: Waits | None = None
        self._answer = Answering[str | None]()
        self._label = label
        self._text = text
        self._hint = hint
        self._typed = typed
        self._selected = selected

    def compose(self) -> ComposeResult:
        """Set out label and input."""
        # Content, since a tag or a title may hold what Textual takes for markup.
        yield Label(Content(self._label))
        yield PromptInput(self._text, placeholder=self._hint, select_on_focus=self._selected, compact=True)

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self.query_one(Input))

    async def answer(self, screen: Screen[Any]) -> str | None:
        """Stand at a screen's bottom, all keys that follow are for this; None: the reader thought better."""
        opening = host_of(screen).hold()
        screen.mount(self)
        # Behind its own mounting in its own queue: then it has the focus.
        self.call_later(opening.done)
        try:
            return await self._answer.wait()
        finally:
            self.remove()

    def begin_leaving(self) -> None:
        """Let keys wait until this is gone and they have their meaning again."""
        if self._leaving is None:
            self._leaving = host_of(self).hold()

    def on_unmount(self) -> None:
        """Be gone."""
        if self._leaving is not None:
            self._leaving.done()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._typed is not None:
            self._typed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._answer.reply(event.value)

    def on_key(self, event: events.Key) -> None:
        """Leave on escape; a command's key is only a character here."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.begin_leaving()
            self._answer.reply(None)
