"""From an article to a page: header, sections, tables, numbered links, marked mentions.

Pure: an article and a width give a `Page`; nothing here knows of widgets or colours.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.changes.compare import QUOTE_BAR, TURNS, Changed, Edit, Role, TextChange, Unchanged
from tui.drawing.files import length_words
from tui.drawing.frame import NOTED
from tui.drawing.page import FURNITURE, DisplayText, Link, Nail, Overlay, Page, PageLine, PageSegment, Spot
from tui.model.articles import Article, Headline
from tui.model.entries import Enclosure
from tui.model.names import Entity, Names, Place
from tui.model.prose import (
    FRONT,
    Block,
    Code,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    SpanKind,
    Table,
    Text,
    image_leaves,
)
from tui.system.lazily import Lazy
from tui.text.cells import cell_width
from tui.text.folding import fold
from tui.text.wrap import GUTTER, column_widths, columns_are_legible, hard_cuts, wrap

if TYPE_CHECKING:
    from tui.drawing.noted import NotesOnPage
    from tui.model.notes import Note
    from tui.model.pictures import Hanging

if TYPE_CHECKING:
    from tui.drawing import noted, pagetexts
else:  # loaded when first used: whoever starts should not wait for them
    noted = Lazy("tui.drawing.noted")
    pagetexts = Lazy("tui.drawing.pagetexts")

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction by adults (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""

# ── leaves ────────────────────────────────────────────────────────────────────────────────────

_INLINE_LOOKS: Final[dict[SpanKind, str]] = {
    "link": "link",
    "emphasis": "emphasis",
    "strong": "strong",
    "code": "code.inline",
    "struck": "struck",
}
_STRUCK: Final = "~~"
_PLACE: Final = Place.entity_kind
"""Stands on both sides of what is struck out: many terminals, and tmux in most of them, cannot strike."""


class _Links:
    """Numbers the links of a page in reading order; the same target keeps its number."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._numbers: dict[str, int] = {}

    def number(self, href: str, words: str) -> int:
        known = self._numbers.get(href)
        if known is None:
            known = self._numbers[href] = len(self.links) + 1
            self.links.append(Link(known, words, href))
        return known


def _build_leaf(
    text: Text, links: _Links, target: str | None = None, signs: Sequence[tuple[int, str]] = ()
) -> DisplayText:
    """Return a text as it is shown: with the numbers of its links, and at its end that of its `target`.

    `signs` stand where notes to passages of it end.
    """
    if not text.spans and target is None and not signs:
        return DisplayText(text.plain)
    inserts = _inserts(text, links)
    inserts += [_Insert(at, sign, "note.sign") for at, sign in signs]
    if target is not None:
        inserts += _target(text, target, links)
    # Spans were gone through by their ends, and what is struck out has a mark at its beginning too.
    inserts.sort(key=lambda insert: insert.at)
    bare = DisplayText(
        _with_inserts(text.plain, inserts), tuple((insert.at, insert.words) for insert in inserts)
    )
    overlays = [
        Overlay(bare.to_display(span.start), bare.to_display(span.end, end=True), _INLINE_LOOKS[span.kind])
        for span in text.spans
    ]
    return DisplayText(bare.display, bare.inserts, (*overlays, *_insert_overlays(inserts)))


def _inserts(text: Text, links: _Links) -> list[_Insert]:
    """Return what a text's spans put between its words: the numbers of links, marks of what is struck out."""
    inserts: list[_Insert] = []
    # By their ends: there the numbers stand, and they are to rise along the line.
    for span in sorted(text.spans, key=lambda span: span.end):
        if span.kind == "link" and span.href:
            number = links.number(span.href, text.plain[span.start : span.end])
            inserts.append(_Insert(span.end, f"[{number}]", "link.number"))
        elif span.kind == "struck":
            inserts += [_Insert(at, _STRUCK, "struck.mark") for at in (span.start, span.end)]
    return inserts


class _Insert(NamedTuple):
    """What is put into a text where it is shown: where, the words, their look."""

    at: int
    words: str
    look: str


def _target(text: Text, target: str, links: _Links) -> Iterator[_Insert]:
    """Yield the number of a picture's address, unless all of its caption is a link there."""
    end = len(text.plain)
    # A caption that is a link to its own picture would end in two numbers for one address.
    if not any(span.href == target and span.end == end for span in text.spans):
        number = links.number(target, text.plain or "a picture")
        yield _Insert(end, f" [{number}]" if end else f"[{number}]", "link.number")


