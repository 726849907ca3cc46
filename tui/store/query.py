"""What a reader types, taken apart: words, phrases, exclusions and conditions. Pure; never raises.

    ukraine talks          both words, in any form (talk, talking)
    "peace talks"          the phrase
    kyiv OR moscow         either; binds the two beside it
    -sport -"world cup"    without
    tariff*                whatever begins so; the last word of an unfinished query as well
    feed:post  folder:news/europe  tag:later  note:grain
    is:unread is:read is:saved is:noted is:opened is:muted
    dateline:istanbul  agency:reuters  author:reed
    who:rubio  where:"new york"  said:rubio
    before:2025-05  after:2024  after:7d

A condition may be excluded too (`-feed:post`). Anything else is words: a colon after another
word, a date that is none, a lone quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from tui.model.kinds import by_prefix
from tui.store.times import to_seconds
from tui.text.safe import clean_line

_CONDITIONS: Final = frozenset(
    ("feed", "folder", "is", "tag", "note", "said", "dateline", "agency", "author", "before", "after")
)
"""What a condition may begin with, beside the prefixes of the kinds of names."""

_MOST_TERMS: Final = 40
_LONGEST_QUERY: Final = 2_000
_SHORTEST_BEGINNING: Final = 2
"""Letters of the last word from which on it is taken for the beginning of one."""

_PIECE: Final = re.compile(
    r'(?P<minus>-?)(?:(?P<key>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+))|(?P<stray>\S)'
)
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟", '"'))
_STATES: Final = frozenset(("unread", "read", "saved", "noted", "muted", "opened"))
_LETTER: Final = re.compile(r"[^\W_]")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO: Final = re.compile(r"(\d{1,4})([hdwmy])")
_UNIT: Final = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
    "y": timedelta(days=365),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, without quotes; holds at least one letter or digit."""

    text: str
    beginning: bool = False
    """Whether the last word of it may go on."""
    unless_whole: bool = False
    """Whether it may only where the word as it is stands nowhere."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of an article beside its words."""

    kind: str
    """What stands before its colon: `feed`, or a kind of name's prefix."""
    value: str
    """As typed; for `is` one of its states; for `before` and `after` UTC seconds in digits."""
    excluded: bool = False
    beginning: bool = False
    """Whether the last word of a name may go on."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart. All of it must hold; nothing in it holds of everything."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    """Of each group one term at least."""
    excluded: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.wanted or self.excluded or self.conditions)


def joined(one: Query, other: Query) -> Query:
    """Return the query that asks for all that two queries ask for."""
    return Query(one.wanted + other.wanted, one.excluded + other.excluded, one.conditions + other.conditions)


def parse_query(text: str, now: datetime, *, typing: bool = True) -> Query:
    """Take a query apart; `now` is what `after:7d` counts back from. Never raises.

    A last word of two letters or more with no blank after it is taken for a beginning, so that hits
    come while it is being typed. Once it is not `typing` any more, that holds only of one that stands nowhere
    as it is. What goes beyond forty terms is passed over.
    """
    typed = _as_typed(text)
    is_open = bool(typed) and not text[:_LONGEST_QUERY][-1:].isspace()
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    conditions: list[Condition] = []
    joins = False
    pieces = list(_PIECE.finditer(typed))[:_MOST_TERMS]
    for piece in pieces:
        may_go_on = is_open and piece.end() == len(typed)
        condition = _condition(piece, now, may_go_on)
        if condition is not None:
            conditions.extend(condition)
        elif _is_or(piece):
            # An OR at the beginning joins nothing.
            joins = bool(groups)
            continue
        elif (term := _term(piece, may_go_on, typing)) is not None:
            if piece["minus"]:
                # What is still being typed excludes nothing more than itself: -art on the way to -artist.
                excluded.append(Term(term.text, term.beginning and _has_star(piece)))
            elif joins:
                groups[-1] = (*groups[-1], term)
            else:
                groups.append((term,))
        joins = False
    return Query(tuple(groups), tuple(excluded), tuple(conditions))


class AskedFor(NamedTuple):
    """What a query asks for, at its place in it."""

    kind: str
    """A condition's; empty: it is words."""
    start: int
    end: int


