"""Hanging pictures in the story that is open: which, how large, and what came of each."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from tui.model.pictures import Fitted, PictureWish, Room
from tui.screens.darkroom import PictureErrands
from tui.widgets.pictures import Hung

if TYPE_CHECKING:
    from tui.drawing.page import Nail
    from tui.model.articles import Article
    from tui.screens.reader.desk import Desk
    from tui.widgets.reading_pane import ReadingPane

NO_PILLOW: Final = "Pictures need dateline's extra `images`: pipx install 'dateline[images]'."
OFF: Final = 'Pictures are off: pictures = "off" in the configuration.'
NONE: Final = "This story has no pictures."
MOST: Final = 40
"""Pictures that are shown of one story."""
_LEAST_ROWS: Final = 4
_LINES_LEFT: Final = 3
"""Lines of a view that a picture leaves for what is said of it."""
_TOGETHER_S: Final = 0.02
"""Pictures that come within that time are hung together: each time the story is laid out anew."""


class PictureHanger:
    """The pictures of the story that is open, while they are shown."""

    def __init__(self, desk: Desk, reading: ReadingPane) -> None:
        self._desk = desk
        self._reading = reading
        self._darkroom = PictureErrands()
        self._asked: list[int] = []
        self._hung: Hung | None = None
        self._came: dict[str, Fitted | str] = {}

    def show(self, *, unasked: bool = False) -> None:
        """Ask for the pictures of the open story, and show each when it is here."""
        why = self._why_not()
        if why:
            if not unasked:
                self._desk.tell(why)
            return
        self._desk.run_worker(self._show(), group="pictures", exclusive=True)

    def _why_not(self) -> str:
        """Say why no pictures can be shown; empty where they can."""
        if self._desk.config.reading.pictures == "off":
            return OFF
        if find_spec("PIL") is None:
            return NO_PILLOW
        page = self._reading.page_shown
        if self._desk.article is None or page is None or not page.nails:
            return NONE
        return ""

    async def _show(self) -> None:
        self._leave_off()
        article, page = self._desk.article, self._reading.page_shown
        if article is None or page is None:
            return
        room = self._room()
        nails = {nail.url: nail for nail in page.nails[:MOST]}
        left_out = len({nail.url for nail in page.nails}) - len(nails)
        if left_out > 0:
            self._desk.tell(f"The first {MOST} pictures; {left_out} more are links.")
        hung = self._hung = Hung(room, nails)
        self._reading.hang(hung)
        asked = await asyncio.to_thread(self._ask, article, hung, list(nails.values()))
        if self._hung is hung:
            self._asked += asked
        else:
            self._darkroom.drop(asked)

    def _ask(self, article: Article, hung: Hung, nails: list[Nail]) -> list[int]:
        """Ask for pictures; for a thread."""
        asked: list[int] = []
        for nail in nails:
            room = hung.room._replace(columns=min(nail.room, hung.room.columns))
            wish = PictureWish(nail.url, article.id, article.feed_url, room)

            def came(answer: Fitted | str, url: str = nail.url) -> None:
                self._desk.call_later(self._take, hung, url, answer)

            asked.append(self._darkroom.ask(wish, came))
        return asked

    def _take(self, hung: Hung, url: str, answer: Fitted | str) -> None:
        """Note what came; it is hung together with what comes at about the same time."""
        if hung is not self._hung or self._reading.hung is not hung:
            return
        if not self._came:
            self._desk.run_worker(self._hang(hung), group="hanging")
        self._came[url] = answer

    async def _hang(self, hung: Hung) -> None:
        await asyncio.sleep(_TOGETHER_S)
        came, self._came = self._came, {}
        if self._reading.hung is hung:
            for url, answer in came.items():
                hung.take(url, answer)
            self._reading.hang(hung)

    def _room(self) -> Room:
        """Return the room that there is for a picture now, and how it is drawn."""
        _, columns = self._reading.column
        rows = max(_LEAST_ROWS, self._reading.size.height - _LINES_LEFT)
        return Room(columns, rows, ground=self._reading.ground)

    def fit(self) -> None:
        """Have the pictures fitted anew, if any are shown."""
        if self._reading.has_pictures:
            self._desk.run_worker(self._show(), group="pictures", exclusive=True)

    def hide(self) -> None:
        """Show the story without its pictures."""
        self._leave_off()
        self._reading.hang(None)

    def _leave_off(self) -> None:
        """Wait for nothing more."""
        self._darkroom.drop(self._asked)
        self._asked, self._hung, self._came = [], None, {}

    def stop(self) -> None:
        """Leave nothing behind."""
        self._leave_off()
        self._darkroom.stop()
