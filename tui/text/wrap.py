"""Texts broken into lines of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from tui.text.cells import cell_width, cut, fit

_WORD: Final = re.compile(r"[^ \t\n]+")

# Scripts that are written without blanks. Where a line may end between two of their letters is told by the
# rules that typesetters share (JIS X 4051 and UAX #14, in short): no closing mark, small kana or sound mark
# begins a line, no opening mark ends one. Of Thai and its neighbours only beginnings of syllables are
# taken, since their words stand in dictionaries alone.
_IDEOGRAPHIC: Final = (
    "\u2e80-\u303f\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_OPENING: Final = "(\\[{‘“«〈《「『【〔〖〘〚〝（［｛｟｢"
_CLOSING: Final = (
    ")\\]}’”»!%,.:;?‥…‼⁇⁈⁉、。〃々〉》」』】〕〗〙〛〞〟〻〜゛゜ゝゞー・ヽヾ！％），．：；？］｝｠｡｣､･ｰﾞﾟ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿｧ-ｯ\u3099\u309a\u302a-\u302f\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_FAR: Final = re.compile("[\u0e01-\u17ff\u2e80-\U0003ffff]")
"""Scripts without blanks and their neighbours: two ranges, which are compiled in no time."""


@cache  # compiled where such a text is met: large sets of characters would keep every start waiting
def _unspaced() -> re.Pattern[str]:
    return re.compile(rf"[{_IDEOGRAPHIC}\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]")


@cache
def _may_break() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![{_OPENING}])(?:(?<=[{_IDEOGRAPHIC}])|(?=[{_IDEOGRAPHIC}]))(?![{_CLOSING}])"  # Han, kana
        r"|(?<=[\u0e01-\u0e5b])(?=[\u0e40-\u0e44])|(?<=[\u0e81-\u0edf])(?=[\u0ec0-\u0ec4])"  # Thai, Lao
        r"|(?<=[\u1780-\u17dd])(?<!\u17d2)(?=[\u1780-\u17b3])"  # Khmer: a consonant that is not written below
        r"|(?<=[\u1000-\u109f])(?<!\u1039)(?=[\u1000-\u102a\u103f\u104c-\u104f][^\u103a\u1039])"  # Burmese
    )


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break a text into lines of at most so many cells: half-open spans of its characters.

    Breaks at blanks and at newlines, and in scripts without blanks where their rules let a line end;
    what is wider than the line all the same is broken where it must be. No text, no lines.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans += _wrap_line(text, start, start + len(line), max(1, width))
        start += len(line) + 1
    return spans


def in_lines(text: str, width: int, most: int) -> list[str]:
    """Break a text into lines, at most so many: the last one ends in an ellipsis where words are lost.

    Lines have four cells at the least: narrower ones nobody could read.
    """
    spans = wrap(text, max(4, width))
    lines = [text[start:end] for start, end in spans[:most]]
    if len(spans) > most:
        rest = " ".join(text[spans[most - 1][0] :].split())
        lines[-1] = fit(rest, max(4, width)).rstrip()
    return lines


def _wrap_line(text: str, begin: int, finish: int, width: int) -> list[tuple[int, int]]:
    plain = text.isascii()
    spans: list[tuple[int, int]] = []
    left = right = -1
    used = 0
    for start, end in _pieces(text, begin, finish, plain):
        size = end - start if plain else cell_width(text[start:end])
        if left >= 0 and used + (start - right) + size <= width:
            used += start - right + size
            right = end
            continue
        if left >= 0:
            spans.append((left, right))
        while size > width:
            # A wide character in a line of one cell: it sticks out rather than being sought for ever.
            taken = max(1, len(cut(text[start:end], width)))
            spans.append((start, start + taken))
            start += taken
            size = cell_width(text[start:end])
        left, right, used = start, end, size
    if left >= 0 and left < right:
        spans.append((left, right))
    return spans


def _pieces(text: str, begin: int, finish: int, plain: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans between which a line may end: words, and parts of those that have no blanks."""
    if plain or not (_FAR.search(text, begin, finish) and _unspaced().search(text, begin, finish)):
        for word in _WORD.finditer(text, begin, finish):
            yield word.span()
        return
    may_break = _may_break()
    for word in _WORD.finditer(text, begin, finish):
        start, end = word.span()
        for place in may_break.finditer(text, start + 1, end):
            if place.start() < end:
                yield start, place.start()
                start = place.start()
        yield start, end


