"""What is kept of a page, written as plain HTML again: lists, quotations and tables around their lines.

Only tags that mean something to `prose` are written, each with the few attributes that do, and all are
closed: what comes out is well formed, whatever went in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import escape
from typing import Final

from tui.fulltext.illustrating import captions_of, player_source
from tui.fulltext.picturefiles import attributes_of, best_source, link_around
from tui.fulltext.pieces import PICTURES, Container, PagePiece, WebPage
from tui.prose.htmltags import (
    CELLS,
    HEADINGS,
    ITEMS,
    LISTS,
    PREFORMATTED,
    SPANS,
    VOID,
    Attributes,
    caption_role,
    is_picture_file,
)
from tui.prose.mathml import ELEMENTS as MATHML

_DEEPEST: Final = 12
"""Elements around a line that are written; of more, the innermost."""
_STRUCTURE: Final = (
    HEADINGS
    | LISTS
    | ITEMS
    | CELLS
    | PREFORMATTED
    | {"p", "blockquote", "table", "thead", "tbody", "tfoot", "tr", "caption", "figure", "figcaption"}
)
_HOLDS_LINES: Final = HEADINGS | ITEMS | CELLS | PREFORMATTED | {"p", "caption", "figcaption"}
_INLINE: Final = frozenset(SPANS) | {"a", "br", "sup", "sub", "q", "ruby", "rt", "rp", "math", "img"} | MATHML
_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "a": ("href",),
    "img": ("src", "alt", "title", "width", "height", "class", "style"),
    "ol": ("start", "type", "reversed", "style"),
    "li": ("value",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "pre": ("class", "data-lang", "data-language"),
    "code": ("class", "data-lang", "data-language"),
    "math": ("display", "alttext"),
    "annotation": ("encoding",),
    "iframe": ("src", "title", "width", "height"),
    "video": ("src", "title"),
    "audio": ("src", "title"),
    "embed": ("src", "title", "width", "height"),
    "table": ("role",),
}


def markup_of(page: WebPage, kept: Collection[int]) -> str:
    """Return the pieces of a page whose numbers are in `kept` as HTML, in the page's order.

    Takes time in proportion to what is kept, beside one pass over the page's elements.
    """
    return "".join(_Writer(page, frozenset(kept)).write())


class _Writer:
    """Writes one page."""

    def __init__(self, page: WebPage, kept: frozenset[int]) -> None:
        self._page = page
        self._kept = kept
        self._frames = _frames(page)
        self._open: list[int] = []
        """The places of the elements that are open in what is written, outermost first."""
        self._has_line = False
        """Whether the innermost of them holds a line already."""
        self._within = _pictures_within(page, kept)
        self._captions = captions_of(page, kept)
        self._written = frozenset(line for lines in self._captions.values() for line in lines)
        """Lines that are written with their pictures."""

    def write(self) -> Iterator[str]:
        for number in sorted(self._kept):
            piece = self._page.pieces[number]
            if number in self._written or piece.start in self._within:
                continue
            if (caption := self._captions.get(number)) is None:
                yield from self._move_to(self._chain(piece))
                yield from self._content(piece)
            else:
                yield from self._figure(piece, [self._page.pieces[line] for line in caption])
        yield from self._move_to([])

    def _figure(self, picture: PagePiece, caption: Sequence[PagePiece]) -> Iterator[str]:
        """Write a picture with its caption, however the page holds them together."""
        around = self._chain(picture)
        yield from self._move_to(
            [place for place in around if _role(self._page.containers[place]) != "figure"]
        )
        yield f"<figure>{self._picture(picture)}<figcaption>"
        for place, line in enumerate(caption):
            yield " " if place else ""
            yield from self._words(line)
        yield "</figcaption></figure>"

    def _chain(self, piece: PagePiece) -> list[int]:
        """Return the elements around a piece that are written, outermost first."""
        chain: list[int] = []
        frame = self._frames[piece.container]
        while frame and len(chain) < _DEEPEST:
            chain.append(frame)
            frame = self._frames[self._page.containers[frame].parent]
        return chain[::-1]

    def _move_to(self, chain: list[int]) -> Iterator[str]:
        """Close what does not stand around the next piece, and open what does."""
        shared = 0
        for one, other in zip(self._open, chain, strict=False):
            if one != other:
                break
            shared += 1
        for place in reversed(self._open[shared:]):
            yield f"</{_role(self._page.containers[place])}>"
        for place in chain[shared:]:
            container = self._page.containers[place]
            yield _tag(_role(container), container.attributes)
        self._has_line = self._has_line and len(self._open) == len(chain) == shared
        self._open = chain

    def _content(self, piece: PagePiece) -> Iterator[str]:
        match piece.kind:
            case "text":
                yield from self._line(piece)
            case "picture":
                yield self._picture(piece)
            case "rule":
                yield "<hr>"
            case "embed":
                name, attributes = _started(self._page, piece.start)
                if source := player_source(attributes):
                    attributes = {**attributes, "src": source}
                yield _tag(name, attributes) + self._source(piece) + ("" if name in VOID else f"</{name}>")

    def _line(self, piece: PagePiece) -> Iterator[str]:
        around = _role(self._page.containers[self._open[-1]]) if self._open else ""
        if around in _HOLDS_LINES:
            # Of one element, parted by a line's end or by what is not written.
            yield "<br><br>" if self._has_line else ""
            yield from self._words(piece)
        else:
            yield "<p>"
            yield from self._words(piece)
            yield "</p>"
        self._has_line = True

    def _words(self, piece: PagePiece) -> Iterator[str]:
        opened: list[str] = []
        counts: Counter[str] = Counter()
        index = piece.start
        while index < piece.end:
            if (beyond := self._page.dropped_until(index)) is not None:
                index = beyond
                continue
            event = self._page.events[index]
            if event[0] == "text":
                yield escape(event[1], quote=False)
            elif event[0] == "start":
                before = len(opened)
                yield self._start(index, event[1][0], event[1][1], opened)
                counts.update(opened[before:])
            elif event[0] == "end" and counts[event[1]]:
                while (name := opened.pop()) != event[1]:
                    counts[name] -= 1
                    yield f"</{name}>"
                counts[name] -= 1
                yield f"</{event[1]}>"
            index += 1
        for name in reversed(opened):
            yield f"</{name}>"

    def _start(self, index: int, name: str, attributes: Attributes, opened: list[str]) -> str:
        if name in PICTURES:
            return self._picture(self._within[index]) if index in self._within else ""
        if name not in _INLINE:
            return ""
        if name not in VOID:
            opened.append(name)
        return _tag(name, attributes)

    def _picture(self, piece: PagePiece) -> str:
        """Write a picture with the address of its widest file, wherever its page says that."""
        link = link_around(self._page, piece)
        source = link if is_picture_file(link) else best_source(self._page, piece)
        attributes = attributes_of(self._page, piece)
        return _tag("img", {**attributes, "src": source} if source else attributes)

    def _source(self, piece: PagePiece) -> str:
        """Return the first source of a player that states none itself."""
        name, attributes = _started(self._page, piece.start)
        if name not in ("video", "audio") or attributes.get("src"):
            return ""
        for event in self._page.events[piece.start + 1 : piece.start + 12]:
            if event[0] == "start" and event[1][0] == "source" and event[1][1].get("src"):
                return _tag("source", {"src": event[1][1]["src"]})
            if event[0] == "end" and event[1] == name:
                break
        return ""


def _frames(page: WebPage) -> list[int]:
    """Return for each container the innermost that is written, itself or one around it; 0 where none is."""
    frames: list[int] = []
    for container in page.containers:
        if container.name in _STRUCTURE or _role(container) in _STRUCTURE:
            frames.append(container.place)
        else:
            frames.append(frames[container.parent] if container.place else 0)
    return frames


def _pictures_within(page: WebPage, kept: frozenset[int]) -> dict[int, PagePiece]:
    """Return the kept pictures that stand within a kept line, by their events: they are written with it."""
    lines = [page.pieces[number] for number in sorted(kept) if page.pieces[number].kind == "text"]
    starts = [line.start for line in lines]
    found: dict[int, PagePiece] = {}
    for number in kept:
        piece = page.pieces[number]
        place = bisect_right(starts, piece.start) - 1
        if piece.kind == "picture" and place >= 0 and piece.start < lines[place].end:
            found[piece.start] = piece
    return found


def _role(container: Container) -> str:
    attributes = container.attributes
    return caption_role(container.name, attributes) if "class" in attributes else container.name


def _started(page: WebPage, index: int) -> tuple[str, Attributes]:
    event = page.events[index]
    assert event[0] == "start"
    return event[1]


def _tag(name: str, attributes: Attributes) -> str:
    stated = "".join(
        f' {key}="{escape(value)}"' if (value := attributes[key]) is not None else f" {key}"
        for key in _ATTRIBUTES.get(name, ())
        if key in attributes
    )
    return f"<{name}{stated}>"
