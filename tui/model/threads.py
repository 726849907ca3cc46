"""Threads: articles that tell one story, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.model.articles import Headline
from tui.model.ids import ArticleId, ThreadId
from tui.model.names import NO_NAMES, Mention, Names
from tui.model.quotations import Saying


@dataclass(frozen=True, slots=True)
class NewsThread:
    """A story that articles of several sources tell, in a line."""

    id: ThreadId
    headline: Headline
    """Of the article that stands for it: the newest that is nobody's copy."""
    members: int
    """Articles, copies among them."""
    sources: int
    """Different feeds, or houses within one."""
    first_at: datetime
    last_at: datetime
    unread: int = 0


@dataclass(frozen=True, slots=True)
class ThreadMember:
    """An article of a thread, and why it is one."""

    headline: Headline
    reason: str = ""
    """In words: `Ruto, Nairobi, 2 days`; empty for the one that began it."""
    copy_of: ArticleId | None = None
    """Whose text it prints."""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """How a row stands in a list that has one row a thread: `ThreadListing.thread_row(row)`."""

    unfolded: bool = False
    """The other articles of its thread stand below it; folding it takes them away."""
    is_member: bool = False
    """It stands below its thread's row."""
    reason: str = ""
    """Of one that does: why it is in the thread, in words."""
    copies: int = 0
    """Articles that print its text and are folded into its row; unfolding it shows them."""


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence of a stored text, where it stands."""

    headline: Headline
    text: str
    """Verbatim."""
    at: Mention
    """Section, leaf, and characters of that leaf."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened on a day, in a month or a year, as a text tells it."""

    value: str
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    told: ToldSentence
    sources: int = 1
    """How many sources tell of that time."""


@dataclass(frozen=True, slots=True)
class ThreadSource:
    """A source of a thread: its first article and its last."""

    name: str
    articles: int
    copies: int
    first: Headline
    last: Headline


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """All that is told of a story."""

    thread: NewsThread
    members: tuple[ThreadMember, ...]
    """Newest first; of a very long one the newest, and `thread.members` tells how many there are."""
    timeline: tuple[TimelineEntry, ...] = ()
    """The earliest first."""
    names: Names = NO_NAMES
    """Over all its articles; mentions are of the newest article that names each, salience over all."""
    named_in: tuple[tuple[str, int], ...] = ()
    """(entity key, articles that name it), for `names`."""
    sayings: tuple[Saying, ...] = ()
    """Newest first, copies once."""
    sources: tuple[ThreadSource, ...] = ()


@dataclass(frozen=True, slots=True)
class RisingThread:
    """A story of which more is told now than before."""

    thread: NewsThread
    now: int
    """Articles within the time looked at."""
    before: int
    over_time: tuple[int, ...] = ()
    """Articles in the steps up to its end, the last of them the newest."""


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """One story in one line."""

    thread: NewsThread
    told: ToldSentence
    """The line: a headline or a sentence as it stands in a stored text."""
    new: int
    """Articles since the last briefing."""
    sources: tuple[str, ...]
    places: tuple[str, ...]
    followed: tuple[str, ...] = ()
    """Names the reader follows that it names."""
    is_known: bool = False
    """An earlier briefing told of this story."""
    parts: tuple[ArticleId, ...] = ()
    """An article of each other thread that tells this story too, and has no line of its own."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """The news since a moment, a line a story."""

    since: datetime
    until: datetime
    lines: tuple[BriefingLine, ...]
    articles: int
    """That arrived in that time."""
    threads: int
    """That these belong to."""
