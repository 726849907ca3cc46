"""Single words that the tagger took for people, and that nothing in the article bears out."""

from __future__ import annotations

from typing import Final

from tui.entities.lexicon import first_names, last_names
from tui.entities.reading import TokenizedText
from tui.entities.rolewords import is_role
from tui.entities.spans import NameSpan, Phrase, phrase
from tui.entities.words import HONORIFICS, REPORTING_VERBS

_LONG: Final = 100
"""Tokens of an article that has the room to say who somebody is."""
_JOINING: Final = frozenset([",", "and", "or", "("])
_CALLED: Final = frozenset(["known-as", "surnamed", "nicknamed", "dubbed", "aka"])
_PERSONAL: Final = frozenset(["who", "whose", "himself", "herself"])
"""Words that follow people alone."""


def without_strangers(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Leave out single words, taken for people, that are on no list of names and that nothing bears out.

    Companies, products and parties are such, where the article is long enough to say who somebody is: by
    a fuller name, a title, a role or a verb of speech beside one naming at the least.
    """
    if sum(len(leaf.tokens.words) for leaf in leaves) < _LONG:
        return spans
    people = [span for span in spans if span.label == "PER"]
    full = {word for span in people if span.last - span.first > 1 for word in phrase(leaves, span)}
    doubtful = {
        words for span in people if _is_unknown(words := phrase(leaves, span)) and words[0] not in full
    }
    if not doubtful:
        return spans
    borne_out = {phrase(leaves, span) for span in people if _is_somebody(leaves[span.leaf], span)}
    known = [span for span in people if phrase(leaves, span) not in doubtful - borne_out]
    beside = _beside(leaves, people, {(span.leaf, at) for span in known for at in (span.first, span.last)})
    strangers = doubtful - borne_out - beside
    if not strangers:
        return spans
    return [span for span in spans if span.label != "PER" or phrase(leaves, span) not in strangers]


def _beside(leaves: list[TokenizedText], spans: list[NameSpan], edges: set[tuple[int, int]]) -> set[Phrase]:
    """Return what stands in a row with somebody: `Tagore or Nazrul`, `Widodo (Jokowi)`."""
    found: set[Phrase] = set()
    for span in spans:
        words = leaves[span.leaf].tokens.words
        before = words[span.first - 1] if span.first else ""
        after = words[span.last] if span.last < len(words) else ""
        if (before in _JOINING and (span.leaf, span.first - 1) in edges) or (
            after in _JOINING and (span.leaf, span.last + 1) in edges
        ):
            found.add(phrase(leaves, span))
    return found


def _is_unknown(words: Phrase) -> bool:
    return len(words) == 1 and words[0] not in first_names() and words[0] not in last_names()


def _is_somebody(leaf: TokenizedText, span: NameSpan) -> bool:
    """Tell whether the words beside a naming are such as stand beside people."""
    words = leaf.tokens.words
    # `her son, Idrissa`, as `her son Idrissa`.
    behind = span.first - (span.first > 1 and words[span.first - 1] == ",")
    before = words[behind - 1].lower().rstrip(".") if behind else ""
    after = words[span.last].lower() if span.last < len(words) else ""
    if before in HONORIFICS or before in REPORTING_VERBS or is_role(before or "-"):
        return True
    if after in REPORTING_VERBS or after in _PERSONAL:
        return True
    if before in _CALLED or "-".join(words[max(0, span.first - 2) : span.first]) in _CALLED:
        return True
    # `Brandt, 61,`, `Brandt, the mayor` and `Brandt, who`.
    said = words[span.last + 1 : span.last + 7] if after == "," else []
    return any(word.isdigit() or is_role(word) or word in _PERSONAL for word in said)