def _with_inserts(plain: str, inserts: Sequence[_Insert]) -> str:
    parts: list[str] = []
    at = 0
    for insert in inserts:
        parts += [plain[at : insert.at], insert.words]
        at = insert.at
    return "".join([*parts, plain[at:]])


def _insert_overlays(inserts: Sequence[_Insert]) -> Iterator[Overlay]:
    shift = 0
    for insert in inserts:
        start = insert.at + shift
        shift += len(insert.words)
        yield Overlay(start, insert.at + shift, insert.look)


# ── the page ──────────────────────────────────────────────────────────────────────────────────


Segments = tuple[PageSegment, ...]

_EDGES: Final = frozenset({"quote.bar"})
"""Looks of what stands on an empty line."""
_LEAST_ROOM: Final = 16
"""Cells that margins leave to the text, where the page has twice as many."""


class _Margin:
    """What stands before the lines of a block, and whether its first line has come."""

    __slots__ = ("first", "indent", "rest", "taken", "width")

    def __init__(self, first: Segments, rest: Segments) -> None:
        self.first = first
        self.rest = rest
        self.indent = sum(cell_width(segment.text) for segment in rest)
        self.width = max(self.indent, sum(cell_width(segment.text) for segment in first))
        self.taken = False

    @property
    def is_bar(self) -> bool:
        return self.first is self.rest

    def take(self) -> Segments:
        """Return what stands before the next line."""
        return self.rest if self.taken else self.first


