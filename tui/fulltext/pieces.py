"""A page cut into the pieces that are kept or left out one by one: lines of text, and pictures.

The page is read as a stream of tags, as `prose` reads feeds (docs/decisions/0020-html-by-events.md). What
a tree would say, which element stands in which, is kept as a list of containers, each with the
place of the one around it: no walk goes deeper than one step, so that time grows with the page alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tui.prose.htmltags import (
    BLOCKS,
    CELLS,
    EMBEDS,
    HEADINGS,
    ITEMS,
    LISTS,
    UNSEEN,
    VOID,
    Attributes,
    is_hidden,
)
from tui.text.tagstream import TagEvent, tags_and_texts

PieceKind = Literal["text", "picture", "embed", "rule"]

MOST_EVENTS: Final = 200_000
"""Tags and texts of a page that are read: five times what the fullest of 418 articles has. Time and memory go
by them, and a page of five million signs may have two million."""
_NOSCRIPT: Final = re.compile(r"</?noscript\b[^<>]*>", re.IGNORECASE)
PICTURES: Final = frozenset({"img", "image", "amp-img"})
_DROPPED: Final = UNSEEN - {"title", "video", "audio", "iframe", "noembed"}
"""Elements whose text is not the page's."""
_ENDED_BY_THEIR_LIKE: Final = frozenset({"select", "option"})
"""Those of them that do not hold one another."""
_EMPHASIS: Final = frozenset({"b", "strong", "em", "i"})
_ANCHOR: Final = "#anchor"
_TABLE: Final = frozenset({"table", "tr", "tbody", "thead", "tfoot", "td", "th"})
_CONTAINERS: Final = BLOCKS | EMBEDS | {"button", "label", "picture", "title"}
"""Elements that are kept in mind; those of a line are not."""
_CLOSES: Final = ITEMS | CELLS | HEADINGS | {"tr"}
"""Elements that end one of their own kind."""
_COMMON_BLOCKS: Final = ("div", "p", "section", "li", "td", "article")
_BREAKS_THAT_PART: Final = 2


@dataclass(slots=True, eq=False)
class Container:
    """An element of the page that holds lines or other elements."""

    place: int
    """Its own place in `WebPage.containers`; those within it come after it."""
    parent: int
    """The place of the one around it; the page's own, 0, is its own parent."""
    name: str
    attributes: Attributes
    depth: int
    event: int
    """The index of its start tag."""
    end: int = -1
    """The index behind the last event in it."""


@dataclass(slots=True, eq=False)
class PagePiece:
    """A piece of the page: a line of text as it is laid out, a picture, a player, a rule."""

    kind: PieceKind
    start: int
    end: int
    """Half-open, indexes of events."""
    container: int
    """The place of the innermost container."""
    text: str = ""
    """With single blanks."""
    linked: int = 0
    """Characters that stand in links."""
    links: int = 0
    strong: int = 0
    """Characters in strong text or emphasis."""
    breaks: int = 0
    """Lines that it is broken into by hand, less one."""
    linked_whole: bool = False
    """Whether it began and ended within a single link."""


@dataclass(slots=True, eq=False)
class WebPage:
    """A page in pieces."""

    events: Sequence[TagEvent]
    containers: list[Container] = field(default_factory=list)
    pieces: list[PagePiece] = field(default_factory=list)
    dropped: list[tuple[int, int]] = field(default_factory=list)
    """Where code, drawings, fields of forms stand: half-open indexes of events, in rising order."""

    @property
    def is_cut(self) -> bool:
        """Whether there may be more of the page than is read."""
        return len(self.events) >= MOST_EVENTS

    def around(self, piece: PagePiece) -> Container:
        """Return the innermost container of a piece."""
        return self.containers[piece.container]

    def dropped_until(self, index: int) -> int | None:
        """Return where what is left out ends, if an event is in it."""
        place = bisect_right(self.dropped, (index, len(self.events) + 1)) - 1
        return self.dropped[place][1] if place >= 0 and index < self.dropped[place][1] else None


def read_pieces(markup: str) -> WebPage:
    """Cut a page into pieces. Never raises, and takes time in proportion to the length."""
    # The standard reads what is in `noscript` as one text where scripts run; here none does.
    return _Cutter(tags_and_texts(_NOSCRIPT.sub("", markup), MOST_EVENTS)).cut()


