"""OPML: subscription lists, read and written. They are data: nothing in one is run, opened or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pyexpat import ExpatError, ParserCreate
from shlex import quote
from typing import TYPE_CHECKING, Final

from tui.errors import FetchError, ParseError
from tui.sources.address import feed_address, shown, split_credentials, told_spelling
from tui.sources.schemes import other_address
from tui.sources.xmltext import decode_xml
from tui.system.lazily import Lazy
from tui.text.safe import clean, clean_line
from tui.text.weblinks import web_link

if TYPE_CHECKING:
    from tui.text import tagstream
else:  # loaded when first used: whoever starts should not wait for them
    tagstream = Lazy("tui.text.tagstream")

_MOST_FEEDS: Final = 50_000
_DEEPEST: Final = 10
"""Folders within folders; what is deeper stands in the tenth."""
_LARGEST: Final = 15_000_000
_KNOWN: Final = frozenset({"text", "title", "type", "xmlurl", "htmlurl"})
_REFUSED_SCHEMES: Final = {
    "exec": "it would run a program",
    "filter": "it would run a program",
    "file": "it would read a file of this computer",
    "query": "it is a search of another reader",
    "javascript": "it would run a program",
    "data": "it holds its own content",
}
_PASSWORD: Final = (
    "taken without the password in its address, which no list may keep; to set it:"
    " dateline feeds set {} user=… password_command=…"
)
_USER_INFO: Final = re.compile(r"(?<=://)[^/?#\s@]*@")
"""A user name and password in an address."""
_OTHER_LIST: Final = "it points to another list, which is not fetched"
_LINK: Final = "it is a link, and no feed"
_ATTRIBUTE_NAME: Final = re.compile(r"[A-Za-z_][\w.-]{0,60}")
# XML makes blanks of line ends in an attribute, unless they are written so (XML 1.0 §3.3.3).
_ESCAPES: Final = str.maketrans({"\n": "&#10;", "\t": "&#9;", '"': "&quot;"})
# XML cannot carry these; the gate for text lets U+FFFE and U+FFFF pass.
_UNWRITABLE: Final = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """One subscription."""

    url: str
    title: str = ""
    """The name that the reader gave it, else the feed's own; may be empty."""
    folder: tuple[str, ...] = ()
    """The folders it stands in, outermost first."""
    site_url: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    """What else its outline says, in order; kept so that an export gives it back."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An outline that was not taken, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader should know of what was taken."""

    name: str
    """Of the feed; empty where it is said of the list."""
    words: str


@dataclass(frozen=True, slots=True)
class OpmlDocument:
    """A subscription list, in the order of the file."""

    feeds: tuple[OpmlFeed, ...]
    title: str = ""
    refused: tuple[Refused, ...] = ()
    notes: tuple[Remark, ...] = ()


def parse_opml(body: bytes) -> OpmlDocument:
    """Read a subscription list; one with small mistakes is read too.

    A feed that stands in it twice is taken once, where it stands first. Addresses that are not http
    or https, and outlines that include other lists, are in `refused`. Raises ParseError for what is
    no OPML.
    """
    if len(body) > _LARGEST:
        raise ParseError("This list of feeds is larger than 15 MB.")
    strict = _Outlines()
    if _read_strictly(body, strict):
        return strict.document()
    loose = _Outlines()
    _read_loosely(body, loose)
    return loose.document()


def build_opml(document: OpmlDocument) -> bytes:
    """Return the list as OPML 2.0; what this wrote and `parse_opml` read is written the same again."""
    title = clean_line(document.title)
    head = f"    <title>{_escaped(title)}</title>\n" if title else ""
    feeds = (replace(feed, folder=_writable(feed.folder)) for feed in document.feeds)
    outlines = "".join(_folder_lines(feeds, 0, "    "))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head>\n{head}  </head>\n  <body>\n{outlines}  </body>\n</opml>\n"
    ).encode()


# ── gathering ─────────────────────────────────────────────────────────────────────────────────


