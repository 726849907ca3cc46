"""What the store gives back: feeds, headlines, articles, hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui.model.entries import Enclosure, Recording
from tui.model.ids import ArticleId, FeedId, ThreadId
from tui.model.kinds import EntityKind
from tui.model.names import NO_NAMES, Names
from tui.model.prose import Dateline, Prose

if TYPE_CHECKING:
    from tui.model.fulltext import FullText
    from tui.model.notes import Note


@dataclass(frozen=True, slots=True)
class Feed:
    """A source one subscribes to, as the reader sees it."""

    id: FeedId
    url: str
    title: str
    """The reader's own title where one was given, else the feed's, else its address."""
    site_url: str | None = None
    folder: str | None = None
    unread: int = 0
    total: int = 0
    paused: bool = False
    last_success_at: datetime | None = None
    last_error: str | None = None
    """Why the last sync of this feed failed, cleaned and short; None when it did not."""
    own_title: str | None = None
    """The title that the reader gave it; None where it goes by its own."""
    gone: bool = False
    """Its server said that there will be nothing any more; it is asked no longer."""
    due_at: datetime | None = None
    """When it is asked next, unless it is paused or gone; None where no calendar holds the moment."""


@dataclass(frozen=True, slots=True)
class ThreadMark:
    """What a row of a list says of the thread that its article belongs to."""

    thread: ThreadId
    members: int = 1
    """Articles, this one and copies among them."""
    sources: int = 0
    """Different sources besides this article's own."""
    is_copy: bool = False
    """Whether it prints the text of another article of the thread."""
    new: int | None = None
    """Sentences in it that say what no opened article of the thread said; None where none was opened."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One article as a list shows it."""

    id: ArticleId
    row: int
    """The database's key; rises with arrival. Valid in this database only."""
    listed_at: int
    """What lists sort by, UTC seconds: when it was published, if that is past; else about when it arrived."""
    headline: str
    feed: str
    """The feed's title."""
    feed_id: FeedId
    url: str | None = None
    published_at: datetime | None = None
    published_stated: str | None = None
    """The date as written, where it could not be read."""
    arrived_at: datetime | None = None
    read: bool = False
    saved: bool = False
    changed: bool = False
    """The text has changed since the reader last opened it."""
    summary: str | None = None
    words: int = 0
    """0 until prepared."""
    dek: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    tags: tuple[str, ...] = ()
    followed: bool = False
    """It names somebody or some place that the reader follows."""
    opened_at: datetime | None = None
    """When the reader last opened it; None: never."""
    recording: Recording | None = None
    """What there is to be heard or watched; None where nothing is known to be there."""
    noted: bool = False
    """The reader noted something to it, or highlighted a passage."""
    thread: ThreadMark | None = None
    """Of the thread it belongs to, where a list was asked for; None where it stands alone."""

    @property
    def dated(self) -> bool:
        """Whether its source states when it was published; else it is listed about when it arrived."""
        return self.published_at is not None

    @property
    def ageless(self) -> bool:
        """Whether it stands in lists by its order in its feed alone: even its arrival tells no age."""
        arrived = self.arrived_at
        return arrived is not None and not self.dated and self.listed_at < arrived.timestamp() - 86_400


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is opened: its list entry, its text, its names, and where one stopped."""

    headline: Headline
    prose: Prose
    names: Names = NO_NAMES
    position: float = 0.0
    """How far one had read, 0 to 1 of its text."""
    enclosures: tuple[Enclosure, ...] = ()
    guid: str | None = None
    """The source's own id; None where the link serves."""
    feed_url: str = ""
    """The address of the feed it belongs to; empty only where nobody asked (exports do)."""
    saved_at: datetime | None = None
    """When it was bookmarked; None where it is not."""
    updated_at: datetime | None = None
    """When the source says it last changed the text; None where it does not."""
    changed_at: datetime | None = None
    """When the text was last found changed, an earlier one being kept; None where it never was."""
    notes: tuple[Note, ...] = ()
    """What the reader wrote to it, those to the whole of it first, then in the order of their passages."""
    full_text: FullText | None = None
    """What is known of its page; None where nobody wanted that."""

    @property
    def id(self) -> ArticleId:
        """The article's id."""
        return self.headline.id


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article that a search found, with the characters that matched."""

    headline: Headline
    headline_spans: tuple[tuple[int, int], ...] = ()
    """Half-open character spans of `headline.headline` that matched."""
    excerpt: str = ""
    """A line of text around the first match in summary or text; may be empty."""
    excerpt_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A person or place across all stored articles."""

    kind: EntityKind
    key: str
    """What identity rests on: a folded full name, or a place id."""
    name: str
    stories: int
    """How many stored articles name it."""
    mentions: int = 0
    country: str | None = None
