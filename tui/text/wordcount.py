"""How many words a text has, in scripts with and without blanks between them."""

from __future__ import annotations

import math
import re
from typing import Final

_KANA: Final = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"


_SIGNS: Final = (
    "\u3000-\u303f\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff65"
    "\U00020000-\U000323af"
)


_ENDLESS_SIGNS: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f"


# Compiled when a text is first counted: large sets of characters take milliseconds, at every start.
_ENDLESS: Final = f"[{_ENDLESS_SIGNS}]"


_UNSPACED: Final = f"(?P<kana>[{_KANA}])|[{_SIGNS}]"


_ANY_UNSPACED: Final = f"[{_KANA}{_SIGNS}{_ENDLESS_SIGNS}]"


_KANA_OF_JAPANESE: Final = 0.05
"""The share of kana among a text's signs from which on it is Japanese; Chinese has next to none."""


_SIGNS_A_WORD: Final = {"ja": 2.0, "zh": 1.7, "endless": 5.0}


def count_words(text: str) -> int:
    """Return how many words a text has, as reading it takes time: white space parts them, where there is any.

    In scripts without blanks between words, signs are counted and taken for words at the rates of their
    languages: two signs a word in Japanese and 1.7 in Chinese (so that 238 words a minute are the 400 to 480
    signs that adults read: Brysbaert 2019, doi:10.1016/j.jml.2019.104047), five, marks of vowels and tones
    among them, in Thai, Lao, Khmer, Burmese and Tai Tham. Korean has blanks.
    """
    if text.isascii() or not re.search(_ANY_UNSPACED, text):
        return len(text.split())
    # A blank in its place, so that Latin words around it stay two.
    rest, endless = re.subn(_ENDLESS, " ", text)
    kana = sum(1 for found in re.finditer(_UNSPACED, rest) if found["kana"])
    rest, signs = re.subn(_UNSPACED, " ", rest)
    rate = _SIGNS_A_WORD["ja" if kana > _KANA_OF_JAPANESE * signs else "zh"]
    unspaced = signs / rate + endless / _SIGNS_A_WORD["endless"]
    return len(rest.split()) + math.ceil(unspaced)
