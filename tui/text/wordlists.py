"""Word lists as text files, with a comment for each group."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def read_word_lists(path: Path) -> dict[str, frozenset[str]]:
    """Return the lists of one file, each by its name.

    A list begins with its name in brackets and is words between blanks; `_` is a blank within a word. Lines
    that begin with `#` are for those who read the file.
    """
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = lists[line.strip("[]")] = []
        elif not line.startswith("#"):
            words += [word.replace("_", " ") for word in line.split()]
    return {key: frozenset(listed) for key, listed in lists.items()}
