"""The seed form: a news text as one plain file, read into a `RawEntry`.

A seed has a masthead line; the headline; a block of lines (date `M/D/YYYY`, summary, the headline
again, dek); a text that opens with a dateline; and closing furniture, the house's description of
itself and a © line, which is no part of the article. Every part may be missing and the lines of
the block may come in another order, so what decides is what a line looks like and whether it
repeats the headline, not its number. Whatever is not recognised is text: no line is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tui.errors import ParseError
from tui.model.entries import RawEntry
from tui.text.safe import clean, clean_line

LineBlock = tuple[str, ...]
"""The lines between two blank ones."""

_LONGEST_HEADLINE: Final = 200
_LONGEST_MASTHEAD: Final = 40
_FRONT_BLOCKS: Final = 8
"""How many blocks from the top are searched for the headline said again, a date and a dateline."""

_MONTHS: Final[tuple[str, ...]] = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_US_DATE: Final = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_ISO_DATE: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_LONG_DATE: Final = re.compile(
    rf"(?:(?P<day1>\d{{1,2}})\s+)?(?P<name>{'|'.join(_MONTHS)})\s+(?:(?P<day2>\d{{1,2}}),\s*)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_GUID_LINE: Final = re.compile(r"guid:\s*\S.*", re.IGNORECASE)
# Each part has a length, so that a long line is not gone through again and again.
_DATELINED: Final = re.compile(
    r"(?P<city>[^\W\d_][^,()\n:;!?]{1,50}?)(?:,[^()\n:;!?]{1,40}?)?\s{0,2}(?:\([\w /.-]{2,30}\))?"
    r"\s{0,3}(?:--|[—–]|\s-(?=\s))\s*\S"
)
_COPYRIGHT_LINE: Final = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)\s).*|copyright\s+\d{4}\b.*|.{0,80}\ball rights reserved\b.{0,10}",
    re.IGNORECASE,
)
_FULL_STOPS: Final = (".", "。", "।", "۔", "…", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class SeedParts:
    """A seed taken apart: each line of it is in exactly one part, but for the headline said again."""

    masthead: str | None
    headline: str
    """Empty where the text begins at once."""
    date: str | None
    """As stated."""
    summary: str | None
    dek: str | None
    guid: str | None
    text: str
    """Headings, paragraphs, lists and tables, with a blank line between them; may be empty."""
    furniture: tuple[str, ...]
    """The closing lines that speak of the house and not of the news."""


def parse_seed(stem: str, text: str) -> RawEntry:
    """Read a seed; `stem` is its file's name without the ending, its guid where it states none.

    The date is midnight UTC of the day stated; one that cannot be read stays as it was stated.
    Raises ParseError where there is no text at all.
    """
    parts = split_seed(text)
    if not (parts.headline or parts.text):
        raise ParseError("There is no text in it.")
    return RawEntry(
        guid=parts.guid or stem,
        url=None,
        title=parts.headline,
        content=parts.text,
        content_form="text",
        summary=parts.summary,
        summary_form="text",
        dek=parts.dek,
        published_at=read_date(parts.date) if parts.date else None,
        published_stated=parts.date,
        masthead=parts.masthead,
    )


def split_seed(text: str) -> SeedParts:
    """Take a seed apart; never raises. The text is cleaned (`safetext.clean`), its words are kept."""
    blocks = _blocks(text)
    masthead, headline, blocks = _take_head(blocks)
    blocks, furniture = _take_furniture(blocks, masthead)
    front, body = _cut_front(blocks, headline)
    date = _take_first(front, _is_date)
    guid_line = _take_first(front, _is_guid)
    guid = guid_line.partition(":")[2].strip() if guid_line else None
    summary, dek, rest = _share_out(front, headline)
    # Without a text below, what stands in the front is all there is to read.
    if not body:
        summary, dek, rest = None, None, _without_headline(front, headline)
    text = "\n\n".join([*rest, *("\n".join(block) for block in body)])
    return SeedParts(masthead, headline, date, summary, dek, guid, text, furniture)


def read_date(stated: str) -> datetime | None:
    """Read a day in one of the forms seeds use, as midnight UTC; None for anything else.

    The forms: `5/15/2025` (month first), `2025-05-15`, `May 15, 2025` and `15 May 2025`.
    """
    stated = stated.strip()
    if match := _US_DATE.fullmatch(stated) or _ISO_DATE.fullmatch(stated):
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    elif (match := _LONG_DATE.fullmatch(stated)) and (match["day1"] is None) != (match["day2"] is None):
        year, day = int(match["year"]), int(match["day1"] or match["day2"])
        month = _MONTHS.index(match["name"].lower()) + 1
    else:
        return None
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


# ── lines ─────────────────────────────────────────────────────────────────────────────────────


def _blocks(text: str) -> list[LineBlock]:
    """Split at blank lines; a line of white space only is blank, a byte-order mark is no text."""
    blocks: list[LineBlock] = []
    lines: list[str] = []
    # A form feed parts pages in files that were printed from.
    for line in [*clean(text.lstrip("\ufeff").replace("\f", "\n")).split("\n"), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            blocks.append(tuple(lines))
            lines = []
    return blocks


def _stripped(blocks: Iterable[LineBlock]) -> list[str]:
    """Return the lines of blocks, without the white space around them."""
    return [line.strip() for block in blocks for line in block]


def _fold(line: str) -> str:
    """Fold a line to its letters and digits, so that the headline is known again in another dress."""
    return "".join(char for char in line.casefold() if char.isalnum())


def _same(line: str, headline: str) -> bool:
    folded = _fold(headline)
    # The length first: folding a paragraph for each line of the front would add up.
    return bool(folded) and len(line) <= 2 * len(headline) + 20 and _fold(line) == folded


def _take_first(lines: list[str], is_wanted: Callable[[str], bool]) -> str | None:
    """Take the first line of a kind out of the list; a second of that kind stays, as text."""
    found = next((line for line in lines if is_wanted(line)), None)
    if found is not None:
        lines.remove(found)
    return found


def _is_date(line: str) -> bool:
    """Whether a line is nothing but a date, readable or not (`31/12/2024` is one that cannot be read)."""
    line = line.strip()
    return bool(_US_DATE.fullmatch(line)) or read_date(line) is not None


def _is_guid(line: str) -> bool:
    return _GUID_LINE.fullmatch(line.strip()) is not None


def _is_field(line: str) -> bool:
    return _is_date(line) or _is_guid(line)


def _opens_with_dateline(line: str) -> bool:
    """Whether a line looks like the first of a news text: `LONDON --`, `ADEN, Yemen (AP) —`.

    Only where the front ends hangs on this; what the dateline says is decided in `prose`.
    """
    match = _DATELINED.match(line)
    # Two capitals and a dash are an answer in an interview: `AB — Yes.`
    return match is not None and len(match["city"]) > 2 and match["city"].isupper()


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not (_is_field(line) or _is_text_opening(line))


def _is_text_opening(line: str) -> bool:
    """Whether a datelined line is a sentence rather than a headline in capitals with a dash."""
    return _opens_with_dateline(line) and (len(line) > 120 or line.endswith(_FULL_STOPS))


# ── the head: masthead and headline ───────────────────────────────────────────────────────────


def _take_head(blocks: list[LineBlock]) -> tuple[str | None, str, list[LineBlock]]:
    """Return masthead, headline and the blocks without these two lines.

    The headline is the line that is said again further down; where none is, the first one, or the
    second under a line that looks like a masthead.
    """
    # The block of fields may stand above the headline.
    lines = [line for line in _stripped(blocks[:_FRONT_BLOCKS]) if not _is_field(line)]
    first, second = (*lines[:2], "", "")[:2]
    if not _is_headline(first):
        return None, "", blocks
    if _comes_again(second, lines[2:]) and len(first) <= _LONGEST_HEADLINE and _is_headline(second):
        return clean_line(first), clean_line(second), _without(blocks, first, second)
    if not _comes_again(first, lines[1:]) and _is_masthead(first) and _stands_as_headline(second):
        return clean_line(first), clean_line(second), _without(blocks, first, second)
    return None, clean_line(first), _without(blocks, first)


def _comes_again(headline: str, lines: Sequence[str]) -> bool:
    return any(_same(line, headline) for line in lines)


def _is_masthead(line: str) -> bool:
    return line.isupper() and len(line) <= _LONGEST_MASTHEAD and len(line.split()) <= 5


def _stands_as_headline(line: str) -> bool:
    return bool(line) and _is_headline(line) and not line.endswith(_FULL_STOPS)


def _without(blocks: list[LineBlock], *taken: str) -> list[LineBlock]:
    """Drop the first occurrence of each line taken, and blocks left with none."""
    left = list(taken)
    kept: list[LineBlock] = []
    for block in blocks:
        lines: list[str] = []
        for line in block:
            if left and line.strip() == left[0]:
                left.pop(0)
            else:
                lines.append(line)
        if lines:
            kept.append(tuple(lines))
    return kept


# ── the foot: furniture ───────────────────────────────────────────────────────────────────────


def _take_furniture(blocks: list[LineBlock], masthead: str | None) -> tuple[list[LineBlock], tuple[str, ...]]:
    """Cut the closing lines off: © lines, and with them the house's description of itself.

    A description is known by the house's name, or by standing in the © line's own block of two.
    A text without © keeps its last paragraph, unless that opens with the name of the masthead.
    """
    kept = list(blocks)
    closing: list[str] = []
    while kept and _COPYRIGHT_LINE.fullmatch(kept[-1][-1].strip()):
        *rest, line = kept.pop()
        closing.insert(0, line)
        if rest:
            kept.append(tuple(rest))
            if _is_description(rest, masthead, beside_copyright=len(rest) == 1):
                closing[:0] = kept.pop()
                break
    # The only paragraph of a text is the text, whatever it opens with.
    if kept and (len(kept) > 1 or closing) and _is_description(kept[-1], masthead, beside_copyright=False):
        closing[:0] = kept.pop()
    return kept, tuple(line.strip() for line in closing)


def _is_description(lines: Sequence[str], masthead: str | None, *, beside_copyright: bool) -> bool:
    if _opens_with_dateline(lines[0]):
        return False
    if beside_copyright:
        return True
    house = _fold(masthead or "")
    return bool(house) and _fold(lines[0][: 2 * len(masthead or "") + 20]).startswith(house)


# ── the block: date, summary, headline again, dek ─────────────────────────────────────────────


def _cut_front(blocks: list[LineBlock], headline: str) -> tuple[list[str], list[LineBlock]]:
    """Return the lines that stand before the text, and the blocks of the text.

    The front ends with the last block near the top that holds a date, a guid or the headline
    again, and at the latest where a line opens with a dateline. Up to two lines that stand
    between the two on their own belong to the front.
    """
    opening = _opening(blocks)
    if opening is None:
        end = _end_of_front(blocks[:_FRONT_BLOCKS], headline)
        return _stripped(blocks[:end]), blocks[end:]
    index, row = opening
    above = [*blocks[:index], blocks[index][:row]]
    end = _end_of_front(above, headline)
    between = blocks[end:index]
    if len(between) <= 2 and all(len(block) == 1 for block in between):
        return _stripped(above), [blocks[index][row:], *blocks[index + 1 :]]
    return _stripped(blocks[:end]), blocks[end:]


def _end_of_front(blocks: list[LineBlock], headline: str) -> int:
    """Return how many blocks the front has by what stands in it: a date, a guid, the headline again."""
    end = 0
    for index, block in enumerate(blocks):
        if any(_is_field(line) or _same(line, headline) for line in block):
            end = index + 1
        elif len(block) > 1 or index > end:
            break
    return end


def _opening(blocks: list[LineBlock]) -> tuple[int, int] | None:
    """Find the first line near the top that opens with a dateline: its block and its row there."""
    for index, block in enumerate(blocks[:_FRONT_BLOCKS]):
        for row, line in enumerate(block):
            if _opens_with_dateline(line.strip()):
                return index, row
    return None


def _share_out(lines: list[str], headline: str) -> tuple[str | None, str | None, list[str]]:
    """Tell the front's lines apart: summary, dek, and those that must be text after all.

    The summary stands before the headline said again and the dek after it. With both on one side
    the first is the summary; where there are more than that, only the places beside the repeated
    headline are trusted, and with no repeated headline none is.
    """
    others = _without_headline(lines, headline)
    repeat = next((number for number, line in enumerate(lines) if _same(line, headline)), None)
    before, after = others[: repeat or 0], others[repeat or 0 :]
    if len(before) == 1:
        return before[0], next(iter(after), None), after[1:]
    if repeat == 0 and len(after) == 1:
        return None, after[0], []
    if len(others) <= 2:
        summary, dek = (*others, None, None)[:2]
        return summary, dek, []
    return None, None, others


def _without_headline(lines: list[str], headline: str) -> list[str]:
    return [line for line in lines if not _same(line, headline)]
