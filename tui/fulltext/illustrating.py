"""The pictures of an article with their captions, and its players, by where they stand and what they are.

A picture belongs to the article where the lines beside it do; what stands in a run of lines that were left
out goes with them. Logos, portraits of authors, counters and the like are known by their names and sizes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from tui.fulltext.features import class_words
from tui.fulltext.pieces import PagePiece, WebPage
from tui.prose.htmltags import Attributes, caption_role, is_icon, is_tiny

_BEFORE: Final = 12
"""Pieces before the first line among which its first picture may be."""
_NEAR: Final = 3
"""Lines between a picture and the nearest line of the article."""
_LONGEST_CAPTION: Final = 600
_FURNITURE: Final = re.compile(
    r"logo|icon|avatar|sprite|spacer|pixel|blank|badge|gravatar|emoji|smil|button|banner|advert|placeholder"
    r"|rating|stars?\b|flag|share|social|facebook|twitter|whatsapp|loading|tracking|author|profile",
    re.IGNORECASE,
)
"""What names and classes of pictures say that are none of the article."""
_PORTRAIT: Final = frozenset(
    "avatar author logo icon social share sharing ads advert promo related teaser newsletter sponsor comment "
    "comments byline profile recommended footer nav navigation menu sidebar widget".split()
)
_CAPTION: Final = frozenset(
    "caption captions figcaption credit credits copyright bildunterschrift bildtext legende pie didascalia "
    "leyenda imagecaption photocredit".split()
)
_PLAYERS: Final = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com|(?:www\.)?dailymotion\.com/embed"
    r"|w\.soundcloud\.com|open\.spotify\.com/embed|embed\.podcasts\.apple\.com|archive\.org/embed"
    r"|player\.twitch\.tv|(?:www\.)?ted\.com|embed\.ted\.com|bandcamp\.com/EmbeddedPlayer)"
)
_SOURCES: Final = ("data-src", "data-lazy-src", "data-original", "src")


@dataclass(frozen=True, slots=True)
class Illustrations:
    """What of a page is no line and belongs to the article, and which lines belong to that."""

    pieces: frozenset[int]
    captions: frozenset[int]


def illustrations(page: WebPage, lines: Set[int]) -> Illustrations:
    """Return the pictures and players of an article whose lines are given, and the captions of pictures."""
    return _Looking(page, lines).found() if lines else Illustrations(frozenset(), frozenset())


def captions_of(page: WebPage, kept: Set[int]) -> dict[int, int]:
    """Return the lines that are captions of kept pictures and kept themselves, by the pictures' numbers."""
    looking = _Looking(page, frozenset(number for number in kept if page.pieces[number].kind == "text"))
    by_line: dict[int, int] = {}
    for number in sorted(kept):
        if page.pieces[number].kind == "picture":
            line = looking.caption(number)
            if line is not None and line in kept:
                # Of several pictures before a caption the last has it.
                by_line[line] = number
    return {picture: line for line, picture in by_line.items()}


