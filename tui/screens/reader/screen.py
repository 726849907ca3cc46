"""The reader's screen: its state, once; its panes; and the parts that keys and messages go to.

State is kept in variables of the screen; who sets one need not think of what it is shown in. Keys are
commands (`tui.keys.commands`), each of which is a verb of a part: `verbs` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import cached_property
from inspect import iscoroutine
from typing import TYPE_CHECKING, Any, Final, cast

from textual import on
from textual.binding import BindingsMap
from textual.message import Message
from textual.reactive import var

from tui.drawing import frame
from tui.drawing.threadwords import new_at_in_words
from tui.keys.commands import LIST, SIDEBAR, hints
from tui.keys.keymap import BY_ID, keys_of
from tui.model.articles import Article, Headline
from tui.model.names import Entity
from tui.model.scopes import HISTORY, MUTED, NOTED, Scope
from tui.screens.background import (
    FeedAdded,
    FetchingTexts,
    Noticed,
    SeedsRead,
    Synced,
    Syncing,
    TextFetched,
    TextsFetched,
    Troubled,
    Waiting,
)
from tui.screens.bindings import bindings, first_keys
from tui.screens.host import Host, host_of
from tui.screens.reader.changes import ChangesPart
from tui.screens.reader.correcting import CorrectingPart
from tui.screens.reader.desk import ORDER_WORDS, STANDING, Selection, Shown
from tui.screens.reader.grid import GridScreen
from tui.screens.reader.later import LaterParts
from tui.screens.reader.links import LinksPart
from tui.screens.reader.lists import ListsPart
from tui.screens.reader.maps import MapsPart
from tui.screens.reader.marking import MarkingPart
from tui.screens.reader.muting import MutingPart
from tui.screens.reader.names import NamesPart
from tui.screens.reader.news import NewsPart
from tui.screens.reader.opening import OpeningPart
from tui.screens.reader.pagetexts import PageTextsPart
from tui.screens.reader.pictures import PicturesPart
from tui.screens.reader.replaced import ReplacedPart
from tui.screens.reader.searches import SearchesPart
from tui.screens.reader.telling import TellingParts
from tui.screens.reader.threads import ThreadsPart
from tui.screens.reader.walking import WalkingPart
from tui.screens.replies import Choice
from tui.system.lazily import Lazy
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import TitleBar, Titles
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from tui.library.frontdesk import Library
    from tui.model.answers import Change
    from tui.screens.prompt import Prompt
    from tui.screens.reader.desk import Desk
    from tui.screens.reader.walking import Grid
    from tui.settings.config import Config

if TYPE_CHECKING:
    from tui.screens import chooser, feeds, prompt
    from tui.screens.reader import noting
    from tui.screens.reader.noting import NotesPart
    from tui.settings import programs as own_programs
else:  # loaded when first used: whoever starts should not wait for them
    chooser = Lazy("tui.screens.chooser")
    feeds = Lazy("tui.screens.feeds")
    noting = Lazy("tui.screens.reader.noting")
    own_programs = Lazy("tui.settings.programs")
    prompt = Lazy("tui.screens.prompt")

Verb = Callable[..., object]
"""What a command does. A coroutine asks the reader something on its way."""

TICK_S: Final = 30.0
"""How often ages, and what another program may have stored, are looked at."""
_AT_START_S: Final = 1.5
"""When mutes that are over are lifted first: once the first keys have had the machine to themselves."""
_NOTICED_S: Final = 20.0
"""How long a notice of the process behind the screen stands."""
_SHORT_CELLS: Final = 60
"""In a narrower pane its title says how much is new in a short form: the headline stands there too."""
_MOVES: Final = ("down", "up", "top", "bottom", "page_up", "half_down", "half_up")
_AWAITED: Final = ("article", "changes", "export", "marks", "names", "notes", "rules", "texts")
"""What a macro waits for: work that ends soon, and that the next step may depend on."""
_SHOWN_IN_BARS: Final = ("article", "shown", "counts", "pane", "placed")


class Elsewhere(Message):
    """Another file was put in the database's place."""

    def can_replace(self, message: Message) -> bool:
        """Once is enough."""
        return isinstance(message, Elsewhere)


