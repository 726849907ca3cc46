"""What changed in the open article, a change at a time, in the reading pane."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.errors import DatelineError
from tui.keys.commands import LIST, READER
from tui.screens.reader.desk import Desk, Part
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.changes.compare import TextChange, Version
    from tui.model.ids import ArticleId
    from tui.screens.orderly import Waits
    from tui.screens.reader.opening import OpeningPart
    from tui.widgets.entity_panel import EntityPanel
    from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from tui.changes import compare
else:  # loaded when first used: whoever starts should not wait for them
    compare = Lazy("tui.changes.compare")


class ChangesPart(Part):
    """Shows what changed, and walks the changes."""

    def __init__(self, desk: Desk, opening: OpeningPart, reading: ReadingPane, panel: EntityPanel) -> None:
        super().__init__(desk)
        self._opening = opening
        self._reading = reading
        self._panel = panel
        self._versions: tuple[ArticleId, tuple[Version, ...]] | None = None
        """The texts of the article whose changes are shown."""
        self._comparing: Waits | None = None

    def turn(self) -> None:
        """Show what changed in the story, or the story again."""
        subject, article = self._desk.subject, self._desk.article
        if self._reading.change is not None and self._desk.pane != LIST:
            self.leave()
        elif subject is not None and article is not None and subject.id == article.id:
            self._desk.focus_pane(READER)
            self._begin(subject.id)
        elif subject is not None:
            self._opening.open(subject, then=lambda article: self._begin(article.id))

    def step(self, step: int) -> None:
        """Show the next change, or the one before; after the last one, all together."""
        change, article = self._reading.change, self._desk.article
        if change is None or article is None:
            return
        # One change and all changes together would be the same page twice.
        numbers = [*range(1, change.count + 1), *([0] if change.count > 1 else [])]
        at = numbers.index(change.number) + step
        if not 0 <= at < len(numbers):
            self.tell("There is no later change." if step > 0 else "There is no change before this one.")
            return
        self._compare(article.id, numbers[at])

    def leave(self) -> bool:
        """Show the story again; tells whether its changes were shown."""
        if self._reading.change is None:
            return False
        self._reading.leave_change()
        return True

    # ── comparing ─────────────────────────────────────────────────────────────────────────────

    def _begin(self, article_id: ArticleId) -> None:
        """Show the last change of an article, as it is stored now."""
        # What is stored may have changed again since these were looked up.
        self._versions = None
        self._compare(article_id, None)

    def _compare(self, article_id: ArticleId, number: int | None) -> None:
        self._comparing = self._desk.host.hold_for_answer(self._comparing)
        self._desk.run_worker(
            self._show(article_id, number, self._comparing), group="changes", exclusive=True
        )

    async def _show(self, article_id: ArticleId, number: int | None, comparing: Waits) -> None:
        try:
            change = await asyncio.to_thread(self._find, article_id, number)
        except DatelineError as error:
            self.tell(str(error), failed=True)
        else:
            self._show_found(article_id, change)
        finally:
            comparing.done()

    def _find(self, article_id: ArticleId, number: int | None) -> TextChange | None:
        """Compare two texts of an article; without a number, the last two. For a thread."""
        if self._versions is None or self._versions[0] != article_id:
            self._versions = (article_id, self._library.versions(article_id))
        versions = self._versions[1]
        newest = len(versions) - 1
        return compare.change(versions, newest if number is None else number) if newest else None

    def _show_found(self, article_id: ArticleId, change: TextChange | None) -> None:
        article = self._desk.article
        if article is None or article.id != article_id:
            return
        if change is None:
            self.tell("This story has not changed since it came.")
            return
        self._reading.show_change(change)
        # Nothing is lit on a page of changes: it has no names.
        self._panel.choose(None)
