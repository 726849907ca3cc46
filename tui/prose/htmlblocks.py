"""Sections under construction: paragraphs, quotations, lists, figures and tables fall into place."""

from __future__ import annotations

from typing import Final

from tui.model.numbering import Counter, Style, marker_of
from tui.model.prose import (
    DEEPEST,
    Block,
    Heading,
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
_DEEPEST_QUOTE: Final = DEEPEST - 1
"""One level less than there may be: in a quotation there is always room for a list."""
_WIDEST_CELL: Final = 20
"""The most columns that one cell may claim to span."""
_MOST_COLUMNS: Final = 100
"""How far to the right it is looked which cells reach down."""
_NO_TEXT: Final = Text("")


class OpenList:
    """A list while its tags go by: how its items are marked."""

    __slots__ = ("_next", "items", "start", "step", "style")

    def __init__(self, style: Style | None = None, start: int | None = None, step: int = 1) -> None:
        self.style: Style | None = style
        """None for bullets."""
        self.start = start
        """None: a list begins with 1, and one that counts down ends with it."""
        self.step = step
        self.items = 0
        """How many items there have been."""
        self._next: int | None = None

    def next_marker(self, number: int | None) -> str:
        """Return the marker of the next item, which may state its own number; once all items are known."""
        if self.style is None:
            return BULLET
        if self._next is None:
            # `reversed` counts down to 1: how far up it begins is known at the end.
            self._next = (self.items if self.step < 0 else 1) if self.start is None else self.start
        shown = self._next if number is None else number
        self._next = shown + self.step
        return marker_of(Counter(shown, self.style))


class _Item:
    """An item while its tags go by."""

    __slots__ = ("blocks", "number", "owner")

    def __init__(self, owner: OpenList | None, number: int | None) -> None:
        self.blocks: list[Block] = []
        self.owner = owner
        """The list that marks it; None where it has no marker."""
        self.number = number

    def built(self) -> ListItem:
        return ListItem(tuple(self.blocks), self.owner.next_marker(self.number) if self.owner else "")


class _Frame:
    """A body, a quotation or a list while its tags go by: where blocks are put."""

    __slots__ = ("blocks", "depth", "items", "opened", "own")

    def __init__(
        self,
        blocks: list[Block],
        depth: int,
        opened: OpenList | None = None,
        items: list[_Item] | None = None,
        *,
        own: bool = True,
    ) -> None:
        self.blocks = blocks
        self.depth = depth
        self.opened = opened
        self.items = items
        """A list's; None for the others."""
        self.own = own
        """Whether a block comes of it; what is nested too deep goes into the one around it."""

    def shared(self, opened: OpenList | None) -> _Frame:
        """Return a frame for what is nested too deep within this one."""
        return _Frame(self.blocks, self.depth, opened, self.items, own=False)


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
            # `rowspan` and `colspan` of 1000 in each cell would make millions of empty ones.
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
                # One `th` is the name of a row; a header is a row of them, but for an empty corner.
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
    """Puts texts and blocks where they belong: into the innermost quotation or item that is open.

    What is nested deeper than `DEEPEST` stands in the last that is not: a quotation's blocks beside
    those around it, a list's items among those of the list around it.
    """

    def __init__(self) -> None:
        self._sections: list[Section] = []
        self._heading: Text | None = None
        self._level = 2
        self._frames = [_Frame([], 0)]
        self._figures: list[_Figure] = []
        self._seen_images: set[str] = set()

    @property
    def in_list(self) -> bool:
        """Whether the innermost that is open is a list."""
        return self._frames[-1].items is not None

    @property
    def in_body(self) -> bool:
        """Whether text would be a paragraph of its own, and a heading would begin a section."""
        return len(self._frames) == 1

    def place(self, text: Text) -> None:
        """Put a finished text where it belongs."""
        if text.plain:
            self.append(Paragraph(text))

    def append(self, block: Block) -> None:
        """Put a block where it belongs; in a list before its first item it is an item without a marker."""
        self._blocks_now().append(block)

    def heading(self, text: Text, level: int) -> None:
        """Begin a section under a heading; within a quotation or a list it is one of their blocks."""
        if self.in_body:
            self._end_section()
            self._heading, self._level = text, level
        else:
            self.append(Heading(text, level))

    def begin_quote(self) -> None:
        """Begin a quotation, perhaps within another or within an item."""
        frame = self._frames[-1]
        if frame.depth < _DEEPEST_QUOTE:
            self._frames.append(_Frame([], frame.depth + 1))
        else:
            self._frames.append(frame.shared(frame.opened))

    def end_quote(self) -> None:
        """End a quotation."""
        frame = self._frames.pop()
        # Nothing was quoted: pages draw boxes and indents with it.
        if frame.own and frame.blocks:
            self.append(Quote(tuple(frame.blocks)))

    def begin_list(self, opened: OpenList) -> None:
        """Begin a list, perhaps within an item of another."""
        around = self._frames[-1]
        if around.depth < DEEPEST:
            self._frames.append(_Frame([], around.depth + 1, opened, []))
        else:
            self._frames.append(around.shared(opened))

    def end_list(self) -> None:
        """End the innermost list."""
        frame = self._frames.pop()
        if not frame.own:
            return
        items = tuple(item for item in map(_Item.built, frame.items or ()) if item.blocks)
        if items:
            self.append(ListBlock(items))

    def begin_item(self, number: int | None, *, marked: bool = True) -> None:
        """Begin an item of the innermost list."""
        frame = self._frames[-1]
        if frame.items is None or frame.opened is None:
            return
        frame.opened.items += marked
        frame.items.append(_Item(frame.opened if marked else None, number))

    def begin_definition(self) -> None:
        """Begin what is said of a term: it goes on with the term's item, where there is one."""
        items = self._frames[-1].items
        # A `dd` without a `dt`, or in a list of bullets, is an item of its own.
        if not items or items[-1].owner is not None:
            self.begin_item(None, marked=False)

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
            figure.images[-1] = captioned(figure.images[-1], figure.caption)
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
        blocks = self._blocks_now()
        before = blocks[-1] if blocks else None
        if isinstance(before, Image) and image.caption.plain and image.caption == before.caption:
            return  # the same in another size, as some feeds put one before the article's own
        if self._figures:
            self._figures[-1].images.append(image)
        else:
            blocks.append(image)

    def finish(self) -> tuple[Section, ...]:
        """Return the sections; call once, with everything closed."""
        self._end_section()
        return tuple(self._sections)

    def _blocks_now(self) -> list[Block]:
        frame = self._frames[-1]
        if frame.items is None:
            return frame.blocks
        if not frame.items:
            self.begin_item(None, marked=False)
        return frame.items[-1].blocks

    def _end_section(self) -> None:
        blocks = self._frames[0].blocks
        if self._heading is not None or blocks:
            self._sections.append(Section(self._heading, tuple(blocks), self._level))
        self._heading, self._level = None, 2
        self._frames[0].blocks = []


def captioned(image: Image, caption: Text) -> Image:
    """Return a picture with a caption; what stood in for the picture is kept where it says something else."""
    said = _folded(caption)
    alt = image.caption if _folded(image.caption) not in said else _NO_TEXT
    title = image.title if _folded(image.title) not in said else _NO_TEXT
    return Image(caption, image.url, alt, title)


def _folded(text: Text) -> str:
    return " ".join(text.plain.casefold().split())
