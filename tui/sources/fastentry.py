"""The fast road's entries: what each element's text does to the draft, as feedparser would have it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal
from urllib.parse import urljoin

from tui.sources.dates import parse_date
from tui.sources.draft import EntryDraft, FeedDraft, LinkElement, Passage, StatedFile, TitleForm, plain_title
from tui.sources.pictures import Picture, say_of_pictures

XmlAttributes = dict[str, str]


class GiveUp(Exception):
    """Raised where the feed is one for the other road."""


class Element:
    """An element whose text is taken."""

    __slots__ = ("atom", "attributes", "base", "key", "language", "text")

    def __init__(self, key: str, attributes: XmlAttributes, base: str, language: str, atom: bool) -> None:
        self.key = key
        self.attributes = attributes
        self.base = base
        """The `xml:base` that holds within it, absolute; empty where there is none."""
        self.language = language
        self.atom = atom
        self.text = ""

    @property
    def title_form(self) -> TitleForm:
        """How its text is to be read as a title."""
        if not self.atom:
            return "unsaid"
        return "text" if declared_form(self.attributes) == "text" else "html"

    @property
    def passage(self) -> Passage:
        """Its text in the form that Atom declares."""
        form = declared_form(self.attributes)
        return Passage(self.text, "text" if form == "text" else "html", "type" in self.attributes)

    @property
    def address(self) -> str:
        """Its text as an address."""
        return resolved(self.text, self.base)


class EntryReader:
    """One entry, element by element."""

    __slots__ = ("_created", "_files", "_groups", "_has_link", "_media", "_media_title", "_said", "draft")

    def __init__(self, about: str, language: str, base: str) -> None:
        self.draft = EntryDraft(guid=about, language=language, base=base)
        self._has_link = False
        self._created = ""
        self._media_title: Element | None = None
        self._files: list[StatedFile] = []
        self._media: list[list[Picture]] = []
        """The files and groups of Media RSS that are open, each with its pictures so far."""
        self._groups = 0
        self._said: list[tuple[Sequence[Picture] | None, str, str]] = []
        """What is said of pictures: of which (None: the entry's), in what element, and the text."""

    def take(self, element: Element) -> None:
        """Put the text of an element where it belongs."""
        self._TAKERS[element.key](self, element)

    def take_link(self, attributes: XmlAttributes, base: str) -> None:
        """Take a link in attributes, as Atom has it; the last that leads to a page holds."""
        link = atom_link(attributes, base)
        self.draft.links.append(link)
        if is_page(link):
            self.draft.link, self._has_link = link.href, True
        if link.rel == "enclosure":
            self.draft.enclosures.append(
                StatedFile(link.href, attributes.get("type", "").lower(), attributes.get("length", ""))
            )

    def take_enclosure(self, attributes: XmlAttributes) -> None:
        """Take RSS's enclosure."""
        file = StatedFile(
            stated_href(attributes) or "",
            attributes.get("type", "").lower(),
            attributes.get("length", ""),
        )
        self.draft.enclosures.append(file)

    def begin_media(self, attributes: XmlAttributes, *, is_group: bool) -> None:
        """Begin a file of Media RSS, or a group of files that show the same."""
        if is_group:
            self._groups += 1
            self._media.append([])
            return
        media_type, medium = attributes.get("type", "").lower(), attributes.get("medium", "").lower()
        if (medium or media_type).startswith(("audio", "video")):
            address, size, duration = (attributes.get(name, "") for name in ("url", "fileSize", "duration"))
            self._files.append(StatedFile(address, media_type, size, duration))
            self._media.append([])
            return
        picture = Picture(
            attributes.get("url", ""),
            media_type,
            medium,
            attributes.get("width", ""),
            self._groups if self._media else 0,
        )
        self._add_picture(picture)
        self._media.append([picture])

    def take_thumbnail(self, attributes: XmlAttributes) -> None:
        """Take a small picture that stands for an entry, or for a file of Media RSS."""
        self._add_picture(
            Picture(attributes.get("url", ""), width=attributes.get("width", ""), is_thumbnail=True)
        )

    def _add_picture(self, picture: Picture) -> None:
        if picture.address:
            self.draft.pictures.append(picture)
            for group in self._media:
                group.append(picture)

    def end_media(self) -> None:
        """End a file of Media RSS, or a group."""
        self._media.pop()

    def finish(self) -> EntryDraft:
        """Return the entry."""
        draft = self.draft
        if self._media_title and not draft.title:
            draft.title, draft.title_form = self._media_title.text, self._media_title.title_form
        # Dublin Core's `created` may be that of the picture or of the draft: any other date is better.
        draft.published = draft.published or self._created
        draft.published_read = parse_date(draft.published)
        draft.updated_read = parse_date(draft.updated)
        # Last, so that what RSS itself calls an enclosure is listed first.
        draft.enclosures += self._files
        for pictures, key, text in self._said:
            say_of_pictures(draft.pictures[:1] if pictures is None else pictures, key, text)
        return draft

    # ── by element ────────────────────────────────────────────────────────────────────────────

    def _title(self, element: Element) -> None:
        if not self.draft.title:
            self.draft.title, self.draft.title_form = element.text, element.title_form

    def _picture_title(self, element: Element) -> None:
        # A picture's title is the entry's only where it has no other: `finish` sees to that.
        self._media_title = self._media_title or element
        self._say(element)

    def _link(self, element: Element) -> None:
        text_link(self.draft, element)
        self._has_link = True

    def _guid(self, element: Element) -> None:
        """An id is a link too, unless it says otherwise or there is one."""
        # RSS 2.0: an id is the page of its item unless it says that it is not.
        is_link = element.attributes.get("isPermaLink", "true") == "true"
        self.draft.guid = element.address if is_link else element.text
        if is_link and not self._has_link:
            self.draft.link, self._has_link = self.draft.guid, True

    def _description(self, element: Element) -> None:
        # feedparser makes a content of a second one, by rules that are its own: let it.
        if self.draft.summary is not None:
            raise GiveUp
        self.draft.summary = element.passage if element.atom else Passage(element.text, "html")
        self._scope(element)

    def _content(self, element: Element) -> None:
        if not self.draft.contents:
            self._scope(element)
        self.draft.contents.append(
            element.passage if element.key == "content" else Passage(element.text, "html")
        )

    def _scope(self, element: Element) -> None:
        self.draft.base = element.base or self.draft.base
        self.draft.language = element.language or self.draft.language

    def _spare(self, element: Element) -> None:
        self.draft.spare.append(Passage(element.text, "html"))

    def _programme(self, element: Element) -> None:
        """A podcast's summary is plain text, as Apple has it; many write HTML nevertheless."""
        self.draft.spare.append(Passage(element.text, "text"))

    def _caption(self, element: Element) -> None:
        """Media RSS knows `plain`, which is the default, and `html`."""
        is_html = element.attributes.get("type", "").lower().endswith("html")
        self.draft.captions.append(Passage(element.text, "html" if is_html else "text"))
        self._say(element)

    def _credit(self, element: Element) -> None:
        self._say(element)

    def _say(self, element: Element) -> None:
        """Take what is said of the file or group that is open, else of the entry's pictures."""
        text = plain_title(element.text, "html" if element.attributes.get("type") == "html" else "text")
        self._said.append((self._media[-1] if self._media else None, element.key, text))

    def _published(self, element: Element) -> None:
        self.draft.published = element.text

    def _updated(self, element: Element) -> None:
        self.draft.updated = element.text

    def _created_at(self, element: Element) -> None:
        self._created = element.text

    def _category(self, element: Element) -> None:
        """Atom has the tag in attributes, RSS in the text."""
        named = element.attributes.get("label") or element.attributes.get("term")
        self.draft.tags += [tag for tag in (named, element.text) if tag]

    def _keywords(self, element: Element) -> None:
        self.draft.tags += element.text.split(",")

    def _author(self, element: Element) -> None:
        self.draft.authors += author_name(element.text)

    def _comments(self, element: Element) -> None:
        self.draft.comments = element.address

    def _magnet(self, element: Element) -> None:
        self.draft.enclosures.append(StatedFile(element.text))

    def _duration(self, element: Element) -> None:
        self.draft.duration = element.text

    def _original_link(self, element: Element) -> None:
        self.draft.original_link = element.text

    _TAKERS: ClassVar[Mapping[str, Callable[[Any, Element], None]]] = {
        **dict.fromkeys(("title", "dc:title"), _title),
        "media:title": _picture_title,
        "link": _link,
        **dict.fromkeys(("guid", "id"), _guid),
        **dict.fromkeys(("description", "summary"), _description),
        **dict.fromkeys(("content", "content:encoded"), _content),
        "dc:description": _spare,
        "itunes:summary": _programme,
        "media:description": _caption,
        "media:credit": _credit,
        **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), _published),
        **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), _updated),
        **dict.fromkeys(("created", "dcterms:created"), _created_at),
        **dict.fromkeys(("category", "dc:subject", "media:category"), _category),
        **dict.fromkeys(("media:keywords", "itunes:keywords"), _keywords),
        **dict.fromkeys(("dc:creator", "dc:author", "itunes:author"), _author),
        "itunes:duration": _duration,
        "feedburner:origlink": _original_link,
        "comments": _comments,
        "torrent:magneturi": _magnet,
    }


