"""Hanging pictures in the story that is open: which, how large, and what came of each."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Final

from tui.model.pictures import Fitted, PictureWish, Room
from tui.screens.darkroom import PictureErrands
from tui.terminal import graphics
from tui.terminal.graphics import Abilities, Listening, Paints
from tui.widgets.pictures import Easel, Hung, ground_of

if TYPE_CHECKING:
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
_MOST_COLOURS: Final = 48
"""For sixel: more take longer to write than they are worth."""
_TOGETHER_S: Final = 0.02
"""Pictures that come within that time are hung together: each time the story is laid out anew."""


class PictureHanger:
    """The pictures of the story that is open, while they are shown."""

    def __init__(self, desk: Desk, reading: ReadingPane) -> None:
        self._desk = desk
        self._reading = reading
        self._errands = PictureErrands()
        self._asked: list[int] = []
        self._hung: Hung | None = None
        self._came: dict[str, Fitted | str] = {}
        self._left = 0
        """How many are on their way."""
        self._asking: asyncio.Task[Abilities] | None = None
        """Asking the terminal what it can: once, when pictures are first wanted."""
        self._easel: Easel | None = None

    def show(self, *, unasked: bool = False) -> None:
        """Ask for the pictures of the open story, and show each when it is here."""
        why = self._why_not()
        if why:
            if not unasked:
                self._desk.tell(why)
            return
        self._desk.run_worker(self._show(None), group="pictures", exclusive=True)

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

    async def _show(self, before: Hung | None) -> None:
        """Show the story's pictures; `before` are the same in another width."""
        asked_for = self._desk.article
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_terminal())
        can = await asyncio.shield(
            self._asking
        )  # which another wish may put an end to, but not to the asking
        article, page = self._desk.article, self._reading.page_shown
        if article is None or page is None or asked_for is None or article.id != asked_for.id:
            return
        pictures = page.pictures()
        shown = dict(islice(pictures.items(), MOST))
        left_out = len(pictures) - len(shown)
        if left_out > 0 and before is None:
            self._desk.tell(f"The first {MOST} pictures; {left_out} more are links.")
        width = self._reading.column[1]
        room = self._room(can)
        hung = Hung(room, shown, self._easel, width=width, unfit=self.fit, left=self._leave_off)
        if before is not None:
            hung.keep_room(before)
        self._reading.hang(hung)  # what hung there before is left by this
        self._hung = hung
        self._left = len(shown)
        self._note()
        await asyncio.to_thread(self._ask, article, hung, self._asked, shown)

    async def _ask_terminal(self) -> Abilities:
        """Return what the terminal can; what is typed while it is asked goes its way."""
        terminal = self._desk.host.terminal
        if terminal is None or self._desk.config.reading.pictures == "blocks":
            return Abilities()
        can = graphics.by_name()
        if graphics.may_ask():
            listening, heard = Listening(), asyncio.Event()
            terminal.listen(listening, graphics.ASK, heard.set)
            with suppress(TimeoutError):
                async with asyncio.timeout(graphics.ANSWERED_WITHIN_S):
                    await heard.wait()
            can = listening.heard()
        terminal.paints = Paints()
        self._easel = Easel(terminal.send, terminal.paints, colours=self._desk.host.colours)
        self._reading.app.app_resume_signal.subscribe(self._reading, self._send_again)
        return can

    def _ask(self, article: Article, hung: Hung, asked: list[int], pictures: dict[str, int]) -> None:
        """Ask for pictures, each in so many cells, and note their numbers in `asked`; for a thread."""
        for address, columns in pictures.items():
            if self._hung is not hung:
                self._errands.drop(asked)
                return
            room = hung.room._replace(columns=min(columns, hung.room.columns))
            wish = PictureWish(address, article.id, article.feed_url, room)

            def came(answer: Fitted | str, url: str = address) -> None:
                self._desk.call_later(self._take, hung, url, answer)

            asked.append(self._errands.ask(wish, came))

    def _take(self, hung: Hung, url: str, answer: Fitted | str) -> None:
        """Note what came; it is hung together with what comes at about the same time."""
        if hung is not self._hung:
            return
        if not self._came:
            self._desk.run_worker(self._hang(hung), group="hanging")
        self._came[url] = answer

    async def _hang(self, hung: Hung) -> None:
        await asyncio.sleep(_TOGETHER_S)
        if hung is not self._hung:
            return
        came, self._came = self._came, {}
        for url, answer in came.items():
            hung.take(url, answer)
        self._left -= len(came)
        self._note()
        self._reading.hang(hung)

    def _note(self) -> None:
        """Say in the status line how many are on their way."""
        many = "pictures" if self._left > 1 else "picture"
        self._desk.note("pictures", f"{self._left} {many} on the way" if self._left > 0 else "")

    def _room(self, can: Abilities) -> Room:
        """Return the room that there is for a picture now, and how it is drawn."""
        setting, colours = self._desk.config.reading.pictures, self._desk.host.colours
        _, columns = self._reading.column
        height = self._reading.size.height or self._reading.coming[1]
        rows = max(_LEAST_ROWS, height - _LINES_LEFT)
        return Room(
            min(columns, len(graphics.NUMERALS)),
            min(rows, len(graphics.NUMERALS)),
            graphics.form_of(setting if self._easel else "blocks", can, colours=colours),
            (graphics.cell_pixels() if self._easel else None) or can.cell,  # letters may be larger by now
            ground_of(self._reading.inks.palette),
            min(can.colours, _MOST_COLOURS),
        )

    def fit(self) -> None:
        """Have the pictures fitted anew, if any are shown."""
        if self._reading.hung is not None:
            self._desk.run_worker(self._show(self._reading.hung), group="pictures", exclusive=True)

    def cover(self, is_covered: bool) -> None:
        """Draw the pictures so that what lies over the story lies over them too, or as ever."""
        hung = self._reading.hung
        if hung is not None and hung.is_covered is not is_covered:
            hung.is_covered = is_covered
            self._reading.redraw()

    def _send_again(self, _app: object) -> None:
        """Draw the pictures anew: another program had the terminal, which may have forgotten them."""
        if self._reading.hung is not None:
            self._reading.hung.forget()
            self._reading.redraw()

    def hide(self) -> None:
        """Show the story without its pictures."""
        self._leave_off()
        self._reading.hang(None)

    def _leave_off(self) -> None:
        """Wait for nothing more."""
        self._errands.drop(self._asked)
        self._asked, self._hung, self._came, self._left = [], None, {}, 0
        self._note()

    def stop(self) -> None:
        """Leave nothing behind, on the terminal or at work: the reader ends."""
        self._leave_off()
        self._errands.stop()
        if self._reading.hung is not None:
            self._reading.hung.forget()
