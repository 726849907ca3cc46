"""A search's hits as they are shown: where the headline matches, and a line around the first match."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tui.model import Article, Headline, SearchHit, section_leaves
from tui.store import matching, texts
from tui.store.headlines import headlines
from tui.store.matching import Span

_EXCERPT_CHARS: Final = 160
_BEFORE_MATCH: Final = 50
"""Characters of an excerpt that stand before the first match."""


def headline_spans(marks: str | None, listed: Sequence[Headline]) -> tuple[tuple[Span, ...], ...]:
    """Return the matched characters of each headline; `marks` is what a search gives."""
    return matching.spans(marks, [headline.headline for headline in listed])


def search_hits(conn: sqlite3.Connection, marks: str | None, rows: Sequence[int]) -> tuple[SearchHit, ...]:
    """Return hits whole, in the order of their rows."""
    listed = headlines(conn, rows)
    spans = headline_spans(marks, listed)
    made: list[SearchHit] = []
    for headline, matched in zip(listed, spans, strict=True):
        excerpt, excerpt_spans = excerpt_of(conn, marks, headline)
        made.append(SearchHit(headline, matched, excerpt, excerpt_spans))
    return tuple(made)


def excerpt_of(
    conn: sqlite3.Connection, marks: str | None, headline: Headline
) -> tuple[str, tuple[Span, ...]]:
    """Return a line around the first match in summary, dek or text, and what matched in it.

    Where only the headline matched, or no word was asked for, the summary's beginning.
    """
    fronts = [text for text in (headline.summary, headline.dek) if text]
    found = _first_match(marks, fronts) or _first_match(marks, _leaves(conn, headline.row))
    return _cut(*found) if found else _cut(fronts[0] if fronts else "", ())


def _leaves(conn: sqlite3.Connection, row: int) -> list[str]:
    stored = texts.article(conn, row)
    if not isinstance(stored, Article):
        return []
    return [leaf.plain for section in stored.prose.sections for leaf in section_leaves(section) if leaf.plain]


def _first_match(marks: str | None, candidates: Sequence[str]) -> tuple[str, tuple[Span, ...]] | None:
    """Return the first of some texts in which something matched."""
    spans = matching.spans(marks, candidates)
    return next(((text, found) for text, found in zip(candidates, spans, strict=True) if found), None)


def _cut(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Cut a line out of a text, at blanks where there are any, with the first match in it."""
    start = max(spans[0][0] - _BEFORE_MATCH, 0) if spans else 0
    if start:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    end = min(start + _EXCERPT_CHARS, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[0][1] if spans else 0) if " " in text[start:end] else end
    line = text[start:end].replace("\n", " ").replace("\t", " ")
    opening, closing = "…" if start else "", "…" if end < len(text) else ""
    moved = len(opening) - start
    inside = tuple((a + moved, b + moved) for a, b in spans if start <= a and b <= end)
    return f"{opening}{line}{closing}", inside
