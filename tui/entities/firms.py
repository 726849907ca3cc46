"""Where the names of companies and offices begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tui.entities.features import SENTENCE_ENDS
from tui.entities.lexicon import demonyms, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, by_leaf, by_token, laid_over, taken_tokens
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists
from tui.entities.words import FUNCTION_WORDS, HONORIFICS, ROLE_NOUNS, WEEKDAYS_AND_MONTHS

_LISTS: Final = read_lists("companies")
_FORMS: Final = _LISTS["forms"]
_HEADS: Final = _LISTS["heads"] | _FORMS
_NO_NAMES: Final = FUNCTION_WORDS | HONORIFICS | ROLE_NOUNS | WEEKDAYS_AND_MONTHS
_AMPERSAND: Final = "&"
_CHURCHES: Final = _LISTS["churches"]
_COURTS: Final = _LISTS["courts"]
_OPENINGS: Final = _LISTS["openings"]
_TAILS: Final = _LISTS["tails"]
_TOLD_BY: Final = _HEADS | _TAILS | _OPENINGS | {"Church", "Court", "Center", "Centre"}
_OF_MEMBERS: Final = _LISTS["of-members"]
_MATTERS: Final = _LISTS["matters"]
_BODIES: Final = _LISTS["heads"] | _MATTERS
_POSSESSIVES: Final = frozenset(["'s", "’s", "'", "’"])
_CENTRES: Final = frozenset(["Center", "Centre"])
_OVER: Final = frozenset(["on", "against", "for"])
_ARTICLES: Final = frozenset(["A", "An"])
_LEAST_BEFORE: Final = 2


def with_firms(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Name companies and offices whole: by their last words, and over the small words inside their names."""
    spans = laid_over(spans, list(_whole(leaves, spans)))
    return laid_over(spans, list(_lengthened(leaves, spans)))


