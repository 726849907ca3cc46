"""Single words that the tagger took for people, and that nothing in the article bears out."""

from __future__ import annotations

from typing import Final

from tui.entities.lexicon import first_names, last_names
from tui.entities.reading import TokenizedText
from tui.entities.rolewords import is_role
from tui.entities.spans import NameSpan, Phrase, phrase
from tui.entities.wordlists import read_lists
from tui.entities.words import HONORIFICS, REPORTING_VERBS

_LONG: Final = 100
"""Tokens of an article that has the room to say who somebody is."""
_JOINING: Final = frozenset([",", "and", "or", "("])
_CALLED: Final = frozenset(["known-as", "surnamed", "nicknamed", "dubbed", "aka"])
_PERSONAL: Final = frozenset(["who", "whose", "himself", "herself"])
"""Words that follow people alone."""
_NAMED_THINGS: Final = read_lists("places")["named-things"]
_INTRODUCING: Final = HONORIFICS | REPORTING_VERBS
_TOLD: Final = REPORTING_VERBS | _PERSONAL


def without_strangers(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Leave out single words, taken for people, that are on no list of names and that nothing bears out.

    Companies, products and parties are such, where the article is long enough to say who somebody is: by
    a fuller name, a title, a role or a verb of speech beside one naming at the least.
    """
    if sum(len(leaf.tokens.words) for leaf in leaves) < _LONG:
        return spans
    people = [span for span in spans if span.label == "PER"]
    strangers = _strangers(leaves, people)
    return [span for span in spans if span.label != "PER" or phrase(leaves, span) not in strangers]


def _strangers(leaves: list[TokenizedText], people: list[NameSpan]) -> set[Phrase]:
    forms = {span: phrase(leaves, span) for span in people}
    doubtful = set(filter(_is_unknown, forms.values()))
    doubtful.difference_update(*(zip(words) for words in forms.values() if len(words) > 1))
    if not doubtful:
        return _lending(leaves, forms)
    lent = _lending(leaves, forms)
    left = doubtful.difference(
        words for span, words in forms.items() if _is_somebody(leaves[span.leaf], span)
    )
    known = [span for span, words in forms.items() if words not in left]
    return (left - _beside(leaves, people, known)) | lent


def _lending(leaves: list[TokenizedText], forms: dict[NameSpan, Phrase]) -> set[Phrase]:
    """Return the single words that only lend their names, and belong to nobody here: `the Brady bill`."""
    whole = {word for words in forms.values() if len(words) > 1 for word in words}
    lending: dict[Phrase, bool] = {}
    for span, words in forms.items():
        if len(words) == 1 and words[0] not in whole:
            after = leaves[span.leaf].tokens.words[span.last : span.last + 1]
            lending[words] = lending.get(words, True) and not _NAMED_THINGS.isdisjoint(after)
    return {words for words, only in lending.items() if only}


def _beside(leaves: list[TokenizedText], spans: list[NameSpan], known: list[NameSpan]) -> set[Phrase]:
    """Return what stands in a row with somebody: `Tagore or Nazrul`, `Widodo (Jokowi)`."""
    edges = {(span.leaf, at) for span in known for at in (span.first, span.last)}
    found: set[Phrase] = set()
    for span in spans:
        words = leaves[span.leaf].tokens.words
        joined = words[max(0, span.first - 1) : span.first], words[span.last : span.last + 1]
        places = (span.first - 1, span.last + 1)
        if any(
            _JOINING.issuperset(word) and (span.leaf, at) in edges
            for word, at in zip(joined, places, strict=True)
        ):
            found.add(phrase(leaves, span))
    return found


def _is_unknown(words: Phrase) -> bool:
    return len(words) == 1 and words[0] not in first_names() and words[0] not in last_names()


def _is_somebody(leaf: TokenizedText, span: NameSpan) -> bool:
    """Tell whether the words beside a naming are such as stand beside people."""
    words = leaf.tokens.words
    return _is_introduced(words, span.first) or _is_told_of(words, span.last)


def _is_introduced(words: list[str], first: int) -> bool:
    """Tell whether a title, a role, a verb of speech or of naming stands before a name."""
    # `her son, Idrissa`, as `her son Idrissa`.
    behind = first - (first > 1 and words[first - 1] == ",")
    before = words[behind - 1].lower().rstrip(".") if behind else "-"
    called = {before, "-".join(words[max(0, first - 2) : first])}
    return before in _INTRODUCING or is_role(before or "-") or not _CALLED.isdisjoint(called)


def _is_told_of(words: list[str], last: int) -> bool:
    """Tell whether what follows a name is said of people: a verb of speech, `who`, an age, a role."""
    after = words[last].lower() if last < len(words) else ""
    # `Brandt, 61,`, `Brandt, the mayor` and `Brandt, who`.
    said = words[last + 1 : last + 7] if after == "," else []
    return after in _TOLD or any(word.isdigit() or is_role(word) or word in _PERSONAL for word in said)
