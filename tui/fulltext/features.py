"""What is measured of each line of a page, so that the classifier can tell the article from the rest.

All measures are of one page alone and need no language: lengths, links and stops, what the elements around
are and are called, where the mass of the text lies, what stands before and behind, and how lines of the same
make fare. They are worked out in a fixed number of passes over the page's lines and elements.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, pairwise
from typing import Final

from tui.fulltext.pieces import Container, PagePiece, WebPage, hides
from tui.prose.htmltags import CELLS

Lexicon = Mapping[str, float]
"""What words say: above 0 for an article, below for what stands around it."""

MOST_LINES: Final = 20_000
_LONG: Final = 80
"""Characters from which on a line with few links counts as running text."""
_STOPS: Final = frozenset(".!?…。！？؟।:;\"”»'’)")
_SIGNS: Final = re.compile(r"[^a-z]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")
_MOST_WORDS: Final = 24
"""Words of a class or id that are looked at."""
_KIN: Final = 6
"""Letters that words of one kin share at their beginning."""
_FAR: Final = 9
_SAMPLE: Final = 200
"""Characters of a line whose letters are counted."""

_AROUND: Final = (
    *("nav", "header", "footer", "aside", "form", "article"),
    *("main", "figure", "table", "ul", "blockquote"),
)
_BITS: Final = {name: 1 << place for place, name in enumerate(_AROUND)} | {
    "ol": 1 << _AROUND.index("ul"),
    "button": 1 << _AROUND.index("form"),
}
_FIGURE: Final = _AROUND.index("figure")
_HEADING: Final = (1.0, 2.0, 3.0)
_DIV: Final = 6.0
_TITLE: Final = 13.0
_OWN: Final[dict[str, float]] = {
    "p": 0.0,
    "h1": 1.0,
    "h2": 2.0,
    "li": 4.0,
    "blockquote": 8.0,
    "pre": 9.0,
    **dict.fromkeys(CELLS, 5.0),
    **dict.fromkeys(("h3", "h4", "h5", "h6"), 3.0),
    **dict.fromkeys(("figcaption", "caption"), 7.0),
    **dict.fromkeys(("dt", "dd"), 10.0),
    **dict.fromkeys(("label", "button"), 11.0),
    "title": _TITLE,
}
"""What a line stands in, as a number."""
_NOTHING: Final = (0.0, 1.0, 0.0, _TITLE)


@dataclass(slots=True)
class _Mass:
    """What stands in an element, all that is within it counted."""

    chars: int = 0
    linked: int = 0
    long: int = 0
    """Characters of running text."""
    lines: int = 0
    points: float = 0.0
    """What paragraphs give to the two elements around them: the more, the longer and the more commas."""

    @property
    def density(self) -> float:
        """How much of it is links, 0 to 1."""
        return self.linked / (self.chars or 1)


@dataclass(slots=True)
class _Said:
    """What an element and those around it say of themselves."""

    bits: int
    """Which of `_AROUND` are around."""
    own: float
    low: float
    high: float
    total: float
    hidden: float
    make: int
    """A number for the name and class of it and of those around it."""


@dataclass(frozen=True, slots=True)
class Lexicons:
    """What words of classes and ids, and of lines themselves, say."""

    classes: Lexicon
    lines: Lexicon


def class_words(container: Container) -> list[str]:
    """Return the words of an element's class, id and property, in lower case."""
    attributes = container.attributes
    stated = " ".join(filter(None, map(attributes.get, ("class", "id", "itemprop"))))
    if not stated:
        return []
    parts = _SIGNS.split(_CAMEL.sub(" ", stated[:400]).lower())
    words = [word for word in parts if len(word) > 1][:_MOST_WORDS]
    # A longer word stands for its kin as well: `comments`, `commentlist`, `kommentare`.
    return words + [f"{word[:_KIN]}*" for word in words if len(word) > _KIN]


def line_words(text: str) -> list[str]:
    """Return the words of a line that may tell what it is for: of a long one the first."""
    words = _WORD.findall(text[:120].lower())
    return words[:12] if len(text) <= 120 else words[:6]


