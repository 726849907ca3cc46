"""What the names of an article say of one another, before each surface is given one label."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from tui.entities.agreement import stands_as_place
from tui.entities.features import place_flag
from tui.entities.lexicon import first_names, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, Phrase, phrase
from tui.entities.wordlists import read_lists
from tui.entities.words import FUNCTION_WORDS, HONORIFICS, REPORTING_VERBS

_POSSESSIVES: Final = (["'s"], ["’s"])
_NEVER_ALONE: Final = FUNCTION_WORDS | HONORIFICS
_ADJECTIVES: Final = read_lists("people")["adjectives"]
_FULL: Final = 2
"""Words of a given name and a surname."""
_MAX_INITIALS: Final = 2
_LEAST_SURNAMES: Final = 3
"""Words of a name that may have two surnames."""


def with_vouched(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Relabel what other names of the article show to be something else."""
    for look in (with_full_names, with_middle_names, without_adjectives, without_owners):
        spans = look(leaves, spans)
    return spans


def with_full_names(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Make people of names of two words whose second is elsewhere somebody who speaks: `Newt Gingrich`.

    The tagger took them for organisations, since it does not know the given name.
    """
    doubtful = [span for span in spans if span.label in {"ORG", "MISC"} and span.last - span.first == _FULL]
    if not doubtful:
        return spans
    speakers = _speakers(leaves, spans)
    people = {span for span in doubtful if _is_speaker(leaves, span, speakers)}
    return [span._replace(label="PER") if span in people else span for span in spans]


def _speakers(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the single words that somebody is called by who speaks: `Gingrich said`."""
    return {
        phrase(leaves, span)
        for span in spans
        if span.label == "PER"
        and span.last - span.first == 1
        and not REPORTING_VERBS.isdisjoint(leaves[span.leaf].tokens.words[span.last : span.last + 1])
    }


def _is_speaker(leaves: list[TokenizedText], span: NameSpan, speakers: set[Phrase]) -> bool:
    """Tell whether a name is that of somebody known by the last word: no house that is named for him."""
    if leaves[span.leaf].title:
        return False
    words = phrase(leaves, span)
    is_given = words[0].istitle() and words[0] not in gazetteer() and words[0].lower() not in _NEVER_ALONE
    return words[1:] in speakers and is_given


def with_middle_names(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Make people of places that are the first surname of somebody: `Ruiz` of `Carlos Ruiz Soto`."""
    surnames = _inner_surnames(leaves, spans)
    if not surnames:
        return spans
    return [
        span._replace(label="PER")
        if span.label == "LOC"
        and phrase(leaves, span) in surnames
        and not stands_as_place(leaves[span.leaf].tokens.words, span)
        else span
        for span in spans
    ]


def _inner_surnames(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the words inside the names of people that may be their first surnames."""
    people = [
        phrase(leaves, span)
        for span in spans
        if span.label == "PER" and span.last - span.first >= _LEAST_SURNAMES
    ]
    return {(word,) for words in people for word in words[1:-1] if _may_be_surname(word)}


def _may_be_surname(word: str) -> bool:
    given = word in first_names() or place_flag(word) in {"C", "T"}
    return word.istitle() and len(word) > _MAX_INITIALS and not given


def without_adjectives(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Cut a word off that is no given name, before the surname of somebody: `Young Sanders supporters`."""
    called = {span for span in spans if _has_adjective(leaves[span.leaf].tokens.words, span)}
    if not called:
        return spans
    surnames = {words[-1] for words in _full_names(leaves, [span for span in spans if span not in called])}
    return [
        span._replace(first=span.first + 1)
        if span in called and phrase(leaves, span)[-1] in surnames
        else span
        for span in spans
    ]


def _full_names(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the names of people of more than one word."""
    return {phrase(leaves, span) for span in spans if span.label == "PER" and span.last - span.first > 1}


def _has_adjective(words: list[str], span: NameSpan) -> bool:
    is_pair = span.label == "PER" and span.last - span.first == _FULL
    return is_pair and words[span.first].lower() in _ADJECTIVES


def without_owners(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Relabel unknown places that always own one and the same thing: `Samaritan's Purse`."""
    if not any(_owned_by(leaves[span.leaf].tokens.words, span.last) for span in spans if _may_own(span)):
        return spans
    owners = _unknown_owners(leaves, spans)
    return [
        span._replace(label="NOT") if _may_own(span) and phrase(leaves, span) in owners else span
        for span in spans
    ]


def _unknown_owners(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the names that always own one and the same thing, but for towns and for parts of full names."""
    in_texts = [span for span in spans if _may_own(span) and not leaves[span.leaf].title]
    owners = _owners_of_one_thing(leaves, in_texts)
    if not owners:
        return owners
    places = {phrase(leaves, span) for span in in_texts if span.label == "LOC"}
    bearers = {(word,) for words in _full_names(leaves, spans) for word in words}
    return owners - _towns_of(owners & places) - bearers


def _owners_of_one_thing(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    owned: dict[Phrase, list[str]] = defaultdict(list)
    for span in spans:
        owned[phrase(leaves, span)].append(_owned_by(leaves[span.leaf].tokens.words, span.last))
    return {words for words, things in owned.items() if _is_one_thing(things)}


def _towns_of(names: set[Phrase]) -> set[Phrase]:
    return {words for words in names if " ".join(words) in gazetteer()}


def _is_one_thing(things: list[str]) -> bool:
    """Tell whether two namings or more all own what is called the same."""
    return len(things) > 1 and "" not in things and len(set(things)) == 1


def _may_own(span: NameSpan) -> bool:
    return span.label == "LOC" or (span.label == "PER" and span.last - span.first == 1)


def _owned_by(words: list[str], last: int) -> str:
    """Return what stands with a capital behind a possessive; empty where nothing does."""
    is_owner = words[last : last + 1] in _POSSESSIVES and last + 1 < len(words)
    return words[last + 1] if is_owner and words[last + 1].istitle() else ""
