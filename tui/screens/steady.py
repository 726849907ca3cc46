"""What keeps a screen standing while the database fails: the reader is told, and sees what was last known."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from tui.errors import DatelineError
from tui.library.lists import Listed, Listing
from tui.model.articles import Headline
from tui.model.scopes import Scope
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.library.threadlists import ThreadListing
    from tui.model import threads as told_together
    from tui.text.spans import Span
else:  # loaded when first used: whoever starts should not wait for them
    told_together = Lazy("tui.model.threads")

P = ParamSpec("P")
T = TypeVar("T")


class Tells(Protocol):
    """A screen, or a part of one."""

    def tell(self, words: str, *, failed: bool = False) -> None:
        """Say in the bottom line what happened."""
        ...


S = TypeVar("S", bound=Tells)


def told(method: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """Let a handler end at an error that the reader can be told of, instead of ending the reader."""

    @wraps(method)
    def steady(self: S, /, *arguments: P.args, **named: P.kwargs) -> None:
        try:
            method(self, *arguments, **named)
        except DatelineError as error:
            self.tell(str(error), failed=True)

    return steady


class SteadyListing:
    """A listing that never raises: rows that cannot be had are blank, and `lose` is told why."""

    def __init__(self, listing: Listing, lose: Callable[[DatelineError], None]) -> None:
        self._listing = listing
        self._lose = lose

    @property
    def scope(self) -> Scope:
        """The scope it lists, or that it searches within."""
        return self._listing.scope

    @property
    def listed(self) -> Listed:
        """What it holds, as it was made or last refreshed."""
        return self._listing.listed

    @property
    def total(self) -> int:
        """The number of rows."""
        return self._listing.total

    @property
    def complete(self) -> bool:
        """Whether there are no more rows than `total`."""
        return self._listing.complete

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`; none where they cannot be had."""
        return self._try(lambda: self._listing.window(first, count), ())

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where the list does not hold it, or cannot tell."""
        return self._try(lambda: self._listing.index_of(headline), None)

    def spans(self, row: int) -> tuple[Span, ...]:
        """Return the matched characters of a row's headline."""
        return self._try(lambda: self._listing.spans(row), ())

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return a line of text around a row's first match, and what matched in it."""
        none: tuple[str, tuple[Span, ...]] = ("", ())
        return self._try(lambda: self._listing.excerpt(row), none)

    def refresh(self) -> bool:
        """Look at the database anew; return whether the list may have changed."""
        return self._try(self._listing.refresh, False)

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what stands before a row, or behind it; nothing where that cannot be told."""
        nothing: tuple[Listed, ...] = ()
        return self._try(lambda: self._listing.part(row, before=before), nothing)

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article next to a place in the list; None where there is none on that side."""
        return self._try(lambda: self._listing.next_unread(after, backwards=backwards), None)

    @property
    def threads(self) -> SteadyThreads | None:
        """The same, where it has one row a thread."""
        return None

    def _try(self, ask: Callable[[], T], otherwise: T) -> T:
        try:
            return ask()
        except DatelineError as error:
            self._lose(error)
            return otherwise


class SteadyThreads(SteadyListing):
    """The same of a listing that has one row a thread."""

    def __init__(self, listing: ThreadListing, lose: Callable[[DatelineError], None]) -> None:
        super().__init__(listing, lose)
        self._of_threads = listing

    @property
    def threads(self) -> SteadyThreads:
        """Itself."""
        return self

    def thread_row(self, row: int) -> told_together.ThreadRow:
        """Return how a row stands among those of its thread."""
        return self._try(lambda: self._of_threads.thread_row(row), told_together.ThreadRow())

    def folded(self, row: int) -> tuple[Headline, ...]:
        """Return the copies that are folded into a row."""
        return self._try(lambda: self._of_threads.folded(row), ())

    def unfold(self, row: int) -> None:
        """Show below a row the other articles of its thread, or the copies that are folded into it."""
        self._try(lambda: self._of_threads.unfold(row), None)

    def fold(self, row: int) -> None:
        """Show them no more."""
        self._try(lambda: self._of_threads.fold(row), None)
