"""The pictures of an article with their captions, and its players, by where they stand and what they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tui.fulltext.captions import CaptionFinder
from tui.fulltext.picturefiles import attributes_of, best_source, identity, leads_to_picture, link_around
from tui.fulltext.picturesigns import PictureSigns
from tui.fulltext.pictureweights import picture_weights
from tui.fulltext.pieces import WebPage
from tui.prose.htmltags import Attributes, is_icon, is_tiny, math_words

_BEFORE, _BEHIND = 120, 40
"""Pieces before the first line and behind the last among which pictures may be."""
_NEAR: Final = 3
"""Lines before and behind a picture that may be those it belongs to."""
LIKELY: Final = 0.0
"""Above which judgement on a picture is the article's."""
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


@dataclass(frozen=True, slots=True)
class PictureCandidate:
    """A picture that may be the article's."""

    number: int
    """Which piece of the page it is."""
    mark: str
    """What tells it from other pictures, the same in all its sizes."""
    caption: tuple[int, ...]
    """The lines of its caption."""
    signs: list[str]
    """The names of what is seen of it (pictureweights.py)."""


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


def candidates(page: WebPage, lines: Set[int]) -> list[PictureCandidate]:
    """Return the pictures among an article's lines that may be its own, each copy of one by itself."""
    if not lines:
        return []
    looking = _Looking(page, lines)
    found = (looking.candidate(number) for number in looking.near() if page.pieces[number].kind == "picture")
    return [picture for picture in found if picture]


class _Looking:
    """Looks for the pictures of one page."""

    def __init__(self, page: WebPage, lines: Set[int]) -> None:
        self._page = page
        self._lines = frozenset(lines)
        self._sorted = sorted(lines)
        self._texts = [number for number, piece in enumerate(page.pieces) if piece.kind == "text"]
        self._captions = CaptionFinder(page, lines)
        self._seen: set[str] = set()

    @cached_property
    def _signs(self) -> PictureSigns:
        return PictureSigns(self._page, self._lines, self._captions)

    def near(self) -> range:
        """Return the numbers of the pieces among which pictures may be."""
        first = max(self._sorted[0] - _BEFORE, 0)
        return range(first, min(self._sorted[-1] + _BEHIND, len(self._page.pieces)))

    def found(self) -> Illustrations:
        """Return what belongs to the article, of each picture the first copy that looks like it."""
        weights = picture_weights()
        captions: set[int] = set()
        pieces: set[int] = set()
        labels: set[int] = set()
        for number in self.near():
            match self._page.pieces[number].kind:
                case "picture" if picture := self.candidate(number):
                    if weights.judge(picture.signs) > LIKELY:
                        self._seen.add(picture.mark)
                        pieces.add(number)
                        captions.update(picture.caption)
                        labels.update(self._captions.labels(number))
                case "picture" if self._is_formula(number):
                    pieces.add(number)
                case "embed" if self._is_player(number) and self._is_among(number):
                    pieces.add(number)
                case "rule" if self._is_within(number):
                    pieces.add(number)
                case _:
                    pass
        return Illustrations(frozenset(pieces), frozenset(captions), frozenset(labels - captions))

    # ── pictures ──────────────────────────────────────────────────────────────────────────────

    def candidate(self, number: int) -> PictureCandidate | None:
        """Return a picture that may be the article's; None where it cannot be, or a copy of it was found."""
        piece = self._page.pieces[number]
        attributes = attributes_of(self._page, piece)
        if self._is_hopeless(number):
            return None
        if is_tiny(attributes) or is_icon(attributes) or math_words(attributes) is not None:
            return None
        source = best_source(self._page, piece)
        mark = identity(source)
        if not mark or mark in self._seen:
            return None
        caption = self._captions.caption(number)
        return PictureCandidate(number, mark, caption, self._signs.signs(number, caption, source))

    def _is_hopeless(self, number: int) -> bool:
        """Whether a picture leads to another page, and stands among lines that were left out."""
        piece = self._page.pieces[number]
        if not piece.linked_whole:
            return False
        place = bisect_left(self._texts, number)
        near = self._texts[max(place - _NEAR, 0) : place + _NEAR]
        return self._lines.isdisjoint(near) and not leads_to_picture(link_around(self._page, piece))

    def _is_formula(self, number: int) -> bool:
        """Whether a picture is of a formula and stands within a kept line: there it is a word of it."""
        piece = self._page.pieces[number]
        if math_words(attributes_of(self._page, piece)) is None:
            return False
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
