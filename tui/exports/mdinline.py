"""Texts with spans as CommonMark: every character that would act as markup is escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from tui.exports.inline import InlineEvent, inline_events
from tui.model.prose import InlineSpan, SpanKind, Text

_MARKUP: Final = re.compile(r"[\\`*_\[\]<~]|&(?!\s)|!\Z")
# What makes a heading, a list, a quote, a rule or a table of a line that opens with it.
_LINE_START: Final = re.compile(
    r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|--|=[=\s]*$|#{1,6}(?:\s|$)|>|\||:-)"
)
_CLOSING_HASHES: Final = re.compile(r"(?:(?<=\s)|^)(?=#+$)")
_IN_QUOTES: Final = re.compile(r'[\\"&<]')
_IN_ADDRESS: Final = {ord(char): f"%{ord(char):02X}" for char in '\\<> "|\n\t`'} | {ord("&"): "&amp;"}
_MOST_PASSES: Final = 3
_NEAR: Final = 6
"""How often dead marks are looked for again, and how far beside a mark for what is written there."""
_MARKERS: Final = {"emphasis": "*", "strong": "**", "struck": "~~"}
_STRUCK: Final = {"open": "<s>", "close": "</s>"}
"""What is struck out must not come out as if it held: where `~~` would not act, HTML does."""


class _Token(NamedTuple):
    """A stretch of output; `mark` tells the two ends of an emphasis, whose place `instead` may take."""

    text: str
    mark: Literal["", "open", "close"] = ""
    kind: SpanKind = "emphasis"
    instead: str = ""


def lines(text: Text) -> list[str]:
    """Return a text as lines to be joined by hard breaks; none where there is nothing to show."""
    shown = [line.strip(" \t") for line in _render(text).strip().split("\n")]
    return [
        _LINE_START.sub(_escaped_start, line, count=1) if _LINE_START.match(line) else line for line in shown
    ]


def one_line(text: Text) -> str:
    """Return a text for a place that holds one line, such as a heading or a table's cell."""
    return _CLOSING_HASHES.sub(r"\\", " ".join(line for line in _plain_lines(text) if line))


def cell(text: Text) -> str:
    """Return a text for a table's cell: one line, its bars escaped, in code and links too."""
    return " ".join(line for line in _plain_lines(text) if line).replace("|", "\\|")


def paragraph(text: Text, margin: str = "") -> str:
    """Return a text as a paragraph; lines after the first begin with `margin`."""
    return f"\\\n{margin}".join(lines(text))


def address(url: str) -> str:
    """Return a link's target in the form that takes any character: `<https://…>`."""
    return f"<{url.translate(_IN_ADDRESS)}>"


def quoted(text: Text) -> str:
    """Return a text for between double quotes, as an image's title is: one line, its markup escaped."""
    return _IN_QUOTES.sub(r"\\\g<0>", " ".join(text.plain.split()))


def _plain_lines(text: Text) -> list[str]:
    return [line.strip(" \t") for line in _render(text).split("\n")]


def _escaped_start(match: re.Match[str]) -> str:
    return f"{match['digits'] or ''}\\"


# ── spans ─────────────────────────────────────────────────────────────────────────────────────


def _render(text: Text) -> str:
    writer = _SpanWriter()
    tokens = [
        token
        for step in inline_events(Text(text.plain, tuple(_tight(text))))
        for token in writer.tokens(step, text.plain[step.start : step.end])
    ]
    return "".join(token.text for token in _without_dead_marks(tokens))


def _tight(text: Text) -> Iterator[InlineSpan]:
    """Draw emphasis in from blanks at its ends: `* so*` is no emphasis."""
    for span in text.spans:
        if span.kind in _MARKERS:
            inner = text.plain[span.start : span.end]
            start = span.start + len(inner) - len(inner.lstrip())
            yield replace(span, start=start, end=start + len(inner.strip()))
        else:
            yield span