class _Builder:
    """Collects the lines of a page; each method sets one kind of block."""

    def __init__(
        self,
        width: int,
        pictures: Mapping[str, Hanging] | None = None,
        notes: NotesOnPage | None = None,
    ) -> None:
        """`notes` are the article's; None where it has none."""
        # Narrower, margins would leave no cell for a letter; what is too wide is cut by the pane.
        self.width = max(8, width)
        self.nails: list[Nail] = []
        self._pictures = pictures or {}
        self.lines: list[PageLine] = []
        self.leaves: list[DisplayText] = []
        self.addresses: dict[tuple[int, int], int] = {}
        self.sections: list[int] = []
        self.spots: list[Spot] = []
        self.links = _Links()
        self._notes = notes
        self._next = (FRONT, 0)
        """The address of the next text that comes in."""
        self._margins: list[_Margin] = []

    def clear_of_the_bar(self) -> None:
        """Leave a line free before the first one, which else would look like part of the pane's title."""
        self.lines.append(PageLine(()))

    def blank(self) -> None:
        """Set one empty line, never two, and none before the first within a margin; the bars go on."""
        # An item's marker waits for its first line: a blank would part the two.
        if not self.lines or (self._margins and not self._margins[-1].taken):
            return
        if all(_is_edge(segment) for segment in self.lines[-1].segments):
            return
        margins = self._shown_margins()
        # An empty line needs no indent, but the bars of quotations around it are not to be broken.
        while margins and not margins[-1].is_bar:
            margins.pop()
        self.lines.append(PageLine(tuple(segment for margin in margins for segment in margin.rest)))

    def furniture(self, text: str, look: str) -> None:
        """Wrap words that are not the article's."""
        self.lines += [PageLine((PageSegment(text[a:b], look),)) for a, b in wrap(text, self.width)]

    def facts_beside(self, facts: Iterable[str], look: str) -> None:
        """Set facts beside one another, as many a line as have room there: each stays whole where it can."""
        line = ""
        for fact in facts:
            longer = f"{line} · {fact}" if line else fact
            if cell_width(longer) > self.width and line:
                self.furniture(line, look)
                longer = fact
            line = longer
        self.furniture(line, look)

    def facts(self, text: str, named: Sequence[tuple[int, int, Entity]]) -> None:
        """Wrap a line of facts in which characters name an entity: (start, end, entity), in order."""
        for begin, finish in wrap(text, self.width):
            segments: list[PageSegment] = []
            at = begin
            for start, end, entity in named:
                left, right = max(start, begin), min(end, finish)
                if left < right:
                    segments += [PageSegment(text[at:left], "facts"), PageSegment(text[left:right], _PLACE)]
                    self.spots.append(Spot(len(self.lines), left - begin, right - begin, entity))
                    at = right
            segments.append(PageSegment(text[at:finish], "facts"))
            self.lines.append(PageLine(tuple(segment for segment in segments if segment.text)))

    def leaf(self, text: Text, target: str | None = None) -> int:
        """Take the next text of the section in, and what it stands for; returns its index."""
        here = self._next
        self.addresses[here] = len(self.leaves)
        self._next = (here[0], here[1] + 1)
        notes = self._notes
        leaf = _build_leaf(text, self.links, target, notes.signs.get(here, ()) if notes else ())
        if notes and here in notes.stretches:
            marks = (
                Overlay(leaf.to_display(start), leaf.to_display(end, end=True), "noted")
                for start, end in notes.stretches[here]
            )
            leaf = replace(leaf, overlays=(*leaf.overlays, *marks))
        self.leaves.append(leaf)
        return len(self.leaves) - 1

    def note(self, sign: str, words: str, look: str = "note") -> None:
        """Set what the reader noted, after its sign."""
        first = PageSegment(f"  {sign} ", "note.sign")
        rest = PageSegment(" " * cell_width(first.text), "note.sign")
        with self.indented((first,), (rest,)):
            for line in words.split("\n"):
                for start, end in wrap(line, self.room) or [(0, 0)]:
                    self.line((PageSegment(line[start:end], look),))

    def notes_above(self) -> None:
        """Set what was noted to the whole article, and to its headline and dek, which have come already."""
        for words in self._notes.whole if self._notes else ():
            self.note(NOTED, words)
        self.notes_below()

    def notes_below(self, first: int = 0) -> None:
        """Set what was noted to passages that end in leaves of this section, from `first` to the last."""
        section, behind = self._next
        for leaf in range(first, behind if self._notes else first):
            for sign, words in self._notes.said.get((section, leaf), ()) if self._notes else ():
                self.note(sign, words)

    @contextmanager
    def indented(self, first: Segments, rest: Segments) -> Generator[None]:
        """Set what is set within behind a margin: `first` before its first line, `rest` before the others."""
        self._margins.append(_Margin(first, rest))
        try:
            yield
        finally:
            self._margins.pop()

    def _shown_margins(self) -> list[_Margin]:
        """Return the innermost margins that leave some room for text, at least one."""
        shown: list[_Margin] = []
        # Deeply nested lists would squeeze their text to a letter a line: the outer margins go first.
        room = self.width - min(_LEAST_ROOM, self.width // 2)
        for margin in reversed(self._margins):
            room -= margin.indent
            if shown and room < 0:
                break
            shown.append(margin)
        return shown[::-1]

    @property
    def room(self) -> int:
        """The cells of a line that the margins leave, four at the least."""
        return max(4, self.width - sum(margin.width for margin in self._shown_margins()))

    def line(self, segments: Segments, *, joins: bool = False) -> None:
        """Set one line behind the margins."""
        edges = [segment for margin in self._shown_margins() for segment in margin.take()]
        # All of them, those that had no room too: their first line has come.
        for margin in self._margins:
            margin.taken = True
        self.lines.append(PageLine((*edges, *segments), joins))

    def flow(self, leaf: int, look: str) -> None:
        """Wrap a leaf."""
        display = self.leaves[leaf].display
        spans = wrap(display, self.room)
        for index, (start, end) in enumerate(spans):
            last = index == len(spans) - 1
            # The author's own break: a copy keeps it, and takes out ours.
            hard = not last and "\n" in display[end : spans[index + 1][0]]
            self.line((PageSegment(display[start:end], look, leaf, start),), joins=not last and not hard)

    def section(self, section: Section, number: int) -> None:
        """Set a heading and its blocks."""
        self._next = (number, 0)
        # Also where there is none: the addresses of mentions count it.
        heading = self.leaf(section.heading or Text(""))
        if section.heading and section.heading.plain:
            self.blank()
            self.sections.append(len(self.lines))
            self.flow(heading, "heading")
            self.notes_below()
        for block in section.blocks:
            self.blank()
            first = self._next[1]
            self.block(block, "text")
            self.notes_below(first)

    def blocks(self, blocks: Sequence[Block], look: str) -> None:
        """Set blocks with an empty line between two, in the look of running text that holds here."""
        for block in blocks:
            self.blank()
            self.block(block, look)

    def block(self, block: Block, look: str) -> None:
        """Set one block."""
        match block:
            case Paragraph(text):
                self.flow(self.leaf(text), look)
            case Heading(text):
                self.flow(self.leaf(text), "heading")
            case Quote(blocks):
                bar = (PageSegment(QUOTE_BAR, "quote.bar"),)
                with self.indented(bar, bar):
                    self.blocks(blocks, "quote")
            case ListBlock(items):
                self._list(items, look)
            case Code(text, _):
                self._code(self.leaf(text))
            case Image():
                self._image(block)
            case Table():
                self._table(block)
            case Rule():
                self.line((PageSegment(("· " * 3).strip().center(self.room), "line"),))

    def _list(self, items: Sequence[ListItem], look: str) -> None:
        """Set a list; its items stand apart where one of them holds more than a text and a list."""
        apart = any(_is_long(item) for item in items)
        width = max((cell_width(item.marker) + 1 for item in items if item.marker), default=2)
        for number, item in enumerate(items):
            if apart and number:
                self.blank()
            edge = f"{item.marker:>{width - 1}} " if item.marker else ""
            with self.indented((PageSegment(edge, "marker"),), (PageSegment(" " * width, "marker"),)):
                self._item(item, look)

    def _item(self, item: ListItem, look: str) -> None:
        for number, block in enumerate(item.blocks):
            if number and _stands_apart(item, number):
                self.blank()
            self.block(block, look)

    def _image(self, image: Image) -> None:
        caption, *others = image_leaves(image)
        leaf = self.leaf(caption, image.url)
        # Without words the number behind it would stand alone.
        first = "▣ " if caption.plain else "▣ a picture "
        with self.indented((PageSegment(first, "marker"),), (PageSegment("  ", "marker"),)):
            if self.leaves[leaf].display:
                self.flow(leaf, "caption")
            else:
                self.line(())
        for text in others:
            told = "  shows: " if text is image.alt else "  "
            with self.indented((PageSegment(told, "marker"),), (PageSegment("  ", "marker"),)):
                self.flow(self.leaf(text), "caption")
        if image.url is not None:
            edge = (PageSegment("  ", "marker"),)
            with self.indented(edge, edge):
                self._picture(image.url)

    def _picture(self, url: str) -> None:
        """Leave room for a picture under what is said of it, and say how it gets on."""
        hanging = self._pictures.get(url)
        if hanging is None:
            self.nails.append(Nail(url, len(self.lines), self.room))
            return
        self.nails.append(Nail(url, len(self.lines), self.room, hanging.columns, hanging.rows))
        for _ in range(hanging.rows):
            self.line((PageSegment(" " * hanging.columns, "text"),))
        for start, end in wrap(hanging.words, self.room) if hanging.words else ():
            self.line((PageSegment(hanging.words[start:end], "facts"),))

    def _code(self, leaf: int) -> None:
        display = self.leaves[leaf].display
        room = self.room
        start = 0
        for line in display.split("\n"):
            # A cell of its ground at either side; blanks of code are kept, so that it is cut and not wrapped.
            for begin, end, joins in hard_cuts(line, room - 2):
                text = line[begin:end]
                pad = " " * (room - 1 - cell_width(text))
                segment = PageSegment(text, "code", leaf, start + begin)
                self.line((PageSegment(" ", "code"), segment, PageSegment(pad, "code")), joins=joins)
            start += len(line) + 1

    def _table(self, table: Table) -> None:
        """Set a table in columns, or as a list of its rows where there is no room for them."""
        rows = [[self.leaf(cell) for cell in row] for row in table.rows]
        shown = [[self.leaves[leaf].display for leaf in row] for row in rows]
        widths = column_widths(shown, self.room)
        fits = sum(widths) + GUTTER * (len(widths) - 1) <= self.room
        # Columns of a few letters each can be had at any width, and read at none.
        if not (fits and columns_are_legible(shown, widths)):
            self._listed_table(rows, has_header=table.has_header)
            return
        for number, row in enumerate(rows):
            header = table.has_header and number == 0
            self._table_row(row, widths, "table.head" if header else "text")

    def _table_row(self, row: Sequence[int], widths: Sequence[int], look: str) -> None:
        cells = [
            [
                (start, self.leaves[leaf].display[start:end])
                for start, end in wrap(self.leaves[leaf].display, width)
            ]
            for leaf, width in zip(row, widths, strict=False)
        ]
        for y in range(max((len(cell) for cell in cells), default=0)):
            segments: list[PageSegment] = []
            for leaf, cell, width in zip(row, cells, widths, strict=False):
                start, text = cell[y] if y < len(cell) else (0, "")
                if text:
                    segments.append(PageSegment(text, look, leaf, start))
                segments.append(PageSegment(" " * (width - cell_width(text) + GUTTER), "text"))
            self.line(tuple(segments))

    def _listed_table(self, rows: Sequence[Sequence[int]], *, has_header: bool) -> None:
        """Set each row as an item, its cells one under the other with the names of their columns.

        The names in the first item are the table's own, those in the others repeat them.
        """
        head, body = (rows[0], rows[1:]) if has_header and len(rows) > 1 else ((), rows)
        for number, row in enumerate(body):
            with self.indented((PageSegment("• ", "marker"),), (PageSegment("  ", "marker"),)):
                # A short row has the names of the columns that it leaves empty: the first item shows all of
                # them once.
                for column, cell in enumerate((*row, *([None] * (len(head) - len(row))))):
                    name = head[column] if column < len(head) else None
                    self._listed_cell(name, cell, own=number == 0)

    def _listed_cell(self, name: int | None, cell: int | None, *, own: bool) -> None:
        """Set a cell after its column's name; an empty one is passed over, unless the name is its own."""
        has_text = cell is not None and bool(self.leaves[cell].display.strip())
        if name is not None and self.leaves[name].display.strip() and (has_text or own):
            self._named_cell(name, cell, own=own, beside=has_text)
        elif cell is not None:
            self.flow(cell, "text")

    def _named_cell(self, name: int, cell: int | None, *, own: bool, beside: bool) -> None:
        """Set a cell `beside` its column's name, and below it where that is long or has several lines."""
        words = self.leaves[name].display
        label: Segments
        margin = (PageSegment("  ", "text"),)
        # A name that takes more than half of the line leaves its value a column of scraps.
        if beside and "\n" not in words and cell_width(words) <= self.room // 2:
            label = (PageSegment(words, "table.head", *((name, 0) if own else ())), PageSegment(": ", "text"))
        else:
            self._column_name(name, own=own)
            label = margin
        if cell is not None:
            with self.indented(label, margin):
                self.flow(cell, "text")

    def _column_name(self, name: int, *, own: bool) -> None:
        """Set a column's name on lines of its own."""
        if own:
            self.flow(name, "table.head")
            return
        words = self.leaves[name].display
        for start, end in wrap(words, self.room):
            self.line((PageSegment(words[start:end], "table.head"),))

    def page(self) -> Page:
        """Return what was collected."""
        return Page(
            self.width,
            tuple(self.lines),
            tuple(self.leaves),
            self.addresses,
            tuple(self.sections),
            tuple(self.links.links),
            tuple(_starts(self.lines)),
            tuple(self.spots),
            tuple(self.nails),
        )


def _is_edge(segment: PageSegment) -> bool:
    """Whether a segment stands before a line, and says nothing: a bar, or the room of a marker above."""
    return segment.look in _EDGES or (segment.look == "marker" and not segment.text.strip())


def _is_long(item: ListItem) -> bool:
    """Whether an item is more than one text, and perhaps a list below it; a term has two as a rule."""
    texts = [block for block in item.blocks if not isinstance(block, ListBlock)]
    return len(texts) > (1 if item.marker else 2) or any(isinstance(block, Quote | Table) for block in texts)


def _stands_apart(item: ListItem, number: int) -> bool:
    """Whether an empty line stands before a block of an item; lists, and what a term means, follow close."""
    return bool(item.marker) and not isinstance(item.blocks[number], ListBlock)


def _starts(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """Say where in the text each line begins; a line without text, where the next one with text does."""
    starts: list[tuple[int, int]] = []
    at = (len(lines), 0)
    for line in reversed(lines):
        first = next((segment for segment in line.segments if segment.leaf != FURNITURE), None)
        at = min(at, (first.leaf, first.start)) if first else at
        starts.append(at)
    return starts[::-1]


# ── the article ───────────────────────────────────────────────────────────────────────────────


def build_page(article: Article, width: int, pictures: Mapping[str, Hanging] | None = None) -> Page:
    """Lay out an article: its header, then its sections, then what it points to.

    `pictures` are those that are shown, by their addresses.
    """
    notes = noted.notes_on_page(article) if article.notes else None
    build = _Builder(width, pictures, notes)
    _header(build, article)
    for number, section in enumerate(article.prose.sections):
        build.section(section, number)
    if not article.prose.sections:
        build.blank()
        build.furniture("This story has no text of its own; o opens it in the browser.", "muted")
    if notes is not None and notes.lost:
        _lost_notes(build, notes.lost)
    _attachments(build, article)
    build.blank()
    # Last: marks of names need the addresses of every text.
    page = build.page()
    return _with_mentions(page, article)


def _header(build: _Builder, article: Article) -> None:
    prose, headline = article.prose, article.headline
    build.clear_of_the_bar()
    build.furniture(headline.feed, "facts")
    build.flow(build.leaf(Text(prose.headline)), "headline")
    if prose.dek:
        build.flow(build.leaf(Text(prose.dek)), "dek")
    build.blank()
    if facts := " · ".join(_who_and_where(article)):
        build.facts(facts, tuple(_dateline_places(article, facts)))
    build.facts_beside([time_line(headline), reading_time(prose.words)], "facts")
    if of_page := pagetexts.page_facts(article):
        build.facts_beside(of_page, "facts")
    if article.changed_at:
        changed = f"✎ changed {local_time(article.changed_at)}"
        build.facts_beside([changed, "v shows what"], "changed.mark")
    build.notes_above()
    build.lines.append(PageLine((PageSegment("─" * build.width, "line"),)))


def _lost_notes(build: _Builder, lost: Sequence[Note]) -> None:
    """Set the notes whose passages the text does not have any more, with these."""
    build.blank()
    build.furniture("Noted to an earlier version", "heading")
    for note in lost:
        build.blank()
        build.note(NOTED, noted.quotation_in_line(note), "quote")
        if note.words:
            build.note(" ", note.words)


def _who_and_where(article: Article) -> Iterator[str]:
    if article.prose.byline:
        yield f"By {article.prose.byline}"
    dateline = article.prose.dateline
    if dateline:
        yield f"{dateline.place} ({dateline.agency})" if dateline.agency else dateline.place


def _dateline_places(article: Article, facts: str) -> Iterator[tuple[int, int, Entity]]:
    """Yield where the dateline, which ends the facts, names a place that the story names too."""
    dateline = article.prose.dateline
    if dateline is None:
        return
    # From the end: a byline may hold the city's name too, `By Paris Martineau · Paris`.
    at = facts.rindex(dateline.place)
    for name in dateline.places:
        start = facts.index(name, at)
        place = dateline_place(article.names, name)
        if place is not None:
            yield start, start + len(name.partition(",")[0].rstrip()), place
        at = start + len(name)


def dateline_place(names: Names, name: str) -> Place | None:
    """Return the story's place that a dateline names; None where none, or more than one, is called so."""
    city = fold(name.partition(",")[0].strip())
    found = [place for place in names.places if city in map(fold, (place.name, *place.aliases))]
    # Of two that are called so, either could be the wrong one: then none is marked.
    return found[0] if len(found) == 1 else None


def time_line(headline: Headline) -> str:
    """Say when an article was published, in the reader's zone, or what it says of that itself."""
    if headline.published_at:
        return local_time(headline.published_at)
    if headline.published_stated:
        return f"dated “{headline.published_stated}”"
    if headline.arrived_at:
        return f"undated; arrived {local_time(headline.arrived_at)}"
    return "undated"


def local_time(moment: datetime) -> str:
    """Return an absolute local time with its zone: `Thu 15 May 2025, 14:30 CEST`.

    Midnight UTC to the second is what a date without a time was stored as: it stays that date, in
    whatever zone it is read.
    """
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0) and not moment.utcoffset():
        return f"{moment:%a} {moment.day} {moment:%b %Y}"
    try:
        local = moment.astimezone()
    # A feed may state the year 1 or 9999, which another zone pushes out of the calendar.
    except (OverflowError, ValueError, OSError):
        local = moment
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M %Z}"