# ── elements that feeds and entries share ─────────────────────────────────────────────────────

Form = Literal["text", "html", "xhtml"]
_FORMS: Final[Mapping[str, Form]] = {
    "text": "text",
    "plain": "text",
    "text/plain": "text",
    "html": "html",
    "text/html": "html",
    "xhtml": "xhtml",
    "application/xhtml+xml": "xhtml",
}
_C1: Final = re.compile("[\x80-\x9f]")


def declared_form(attributes: XmlAttributes) -> Form:
    """Return the form that Atom declares a text to have; gives up on forms beyond text and HTML."""
    form = _FORMS.get(attributes.get("type", "text").lower())
    if form is None:
        raise GiveUp
    return form


def stated_href(attributes: XmlAttributes) -> str | None:
    """Return the address in the attributes, by any of the names that feedparser takes; it may be empty."""
    return attributes.get("url") or attributes.get("uri") or attributes.get("href")


def resolved(address: str, base: str) -> str:
    """Return an address resolved against an `xml:base`; empty where it is none."""
    if not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def atom_link(attributes: XmlAttributes, base: str) -> LinkElement:
    """Return the link that an element's attributes state, with Atom's defaults (RFC 4287 §4.2.7)."""
    rel = attributes.get("rel", "alternate").lower()
    # Only pages count as a link to read on; `self` leads back to the feed.
    default = "application/atom+xml" if rel == "self" else "text/html"
    return LinkElement(
        rel, attributes.get("type", default).lower(), resolved(stated_href(attributes) or "", base)
    )


