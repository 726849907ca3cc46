"""From an article to a page: header, sections, tables, numbered links, marked mentions.

Pure: an article and a width give a `Page`; nothing here knows of widgets or colours.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from tui.cells import cell_width
from tui.changes import Changed, Edit, Role, TextChange, Unchanged
from tui.model import (
    FRONT,
    Article,
    Block,
    Code,
    Entity,
    Headline,
    Image,
    ListBlock,
    Names,
    Paragraph,
    Place,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    block_leaves,
)
from tui.page import FURNITURE, Leaf, Link, Overlay, Page, PageLine, Piece, Spot, fold
from tui.wrap import column_widths, hard_cuts, wrap

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction by adults (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""

# ── leaves ────────────────────────────────────────────────────────────────────────────────────

_INLINE_LOOKS: Final = {"link": "link", "emphasis": "emphasis", "strong": "strong", "code": "code.inline"}


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


def _build_leaf(text: Text, links: _Links) -> Leaf:
    inserts: list[tuple[int, str]] = []
    for span in sorted(text.spans, key=lambda span: span.end):
        if span.kind == "link" and span.href:
            number = links.number(span.href, text.plain[span.start : span.end])
            inserts.append((span.end, f"[{number}]"))
    if not text.spans:
        return Leaf(text.plain)
    bare = Leaf(_with_inserts(text.plain, inserts), tuple(inserts))
    overlays = [
        Overlay(bare.to_display(span.start), bare.to_display(span.end, end=True), _INLINE_LOOKS[span.kind])
        for span in text.spans
    ]
    overlays += _number_overlays(inserts)
    return Leaf(bare.display, bare.inserts, tuple(overlays))


def _with_inserts(plain: str, inserts: Sequence[tuple[int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for offset, words in inserts:
        parts += [plain[at:offset], words]
        at = offset
    return "".join([*parts, plain[at:]])


def _number_overlays(inserts: Sequence[tuple[int, str]]) -> Iterator[Overlay]:
    shift = 0
    for offset, words in inserts:
        yield Overlay(offset + shift, offset + shift + len(words), "link.number")
        shift += len(words)


# ── the page ──────────────────────────────────────────────────────────────────────────────────


class _Builder:
    """Collects the lines of a page; each method sets one kind of block."""

    def __init__(self, width: int) -> None:
        self.width = max(8, width)
        self.lines: list[PageLine] = []
        self.leaves: list[Leaf] = []
        self.addresses: dict[tuple[int, int], int] = {}
        self.sections: list[int] = []
        self.spots: list[Spot] = []
        self.links = _Links()

    def blank(self) -> None:
        """Set one empty line, never two."""
        if self.lines and self.lines[-1].pieces:
            self.lines.append(PageLine(()))

    def furniture(self, text: str, look: str) -> None:
        """Wrap words that are not the article's."""
        self.lines += [PageLine((Piece(text[a:b], look),)) for a, b in wrap(text, self.width)]

    def facts(self, text: str, named: Sequence[tuple[int, int, Entity]]) -> None:
        """Wrap a line of facts in which characters name an entity: (start, end, entity), in order."""
        for begin, finish in wrap(text, self.width):
            pieces: list[Piece] = []
            at = begin
            for start, end, entity in named:
                left, right = max(start, begin), min(end, finish)
                if left < right:
                    pieces += [Piece(text[at:left], "facts"), Piece(text[left:right], "place")]
                    self.spots.append(Spot(len(self.lines), left - begin, right - begin, entity))
                    at = right
            pieces.append(Piece(text[at:finish], "facts"))
            self.lines.append(PageLine(tuple(piece for piece in pieces if piece.text)))

    def leaf(self, text: Text, section: int, number: int) -> int:
        """Take a text in; returns its index."""
        self.addresses[(section, number)] = len(self.leaves)
        self.leaves.append(_build_leaf(text, self.links))
        return len(self.leaves) - 1

    def flow(self, leaf: int, look: str, first: str = "", rest: str = "", edge_look: str = "marker") -> None:
        """Wrap a leaf with an edge before its first line and another before the others."""
        display = self.leaves[leaf].display
        room = max(4, self.width - cell_width(first))
        spans = wrap(display, room)
        for index, (start, end) in enumerate(spans):
            edge = first if index == 0 else rest
            pieces = (Piece(edge, edge_look),) if edge else ()
            last = index == len(spans) - 1
            hard = not last and "\n" in display[end : spans[index + 1][0]]
            self.lines.append(
                PageLine((*pieces, Piece(display[start:end], look, leaf, start)), not last and not hard)
            )

    def section(self, section: Section, number: int) -> None:
        """Set a heading and its blocks."""
        heading = self.leaf(section.heading or Text(""), number, 0)
        if section.heading and section.heading.plain:
            self.blank()
            self.sections.append(len(self.lines))
            self.flow(heading, "heading")
        at = 1
        for block in section.blocks:
            self.blank()
            self.block(block, number, at)
            at += len(block_leaves(block))

    def block(self, block: Block, section: int, at: int) -> None:
        """Set one block, whose first leaf is number `at` of the section."""
        match block:
            case Paragraph(text):
                self.flow(self.leaf(text, section, at), "text")
            case Quote(paragraphs):
                self._quote(paragraphs, section, at)
            case ListBlock(items):
                for index, item in enumerate(items):
                    edge = "  " * item.depth + item.marker + " "
                    blank = " " * cell_width(edge)
                    self.flow(self.leaf(item.text, section, at + index), "text", edge, blank)
            case Code(text, _):
                self._code(self.leaf(text, section, at))
            case Image(caption, _):
                self._image(caption, section, at)
            case Table():
                self._table(block, section, at)
            case Rule():
                self.lines.append(PageLine((Piece(("· " * 3).strip().center(self.width), "line"),)))

    def _quote(self, paragraphs: Sequence[Text], section: int, at: int) -> None:
        for index, text in enumerate(paragraphs):
            if index:
                self.lines.append(PageLine((Piece("▎ ", "quote.bar"),)))
            self.flow(self.leaf(text, section, at + index), "quote", "▎ ", "▎ ", "quote.bar")

    def _image(self, caption: Text, section: int, at: int) -> None:
        leaf = self.leaf(caption, section, at)
        if caption.plain:
            self.flow(leaf, "caption", "▣ ", "  ", "marker")
        else:
            self.lines.append(PageLine((Piece("▣ ", "marker"), Piece("a picture", "caption"))))

    def _code(self, leaf: int) -> None:
        display = self.leaves[leaf].display
        start = 0
        for line in display.split("\n"):
            for begin, end, joins in hard_cuts(line, self.width - 2):
                text = line[begin:end]
                pad = " " * (self.width - 1 - cell_width(text))
                piece = Piece(text, "code", leaf, start + begin)
                self.lines.append(PageLine((Piece(" ", "code"), piece, Piece(pad, "code")), joins))
            start += len(line) + 1

    def _table(self, table: Table, section: int, at: int) -> None:
        rows = [
            [self.leaf(cell, section, at + i) for i, cell in _offsets(table, n)]
            for n in range(len(table.rows))
        ]
        widths = column_widths([[self.leaves[leaf].display for leaf in row] for row in rows], self.width)
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
            pieces: list[Piece] = []
            for leaf, cell, width in zip(row, cells, widths, strict=False):
                start, text = cell[y] if y < len(cell) else (0, "")
                if text:
                    pieces.append(Piece(text, look, leaf, start))
                pieces.append(Piece(" " * (width - cell_width(text) + 2), "text"))
            self.lines.append(PageLine(tuple(pieces)))

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
        )


