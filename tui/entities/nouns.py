"""What words are where every noun has a capital: common nouns, their compounds, and names with endings.

German newspapers of the nineties often come without umlauts (`mute` for `mußte`): such a word is looked up
as what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from tui.entities.features import place_flag
from tui.entities.folding import without_accents
from tui.entities.lexicon import first_names, gazetteer, last_names

_MARKED: Final = re.compile(r"[^\x00-\x7f]")
_LEAST_WORN: Final = 4
"""Letters of a word that lost some: shorter ones are other words."""
_LEAST_TAIL: Final = 4
_LEAST_HEAD: Final = 3
"""Letters of the parts of a compound."""
_LEAST_TITLE: Final = 6
"""Letters of what makes a compound an office: many surnames end with `mann` and `bauer`."""


def worn(word: str) -> str:
    """Return a word as it is where umlauts were lost on the way."""
    return _MARKED.sub("", word)


def with_worn(known: Mapping[str, str]) -> dict[str, str]:
    """Add the keys as they are without umlauts, where they are no other key."""
    marked = [key for key in known if not key.isascii()]
    added = {bare: known[key] for key in marked if len(bare := worn(key)) >= _LEAST_WORN}
    return added | dict(known)


def with_worn_lists(lists: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Add the words as they stand where umlauts were lost or spelled out: `fr` and `fuer` beside `für`."""
    return {
        name: words | _worn_words(words, 2 if name == "function-words" else _LEAST_WORN)
        for name, words in lists.items()
    }


def _worn_words(words: Iterable[str], least: int) -> set[str]:
    marked = [word for word in words if not word.isascii()]
    bare = {word for each in marked if len(word := worn(each)) >= least}
    return bare | {_spelled_out(word) for word in marked}


def _spelled_out(word: str) -> str:
    for sign, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(sign, letters)
    return without_accents(word)


class Nouns:
    """What the lists say of the words with capitals."""

    def __init__(
        self, lists: Mapping[str, frozenset[str]], common: frozenset[str], places: Mapping[str, str]
    ) -> None:
        """Set up with the lists of a language, its common nouns in lower case, its names of places."""
        nouns = common | {word.lower() for word in lists["nouns"]}
        # As it was written until 1996: `Schluß`.
        nouns |= {word[:-2] + "ß" for word in nouns if word.endswith("ss")}
        self._common = nouns | _worn_words(nouns, _LEAST_WORN)
        self._endings = tuple(lists["noun-endings"])
        self._places = places
        self._titles = _tails(lists["role-nouns"])
        self._long_titles = frozenset(word for word in self._titles if len(word) >= _LEAST_TITLE)
        self._sites = _tails(lists["facilities"] | lists["land"])
        self._bodies = _tails(lists["organisation-words"])

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names without their umlauts → the names."""
        known = sorted(last_names()) + sorted(first_names()) + sorted(gazetteer())
        pairs = ((worn(name), name) for name in known if not name.isascii())
        return {bare: name for bare, name in pairs if len(bare) >= _LEAST_WORN and bare[0].isupper()}

    def known_as(self, name: str) -> str:
        """Return the form that lists have of a name: with its umlauts, without its genitive s."""
        if not name[:1].isupper() or self._is_name(name):
            return name
        if name in self._names:
            return self._names[name]
        stem = name[:-1]
        if name[-1] == "s" and len(stem) >= _LEAST_WORN:
            if self._is_name(stem):
                return stem
            return self._names.get(stem, name)
        return name

    def _is_name(self, name: str) -> bool:
        return name in gazetteer() or name in last_names() or name in first_names() or name in self._places

    def marks(self, word: str) -> str:
        """Return letters for what a word with a capital is like, in a fixed order.

        c: a common noun, k: looks like one; g: a genitive, a: derived from a place (`Frankfurter`); t, o, r:
        a compound for a site, a body, an office; - and those for the last part of a word with hyphens.
        """
        if not word[:1].isupper():
            return ""
        head, hyphen, last = word.rpartition("-")
        lower = last.lower()
        found = "-" if hyphen and head else ""
        known = self.known_as(word)
        if lower in self._common or not place_flag(self._places.get(known, known)):
            found += self._noun_mark(lower)
        if self._derived(last):
            found += "a"
        if known != word and word in (known + "s", worn(known) + "s"):
            found += "g"
        return found + self._compound_marks(lower, has_hyphen=bool(hyphen))

    def _compound_marks(self, lower: str, *, has_hyphen: bool) -> str:
        """Return the letters for what a compound ends with: a site, a body, an office."""
        site = "t" if _has_tail(lower, self._sites) else ""
        body = "o" if _has_tail(lower, self._bodies) else ""
        is_office = (has_hyphen and lower in self._titles) or _has_tail(lower, self._titles)
        return site + body + ("r" if is_office else "")

    def is_noun(self, word: str) -> bool:
        """Tell whether a word is a common noun or a compound of one, also `Main-Kinzig-Kreis`."""
        return "-" in word or bool(self._noun_mark(word.lower()))

    def is_office(self, word: str) -> bool:
        """Tell whether a word with a capital is a compound for an office: `Schuldezernent`, `SPD-Landrat`.

        `Zimmermann` and `Neubauer` are surnames, and so is what is like them.
        """
        _, hyphen, last = word.rpartition("-")
        lower = last.lower()
        if not word[:1].isupper() or word in last_names():
            return False
        if hyphen:
            return lower in self._titles or _has_tail(lower, self._titles)
        return _has_tail(lower, self._long_titles)

    def _noun_mark(self, lower: str) -> str:
        if lower in self._common:
            return "c"
        if lower.endswith(self._endings):
            return "k"
        return "k" if _has_tail(lower, self._common) else ""

    def _derived(self, word: str) -> bool:
        """Tell whether a word is `Frankfurter`, `Bremerin`: a place with the ending of who is from there."""
        stem = re.sub(r"er(?:n|s|in|innen)?$", "", word)
        if stem == word or len(stem) < _LEAST_HEAD:
            return False
        tried = [
            form for form in (stem, stem + "en", stem + "e") for form in (form, self._names.get(form, form))
        ]
        return any(place_flag(self._places.get(form, form)) for form in tried)


def _tails(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _LEAST_TAIL and word.isalpha())


def _has_tail(lower: str, tails: frozenset[str]) -> bool:
    """Tell whether a word is a compound that ends with one of these."""
    return any(lower[at:] in tails for at in range(_LEAST_HEAD, len(lower) - _LEAST_TAIL + 1))
