"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from typing import Final

_STOP: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡]*[^\W_a-z])|\n+")
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Sr|Jr|St|Sgt|Lt|Col|Gen|Gov|Sen|Rep|Rev|Prof|Capt|Cmdr|Adm"
    r"|Maj|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|No|vs|Mt|Ft|Inc|Ltd|Co|Corp|al|etc|e\.g|i\.e)$"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text: half-open, blanks around them left out, in order.

    A line's end ends a sentence too. Time grows with the text's length alone.
    """
    spans: list[tuple[int, int]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        # Fourteen characters hold the longest abbreviation and what stands before it.
        if stop.group().startswith(".") and _ABBREVIATED.search(
            text, max(0, stop.start() - 14), stop.start()
        ):
            continue
        _add(spans, text, begin, stop.end())
        begin = stop.end()
    _add(spans, text, begin, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if start < end:
        spans.append((start, end))
