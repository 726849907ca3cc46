"""What the tagger looks at: the same attributes in training and at run time.

An attribute is a short string. Those of a word alone (`word_attributes`, `neighbour_attributes`) are the
same wherever it stands, so the tagger adds up their weights once a word and keeps the sum; those of a
place in a run (`run_attributes`) depend on the words around.

They are alike in all languages; what differs is what a language's lists say of a word: `WordFacts`.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache, lru_cache
from typing import Final, NamedTuple

from tui.entities.lexicon import cluster, demonyms, first_names, gazetteer, last_names
from tui.entities.words import FUNCTION_WORDS, HONORIFICS, ROLE_NOUNS, WEEKDAYS_AND_MONTHS

SENTENCE_ENDS: Final = frozenset([".", "!", "?", '"', "“", "”", ":", "-", "–", "—", "(", "•", "|", "'", "‘"])
EDGE: Final = "¶"
"""The word before the first and after the last."""
_BIG_CITY: Final = 100
_MAX_PHRASE: Final = 4
_MAX_SHAPED: Final = 40
_MAX_ACRONYM: Final = 5
"""Letters; a longer word in capitals is a name written large."""


def spelled(word: str) -> str:
    """Return the form under which lists know a word: `PARIS` as `Paris`, but `U.K.` as it is."""
    # Few words are in capitals: that is asked first.
    return word.capitalize() if word.isupper() and len(word) > 3 and "." not in word else word


def spelled_name(words: list[str]) -> list[str]:
    """Return the words of a name as lists know them: `SÃO PAULO` as `São Paulo`, but `UK` as it is."""
    if len(words) < 2 or not words[0].isupper() or not all(map(str.isupper, words)):
        return [spelled(word) for word in words]
    return [word if "." in word else word.capitalize() for word in words]


def is_acronym(word: str) -> bool:
    """Tell whether a lone word is letters that stand for words: `FHC`, `NATO`, but not `BERLIN`."""
    return word.isupper() and len(word) <= _MAX_ACRONYM


def shape(word: str) -> str:
    """Return a word's shape: `Xx`, `XX`, `X.X.`, `Xx-Xx`, `d`; a repeated sign counts once."""
    if word.isalpha() and len(word) > 1 and all(map(str.islower, word[1:])):
        # Nearly all words: the short way to the same. A letter may be without case: `Nāfiʿ`.
        if word[0].islower():
            return "x"
        if word[0].isupper():
            return "Xx"
    return _drawn(word)


def _drawn(word: str) -> str:
    """Return the shape of any word, sign by sign."""
    out = ""
    for char in word[:_MAX_SHAPED]:
        sign = "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char
        if not out.endswith(sign):
            out += sign
        # `USA` and `Usa` must differ: two capitals at the start are kept.
        elif sign == "X" and len(out) == 1:
            out += "X"
    return out[:8]


class WordFacts(NamedTuple):
    """What a language's lists say of its words; all but names in lower case, without the stop at the end."""

    function_words: frozenset[str]
    honorifics: frozenset[str]
    role_nouns: frozenset[str]
    calendar: frozenset[str]
    """Weekdays and months."""
    place_flag: Callable[[str], str]
    """See `place_flag`; a language knows towns by names of its own."""
    groups: Callable[[str], tuple[str, ...]]
    """Attributes that a lower-case word shares with words like it: its cluster, or how common it is."""
    known_as: Callable[[str], str] = lambda name: name
    """The form under which lists know a name."""
    marks: Callable[[str], str] = lambda _: ""
    """More letters for a word, besides those of the lists that all languages have."""
    given_names: frozenset[str] = frozenset()
    family_names: frozenset[str] = frozenset()
    """What people are called there, beside the names of the general lists."""


def place_flag(name: str) -> str:
    """Return the letter of the likeliest place of a name (`Q`: a city of 100,000); empty for no place."""
    packed = gazetteer().get(name)
    if not packed:
        return ""
    kind, _, _, thousands, _ = packed.split("|", 4)
    return "Q" if kind == "P" and int(thousands) >= _BIG_CITY else kind


