"""What the parts of the reader's screen share: its state, and what they may ask of it.

A part does one kind of thing (marking, opening, muting …) and can be read alone. It knows the screen as a
`Desk`, other parts only where it is given them, and no Textual: tests hand it a desk of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from tui.drawing.frame import number
from tui.keys.commands import LIST
from tui.library.lists import ListView
from tui.model.kinds import plurals
from tui.model.scopes import ALL, SAVED, UNREAD, Scope

if TYPE_CHECKING:
    from tui.drawing.frame import ScopeCounts
    from tui.library.frontdesk import Library
    from tui.library.lists import Order
    from tui.model.answers import Change
    from tui.model.articles import Article, Headline
    from tui.model.names import Entity
    from tui.screens.host import Host
    from tui.screens.replies import Choice
    from tui.settings.config import Config

STANDING = {"all": ALL, "unread": UNREAD, "saved": SAVED}
"""The lists that stand in the title."""
NONE_CHOSEN = f"No name is chosen: tab goes to the {plurals()}."
ORDER_WORDS: dict[Order, str] = {
    "date": "the newest first",
    "oldest": "the oldest first",
    "feed": "by feed",
    "names": "those that name most first",
    "relevance": "the best first",
}
"""What each order is called."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which list is shown, and how long it is."""

    scope: Scope = ALL
    words: str = ""
    """What it is called, where it is none of those that stand in the title."""
    query: str = ""
    """What is searched for within it; empty: nothing is."""
    order: Order = "date"
    unread: bool = False
    """Whether what is read is left out of it."""
    threads: bool = False
    """Whether it has one row a thread."""
    total: int = 0
    is_complete: bool = True
    """Whether there are no more than `total`."""

    @property
    def view(self) -> ListView:
        """How it is shown."""
        return ListView(self.order, self.unread)


class SelectedRows(Protocol):
    """The list, as far as stories are selected in it."""

    @property
    def selected(self) -> tuple[Headline, ...]:
        """The stories that are selected."""
        ...

    def deselect(self) -> bool:
        """Let go of them; tells whether there were any."""
        ...


class Selection:
    """Which stories a key is meant for: those selected in the list, else the one subject."""

    def __init__(self, desk: Desk, rows: SelectedRows) -> None:
        self._desk = desk
        self._rows = rows

    @property
    def subjects(self) -> tuple[Headline, ...]:
        """The stories that a key is meant for."""
        selected = self._rows.selected if self._desk.pane == LIST else ()
        return selected or tuple(one for one in (self._desk.subject,) if one is not None)

    def take(self) -> tuple[Headline, ...]:
        """Return the stories that a key is meant for, and let go of those that are selected."""
        subjects = self.subjects
        self.let_go()
        return subjects

    def let_go(self) -> bool:
        """Let go of what is selected in the list; tells whether anything was."""
        return self._rows.deselect()

    def show_count(self, count: int) -> None:
        """Say in the status line how many are selected."""
        self._desk.note("selected", f"{number(count)} selected · esc lets go" if count else "")


class Desk(Protocol):
    """The reader's screen, as its parts see it."""

    library: Library
    config: Config
    article: Article | None
    """The open article; every change of it is shown in the bars."""
    has_story: bool
    """Whether a story, or why there is none, stands beside the list; else the list has the whole width."""
    shown: Shown
    """The list; every change of it is shown in the bars."""
    counts: ScopeCounts
    """How many articles there are, as was last known."""
    selection: Selection
    """Which stories a key is meant for, where these are several."""

    @property
    def host(self) -> Host:
        """The app."""
        ...

    @property
    def pane(self) -> str:
        """The pane that has the keys: `list`, `reader` or `sidebar`."""
        ...

    @property
    def is_free(self) -> bool:
        """Whether nothing stands open into which something may be being typed."""
        ...

    @property
    def subject(self) -> Headline | None:
        """The article that a key is meant for: the open one while reading, else the list's."""
        ...

    @property
    def chosen_name(self) -> Entity | None:
        """The name that is meant: the one under the sidebar's cursor there, else the one that is lit."""
        ...

    def focus_pane(self, pane: str) -> None:
        """Give a pane the keys, and bring it into sight."""
        ...

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened."""
        ...

    def note(self, what: str, words: str) -> None:
        """Say in the status line how one thing gets on; empty words take it out."""
        ...

    def mark(
        self,
        verb: Callable[[], Change | None],
        *,
        quiet: bool = False,
        nothing: str = "",
        then: Callable[[], object] = ...,
    ) -> None:
        """Do what a key asked for behind the screen, after what was asked before, and show what changed."""
        ...

    def keep(self, verb: Callable[[], object]) -> None:
        """Write something down that nothing on the screen waits for."""
        ...

    async def ask(
        self,
        label: str,
        *,
        text: str = "",
        hint: str = "",
        typed: Callable[[str], None] | None = None,
        selected: bool = True,
    ) -> str | None:
        """Ask for a line of text at the bottom; None: the reader thought better of it. For steps alone.

        What is prefilled is selected: the first letter takes its place, a cursor key keeps it.
        """
        ...

    async def choose(self, title: str, choices: Sequence[Choice], *, hint: str = "") -> Any:
        """Ask for one of several; returns its value, or None. For steps alone."""
        ...

    def converse(self, steps: Coroutine[Any, Any, None]) -> None:
        """Take steps that ask the reader something on their way."""
        ...

    def run_worker(self, work: Any, *, group: str = ..., exclusive: bool = ..., thread: bool = ...) -> object:
        """Do something beside the screen: in a thread, or a coroutine; an exclusive one ends its group's."""
        ...

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call something on the screen's own turn. From any thread."""
        ...


class Part:
    """What does one kind of thing on the reader's screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._library = desk.library

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened."""
        self._desk.tell(words, failed=failed)