class FeedGatherer:
    """Gathers the feeds of a list, whatever its form: each once, only those of the web, not too many."""

    def __init__(self) -> None:
        self._feeds: dict[str, OpmlFeed] = {}
        self._refused: list[Refused] = []
        self._notes: dict[Remark, None] = {}

    def take(self, feed: OpmlFeed) -> None:
        """Take a feed with its address as it is written, or refuse it.

        A user name and password in the address are left out, wherever else the list repeats them.
        """
        # First of all: what is refused is repeated to the reader, and kept in notes.
        feed = _without_secrets(feed)
        name = feed.title or shown(feed.url)
        if len(self._feeds) >= _MOST_FEEDS:
            self.refuse(name, f"the list holds more than {_MOST_FEEDS:,} feeds")
            return
        url, reason, has_password = _address(feed.url)
        if url is None:
            self.refuse(name, reason)
            return
        if has_password:
            self.note(shown(feed.title) or url, _PASSWORD.format(quote(url)))
        # By the usual form of the address: two spellings of it are one feed.
        known, feed = self._feeds.get(url), replace(feed, url=url)
        self._feeds[url] = feed if known is None else _merged(known, feed)

    def refuse(self, name: str, reason: str) -> None:
        """Note what is not taken, and why."""
        self._refused.append(Refused(clean_line(name)[:200], reason))

    def note(self, name: str, words: str) -> None:
        """Note what the reader should know of what was taken; the same is said once."""
        self._notes.setdefault(Remark(clean_line(name)[:200], words))

    def document(self, title: str = "") -> OpmlDocument:
        """Return what was gathered."""
        return OpmlDocument(tuple(self._feeds.values()), title, tuple(self._refused), tuple(self._notes))


def _address(written: str) -> tuple[str | None, str, bool]:
    """Return the address in its usual form, or None and why it is refused; and whether it had a password."""
    scheme = re.match(r"\"?([A-Za-z]+):", written)
    if (other := other_address(written)) is not None:
        return other, "", False
    reason = _REFUSED_SCHEMES.get(scheme[1].lower()) if scheme else None
    if reason is not None:
        return None, reason, False
    # Lists made by hand have blanks in addresses, which typed by a reader would be a mistake.
    written = written.replace(" ", "%20")
    try:
        address, credentials = split_credentials(feed_address(written))
    except FetchError:
        return None, told_spelling(web_link(written) or "") or "its address is not one of the web", False
    return address, "", credentials is not None


def _without_secrets(feed: OpmlFeed) -> OpmlFeed:
    """Return a feed of which only the address has a password in it, if any."""
    written = _USER_INFO.search(feed.url)
    user_info = written[0] if written else ""

    def clean_of(text: str) -> str:
        text = text.replace(user_info, "") if user_info else text
        return _USER_INFO.sub("", text) if "://" in text else text

    return replace(
        feed,
        title=clean_of(feed.title),
        site_url=clean_of(feed.site_url) if feed.site_url else feed.site_url,
        attributes=tuple([(name, clean_of(value)) for name, value in feed.attributes]),
    )


def _merged(first: OpmlFeed, second: OpmlFeed) -> OpmlFeed:
    """Return the first, with what only the second says."""
    names = {name for name, _ in first.attributes}
    further = tuple(pair for pair in second.attributes if pair[0] not in names)
    return replace(
        first,
        title=first.title or second.title,
        folder=first.folder or second.folder,
        site_url=first.site_url or second.site_url,
        attributes=first.attributes + further,
    )


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _OpenOutline:
    """An outline whose end has not come yet."""

    folder: str | None = None
    """The folder that it is; None for none."""
    name: str = ""
    is_doubtful: bool = False
    """Whether it says that it is a feed and has no address: a folder if outlines stand in it."""
    has_outlines: bool = False


