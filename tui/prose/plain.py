"""Plain text to sections: the reading of seeds and of entries that come as text.

A blank line ends a block. A short line of its own without a final stop is a heading where text
follows it. Lines that open with `-`, `*`, `•` or a number are a list, lines between bars a table.
Bare web addresses become links. No word of the text is dropped but a table's ruling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal

from tui.model.nesting import FlatRow, list_of_rows
from tui.model.prose import Block, ListBlock, Paragraph, Rule, Section, Table, Text
from tui.prose.addresses import ADDRESS, with_addresses
from tui.prose.front import byline_of

_LONGEST_HEADING: Final = 100
_MOST_HEADING_WORDS: Final = 15
_LONG_LINE: Final = 120
"""From here on a line is a paragraph by itself: nobody wraps text by hand that wide."""
_WRAPPED_LINE: Final = 45
"""Lines at least this long, one under the other, are one paragraph wrapped by hand."""

_BULLET: Final = re.compile(r"(?P<indent>\s*)(?P<marker>[-*•‣–])\s+(?=\S)")
_NUMBER: Final = re.compile(r"(?P<indent>\s*)(?P<marker>\d{1,3})[.)]\s+(?=\S)")
_TABLE_ROW: Final = re.compile(r"\s*\|.*\|\s*")
_RULING_MARKS: Final = frozenset("|:+- \t")
_RULE: Final = re.compile(r"\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|⁂)")
_CELL_BAR: Final = re.compile(r"(?<!\\)\|")
_INITIALISM_END: Final = re.compile(r"\b(?:[A-Z]\.){2,}$")
_SENTENCE_END: Final = re.compile(r"[.。!！:;,।۔…][\"'”’»)\]]*$")
_BLANKS: Final = re.compile(r"[^\S\n]+")

LineKind = Literal["text", "list", "table", "rule"]
_Chunk = tuple[LineKind, tuple[str, ...]]


def sections_from_text(text: str) -> tuple[Section, ...]:
    """Build sections from plain text that has been cleaned; empty text gives none.

    The first section has no heading where text comes before the first one.
    """
    sections: list[Section] = []
    heading: Text | None = None
    blocks: list[Block] = []
    chunks = list(_merged_lists(_chunks(text)))
    for number, chunk in enumerate(chunks):
        # `By Jane Doe` is as short as a heading, and is looked for in the first paragraph later.
        is_byline = number == 0 and byline_of(chunk[1][0]) is not None
        if not is_byline and _is_heading(chunk) and _is_followed_by_text(chunks, number):
            if heading or blocks:
                sections.append(Section(heading, tuple(blocks)))
            heading, blocks = _text(chunk[1][0]), []
        else:
            blocks.append(_block(chunk))
    if heading or blocks:
        sections.append(Section(heading, tuple(blocks)))
    return tuple(sections)


# ── from lines to chunks ──────────────────────────────────────────────────────────────────────


def _chunks(text: str) -> Iterator[_Chunk]:
    """Yield what will be one block each: lines of one kind that stand together."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield from _chunks_of_block(lines)
            lines = []


def _chunks_of_block(lines: Sequence[str]) -> Iterator[_Chunk]:
    for kind, group in groupby(_with_kinds(lines), key=_kind):
        members = tuple(line for _, line in group)
        if kind == "text" and any(len(line) > _LONG_LINE for line in members):
            for line in members:
                yield kind, (line,)
        else:
            yield kind, members


def _kind(pair: tuple[LineKind, object]) -> LineKind:
    return pair[0]


def _with_kinds(lines: Sequence[str]) -> Iterator[tuple[LineKind, str]]:
    """Pair each line with its kind; an indented line under a list item goes on with that item."""
    previous: LineKind = "text"
    for line in lines:
        kind = _line_kind(line)
        if kind == "text" and previous == "list" and line[:2].isspace():
            kind = "list"
        yield kind, line
        previous = kind


def _line_kind(line: str) -> LineKind:
    if _TABLE_ROW.fullmatch(line):
        return "table"
    if _RULE.fullmatch(line):
        return "rule"
    if _BULLET.match(line) or _NUMBER.match(line):
        return "list"
    return "text"


