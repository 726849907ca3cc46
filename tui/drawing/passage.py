"""A passage being marked in an article: two ends that are moved by letters, words, sentences and lines. Pure.

The ends are characters of the running text, so that they hold at any width; a page says what stands above
and below. Both belong to the passage, and words are taken whole unless one moves by letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from tui.changes.passages import RunningText, Stretch, running_text, word_pattern
from tui.drawing.page import FURNITURE, Highlight, Overlay, Page, PageLine, PageSegment
from tui.model.articles import Article
from tui.text.cells import cell_width, char_at
from tui.text.sentences import sentence_spans

HINTS: Final = (
    ("enter", "highlight"),
    ("C", "note"),
    ("w", "word"),
    ("j", "line"),
    (")", "sentence"),
    ("o", "other end"),
    ("esc", "leave"),
    ("n", "next highlight"),
    ("d", "take away"),
    ("|", "program"),
)
"""What stands in the footer meanwhile."""
KEPT: Final = ("enter", "C", "E", "y", "Y", "vertical_line", "W", "d", "x", "delete", "escape", "q")
"""Keys that are not moves and have a meaning here; all others have none."""
_LINE: Final = re.compile(r"[^\n]+")


class MarkedText:
    """A text, and where its words, sentences and paragraphs begin and end: made once, however one moves."""

    def __init__(self, running: RunningText) -> None:
        self.running = running

    @property
    def text(self) -> str:
        """The running text."""
        return self.running.text

    @cached_property
    def words(self) -> list[Stretch]:
        """The words."""
        return [found.span() for found in word_pattern().finditer(self.text)]

    @cached_property
    def sentences(self) -> list[Stretch]:
        """The sentences, blanks before them not counted."""
        return sentence_spans(self.text)

    @cached_property
    def paragraphs(self) -> list[Stretch]:
        """The leaves."""
        return [found.span() for found in _LINE.finditer(self.text)]


@dataclass(frozen=True)
class MarkedPassage:
    """A passage being marked."""

    marked: MarkedText
    page: Page
    begin: int
    """The end that stays, a character of the running text."""
    cursor: int
    """The end that moves."""
    noted: tuple[Stretch, ...] = ()
    """What is highlighted already, in order."""
    column: int | None = None
    """The cell that one goes down and up in; None: the one where the cursor is."""

    @property
    def stretch(self) -> Stretch:
        """What is marked: half-open."""
        return min(self.begin, self.cursor), max(self.begin, self.cursor) + 1

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """What stands in the footer meanwhile."""
        return HINTS

    @property
    def text(self) -> str:
        """The words that are marked."""
        return self.marked.text[slice(*self.stretch)].strip()

    @property
    def line(self) -> int:
        """The page's line that the cursor is on."""
        return self._line_and_column(self.cursor)[0]

    def overlays(self) -> dict[int, list[Overlay]]:
        """Return how the passage looks, by leaf of the page."""
        found: dict[int, list[Overlay]] = {}
        cursor = (self.cursor, self.cursor + 1)
        for (start, end), look in ((self.stretch, "marking"), (cursor, "marking.cursor")):
            for piece in self.marked.running.pieces(start, end):
                if (leaf := self.page.addresses.get(piece[:2])) is not None:
                    hit = self.page.highlight(leaf, piece.start, piece.end)
                    found.setdefault(leaf, []).append(Overlay(hit.start, hit.end, look))
        return found

    def on(self, page: Page) -> MarkedPassage:
        """Return the same passage on the page of another width."""
        return replace(self, page=page, column=None)

    def of(self, stretch: Stretch) -> MarkedPassage:
        """Return this with a stretch marked, the cursor at its end."""
        return replace(self, begin=stretch[0], cursor=max(stretch[0], stretch[1] - 1), column=None)

    def moved(self, key: str) -> MarkedPassage | None:
        """Return the passage after a key; None where the key is no move."""
        move = _MOVES.get(key)
        return None if move is None else move(self)

    # ── moves ─────────────────────────────────────────────────────────────────────────────────

    def swapped(self) -> MarkedPassage:
        """Move the other end from now on."""
        return replace(self, begin=self.cursor, cursor=self.begin, column=None)

    def begun(self) -> MarkedPassage:
        """Begin at the word under the cursor."""
        return self.of(_around(self.marked.words, self.cursor) or (self.cursor, self.cursor + 1))

    def by_letter(self, step: int) -> MarkedPassage:
        """Move the cursor by a letter."""
        return self._to(self.cursor + step)

    def by(self, stretches: Sequence[Stretch], step: int) -> MarkedPassage:
        """Move the cursor so that whole words, sentences or paragraphs are marked, one more or one less."""
        if not stretches:
            return self
        if step > 0:
            return self._on(stretches)
        return self._back(stretches)

    def _on(self, stretches: Sequence[Stretch]) -> MarkedPassage:
        if self.cursor >= self.begin:
            at = bisect_right(stretches, self.cursor + 1, key=_end)
            return self._to(stretches[min(at, len(stretches) - 1)][1] - 1) if at < len(stretches) else self
        at = bisect_right(stretches, self.cursor, key=_start)
        if at == len(stretches) or stretches[at][0] > self.begin:
            return self._to(self.begin)
        return self._to(stretches[at][0])

    def _back(self, stretches: Sequence[Stretch]) -> MarkedPassage:
        if self.cursor > self.begin:
            at = bisect_left(stretches, self.cursor + 1, key=_end) - 1
            if at >= 0 and stretches[at][1] - 1 >= self.begin:
                return self._to(stretches[at][1] - 1)
        at = bisect_left(stretches, min(self.cursor, self.begin), key=_start) - 1
        if at < 0:
            return self
        # On the other side of where it began: that word stays whole.
        begin = _around(self.marked.words, self.begin) if self.cursor >= self.begin else None
        return replace(self, begin=begin[1] - 1 if begin else self.begin)._to(stretches[at][0])

    def by_line(self, step: int) -> MarkedPassage:
        """Move the cursor to the word above or below."""
        line, column = self._line_and_column(self.cursor)
        column = self.column if self.column is not None else column
        while 0 <= (line := line + step) < len(self.page.lines):
            if (at := self._at(line, column)) is not None and (at - self.cursor) * step > 0:
                word = _around(self.marked.words, at)
                if word is not None and at >= self.begin:
                    at = word[1] - 1
                elif word is not None:
                    at = word[0]
                return replace(self._to(at), column=column)
        return self

    def to_edge(self, step: int) -> MarkedPassage:
        """Move the cursor to the end of its line, or to the beginning."""
        line = self.page.lines[self.line]
        texts = [segment for segment in line.segments if segment.leaf != FURNITURE]
        if not texts:
            return self
        segment, inside = (texts[-1], len(texts[-1].text) - 1) if step > 0 else (texts[0], 0)
        at = self._of_segment(segment, inside)
        return self if at is None else self._to(at)

    def to_noted(self, step: int) -> MarkedPassage:
        """Mark the next of what is highlighted already, or the one before; round the end."""
        if not self.noted:
            return self
        here = self.stretch
        others = [one for one in self.noted if (one > here if step > 0 else one < here)]
        ends = self.noted if step > 0 else self.noted[::-1]
        return self.of((others if step > 0 else others[::-1])[0] if others else ends[0])

    def _to(self, at: int) -> MarkedPassage:
        last = max(0, len(self.marked.text) - 1)
        return replace(self, cursor=max(0, min(at, last)), column=None)

    # ── the page ──────────────────────────────────────────────────────────────────────────────

    def _line_and_column(self, at: int) -> tuple[int, int]:
        """Return the line and the cell where a character stands; the first ones where it is not shown."""
        piece = next(self.marked.running.pieces(at, at + 1), None)
        if piece is None:  # a break between two leaves
            piece = next(self.marked.running.pieces(max(0, at - 1), at), None)
        leaf = None if piece is None else self.page.addresses.get(piece[:2])
        if piece is None or leaf is None:
            return 0, 0
        offset = self.page.highlight(leaf, piece.start, piece.end).start
        number = self.page.line_of(leaf, offset)
        column = 0
        for segment in self.page.lines[number].segments:
            if segment.leaf == leaf and segment.start <= offset < segment.start + len(segment.text):
                return number, column + cell_width(segment.text[: offset - segment.start])
            column += cell_width(segment.text)
        return number, column

    def _at(self, line: int, column: int) -> int | None:
        """Return the character nearest to a cell of a line; None where the line shows no text."""
        nearest: tuple[int, PageSegment, int] | None = None
        left = 0
        for segment in self.page.lines[line].segments:
            right = left + cell_width(segment.text)
            if segment.leaf != FURNITURE and segment.text:
                off = max(left - column, column - right + 1, 0)
                if nearest is None or off < nearest[0]:
                    nearest = off, segment, char_at(segment.text, max(0, column - left))
            left = right
        return None if nearest is None else self._of_segment(nearest[1], nearest[2])

    def _of_segment(self, segment: PageSegment, inside: int) -> int | None:
        return at_display(self.marked.running, self.page, segment.leaf, segment.start + inside)


