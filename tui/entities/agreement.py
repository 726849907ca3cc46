"""One article, one reading: what a surface names in one place it mostly names everywhere in the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from typing import Final

from tui.entities.features import spelled_name
from tui.entities.lexicon import candidates, demonyms, first_names, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NO_PLACES, NameSpan, Phrase, Taken, phrase, still_places, taken_tokens
from tui.entities.tokens import english, is_capital
from tui.entities.words import FAMILY_FIRST, FUNCTION_WORDS, HONORIFICS, METONYMS

_MAX_PHRASES: Final = 50
"""How many names with one first word are looked for again: no article has more, but a hostile text may."""


@dataclass(frozen=True, slots=True)
class Customs:
    """What agreement leans on in a language."""

    is_place: Callable[[str], bool]
    """Whether a list has a place of that name."""
    never_alone: frozenset[str]
    """Words that stand for nobody by themselves, though a name ends with them: `Will`, `Lord`."""
    before_places: frozenset[str]
    """Words after which a surname is a place: `in Paris`."""
    only_before_places: frozenset[str]
    """Words after which somebody who is named nowhere else is a place: `from Paris`."""
    checked: Callable[[list[TokenizedText], list[NameSpan]], list[NameSpan]]
    """Relabels the places that are none by what stands around them."""


ENGLISH: Final = Customs(
    lambda name: name in gazetteer(),
    FUNCTION_WORDS | HONORIFICS,
    frozenset(["in", "near", "at"]),
    frozenset(["in", "from", "near"]),
    still_places,
)


def agree(
    leaves: list[TokenizedText],
    spans: list[NameSpan],
    dateline: str | None = None,
    customs: Customs = ENGLISH,
) -> list[NameSpan]:
    """Give each surface one label, and find the namings that the tagger missed.

    The second naming of a person is mostly a bare surname; whatever label it got, it becomes that
    person, unless it clearly is a place there (`in Paris`). What the dateline names is a place.
    The result is in reading order.
    """
    labels = _voted(leaves, spans, customs) | dict.fromkeys(_dateline_phrases(dateline), "LOC")
    known = {form for words, label in labels.items() if label == "PER" for form in (words, words[-1:])}
    spans = [_completed(leaves, _trimmed(leaves, span, labels, known), labels) for span in spans]
    people = [words for words, label in labels.items() if label == "PER" and len(words) > 1]
    short = _short_forms(people, customs)
    for words in people:
        # `Rosa Silva` of `Maria Rosa Silva`. `setdefault`: a name that has a vote of its own keeps its
        # label.
        for start in range(1, len(words) - 1):
            labels.setdefault(words[start:], "PER")
    # In this order: a surname is its bearer's though every naming of it stands after `in`.
    labels.update(dict.fromkeys(_only_after_prepositions(leaves, spans, customs), "LOC"))
    labels.update(dict.fromkeys(((word,) for word in short), "PER"))
    agreed = [
        NameSpan(span.leaf, span.first, span.last, _label_here(leaves, span, labels, short, customs))
        for span in spans
    ]
    return sorted(customs.checked(leaves, agreed + _missed(leaves, labels, taken_tokens(agreed))))


def _dateline_phrases(dateline: str | None) -> list[Phrase]:
    """Return the places of a dateline as phrases: `Paris/Berlin`, `Suez, Egypt`."""
    places = [place.partition(",")[0] for place in (dateline or "").split("/")]
    return [tuple(words) for place in places if (words := english().tokenize(place).words)]


def _voted(leaves: list[TokenizedText], spans: list[NameSpan], customs: Customs) -> dict[Phrase, str]:
    """Return each surface's most frequent label; on a tie place if the gazetteer has it, else the first."""
    votes: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if _has_vote(leaves[span.leaf], span):
            votes[phrase(leaves, span)][span.label] += 1
    labels = {words: _winner(count, customs.is_place(" ".join(words))) for words, count in votes.items()}
    for words, label in labels.items():
        if label == "LOC" and labels.get(words[-1:]) == "PER" and not customs.is_place(" ".join(words)):
            labels[words] = "PER"
    for words in _named_in_things(leaves, spans):
        labels.setdefault(words, "LOC")
    return labels


def _has_vote(leaf: TokenizedText, span: NameSpan) -> bool:
    """Whether a span says what its surface is: no long name of somebody in a headline, see `_trimmed`."""
    in_headline = leaf.title and span.label == "PER" and span.last - span.first > 1
    return span.label not in NO_PLACES and not in_headline


