"""Sections under construction: paragraphs, quotations, lists, figures and tables fall into place."""

from __future__ import annotations

from typing import Final

from tui.model import (
    Block,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)

BULLET: Final = "•"
_DEEPEST: Final = 8
"""Lists nested deeper are shown as deep as this."""
_WIDEST_CELL: Final = 20
"""The most columns that one cell may claim to span."""
_MOST_COLUMNS: Final = 100
"""How far to the right it is looked which cells reach down."""
_NO_TEXT: Final = Text("")


class OpenList:
    """A list whose end has not come: how its next item is marked."""

    __slots__ = ("letters", "number", "ordered", "step")

    def __init__(
        self, ordered: bool = False, start: int = 1, step: int = 1, letters: str | None = None
    ) -> None:
        self.ordered = ordered
        self.number = start
        self.step = step
        self.letters = letters
        """`a` or `A` where items carry letters."""

    def next_marker(self, number: int | None) -> str:
        """Return the marker of the next item, which may state its own number."""
        if not self.ordered:
            return BULLET
        shown = self.number if number is None else number
        self.number = shown + self.step
        if self.letters and 1 <= shown <= 26:
            return chr(ord(self.letters) + shown - 1) + "."
        return f"{shown}."


class _Figure:
    __slots__ = ("caption", "images")

    def __init__(self) -> None:
        self.images: list[Image] = []
        self.caption: Text | None = None


class TableRows:
    """A table of data whose end has not come."""

    __slots__ = ("_below", "_rows", "has_header", "header_cells", "in_head", "row")

    def __init__(self) -> None:
        self._rows: list[tuple[Text, ...]] = []
        self.row: list[Text] = []
        self.header_cells = 0
        self.in_head = False
        self.has_header = False
        self._below: dict[int, int] = {}
        """How many more rows a cell above reaches into, by column."""

    def add_cell(self, text: Text, header: bool, columns: int, rows: int) -> None:
        """Add a cell; where it spans columns or rows empty ones stand, so that columns align."""
        self._pass_spanned()
        self.header_cells += header
        wide = max(1, min(columns, _WIDEST_CELL))
        if rows > 1:
            last = min(len(self.row) + wide, _MOST_COLUMNS)
            self._below.update(dict.fromkeys(range(len(self.row), last), rows))
        self.row.append(text)
        self.row.extend([_NO_TEXT] * (wide - 1))

    def _pass_spanned(self) -> None:
        """Leave the places empty that cells above reach into."""
        while len(self.row) in self._below:
            self.row.append(_NO_TEXT)

    def end_row(self) -> None:
        """End a row; one without text is dropped."""
        if any(cell.plain for cell in self.row):
            self._pass_spanned()
            if not self._rows:
                self.has_header = self.in_head or self.header_cells > 1 >= len(self.row) - self.header_cells
            self._rows.append(tuple(self.row))
        self.row, self.header_cells = [], 0
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}

    def build(self) -> Table | None:
        """Return the table without its empty columns (of pictures); None where no cell holds text."""
        self.end_row()
        if not self._rows:
            return None
        full = {column for row in self._rows for column, cell in enumerate(row) if cell.plain}
        rows = (tuple(cell for column, cell in enumerate(row) if column in full) for row in self._rows)
        return Table(tuple(rows), self.has_header)


