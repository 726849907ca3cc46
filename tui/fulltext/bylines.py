"""What is seen near the headline: who wrote the article, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tui.fulltext.authornames import byline_names, is_name, is_persons_name, names_in
from tui.fulltext.headlines import key_of
from tui.fulltext.heads import MarkedElement, PageStatements, Surroundings, text_of
from tui.fulltext.pagetimes import StatedTime, day_within, first_time, read_time, time_in_words
from tui.fulltext.pieces import WebPage

_BEFORE: Final = 8
_AFTER: Final = 25
"""Pieces above and below the headline among which its byline stands."""
_LINES: Final = 12
"""Pieces below the headline that are read for a line that says who or when."""
_MOST_READ: Final = 60
"""Marked elements whose text is looked at."""
_LONGEST_LINE: Final = 160
_LONGEST_DAY: Final = 60
_NOT_THE_STORY: Final = re.compile(
    r"(?<![a-z])(?:comment|respond|discussion|repl(?:y|ies)|copyright|nav|menu"
    r"|aside(?! (?:\S+ )?(?:meta|info|author|byline))"
    r"|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer(?! (?:entry|post|article)-)"
    r"|widget(?! blog)|promo(?![a-z])|related|recommend|popular|trending|teaser|latest|carousel|recirc"
    r"|newsletter"
    r"|more-?(?:stories|news|articles|from)|also-?(?:read|like)|read-?(?:more|next)|most-?(?:read|popular))"
)
"""Words of elements around what is not the story's; not those of a page that has such elements."""
_NO_BYLINE: Final = re.compile(
    r"avatar|photo|image|thumb|bio(?![a-z])|credit|social|follow|email|twitter|icon|share|job|title"
)
_SURE_BYLINE: Final = re.compile(r"vcard|author-?_?name|byline|(?:^| )author(?:$| )|written-?by")
_PROPERTIES_OF_TIME: Final = frozenset({"datepublished", "datecreated", "uploaddate"})


