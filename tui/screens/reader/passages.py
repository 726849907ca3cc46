"""A passage of the open article lit up, by where it stands, or by its words where the text has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.drawing.page import Page
    from tui.model.names import Mention
    from tui.widgets.reading_pane import ReadingPane


def light_passage(reading: ReadingPane, parts: Sequence[Mention], words: str, called: str) -> None:
    """Light up the parts of a passage, and go to the first; `called` is what the title says of it.

    `words` are what is expected there. Nothing is lit where they stand nowhere any more.
    """
    page = reading.page_shown
    if page is None:
        return
    # From the top, or another of the same words further down would be gone to.
    reading.show_line(0)
    reading.light_spans(_there(page, parts, words) or _elsewhere(page, words), called)


def _there(page: Page, parts: Sequence[Mention], words: str) -> list[list[tuple[int, int]]] | None:
    """Return the parts as characters of each text of the page; None where other words stand there now."""
    spans: list[list[tuple[int, int]]] = [[] for _ in page.leaves]
    for part in parts:
        leaf = page.addresses.get((part.section, part.leaf))
        found = page.leaves[leaf].plain[part.start : part.end] if leaf is not None else ""
        if leaf is None or not found or found not in words:
            return None
        spans[leaf].append((part.start, part.end))
    return spans


def _elsewhere(page: Page, words: str) -> list[list[tuple[int, int]]]:
    """Return where the words stand first; nothing where they do not."""
    spans: list[list[tuple[int, int]]] = [[] for _ in page.leaves]
    for leaf, text in enumerate(page.leaves):
        start = text.plain.find(words) if words else -1
        if start >= 0:
            spans[leaf].append((start, start + len(words)))
            break
    return spans
