"""A text as rules read it: words, stops and whole quotations, in sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from tui.quotations.lexicon import SpeechWords
from tui.quotations.marks import QuotedStretch
from tui.text.sentences import sentence_spans

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*[’']?|[^\w\s]|_")
_HUNG: Final = re.compile(r"(?:-t)?-(ils?|elles?|on)\b", re.IGNORECASE)
_GENITIVE: Final = re.compile(r"(?:[’']s|(?<=s)[’'])$")

_CLAUSE: Final = re.compile(r"[^.,:;!?“\"„«]{1,80}")
_NEAR: Final = 6
"""Words behind a quotation in which a verb of saying tells of it."""
QUOTED: Final = "“”"
"""The text of a token that is a quotation."""


@dataclass(frozen=True, slots=True)
class SpeechToken:
    """A word, a stop, or a quotation as a whole."""

    start: int
    end: int
    text: str
    low: str
    """In lower case, without a genitive's ending."""
    genitive: bool = False
    stretch: int | None = None
    """Which quotation of the text it is."""

    @property
    def is_word(self) -> bool:
        """Whether it is no stop and no quotation."""
        return self.text[0].isalnum()

    @property
    def is_large(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class ReadText:
    """One text (a leaf): its quotations and, once somebody asks, its tokens and sentences."""

    section: int
    leaf: int
    text: str
    stretches: Sequence[QuotedStretch]
    lexicon: SpeechWords = field(repr=False)

    @cached_property
    def masked(self) -> str:
        """The text with what is quoted made one long word; a stop at a quotation's end is left."""
        parts: list[str] = []
        done = 0
        for stretch in self.stretches:
            inner = self.text[stretch.inner_start : stretch.inner_end]
            stop = "" if self._is_told_of_behind(stretch) else _stop_at_end(inner)
            parts += (
                self.text[done : stretch.inner_start],
                "Q" * (len(inner) - len(stop)),
                stop,
            )
            done = stretch.inner_end
        return "".join((*parts, self.text[done:]))

    def _is_told_of_behind(self, stretch: QuotedStretch) -> bool:
        """Return whether the sentence goes on behind a quotation's own stop (`"Why?" Lee asked`)."""
        if self.text[stretch.inner_end - 1] not in "!?…":
            return False
        clause = _CLAUSE.match(self.text, stretch.end)
        words = re.findall(r"\w+", clause.group().lower()) if clause else []
        return any(word in self.lexicon.said for word in words[:_NEAR])

    @cached_property
    def tokens(self) -> list[SpeechToken]:
        """Words, stops and quotations in reading order."""
        tokens: list[SpeechToken] = []
        done = 0
        for number, stretch in enumerate(self.stretches):
            tokens += self._words(done, stretch.start)
            tokens.append(SpeechToken(stretch.start, stretch.end, QUOTED, QUOTED, stretch=number))
            done = stretch.end
        return [*tokens, *self._words(done, len(self.text))]

    def _words(self, start: int, end: int) -> list[SpeechToken]:
        return [
            self._token(first, last)
            for match in _TOKEN.finditer(self.text, start, end)
            for first, last in self._words_within(match)
        ]

    def _words_within(self, match: re.Match[str]) -> Iterator[tuple[int, int]]:
        """Yield the words that are written as one: `l'avocat`, `dit-il`."""
        start, end = match.span()
        words = self.lexicon
        if words.elided and (mark := re.search("['’]", match.group())):
            elided = match.group()[: mark.start()]
            if elided.lower() in words.elided and (
                elided.islower() or match.group()[mark.end() :].islower() or elided == "L"
            ):
                yield start, start + mark.start()
                start += mark.end()
        hung = _HUNG.search(self.text, start, end) if words.asks_backwards else None
        if hung is not None and hung.end() == end:
            yield start, hung.start()
            start = hung.start(1)
        if start < end:
            yield start, end

    def _token(self, start: int, end: int) -> SpeechToken:
        text = self.text[start:end]
        genitive = len(text) > 2 and not self.lexicon.elided and _GENITIVE.search(text) is not None
        low = _GENITIVE.sub("", text).lower() if genitive else text.lower()
        return SpeechToken(start, end, text, low, genitive)

    @cached_property
    def only_quoted(self) -> bool:
        """Whether no word stands outside marks."""
        return all(each.stretch is not None or not each.is_word for each in self.tokens)

    def opens_with(self, stretch: QuotedStretch) -> bool:
        """Return whether nothing stands before a quotation."""
        return bool(self.tokens) and self.tokens[0].start == stretch.start

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def token_at(self, offset: int) -> int:
        """Return the number of the token that an offset lies in, or of the last one before it; -1: none."""
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The offsets at which sentences begin; a quotation is never cut."""
        return [start for start, _ in sentence_spans(self.masked)]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return max(bisect_right(self.sentence_starts, offset) - 1, 0)

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of the sentence of each token."""
        return [self.sentence_at(token.start) for token in self.tokens]


def _stop_at_end(text: str) -> str:
    return text[-1] if text[-1] in ".!?…" else ""
