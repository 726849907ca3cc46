"""Who may have spoken: names, pronouns and descriptions, each with the verb of saying it stands by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tui.model.names import Entity, Mention, Names
from tui.quotations.lexicon import SpeechWords
from tui.quotations.reading import ReadText, SpeechToken

VoiceSort = Literal["person", "organisation", "place", "other", "he", "they", "noun", "capitals"]
CueRelation = Literal["subject", "apposition", "inverted", "according", "agent", "object", "far", "none"]
_BESIDE: Final = ("subject", "apposition", "inverted", "agent")
_PARTICIPLES: Final = ("ado", "ido", "ato", "ito", "uto", "tto", "sto", "cho", "ndo")
_LONGEST_NOUN: Final = 10
"""Tokens of a description."""
_LONGEST_APPOSITION: Final = 25
_LONGEST_TITLE: Final = 7
"""Tokens between an inverted verb and the name: `said Republican strategist Ann Lee`."""
_HELPING: Final = 4
"""Helping words before a verb, and one more."""
_FAR: Final = 30


@dataclass(slots=True)
class Voice:
    """One who may speak, where a text names them; token numbers are half-open."""

    first: int
    last: int
    sort: VoiceSort
    text: str
    entity: Entity | None = None
    relation: CueRelation = "none"
    cue: int | None = None
    """The token of the verb (or of `according`)."""
    traits: frozenset[str] = field(default=frozenset())
    """What else is to be seen of it, as features."""


class Voices:
    """Who may speak in each text of an article, found when first asked for."""

    def __init__(self, texts: Sequence[ReadText], names: Names) -> None:
        self._texts = texts
        self._found: dict[int, list[Voice]] = {}
        self._mentions: dict[tuple[int, int], list[tuple[Mention, Entity]]] = defaultdict(list)
        for entity in names.entities:
            for mention in entity.mentions:
                self._mentions[mention.section, mention.leaf].append((mention, entity))

    def of(self, text: int) -> list[Voice]:
        """Return those of one text in reading order."""
        if text not in self._found:
            read = self._texts[text]
            self._found[text] = VoiceFinder(read, self._mentions[read.section, read.leaf]).found()
        return self._found[text]


class VoiceFinder:
    """Finds the candidates of one text."""

    def __init__(self, read: ReadText, mentions: Sequence[tuple[Mention, Entity]]) -> None:
        self._read = read
        self._tokens = read.tokens
        self._words: SpeechWords = read.lexicon
        self._mentions = mentions
        self._taken: dict[int, Voice] = {}
        """By its first token."""

    def found(self) -> list[Voice]:
        """Return the candidates in reading order; none stands within a quotation."""
        self._take_names()
        inside = {n for each in self._taken.values() for n in range(each.first, each.last)}
        self._take_nouns(inside)
        inside |= {n for each in self._taken.values() for n in range(each.first, each.last)}
        self._take_others(inside)
        candidates = [self._taken[first] for first in sorted(self._taken)]
        for candidate in candidates:
            self._relate(candidate)
        speaks = {each.cue for each in candidates if each.relation in ("subject", "apposition")}
        for candidate in candidates:
            if candidate.relation == "inverted" and candidate.sort == "he":
                # `dit-il`, `contou ele`: no more than `he said`.
                candidate.relation = "subject"
            elif candidate.relation == "inverted" and candidate.cue in speaks:
                # `Lee says Novak is late`: the verb has its subject.
                candidate.relation = "object"
            candidate.traits = frozenset(self._traits(candidate))
        if self._words.drops_subject:
            candidates = self._with_unsaid(candidates)
        people = {each.last for each in candidates if each.sort == "person"}
        return [each for each in _without_parts(candidates) if not self._is_apposed(each, people)]

    def _with_unsaid(self, candidates: list[Voice]) -> list[Voice]:
        """Add whom a verb means that has no subject beside it, as in Spanish (`«…», dijo`)."""
        taken = {
            each.cue
            for each in candidates
            if each.relation in _BESIDE and not self._is_behind_preposition(each.first)
        }
        for n, token in enumerate(self._tokens):
            if n in taken or n in self._taken or not self._is_cue(n) or not self._is_at_quotation(n):
                continue
            helped = n > 0 and self._tokens[n - 1].low in self._words.adverbs
            if helped or not token.low.endswith(_PARTICIPLES):
                voice = Voice(n, n + 1, "he", token.text, relation="subject", cue=n)
                voice.traits = frozenset(self._traits(voice))
                candidates.append(voice)
        return sorted(candidates, key=lambda each: each.first)

    def _is_behind_preposition(self, first: int) -> bool:
        """Return whether a preposition governs what begins at a token, an article between them or not."""
        if first > 1 and self._tokens[first - 1].low in self._words.determiners:
            first -= 1
        return first > 0 and self._tokens[first - 1].low in self._words.prepositions

    def _is_at_quotation(self, n: int) -> bool:
        """Return whether a quotation stands next to a verb, but for a stop, small words and helping verbs."""
        tokens = self._tokens
        before = n - 1
        while before >= 0 and (tokens[before].text in ",–—-" or tokens[before].low in self._words.adverbs):
            before -= 1
        if before >= 0 and tokens[before].stretch is not None:
            return True
        after = n + 1
        small = self._words.relative | {":", ","}
        while after < len(tokens) and tokens[after].low in small:
            after += 1
        return after < len(tokens) and tokens[after].stretch is not None

    def _is_apposed(self, candidate: Voice, people: set[int]) -> bool:
        """Return whether it only says who the person named before it is: `Ann Lee, an engineer`."""
        if candidate.sort != "noun" or candidate.relation == "subject" or not candidate.first:
            return False
        return self._tokens[candidate.first - 1].text == "," and candidate.first - 1 in people

    # ---- finding

    def _take_names(self) -> None:
        for mention, entity in self._mentions:
            first = self._read.token_at(mention.start)
            if first < 0 or self._tokens[first].stretch is not None:
                continue
            last = self._read.token_at(mention.end - 1) + 1
            kind = entity.entity_kind
            sort: VoiceSort = kind if kind in ("person", "organisation", "place") else "other"
            self._add(first, last, sort, entity)

    def _add(self, first: int, last: int, sort: VoiceSort, entity: Entity | None = None) -> None:
        text = self._read.text[self._tokens[first].start : self._tokens[last - 1].end]
        self._taken[first] = Voice(first, last, sort, text, entity)

    def _take_nouns(self, names: set[int]) -> None:
        """Descriptions: `a police spokesman`, `Obama's lawyers`, `the head of the bank`."""
        done = 0
        for n, token in enumerate(self._tokens):
            if n < done:
                continue
            if token.low in self._words.prepositions and self._according(n + 1) is not None:
                # `stando al rapporto`: an article within the preposition.
                done = self._take_noun_of(n + 1, names)
                continue
            if token.low in self._words.determiners and n not in names:
                last = self._noun_end(n + 1, names)
            elif n in names and self._tokens[self._name_end(n) - 1].genitive and n in self._taken:
                last = self._noun_end(self._name_end(n), names)
                last = last if last > self._name_end(n) else n
            else:
                continue
            if last > n + 1:
                self._add_noun(n, last, names)
                done = last

    def _take_noun_of(self, first: int, names: set[int]) -> int:
        """Add the description behind a preposition that ends `according to`; return where it ends."""
        if first >= len(self._tokens) or first in names or self._tokens[first].low in self._words.closed:
            return first
        last = self._noun_end(first, names)
        self._add_noun(first, last, names)
        return last

    def _name_end(self, n: int) -> int:
        return self._taken[n].last if n in self._taken else n + 1

    def _add_noun(self, first: int, last: int, names: set[int]) -> None:
        """Add a description, unless a name stands at its end that says who it is: `the actor Ann Lee`."""
        head = self._head_end(first, last)
        named = head - 1 in names and not self._tokens[head - 1].genitive
        if named and head == last:
            return
        self._add(first, last, "noun")

    def _head_end(self, first: int, last: int) -> int:
        """Return the end of a description without what a preposition adds."""
        return next(
            (n for n in range(first + 1, last) if self._tokens[n].low in self._words.prepositions), last
        )

    def _noun_end(self, n: int, names: set[int]) -> int:
        """Return the token behind a description whose first word is the one before `n`."""
        start, words = n, self._words
        while n < len(self._tokens) and n - start < _LONGEST_NOUN:
            token = self._tokens[n]
            if token.low in words.noun_prepositions and n > start and self._goes_on(n + 1):
                n += 1
            elif self._ends_noun(n, start, names):
                break
            elif token.low in words.determiners and n > start and n not in names:
                # A further article without a preposition: what stands before it is a verb, if there is room.
                return n - 1 if n - start > 1 else n
            n += 1
        return n

    def _ends_noun(self, n: int, start: int, names: set[int]) -> bool:
        token, words = self._tokens[n], self._words
        if not token.is_word:
            return True
        if n not in names:
            past = n > start and token.low.endswith(words.past)
            return past or token.low in words.stops
        named = self._taken.get(n)
        return named is not None and named.sort == "person" and self._ends_with_name(n, start)

    def _ends_with_name(self, n: int, start: int) -> bool:
        """Return whether a person's name at `n` is the end of its group, not a part of what follows."""
        after = self._taken[n].last
        followed = after < len(self._tokens) and self._tokens[after - 1].genitive
        before = self._tokens[n - 1].low
        return (
            n > start
            and not followed
            and before not in self._words.noun_prepositions | self._words.determiners
        )

    def _goes_on(self, n: int) -> bool:
        if n >= len(self._tokens):
            return False
        token = self._tokens[n]
        return token.is_word and (token.low in self._words.determiners or token.low not in self._words.stops)

    def _take_others(self, inside: set[int]) -> None:
        words = self._words
        done = 0
        for n, token in enumerate(self._tokens):
            if n < done or n in inside or token.stretch is not None:
                continue
            if token.low in words.he or token.low in words.she:
                self._add(n, n + 1, "he")
            elif token.low in words.they:
                self._add(n, n + 1, "they")
            elif token.low in words.people:
                done = self._noun_end(n, inside)
                self._add(n, max(done, n + 1), "noun")
            elif token.is_large and token.is_word and token.low not in words.closed:
                done = self._capitals_end(n, inside)
                if not words.large_nouns or done > n + 1 or self._is_at_verb(n, done):
                    self._add(n, done, "capitals")

    def _is_at_verb(self, first: int, last: int) -> bool:
        """Return whether a noun by itself stands where a speaker does: `laut Polizei`."""
        before = first > 0 and self._tokens[first - 1].low in self._words.leads
        return before or (last < len(self._tokens) and self._is_cue(last))

    def _capitals_end(self, n: int, inside: set[int]) -> int:
        while (
            n < len(self._tokens)
            and n not in inside
            and self._tokens[n].is_word
            and self._tokens[n].is_large
            and (self._tokens[n].low not in self._words.stops)
        ):
            n += 1
        return n

    # ---- what it stands by

    def _relate(self, candidate: Voice) -> None:
        for relation, cue in self._relations(candidate):
            if cue is not None:
                candidate.relation, candidate.cue = relation, cue
                break

    def _relations(self, candidate: Voice) -> Iterator[tuple[CueRelation, int | None]]:
        yield "subject", self._cue_behind(candidate.last)
        yield "according", self._according(candidate.first)
        yield "agent", self._agent(candidate.first)
        yield "inverted", self._cue_before(candidate.first)
        yield "apposition", self._cue_past_comma(candidate.last)
        yield "far", self._cue_far(candidate.last)

    def _cue_behind(self, n: int) -> int | None:
        while n < len(self._tokens) and self._tokens[n].low in self._words.adverbs:
            n += 1
        if n < len(self._tokens) and self._tokens[n].low in self._words.like:
            n += 1
        return n if n < len(self._tokens) and self._is_cue(n) else None

    def _is_cue(self, n: int) -> bool:
        """Return whether a word is a verb of saying, or stands where nothing but one does.

        That is between a quotation and a name or an article: `"No," quipped Lee`, `«No», ha bufado Ana`.
        """
        return self._tokens[n].low in self._words.said or self._is_where_verbs_are(n)

    def _is_where_verbs_are(self, n: int) -> bool:
        tokens, words = self._tokens, self._words
        verb = tokens[n]
        if n + 1 >= len(tokens) or not verb.text.islower() or verb.low in words.closed:
            return False
        if not (tokens[n + 1].is_large or tokens[n + 1].low in words.determiners):
            return False
        before = n - 1
        while n - before < _HELPING and before > 0 and tokens[before].low in words.adverbs:
            before -= 1
        if before > 0 and tokens[before].text in ",—–":
            before -= 1
        return before >= 0 and tokens[before].stretch is not None

    def _according(self, first: int) -> int | None:
        for n in range(first, max(first - _LONGEST_TITLE, 0), -1):
            for words in self._words.according:
                begin = n - len(words)
                if self._stands_at(begin, words):
                    return begin
            if not self._tokens[n - 1].is_word:
                return None
        return None

    def _stands_at(self, begin: int, words: tuple[str, ...]) -> bool:
        """Return whether words that a speaker follows stand at a token; of some only at a start."""
        if begin < 0 or any(self._tokens[begin + k].low != word for k, word in enumerate(words)):
            return False
        if words[0] not in self._words.views:
            return True
        return begin == 0 or self._read.sentence_of[begin - 1] != self._read.sentence_of[begin]

    def _agent(self, first: int) -> int | None:
        """Return the verb of what is said by somebody: `was asked by the host Ann Lee`."""
        for n in range(first - 1, max(first - _LONGEST_TITLE, 0), -1):
            if self._tokens[n].low in self._words.by:
                return n - 1 if self._is_cue(n - 1) else None
            if not self._tokens[n].is_word:
                return None
        return None

    def _cue_before(self, first: int) -> int | None:
        n = first - 1
        sentence = self._read.sentence_of[first]
        while n >= 0 and first - n <= _LONGEST_TITLE and self._read.sentence_of[n] == sentence:
            token = self._tokens[n]
            if self._is_cue(n):
                return n
            if not (token.is_word or token.text in ".-") or token.low in self._words.parting:
                return None
            n -= 1
        return None

    def _cue_past_comma(self, n: int) -> int | None:
        """Return the verb behind what is said of a name between commas: `Lee, 31, a lawyer, said`."""
        tokens = self._tokens
        if n >= len(tokens) or not (tokens[n].text in ",(–—-" or tokens[n].low in self._words.relative):
            return None
        sentence = self._read.sentence_of[n]
        if tokens[n].text == "," and self._cue_behind(n + 1) is not None:
            # `The party, said Novak, "will not …"`
            return None
        for k in range(n + 1, min(n + _LONGEST_APPOSITION, len(tokens))):
            if tokens[k].stretch is not None or self._read.sentence_of[k] != sentence:
                return None
            if self._is_cue(k) and (
                tokens[k - 1].text in ",)–—-" or tokens[k - 1].low in self._words.adverbs
            ):
                return k
            if self._is_cue(k) and tokens[n].low in self._words.relative:
                return k
        return None

    def _cue_far(self, n: int) -> int | None:
        """Return the next verb of saying in the same sentence."""
        if n >= len(self._tokens):
            return None
        sentence = self._read.sentence_of[n - 1]
        for k in range(n, min(n + _FAR, len(self._tokens))):
            if self._read.sentence_of[k] != sentence:
                return None
            if self._is_cue(k):
                return k
        return None

    def _traits(self, candidate: Voice) -> Iterator[str]:
        tokens, words = self._tokens, self._words
        before = tokens[candidate.first - 1] if candidate.first else None
        after = tokens[candidate.last] if candidate.last < len(tokens) else None
        if before and before.low in words.prepositions:
            yield "after preposition"
        if before and (before.low in words.determiners or before.genitive):
            yield "after determiner"
        if before and before.is_word and before.is_large and before.low not in words.stops:
            yield "after capital"
        if tokens[candidate.last - 1].genitive:
            yield "genitive"
        if candidate.sort == "noun" and candidate.first > 1 and before and before.text == ",":
            yield "after comma"
        if candidate.sort == "noun" and any(
            each.low in words.times for each in tokens[candidate.first : candidate.last]
        ):
            yield "time"
        yield from self._traits_behind(after)
        if candidate.cue is not None and tokens[candidate.cue].low in words.told:
            yield f"told {candidate.relation}"
        if (
            before is None
            or self._read.sentence_of[candidate.first - 1] != self._read.sentence_of[candidate.first]
        ):
            yield "opens sentence"

    def _traits_behind(self, after: SpeechToken | None) -> Iterator[str]:
        if after is None:
            yield "at end"
        elif after.text == ":":
            yield "before colon"
        elif after.text == ",":
            yield "before comma"
        elif after.low in self._words.relative:
            yield "before who"
        elif after.low in self._words.adverbs:
            yield "before auxiliary"
        elif after.is_word and after.low not in self._words.stops:
            yield "before verb" if after.low.endswith(("ed", "s")) else "before word"


def _without_parts(voices: list[Voice]) -> list[Voice]:
    """Return voices without names that are a word of a description: the UN of `the UN secretary general`."""
    kept: list[Voice] = []
    until = 0
    for voice in voices:
        if voice.sort == "noun" and voice.last > until:
            until = voice.last
        elif voice.last <= until and voice.sort in ("organisation", "place"):
            continue
        kept.append(voice)
    return kept
