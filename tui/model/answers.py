"""What the library answers besides articles: counts, what a change did, what an import found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from tui.model.ids import ArticleId
from tui.model.kinds import EntityKind

if TYPE_CHECKING:
    from tui.model.names import Correction

ChangeVerb = Literal[
    "read",
    "unread",
    "save",
    "unsave",
    "tag",
    "untag",
    "note",
    "edit_note",
    "unnote",
    "unsubscribe",
    "pause",
    "unpause",
    "rename",
    "move",
    "set",
    "correct",
    "lift",
    "follow",
    "unfollow",
    "mute",
    "unmute",
    "keep_search",
    "drop_search",
    "split",
    "join",
]
MuteKind = EntityKind | Literal["words", "feed"]
ProgressCallback = Callable[[int, int], None]
"""Called with how many articles are done, and of how many."""

_OF_ARTICLES: Final = frozenset(
    ("read", "unread", "save", "unsave", "tag", "untag", "note", "edit_note", "unnote", "split", "join")
)
"""The verbs that change nothing where all articles were so already; the others stand for themselves."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles there are, of which kind; kept up to date by the database."""

    total: int = 0
    unread: int = 0
    saved: int = 0
    queue: int = 0
    """Articles whose text or names are still to be prepared."""
    muted: int = 0
    """Articles that a mute alone keeps out of lists."""
    noted: int = 0
    """Articles that have a note or a highlight."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a mark, or taking one back, really changed. `library.wording` says it in words."""

    verb: ChangeVerb
    """What was done; with `undone`, what was taken back."""
    count: int
    """How many articles changed; 0 where all were so already, and then there is nothing to undo."""
    what: str | None = None
    """What it was about besides articles: a tag, a feed, a name, a saved search, by what it is called; a
    thread by the headline that it was joined to; a note by its words or its passage, shortened."""
    became: str | None = None
    """What it is called now, or the folder it is in; None: no folder, or that is not what changed."""
    correction: Correction | None = None
    """What was corrected, or is no more; None with other verbs."""
    undone: bool = False
    ids: tuple[ArticleId, ...] = ()
    """The articles that changed, newest arrival first; at most a hundred of them."""

    @property
    def is_something(self) -> bool:
        """Whether anything was changed: marks of articles, or what stands for itself."""
        return bool(self.count) or self.verb not in _OF_ARTICLES


@dataclass(frozen=True, slots=True)
class Mute:
    """Something the reader does not want to see."""

    number: int
    """Stable within one database only."""
    kind: MuteKind
    value: str
    """The words as typed; the key of a name; a feed's number."""
    name: str
    """In words: the words, the name, the feed's title."""
    muted_at: datetime | None
    """None where no calendar holds the moment."""
    until: datetime | None
    """When it lifts by itself; None: it does not."""
    hides: int
    """How many articles it keeps out of lists, perhaps together with other mutes."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that is kept, as a feed of its own."""

    number: int
    """Stable within one database only."""
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SearchCounts:
    """How many articles a saved search finds."""

    total: int
    unread: int
    complete: bool = True
    """Whether these are all; False: only so many of the newest were looked at."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What reading files did."""

    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    """Entries within readable files that could not be read."""
    feeds: int = 0
    """Feeds subscribed to that one was not subscribed to before, from lists of feeds."""
    feeds_known: int = 0
    feeds_refused: int = 0
    """Of lists of feeds; each is in `failures` too."""
    failures: tuple[tuple[str, str], ...] = ()
    """Each file, or feed of a list, that could not be read or was refused, and why in one line."""
    notes: tuple[tuple[str, str], ...] = ()
    """Of each file, or feed of a list, what should be known of what was taken, in one line."""
    ids: tuple[ArticleId, ...] = ()
    """The new and changed articles, in the order of the files; at most a thousand."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `doctor` looked at."""

    name: str
    ok: bool
    detail: str
    """What was found, in one line; says what to do where it is not well."""
