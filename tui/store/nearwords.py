"""Words that differ from one by a letter or two, out of as many as there are, in order.

Whoever keeps words in order is asked for the first one that is not before a text. From a word that cannot
be near, and all that begin as it does up to the letter that shows it, the next question leads on: of a
million words some thousand are looked at.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

Following = Callable[[str], "str | None"]
"""Returns the first word that is not before a text, by code points; None where there is none."""
_SURROGATES: Final = (0xD800, 0xE000)


class NearWord(NamedTuple):
    """A word, and by how many edits it differs: letters put in, left out, changed, two exchanged."""

    edits: int
    word: str


def near_words(
    word: str,
    most: int,
    following: Following,
    *,
    begins: str = "",
    ending: int = 0,
    is_over: Callable[[], bool],
) -> Iterator[NearWord]:
    """Yield the words within so many edits of one, in their order, till it `is_over`; of those that begin so.

    An `ending` of up to so many letters may be missing: then it is near a beginning of the word. Edits are
    counted as by hand: exchanged neighbours are one (Damerau, optimal string alignment).
    """
    rows = [list(range(len(word) + 1))]
    """Of each beginning of the last word, in how many edits it is each beginning of ours."""
    last = ""
    found = following(begins)
    while found is not None and found.startswith(begins) and not is_over():
        del rows[_in_common(last, found, len(rows) - 1) + 1 :]
        stop = _lengthen(rows, word, found, most)
        least = most + 1 if stop is not None else min(rows[-1][-1 - ending :])
        if least <= most:
            yield NearWord(least, found)
        beyond = found + "\0" if stop is None else _beyond(found[: stop + 1])
        last = found
        found = None if beyond is None else following(beyond)


def edits(one: str, other: str) -> int:
    """Return in how many edits one word is the other."""
    rows = [list(range(len(one) + 1))]
    _lengthen(rows, one, other, len(one) + len(other))
    return rows[-1][-1]


def among(words: Sequence[str]) -> Following:
    """Return the asking of words that are in order."""

    def following(least: str) -> str | None:
        at = bisect_left(words, least)
        return words[at] if at < len(words) else None

    return following


def _in_common(one: str, other: str, most: int) -> int:
    """Return how many letters two words begin with alike, up to so many."""
    most = min(most, len(one), len(other))
    return next((at for at in range(most) if one[at] != other[at]), most)


def _lengthen(rows: list[list[int]], word: str, found: str, most: int) -> int | None:
    """Add the rows of a word's further beginnings; return the letter at which none can be near any more."""
    for at in range(len(rows) - 1, len(found)):
        rows.append(_row(rows, word, found, at))
        # Two rows: an exchange reaches over one.
        if min(rows[-1]) > most and min(rows[-2]) >= most:
            return at
    return None


def _row(rows: Sequence[Sequence[int]], word: str, found: str, at: int) -> list[int]:
    above, letter = rows[at], found[at]
    row = [at + 1]
    for x, other in enumerate(word):
        least = min(above[x] + (other != letter), above[x + 1] + 1, row[x] + 1)
        if at and x and other == found[at - 1] and word[x - 1] == letter:
            least = min(least, rows[at - 1][x - 1] + 1)
        row.append(least)
    return row


def _beyond(beginning: str) -> str | None:
    """Return the first text behind all that begin so; None where there is none."""
    shorter = beginning.rstrip(chr(sys.maxunicode))
    if not shorter:
        return None
    code = ord(shorter[-1]) + 1
    return shorter[:-1] + chr(_SURROGATES[1] if code == _SURROGATES[0] else code)