def reading_time(words: int) -> str:
    """Return how long a text takes to read: `4 min, 812 words`."""
    if not words:
        return "no text"
    return f"{max(1, math.ceil(words / WORDS_PER_MINUTE))} min, {words:,} words"


def _attachments(build: _Builder, article: Article) -> None:
    """Write the files that belong to an article, and then the pages about it, with their numbers.

    Pictures that stand in the text have theirs there.
    """
    shown = {link.href for link in build.links.links}
    files = [one for one in article.enclosures if not (_is_picture(one) and one.url in shown)]
    _attached(build, "Attached", [one for one in files if not one.relation])
    _attached(build, "See also", [one for one in files if one.relation])


def _attached(build: _Builder, title: str, listed: Sequence[Enclosure]) -> None:
    if not listed:
        return
    build.blank()
    build.furniture(title, "heading")
    for one in listed:
        known = (one.relation or one.media_type, length_words(one))
        kind = ", ".join(words for words in known if words)
        number = build.links.number(one.url, one.relation or one.url)
        build.furniture(f"[{number}] {one.url}{f' ({kind})' if kind else ''}", "link")


def _is_picture(enclosure: Enclosure) -> bool:
    return (enclosure.media_type or "").lower().startswith("image")


# ── what changed ──────────────────────────────────────────────────────────────────────────────

