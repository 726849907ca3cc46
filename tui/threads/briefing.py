"""Which threads a briefing tells, in which order, and which headline stands for each. Pure.

What a joiner left in two threads must not take two lines: threads whose headlines are made of the same
telling words are told as one story. How telling a word is, the headlines of the time themselves say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Final

from tui.threads.words import STEM, rarity, words_of

ALIKE: Final = 0.33
"""The cosine from which on two threads are told as one."""
_COMMON: Final = 0.1
"""The cosine that any two stories of one subject may have."""
_LOOKED_AT: Final = 8
"""Stories a line, the first ones, among which those are chosen that are least alike."""
_SHARED: Final = 0.08
"""The share of a thread's headlines that have a word, from which on it is the thread's."""
_TERMS: Final = 30
"""Words of a thread that are compared: the most telling."""
_TELLING: Final = 4.0
"""How rare a word is in any news, from which on it counts whole."""
_ELSEWHERE: Final = 20
"""Headlines that count with those of a time and have none of their words: a short day may have one story."""
_SHORT, _LONG = 25, 110
"""Characters: what is shorter says too little in a line, and what is longer too much."""

_LEAST, _MOST = 40, 260
"""Characters of a sentence that may stand for a story."""
_OWN: Final = 3.0
"""How rare a headline's word is that a sentence of the same story may have."""
_STOPS: Final = frozenset(".…。")
_QUOTES: Final = ("“”", "«»", "()", "[]")
_REFERRING: Final = frozenset(
    (
        "He She It They We You I His Her Its Their Our This That These Those There But And Or So Then Also "
        "However Meanwhile Él Ella Ellos Ellas Esto Eso Pero Y También Ele Ela Eles Elas Isso Isto Mas E "
        "Também Elle Ils Elles Cela Mais Et Ce Lui Lei Loro Questo Ma Anche Er Sie Es Wir Ich Dies Aber Und "
        "Auch Dann Dort"
    ).split()
)
"""What sentences begin with that mean somebody or something named before."""

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class TellableThread:
    """A thread that might be told of."""

    number: int
    by_source: Sequence[int]
    """How many new articles each of its sources has."""
    titles: Sequence[str]
    """Headlines of new articles, the newest first; at least one."""
    last_at: int
    """Seconds: when the newest is listed."""
    followed: int = 0
    """Followed names that it names."""
    is_stale: bool = False
    """It was told of, and nothing in it is new since: it counts with others alone."""

    @property
    def weight(self) -> float:
        """How much it is told: a source counts once, and little more for each further article."""
        return sum(1 + math.log(articles) for articles in self.by_source)


@dataclass(slots=True)
class TellableStory:
    """A line of a briefing: threads that tell one story."""

    threads: list[TellableThread]
    """The most told first."""
    vector: Vector = field(default_factory=Vector)

    nearness: float = 0.0
    """How much it is like one that is told already, 0 to 1, beyond what any two may have in common."""

    @property
    def rank(self) -> tuple[bool, float, int]:
        """What comes first is highest: followed, told much, and late."""
        weight = sum(thread.weight for thread in self.threads)
        return (
            any(thread.followed for thread in self.threads),
            round(weight * (1 - self.nearness) ** 2, 6),
            max(thread.last_at for thread in self.threads),
        )

    def best_title(self) -> tuple[int, int]:
        """Return (thread's number, place among its titles) of the headline that says most of the story.

        The one whose words stand in most of the others; of several the newest. Of the thread that is told
        most and has something new.
        """
        teller = next((thread for thread in self.threads if not thread.is_stale), self.threads[0])
        best = max(range(len(teller.titles)), key=lambda at: self._fit(teller.titles[at]))
        return teller.number, best

    def _fit(self, title: str) -> float:
        terms = _terms(title)
        total = sum(self.vector.get(term, 0.0) for term in terms)
        odd = max(0, _SHORT - len(title)) / _SHORT + max(0, len(title) - _LONG) / _LONG
        return round(total / math.sqrt(len(terms) or 1) / (1 + odd), 6)


