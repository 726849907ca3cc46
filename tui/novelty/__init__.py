"""Which sentences say what no text before them said: pure.

What is new is judged by words alone, against all that was read: how much of a sentence stands there, how
early, in how few sentences, and which names, numbers and rare words do not (decision 0105).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tui.novelty.measures import ReadTexts, measures_of
from tui.novelty.model import newness

__all__ = ["NEW", "ReadTexts", "novel_sentences"]

NEW: Final = 0.5
"""What a sentence comes to, from which on it is shown as new."""


def novel_sentences(read: Iterable[str] | ReadTexts, sentences: Sequence[str]) -> list[float]:
    """Return how surely each sentence says something new, 0 to 1, where these texts were read.

    `sentences` are one text's, in its order; `read` are whole texts, their headlines in front. Where nothing
    was read, all is new; a sentence without words never is. Never raises on odd text. A fifth of a
    millisecond a sentence; of very much that was read, the last 4,000 sentences are compared. Who asks more
    than once of the same makes `ReadTexts` of it first.
    """
    texts = read if isinstance(read, ReadTexts) else ReadTexts(read)
    return [newness(row) for row in measures_of(texts, sentences)]
