"""CSS selectors, as a reader writes them to say what of a site's pages is the article.

What is known of Selectors Level 4: types and `*`, `.class`, `#id`, `[a]`, `[a=b]` with `^= $= *= ~= |=`,
descendants, `>`, `+`, `~`, lists with commas, `:not(…)` of these without combinators, and
`:first-child`, `:nth-child(…)`, `:first-of-type`, `:nth-of-type(…)`. All else is refused by name: a rule that
was half understood would keep the wrong thing. Loads nothing, since settings are checked by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

LONGEST: Final = 2_000
"""Characters of a selector."""
MOST_STEPS: Final = 64
"""Compounds in a selector: each is tried at every element of a page."""

Combinator = Literal["", " ", ">", "+", "~"]
Comparison = Literal["", "=", "^=", "$=", "*=", "~=", "|="]

_NAME: Final = r"(?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\[^\n0-9a-fA-F])+"
_TOKEN: Final = re.compile(
    rf"(?P<type>\*|{_NAME})|\.(?P<class>{_NAME})|\#(?P<id>{_NAME})|(?P<attribute>\[)|:(?P<pseudo>:?{_NAME})"
)
_ATTRIBUTE: Final = re.compile(
    rf"\[\s*(?P<name>{_NAME})\s*(?:(?P<sign>[\^$*~|]?=)\s*"
    r"""(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s\]"']+))\s*(?P<case>[iIsS])?\s*)?\]"""
)
_COMBINATOR: Final = re.compile(r"\s*([>+~])\s*|\s+")
_COMMA: Final = re.compile(r"\s*,\s*")
_NTH: Final = re.compile(
    r"\(\s*(?:(odd|even)|([+-]?\d{0,4})n\s*(?:([+-])\s*(\d{1,4}))?|(\d{1,4}))\s*\)", re.I
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_POSITIONS: Final = ("first-child", "first-of-type", "nth-child", "nth-of-type")
_SHOWN: Final = 20
_LAST_CODE_POINT: Final = 0x10FFFF


class SelectorError(ValueError):
    """A text is no selector, or none that is known here; the message says so in words and names it."""


class AttributeTest(NamedTuple):
    """What an attribute must say."""

    name: str
    sign: Comparison
    value: str
    folded: bool
    """Whether letters of either case are the same."""

    def holds(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element's attributes pass."""
        if self.name not in attributes:
            return False
        stated = attributes[self.name] or ""
        return self._compares(stated.lower() if self.folded else stated)

    def _compares(self, stated: str) -> bool:
        match self.sign:
            case "":
                return True
            case "=":
                return stated == self.value
            case "~=":
                return self.value in stated.split()
            case "|=":
                return stated == self.value or stated.startswith(f"{self.value}-")
            # An empty value begins and ends everything: by the standard it matches nothing.
            case "^=" | "$=" | "*=":
                return bool(self.value) and self._is_part_of(stated)

    def _is_part_of(self, stated: str) -> bool:
        """Whether the value stands where the sign wants it: at the beginning, the end, or anywhere."""
        if self.sign == "^=":
            return stated.startswith(self.value)
        if self.sign == "$=":
            return stated.endswith(self.value)
        return self.value in stated


class Position(NamedTuple):
    """Which of its siblings, or of those of its type, an element must be: number `step` * n + `offset`."""

    of_type: bool
    step: int
    offset: int

    def holds(self, number: int) -> bool:
        """Whether the number, from 1, is one of these."""
        beyond = number - self.offset
        return beyond == 0 if self.step == 0 else beyond % self.step == 0 and beyond // self.step >= 0


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be, without regard to others but its place among its siblings."""

    name: str | None = None
    """None: any."""
    ids: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    attributes: tuple[AttributeTest, ...] = ()
    positions: tuple[Position, ...] = ()
    excluded: tuple[Compound, ...] = ()
    """None of which it may be."""

    @property
    def counts(self) -> bool:
        """Whether it asks for a place among siblings."""
        return bool(self.positions) or any(one.counts for one in self.excluded)


@dataclass(frozen=True, slots=True)
class SelectorStep:
    """One compound of a selector, and how it stands to the one before; the first has no combinator."""

    combinator: Combinator
    compound: Compound
    is_last: bool


Selectors = tuple[SelectorStep, ...]
"""A list of selectors, one behind the other."""


def parse_selectors(text: str) -> Selectors:
    """Return a list of selectors as it is typed. Raises SelectorError."""
    if len(text) > LONGEST:
        raise SelectorError(f"a selector of at most {LONGEST:,} characters")
    steps = _Reader(text.strip()).read()
    if len(steps) > MOST_STEPS:
        raise SelectorError(f"a selector of at most {MOST_STEPS} parts")
    return tuple(steps)


@dataclass(slots=True)
class _CompoundParts:
    """What is read of a compound so far."""

    name: str | None = None
    ids: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    attributes: list[AttributeTest] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    excluded: list[Compound] = field(default_factory=list)

    def compound(self) -> Compound:
        return Compound(
            self.name,
            tuple(self.ids),
            frozenset(self.classes),
            tuple(self.attributes),
            tuple(self.positions),
            tuple(self.excluded),
        )


class _Reader:
    """Reads one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def read(self) -> list[SelectorStep]:
        if not self._text:
            raise SelectorError("a CSS selector, such as div.article or article > p")
        steps = self._selector()
        while match := _COMMA.match(self._text, self._at):
            self._at = match.end()
            steps += self._selector()
        if self._at < len(self._text):
            raise self._odd()
        return steps

    def _selector(self) -> list[SelectorStep]:
        found: list[tuple[Combinator, Compound]] = [("", self._compound())]
        while (combinator := self._combinator()) is not None:
            found.append((combinator, self._compound()))
        last = len(found) - 1
        return [
            SelectorStep(combinator, one, number == last) for number, (combinator, one) in enumerate(found)
        ]

    def _combinator(self) -> Combinator | None:
        if _COMMA.match(self._text, self._at):
            return None
        match = _COMBINATOR.match(self._text, self._at)
        if match is None:
            return None
        self._at = match.end()
        for sign in (">", "+", "~"):
            if match[1] == sign:
                return sign
        return " "

    def _compound(self, *, plain: bool = False) -> Compound:
        """Read one; `plain` is one within `:not`, which holds no other."""
        begin = self._at
        parts = _CompoundParts()
        while match := _TOKEN.match(self._text, self._at):
            if match.lastgroup == "type" and self._at != begin:
                raise self._odd()
            self._at = match.end()
            self._simple(match, parts, plain=plain)
        if self._at == begin:
            raise self._odd()
        return parts.compound()

    def _simple(self, token: re.Match[str], parts: _CompoundParts, *, plain: bool) -> None:
        """Read one simple selector, whose first token is known, into the parts of its compound."""
        kind, said = token.lastgroup, token[token.lastgroup or 0]
        if kind == "type":
            parts.name = None if said == "*" else _plain(said).lower()
        elif kind == "class":
            parts.classes.add(_plain(said))
        elif kind == "id":
            parts.ids.append(_plain(said))
        elif kind == "attribute":
            parts.attributes.append(self._attribute(token.start()))
        elif said.lower() == "not" and not plain:
            parts.excluded += self._excluded()
        else:
            parts.positions.append(self._position(token.start(), said.lower()))

    def _attribute(self, start: int) -> AttributeTest:
        match = _ATTRIBUTE.match(self._text, start)
        if match is None:
            self._at = start
            raise self._odd()
        self._at = match.end()
        value = match["double"] or match["single"] or match["bare"] or ""
        folded = (match["case"] or "").lower() == "i"
        value = _plain(value)
        return AttributeTest(
            _plain(match["name"]).lower(), _sign(match["sign"]), value.lower() if folded else value, folded
        )

    def _excluded(self) -> list[Compound]:
        opening = re.compile(r"\(\s*").match(self._text, self._at)
        if opening is None:
            raise self._odd()
        self._at = opening.end()
        found = [self._compound(plain=True)]
        while match := _COMMA.match(self._text, self._at):
            self._at = match.end()
            found.append(self._compound(plain=True))
        closing = re.compile(r"\s*\)").match(self._text, self._at)
        if closing is None:
            raise self._odd()
        self._at = closing.end()
        return found

    def _position(self, start: int, said: str) -> Position:
        if said not in _POSITIONS:
            self._at = start
            raise self._odd()
        of_type = said.endswith("type")
        if said.startswith("first"):
            return Position(of_type, 0, 1)
        match = _NTH.match(self._text, self._at)
        if match is None:
            raise self._odd()
        self._at = match.end()
        return Position(of_type, *_numbers(match))

    def _odd(self) -> SelectorError:
        rest = self._text[self._at : self._at + _SHOWN]
        return SelectorError(f"a CSS selector (not known here: {rest!r})" if rest else "a whole CSS selector")


def _numbers(match: re.Match[str]) -> tuple[int, int]:
    """Return step and offset of what stands in the brackets of `:nth-child`."""
    word, step, sign, offset, alone = match.groups()
    if word:
        return 2, int(word.lower() == "odd")
    if alone:
        return 0, int(alone)
    steps = int(f"{step}1") if step in ("", "+", "-") else int(step)
    return steps, int(f"{sign}{offset}") if offset else 0


def _sign(stated: str | None) -> Comparison:
    for sign in ("=", "^=", "$=", "*=", "~=", "|="):
        if stated == sign:
            return sign
    return ""


def _plain(text: str) -> str:
    """Return a name without its escapes: `md\\:flex` is the class `md:flex`."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= _LAST_CODE_POINT else "\ufffd"
