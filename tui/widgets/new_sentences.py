"""What of the open story is new to the reader: marked at the margin, and walked from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.drawing.page import Overlay, Page
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.drawing.newness import NewOnPage
    from tui.model.names import Mention

if TYPE_CHECKING:
    from tui.drawing import newness
else:  # loaded when first used: whoever starts should not wait for them
    newness = Lazy("tui.drawing.newness")


class NewSentences:
    """The sentences of a story that nothing opened of its thread has said, on its page."""

    def __init__(self, relight: Callable[[], object], bring: Callable[[range], object]) -> None:
        """`relight` draws the page anew; `bring` scrolls lines of it into view."""
        self._relight = relight
        self._bring = bring
        self._told: tuple[Mention, ...] | None = None
        self._page: Page | None = None
        self._placed: NewOnPage | None = None
        self._at = -1
        """Which of them the reader has walked to; -1: none."""

    def show(self, sentences: Sequence[Mention] | None) -> None:
        """Mark them; None: it is not known which they are."""
        self.forget()
        self._told = None if sentences is None else tuple(sentences)
        self.place(self._page)
        self._relight()

    def forget(self) -> None:
        """Another text is shown, of which it is not known yet."""
        self._told, self._placed, self._at = None, None, -1

    def leave(self) -> None:
        """Be at none of them."""
        self._at = -1

    def place(self, page: Page | None) -> None:
        """Find them on a page; None: another text is shown for the time being."""
        self._page = page
        if self._told is None or page is None:
            self._placed = None
        else:
            self._placed = newness.new_on_page(page, self._told)

    @property
    def count(self) -> tuple[int, int] | None:
        """Which of them the reader is at, from 1, 0 for none, and of how many; None: that is not known."""
        return None if self._placed is None else (self._at + 1, len(self._placed.hits))

    def sign(self, line: int) -> tuple[str, str]:
        """Return what stands in the margin of a line of the page, and its look; nothing in most."""
        return (
            (newness.BAR, "new.bar")
            if self._placed is not None and line in self._placed.lines
            else ("", "text")
        )

    def here(self) -> Iterator[tuple[int, Overlay]]:
        """Yield the leaf that the one which the reader is at stands in, and what is laid over it."""
        if self._placed is not None and 0 <= self._at < len(self._placed.hits):
            hit = self._placed.hits[self._at]
            yield hit.leaf, Overlay(hit.start, hit.end, "new.here")

    def go(self, step: int, top: int, height: int) -> bool:
        """Go to the next one (1) or the one before (-1), seen from a view; tells whether there is one."""
        there = self._placed.next(self._at, step, top, height) if self._placed else None
        if self._placed is None or there is None:
            return False
        self._at = there
        self._relight()
        self._bring(self._placed.lines_of(there))
        return True
