"""Companies that sound like people: `Halvorsen`, told by what the article says of them."""

from __future__ import annotations

from typing import Final

from tui.entities.features import place_flag
from tui.entities.lexicon import first_names
from tui.entities.reading import Leaf
from tui.entities.spans import Hit, Phrase, phrase
from tui.entities.words import COMPANY_NOUNS, PLACE_PREPOSITIONS

_KINDS: Final = COMPANY_NOUNS | frozenset(
    """giant rival automaker carmaker drugmaker chipmaker miner lender insurer brewer utility publisher
    conglomerate manufacturer supplier developer operator owner brand label""".split()
) - {"party", "club", "band", "agency", "owner", "developer"}
_AFTER: Final = frozenset(
    """shares stock plc inc corp ltd employees executives shareholders investors subsidiary factory factories
    plant plants stores outlets airlines which &""".split()
)
"""Words after the bare name of a company, and after its possessive."""
_FIRMS: Final = frozenset(
    """capital group holdings securities technologies systems dynamics industries partners motors telecom inc
    corp ltd llc plc pharma shipping maritime energy electric analytics software foods""".split()
)
"""Last words of the names of companies."""
_OFFICES: Final = frozenset(["ceo", "cfo", "coo", "executive"])
_HELD: Final = frozenset("shares-in stake-in shares-of spokesman-for spokeswoman-for".split())
"""Two words before the name: `shares in Halvorsen`."""
_SAID_IT: Final = frozenset(["said-it", "says-it", "said-its"])
"""What a company says more often than a person; a person who is named in full may say it, too."""


def without_companies(leaves: list[Leaf], hits: list[Hit]) -> list[Hit]:
    """Relabel as ORG the names, taken for people, that the article anywhere treats as a company.

    A name with a given name in it, or one that is part of such a one, is never one.
    """
    forms = {hit: phrase(leaves, hit) for hit in hits if hit.label == "PER"}
    full = {words for words in forms.values() if len(words) > 1}
    people = {words for words in full if words[0] in first_names()}
    people |= {(word,) for words in people for word in words}
    longer = {word for words in full for word in words}
    firms = {words for words in full if words[-1].lower() in _FIRMS}
    people -= firms | {(word,) for words in firms for word in words}
    companies = (
        firms
        | {(words[0],) for words in firms}
        | {
            words
            for hit, words in forms.items()
            if words not in people and _reads_as_company(leaves[hit.leaf].tokens.words, hit, longer)
        }
    )
    short = _short_forms(leaves, hits) - people
    if not companies and not short:
        return hits
    return [
        hit._replace(label="ORG")
        if forms.get(hit) in companies or (hit.label in {"PER", "LOC"} and phrase(leaves, hit) in short)
        else hit
        for hit in hits
    ]


def _short_forms(leaves: list[Leaf], hits: list[Hit]) -> set[Phrase]:
    """Return the first words of companies' names that are nowhere a place: `Wexford` of `Wexford Capital`.

    A country and a large town stay what they are: `China` of `China Telecom`.
    """
    names = [phrase(leaves, hit) for hit in hits if hit.label == "ORG" and hit.last - hit.first > 1]
    short = {words[:1] for words in names if words[-1].lower() in _FIRMS and not _is_known(words[0])}
    if not short:
        return short
    for hit in hits:
        words = leaves[hit.leaf].tokens.words
        if hit.label == "LOC" and hit.first and words[hit.first - 1].lower() in PLACE_PREPOSITIONS:
            short.discard(phrase(leaves, hit))
    return short


def _is_known(word: str) -> bool:
    return place_flag(word) not in {"", "P"}


def _reads_as_company(words: list[str], hit: Hit, longer: set[str]) -> bool:
    """Tell whether this naming is a company's; `longer` are the words of the longer names."""
    before = [word.lower() for word in words[max(0, hit.first - 2) : hit.first]]
    after = [word.lower() for word in words[hit.last : hit.last + 3]]
    owned = after[:1] in (["'s"], ["’s"])
    after = after[1:] if owned else after[:2]
    if before and (before[-1] in _KINDS or before[-1] == "&" or "-".join(before) in _HELD):
        return True
    if not after:
        return False
    pair = "-".join(after)
    if pair in _SAID_IT and words[hit.first] not in longer:
        return True
    return after[0] in _AFTER or (after[0] in _OFFICES and not owned) or pair == "chief-executive"
