"""Texts with spans, as the properly nested tags that XHTML and Markdown need."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from tui.model.prose import InlineSpan, Text


@dataclass(frozen=True, slots=True)
class InlineEvent:
    """One step through a text: a span opens, a span closes, or characters follow."""

    kind: Literal["open", "close", "characters"]
    start: int
    end: int
    span: InlineSpan | None = None


def inline_events(text: Text) -> Iterator[InlineEvent]:
    """Yield a text from left to right, what was opened last closed first.

    Spans may overlap in any way: one that outlasts the span it began in is closed with that one and
    opened again. Empty spans, and spans within one of their own kind, are left out; what outlasts one of
    its own kind goes on where that one ends.
    """
    spans = _one_of_a_kind(
        sorted(
            (span for span in text.spans if 0 <= span.start < span.end <= len(text.plain)),
            # Of those that begin together the longest stands outside.
            key=lambda span: (span.start, -span.end),
        )
    )
    edges = sorted({0, len(text.plain), *(s.start for s in spans), *(s.end for s in spans)})
    opened: list[InlineSpan] = []
    for start, end in zip(edges, [*edges[1:], len(text.plain)], strict=True):
        reopened = yield from _closed(opened, start)
        begun = [span for span in spans if span.start == start]
        yield from _opened(opened, sorted([*reopened, *begun], key=lambda span: -span.end), start)
        if start < end:
            yield InlineEvent("characters", start, end)


def _one_of_a_kind(spans: Sequence[InlineSpan]) -> list[InlineSpan]:
    """Return spans by where they begin so that none overlaps another of its kind: links are not nested."""
    found: dict[str, list[InlineSpan]] = {}
    for span in spans:
        alike = found.setdefault(span.kind, [])
        last = alike[-1] if alike else None
        if last is None or span.start > last.end:
            alike.append(span)
        elif span.end > last.end and span.href == last.href:
            alike[-1] = replace(last, end=span.end)  # side by side, their marks would run into one another
        elif span.end > last.end:
            alike.append(replace(span, start=last.end))
    return sorted(chain.from_iterable(found.values()), key=lambda span: (span.start, -span.end))


def _closed(opened: list[InlineSpan], at: int) -> Generator[InlineEvent, None, list[InlineSpan]]:
    """Close what ends here and what began within it; return those of the latter that go on."""
    first = next((n for n, span in enumerate(opened) if span.end <= at), len(opened))
    ending, opened[first:] = opened[first:], []
    for span in reversed(ending):
        yield InlineEvent("close", at, at, span)
    return [span for span in ending if span.end > at]


def _opened(opened: list[InlineSpan], begun: list[InlineSpan], at: int) -> Iterator[InlineEvent]:
    """Open spans, unless one of the same kind is open already: links within links are no markup."""
    for span in begun:
        if all(span.kind != other.kind for other in opened):
            opened.append(span)
            yield InlineEvent("open", at, at, span)
