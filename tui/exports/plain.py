"""Articles as plain text: for a pager, a mail, a screen reader. No colour, no boxes, links at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from tui.exports.facts import dateline_line, facts
from tui.exports.inline import inline_events
from tui.exports.notes import TITLE, noted
from tui.model.articles import Article
from tui.model.entries import Enclosure
from tui.model.prose import (
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
    Table,
    Text,
    image_leaves,
)
from tui.text.cells import cell_width
from tui.text.safe import clean
from tui.text.wrap import GUTTER, column_widths, columns_are_legible, wrap

WIDTH: Final = 72
_LEAST_ROOM: Final = 16
_ANY_WIDTH: Final = 1_000_000
_BETWEEN: Final = "\n" + "-" * 8 + "\n\n"


def write_plain(articles: Iterable[Article], width: int | None = WIDTH) -> Iterator[str]:
    """Yield the articles as one text, a line of hyphens between two."""
    separator = ""
    for article in articles:
        yield separator + render_plain(article, width)
        separator = _BETWEEN


def render_plain(article: Article, width: int | None = WIDTH) -> str:
    """Return one article as plain text, ending in a newline.

    A heading is a line of its own after two blank ones. Lines are at most `width` terminal cells,
    but for code and tables; None leaves a paragraph on one line. Links are numbered in the text and
    listed at the end.
    """
    return clean(_PlainWriter(width).article(article))


class _PlainWriter:
    """Writes one article, and numbers its links on the way."""

    def __init__(self, width: int | None) -> None:
        self._width = width
        self._links: dict[str, int] = {}

    def article(self, article: Article) -> str:
        prose = article.prose
        head = [
            self._wrapped(prose.headline),
            self._wrapped(prose.dek or ""),
            self._wrapped(" · ".join(facts(article))),
        ]
        sections = prose.sections
        if prose.dateline:
            head.append(self._wrapped(f"Dateline: {dateline_line(prose.dateline)}"))
        text = [block for section in sections for block in self._section(section)]
        parts = ["\n".join(part for part in head if part), *text, *self._notes(article)]
        parts.append(self._addresses(article))
        return "\n\n".join(part for part in parts if part) + "\n"

    def _notes(self, article: Article) -> Iterator[str]:
        """Yield what was noted, under a heading: passages as quotations, words indented."""
        for number, (passage, words) in enumerate(noted(article)):
            if not number:
                yield f"\n{TITLE}"
            quoted = [f"> {line}".rstrip() for line in self._each_line(passage)]
            said = [f"  {line}".rstrip() for line in self._each_line(words)]
            yield "\n".join([*quoted, *said])

    def _each_line(self, text: str) -> Iterator[str]:
        """Yield what was noted as lines that leave room for a margin; its own empty lines stay."""
        for line in text.split("\n") if text else ():
            yield from self._lines(line, _less(self._width, 2)) or [""]

    def _section(self, section: Section) -> Iterator[str]:
        if section.heading is not None:
            yield "\n" + self._wrapped(section.heading.plain)
        for block in section.blocks:
            yield "\n".join(self._block(block, self._width))

    def _block(self, block: Block, width: int | None) -> list[str]:
        """Return a block as lines of at most so many cells; code may be wider."""
        match block:
            case Paragraph(text) | Heading(text, _):
                return self._lines(self._numbered(text), width)
            case Quote(blocks):
                lines = self._blocks(blocks, _less(width, 2))
                return [f"> {line}".rstrip() for line in lines]
            case ListBlock(items):
                return self._list(items, width)
            case Code(text, _):
                return [f"    {line}".rstrip() for line in text.plain.split("\n")]
            case Image():
                return self._image(block, width)
            case Table():
                return self._table(block, width)
            case Rule():
                return ["* * *"]

    def _blocks(self, blocks: Sequence[Block], width: int | None) -> list[str]:
        """Return blocks as lines, an empty one between two."""
        lines: list[str] = []
        for block in blocks:
            lines += [""] * bool(lines) + self._block(block, width)
        return lines

    def _list(self, items: Sequence[ListItem], width: int | None) -> list[str]:
        """Items stand apart where one of them holds more than a text and a list."""
        apart = any(sum(not isinstance(block, ListBlock) for block in item.blocks) > 1 for item in items)
        lines: list[str] = []
        for item in items:
            lines += [""] * (apart and bool(lines)) + self._item(item, width)
        return lines

    def _item(self, item: ListItem, width: int | None) -> list[str]:
        edge = f"{item.marker} " if item.marker else ""
        margin = " " * (cell_width(edge) or 2)
        lines: list[str] = []
        for number, block in enumerate(item.blocks):
            if number and item.marker and not isinstance(block, ListBlock):
                lines.append("")
            lines += self._block(block, _less(width, len(margin)))
        return [f"{margin if number else edge}{line}".rstrip() for number, line in enumerate(lines)]

    def _image(self, image: Image, width: int | None) -> list[str]:
        caption, *others = image_leaves(image)
        named = f"[Image: {self._numbered(caption)}]" if caption.plain else "[Image]"
        if image.url is not None:
            named += f" [{self._number(image.url)}]"
        told = [("Shows: " if text is image.alt else "") + self._numbered(text) for text in others]
        return [line for text in (named, *told) for line in self._lines(text, width)]

    def _table(self, table: Table, width: int | None) -> list[str]:
        """Set rows of cells under one another; as a list of rows where there is no room for the columns."""
        rows = [[self._numbered(cell) for cell in row] for row in table.rows]
        room = _ANY_WIDTH if width is None else width
        widths = column_widths(rows, room)
        fits = sum(widths) + GUTTER * (len(widths) - 1) <= room
        if fits and columns_are_legible(rows, widths):
            return [line for row in rows for line in _columns(row, widths)]
        return self._listed(rows, width, has_header=table.has_header)

    def _listed(self, rows: Sequence[Sequence[str]], width: int | None, *, has_header: bool) -> list[str]:
        """Set each row as an item, its cells one under the other with the names of their columns."""
        # A header with nothing below it is all that the table says.
        head, body = (rows[0], rows[1:]) if has_header and len(rows) > 1 else ((), rows)
        names = [name.replace("\n", " ") for name in head]
        lines: list[str] = []
        for number, row in enumerate(body):
            lines += self._listed_row(row, names, width, with_empty=not number)
        return lines

    def _listed_row(
        self, row: Sequence[str], names: Sequence[str], width: int | None, *, with_empty: bool
    ) -> list[str]:
        """Set a row as an item; `with_empty` says whether columns are named that it has nothing in."""
        lines: list[str] = []
        for cell, name in zip_longest(row, names, fillvalue=""):
            if cell or (name and with_empty):
                told = f"{name}: {cell}".rstrip() if name else cell
                first, *others = self._lines(told, _less(width, 2))
                lines += [f"{'  ' if lines else '• '}{first}", *(f"  {line}" for line in others)]
        return lines

    def _numbered(self, text: Text) -> str:
        """Return a text with the number of each link after it, and with marks around what is struck out."""
        shown: list[str] = []
        for event in inline_events(text):
            if event.span is None:
                shown.append(text.plain[event.start : event.end])
            elif event.span.kind == "struck":
                shown.append("~~")
            elif event.kind == "close" and event.span.href:
                shown.append(f" [{self._number(event.span.href)}]")
        return "".join(shown)

    def _number(self, href: str) -> int:
        # The same address has one number, however often it is linked.
        return self._links.setdefault(href, len(self._links) + 1)

    def _addresses(self, article: Article) -> str:
        """The article's own address, then its links and its files, one a line."""
        own = [article.headline.url] if article.headline.url else []
        links = [f"[{number}] {href}" for href, number in self._links.items()]
        files = [_named(file) for file in article.enclosures if file.url not in self._links]
        return "\n".join([*own, *links, *files])

    def _wrapped(self, text: str) -> str:
        return "\n".join(self._lines(text, self._width))

    def _lines(self, text: str, width: int | None) -> list[str]:
        """Break a text into lines, at least one."""
        if width is None:
            return text.split("\n")
        return [text[start:end] for start, end in wrap(text, width)] or [""]


def _less(width: int | None, cells: int) -> int | None:
    """Return what a margin leaves of a width; enough for words, however deep it is nested."""
    return None if width is None else max(width - cells, _LEAST_ROOM)


def _columns(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a row, two blanks between its columns."""
    cells = [
        [cell[start:end] for start, end in wrap(cell, width)]
        for cell, width in zip(row, widths, strict=False)
    ]
    for y in range(max(map(len, cells), default=0)):
        shown = [cell[y] if y < len(cell) else "" for cell in cells]
        yield "".join(
            text + " " * (width - cell_width(text) + GUTTER)
            for text, width in zip(shown, widths, strict=False)
        ).rstrip()


def _named(file: Enclosure) -> str:
    return f"{file.url} ({file.relation})" if file.relation else file.url
