"""The words and phrases of dates in a language, read from its file and kept as a tree of tokens.

A phrase is written in words (as they stand, folded) and categories (capitals), with `?` for what may be
missing, `|` between alternatives and brackets around them: `MONTH DAY (,? YEAR)?`. Of the phrases that begin
at a word the longest counts; phrases under `nothing` name no date and keep others from beginning within them.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

_WORDS: Final = Path(__file__).parent / "words"
LANGUAGES: Final = frozenset({"de", "en", "es", "fr", "it", "pt"})
"""ISO 639-1; of others only ISO 8601 dates are known."""
_OTHER: Final = "other"
_PARTS: Final = re.compile(r"[()|?]|[^\s()|?]+")
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+|\S")

WordFile = Mapping[str, object]


@dataclass(slots=True)
class PhraseNode:
    """What may come next in a phrase, by category or word, and the kind of phrase that may end here."""

    next: dict[str, PhraseNode] = field(default_factory=dict)
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word, or some words, may be in a phrase."""

    rest: tuple[str, ...]
    """The words that must follow, folded."""
    category: str
    value: int | str
    capital: bool = False
    """Whether it is one only where it begins with a capital."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's dates."""

    phrases: PhraseNode
    meanings: Mapping[str, tuple[Meaning, ...]]
    """By the first word, folded."""
    abbreviations: frozenset[str]
    """Words that keep their full stop, folded."""
    capitals: bool
    """Whether weekdays and months begin with capitals."""
    day_first: bool
    """Whether `05/06/98` is the fifth of June."""
    next_is_nearest: bool
    """Whether `next Friday` on a Tuesday is in three days."""
    bare_years: bool
    """Whether years stand without a preposition."""
    cues: Mapping[str, frozenset[str]]
    """Words around a date by what they tell; see direction.py."""
    past_endings: tuple[str, ...]
    """How verbs of the past end."""
    ahead_endings: tuple[str, ...]
    """How verbs of what comes end."""
    going_endings: tuple[str, ...]
    """How verbs end that tell what is going on, or soon will."""
    before: re.Pattern[str]
    after: re.Pattern[str]
    """What belongs to a date though it does not change its day, and stands before or behind it."""


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language, a BCP 47 tag; of one without words that of ISO 8601 dates."""
    primary = language.split("-")[0].lower()
    return _grammar_in(primary if primary in LANGUAGES else _OTHER)


@lru_cache(maxsize=8)
def _grammar_in(name: str) -> Grammar:
    table = cast(WordFile, tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8")))
    meanings: dict[str, list[Meaning]] = {}
    abbreviations: set[str] = set()
    for words, meaning in _meanings(table):
        first, *rest = words
        abbreviations.update(word for word in words if len(word) > 1 and word.endswith("."))
        meanings.setdefault(first, []).append(Meaning(tuple(rest), *meaning))
    cues = cast(Mapping[str, list[str]], table["cues"])
    abbreviations.update(cues.get("abbreviations", ()))
    extents = cast(Mapping[str, str], table["extents"])
    return Grammar(
        phrases=_tree(cast(Mapping[str, str], table["phrases"])),
        meanings={first: tuple(found) for first, found in meanings.items()},
        abbreviations=frozenset(abbreviations),
        capitals=bool(table["capitals"]),
        day_first=bool(table["day_first"]),
        next_is_nearest=bool(table["next_is_nearest"]),
        bare_years=bool(table.get("bare_years")),
        cues=defaultdict(frozenset, {name: frozenset(words) for name, words in cues.items()}),
        past_endings=tuple(cues.get("past_endings", ())),
        ahead_endings=tuple(cues.get("ahead_endings", ())),
        going_endings=tuple(cues.get("going_endings", ())),
        before=re.compile(extents["before"]),
        after=re.compile(extents["after"]),
    )


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase as texts are cut into them, folded; a full stop stays with its word."""
    return re.findall(r"\d+|[^\W\d_]+\.?|\S", phrase.lower())


def _meanings(table: WordFile) -> Iterator[tuple[list[str], tuple[str, int | str, bool]]]:
    """Yield (words, (category, value, whether a capital is needed)) of all that a file lists."""
    capitals = bool(table["capitals"])
    for name, category, first, capital in (
        ("weekdays", "WEEKDAY", 0, capitals),
        ("short_weekdays", "SHORT", 0, capitals),
        ("months", "MONTH", 1, capitals),
        ("short_months", "MON", 1, capitals),
        ("numbers", "NUMBER", 1, False),
    ):
        for value, row in enumerate(cast(list[str], table.get(name, [])), first):
            for word in row.split():
                yield words_of(word), (category, value, capital)
    for category, phrases in cast(Mapping[str, list[str]], table.get("words", {})).items():
        for phrase in phrases:
            yield words_of(phrase), (category, 0, False)
    for category, values in cast(Mapping[str, Mapping[str, int | str]], table.get("values", {})).items():
        for phrase, meant in values.items():
            yield words_of(phrase), (category, meant, False)
    for phrase, rule in cast(Mapping[str, str], table.get("holidays", {})).items():
        yield words_of(phrase), ("HOLIDAY", rule, capitals)


def _tree(phrases: Mapping[str, str]) -> PhraseNode:
    root = PhraseNode()
    for kind, lines in phrases.items():
        for line in lines.strip().splitlines():
            for way in _ways(_PARTS.findall(line)):
                node = root
                for part in way:
                    node = node.next.setdefault(part, PhraseNode())
                node.kind = kind
    return root


def _ways(parts: list[str]) -> list[tuple[str, ...]]:
    """Return all rows of words and categories that a phrase as it is written stands for."""
    rows, end = _choice(parts, 0)
    if end != len(parts):
        raise ValueError(f"a bracket too many: {' '.join(parts)}")
    return [row for row in rows if row]


def _choice(parts: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    rows, at = _row(parts, at)
    while at < len(parts) and parts[at] == "|":
        more, at = _row(parts, at + 1)
        rows += more
    return rows, at


def _row(parts: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    rows: list[tuple[str, ...]] = [()]
    while at < len(parts) and parts[at] not in ("|", ")"):
        if parts[at] == "(":
            ways, at = _choice(parts, at + 1)
        else:
            ways = [(parts[at],)]
        at += 1
        if at < len(parts) and parts[at] == "?":
            ways = [*ways, ()]
            at += 1
        rows = [row + way for row in rows for way in ways]
    return rows, at
