"""Which lines stand under a picture: its caption, and who took it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from functools import cached_property
from typing import Final

from tui.fulltext.features import class_words
from tui.fulltext.pieces import Container, PagePiece, WebPage
from tui.prose.htmltags import HEADINGS, caption_role

_LONGEST: Final = 600
"""Characters of a caption; what is longer is the article's."""
_LONGEST_UNMARKED: Final = 300
_LONGEST_CREDIT: Final = 120
_LONGEST_LABEL: Final = 60
_LONGEST_KEPT: Final = 160
"""Characters of a line of the article that stands by a picture and is taken for its caption unmarked."""
_MOST_LINES: Final = 4
_NEAR: Final = 4
"""Pieces between a picture and its caption."""
_STEPS: Final = 3
"""From a line's element to those around it that may say what it is."""
_FIGURE_STEPS: Final = 7
_CAPTION: Final = frozenset(
    "caption captions figcaption credit credits copyright bildunterschrift bildtext bildnachweis legende pie "
    "didascalia dida leyenda imagecaption photocredit imagecredit attribution courtesy annotation rights "
    "copyrights subtitle legend source quelle".split()
)
_SURE: Final = _CAPTION - {"source", "quelle", "subtitle", "legend", "annotation", "pie", "rights"}
_FRAMES: Final = re.compile(
    r"(?:^| )(?:img|image|pic|photo|foto|bild|figure|gallery|lightbox|slide|hero|thumb|media|textpic)"
)
"""Words of elements that hold a picture and what is said of it, as they begin."""
_SAYING: Final = frozenset(
    "annotation description desc text legend title info copyright source license".split()
)
"""Words that with one of those make an element a caption: `image-description`."""
_NUMBERED: Final = re.compile(
    r"\[?(?:abb|abbildung|fig|figure|figura|illustration|grafik|diagramm|chart|above|below|foto|photo|bild)"
    r"\.?\s?(?:\d{1,3}\s?)?[:.)]",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    r"\W{0,3}(?:foto|fotos|fotografie|photo|photos|photograph|picture|bild|bilder|titelbild|symbolbild|beitragsbild"
    r"|image|images|imagen|immagine|crédit|crédits|credit|credits|quelle|source|fuente|fonte|fot|©|\(c\)|abb"
    r"|abbildung|grafik|illustration|copyright|screenshot)\b|\W{0,3}©",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:view |open |download )?(?:image|photo|picture|figure|bild|foto|imagen|video|powerpoint|gallery)"
    r"|pin(?: it)?|advertisement|anzeige|\W{0,3}\d{0,3}(?:\s?(?:/|of|von|de)\s?\d{1,3})?\W{0,3}"
    r"|(?:zum )?vergrößern(?: anklicken)?|\S{0,20}ansicht öffnen(?: \S{0,20}ansicht schließen)?"
    r"|(?:bild(?:beschreibung|unterschrift) )?(?:ein|aus)blenden|(?:click |tap )?to enlarge"
    r"|enlarge(?: image)?"
    r"|add a photo to this gallery|agrandir(?: l.image)?|ampliar(?: imagen)?|ingrandisci|\W{1,3}",
    re.IGNORECASE,
)
"""What stands by a picture and says nothing of it: its number, a button, a word for who does not see it."""


