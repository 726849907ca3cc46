"""From an article and its names to who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tui.model.names import Mention, Names, Person
from tui.model.prose import Prose
from tui.model.quotations import DirectQuote
from tui.quotations.candidates import Voices
from tui.quotations.choosing import AnswerWho, Attribution, Attributor, by_weights
from tui.quotations.dialogue import dialogue_stretches, without_asides
from tui.quotations.features import shape_of
from tui.quotations.leaves import SpokenLeaf, leaves_and_quotes
from tui.quotations.lexicon import lexicon, told_language
from tui.quotations.listing import listed_parts
from tui.quotations.marks import QuotedStretch, quoted_stretches, whole_stretch
from tui.quotations.pronouns import Antecedent, Antecedents
from tui.quotations.reading import ReadText

_LIKELY: Final = 0.45
"""Below that chance nobody is named."""
_SURE: Final = 0.9
_SENTENCES: Final = 3
"""So far behind one goes on speaking whom nothing but the first quotation's words names."""
_LONG_AGO: Final = 1_000_000
_UNKNOWN: Final = DirectQuote((), sure=False)


def find_quotations(prose: Prose, names: Names, language: str | None) -> tuple[DirectQuote, ...]:
    """Return an article's direct speech: see `tui.quotations.quotations_of`."""
    texts = read_texts(prose, language)
    voices = Voices(texts, names)
    naming = Naming(texts, Antecedents(texts, names.people, voices))
    quotes: list[DirectQuote] = []
    for spoken in joined([naming.named(each) for each in spoken_of(texts, voices, by_weights)], texts):
        parts = listed_parts(spoken.parts, texts, spoken.choice)
        if parts:
            quotes.append(replace(spoken.quote, parts=tuple(_mention(texts[n], each) for n, each in parts)))
    return tuple(quotes)


def _mention(read: ReadText, stretch: QuotedStretch) -> Mention:
    return Mention(read.section, read.leaf, stretch.inner_start, stretch.inner_end)


def read_texts(prose: Prose, language: str | None) -> list[ReadText]:
    """Return the texts of an article with what is quoted in each."""
    leaves = list(leaves_and_quotes(prose))
    plain = [leaf.text for leaf in leaves]
    words = lexicon(told_language(plain, language))
    quoted = quoted_stretches(plain, angles_inward=words.code == "de")
    led = _led_blocks(leaves)
    read: list[ReadText] = []
    for n, (leaf, stretches) in enumerate(zip(leaves, quoted, strict=True)):
        if not stretches and n in led:
            stretches = whole_stretch(leaf.text, closed=n + 1 not in led)
        elif not stretches and words.dashes:
            stretches = dialogue_stretches(leaf.text, words)
        if words.asks_backwards:
            stretches = without_asides(leaf.text, stretches, words)
        read.append(ReadText(leaf.section, leaf.leaf, leaf.text, stretches, words))
    return read


def _led_blocks(leaves: Sequence[SpokenLeaf]) -> set[int]:
    """Return the paragraphs of block quotations that a colon leads to: speech without marks."""
    led: set[int] = set()
    for n in range(1, len(leaves)):
        before, leaf = leaves[n - 1], leaves[n]
        if leaf.quote is None:
            continue
        if n - 1 in led if before.quote is leaf.quote else before.text.rstrip().endswith(":"):
            led.add(n)
    return led


@dataclass(slots=True)
class Spoken:
    """One quotation: its stretches, each with its text's number, and who is taken for its speaker."""

    parts: list[tuple[int, QuotedStretch]]
    choice: Attribution | None = None
    quote: DirectQuote = _UNKNOWN
    """With its speaker, and without its parts."""


def spoken_of(texts: Sequence[ReadText], voices: Voices, answer: AnswerWho) -> list[Spoken]:
    """Return all that is quoted in the texts, joined only where a mark is left open over paragraphs."""
    if not any(read.stretches for read in texts):
        return []
    attributor = Attributor(texts, voices, answer)
    spoken: list[Spoken] = []
    for chain in _chains(texts):
        text, stretch = _asked(chain, texts)
        spoken.append(Spoken(chain, attributor.chosen(text, texts[text].token_at(stretch.start))))
    return spoken


def _asked(chain: list[tuple[int, QuotedStretch]], texts: Sequence[ReadText]) -> tuple[int, QuotedStretch]:
    """Return the part beside which the speaker is looked for: the first, or the last if words follow it."""
    text, stretch = chain[0]
    told_behind = texts[text].opens_with(stretch) and not texts[chain[-1][0]].only_quoted
    return chain[-1] if told_behind else chain[0]


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


class Naming:
    """Names the speakers of quotations in reading order: a pronoun may mean who spoke before."""

    def __init__(self, texts: Sequence[ReadText], antecedents: Antecedents) -> None:
        self._texts = texts
        self._antecedents = antecedents
        self._spoke: Person | None = None
        self._spoke_in = -_LONG_AGO

    def named(self, spoken: Spoken) -> Spoken:
        """Return a quotation with its speaker."""
        choice = spoken.choice
        if choice is None or choice.chance < _LIKELY:
            return spoken
        candidate, read = choice.candidate, self._texts[choice.text]
        start, end = read.tokens[candidate.first].start, read.tokens[candidate.last - 1].end
        at = Mention(read.section, read.leaf, start, end)
        entity, sure = candidate.entity, choice.chance >= _SURE
        if candidate.sort == "he":
            meant = self._meant(choice, start)
            entity, sure = (meant.person, sure and meant.sure) if meant else (None, False)
        if listed_parts(spoken.parts, self._texts, choice):
            self._spoke, self._spoke_in = entity if isinstance(entity, Person) else None, spoken.parts[-1][0]
        if entity is not None:
            quote = DirectQuote((), entity.name, entity.entity_kind, at, sure)
        elif candidate.sort in ("he", "they"):
            quote = DirectQuote((), None, None, at, sure=False)
        else:
            quote = DirectQuote((), candidate.text, None, at, sure)
        return replace(spoken, quote=quote)

    def _meant(self, choice: Attribution, start: int) -> Antecedent | None:
        pronoun = self._texts[choice.text].tokens[choice.candidate.first].low
        ago = choice.text - self._spoke_in
        return self._antecedents.of(choice.text, start, pronoun, self._spoke, ago)


def joined(spoken: Sequence[Spoken], texts: Sequence[ReadText]) -> list[Spoken]:
    """Return quotations with those made one that are one speech: `"…," he said, "…"`."""
    made: list[Spoken] = []
    for each in spoken:
        if made and _goes_on(made[-1], each, texts):
            made[-1].parts += each.parts
            if not each.quote.sure:
                made[-1].quote = replace(made[-1].quote, sure=False)
        else:
            made.append(each)
    return made


def _goes_on(before: Spoken, spoken: Spoken, texts: Sequence[ReadText]) -> bool:
    """Return whether a quotation goes on with the one before, and nobody else is told of."""
    if before.choice is None or spoken.choice is None:
        return False
    itself = before.choice.candidate is spoken.choice.candidate
    if not itself and (before.quote.speaker is None or before.quote.speaker != spoken.quote.speaker):
        return False
    (last_text, last), (text, stretch) = before.parts[-1], spoken.parts[0]
    read = texts[text]
    if text != last_text:
        return text == last_text + 1 and shape_of(read, read.token_at(stretch.start)) == "alone"
    between = read.sentence_at(stretch.start) - read.sentence_at(last.start)
    return between == 0 or (itself and spoken.choice.text == text and between <= _SENTENCES)