def asked_for(text: str) -> tuple[str, tuple[AskedFor, ...]]:
    """Return a query as it is read, and where the words and names that it asks for stand in it.

    Not what it excludes, nor states and dates, which can only be there or not.
    """
    typed = _as_typed(text)
    found: list[AskedFor] = []
    for piece in list(_PIECE.finditer(typed))[:_MOST_TERMS]:
        kind = (piece["key"] or "").lower()
        value = "word" if piece["quoted"] is None else "quoted"
        if piece["minus"] or piece["stray"] or _is_or(piece) or kind in _READINGS:
            continue
        if not _begins_one(kind):
            # A colon after another word: all of it is words.
            found.append(AskedFor("", piece.start("key") if kind else piece.start(value), piece.end(value)))
        else:
            found.append(AskedFor(kind, *piece.span(value)))
    return typed, tuple(found)


def _as_typed(text: str) -> str:
    # Cut before it is cleaned: whatever is pasted costs no more than this.
    return clean_line(text[:_LONGEST_QUERY]).translate(_QUOTES)


def _is_or(piece: re.Match[str]) -> bool:
    return piece["word"] == "OR" and not piece["key"] and not piece["minus"]


def _term(piece: re.Match[str], may_go_on: bool, typing: bool) -> Term | None:
    """Return a piece as a term; None where it holds no letter."""
    words = _words(piece)
    if not _LETTER.search(words):
        return None
    if piece["quoted"] is not None:
        goes_on = may_go_on and not piece[0].endswith('"')
        return Term(words, goes_on, goes_on and not typing)
    goes_on = may_go_on and len(_LETTER.findall(words)) >= _SHORTEST_BEGINNING
    has_star = _has_star(piece)
    return Term(words.rstrip("*"), goes_on or has_star, goes_on and not (typing or has_star))


def _words(piece: re.Match[str]) -> str:
    """Return a piece without quotes and sign, and with what stands before its colon."""
    key = f"{piece['key']}:" if piece["key"] else ""
    return key + (piece["stray"] or piece["word"] or piece["quoted"] or "")


def _has_star(piece: re.Match[str]) -> bool:
    return piece["quoted"] is None and piece[0].endswith("*")


def _condition(piece: re.Match[str], now: datetime, may_go_on: bool) -> tuple[Condition, ...] | None:
    """Return a piece's condition; none while its value is still to be typed; None where it is words."""
    kind, typed = (piece["key"] or "").lower(), piece[0].lstrip("-")
    if not _begins_one(kind):
        return () if typed.endswith(":") and _begins_one(typed[:-1].lower()) else None
    stated = _stated(piece)
    if kind not in _READINGS and not stated:
        return ()
    value = _READINGS[kind](stated, now) if kind in _READINGS else stated
    goes_on = may_go_on and not typed.endswith('"')
    return (Condition(kind, value, piece["minus"] == "-", goes_on),) if value else None


def _stated(piece: re.Match[str]) -> str:
    return str(piece["word"] if piece["quoted"] is None else piece["quoted"]).strip()


def _begins_one(word: str) -> bool:
    return word in _CONDITIONS or by_prefix(word) is not None


def _moment(value: str, now: datetime) -> str:
    """Return the UTC second at which a stated year, month or day begins, or so long ago; else nothing."""
    ago = _AGO.fullmatch(value.lower())
    date = _DATE.fullmatch(value)
    try:
        if ago:
            return str(to_seconds(now - int(ago[1]) * _UNIT[ago[2]]))
        if date:
            return str(to_seconds(datetime(int(date[1]), int(date[2] or 1), int(date[3] or 1), tzinfo=UTC)))
    except (ValueError, OverflowError):
        pass
    return ""


def _state(value: str, _now: datetime) -> str:
    """Return a stated state in small letters; nothing where an article is never in it."""
    state = value.lower()
    return state if state in _STATES else ""


_READINGS: Final[Mapping[str, Callable[[str, datetime], str]]] = {
    "before": _moment,
    "after": _moment,
    "is": _state,
}
"""What makes the value of a condition of what is typed, where only some is one: nothing of what is none."""
