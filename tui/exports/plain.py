"""Articles as plain text: for a pager, a mail, a screen reader. No colour, no boxes, links at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tui.cells import cell_width
from tui.exports.facts import dateline_line, facts
from tui.exports.inline import pieces
from tui.model import (
    Article,
    Block,
    Code,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
)
from tui.safetext import clean
from tui.wrap import wrap

WIDTH: Final = 72
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
    return clean(_Writer(width).article(article))


class _Writer:
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
        parts = ["\n".join(part for part in head if part), *text, self._addresses(article)]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _section(self, section: Section) -> Iterator[str]:
        if section.heading is not None:
            yield "\n" + self._wrapped(section.heading.plain)
        for block in section.blocks:
            yield self._block(block)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(text):
                return self._wrapped(self._numbered(text))
            case Quote(paragraphs):
                return "\n>\n".join(self._wrapped(self._numbered(text), "> ", "> ") for text in paragraphs)
            case ListBlock(items):
                return "\n".join(
                    self._wrapped(
                        self._numbered(item.text),
                        f"{'  ' * item.depth}{item.marker} ",
                        "  " * (item.depth + 1),
                    )
                    for item in items
                )
            case Code(text, _):
                return "\n".join(f"    {line}".rstrip() for line in text.plain.split("\n"))
            case Image(caption, _):
                return self._wrapped(f"[Image: {self._numbered(caption)}]" if caption.plain else "[Image]")
            case Table(rows, _):
                return _columns([[self._numbered(cell).replace("\n", " ") for cell in row] for row in rows])
            case Rule():
                return "* * *"

    def _numbered(self, text: Text) -> str:
        """Return a text with the number of each link after it."""
        shown: list[str] = []
        for piece in pieces(text):
            if piece.kind == "characters":
                shown.append(text.plain[piece.start : piece.end])
            elif piece.kind == "close" and piece.span and piece.span.href:
                shown.append(f" [{self._links.setdefault(piece.span.href, len(self._links) + 1)}]")
        return "".join(shown)

    def _addresses(self, article: Article) -> str:
        """The article's own address, then its links and its files, one a line."""
        own = [article.listing.url] if article.listing.url else []
        links = [f"[{number}] {href}" for href, number in self._links.items()]
        return "\n".join([*own, *links, *(enclosure.url for enclosure in article.enclosures)])

    def _wrapped(self, text: str, first: str = "", rest: str = "") -> str:
        """Break a text into lines: `first` opens the first one, `rest` the others."""
        if self._width is None:
            lines = text.split("\n")
        else:
            room = max(self._width - cell_width(rest or first), 20)
            lines = [text[start:end] for start, end in wrap(text, room)]
        return f"\n{rest}".join(f"{first}{line}" if n == 0 else line for n, line in enumerate(lines))


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Set rows of cells under one another, two blanks between the columns."""
    count = max((len(row) for row in rows), default=0)
    widths = [max(cell_width(row[n]) for row in rows if n < len(row)) for n in range(count)]
    lines = (
        "  ".join(cell + " " * (width - cell_width(cell)) for cell, width in zip(row, widths, strict=False))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