def _merged_lists(chunks: Iterator[_Chunk]) -> Iterator[_Chunk]:
    """Join lists whose items stand apart; one numbered line alone is text, perhaps a heading."""
    for kind, group in groupby(chunks, key=_kind):
        if kind != "list":
            yield from group
            continue
        lines = tuple(line for chunk in group for line in chunk[1])
        is_lone_number = len(lines) == 1 and _NUMBER.match(lines[0])
        yield ("text" if is_lone_number else "list"), lines


# ── headings ──────────────────────────────────────────────────────────────────────────────────


def _is_heading(chunk: _Chunk) -> bool:
    """Whether a chunk is a short line of its own without a final stop; a question may be one."""
    kind, lines = chunk
    line = lines[0].strip()
    if kind != "text" or len(lines) > 1 or len(line) > _LONGEST_HEADING:
        return False
    words = line.split()
    if len(words) > _MOST_HEADING_WORDS or not _begins_large(line) or ADDRESS.match(line):
        return False
    return not _SENTENCE_END.search(line) or _is_title_with_initialism(line, words)


def _begins_large(line: str) -> bool:
    """Whether the first letter of a line is no small one; False where it has none."""
    first_letter = next((char for char in line if char.isalpha()), "")
    return first_letter != "" and not first_letter.islower()


def _is_title_with_initialism(line: str, words: Sequence[str]) -> bool:
    """Whether a line ends in `U.S.` or the like, and is written as a title and not as a sentence."""
    long_words = [word for word in words if len(word) > 3]
    return bool(_INITIALISM_END.search(line)) and all(not word[0].islower() for word in long_words)


def _is_followed_by_text(chunks: Sequence[_Chunk], number: int) -> bool:
    """Whether what looks like a heading heads something: text, or one further heading with its text.

    Three short lines in a row are verse, an address or a signature, and so is the last of all.
    """
    following = [_is_heading(chunk) for chunk in chunks[number + 1 : number + 3]]
    before = number > 0 and _is_heading(chunks[number - 1])
    return bool(following) and (not following[0] or (not before and following[1:] == [False]))


# ── blocks ────────────────────────────────────────────────────────────────────────────────────


def _block(chunk: _Chunk) -> Block:
    kind, lines = chunk
    match kind:
        case "list":
            return _list_block(lines)
        case "table":
            return _table_block(lines)
        case "rule":
            return Rule()
        case "text":
            return Paragraph(_text(_unwrapped(lines)))


def _unwrapped(lines: Sequence[str]) -> str:
    """Join lines that were wrapped by hand; short lines (verse, an address) keep their line ends."""
    is_wrapped = all(len(line) >= _WRAPPED_LINE for line in lines[:-1])
    return (" " if is_wrapped else "\n").join(lines)


def _text(line: str) -> Text:
    """Make a text of one line or several, runs of blanks being one, with its bare addresses as links."""
    plain = "\n".join(part.strip() for part in _BLANKS.sub(" ", line).split("\n"))
    return with_addresses(Text(plain))


def _list_block(lines: Sequence[str]) -> ListBlock:
    """Build a list; an item's depth follows from how far it is indented against those before it."""
    rows: list[FlatRow] = []
    indents: list[int] = []
    for line in lines:
        match = _BULLET.match(line) or _NUMBER.match(line)
        if match is None:
            last = rows.pop()
            rows.append(last._replace(text=_text(f"{last.text.plain} {line.strip()}")))
            continue
        indent = len(match["indent"].expandtabs(4))
        # Depth is what stands to the left, whatever the width of an indent is.
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        # Bullets of all kinds are one list: people mix them.
        marker = f"{match['marker']}." if match["marker"].isdigit() else "•"
        rows.append(FlatRow(_text(line[match.end() :]), len(indents) - 1, marker))
    return list_of_rows(rows)


def _table_block(lines: Sequence[str]) -> Table:
    """Build a table; a ruling under the first row makes that row its header."""
    has_header = len(lines) > 1 and _is_ruling(lines[1])
    rows = [line for line in lines if not _is_ruling(line)]
    return Table(tuple(_cells(row) for row in rows), has_header)


def _is_ruling(line: str) -> bool:
    return "-" in line and _RULING_MARKS.issuperset(line)


def _cells(row: str) -> tuple[Text, ...]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return tuple(_text(cell.strip().replace("\\|", "|")) for cell in _CELL_BAR.split(inner))