class _SpanWriter:
    """Turns events into Markdown: one level of emphasis at a time, and within code nothing at all.

    A mark that begins where one of its kind ends is left out: their asterisks or backticks would run
    together and be those of neither.
    """

    def __init__(self) -> None:
        self._code: list[str] | None = None
        """The code that is open."""
        self._emphasis: InlineSpan | None = None
        """The emphasis that is open."""
        self._closed_at = {"*": -1, "`": -1, "~": -1}
        """Where a mark of each kind ended last."""

    def tokens(self, step: InlineEvent, characters: str) -> Iterator[_Token]:
        """Yield what an event becomes; `characters` are those it stands for."""
        span = step.span
        if self._code is not None:
            yield from self._within_code(self._code, step, characters)
        elif span is None:
            yield _Token(_MARKUP.sub(r"\\\g<0>", characters))
        elif span.kind == "code":
            self._code = [] if step.kind == "open" and self._closed_at["`"] != step.start else None
        elif span.kind == "struck":
            yield from self._struck(step)
        elif span.kind == "link":
            yield _Token("[" if step.kind == "open" else f"]({address(span.href or '')})")
        else:
            yield from self._emphasised(step, span)

    def _within_code(self, code: list[str], step: InlineEvent, characters: str) -> Iterator[_Token]:
        """Gather what code holds; yield it at its end."""
        if step.span is None:
            code.append(characters)
        elif step.span.kind == "code":
            yield _Token(_code("".join(code)))
            self._code, self._closed_at["`"] = None, step.start

    def _emphasised(self, step: InlineEvent, span: InlineSpan) -> Iterator[_Token]:
        """Yield one end of an emphasis; of one within another, neither."""
        if step.kind == "open" and self._emphasis is None and self._closed_at["*"] != step.start:
            self._emphasis = span
            yield _Token(_MARKERS[span.kind], "open", span.kind)
        elif step.kind == "close" and self._emphasis is span:
            self._emphasis, self._closed_at["*"] = None, step.start
            yield _Token(_MARKERS[span.kind], "close", span.kind)

    def _struck(self, step: InlineEvent) -> Iterator[_Token]:
        """Yield one end of what is struck out."""
        if step.kind == "characters":
            return
        if step.kind == "close":
            self._closed_at["~"] = step.start
        together = step.kind == "open" and self._closed_at["~"] == step.start
        yield _Token("" if together else "~~", step.kind, "struck", _STRUCK[step.kind])


def _code(text: str) -> str:
    """Fence code with more backticks than it holds; a blank at both ends where it needs one."""
    text = text.replace("\n", " ")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    needs_blank = text.startswith(("`", " ")) or text.endswith(("`", " "))
    blank = " " if needs_blank and text.strip(" ") else ""
    return f"{'`' * (longest + 1)}{blank}{text}{blank}{'`' * (longest + 1)}"


def _without_dead_marks(tokens: Sequence[_Token]) -> list[_Token]:
    """Drop the ends of an emphasis that CommonMark would show as asterisks (§6.2, flanking runs)."""
    kept = _with_fewer_marks(tokens)
    for _ in range(_MOST_PASSES):
        # A mark may have leant on one beside it that is gone now.
        fewer = _with_fewer_marks(kept)
        if fewer == kept:
            break
        kept = fewer
    return kept


def _with_fewer_marks(tokens: Sequence[_Token]) -> list[_Token]:
    kept = list(tokens)
    opening: dict[bool, int] = {}
    for number, token in enumerate(tokens):
        if token.mark == "open":
            opening[token.kind == "struck"] = number
        elif token.mark == "close":
            start = opening[token.kind == "struck"]
            live = tokens[start].text and _opens(tokens, start) and _closes(tokens, number)
            if not live:
                kept[start], kept[number] = _Token(tokens[start].instead), _Token(token.instead)
    return kept


def _opens(tokens: Sequence[_Token], number: int) -> bool:
    return _flanks(inner=tokens[number + 1].text[:1], outer=_last_before(tokens, number))


def _closes(tokens: Sequence[_Token], number: int) -> bool:
    after = next((token.text[0] for token in tokens[number + 1 : number + _NEAR] if token.text), "")
    return _flanks(inner=tokens[number - 1].text[-1:], outer=after)


def _last_before(tokens: Sequence[_Token], number: int) -> str:
    """Return the last character that is written before a token; what was dropped is nothing."""
    near = tokens[max(0, number - _NEAR + 1) : number]
    return next((token.text[-1] for token in reversed(near) if token.text), "")


def _flanks(inner: str, outer: str) -> bool:
    """Tell whether a mark between these characters belongs to the inner one; be strict where doubtful."""
    if not inner or inner.isspace():
        return False
    is_word = unicodedata.category(inner)[0] not in "PS"
    return is_word or not outer or outer.isspace() or unicodedata.category(outer)[0] == "P"