class CaptionFinder:
    """Finds the captions of one page's pictures."""

    def __init__(self, page: WebPage, lines: Set[int]) -> None:
        self._page = page
        self._lines = lines
        self._texts = [number for number, piece in enumerate(page.pieces) if piece.kind == "text"]
        self._words: dict[int, frozenset[str]] = {}

    @cached_property
    def _sizes(self) -> Sequence[int]:
        return _characters(self._page)

    def words(self, container: Container) -> Set[str]:
        """Return the words of an element's class, id and property: many pictures stand in the same few."""
        found = self._words.get(container.place)
        if found is None:
            found = self._words[container.place] = frozenset(class_words(container))
        return found

    def caption(self, number: int) -> tuple[int, ...]:
        """Return the lines that are the caption of a picture, in order; none where it has none."""
        place = bisect_left(self._texts, number)
        found: list[int] = []
        last, size = number, 0
        for line in self._texts[place : place + _MOST_LINES]:
            text = self._page.pieces[line].text
            if self.is_label(line, number):
                last = line
                continue
            size += len(text)
            if self._page.pieces[line].start <= self._page.pieces[number].start:
                return ()
            if found and self._has_picture_between(last, line):
                break
            if line - last > _NEAR or size > _LONGEST or not self._is_caption(line, number, bool(found)):
                break
            found.append(line)
            last = line
        return tuple(found) or self._above(place, number)

    def _has_picture_between(self, number: int, line: int) -> bool:
        return any(piece.kind == "picture" for piece in self._page.pieces[number + 1 : line])

    def labels(self, number: int) -> list[int]:
        """Return the lines right behind a picture, in its figure, that only say that it is one."""
        place = bisect_left(self._texts, number)
        near = self._texts[place : place + 2]
        return [line for line in near if self.is_label(line, number) and self._in_one_figure(line, number)]

    def is_label(self, line: int, picture: int) -> bool:
        """Whether a line only says that it belongs to a picture."""
        text = self._page.pieces[line].text
        if len(text) > _LONGEST_LABEL or not _LABEL.fullmatch(text):
            return False
        return line not in self._lines or self._in_one_figure(line, picture)

    def _above(self, place: int, number: int) -> tuple[int, ...]:
        """Return the line before a picture where it is its caption by what it is and where it stands."""
        if place == 0:
            return ()
        line = self._texts[place - 1]
        marked = any(_role(one) == "figcaption" for one in self._around(self._page.pieces[line]))
        piece = self._page.pieces[line]
        apart = piece.end <= self._page.pieces[number].start
        near = apart and number - line <= 2 and len(piece.text) <= _LONGEST
        return (line,) if marked and near and self._in_one_figure(line, number) else ()

    def _is_caption(self, line: int, picture: int, goes_on: bool) -> bool:
        piece = self._page.pieces[line]
        around = self._around(piece)
        if around[0].name in HEADINGS and not goes_on and line in self._lines:
            return False
        words = frozenset[str]().union(*map(self.words, around[:2]))
        if _is_marked(around, words) or (line - picture == 1 and self._is_numbered(piece)):
            return True
        is_of_the_text = line in self._lines and len(piece.text) > _LONGEST_KEPT
        return not is_of_the_text and self._belongs(line, picture, words, goes_on)

    def _belongs(self, line: int, picture: int, words: Set[str], goes_on: bool) -> bool:
        """Whether a line goes with a picture by where it stands, or by what says who took the picture."""
        is_near = line - picture <= 2
        return (
            self._in_one_figure(line, picture)
            or (not _SAYING.isdisjoint(words) and _is_frame(words))
            or (is_near and self._is_alone_with(line, picture))
            or ((is_near or goes_on) and _is_credit(self._page.pieces[line], words))
        )

    def _is_numbered(self, piece: PagePiece) -> bool:
        return len(piece.text) <= _LONGEST_UNMARKED and bool(_NUMBERED.match(piece.text))

    def _around(self, piece: PagePiece) -> list[Container]:
        container = self._page.around(piece)
        found = [container]
        for _ in range(_STEPS - 1):
            container = self._page.containers[container.parent]
            found.append(container)
        return found

    def _in_one_figure(self, line: int, picture: int) -> bool:
        figures = [self._figure_around(self._page.pieces[number]) for number in (line, picture)]
        return figures[0] != 0 and figures[0] == figures[1] and self._sizes[figures[0]] <= _LONGEST * 2

    def _is_alone_with(self, line: int, picture: int) -> bool:
        """Whether a line stands alone with a picture in an element that is called a picture's."""
        piece = self._page.pieces[line]
        if piece.linked * 2 > len(piece.text):
            return False
        above = {container.place for container in self._around(self._page.pieces[picture])}
        for container in self._around(self._page.pieces[line]):
            if container.place in above:
                small = self._sizes[container.place] <= _LONGEST_UNMARKED
                return small and container.place != 0 and _is_frame(self.words(container))
        return False

    def _figure_around(self, piece: PagePiece) -> int:
        """Return the place of the figure that a piece stands in; 0 where it does not, within some steps."""
        container = self._page.around(piece)
        for _ in range(_FIGURE_STEPS):
            if _role(container) == "figure":
                return container.place
            container = self._page.containers[container.parent]
        return 0


def _is_marked(around: Iterable[Container], words: Set[str]) -> bool:
    """Whether the elements around a line say, by their role or their words, that it is a caption."""
    return any(_role(container) == "figcaption" for container in around) or not _SURE.isdisjoint(words)


def _is_credit(piece: PagePiece, words: Set[str]) -> bool:
    """Whether a line says who took a picture, by its words or its element's."""
    marked = bool(_CREDIT.match(piece.text)) or not _CAPTION.isdisjoint(words)
    return marked and len(piece.text) <= _LONGEST_CREDIT


def _is_frame(words: Iterable[str]) -> bool:
    return bool(_FRAMES.search(" ".join(words)))


def _role(container: Container) -> str:
    attributes = container.attributes
    return caption_role(container.name, attributes) if "class" in attributes else container.name


def _characters(page: WebPage) -> Sequence[int]:
    """Return how many characters stand in each container, in one pass from the innermost outwards."""
    sizes = [0] * len(page.containers)
    for piece in page.pieces:
        sizes[piece.container] += len(piece.text)
    for container in reversed(page.containers):
        if container.place:
            sizes[container.parent] += sizes[container.place]
    return sizes
