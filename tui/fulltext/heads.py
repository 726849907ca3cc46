"""What a page says of itself in its tags, gathered in one pass: meta, links, JSON-LD, marked elements."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tui.fulltext.pieces import WebPage
from tui.prose.htmltags import VOID, Attributes
from tui.text.safe import clean_line
from tui.text.tagstream import TagEvent

_MOST_STATED: Final = 20
"""Values of one name that are kept."""
_MOST_NAMES: Final = 2_000
_MOST_MARKED: Final = 400
"""Elements of a kind that are kept."""
_LONGEST_VALUE: Final = 5_000
_MOST_EVENTS: Final = 120
"""Events in which a marked element ends; a longer one is no name and no date."""
_LONGEST_TEXT: Final = 400
_HIGHEST: Final = 40
"""Steps up from an element to those around it."""

_AUTHOR_MARK: Final = re.compile(r"byline|author|written-?by|writer|autor|contributor|(?<![a-z])auteur")
_DATE_MARK: Final = re.compile(
    r"(?<![a-z])(?:date|dateline|datetime|time|timestamp|published|posted|datum|fecha|data)(?![a-z])"
    r"|(?:pub|publish|published|post|posted|entry|article|story|creat\w{1,3})[-_]*(?:date|time|on|at)(?![a-z])"
)


_NOT_SHOWN: Final = ("script", "style", "svg")
_UNFILLED: Final = re.compile(r"\{\{|\{\$|\$\{|<%|%%\w+%%|\[\[")


class MarkedElement(NamedTuple):
    """An element whose attributes tell what it holds."""

    event: int
    name: str
    attributes: Attributes
    mark: str
    """What it is: the words of its class, in small letters, or its property."""


@dataclass(slots=True)
class PageStatements:
    """What the tags of a page state, as stated: nothing is chosen yet."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents of `meta` tags by name, property or itemprop, in small letters; each as one line."""
    blocks: list[str] = field(default_factory=list)
    """Texts of JSON-LD."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """Addresses of `link` tags by their relation."""
    anchors: list[MarkedElement] = field(default_factory=list)
    """Links, with their relation."""
    properties: list[MarkedElement] = field(default_factory=list)
    """Elements of microdata, with their property."""
    authors: list[MarkedElement] = field(default_factory=list)
    dates: list[MarkedElement] = field(default_factory=list)
    """Elements whose class says that they name the author, or a time."""
    types: list[str] = field(default_factory=list)
    """Types of microdata, without their vocabulary."""
    title: str = ""
    language: str = ""
    base: str = ""

    def stated(self, *names: str) -> Iterator[str]:
        """Yield what `meta` tags of these names say, names in their order, nothing empty."""
        for name in names:
            yield from self.metas.get(name, ())

    def first(self, *names: str) -> str:
        """Return the first that is stated; empty where nothing is."""
        return next(self.stated(*names), "")


def read_statements(page: WebPage) -> PageStatements:
    """Gather what the tags of a page state, in one pass."""
    return _Gatherer(page.events).gather()


class _Gatherer:
    """Goes through a page's tags once, and keeps those that state something."""

    def __init__(self, events: Sequence[TagEvent]) -> None:
        self._events = events
        self._found = PageStatements()
        self._marks: dict[str, tuple[bool, bool]] = {}
        """Words of classes, and whether they tell of an author or of a time: pages use few, often."""
        self._steps = {
            "meta": self._meta,
            "link": self._link,
            "script": self._script,
            "title": self._title,
            "html": self._html,
            "base": self._base,
        }

    def gather(self) -> PageStatements:
        steps, anchors = self._steps, self._found.anchors
        for index, event in enumerate(self._events):
            if event[0] != "start":
                continue
            name, attributes = event[1]
            if not attributes:
                if name == "title":
                    self._title(index, attributes)
            elif name in steps:
                steps[name](index, attributes)
            else:
                if name == "a" and "href" in attributes:
                    anchors.append(MarkedElement(index, name, attributes, attributes.get("rel") or ""))
                self._element(index, name, attributes)
        return self._found

    def _meta(self, index: int, attributes: Attributes) -> None:
        content = attributes.get("content")
        if not content:
            return
        content = clean_line(unescaped(content[:_LONGEST_VALUE]))
        # A place that a program should have filled.
        if _UNFILLED.search(content):
            return
        stated = " ".join(attributes.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv"))
        if len(self._found.metas) < _MOST_NAMES:
            self._keep_meta(stated.lower().split()[:8], content)
        if attributes.get("itemprop"):
            self._element(index, "meta", attributes)

    def _keep_meta(self, names: Iterable[str], content: str) -> None:
        """Keep a content under each of its names, once; of an empty one keep the names alone."""
        for name in names:
            values = self._found.metas.setdefault(name, [])
            if content and len(values) < _MOST_STATED and content not in values:
                values.append(content)

    def _link(self, index: int, attributes: Attributes) -> None:
        href = attributes.get("href")
        for relation in (attributes.get("rel") or "").lower().split()[:4] if href else ():
            addresses = self._found.links.setdefault(relation, [])
            if len(addresses) < _MOST_STATED:
                addresses.append(href or "")
        if attributes.get("itemprop"):
            self._element(index, "link", attributes)

    def _script(self, index: int, attributes: Attributes) -> None:
        if "ld+json" in (attributes.get("type") or "").lower() and len(self._found.blocks) < _MOST_STATED * 2:
            self._found.blocks.append("".join(self._texts(index + 1)))

    def _texts(self, index: int) -> Iterator[str]:
        while index < len(self._events) and self._events[index][0] == "text":
            yield str(self._events[index][1])
            index += 1

    def _title(self, index: int, attributes: Attributes) -> None:
        # Drawings have titles too, further down.
        if not self._found.title:
            self._found.title = clean_line(unescaped("".join(self._texts(index + 1))[:_LONGEST_VALUE]))

    def _html(self, index: int, attributes: Attributes) -> None:
        self._found.language = attributes.get("lang") or attributes.get("xml:lang") or self._found.language
        self._element(index, "html", attributes)

    def _base(self, index: int, attributes: Attributes) -> None:
        self._found.base = self._found.base or attributes.get("href") or ""

    def _element(self, index: int, name: str, attributes: Attributes) -> None:
        found = self._found
        if stated := attributes.get("itemprop"):
            _keep(found.properties, MarkedElement(index, name, attributes, stated.lower()))
        if (stated := attributes.get("itemtype")) and len(found.types) < _MOST_STATED:
            found.types.append(clean_line(stated[:200]).rstrip("/").rpartition("/")[2])
        words = attributes.get("class") or attributes.get("id") or attributes.get("data-testid")
        if name == "time":
            _keep(found.dates, MarkedElement(index, name, attributes, (words or "").lower()[:200]))
        elif words:
            self._classed(index, name, attributes, words)

    def _classed(self, index: int, name: str, attributes: Attributes, words: str) -> None:
        is_author, is_date = self._marks.get(words) or self._told(words)
        if is_author:
            _keep(self._found.authors, MarkedElement(index, name, attributes, words.lower()[:200]))
        if is_date:
            _keep(self._found.dates, MarkedElement(index, name, attributes, words.lower()[:200]))

    def _told(self, words: str) -> tuple[bool, bool]:
        small = words[:200].lower()
        told = _AUTHOR_MARK.search(small) is not None, _DATE_MARK.search(small) is not None
        self._marks[words] = told
        return told


def _keep(kept: list[MarkedElement], element: MarkedElement) -> None:
    if len(kept) < _MOST_MARKED:
        kept.append(element)


def unescaped(text: str) -> str:
    """Return a text without the references that were escaped once too often: `&amp;quot;`, `AT&amp;T`."""
    for _ in range(2):
        if "&" not in text or ";" not in text:
            break
        text = html.unescape(text)
    return text


# ── elements ──────────────────────────────────────────────────────────────────────────────────


def text_of(events: Sequence[TagEvent], element: MarkedElement, parts: str = " ") -> str:
    """Return the text of a small element as one line; empty where it is none, or does not end.

    `parts` is what stands before links and items of a list in it.
    """
    read = _ElementText(parts)
    for event in events[element.event : element.event + _MOST_EVENTS]:
        read.take(event)
        if read.depth <= 0 or read.length > 4 * _LONGEST_TEXT:
            break
    line = clean_line(unescaped("".join(read.texts)))
    return line if read.depth <= 0 and len(line) <= _LONGEST_TEXT else ""


@dataclass(slots=True)
class _ElementText:
    """What is read of an element's text so far."""

    parts: str
    """What stands before links and items of a list."""
    texts: list[str] = field(default_factory=list)
    length: int = 0
    """Characters of the page's among them."""
    depth: int = 0
    """Elements that are open, its own among them."""
    dropped: int = 0
    """Those of them whose text is not shown."""

    def take(self, event: TagEvent) -> None:
        """Read one event more."""
        if event[0] == "text":
            if not self.dropped:
                self.texts.append(event[1])
                self.length += len(event[1])
        elif event[0] == "start":
            self.depth += event[1][0] not in VOID
            self.dropped += event[1][0] in _NOT_SHOWN
            self.texts.append(self.parts if event[1][0] in ("a", "li") else " ")
        elif event[0] == "end":
            self.depth -= 1
            self.dropped -= self.dropped > 0 and event[1] in _NOT_SHOWN
            self.texts.append(" ")


class Surroundings:
    """Where elements stand on a page: among which pieces, and within which containers."""

    def __init__(self, page: WebPage) -> None:
        self._page = page
        self._starts = [piece.start for piece in page.pieces]
        self._openings = [container.event for container in page.containers]

    def place_of(self, event: int) -> int:
        """Return how many pieces begin before an event, or at it."""
        return bisect_right(self._starts, event)

    def names_around(self, event: int, apart_from: int = -1) -> str:
        """Return the names and classes of the elements around an event, innermost first, in small letters.

        Those that are around another event, too, say nothing of this one and are left out.
        """
        words: list[str] = []
        place = bisect_right(self._openings, event) - 1
        for _ in range(_HIGHEST):
            container = self._page.containers[place]
            is_around = container.end > event or container.event == event
            # What the whole page is says nothing either: `has-sidebar`, `comments-open`.
            if (
                place <= 0
                or container.name == "body"
                or (is_around and container.event <= apart_from < container.end)
            ):
                break
            if is_around:
                words += [container.name, *(container.attributes.get(key) or "" for key in ("class", "id"))]
            place = container.parent
        return " ".join(words).lower()
