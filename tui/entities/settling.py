"""What surely stands beside a name settles what it is, in other languages than English.

Datelines, tables of results, players with their clubs, ministers with their ministries: the same signs in all
languages, by the words that each has for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, by_leaf, laid_over
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists

_AGENCIES: Final = read_lists("agencies")["agencies"]
_MAX_AGENCY: Final = 2
_MAX_DATE: Final = 5
"""Tokens between the place of a dateline and its agency: `, 23 may.`, `, le 3 mars`."""
_MAX_PLACE: Final = 5
_TOWNS: Final = frozenset("PQ")
"""The flags of towns."""
_DASHES: Final = frozenset("-–—")
_QUOTES: Final = frozenset("\"“”«»'‘’")
_MAX_CALLED: Final = 2
"""Words of a nickname between given and family name."""


class Settler:
    """Relabels and completes the spans of one language's texts."""

    def __init__(
        self, lists: Mapping[str, frozenset[str]], inner: Set[str], place_flag: Callable[[str], str]
    ) -> None:
        """Set up with a language's word lists and what knows its places: see `features.place_flag`."""
        self._calendar = lists["weekdays-and-months"]
        self._portfolios = lists.get("ministers", frozenset())
        self._streets = lists.get("streets", frozenset())
        self._clubs_have = lists.get("club-articles", frozenset())
        self._inner = inner
        self._place_flag = place_flag

    def __call__(self, leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
        """Return the spans, in reading order, with what stands beside them heeded."""
        out: list[NameSpan] = []
        rows = by_leaf(spans)
        for number, leaf in enumerate(leaves):
            here = _with_called(leaf, rows.get(number, []))
            here = _with_clubs(leaf.tokens.words, here, self._is_country)
            here = [self._settled(leaf.tokens.words, span) for span in here]
            out += laid_over(here, list(self._datelines(number, leaf)))
        return sorted(out)

    def _is_place(self, name: str) -> bool:
        return bool(self._place_flag(name))

    def _is_country(self, name: str) -> bool:
        return self._place_flag(name) == "C"

    def _is_town(self, name: str) -> bool:
        return self._place_flag(name) in _TOWNS

    def _settled(self, words: list[str], span: NameSpan) -> NameSpan:
        """Return a span relabelled, or with the word that says that it is a street."""
        if span.label not in {"PER", "LOC"}:
            return span
        if _is_side(words, span) or self._is_portfolio(words, span) or self._is_club(words, span):
            return span._replace(label="ORG")
        return span if span.label == "PER" else span._replace(first=self._street_start(words, span))

    def _is_portfolio(self, words: list[str], span: NameSpan) -> bool:
        """Tell `ministro de Justicia`, but not `ministro de Francia`."""
        at = self._noun_before(words, span)
        return (
            0 <= at < span.first - 1
            and words[at].lower() in self._portfolios
            and (span.label == "PER" or not self._is_place(" ".join(words[span.first : span.last])))
        )

    def _is_club(self, words: list[str], span: NameSpan) -> bool:
        """Tell `el Puebla`, `al Nantes`: towns have no article, or one that is part of the name."""
        name = words[span.first]
        return (
            span.label == "LOC"
            and span.last - span.first == 1
            and words[span.first - 1 : span.first] != []
            and words[span.first - 1].lower() in self._clubs_have
            and self._is_town(name)
            and not self._is_place(f"El {name}")
        )

    def _noun_before(self, words: list[str], span: NameSpan) -> int:
        """Return the last word before a span that is no `de` or `la`."""
        at = span.first - 1
        while at > 0 and words[at] in self._inner:
            at -= 1
        return at

    def _street_start(self, words: list[str], span: NameSpan) -> int:
        """Return where the name of a street or square begins: `plaza de España`."""
        at = self._noun_before(words, span)
        return at if at >= max(0, span.first - 3) and words[at] in self._streets else span.first

    def _datelines(self, number: int, leaf: TokenizedText) -> Iterator[NameSpan]:
        """Yield the agencies in brackets, and the places before them."""
        words = leaf.tokens.words
        for at, word in enumerate(words):
            if word == "(" and (stop := _agency_end(words, at + 1)):
                yield NameSpan(number, at + 1, stop, "ORG")
                end = self._date_start(words, at)
                for first, last in self._places_before(words, end):
                    yield NameSpan(number, first, last, "LOC")

    def _date_start(self, words: list[str], end: int) -> int:
        """Return where the date before a token begins; the token itself where there is none."""
        at = end
        while at and end - at < _MAX_DATE and self._is_date(words[at - 1]):
            at -= 1
        return at

    def _is_date(self, word: str) -> bool:
        lower = word.lower()
        return (
            word in {",", "."}
            or word.isdigit()
            or lower in self._calendar
            or (word.islower() and any(month.startswith(lower) for month in self._calendar) and len(word) > 2)
        )

    def _places_before(self, words: list[str], end: int) -> Iterator[tuple[int, int]]:
        """Yield the place that ends there, or the two of `Gijón (Asturias)`."""
        if end > 2 and words[end - 1] == ")":
            opened = max(
                (at for at in range(max(0, end - _MAX_PLACE - 2), end) if words[at] == "("), default=0
            )
            if opened:
                yield opened + 1, end - 1
                end = opened
        if end and is_capital(words[end - 1]):
            yield self._name_start(words, end), end

    def _name_start(self, words: list[str], end: int) -> int:
        """Return where the name that ends there begins: the longest that is known, or all its capitals."""
        starts = [end - 1]
        at = end - 2
        while at >= 0 and end - at <= _MAX_PLACE and (is_capital(words[at]) or words[at] in self._inner):
            if is_capital(words[at]):
                starts.append(at)
            at -= 1
        known = [start for start in starts if self._is_place(" ".join(words[start:end]))]
        return min(known or starts)


def _agency_end(words: list[str], first: int) -> int:
    """Return where an agency's name that begins there and closes a bracket ends; 0 for none."""
    for size in range(1, _MAX_AGENCY + 1):
        stop = first + size
        name = " ".join(words[first:stop])
        if words[stop : stop + 1] == [")"] and name[:1].isupper() and name.lower() in _AGENCIES:
            return stop
    return 0


def _is_side(words: list[str], span: NameSpan) -> bool:
    """Tell one of the two sides of a result: `Gales, 0 - Brasil, 3`, `Betis 1 - Cádiz 1`."""
    after = span.last + (words[span.last : span.last + 1] == [","])
    if not (after < len(words) and words[after].isdigit()):
        return False
    before = span.first - 1
    opens = (
        words[after + 1 : after + 2] != [] and words[after + 1] in _DASHES and _opens_name(words, after + 2)
    )
    closes = before > 0 and words[before] in _DASHES and words[before - 1].isdigit()
    return opens or closes


def _opens_name(words: list[str], at: int) -> bool:
    return at < len(words) and is_capital(words[at])


def _with_clubs(words: list[str], spans: list[NameSpan], is_country: Callable[[str], bool]) -> list[NameSpan]:
    """Take towns in brackets after people for clubs where one is a club: `Ruiz (Betis) y Gil (Jaén)`."""
    people = {span.last for span in spans if span.label == "PER"}
    clubs = {span for span in spans if span.first - 1 in people and _may_be_club(words, span, is_country)}
    if all(span.label == "LOC" for span in clubs):
        return spans
    return [span._replace(label="ORG") if span in clubs else span for span in spans]


def _may_be_club(words: list[str], span: NameSpan, is_country: Callable[[str], bool]) -> bool:
    """Tell whether a name fills a pair of brackets and is no country's."""
    return (
        span.label in {"LOC", "ORG"}
        and words[span.first - 1] == "("
        and words[span.last : span.last + 1] == [")"]
        and not is_country(" ".join(words[span.first : span.last]))
    )


def _with_called(leaf: TokenizedText, spans: list[NameSpan]) -> list[NameSpan]:
    """Join a person's name that a nickname in quotation marks parts: `Ana "Nita" Ruiz`."""
    words = leaf.tokens.words
    ends = {span.last: span for span in spans if span.label == "PER"}
    out = {span.first: span for span in spans}
    for span in spans:
        first = _called_start(words, span, ends)
        if first is not None:
            for at in range(first, span.last):
                out.pop(at, None)
            out[first] = span._replace(first=first, label="PER")
    return sorted(out.values())


def _called_start(words: list[str], span: NameSpan, ends: Mapping[int, NameSpan]) -> int | None:
    """Return where a person's name begins that goes on behind a nickname; None where none stands there.

    `ends` are the namings of people by their ends. Without a given name before it the nickname comes first.
    """
    closed = span.first - 1
    if span.label not in {"PER", "MISC"} or closed < 2 or words[closed] not in _QUOTES:
        return None
    opened = _opening_quote(words, closed)
    if opened is None or not is_capital(words[opened + 1]):
        return None
    if given := ends.get(opened):
        return given.first
    is_short = closed - opened <= 2
    return opened + 1 if is_short and span.label == "PER" else None


def _opening_quote(words: list[str], closed: int) -> int | None:
    """Return the quotation mark that opens a nickname closed there."""
    tried = range(closed - 2, max(-1, closed - 2 - _MAX_CALLED), -1)
    return next((at for at in tried if words[at] in _QUOTES), None)
