"""What stands between quotation marks, paragraph by paragraph.

Every rule looks at a mark and its neighbours alone, so time grows with the text's length. A mark within
marks of another kind is left where it stands: the outermost count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile("[“”„‟\"«»‘’‚']|``")
_DOUBLE: Final = frozenset('“”„‟"') | {"``", "''"}
_ANGLED: Final = frozenset("«»")
_SINGLE: Final = frozenset("‘’‚'")
_OPENS_ALWAYS: Final = frozenset("„‟‘‚") | {"``"}
_ELIDED: Final = re.compile(r"(?:em|til|tis|twas|cause|n|round|bout|s|\d\ds?)\b", re.IGNORECASE)
"""What an apostrophe stands before."""
_ENDING: Final = frozenset(".,!?…;—–")


@dataclass(frozen=True, slots=True)
class QuotedStretch:
    """What one pair of marks holds in one text; half-open, in characters."""

    start: int
    """The opening mark."""
    end: int
    """Behind the closing mark, or the text's end where there is none."""
    inner_start: int
    inner_end: int
    """What stands between, blanks at the ends left out."""
    closed: bool = True
    """False where the text ends first: the next paragraph may go on."""


def quoted_stretches(texts: Sequence[str], *, angles_inward: bool = False) -> list[list[QuotedStretch]]:
    """Return the quoted stretches of each text of one article, in reading order; they never overlap.

    `angles_inward`: guillemets open with `»`, as in German; else the texts tell it themselves.
    """
    opening = "»" if angles_inward or _inward(texts) else "«"
    return [_Scan(text, opening).stretches() for text in texts]


def whole_stretch(text: str, *, closed: bool) -> list[QuotedStretch]:
    """Return a text as quoted as a whole, without marks; none where it is empty."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [QuotedStretch(start, end, start, end, closed)] if start < end else []


def _inward(texts: Sequence[str]) -> bool:
    first = next((match for text in texts if (match := re.search("[«»]", text))), None)
    return first is not None and first.group() == "»"


class _Scan:
    """One walk over the marks of a text."""

    def __init__(self, text: str, angle: str) -> None:
        self._text = text
        self._angle = angle
        self._found: list[QuotedStretch] = []
        self._open: tuple[str, int, int] | None = None
        """The sort of the open mark, where it stands, and where what it opens begins."""
        self._weak: tuple[int, int] | None = None
        """Where an apostrophe could have closed single marks."""

    def stretches(self) -> list[QuotedStretch]:
        end = 0
        for match in _MARK.finditer(self._text):
            if match.start() < end:
                continue
            mark, end = match.group(), match.end()
            if mark == "'" and self._text.startswith("''", match.start()):
                mark, end = "''", match.start() + 2
            self._take(mark, match.start(), end)
        self._finish()
        return self._found

    def _take(self, mark: str, start: int, end: int) -> None:
        sort = '"' if mark in _DOUBLE else "«" if mark in _ANGLED else "'"
        opened = self._open
        if opened is None:
            if self._opens(mark, start, end):
                self._open = (sort, start, end)
            return
        if opened[0] == "'" and sort != "'":
            # Double marks within single ones, as the British write it, or an apostrophe that only seemed one.
            self._maybe_within(mark, sort, start, end)
        elif sort == opened[0]:
            self._same_sort(mark, sort, start, end)

    def _same_sort(self, mark: str, sort: str, start: int, end: int) -> None:
        if self._closes(mark, start, end):
            if sort == "'" and not self._surely(start):
                self._weak = self._better_weak((start, end))
            else:
                self._close(start, end)
        elif self._opens(mark, start, end):
            self._settle_weak()
            self._open = (sort, start, end)

    def _maybe_within(self, mark: str, sort: str, start: int, end: int) -> None:
        if self._weak is not None and self._opens(mark, start, end):
            self._settle_weak()
            self._open = (sort, start, end)
        elif sort == '"' and self._opens(mark, start, end) and not self._ends_behind(end):
            self._open = (sort, start, end)

    def _ends_behind(self, end: int) -> bool:
        """Return whether single marks close soon enough behind: a glance of bounded length."""
        return re.search(r"[.,!?]['’](?!\w)", self._text[end : end + 600]) is not None

    def _opens(self, mark: str, start: int, end: int) -> bool:
        if mark in _ANGLED:
            return mark == self._angle
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        if not after or (after.isspace() and mark not in "“``"):
            return False
        if mark in ("’", "'", "‘", "‚"):
            free = not before or before.isspace() or before in '(—–[“"'
            return (
                free
                and (after.isalpha() or after in '“"[¿¡' or (mark == "‘" and after.isdigit()))
                and (_ELIDED.match(self._text, end) is None)
            )
        if mark in _OPENS_ALWAYS:
            return True
        if mark == "“":
            return True
        return (
            not (before.isalnum() or before in _ENDING)
            or before in "—–"
            or (before in ",.:" and after.isalnum() and before != "")
        )

    def _closes(self, mark: str, start: int, end: int) -> bool:
        if mark in _ANGLED:
            return mark != self._angle
        if mark in _OPENS_ALWAYS:
            return False
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        if mark in _SINGLE:
            return not before.isspace() and not after.isalnum()
        if mark == "”":
            return True
        return not before.isspace() or not after or after.isspace()

    def _surely(self, start: int) -> bool:
        return self._text[start - 1 : start] in _ENDING

    def _better_weak(self, new: tuple[int, int]) -> tuple[int, int]:
        """Return the likelier end of single marks: `s’` is a genitive more often than not."""
        old = self._weak
        return new if old is None or self._text[old[0] - 1 : old[0]] == "s" else old

    def _settle_weak(self) -> None:
        if self._weak is not None:
            self._close(*self._weak)

    def _close(self, start: int, end: int) -> None:
        if self._open is not None:
            self._add(self._open[1], end, self._open[2], start, closed=True)
        self._open = self._weak = None

    def _finish(self) -> None:
        self._settle_weak()
        if self._open is not None and self._open[0] != "'":
            self._add(self._open[1], len(self._text), self._open[2], len(self._text), closed=False)

    def _add(self, start: int, end: int, inner_start: int, inner_end: int, *, closed: bool) -> None:
        inner = self._text[inner_start:inner_end]
        inner_start += len(inner) - len(inner.lstrip())
        inner_end = inner_start + len(inner.strip())
        if inner_start < inner_end:
            self._found.append(QuotedStretch(start, end, inner_start, inner_end, closed))
