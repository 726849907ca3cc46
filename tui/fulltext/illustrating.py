"""The pictures of an article with their captions, and its players, by where they stand and what they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from tui.fulltext.captions import CaptionFinder
from tui.fulltext.picturefiles import attributes_of, best_source, identity, leads_to_picture, link_around
from tui.fulltext.picturesigns import PictureSigns
from tui.fulltext.pieces import PagePiece, WebPage
from tui.prose.htmltags import Attributes, is_icon, is_tiny, math_words

_BEFORE, _BEHIND = 120, 40
"""Pieces before the first line and behind the last among which pictures may be."""
_NEAR: Final = 3
"""Lines before and behind a picture that may be those it belongs to."""
_LIKELY: Final = 0.0
_PLAYERS: Final = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com|(?:www\.)?dailymotion\.com/embed"
    r"|w\.soundcloud\.com|open\.spotify\.com/embed|embed\.podcasts\.apple\.com|archive\.org/embed"
    r"|player\.twitch\.tv|(?:www\.)?ted\.com|embed\.ted\.com|bandcamp\.com/EmbeddedPlayer)"
)


@dataclass(frozen=True, slots=True)
class Illustrations:
    """What of a page is no line and belongs to the article, and which lines belong to that."""

    pieces: frozenset[int]
    captions: frozenset[int]
    labels: frozenset[int] = frozenset()
    """Lines that only say that a picture follows: they are none of the article's."""


def illustrations(page: WebPage, lines: Set[int]) -> Illustrations:
    """Return the pictures and players of an article whose lines are given, and the captions of pictures."""
    return _Looking(page, lines).found() if lines else Illustrations(frozenset(), frozenset())


def captions_of(page: WebPage, kept: Set[int]) -> dict[int, tuple[int, ...]]:
    """Return the lines that are captions of kept pictures and kept themselves, by the pictures' numbers."""
    finder = CaptionFinder(page, frozenset(number for number in kept if page.pieces[number].kind == "text"))
    captions: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    # Of several pictures before a caption the last has it.
    for number in sorted(kept, reverse=True):
        if page.pieces[number].kind == "picture":
            lines = tuple(line for line in finder.caption(number) if line in kept)
            if lines and taken.isdisjoint(lines):
                captions[number] = lines
                taken.update(lines)
    return captions


class _Looking:
    """Looks for the pictures of one page."""

    def __init__(self, page: WebPage, lines: Set[int]) -> None:
        self._page = page
        self._lines = frozenset(lines)
        self._sorted = sorted(lines)
        self._texts = [number for number, piece in enumerate(page.pieces) if piece.kind == "text"]
        self._captions = CaptionFinder(page, lines)
        self._signs = PictureSigns(page, lines, self._captions)
        self._seen: set[str] = set()

    def found(self) -> Illustrations:
        first = max(self._sorted[0] - _BEFORE, 0)
        behind = min(self._sorted[-1] + _BEHIND, len(self._page.pieces))
        captions: set[int] = set()
        pieces: set[int] = set()
        labels: set[int] = set()
        for number in range(first, behind):
            match self._page.pieces[number].kind:
                case "picture" if not self._is_hopeless(number):
                    caption = self._captions.caption(number)
                    if self._is_shown(number, caption):
                        pieces.add(number)
                        captions.update(caption)
                        labels.update(self._captions.labels(number))
                case "embed" if self._is_player(number) and self._is_among(number):
                    pieces.add(number)
                case "rule" if self._is_within(number):
                    pieces.add(number)
                case _:
                    pass
        return Illustrations(frozenset(pieces), frozenset(captions), frozenset(labels - captions))

    def _is_hopeless(self, number: int) -> bool:
        """Whether a picture leads to another page, and stands among lines that were left out."""
        piece = self._page.pieces[number]
        if not piece.linked_whole:
            return False
        place = bisect_left(self._texts, number)
        near = self._texts[max(place - _NEAR, 0) : place + _NEAR]
        return self._lines.isdisjoint(near) and not leads_to_picture(link_around(self._page, piece))

    # ── pictures ──────────────────────────────────────────────────────────────────────────────

    def _is_shown(self, number: int, caption: tuple[int, ...]) -> bool:
        piece = self._page.pieces[number]
        attributes = attributes_of(self._page, piece)
        if math_words(attributes) is not None:
            return self._is_in_line(piece)
        source = best_source(self._page, piece)
        mark = identity(source)
        if not mark or mark in self._seen or is_tiny(attributes) or is_icon(attributes):
            return False
        if self._signs.belongs(number, caption, source) <= _LIKELY:
            return False
        self._seen.add(mark)
        return True

    def _is_in_line(self, piece: PagePiece) -> bool:
        """Whether a picture of a formula stands within a kept line: there it is a word of it."""
        place = bisect_left(self._sorted, piece.start, key=lambda line: self._page.pieces[line].start)
        return place > 0 and piece.start < self._page.pieces[self._sorted[place - 1]].end

    # ── players and rules ─────────────────────────────────────────────────────────────────────

    def _is_player(self, number: int) -> bool:
        piece = self._page.pieces[number]
        if self._page.around(piece).name in ("video", "audio"):
            return True
        return bool(_PLAYERS.search(player_source(attributes_of(self._page, piece))))

    def _is_within(self, number: int) -> bool:
        """Whether the lines on both sides are the article's."""
        place = bisect_left(self._texts, number)
        return any(line in self._lines for line in self._texts[max(place - 1, 0) : place]) and any(
            line in self._lines for line in self._texts[place : place + 1]
        )

    def _is_among(self, number: int) -> bool:
        """Whether a line of the article is near, on either side."""
        place = bisect_left(self._texts, number)
        return any(line in self._lines for line in self._texts[max(place - 2, 0) : place + 2])


def player_source(attributes: Attributes) -> str:
    """Return the address of a player, also where scripts are to load it; empty where it has none."""
    stated = (attributes.get(name) for name in ("data-src", "data-lazy-src", "data-litespeed-src", "src"))
    return next((one for one in stated if one and not one.startswith(("about:", "data:"))), "")