class _Looking:
    """Looks for the pictures of one page."""

    def __init__(self, page: WebPage, lines: Set[int]) -> None:
        self._page = page
        self._lines = lines
        self._sorted = sorted(lines)
        self._texts = [number for number, piece in enumerate(page.pieces) if piece.kind == "text"]

    def found(self) -> Illustrations:
        captions: dict[int, int] = {}
        pieces: set[int] = set()
        seen: set[str] = set()
        for number in self._candidates():
            piece = self._page.pieces[number]
            caption = self.caption(number) if piece.kind == "picture" else None
            if not self._is_beside(number, caption) or not self._is_shown(piece, seen):
                continue
            pieces.add(number)
            if caption is not None:
                captions[caption] = number
        return Illustrations(frozenset(pieces), frozenset(captions))

    def _candidates(self) -> Iterator[int]:
        first, last = self._sorted[0], self._sorted[-1]
        for number in range(max(first - _BEFORE, 0), min(last + 2, len(self._page.pieces))):
            if self._page.pieces[number].kind in ("picture", "embed", "rule"):
                yield number

    # ── where it stands ───────────────────────────────────────────────────────────────────────

    def _is_beside(self, number: int, caption: int | None) -> bool:
        """Whether a piece stands among the article's lines, or near one with no teaser between."""
        place = bisect_left(self._texts, number)
        before, behind = self._texts[max(place - _NEAR, 0) : place], self._texts[place : place + _NEAR]
        kept = self._lines if caption is None else self._lines | {caption}
        if before and behind and before[-1] in kept and behind[0] in kept:
            return True
        if self._page.pieces[number].kind == "rule":
            return False
        gap = [line for line in (*before, *behind) if line not in kept]
        if any(self._is_teaser(line) for line in gap if abs(line - number) <= 2):
            return False
        return bool(self._lines & {*before, *behind}) or caption is not None or self._is_lead(number)

    def _is_lead(self, number: int) -> bool:
        """Whether a picture stands right before the article."""
        return 0 <= self._sorted[0] - number <= _BEFORE // 2

    def _is_teaser(self, line: int) -> bool:
        piece = self._page.pieces[line]
        return piece.linked * 2 > len(piece.text) and len(piece.text) > 20

    # ── what it is ────────────────────────────────────────────────────────────────────────────

    def _is_shown(self, piece: PagePiece, seen: set[str]) -> bool:
        if piece.kind == "rule":
            return True
        attributes = self._attributes(piece)
        if piece.kind == "embed":
            return bool(_PLAYERS.search(_source(attributes) or "")) or self._is_player(piece)
        name = _file_name(attributes)
        if not name or name in seen or is_tiny(attributes) or is_icon(attributes):
            return False
        if _FURNITURE.search(name) or self._is_furniture(piece, attributes):
            return False
        seen.add(name)
        return True

    def _is_player(self, piece: PagePiece) -> bool:
        return self._page.around(piece).name in ("video", "audio")

    def _is_furniture(self, piece: PagePiece, attributes: Attributes) -> bool:
        classes = attributes.get("class") or ""
        container = self._page.around(piece)
        words = set(class_words(container)) | set(class_words(self._page.containers[container.parent]))
        return bool(_FURNITURE.search(classes)) or not _PORTRAIT.isdisjoint(words)

    def _attributes(self, piece: PagePiece) -> Attributes:
        event = self._page.events[piece.start]
        return event[1][1] if event[0] == "start" else {}

    def caption(self, number: int) -> int | None:
        """Return the line that is a picture's caption; None where there is none."""
        place = bisect_left(self._texts, number)
        for line in self._texts[place : place + 2]:
            if line - number <= _NEAR and self._is_caption(line, number):
                return line
        return None

    def _is_caption(self, line: int, picture: int) -> bool:
        piece = self._page.pieces[line]
        container = self._page.around(piece)
        if len(piece.text) > _LONGEST_CAPTION:
            return False
        if caption_role(container.name, container.attributes) == "figcaption":
            return True
        around = self._page.containers[container.parent]
        if not _CAPTION.isdisjoint((*class_words(container), *class_words(around))):
            return True
        return line not in self._lines and self._in_one_figure(line, picture)

    def _in_one_figure(self, line: int, picture: int) -> bool:
        figures = [_figure_around(self._page, self._page.pieces[number]) for number in (line, picture)]
        return figures[0] != 0 and figures[0] == figures[1]


def _figure_around(page: WebPage, piece: PagePiece) -> int:
    """Return the place of the figure that a piece stands in; 0 where it does not, within four steps."""
    container = page.around(piece)
    for _ in range(4):
        if caption_role(container.name, container.attributes) == "figure":
            return container.place
        container = page.containers[container.parent]
    return 0


def _source(attributes: Attributes) -> str | None:
    stated: Sequence[str | None] = [attributes.get(key) for key in _SOURCES]
    return next((one for one in stated if one and not one.startswith("data:")), None)


def _file_name(attributes: Attributes) -> str:
    """Return what a picture's file is called, with the folder it is in; empty where it has no address."""
    source = _source(attributes)
    if source is None:
        sizes = attributes.get("data-srcset") or attributes.get("srcset") or ""
        source = sizes.strip().split(" ")[0]
    try:
        return "/".join(unquote(urlsplit(source).path).split("/")[-2:])
    except ValueError:
        return ""
