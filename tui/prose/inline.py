"""A run of text under construction: words, gaps between them, and the spans over them."""

from __future__ import annotations

from tui.model.prose import InlineSpan, SpanKind, Text
from tui.prose.addresses import with_addresses


def collapsed(text: str) -> str:
    """Return text with single blanks for white space, and none at its ends."""
    # Of white space only the blank is printable: mostly there is nothing to collapse but at the ends.
    return text.strip(" ") if text.isprintable() and "  " not in text else " ".join(text.split())


class _OpenSpan:
    """A span that has begun: how often, where (None: at the next word), and where it leads."""

    __slots__ = ("depth", "href", "start")

    def __init__(self, href: str | None) -> None:
        self.depth = 1
        self.start: int | None = None
        self.href = href


OpenSpans = dict[SpanKind, _OpenSpan]


class InlineRun:
    """Collects the text of one leaf, white space collapsed as a browser does.

    A gap (a blank or a line break) is written only when a word follows, so a leaf never begins
    or ends with one and every span begins and ends at a word. A kind of span that is opened twice
    counts as one, so that nesting never multiplies spans.
    """

    __slots__ = ("_gap", "_glued", "_length", "_pieces", "_spans", "opened")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        # Only what comes next is held: a mark and the first word after it.
        self._glued = False
        self._spans: list[InlineSpan] = []
        self.opened: OpenSpans = {}
        """The spans now open; they go on in the next leaf."""

    def __bool__(self) -> bool:
        return self._length > 0

    def add(self, text: str, *, glued: bool = False) -> None:
        """Add visible text; white space in it becomes single gaps, and nothing (a lone soft hyphen) none.

        What follows it is glued to it where so asked: no gap comes between.
        """
        if not text:
            return
        words = collapsed(text)
        if not words:
            self.space()
            return
        if text[0].isspace():
            self.space()
        self._append(words)
        self._glued = glued
        if text[-1].isspace():
            self.space()

    def add_verbatim(self, text: str) -> None:
        """Add visible text as it is, for preformatted text."""
        if text:
            self._append(text)

    @property
    def last(self) -> str:
        """The character that a word would follow at once; empty where there is none, or a gap."""
        return "" if self._gap or not self._pieces else self._pieces[-1][-1:]

    @property
    def begins_line(self) -> bool:
        """Whether the next word begins a line."""
        return not self._length or self._gap == "\n"

    def space(self) -> None:
        """Leave a gap before the next word, if there is a word before it."""
        # A line break that waits already says more than a blank.
        if self._length and not self._gap and not self._glued:
            self._gap = " "

    def tighten(self) -> None:
        """Have the next word follow at once, unless it begins a line."""
        if self._gap == " ":
            self._gap = ""

    def new_line(self) -> bool:
        """Begin a new line with the next word; say whether one was already about to begin."""
        twice = self._gap == "\n"
        if self._length:
            self._gap = "\n"
        return twice

    def fresh_line(self) -> None:
        """In preformatted text, end the line unless it is at its end."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._append("\n")

    def open(self, kind: SpanKind, href: str | None = None) -> None:
        """Begin a span at the next word."""
        # Counted, so that `<b><b>…</b></b>` a thousand deep is one span and not a thousand.
        if kind in self.opened:
            self.opened[kind].depth += 1
        else:
            self.opened[kind] = _OpenSpan(href)

    def close(self, kind: SpanKind) -> None:
        """End a span after the last word; a span that covers no word leaves no trace."""
        span = self.opened.get(kind)
        if span is None:
            return
        span.depth -= 1
        if not span.depth:
            del self.opened[kind]
            self._cover(kind, span)

    def take(self) -> Text:
        """Return the text so far, bare addresses as links, and begin anew; open spans go on."""
        return with_addresses(self._take())

    def _take(self) -> Text:
        for kind, span in self.opened.items():
            self._cover(kind, span)
            span.start = None
        spans = tuple(sorted(self._spans, key=lambda span: (span.start, -span.end))) if self._spans else ()
        text = Text("".join(self._pieces), spans)
        self._pieces, self._length, self._gap, self._spans = [], 0, "", []
        return text

    def take_verbatim(self) -> Text:
        """Return preformatted text without blank lines before and white space after it."""
        text = self._take()
        end = len(text.plain.rstrip())
        start = _blank_lines(text.plain, end)
        spans = tuple(
            InlineSpan(max(span.start, start) - start, min(span.end, end) - start, span.kind, span.href)
            for span in text.spans
            if max(span.start, start) < min(span.end, end)
        )
        return Text(text.plain[start:end], spans)

    def _append(self, text: str) -> None:
        if self._gap:
            self._pieces.append(self._gap)
            self._length += 1
            self._gap = ""
        for span in self.opened.values():
            if span.start is None:
                span.start = self._length
        self._pieces.append(text)
        self._length += len(text)
        self._glued = False

    def _cover(self, kind: SpanKind, span: _OpenSpan) -> None:
        if span.start is not None and span.start < self._length:
            self._spans.append(InlineSpan(span.start, self._length, kind, span.href))


def _blank_lines(text: str, end: int) -> int:
    """Return where the first line that is not blank begins."""
    first = len(text[:end]) - len(text[:end].lstrip())
    return text.rfind("\n", 0, first) + 1