def _whole(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[NameSpan]:
    """Yield the names that end in a word for organisations, from where they begin: `First Zab Corp`."""
    rows = by_leaf(spans)
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        # Few texts have such a word, and a look at all of them at once is quick.
        if leaf.title or leaf.caps or _TOLD_BY.isdisjoint(words):
            continue
        named = by_token(rows.get(number, []))
        for run in leaf.runs:
            for begin, last in _firms_in(words, *run):
                first = _after_people(words, begin, named)
                if _is_whole(words, first, last) and not _is_part(first, last, named):
                    yield NameSpan(number, first, last, "ORG")


def _is_whole(words: list[str], first: int, last: int) -> bool:
    """Tell whether the words name an organisation and no town."""
    if last - first <= 1 and not _has_matter(words, last):
        return False
    return " ".join(words[first:last]) not in gazetteer()


def _has_matter(words: list[str], last: int) -> bool:
    """Tell whether what a body is for follows its only word so far: `Committee on Government Reform`."""
    over = words[last - 1] in _MATTERS and words[last : last + 1] == ["on"]
    return over and last + 1 < len(words) and _continues(words, last + 1)


def _after_people(words: list[str], first: int, named: Mapping[int, NameSpan]) -> int:
    """Return where a name begins after somebody and a small word: `Ann Lee of First Zab Bank`."""
    span = named.get(first)
    last = span.last if span and span.label == "PER" and span.first == first else first
    end = last
    while first < end < len(words) and words[end].islower():
        end += 1
    return end if end > last else first


def _is_part(first: int, last: int, named: Mapping[int, NameSpan]) -> bool:
    """Tell whether a name is the same as an organisation's that the tagger saw, or part of one."""
    return any(
        span.label == "ORG"
        and (span.first < first or span.last > last or (span.first, span.last) == (first, last))
        for at in range(first, last)
        if (span := named.get(at))
    )


def _firms_in(words: list[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a run of capitals holds names that end in a word for organisations, or open in one."""
    first = start
    for index in range(start, end):
        if _parts(words, index) or (first == index and not _may_open(words, index)):
            first = index + 1
        elif (opening := _opening(words, first, index)) is not None:
            yield opening, index + 1
            first = index + 1
    if end - start == 2 and words[start] in _OPENINGS and is_capital(words[start + 1]):
        yield start, end


def _parts(words: list[str], at: int) -> bool:
    """Tell whether a word parts names: `and`, and `A` of a headline, but not of `A & M`."""
    return words[at] == "and" or (words[at] in _ARTICLES and words[at + 1 : at + 2] != [_AMPERSAND])


def _opening(words: list[str], first: int, index: int) -> int | None:
    """Return where the organisation begins that ends with a word; None where none does.

    `Bancorp Inc` goes on, and a church is one of believers by the word before alone.
    """
    word, after = words[index], words[index + 1] if index + 1 < len(words) else "."
    if word == "Court":
        # Not `Margaret Court`, nor `Tottenham Court Road`.
        is_court = index > first and words[index - 1] in _COURTS and not is_capital(after)
        return first if is_court else None
    if word in _CENTRES:
        return first if _has_matter(words, index + 1) else None
    return first if _is_end(word, after) else _church(words, index)


def _is_end(word: str, after: str) -> bool:
    """Tell whether an organisation's name ends with the word before another."""
    return (word in _HEADS and after not in _HEADS) or (word in _TAILS and not is_capital(after))


def _church(words: list[str], index: int) -> int | None:
    """Return where the church begins that ends at the index; None where none does."""
    return index - 1 if index and words[index] == "Church" and words[index - 1] in _CHURCHES else None


def _may_open(words: list[str], index: int) -> bool:
    """Tell whether a word may be the first of a company's name; `First`, where it opens no sentence."""
    if words[index] == "First":
        return index > 0 and words[index - 1] not in SENTENCE_ENDS
    return _continues(words, index)


def _lengthened(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[NameSpan]:
    """Yield the organisations whose names go on beyond what the tagger saw of them."""
    taken = taken_tokens(span for span in spans if span.label != "ORG")
    for span in spans:
        leaf = leaves[span.leaf]
        if span.label == "ORG" and not (leaf.title or leaf.caps):
            words, covered = leaf.tokens.words, taken[span.leaf]
            first, last = _first(words, span, covered), _last(words, span, covered)
            if (first, last) != (span.first, span.last):
                yield span._replace(first=first, last=last)


def _first(words: list[str], span: NameSpan, covered: set[int]) -> int:
    """Return where an organisation begins: `People's` before `Army`, `Truth and` before `Commission`."""
    first = span.first
    if words[first].lower() in WEEKDAYS_AND_MONTHS and span.last - first > _LEAST_BEFORE:
        return first + is_capital(words[first + 1])
    if first < _LEAST_BEFORE or first - 2 in covered or not _continues(words, first - 2):
        return first
    return _linked_start(words, span, covered)


def _linked_start(words: list[str], span: NameSpan, covered: set[int]) -> int:
    """Return where an organisation begins by the word that may link it to what is before."""
    first = span.first
    link = words[first - 1]
    if link == _AMPERSAND or (link in _POSSESSIVES and _is_of_members(words[first - 2])):
        return _run_start(words, first - 2, covered)
    # `the Truth and Reconciliation Commission` is one body, while `Ford and Fiat` are two.
    is_body = words[span.last - 1] in _BODIES and words[first - 3 : first - 2] == ["the"]
    return first - 2 if link == "and" and is_body else first


def _run_start(words: list[str], first: int, covered: set[int]) -> int:
    while first and first - 1 not in covered and _continues(words, first - 1):
        first -= 1
    return first


def _is_of_members(word: str) -> bool:
    return word in _OF_MEMBERS or word.endswith("men")


def _continues(words: list[str], at: int) -> bool:
    """Tell whether a word may stand inside the name of an organisation, before another of its words."""
    return is_capital(words[at]) and not is_no_name(words[at])


def is_no_name(word: str) -> bool:
    """Tell whether a word is no part of an organisation's name: a small word, a title, a day, a people."""
    return word.lower().rstrip(".") in _NO_NAMES or word in demonyms()


def _last(words: list[str], span: NameSpan, covered: set[int]) -> int:
    """Return where an organisation ends: after `& Sons`, after `on Presidential Debates`."""
    last = span.last
    if last + 1 >= len(words) or not _continues(words, last + 1):
        return last
    if words[last] == _AMPERSAND:
        return last + 2
    if words[last - 1] not in _MATTERS or words[last] not in _OVER:
        return last
    end = last + 1
    while end < len(words) and end not in covered and (words[end] == "and" or _continues(words, end)):
        end += 1
    return end - (words[end - 1] == "and")
