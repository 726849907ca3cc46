"""Made-up news with the statistics of real news: word frequencies after Zipf, names, dates, feeds.

The commonest words are those of the bundled seeds; the rest are invented from their letters, so that
texts compress and index about as real ones do. Everything follows from a number: the same number
gives the same article.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

SEEDS: Final = Path(__file__).resolve().parent.parent / "seeds"
VOCABULARY: Final = 60_000
COMMON: Final = 2_500
SENTENCES: Final = 40_000
PARAGRAPHS: Final = 40_000
PEOPLE: Final = 5_000
CITIES: Final = 600
FULL: Final = 1_000
"""Fewer stories than these are written with fewer words: nobody measures by them, and they come sooner."""
SPREAD_S: Final = 2 * 365 * 86_400
"""The articles are spread over two years."""


Part = tuple[str | None, tuple[str, ...]]
"""A section: its heading or none, and its paragraphs."""


@dataclass(frozen=True, slots=True)
class Story:
    """One made-up article."""

    number: int
    feed: int
    published_at: int
    headline: str
    summary: str
    city: str | None
    people: tuple[str, ...]
    paragraphs: tuple[Part, ...]
    """Sections: a heading or none, and paragraphs."""


class Newsroom:
    """Writes stories. Making one takes some seconds; `story` is quick."""

    def __init__(self, *, feeds: int, stories: int, words: int, newest: int) -> None:
        self._feeds = feeds
        self._stories = stories
        self._words = words
        self._newest = newest
        rng = random.Random(1)
        share = min(1.0, stories / FULL)
        self.vocabulary = _vocabulary(rng, max(8_000, int(VOCABULARY * share)))
        weights = list(accumulate(_frequency(rank) for rank in range(len(self.vocabulary))))
        self._sentences = [self._sentence(rng, weights) for _ in range(max(1_000, int(SENTENCES * share)))]
        texts = (
            self._text(rng, 40 + int(rng.random() * 30)) for _ in range(max(1_000, int(PARAGRAPHS * share)))
        )
        self._paragraphs = [(text, text.count(" ") + 1) for text in texts]
        self._feed_weights = list(accumulate(1 / (rank + 5) for rank in range(feeds)))
        rare = [word.capitalize() for word in self.vocabulary[3_000:] if len(word) > 3]
        self._people = [f"{rng.choice(rare)} {rng.choice(rare)}" for _ in range(PEOPLE)]
        self._people_weights = list(accumulate(1 / (rank + 3) for rank in range(PEOPLE)))
        self._cities = rng.sample(rare, CITIES)

    def story(self, number: int) -> Story:
        """Return a story, of 0 (the oldest) to `stories` - 1; its headline ends in a marker of its own."""
        rng = random.Random(number * 2_654_435_761)
        at = self._newest - SPREAD_S + SPREAD_S * (number + 1) // self._stories - rng.randrange(3_600)
        cast = rng.choices(self._people, cum_weights=self._people_weights, k=rng.randrange(6))
        people = tuple(dict.fromkeys(cast))
        city = rng.choice(self._cities) if rng.random() < 0.25 else None
        head = self._sentence_words(rng, 7)
        return Story(
            number=number,
            feed=rng.choices(range(self._feeds), cum_weights=self._feed_weights)[0],
            published_at=at,
            headline=f"{head.capitalize()} x{number:07d}",
            summary=self._text(rng, 32),
            city=city,
            people=people,
            paragraphs=self._sections(rng, people),
        )

    def _sections(self, rng: random.Random, people: tuple[str, ...]) -> tuple[Part, ...]:
        made: list[Part] = []
        left = self._words
        while left > 0:
            paragraphs: list[str] = []
            for _ in range(2 + int(rng.random() * 3)):
                text, words = self._paragraphs[int(rng.random() * len(self._paragraphs))]
                if words > left + 20:
                    text, words = self._sentences[int(rng.random() * len(self._sentences))], 15
                if people and rng.random() < 0.3:
                    text = (
                        f"{people[int(rng.random() * len(people))]} said {int(rng.random() * 9_999)}: {text}"
                    )
                paragraphs.append(text)
                left -= words
                if left <= 0:
                    break
            heading = self._sentence_words(rng, 5).capitalize() if made and rng.random() < 0.5 else None
            made.append((heading, tuple(paragraphs)))
        return tuple(made)

    def _text(self, rng: random.Random, words: int) -> str:
        chosen: list[str] = []
        while words > 0:
            sentence = self._sentences[int(rng.random() * len(self._sentences))]
            chosen.append(sentence)
            words -= sentence.count(" ") + 1
        return " ".join(chosen)

    def _sentence_words(self, rng: random.Random, words: int) -> str:
        sentence = self._sentences[int(rng.random() * len(self._sentences))]
        return " ".join(sentence.rstrip(".").lower().split(None, words)[:words])

    def _sentence(self, rng: random.Random, weights: list[float]) -> str:
        words = rng.choices(self.vocabulary, cum_weights=weights, k=rng.randrange(8, 26))
        if rng.random() < 0.3:
            words[len(words) // 2] += ","
        return " ".join(words).capitalize() + "."


def _frequency(rank: int) -> float:
    """Return how often the word of a rank is used: after Zipf, and beyond the common words more rarely."""
    return 1 / (rank + 2.7) if rank < COMMON else COMMON**0.8 / (rank + 2.7) ** 1.8


def _vocabulary(rng: random.Random, size: int) -> list[str]:
    """Return words, commonest first: those of the seeds, then words invented from their letter pairs."""
    text = " ".join(path.read_text() for path in sorted(SEEDS.glob("*.txt")))
    known = [word for word, _ in Counter(re.findall(r"[a-z]+", text.lower())).most_common()]
    follow: dict[str, list[str]] = {}
    for word in known:
        padded = f"^^{word}$"
        for i in range(len(padded) - 2):
            follow.setdefault(padded[i : i + 2], []).append(padded[i + 2])
    words = dict.fromkeys(known)
    while len(words) < size:
        made = "^^"
        while not made.endswith("$") and len(made) < 12:
            made += rng.choice(follow[made[-2:]])
        if 3 < len(word := made.strip("^$")) < 10:
            words.setdefault(word)
    return list(words)
