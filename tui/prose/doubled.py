"""What a page says a second time, or says to its editors alone, taken out of a text that is read whole.

Nothing is lost that is not told elsewhere: the standfirst and the byline stand above the text, a caption
under its picture. Each rule asks for the same words; what only resembles stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tui.model.prose import Block, Image, Paragraph, Rule, Section, Text
from tui.text.folding import fold

_FIRST: Final = 6
"""Blocks of a text among which its standfirst and its byline may stand again: pictures stand above them."""
_LONGEST_LINE: Final = 120
"""Characters; a longer line is no byline."""
_LEAST: Final = 8
"""Characters of a caption that no other line has by chance."""
_WORD: Final = re.compile(r"\w+")
_BY: Final = re.compile(
    r"(?:text|story|words|report|texte|texto|testo|tekst)?\s{0,3}:?\s{0,3}"
    r"(?:by|von|par|por|di|da|de|door|av|af|przez|автор)?\s{0,3}:?\s{0,3}",
    re.IGNORECASE,
)
"""What stands before the name in a line that says who wrote a text."""
_DAY: Final = re.compile(
    r"[\s,|·•–—-]{0,5}(?:\w{1,12}[.,]?\s){0,3}\d{1,4}(?:[\s\d.,:/-]|(?:am|pm|uhr|h)\b){0,20}", re.I
)
"""What may stand behind it: a day, and an hour."""
_FIGURES: Final = re.compile(r"\d{4}|\d[.:/-]\d")
"""What a day or an hour has, and no other number."""
_MAIL: Final = re.compile(r"\(?[\w.+-]{1,64}@[\w.-]{3,80}\)?")
_LINE_DRAWN: Final = re.compile(r"(?:([*=#~_\-–—·•+])\s{0,3}){3,200}")
_EDITED: Final = re.compile(r"\s{0,3}(\[[^\[\]]{3,60}\])$")
"""What a wiki puts behind each of its headings."""


def _key(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def without_standfirst(sections: tuple[Section, ...], dek: str) -> tuple[tuple[Section, ...], str | None]:
    """Return a text and its standfirst, so that neither says the other again.

    A line at the beginning that is the standfirst goes from the text. A standfirst that is only how
    a paragraph begins, or all there is, is none.
    """
    key = _key(dek)
    if not key or not sections:
        return sections, dek
    first = sections[0]
    if _key(_heading(first)) == key:
        opening = (replace(first, heading=None),) if first.blocks else ()
        return (*opening, *sections[1:]), dek
    number = _paragraph_beginning(first.blocks[:_FIRST], key)
    if number is None:
        return sections, dek
    rest = _without_block(sections, number)
    is_line_of_its_own = _said(first.blocks[number]) == key
    return (rest, dek) if is_line_of_its_own and any(section.blocks for section in rest) else (sections, None)


def _paragraph_beginning(blocks: Sequence[Block], key: str) -> int | None:
    """Return where the first paragraph is that begins with some words, or has no others."""
    return next(
        (number for number, block in enumerate(blocks) if f"{_said(block)} ".startswith(f"{key} ")), None
    )


def _said(block: Block) -> str:
    """Return the words of a paragraph as they are compared; of any other block none."""
    return _key(block.text.plain) if isinstance(block, Paragraph) else ""


def without_byline(sections: tuple[Section, ...], byline: str) -> tuple[Section, ...]:
    """Drop a line at the beginning of a text that says by whom it is, and perhaps when."""
    name = fold(byline).strip()
    if not name or not sections:
        return sections
    for number, block in enumerate(sections[0].blocks[:_FIRST]):
        if isinstance(block, Paragraph) and _names_only(block.text.plain, name):
            rest = _without_block(sections, number)
            return rest if any(section.blocks for section in rest) else sections
    return sections


def _names_only(line: str, name: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    before, found, after = _MAIL.sub("", fold(line)).strip().partition(name)
    return bool(found) and _BY.fullmatch(before) is not None and _is_day(after.strip())


def _is_day(text: str) -> bool:
    return not text or (_FIGURES.search(text) is not None and _DAY.fullmatch(text) is not None)


def _without_edit_links(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Cut off what stands in brackets behind most of the headings, the same behind each: `History[edit]`."""
    ends = Counter(
        found.group(1) for section in sections if (found := _EDITED.search(_heading(section))) is not None
    )
    if not ends:
        return sections
    end, times = ends.most_common(1)[0]
    if times < 2 or times * 2 < sum(section.heading is not None for section in sections):
        return sections
    return tuple(_without_end(section, end) for section in sections)


def _heading(section: Section) -> str:
    return section.heading.plain if section.heading else ""


def _without_end(section: Section, end: str) -> Section:
    if section.heading is None or not section.heading.plain.endswith(end):
        return section
    plain = section.heading.plain.removesuffix(end).rstrip()
    if not plain:
        return section
    spans = tuple(
        replace(span, end=min(span.end, len(plain)))
        for span in section.heading.spans
        if span.start < len(plain)
    )
    return replace(section, heading=Text(plain, spans))


def tidied(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return a text with drawn lines as such, without a wiki's links, and without captions as paragraphs."""
    return tuple(
        replace(section, blocks=_tidied(section.blocks)) for section in _without_edit_links(sections)
    )


def _tidied(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        Rule() if _is_drawn(block) else block
        for number, block in enumerate(blocks)
        if not _is_caption(block, blocks[max(0, number - 1) : number + 2])
    )


def _is_drawn(block: Block) -> bool:
    return isinstance(block, Paragraph) and _LINE_DRAWN.fullmatch(block.text.plain.strip()) is not None


def _is_caption(block: Block, near: Sequence[Block]) -> bool:
    """Whether a paragraph says again what the picture before or behind it has for a caption."""
    if not isinstance(block, Paragraph) or not any(isinstance(one, Image) for one in near):
        return False
    said = _key(block.text.plain)
    return len(said) >= _LEAST and any(
        isinstance(one, Image) and f" {said} " in f" {_key(one.caption.plain)} " for one in near
    )


def _without_block(sections: tuple[Section, ...], number: int) -> tuple[Section, ...]:
    """Return the sections without a block of the first; it goes where it is left empty."""
    first = sections[0]
    left = replace(first, blocks=(*first.blocks[:number], *first.blocks[number + 1 :]))
    return ((left,) if left.blocks or left.heading else ()) + sections[1:]
