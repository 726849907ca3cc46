"""The feeds: what one is subscribed to, how each is doing, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.ages import age
from tui.errors import DatelineError
from tui.frame import number
from tui.model import ALL, SAVED, SEED_FEED_URL, UNREAD, Feed, Scope
from tui.page import fold
from tui.screens.chooser import Choice, Choices
from tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from tui.answers import Change
    from tui.app import DatelineApp
    from tui.library import Library

Chosen = tuple[Scope, str]
"""The list to show, and its words."""


class FeedsScreen(ModalScreen[Chosen | None]):
    """Lists to read: the standing ones, each feed, each tag. The answer is the one chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f,h,left", "leave", show=False),
        Binding("enter,l,right", "choose", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "move(12)", show=False),
        Binding("b,pageup,ctrl+u", "move(-12)", show=False),
        Binding("g,home", "move(-1000000)", show=False),
        Binding("G,end", "move(1000000)", show=False),
        Binding("slash", "narrow", show=False),
        Binding("a", "add", show=False),
        Binding("r", "sync", show=False),
        Binding("R", "sync_all", show=False),
        Binding("p", "pause", show=False),
        Binding("e", "rename", show=False),
        Binding("m", "folder", show=False),
        Binding("d", "unsubscribe", show=False),
        Binding("u", "undo", show=False),
    ]
    HINT = "enter read · a add · r sync · p pause · e title · m folder · d unsubscribe · u undo · / narrow"

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._narrow = ""
        self._prompt: Prompt | None = None

    @property
    def app_(self) -> DatelineApp:
        """The app, by its own type."""
        return cast("DatelineApp", self.app)

    def compose(self) -> ComposeResult:
        """Set out the title, the lines, what is known of the one under the cursor, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content("Feeds and tags"), classes="dialog--title")
            yield Choices(())
            yield Static(classes="feeds--details")
            yield Static(Content(self.HINT), classes="dialog--hint")

    def on_mount(self) -> None:
        """Show what there is."""
        self.show()

    def show(self) -> None:
        """Show the lines again, the cursor where it is."""
        lines = self.query_one(Choices)
        at = lines.cursor
        words = fold(self._narrow).split()
        found = [c for c in self._choices() if all(word in fold(c.label) for word in words)]
        lines.styles.height = max(1, min(18, len(found), self.app.size.height - 10))
        lines.edged = len(found) > 18
        lines.show(found)
        lines.go(at)

    def _choices(self) -> Iterator[Choice]:
        counts = self._library.counts()
        yield Choice("All stories", ((ALL, ""), None), number(counts.total))
        yield Choice("Unread", ((UNREAD, ""), None), number(counts.unread))
        yield Choice("Saved", ((SAVED, ""), None), number(counts.saved))
        for feed in self._library.feeds():
            yield Choice(feed_label(feed), ((feed_scope(feed), feed.title), feed), feed_state(feed))
        for tag, count in self._library.tags():
            yield Choice(f"# {tag}", ((Scope("tag", name=tag), f"# {tag}"), None), number(count))

    @property
    def feed(self) -> Feed | None:
        """The feed under the cursor; None on another line."""
        choice = self.query_one(Choices).current
        return choice.value[1] if choice else None

    @on(Choices.Moved)
    def _show_details(self) -> None:
        feed = self.feed
        words = feed_details(feed, datetime.now(UTC)) if feed else ""
        self.query_one(".feeds--details", Static).update(Content(words))

    # ── what the keys do ──────────────────────────────────────────────────────────────────────

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self.query_one(Choices).move(lines)

    @on(Choices.Chosen)
    def action_choose(self) -> None:
        """Answer with the line under the cursor."""
        if choice := self.query_one(Choices).current:
            self.dismiss(choice.value[0])

    def action_leave(self) -> None:
        """Let go of the narrowing, then leave."""
        if self._narrow:
            self._narrow = ""
            self.show()
        else:
            self.dismiss(None)

    def action_narrow(self) -> None:
        """Ask for words that the lines must hold."""
        self._ask("narrow", "narrow", self._narrow)

    def action_add(self) -> None:
        """Ask for the address of a feed."""
        self._ask("add", "add feed", hint="the address of a feed, or of a page that has one")

    def action_sync(self) -> None:
        """Sync the feed under the cursor now."""
        if feed := self._own_feed():
            self.app_.sync((feed.url,))
            self.app_.tell(f"Syncing {feed.title}.")

    def action_sync_all(self) -> None:
        """Sync every feed now."""
        self.app_.sync(("--all",))
        self.app_.tell("Syncing all feeds.")

    def action_pause(self) -> None:
        """Pause the feed under the cursor, or ask it again."""
        if feed := self._own_feed():
            self._do(lambda: self._library.pause(feed.id, not feed.paused))

    def action_rename(self) -> None:
        """Ask for a title of the reader's own."""
        if feed := self._own_feed():
            self._ask("rename", "title", feed.title, hint="empty: the feed's own")

    def action_folder(self) -> None:
        """Ask for a folder."""
        if feed := self._own_feed():
            self._ask("folder", "folder", feed.folder or "", hint="News/Europe; empty: none")

    def action_unsubscribe(self) -> None:
        """Unsubscribe; saved stories stay, and u brings the feed back."""
        if feed := self._own_feed():
            self._do(lambda: self._library.unsubscribe(feed.id))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._do(self._library.undo)

    def _own_feed(self) -> Feed | None:
        feed = self.feed
        if feed is None or feed.url == SEED_FEED_URL:
            self.app_.tell("Put the cursor on a feed first.")
            return None
        return feed

    def _do(self, verb: Callable[[], Change | None]) -> None:
        try:
            change = verb()
        except DatelineError as error:
            self.app_.tell(str(error), failed=True)
            return
        if change is not None:
            self.app_.tell(change.text)
        self.show()
        self.app_.main_screen.refresh_list()

    # ── typing ────────────────────────────────────────────────────────────────────────────────

    def _ask(self, purpose: str, label: str, text: str = "", hint: str = "") -> None:
        if self._prompt is None:
            self._prompt = Prompt(purpose, label, text=text, hint=hint)
            self.mount(self._prompt)

    @on(Prompt.Changed)
    def _typed(self, message: Prompt.Changed) -> None:
        if message.purpose == "narrow":
            self._narrow = message.text
            self.show()

    @on(Prompt.Left)
    def _thought_better(self, message: Prompt.Left) -> None:
        self._close_prompt()
        if message.purpose == "narrow":
            self._narrow = ""
            self.show()

    @on(Prompt.Entered)
    def _entered(self, message: Prompt.Entered) -> None:
        self._close_prompt()
        text, feed = message.text.strip(), self.feed
        if message.purpose == "narrow":
            self.action_choose()
        elif message.purpose == "add" and text:
            self.app_.main_screen.add_feed(text)
            self.dismiss(None)
        elif message.purpose == "rename" and feed:
            self._do(lambda: self._library.rename_feed(feed.id, text or None))
        elif message.purpose == "folder" and feed:
            self._do(lambda: self._library.move_feed(feed.id, text or None))

    def _close_prompt(self) -> None:
        if self._prompt is not None:
            self._prompt.remove()
            self._prompt = None
        self.set_focus(None)


