"""Lists told in two ways: nested, as the model holds them, and flat, as rows of (text, depth, marker).

The flat way is shorter, and it is the one that stored texts and exports have had from the first; it can
say a list whose items are a text each, and perhaps a list within them. Nothing else is told in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.model.prose import DEEPEST, Block, ListBlock, ListItem, Paragraph, Text, block_leaves


class FlatRow(NamedTuple):
    """A text of a list, how deep it stands, and its marker; without one it goes on with the item before."""

    text: Text
    depth: int
    marker: str


def flat_rows(block: ListBlock) -> list[FlatRow] | None:
    """Return a list as rows; None where rows cannot say it."""
    # What rows cannot say is not cut down to them: it is stored and exported in the longer form.
    return list(rows_of(block)) if _is_flat(block) else None


def rows_of(block: ListBlock, depth: int = 0) -> Iterator[FlatRow]:
    """Yield all texts of a list as rows, whatever they are the texts of."""
    for item in block.items:
        marker = item.marker
        for inner in item.blocks:
            if isinstance(inner, ListBlock):
                yield from rows_of(inner, depth + 1)
                continue
            for text in block_leaves(inner):
                yield FlatRow(text, depth, marker)
                marker = ""


def list_of_rows(rows: Iterable[FlatRow], deepest: int = DEEPEST) -> ListBlock:
    """Return the list that rows say, in at most so many levels: each row is an item, or goes on with one."""
    levels = [_Level(0)]
    for row in rows:
        while len(levels) > 1 and row.depth < levels[-1].depth:
            _close(levels)
        level = levels[-1]
        # Depths may begin anywhere and leave numbers out: only deeper and less deep are told apart.
        if not level.items:
            level.depth = row.depth
        elif not row.marker:
            level.items[-1][0].append(Paragraph(row.text))
            continue
        elif row.depth > level.depth and len(levels) < deepest:
            level = _Level(row.depth)
            levels.append(level)
        level.items.append(([Paragraph(row.text)], row.marker))
    while len(levels) > 1:
        _close(levels)
    return levels[0].built()


class _Level:
    """A list whose last item has not come: its items' blocks and markers."""

    __slots__ = ("depth", "items")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.items: list[tuple[list[Block], str]] = []

    def built(self) -> ListBlock:
        return ListBlock(tuple(ListItem(tuple(blocks), marker) for blocks, marker in self.items))


def _close(levels: list[_Level]) -> None:
    """Put the innermost list into the last item of the one around it."""
    inner = levels.pop().built()
    levels[-1].items[-1][0].append(inner)


def _is_flat(block: ListBlock) -> bool:
    return bool(block.items) and all(item.marker and _is_flat_item(item) for item in block.items)


def _is_flat_item(item: ListItem) -> bool:
    match item.blocks:
        case (Paragraph(),):
            return True
        case (Paragraph(), ListBlock() as inner):
            return _is_flat(inner)
        case _:
            return False