def hard_cuts(line: str, width: int) -> list[tuple[int, int, bool]]:
    """Cut a line of code where the pane ends: spans, and whether the line goes on."""
    spans: list[tuple[int, int, bool]] = []
    start = 0
    while True:
        taken = max(1, len(cut(line[start:], max(1, width))))
        end = min(len(line), start + taken)
        spans.append((start, end, end < len(line)))
        if end >= len(line):
            return spans
        start = end


_LONGEST_WORD: Final = 24
"""Cells; what is longer (an address, a key) is broken rather than given the room of others."""
_LEAST_PIECE: Final = 12
"""Cells; a column in which words are broken into shorter pieces than this cannot be read."""
GUTTER: Final = 2
"""Cells between two columns."""


def column_widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Share the room among the columns of a table, `GUTTER` cells between two; each gets one at least.

    A column that needs less than its share gets what it needs, and the others share the rest. None is
    narrower than its longest word while the others can spare the room.
    """
    count = max((len(row) for row in rows), default=0)
    wanted = [1] * count
    words = [1] * count
    for row in rows:
        for column, cell in enumerate(row):
            wanted[column] = max(wanted[column], _widest(cell.split("\n")))
            words[column] = max(words[column], _widest(_unbroken(cell)))
    free = max(count, room - GUTTER * (count - 1))
    whole = [word if word <= _LONGEST_WORD else _LEAST_PIECE for word in words]
    least = _shares(whole, [1] * count, free)
    return _shares(wanted, least, free)


def columns_are_legible(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bool:
    """Whether no word has to be broken into scraps for the columns to be as wide as this."""
    return all(
        width >= _LEAST_PIECE or _widest(_unbroken(cell)) <= width
        for row in rows
        for cell, width in zip(row, widths, strict=False)
    )


def _unbroken(cell: str) -> list[str]:
    """Return the parts of a cell in which no line may end."""
    plain = cell.isascii()
    return [cell[start:end] for start, end in _pieces(cell, 0, len(cell), plain)]


def _widest(parts: Sequence[str]) -> int:
    return max(map(cell_width, parts), default=0)


def _shares(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Share the room: to each what it wants, or as much as others that want more; to none less than its own.

    Where all is given out and some cells are left, the first of those that want more get one each.
    """
    shares = [min(one, other) for one, other in zip(wanted, least, strict=True)]
    while (left := room - sum(shares)) > 0:
        hungry = [column for column, share in enumerate(shares) if share < wanted[column]]
        if not hungry:
            break
        lowest_ones, rise = _lowest(shares, wanted, hungry)
        step = min(rise, left // len(lowest_ones))
        # Fewer cells than columns are left: the first get one each.
        for column in lowest_ones if step else lowest_ones[:left]:
            shares[column] += max(step, 1)
    return shares


def _lowest(shares: Sequence[int], wanted: Sequence[int], hungry: Sequence[int]) -> tuple[list[int], int]:
    """Return which of the hungry have least, and how far these rise until one has enough or meets others."""
    lowest = min(shares[column] for column in hungry)
    lowest_ones = [column for column in hungry if shares[column] == lowest]
    ceilings = [wanted[column] for column in lowest_ones]
    ceilings += [shares[column] for column in hungry if shares[column] > lowest]
    return lowest_ones, min(ceilings) - lowest
