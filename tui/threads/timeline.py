"""What happened when, as the texts of a thread tell it: for each day one sentence, or two. Pure.

A sentence stands for a day because many sources tell of it in the same words, early in their texts, with the
thread's names; and because it can be read alone. Sentences that say the same stand once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tui.model.articles import Headline
from tui.model.names import Mention
from tui.model.prose import FRONT
from tui.model.temporal import DatedPhrase
from tui.model.threads import TimelineEntry, ToldSentence
from tui.text.sentences import sentence_spans
from tui.threads.words import LEAST_RARITY, rarity, stem_of, words_of

MOST: Final = 30
"""Entries of a timeline."""
_MOST_DATES: Final = 60
"""Dates of one text that are looked at, the first."""
_COMPARED: Final = 24
"""Sentences of one day that are compared with one another, the best."""
_SAME: Final = 0.6
"""The share of their rarer words from which on two sentences say the same."""
_OTHER: Final = 0.35
"""What a second sentence of a day may share with the first."""
_BUSY: Final = 3
"""Sources that tell of a day for it to have two sentences."""
_SHORT, _LONG = 7, 45
"""Words: what is shorter tells too little, what is longer is no line."""
_DAY: Final = len("2000-01-01")
_SAID: Final = 0.5
"""What a sentence is worth less that tells when something was said."""
_BACKGROUND: Final = 5
"""Years and months of a timeline: what happened long before."""
_SOURCE: Final = 0.7
"""What a second source is worth; more of them are worth less each."""
_FEW: Final = 1.2
"""What a sentence must be worth to stand for a day that no other source tells of."""
_LEANING: Final = re.compile(
    r"(?:[\"'“‘«„(—–-]|(?:he|she|it|they|his|her|its|their|this|that|these|those|but|and|so|then|also|yet|however"
    r"|él|ella|ellos|esto|eso|pero|y|su|sus|ele|ela|eles|isso|mas|seu|sua|il|elle|ils|elles|mais|et|ce|cela|son|sa"
    r"|lui|lei|loro|ma|questo|er|sie|es|dies|das|aber|und|sein|seine|ihr|ihre)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that leans on the one before it, or on who speaks."""
_SAYING: Final = re.compile(
    r"\b(?:said|says|told \w+|told|announced|reported|added|according to [\w ]{1,30}|statement|interview"
    r"|dijo|afirmó|anunció|informó|disse|afirmou|anunciou|informou|a dit|a déclaré|a annoncé|a indiqué"
    r"|ha detto|ha dichiarato|ha annunciato|sagte|erklärte|teilte|hieß es)"
    r"(?:,? (?:on|late|early|here|el|na|no|em|am|ce|le|the))*\s*$",
    re.IGNORECASE,
)
"""What stands before a date that tells when something was said."""
_NEAR: Final = 48
"""Characters before a date that may tell so."""
_PRINTED: Final = re.compile(r",? ?\((?:[A-Z]\w{1,12})(?:/\w+)?\) ?[-–—_]")
"""What follows a date that opens a text: `PARIS, May 3 (Reuters) -`."""


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text of a thread, with the dates that it names."""

    headline: Headline
    source: str
    written: str
    """The day of writing, `YYYY-MM-DD`; empty where it is not known."""
    dates: Sequence[DatedPhrase]
    """In reading order."""
    leaves: Mapping[tuple[int, int], str]
    """The leaves that dates stand in, by section and leaf."""


@dataclass(slots=True)
class _Dated:
    """A sentence that tells of a day, a month or a year."""

    value: str
    text: DatedText
    at: Mention
    words: str
    worth: float
    """By itself; what others say comes to it."""
    known: dict[str, float] | None = None

    @property
    def stems(self) -> dict[str, float]:
        """Its rarer words, and how rare each is."""
        if self.known is None:
            rare = {stem_of(word): rarity(word) for word in words_of(self.words)}
            self.known = {stem: worth for stem, worth in rare.items() if worth >= LEAST_RARITY}
        return self.known


@dataclass(frozen=True, slots=True)
class _ToldDay:
    """A day, a month or a year with the sentences that tell of it."""

    value: str
    sentences: Sequence[_Dated]
    sources: int
    worth: float


def timeline_of(texts: Iterable[DatedText], names: Collection[str]) -> tuple[TimelineEntry, ...]:
    """Return what happened when, the earliest first, at most 30 entries.

    `texts` are those of a thread, copies left out; `names` those that the thread is about, as its texts have
    them. Months and years are told of only in sentences with one of these: what happened long before.
    """
    by_value: defaultdict[str, list[_Dated]] = defaultdict(list)
    named = [name for name in names if name]
    for text in texts:
        for sentence in _dated_sentences(text, named):
            by_value[sentence.value].append(sentence)
    days = sorted(map(_day, by_value.values()), key=lambda day: (-day.worth, day.value))[: 2 * MOST]
    ranked = sorted(map(_agreed, days), key=lambda day: (-day.worth, day.value))
    entries: list[TimelineEntry] = []
    before: list[_Dated] = []
    background = 0
    for day in ranked:
        if day.worth < _FEW and day.sources < 2:
            continue
        background += len(day.value) < _DAY
        if len(day.value) < _DAY and background > _BACKGROUND:
            continue
        telling = list(_telling(day, before))[: MOST - len(before)]
        before += telling
        entries += (
            TimelineEntry(day.value, ToldSentence(one.text.headline, one.words, one.at), day.sources)
            for one in telling
        )
    return tuple(sorted(entries, key=lambda entry: (entry.value, entry.told.headline.listed_at)))


def _day(found: Sequence[_Dated]) -> _ToldDay:
    """Return a day with its best sentences, as they are by themselves."""
    best = sorted(found, key=lambda one: (-one.worth, one.at, one.text.headline.row))[:_COMPARED]
    sources = len({one.text.source for one in found})
    return _ToldDay(best[0].value, best, sources, best[0].worth + _SOURCE * (sources - 1) ** 0.5)


def _agreed(day: _ToldDay) -> _ToldDay:
    """Return a day with what others say of it weighed in, the best sentence first."""
    worths = {id(one): one.worth + _agreement(one, day.sentences) for one in day.sentences}
    ordered = sorted(day.sentences, key=lambda one: -worths[id(one)])
    return replace(day, sentences=ordered, worth=worths[id(ordered[0])] + _SOURCE * (day.sources - 1) ** 0.5)


def _agreement(one: _Dated, others: Sequence[_Dated]) -> float:
    """Return how much of a sentence other sources tell of that day too, 0 to 1.5."""
    best: dict[str, float] = {}
    for other in others:
        if other.text.source != one.text.source:
            best[other.text.source] = max(best.get(other.text.source, 0.0), _shared(one, other))
    return min(1.5, sum(best.values()) / (len(best) + 1) * 2) if best else 0.0


def _telling(day: _ToldDay, before: Sequence[_Dated]) -> Iterator[_Dated]:
    """Yield the one or two sentences of a day that say what none before them says."""
    first: _Dated | None = None
    for one in day.sentences:
        if any(_shared(one, other) >= _SAME for other in before):
            continue
        if first is None:
            first = one
            yield one
        elif _shared(one, first) <= _OTHER and one.worth >= _FEW:
            yield one
            return
        if day.sources < _BUSY:
            return


def _shared(one: _Dated, other: _Dated) -> float:
    """Return the share of their rarer words that two sentences have both, of the shorter one's."""
    both = sum(worth for stem, worth in one.stems.items() if stem in other.stems)
    least = min(sum(one.stems.values()), sum(other.stems.values()))
    return both / least if least else 1.0


