"""Words of which the roles of people are made."""

from __future__ import annotations

from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.wordlists import read_lists
from tui.entities.words import DETERMINERS, FUNCTION_WORDS, ROLE_NOUNS, ROLE_WORDS, WEEKDAYS_AND_MONTHS

_LISTS: Final = read_lists("roles")
MAX_BEFORE: Final = 10
_MIN_HEADLINE: Final = 6
"""Words of a line that is written like a headline; a caption has fewer."""
LINKS: Final = frozenset(["of", "for", "to", "in", "at"])
AT_HOUSES: Final = frozenset(["of", "from", "at"])
_HANGING: Final = LINKS | frozenset("from by with dr mr mrs ms sir there here".split())
"""Words that end no role."""
_OUTSIDE: Final = FUNCTION_WORDS | WEEKDAYS_AND_MONTHS
"""Words that are in no role, however they are written: `On Monday Secretary of State NAME`."""
ADVERBS: Final = _LISTS["adverbs"]
POSSESSIVES: Final = frozenset(["'s", "’s"])
ORDINALS: Final = _LISTS["ordinals"]
MARKS: Final = frozenset([",", ".", ";", ":", "(", ")", '"', "“", "”", "—", "–", "!", "?", "|"])


def is_role(word: str) -> bool:
    """Tell whether a word says what a person is: `minister`, `Secretary-General`, `co-founders`, `Gov.`."""
    lower = word.lower().rstrip(".")
    # The press is not several presidents: `Pres.`.
    if lower in ROLE_NOUNS or (lower.endswith("s") and lower[:-1] in ROLE_NOUNS and lower != "press"):
        return True
    head, _, tail = lower.partition("-")
    return bool(tail) and (head in ROLE_NOUNS or tail in ROLE_NOUNS)


def is_headline(leaf: TokenizedText) -> bool:
    """Tell whether capitals say little in a text: a headline, or a line written like one."""
    return leaf.title or (len(leaf.tokens.words) >= _MIN_HEADLINE and leaf.only_capitals)


def role_text(leaf: TokenizedText, first: int, last: int) -> str | None:
    """Return the text of a stretch without its article; None where nothing is left."""
    words = leaf.tokens.words
    named = next((at for at in range(first, last) if words[at][0].isalnum()), first)
    # A quote that ends before the role; one around its first word is a part of it.
    if set(words[first:named]).isdisjoint(words[named:last]):
        first = named
    while first < last and (
        words[first].lower() in DETERMINERS or words[first].lower() in {"'s", "’s", "and", "now", "another"}
    ):
        first += 1
    while first < last and words[last - 1].lower().rstrip(".") in _HANGING | POSSESSIVES:
        last -= 1
    if first == last:
        return None
    return " ".join(leaf.text[leaf.tokens.starts[first] : leaf.tokens.end(last - 1)].split())


def belongs(word: str) -> bool:
    """Tell whether a word may belong to a title: a noun for a role, a name, or a small word between them."""
    lower = word.lower()
    if lower in LINKS - {"in", "at"} or lower in {"'s", "’s", "the"} or lower in ROLE_WORDS or is_role(word):
        return True
    return word[0].isupper() and lower not in _OUTSIDE


def singular(role: str) -> str:
    """Return `senior envoy` for `senior envoys`, `Sen.` for `Sens.`; any other role as it is."""
    last = role.rsplit(" ", 1)[-1].lower()
    # `one of the envoys`, `member of the Board of Directors`: those are several still.
    if " of " in role:
        return role
    stop = "." if last.endswith("s.") else ""
    is_plural = last.endswith(f"s{stop}") and last.removesuffix(f"s{stop}") in ROLE_NOUNS
    return role.removesuffix(f"s{stop}") + stop if is_plural else role
