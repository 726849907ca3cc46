"""What an organisation is: in the article's own words beside its name, else by a word of the name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.entities.appositions import apposition_end
from tui.entities.features import SENTENCE_ENDS
from tui.entities.lexicon import demonyms, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.rolewords import POSSESSIVES, role_text
from tui.entities.spans import NameSpan
from tui.entities.wordlists import read_lists
from tui.entities.words import DETERMINERS, FUNCTION_WORDS, REPORTING_VERBS

_LISTS: Final = read_lists("organisations")
_NOUNS: Final = _LISTS["nouns"]
_KINDS: Final = {word: kind for kind, words in read_lists("bodies").items() for word in words}
_MAX_TRIED: Final = 12
_MAX_BEFORE: Final = 5
_HEAD_WITHIN: Final = 7
_MAX_SAID: Final = 9
"""Words of what is said behind a name: more is a sentence of its own."""
_LEADING_ON: Final = frozenset("of for in at by with from to on that which who whose based".split())
_OPENING: Final = frozenset(["a", "an", "the", "one", "its"])
_BEING: Final = frozenset(["is", "was"])
_COMPANY: Final = "company"
_OWNED: Final = _LISTS["owned"]
_SHARES_OF: Final = _LISTS["shares-of"]
"""What only companies have: words behind a name, and before it."""


def said_of(leaves: list[TokenizedText], spans: list[NameSpan]) -> str | None:
    """Return what an organisation is said to be at the first naming that says it: `British bank`."""
    tried = sorted(spans[:_MAX_TRIED], key=lambda span: leaves[span.leaf].title)
    for read in (_before, _behind):
        for span in tried:
            if said := read(leaves[span.leaf], span):
                return said
    return None


def kind_of(name: list[str]) -> str | None:
    """Return what a name says itself that it names, by its last word or its first: `bank of england`.

    The words are folded.
    """
    heads = _heads(name)
    return next((_KINDS[word] for word in heads if word in _KINDS), None)


def known_by_what_it_has(leaves: list[TokenizedText], spans: list[NameSpan]) -> str | None:
    """Return `company` of what has shares, or a chief executive."""
    return _COMPANY if any(_has_shares(leaves[span.leaf].tokens.words, span) for span in spans) else None


def _has_shares(words: list[str], span: NameSpan) -> bool:
    after = [word.lower() for word in words[span.last : span.last + 3]]
    if after and after[0] in POSSESSIVES:
        after = after[1:]
    before = "-".join(words[max(0, span.first - 2) : span.first]).lower()
    return before in _SHARES_OF or not _OWNED.isdisjoint({*after[:1], "-".join(after[:2])})


def _heads(name: list[str]) -> Iterator[str]:
    # `University of Leeds`, `Department for Transport`: what follows is its field.
    for link in ("of", "for"):
        if link in name[1:]:
            yield name[name.index(link) - 1]
    yield name[-1]
    yield name[0]


def _before(leaf: TokenizedText, span: NameSpan) -> str | None:
    """Read `the carmaker Brandt`, `South Korean carmaker Hyundai`, `the militant group Hamas`."""
    words, head = leaf.tokens.words, span.first - 1
    # `his party, the Harvest Front,`: what it is stands before the comma.
    if words[max(0, span.first - 2) : span.first] == [",", "the"] and words[head - 2] in _NOUNS:
        return words[head - 2]
    if leaf.title or head < 0 or words[head] not in _NOUNS:
        return None
    start = head
    while start and head - start < _MAX_BEFORE and _describes(words[start - 1]):
        start -= 1
        # `to buy German carmaker Brandt`: what stands before the country is another's.
        if words[start][0].isupper():
            break
    # `Ford said carmaker Brandt`: a name that only ends here is no part of it.
    return role_text(leaf, _past_names(words, start, head), span.first)


def _describes(word: str) -> bool:
    lower = word.lower()
    if lower in FUNCTION_WORDS or lower in REPORTING_VERBS or not word[0].isalpha():
        return False
    return word.islower() or word in demonyms() or word in gazetteer()


def _past_names(words: list[str], start: int, head: int) -> int:
    """Return where a description begins behind a verb: words that end in `ed` before a noun may be either."""
    opens = start and words[start - 1] not in SENTENCE_ENDS and words[start - 1].lower() not in DETERMINERS
    while start < head and opens and words[start].islower() and words[start].endswith(("ed", "s")):
        start += 1
    return start


def _behind(leaf: TokenizedText, span: NameSpan) -> str | None:
    """Read `Kestrel, a bank of Oslo,`, `Kestrel, Norway's largest bank,`, `Kestrel is a bank`."""
    words, at = leaf.tokens.words, span.last
    if at + 2 >= len(words) or not (words[at] == "," or words[at] in _BEING):
        return None
    start, end = at + 1, apposition_end(words, at + 1)
    if end - start > _MAX_SAID and words[at] == ",":
        end = start + _MAX_SAID
    head = _noun(words, start, end)
    if head is None or not _introduces(words[start:head]):
        return None
    return role_text(leaf, start, _with_its_place(words, head + 1, end))


def _noun(words: list[str], start: int, end: int) -> int | None:
    """Return where the noun for a body stands, before any word that leads on to something else."""
    for index in range(start, min(end, start + _HEAD_WITHIN)):
        if words[index] in _LEADING_ON and words[index - 1] != "one":
            return None
        # The last of several: `state news agency`.
        if words[index] in _NOUNS and words[index + 1 : index + 2] != ["'s"]:
            further = words[index + 1 : index + 2]
            if not further or further[0] not in _NOUNS:
                return index
    return None


def _introduces(words: list[str]) -> bool:
    return bool(words) and (words[0].lower() in _OPENING or not POSSESSIVES.isdisjoint(words))


def _with_its_place(words: list[str], at: int, end: int) -> int:
    """Return the end of a description: with a short `of Oslo`, without what else is told."""
    if words[at : at + 1] == ["of"] and at + 1 < end and words[at + 1][0].isupper():
        at += 2
        while at < end and words[at][0].isupper():
            at += 1
    return at