_MARGINS: Final[dict[str, tuple[str, str]]] = {
    "same": ("  ", "text"),
    "added": ("+ ", "added.mark"),
    "removed": ("- ", "removed.mark"),
    "changed": ("~ ", "changed.mark"),
}
_ROLE_LOOKS: Final[dict[Role, str]] = {
    "headline": "headline",
    "heading": "heading",
    "text": "text",
    "quote": "quote",
    "item": "text",
    "code": "code",
    "caption": "caption",
}


def build_changes(change: TextChange, feed: str, width: int) -> Page:
    """Lay out what changed in an article: what came and what went, in the text where it did."""
    build = _Builder(width)
    build.clear_of_the_bar()
    build.furniture(feed, "facts")
    build.facts_beside(_change_facts(change), "facts")
    build.facts_beside(["p n other changes", "v back to the story"], "facts")
    build.lines.append(PageLine((PageSegment("─" * build.width, "line"),)))
    build.lines.append(_legend())
    for part in change.parts:
        build.blank()
        if isinstance(part, Unchanged):
            words = "1 paragraph" if part.count == 1 else f"{part.count} paragraphs"
            build.lines.append(PageLine((PageSegment(f"  ··· {words} as before ···", "muted"),)))
        else:
            _changed(build, part)
    build.blank()
    return build.page()


