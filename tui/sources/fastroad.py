"""The fast road: expat reads well-formed RSS, RDF and Atom, and gives up on what it is not sure of.

Where it answers, it answers what feedparser answers (a test holds the two together), but for what
docs/decisions/0021-two-roads.md lists. It never resolves an entity that the document defines, and
never opens another document.
"""

from __future__ import annotations

from html import escape
from pyexpat import ExpatError, ParserCreate
from typing import Final
from urllib.parse import urljoin

from tui.sources.draft import MOST_ENTRIES, FeedDraft
from tui.sources.fastentry import (
    Element,
    EntryReader,
    GiveUp,
    XmlAttributes,
    atom_link,
    author_name,
    declared_form,
    is_page,
    repaired,
    stated_href,
    text_link,
)
from tui.sources.feednames import (
    CONTEXTS,
    HANDLED,
    LEAF,
    RDF_ABOUT,
    SKIP,
    TEXT,
    XML_BASE,
    XML_LANG,
    ElementNames,
)

_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def read_plain_feed(body: bytes, encoding: str | None = None) -> FeedDraft | None:
    """Read a well-formed feed; None where it is not one, or holds anything unexpected.

    `encoding` overrules what it declares.
    """
    reader = _ExpatHandlers()
    parser = ParserCreate(encoding, " ")
    # Else expat calls for each line and each reference.
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartNamespaceDeclHandler = reader.names.declare
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.EntityDeclHandler = parser.SkippedEntityHandler = reader.entity
    try:
        # A blank line before the declaration, as templates leave it, is no XML and hurts nobody.
        parser.Parse(body.lstrip(b" \t\r\n"), True)
    except (ExpatError, GiveUp, ValueError, LookupError):
        # The last two are for encodings that expat does not know.
        return None
    return reader.feed


class _Scope:
    """An element that holds others: what may stand in it, and the base and language it sets."""

    __slots__ = ("base", "kind", "language")

    def __init__(self, kind: str, base: str = "", language: str = "") -> None:
        self.kind = kind
        self.base = base
        self.language = language


