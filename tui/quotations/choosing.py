"""Which of those who may have spoken did: a linear choice, learnt by `training/quotes.py`."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tui.quotations.candidates import Voice, Voices
from tui.quotations.features import AskedQuotation, features, is_told_of_behind, shape_of
from tui.quotations.reading import ReadText

_WEIGHTS: Final = Path(__file__).resolve().parent / "data" / "weights.json"
_BEFORE: Final = 10
_BEHIND: Final = 6
"""So many candidates are asked on each side of a quotation."""
_TOKENS: Final = 120
"""So far from it."""
_EARLIER: Final = 6
"""So many of the paragraph before."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is taken for the speaker of one quotation."""

    text: int
    """The number of the text in which the candidate stands."""
    candidate: Voice
    chance: float
    """0 to 1, by the weights."""


@dataclass(frozen=True, slots=True)
class WhoSpoke:
    """One quotation and all who may have said it, each with its features."""

    asked: AskedQuotation
    text: int
    candidates: tuple[tuple[int, Voice], ...]
    """With the number of the text that each stands in."""
    features: tuple[tuple[str, ...], ...]


AnswerWho = Callable[[WhoSpoke], Attribution | None]


class Attributor:
    """Asks for the speakers of one article's quotations in reading order: who spoke last is a hint."""

    def __init__(self, texts: Sequence[ReadText], voices: Voices, answer: AnswerWho) -> None:
        self._texts = texts
        self._candidates = voices.of
        self._answer = answer
        self._last: Attribution | None = None
        self._last_text = -1

    def chosen(self, text: int, token: int) -> Attribution | None:
        """Return the speaker of the quotation at a token of a text."""
        choice = self._answer(self._question(text, token))
        if choice is not None:
            choice = self._named(choice)
            self._last, self._last_text = choice, text
        return choice

    def _named(self, choice: Attribution) -> Attribution:
        """Return the person whose name follows the description that was chosen: `the mayor, Ann Lee`."""
        described = choice.candidate
        if described.sort != "noun":
            return choice
        tokens = self._texts[choice.text].tokens
        behind = described.last
        if behind < len(tokens) and tokens[behind].text == ",":
            behind += 1
        voices = self._candidates(choice.text)
        at = bisect_left(voices, behind, key=_first_token)
        if at == len(voices) or voices[at].first != behind or voices[at].sort != "person":
            return choice
        named = voices[at]
        if named.relation in ("subject", "according"):
            return choice
        # The name stands by the verb that its description stands by.
        named.relation, named.cue = described.relation, described.cue
        return Attribution(choice.text, named, choice.chance)

    def _question(self, text: int, token: int) -> WhoSpoke:
        read = self._texts[text]
        asked = AskedQuotation(read, token, shape_of(read, token))
        listed: list[tuple[int, Voice]] = []
        described: list[tuple[str, ...]] = []
        for where, candidate, order in self._nearby(text, asked):
            apart = 0
            if where == text:
                apart = read.sentence_of[candidate.first] - read.sentence_of[token]
            listed.append((where, candidate))
            found = [*features(asked, candidate, order, apart, max(where - text, -2))]
            described.append((*found, *self._hints(text, asked.shape, where, candidate)))
        return WhoSpoke(asked, text, tuple(listed), tuple(described))

    def _nearby(self, text: int, asked: AskedQuotation) -> list[tuple[int, Voice, int]]:
        token, shape = asked.token, asked.shape
        own = self._candidates(text)
        here = bisect_left(own, token, key=_first_token)
        before = [each for each in own[max(here - _BEFORE, 0) : here] if token - each.first <= _TOKENS]
        behind = [each for each in own[here : here + _BEHIND] if each.first - token <= _TOKENS]
        if told := _told_of_behind(asked, behind):
            return [(text, each, n) for n, each in enumerate(told)]
        if told := self._told_by_colon(text, token, before):
            return [(text, each, len(told) - 1 - n) for n, each in enumerate(told)]
        nearby = [(text, each, len(before) - 1 - n) for n, each in enumerate(before)]
        nearby += [(text, each, n) for n, each in enumerate(behind)]
        if shape.startswith(("alone", "opens")):
            nearby += self._elsewhere(text)
        last = self._last
        if last is not None and not any(last.candidate is each for _, each, _ in nearby):
            nearby.append((last.text, last.candidate, 9))
        return nearby

    def _told_by_colon(self, text: int, token: int, before: list[Voice]) -> list[Voice]:
        """Return who stands in the clause that ends in the colon before a quotation, if its subject does."""
        read = self._texts[text]
        if not token or read.tokens[token - 1].text != ":":
            return []
        sentence = read.sentence_of[token]
        own = [each for each in before if read.sentence_of[each.first] == sentence]
        return own if own and "opens sentence" in own[0].traits else []

    def _elsewhere(self, text: int) -> list[tuple[int, Voice, int]]:
        nearby: list[tuple[int, Voice, int]] = []
        if text:
            earlier = self._candidates(text - 1)[-_EARLIER:]
            nearby += [(text - 1, each, len(earlier) - 1 - n) for n, each in enumerate(earlier)]
        if text + 1 < len(self._texts) and self._texts[text + 1].text.lstrip()[:1] in "-–—―":
            nearby += [(text + 1, each, n) for n, each in enumerate(self._candidates(text + 1)[:1])]
        return nearby

    def _hints(self, text: int, shape: str, where: int, candidate: Voice) -> list[str]:
        last = self._last
        if last is None or not _same(last.candidate, candidate):
            return []
        apart = min(text - self._last_text, 2)
        hints = [f"spoke last {shape} {apart}", f"spoke last {'here' if where == text else 'there'} {apart}"]
        if last.candidate is candidate:
            hints.append(f"spoke last itself {shape} {apart}")
        return hints


def _told_of_behind(asked: AskedQuotation, behind: list[Voice]) -> list[Voice]:
    """Return who is named behind a quotation in its sentence, if one stands right there with a verb."""
    if asked.shape != "opens comma" or not any(is_told_of_behind(asked, each) for each in behind):
        return []
    sentence_of = asked.read.sentence_of
    return [
        each
        for each in behind
        if sentence_of[each.first] == sentence_of[asked.token] or is_told_of_behind(asked, each)
    ]


def _first_token(voice: Voice) -> int:
    return voice.first


def _same(one: Voice, other: Voice) -> bool:
    if one.entity is not None or other.entity is not None:
        return one.entity is other.entity
    return one is other or one.text.lower() == other.text.lower()


@cache
def _weights() -> Mapping[str, float]:
    return json.loads(_WEIGHTS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def by_weights(question: WhoSpoke) -> Attribution | None:
    """AnswerWho by the learnt weights."""
    if not question.candidates:
        return None
    weights = _weights()
    scores = [sum(weights.get(each, 0.0) for each in listed) for listed in question.features]
    best = max(range(len(scores)), key=scores.__getitem__)
    total = sum(math.exp(score - scores[best]) for score in scores)
    text, candidate = question.candidates[best]
    return Attribution(text, candidate, 1 / total)
