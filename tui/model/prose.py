"""An article's text: sections of blocks, and the leaves of text in them.

How text is addressed: an article is a headline, perhaps a dek, and sections. The *leaves* of a
section are its heading (index 0, empty where there is none) and then the texts of its blocks in
reading order (`section_leaves`). A mention names (section, leaf, start, end); section `FRONT`
holds the headline (leaf 0) and the dek (leaf 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, get_args

from tui.text.wordcount import count_words

FRONT: Final = -1
"""The section index under which the headline (leaf 0) and the dek (leaf 1) are addressed."""


SpanKind = Literal["link", "emphasis", "strong", "code", "struck"]


SPAN_KINDS: Final[tuple[SpanKind, ...]] = get_args(SpanKind)


@dataclass(frozen=True, slots=True)
class InlineSpan:
    """A stretch of a text that is a link, emphasis, strong, code or struck out; half-open, in characters."""

    start: int
    end: int
    kind: SpanKind
    href: str | None = None
    """The link's target, absolute http or https, or a `magnet:` address; only for links."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text with inline spans over it."""

    plain: str
    spans: tuple[InlineSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a quotation or a list's item; all others begin sections."""

    text: Text
    level: int = 2
    """As the source had it, 1 to 6."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation: paragraphs mostly, but lists, code and further quotations too."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: mostly a paragraph, and after it the lists, code and the like that belong to it."""

    blocks: tuple[Block, ...]
    marker: str = "•"
    """`•`, or the number with its stop, as it is to be shown: `3.`, `iv.`. Empty for a term and what is said
    of it: its first text stands where a marker would, what follows is indented."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; the lists within it are blocks of its items."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text; its line breaks and blanks count."""

    text: Text
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, shown as what is said of it; never fetched unasked."""

    caption: Text
    """What stands under it, else the text that stands in for it; may be empty."""
    url: str | None = None
    alt: Text = Text("")
    """The text that stands in for it, where it has a caption too that says something else."""
    title: Text = Text("")
    """What is shown while one points at it, where that is something else again."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; rows may differ in length."""

    rows: tuple[tuple[Text, ...], ...]
    has_header: bool = False
    """Whether the first row names the columns."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Paragraph | Heading | Quote | ListBlock | Code | Image | Table | Rule


DEEPEST: Final = 8
"""So many quotations and lists stand within one another at the most; what is deeper stands in the last.
Who walks blocks may recur: parsers keep to it, and so does who reads blocks of others."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or none, and the blocks under it."""

    heading: Text | None
    blocks: tuple[Block, ...]
    level: int = 2
    """The heading's level as the source had it, 1 to 6."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place (and agency) that opens a news text: `ISTANBUL (AP) —`."""

    place: str
    """The place in the text's own spelling but not all capitals: `Istanbul`, `Paris/Berlin`."""
    agency: str | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """Each place by itself: `Paris`, `Berlin`."""
        return tuple(place for each in self.place.split("/") if (place := each.strip()))


@dataclass(frozen=True, slots=True)
class Prose:
    """An article's text with its facts taken out as fields. What the source did not say is None."""

    headline: str
    sections: tuple[Section, ...]
    dek: str | None = None
    byline: str | None = None
    """Who wrote it, without a leading "By"."""
    dateline: Dateline | None = None
    summary: str | None = None
    """The source's summary as plain text; shown in lists, searched, never doubled in the text."""
    language: str | None = None
    """As a BCP 47 tag; it ends in `READERS_OWN` where the reader said so."""

    @property
    def stated_language(self) -> str | None:
        """The language as others are to read it."""
        return self.language.removesuffix(READERS_OWN) if self.language else None

    @property
    def words(self) -> int:
        """The number of words in the sections."""
        return count_words(plain_text(self.sections))


READERS_OWN: Final = "-x-reader"
"""A private subtag (RFC 5646 §2.2.7) behind a language that the reader gave a feed: no text overrules it."""
_NO_TEXT: Final = Text("")


def block_leaves(block: Block) -> tuple[Text, ...]:
    """Return the texts of a block and of those within it, in reading order; a rule has none."""
    match block:
        case Paragraph(text) | Heading(text, _) | Code(text, _):
            return (text,)
        case Quote(blocks):
            return _leaves_of_all(blocks)
        case ListBlock(items):
            return _leaves_of_all(chain.from_iterable(item.blocks for item in items))
        case Image():
            return image_leaves(block)
        case Table(rows, _):
            return tuple(chain.from_iterable(rows))
        case Rule():
            return ()


def _leaves_of_all(blocks: Iterable[Block]) -> tuple[Text, ...]:
    return tuple(chain.from_iterable(map(block_leaves, blocks)))


def image_leaves(image: Image) -> tuple[Text, ...]:
    """Return what is said of a picture: its caption, even where it is empty, and what else there is."""
    return (image.caption, *(text for text in (image.alt, image.title) if text.plain))


def blocks_within(block: Block) -> Iterator[Block]:
    """Yield a block and then all that it holds, in reading order."""
    yield block
    match block:
        case Quote(blocks):
            inner = blocks
        case ListBlock(items):
            inner = tuple(one for item in items for one in item.blocks)
        case _:
            return
    for one in inner:
        yield from blocks_within(one)


def section_leaves(section: Section) -> tuple[Text, ...]:
    """Return a section's heading (empty where there is none) and the texts of its blocks."""
    leaves = [section.heading or _NO_TEXT]
    for block in section.blocks:
        leaves.extend(block_leaves(block))
    return tuple(leaves)


def plain_text(sections: Sequence[Section]) -> str:
    """Return all the text of the sections, one leaf a line, in reading order."""
    return "\n".join(leaf.plain for section in sections for leaf in section_leaves(section) if leaf.plain)
