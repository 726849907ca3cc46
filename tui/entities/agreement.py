"""One article, one reading: what a surface names in one place it mostly names everywhere in the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from tui.entities.features import spelled_name
from tui.entities.lexicon import candidates, demonyms, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, Phrase, Taken, phrase, still_places, taken_tokens
from tui.entities.tokens import is_capital, tokenize
from tui.entities.words import FAMILY_FIRST, FUNCTION_WORDS, HONORIFICS, METONYMS

_MAX_PHRASES: Final = 50
"""How many names with one first word are looked for again: no article has more, but a hostile text may."""
_NEVER_ALONE: Final = FUNCTION_WORDS | HONORIFICS


def agree(leaves: list[TokenizedText], hits: list[NameSpan], dateline: str | None = None) -> list[NameSpan]:
    """Give each surface one label, and find the namings that the tagger missed.

    The second naming of a person is mostly a bare surname; whatever label it got, it becomes that
    person, unless it clearly is a place there (`in Paris`). What the dateline names is a place.
    The result is in reading order.
    """
    labels = _voted(leaves, hits) | dict.fromkeys(_dateline_phrases(dateline), "LOC")
    hits = [_completed(leaves, _trimmed(leaves, hit, labels), labels) for hit in hits]
    people = [words for words, label in labels.items() if label == "PER" and len(words) > 1]
    short = _short_forms(people)
    for words in people:
        for start in range(1, len(words) - 1):
            labels.setdefault(words[start:], "PER")
    labels.update(dict.fromkeys(_only_after_prepositions(leaves, hits), "LOC"))
    labels.update(dict.fromkeys(((word,) for word in short), "PER"))
    agreed = [hit._replace(label=_label_here(leaves, hit, labels, short)) for hit in hits]
    return sorted(still_places(leaves, agreed + _missed(leaves, labels, taken_tokens(agreed))))


def _dateline_phrases(dateline: str | None) -> list[Phrase]:
    """Return the places of a dateline as phrases: `Paris/Berlin`, `Suez, Egypt`."""
    places = [place.partition(",")[0] for place in (dateline or "").split("/")]
    return [tuple(words) for place in places if (words := tokenize(place).words)]


def _voted(leaves: list[TokenizedText], hits: list[NameSpan]) -> dict[Phrase, str]:
    """Return each surface's most frequent label; on a tie place if the gazetteer has it, else the first."""
    votes: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        if _has_vote(leaves[hit.leaf], hit):
            votes[phrase(leaves, hit)][hit.label] += 1
    labels = {words: _winner(count, " ".join(words) in gazetteer()) for words, count in votes.items()}
    for words, label in labels.items():
        if label == "LOC" and labels.get(words[-1:]) == "PER" and " ".join(words) not in gazetteer():
            labels[words] = "PER"
    for words in _named_in_things(leaves, hits):
        labels.setdefault(words, "LOC")
    return labels


def _has_vote(leaf: TokenizedText, hit: NameSpan) -> bool:
    """Tell whether a hit says what its surface is: no long name of a person in a headline, see `_trimmed`."""
    in_headline = leaf.title and hit.label == "PER" and hit.last - hit.first > 1
    return hit.label != "NOT" and not in_headline


def _named_in_things(leaves: list[TokenizedText], hits: list[NameSpan]) -> set[Phrase]:
    """Return the places that stand in names of things (`Sydney Marathon`): alone, they are places."""
    found = {phrase(leaves, hit) for hit in hits if hit.label == "NOT"}
    return {
        words for words in found if (name := " ".join(words)) in gazetteer() and name.lower() not in METONYMS
    }


def _trimmed(leaves: list[TokenizedText], hit: NameSpan, labels: dict[Phrase, str]) -> NameSpan:
    """Cut a person's name in a headline to what the text knows of it: `Lula Wins` to `Lula`.

    Names of several words in headlines have no vote of their own. One that the text does not know at all is
    taken as it is.
    """
    words = phrase(leaves, hit)
    if hit.label != "PER" or words in labels:
        return hit
    surnames = {name[-1] for name, label in labels.items() if label == "PER"}
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            part = words[first:last]
            if labels.get(part) == "PER" or (len(part) == 1 and part[0] in surnames):
                return hit._replace(first=hit.first + first, last=hit.first + last)
    labels[words] = "PER"
    return hit


def _completed(leaves: list[TokenizedText], hit: NameSpan, labels: dict[Phrase, str]) -> NameSpan:
    """Let a place begin a word sooner where the text knows it so: `Butte` in a headline on `Pilot Butte`."""
    if hit.label != "LOC" or not hit.first:
        return hit
    longer = hit._replace(first=hit.first - 1)
    return longer if labels.get(phrase(leaves, longer)) == "LOC" else hit


def _winner(votes: Counter[str], is_place: bool) -> str:
    return max(votes, key=lambda label: (votes[label], is_place and label == "LOC"))


def _only_after_prepositions(leaves: list[TokenizedText], hits: list[NameSpan]) -> set[Phrase]:
    """Return the single words, taken for people, that stand nowhere but after `in`, `from` or `near`."""
    after: dict[Phrase, bool] = {}
    for hit in hits:
        if hit.label == "PER" and hit.last - hit.first == 1:
            words = leaves[hit.leaf].tokens.words
            placed = hit.first > 0 and words[hit.first - 1] in {"in", "from", "near"}
            key = phrase(leaves, hit)
            after[key] = after.get(key, True) and placed
    return {key for key, placed in after.items() if placed}


def _short_forms(people: list[Phrase]) -> set[str]:
    """Return the single words that may stand for one of these people: family names, at whichever end."""
    forms = {words[-1] for words in people}
    forms |= {words[0] for words in people if words[0].lower() in FAMILY_FIRST}
    return {
        form
        for form in forms
        if len(form) > 1 and form.lower() not in _NEVER_ALONE and form not in demonyms()
    }


def _label_here(
    leaves: list[TokenizedText], hit: NameSpan, labels: dict[Phrase, str], short: set[str]
) -> str:
    words = phrase(leaves, hit)
    if hit.label in {"NORP", "NOT"}:
        return hit.label
    if len(words) == 1 and words[0] in short:
        return "LOC" if hit.label == "LOC" and _stands_as_place(leaves[hit.leaf].tokens.words, hit) else "PER"
    return labels.get(words, hit.label)


def _stands_as_place(words: list[str], hit: NameSpan) -> bool:
    """Tell whether a surname is a place here: after `in`, or before a comma and a country or region."""
    if hit.first > 0 and words[hit.first - 1].lower() in {"in", "near", "at"}:
        return True
    if hit.last + 1 >= len(words) or words[hit.last] != ",":
        return False
    wider = candidates(words[hit.last + 1])
    return bool(wider) and wider[0].kind in "CA"


def _missed(leaves: list[TokenizedText], labels: dict[Phrase, str], taken: Taken) -> list[NameSpan]:
    """Find further namings of the people and places known, outside of every other hit."""
    known: dict[str, list[Phrase]] = defaultdict(list)
    for form in sorted(labels, key=len, reverse=True):
        if labels[form] in {"PER", "LOC"} and is_capital(form[0]):
            known[form[0]].append(form)
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
        span = range(index, index + len(candidate))
        here = tuple(spelled_name(words[index : span.stop]))
        if here == candidate and covered.isdisjoint(span):
            return len(candidate)
    return 0
