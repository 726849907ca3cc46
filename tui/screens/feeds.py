"""The feeds: what one is subscribed to, how each is doing, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.drawing.frame import number
from tui.errors import ConfigError, DatelineError
from tui.library.lists import Listed
from tui.library.wording import change_in_words
from tui.model.answers import Mute, SavedSearch
from tui.model.articles import Feed
from tui.model.namefacts import Follow
from tui.model.scopes import ALL, Scope
from tui.screens.bindings import moving_keys
from tui.screens.chooser import Choices
from tui.screens.feedkeys import FEED_COMMANDS, feed_bindings, feed_hint
from tui.screens.feedlines import (
    FAILING,
    GONE,
    CursorAnchor,
    FeedLine,
    FeedLines,
    Folds,
    GroupHeading,
    LineGroup,
    above,
    choices,
    folder_above,
    groups,
    heading_above,
    is_failing,
    is_own,
    next_heading,
)
from tui.screens.host import host_of
from tui.screens.reader.desk import Desk
from tui.screens.steady import told
from tui.settings.feeds import pages_told
from tui.settings.file import load_config
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.answers import Change
    from tui.screens.host import Host
    from tui.screens.orderly import Waits
    from tui.screens.reader.lists import ListsPart
    from tui.screens.reader.marking import MarkingPart
    from tui.screens.reader.muting import MutingPart
    from tui.screens.reader.names import NamesPart
    from tui.screens.reader.news import NewsPart

if TYPE_CHECKING:
    from tui.screens import feedsettings, name, prompt
    from tui.screens import help as help_screen
else:  # loaded when first used: whoever starts should not wait for them
    feedsettings = Lazy("tui.screens.feedsettings")
    help_screen = Lazy("tui.screens.help")
    name = Lazy("tui.screens.name")
    prompt = Lazy("tui.screens.prompt")

Chosen = tuple[Scope, str]
"""The list to show, and its words."""
_TICK_S = 1.0
"""How often a sync under way is looked at."""
_BESIDE_CELLS = 110
"""From so many on what is known of a feed stands beside the lines, else below them."""
_FEW_LINES = 20
"""On fewer, less stands below them: or no lines of feeds would be left."""


class FeedsDesk(Desk, Protocol):
    """The reader's screen, as the feeds see it: what is done here is done by its parts."""

    lists: ListsPart
    marking: MarkingPart
    muting: MutingPart
    names: NamesPart
    news: NewsPart

    @property
    def status(self) -> str:
        """What goes on behind the screen, in words."""
        ...


