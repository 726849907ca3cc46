"""The values that travel between the rooms.

Everything here is frozen: a step takes a whole value and returns a whole new one. Texts have
passed `safetext.clean` before they get in here from the store. Times are aware UTC.

How text is addressed: an article is a headline, perhaps a dek, and sections. The *leaves* of a
section are its heading (index 0, empty where there is none) and then the texts of its blocks in
reading order (`section_leaves`). A mention names (section, leaf, start, end); section `FRONT`
holds the headline (leaf 0) and the dek (leaf 1).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, NewType, get_args

ArticleId = NewType("ArticleId", str)
"""Twelve characters of lower-case base32, derived from feed and guid: `store.identity.article_id`."""
FeedId = NewType("FeedId", int)
"""A feed's row; stable within one database only."""

FRONT: Final = -1
"""The section index under which the headline (leaf 0) and the dek (leaf 1) are addressed."""

SEED_FEED_URL: Final = "dateline:seeds"
"""The feed that bundled and dropped-in seed files belong to."""
_ARTICLE_ID: Final = re.compile("[a-z2-7]{12}")


def read_article_id(text: str) -> ArticleId | None:
    """Return a text that came from outside as an article's id; None where it has not the form of one."""
    return ArticleId(text) if _ARTICLE_ID.fullmatch(text) else None


# ── what a source delivers ────────────────────────────────────────────────────────────────────


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


@dataclass(frozen=True, slots=True)
class Origin:
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
    origin: Origin | None = None
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


# ── prose: sections and blocks ────────────────────────────────────────────────────────────────


SpanKind = Literal["link", "emphasis", "strong", "code", "struck"]
SPAN_KINDS: Final[tuple[SpanKind, ...]] = get_args(SpanKind)


