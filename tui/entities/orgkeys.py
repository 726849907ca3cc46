"""What makes an organisation the same across articles: its name, letters spelled out, legal forms cut."""

from __future__ import annotations

from typing import Final

from tui.entities.folding import fold
from tui.entities.wordlists import read_lists

_LISTS: Final = read_lists("organisations")
_LEGAL: Final = _LISTS["legal"]
_SAME: Final = dict(pair.split(":") for pair in _LISTS["same"])
_LETTERS: Final = {
    name: frozenset(short for short, full in _SAME.items() if full == name) for name in _SAME.values()
}
_STATES: Final = ["united", "states"]
"""What `U.S.` is short for: `United States District Court`."""
_JOINING: Final = frozenset(["&", "and"])


def organisation_key(name: str) -> str:
    """Return what a name goes by elsewhere: `EU` by `european union`, `Apple Inc.` by `apple`."""
    words = fold(name.removeprefix("The ").removeprefix("the ")).split()
    key = " ".join(bare(words))
    # `WHO` is known by its letters, `The Who` by its name.
    return _SAME.get(key, key) if name.isupper() else key


def known_letters(name: str) -> frozenset[str]:
    """Return the letters that everybody knows a folded name by: `gop` of `republican party`."""
    return _LETTERS.get(name, frozenset())


def bare(words: list[str]) -> list[str]:
    """Return a folded name without its legal form; something is always left.

    `procter & gamble co` loses its last word, `tiffany & co` keeps what the sign leads to.
    """
    if words[:2] == _STATES and len(words) > len(_STATES):
        words = ["us", *words[2:]]
    end = len(words)
    while end > 1 and words[end - 1] in _LEGAL:
        end -= 1
    return words if not words or words[end - 1] in _JOINING else words[:end]
