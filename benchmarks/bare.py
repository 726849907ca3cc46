"""A bare Textual app with three panes and a line-API list of N rows: the yardstick for `screen.py`.

    python benchmarks/bare.py 1000000

It has nothing that dateline has but the frame: what it takes is what Textual takes.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Static, Tree

TEXT = "\n\n".join("A paragraph of some length. " * 12 for _ in range(8))


class Rows(ScrollView, can_focus=True):
    """N rows and a cursor."""

    count = 0
    cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(100, self.count)

    def render_line(self, y: int) -> Strip:
        row, width = self.scroll_offset.y + y, self.size.width
        text = f"R{row:09d} a headline of some length" if row < self.count else ""
        return Strip([Segment(text.ljust(width)[:width], Style(reverse=row == self.cursor))], width)

    def move(self, by: int) -> None:
        before, self.cursor = self.cursor, max(0, min(self.count - 1, self.cursor + by))
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + height:
            y = self.cursor if self.cursor < top else self.cursor - height + 1
            self.scroll_to(y=y, animate=False, immediate=True)
        self.refresh_lines(before)
        self.refresh_lines(self.cursor)


class Bare(App[None]):
    """List, text, tree, footer."""

    CSS = "Rows { width: 38; } VerticalScroll { width: 1fr; } Tree { width: 28; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "move(1)", "Down"),
        ("k", "move(-1)", "Up"),
        ("G", "move(1000000000)", "End"),
        ("g", "move(-1000000000)", "Top"),
        ("q", "quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows()
            with VerticalScroll():
                yield Static(TEXT, markup=False)
            tree: Tree[None] = Tree("People and places")
            for name in (
                "Anna",
                "Bruno",
                "Chiara",
                "Dmitri",
                "Elena",
                "Farah",
                "Berlin",
                "Cairo",
                "Delhi",
                "Lima",
            ):
                tree.root.add_leaf(name)
            tree.root.expand()
            yield tree
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def action_move(self, by: int) -> None:
        self.query_one(Rows).move(by)


if __name__ == "__main__":
    Rows.count = int(sys.argv[1])
    Bare().run()
