"""The texts of an article in which somebody may speak, each with where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.model.prose import Block, ListBlock, Paragraph, Prose, Quote, block_leaves


@dataclass(frozen=True, slots=True)
class SpokenLeaf:
    """One paragraph: where it lies, its plain text, and in which block quotation it stands."""

    section: int
    leaf: int
    text: str
    quote: Quote | None = None
    """The outermost."""


def spoken_leaves(prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield (section, leaf, plain text) of each paragraph: see `leaves_and_quotes`."""
    for each in leaves_and_quotes(prose):
        yield each.section, each.leaf, each.text


def leaves_and_quotes(prose: Prose) -> Iterator[SpokenLeaf]:
    """Yield each paragraph, those of quotations and lists included; no headings, captions, tables, code."""
    for number, section in enumerate(prose.sections):
        leaf = 1
        for block, quote in _flat(section.blocks, None):
            if isinstance(block, Paragraph):
                yield SpokenLeaf(number, leaf, block.text.plain, quote)
            leaf += len(block_leaves(block))


def _flat(blocks: tuple[Block, ...], quote: Quote | None) -> Iterator[tuple[Block, Quote | None]]:
    """Yield the blocks that hold text themselves, in reading order."""
    for block in blocks:
        match block:
            case Quote(inner):
                yield from _flat(inner, quote or block)
            case ListBlock(items):
                for item in items:
                    yield from _flat(item.blocks, quote)
            case _:
                yield block, quote