def _change_facts(change: TextChange) -> Iterator[str]:
    yield f"Change {change.number} of {change.count}" if change.number else f"All {change.count} changes"
    if change.turn:
        yield TURNS[change.turn]
    elif change.at:
        yield f"seen {local_time(change.at)}"
    yield f"+{change.added:,} -{change.removed:,} words"


def _legend() -> PageLine:
    return PageLine(
        (
            *(PageSegment("~ ", "changed.mark"), PageSegment("changed   ", "muted")),
            *(
                PageSegment("+ ", "added.mark"),
                PageSegment("what came", "added"),
                PageSegment("   ", "muted"),
            ),
            *(PageSegment("- ", "removed.mark"), PageSegment("what went", "removed")),
        )
    )


def _changed(build: _Builder, part: Changed) -> None:
    margin, look = _MARGINS[part.kind]
    leaf = DisplayText("".join(edit.text for edit in part.edits), (), tuple(_edit_overlays(part.edits)))
    build.leaves.append(leaf)
    if part.role == "heading":
        build.sections.append(len(build.lines))
    index = len(build.leaves) - 1
    # A quotation's bar goes on beside every line, a list's marker stands at the first alone.
    rest = "".join(char if char in QUOTE_BAR else " " for char in part.edge)
    with build.indented((PageSegment(margin + part.edge, look),), (PageSegment(margin + rest, look),)):
        build.flow(index, _ROLE_LOOKS[part.role])


def _edit_overlays(edits: Sequence[Edit]) -> Iterator[Overlay]:
    at = 0
    for kind, text in edits:
        if kind != "same":
            yield Overlay(at, at + len(text), kind)
        at += len(text)


def _with_mentions(page: Page, article: Article) -> Page:
    """Lay the marks of names over the leaves that name them."""
    marks: dict[int, list[Overlay]] = {}
    for entity in article.names.entities:
        for hit in page.mentions(entity):
            marks.setdefault(hit.leaf, []).append(Overlay(hit.start, hit.end, entity.entity_kind))
    if not marks:
        return page
    leaves = tuple(
        DisplayText(leaf.display, leaf.inserts, (*leaf.overlays, *marks[index])) if index in marks else leaf
        for index, leaf in enumerate(page.leaves)
    )
    return replace(page, leaves=leaves)
