"""Words and marks of a text, and the runs of capitalised words that may be names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tui.entities.smallwords import SmallWords
from tui.entities.wordlists import read_lists

_NEVER: Final = "(?!)"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: `words[i]` begins at character `starts[i]`."""

    words: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        """Return the character after token `index`."""
        return self.starts[index] + len(self.words[index])


@dataclass(frozen=True, slots=True)
class JoinedTokens(Tokens):
    """Tokens of which some stand for two words of the text: `do` for `de o`."""

    lengths: dict[int, int]
    """Of those tokens, how many characters of the text they are."""

    def end(self, index: int) -> int:
        """Return the character after token `index`."""
        return self.starts[index] + self.lengths.get(index, len(self.words[index]))


class Tokenizer:
    """Splits the texts of one language into words, and finds the runs of words that may be names."""

    def __init__(
        self,
        *,
        abbreviated: Sequence[str],
        elided: Sequence[str] = (),
        inner: frozenset[str],
        leading: frozenset[str],
        compounds: Sequence[str] = (),
        particles: Sequence[str] = (),
        joined: Mapping[str, str] | None = None,
        small: SmallWords | None = None,
    ) -> None:
        """Set up for a language.

        `abbreviated` are words that keep their stop (`Mr`), `elided` those that lose their end before a vowel
        and stand alone then (`l` of `l'Italia`), `inner` the small words within a name, `leading` those that
        open one, `compounds` words that a hyphen only ties to a name (`Paris-based`), `particles` the
        small words that a family name may begin with behind an initial (`Ann B. de Lee`), `joined` two words
        that are mostly written as one (`de o`) → that one, which is their token, `small` the common words at
        the ends of names (`lac Léman`).
        """
        # Order matters: abbreviations keep their stop, a possessive s stands alone, what is left are marks.
        self._pattern = re.compile(
            "|".join(
                [
                    *([joined_pattern(joined)] if joined else ()),
                    r"[a-z]+(?=[\s,])",  # most words: only for speed
                    *([rf"(?:{'|'.join(elided)})['’](?=[^\W\d_])"] if elided else ()),
                    r"(?:[^\W\d_]\.){2,}",  # U.S., D.C., J.R.R.
                    rf"(?:{'|'.join(abbreviated)})\.",
                    rf"[A-Z]\.(?=\s?(?:[A-Z]|(?:{'|'.join(particles) or _NEVER})\s))",  # an initial in a name
                    r"['’][sS]\b",
                    # Words with inner hyphens.
                    rf"[^\W_]+(?:[-'’&](?!(?:[sS]|{'|'.join(compounds) or _NEVER})\b)[^\W_]+)*",
                    r"\S",
                ]
            )
        )
        self._joined = joined or {}
        self._inner = inner
        self._leading = leading
        self._small = small
        self._elided = bool(elided)

    def tokenize(self, text: str) -> Tokens:
        """Split a text into words, numbers, possessive s and single marks; blanks are dropped."""
        if self._elided:
            # One form of each word, whichever mark the text has; both are one character.
            text = text.replace("’", "'")
        words: list[str] = self._pattern.findall(text)
        starts: list[int] = []
        end = 0
        for word in words:
            # Only blanks lie between two words: this is half the time of asking the matches.
            start = text.index(word, end)
            starts.append(start)
            end = start + len(word)
        return self._with_joined(Tokens(words, starts)) if self._joined else Tokens(words, starts)

    def _with_joined(self, tokens: Tokens) -> Tokens:
        lengths: dict[int, int] = {}
        for index, word in enumerate(tokens.words):
            if " " in word:
                lengths[index] = len(word)
                tokens.words[index] = as_joined(word, self._joined)
        return JoinedTokens(tokens.words, tokens.starts, lengths)

    def find_runs(self, words: list[str]) -> list[tuple[int, int]]:
        """Return the runs of words that may be names as half-open token ranges, in reading order.

        They are stretches of capitalised words; small words of names (`of`, `de`, two at most) may stand
        between, a particle before; marks end a run.
        """
        runs: list[tuple[int, int]] = []
        end = 0
        for index in _capitals(words):
            if runs and index <= end + 2 and self._inner.issuperset(words[end:index]):
                runs[-1] = runs[-1][0], index + 1
            else:
                # Not a particle that the run before has taken already.
                start = index - 1 if index > end and words[index - 1] in self._leading else index
                start = self._small.start(words, index, end, start) if self._small else start
                runs.append((start, index + 1))
            end = index + 1
            if self._small:
                end = self._small.end(words, end)
                runs[-1] = runs[-1][0], end
        return runs


def joined_pattern(joined: Mapping[str, str]) -> str:
    """Return a pattern of the pairs of small words, the first of which may have a capital."""
    seconds: dict[str, list[str]] = defaultdict(list)
    for first, second in (pair.split() for pair in sorted(joined)):
        seconds[first].append(second)
    return "|".join(
        rf"\b[{first[0]}{first[0].upper()}]{first[1:]} (?:{'|'.join(rest)})\b"
        for first, rest in seconds.items()
    )


def as_joined(pair: str, joined: Mapping[str, str]) -> str:
    """Return the one word for two, with a capital where they have one: `Do` for `De o`."""
    word = joined[pair.lower()]
    return word[0].upper() + word[1:] if pair[0].isupper() else word


_CONTRACTED: Final = re.compile(r"[^\W_]+['’](?:ve|re|ll|d|m|t)").fullmatch


def is_capital(word: str) -> bool:
    """Tell whether a word begins like a name: `Paris`, `al-Assad`, `d'Ivoire`, but not `iPhone` or `s`."""
    # `I’ve`, `We'll`: a large letter, but no name.
    if word[0].isupper():
        return word.isalpha() or not _CONTRACTED(word)
    if len(word) < 4 or word.islower():
        return False
    cut = max(word.find("-"), word.find("'"), word.find("’"))
    # A particle has three letters at most (`al-`, `el-`, `d'`): `self-Help` is no name.
    return 0 < cut < 4 and word[cut + 1].isupper()


def _capitals(words: list[str]) -> list[int]:
    """Return where words stand that begin like names."""
    # Most words are small, most others marks: those are not asked for more.
    return [
        at
        for at, word in enumerate(words)
        if not word.islower() and (word[0].isupper() or len(word) > len("al-")) and is_capital(word)
    ]


@cache
def english() -> Tokenizer:
    """Return the tokenizer of English."""
    words, people = read_lists("english"), read_lists("people")
    return Tokenizer(
        abbreviated=sorted(words["abbreviated"]),
        compounds=sorted(words["compounds"]),
        inner=people["inner"],
        leading=people["leading"],
        particles=sorted(people["behind-initials"]),
    )
