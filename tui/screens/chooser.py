"""A list to choose from, narrowed by typing: feeds, links, tags, themes, commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Static

from tui.screens.replies import Choice
from tui.text.cells import cell_width, fit, shorten
from tui.text.folding import fold
from tui.text.wrap import wrap
from tui.widgets.pane import Pane

_MOST_ROWS: Final = 18
_WIDTH, _WIDTH_SHARE, _HEIGHT_SHARE = 76, 94, 86
"""How large a dialog gets, as `dialogs.tcss` has it: cells, and parts of a hundred of the screen."""
_SIDES, _AROUND = 4, 6
"""What else is in it: edges and padding; edges, title, line of input, two blank lines."""


class Choices(Pane):
    """The lines, with a cursor."""

    GROUND = "panel"
    # The line above has the focus: what is typed narrows.
    can_focus = False

    class Moved(Message):
        """The cursor is on another line."""

    class Chosen(Message):
        """A line was clicked."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.cursor = 0

    def show(self, choices: Sequence[Choice]) -> None:
        """Show other lines, the cursor on the first."""
        self.choices = tuple(choices)
        self.set_height(len(self.choices))
        self.go(0)

    def go(self, index: int) -> None:
        """Put the cursor on a line, or as near as there is one."""
        self.cursor = max(0, min(index, len(self.choices) - 1))
        self.show_span(self.cursor)
        self.refresh()
        self.post_message(self.Moved())

    @property
    def current(self) -> Choice | None:
        """The line under the cursor."""
        return self.choices[self.cursor] if self.cursor < len(self.choices) else None

    def move(self, steps: int) -> None:
        """Move the cursor by so many lines."""
        self.go(self.cursor + steps)

    def page(self, pages: float) -> None:
        """Move the cursor by so many views."""
        self.move(int(pages * self.size.height))

    def on_mount(self) -> None:
        """Say how many lines there are."""
        self.set_height(len(self.choices))

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        if not self.choices and y == 0:
            return self.inks.strip([(fit(" Nothing like that.", width), "muted")], width)
        index = self.top + y
        if index >= len(self.choices):
            return self.inks.blank(width)
        choice = self.choices[index]
        under = index == self.cursor
        # An address may be longer than the line; the words that are chosen by come first.
        detail = shorten(choice.detail, max(0, width // 2))
        room = max(1, width - 3 - cell_width(detail))
        line = [
            ("▌" if under else " ", "cursor.mark" if under else "row.mark"),
            (fit(choice.label, room), "cursor.unread" if under else "text"),
            (f" {detail} ", "cursor.meta" if under else "row.meta"),
        ]
        return self.inks.strip(line, width)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line that was clicked, and choose it."""
        index = self.top + event.y
        if index < len(self.choices):
            self.go(index)
            self.post_message(self.Chosen())


class Chooser(ModalScreen[Any]):
    """Asks for one of several; the answer is its value, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "choose", show=False, priority=True),
        Binding("down,ctrl+n,tab", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p,shift+tab", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, hint: str = "", start: int = 0) -> None:
        """`start` is the number of the line on which the cursor stands first."""
        super().__init__()
        self._start = start
        self._title = title
        self._all = tuple(choices)
        self._hint = hint or "type to narrow · enter chooses · esc leaves"

    def compose(self) -> ComposeResult:
        """Set out the title, the input and the lines."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog--title")
            yield Input(placeholder="type to narrow", compact=True)
            yield Choices(self._all)
            yield Static(Content(self._hint), classes="dialog--hint")

    def on_mount(self) -> None:
        """Take the keys, and no more lines than there are choices."""
        choices = self.query_one(Choices)
        # Its height stays while it is narrowed: a dialog that jumps under the eye is hard to read.
        width, height = self.app.size
        hint = len(wrap(self._hint, min(_WIDTH, width * _WIDTH_SHARE // 100) - _SIDES))
        rows = max(1, min(_MOST_ROWS, len(self._all), height * _HEIGHT_SHARE // 100 - _AROUND - hint))
        choices.styles.height = rows
        choices.edged = len(self._all) > rows
        self.set_focus(self.query_one(Input))
        if self._start:
            self.call_after_refresh(choices.go, self._start)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        words = fold(event.value).split()
        self.query_one(Choices).show(
            [choice for choice in self._all if all(word in fold(choice.label) for word in words)]
        )

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.query_one(Choices).move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a view."""
        self.query_one(Choices).page(pages)

    @on(Choices.Chosen)
    def action_choose(self) -> None:
        """Answer with the line under the cursor."""
        if choice := self.query_one(Choices).current:
            self.dismiss(choice.value)

    def action_leave(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