class Features:
    """The attributes of words and runs in one language."""

    def __init__(self, facts: WordFacts) -> None:
        self._facts = facts
        self.flags = lru_cache(20_000)(self._flags)
        self.neighbour_attributes = lru_cache(20_000)(self._neighbour_attributes)

    @property
    def function_words(self) -> frozenset[str]:
        """Words that are no name by themselves, though an opening sentence writes them large."""
        return self._facts.function_words

    def _flags(self, word: str) -> str:
        """Return what the lists say of a word, a letter each, in a fixed order."""
        lists = self._facts
        known = lists.known_as(spelled(word))
        lower = word.lower()
        bare = lower.rstrip(".")
        return (
            lists.place_flag(known)
            + ("N" if known in demonyms() else "")
            + ("F" if known in first_names() or lower in lists.given_names else "")
            + ("L" if known in last_names() or lower in lists.family_names else "")
            + ("H" if bare in lists.honorifics else "")
            + ("R" if bare in lists.role_nouns else "")
            + ("D" if bare in lists.calendar else "")
            + ("S" if lower in lists.function_words else "")
            + lists.marks(spelled(word))
        )

    def _neighbour_attributes(self, word: str) -> tuple[str, ...]:
        """Return what a word tells about the labels of the words beside it."""
        lower = word.lower()
        groups = self._facts.groups(lower)
        return (f"w{lower}", f"h{shape(word)}", f"g{self.flags(word)}", *groups, f"s{lower[-3:]}")

    def word_attributes(self, word: str) -> list[str]:
        """Return what a word itself tells about its label."""
        lower = word.lower()
        attributes = [*self.neighbour_attributes(word), *[f"f{mark}" for mark in self.flags(word)]]
        attributes += [f"p{lower[:2]}", f"p{lower[:3]}", f"p{lower[:4]}"]
        attributes += [f"s{lower[-1:]}", f"s{lower[-2:]}", f"s{lower[-4:]}"]
        return attributes

    def phrase_marks(self, words: list[str], start: int, end: int) -> list[str]:
        """Return where each word of a run stands in a place name of several: `BQ`, `IQ`, empty elsewhere."""
        marks = [""] * (end - start)
        index = start
        while index < end - 1:
            size = 1
            for stop in range(min(end, index + _MAX_PHRASE), index + 1, -1):
                flag = self._facts.place_flag(" ".join([spelled(word) for word in words[index:stop]]))
                if flag:
                    size = stop - index
                    marks[index - start] = "B" + flag
                    for inner in range(index + 1, stop):
                        marks[inner - start] = "I" + flag
                    break
            index += size
        return marks

    def run_attributes(
        self, words: list[str], start: int, end: int, small: Set[str] = frozenset()
    ) -> tuple[list[str], list[list[str]]]:
        """Return the attributes that all words of a run have, and those of each by where it stands.

        `small` are the words that the text writes small as well: `Das` is hardly a name beside `das`.
        """
        around = [EDGE] * max(0, 2 - start) + words[max(0, start - 2) : end + 2]
        around += [EDGE] * (end - start + 4 - len(around))
        lower = list(map(str.lower, around))
        marks = list(map(self.flags, around))
        opening = around[1] in SENTENCE_ENDS or around[1] == EDGE
        left, right = lower[1], lower[-2]
        shared = [
            f"L{left}",
            f"R{right}",
            f"LR{left}|{right}",
            f"LL{lower[0]}|{left}",
            f"RR{right}|{lower[-1]}",
        ]
        size = end - start
        phrase = self.phrase_marks(words, start, end) if size > 1 else [""]
        rows = [
            [
                *_place_attributes(place, size, opening, marks),
                f"m{phrase[place]}",
                f"d{lower[place + 1]}|{lower[place + 2]}",
                f"e{lower[place + 2]}|{lower[place + 3]}",
            ]
            for place in range(size)
        ]
        if opening:
            rows[0] += [f"o{lower[2]}", f"og{marks[2]}"]
        if small:
            for place in range(size):
                if lower[place + 2] in small:
                    rows[place].append("z^" if opening and not place else "z")
        return shared, rows

    def attributes(
        self, words: list[str], start: int, end: int, small: Set[str] = frozenset()
    ) -> list[list[str]]:
        """Return all attributes of each word of a run: the form that the trainer reads."""
        count = len(words)
        shared, rows = self.run_attributes(words, start, end, small)
        rows = [[*shared, *row] for row in rows]
        for row, index in zip(rows, range(start, end), strict=True):
            row += [f"0{each}" for each in self.word_attributes(words[index])]
            for offset, mark in ((-1, "-"), (1, "+"), (-2, "<"), (2, ">")):
                at = index + offset
                word = words[at] if 0 <= at < count else EDGE
                row += [mark + each for each in self.neighbour_attributes(word)]
        return rows


_POSITIONS: Final = [[f"{place}/{size}" for size in range(5)] for place in range(4)]
"""Where a word stands in its run, and how long that is: what is further or longer counts as 3, and 4."""


def _place_attributes(place: int, size: int, opening: bool, marks: list[str]) -> tuple[str, str, str, str]:
    """Return what a word's place in its run and the lists' opinion of it and its neighbours tell together."""
    position = _POSITIONS[place if place < 3 else 3][size if size < 4 else 4]
    before, own, after = marks[place + 1 : place + 4]
    return (
        f"i{position}{'^' if opening else ''}",
        f"ig{position}{own}",
        f"a{before}|{own}",
        f"b{own}|{after}",
    )


def _clusters(word: str) -> tuple[str, ...]:
    found = cluster(word)
    return (f"k{found[0]}", f"c{found[1]}") if found else ()


@cache
def english() -> Features:
    """Return the attributes of English words."""
    return Features(
        WordFacts(FUNCTION_WORDS, HONORIFICS, ROLE_NOUNS, WEEKDAYS_AND_MONTHS, place_flag, _clusters)
    )
