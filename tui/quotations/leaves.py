"""The texts of an article in which somebody may speak, each with where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from tui.model.prose import Block, ListBlock, Paragraph, Prose, Quote, block_leaves


def spoken_leaves(prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield (section, leaf, plain text) of each paragraph, those of quotations and lists included.

    Headings, captions, tables and code are left out.
    """
    for number, section in enumerate(prose.sections):
        leaf = 1
        for block in _flat(section.blocks):
            leaves = block_leaves(block)
            if isinstance(block, Paragraph):
                yield number, leaf, block.text.plain
            leaf += len(leaves)


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks that hold text themselves, in reading order."""
    for block in blocks:
        match block:
            case Quote(inner):
                yield from _flat(inner)
            case ListBlock(items):
                for item in items:
                    yield from _flat(item.blocks)
            case _:
                yield block