class ReaderScreen(GridScreen):
    """Lists, the open article, its people and places: driven from the keyboard."""

    article: var[Article | None] = var(None, init=False, always_update=True)
    """The open article."""
    shown: var[Shown] = var(Shown(), init=False)
    """Which list is shown."""
    counts: var[frame.ScopeCounts] = var(frame.ScopeCounts(0, 0, 0), init=False)
    """How many articles there are; as they were last known, where the database fails."""

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__(config)
        self.library = library
        self._own = own_programs.own_commands(config) if config.macros or config.programs else ()
        self._bindings = BindingsMap(bindings(config.keys, self._own))
        self._keys = first_keys(config.keys)
        self.moves = self._keys_of(*_MOVES)
        """Keys that move the cursor or the view and begin nothing."""
        self._prompt: Prompt | None = None
        self.failures = 0
        """How often something was told that failed."""
        self._notes: dict[str, str] = {}
        """What stands in the status line, by what it is about."""
        self.make_panes()
        self.make_parts()

        def own(number: int) -> object:
            command, steps, _ = self._own[number]
            return self.later.programs.take_steps(command.keys, steps)

        self.verbs: dict[str, Verb] = {**verbs(self), "own": own}

    def make_parts(self) -> None:
        """Make the parts, each with the others that it needs."""
        # A variable of Textual is no plain attribute to every type checker; it is one to whoever asks.
        desk = cast("Desk", self)
        reading, panel = self.reading, self.panel
        passing = self._keys_of("next_article", "previous_article")
        self.selection = Selection(desk, self.list)
        self.list.show_selected = self.selection.show_count
        self.lists = ListsPart(desk, self.list)
        self.marking = MarkingPart(desk, self.lists, self._show_effect)
        self.opening = OpeningPart(desk, self.lists, self.marking, reading, panel, passing)
        self.changes = ChangesPart(desk, self.opening, reading, panel)
        self.correcting = CorrectingPart(desk, reading, panel)
        self.names = NamesPart(desk, self.lists, self.opening, self.correcting, reading, panel)
        self.maps = MapsPart(desk, self.lists, self.names, panel)
        self.muting = MutingPart(desk, self.lists, panel, self._show_feeds)
        self.searches = SearchesPart(desk, self.lists)
        self.links = LinksPart(desk, reading)
        self.pictures = PicturesPart(desk, self.opening, reading)
        self.page_texts = PageTextsPart(desk, self.lists, self.opening, reading, panel)
        self.later = LaterParts(
            desk,
            reading,
            lambda command: _done_whole(self, command),
            self.action_command,
            self._own,
            lambda: self.noting.passage,
        )
        self.telling = TellingParts(desk, self.lists, self.opening, self.names, reading, self.sidebar)
        self.threads = ThreadsPart(desk, self.lists, reading)
        self.opening.thens.append(self.threads.find_new)
        self.marking.when_opened = self.threads.note_opened
        self.news = NewsPart(desk, self.lists)
        self.replaced = ReplacedPart(desk, self.lists, self.opening)
        grid = cast("Grid", self)
        self.walking = WalkingPart(
            desk, grid, self.lists, self.opening, self.changes, self.news, reading, panel
        )

    @cached_property
    def noting(self) -> NotesPart:
        """Notes and highlights; made when they are first asked for."""

        def hand(as_link: bool) -> Coroutine[Any, Any, None]:
            return self.later.programs.open_with() if as_link else self.later.programs.pipe()

        return noting.NotesPart(cast("Desk", self), self.reading, hand)

    def _show_effect(self, change: Change) -> None:
        """Show what a change has changed besides lists and marks."""
        match change.verb:
            case "correct" | "lift":
                self.correcting.show_corrected()
            case "follow" | "unfollow":
                self.names.show_followed()
            case "note" | "edit_note" | "unnote":
                self.noting.show()
                self.page_texts.saved()
            case "save" | "tag":
                self.page_texts.saved()
            case "mute" | "unmute" | "unsubscribe":
                self.muting.settle()
            case "split" | "join":
                # What is said of a thread stands in the rows of all its stories.
                self.lists.refresh()
                self.threads.recount(change.ids)
            case _:
                pass

    def _keys_of(self, *commands: str) -> frozenset[str]:
        return frozenset(key for id_ in commands for key in keys_of(BY_ID[id_], self.config.keys))

    def on_mount(self) -> None:
        """Open on the list, as the first paint has shown it already."""
        # The last pane has no neighbour, from its first frame on.
        self.panel.edged = False
        for name in _SHOWN_IN_BARS:
            self.watch(self, name, self.retitle, init=False)
        self.watch(self, "article", self.telling.show_article, init=False)
        self.place_panes()
        self.lists.show(self.host.opening_scope)
        self.set_focus(self.list)
        self.set_interval(TICK_S, self._tick)
        self.set_timer(_AT_START_S, self.muting.settle_if_due)
        self.call_after_refresh(self.later.begin)

    def _tick(self) -> None:
        self.lists.tick()
        self.muting.settle_if_due()

    # ── what parts may ask ────────────────────────────────────────────────────────────────────

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    @property
    def subject(self) -> Headline | None:
        """The article that a key is meant for: the open one while reading, else the list's."""
        if self.pane == LIST or self.article is None:
            return self.list.current
        return self.article.headline

    @property
    def chosen_name(self) -> Entity | None:
        """The name that is meant: the one under the sidebar's cursor there, else the one that is lit."""
        if self.pane == SIDEBAR:
            return self.telling.chosen_name
        return self.panel.picked or self.panel.current

    def mark(
        self,
        verb: Callable[[], Change | None],
        *,
        quiet: bool = False,
        nothing: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Do what a key asked for behind the screen, after what was asked before, and show what changed."""
        self.marking.mark(verb, quiet=quiet, nothing=nothing, then=then)

    def keep(self, verb: Callable[[], object]) -> None:
        """Write something down that nothing on the screen waits for."""
        self.marking.keep(verb)

    async def finish(self) -> None:
        """Have every mark written, and where one stopped, before leaving."""
        await self.marking.finish(self.reading.place)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened."""
        self.failures += failed
        self.host.tell(words, failed=failed)

    @property
    def status(self) -> str:
        """What goes on behind the screen, in words; empty where nothing does."""
        return self.bar.status

    def note(self, what: str, words: str) -> None:
        """Say in the status line how one thing gets on; empty words take it out."""
        # Asked four times a second while a sync is under way: the bar is drawn when it says something else.
        if self._notes.get(what, "") != words:
            self._notes[what] = words
            self.bar.status = " · ".join(words for words in self._notes.values() if words)

    # ── asking ────────────────────────────────────────────────────────────────────────────────

    @property
    def is_free(self) -> bool:
        """Whether nothing stands open into which something may be being typed."""
        return self.host.screen is self and self._prompt is None

    def converse(self, steps: Coroutine[Any, Any, None]) -> None:
        """Take steps that ask the reader something on their way."""
        self.host.converse(self, steps)

    async def ask(
        self,
        label: str,
        *,
        text: str = "",
        hint: str = "",
        typed: Callable[[str], None] | None = None,
        selected: bool = True,
    ) -> str | None:
        """Ask for a line of text at the bottom; None: the reader thought better of it."""
        if self._prompt is not None:
            return None
        self._prompt = prompt.Prompt(label, text=text, hint=hint, typed=typed, selected=selected)
        self.add_class("-asking")
        answer = await self._prompt.answer(self)
        self._prompt = None
        self.remove_class("-asking")
        self.take_focus()
        self.news.offer_feeds()
        return answer

    async def choose(self, title: str, choices: Sequence[Choice], *, hint: str = "", start: int = 0) -> Any:
        """Ask for one of several, the cursor on one of them first; returns its value, or None."""
        return await self.host.answer_of(chooser.Chooser(title, choices, hint=hint, start=start))

    def take_focus(self) -> None:
        """Let keys go to the pane that is to have them; what is being typed goes on into the prompt."""
        if self._prompt is None:
            super().take_focus()

    def on_screen_suspend(self) -> None:
        """Something opens over this."""
        self.pictures.cover(True)

    def on_screen_resume(self) -> None:
        """Come back from what stood over this."""
        self.pictures.cover(False)
        self.news.offer_feeds()

    # ── keys ──────────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a command act only in the panes it is for; one key may stand for two such commands."""
        command = BY_ID.get(str(parameters[0])) if action == "command" and parameters else None
        # One key may have two meanings: `1` is a scope in the list, and a link in a story.
        return command is None or self.pane in command.where

    def action_command(self, name: str, *arguments: int) -> None:
        """Do what a command says."""
        done = self.verbs[name](*arguments)
        # What asks the reader on its way is taken as steps (decision 0082); all else is done by now.
        if iscoroutine(done):
            self.converse(done)

    async def choose_list(self, shown: Scope | None = None) -> None:
        """Choose a feed, a saved search or a tag to read, and look after them; the cursor on `shown`."""
        answer = await self.host.answer_of(
            feeds.FeedsScreen(cast("feeds.FeedsDesk", self), shown or self.shown.scope)
        )
        if answer is not None:
            self.lists.go(*answer)

    async def show_mutes(self) -> None:
        """What is muted, to be read or lifted: at the end of the feeds."""
        if self.library.rules.mutes():
            await self.choose_list(MUTED)
        else:
            self.tell("Nothing is muted: x mutes a name, a feed or words.")

    def _show_feeds(self) -> None:
        """Show the feeds anew, where they are open."""
        # A name's page may stand over it: it is shown again when that is left.
        for screen in self.host.screen_stack:
            if isinstance(screen, feeds.FeedsScreen):
                screen.show()

    def turn_zen(self) -> None:
        """The story alone, or everything again."""
        if self.article is None:
            self.tell("Open a story first.")
        else:
            super().turn_zen()

    def turn_pane(self, step: int) -> None:
        """Give the keys to the next pane, or the one before; the list has none beside it before a story."""
        if _has_list_alone(self):
            self.tell("Open a story first.")
        else:
            super().turn_pane(step)

    def turn_sidebar(self) -> None:
        """Show or hide the people and places of a story."""
        if _has_list_alone(self):
            self.tell("Open a story first.")
        else:
            super().turn_sidebar()

    async def quit(self) -> None:
        """Back to the list; from there, quit."""
        if not self.walking.out():
            await self.host.action_quit()

    # ── bars ──────────────────────────────────────────────────────────────────────────────────

    def retitle(self) -> None:
        """Say in the bars what is shown."""
        # Variables change before the panes have their places; then there is nothing to title.
        if self.placed is None:
            return
        self.titles.titles = Titles(
            self.counts,
            self.shown.scope.kind,
            self.placed,
            self.pane,
            list_words=_list_words(self.shown),
            reader=self.article.prose.headline if self.article else "",
            reader_right=_reader_right(self.article, self.reading),
            sidebar=frame.SAID_TITLE if self.sidebar.is_quoting else frame.SIDEBAR_TITLE,
        )
        passage = self.reading.passage
        self.bar.hints = hints(self.pane, self._keys) if passage is None else passage.hints

    def watch_counts(self, counts: frame.ScopeCounts) -> None:
        """Say how many there are where no article is open."""
        self.reading.rest(counts)

    # ── what panes and processes tell ─────────────────────────────────────────────────────────

    @on(ReadingPane.Lit)
    @on(ReadingPane.Scrolled)
    def _reading_moved(self) -> None:
        self.retitle()
        self.page_texts.show_late()

    @on(TitleBar.ScopeClicked)
    def _scope_clicked(self, message: TitleBar.ScopeClicked) -> None:
        self.lists.go(STANDING[message.scope])

    @on(ArticleList.Opened)
    def _list_opened(self, message: ArticleList.Opened) -> None:
        self.opening.open(message.headline)

    @on(ArticleList.Turned)
    def _list_turned(self) -> None:
        self.threads.unfold()

    @on(EntityPanel.Picked)
    @on(ReadingPane.NamePicked)
    def _name_picked(self, message: EntityPanel.Picked | ReadingPane.NamePicked) -> None:
        self.names.light(message.entity)

    @on(EntityPanel.Doubted)
    def _name_doubted(self) -> None:
        self.converse(self.correcting.correct())

    @on(ReadingPane.PassageKey)
    def _passage_key(self, message: ReadingPane.PassageKey) -> None:
        self.noting.act(message.key)

    @on(ReadingPane.LinkPicked)
    def _link_picked(self, message: ReadingPane.LinkPicked) -> None:
        self.host.open_link(message.href)

    @on(Elsewhere)
    def _elsewhere(self) -> None:
        self.replaced.go_over(self)

    @on(Waiting)
    def _waiting(self, message: Waiting) -> None:
        self.news.show_preparing(message.count)
        self.later.prepared(message.count)

    @on(SeedsRead)
    def _seeds_read(self) -> None:
        self.lists.refresh()

    @on(Syncing)
    def _syncing(self, message: Syncing) -> None:
        self.news.show_syncing(message)

    @on(Synced)
    def _synced(self, message: Synced) -> None:
        self.news.show_synced(message)
        self.later.synced(message.new)
        self.host.fetch_texts()

    @on(FetchingTexts)
    @on(TextFetched)
    @on(TextsFetched)
    def _fetching_texts(self, message: FetchingTexts | TextFetched | TextsFetched) -> None:
        self.page_texts.hear(message)

    @on(FeedAdded)
    def _feed_added(self, message: FeedAdded) -> None:
        self.news.show_added(message)

    @on(Noticed)
    def _noticed(self, message: Noticed) -> None:
        self.host.warn(message.words, for_s=_NOTICED_S)

    @on(Troubled)
    def _troubled(self, message: Troubled) -> None:
        self.tell(message.words, failed=True)


def _has_list_alone(screen: GridScreen) -> bool:
    """Whether the list takes all panes' room, as no story was opened."""
    return not screen.has_story and screen.app.size.width >= frame.NARROW_CELLS


def _list_words(shown: Shown) -> str:
    """Return what stands over a list that is none of the standing ones."""
    more = "" if shown.is_complete else "+"
    count = f"{frame.number(shown.total)}{more}"
    said = [ORDER_WORDS[shown.order]] if shown.order != "date" else []
    said += ["unread only"] if shown.unread else []
    said += ["threads"] if shown.threads else []
    if shown.query:
        return " · ".join((f"/{shown.query}  {count} found", *said))
    words = f"‹ {shown.words}" if shown.words else shown.scope.kind.capitalize() if said else ""
    return " · ".join((f"{words}  {count}", *said)) if words else ""


def _reader_right(article: Article | None, reading: ReadingPane) -> str:
    """Return how far one is in an article: among what is lit, else in the text."""
    if article is None:
        return ""
    if reading.words:
        at, of = reading.hit
        return f"{reading.words} {at}/{of}" if of else f"{reading.words}: none"
    said = (
        [new_at_in_words(*count, short=reading.room < _SHORT_CELLS)] if (count := reading.fresh.count) else []
    )
    star = "★ " if article.headline.saved else ""
    return " · ".join((*said, f"{star}{reading.percent}%"))


async def _done_whole(screen: ReaderScreen, command: str) -> bool:
    """Do what a command says, and wait for what it began; returns whether none of it failed."""
    # As a key would be: it does nothing in panes that it is not for.
    if not screen.check_action("command", (command,)):
        return True
    failures, workers = screen.failures, frozenset(screen.workers)
    done = screen.verbs[command]()
    if iscoroutine(done):
        await done
    began = [one for one in screen.workers if one not in workers and one.group in _AWAITED]
    if began:  # without any it would wait for all
        await screen.workers.wait_for_complete(began)
    return screen.failures == failures


def verbs(screen: ReaderScreen) -> Mapping[str, Verb]:
    """Return what each command does, by its id in `tui.keys.commands`."""
    walking, lists, opening, marking = screen.walking, screen.lists, screen.opening, screen.marking
    return {
        # moving
        "down": lambda: walking.move(1),
        "up": lambda: walking.move(-1),
        "top": lambda: walking.end(-1),
        "bottom": lambda: walking.end(1),
        "page_down": walking.page_on,
        "page_up": lambda: walking.page(-1),
        "half_down": lambda: walking.page(0.5),
        "half_up": lambda: walking.page(-0.5),
        "next_pane": lambda: screen.turn_pane(1),
        "previous_pane": lambda: screen.turn_pane(-1),
        # reading
        "open": walking.open,
        "back": lambda: None if screen.later.hush() else walking.back(),
        "next_unread": lambda: walking.step(1),
        "previous_unread": lambda: walking.step(-1),
        "next_article": lambda: opening.step(1),
        "previous_article": lambda: opening.step(-1),
        "next_section": lambda: None if screen.later.skip(1) else screen.reading.go_section(1),
        "previous_section": lambda: None if screen.later.skip(-1) else screen.reading.go_section(-1),
        "next_new": lambda: screen.threads.walk(1),
        "previous_new": lambda: screen.threads.walk(-1),
        "outline": lambda: screen.later.outline.choose(),
        "changes": screen.changes.turn,
        "pictures": screen.pictures.turn,
        "full_text": screen.page_texts.turn,
        "thread": lambda: screen.telling.pages.show_thread(),
        "briefing": lambda: screen.telling.pages.show_briefing(),
        "quotes": lambda: screen.telling.quoting.turn(),
        # marking
        "toggle_read": lambda: screen.threads.mark_read() if lists.has_copies else marking.toggle_read(),
        "mark_all_read": marking.mark_all_read,
        "mark_above_read": marking.mark_above_read,
        "mark_below_read": marking.mark_below_read,
        "save": marking.save,
        "tag": marking.tag,
        "select_row": screen.list.select,
        "select_range": screen.list.select_range,
        "mark_passage": lambda: screen.noting.mark_passage(),
        "note": lambda: screen.noting.note(),
        "write_note": lambda: screen.noting.write(),
        "notes": lambda: screen.noting.choose(),
        "mute": screen.muting.mute,
        "mutes": screen.show_mutes,
        "split_thread": screen.threads.split,
        "join_threads": screen.threads.join,
        "undo": marking.undo,
        # finding
        "search": lambda: lists.ask_search() if screen.pane == LIST else walking.find(),
        "search_order": lists.turn_order,
        "unread_only": lists.turn_unread,
        "keep_search": screen.searches.keep,
        "same_name": screen.names.same_name,
        "follow": screen.names.follow,
        "trends": lambda: screen.telling.pages.show_trends(),
        "from_here": screen.searches.from_here,
        "map": screen.maps.show,
        # names
        "details": screen.panel.unfold,
        "correct": screen.correcting.correct,
        "corrections": screen.correcting.corrections,
        # lists
        "scope_all": lambda: lists.show_standing("all"),
        "scope_unread": lambda: lists.show_standing("unread"),
        "scope_saved": lambda: lists.show_standing("saved"),
        "threads_view": lists.turn_threads,
        "unfold": screen.threads.unfold,
        "history": lambda: lists.go(HISTORY, "opened, and when"),
        "noted": lambda: lists.go(NOTED, "noted"),
        "feeds": screen.choose_list,
        "add_feed": screen.news.ask_feed,
        "sync_feed": screen.news.sync_feed,
        "sync_all": screen.news.sync_all,
        "next_feed": lambda: lists.step_feed(1),
        "previous_feed": lambda: lists.step_feed(-1),
        # links
        "open_browser": screen.links.open_browser,
        "open_link": screen.links.open_link,
        "links": screen.links.choose,
        "link_number": screen.links.ask_link,
        "copy_link": screen.links.copy,
        "copy_text": screen.links.copy_text,
        "copy_selected": screen.links.copy_selected,
        "export": screen.links.export,
        "listen": lambda: screen.later.listening.choose(),
        "pipe": lambda: screen.later.programs.pipe(),
        "open_with": lambda: screen.later.programs.open_with(),
        # the screen
        "sidebar": screen.turn_sidebar,
        "zen": screen.turn_zen,
        "narrower": lambda: screen.later.column.turn(-1),
        "wider": lambda: screen.later.column.turn(1),
        "theme": lambda: screen.host.choose_theme(),
        "messages": lambda: screen.later.finding.messages(),
        "help": lambda: screen.later.finding.help(),
        "palette": lambda: screen.later.finding.choose(),
        "suspend": lambda: screen.host.action_suspend(),
        "quit": screen.quit,
    }
