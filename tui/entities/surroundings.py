"""What the words around a naming say of the place: the state after it, a country beside it, another name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Final

from tui.entities.folding import fold
from tui.entities.gazetting import COMMON, REGIONAL, STATES, options_of
from tui.entities.lexicon import Candidate, demonyms
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, phrase
from tui.entities.wordlists import read_lists
from tui.entities.words import DIRECTIONS

_MAX_BESIDE: Final = 30
"""How many tokens away a country still is in the same sentence."""
_MAX_TELLING: Final = 50
"""How many countries and regions tell where a place lies: no article has more beside one name."""
_STOPS: Final = frozenset([".", "!", "?", ";"])
_WITHIN: Final = frozenset(["in", "near", "outside", ",", "("])
_NOUNS: Final = read_lists("places")["nouns"]
_ENDS: Final = frozenset([".", ",", ";", ":", ")", "-", "--", "–", "—", "?", "!"])
_LEAST_ACRONYM: Final = 2
_Teller = tuple[NameSpan, Candidate]
"""A naming, and the country or region it names."""


def _wider_places(leaf: TokenizedText, span: NameSpan) -> tuple[Candidate, ...]:
    """Return the country or region that follows a name after a comma or in brackets: `Irving, Texas`."""
    words = leaf.tokens.words
    if span.last + 1 >= len(words) or words[span.last] not in {",", "("}:
        return ()
    # The longest first: `South Korea` and not `South`.
    for size in (3, 2, 1):
        following = words[span.last + 1 : span.last + 1 + size]
        options = options_of(STATES.get(" ".join(following), " ".join(following)))
        if options:
            return tuple([option for option in options if option.kind in "CA"])
    return ()


def widened(
    leaves: list[TokenizedText], names: Mapping[NameSpan, str]
) -> dict[NameSpan, tuple[Candidate, ...]]:
    """Return the wider places of each name; what one naming says goes for the others of the same name."""
    own = {span: _wider_places(leaves[span.leaf], span) for span in names}
    said: dict[str, set[tuple[Candidate, ...]]] = {}
    for span, places in own.items():
        if places:
            said.setdefault(fold(names[span]), set()).add(places)
    return {span: own[span] or _only(said.get(fold(name), set())) for span, name in names.items()}


def _only(said: set[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    return next(iter(said)) if len(said) == 1 else ()


def places_beside(
    leaves: list[TokenizedText], spans: list[NameSpan], names: Mapping[NameSpan, str]
) -> dict[str, tuple[Candidate, ...]]:
    """Return for each place name the countries and regions that share a sentence with it somewhere.

    The name of a people stands for its country: `the Australian city of Newcastle`.
    """
    tellers: dict[int, list[_Teller]] = {}
    for span in spans:
        if teller := _teller(leaves, span, names):
            tellers.setdefault(span.leaf, []).append((span, teller))
    found: dict[str, dict[Candidate, None]] = {name: {} for name in names.values()}
    for span, name in names.items():
        words = leaves[span.leaf].tokens.words
        for other, place in _near(tellers.get(span.leaf, []), span):
            if names.get(other) != name and _in_one_sentence(words, span, other):
                found[name][place] = None
    return {name: tuple(places)[:_MAX_TELLING] for name, places in found.items()}


def _near(tellers: list[_Teller], span: NameSpan) -> list[_Teller]:
    """Return those that begin near a span; they stand in reading order."""
    start = bisect_left(tellers, span.first - _MAX_BESIDE, key=_first)
    return tellers[start : bisect_right(tellers, span.last + _MAX_BESIDE, key=_first)]


def _first(teller: _Teller) -> int:
    return teller[0].first


def _teller(leaves: list[TokenizedText], span: NameSpan, names: Mapping[NameSpan, str]) -> Candidate | None:
    """Return the country or region that a span names, if it can say of a town where it lies."""
    if span.label == "NORP":
        code = demonyms().get(" ".join(phrase(leaves, span)))
        return Candidate("C", code, "", 0, None, None, "") if code else None
    name = names.get(span, "")
    options = [] if name.lower() in COMMON else [*options_of(name)]
    # Which Punjab, the article itself must tell.
    certain = bool(options) and all(option.kind == "P" for option in options[1:])
    return options[0] if certain and options[0].country and options[0].kind in "CA" else None


def _in_one_sentence(words: list[str], one: NameSpan, other: NameSpan) -> bool:
    first, last = sorted((one, other))
    gap = words[first.last : last.first]
    return len(gap) <= _MAX_BESIDE and _STOPS.isdisjoint(gap)


def bracketed_names(leaves: list[TokenizedText], names: Mapping[NameSpan, str]) -> dict[str, NameSpan]:
    """Return the short names that are put in brackets behind a full one: `British Virgin Islands (BVI)`."""
    found: dict[str, NameSpan] = {}
    ends = {(span.leaf, span.last): span for span in names}
    for span, name in names.items():
        words = leaves[span.leaf].tokens.words
        full = ends.get((span.leaf, span.first - 1))
        closed = span.last < len(words) and words[span.last] == ")"
        if full and closed and words[span.first - 1] == "(" and _is_short_for(name, names[full]):
            found.setdefault(name, full)
    return found


def _is_short_for(short: str, full: str) -> bool:
    """Tell whether a name is made of the first letters of another: `BVI`, `N.S.W.`."""
    letters = short.replace(".", "")
    initials = "".join([word[0] for word in full.split() if word[0].isupper()])
    return letters.isupper() and len(letters) >= _LEAST_ACRONYM and letters == initials


def with_states(leaves: list[TokenizedText], names: Mapping[NameSpan, str]) -> dict[NameSpan, str]:
    """Return the names, those of states and provinces with the word that tells them from towns of that name.

    `Washington State` for `Washington state`, and for the second name of `Vancouver, Washington`;
    `Kharkiv region` where the text goes on so, though the tagger saw `Kharkiv`.
    """
    ends = {(span.leaf, span.last): name for span, name in names.items()}
    full: dict[NameSpan, str] = {}
    for span, name in names.items():
        words = leaves[span.leaf].tokens.words
        comma = words[max(0, span.first - 1) : span.first]
        town = ends.get((span.leaf, span.first - 1), "") if comma == [","] else ""
        # `Louisville, Ky.`: the stop is no part of the name, as it is of `N.Y.`.
        short = STATES.get(name) if town else None
        full[span] = short or _with_state(words, span, name, town)
    return full


def _with_state(words: list[str], span: NameSpan, name: str, town: str) -> str:
    """Return a name with what makes it a state's or a region's; `town` stands before it, empty for none."""
    states = {option.region for option in options_of(f"{name} State") if option.kind == "A"} - {""}
    is_called = words[span.last : span.last + 1] == ["state"]
    if states and (is_called or _is_in(town, states)):
        return f"{name} State"
    return with_region(words, span, name)


def with_region(words: list[str], span: NameSpan, name: str) -> str:
    """Return a name with the small word behind it that makes it a region's: `Kharkiv region`."""
    after = words[span.last] if span.last < len(words) else ""
    if after not in REGIONAL:
        return name
    options = options_of(f"{name} {after}")
    return f"{name} {after}" if options and all(option.kind == "A" for option in options) else name


def _is_in(town: str, states: set[str]) -> bool:
    return bool(town) and any(option.region in states for option in options_of(town))


def said_around(leaf: TokenizedText, span: NameSpan) -> int | None:
    """Return where the name begins of the place that a place is said to lie in, None where none is.

    `Fisht Stadium in Sochi`, `Mayurbhanj district of Odisha`, `Hackney, east London`.
    """
    words = leaf.tokens.words
    at = span.last
    is_called = at < len(words) and words[at] in _NOUNS
    at += is_called
    if at + 1 >= len(words) or not (words[at] in _WITHIN or (is_called and words[at] == "of")):
        return None
    return at + 1 + (words[at + 1] in DIRECTIONS)


def is_listed(leaf: TokenizedText, span: NameSpan, other: NameSpan) -> bool:
    """Tell whether two names are equals in a list: `Aleppo, Homs and Hama`, `Aleppo, Homs, Hama`."""
    words = leaf.tokens.words
    if words[span.last] not in {",", "("}:
        return False
    after = words[other.last : other.last + 2]
    return bool(after) and (after[0] not in _ENDS or (after[0] == "," and after[-1][:1].isupper()))
