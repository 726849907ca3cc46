"""What a source delivers: feeds and their entries, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast, get_args

from tui.model.ids import ArticleId
from tui.model.prose import Dateline

ContentForm = Literal["html", "text", "markdown", "blocks"]
"""How `RawEntry.content` is to be read. `blocks` is our own JSON of sections (from an export)."""


Relation = Literal["comments", "via", "related"]
"""Its discussion; where the entry was found; what else there is to it (RFC 4287 §4.2.7.2, RSS 2.0)."""


RELATIONS: Final = get_args(Relation)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file or a page that an entry points to beside its own; listed as a link, never fetched unasked."""

    url: str
    """http, https, or a `magnet:` address, which is shown and copied, not opened."""
    media_type: str | None = None
    length_bytes: int | None = None
    relation: Relation | None = None
    """What a page is to the entry; None for a file that belongs to it."""
    title: str | None = None
    """What is said of it: of a picture, what stands in for it, and who took it."""
    duration_s: int | None = None
    """How long a recording takes, as the feed states it."""


Recording = Literal["audio", "video"]
"""What is to be heard, and what is to be watched."""


def recording(files: Iterable[Enclosure]) -> Recording | None:
    """Return what the first recording among some files is, by what its feed says; None: there is none."""
    for file in files:
        kind = (file.media_type or "").partition("/")[0].lower()
        if not file.relation and kind in get_args(Recording):
            return cast("Recording", kind)
    return None


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reader did to an article, as an export of ours states it; import adds it, never takes away."""

    saved_at: datetime | None = None
    """When it was bookmarked; None where it is not."""
    read: bool = False
    tags: tuple[str, ...] = ()
    """The reader's own, not the source's."""
    position: float = 0.0
    """How far it was read, 0 to 1."""
    notes: str = ""
    """What the reader wrote to it, as JSON (`model.notesjson`): no start is to load what notes are."""
    page: str = ""
    """The address of its web page, where the text is that page's and not its feed's; else empty."""
    fetched_at: datetime | None = None
    """When that page was fetched."""


@dataclass(frozen=True, slots=True)
class SourceFeed:
    """The feed an exported article came from, so that import gives it the same id there again."""

    feed_url: str
    feed_title: str
    arrived_at: datetime | None = None
    """When it first arrived; orders articles without a date."""
    article_id: ArticleId | None = None
    """Its id there: the feed's address may have changed since the id was made."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as its source delivered it: nothing is decided yet."""

    guid: str | None
    """The source's own id; None where it has none (identity then falls back on the link)."""
    url: str | None
    """The entry's web page, resolved against the feed; None where there is none."""
    title: str
    """The headline, as plain text; empty where the entry has none."""
    content: str
    """The fullest text delivered, in `content_form`; may be empty."""
    content_form: ContentForm = "html"
    summary: str | None = None
    """A shorter text that stands beside the content, as delivered; None where there is none."""
    summary_form: ContentForm = "html"
    dek: str | None = None
    """The standfirst, where the source has a field for it."""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    """None where missing or unreadable."""
    published_stated: str | None = None
    """The date as the source wrote it, kept to be shown when it could not be read."""
    updated_at: datetime | None = None
    base_url: str | None = None
    """What relative links in the content resolve against."""
    language: str | None = None
    """The language the source states, as a BCP 47 tag."""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    masthead: str | None = None
    """The name of the house that published it, where the document states one (seeds)."""
    dateline: Dateline | None = None
    """The dateline, where the source has a field for it (an export of ours)."""
    marks: Marks | None = None
    """The reader's marks, where an export of ours is read back; None in all other entries."""
    origin: SourceFeed | None = None
    """The feed it belongs to, where an export of ours is read back; None: the feed that is being read."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one fetch of a feed, or one file, held."""

    title: str | None
    site_url: str | None
    entries: tuple[RawEntry, ...]
    language: str | None = None
    skipped: int = 0
    """Entries that could not be read or went over the cap."""
    hub_ttl_s: int | None = None
    """The refresh interval the feed asks for, in seconds."""