def is_page(link: LinkElement) -> bool:
    """Whether a link leads to the web page of its feed or entry."""
    return link.rel == "alternate" and _FORMS.get(link.media_type) in ("html", "xhtml")


def text_link(owner: EntryDraft | FeedDraft, element: Element) -> None:
    """Take a link in an element's text, as RSS has it; the last holds."""
    # Escaped twice by many generators; a link has no use for `&amp;`.
    owner.link = resolved(element.text.replace("&amp;", "&"), element.base) if element.text else ""
    if owner.link:
        owner.links.append(atom_link(element.attributes, "")._replace(href=owner.link))


def author_name(text: str) -> list[str]:
    """Return the name in RSS's `address (name)`, or the text where it holds no address.

    A bare address names nobody. Gives up on other mixtures.
    """
    if "@" not in text:
        return [text] if text else []
    # RSS wants `ann@a.example (Ann Reed)`; only the name is for showing.
    address, space, name = text.partition(" ")
    if not space and not set("()<>:,") & set(address):
        return []
    if not (name.startswith("(") and name.endswith(")")) or "@" in name or set("()<>:,") & set(address):
        raise GiveUp
    return [name[1:-1].strip()]


def repaired(text: str) -> str:
    """Undo what feedparser undoes: UTF-8 that was taken for Latin-1, and Windows-1252 for C1."""
    # Both kinds of damage show as characters from U+0080 to U+00BF, whose UTF-8 begins with C2.
    if text.isascii() or b"\xc2" not in text.encode():
        return text
    # Only what is wholly UTF-8 taken for Latin-1 turns back; else it was meant as it stands.
    with contextlib.suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return _C1.sub(_as_windows_1252, text)


def _as_windows_1252(match: re.Match[str]) -> str:
    # As browsers do with such references: nobody writes C1 controls, many write Windows-1252.
    return match[0].encode("latin-1").decode("cp1252", "ignore") or match[0]
