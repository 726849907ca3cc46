"""The word lists that rules lean on: text files with a comment for each group, in `lists/`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.text.wordlists import read_word_lists

_LISTS: Final = Path(__file__).resolve().parent / "lists"


def read_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of one file, each by its name: see `read_word_lists`."""
    return read_word_lists(_LISTS / f"{name}.txt")
