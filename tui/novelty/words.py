"""The words of a sentence as they are compared: folded, cut to their stems, weighed by how rare they are."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tui.text.folding import fold
from tui.text.rarewords import rarity

MOST_WORDS: Final = 400
"""Of one sentence that are looked at."""
_STEM: Final = 5
"""Letters that two forms of a word have in common, and cognates of two languages often."""
_RAREST: Final = 5.0
"""The rarity from which on a word weighs no more: names that nobody knows are not worth two."""
_NUMBER, _NUMBER_WORD, _PAIR = 4.0, 2.5, 3.0
"""What a number weighs in digits, and as a word; and two signs of a script without blanks."""
_LITTLE: Final = 1.4
"""What a word weighs at most that joins others and tells nothing by itself."""
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD: Final = re.compile(rf"\d+(?:[.,:]\d+)*|(?P<unspaced>[{_UNSPACED}]+)|[^\W\d_{_UNSPACED}]+")
_NUMBER_WORDS: Final = {
    word: str(number)
    for number, words in enumerate(
        (
            "two dos dois duas deux zwei",
            "three tres trois tre drei",
            "four cuatro quatro quatre quattro vier",
            "five cinco cinq cinque funf",
            "six seis sechs",
            "seven siete sete sept sette sieben",
            "eight ocho oito huit otto acht",
            "nine nueve nove neuf neun",
            "ten diez dez dix dieci zehn",
            "eleven onze undici elf",
            "twelve doce doze douze dodici zwolf",
        ),
        start=2,
    )
    for word in words.split()
}


class Word(NamedTuple):
    """A word of a sentence."""

    text: str
    """Folded."""
    stem: str
    weight: float
    """Its rarity: `tui.text.rarewords`."""
    is_number: bool
    is_name: bool
    """It has a capital amid its sentence."""

    @property
    def tells(self) -> bool:
        """Whether it tells anything by itself."""
        return self.weight > _LITTLE

    @property
    def is_plain(self) -> bool:
        """Whether it is neither a name nor a number."""
        return not self.is_name and not self.is_number


def words_of(sentence: str) -> list[Word]:
    """Return the words of a sentence, the first few hundred; pairs of signs where no blanks part words."""
    found: list[Word] = []
    for at, match in enumerate(_WORD.finditer(sentence)):
        written = match[0]
        if match["unspaced"]:
            found += [Word(pair, pair, _PAIR, False, False) for pair in map("".join, pairwise(written))]
        else:
            word, stem, weight, is_number = _known(written[:40])
            if len(word) > 1 or is_number:
                found.append(
                    Word(word, stem, weight, is_number, at > 0 and weight > _LITTLE and written[0].isupper())
                )
        if len(found) >= MOST_WORDS:
            break
    return found


@lru_cache(maxsize=1 << 15)
def _known(written: str) -> tuple[str, str, float, bool]:
    if written[0].isdigit():
        number = re.sub(r"[.,](?=\d{3}\b)", "", written)
        return number, number, _NUMBER, True
    word = fold(written)
    if word in _NUMBER_WORDS:
        number = _NUMBER_WORDS[word]
        return number, number, _NUMBER_WORD, True
    return word, word[:_STEM], min(_RAREST, rarity(word)), False
