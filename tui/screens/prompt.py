"""The line at the bottom in which something is typed: a search, a find, a tag."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label


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
        self.purpose = purpose
        self._label = label
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Set out label and input."""
        yield Label(Content(self._label))
        yield Input(self._text, placeholder=self._hint, select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Input).focus()

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
            self.post_message(self.Left(self.purpose))
