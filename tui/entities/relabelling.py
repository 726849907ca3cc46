"""Namings in other languages than English that a list knows better than the tagger: no place, a company.

The tagger has seen few texts. What a language's lists say of the first word of a name, or of one that
stands alone, holds wherever the name stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from typing import Final

from tui.entities.features import is_acronym, spelled, spelled_name
from tui.entities.languages import Language
from tui.entities.lexicon import candidates, last_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, Phrase, phrase
from tui.entities.tokens import is_capital

_MAX_BACK: Final = 5
"""How many words before a name are looked at for a role."""
_QUOTATIONS: Final = frozenset([("«", "»"), ("“", "”"), ("„", "“"), ('"', '"')])

_TOWN: Final = "P"
"""The flag of a small one."""


class Relabeller:
    """Gives namings the labels that the lists of a language allow."""

    def __init__(self, language: Language) -> None:
        lists = language.lists
        self._language = language
        self._bodies = lists["organisation-words"] - lists["facilities"] - lists["land"] - lists["districts"]
        self._companies = lists["company-words"] | {word.upper() for word in lists["company-words"]}
        self._things = lists["no-person"]
        self._grounds = (lists["facilities"] | lists["land"]) - lists["honorifics"] - lists["role-nouns"]
        self._owning = lists.get("owning", frozenset())
        self._common = (
            lists["organisation-words"] | lists["districts"] | lists["honorifics"] | lists["role-nouns"]
        )
        self._prepositions = lists["prepositions"]
        self._before_things = lists.get("before-things", frozenset())
        self._conjunctions = lists.get("conjunctions", frozenset())
        self._sites = lists["facilities"] | lists["land"] | lists["districts"]
        self._roles = lists["role-nouns"]
        self._within = lists["role-words"] | language.inner
        self._heads = lists.get("heads", frozenset())
        given_names = lists.get("given-names", frozenset())
        # What a label becomes by the first of several words.
        self._by_opening: dict[str, tuple[tuple[frozenset[str], str], ...]] = {
            "LOC": ((self._roles - self._sites, ""), (given_names - self._sites, "PER")),
            "PER": ((self._things, "MISC"), (self._grounds, "LOC")),
        }

    def __call__(self, leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
        """Return the spans with other labels, those that are no names left out."""
        spans = [part for span in spans for part in self._parted(leaves[span.leaf].tokens.words, span)]
        placed = self._placed(leaves, spans)
        bare = self._after(leaves, spans, self._before_things)
        relabelled = [(span, self._label(leaves[span.leaf], span, placed, bare)) for span in spans]
        return [span._replace(label=label) for span, label in relabelled if label]

    def with_heads(self, leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
        """Let a place begin with the small word that says what it is: `via Luini`, `provincia di Trapani`."""
        return [self._with_head(leaves[span.leaf].tokens.words, span) for span in spans]

    def _with_head(self, words: list[str], span: NameSpan) -> NameSpan:
        first = span.first
        if span.label != "LOC" or not first:
            return span
        is_linked = words[first - 1] in self._language.inner and first > 1
        head = first - 2 if is_linked else first - 1
        return span._replace(first=head) if words[head] in self._heads else span

    def _parted(self, words: list[str], span: NameSpan) -> list[NameSpan]:
        """Part `Milano Letizia Moratti` after `sindaco di`: what somebody is head of, and who it is."""
        at = next(
            (
                at
                for at in range(span.first + 1, span.last - 1)
                if self._language.is_given_name(words[at])
                and is_capital(words[at - 1])
                and is_capital(words[at + 1])
            ),
            None,
        )
        if at is None or not self._follows_role(words, span.first):
            return [span]
        of = span._replace(last=at, label="LOC")
        if not self._language.is_place(" ".join(words[span.first : at])):
            of = of._replace(label="ORG")
            if words[span.first].lower() not in self._common | self._bodies:
                return [span]
        return [of, span._replace(first=at, label="PER")]

    def _follows_role(self, words: list[str], at: int) -> bool:
        """Tell whether `presidente della` or `ministro degli` stands before a word."""
        back = at - 1
        while back >= 0 and at - back <= _MAX_BACK and words[back].lower() in self._within - self._roles:
            back -= 1
        return 0 <= back < at - 1 and words[back].lower() in self._roles

    def _after(
        self, leaves: list[TokenizedText], spans: list[NameSpan], before: Set[str]
    ) -> dict[Phrase, bool]:
        """Tell of each name whether it stands after one of these words somewhere."""
        found: dict[Phrase, bool] = defaultdict(bool)
        for span in spans:
            words = leaves[span.leaf].tokens.words
            found[phrase(leaves, span)] |= span.first > 0 and words[span.first - 1].lower() in before
        return found

    def _placed(self, leaves: list[TokenizedText], spans: list[NameSpan]) -> dict[Phrase, bool]:
        """Tell of each name whether it stands after `in`, `carcere di`, or beside a place somewhere."""
        found = self._after(leaves, spans, self._prepositions)
        last: NameSpan | None = None
        for span in spans:
            words = leaves[span.leaf].tokens.words
            key = phrase(leaves, span)
            found[key] |= self._is_site_before(words, span.first)
            if (
                last
                and last.leaf == span.leaf
                and span.first - last.last == 1
                and self._lists(words, last.last)
            ):
                self._pass_on(found, leaves, last, span)
            last = span
        return found

    def _is_site_before(self, words: list[str], at: int) -> bool:
        if at > 1 and words[at - 1] in self._language.inner:
            at -= 1
        return at > 0 and words[at - 1].lower() in self._sites

    def _lists(self, words: list[str], at: int) -> bool:
        """Tell whether a word parts the names of a list."""
        return words[at] == "," or words[at] in self._conjunctions

    def _pass_on(
        self, found: dict[Phrase, bool], leaves: list[TokenizedText], one: NameSpan, other: NameSpan
    ) -> None:
        """Let a name beside a listed place be one."""
        for span, beside in ((one, other), (other, one)):
            words = phrase(leaves, beside)
            if beside.label == "LOC" and span.label == "LOC" and self._language.is_place(" ".join(words)):
                found[phrase(leaves, span)] = True

    def _label(
        self, leaf: TokenizedText, span: NameSpan, placed: dict[Phrase, bool], bare: dict[Phrase, bool]
    ) -> str:
        """Return a span's label; empty for no name."""
        if span.label not in {"PER", "LOC"}:
            return span.label
        words = leaf.tokens.words[span.first : span.last]
        if self._is_owned(leaf.tokens.words, span) and not self._language.is_place(" ".join(words)):
            return "ORG"
        if span.label == "LOC" and _is_quoted(leaf.tokens.words, span):
            return "MISC"
        if len(words) == 1:
            name = tuple(spelled_name(words))
            return self._lone(words[0], span.label, placed[name], bare[name])
        return self._long(words, span.label)

    def _long(self, words: list[str], label: str) -> str:
        """Return the label of a person or place of several words; empty for no name."""
        # `Marine Le Pen`, `César Franck`.
        if label == "PER" and self._language.is_given_name(words[0]):
            return "PER" if self._companies.isdisjoint(words) else "ORG"
        if label == "LOC" and self._language.is_place(" ".join(words)):
            return "LOC"
        opening = words[0].lower()
        if opening in self._bodies or not self._companies.isdisjoint(words):
            return "ORG"
        return next((better for listed, better in self._by_opening[label] if opening in listed), label)

    def _is_owned(self, words: list[str], span: NameSpan) -> bool:
        """Tell whether a name stands behind what only companies have: `filiale d'Holcim`."""
        at = span.first - 1
        return at > 0 and words[at] in self._language.inner and words[at - 1].lower() in self._owning

    def _is_village(self, name: str) -> bool:
        return bool(candidates(self._language.english_place(name)))

    def _is_common(self, word: str) -> bool:
        """Tell whether a word alone is a noun: `Paese`, though there is a town of that name."""
        return word.lower() in self._common and not self._language.is_exonym(word)

    def _lone(self, word: str, label: str, is_placed: bool, is_thing: bool) -> str:
        """Return the label of a person or place of one word; empty for no name."""
        if self._is_no_person(word, label) or self._is_common(word):
            return ""
        known = spelled(word)
        flag = self._language.place_flag(known)
        if label == "PER" or is_placed or flag not in {"", _TOWN}:
            return label
        if is_acronym(word):
            return label if flag else "ORG"
        return "PER" if self._is_somebody(known, flag, is_thing) else label

    def _is_no_person(self, word: str, label: str) -> bool:
        """Tell whether what was taken for a person is a thing."""
        return label == "PER" and word.lower() in self._things and not self._language.is_given_name(word)

    def _is_somebody(self, known: str, flag: str, is_thing: bool) -> bool:
        """Tell whether a word is rather a person's name than that of a small town."""
        # A small town that bears a given name is rarely meant.
        is_called = self._language.is_given_name(known) or (known in last_names() and not flag)
        return is_called or (bool(self._before_things) and not is_thing and self._is_unheard_of(known))

    def _is_unheard_of(self, known: str) -> bool:
        """Tell whether a word is neither a place, however small, nor a noun."""
        return not self._is_village(known) and not self._language.is_noun(known)


def _is_quoted(words: list[str], span: NameSpan) -> bool:
    """Tell whether a name is all that stands between quotation marks, as titles of works do: `« Dallas »`."""
    opened, closed = words[max(0, span.first - 1) : span.first], words[span.last : span.last + 1]
    return (*opened, *closed) in _QUOTATIONS
