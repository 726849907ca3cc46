"""Whom `he` or `she` stands for: one of the people named before, and surely only where nobody else can be."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal
from unicodedata import combining, normalize

from tui.model.names import Mention, Person
from tui.quotations.candidates import Voices
from tui.quotations.reading import ReadText
from tui.text.wordlists import read_word_lists

Gender = Literal["he", "she"]
_GIVEN: Final = Path(__file__).resolve().parent / "words" / "given.txt"
_MOST: Final = 40
"""So many names of a paragraph are looked at, and so many who may speak."""
_BEFORE_NAME: Final = 24
"""Characters before a name in which its title is looked for."""
_TELLING: Final = ("subject", "apposition", "inverted")
_EARLIER: Final = 2
"""So many paragraphs back somebody is meant still."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun stands for."""

    person: Person
    sure: bool


@dataclass(frozen=True, slots=True)
class _Named:
    person: Person
    start: int


class Antecedents:
    """The people of one article, as pronouns in it may mean them."""

    def __init__(self, texts: Sequence[ReadText], people: Sequence[Person], voices: Voices) -> None:
        self._texts = texts
        self._people = people
        self._voices = voices
        self._numbers = {(read.section, read.leaf): n for n, read in enumerate(texts)}
        self._genders: dict[str, Gender | None] = {}

    @cached_property
    def _named(self) -> dict[int, list[_Named]]:
        """Who is named in each text, in reading order; not what is quoted."""
        named: dict[int, list[_Named]] = defaultdict(list)
        for person in self._people:
            for mention in person.mentions:
                text = self._numbers.get((mention.section, mention.leaf))
                if text is not None and not _is_quoted(self._texts[text], mention):
                    named[text].append(_Named(person, mention.start))
        for each in named.values():
            each.sort(key=lambda one: one.start)
        return named

    def of(self, text: int, offset: int, pronoun: str, spoke: Person | None, ago: int) -> Antecedent | None:
        """Return whom a pronoun at an offset of a text stands for.

        `spoke` is who was the last to speak, `ago` paragraphs before.
        """
        read = self._texts[text]
        gender = _gender_of(pronoun, read)
        until = self._reported_from(read, offset)
        named = self._named.get(text, [])
        last = bisect_left(named, until, key=lambda one: one.start)
        here = named[max(0, last - _MOST) : last]
        if here:
            return self._within(text, here, offset, gender)
        for back in range(1, min(_EARLIER, text) + 1):
            there = self._named.get(text - back, [])[-_MOST:]
            if there:
                return self._across(text - back, there, gender, spoke if ago <= back else None)
        return (
            Antecedent(spoke, sure=False) if spoke and ago <= _EARLIER and self._fits(spoke, gender) else None
        )

    @staticmethod
    def _reported_from(read: ReadText, offset: int) -> int:
        """Return where what is told as said begins, if the pronoun stands behind it: `Lee is right, he said`.

        Who is named in there is spoken of, and does not speak.
        """
        sentence = read.sentence_starts[read.sentence_at(offset)]
        n = bisect_left(read.stretches, offset, key=lambda stretch: stretch.start) - 1
        return sentence if n >= 0 and read.stretches[n].start >= sentence else offset

    def _within(self, text: int, here: list[_Named], offset: int, gender: Gender | None) -> Antecedent | None:
        """Return who is meant among those named before in the same paragraph."""
        fitting = self._fitting(here, gender)
        if len(fitting) == 1:
            return Antecedent(fitting[0], sure=self._must(fitting[0], here, gender))
        read = self._texts[text]
        sentence = read.sentence_starts[read.sentence_at(offset)]
        teller = self._teller(text, sentence, gender)
        if teller is not None:
            return Antecedent(teller, sure=gender is not None and self.gender(teller) == gender)
        last = read.sentence_at(here[-1].start)
        first = next(each.person for each in here if read.sentence_at(each.start) == last)
        return Antecedent(first, sure=False) if self._fits(first, gender) else None

    def _across(
        self, text: int, there: list[_Named], gender: Gender | None, spoke: Person | None
    ) -> Antecedent | None:
        """Return who is meant among those named in an earlier paragraph."""
        fitting = self._fitting(there, gender)
        teller = self._teller(text, len(self._texts[text].text), gender)
        if len(fitting) == 1:
            only = fitting[0]
            return Antecedent(only, sure=self._must(only, there, gender) and spoke in (None, only))
        told = teller or (spoke if spoke in fitting else None)
        return (
            Antecedent(told, sure=gender is not None and self.gender(told) == gender)
            if told is not None
            else None
        )

    def _teller(self, text: int, until: int, gender: Gender | None) -> Person | None:
        """Return who was the last in a text to say something, in marks or not, before an offset."""
        tokens = self._texts[text].tokens
        voices = self._voices.of(text)
        last = bisect_left(voices, until, key=lambda voice: tokens[voice.first].start)
        for voice in reversed(voices[max(0, last - _MOST) : last]):
            if voice.relation not in _TELLING or "after preposition" in voice.traits:
                continue
            person = voice.entity
            if isinstance(person, Person) and self._fits(person, gender):
                return person
        return None

    def _must(self, person: Person, named: list[_Named], gender: Gender | None) -> bool:
        """Return whether nobody else can be meant: the person's gender is known, or nobody else is named."""
        known = gender is not None and self.gender(person) == gender
        return known or all(each.person is person for each in named)

    def _fitting(self, named: list[_Named], gender: Gender | None) -> list[Person]:
        people = {each.person.name: each.person for each in named}
        return [person for person in people.values() if self._fits(person, gender)]

    def _fits(self, person: Person, gender: Gender | None) -> bool:
        return gender is None or self.gender(person) in (gender, None)

    def gender(self, person: Person) -> Gender | None:
        """Return the pronoun of a person, where title, role or given name tell it."""
        if person.name not in self._genders:
            self._genders[person.name] = self._told_gender(person)
        return self._genders[person.name]

    def _told_gender(self, person: Person) -> Gender | None:
        words = set(re.findall(r"\w+", (person.role or "").lower()))
        for mention in person.mentions[:4]:
            text = self._numbers.get((mention.section, mention.leaf))
            if text is not None:
                before = self._texts[text].text[max(0, mention.start - _BEFORE_NAME) : mention.start]
                words.update(re.findall(r"\w+", before.lower())[-2:])
        lexicon = self._texts[0].lexicon
        man, woman = bool(words & lexicon.he_words), bool(words & lexicon.she_words)
        if man != woman:
            return "he" if man else "she"
        return _by_given_name(person.name)


def _gender_of(pronoun: str, read: ReadText) -> Gender | None:
    """Return what a pronoun tells; None where a verb alone stands for somebody."""
    return "she" if pronoun in read.lexicon.she else "he" if pronoun in read.lexicon.he else None


@cache
def _given_names() -> dict[str, frozenset[str]]:
    lists = read_word_lists(_GIVEN)
    return {gender: frozenset(map(_without_accents, names)) for gender, names in lists.items()}


def _without_accents(text: str) -> str:
    return "".join(each for each in normalize("NFD", text) if not combining(each))


def _by_given_name(name: str) -> Gender | None:
    given = _given_names()
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _without_accents(name.lower()))
    if len(words) < 2:
        return None
    return "he" if words[0] in given["he"] else "she" if words[0] in given["she"] else None


def _is_quoted(read: ReadText, mention: Mention) -> bool:
    n = bisect_right(read.stretches, mention.start, key=lambda stretch: stretch.start) - 1
    return n >= 0 and mention.start < read.stretches[n].end
