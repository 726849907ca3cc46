"""Lines of results and standings, where the name of a town is a team's."""

from __future__ import annotations

from typing import Final

from tui.entities.features import spelled
from tui.entities.lexicon import candidates
from tui.entities.reading import Leaf
from tui.entities.spans import Hit, taken_tokens

_MAX_WORDS: Final = 24
_BETWEEN: Final = frozenset("at v vs in and the th st nd rd first second third game games innings ot".split())


def without_teams(leaves: list[Leaf], hits: list[Hit]) -> list[Hit]:
    """Relabel as ORG the towns in lines of results (`Leeds 2 Bury 0`), standings and fixtures.

    Countries stay: a national team is named like its country and means it more often than not.
    """
    taken = taken_tokens(hits)
    lines = {number for number in taken if _is_result(leaves[number], taken[number])}
    return [
        hit._replace(label="ORG")
        if hit.leaf in lines and hit.label == "LOC" and not _is_country(leaves, hit)
        else hit
        for hit in hits
    ]


def _is_result(leaf: Leaf, taken: set[int]) -> bool:
    """Tell whether a text is names and numbers only, or names on both sides of `at` or `v`."""
    words = leaf.tokens.words
    if len(words) > _MAX_WORDS or len(taken) == len(words):
        return False
    rest = [word for index, word in enumerate(words) if index not in taken]
    numbers = sum(word[0].isdigit() for word in rest)
    if any(word.isalpha() and word.lower() not in _BETWEEN and not word[0].isupper() for word in rest):
        return False
    if numbers > 1 and 4 * numbers >= len(words):
        return True
    fixture = any(word.lower() in {"at", "v", "vs"} for word in rest)
    return fixture and all(not word.isalpha() or word.lower() in _BETWEEN for word in rest)


def _is_country(leaves: list[Leaf], hit: Hit) -> bool:
    words = leaves[hit.leaf].tokens.words[hit.first : hit.last]
    found = candidates(" ".join([spelled(word) for word in words]))
    return bool(found) and found[0].kind == "C"
