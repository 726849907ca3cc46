"""Words and marks of a text, and the runs of capitalised words that may be names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Order matters: abbreviations keep their stop, a possessive s stands alone, what is left are single marks.
_COMPOUND: Final = (
    "based|born|led|backed|style|controlled|held|area|brokered|sponsored|owned|made|trained|speaking"
)
_TOKEN: Final = re.compile(
    r"""[a-z]+(?=[\s,])                                           # most words: only for speed
    | (?:[^\W\d_]\.){2,}                                        # U.S., D.C., J.R.R.
    | (?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|Lt|St|Ste|Mt|Ft|Jr|Sr)\.
    | [A-Z]\.(?=\s?[A-Z])                                         # an initial before a name
    | ['’][sS]\b
    | [^\W_]+(?:[-'’&](?!(?:[sS]|COMPOUND)\b)[^\W_]+)*  # words, inner hyphens
    | \S""".replace("COMPOUND", _COMPOUND),
    re.VERBOSE,
)

INNER: Final = frozenset(
    """of for and the & de la le les du da das do dos del della di van von der den ten ter bin ibn al el
    y""".split()
)
"""Lower-case words that may stand between the capitalised words of one name."""
_LEADING: Final = frozenset("de du da di do das dos del la le van von der den ter bin ibn al el".split())


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
    if word[0].isupper():
        return word.isalpha() or not _CONTRACTED(word)
    if len(word) < 4 or word.islower():
        return False
    cut = max(word.find("-"), word.find("'"), word.find("’"))
    return 0 < cut < 4 and word[cut + 1].isupper()


def find_runs(words: list[str]) -> list[tuple[int, int]]:
    """Return the runs of capitalised words as half-open token ranges, in reading order.

    Small words of names (`of`, `de`, two at most) may stand between, a particle before; marks end a run.
    """
    runs: list[tuple[int, int]] = []
    count = len(words)
    index = 0
    while index < count:
        if not is_capital(words[index]):
            index += 1
            continue
        start = index - 1 if index and words[index - 1] in _LEADING else index
        end = index = _run_end(words, index, count)
        runs.append((start, end))
    return runs


def _run_end(words: list[str], index: int, count: int) -> int:
    """Return where the run that holds capitalised word `index` ends."""
    end = index + 1
    while end < count:
        if is_capital(words[end]):
            end += 1
            continue
        ahead = end
        while ahead < count and ahead - end < 2 and words[ahead] in INNER:
            ahead += 1
        if ahead == end or ahead >= count or not is_capital(words[ahead]):
            break
        end = ahead + 1
    return end