# ── sentences ─────────────────────────────────────────────────────────────────────────────────


def _dated_sentences(text: DatedText, names: Sequence[str]) -> Iterator[_Dated]:
    """Yield the sentences of a text that tell of a time, each with it."""
    by_leaf: defaultdict[tuple[int, int], list[DatedPhrase]] = defaultdict(list)
    for phrase in text.dates[:_MOST_DATES]:
        if phrase.section != FRONT and phrase.leaf > 0:  # a headline and a heading are no sentences
            by_leaf[phrase.section, phrase.leaf].append(phrase)
    for place, phrases in by_leaf.items():
        leaf = text.leaves.get(place, "")
        spans = sentence_spans(leaf)
        starts = [start for start, _ in spans]
        by_sentence: defaultdict[int, list[DatedPhrase]] = defaultdict(list)
        for phrase in phrases:
            if phrase.end <= len(leaf) and not _PRINTED.match(leaf, phrase.end):
                by_sentence[max(0, bisect_right(starts, phrase.start) - 1)].append(phrase)
        for number, within in by_sentence.items():
            yield from _of_sentence(text, place, leaf, spans[number], within, names)


def _of_sentence(
    text: DatedText,
    place: tuple[int, int],
    leaf: str,
    span: tuple[int, int],
    phrases: Sequence[DatedPhrase],
    names: Sequence[str],
) -> Iterator[_Dated]:
    start, end = span
    words = leaf[start:end]
    told = {phrase.value: _is_of_saying(leaf, phrase) for phrase in reversed(phrases)}
    # `Officials said Friday that it fell on Tuesday` tells of Tuesday.
    values = [value for value, saying in told.items() if not saying] or list(told)
    has_name = any(name in words for name in names)
    for value in values:
        if len(value) < _DAY and (not has_name or value == text.written[: len(value)]):
            continue  # `this year` is no event
        worth = (
            _worth(words, place, names)
            - (_SAID if told[value] else 0.0)
            + (0.4 if len(value) == _DAY else 0.0)
        )
        yield _Dated(value, text, Mention(*place, start, end), words, worth)


def _worth(words: str, place: tuple[int, int], names: Sequence[str]) -> float:
    """Return what a sentence is worth by itself: early, with names, and readable alone."""
    section, leaf = place
    count = words.count(" ") + 1
    found = sum(name in words for name in names)
    return (
        1.0 / (1 + (leaf - 1 + 6 * section) / 4)
        + 0.3 * min(3, found)
        - (1.0 if _LEANING.match(words) else 0.0)
        - (0.6 if count < _SHORT else 0.0)
        - 0.02 * max(0, count - _LONG)
        - (0.4 if words.count("“") + words.count('"') + words.count("«") else 0.0)
        + (0.3 if words[-1:] in ".!?" else 0.0)
    )


def _is_of_saying(leaf: str, phrase: DatedPhrase) -> bool:
    """Return whether a date tells when something was said, and not when it happened."""
    return _SAYING.search(leaf[max(0, phrase.start - _NEAR) : phrase.start]) is not None