def _offsets(table: Table, number: int) -> Iterable[tuple[int, Text]]:
    before = sum(len(row) for row in table.rows[:number])
    return enumerate(table.rows[number], before)


def _starts(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """Say where in the text each line begins; a line without text, where the next one with text does."""
    starts: list[tuple[int, int]] = []
    at = (len(lines), 0)
    for line in reversed(lines):
        first = next((piece for piece in line.pieces if piece.leaf != FURNITURE), None)
        at = min(at, (first.leaf, first.start)) if first else at
        starts.append(at)
    return starts[::-1]


# ── the article ───────────────────────────────────────────────────────────────────────────────


def build_page(article: Article, width: int) -> Page:
    """Lay out an article: its header, then its sections, then what it points to."""
    build = _Builder(width)
    _header(build, article)
    for number, section in enumerate(article.prose.sections):
        build.section(section, number)
    if not article.prose.sections:
        build.blank()
        build.furniture("This story has no text of its own; o opens it in the browser.", "muted")
    _attachments(build, article)
    build.blank()
    page = build.page()
    return _with_mentions(page, article)


def _header(build: _Builder, article: Article) -> None:
    prose, listing = article.prose, article.listing
    build.furniture(listing.feed, "facts")
    build.flow(build.leaf(Text(prose.headline), FRONT, 0), "headline")
    if prose.dek:
        build.flow(build.leaf(Text(prose.dek), FRONT, 1), "dek")
    build.blank()
    if facts := " · ".join(_who_and_where(article)):
        build.facts(facts, tuple(_dateline_places(article, facts)))
    build.furniture(" · ".join([time_line(listing), reading_time(prose.words)]), "facts")
    if article.changed_at:
        build.furniture(f"✎ changed {local_time(article.changed_at)} · v shows what", "changed.mark")
    build.lines.append(PageLine((Piece("─" * build.width, "line"),)))


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
    return found[0] if len(found) == 1 else None


def time_line(listing: Headline) -> str:
    """Say when an article was published, in the reader's zone, or what it says of that itself."""
    if listing.published_at:
        return local_time(listing.published_at)
    if listing.published_stated:
        return f"dated “{listing.published_stated}”"
    if listing.arrived_at:
        return f"undated; arrived {local_time(listing.arrived_at)}"
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
    except (OverflowError, ValueError, OSError):
        local = moment
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M %Z}"


