"""The words of one language by which direct speech and its speakers are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tui.text.wordlists import read_word_lists

LANGUAGES: Final[tuple[str, ...]] = ("en", "de", "es", "fr", "it", "pt")
"""ISO 639-1 codes."""
_WORDS: Final = Path(__file__).resolve().parent / "words"
_PAST: Final = {
    "en": ("ed",),
    "es": ("aron", "ieron"),
    "fr": ("aient", "èrent"),
    "it": ("arono", "erono", "irono"),
    "pt": ("aram", "eram", "iram"),
}
_JOINING: Final = frozenset(("and", "y", "e", "et", "und", "ed"))
_CLEARLY: Final = 10
"""Small words of one language in a text that make it sure which it is."""
_LOOKED_AT: Final = 3_000
"""Characters by which a text's language is told."""


class SpeechWords:
    """The word lists of one language, each as a set of words in lower case."""

    def __init__(self, code: str) -> None:
        lists = read_word_lists(_WORDS / f"{code}.txt")
        self.code = code
        self.said = lists["said"]
        self.told = lists["told"]
        self.auxiliaries = lists["auxiliaries"]
        self.adverbs = lists["adverbs"] | lists["auxiliaries"]
        self.prepositions = lists["prepositions"]
        self.noun_prepositions = lists["noun-prepositions"]
        self.determiners = lists["determiners"]
        self.he, self.she, self.they = lists["he"], lists["she"], lists["they"]
        self.pronouns = self.he | self.she | self.they | lists["other-pronouns"]
        self.relative = lists["relative"]
        self.people = lists["people"]
        self.titles = lists["titles"]
        self.he_words, self.she_words = lists["he-words"], lists["she-words"]
        self.by = lists["by"]
        self.times = lists["times"]
        self.works = lists["works"]
        self.according = tuple(
            sorted((tuple(words.split()) for words in lists["according"]), key=len, reverse=True)
        )
        self.leads = frozenset(words[-1] for words in self.according) | self.said
        """Words behind which a speaker stands."""
        self.stops = (
            lists["conjunctions"]
            | self.relative
            | self.prepositions
            | self.pronouns
            | self.adverbs
            | self.said
        )
        """What no group of a noun goes beyond."""
        self.closed = self.stops | self.determiners
        self.parting = (
            self.pronouns
            | self.relative
            | (lists["conjunctions"] - _JOINING)
            | (self.prepositions - self.noun_prepositions)
        )
        """Words that do not stand between a verb and its subject behind it."""
        self.small = lists["small"]
        self.elided = lists.get("elided", frozenset())
        """Words that an apostrophe joins to the next."""
        self.views = lists.get("views", frozenset())
        """What a speaker follows at a sentence's start alone: `Pour Anne Morel, …`."""
        self.like = lists.get("like", frozenset())
        """What stands before a verb of saying whose subject was quoted: `quoted Lee as saying`."""
        self.drops_subject = code in ("es", "it", "pt")
        """Whether a verb alone may say `he said`."""
        self.asks_backwards = code == "fr"
        """Whether a pronoun hangs at its verb: `dit-il`."""
        self.large_nouns = code == "de"
        """Whether a capital says nothing of a name."""
        self.dashes = code in ("es", "fr", "it", "pt")
        """Whether dashes mark speech."""
        self.past = _PAST.get(code, ())
        """Endings by which a verb is told that is in no list."""


@cache
def lexicon(code: str) -> SpeechWords:
    """Return the words of a language; those of English for one that is not known."""
    return SpeechWords(code if code in LANGUAGES else "en")


def told_language(texts: Sequence[str], stated: str | None) -> str:
    """Return the language a text is read in: the stated one, unless its words clearly tell another.

    Feeds often state none, or English of all they have.
    """
    code = (stated or "").lower().partition("-")[0]
    words = re.findall(r"[^\W\d_]+", " ".join(texts)[:_LOOKED_AT].lower())
    counts = {each: sum(word in lexicon(each).small for word in words) for each in LANGUAGES}
    likely = max(LANGUAGES, key=lambda each: counts[each])
    if code in LANGUAGES and counts[likely] < max(_CLEARLY, 2 * counts[code]):
        return code
    return likely