def is_long(piece: PagePiece) -> bool:
    """Whether a line is running text by its length and links."""
    return len(piece.text) >= _LONG and piece.linked * 3 < len(piece.text)


def measure(page: WebPage, lexicons: Lexicons) -> tuple[list[int], Iterator[list[float]]]:
    """Return the numbers of a page's lines among its pieces, and the measures of each.

    Of a page with more lines than an article can have, those beyond `MOST_LINES` are left out.
    """
    measurer = _Measurer(page, lexicons)
    return measurer.numbers, measurer.rows()


class _Measurer:
    """Measures one page."""

    def __init__(self, page: WebPage, lexicons: Lexicons) -> None:
        self._page = page
        self._lexicons = lexicons
        lines = (n for n, piece in enumerate(page.pieces) if piece.kind == "text")
        self.numbers = list(islice(lines, MOST_LINES))
        self._lines = [page.pieces[n] for n in self.numbers]
        self._said = self._what_is_said()
        self._masses = self._weigh()
        self._basics = [_basics(line, page.around(line).name) for line in self._lines]
        self._words = [line.text.split() for line in self._lines]

    def rows(self) -> Iterator[list[float]]:
        """Yield the measures of line after line: of all at once they would take too much room."""
        around = self._around_elements()
        parts = zip(
            self._basics,
            self._of_words(),
            (around[line.container] for line in self._lines),
            self._of_make(),
            self._of_order(),
            self._of_neighbours(),
            self._of_pictures(),
            self._of_headings(),
            strict=True,
        )
        for row in parts:
            yield list(chain.from_iterable(row))

    # ── elements ──────────────────────────────────────────────────────────────────────────────

    def _what_is_said(self) -> list[_Said]:
        said: list[_Said] = []
        makes: dict[tuple[object, ...], int] = {}
        owns: dict[tuple[object, ...], float] = {}
        around = _Said(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0)
        lexicon = self._lexicons.classes
        for container in self._page.containers:
            around = said[container.parent] if said else around
            own, stated = 0.0, container.attributes
            if stated:
                names = (stated.get("class"), stated.get("id"), stated.get("itemprop"))
                if (known := owns.get(names)) is None:
                    known = owns[names] = sum(lexicon.get(word, 0.0) for word in class_words(container))
                own = known
            key = (container.name, stated.get("class"), around.make)
            said.append(
                _Said(
                    around.bits | _BITS.get(container.name, 0),
                    own or around.own * 0.7,
                    min(around.low, own),
                    max(around.high, own),
                    around.total * 0.8 + own,
                    1.0 if around.hidden or hides(container) else 0.0,
                    makes.setdefault(key, len(makes)),
                )
            )
        return said

    def _weigh(self) -> list[_Mass]:
        containers = self._page.containers
        masses = [_Mass() for _ in containers]
        for line in self._lines:
            mass = masses[line.container]
            size = len(line.text)
            mass.chars += size
            mass.linked += line.linked
            mass.lines += 1
            if is_long(line):
                mass.long += size
                points = 1 + min(line.text.count(",") + line.text.count("，"), 8) + min(size / 100, 3.0)
                parent = containers[line.container].parent
                masses[parent].points += points
                masses[containers[parent].parent].points += points / 2
        for container in reversed(containers[1:]):
            mass, around = masses[container.place], masses[container.parent]
            around.chars += mass.chars
            around.linked += mass.linked
            around.long += mass.long
            around.lines += mass.lines
        return masses

    def _way_to_core(self) -> list[int]:
        """Return the elements from the page down to the one that holds most of its running text."""
        heaviest: dict[int, tuple[int, int]] = {}
        for container in self._page.containers[1:]:
            long = self._masses[container.place].long
            if long > heaviest.get(container.parent, (0, 0))[0]:
                heaviest[container.parent] = (long, container.place)
        way = [0]
        while way[-1] in heaviest and heaviest[way[-1]][0] * 10 >= self._masses[0].long * 6:
            way.append(heaviest[way[-1]][1])
        return way

    def _around_elements(self) -> dict[int, tuple[float, ...]]:
        """Return for each element with lines what there is to say of these, by its place."""
        containers, masses = self._page.containers, self._masses
        way = self._way_to_core()
        steps = {place: number for number, place in enumerate(way)}
        total, total_long = masses[0].chars or 1, masses[0].long or 1
        shares = [mass.points * (1 - mass.density) for mass in masses]
        best = max(shares) or 1.0
        shared: list[int] = []
        for container in containers:
            shared.append(steps.get(container.place, shared[container.parent] if shared else 0))
        found: dict[int, tuple[float, ...]] = {}
        for place in {line.container for line in self._lines}:
            container, parent = containers[place], containers[place].parent
            grand = containers[parent].parent
            up, far = masses[parent], masses[grand]
            found[place] = (
                *_as_measures(self._said[place]),
                float(container.depth),
                masses[place].chars / total,
                *(up.chars / total, up.density, up.long / total_long, up.long / (up.chars or 1)),
                *(far.density, far.long / total_long, far.long / (far.chars or 1)),
                float(min(up.lines, 500)),
                max(shares[place], shares[parent], shares[grand]) / best,
                float(shared[place]),
                float(len(way) - 1 - shared[place]),
                float(container.depth - containers[way[shared[place]]].depth),
            )
        return found

    # ── lines ─────────────────────────────────────────────────────────────────────────────────

    def _of_words(self) -> list[tuple[float, ...]]:
        return [
            _of_words(line, words, size)
            for line, words, (size, *_) in zip(self._lines, self._words, self._basics, strict=True)
        ]

    def _of_make(self) -> list[tuple[float, ...]]:
        """Return how lines of the same make fare: how much text, how many links."""
        total, total_long = self._masses[0].chars or 1, self._masses[0].long or 1
        sums: dict[int, _Mass] = {}
        makes = [self._said[line.container].make for line in self._lines]
        for line, make in zip(self._lines, makes, strict=True):
            mass = sums.setdefault(make, _Mass())
            mass.chars += len(line.text)
            mass.linked += line.linked
            mass.lines += 1
            mass.long += len(line.text) if is_long(line) else 0
        return [
            (
                sums[make].chars / total,
                sums[make].density,
                float(min(sums[make].lines, 200)),
                sums[make].long / total_long,
                float(number > 0 and makes[number - 1] == make),
                float(number + 1 < len(makes) and makes[number + 1] == make),
            )
            for number, make in enumerate(makes)
        ]

    def _of_order(self) -> list[tuple[float, ...]]:
        """Return where lines stand: in the page, beside running text, beside the headline."""
        total, total_long = self._masses[0].chars or 1, self._masses[0].long or 1
        title = self._title_words()
        headline = self._headline(title)
        repeated = Counter(line.text for line in self._lines)
        until = _until_long(self._lines)
        found: list[tuple[float, ...]] = []
        before = long_before = since = 0
        for number, line in enumerate(self._lines):
            found.append(
                (
                    *(before / total, long_before / total_long),
                    *(float(min(since, 50)), float(min(until[number], 50))),
                    float(max(min(number - headline, 60), -60)),
                    _overlap(title, self._words[number]),
                    float(repeated[line.text] > 1),
                )
            )
            before += len(line.text)
            since += 1
            if is_long(line):
                long_before += len(line.text)
                since = 0
        return found

    def _of_neighbours(self) -> list[tuple[float, ...]]:
        basics: list[tuple[float, ...]] = [_NOTHING, _NOTHING, *self._basics, _NOTHING, _NOTHING]
        return [
            (*basics[n - 1], *basics[n - 2][:3], *basics[n + 1], *basics[n + 2][:3])
            for n in range(2, len(basics) - 2)
        ]

    def _of_pictures(self) -> list[tuple[float, ...]]:
        """Return how many lines lie between a line and the picture before and behind it."""
        # The first has whatever is before it; of no line there is none.
        gaps = [False] * min(len(self.numbers), 1)
        gaps += [after - before > 1 for before, after in pairwise(self.numbers)]
        behind = [_FAR] * len(gaps)
        for place in range(len(gaps) - 2, -1, -1):
            behind[place] = 0 if gaps[place + 1] else min(behind[place + 1] + 1, _FAR)
        found: list[tuple[float, ...]] = []
        last = -_FAR
        for place in range(len(gaps)):
            last = place if gaps[place] else last
            found.append((float(min(place - last, _FAR)), float(behind[place])))
        return found

    def _of_headings(self) -> list[tuple[float, ...]]:
        """Return how far the heading before a line is, what its words and the line's own say."""
        said = [self._said_by_words(line.text) for line in self._lines]
        found: list[tuple[float, ...]] = []
        last = -30
        for number, (_, _, _, own) in enumerate(self._basics):
            found.append(
                (
                    float(min(number - last, 30)),
                    self._basics[last][1] if last >= 0 else 0.0,
                    said[last][0] if last >= 0 else 0.0,
                    *said[number],
                    said[number - 1][0] if number else 0.0,
                )
            )
            if own in _HEADING:
                last = number
        return found

    def _said_by_words(self, text: str) -> tuple[float, float, float]:
        """Return what a line's words say of what it is for: in sum, the lowest, the highest."""
        lexicon = self._lexicons.lines
        said = [lexicon.get(word, 0.0) for word in line_words(text)]
        return (sum(said), min(said), max(said)) if said else (0.0, 0.0, 0.0)

    def _title_words(self) -> frozenset[str]:
        for line in self._lines:
            if self._page.around(line).name == "title":
                return frozenset(_WORD.findall(line.text.lower()))
        return frozenset()

    def _headline(self, title: frozenset[str]) -> int:
        """Return the number of the line that is most probably the headline; 0 where none is."""
        best, found = 0.3, 0
        for number, line in enumerate(self._lines):
            own = self._basics[number][3]
            if own == _TITLE or len(line.text) > 300 or own not in (*_HEADING, 0.0, _DIV):
                continue
            words = set(_WORD.findall(line.text.lower()))
            likeness = len(words & title) / (len(words | title) or 1)
            likeness += {1.0: 0.3, 2.0: 0.15}.get(own, 0.0)
            if len(words) > 1 and likeness > best:
                best, found = likeness, number
        return found


