"""What stands before the text: headline, dek, byline and dateline, each taken out as a field.

Nothing is doubled: what becomes a field leaves the text. Nothing is lost: only a first heading
that says the headline again, word for word, is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tui.model.entries import RawEntry
from tui.model.prose import Dateline, Paragraph, Section, Text, plain_text
from tui.prose.datelines import split_dateline
from tui.text.safe import clean_line

_LONGEST_MADE_HEADLINE: Final = 80
_LONGEST_BYLINE: Final = 300
_MOST_BYLINE_WORDS: Final = 14

_BY: Final = re.compile(r"by:?\s+(?=\S)", re.IGNORECASE)
_DAYS_AND_MONTHS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_JOINERS: Final = frozenset(
    "and for in of the with de da del der di la le van von bin al ibn y e & |".split()
)


def headline_of(title: str, sections: Sequence[Section]) -> str:
    """Return the title as one line; without one, the first words of the text; at the very last `Untitled`."""
    return clean_line(title) or shortened(plain_text(sections[:1]), _LONGEST_MADE_HEADLINE) or "Untitled"


def shortened(text: str, limit_chars: int) -> str:
    """Make one line of a text's beginning: at most `limit_chars`, cut between two words and ended by `…`.

    Where the words are longer than half the line (or are written without blanks) it is cut in a word.
    """
    # A whole article need not be gone through for its first line.
    line = clean_line(text[: 4 * limit_chars + 200])
    if len(line) <= limit_chars:
        return line
    head = line[: limit_chars - 1]
    at_word = head if line[limit_chars - 1] == " " else head.rpartition(" ")[0]
    # In scripts without blanks the last blank may be far away.
    return (at_word if 2 * len(at_word) > limit_chars else head).rstrip(" ,;:–—-") + "…"


def without_repeated_headline(sections: tuple[Section, ...], headline: str) -> tuple[Section, ...]:
    """Drop the first heading where it is the headline word for word; its blocks stay."""
    number = next((n for n, section in enumerate(sections[:2]) if section.heading), None)
    if number is None:
        return sections
    heading = sections[number].heading
    if heading is None or clean_line(heading.plain).casefold() != headline.casefold():
        return sections
    opening = sum((section.blocks for section in sections[: number + 1]), ())
    joined = (Section(None, opening),) if opening else ()
    return joined + sections[number + 1 :]


def take_byline(
    authors: Sequence[str], sections: tuple[Section, ...]
) -> tuple[str | None, tuple[Section, ...]]:
    """Return who wrote the text, without "By", and the sections without the line that says so.

    A first short paragraph `By Jane Doe` is a byline when the entry names no author, or one of
    the names it gives; else the names given are, and the paragraph stays.
    """
    given = joined_names(authors)
    stated = _stated_byline(sections)
    # A line that names somebody else is about a guest, or a quotation: it stays in the text.
    if stated and (not given or any(clean_line(author) in stated for author in authors)):
        return stated, _without_first_paragraph(sections)
    return given, sections


def take_dateline(sections: tuple[Section, ...]) -> tuple[Dateline | None, tuple[Section, ...]]:
    """Return the dateline of the first paragraph, and the sections without it."""
    first = _first_paragraph(sections)
    if first is None:
        return None, sections
    dateline, rest = split_dateline(first.text)
    return dateline, _with_first_paragraph(sections, rest) if dateline else sections


def dek_of(raw: RawEntry, headline: str) -> str | None:
    """Return the standfirst as one line; None where there is none or it only says the headline again."""
    dek = clean_line(raw.dek or "")
    return dek if dek and dek.casefold() != headline.casefold() else None


# ── bylines ───────────────────────────────────────────────────────────────────────────────────


def joined_names(authors: Sequence[str]) -> str | None:
    """Write names as a person would: `A`, `A and B`, `A, B and C`; None without any.

    A leading "By" goes, a name said twice is said once, a line too long ends in `…`.
    """
    names = list(dict.fromkeys(name for author in authors if (name := _without_by(author))))
    if not names:
        return None
    *others, last = names
    return shortened(f"{', '.join(others)} and {last}" if others else last, _LONGEST_BYLINE)


def _without_by(author: str) -> str:
    name = clean_line(author)
    match = _BY.match(name)
    return name[match.end() :] if match else name


def _stated_byline(sections: Sequence[Section]) -> str | None:
    first = _first_paragraph(sections)
    return byline_of(first.text.plain) if first else None


def byline_of(line: str) -> str | None:
    """Return the names where a line is `By Jane Doe`, `By Jane Doe and Ben Olsen`; None where it is not."""
    match = _BY.match(line) if len(line) <= _LONGEST_BYLINE else None
    if match is None:
        return None
    names = clean_line(line[match.end() :])
    words = names.split()
    is_short = len(words) <= _MOST_BYLINE_WORDS and not names.endswith((".", "?", "!", ":", "…"))
    return names if is_short and len(words) > 1 and _are_names(words) else None


def _are_names(words: Sequence[str]) -> bool:
    """Whether all words are capitalised but those that join names, and none is a day or a month."""
    bare = [word.strip(",.;|()") for word in words]
    return all(
        not word or word.lower() in _JOINERS or (word[0].isupper() and word.lower() not in _DAYS_AND_MONTHS)
        for word in bare
    )


# ── the first paragraph ───────────────────────────────────────────────────────────────────────


def _place_of_first_paragraph(sections: Sequence[Section]) -> tuple[int, int] | None:
    """Find the first paragraph: its section's number and its own; looked for in the first two sections."""
    for number, section in enumerate(sections[:2]):
        for index, block in enumerate(section.blocks):
            if isinstance(block, Paragraph):
                return number, index
    return None


def _first_paragraph(sections: Sequence[Section]) -> Paragraph | None:
    place = _place_of_first_paragraph(sections)
    block = sections[place[0]].blocks[place[1]] if place else None
    return block if isinstance(block, Paragraph) else None


def _with_first_paragraph(sections: tuple[Section, ...], text: Text | None) -> tuple[Section, ...]:
    """Put another text in the first paragraph's place, or nothing; a section left empty goes."""
    place = _place_of_first_paragraph(sections)
    if place is None:
        return sections
    number, index = place
    blocks = sections[number].blocks
    put = (Paragraph(text),) if text else ()
    changed = replace(sections[number], blocks=(*blocks[:index], *put, *blocks[index + 1 :]))
    kept = (changed,) if changed.blocks or changed.heading else ()
    return (*sections[:number], *kept, *sections[number + 1 :])


def _without_first_paragraph(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return _with_first_paragraph(sections, None)
