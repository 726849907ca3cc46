"""Common words at the ends of names, in languages that write large only what tells one from others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_MAX_BEFORE: Final = 5
_MAX_AFTER: Final = 7
"""How many small words before and after the capitals of a name are looked at: see `SmallWords`."""


@dataclass(frozen=True, slots=True)
class SmallWords:
    """What may belong to a name before its first capital and after its last.

    Such words belong to runs that may be names; whether they are part of one the tagger has to tell.
    """

    heads: frozenset[str]
    """What a place is, before its name: `lac` of `lac Léman`, `golfe` of `golfe de Guinée`."""
    openers: frozenset[str]
    """First words of names that go on with common words: `ligue` of `Ligue nationale de hockey`."""
    adjectives: frozenset[str]
    """What may stand between a head and the name, or end a name: `saoudite` of `Arabie saoudite`."""
    inner: frozenset[str]
    """Small words that may stand between a head and the name."""
    stops: frozenset[str]
    """Words with which no name goes on."""

    def start(self, words: list[str], index: int, end: int, start: int) -> int:
        """Return where a run begins whose first capital is at `index`; the run before has `end`."""
        for at in range(index - 1, max(end - 1, index - 1 - _MAX_BEFORE), -1):
            if words[at] in self.heads:
                start = at
            elif words[at] not in self.inner and words[at] not in self.adjectives:
                break
        return start

    def end(self, words: list[str], end: int) -> int:
        """Return where a run ends whose last capital stands before `end`."""
        if words[end - 1].lower() not in self.openers:
            return end + (end < len(words) and words[end] in self.adjectives)
        last = end
        for at in range(end, min(len(words), end + _MAX_AFTER)):
            if words[at] not in self.inner:
                if not words[at].islower() or words[at] in self.stops:
                    break
                last = at + 1
        return last
