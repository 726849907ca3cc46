"""The line at the bottom in which something is typed: a search, a find, a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.screens.orderly import OrderlyApp, Waits


class Line(Input):
    """What is typed."""

    async def action_submit(self) -> None:
        """Say that it is meant; what is typed from now on is for what comes of it."""
        if isinstance(self.parent, Prompt):
            self.parent.begin_leaving()
        await super().action_submit()


class Prompt(Horizontal):
    """A label and an input, at the bottom of the screen while something is typed."""

    @dataclass
    class Changed(Message):
        """What is typed has changed."""

        purpose: str
        text: str

    @dataclass
    class Entered(Message):
        """What was typed is meant."""

        purpose: str
        text: str

    @dataclass
    class Left(Message):
        """The reader thought better of it."""

        purpose: str

    def __init__(self, purpose: str, label: str, *, text: str = "", hint: str = "") -> None:
        super().__init__()
        self._leaving: Waits | None = None
        self.purpose = purpose
        self._label = label
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Set out label and input."""
        yield Label(Content(self._label))
        yield Line(self._text, placeholder=self._hint, select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self.query_one(Input))

    def open_on(self, screen: Screen[Any]) -> None:
        """Stand at a screen's bottom, and take all keys that follow."""
        opening = self._app.hold()
        screen.mount(self)
        self.call_later(opening.done)

    def begin_leaving(self) -> None:
        """Let keys wait until this is gone and they have their meaning again."""
        if self._leaving is None:
            self._leaving = self._app.hold()

    def on_unmount(self) -> None:
        """Be gone."""
        if self._leaving is not None:
            self._leaving.done()

    @property
    def _app(self) -> OrderlyApp:
        return cast("OrderlyApp", self.app)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self.purpose, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self.purpose, event.value))

    def on_key(self, event: events.Key) -> None:
        """Leave on escape; a command's key is only a character here."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.begin_leaving()
            self.post_message(self.Left(self.purpose))
