"""A thread's page: what happened so far, who said what, who tells it, and the names that stand in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from tui.drawing.frame import SIDEBAR_TITLE, number
from tui.drawing.threadpage import name_lines, thread_lines, thread_words
from tui.errors import DatelineError
from tui.library.wording import uncertain_in_words
from tui.model.kinds import plurals
from tui.model.names import Place
from tui.model.scopes import Scope
from tui.screens.bindings import moving_keys
from tui.screens.host import host_of
from tui.screens.namekeys import name_bindings, name_hints
from tui.screens.reader.desk import NONE_CHOSEN
from tui.screens.replies import MapAnswer, PassageWish, Wish
from tui.screens.threadkeys import THREAD_COMMANDS
from tui.system.lazily import Lazy
from tui.widgets.bars import ColumnTitles, StatusBar, Title
from tui.widgets.lead_list import LeadList

if TYPE_CHECKING:
    from tui.drawing.leads import Lead, LeadPage
    from tui.library.frontdesk import Library
    from tui.model.answers import Change
    from tui.model.articles import Headline, NamedEntity
    from tui.model.names import Entity
    from tui.model.threads import NewsThread, ThreadPage
    from tui.screens.orderly import Waits
    from tui.screens.reader.desk import Desk

if TYPE_CHECKING:
    from tui.screens import help as help_screen
    from tui.screens import map as map_screen
    from tui.screens import name as name_screen
else:  # loaded when first used: whoever opens a page should not wait for them
    help_screen = Lazy("tui.screens.help")
    map_screen = Lazy("tui.screens.map")
    name_screen = Lazy("tui.screens.name")

TWO_COLUMNS: Final = 100
"""From so many cells the names stand beside the page."""


@dataclass(frozen=True, slots=True)
class ThreadTold:
    """What the page shows."""

    page: ThreadPage
    followed: frozenset[Entity]

    @property
    def counts(self) -> dict[Entity, int]:
        """In how many of its articles each name stands."""
        counts = (count for _, count in self.page.named_in)
        return dict(zip(self.page.names.entities, counts, strict=False))


class ThreadScreen(Screen["Wish | PassageWish | None"]):
    """What a thread's texts tell, each line of them. The answer is a wish, or None."""

    BINDINGS: ClassVar[list[BindingType]] = list(name_bindings(THREAD_COMMANDS))
    moves: ClassVar[frozenset[str]] = moving_keys(name_bindings(THREAD_COMMANDS))

    @dataclass
    class Loaded(Message):
        """The page that was asked for is here."""

        told: ThreadTold

    def __init__(self, library: Library, desk: Desk, headline: Headline) -> None:
        """`headline` is of one of its articles."""
        super().__init__()
        self._library = library
        self._desk = desk
        self._headline = headline
        self.told: ThreadTold | None = None
        self._right = False
        """Whether the names have the keys."""
        self._loading: Waits | None = None

    # ── what it is made of ────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """Set out the titles, the page, its names and the keys."""
        self._head = ColumnTitles()
        self._page = LeadList(id="thread-page")
        self._names = LeadList(id="thread-names")
        self._foot = StatusBar()
        yield self._head
        with Horizontal(id="thread-panes"):
            yield self._page
            yield self._names
        yield self._foot

    def on_mount(self) -> None:
        """Stand there at once, and ask for what is told."""
        self._names.edged = False
        self._names.empty = (f"No {plurals('or')} are named here.",)
        self._foot.hints = name_hints(THREAD_COMMANDS)
        self._foot.status = "reading …"
        self.place_panes()
        self._loading = host_of(self).hold_for_answer()
        self._load()

    @work(thread=True, exclusive=True, group="name")
    def _load(self) -> None:
        try:
            page = self._library.threads.page(self._headline.id)
            told = ThreadTold(page, self._library.follows.among(page.names))
            self.post_message(self.Loaded(told))
        except DatelineError as error:
            self.app.call_from_thread(self._fail, str(error))

    def _fail(self, why: str) -> None:
        self._desk.tell(why, failed=True)
        self.dismiss(None)

    @on(Loaded)
    def _show(self, message: Loaded) -> None:
        told = self.told = message.told
        self._foot.status = ""
        self._page.show(lambda width: thread_lines(told.page, width), cursor=self._page.cursor)
        self._names.show(self._name_lines(told), cursor=self._names.cursor)
        self.place_panes()
        if self._loading is not None:
            self._loading.done()

    @staticmethod
    def _name_lines(told: ThreadTold) -> Callable[[int], LeadPage]:
        counts = told.counts
        return lambda width: name_lines(told.page, width, counts, told.followed)

    @property
    def thread(self) -> NewsThread | None:
        """What it is the page of; None until that is known."""
        return self.told.page.thread if self.told else None

    # ── the grid ──────────────────────────────────────────────────────────────────────────────

    def place_panes(self) -> None:
        """Give both columns their places for the size there is, or the one that has the keys all of it."""
        width = self.app.size.width
        two = width >= TWO_COLUMNS
        right = max(30, min(44, width * 3 // 10)) if two else width
        left = width - right if two else width
        self._page.display, self._names.display = two or not self._right, two or self._right
        self._page.styles.width, self._names.styles.width = left, right
        self._page.edged = two
        thread = self.thread
        unread = f"{number(thread.unread)} unread" if thread and thread.unread else ""
        title = f"Thread: {thread_words(thread)}" if thread else "Thread"
        page = Title(left, title, unread, focused=not self._right)
        names = Title(right, SIDEBAR_TITLE, focused=self._right)
        self._head.titles = (page, names) if two else (names if self._right else page,)
        self.set_focus(self.focused_pane)

    @property
    def focused_pane(self) -> LeadList:
        """The column that has the keys."""
        return self._names if self._right else self._page

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        self.place_panes()

    def on_descendant_focus(self) -> None:
        """Follow the focus where the mouse put it."""
        right = self.focused is self._names
        if right != self._right:
            self._right = right
            self.place_panes()

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_move(self, steps: int) -> None:
        """Down or up a line that leads somewhere."""
        self.focused_pane.move(steps)

    def action_page(self, pages: float) -> None:
        """A page on or back, or half of one."""
        self.focused_pane.page(pages)

    def action_part(self, step: int) -> None:
        """To the next part, or the one before."""
        self.focused_pane.go_part(step)

    def action_turn(self) -> None:
        """To the names, or to the page."""
        self._right = not self._right
        self.place_panes()

    def action_help(self) -> None:
        """Show the keys."""
        host_of(self).open_screen(help_screen.HelpScreen(self._desk.config.keys, THREAD_COMMANDS))

    def action_leave(self) -> None:
        """Back to where the page was opened; where the names took the page's place, to the page first."""
        if self._right and not self._page.display:
            self.action_turn()
        else:
            self.dismiss(None)

    def action_list(self) -> None:
        """Show all its articles in the reader's list."""
        if self.thread is not None:
            self.dismiss(passage_wish(self.thread))

    def action_open(self) -> None:
        """Open the article at what is under the cursor, or the page of the name."""
        self.focused_pane.open()

    @on(LeadList.Chosen)
    def _chosen(self, message: LeadList.Chosen) -> None:
        lead = message.lead
        if lead.entity is not None:
            self._show_name(lead.entity)
        elif lead.headline is not None and self.thread is not None:
            self.dismiss(passage_wish(self.thread, lead))

    def _show_name(self, entity: Entity) -> None:
        """Open the page of a name; what is wished for there is wished for here."""
        found = self._known(entity, "looked up elsewhere")
        if found is None:
            return

        def answered(wish: Wish | None) -> None:
            if wish:
                self.dismiss(wish)

        page = name_screen.NameScreen(self._library, self._desk, found.kind, found.key, found.name)
        host_of(self).open_screen(page, answered)

    def action_map(self) -> None:
        """Show where it takes place; the place under the cursor is chosen there."""
        if self.told is None:
            return
        page = self.told.page
        if not page.names.places:
            self._desk.tell("No places are named in this thread.")
            return
        under = self._names.current.entity if self._right and self._names.current else None
        chosen = under if isinstance(under, Place) else None
        world = map_screen.story_map(page.thread.headline.headline, page.names, chosen)
        host_of(self).open_screen(world, self._map_left)

    def _map_left(self, answer: MapAnswer | None) -> None:
        if answer is not None and answer.is_opened:
            self._show_name(answer.place)

    def action_follow(self) -> None:
        """Follow the name under the cursor, or no more."""
        lead = self._names.current if self._right else None
        entity = lead.entity if lead else None
        if entity is None:
            self._desk.tell(NONE_CHOSEN)
        elif (found := self._known(entity, "followed")) is not None:
            kind, key, name = found.kind, found.key, found.name
            self._do(lambda: self._library.follows.turn(kind, key, name))

    def _known(self, entity: Entity, done: str) -> NamedEntity | None:
        """Return who or what a name stands for in all stories; where that is not certain, say so."""
        try:
            found = self._library.names.known_as(entity)
        except DatelineError as error:
            self._desk.tell(str(error), failed=True)
            return None
        if found is None:
            self._desk.tell(uncertain_in_words(entity.name, done))
        return found

    def action_mark_all_read(self) -> None:
        """Mark all its articles read."""
        if self.thread is None:
            return
        library, scope = self._library, thread_scope(self.thread)
        self._do(
            lambda: library.mark_all_read(library.listing(scope).listed),
            "All its articles were read already.",
        )

    def action_undo(self) -> None:
        """Take the last mark back."""
        self._do(self._library.undo, "Nothing to undo.")

    def _do(self, verb: Callable[[], Change | None], nothing: str = "") -> None:
        """Have a change made, after those before it, and show it here too."""
        self._desk.mark(verb, nothing=nothing, then=self._show_marks)

    def _show_marks(self) -> None:
        if self.is_running:
            self._load()


def thread_scope(thread: NewsThread) -> Scope:
    """Return the list of a thread's articles."""
    return Scope("thread", name=str(thread.id))


def passage_wish(thread: NewsThread, lead: Lead | None = None) -> PassageWish:
    """Return the wish for a thread's list, and for the article of one of its lines."""
    scope, title = thread_scope(thread), thread.headline.headline
    if lead is None:
        return PassageWish(scope, title)
    return PassageWish(scope, title, lead.headline, lead.at, lead.words, lead.speaker)
