"""The briefing: the news since the last one, a line each thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from tui.drawing.briefingpage import briefing_lines, briefing_words
from tui.errors import DatelineError
from tui.screens.bindings import moving_keys
from tui.screens.host import host_of
from tui.screens.namekeys import name_bindings, name_hints
from tui.screens.replies import PassageWish, Wish
from tui.screens.thread import ThreadScreen, passage_wish
from tui.screens.threadkeys import BRIEFING_COMMANDS
from tui.system.lazily import Lazy
from tui.widgets.bars import ColumnTitles, StatusBar, Title
from tui.widgets.lead_list import LeadList

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.model.ids import ThreadId
    from tui.model.threads import Briefing
    from tui.screens.orderly import Waits
    from tui.screens.reader.desk import Desk

if TYPE_CHECKING:
    from tui.screens import help as help_screen
else:  # loaded when first used: whoever opens a briefing should not wait for it
    help_screen = Lazy("tui.screens.help")

_CALLED: Final = {0: "since the last one", 1: "of the last day", 7: "of the last week"}
_TOLD: Final = "told"


@dataclass(frozen=True, slots=True)
class BriefingPlace:
    """Where one was in a briefing that was left for one of its articles."""

    days: int = 0
    thread: ThreadId | None = None


class BriefingScreen(Screen["Wish | PassageWish | None"]):
    """The lines, and the ways from each. The answer is a wish, or None."""

    BINDINGS: ClassVar[list[BindingType]] = list(name_bindings(BRIEFING_COMMANDS))
    moves: ClassVar[frozenset[str]] = moving_keys(name_bindings(BRIEFING_COMMANDS))

    @dataclass
    class Loaded(Message):
        """A briefing is made; of so many days, or 0 for what is new since the last one."""

        days: int
        briefing: Briefing

    def __init__(self, library: Library, desk: Desk, place: BriefingPlace | None = None) -> None:
        super().__init__()
        self._library = library
        self._desk = desk
        self._first = place or BriefingPlace()
        self._days = self._first.days
        self.briefing: Briefing | None = None
        self.is_told = False
        """Whether the next one begins where this one ends."""
        self._loading: Waits | None = None

    def compose(self) -> ComposeResult:
        """Set out the title, the lines and the keys."""
        self._head = ColumnTitles()
        self._lines = LeadList(id="briefing")
        self._foot = StatusBar()
        yield self._head
        yield self._lines
        yield self._foot

    def on_mount(self) -> None:
        """Stand there at once, and ask."""
        self._lines.edged = False
        self._foot.hints = name_hints(BRIEFING_COMMANDS)
        self.set_focus(self._lines)
        self._ask()

    def on_resize(self) -> None:
        """Title the new width."""
        self._retitle()

    def _retitle(self) -> None:
        told = _TOLD if self.is_told else ""
        title = f"Briefing {_CALLED[self._days]}"
        self._head.titles = (Title(self.app.size.width, title, told, focused=True),)

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def _ask(self) -> None:
        self._retitle()
        self._foot.status = "reading …"
        self._loading = host_of(self).hold_for_answer(self._loading)
        self._load(self._days)

    @work(thread=True, exclusive=True, group="name")
    def _load(self, days: int) -> None:
        since = datetime.now(UTC) - timedelta(days=days) if days else None
        try:
            self.post_message(self.Loaded(days, self._library.briefing.make(since=since)))
        except DatelineError as error:
            self.app.call_from_thread(self._fail, str(error))

    def _fail(self, why: str) -> None:
        self._foot.status = ""
        self._lines.empty = ("The briefing cannot be made just now.",)
        self._lines.refresh()
        self._desk.tell(why, failed=True)
        self._has_loaded()

    @on(Loaded)
    def _show(self, message: Loaded) -> None:
        if message.days != self._days:
            return  # another was asked for meanwhile
        briefing = self.briefing = message.briefing
        self._foot.status = ""
        self._lines.empty = (briefing_words(briefing), "", "2 tells of the last day, 3 of the last week.")
        # Where one was, if that was left for one of its articles.
        was = (at for at, line in enumerate(briefing.lines) if line.thread.id == self._first.thread)
        at = next(was, 0)
        self._lines.show(lambda width: briefing_lines(briefing, width), cursor=at)
        self._first = BriefingPlace(self._days)
        self._has_loaded()

    def _has_loaded(self) -> None:
        if self._loading is not None:
            self._loading.done()

    @property
    def place(self) -> BriefingPlace:
        """Where one is."""
        lead = self._lines.current
        return BriefingPlace(self._days, lead.thread.id if lead and lead.thread else None)

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_move(self, steps: int) -> None:
        """Down or up a story."""
        self._lines.move(steps)

    def action_page(self, pages: float) -> None:
        """A page on or back, or half of one."""
        self._lines.page(pages)

    def action_look(self, days: int) -> None:
        """Tell of so many days, or of what is new since the last briefing."""
        if days != self._days:
            self._days, self.is_told = days, False
            self._ask()

    def action_told(self) -> None:
        """Let the next briefing begin where this one ends, once this one is left; or not after all."""
        self.is_told = not self.is_told
        self._retitle()
        if self.is_told:
            self._desk.tell("Told: the next briefing begins here. m: it does not.")
        else:
            self._desk.tell("Not told: the next briefing begins where this one did.")

    def action_help(self) -> None:
        """Show the keys."""
        host_of(self).open_screen(help_screen.HelpScreen(self._desk.config.keys, BRIEFING_COMMANDS))

    def action_leave(self) -> None:
        """Back to the reader."""
        self._answer(None)

    def action_open(self) -> None:
        """Open the article of the line."""
        self._lines.open()

    @on(LeadList.Chosen)
    def _chosen(self, message: LeadList.Chosen) -> None:
        lead = message.lead
        if lead.thread is not None:
            self._answer(passage_wish(lead.thread, lead))

    def action_thread(self) -> None:
        """Open the page of the line's thread; what is wished for there is wished for here."""

        def answered(wish: Wish | PassageWish | None) -> None:
            if wish:
                self._answer(wish)

        lead = self._lines.current
        if lead is not None and lead.thread is not None:
            page = ThreadScreen(self._library, self._desk, lead.thread.headline)
            host_of(self).open_screen(page, answered)

    def _answer(self, wish: Wish | PassageWish | None) -> None:
        """Leave; what is told is told from here on."""
        briefing = self.briefing
        if self.is_told and briefing is not None:
            self._desk.keep(lambda: self._library.briefing.told(briefing))
        self.dismiss(wish)