def _named_in_things(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[Phrase]:
    """Return the places that stand in names of things (`Sydney Marathon`): alone, they are places."""
    found = {phrase(leaves, span) for span in spans if span.label in NO_PLACES}
    return {
        words for words in found if (name := " ".join(words)) in gazetteer() and name.lower() not in METONYMS
    }


def _trimmed(
    leaves: list[TokenizedText], span: NameSpan, labels: dict[Phrase, str], known: set[Phrase]
) -> NameSpan:
    """Cut a person's name in a headline to what the text knows of it: `Lula Wins` to `Lula`.

    Names of several words in headlines have no vote of their own. One that the text does not know at all is
    taken as it is, and added to `labels` and to `known`, the names and surnames of people.
    """
    words = phrase(leaves, span)
    if span.label != "PER" or words in labels:
        return span
    part = _known_part(words, known)
    if part is None:
        labels[words] = "PER"
        known |= {words, words[-1:]}
        return span
    first, last = part
    return span._replace(first=span.first + first, last=span.first + last)


def _known_part(words: Phrase, known: set[Phrase]) -> tuple[int, int] | None:
    """Return which stretch of a name is a known one; None where the whole of it is a person's."""
    # `Joel Embiid` of whom the text says `Embiid`: the headline has the fuller name.
    if len(words) == 2 and words[0] in first_names() and words[1:] in known:
        return None
    return next(((first, last) for first, last in _parts_of(len(words)) if words[first:last] in known), None)


def _parts_of(size: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of so many words: those that begin first, of them the longest first."""
    return ((first, last) for first in range(size) for last in range(size, first, -1))


def _completed(leaves: list[TokenizedText], span: NameSpan, labels: dict[Phrase, str]) -> NameSpan:
    """Let a place begin a word sooner where the text knows it so: `Butte` in a headline on `Pilot Butte`."""
    if span.label != "LOC" or not span.first:
        return span
    longer = NameSpan(span.leaf, span.first - 1, span.last, span.label)
    return longer if labels.get(phrase(leaves, longer)) == "LOC" else span


def _winner(votes: Counter[str], is_place: bool) -> str:
    return max(votes, key=lambda label: (votes[label], is_place and label == "LOC"))


def _only_after_prepositions(
    leaves: list[TokenizedText], spans: list[NameSpan], customs: Customs
) -> set[Phrase]:
    """Return the single words, taken for people, that stand nowhere but after `in`, `from` or `near`."""
    after: dict[Phrase, bool] = {}
    for span in spans:
        if span.label == "PER" and span.last - span.first == 1:
            words = leaves[span.leaf].tokens.words
            placed = span.first > 0 and words[span.first - 1] in customs.only_before_places
            key = phrase(leaves, span)
            after[key] = after.get(key, True) and placed
    return {key for key, placed in after.items() if placed}


def _short_forms(people: list[Phrase], customs: Customs) -> set[str]:
    """Return the single words that may stand for one of these people: family names, at whichever end."""
    forms = {words[-1] for words in people}
    forms |= {words[0] for words in people if words[0].lower() in FAMILY_FIRST}
    return {
        form
        for form in forms
        if len(form) > 1 and form.lower() not in customs.never_alone and form not in demonyms()
    }


def _label_here(
    leaves: list[TokenizedText],
    span: NameSpan,
    labels: dict[Phrase, str],
    short: set[str],
    customs: Customs,
) -> str:
    words = phrase(leaves, span)
    # What was found by the words around it holds here whatever the rest of the article says.
    if span.label == "NORP" or span.label in NO_PLACES:
        return span.label
    if len(words) == 1 and words[0] in short:
        return "LOC" if _is_no_surname(leaves[span.leaf], span, customs) else "PER"
    return labels.get(words, span.label)


def _is_no_surname(leaf: TokenizedText, span: NameSpan, customs: Customs) -> bool:
    """Tell whether a name is a place here, though it is somebody's surname as well."""
    if span.label != "LOC":
        return False
    # `WASHINGTON (AP) —`, with Kerry Washington further down.
    opens = span.first == 0 and leaf.tokens.words[0].isupper() and not (leaf.title or leaf.caps)
    return opens or stands_as_place(leaf.tokens.words, span, customs.before_places)


def stands_as_place(
    words: list[str], span: NameSpan, before_places: Set[str] = ENGLISH.before_places
) -> bool:
    """Tell whether a surname is a place here: after `in`, or before a comma and a country or region.

    `before_places` are the words after which it is one.
    """
    # `in Clinton's case`.
    if words[span.last : span.last + 1] in (["'s"], ["’s"]):
        return False
    if span.first > 0 and words[span.first - 1].lower() in before_places:
        return True
    if span.last + 1 >= len(words) or words[span.last] != ",":
        return False
    wider = candidates(words[span.last + 1])
    return bool(wider) and wider[0].kind in "CA"


def _missed(leaves: list[TokenizedText], labels: dict[Phrase, str], taken: Taken) -> list[NameSpan]:
    """Find further namings of the people and places known, outside of every other span."""
    known: dict[str, list[Phrase]] = defaultdict(list)
    # The longest first, so that `Anna Lee` is not found as `Lee`.
    for form in sorted(labels, key=len, reverse=True):
        if labels[form] in {"PER", "LOC"} and is_capital(form[0]):
            known[form[0]].append(form)
    # Paragraphs in capitals name the same people.
    known.update({word.upper(): phrases for word, phrases in known.items()})
    found: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        words, covered = leaf.tokens.words, taken[number]
        for index, word in enumerate(words):
            if word in known and index not in covered:
                size = _match(words, index, known[word][:_MAX_PHRASES], covered)
                if size:
                    label = labels[tuple(spelled_name(words[index : index + size]))]
                    found.append(NameSpan(number, index, index + size, label))
                    covered.update(range(index, index + size))
    return found


def _match(words: list[str], index: int, phrases: list[Phrase], covered: set[int]) -> int:
    """Return the number of words of the first phrase that stands at `index` in free tokens; 0 for none."""
    for candidate in phrases:
        stretch = range(index, index + len(candidate))
        here = tuple(spelled_name(words[index : stretch.stop]))
        if here == candidate and covered.isdisjoint(stretch):
            return len(candidate)
    return 0