class PageBuilder:
    """Puts texts and blocks where they belong, given what is open around them.

    Within a quotation every text is a paragraph of it; within a list, an item of it. A block that
    neither can hold (code, a picture, a table) ends what was collected and the rest follows it.
    """

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._heading: Text | None = None
        self._level = 2
        self._blocks: list[Block] = []
        self._lists: list[OpenList] = []
        self._items: list[ListItem] = []
        self._marker = ""
        self._indent = 0
        self._quotes = 0
        self._quoted: list[Text] = []
        self._figures: list[_Figure] = []
        self._seen_images: set[str] = set()

    @property
    def in_list(self) -> bool:
        """Whether text would be a list's item."""
        return bool(self._lists) and not self._quotes

    @property
    def any_list(self) -> bool:
        """Whether a list is open at all."""
        return bool(self._lists)

    @property
    def in_body(self) -> bool:
        """Whether text would be a paragraph of its own, and a heading would begin a section."""
        return not self._lists and not self._quotes

    def place(self, text: Text) -> None:
        """Put a finished text where it belongs."""
        if not text.plain:
            return
        if self._quotes:
            self._quoted.append(text)
        elif self._lists:
            depth = min(len(self._lists) - 1 + self._indent, _DEEPEST)
            self._items.append(ListItem(text, depth, self._marker))
            self._marker = ""
        else:
            self.append(Paragraph(text))

    def append(self, block: Block) -> None:
        """Put a block that is not running text after what was collected."""
        self._collect()
        self._blocks.append(block)

    def begin_section(self, heading: Text, level: int) -> None:
        """End the section and begin one under a heading."""
        self._end_section()
        self._heading, self._level = heading, level

    def begin_quote(self) -> None:
        """Begin a quotation; one within another goes on with it."""
        self._collect_items()
        self._quotes += 1

    def end_quote(self) -> None:
        """End a quotation."""
        self._quotes -= 1
        if not self._quotes:
            self._collect()

    def begin_list(self, opened: OpenList) -> None:
        """Begin a list, perhaps within an item of another."""
        self._lists.append(opened)
        self._indent = 0

    def end_list(self) -> None:
        """End the innermost list; text that follows in the outer item has no marker."""
        self._lists.pop()
        self._marker, self._indent = "", 0
        if not self._lists and not self._quotes:
            self._collect()

    def begin_item(self, number: int | None, *, indent: int = 0, marked: bool = True) -> None:
        """Begin an item of the innermost list."""
        self._marker = self._lists[-1].next_marker(number) if marked else ""
        self._indent = indent

    def begin_figure(self) -> None:
        """Begin a figure: its pictures wait for their caption."""
        self._figures.append(_Figure())

    def caption(self, text: Text) -> None:
        """Put a caption to the figure; outside of one, or as a second one, it is a paragraph."""
        if self._figures and self._figures[-1].caption is None:
            self._figures[-1].caption = text
        else:
            self.place(text)

    def end_figure(self) -> None:
        """End a figure: the caption goes to its last picture, or stands alone."""
        figure = self._figures.pop()
        if figure.caption is not None and figure.images:
            figure.images[-1] = Image(figure.caption, figure.images[-1].url)
        for image in figure.images:
            self.append(image)
        if figure.caption is not None and not figure.images:
            self.place(figure.caption)

    def picture(self, image: Image) -> None:
        """Put a picture; the same again (as pages do that load late) is dropped."""
        if image.url is not None:
            if image.url in self._seen_images:
                return
            self._seen_images.add(image.url)
        before = self._blocks[-1] if self._blocks else None
        if isinstance(before, Image) and image.caption.plain and image.caption == before.caption:
            return  # the same in another size, as some feeds put one before the article's own
        if self._figures:
            self._figures[-1].images.append(image)
        else:
            self.append(image)

    def finish(self) -> tuple[Section, ...]:
        """Return the sections; call once, with everything closed."""
        self._end_section()
        return tuple(self._sections)

    def _end_section(self) -> None:
        self._collect()
        if self._heading is not None or self._blocks:
            self._sections.append(Section(self._heading, tuple(self._blocks), self._level))
        self._heading, self._level, self._blocks = None, 2, []

    def _collect(self) -> None:
        self._collect_items()
        if self._quoted:
            self._blocks.append(Quote(tuple(self._quoted)))
            self._quoted = []

    def _collect_items(self) -> None:
        if self._items:
            self._blocks.append(ListBlock(tuple(self._items)))
            self._items = []
