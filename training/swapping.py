"""Copies of the training texts with other people, towns and companies: names must not be learnt by heart.

The corpora are American and British for the most part. In a copy, people get given and family names of all
countries of the lists, or names made up of the lists' letters, which no list knows; so do companies of one
word, and towns get names of other towns. What stands around a name then has to tell what it is.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.corpora import Labelled, Span, labels_of, spans_of
from tui.entities.lexicon import candidates, first_names, gazetteer, last_names
from tui.entities.words import COMPANY_WORDS, FUNCTION_WORDS, HONORIFICS, NO_PLACE_TAILS

SWAP_SHARE = 0.15
"""Which share of the texts gets such a copy, if it names anything."""
MADE_UP_SHARE = 0.4
PLACE_SHARE, COMPANY_SHARE = 0.6, 0.6
"""Which share of the towns and of the companies in a copy gets another name; people always do."""
_ORDER = 3
_MIN_TOWN = 15
"""Thousands of inhabitants."""
_MIN_LETTERS, _MAX_LETTERS = 3, 11
_DOUBLE_SHARE, _PARTICLE_SHARE = 0.05, 0.04
_PARTICLES = ("al", "bin", "de", "van", "da", "el", "von", "Al", "Ben")
_KEPT = COMPANY_WORDS | NO_PLACE_TAILS | FUNCTION_WORDS


class Letters:
    """Makes up names that look like those of a list: each letter is drawn by the three before it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._next: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if name.isalpha():
                marked = "^" * _ORDER + name.lower() + "$"
                for at in range(_ORDER, len(marked)):
                    self._next[marked[at - _ORDER : at]].append(marked[at])

    def name(self, rng: random.Random) -> str:
        """Return a name of three to eleven letters, capitalised."""
        while True:
            made = "^" * _ORDER
            while not made.endswith("$") and len(made) < 2 * _MAX_LETTERS:
                made += rng.choice(self._next[made[-_ORDER:]])
            if _MIN_LETTERS <= len(made.strip("^$")) <= _MAX_LETTERS:
                return made.strip("^$").capitalize()


@dataclass(frozen=True)
class Pool:
    """Names of one kind, and how to make up more."""

    names: list[str]
    letters: Letters

    def draw(self, rng: random.Random, made_up: float = MADE_UP_SHARE) -> str:
        """Return a name of the list, or one that is made up."""
        return self.letters.name(rng) if rng.random() < made_up else rng.choice(self.names)


class Swapper:
    """Puts other names into texts."""

    def __init__(self, seed: int, share: float = SWAP_SHARE) -> None:
        """Set up to copy that share of the texts."""
        self._share = share
        self._rng = random.Random(seed)
        self._given = Pool(sorted(first_names()), Letters(sorted(first_names())))
        self._family = Pool(sorted(last_names()), Letters(sorted(last_names())))
        self._towns = Pool(sorted(filter(_is_town, gazetteer())), self._family.letters)

    def copies(self, texts: Iterable[Labelled]) -> list[Labelled]:
        """Return the copies of a share of the texts."""
        chosen = [text for text in texts if self._rng.random() < self._share]
        return [copy for text in chosen if (copy := self._copy(*text)) is not None]

    def _copy(self, words: Sequence[str], labels: list[str]) -> Labelled | None:
        out: list[str] = []
        spans: list[Span] = []
        known: dict[tuple[str, ...], list[str] | None] = {}
        at = 0
        for first, last, label in spans_of(labels):
            out += words[at:first]
            old = tuple(words[first:last])
            if old not in known:
                known[old] = self._other(old, label)
            new = known[old] or list(old)
            spans.append((len(out), len(out) + len(new), label))
            out += new
            at = last
        out += words[at:]
        return (out, labels_of(len(out), spans)) if any(known.values()) else None

    def _other(self, old: tuple[str, ...], label: str) -> list[str] | None:
        """Return another name of that kind; None where this one is to stay."""
        if label == "PER":
            return self._person(old)
        if label == "LOC" and len(old) == 1 and self._rng.random() < PLACE_SHARE:
            found = candidates(old[0])
            town = old[0].istitle() and (not found or found[0].kind == "P")
            return self._towns.draw(self._rng, MADE_UP_SHARE / 2).split() if town else None
        if label == "ORG" and len(old) < 3 and self._rng.random() < COMPANY_SHARE:
            kept = [word.lower() in _KEPT or not word.istitle() for word in old]
            if not kept[0] and all(kept[1:]):
                return [self._family.draw(self._rng), *old[1:]]
        return None

    def _person(self, old: tuple[str, ...]) -> list[str] | None:
        """Return another person: titles, initials and particles stay."""
        rng = self._rng
        places = [i for i, w in enumerate(old) if w.istitle() and w.isalpha() and w.lower() not in HONORIFICS]
        if not places or (len(old) == 1 and old[0].isupper()):
            return None
        new = list(old)
        for place in places[:-1]:
            new[place] = self._given.draw(rng)
        new[places[-1]] = self._family.draw(rng)
        if len(places) > 1 and rng.random() < _DOUBLE_SHARE:
            new[places[-1]] += "-" + rng.choice(self._family.names)
        if len(places) > 1 and rng.random() < _PARTICLE_SHARE:
            new.insert(places[-1], rng.choice(_PARTICLES))
        return new


def _is_town(name: str) -> bool:
    found = candidates(name)
    return bool(found) and found[0].kind == "P" and found[0].thousands >= _MIN_TOWN and name.isascii()
