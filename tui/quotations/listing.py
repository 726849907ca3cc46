"""Which of what stands between marks is speech, and what is a title or a word held at arm's length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.quotations.choosing import Attribution
from tui.quotations.features import shape_of
from tui.quotations.marks import QuotedStretch
from tui.quotations.reading import ReadText
from tui.text.wordcount import count_words

_SHORT: Final = 3
"""Words that are listed only as a whole utterance, with somebody who says them."""
_STOPS: Final = frozenset(",.")
_NEAR: Final = 2
"""Words before a title in which it is called a book or a song."""
_TITLE: Final = 7
"""Words of which all that matter have capitals."""


QuotedPart = tuple[int, QuotedStretch]
"""A stretch and the number of its text."""


def listed_parts(
    parts: list[QuotedPart], texts: Sequence[ReadText], choice: Attribution | None
) -> list[QuotedPart]:
    """Return what of a quotation's parts is speech; none where nothing is."""
    says = choice is not None and choice.candidate.relation in ("subject", "inverted", "apposition")
    speech = [part for part in parts if not _is_title(part, texts) or (says and _is_utterance(part, texts))]
    words = {part: count_words(_words(part, texts)) for part in speech}
    if says and sum(words.values()) > _SHORT:
        return speech
    return [part for part in speech if words[part] > _SHORT or (says and _is_utterance(part, texts))]


def _words(part: QuotedPart, texts: Sequence[ReadText]) -> str:
    text, stretch = part
    return texts[text].text[stretch.inner_start : stretch.inner_end]


def _is_inset(part: QuotedPart, texts: Sequence[ReadText]) -> bool:
    read = texts[part[0]]
    return shape_of(read, read.token_at(part[1].start)).startswith("inset")


def _is_utterance(part: QuotedPart, texts: Sequence[ReadText]) -> bool:
    """Return whether it stands by itself, no word of the writer's sentence (`"No," he said`)."""
    words, read = _words(part, texts), texts[part[0]]
    stopped = words[-1] in ",.!?" or read.text[part[1].end : part[1].end + 1] in _STOPS
    return stopped and words[0].isupper() and not _is_inset(part, texts)


def _is_title(part: QuotedPart, texts: Sequence[ReadText]) -> bool:
    """Return whether it is a work's name: by its capitals, or by what stands before (`the novel "…"`)."""
    words = _words(part, texts).split()
    long = [word for word in words if len(word) > _SHORT]
    if len(long) > 1 and len(words) <= _TITLE and all(word[0].isupper() for word in long):
        return True
    read = texts[part[0]]
    token = read.token_at(part[1].start)
    before = read.tokens[max(token - _NEAR, 0) : token]
    return _is_inset(part, texts) and any(each.low in read.lexicon.works for each in before)
