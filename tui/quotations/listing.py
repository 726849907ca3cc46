"""Which of what stands between marks is speech, and what is a title or a word held at arm's length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.quotations.choosing import Attribution
from tui.quotations.marks import QuotedStretch
from tui.quotations.reading import ReadText
from tui.text.wordcount import count_words

_SHORT: Final = 3
"""Words that are listed only as a whole utterance, with somebody who says them."""
_TITLE: Final = 7
"""Words of which all that matter have capitals."""


QuotedPart = tuple[int, QuotedStretch]
"""A stretch and the number of its text."""


def listed_parts(
    parts: list[QuotedPart], texts: Sequence[ReadText], choice: Attribution | None
) -> list[QuotedPart]:
    """Return what of a quotation's parts is speech; none where nothing is."""
    says = choice is not None and choice.candidate.relation in ("subject", "inverted", "apposition")
    words = {part: _words(part, texts) for part in parts}
    untitled = [part for part in parts if not _is_title(words[part])]
    whole = [
        part
        for part in untitled
        if count_words(words[part]) > _SHORT or (says and _is_utterance(words[part]))
    ]
    if not whole and says and sum(count_words(words[part]) for part in untitled) > _SHORT:
        return untitled
    return whole


def _words(part: QuotedPart, texts: Sequence[ReadText]) -> str:
    text, stretch = part
    return texts[text].text[stretch.inner_start : stretch.inner_end]


def _is_utterance(words: str) -> bool:
    return words[0].isupper() and words[-1] in ",.!?"


def _is_title(text: str) -> bool:
    words = text.split()
    long = [word for word in words if len(word) > _SHORT]
    return len(long) > 1 and len(words) <= _TITLE and all(word[0].isupper() for word in long)
