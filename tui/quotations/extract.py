"""From an article and its names to who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.model.names import Mention, Names, Person
from tui.model.prose import Prose
from tui.model.quotations import DirectQuote
from tui.quotations.candidates import Voices
from tui.quotations.choosing import AnswerWho, Attribution, Attributor, by_weights
from tui.quotations.dialogue import dialogue_stretches
from tui.quotations.features import shape_of
from tui.quotations.leaves import spoken_leaves
from tui.quotations.lexicon import lexicon, told_language
from tui.quotations.listing import listed_parts
from tui.quotations.marks import QuotedStretch, quoted_stretches
from tui.quotations.pronouns import Antecedents
from tui.quotations.reading import ReadText

_LIKELY: Final = 0.35
"""Below that chance nobody is named."""
_SURE: Final = 0.85
_LONG_AGO: Final = 1_000_000


@dataclass(slots=True)
class Spoken:
    """One quotation: its stretches, each with its text's number, and who is taken for its speaker."""

    parts: list[tuple[int, QuotedStretch]]
    choice: Attribution | None = None


def find_quotations(prose: Prose, names: Names, language: str | None) -> tuple[DirectQuote, ...]:
    """Return an article's direct speech: see `tui.quotations.quotations_of`."""
    texts = read_texts(prose, language)
    voices = Voices(texts, names)
    spoken = spoken_of(texts, voices, by_weights)
    for each in spoken:
        each.parts = listed_parts(each.parts, texts, each.choice)
    made = Made(texts, Antecedents(texts, names.people, voices))
    return tuple(made.quote(each) for each in spoken if each.parts)


def read_texts(prose: Prose, language: str | None) -> list[ReadText]:
    """Return the texts of an article with what is quoted in each."""
    leaves = list(spoken_leaves(prose))
    plain = [text for _, _, text in leaves]
    words = lexicon(told_language(plain, language))
    stretches = quoted_stretches(plain, angles_inward=words.code == "de")
    if words.dashes:
        stretches = [
            found or dialogue_stretches(text, words) for text, found in zip(plain, stretches, strict=True)
        ]
    return [ReadText(*leaf, found, words) for leaf, found in zip(leaves, stretches, strict=True)]


def spoken_of(texts: Sequence[ReadText], voices: Voices, answer: AnswerWho) -> list[Spoken]:
    """Return all that is quoted in the texts, joined where one goes on speaking."""
    if not any(read.stretches for read in texts):
        return []
    chooser = Attributor(texts, voices, answer)
    joined: list[Spoken] = []
    for chain in _chains(texts):
        text, stretch = _asked(chain, texts)
        read = texts[text]
        choice = chooser.chosen(text, read.token_at(stretch.start))
        if joined and _goes_on(joined[-1], chain, choice, texts):
            joined[-1].parts += chain
        else:
            joined.append(Spoken(chain, choice))
    return joined


def _chains(texts: Sequence[ReadText]) -> list[list[tuple[int, QuotedStretch]]]:
    """Return the stretches in reading order, those together that an unclosed mark joins over paragraphs."""
    chains: list[list[tuple[int, QuotedStretch]]] = []
    for text, read in enumerate(texts):
        for stretch in read.stretches:
            last = chains[-1][-1] if chains else None
            goes_on = last is not None and last[0] == text - 1 and not last[1].closed
            if goes_on and read.opens_with(stretch):
                chains[-1].append((text, stretch))
            else:
                chains.append([(text, stretch)])
    return chains


def _asked(chain: list[tuple[int, QuotedStretch]], texts: Sequence[ReadText]) -> tuple[int, QuotedStretch]:
    """Return the part of a quotation beside which its speaker is looked for."""
    text, stretch = chain[0]
    return chain[-1] if texts[text].opens_with(stretch) else chain[0]


def _goes_on(
    before: Spoken,
    chain: list[tuple[int, QuotedStretch]],
    choice: Attribution | None,
    texts: Sequence[ReadText],
) -> bool:
    """Return whether a quotation is the same speech as the one before: `"…," he said, "…"`."""
    text, stretch = chain[0]
    last_text, last = before.parts[-1]
    if before.choice is None or choice is None or before.choice.candidate is not choice.candidate:
        return False
    read = texts[text]
    if text != last_text:
        return text == last_text + 1 and shape_of(read, read.token_at(stretch.start)) == "alone"
    between = read.sentence_at(stretch.start) - read.sentence_at(last.start)
    speaks_between = last.end <= read.tokens[choice.candidate.first].start < stretch.start
    return between == 0 or (between == 1 and speaks_between and choice.text == text)


class Made:
    """Makes quotations of what was found, in reading order: a pronoun may mean who spoke before."""

    def __init__(self, texts: Sequence[ReadText], antecedents: Antecedents) -> None:
        self._texts = texts
        self._antecedents = antecedents
        self._spoke: Person | None = None
        self._spoke_in = -_LONG_AGO

    def quote(self, spoken: Spoken) -> DirectQuote:
        """Return one quotation with its speaker."""
        parts = tuple(
            self._mention(text, stretch.inner_start, stretch.inner_end) for text, stretch in spoken.parts
        )
        choice = spoken.choice
        if choice is None or choice.chance < _LIKELY:
            return DirectQuote(parts, sure=False)
        candidate, tokens = choice.candidate, self._texts[choice.text].tokens
        start, end = tokens[candidate.first].start, tokens[candidate.last - 1].end
        at = self._mention(choice.text, start, end)
        entity, sure = candidate.entity, choice.chance >= _SURE
        if candidate.sort == "he":
            ago = choice.text - self._spoke_in
            low = tokens[candidate.first].low
            meant = self._antecedents.of(choice.text, start, low, self._spoke, ago)
            entity, sure = (meant.person, sure and meant.sure) if meant else (None, False)
        self._spoke, self._spoke_in = entity if isinstance(entity, Person) else None, spoken.parts[-1][0]
        if entity is not None:
            return DirectQuote(parts, entity.name, entity.entity_kind, at, sure)
        if candidate.sort in ("he", "they"):
            return DirectQuote(parts, None, None, at, sure=False)
        return DirectQuote(parts, candidate.text, None, at, sure)

    def _mention(self, text: int, start: int, end: int) -> Mention:
        return Mention(self._texts[text].section, self._texts[text].leaf, start, end)
