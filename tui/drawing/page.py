"""An article laid out: lines made of segments of its own texts, found and copied by address.

Mentions, search hits and mouse selections all speak of characters of the plain text; a page knows
which cells show them at its width. Pure values; `typeset` builds them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from tui.model.names import Entity
from tui.model.prose import FRONT
from tui.text.cells import cell_width, char_at
from tui.text.folding import Folded, fold, fold_with_places

FURNITURE: Final = -1
"""The leaf of a segment that is not the article's text: a marker, a margin, a rule."""


class PageSegment(NamedTuple):
    """A stretch of cells in one look: a part of a leaf's display text, or furniture."""

    text: str
    look: str
    leaf: int = FURNITURE
    start: int = 0
    """Where it begins in the leaf's display text."""


class PageLine(NamedTuple):
    """One line of a page."""

    segments: tuple[PageSegment, ...]
    joins: bool = False
    """Whether the text goes on in the next line: a soft break, which a copy takes out again."""


class Overlay(NamedTuple):
    """A look laid over characters of a leaf's display text; half-open."""

    start: int
    end: int
    look: str


class Highlight(NamedTuple):
    """A stretch of a leaf's display text that a find or a name lights up."""

    leaf: int
    start: int
    end: int


class Spot(NamedTuple):
    """A name that stands on the page but in none of its texts: characters of a line, half-open."""

    line: int
    start: int
    end: int
    entity: Entity


class Nail(NamedTuple):
    """Where a picture of the article stands on the page, or could stand."""

    url: str
    line: int
    """The first line of the picture; where it is not shown, that after its caption."""
    room: int
    """The cells it may take of a line."""
    columns: int = 0
    rows: int = 0
    """The cells that it takes; 0 where it is not shown."""


class Link(NamedTuple):
    """A link of the page, by the number it shows."""

    number: int
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class DisplayText:
    """One text of the article as it is displayed: link numbers stand in it."""

    display: str
    inserts: tuple[tuple[int, str], ...] = ()
    """(offset in the plain text, what was put in there), in order."""
    overlays: tuple[Overlay, ...] = ()

    def to_display(self, offset: int, *, end: bool = False) -> int:
        """Turn an offset of the plain text into one of the display text; an end stays before an insert."""
        shift = 0
        for at, words in self.inserts:
            # A number stands behind the words of its link: a beginning there comes after it, an end before.
            if at < offset or (at == offset and not end):
                shift += len(words)
            else:
                break
        return offset + shift

    @property
    def plain(self) -> str:
        """The article's own text, without what was put in."""
        return self.copied(0, len(self.display)) if self.inserts else self.display

    def copied(self, start: int, end: int) -> str:
        """Return the plain text behind a stretch of the display text."""
        parts: list[str] = []
        at, shift = start, 0
        for offset, words in self.inserts:
            left = offset + shift
            right = left + len(words)
            shift += len(words)
            if right <= at or left >= end:
                continue
            parts.append(self.display[at : max(at, left)])
            at = right
        parts.append(self.display[at : max(at, end)])
        return "".join(parts)


