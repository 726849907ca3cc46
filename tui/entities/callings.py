"""Organisations by what an article calls them anywhere, and how it calls them the second time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.entities.companions import companions
from tui.entities.features import SENTENCE_ENDS, place_flag, spelled_name
from tui.entities.firms import is_no_name
from tui.entities.lexicon import first_names, gazetteer, last_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NO_PLACES, NameSpan, Phrase, namings, phrase, surnames_of, taken_tokens
from tui.entities.wordlists import read_lists
from tui.entities.words import FUNCTION_WORDS, PLACE_PREPOSITIONS

_LISTS: Final = read_lists("companies")
_FORMS: Final = _LISTS["forms"]
_LEFT_OUT: Final = frozenset(word.lower() for word in _LISTS["heads"] | _FORMS) | _LISTS["firms"]
"""Last words that a company goes without the second time."""
_CALLED: Final = _LISTS["called"]
_CALLING: Final = _LISTS["calling"]
_SPEAKING: Final = _LISTS["speaking"]
_WORKING_AT: Final = _LISTS["working-at"]
_POSSESSIVES: Final = (["'s"], ["’s"])
_BASED: Final = [",", "based", "in"]
_TELLING: Final = (
    _CALLED | _CALLING | _SPEAKING | {"based", *(pair.partition("-")[0] for pair in _WORKING_AT)}
)
"""Words one of which stands beside every name that is told by them."""
_MAX_WORDS: Final = 4
_SURE: Final = frozenset(["LOC", "NORP", "ORG", *NO_PLACES])
"""What the words beside a name do not change."""


def with_called(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Name what an article calls a newspaper, an airline or a union, and companies by their short names.

    What is one in one place is one everywhere in the article, unless something is in it; no surname is one.
    """
    names = {*_called(leaves, spans), *_short_forms(leaves, spans), *companions(leaves, spans)}
    if names:
        names -= surnames_of(leaves, spans)
    if not names:
        return spans
    read = [
        span._replace(label="ORG") if phrase(leaves, span) in names and _may_be(leaves, span) else span
        for span in spans
    ]
    taken = taken_tokens(read)
    found = namings(leaves, names, "ORG")
    return sorted(read + [s for s in found if taken[s.leaf].isdisjoint(range(s.first, s.last))])


def _called(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[Phrase]:
    """Yield the runs of capitals that are said to be a newspaper, an airline, a union."""
    labels = {(span.leaf, span.first): span.label for span in spans}
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        # Few texts have such a word, and a look at all of them at once is quick.
        if leaf.title or leaf.caps or _TELLING.isdisjoint(words):
            continue
        for start, last in leaf.runs:
            first = _after_small(words, start, last)
            if not _is_called(words, first, last):
                continue
            settled = _is_settled(words[first:last], labels.get((number, first)))
            if not settled and _is_name(words, first, last):
                # `CFDT` is looked for as it is written, and known to lists as `Cfdt`.
                yield tuple(words[first:last])
                yield tuple(spelled_name(words[first:last]))


def _is_settled(name: list[str], label: str | None) -> bool:
    """Tell whether the words beside a name change nothing of what it is already, or begins with."""
    # A given name opens nobody's newspaper; what sounds like a place that no list has may be one.
    if label == "PER":
        return name[0] in first_names()
    is_sound = label == "LOC" and len(name) > 1 and " ".join(name) not in gazetteer()
    return label in _SURE and not is_sound


def _after_small(words: list[str], first: int, last: int) -> int:
    """Return where a run begins without the small words before a name: `So the Brandt`, `pro-Zab Brandt`."""
    while first < last - 1 and (words[first][0].islower() or words[first].lower() in FUNCTION_WORDS):
        first += 1
    return first


def _is_called(words: list[str], first: int, last: int) -> bool:
    """Tell whether the word before or after a name is for what it is: `the daily Brandt`, `Brandt shares`."""
    if first and words[first - 1].lower() in _CALLED:
        return True
    if "-".join(words[max(0, first - 2) : first]) in _WORKING_AT and _is_whole(words, last):
        return True
    return last < len(words) and _is_told_after(words, first, last)


def _is_whole(words: list[str], last: int) -> bool:
    """Tell whether no other name goes on behind one: `Brandt` of `Brandt's Holdings` is none by itself."""
    owned = words[last + 1 : last + 2] if words[last : last + 1] in _POSSESSIVES else []
    return not owned or owned[0].islower()


def _is_told_after(words: list[str], first: int, last: int) -> bool:
    """Tell whether the word after a name is for what it is: `Brandt shares`."""
    if words[last] in _CALLING:
        # `Total shares`: any word may open a sentence.
        opens = not first or words[first - 1] in SENTENCE_ENDS
        return last - first > 1 or not opens
    # `Holm spokesman` may be Mr Holm's.
    unknown = words[first] not in last_names()
    return unknown and (words[last] in _SPEAKING or words[last : last + 3] == _BASED)


def _is_name(words: list[str], first: int, last: int) -> bool:
    """Tell whether a run of capitals is one name: short, no title in it, no place that opens a sentence."""
    if last - first > _MAX_WORDS or any(is_no_name(word) for word in words[first:last]):
        return False
    opens = not first or words[first - 1] in SENTENCE_ENDS
    return not opens or last - first > 1 or not place_flag(words[first])


def _short_forms(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[Phrase]:
    """Yield how companies are called the second time: `Norwest` of `Norwest Bancorp Inc`."""
    for span in spans:
        if span.label != "ORG" or leaves[span.leaf].tokens.words[span.last - 1] not in _FORMS:
            continue
        words = phrase(leaves, span)
        short = _without_forms(words)
        if len(words) > 1 and (len(short) > 1 or not (place_flag(words[0]) or is_no_name(words[0]))):
            yield short


def _without_forms(words: Phrase) -> Phrase:
    """Return a company's name without the last words that it goes without; the first stays."""
    size = max(1, len(words) - 1)
    while size > 1 and words[size - 1].lower() in _LEFT_OUT:
        size -= 1
    return words[:size]


def _may_be(leaves: list[TokenizedText], span: NameSpan) -> bool:
    """Tell whether a name may be an organisation's here: not where something is in it."""
    words = leaves[span.leaf].tokens.words
    is_there = span.label == "LOC" and span.first and words[span.first - 1].lower() in PLACE_PREPOSITIONS
    return span.label not in NO_PLACES and not is_there
