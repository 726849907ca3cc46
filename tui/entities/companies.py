"""Companies that sound like people: `Halvorsen`, told by what the article says of them."""

from __future__ import annotations

from typing import Final

from tui.entities.features import place_flag
from tui.entities.lexicon import first_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, Phrase, phrase
from tui.entities.wordlists import read_lists
from tui.entities.words import COMPANY_NOUNS, PLACE_PREPOSITIONS

_LISTS: Final = read_lists("companies")
_BEFORE: Final = COMPANY_NOUNS | _LISTS["trades"] | {"&"}
"""What a company is called before its name: `the carmaker Brandt`."""
_AFTER: Final = _LISTS["after"]
"""Words after the bare name of a company, and after its possessive."""
_FIRMS: Final = _LISTS["firms"]
"""Last words of the names of companies."""
_OFFICES: Final = _LISTS["offices"]
_HELD: Final = _LISTS["held"]
"""Two words before the name: `shares in Halvorsen`."""
_SAID_IT: Final = frozenset(["said-it", "says-it", "said-its"])
"""What a company says more often than a person; a person who is named in full may say it, too."""
_POSSESSIVES: Final = (["'s"], ["’s"])


def without_companies(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Relabel as ORG the names, taken for people, that the article anywhere treats as a company.

    A name with a given name in it, or one that is part of such a one, is never one.
    """
    forms = {span: phrase(leaves, span) for span in spans if span.label == "PER"}
    full = {words for words in forms.values() if len(words) > 1}
    firms = set(filter(_ends_like_firm, full))
    # Harlan Foods has a given name in it and is a firm; its words are nobody's.
    people = _and_words(set(filter(_has_given_name, full))) - _and_words(firms)
    companies = firms | {words[:1] for words in firms} | _treated_as_companies(leaves, forms, people)
    short = _short_forms(leaves, spans) - people
    if not companies and not short:
        return spans
    named = _named(leaves, spans, "PER", companies | short) | _named(leaves, spans, "LOC", short)
    return [span._replace(label="ORG") if span in named else span for span in spans]


def _named(
    leaves: list[TokenizedText], spans: list[NameSpan], label: str, names: set[Phrase]
) -> set[NameSpan]:
    return {span for span in spans if span.label == label and phrase(leaves, span) in names}


def _has_given_name(words: Phrase) -> bool:
    return words[0] in first_names()


def _ends_like_firm(words: Phrase) -> bool:
    return words[-1].lower() in _FIRMS


def _and_words(names: set[Phrase]) -> set[Phrase]:
    """Return names, and each of their words by itself."""
    return names | {(word,) for words in names for word in words}


def _treated_as_companies(
    leaves: list[TokenizedText], forms: dict[NameSpan, Phrase], people: set[Phrase]
) -> set[Phrase]:
    """Return the names, other than those of people, that the words beside one naming make a company's."""
    longer = {word for words in forms.values() if len(words) > 1 for word in words}
    return {
        words
        for span, words in forms.items()
        if words not in people and _reads_as_company(leaves[span.leaf].tokens.words, span, longer)
    }


def _short_forms(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the first words of companies' names that are nowhere a place: `Wexford` of `Wexford Capital`.

    A country and a large town stay what they are: `China` of `China Telecom`.
    """
    names = [phrase(leaves, span) for span in spans if span.label == "ORG" and span.last - span.first > 1]
    short = {words[:1] for words in names if _ends_like_firm(words) and not _is_known(words[0])}
    return short - _after_prepositions(leaves, spans) if short else short


def _is_known(word: str) -> bool:
    return place_flag(word) not in {"", "P"}


def _after_prepositions(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the places that somewhere stand where only a place does: `in Wexford`."""
    return {
        phrase(leaves, span)
        for span in spans
        if span.label == "LOC"
        and span.first
        and leaves[span.leaf].tokens.words[span.first - 1].lower() in PLACE_PREPOSITIONS
    }


def _reads_as_company(words: list[str], span: NameSpan, longer: set[str]) -> bool:
    """Tell whether this naming is a company's; `longer` are the words of the longer names."""
    if _is_called_company(words, span.first):
        return True
    owned = words[span.last : span.last + 1] in _POSSESSIVES
    first = span.last + owned
    after = [word.lower() for word in words[first : first + 2]]
    # A bare surname says it, too: `Holm said it was late`, of John Holm.
    says_it = "-".join(after) in _SAID_IT and words[span.first] not in longer
    return says_it or _has_what_companies_have(after, owned)


def _is_called_company(words: list[str], first: int) -> bool:
    """Tell whether the words before a name are for a company: `the carmaker Brandt`, `shares in Brandt`."""
    before = [word.lower() for word in words[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in _BEFORE or "-".join(before) in _HELD)


def _has_what_companies_have(after: list[str], owned: bool) -> bool:
    """Tell whether shares, a factory or a chief executive follow a name: `Brandt CEO`, not `Brandt's`."""
    if not after:
        return False
    officer = after[0] in _OFFICES and not owned
    return officer or after[0] in _AFTER or "-".join(after) == "chief-executive"
