"""The page of one name: all that is stored of it, what it is quoted with, the names it stands with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from tui.calendar.periods import Period, Unit
from tui.drawing.frame import FOLLOWED, number
from tui.drawing.namewords import many
from tui.drawing.saidlines import name_sayings
from tui.errors import DatelineError
from tui.library.wording import uncertain_in_words
from tui.model.kinds import KINDS, EntityKind, plurals
from tui.model.namefacts import Chapter, NamePage
from tui.model.scopes import Scope
from tui.screens.bindings import moving_keys
from tui.screens.host import host_of
from tui.screens.namekeys import NAME_COMMANDS, name_bindings, name_hints
from tui.screens.replies import MapAnswer, Wish
from tui.screens.steady import SteadyListing
from tui.system.lazily import Lazy
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import ColumnTitles, StatusBar, Title
from tui.widgets.lead_list import LeadList
from tui.widgets.name_facts import NameFacts
from tui.widgets.name_list import NameList, NameRow
from tui.widgets.pane import Pane
from tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.library.lists import Listing
    from tui.model.answers import Change
    from tui.model.quotations import Saying
    from tui.screens.orderly import Waits
    from tui.screens.reader.desk import Desk

if TYPE_CHECKING:
    from tui.screens import help as help_screen
    from tui.screens import map as map_screen
else:  # loaded when first used: whoever starts should not wait for them
    help_screen = Lazy("tui.screens.help")
    map_screen = Lazy("tui.screens.map")

_TWO_COLUMNS = 100
"""From so many cells the stories and the names stand side by side."""
_SAYINGS = 300
"""About so many quotations are shown, the newest."""
_ALL = NameRow("All stories in the list", "*")


class NameScreen(Screen[Wish | None]):
    """A name's facts, its mentions over time, its stories and its company. The answer is a wish, or None."""

    BINDINGS: ClassVar[list[BindingType]] = list(name_bindings(NAME_COMMANDS))
    moves: ClassVar[frozenset[str]] = moving_keys(name_bindings(NAME_COMMANDS))

    @dataclass
    class Loaded(Message):
        """The page that was asked for is here, with the list of its stories."""

        page: NamePage
        listing: Listing

    @dataclass
    class Quoted(Message):
        """What the name is quoted with is here."""

        sayings: tuple[Saying, ...]

    @dataclass
    class Told(Message):
        """The timeline that was asked for is here."""

        unit: Unit
        chapters: tuple[Chapter, ...]

    def __init__(self, library: Library, desk: Desk, kind: EntityKind, key: str, name: str) -> None:
        super().__init__()
        self._library = library
        self._desk = desk
        self._config = desk.config
        self.kind: EntityKind = kind
        self.key = key
        self.known_name = name
        self.page: NamePage | None = None
        self._listing: Listing | None = None
        self._loading: Waits | None = None
        self._right = False
        """Whether the names have the keys."""
        self._unit: Unit = "month"
        """What the timeline is told by."""
        self._sayings = 0
        """How many quotations there are."""

    # ── what it is made of ────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """Set out the name, its facts, its stories and its company."""
        config = self._config
        self._head = ColumnTitles()
        self._facts = NameFacts(id="name-facts")
        self._over = ColumnTitles()
        self._stories = ArticleList(
            lines=config.list.lines, absolute=config.ages == "absolute", id="name-stories"
        )
        self._timeline = Timeline(id="name-timeline")
        self._said = LeadList(id="name-said")
        self._left: ArticleList | Timeline | LeadList = self._stories
        """What stands there of these three."""
        self._names = NameList(id="name-company")
        self._foot = StatusBar()
        yield self._head
        yield self._facts
        yield self._over
        with Horizontal(id="name-panes"):
            yield self._stories
            yield self._timeline
            yield self._said
            yield self._names
        yield self._foot

    def on_mount(self) -> None:
        """Stand there at once, and ask for the rest."""
        # What an empty list says depends on it.
        self._stories.scope = "name"
        self._names.edged = False
        self._names.empty = [f"No other {plurals('or')}", "stand in these stories."]
        self._foot.hints = name_hints(NAME_COMMANDS)
        # The page stands before its facts do: a key is never without an answer.
        self._foot.status = "looking …"
        self.place_panes()
        self._loading = host_of(self).hold_for_answer()
        self._load()

    @work(thread=True, exclusive=True, group="name")
    def _load(self) -> None:
        try:
            page = self._library.names.page(self.kind, self.key)
            scope = Scope("entity", entity_kind=self.kind, name=self.key)
            self.post_message(
                self.Loaded(page, SteadyListing(self._library.listing(scope), host_of(self).lose))
            )
        except DatelineError as error:
            self.app.call_from_thread(self._fail, str(error))

    def _fail(self, why: str) -> None:
        self._desk.tell(why, failed=True)
        self.dismiss(None)

    @on(Loaded)
    def _show(self, message: Loaded) -> None:
        self.page = message.page
        self._listing = message.listing
        self._foot.status = ""
        self._facts.page_shown = message.page
        self._stories.show(message.listing, "name", cursor=self._stories.cursor)
        self._names.show(list(company(message.page)))
        self.place_panes()
        self._has_loaded()

    def _has_loaded(self) -> None:
        """Let keys pass that were typed while this was worked out."""
        if self._loading is not None:
            self._loading.done()

    # ── the grid ──────────────────────────────────────────────────────────────────────────────

    def place_panes(self) -> None:
        """Give each column its place for the size there is, and say over it what it holds."""
        width = self.app.size.width
        two = width >= _TWO_COLUMNS
        # Names are short and headlines long: a third, but no less than a name and its count need.
        left = width - max(34, min(48, width // 3)) if two else width
        right = width - left if two else width
        self._show_columns(two=two)
        for pane in (self._stories, self._timeline, self._said):
            pane.styles.width = left
            pane.edged = two
        self._names.styles.width = right
        followed = f"{FOLLOWED}followed" if self.page and self.page.followed else ""
        self._head.titles = (Title(width, self.known_name, followed, focused=True),)
        stories = Title(left, self._left_title(), focused=not self._right)
        names = Title(right, self._names_title(), focused=self._right)
        self._over.titles = (stories, names) if two else (names if self._right else stories,)
        self.set_focus(self.focused_pane)

    def _show_columns(self, *, two: bool) -> None:
        """Show both columns, or the one that has the focus: stories, days or quotations, and names."""
        for pane in (self._stories, self._timeline, self._said):
            pane.display = (two or not self._right) and pane is self._left
        self._names.display = two or self._right

    def _left_title(self) -> str:
        if self._left is self._timeline:
            return f"By {self._unit} (1 day, 2 week, 3 month)"
        if self._left is self._said:
            more = "+" if self._sayings >= _SAYINGS else ""
            return f"Said  {number(self._sayings)}{more}" if self._sayings else "Said"
        count = self.page.entity.stories if self.page else 0
        return f"All {many(count, 'story', 'stories')}" if count else "Stories"

    def _names_title(self) -> str:
        page = self.page
        if page is None or page.looked_at == page.entity.stories:
            return "In the same stories"
        return f"In the newest {number(page.looked_at)} of them"

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        self.place_panes()

    @property
    def focused_pane(self) -> Pane:
        """The pane that has the keys."""
        return self._names if self._right else self._left

    def on_descendant_focus(self) -> None:
        """Follow the focus where the mouse put it."""
        right = self.focused is self._names
        # Keys set it before they give the focus: only the mouse comes this way.
        if right != self._right:
            self._right = right
            self.place_panes()

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_move(self, steps: int) -> None:
        """Down or up a row."""
        self.focused_pane.move(steps)

    def action_page(self, pages: float) -> None:
        """A page on or back, or half of one."""
        self.focused_pane.page(pages)

    def action_turn(self) -> None:
        """To the names, or to the stories."""
        self._right = not self._right
        self.place_panes()

    def action_help(self) -> None:
        """Show the keys."""
        host_of(self).open_screen(help_screen.HelpScreen(self._config.keys, NAME_COMMANDS))

    def action_leave(self) -> None:
        """Back to where the page was opened."""
        self.dismiss(None)

    def action_list(self) -> None:
        """Show all its stories in the reader's list."""
        self.dismiss(Wish(self.kind, self.key, self.known_name))

    def action_correct(self) -> None:
        """Correct the name in all stories."""
        forms = self.page.also if self.page else ()
        self.dismiss(Wish(self.kind, self.key, self.known_name, forms=forms))

    def action_map(self) -> None:
        """Show where the name's stories take place."""
        library, scope = self._library, Scope("entity", entity_kind=self.kind, name=self.key)
        host_of(self).open_screen(
            map_screen.list_map(library, self.known_name, lambda: library.listing(scope)), self._map_left
        )

    def _map_left(self, answer: MapAnswer | None) -> None:
        if answer is None or not answer.is_opened:
            return
        try:
            found = self._library.names.known_as(answer.place)
        except DatelineError as error:
            self._desk.tell(str(error), failed=True)
            return
        if found is None:
            self._desk.tell(uncertain_in_words(answer.place.name, "looked up elsewhere"))
        else:
            self._show_name(found.kind, found.key, found.name)

    def action_open(self) -> None:
        """Open the story in the reader, or the page of the other name."""
        (self._names if self._right else self._left).open()

    def action_timeline(self) -> None:
        """The stories by month; once more, one by one."""
        if self._left is not self._timeline:
            self.action_periods("month")
        else:
            self._turn_left(self._stories)

    def _turn_left(self, pane: ArticleList | Timeline | LeadList) -> None:
        self._left, self._right = pane, False
        self.place_panes()

    def action_quotes(self) -> None:
        """What the name is quoted with in all stories; once more, the stories."""
        if self._left is self._said:
            self._turn_left(self._stories)
            return
        self._turn_left(self._said)
        self._foot.status = "reading …"
        self._loading = host_of(self).hold_for_answer(self._loading)
        self._load_quotes()

    @work(thread=True, exclusive=True, group="name")
    def _load_quotes(self) -> None:
        try:
            sayings = self._library.quotes.of_name(self.kind, self.key, _SAYINGS)
        except DatelineError as error:
            self.app.call_from_thread(self._desk.tell, str(error), failed=True)
        else:
            self.post_message(self.Quoted(sayings))

    @on(Quoted)
    def _show_quotes(self, message: Quoted) -> None:
        self._foot.status = ""
        self._sayings = len(message.sayings)
        self._said.empty = (f"{self.known_name} is quoted in no story.",)
        self._said.show(lambda width: name_sayings(message.sayings, width))
        self.place_panes()
        self._has_loaded()

    @on(LeadList.Chosen)
    def _quote_chosen(self, message: LeadList.Chosen) -> None:
        message.stop()
        lead = message.lead
        wish = Wish(self.kind, self.key, self.known_name, lead.headline, at=lead.at, words=lead.words)
        self.dismiss(wish)

    def action_periods(self, unit: Unit) -> None:
        """The stories by day, week or month."""
        self._unit = unit
        self._timeline.empty = ["No stories yet."]
        self._turn_left(self._timeline)
        self._foot.status = "counting …"
        self._loading = host_of(self).hold_for_answer(self._loading)
        self._load_timeline(unit)

    @work(thread=True, exclusive=True, group="timeline")
    def _load_timeline(self, unit: Unit) -> None:
        try:
            told = self._library.names.timeline(self.kind, self.key, Period(unit))
        except DatelineError as error:
            self.app.call_from_thread(self._desk.tell, str(error), failed=True)
        else:
            self.post_message(self.Told(unit, told))

    @on(Told)
    def _show_timeline(self, message: Told) -> None:
        # Another unit may have been asked for meanwhile, or the stories again.
        if message.unit == self._unit and self._left is self._timeline:
            self._foot.status = ""
            self._timeline.tell(message.chapters, Period(message.unit))
            self._has_loaded()

    def action_mark_all_read(self) -> None:
        """Mark all its stories read that were known when the page was made."""
        if self._listing is None:
            return
        listed = self._listing.listed
        self._do(lambda: self._library.mark_all_read(listed), "All its stories were read already.")

    def action_follow(self) -> None:
        """Follow the name, or no more."""
        self._do(lambda: self._library.follows.turn(self.kind, self.key, self.known_name))

    def action_undo(self) -> None:
        """Take the last mark back."""
        self._do(self._library.undo, "Nothing to undo.")

    def _do(self, verb: Callable[[], Change | None], nothing: str = "") -> None:
        """Have a change made, after those before it, and show it here too."""
        self._desk.mark(verb, nothing=nothing, then=self._show_marks)

    def _show_marks(self) -> None:
        if self.is_running:
            self._load()

    @on(ArticleList.Opened)
    def _story_opened(self, message: ArticleList.Opened) -> None:
        message.stop()
        self.dismiss(Wish(self.kind, self.key, self.known_name, message.headline))

    @on(NameList.Chosen)
    def _name_chosen(self, message: NameList.Chosen) -> None:
        message.stop()
        row = message.row
        if self.focused_pane is self._timeline:
            if chapter := self._timeline.chapter:
                self.dismiss(Wish(self.kind, self.key, self.known_name, chapter.headline))
            return
        if row.kind is None:
            self.action_list()
        else:
            self._show_name(row.kind, row.key, row.name)

    def _show_name(self, kind: EntityKind, key: str, name: str) -> None:
        """Open the page of another name; what is wished for there is wished for here."""

        def answered(wish: Wish | None) -> None:
            if wish:
                self.dismiss(wish)

        host_of(self).open_screen(NameScreen(self._library, self._desk, kind, key, name), answered)


def company(page: NamePage) -> Iterator[NameRow]:
    """Yield the lines beside a name's stories: the way to all of them, then other names with counts."""
    if page.entity.stories:
        yield _ALL._replace(name=f"All {many(page.entity.stories, 'story', 'stories')} in the list")
    for kind in KINDS.values():
        among = [companion for companion in page.companions if companion.kind == kind.name]
        if among:
            yield NameRow("", heading=True)
            yield NameRow(kind.title, heading=True)
        for companion in among:
            count = number(companion.together)
            yield NameRow(companion.name, count, companion.kind, companion.key, followed=companion.followed)