class _Cutter:
    """Goes through a page's tags once."""

    def __init__(self, events: Sequence[TagEvent]) -> None:
        self._page = WebPage(events)
        root = Container(0, 0, "html", {}, 0, 0, len(events))
        self._page.containers.append(root)
        self._stack: list[tuple[str, int]] = [("#page", 0)]
        """Open elements: the name, and the place of the container in force in it."""
        self._places: dict[str, list[int]] = {}
        self._from: int | None = None
        """The event at which the line that is open began."""
        self._texts: list[str] = []
        self._links = self._linked = self._strong = self._breaks = self._breaks_in_row = 0
        self._dropped: str | None = None
        self._dropped_depth = self._dropped_from = 0
        self._dropped_foreign = False
        """Whether a drawing has an object of HTML in it."""
        self._last_ends = {event[1]: n for n, event in enumerate(events) if event[0] == "end"}
        """Where elements of a name end for the last time."""
        self._link = 0
        self._strongs = 0

    def cut(self) -> WebPage:
        for index, event in enumerate(self._page.events):
            if event[0] == "text":
                if self._dropped is None:
                    self._text(index, event[1])
            elif event[0] == "start":
                self._start(index, event[1][0], event[1][1])
            elif event[0] == "end":
                self._end(index, event[1])
        end = len(self._page.events)
        if self._dropped is not None:
            self._page.dropped.append((self._dropped_from, end))
        self._flush(end)
        while len(self._stack) > 1:
            self._pop(end)
        return self._page

    # ── lines ─────────────────────────────────────────────────────────────────────────────────

    def _text(self, index: int, data: str) -> None:
        words = len(data) if data.isspace() else 0
        if words and self._from is None:
            return
        if self._from is None:
            self._from = index
        self._texts.append(data)
        if not words:
            self._breaks_in_row = 0
            if self._link:
                self._linked += len(data.strip())
            if self._strongs:
                self._strong += len(data.strip())

    def _flush(self, end: int) -> None:
        if self._from is None and not self._texts and not self._breaks:
            self._links = 1 if self._link else 0
            return
        if self._from is not None:
            text = " ".join("".join(self._texts).split())
            if text:
                self._page.pieces.append(
                    PagePiece(
                        "text",
                        self._from,
                        end,
                        self._stack[-1][1],
                        text,
                        min(self._linked, len(text)),
                        self._links,
                        min(self._strong, len(text)),
                        max(self._breaks - self._breaks_in_row, 0),
                    )
                )
        self._from = None
        self._texts = []
        self._links = self._linked = self._strong = self._breaks = self._breaks_in_row = 0
        if self._link:
            self._links = 1

    def _break(self, index: int) -> None:
        self._breaks += 1
        self._breaks_in_row += 1
        if self._from is not None:
            self._texts.append("\n")
            if self._breaks_in_row >= _BREAKS_THAT_PART:
                self._flush(index + 1)

    # ── elements ──────────────────────────────────────────────────────────────────────────────

    def _start(self, index: int, name: str, attributes: Attributes) -> None:
        if self._dropped is not None and not self._is_out_of_drawing(index, name):
            self._dropped_depth += name == self._dropped and name not in _ENDED_BY_THEIR_LIKE
        elif name in _DROPPED and self._last_ends.get(name, -1) > index:
            # One that never ends would hide the rest of the page.
            self._dropped, self._dropped_depth, self._dropped_from = name, 1, index
            self._dropped_foreign = False
        elif name in VOID or name in PICTURES:
            self._void(index, name)
        elif name in _CONTAINERS:
            self._open_container(index, name, attributes)
        else:
            self._open_inline(index, name, attributes)

    def _void(self, index: int, name: str) -> None:
        """Take an element that has no text: most of them are nothing to a page's words."""
        if name == "br":
            self._break(index)
        elif name in PICTURES or name in ("hr", "embed"):
            self._single(index, name)

    def _is_out_of_drawing(self, index: int, name: str) -> bool:
        """End a drawing where a block shows that its end tag was left out (HTML §13.2.6.5), if it is one."""
        if self._dropped != "svg" or name not in BLOCKS:
            # What stands in a foreign object may be a block, and is as little the page's as the drawing.
            self._dropped_foreign = self._dropped_foreign or name == "foreignobject"
            return False
        if self._dropped_foreign:
            return False
        self._dropped = None
        self._page.dropped.append((self._dropped_from, index))
        return True

    def _single(self, index: int, name: str) -> None:
        """Take a picture or a rule: a piece of its own, which leaves the line open around a picture."""
        if name == "hr":
            self._flush(index)
        kind: PieceKind = "rule" if name == "hr" else "embed" if name == "embed" else "picture"
        self._page.pieces.append(
            PagePiece(kind, index, index + 1, self._stack[-1][1], linked_whole=self._link > 0)
        )

    def _open_container(self, index: int, name: str, attributes: Attributes) -> None:
        self._flush(index)
        self._close_implied(index, name)
        containers = self._page.containers
        around = containers[self._stack[-1][1]]
        place = len(containers)
        containers.append(Container(place, around.place, name, attributes, around.depth + 1, index))
        self._push(name, place)
        if name in EMBEDS:
            self._page.pieces.append(PagePiece("embed", index, index + 1, place))

    def _open_inline(self, index: int, name: str, attributes: Attributes) -> None:
        if name == "a" and not attributes.get("href"):
            # A place to lead to, often without an end: it makes no link of all that follows.
            name = _ANCHOR
        elif name == "a":
            if self._link:  # a link within a link ends the one around it
                self._end(index, "a")
            self._link += 1
            self._links += 1
        elif name in _EMPHASIS:
            self._strongs += 1
        self._push(name, self._stack[-1][1])

    def _push(self, name: str, place: int) -> None:
        self._places.setdefault(name, []).append(len(self._stack))
        self._stack.append((name, place))

    def _pop(self, end: int) -> None:
        name, place = self._stack.pop()
        self._places[name].pop()
        if self._stack[-1][1] != place:
            self._page.containers[place].end = end
        if name == "a":
            self._link -= 1
        elif name in _EMPHASIS:
            self._strongs -= 1

    def _last(self, name: str) -> int:
        places = self._places.get(name)
        return places[-1] if places else -1

    def _last_of(self, names: Iterable[str]) -> int:
        last, places = -1, self._places
        for name in names:
            if (of_name := places.get(name)) and of_name[-1] > last:
                last = of_name[-1]
        return last

    def _close_from(self, place: int, index: int) -> None:
        while len(self._stack) > place:
            self._pop(index)

    def _close_implied(self, index: int, name: str) -> None:
        """Close what HTML lets go without an end tag."""
        if name not in BLOCKS or (name not in _CLOSES and not self._places.get("p")):
            return
        floor = self._last_of(("td", "th", "button"))
        self._close_above(("p",), floor, index)
        if name in ITEMS:
            self._close_above(ITEMS, max(floor, self._last_of(LISTS)), index)
        elif name in CELLS:
            self._close_above(CELLS, self._last("table"), index)
        elif name == "tr":
            self._close_above(("tr",), self._last("table"), index)
        elif name in HEADINGS:
            self._close_above(HEADINGS, floor, index)

    def _close_above(self, names: Iterable[str], floor: int, index: int) -> None:
        place = self._last_of(names)
        if place > floor:
            self._close_from(place, index)

    def _end(self, index: int, name: str) -> None:
        if self._dropped is not None:
            self._dropped_depth -= name == self._dropped
            if self._dropped_depth <= 0:
                self._dropped = None
                self._page.dropped.append((self._dropped_from, index + 1))
            return
        if name == "a" and self._last(_ANCHOR) > self._last("a"):
            name = _ANCHOR
        if name == "br":
            self._break(index)
        elif (place := self._last(name)) > 0:
            # An end tag within a cell does not reach out of it (HTML, "in cell").
            if name in _TABLE or place > max(self._last("td"), self._last("th")):
                self._end_open(index, place, name)
        elif name == "p":
            self._flush(index)

    def _end_open(self, index: int, place: int, name: str) -> None:
        if name in _CONTAINERS:
            self._flush(index)
            self._close_from(place, index)
        elif place < self._last_block():
            # An element of a line around blocks: it ends alone.
            self._end_alone(place, name)
        else:
            self._close_from(place, index)

    def _last_block(self) -> int:
        return self._last_of(_COMMON_BLOCKS)

    def _end_alone(self, place: int, name: str) -> None:
        del self._places[name][-1]
        self._stack[place] = ("#ended", self._stack[place][1])
        self._places.setdefault("#ended", []).append(place)
        if name == "a":
            self._link -= 1
        elif name in _EMPHASIS:
            self._strongs -= 1


def hides(container: Container) -> bool:
    """Whether the page itself says that an element is not shown."""
    return is_hidden(container.attributes) or container.attributes.get("aria-hidden") == "true"