@dataclass(frozen=True, slots=True)
class InlineSpan:
    """A stretch of a text that is a link, emphasis, strong, code or struck out; half-open, in characters."""

    start: int
    end: int
    kind: SpanKind
    href: str | None = None
    """The link's target, absolute http or https, or a `magnet:` address; only for links."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text with inline spans over it."""

    plain: str
    spans: tuple[InlineSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a quotation or a list's item; all others begin sections."""

    text: Text
    level: int = 2
    """As the source had it, 1 to 6."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation: paragraphs mostly, but lists, code and further quotations too."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: mostly a paragraph, and after it the lists, code and the like that belong to it."""

    blocks: tuple[Block, ...]
    marker: str = "•"
    """`•`, or the number with its stop, as it is to be shown: `3.`, `iv.`. Empty for a term and what is said
    of it: its first text stands where a marker would, what follows is indented."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; the lists within it are blocks of its items."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text; its line breaks and blanks count."""

    text: Text
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, shown as what is said of it; never fetched unasked."""

    caption: Text
    """What stands under it, else the text that stands in for it; may be empty."""
    url: str | None = None
    alt: Text = Text("")
    """The text that stands in for it, where it has a caption too that says something else."""
    title: Text = Text("")
    """What is shown while one points at it, where that is something else again."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; rows may differ in length."""

    rows: tuple[tuple[Text, ...], ...]
    has_header: bool = False
    """Whether the first row names the columns."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Paragraph | Heading | Quote | ListBlock | Code | Image | Table | Rule

DEEPEST: Final = 8
"""So many quotations and lists stand within one another at the most; what is deeper stands in the last.
Who walks blocks may recur: parsers keep to it, and so does who reads blocks of others."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or none, and the blocks under it."""

    heading: Text | None
    blocks: tuple[Block, ...]
    level: int = 2
    """The heading's level as the source had it, 1 to 6."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place (and agency) that opens a news text: `ISTANBUL (AP) —`."""

    place: str
    """The place in the text's own spelling but not all capitals: `Istanbul`, `Paris/Berlin`."""
    agency: str | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """Each place by itself: `Paris`, `Berlin`."""
        return tuple(place for each in self.place.split("/") if (place := each.strip()))


@dataclass(frozen=True, slots=True)
class Prose:
    """An article's text with its facts taken out as fields. What the source did not say is None."""

    headline: str
    sections: tuple[Section, ...]
    dek: str | None = None
    byline: str | None = None
    """Who wrote it, without a leading "By"."""
    dateline: Dateline | None = None
    summary: str | None = None
    """The source's summary as plain text; shown in lists, searched, never doubled in the text."""
    language: str | None = None

    @property
    def words(self) -> int:
        """The number of words in the sections."""
        return count_words(plain_text(self.sections))


_NO_TEXT: Final = Text("")


def block_leaves(block: Block) -> tuple[Text, ...]:
    """Return the texts of a block and of those within it, in reading order; a rule has none."""
    match block:
        case Paragraph(text) | Heading(text, _) | Code(text, _):
            return (text,)
        case Quote(blocks):
            return tuple(leaf for inner in blocks for leaf in block_leaves(inner))
        case ListBlock(items):
            return tuple(leaf for item in items for inner in item.blocks for leaf in block_leaves(inner))
        case Image():
            return image_leaves(block)
        case Table(rows, _):
            return tuple(cell for row in rows for cell in row)
        case Rule():
            return ()


def image_leaves(image: Image) -> tuple[Text, ...]:
    """Return what is said of a picture: its caption, even where it is empty, and what else there is."""
    return (image.caption, *(text for text in (image.alt, image.title) if text.plain))


def blocks_within(block: Block) -> Iterator[Block]:
    """Yield a block and then all that it holds, in reading order."""
    yield block
    match block:
        case Quote(blocks):
            inner = blocks
        case ListBlock(items):
            inner = tuple(one for item in items for one in item.blocks)
        case _:
            return
    for one in inner:
        yield from blocks_within(one)


def section_leaves(section: Section) -> tuple[Text, ...]:
    """Return a section's heading (empty where there is none) and the texts of its blocks."""
    leaves = [section.heading or _NO_TEXT]
    for block in section.blocks:
        leaves.extend(block_leaves(block))
    return tuple(leaves)


def plain_text(sections: Sequence[Section]) -> str:
    """Return all the text of the sections, one leaf a line, in reading order."""
    return "\n".join(leaf.plain for section in sections for leaf in section_leaves(section) if leaf.plain)


_KANA: Final = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_SIGNS: Final = (
    "\u3000-\u303f\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff65"
    "\U00020000-\U000323af"
)
_ENDLESS_SIGNS: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f"
# Compiled when a text is first counted: large sets of characters take milliseconds, at every start.
_ENDLESS: Final = f"[{_ENDLESS_SIGNS}]"
_UNSPACED: Final = f"(?P<kana>[{_KANA}])|[{_SIGNS}]"
_ANY_UNSPACED: Final = f"[{_KANA}{_SIGNS}{_ENDLESS_SIGNS}]"
_KANA_OF_JAPANESE: Final = 0.05
"""The share of kana among a text's signs from which on it is Japanese; Chinese has next to none."""
_SIGNS_A_WORD: Final = {"ja": 2.0, "zh": 1.7, "endless": 5.0}


def count_words(text: str) -> int:
    """Return how many words a text has, as reading it takes time: white space parts them, where there is any.

    In scripts without blanks between words, signs are counted and taken for words at the rates of their
    languages: two signs a word in Japanese and 1.7 in Chinese (so that 238 words a minute are the 400 to 480
    signs that adults read: Brysbaert 2019, doi:10.1016/j.jml.2019.104047), five, marks of vowels and tones
    among them, in Thai, Lao, Khmer, Burmese and Tai Tham. Korean has blanks.
    """
    if text.isascii() or not re.search(_ANY_UNSPACED, text):
        return len(text.split())
    rest, endless = re.subn(_ENDLESS, " ", text)
    kana = sum(1 for found in re.finditer(_UNSPACED, rest) if found["kana"])
    rest, signs = re.subn(_UNSPACED, " ", rest)
    rate = _SIGNS_A_WORD["ja" if kana > _KANA_OF_JAPANESE * signs else "zh"]
    unspaced = signs / rate + endless / _SIGNS_A_WORD["endless"]
    return len(rest.split()) + math.ceil(unspaced)


# ── people and places ─────────────────────────────────────────────────────────────────────────


EntityKind = Literal["person", "place"]
PlaceKind = Literal["country", "city", "region", "continent", "water", "landmark", "place"]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One naming of an entity: half-open, in characters of one leaf's plain text."""

    section: int
    leaf: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person an article names."""

    name: str
    """The fullest form the article uses."""
    mentions: tuple[Mention, ...]
    """In reading order; at least one."""
    aliases: tuple[str, ...] = ()
    """The other forms it uses."""
    role: str | None = None
    """The role as the article states it: `Turkish President`."""
    salience: float = 0.0
    """How central the person is, 0 to 1 within the article."""
    reasons: tuple[str, ...] = ()
    """Why each alias was joined to the name, in words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place an article names."""

    name: str
    mentions: tuple[Mention, ...]
    """In reading order; empty only for a place that nothing but the dateline names, which stands last."""
    aliases: tuple[str, ...] = ()
    kind: PlaceKind = "place"
    country: str | None = None
    """ISO 3166-1 alpha-2, where it is certain."""
    lat: float | None = None
    lon: float | None = None
    """Degrees, WGS 84; None rather than doubtful."""
    place_id: str | None = None
    """A stable id across articles (`geonames:745044`, `country:TR`), where it is certain."""
    salience: float = 0.0
    reasons: tuple[str, ...] = ()


Entity = Person | Place


@dataclass(frozen=True, slots=True)
class Names:
    """The people and places of one article, most salient first."""

    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, then places."""
        return (*self.people, *self.places)


NO_NAMES: Final = Names()


CorrectionVerb = Literal["merge", "split", "rename", "retype", "hide"]
"""To join a name to another, to take one of its forms off it, to call it otherwise, to make a place of a
person or the reverse, to say that it is no name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the reader knows better about a name: in one story, or in all."""

    verb: CorrectionVerb
    kind: EntityKind
    """What the name was taken for."""
    key: str
    """What it goes by: `entities.name_key`."""
    name: str
    """The name as it was shown."""
    made_at: datetime
    article: ArticleId | None = None
    """The story it holds in; None: in all."""
    form: str = ""
    """With `rename` the new name, with `split` the form that is taken off; else empty."""
    target: Entity | None = None
    """With `merge` what it is joined to, with `retype` what it is known as; without mentions of its own."""
    id: int = 0
    """Its number in this database; 0 where it is not stored."""


# ── what the store gives back ─────────────────────────────────────────────────────────────────


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


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is opened: its list entry, its text, its names, and where one stopped."""

    listing: Headline
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

    @property
    def id(self) -> ArticleId:
        """The article's id."""
        return self.listing.id


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article that a search found, with the characters that matched."""

    listing: Headline
    headline_spans: tuple[tuple[int, int], ...] = ()
    """Half-open character spans of `listing.headline` that matched."""
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


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


ScopeKind = Literal["all", "unread", "saved", "feed", "entity", "tag", "search", "muted", "mute"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a list shows: everything, the unread, the saved, one feed's, one name's.

    What is muted is in none of them but the saved, a tag's, and those of what is muted.
    """

    kind: ScopeKind = "all"
    feed_id: FeedId | None = None
    """For `feed`."""
    entity_kind: EntityKind | None = None
    """For `entity`."""
    name: str | None = None
    """`entity`: its key; `tag`: the tag; `search`: its query; `mute`: the number of a mute."""


ALL: Final = Scope("all")
UNREAD: Final = Scope("unread")
SAVED: Final = Scope("saved")
MUTED: Final = Scope("muted")


# ── what sync tells ───────────────────────────────────────────────────────────────────────────


Which = Literal["due", "open", "all"]
"""Which feeds a sync asks: those whose time has come; all whose servers have not asked to be left alone for
now; or these too. Paused feeds and those that are gone are in none."""

SyncEventKind = Literal["started", "feed", "failed", "finished", "prepared"]


@dataclass(frozen=True, slots=True)
class SyncEvent:
    """One line of a sync's story, as `sync --events json` prints it."""

    kind: SyncEventKind
    feed_id: FeedId | None = None
    feed: str | None = None
    new: int = 0
    changed: int = 0
    done: int = 0
    """Feeds answered so far, of `total`."""
    total: int = 0
    error: str | None = None
    failures: tuple[tuple[str, str], ...] = field(default=())
    """With `finished`: each failing feed's title and why."""
