"""Names of authors out of what pages state: no roles, days, addresses or handles; people before houses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tui.fulltext.bylinewords import (
    AFTER_NAMES,
    BEFORE_DAYS,
    BEFORE_NAMES,
    CREDIT,
    HOUSES,
    LISTING,
    NAMELESS,
    PARTICLES,
    ROLES,
)
from tui.fulltext.headlines import key_of
from tui.fulltext.heads import unescaped
from tui.sources.datewords import ALSO_DAYS, MONTHS, folded
from tui.text.safe import clean_line

_LONGEST_STATED: Final = 300
_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 6
_MOST_NAMES: Final = 12

_ENDS: Final = " ,;:|-–—·•"
_ADDRESS: Final = re.compile(r"\(?\b(?:https?://|www\.)\S+|\(?\S+@\S+\.\w+\S*|(?<!\w)@\w+")
_REMARK: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*$")
_PARTING: Final = re.compile(r"\s+[|·•∙–—/:-]\s+|\s*[|•]\s*|\s*/\s*|\s+(?:for|in)\s+(?=[A-Z])")
_JOINING: Final = re.compile(r"\s*;\s*|\s*、\s*|,?\s+(?:and|&|und|et|y|e|i|og|och|en|и|und|with)\s+")
_COMMA: Final = re.compile(r"\s*[,，]\s*")
_OF_MACHINES: Final = re.compile(r"admin(?!i)|webmaster|_|^[^\W\d_]{0,4}\d{3,}$|^user ?\d", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"\S+\.[a-z]{2,4}", re.IGNORECASE)
_BEFORE_DAY: Final = frozenset(MONTHS) | ALSO_DAYS | BEFORE_DAYS
_WORD: Final = re.compile(r"[^\W_]+")
_LETTER: Final = re.compile(r"[^\W\d_]")


def names_in(stated: str) -> tuple[str, ...]:
    """Return the names that a statement of authors holds, as they are written; none where it holds none."""
    line = clean_line(unescaped(stated[:_LONGEST_STATED]))
    if CREDIT.match(line):
        return ()
    line = _without_by(_ADDRESS.sub(" ", line).strip(_ENDS))
    first = next((part for part in _PARTING.split(_before_day(line)) if part), "")
    return tuple(dict.fromkeys(_split(first)))[:_MOST_NAMES]


def byline_names(line: str) -> tuple[str, ...]:
    """Return the names of a line that begins as bylines do, `By Ann Reed`; none of any other line."""
    names = names_in(line) if BEFORE_NAMES.match(line) else ()
    return names if all(map(is_persons_name, names)) else ()


def _without_by(line: str) -> str:
    for _ in range(2):
        if (match := LISTING.match(line) or BEFORE_NAMES.match(line)) is None:
            return line
        line = line[match.end() :]
    return line


def _before_day(line: str) -> str:
    """Return a line without the day that follows the names, and what follows it."""
    match = AFTER_NAMES.search(line)
    if match is None:
        return line
    words = line[: match.start()].split()
    while match["digit"] and words and folded(words[-1].strip(",.")) in _BEFORE_DAY:
        words.pop()
    return " ".join(words).strip(_ENDS)


def _split(line: str) -> Iterator[str]:
    """Yield the names of a line, each without what is said of the one who has it."""
    joined = [part for part in _JOINING.split(line) if part]
    # One word beside "and" is half a name: `Simon and Schuster`.
    if len(joined) == 2 and any(len(part.split()) < 2 for part in joined):
        joined = [line]
    for part in joined:
        if not (len(joined) > 1 and _is_role(part) and not is_persons_name(part)):
            yield from _before_roles(part)


def _before_roles(line: str) -> Iterator[str]:
    """Yield the names of a line with commas, up to the first that is a role, a degree or a place."""
    first, *others = [part for part in _COMMA.split(line) if part] or [""]
    if _is_turned_name(first, others):
        yield from _named(f"{first}, {others[0]}")
        return
    yield from _named(first)
    for other in others:
        if len(other.split()) < 2 or _is_role(other):
            return
        yield from _named(other)


def _is_turned_name(first: str, others: Sequence[str]) -> bool:
    """Whether the parts around a comma are one person's name, turned: `Reed, Ann`."""
    return len(others) == 1 and len(first.split()) < 2 and not _is_role(others[0])


def _named(text: str) -> Iterator[str]:
    name = _REMARK.sub("", text).strip(" ,;:|-–—·•*\"'“”‘’<>").strip()
    words = name.split()
    # `Ann Reed Senior Harbour Correspondent`: two words are a name, and a role begins behind them.
    for place, word in enumerate(words[2:], start=2):
        if word.lower().strip(".,") in ROLES and words[place - 1].lower() not in PARTICLES:
            name = " ".join(words[:place])
            break
    if is_name(name):
        yield name


def _is_role(text: str) -> bool:
    words = [word.lower() for word in text.split()]
    return any(word.strip(".,") in ROLES or word.strip(".,") in HOUSES for word in words) or (
        len(words) == 1 and len(text) <= 4 and text.isupper()
    )


def is_name(text: str) -> bool:
    """Whether a text may be somebody's name: short, not a sentence, not a word of programs."""
    words = text.split()
    if not words or len(text) > _LONGEST_NAME or len(words) > _MOST_WORDS or not _LETTER.search(text):
        return False
    if (
        key_of(text) in NAMELESS
        or len(text) < 2
        or _OF_MACHINES.search(text)
        or any(sign in text for sign in "{}[]<>=@?!\ufffd")
    ):
        return False
    return not text.endswith((":", "…"))


def is_persons_name(text: str) -> bool:
    """Whether a text looks like somebody's name by its letters alone: two words or more, each of them large.

    In scripts without capitals a few letters are a name.
    """
    if not is_name(text) or any(character.isdigit() for character in text):
        return False
    if not any(letter.lower() != letter.upper() for letter in text):
        return 2 <= len(text) <= 20
    return _are_large(text.split()) and not is_house(text)


def _are_large(words: Iterable[str]) -> bool:
    """Whether two words or more begin with a capital, and all but particles do."""
    large = [word for word in words if word.lower() not in PARTICLES]
    return len(large) > 1 and all(map(_begins_large, large))


def _begins_large(word: str) -> bool:
    letters = _LETTER.search(word)
    return letters is not None and (letters[0].isupper() or letters[0].lower() == letters[0].upper())


def is_house(name: str, sites: frozenset[str] = frozenset()) -> bool:
    """Whether a name is that of a newspaper, an agency or the like: the site's own, or one that says so."""
    key = key_of(name)
    if key in sites or key.removeprefix("the") in sites:
        return True
    return _DOMAIN.fullmatch(name) is not None or any(word.lower() in HOUSES for word in _WORD.findall(name))


def names_in_all(stated: Iterable[str]) -> tuple[str, ...]:
    """Return the names that several statements hold, none twice."""
    return tuple(dict.fromkeys(name for text in stated for name in names_in(text)))[:_MOST_NAMES]


def best_names(groups: Iterable[Iterable[str]], sites: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the first group that names people; where none does, the first house that is named.

    A house, a newspaper or an agency, is left out where people are named with it.
    """
    houses: tuple[str, ...] = ()
    for group in groups:
        names = names_in_all(group)
        people = tuple(name for name in names if not is_house(name, sites))
        if people:
            return people
        houses = houses or names[:1]
    return houses