def reading_time(words: int) -> str:
    """Return how long a text takes to read: `4 min, 812 words`."""
    if not words:
        return "no text"
    return f"{max(1, math.ceil(words / WORDS_PER_MINUTE))} min, {words:,} words"


def _attachments(build: _Builder, article: Article) -> None:
    if not article.enclosures:
        return
    build.blank()
    build.furniture("Attached", "heading")
    for enclosure in article.enclosures:
        number = build.links.number(enclosure.url, enclosure.url)
        kind = f" ({enclosure.media_type})" if enclosure.media_type else ""
        build.furniture(f"[{number}] {enclosure.url}{kind}", "link")


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
    build.furniture(feed, "facts")
    build.furniture(" · ".join(_change_facts(change)), "facts")
    build.furniture("p n other changes · v back to the story", "facts")
    build.lines.append(PageLine((Piece("─" * build.width, "line"),)))
    build.lines.append(_legend())
    for part in change.parts:
        build.blank()
        if isinstance(part, Unchanged):
            words = "1 paragraph" if part.count == 1 else f"{part.count} paragraphs"
            build.lines.append(PageLine((Piece(f"  ··· {words} as before ···", "muted"),)))
        else:
            _changed(build, part)
    build.blank()
    return build.page()


def _change_facts(change: TextChange) -> Iterator[str]:
    yield f"Change {change.number} of {change.count}" if change.number else f"All {change.count} changes"
    if change.at:
        yield f"seen {local_time(change.at)}"
    yield f"+{change.added:,} -{change.removed:,} words"


def _legend() -> PageLine:
    return PageLine(
        (
            *(Piece("~ ", "changed.mark"), Piece("changed   ", "muted")),
            *(Piece("+ ", "added.mark"), Piece("what came", "added"), Piece("   ", "muted")),
            *(Piece("- ", "removed.mark"), Piece("what went", "removed")),
        )
    )


def _changed(build: _Builder, part: Changed) -> None:
    margin, look = _MARGINS[part.kind]
    leaf = Leaf("".join(edit.text for edit in part.edits), (), tuple(_edit_overlays(part.edits)))
    build.leaves.append(leaf)
    if part.role == "heading":
        build.sections.append(len(build.lines))
    index = len(build.leaves) - 1
    blank = margin + " " * cell_width(part.edge)
    build.flow(index, _ROLE_LOOKS[part.role], margin + part.edge, blank, look)


def _edit_overlays(edits: Sequence[Edit]) -> Iterator[Overlay]:
    at = 0
    for kind, text in edits:
        if kind != "same":
            yield Overlay(at, at + len(text), kind)
        at += len(text)


def _with_mentions(page: Page, article: Article) -> Page:
    """Lay the marks of people and places over the leaves that name them."""
    marks: dict[int, list[Overlay]] = {}
    for look, entities in (("person", article.names.people), ("place", article.names.places)):
        for entity in entities:
            for hit in page.mentions(entity):
                marks.setdefault(hit.leaf, []).append(Overlay(hit.start, hit.end, look))
    if not marks:
        return page
    leaves = tuple(
        Leaf(leaf.display, leaf.inserts, (*leaf.overlays, *marks[index])) if index in marks else leaf
        for index, leaf in enumerate(page.leaves)
    )
    return replace(page, leaves=leaves)