class _Outlines:
    """Gathers feeds as tags go by."""

    def __init__(self) -> None:
        self._is_opml = False
        self._open: list[_OpenOutline] = []
        self._gathered = FeedGatherer()
        self._title: list[str] | None = None
        self._title_text = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        # Some write `OPML`, or give it a prefix.
        tag = name.rpartition(":")[2].lower()
        if tag == "opml":
            self._is_opml = True
        elif tag == "title":
            self._title = []
        elif tag == "outline":
            if self._open:
                self._open[-1].has_outlines = True
            self._open.append(self._outline(attributes))

    def end(self, name: str) -> None:
        """Take an end tag."""
        tag = name.rpartition(":")[2].lower()
        if tag == "outline" and self._open:
            self._close(self._open.pop())
        elif tag == "title" and self._title is not None:
            self._title_text = self._title_text or clean_line("".join(self._title))
            self._title = None

    def text(self, text: str) -> None:
        """Take text."""
        if self._title is not None:
            self._title.append(text)

    def document(self) -> OpmlDocument:
        """Return what was gathered; raises ParseError where it was no OPML."""
        if not self._is_opml:
            raise ParseError("This is not a list of feeds (OPML).")
        while self._open:
            self._close(self._open.pop())
        return self._gathered.document(self._title_text)

    def _outline(self, attributes: Mapping[str, str]) -> _OpenOutline:
        """Take an outline."""
        by_name = {name.lower(): value for name, value in attributes.items()}
        name = clean_line(by_name.get("text", "")) or clean_line(by_name.get("title", ""))
        kind, link = by_name.get("type", "").strip().lower(), by_name.get("url", "").strip()
        if address := by_name.get("xmlurl", "").strip():
            site_url = by_name.get("htmlurl", "").strip() or None
            self._gathered.take(OpmlFeed(address, name, self._path(), site_url, _others(attributes)))
        elif kind in ("include", "link") and link:
            self._gathered.refuse(name or shown(link), _no_feed(kind, link))
        else:
            # Some programs give folders the type of a feed: whether it was one shows when it closes.
            return _OpenOutline(name or None, name, is_doubtful=kind in ("rss", "atom", "feed"))
        return _OpenOutline()

    def _close(self, outline: _OpenOutline) -> None:
        if outline.is_doubtful and not outline.has_outlines:
            self._gathered.refuse(outline.name, "it has no address")

    def _path(self) -> tuple[str, ...]:
        return tuple([outline.folder for outline in self._open if outline.folder][:_DEEPEST])


def _no_feed(kind: str, link: str) -> str:
    """Say why an outline that leads elsewhere is left out."""
    is_list = kind == "include" or link.partition("?")[0].lower().endswith(".opml")
    return _OTHER_LIST if is_list else _LINK


def _others(attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the attributes that we have no field for, and whose names XML can carry alone."""
    return tuple(
        (name, value)
        for name, value in attributes.items()
        if name.lower() not in _KNOWN and _ATTRIBUTE_NAME.fullmatch(name)
    )


def _read_strictly(body: bytes, outlines: _Outlines) -> bool:
    """Read well-formed OPML without entities of its own; False where it is not that."""
    parser = ParserCreate()
    parser.StartElementHandler = outlines.start
    parser.EndElementHandler = outlines.end
    parser.CharacterDataHandler = outlines.text
    # A list that defines entities may be a bomb; the loose reader knows those of HTML and no others.
    parser.EntityDeclHandler = parser.SkippedEntityHandler = _refuse_entity
    try:
        parser.Parse(body.lstrip(), True)
    except (ExpatError, ValueError, LookupError):
        return False
    return True


def _read_loosely(body: bytes, outlines: _Outlines) -> None:
    """Read what is nearly OPML as tag soup; the names of further attributes lose their capitals."""
    for event in tagstream.tags_and_texts(decode_xml(body)):
        if event[0] == "start":
            name, attributes = event[1]
            outlines.start(name, {key: value or "" for key, value in attributes.items()})
        elif event[0] == "end":
            outlines.end(event[1])
        elif event[0] == "text":
            outlines.text(event[1])


def _refuse_entity(*_: object) -> None:
    raise ValueError("an entity that XML does not define")


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def _folder_lines(feeds: Iterable[OpmlFeed], depth: int, indent: str) -> Iterator[str]:
    """Yield the lines of one folder: feeds and folders in the order in which they first appear."""
    folders: dict[str, list[OpmlFeed]] = {}
    order: list[OpmlFeed | str] = []
    for feed in feeds:
        if len(feed.folder) <= depth:
            order.append(feed)
            continue
        name = feed.folder[depth]
        if name not in folders:
            order.append(name)
        folders.setdefault(name, []).append(feed)
    for item in order:
        if isinstance(item, OpmlFeed):
            yield f"{indent}<outline {_attributes(item)}/>\n"
        else:
            yield f'{indent}<outline text="{_escaped(item)}">\n'
            yield from _folder_lines(folders[item], depth + 1, indent + "  ")
            yield f"{indent}</outline>\n"


def _writable(folder: tuple[str, ...]) -> tuple[str, ...]:
    """Return the path as it would be read again."""
    return tuple([line for name in folder if (line := clean_line(name))][:_DEEPEST])


def _attributes(feed: OpmlFeed) -> str:
    pairs = [("type", "rss"), ("text", clean_line(feed.title)), ("xmlUrl", feed.url)]
    if feed.site_url:
        pairs.append(("htmlUrl", feed.site_url))
    return " ".join(f'{name}="{_escaped(value)}"' for name, value in (*pairs, *feed.attributes))


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", clean(text)), quote=False).translate(_ESCAPES)
