"""An app whose keys go to what the keys before them have opened: answers, turns, and keys that mean two."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from tui.screens.orderly import OrderlyApp


class Question(Screen[str | None]):
    """Answers with the key that is pressed."""

    def on_key(self, event: events.Key) -> None:
        if event.key != "escape":
            self.dismiss(event.key)
        else:
            self.dismiss(None)


class First(Screen[None]):
    """Writes down its keys; `a` asks three things in a row, `t` opens a line."""

    AUTO_FOCUS = ""
    BINDINGS = [Binding("alt+z", "zed"), Binding("a", "ask"), Binding("t", "type")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.keys = list[str]()
        self.value = ""
        """What stands in the line in the end."""
        self.answers = list[str | None]()

    def compose(self) -> ComposeResult:
        yield Input()

    def on_key(self, event: events.Key) -> None:
        self.keys.append(event.key)

    def action_zed(self) -> None:
        self.keys.append("zed")

    def action_type(self) -> None:
        self.set_focus(self.query_one(Input))

    def action_ask(self) -> None:
        app = self.app
        assert isinstance(app, Orderly)
        app.converse(self, self.ask(app))

    async def ask(self, app: Orderly) -> None:
        for _ in range(3):
            self.answers.append(await app.answer_of(Question()))


class Orderly(OrderlyApp):
    """The app of these tests."""

    ENABLE_COMMAND_PALETTE = False

    def get_default_screen(self) -> Screen[None]:
        return First()

    def on_mount(self) -> None:
        self.call_after_refresh(self.has_opened)

    @property
    def first(self) -> First:
        screen = self.screen_stack[0]
        assert isinstance(screen, First)
        return screen


async def typed(*events_: events.Key | events.Paste, into_a_line: bool = False) -> First:
    """Give an app events at once, as they are read from a terminal, and wait until all are dealt with."""
    app = Orderly()
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        if into_a_line:
            app.first.action_type()
        for event in events_:
            app.post_message(event)
        settled = 0
        while settled < 5:  # turns of the loop in which nothing was under way
            await pilot.pause()
            settled = settled + 1 if app.is_settled else 0
        app.first.value = app.first.query_one(Input).value
        return app.first


def key(name: str, character: str | None = None) -> events.Key:
    return events.Key(name, character)


async def test_keys_that_come_at_once_answer_one_question_after_the_other() -> None:
    """What is typed ahead goes to what it was typed for, and what is left to where one was."""
    first = await typed(key("a", "a"), key("x", "x"), key("escape", "\x1b"), key("y", "y"), key("w", "w"))
    assert first.answers == ["x", None, "y"]
    assert first.keys == ["a", "w"]


@pytest.mark.parametrize(
    ("event", "heard"),
    [
        (key("alt+x", "x"), ["escape", "x"]),
        (key("alt+full_stop", "."), ["escape", "full_stop"]),
        (key("alt+z", "z"), ["alt+z", "zed"]),
        (key("alt+f", "f"), ["escape", "f"]),
        (key("ctrl+j"), ["enter"]),
        (key("ctrl+k"), ["ctrl+k"]),
    ],
)
async def test_what_a_terminal_cannot_tell_apart_is_what_was_meant(
    event: events.Key, heard: list[str]
) -> None:
    """Escape and a letter look like alt with it; a command that has such a key keeps it."""
    assert (await typed(event)).keys == heard


@pytest.mark.parametrize(("name", "left"), [("b", "one Xtwo"), ("f", "one Xtwo")])
async def test_in_a_line_alt_goes_over_words(name: str, left: str) -> None:
    """As shells have it; it does not leave the line."""
    letters = [key(char if char != " " else "space", char) for char in "one two"]
    home = [] if name == "b" else [key("home")]
    first = await typed(*letters, *home, key(f"alt+{name}", name), key("X", "X"), into_a_line=True)
    assert first.value == left


@pytest.mark.parametrize(
    ("text", "pasted"),
    [("one\ntwo", "one two"), ("a\tb", "a b"), ("x\x07y", "x\ufffdy"), ("one\r\n\r\ntwo\n", "one  two")],
)
async def test_what_is_pasted_is_one_line_without_control_characters(text: str, pasted: str) -> None:
    """Whatever it was copied from."""
    assert (await typed(events.Paste(text), into_a_line=True)).value == pasted