def begun(article: Article, page: Page, stretch: Stretch) -> MarkedPassage:
    """Return a passage that begins as a stretch of an article's text; a letter stands for its word."""
    marked = MarkedText(running_text(article.prose))
    noted = tuple(sorted(note.at for note in article.notes if note.at is not None))
    passage = MarkedPassage(marked, page, 0, 0, noted).of(stretch)
    return passage.begun() if stretch[1] - stretch[0] <= 1 else passage


def first_word(article: Article, page: Page, lit: Highlight | None, top: int, height: int) -> Stretch | None:
    """Return the first letter of what is lit, else of what is in view; None where there is none."""
    running = running_text(article.prose)
    if lit is None:
        at = first_shown(running, page, top, height)
    else:
        at = at_display(running, page, lit.leaf, lit.start)
    return None if at is None else (at, at + 1)


def noted_at(article: Article, page: Page, leaf: int, offset: int) -> Stretch | None:
    """Return the highlight at a character of a page's leaf, or right before it; None where there is none."""
    at = at_display(running_text(article.prose), page, leaf, offset) if article.notes else None
    standing = (note.at for note in article.notes if note.at is not None)
    return next((one for one in standing if at is not None and one[0] <= at <= one[1]), None)


def at_display(running: RunningText, page: Page, leaf: int, offset: int) -> int | None:
    """Return where a character that a page displays stands in the running text; None where it does not."""
    address = next((address for address, number in page.addresses.items() if number == leaf), None)
    if address is None:
        return None
    plain = len(page.leaves[leaf].copied(0, offset))
    return running.place(*address, min(plain, max(0, len(page.leaves[leaf].plain) - 1)))


