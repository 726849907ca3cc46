"""How like an article is to a thread, and one thread to another, in the figures that are weighed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from tui.threads.memory import KeptArticle
from tui.threads.traits import KeptTraits, ThreadTraits
from tui.threads.words import rarity_of

_SOME: Final = 10.0
"""The rarity of a word and a little: added below, so that next to nothing shared is not all there is."""
_LEADING: Final = 2
"""Names of each kind that an article is about."""

FIGURES: Final = {
    # name: whether more of it speaks for (1) or against (-1) that the article belongs there; 0: either
    "found_mean": 1,
    "found_max": 1,
    "found_second": 1,
    "held_mean": 1,
    "held_max": 1,
    "cosine": 1,
    "core": 1,
    "core_absent": -1,
    "title_mean": 1,
    "title_max": 1,
    "title_in_text": 1,
    "title_new": -1,
    "text_in_title": 1,
    "names": 1,
    "names_back": 1,
    "core_names": 1,
    "core_names_absent": -1,
    "new_names": -1,
    "best_absent": -1,
    "numbers": 1,
    "numbers_apart": -1,
    "years_apart": -1,
    "shared_rare": 1,
    "shared_words": 1,
    "members": 0,
    "size": 0,
    "their_size": 0,
    "first_person": 1,
    "first_person_apart": -1,
    "first_place": 1,
}
"""What `figures_of` tells, in its order."""


def figures_of(new: ThreadTraits, members: Sequence[KeptArticle]) -> tuple[float, ...]:
    """Return the figures of an article beside some members of a thread, one at least."""
    kept = [member.traits for member in members]
    count = len(kept)
    profile = Counter(mark for one in kept for mark in (*one.title, *one.body))
    own = (*new.kept.title, *new.kept.body)
    found = sorted((_share(new.words, (*one.title, *one.body)) for one in kept), reverse=True)
    held = [_share({*one.title, *one.body}, own) for one in kept]
    titles = [_share(new.title_words, one.title) for one in kept]
    core = [mark for mark, often in profile.items() if 2 * often > count]
    in_core = sum(mark in new.words for mark in core)
    shared = [rarity_of(mark) for mark in own if mark in profile]
    return (
        sum(found) / count,
        found[0],
        found[1] if count > 1 else found[0],
        sum(held) / count,
        max(held),
        _cosine(dict.fromkeys(own, 1), profile),
        in_core / (len(core) + 2),
        math.log1p(len(core) - in_core),
        sum(titles) / count,
        max(titles),
        _share(profile, new.kept.title),
        math.log1p(sum(rarity_of(mark) for mark in new.kept.title if mark not in profile) / _SOME),
        _share(new.words, {mark for one in kept for mark in one.title}),
        *_names(new, kept, profile),
        *_numbers(new.kept.numbers, kept),
        max(shared, default=0.0),
        math.log1p(sum(shared) / _SOME),
        math.log(count),
        new.kept.size / 8,
        sum(one.size for one in kept) / count / 8,
        *_firsts([new.kept], kept),
    )


BETWEEN: Final = {
    "cosine": 1,
    "title_cosine": 1,
    "held_less": 1,
    "held_more": 1,
    "core_less": 1,
    "core_more": 1,
    "absent_less": -1,
    "absent_more": -1,
    "names_cosine": 1,
    "core_names_less": 1,
    "core_names_more": 1,
    "core_names_absent_less": -1,
    "core_names_absent_more": -1,
    "numbers": 1,
    "numbers_apart": -1,
    "years_apart": -1,
    "fewer": 0,
    "more": 0,
    "shorter": 0,
    "first_person": 1,
    "first_person_apart": -1,
    "first_place": 1,
}
"""What `figures_between` tells, in its order; `less` and `more` are of the side with less of it, and more."""


def figures_between(one: Sequence[KeptArticle], other: Sequence[KeptArticle]) -> tuple[float, ...]:
    """Return the figures of some members of two threads; which is which does not matter."""
    mine, theirs = _Profile(one), _Profile(other)
    numbers = _numbers(tuple(mine.numbers), [member.traits for member in other])
    return (
        _cosine(mine.words, theirs.words),
        _cosine(mine.titles, theirs.titles),
        *sorted((mine.held_in(theirs), theirs.held_in(mine))),
        *sorted((_share(theirs.words, mine.core), _share(mine.words, theirs.core))),
        *sorted((mine.core_not_in(theirs), theirs.core_not_in(mine))),
        _cosine(mine.names, theirs.names),
        *sorted((mine.names_in(theirs), theirs.names_in(mine))),
        *sorted((mine.names_not_in(theirs), theirs.names_not_in(mine))),
        *numbers,
        *sorted((math.log(len(one)), math.log(len(other)))),
        min(mine.size, theirs.size) / 8,
        *_firsts([member.traits for member in one], [member.traits for member in other]),
    )


class _Profile:
    """What the members of a thread have in common."""

    def __init__(self, members: Sequence[KeptArticle]) -> None:
        kept = [member.traits for member in members]
        self.owns = [(*one.title, *one.body) for one in kept]
        self.words = Counter(mark for own in self.owns for mark in own)
        self.titles = Counter(mark for one in kept for mark in one.title)
        self.core = [mark for mark, often in self.words.items() if 2 * often > len(kept)]
        self.names = Counter(name for one in kept for name in set(_all_names(one)))
        leading = Counter(name for one in kept for name in set(_leading(one)))
        self.leading = [name for name, often in leading.items() if 2 * often > len(kept)]
        self.numbers = {number for one in kept for number in one.numbers}
        self.size = sum(one.size for one in kept) / len(kept)

    def held_in(self, other: _Profile) -> float:
        return sum(_share(other.words, own) for own in self.owns) / len(self.owns)

    def core_not_in(self, other: _Profile) -> float:
        return math.log1p(sum(mark not in other.words for mark in self.core))

    def names_in(self, other: _Profile) -> float:
        return math.log1p(sum(name in other.names or name in other.words for name in self.leading))

    def names_not_in(self, other: _Profile) -> float:
        return math.log1p(sum(name not in other.names and name not in other.words for name in self.leading))


def _share(there: Collection[int], marks: Iterable[int]) -> float:
    """Return which share of marks stands there, by their rarity."""
    shared = whole = 0.0
    for mark in marks:
        rarity = rarity_of(mark)
        whole += rarity
        if mark in there:
            shared += rarity
    return shared / (whole + _SOME)


def _cosine(one: dict[int, int] | Counter[int], other: dict[int, int] | Counter[int]) -> float:
    """Return the cosine of two counts of marks, each weighed by its rarity."""
    product = sum(often * other.get(mark, 0) * rarity_of(mark) ** 2 for mark, often in one.items())
    return product / (_norm(one) * _norm(other) or 1.0)


def _norm(counts: dict[int, int] | Counter[int]) -> float:
    return math.sqrt(sum((often * rarity_of(mark)) ** 2 for mark, often in counts.items()))


def _firsts(mine: Sequence[KeptTraits], theirs: Sequence[KeptTraits]) -> tuple[float, float, float]:
    """Return how often both are about the same person first, whether they never are, and the same place."""
    person, is_apart = _same_first([one.people for one in mine], [one.people for one in theirs])
    place, _ = _same_first([one.places for one in mine], [one.places for one in theirs])
    return person, is_apart, place


def _same_first(mine: Sequence[tuple[int, ...]], theirs: Sequence[tuple[int, ...]]) -> tuple[float, float]:
    """Return how likely two of either side, that have any name, have the same first, and 1 where none has."""
    one, other = (Counter(names[0] for names in side if names) for side in (mine, theirs))
    whole = one.total() * other.total()
    same = sum(often * other[name] for name, often in one.items())
    return (same / whole, float(same == 0)) if whole else (0.0, 0.0)


def _all_names(one: KeptTraits) -> tuple[int, ...]:
    return (*one.people, *one.places, *one.organisations)


def _leading(one: KeptTraits) -> tuple[int, ...]:
    return (*one.people[:_LEADING], *one.places[:_LEADING], *one.organisations[:_LEADING])


def _names(
    new: ThreadTraits, kept: Sequence[KeptTraits], profile: Counter[int]
) -> tuple[float, float, float, float, float, float]:
    """Return `names` to `best_absent`: names that are shared, and leading ones that one side lacks."""
    named = Counter(name for one in kept for name in set(_all_names(one)))
    mine = _all_names(new.kept)
    leading = Counter(name for one in kept for name in set(_leading(one)))
    core = [name for name, times in leading.items() if 2 * times > len(kept)]
    there = sum(name in new.words for name in core)
    first = _leading(new.kept)
    return (
        sum(rarity_of(name) * named[name] for name in mine if name in named) / len(kept) / _SOME,
        _share(new.words, named.elements()),
        math.log1p(there),
        math.log1p(len(core) - there),
        math.log1p(sum(name not in named and name not in profile for name in first)),
        math.log1p(min(_absent(new, first, one) for one in kept)),
    )


def _absent(new: ThreadTraits, first: Sequence[int], one: KeptTraits) -> int:
    """Return how many leading names of an article and a member the other lacks."""
    theirs = {*_all_names(one), *one.title, *one.body}
    return sum(name not in new.words for name in _leading(one)) + sum(name not in theirs for name in first)


def _numbers(mine: Sequence[int], kept: Sequence[KeptTraits]) -> tuple[float, float, float]:
    """Return how many numbers are the same, how many of one kind are others, and whether all years are."""
    theirs = {number for one in kept for number in one.numbers}
    kinds = {number >> 8 for number in theirs} - {0}
    same = {number >> 8 for number in mine if number in theirs}
    apart = {number >> 8 for number in mine if number >> 8 in kinds} - same
    years, others = ({number for number in side if number < 256} for side in (mine, theirs))
    return (
        math.log1p(len(same)),
        math.log1p(len(apart)),
        float(bool(years and others and not years & others)),
    )
