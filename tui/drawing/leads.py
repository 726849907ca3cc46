"""Lines of words under headings, of which some lead somewhere: to a passage, a name, a thread. Pure.

A thread's page, the briefing and who said what are made of these. A line's looks are named by what its
words are (`text`, `meta`, a kind of name), and `look_of` says how that looks with the cursor on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.drawing.frame import StyledLine
from tui.model.kinds import KINDS
from tui.text.cells import cell_width, fit, shorten
from tui.text.wrap import in_lines

if TYPE_CHECKING:
    from tui.model.articles import Headline
    from tui.model.names import Entity, Mention
    from tui.model.threads import NewsThread

HEAD: Final = "head"
"""Words over a part of the page; they lead nowhere."""
_LEAST_CELLS: Final = 12
"""Cells of text beside a margin: with less, the margin stands above it."""


class Lead(NamedTuple):
    """Where a line leads."""

    headline: Headline | None = None
    """An article."""
    at: Mention | None = None
    """The passage of it."""
    words: str = ""
    """What that passage says, to find it by where the text has changed since."""
    speaker: str | None = None
    """Whose words they are, of a quotation."""
    entity: Entity | None = None
    """A name."""
    thread: NewsThread | None = None


class LeadLine(NamedTuple):
    """One line: its words behind the cell for the cursor, and the number of its lead, or -1."""

    cells: StyledLine
    stop: int = -1


@dataclass(frozen=True, slots=True)
class LeadPage:
    """Lines laid out for one width. At every width a page has the same leads in the same order."""

    lines: tuple[LeadLine, ...] = ()
    leads: tuple[Lead, ...] = ()
    parts: tuple[int, ...] = ()
    """For each part of the page, the number of its first lead, rising."""


def look_of(role: str, cursor: str = "") -> str:
    """Return the look of words of some role; `cursor` is `cursor` or `blur` on the line under it."""
    if role in KINDS:
        return f"side.{cursor}.{role}" if cursor else f"side.{role}"
    if role == HEAD:
        return "side.head"
    if role == "text":
        return f"{cursor}.read" if cursor else "text"
    return f"{cursor or 'row'}.{role}"


@dataclass(slots=True)
class LeadBuilder:
    """Sets lines for a width; the cursor's cell at the left is taken off already."""

    width: int
    _lines: list[LeadLine] = field(default_factory=list[LeadLine])
    _leads: list[Lead] = field(default_factory=list[Lead])
    _parts: list[int] = field(default_factory=list[int])

    def page(self) -> LeadPage:
        """Return what was set."""
        return LeadPage(tuple(self._lines), tuple(self._leads), tuple(self._parts))

    def part(self, title: str) -> None:
        """Begin a part with a heading, a free line above it."""
        if self._lines:
            self.blank()
        self._parts.append(len(self._leads))
        self.say(title, HEAD, most=2)

    def blank(self) -> None:
        """Leave a line free."""
        self._lines.append(LeadLine([]))

    def say(self, text: str, role: str = "meta", *, indent: int = 0, most: int = 3) -> None:
        """Set words that lead nowhere."""
        for line in in_lines(text, self.width - indent, most):
            self._lines.append(LeadLine([(" " * indent, role), (line, role)]))

    def name(self, name: str, right: str, role: str) -> None:
        """Set a name that leads nowhere here over what is its, with a count at its right."""
        right = shorten(right, self.width // 2)
        room = max(1, self.width - cell_width(right) - 2)
        words = shorten(name, room)
        blank = " " * max(1, self.width - cell_width(words) - cell_width(right) - 1)
        self._lines.append(LeadLine([(words, role), (blank, "meta"), (right, "meta")]))

    def lead(self, lead: Lead) -> int:
        """Take a lead in; returns its number, for the lines that are its."""
        self._leads.append(lead)
        return len(self._leads) - 1

    def words(
        self,
        stop: int,
        text: str,
        role: str = "text",
        *,
        first: Sequence[tuple[str, str]] = (),
        indent: int = 0,
        most: int,
        least: int = _LEAST_CELLS,
    ) -> None:
        """Set words of a lead, `first` before the first line of them, and as many blanks before the others.

        Where that leaves them fewer than `least` cells, `first` has a line of its own.
        """
        head = list(first)
        before = sum(cell_width(part) for part, _ in head)
        margin = max(indent, before)
        if self.width - margin < least:
            self._lines += [LeadLine(fitted(head, self.width), stop)] if before else []
            head, before, margin = [], 0, min(indent, 2)
        for line in in_lines(text, self.width - margin, most):
            gap = " " * (margin - before)
            self._lines.append(LeadLine([*head, (gap, "meta"), (line, role)], stop))
            head, before = [], 0

    def doubted(self, stop: int, doubt: str, text: str, *, indent: int = 0, most: int) -> None:
        """Set words of a lead that go on after a word of doubt, in one flow."""
        for number, line in enumerate(in_lines(doubt + text, self.width - indent, most)):
            told = line[len(doubt) :] if not number else line
            cells = [(" " * indent, "meta"), (line[: len(line) - len(told)], "meta"), (told, "text")]
            self._lines.append(LeadLine([cell for cell in cells if cell[0]], stop))

    def spread(self, stop: int, left: StyledLine, right: str) -> None:
        """Set a line of a lead with a word at its right; the left is cut where it must be."""
        room = max(1, self.width - cell_width(right) - 2)
        cells = fitted(left, room)
        used = sum(cell_width(text) for text, _ in cells)
        blank = " " * max(1, self.width - used - cell_width(right) - 1)
        self._lines.append(LeadLine([*cells, (blank, "meta"), (right, "meta")], stop))

    def joined(self, stop: int, facts: Sequence[tuple[str, str]], *, indent: int = 0, most: int = 2) -> None:
        """Set short facts beside one another, dots between, as many a line as have room: (words, role)."""
        room = max(1, self.width - indent)
        lines: list[StyledLine] = []
        left = 0
        for words, role in facts:
            words = shorten(words, room)
            if lines and cell_width(words) + 3 <= left:
                lines[-1] += [(" · ", "meta"), (words, role)]
                left -= cell_width(words) + 3
            else:
                lines.append([(" " * indent, "meta"), (words, role)])
                left = room - cell_width(words)
        self._lines += [LeadLine(line, stop) for line in lines[:most]]


def fitted(line: StyledLine, width: int) -> StyledLine:
    """Cut a line to a width, with an ellipsis where words are lost."""
    used = 0
    for index, (text, look) in enumerate(line):
        if used + cell_width(text) > width:
            return [*line[:index], (fit(text, max(0, width - used)), look)]
        used += cell_width(text)
    return line