def _as_measures(said: _Said) -> tuple[float, ...]:
    return (*_as_floats(said.bits), said.own, said.low, said.high, said.total, said.hidden)


@cache
def _as_floats(bits: int) -> tuple[float, ...]:
    return tuple(float(bits >> bit & 1) for bit in range(len(_AROUND)))


def _basics(line: PagePiece, name: str) -> tuple[float, ...]:
    size = len(line.text)
    return (
        float(size),
        line.linked / (size or 1),
        float(line.text[-1:] in _STOPS),
        _OWN.get(name, _DIV),
    )


def _of_words(line: PagePiece, words: Sequence[str], size: float) -> tuple[float, ...]:
    text, sample = line.text, line.text[:_SAMPLE]
    return (
        float(len(words)),
        size / (len(words) or 1),
        float(line.links),
        min(text.count(","), 20) / (size / 100 + 1),
        float(text.count(". ") + text.count("。")),
        line.strong / size,
        float(line.breaks),
        len(_DIGIT.findall(sample)) / len(sample),
        float(text[0].isupper()),
        sum(map(str.isupper, sample)) / len(sample),
        float("©" in text or "|" in text or "»" in text or "→" in text),
        float(text.endswith(("…", "...", "[…]"))),
    )


def _until_long(lines: Sequence[PagePiece]) -> list[int]:
    """Return for each line how many stand between it and the running text behind it."""
    found = [0] * len(lines)
    until = 50
    for number in range(len(lines) - 1, -1, -1):
        found[number] = until
        until = 0 if is_long(lines[number]) else until + 1
    return found


def _overlap(title: frozenset[str], words: Sequence[str]) -> float:
    """Return how much of the title and a line is the same, 0 to 1."""
    if not title or len(words) > 60:
        return 0.0
    own = {word.lower().strip(".,:;!?\"'“”„«»") for word in words}
    return len(own & title) / len(own | title)
