"""The pictures of the open story, shown when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys.commands import LIST, READER
from tui.screens.reader.desk import Desk, Part
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.articles import Article
    from tui.screens.reader.opening import OpeningPart
    from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from tui.screens import hanging
else:  # loaded when first used: whoever starts should not wait for them
    hanging = Lazy("tui.screens.hanging")


class PicturesPart(Part):
    """Shows a story's pictures, and hides them."""

    def __init__(self, desk: Desk, opening: OpeningPart, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._opening = opening
        self._reading = reading
        self._hanging: hanging.PictureHanger | None = None
        opening.thens.append(self.show_unasked)

    def turn(self) -> None:
        """Show the story's pictures, or hide them."""
        subject, article = self._desk.subject, self._desk.article
        if subject is None:
            self.tell("Open a story first.")
        elif article is None or subject.id != article.id:
            self._opening.open(subject, then=lambda _: self._show())
        elif self._reading.hung is not None and self._reading.change is None and self._desk.pane != LIST:
            self._hang().hide()
        else:
            self._desk.focus_pane(READER)
            self._show()

    def show_unasked(self, article: Article) -> None:
        """Show the pictures of a feed whose stories are to have them at once."""
        feeds = self._desk.config.feeds
        if article.feed_url in feeds and feeds[article.feed_url].pictures:
            self._hang().show(unasked=True)

    def cover(self, is_covered: bool) -> None:
        """Something opens over the story, or nothing stands over it any more."""
        if self._hanging is not None:
            self._hanging.cover(is_covered)

    def stop(self) -> None:
        """Leave nothing behind, on the terminal or at work."""
        if self._hanging is not None:
            self._hanging.stop()

    def _show(self) -> None:
        if self._reading.change is not None:
            self._reading.leave_change()
        self._hang().show()

    def _hang(self) -> hanging.PictureHanger:
        if self._hanging is None:
            self._hanging = hanging.PictureHanger(self._desk, self._reading)
        return self._hanging
