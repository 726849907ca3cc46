"""The outline of a story: its sections, to see what there is and to go to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from tui.drawing.outline import OutlineEntry, outline_line
from tui.screens.bindings import moving_keys
from tui.screens.chooser import Choices
from tui.screens.host import host_of
from tui.screens.prompt import Prompt
from tui.screens.replies import Choice
from tui.text.folding import fold

if TYPE_CHECKING:
    from tui.screens.host import Host

_BINDINGS: Final = (
    Binding("j,down,tab,right_curly_bracket", "move(1)", show=False),
    Binding("k,up,shift+tab,left_curly_bracket", "move(-1)", show=False),
    Binding("space,pagedown", "page(1)", show=False),
    Binding("b,pageup", "page(-1)", show=False),
    Binding("ctrl+d", "page(0.5)", show=False),
    Binding("ctrl+u", "page(-0.5)", show=False),
    Binding("g,home", "move(-1000000)", show=False),
    Binding("G,end", "move(1000000)", show=False),
    Binding("enter,l,right", "choose", show=False),
    Binding("slash", "narrow", show=False),
    Binding("escape,q,h,left,I", "leave", show=False),
)
_AROUND: Final = 8
"""Lines of the dialog and around it that are no section."""


class OutlineLines(Choices):
    """The sections, with a cursor."""

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        index = self.top + y
        if index >= len(self.choices):
            return super().draw(y, width)
        line = outline_line(self.choices[index].value, width, under=index == self.cursor)
        return self.inks.strip(line, width)


class OutlineScreen(ModalScreen[int | None]):
    """Sections to go to. The answer is the number of one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = list(_BINDINGS)
    moves: ClassVar[frozenset[str]] = moving_keys(_BINDINGS)

    def __init__(self, title: str, entries: Sequence[OutlineEntry], at: int) -> None:
        """`at` is the index of the entry that the cursor is on first."""
        super().__init__()
        self._title = title
        self._all = tuple(Choice(entry.words, entry) for entry in entries)
        self._at = at
        self._narrow = ""

    @property
    def _host(self) -> Host:
        return host_of(self)

    @property
    def lines(self) -> OutlineLines:
        """The lines to choose from."""
        return self.query_one(OutlineLines)

    def compose(self) -> ComposeResult:
        """Set out the title and the lines."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog--title")
            yield OutlineLines(self._all)
            yield Static(Content("enter goes there · / narrows · esc leaves"), classes="dialog--hint")

    def on_mount(self) -> None:
        """Put the cursor where the reader is."""
        self.set_focus(None)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.lines.go(self._at)

    def on_resize(self) -> None:
        """Take no more lines than there are sections, and keep the cursor in view."""
        # Its height stays while it is narrowed: a dialog that jumps under the eye is hard to read.
        lines = self.lines
        rows = max(1, min(len(self._all), self.app.size.height - _AROUND))
        lines.styles.height = rows
        lines.edged = len(self._all) > rows
        self.call_after_refresh(lines.move, 0)

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_move(self, steps: int) -> None:
        """Down or up a line."""
        self.lines.move(steps)

    def action_page(self, pages: float) -> None:
        """A page on or back, or half of one."""
        self.lines.page(pages)

    @on(Choices.Chosen)
    def action_choose(self) -> None:
        """Answer with the section under the cursor."""
        if choice := self.lines.current:
            self.dismiss(choice.value.number)

    def action_leave(self) -> None:
        """Let go of the narrowing, then leave."""
        if self._narrow:
            self._narrow_to("")
        else:
            self.dismiss(None)

    def action_narrow(self) -> None:
        """Ask for words of a heading or a name."""
        self._host.converse(self, self._ask_narrow())

    async def _ask_narrow(self) -> None:
        hint = "words of a heading, or a name"
        answer = await Prompt("narrow", text=self._narrow, hint=hint, typed=self._narrow_to).answer(self)
        self.set_focus(None)
        if answer is None:
            self._narrow_to("")
        else:
            self.action_choose()

    def _narrow_to(self, words: str) -> None:
        """Show the sections that have some words, the cursor where it is, else on the first."""
        lines, wanted = self.lines, fold(words).split()
        current = lines.current
        self._narrow = words
        lines.show([one for one in self._all if all(word in fold(one.label) for word in wanted)])
        if current in lines.choices:
            lines.go(lines.choices.index(current))