def told_stories(threads: Iterable[TellableThread], lines: int) -> list[TellableStory]:
    """Return the stories of a briefing, the first that it tells first, at most so many.

    Followed ones come first, then the most told; those that have nothing new are not told again. What is
    somewhat like a story that is told already counts for less: it may be a part of it all the same.
    """
    ordered = sorted(threads, key=lambda thread: (-thread.weight, -thread.last_at, thread.number))
    fresh = [story for story in _grouped(ordered) if not all(thread.is_stale for thread in story.threads)]
    left = nlargest(lines * _LOOKED_AT, fresh, key=lambda story: story.rank)
    told: list[TellableStory] = []
    while left and len(told) < lines:
        best = max(left, key=lambda story: story.rank)
        left.remove(best)
        told.append(best)
        for story in left:
            story.nearness = max(story.nearness, _cosine(best.vector, story.vector) - _COMMON)
    return told


def telling_sentence(sentences: Sequence[str], are_new: Sequence[bool], titles: Iterable[str]) -> int | None:
    """Return which sentence of a text can stand for what is new in its story: the first that is fit.

    One that is whole, refers to nothing before it, and has a telling word of the story's headlines: a notice
    of rights is new too where none stood before. None where there is none.
    """
    story = {term for title in titles for term in _terms(title) if rarity(term) >= _OWN}
    for at, (sentence, is_new) in enumerate(zip(sentences, are_new, strict=True)):
        if is_new and _stands_alone(sentence) and story & _terms(sentence):
            return at
    return None


def _stands_alone(sentence: str) -> bool:
    """Whether a sentence is understood without the one before, as far as its first word and its signs say."""
    first, _, _ = sentence.partition(" ")
    return (
        _LEAST <= len(sentence) <= _MOST
        and sentence[0].isalnum()
        and not sentence[0].islower()
        and sentence.rstrip('"”’»)')[-1:] in _STOPS
        and first.rstrip(",") not in _REFERRING
        and sentence.count('"') % 2 == 0
        and all(sentence.count(left) == sentence.count(right) for left, right in _QUOTES)
    )


def _grouped(threads: Sequence[TellableThread]) -> list[TellableStory]:
    """Return threads as stories: each joins the most alike of those before it, if one is alike."""
    telling = _telling([title for thread in threads for title in thread.titles])
    stories: list[TellableStory] = []
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for thread in threads:
        vector = _unit(_vector(thread.titles, telling))
        alike = _most_alike(vector, stories, holding)
        if alike is None:
            alike = len(stories)
            stories.append(TellableStory([], {}))
        story = stories[alike]
        _add(story, thread, vector)
        for term in vector:
            holding[term].add(alike)
    return stories


def _most_alike(
    vector: Vector, stories: Sequence[TellableStory], holding: Mapping[str, set[int]]
) -> int | None:
    scores: defaultdict[int, float] = defaultdict(float)
    for term, value in vector.items():
        for number in holding.get(term, ()):
            scores[number] += value * stories[number].vector.get(term, 0.0)
    best = max(scores, key=lambda number: (scores[number], -number), default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length one."""
    fewer, more = sorted((one, other), key=len)
    return sum(value * more.get(term, 0.0) for term, value in fewer.items())


def _add(story: TellableStory, thread: TellableThread, vector: Vector) -> None:
    before = sum(one.weight for one in story.threads)
    summed = {term: before * value for term, value in story.vector.items()}
    for term, value in vector.items():
        summed[term] = summed.get(term, 0.0) + thread.weight * value
    story.threads.append(thread)
    story.vector = _unit(summed)


def _telling(titles: Sequence[str]) -> Vector:
    """Return how telling each word is: the fewer of these headlines have it, and the rarer it is anywhere."""
    having = Counter(term for title in titles for term in _terms(title))
    return {
        term: math.log((len(titles) + _ELSEWHERE) / count) * min(1.0, rarity(term) / _TELLING)
        for term, count in having.items()
    }


def _vector(titles: Sequence[str], telling: Mapping[str, float]) -> Vector:
    having = Counter(term for title in titles for term in _terms(title))
    least = max(1.0, len(titles) * _SHARED)
    vector = {term: count / len(titles) * telling[term] for term, count in having.items() if count >= least}
    return dict(sorted(vector.items(), key=lambda item: (-item[1], item[0]))[:_TERMS])


def _terms(title: str) -> set[str]:
    return {word[:STEM] for word in words_of(title) if len(word) > 1}


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.hypot(*vector.values()) or 1.0
    return {term: value / length for term, value in vector.items()}
