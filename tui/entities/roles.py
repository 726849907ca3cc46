"""The role of a person as the article states it."""

from __future__ import annotations

from typing import Final

from tui.entities.reading import Leaf
from tui.entities.spans import Hit
from tui.entities.words import ROLE_NOUNS, ROLE_WORDS

_MAX_WORDS: Final = 10


def role_of(leaves: list[Leaf], hits: list[Hit]) -> str | None:
    """Return the role stated at the first naming that states one, in the article's own words."""
    for hit in hits:
        leaf = leaves[hit.leaf]
        role = _before(leaf, hit.first) or _after(leaf, hit.last)
        if role:
            return role
    return None


def _is_role(word: str) -> bool:
    lower = word.lower()
    return lower in ROLE_NOUNS or (lower.endswith("s") and lower[:-1] in ROLE_NOUNS)


def _text(leaf: Leaf, first: int, last: int) -> str:
    return " ".join(leaf.text[leaf.tokens.starts[first] : leaf.tokens.end(last - 1)].split())


def _before(leaf: Leaf, first: int) -> str | None:
    """Read `Deputy Foreign Minister NAME`, `Secretary of State NAME`, `New Zealand's Prime Minister NAME`."""
    words = leaf.tokens.words
    start = first
    while start > 0 and first - start < _MAX_WORDS and _belongs(words[start - 1]):
        start -= 1
    while start < first and words[start].lower() in {"of", "'s", "’s", "the", "and", "for"}:
        start += 1
    if any(_is_role(word) for word in words[start:first]):
        return _text(leaf, start, first)
    return None


def _belongs(word: str) -> bool:
    lower = word.lower()
    return word[0].isupper() or _is_role(word) or lower in ROLE_WORDS or lower in {"of", "'s", "’s", "for"}


def _after(leaf: Leaf, last: int) -> str | None:
    """Read an apposition: `NAME, chief of Russia's military intelligence agency`."""
    words = leaf.tokens.words
    if last + 1 >= len(words) or words[last] != ",":
        return None
    start = last + 1
    if words[start].lower() in {"a", "an", "the"}:
        start += 1
    end = start
    while (
        end < len(words)
        and end - start < 14
        and words[end] not in {",", ".", ";", "(", ")", '"', "“", "”", "—"}
    ):
        if words[end].lower() in {"who", "which", "that", "said", "told", "has", "had", "was", "is", "were"}:
            break
        end += 1
    if any(_is_role(word) for word in words[start : min(end, start + 7)]):
        return _text(leaf, start, end)
    return None
