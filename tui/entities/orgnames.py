"""When two names of organisations are one's: letters, legal forms, and names said short. Words are folded."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from tui.entities.features import spelled
from tui.entities.lexicon import demonyms, gazetteer
from tui.entities.orgkeys import bare, known_letters
from tui.entities.wordlists import read_lists

_LISTS: Final = read_lists("organisations")
_SORTS: Final = _LISTS["sorts"] | _LISTS["legal"] | read_lists("bodies")["company"]
"""What a name may lose and say the same."""
_GENERIC: Final = _LISTS["generic"]
_OF_STATES: Final = _LISTS["of-states"]
_STATES: Final = frozenset(["us", "uk", "un", "eu"])
_SMALL: Final = frozenset("of the and for in on to de la del du des di do da von und et & '".split())
_LEAST_LETTERS: Final = 2
_LEAST_MEMBERS: Final = 5
_MOST_LETTERS: Final = 8


def is_head(words: list[str]) -> bool:
    """Tell whether a name is a noun for a body and no more: `the Bank`, `the Supreme Court` is more."""
    return len(words) == 1 and words[0] in _GENERIC


def is_of_states(words: list[str]) -> bool:
    """Tell whether many a country has a body called so: `foreign ministry`, `supreme court`."""
    return _OF_STATES.issuperset(words)


def is_acronym(form: str) -> bool:
    """Tell whether a form is letters that stand for words: `EU`, `U.N.`, `MoD`."""
    letters = form.replace(".", "")
    if not _LEAST_LETTERS <= len(letters) <= _MOST_LETTERS or not letters.isalpha():
        return False
    return sum(letter.isupper() for letter in letters) > len(letters) // 2


def letters_of(words: list[str]) -> Set[str]:
    """Return what a folded name is written short by, as `written_short` has it.

    The first letters of its words, small words with or without (`eu`, `mod`), and what everybody knows it by.
    """
    known = known_letters(" ".join(words))
    if len(words) < 2:
        return known
    large = [word for word in words if word not in _SMALL and len(word) > 1]
    # `FC Barcelona`, and `NYPD` of a name whose legal form has no letter.
    return {_initials(words), _initials(large), _initials(bare(large))} | known


def written_short(letters: str) -> str:
    """Return letters that stand for words as `letters_of` has them: `un` for `U.N.`."""
    return letters.replace(".", "").casefold()


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def why_same(short: list[str], full: list[str]) -> str | None:
    """Tell why two names are one organisation's, in words that go before the fuller one; None if not.

    Empty for the same name. What is surer stands for less doubt: see `is_doubtful`.
    """
    if short == full or bare(short) == bare(full):
        return ""
    if _are_members(short, full):
        return "members of"
    return "short for" if len(short) < len(full) and _is_short_for(short, full) else None


def _is_short_for(short: list[str], full: list[str]) -> bool:
    """Tell whether a name may be a longer one's first or last words, said without the others."""
    is_end = full[-len(short) :] == short
    if is_end and _is_of(full[: -len(short)]):
        return True
    # `the Bank` of the Bank of England, `the Commission` of the European one.
    if is_head(short):
        return short[0] in {full[0], full[-1], bare(full)[-1]}
    is_sort_left = full[: len(short)] == short and _SORTS.issuperset(full[len(short) :])
    return is_end or is_sort_left or _opens(short, full)


def _are_members(short: list[str], full: list[str]) -> bool:
    """Tell whether a party is called by its members: `the Greens` of the Green Party."""
    if len(short) != 1 or full[-1] != "party" or not short[0].endswith("s") or len(short[0]) < _LEAST_MEMBERS:
        return False
    return len(full) > 1 and full[-2].startswith(short[0].removesuffix("s"))


def is_doubtful(short: list[str], full: list[str]) -> bool:
    """Tell whether a short form is another's as well, unless the full name stands before it.

    `Ford` of the Ford Foundation: only what a name is lost says nothing new.
    """
    if _are_members(short, full):
        return False
    if full[: len(short)] == short:
        return not _SORTS.issuperset(full[len(short) :])
    return not _is_of(full[: -len(short)])


def _is_of(words: list[str]) -> bool:
    """Tell whether words before a name only say where it is: `turkish foreign ministry`, `boston celtics`."""
    name = " ".join(words).title()
    return words[0] in _STATES or spelled(name) in demonyms() or name in gazetteer()


def _opens(short: list[str], full: list[str]) -> bool:
    """Tell whether a form is the first words of a name: `brandt` of `brandt & keller`.

    What is left must be no body of its own: the United Nations are not their Security Council.
    """
    if full[: len(short)] != short or short[-1] in _SMALL or not _GENERIC.isdisjoint(full[len(short) :]):
        return False
    return not all(spelled(word.title()) in demonyms() for word in short)