class Nearby:
    """The part of a page that is near its headline."""

    def __init__(self, page: WebPage, statements: PageStatements, headline: str) -> None:
        self._page = page
        self._statements = statements
        self._around = Surroundings(page)
        self._at = self._place_of(headline)

    def _place_of(self, headline: str) -> int | None:
        """Return the place of the piece that is the headline; of several the first in a heading."""
        key = key_of(headline)
        found: int | None = None
        for place, piece in enumerate(self._page.pieces if key else ()):
            # Folding every line would take long.
            if abs(len(piece.text) - len(headline)) > 4 or key_of(piece.text) != key:
                continue
            name = self._page.around(piece).name
            if name in ("h1", "h2"):
                return place
            if found is None and name != "title":
                found = place
        return found

    def _is_near(self, element: MarkedElement) -> bool:
        if self._at is None:
            return False
        return -_BEFORE <= self._around.place_of(element.event) - self._at <= _AFTER

    def _is_of_the_story(self, element: MarkedElement) -> bool:
        return not _NOT_THE_STORY.search(f"{element.mark} {self._names_around(element.event)}")

    def _names_around(self, event: int) -> str:
        """Return the names and classes of the elements that are around an event, and not the headline."""
        at = self._page.pieces[self._at].start if self._at is not None else -1
        return self._around.names_around(event, at)

    def _near(self, elements: Iterable[MarkedElement]) -> list[MarkedElement]:
        """Return the elements near the headline that belong to the story, those below it first."""
        near = [element for element in elements if self._is_near(element)][:_MOST_READ]
        at = self._at or 0
        near = [element for element in near if self._is_of_the_story(element)]
        return sorted(near, key=lambda element: self._around.place_of(element.event) <= at)

    # ── who ───────────────────────────────────────────────────────────────────────────────────

    def properties(self) -> Iterator[str]:
        """Yield the names of microdata's authors, where the page has not those of many articles."""
        marks = ("author", "creator", "author name")
        elements = [element for element in self._statements.properties if element.mark in marks]
        for element in elements if len(elements) <= 4 else self._near(elements):
            if self._is_of_the_story(element) and (stated := self._author_in(element)) is not None:
                yield stated

    def _author_in(self, element: MarkedElement) -> str | None:
        """Return what an author's element states, or a name within it, or its text; None of no text."""
        if stated := element.attributes.get("content"):
            return stated
        if element.name == "meta":
            return None
        names = (
            inner
            for inner in self._statements.properties
            if inner.mark == "name" and 0 < inner.event - element.event < 20
        )
        return text_of(self._page.events, next(names, element))

    def related(self) -> Iterator[str]:
        """Yield the texts of the links whose relation is `author`."""
        links = [link for link in self._statements.anchors if "author" in link.mark.lower().split()]
        texts = [
            text_of(self._page.events, link) for link in links[:_MOST_READ] if self._is_of_the_story(link)
        ]
        names = dict.fromkeys(name for text in texts for name in names_in(text))
        # Many authors are those of many articles.
        yield from (
            names if len(names) <= 2 else [text_of(self._page.events, link) for link in self._near(links)][:3]
        )

    def classed(self) -> Iterator[str]:
        """Yield the text of an element whose class says that it names the author.

        It is the first near the headline; else the one person that all such elements of the page name.
        """
        found = next(self._named(self._near(self._statements.authors)), None)
        if found is None:
            rest = [one for one in self._statements.authors[:_MOST_READ] if self._is_of_the_story(one)]
            others = list(dict.fromkeys(self._named(rest)))
            found = others[0] if len({names_in(text) for text in others}) == 1 else None
        if found is not None:
            yield found

    def _named(self, elements: Iterable[MarkedElement]) -> Iterator[str]:
        """Yield the texts of elements that name people."""
        for element in elements:
            if _NO_BYLINE.search(element.mark) and "byline" not in element.mark:
                continue
            text = text_of(self._page.events, element, "; ")
            if self._is_of_people(text, element):
                yield text

    def _is_of_people(self, text: str, element: MarkedElement) -> bool:
        """Whether an element's text names people, and them alone; by a first name only in a sure byline."""
        names = names_in(text) if len(text) <= _LONGEST_LINE else ()
        is_sure = bool(_SURE_BYLINE.search(element.mark)) and self._is_near(element)
        return bool(names) and all(
            is_persons_name(name) or (is_sure and _is_first_name(name)) for name in names
        )

    def in_words(self) -> Iterator[str]:
        """Yield the names of the first line near the headline that begins as bylines do: `By Ann Reed`."""
        yield from next((names for line in self._lines() if (names := byline_names(line))), ())

    def _lines(self) -> Sequence[str]:
        """Return the short lines below the headline that belong to the story."""
        return self._texts(range((self._at or 0) + 1, (self._at or 0) + 1 + _LINES), _LONGEST_LINE)

    def _texts(self, places: Iterable[int], longest: int) -> list[str]:
        """Return the texts of short pieces that belong to the story; none where no headline is seen."""
        pieces = self._page.pieces
        if self._at is None:
            return []
        short = [pieces[at] for at in places if 0 <= at < len(pieces) and 0 < len(pieces[at].text) <= longest]
        return [one.text for one in short if not _NOT_THE_STORY.search(self._names_around(one.start))]

    # ── when ──────────────────────────────────────────────────────────────────────────────────

    def time(self) -> StatedTime | None:
        """Return when the article says near its headline that it was published: by tags, else in words."""
        near = self._near(self._statements.dates)
        found = first_time(
            filter(None, (element.attributes.get("datetime") for element in near if not _is_change(element)))
        )
        return found or self._in_elements(near) or self._in_lines()

    def _in_elements(self, elements: Sequence[MarkedElement]) -> StatedTime | None:
        for element in elements[:_MOST_READ]:
            if not _is_change(element) and (found := time_in_words(text_of(self._page.events, element))):
                return found
        return None

    def _in_lines(self) -> StatedTime | None:
        """Return the day of a line near the headline that is one, else of one that has one in it."""
        found = (time_in_words(line) for line in self._lines() if len(line) <= _LONGEST_DAY)
        if day := next(filter(None, found), None):
            return day
        at = self._at or 0
        nearest = self._texts((*range(at + 1, at + 5), at - 1, at - 2), _LONGEST_LINE)
        return next(filter(None, map(day_within, nearest)), None)

    def stated_time(self) -> StatedTime | None:
        """Return what microdata says; where the page has that of many articles, only near the headline."""
        elements = [one for one in self._statements.properties if _PROPERTIES_OF_TIME & set(one.mark.split())]
        for element in elements if len(elements) == 1 else self._near(elements):
            stated = element.attributes.get("content") or element.attributes.get("datetime")
            found = read_time(stated) if stated else time_in_words(text_of(self._page.events, element))
            if found:
                return found
        return None


def _is_first_name(text: str) -> bool:
    """Whether a text is one word, as some sign: `Heiko`."""
    return text.isalpha() and text[0].isupper() and 3 <= len(text) <= 20 and is_name(text)


def _is_change(element: MarkedElement) -> bool:
    return any(word in element.mark for word in ("update", "modif", "edited", "expire"))
