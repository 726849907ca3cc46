"""The words of a text as they are compared: folded, without apostrophes and stops."""

from __future__ import annotations

import re
from typing import Final

from tui.text.folding import fold

_WORD: Final = re.compile(r"[^\W_]+")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in order: `José Ferrero-Waldner` gives jose, ferrero, waldner."""
    return tuple(_WORD.findall(fold(text).replace("'", "")))