@dataclass(frozen=True)
class Page:
    """An article laid out for one width."""

    width: int
    lines: tuple[PageLine, ...]
    leaves: tuple[DisplayText, ...]
    addresses: dict[tuple[int, int], int]
    """(section, leaf within it), as mentions name them → index into `leaves`."""
    sections: tuple[int, ...]
    """The line where each headed section begins."""
    links: tuple[Link, ...]
    starts: tuple[tuple[int, int], ...] = field(repr=False, default=())
    """(leaf, display offset) where each line begins; a line without text repeats the next one's."""
    spots: tuple[Spot, ...] = field(repr=False, default=())
    """The places of the dateline, where they are certain."""
    nails: tuple[Nail, ...] = field(repr=False, default=())
    """The article's pictures that have an address, in reading order."""

    def pictures(self) -> dict[str, int]:
        """Return the cells that each picture may take of a line, by its address, in reading order.

        One that stands in several places is fitted once, for the narrowest of them.
        """
        rooms: dict[str, int] = {}
        for nail in self.nails:
            rooms[nail.url] = min(nail.room, rooms.get(nail.url, nail.room))
        return rooms

    def line_of(self, leaf: int, offset: int) -> int:
        """Return the line that shows a character of a leaf; texts may stand side by side there."""
        segments = self._segments.get(leaf)
        if not segments:
            return self._line_from(leaf, offset)
        # By the text's own segments and not by where lines begin: cells of a table stand side by side in one
        # line.
        return segments[max(0, bisect_right(segments, (offset, len(self.lines))) - 1)][1]

    def _line_from(self, leaf: int, offset: int) -> int:
        """Return the last line before whose text no character of a leaf is shown."""
        return max(0, bisect_right(self.starts, (leaf, offset)) - 1)

    @cached_property
    def _segments(self) -> dict[int, list[tuple[int, int]]]:
        """(display offset, line) of each segment of a text, in order, by leaf."""
        found: dict[int, list[tuple[int, int]]] = {}
        for number, line in enumerate(self.lines):
            for segment in line.segments:
                if segment.leaf != FURNITURE:
                    found.setdefault(segment.leaf, []).append((segment.start, number))
        return found

    def section_lines(self, number: int) -> range:
        """Return the lines of a section, from 0, headed or not; an empty range where it shows no text."""
        leaves = [leaf for (section, _), leaf in self.addresses.items() if section == number]
        lines = [line for leaf in leaves for _, line in self._segments.get(leaf, ())]
        return range(min(lines), max(lines) + 1) if lines else range(0)

    def spoken_lines(self, number: int) -> range:
        """Return the lines of a section as it is read aloud: before the first come headline and dek."""
        lines = self.section_lines(number)
        return range(self.section_lines(FRONT).start, lines.stop) if lines and number == 0 else lines

    def section_at(self, line: int) -> int:
        """Return the section that a line is of; 0 before the first."""
        begun = (
            section
            for (section, _), leaf in self.addresses.items()
            if leaf in self._segments and self._segments[leaf][0][1] <= line
        )
        return max(0, *begun, 0)

    def place_of(self, line: int) -> float:
        """Return how far into the text a line is, 0 to 1, whatever the width."""
        if not self.starts or not self._weight[-1]:
            return 0.0
        leaf, offset = self.starts[min(max(line, 0), len(self.starts) - 1)]
        return (self._weight[leaf] + offset) / self._weight[-1] if leaf < len(self.leaves) else 1.0

    def line_at(self, place: float) -> int:
        """Return the line so far into the text: the inverse of `place_of`."""
        if place <= 0 or not self.leaves:
            return 0
        # Half a character, so that a place that was rounded on its way is not taken for the line before.
        target = place * self._weight[-1] + 0.5
        leaf = min(len(self.leaves) - 1, bisect_right(self._weight, target) - 1)
        return self._line_from(leaf, int(target - self._weight[leaf]))

    def held(self, line: int) -> tuple[int, int, int]:
        """Return what stays in a line's place when pictures come and go: (leaf, offset, lines before it)."""
        at = line
        while at < len(self.lines) and _text_segment(self.lines[at]) is None:
            at += 1
        if at == len(self.lines):
            return (len(self.leaves), 0, at - line)
        return (*self.starts[at], at - line)

    def line_held(self, place: tuple[int, int, int]) -> int:
        """Return the line of what `held` returned, of another page of the same article."""
        leaf, offset, before = place
        at = self.line_of(leaf, offset) if leaf < len(self.leaves) else len(self.lines)
        return max(0, at - before)

    @cached_property
    def _weight(self) -> list[int]:
        sums = [0]
        for leaf in self.leaves:
            # One more for each text, so that an empty one has a place too.
            sums.append(sums[-1] + len(leaf.display) + 1)
        return sums

    @cached_property
    def _folded(self) -> tuple[Folded, ...]:
        # Over the plain text: a find sees through the numbers of links.
        return tuple(fold_with_places(leaf.plain) for leaf in self.leaves)

    def find(self, words: str) -> tuple[Highlight, ...]:
        """Return where the words stand, in reading order, written as they may be: see `tui.text.folding`."""
        sought = fold(words)
        if not sought.strip():
            return ()
        highlights = (
            self.highlight(index, *folded.place(start, start + len(sought)))
            for index, folded in enumerate(self._folded)
            for start in _occurrences(folded.text, sought)
        )
        return tuple(dict.fromkeys(highlights))  # both halves of an ß are one place

    def highlight(self, leaf: int, start: int, end: int) -> Highlight:
        """Return characters of a leaf's plain text as those of its display text."""
        text = self.leaves[leaf]
        return Highlight(leaf, text.to_display(start), text.to_display(end, end=True))

    def mentions(self, entity: Entity) -> tuple[Highlight, ...]:
        """Return where an entity is named, in reading order."""
        places = ((self.addresses.get((m.section, m.leaf)), m) for m in entity.mentions)
        return tuple(sorted(self.highlight(leaf, m.start, m.end) for leaf, m in places if leaf is not None))

    # ── what stands under a cell ──────────────────────────────────────────────────────────────

    def spot_at(self, line: int, x: int) -> Entity | None:
        """Return the place of the dateline at a column of a line; None elsewhere."""
        text = "".join(segment.text for segment in self.lines[line].segments)
        at = char_at(text, x) if 0 <= x < cell_width(text) else -1
        spots = (spot for spot in self.spots if spot.line == line)
        return next((spot.entity for spot in spots if spot.start <= at < spot.end), None)

    def leaf_at(self, line: int, x: int) -> tuple[int, int] | None:
        """Return the (leaf, display offset) at a column of a line; None off the text."""
        at = 0
        for segment in self.lines[line].segments:
            width = cell_width(segment.text)
            if at <= x < at + width and segment.leaf != FURNITURE:
                return segment.leaf, segment.start + char_at(segment.text, x - at)
            at += width
        return None

    def name_at(self, entities: Iterable[Entity], leaf: int, offset: int) -> Entity | None:
        """Return which entity is named at a character of a leaf."""
        for entity in entities:
            if any(h.leaf == leaf and h.start <= offset < h.end for h in self.mentions(entity)):
                return entity
        return None

    def link_at(self, leaf: int, offset: int) -> Link | None:
        """Return the link at a character of a leaf, its number included."""
        looks = [o for o in self.leaves[leaf].overlays if o.start <= offset < o.end]
        over = next((o for o in looks if o.look in ("link.number", "link")), None)
        if over is None:
            return None
        text = self.leaves[leaf].display[over.start :]
        # By its number, which stands at or right after it: two links may have the same words.
        digits = text[text.find("[") + 1 : text.find("]")]
        wanted = int(digits) if digits.isdecimal() else 0
        return next((link for link in self.links if link.number == wanted), None)

    # ── copying ───────────────────────────────────────────────────────────────────────────────

    def copied(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """Return the text from (line, character) to (line, character), soft breaks joined."""
        words: list[str] = []
        pictures = {nail.line + row for nail in self.nails for row in range(nail.rows)}
        for number in range(start[0], min(end[0], len(self.lines) - 1) + 1):
            if number in pictures:
                continue
            first = start[1] if number == start[0] else 0
            last = end[1] if number == end[0] else None
            line = self.lines[number]
            words.append(self._copied_line(line, first, last))
            if number < end[0]:
                words.append(self._break(number))
        return "".join(words)

    def _copied_line(self, line: PageLine, first: int, last: int | None) -> str:
        parts: list[str] = []
        at = 0
        for segment in line.segments:
            left = max(first - at, 0)
            right = len(segment.text) if last is None else min(last - at, len(segment.text))
            if left < right:
                if segment.leaf == FURNITURE:
                    parts.append(segment.text[left:right])
                else:
                    leaf = self.leaves[segment.leaf]
                    parts.append(leaf.copied(segment.start + left, segment.start + right))
            at += len(segment.text)
        # Of a whole line the blanks at its end are padding; within one the reader has chosen them.
        return "".join(parts).rstrip() if first == 0 and last is None else "".join(parts)

    def _break(self, number: int) -> str:
        if not self.lines[number].joins:
            return "\n"
        here, there = _text_segment(self.lines[number]), _text_segment(self.lines[number + 1])
        # A word that was too long for its line was broken without a blank: none is put in.
        adjoining = here and there and here.start + len(here.text) == there.start
        return "" if adjoining else " "


def _text_segment(line: PageLine) -> PageSegment | None:
    segments = [segment for segment in line.segments if segment.leaf != FURNITURE]
    return segments[-1] if segments else None


def _occurrences(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        # Behind it and not one on: two hits in the same letters could not both be lit.
        at = text.find(sought, at + len(sought))


def styled(
    page: Page, line: int, lit: dict[int, list[Overlay]] | None = None
) -> list[tuple[str, tuple[str, ...]]]:
    """Return a line as (text, looks) pairs: a segment's own look first, then those laid over it.

    `lit` holds further overlays by leaf: what a find or a chosen name lights up.
    """
    cells: list[tuple[str, tuple[str, ...]]] = []
    for segment in page.lines[line].segments:
        if segment.leaf == FURNITURE:
            cells.append((segment.text, (segment.look,)))
            continue
        overlays: Sequence[Overlay] = page.leaves[segment.leaf].overlays
        if lit and segment.leaf in lit:
            # Last, so that what is lit covers a mention's or a link's own look.
            overlays = [*overlays, *lit[segment.leaf]]
        cells += _split(segment, overlays)
    return cells


def _split(segment: PageSegment, overlays: Sequence[Overlay]) -> Iterator[tuple[str, tuple[str, ...]]]:
    begin, finish = segment.start, segment.start + len(segment.text)
    here = [o for o in overlays if o.start < finish and o.end > begin]
    if not here:
        yield segment.text, (segment.look,)
        return
    cuts = {begin, finish}
    for overlay in here:
        cuts.update((max(begin, overlay.start), min(finish, overlay.end)))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        looks = tuple(o.look for o in here if o.start <= start and o.end >= end)
        yield segment.text[start - begin : end - begin], (segment.look, *looks)
