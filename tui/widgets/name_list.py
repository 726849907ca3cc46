"""People and places across stories, one a line: those that occur with a name, those that rise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.drawing.frame import FOLLOWED, StyledLine, centred
from tui.model.kinds import EntityKind
from tui.text.cells import cell_width, fit
from tui.widgets.pane import Pane

_NOTED_CELLS = 96
"""From so many cells a line has a headline too."""


class NameRow(NamedTuple):
    """One line. Without a kind it is words of its own: a heading, or a line that leads elsewhere."""

    name: str
    right: str = ""
    """A count, at the right."""
    kind: EntityKind | None = None
    key: str = ""
    spark: str = ""
    """A line of counts over time, where there is room for it."""
    followed: bool = False
    note: str = ""
    """A headline, at the right of all where there is room for one."""
    heading: bool = False
    """Words that cannot be chosen."""


class NameList(Pane):
    """The lines, with a cursor over those that can be chosen."""

    cursor: var[int] = var(0)
    """The index of the line under the cursor."""

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        row: NameRow

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[NameRow, ...] = ()
        self.empty: list[str] = []
        """What stands here where there are no lines."""

    def show(self, rows: Sequence[NameRow]) -> None:
        """Show other lines, the cursor on the first that can be chosen."""
        self.rows = tuple(rows)
        self.set_height(len(self.rows))
        self.go(0)
        self.show_line(0)

    @property
    def current(self) -> NameRow | None:
        """The line under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def move(self, steps: int) -> None:
        """Move the cursor by so many lines that can be chosen."""
        self.go(self.cursor + steps, 1 if steps > 0 else -1)

    def page(self, pages: float) -> None:
        """Move the cursor by so many views."""
        self.move(int(pages * max(1, self.size.height - 1)) or (1 if pages > 0 else -1))

    def go(self, index: int, direction: int = 1) -> None:
        """Put the cursor on a line, or on the next one in a direction that can be chosen."""
        index = max(0, min(index, len(self.rows) - 1))
        places = [place for place, row in enumerate(self.rows) if not row.heading]
        beyond = [place for place in places if (place - index) * direction >= 0]
        if not places:
            return
        # Towards the end asked for, else the last one on the way there.
        near = (beyond[0] if direction > 0 else beyond[-1]) if beyond else places[-1 if direction > 0 else 0]
        self.set_reactive(NameList.cursor, near)
        self.show_span(near, margin=1)
        self.refresh()

    def open(self) -> None:
        """Choose the line under the cursor."""
        if (row := self.current) and not row.heading:
            self.post_message(self.Chosen(row))

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        if not self.rows:
            return self.inks.strip(centred(self.empty, width, self.size.height)[y], width)
        index = self.top + y
        if index >= len(self.rows):
            return self.inks.blank(width)
        kind = "" if index != self.cursor else "cursor" if self.has_focus else "blur"
        return self.inks.strip(self.row_line(self.rows[index], width, kind), width)

    def row_line(self, row: NameRow, width: int, kind: str) -> StyledLine:
        """Draw a row in so many cells; `kind` is `cursor` or `blur` under the cursor, else empty."""
        return name_line(row, width, kind)

    # ── what happens to it ────────────────────────────────────────────────────────────────────

    def on_focus(self) -> None:
        """Show that the keys come here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        index = self.top + event.y
        if index < len(self.rows) and not self.rows[index].heading:
            self.go(index)
            self.open()


def name_line(row: NameRow, width: int, kind: str = "") -> StyledLine:
    """Draw a line in so many cells; `kind` is `cursor` or `blur` under the cursor."""
    if row.heading:
        return [(fit(" " + row.name, width), "side.head")]
    looks = kind or "row"
    # A row with counts over time stands in columns: the mark has its place in all of them.
    mark = FOLLOWED if row.followed else " " * len(FOLLOWED) if row.spark else ""
    right = f" {mark}{row.right} "
    spark = _spark(row, width)
    roomy = row.note and width >= _NOTED_CELLS
    rest = width - 1 - cell_width(right) - cell_width(spark)
    # Names get a fifth, so that headlines begin in one column.
    room = min(34, max(22, width // 5)) if roomy else max(1, rest)
    words = fit(row.name, room).rstrip() if cell_width(row.name) > room else row.name
    line = [
        ("▌" if kind else " ", f"{looks}.mark"),
        (words, _look_of_name(row, kind)),
        (" " * (room - cell_width(words)), f"{looks}.meta"),
        (spark, f"{looks}.spark"),
        (right, f"{looks}.meta"),
    ]
    if roomy:
        line.append((fit(f" {row.note}", max(0, rest - room)), f"{looks}.read"))
    return line


def _spark(row: NameRow, width: int) -> str:
    """Return the counts over time as there is room: with blanks between, close together, or not at all."""
    # As many cells for the name as for the counts, and a dozen for the numbers.
    # What is no name is a headline, which needs more.
    forms, rest = ((" ".join(row.spark), row.spark), 12) if row.kind else ((row.spark,), 42)
    lines = (line for line in forms if line and width > 2 * len(line) + rest)
    return next((f"  {line} " for line in lines), "")


def _look_of_name(row: NameRow, kind: str) -> str:
    """Return how a name looks: as its kind does, and a line that is no name as a text."""
    if row.kind is None:
        return f"{kind}.read" if kind else "text"
    return f"side.{kind}.{row.kind}" if kind else f"side.{row.kind}"