def feed_scope(feed: Feed) -> Scope:
    """Return the list of a feed."""
    return Scope("feed", feed_id=feed.id)


def feed_label(feed: Feed) -> str:
    """Return a feed's line: its folder, its title, and a mark where it fails or rests."""
    mark = "⏸ " if feed.paused and feed.url != SEED_FEED_URL else "! " if feed.last_error else ""
    folder = f"{feed.folder} / " if feed.folder else ""
    return f"{mark}{folder}{feed.title}"


def feed_state(feed: Feed) -> str:
    """Return a feed's counts."""
    return f"{number(feed.unread)} of {number(feed.total)}" if feed.unread else number(feed.total)


def feed_details(feed: Feed, now: datetime) -> str:
    """Return what is known of a feed: its address, when it last answered, why it fails."""
    if feed.url == SEED_FEED_URL:
        return "What is bundled with dateline, and what you read in with `dateline import`."
    lines = [feed.url]
    if feed.last_success_at:
        lines.append(f"last answered {_when(age(int(feed.last_success_at.timestamp()), now.timestamp()))}")
    else:
        lines.append("has not answered yet")
    if feed.paused:
        lines.append("paused: p asks it again")
    if feed.last_error:
        lines.append(feed.last_error)
    return "\n".join(lines)


def _when(past: str) -> str:
    """Put an age into a sentence: `5m ago`, `just now`, `on 15 May`."""
    if past == "now":
        return "just now"
    return f"{past} ago" if past[-1] in "mhd" and past[0].isdigit() else f"on {past}"
