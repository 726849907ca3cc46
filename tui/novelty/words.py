"""The words of a sentence as they are compared: folded, cut to their stems, weighed by how rare they are."""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from tui.text.folding import fold

DATA: Final = Path(__file__).parent / "data" / "words.z"
"""Common words of six languages, the commonest first, a line for each step of a tenth."""
MOST_WORDS: Final = 400
"""Of one sentence that are looked at."""
_STEM: Final = 5
"""Letters that two forms of a word have in common, and cognates of two languages often."""
_COMMONEST: Final = 7.6
_UNKNOWN: Final = 4.4
"""What a word weighs that is in no list: it is one in less than 60,000."""
_LITTLE: Final = 2.0
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
    """The rarer the more; below two for words that tell nothing by themselves."""
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
            found += [Word(pair, pair, 3.0, False, False) for pair in map("".join, pairwise(written))]
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
        return number, number, 3.5, True
    word = fold(written)
    if word in _NUMBER_WORDS:
        number = _NUMBER_WORDS[word]
        return number, number, 2.5, True
    weight = _COMMONEST - commonness().get(word, _COMMONEST - _UNKNOWN)
    return word, word[:_STEM], weight, False


@cache
def commonness() -> dict[str, float]:
    """Return how common words are, as the logarithm to base ten of how often in a milliard they come."""
    lines = zlib.decompress(DATA.read_bytes()).decode("utf-8").split("\n")
    found: dict[str, float] = {}
    for line in lines:
        step, _, words = line.partition(" ")
        found.update(dict.fromkeys(words.split(" "), int(step) / 10))
    return found