def first_shown(running: RunningText, page: Page, top: int, height: int) -> int | None:
    """Return the first character of the running text in so many lines of a page; None where there is none."""
    for line in page.lines[top : top + height]:
        for segment in line.segments:
            if segment.leaf != FURNITURE and segment.text.strip():
                return at_display(running, page, segment.leaf, segment.start)
    return None


def selected(
    running: RunningText, page: Page, start: tuple[int, int], end: tuple[int, int]
) -> Stretch | None:
    """Return what of the running text stands from (line, character) to (line, character), half-open."""
    found: list[int] = []
    for number in range(start[0], min(end[0], len(page.lines) - 1) + 1):
        line = page.lines[number]
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else sum(len(segment.text) for segment in line.segments)
        found += _ends_within(running, page, line, first, last)
    return (min(found), max(found) + 1) if found else None


def _ends_within(running: RunningText, page: Page, line: PageLine, first: int, last: int) -> Iterator[int]:
    """Yield where the pieces of a text begin and end that stand between two characters of a line."""
    at = 0
    for segment in line.segments:
        left, right = max(0, first - at), min(len(segment.text), last - at)
        if segment.leaf != FURNITURE and left < right:
            for place in (left, right - 1):
                found = at_display(running, page, segment.leaf, segment.start + place)
                if found is not None:
                    yield found
        at += len(segment.text)


def _start(stretch: Stretch) -> int:
    return stretch[0]


def _end(stretch: Stretch) -> int:
    return stretch[1]


def _around(stretches: Sequence[Stretch], at: int) -> Stretch | None:
    """Return the word that a character is of; None where it is of none."""
    number = bisect_right(stretches, at, key=_start) - 1
    return stretches[number] if number >= 0 and at < stretches[number][1] else None


_MOVES: Final[Mapping[str, Callable[[MarkedPassage], MarkedPassage]]] = {
    **dict.fromkeys(("h", "left"), lambda one: one.by_letter(-1)),
    **dict.fromkeys(("l", "right"), lambda one: one.by_letter(1)),
    **dict.fromkeys(("j", "down"), lambda one: one.by_line(1)),
    **dict.fromkeys(("k", "up"), lambda one: one.by_line(-1)),
    **dict.fromkeys(("w", "e", "space"), lambda one: one.by(one.marked.words, 1)),
    "b": lambda one: one.by(one.marked.words, -1),
    "right_parenthesis": lambda one: one.by(one.marked.sentences, 1),
    "left_parenthesis": lambda one: one.by(one.marked.sentences, -1),
    "right_curly_bracket": lambda one: one.by(one.marked.paragraphs, 1),
    "left_curly_bracket": lambda one: one.by(one.marked.paragraphs, -1),
    **dict.fromkeys(("0", "home"), lambda one: one.to_edge(-1)),
    **dict.fromkeys(("dollar_sign", "end"), lambda one: one.to_edge(1)),
    "o": MarkedPassage.swapped,
    **dict.fromkeys(("v", "V"), MarkedPassage.begun),
    "n": lambda one: one.to_noted(1),
    **dict.fromkeys(("p", "N"), lambda one: one.to_noted(-1)),
}
"""What each key does, by Textual's names."""