class _ExpatHandlers:
    """The handlers that expat calls, and what they have gathered."""

    def __init__(self) -> None:
        self.feed = FeedDraft()
        self.names = ElementNames()
        self._scopes = [_Scope("root")]
        self._entry: EntryReader | None = None
        self._atom = False
        self._skipped = 0
        """How many elements deep we are in what is passed over."""
        self._strict = False
        """Whether an element that matters within what is passed over makes us give up."""
        self._element: Element | None = None
        """The element whose text is being gathered."""
        self._text: list[str] = []
        self._markup = 0
        """How many elements deep we are in XHTML, counting the one that holds it."""
        self._author_names: list[str] = []

    # ── expat's calls ─────────────────────────────────────────────────────────────────────────

    def doctype(self, name: str, system_id: str | None, public_id: str | None, has_subset: bool) -> None:
        """Refuse documents that define anything themselves."""
        # A mere name of a DTD (RSS 0.91 has one) is never fetched; what defines entities may be a bomb.
        if has_subset:
            raise GiveUp

    def entity(self, *_: object) -> None:
        """Refuse entities that XML itself does not define."""
        raise GiveUp

    def characters(self, text: str) -> None:
        """Gather text."""
        if not self._skipped:
            self._text.append(escape(text, quote=False) if self._markup else text)

    def start(self, name: str, attributes: XmlAttributes) -> None:
        """Begin an element."""
        if self._markup:
            self._start_markup(name, attributes)
            return
        key = self.names[name]
        if self._skipped:
            self._skipped += 1
            if self._strict and key in HANDLED:
                raise GiveUp
            return
        # Markup within a plain text: feedparser has rules of its own for what it means.
        if self._element is not None:
            raise GiveUp
        scope = self._scopes[-1]
        kind = CONTEXTS[scope.kind].get(key)
        if kind is TEXT:
            self._begin_text(key, attributes, scope)
        elif kind is None:
            self._pass_over(key, scope)
        elif kind is SKIP or kind is LEAF:
            self._skip(strict=kind is LEAF)
        else:
            self._enter(key, kind, attributes, scope)

    def end(self, name: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
        elif self._markup > 1:
            self._end_markup(name)
        elif self._element is not None:
            element, self._element, self._markup = self._element, None, 0
            element.text = repaired("".join(self._text).strip())
            self._take(element)
        else:
            self._leave(self._scopes.pop().kind)

    # ── elements ──────────────────────────────────────────────────────────────────────────────

    def _skip(self, *, strict: bool) -> None:
        self._skipped, self._strict = 1, strict

    def _pass_over(self, key: str, scope: _Scope) -> None:
        """Pass over an element that means nothing here; give up where it might mean something."""
        # feedparser acts upon such an element wherever it stands: what it would do is for it to say.
        if scope.kind == "root" or key in HANDLED:
            raise GiveUp
        # What a foreign namespace holds is its own; what has no namespace may be ours.
        self._skip(strict=":" not in key)

    def _begin_text(self, key: str, attributes: XmlAttributes, scope: _Scope) -> None:
        base, language = _scoped(attributes, scope)
        if key == "link" and stated_href(attributes) is not None:
            self._take_link(attributes, base)
            self._skip(strict=True)
            return
        self._element = Element(key, attributes, base, language, self._atom)
        # Between an author's elements its own text goes on.
        if scope.kind != "author":
            self._text = []
        if self._atom and key in ("title", "content", "summary"):
            form = declared_form(attributes)
            # Content elsewhere, or packed (Atom 0.3).
            if "src" in attributes or attributes.get("mode") == "base64":
                raise GiveUp
            self._markup = int(form == "xhtml")

    def _enter(self, key: str, kind: str, attributes: XmlAttributes, scope: _Scope) -> None:
        """Begin an element that holds others."""
        base, language = _scoped(attributes, scope)
        if kind in ("item", "entry"):
            if len(self.feed.entries) >= MOST_ENTRIES:
                self.feed.skipped += 1
                self._skip(strict=False)
                return
            if "lastmod" in attributes or "href" in attributes:
                raise GiveUp  # the Channel Definition Format
            self._entry = EntryReader(attributes.get(RDF_ABOUT, ""), language, base)
        elif kind == "media":
            self._draft().begin_media(attributes, is_group=key == "media:group")
        elif kind == "thumbnail":
            self._draft().take_thumbnail(attributes)
            self._skip(strict=False)
            return
        elif kind == "enclosure":
            self._draft().take_enclosure(attributes)
            self._skip(strict=True)
            return
        elif kind == "author":
            self._text, self._author_names = [], []
        elif scope.kind == "root":
            # The language of `rdf:RDF` or `rss` holds for what is within, until `language` says otherwise.
            self._atom, self.feed.language = kind == "feed", language
        self._scopes.append(_Scope(kind, base, language))

    def _leave(self, kind: str) -> None:
        if kind in ("item", "entry"):
            self.feed.entries.append(self._draft().finish())
            self._entry = None
        elif kind == "media":
            self._draft().end_media()
        elif kind == "author":
            self._end_author()

    def _draft(self) -> EntryReader:
        if self._entry is None:
            raise GiveUp
        return self._entry

    def _take(self, element: Element) -> None:
        """Put the text of an element where it belongs."""
        if self._scopes[-1].kind == "author":
            self._author_names.append(element.text)
            self._text = []
        elif self._entry is not None:
            self._entry.take(element)
        else:
            self._take_of_feed(element)

    def _take_of_feed(self, element: Element) -> None:
        feed, text = self.feed, element.text
        match element.key:
            case "title" | "dc:title":
                if not feed.title:
                    feed.title, feed.title_form = text, element.title_form
            case "link":
                text_link(feed, element)
            case "language" | "dc:language":
                feed.language = text
            case "ttl":
                feed.ttl = text
            case "sy:updateperiod":
                feed.update_period = text
            case _:
                feed.update_frequency = text

    def _take_link(self, attributes: XmlAttributes, base: str) -> None:
        if self._entry is not None:
            self._entry.take_link(attributes, base)
            return
        link = atom_link(attributes, base)
        self.feed.links.append(link)
        if is_page(link):
            self.feed.link = link.href

    def _end_author(self) -> None:
        """Take the names in an author, or the author's text where there are none."""
        names = self._author_names or author_name(repaired("".join(self._text).strip()))
        if self._entry is not None:
            self._entry.draft.authors += names
        elif self._atom:
            self.feed.authors += names

    # ── XHTML ─────────────────────────────────────────────────────────────────────────────────

    def _start_markup(self, name: str, attributes: XmlAttributes) -> None:
        """Write a start tag, but not that of the `div` that Atom wraps around all (RFC 4287 §3.1.1.3)."""
        self._markup += 1
        tag = _local(name)
        if XML_BASE in attributes:
            raise GiveUp
        if self._markup == 2:
            # RFC 4287 wants one `div` around all; without it feedparser keeps what there is.
            if tag != "div" or "".join(self._text).strip():
                raise GiveUp
            return
        written = [
            f' {_local(key)}="{_quoted(value)}"' for key, value in attributes.items() if key != XML_LANG
        ]
        self._text.append(f"<{tag}{''.join(written)}>")

    def _end_markup(self, name: str) -> None:
        self._markup -= 1
        tag = _local(name)
        # HTML takes `</br>` for a further line break.
        if self._markup > 1 and tag not in _VOID:
            self._text.append(f"</{tag}>")


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _scoped(attributes: XmlAttributes, scope: _Scope) -> tuple[str, str]:
    """Return the base and the language that hold within an element; gives up on a base that is relative."""
    base, language = scope.base, scope.language
    if attributes:
        if XML_BASE in attributes:
            base = urljoin(base, attributes[XML_BASE])
            # Relative to an address that is not known here.
            if not base.startswith(("http://", "https://")):
                raise GiveUp
        language = attributes.get(XML_LANG, language)
    return base, language
