"""Change the texts of sections while their shape stays: the one walk over all kinds of block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
)
from tui.text.safe import clean

TextTransform = Callable[[Text], Text]


def with_texts(sections: tuple[Section, ...], change: TextTransform) -> tuple[Section, ...]:
    """Return the sections with `change` applied to every heading and every text of a block."""
    return tuple(
        replace(
            section,
            heading=change(section.heading) if section.heading else None,
            blocks=_all_with_texts(section.blocks, change),
        )
        for section in sections
    )


def _all_with_texts(blocks: tuple[Block, ...], change: TextTransform) -> tuple[Block, ...]:
    return tuple(_with_texts(block, change) for block in blocks)


def _with_texts(block: Block, change: TextTransform) -> Block:
    match block:
        case Paragraph():
            return Paragraph(change(block.text))
        case Quote():
            return Quote(_all_with_texts(block.blocks, change))
        case ListBlock():
            return ListBlock(
                tuple(replace(item, blocks=_all_with_texts(item.blocks, change)) for item in block.items)
            )
        case Heading() | Code():
            return replace(block, text=change(block.text))
        case Image():
            return _image_with_texts(block, change)
        case Table():
            return replace(block, rows=tuple(tuple(map(change, row)) for row in block.rows))
        case Rule():
            return block


def _image_with_texts(image: Image, change: TextTransform) -> Image:
    """Change what is said of a picture; of most only the caption says anything."""
    return replace(
        image,
        caption=change(image.caption),
        alt=change(image.alt) if image.alt.plain else image.alt,
        title=change(image.title) if image.title.plain else image.title,
    )


def cleaned(text: Text) -> Text:
    """Make a text harmless; its spans move with the words they are over, or go with them."""
    plain = clean(text.plain)
    if plain == text.plain:
        return text
    moved = [
        replace(span, start=len(clean(text.plain[: span.start])), end=len(clean(text.plain[: span.end])))
        for span in text.spans
    ]
    return Text(plain, tuple(span for span in moved if span.start < span.end <= len(plain)))


def cut_before(text: Text, start: int) -> Text:
    """Drop the first `start` characters of a text; its spans move with it, or shrink, or go."""
    spans = tuple(
        replace(span, start=max(span.start - start, 0), end=span.end - start)
        for span in text.spans
        if span.end > start
    )
    return Text(text.plain[start:], spans)
