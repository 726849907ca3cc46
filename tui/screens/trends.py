"""Which threads and names rise, and the way to the page of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tui.drawing.charts import sparkline
from tui.drawing.frame import number
from tui.drawing.namewords import rising_words, trends_words, usual
from tui.errors import DatelineError
from tui.model.kinds import KINDS, EntityKind, plurals
from tui.screens.bindings import moving_keys
from tui.screens.host import host_of
from tui.screens.name import NameScreen
from tui.screens.namekeys import TREND_COMMANDS, name_bindings, name_hints
from tui.screens.replies import PassageWish, Wish
from tui.system.lazily import Lazy
from tui.widgets.bars import ColumnTitles, StatusBar, Title
from tui.widgets.name_list import NameList, NameRow

if TYPE_CHECKING:
    from tui.calendar.periods import Unit
    from tui.library.frontdesk import Library
    from tui.model.answers import Change
    from tui.model.namefacts import Trend, Trends
    from tui.model.threads import RisingThread
    from tui.screens.orderly import Waits
    from tui.screens.reader.desk import Desk

if TYPE_CHECKING:
    from tui.screens import help as help_screen
    from tui.screens import thread as thread_screen
else:  # loaded when first used: whoever starts should not wait for them
    help_screen = Lazy("tui.screens.help")
    thread_screen = Lazy("tui.screens.thread")

TrendsOf = EntityKind | Literal["thread"] | None
"""What one looks at: names of a kind, threads, or all together."""
_LOOKS: Final[tuple[TrendsOf, ...]] = (None, *KINDS, "thread")
_BESIDE_NAMES: Final = 5
"""So many threads, where names are shown too."""


class TrendsScreen(Screen["Wish | PassageWish | None"]):
    """Threads and names that rise over the last day, week or month. The answer is a wish, or None."""

    BINDINGS: ClassVar[list[BindingType]] = list(name_bindings(TREND_COMMANDS))
    moves: ClassVar[frozenset[str]] = moving_keys(name_bindings(TREND_COMMANDS))

    @dataclass
    class Loaded(Message):
        """What rises is known; for the question that was asked."""

        unit: Unit
        looked: TrendsOf
        trends: Trends
        threads: tuple[RisingThread, ...]

    def __init__(self, library: Library, desk: Desk) -> None:
        super().__init__()
        self._library = library
        self._desk = desk
        self._config = desk.config
        self._unit: Unit = "week"
        self._looked: TrendsOf = None
        self.trends: Trends | None = None
        self.threads: tuple[RisingThread, ...] = ()
        self._loading: Waits | None = None

    def compose(self) -> ComposeResult:
        """Set out the question, what it was asked of, and the names."""
        self._head = ColumnTitles()
        self._said = Static(classes="trends--said")
        self._names = NameList(id="trends")
        self._foot = StatusBar()
        yield self._head
        yield self._said
        yield self._names
        yield self._foot

    def on_mount(self) -> None:
        """Stand there at once, and ask."""
        self._names.edged = False
        self._foot.hints = name_hints(TREND_COMMANDS)
        self.set_focus(self._names)
        self._ask()

    def on_resize(self) -> None:
        """Title the new width."""
        self._retitle()

    def _retitle(self) -> None:
        left = f"Trends of the last {self._unit}: {_called(self._looked)}"
        self._head.titles = (Title(self.app.size.width, left, focused=True),)

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def _ask(self) -> None:
        self._retitle()
        self._foot.status = "counting …"
        if self.trends is None:
            self._names.empty = ["Counting …"]
        self._loading = host_of(self).hold_for_answer(self._loading)
        self._load(self._unit, self._looked)

    @work(thread=True, exclusive=True, group="name")
    def _load(self, unit: Unit, looked: TrendsOf) -> None:
        kind = None if looked == "thread" else looked
        try:
            threads = () if kind else self._library.threads.rising(unit)
            trends = self._library.names.trends(unit, kind)
        except DatelineError as error:
            self.app.call_from_thread(self._fail, str(error))
        else:
            self.post_message(self.Loaded(unit, looked, trends, threads))

    def _fail(self, why: str) -> None:
        self._foot.status = ""
        self._names.empty = ["What rises cannot be told just now."]
        self._names.refresh()
        self._desk.tell(why, failed=True)

    @on(Loaded)
    def _show(self, message: Loaded) -> None:
        # An answer to a question that is not asked any more.
        if (message.unit, message.looked) != (self._unit, self._looked):
            return
        again = self.trends is not None and self.trends.unit == message.unit
        # After a follow the same list comes again, and the cursor stays; another is read from its top.
        at = self._names.cursor if again else 0
        self.trends, self.threads = message.trends, message.threads
        self._foot.status = ""
        is_threads = message.looked == "thread"
        words = rising_words(message.threads, message.unit) if is_threads else trends_words(message.trends)
        self._said.update(Content(words))
        self._names.empty = ["No thread rises."] if is_threads else ["No names yet."]
        self._names.show(list(_shown(message)))
        self._names.go(at)
        if self._loading is not None:
            self._loading.done()

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_look(self, unit: Unit) -> None:
        """Look at the last day, week or month."""
        self._unit = unit
        self._ask()

    def action_kind(self, step: int) -> None:
        """Everything together, then each kind of names and threads alone."""
        self._looked = _LOOKS[(_LOOKS.index(self._looked) + step) % len(_LOOKS)]
        self.trends = None
        self._ask()

    def action_move(self, steps: int) -> None:
        """Down or up a line."""
        self._names.move(steps)

    def action_page(self, pages: float) -> None:
        """A page on or back, or half of one."""
        self._names.page(pages)

    def action_help(self) -> None:
        """Show the keys."""
        host_of(self).open_screen(help_screen.HelpScreen(self._config.keys, TREND_COMMANDS))

    def action_leave(self) -> None:
        """Back to the reader."""
        self.dismiss(None)

    def action_open(self) -> None:
        """Open the page of the name."""
        self._names.open()

    @on(NameList.Chosen)
    def _chosen(self, message: NameList.Chosen) -> None:
        def answered(wish: Wish | PassageWish | None) -> None:
            if wish:
                self.dismiss(wish)
            else:
                self._ask()

        row = message.row
        if row.kind is not None:
            page = NameScreen(self._library, self._desk, row.kind, row.key, row.name)
            host_of(self).open_screen(page, answered)
        elif thread := next((one.thread for one in self.threads if str(one.thread.id) == row.key), None):
            story = thread_screen.ThreadScreen(self._library, self._desk, thread.headline)
            host_of(self).open_screen(story, answered)

    def action_follow(self) -> None:
        """Follow the name, or no more."""
        if (row := self._names.current) and (kind := row.kind):
            self._do(lambda: self._library.follows.turn(kind, row.key, row.name))

    def action_undo(self) -> None:
        """Take the last mark back."""
        self._do(self._library.undo)

    def _do(self, verb: Callable[[], Change | None]) -> None:
        """Have a change made, after those before it, and show it here too."""
        self._desk.mark(verb, nothing="Nothing to undo.", then=self._show_marks)

    def _show_marks(self) -> None:
        if self.is_running:
            self._ask()


def _called(looked: TrendsOf) -> str:
    """Return what one looks at, in words."""
    if looked is None:
        return f"threads, {plurals()}"
    return "threads" if looked == "thread" else KINDS[looked].plural


def _shown(loaded: TrendsScreen.Loaded) -> Iterator[NameRow]:
    """Yield the lines: the threads that rise, then the names, with headings where both stand there."""
    if loaded.looked != "thread":
        threads = loaded.threads[:_BESIDE_NAMES]
        if threads:
            yield NameRow("Threads", heading=True)
            yield from map(_thread_row, threads)
            yield NameRow("", heading=True)
            yield NameRow("Names", heading=True)
        yield from rows(loaded.trends)
    else:
        yield from map(_thread_row, loaded.threads)


def _thread_row(rising: RisingThread) -> NameRow:
    count = f"{number(rising.now):>5}, before {number(rising.before):<4}"
    spark = sparkline(rising.over_time)
    return NameRow(rising.thread.headline.headline, count, key=str(rising.thread.id), spark=spark)


def rows(trends: Trends) -> Iterator[NameRow]:
    """Yield a line a name: its stories over time, how many they are and usually are, and one of them."""
    for trend in trends.rising or trends.most_named:
        yield _row(trend, is_rising=bool(trends.rising))


def _row(trend: Trend, *, is_rising: bool) -> NameRow:
    count = f"{number(trend.stories):>5}"
    return NameRow(
        trend.name,
        f"{count}, usually {usual(trend):<4}" if is_rising else count,
        trend.kind,
        trend.key,
        spark=sparkline(trend.over_time),
        followed=trend.followed,
        note=trend.story.headline,
    )
