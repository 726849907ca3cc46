"""Words and marks of a text, and the runs of capitalised words that may be names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.entities.wordlists import read_lists

# Order matters: abbreviations keep their stop, a possessive s stands alone, what is left are single marks.
_COMPOUND: Final = (
    "based|born|led|backed|style|controlled|held|area|brokered|sponsored|owned|made|trained|speaking"
)
_TOKEN: Final = re.compile(
    r"""[a-z]+(?=[\s,])                                           # most words: only for speed
    | (?:[^\W\d_]\.){2,}                                        # U.S., D.C., J.R.R.
    | (?:Mr|Mrs|Ms|Dr|Prof|Rev|Msgr|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Pvt)\.
    | (?:Supt|Insp|Det|Const|Atty|Cllr|Sens?|Reps?|Govs?|St|Ste|Mt|Ft|Jr|Sr)\.
    | [A-Z]\.(?=\s?[A-Z])                                         # an initial before a name
    | ['’][sS]\b
    | [^\W_]+(?:[-'’&](?!(?:[sS]|COMPOUND)\b)[^\W_]+)*  # words, inner hyphens
    | \S""".replace("COMPOUND", _COMPOUND),
    re.VERBOSE,
)

_LISTS: Final = read_lists("people")
INNER: Final = _LISTS["inner"]
"""Lower-case words that may stand between the capitalised words of one name."""
_LEADING: Final = _LISTS["leading"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: `words[i]` begins at character `starts[i]`."""

    words: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        """Return the character after token `index`."""
        return self.starts[index] + len(self.words[index])


def tokenize(text: str) -> Tokens:
    """Split a text into words, numbers, possessive s and single marks; blanks are dropped."""
    words: list[str] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(text):
        words.append(match[0])
        starts.append(match.start())
    return Tokens(words, starts)


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


def find_runs(words: list[str]) -> list[tuple[int, int]]:
    """Return the runs of capitalised words as half-open token ranges, in reading order.

    Small words of names (`of`, `de`, two at most) may stand between, a particle before; marks end a run.
    """
    runs: list[tuple[int, int]] = []
    end = 0
    for index in [index for index, word in enumerate(words) if not word.islower() and is_capital(word)]:
        if runs and index <= end + 2 and _are_small(words[end:index]):
            runs[-1] = runs[-1][0], index + 1
        else:
            # Not a particle that the run before has taken already.
            start = index - 1 if index > end and words[index - 1] in _LEADING else index
            runs.append((start, index + 1))
        end = index + 1
    return runs


def _are_small(words: list[str]) -> bool:
    """Tell whether all are words that may stand inside a name; none is enough."""
    return all(word in INNER for word in words)