class FeedsScreen(ModalScreen[Chosen | None]):
    """Lists to read: the standing ones, feeds by folder, tags. The answer is the one chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = list(feed_bindings())
    moves: ClassVar[frozenset[str]] = moving_keys(feed_bindings())

    class Counted(Message):
        """A saved search was counted."""

    def __init__(self, desk: FeedsDesk, shown: Scope = ALL) -> None:
        """Look after the feeds; `shown` is the list that the reader comes from."""
        super().__init__()
        self._desk = desk
        self._library = desk.library
        self._shown = shown
        self._narrow = ""
        self._folds = Folds(self._library, self.tell)
        self._groups: tuple[LineGroup, ...] = ()
        self._config = desk.config
        """As it was last read: what holds for a feed may have been set here since."""
        self._newest = 0
        """What had arrived when the lines were counted."""
        self._was_syncing = False

    @property
    def _host(self) -> Host:
        return host_of(self)

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened."""
        self._host.tell(words, failed=failed)

    @property
    def lines(self) -> FeedLines:
        """The lines to choose from."""
        return self.query_one(FeedLines)

    def compose(self) -> ComposeResult:
        """Set out the title, the lines, what is known of the one under the cursor, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(classes="dialog--title")
            with Container(classes="feeds--body"):
                yield FeedLines(())
                yield Static(classes="feeds--details")
            yield Static(classes="dialog--hint")

    def on_mount(self) -> None:
        """Show what there is, the cursor on the list that is being read."""
        self._folds.load()
        self._load()
        # Only after the first layout is there a view that the cursor can be brought into.
        self.call_after_refresh(self._begin, self._host.hold())
        self._count()
        self.set_interval(_TICK_S, self._tick)

    def _begin(self, opening: Waits) -> None:
        self._put(CursorAnchor(self._shown))
        opening.done()

    def on_resize(self) -> None:
        """Put the details beside the lines, or below them; say as many keys as there is room for."""
        width, height = self.app.size
        self.set_class(width >= _BESIDE_CELLS, "-beside")
        self.set_class(height < _FEW_LINES, "-low")
        room = min(140, width * 96 // 100) - 4
        hint = feed_hint(room, 1 if height < 24 else 2)
        self.query_one(".dialog--hint", Static).update(Content(hint))

    def _tick(self) -> None:
        """While a sync is under way, and once after it, show how the feeds are doing."""
        is_syncing = self._host.errands.is_syncing
        # Once more when it has ended: its last feeds came after the last look.
        if is_syncing or self._was_syncing:
            self.show()
        self._was_syncing = is_syncing

    def show(self) -> None:
        """Show what there is now, the cursor where it is."""
        anchor = self.lines.cursor_anchor
        self._load()
        self._put(anchor)
        self._count()

    @told
    def _load(self) -> None:
        self._newest = (
            self._library.newest_arrival()
        )  # before the counts: what they do not hold is not marked
        self._groups = tuple(groups(self._library, datetime.now(UTC)))
        with suppress(ConfigError):  # told at the start, and where a setting is made
            self._config = load_config(self._library.paths)

    @work(thread=True, exclusive=True, group="counts")
    def _count(self) -> None:
        """Count what saved searches find, one after the other; each is shown as soon as it is known."""
        try:
            for search in self._library.rules.searches():
                # Left in the meantime: counting a search of a million articles takes seconds.
                if not self.is_running:
                    return
                # A count is kept while nothing can have changed it: most are known.
                if self._library.rules.known_count(search) is None:
                    self._library.rules.count_anew(search)
                    self.post_message(self.Counted())
        except DatelineError:
            return  # what was counted last stands there

    @on(Counted)
    def _counted(self) -> None:
        anchor = self.lines.cursor_anchor
        self._load()
        self._put(anchor)

    def _put(self, anchor: CursorAnchor) -> None:
        self.lines.put(tuple(choices(self._groups, self._narrow, self._folds.folded)), anchor)
        self._retitle()

    def _retitle(self) -> None:
        feeds = [line for group in self._groups for line in group.lines if is_own(line.subject)]
        failing = sum(line.mark in (FAILING, GONE) for line in feeds)
        words = [_counted_feeds(len(feeds))]
        if failing:
            words.append(f"{number(failing)} failing")
        if self._narrow:
            words.append(f"/{self._narrow}")
        if self._host.errands.is_syncing:
            words.append(self._desk.status or "syncing")
        self.query_one(".dialog--title", Static).update(Content(" · ".join(words)))

    @property
    def line(self) -> FeedLine | None:
        """What the line under the cursor stands for; None on a heading."""
        value = self.lines.current.value if self.lines.current else None
        return value if isinstance(value, FeedLine) else None

    @property
    def feed(self) -> Feed | None:
        """The feed under the cursor; None on another line."""
        subject = self.line.subject if self.line else None
        return subject if isinstance(subject, Feed) else None

    @on(Choices.Moved)
    def _show_details(self) -> None:
        of = self.line or self.lines.heading
        details = list(of.details if of else ())
        if (feed := self.feed) is not None and is_own(feed):
            at = len(details) - bool(feed.site_url)  # which comes last: there may be no room for it
            details[at:at] = pages_told(feed.url, self._config)
        self.query_one(".feeds--details", Static).update(Content("\n".join(details)))

    def action_help(self) -> None:
        """Show the keys."""
        self._host.open_screen(help_screen.HelpScreen(self._desk.config.keys, FEED_COMMANDS))

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self.lines.move(lines)

    def action_page(self, pages: float) -> None:
        """Move the cursor by so many views."""
        self.lines.page(pages)

    def action_group(self, step: int) -> None:
        """Go to the next group, or the one before."""
        self.lines.go(next_heading(self.lines.choices, self.lines.cursor, step))

    def action_failing(self) -> None:
        """Go to the next feed that fails, round the end; its folder is unfolded."""
        # Folded groups too: a feed that fails in one is the one nobody sees.
        everything = tuple(choices(self._groups, self._narrow, frozenset()))
        here = self.lines.cursor_anchor.find(everything)
        failing = [index for index, choice in enumerate(everything) if is_failing(choice)]
        if not failing:
            self.tell("No feed fails.")
            return
        # Round the end, so that one key leads through all of them.
        index = next((index for index in failing if index > here), failing[0])
        if heading := heading_above(everything, index):
            for title in (heading.title, *above(heading)):
                self._folds.turn(title, False)
        self._put(CursorAnchor(everything[index].value.scope))

    @on(Choices.Chosen)
    def action_choose(self) -> None:
        """Answer with the list under the cursor; a group that is none is folded or unfolded."""
        line, heading = self.line, self.lines.heading
        if line:
            self.dismiss((line.scope, line.words))
        elif heading and heading.folder:
            self.dismiss((heading.folder.scope, heading.title))
        elif heading:
            self._turn(heading, not heading.is_folded)

    def action_fold(self) -> None:
        """Fold a group, or unfold it; on a line a page on."""
        if heading := self.lines.heading:
            self._turn(heading, not heading.is_folded)
        else:
            self.action_page(1)

    def action_inward(self) -> None:
        """Unfold a group, go to what is in it, or read it."""
        heading = self.lines.heading
        if heading is None:
            self.action_choose()
        elif heading.is_folded:
            self._turn(heading, False)
        else:
            self.action_move(1)

    def action_outward(self) -> None:
        """Fold a group; from a line in a folder to the folder, from all else back to the stories."""
        heading = self.lines.heading
        above = folder_above(self.lines.choices, self.lines.cursor)
        if heading and not heading.is_folded:
            self._turn(heading, True)
        elif above is not None:
            self.lines.go(above)
        else:
            self.action_leave()

    def _turn(self, heading: GroupHeading, folded: bool) -> None:
        self._folds.turn(heading.title, folded)
        self._put(self.lines.cursor_anchor)

    def action_leave(self) -> None:
        """Let go of the narrowing, then leave."""
        if self._narrow:
            self._narrow_to("")
        else:
            self.dismiss(None)

    def action_narrow(self) -> None:
        """Ask for words that the lines must hold."""
        self._host.converse(self, self._ask_narrow())

    async def _ask_narrow(self) -> None:
        if await self._ask("narrow", self._narrow, typed=self._narrow_to) is None:
            self._narrow_to("")
        else:
            self.action_choose()

    def action_add(self) -> None:
        """Ask for the address of a feed."""
        self._host.converse(self, self._add())

    async def _add(self) -> None:
        url = await self._ask("add feed", hint="the address of a feed, or of a page that has one")
        if url and url.strip():
            self._desk.news.add_feed(url.strip())
            self.dismiss(None)

    def action_sync(self) -> None:
        """Sync the feed under the cursor now, or all of a folder."""
        folder = self.lines.heading.folder if self.lines.heading else None
        if folder:
            self._host.sync(tuple(feed.url for feed in folder.all_feeds))
            self.tell(f"Syncing {folder.title}.")
        elif feed := self._own_feed():
            self._host.sync((feed.url,))
            self.tell(f"Syncing {feed.title}.")

    def action_sync_all(self) -> None:
        """Sync every feed now."""
        self._host.sync(("--all",))
        self.tell("Syncing all feeds.")

    def action_mark_all_read(self) -> None:
        """Mark all read that the line under the cursor counts; on a heading, what all lines under it do."""
        value = self.lines.current.value if self.lines.current else None
        if isinstance(value, FeedLine):
            scopes = [value.scope]
        elif isinstance(value, GroupHeading) and value.folder:
            scopes = [value.folder.scope]
        elif isinstance(value, GroupHeading):
            scopes = [
                line.scope for group in self._groups for line in group.lines if group.title == value.title
            ]
        else:
            return
        # What came after the lines were counted was not seen, and is not marked.
        listed = [Listed(scope, self._newest) for scope in scopes]
        self._desk.mark(
            lambda: self._library.mark_all_read(*listed),
            nothing="All of it was read already.",
            then=self._show_marks,
        )

    def _show_marks(self) -> None:
        if self.is_running:
            self.show()

    def action_pause(self) -> None:
        """Pause the feed under the cursor, or ask it again."""
        if feed := self._own_feed():
            self._do(lambda: self._library.pause(feed.id, not feed.paused))

    def action_rename(self) -> None:
        """Ask for a title of the reader's own."""
        subject = self._subject
        if isinstance(subject, SavedSearch):
            self._host.converse(self, self._rename_search(subject))
        elif feed := self._own_feed():
            self._host.converse(self, self._rename_feed(feed))

    async def _rename_search(self, search: SavedSearch) -> None:
        text = await self._ask("name", search.name)
        if text is not None:
            self._try(lambda: self._library.rules.rename_search(search.number, text.strip()))

    async def _rename_feed(self, feed: Feed) -> None:
        text = await self._ask("title", feed.title, hint="empty: the feed's own")
        if text is not None:
            self._do(lambda: self._library.rename_feed(feed.id, text.strip() or None))

    def action_move_search(self, steps: int) -> None:
        """Put the saved search further down, or up."""
        search = self._subject
        if isinstance(search, SavedSearch):
            self._try(lambda: self._library.rules.move_search(search.number, steps))
        else:
            self.tell("Put the cursor on a saved search first.")

    def action_mute(self) -> None:
        """Mute the feed under the cursor."""
        feed = self.feed
        if feed is None:
            self.tell("Put the cursor on a feed first; x over the stories mutes names and words.")
        else:
            self._host.converse(self, self._desk.muting.mute_feed(feed.id, feed.title))

    def action_folder(self) -> None:
        """Ask for a folder."""
        if feed := self._own_feed():
            self._host.converse(self, self._move(feed))

    async def _move(self, feed: Feed) -> None:
        text = await self._ask("folder", feed.folder or "", hint="News/Europe; empty: none")
        if text is not None:
            self._do(lambda: self._library.move_feed(feed.id, text.strip() or None))

    def action_settings(self) -> None:
        """Set what holds for this feed alone."""
        if feed := self._own_feed():
            self._host.converse(self, self._set(feed))

    async def _set(self, feed: Feed) -> None:
        words = await self._host.answer_of(feedsettings.FeedSettingsScreen(self._library, feed))
        if words:
            self.tell(words)
            self.show()

    def action_open_site(self) -> None:
        """Open the feed's own site in the browser."""
        feed = self._own_feed()
        if feed and feed.site_url:
            self._host.open_link(feed.site_url)
        elif feed:
            self.tell(f"{feed.title} has not said where its site is.")

    def action_unsubscribe(self) -> None:
        """Unsubscribe (saved stories stay), drop a saved search or lift a mute; u brings each back."""
        subject, rules = self._subject, self._library.rules
        if isinstance(subject, SavedSearch):
            self._do(lambda: rules.drop_search(subject.number))
        elif isinstance(subject, Mute):
            self._desk.muting.carry_out(lambda tell: rules.unmute(subject.number, tell))
        elif feed := self._own_feed():
            self._do(lambda: self._library.unsubscribe(feed.id, settle=False))

    def action_unfollow(self) -> None:
        """Follow the name under the cursor no more; u follows it again."""
        if follow := self._follow():
            self._do(lambda: self._library.follows.unfollow(follow.kind, follow.key))
            self._desk.names.show_followed()

    def action_name_page(self) -> None:
        """Open the page of the followed name under the cursor."""
        if follow := self._follow():
            self._host.converse(self, self._visit(follow))

    async def _visit(self, follow: Follow) -> None:
        page = name.NameScreen(self._library, self._desk, follow.kind, follow.key, follow.name)
        wish = await self._host.answer_of(page)
        self.show()
        if wish:
            self.dismiss(None)
            self._desk.converse(self._desk.names.fulfil(wish))

    def _follow(self) -> Follow | None:
        subject = self.line.subject if self.line else None
        if isinstance(subject, Follow):
            return subject
        self.tell("Put the cursor on a followed name first.")
        return None

    def action_undo(self) -> None:
        """Take the last change back."""
        self._desk.mark(
            lambda: self._library.undo(settle=False), nothing="Nothing to undo.", then=self._show_marks
        )

    def _own_feed(self) -> Feed | None:
        feed = self.feed
        if feed is None or not is_own(feed):
            self.tell("Put the cursor on a feed first.")
            return None
        return feed

    @property
    def _subject(self) -> object:
        """What the line under the cursor lets one look after."""
        return self.line.subject if self.line else None

    @told
    def _do(self, verb: Callable[[], Change | None]) -> None:
        change = verb()
        if change is not None:
            self.tell(change_in_words(change))
            self._desk.marking.after(change)
        self.show()
        # The list below holds what was unsubscribed or renamed.
        self._desk.lists.refresh()

    @told
    def _try(self, verb: Callable[[], object]) -> None:
        """Do what is not told in words, and show it."""
        verb()
        self.show()

    # ── typing ────────────────────────────────────────────────────────────────────────────────

    async def _ask(
        self, label: str, text: str = "", *, hint: str = "", typed: Callable[[str], None] | None = None
    ) -> str | None:
        """Ask for a line of text; None: the reader thought better of it."""
        answer = await prompt.Prompt(label, text=text, hint=hint, typed=typed).answer(self)
        self.set_focus(None)
        return answer

    def _narrow_to(self, words: str) -> None:
        """Show the lines that hold some words, the cursor where it is or on the first that is no heading."""
        anchor = self.lines.cursor_anchor
        self._narrow = words
        self._put(anchor)
        # Enter should open what was found, and not fold what it stands under.
        if words and self.line is None:
            first = (i for i, c in enumerate(self.lines.choices) if isinstance(c.value, FeedLine))
            self.lines.go(next(first, 0))


def _counted_feeds(count: int) -> str:
    if not count:
        return "No feeds yet: a adds one; `dateline import` takes a list (OPML)"
    return "1 feed" if count == 1 else f"{number(count)} feeds"
