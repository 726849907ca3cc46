"""A search's hits as they are shown: where the headline matches, and a line around the first match."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tui.model.articles import Headline, SearchHit
from tui.store import matching, texts
from tui.store.headlines import headlines
from tui.store.matching import Mark
from tui.text.spans import Span

Excerpt = tuple[str, tuple[Span, ...]]
"""A text, and the characters of it that matched."""

_EXCERPT_CHARS: Final = 160
_BEFORE_MATCH: Final = 50
"""Characters of an excerpt that stand before the first match."""


def headline_spans(marks: Sequence[Mark], listed: Sequence[Headline]) -> tuple[tuple[Span, ...], ...]:
    """Return the matched characters of each headline; `marks` is what a search gives."""
    return matching.spans(marks, [headline.headline for headline in listed])


def search_hits(
    conn: sqlite3.Connection, marks: Sequence[Mark], rows: Sequence[int]
) -> tuple[SearchHit, ...]:
    """Return hits whole, in the order of their rows."""
    listed = headlines(conn, rows)
    matched = zip(listed, headline_spans(marks, listed), excerpts(conn, marks, listed), strict=True)
    return tuple(SearchHit(headline, spans, *excerpt) for headline, spans, excerpt in matched)


def excerpts(conn: sqlite3.Connection, marks: Sequence[Mark], listed: Sequence[Headline]) -> list[Excerpt]:
    """Return for each hit a line around the first match in summary, dek or text, and what matched in it.

    Where only the headline matched, or no word was asked for, the beginning of the first that there is.
    """
    fronts = [[text for text in (headline.summary, headline.dek) if text] for headline in listed]
    found = _first_matches(marks, fronts)
    missing = [number for number in range(len(listed)) if number not in found]
    # Texts are unpacked only for hits whose summary and dek say nothing of it, or that have neither.
    bodies = {
        number: texts.leaves(conn, listed[number].row) for number in missing if marks or not fronts[number]
    }
    numbers = list(bodies)
    in_bodies = _first_matches(marks, list(bodies.values())) if marks else {}
    found |= {numbers[place]: match for place, match in in_bodies.items()}
    openings = [next(iter(front or bodies.get(number, [])), "") for number, front in enumerate(fronts)]
    return [_cut(*found.get(number, (opening, ()))) for number, opening in enumerate(openings)]


def _first_matches(marks: Sequence[Mark], groups: Sequence[Sequence[str]]) -> dict[int, Excerpt]:
    """Return by number of its group the first text of each in which something matched."""
    owned = [(number, text) for number, group in enumerate(groups) for text in group]
    spans = matching.spans(marks, [text for _, text in owned])
    first: dict[int, Excerpt] = {}
    for (number, text), found in zip(owned, spans, strict=True):
        if found:
            first.setdefault(number, (text, found))
    return first


def _cut(text: str, spans: tuple[Span, ...]) -> Excerpt:
    """Cut a line out of a text, at blanks where there are any, with the first match in it."""
    first = spans[0] if spans else (0, 0)
    start = _start(text, first)
    end = _end(text, start, first)
    line = text[start:end].replace("\n", " ").replace("\t", " ")
    opening, closing = "…" if start else "", "…" if end < len(text) else ""
    moved = len(opening) - start
    inside = tuple((a + moved, b + moved) for a, b in spans if start <= a and b <= end)
    return f"{opening}{line}{closing}", inside


def _start(text: str, first: Span) -> int:
    """Return where an excerpt begins: a little before the first match, behind a blank."""
    start = max(first[0] - _BEFORE_MATCH, 0)
    return (text.find(" ", start, first[0]) + 1 or start) if start else 0


def _end(text: str, start: int, first: Span) -> int:
    """Return where an excerpt ends: before a blank, with the first match whole."""
    end = start + _EXCERPT_CHARS
    if end >= len(text):
        return len(text)
    # A match longer than the line stays whole.
    return max(text.rfind(" ", start, end), first[1]) if " " in text[start:end] else end
