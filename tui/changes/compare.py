"""What changed between two texts of an article: paragraph by paragraph, and in those word by word.

Pure: versions in, parts out. The reading pane sets the parts as a page (`typeset`), the command line
prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Final, Literal, NamedTuple

from tui.changes.worddiff import matches
from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    image_leaves,
)

EditKind = Literal["same", "added", "removed"]
Role = Literal["headline", "heading", "text", "quote", "item", "code", "caption"]
"""What a paragraph is set as."""
TextSource = Literal["feed", "page"]
"""What delivered a text: the feed of its story, or the story's page."""
TURNS: Final[dict[TextSource, str]] = {
    "page": "from the feed's own text to its page's",
    "feed": "from its page's text to the feed's own",
}
"""What is said of a change that is none, but the other text of the story in the place of the one."""

QUOTE_BAR: Final = "▎ "
"""What stands before each line of a quotation, once for each that it stands in."""

_ALIKE: Final = 0.4
"""From such a share of common words on two paragraphs are one that was changed."""
_SURELY_ALIKE: Final = 0.7
"""Where as many paragraphs went as came, and each is so like its counterpart, there is no need to search."""
_TABLE: Final = 12_000
"""Pairs of paragraphs that are compared to find which became which; of more, they go in order."""
_LONE: Final = 1
"""So few unchanged words between two changes are taken into them: easier to read than three scraps."""
_AROUND: Final = 1
"""Unchanged paragraphs shown before and after one that changed."""
_LONG_WORDS: Final = 60
_KEPT_WORDS: Final = 20
"""Of a longer unchanged stretch within a paragraph so many words stay at either end."""


@cache  # compiled where texts are first compared: large sets of characters would keep every start waiting
def _token() -> re.Pattern[str]:
    return re.compile(
        r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # scripts without blanks: each sign is a word
        r"|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:['’.\-][^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)*"
        r"|[^\w\s]"
    )


class Edit(NamedTuple):
    """Words that stayed, came or went."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One paragraph with what happened to its words."""

    role: Role
    edits: tuple[Edit, ...]
    edge: str = ""
    """What stands before its first line: a list's marker, the bars of quotations."""

    @property
    def kind(self) -> Literal["same", "added", "removed", "changed"]:
        """Whether it stayed, came, went, or has other words."""
        kinds: set[EditKind] = {edit.kind for edit in self.edits if edit.text.strip()}
        return kinds.pop() if len(kinds) == 1 else "changed" if kinds else "same"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """So many paragraphs that stayed as they were, not shown."""

    count: int


DiffPart = Changed | Unchanged


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article."""

    headline: str
    sections: tuple[Section, ...]
    until: datetime | None = None
    """When another took its place; None for the one of now, and where no calendar holds the moment."""
    source: TextSource = "feed"


@dataclass(frozen=True, slots=True)
class TextChange:
    """What one text became."""

    at: datetime | None
    """When it was noticed; None where no calendar holds the moment."""
    number: int
    """Which change it is, from 1; 0: all of them together."""
    count: int
    """How many the article has seen, as far as they are kept."""
    parts: tuple[DiffPart, ...]
    added: int
    """Words that came."""
    removed: int
    """Words that went."""
    turn: TextSource | None = None
    """Whose text it became, where the other's was there before: then nobody has changed anything."""


def change(versions: Sequence[Version], number: int) -> TextChange:
    """Return a change by its number, from 1; 0 for all together, from the first text to that of now.

    There are at least two versions, the oldest first.
    """
    count = len(versions) - 1
    before, after = (versions[0], versions[-1]) if number == 0 else versions[number - 1 : number + 1]
    parts = compare(before, after)
    edits = [edit for part in parts for edit in part.edits]
    return TextChange(
        # All together were there when the last of them came.
        versions[count - 1].until if number == 0 else before.until,
        number,
        count,
        folded(parts),
        _words(edits, "added"),
        _words(edits, "removed"),
        None if before.source == after.source else after.source,
    )


def is_same_text(before: Version, after: Version) -> bool:
    """Whether two versions have the same words, however they are marked up, linked and broken."""
    return _all_words(before) == _all_words(after)


def compare(before: Version, after: Version) -> tuple[Changed, ...]:
    """Return the paragraphs of both in reading order, with what happened to the words of each."""
    old, new = tuple(_leaves(before)), tuple(_leaves(after))
    kept = matches([leaf.key for leaf in old], [leaf.key for leaf in new])
    parts: list[Changed] = []
    i = j = 0
    # The pair behind both ends brings what stands after the last equal paragraph.
    for a, b in (*kept, (len(old), len(new))):
        parts += _replaced(old[i:a], new[j:b])
        if b < len(new):
            leaf = new[b]
            parts.append(Changed(leaf.role, (Edit("same", leaf.text),), leaf.edge))
        i, j = a + 1, b + 1
    return tuple(parts)


def folded(parts: Iterable[Changed]) -> tuple[DiffPart, ...]:
    """Return the parts with long unchanged stretches left out; a heading stays over what changed below it."""
    everything = list(parts)
    shown = [part.kind != "same" for part in everything]
    near = [
        # The first is the headline, which says what all of it is about.
        any(shown[max(0, i - _AROUND) : i + _AROUND + 1]) or _heads(everything, shown, i) or i == 0
        for i in range(len(everything))
    ]
    result: list[DiffPart] = []
    for is_near, group in groupby(zip(near, everything, strict=True), key=lambda pair: pair[0]):
        stretch = [part for _, part in group]
        # To count one paragraph takes as many lines as to show it.
        if is_near or len(stretch) == 1:
            result += [_shortened(part) for part in stretch]
        else:
            result.append(Unchanged(len(stretch)))
    return tuple(result)


def _heads(parts: Sequence[Changed], shown: Sequence[bool], index: int) -> bool:
    """Whether a heading stands over something that changed."""
    if parts[index].role != "heading":
        return False
    for part, is_shown in zip(parts[index + 1 :], shown[index + 1 :], strict=True):
        if part.role == "heading":
            return False
        if is_shown:
            return True
    return False


def _shortened(part: Changed) -> Changed:
    """Leave out the middle of long unchanged stretches within a paragraph."""
    last = len(part.edits) - 1
    edits = [
        Edit("same", _short(edit.text, index == 0, index == last)) if edit.kind == "same" else edit
        for index, edit in enumerate(part.edits)
    ]
    return Changed(part.role, tuple(edits), part.edge)


def _short(text: str, is_first: bool, is_last: bool) -> str:
    words = text.split(" ")
    if len(words) <= _LONG_WORDS or (is_first and is_last):
        return text
    left = [] if is_first else words[:_KEPT_WORDS]
    right = [] if is_last else words[-_KEPT_WORDS:]
    return " ".join([*left, "…", *right])


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────


class _Leaf(NamedTuple):
    role: Role
    text: str
    edge: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same paragraph: the words and how they are set, however they are broken."""
        return self.role, " ".join(self.text.split())


def _leaves(version: Version) -> Iterator[_Leaf]:
    yield _Leaf("headline", version.headline)
    for section in version.sections:
        if section.heading and section.heading.plain.strip():
            yield _Leaf("heading", section.heading.plain)
        for block in section.blocks:
            yield from (leaf for leaf in _block_leaves(block) if leaf.text.strip())


def _block_leaves(block: Block, indent: str = "", role: Role = "text") -> Iterator[_Leaf]:
    """Yield a block's texts, each with what stands before it: indents, the bars of quotations, a marker."""
    match block:
        case Paragraph(text):
            yield _Leaf(role, text.plain, indent)
        case Heading(text):
            yield _Leaf("heading", text.plain, indent)
        case Quote(blocks):
            for inner in blocks:
                yield from _block_leaves(inner, f"{indent}{QUOTE_BAR}", "quote")
        case ListBlock(items):
            for item in items:
                yield from _item_leaves(item, indent, "quote" if role == "quote" else "item")
        case Code(text, _):
            yield _Leaf("code", text.plain, indent)
        case Image():
            yield from (_Leaf("caption", text.plain, indent) for text in image_leaves(block))
        case Table(rows):
            yield from (_Leaf("text", " | ".join(cell.plain for cell in row), indent) for row in rows)
        case Rule():
            return


def _item_leaves(item: ListItem, indent: str, role: Role) -> Iterator[_Leaf]:
    # Two blanks below a term, which has no marker: what is said of it is indented.
    inner = " " * max(len(item.marker) + 1, 2)
    edge = indent + (item.marker and item.marker + " ")
    for block in item.blocks:
        for leaf in _block_leaves(block, indent + inner, role):
            yield leaf._replace(edge=edge + leaf.edge.removeprefix(indent + inner))
            edge = indent + inner


_Bag = tuple[Role, frozenset[str]]
"""How a paragraph is set, and its words."""


def _replaced(old: Sequence[_Leaf], new: Sequence[_Leaf]) -> Iterator[Changed]:
    """Yield what became of some paragraphs that are in no pair of equal ones."""
    i = j = 0
    for a, b in (*_pairs(old, new), (len(old), len(new))):
        yield from (_whole(leaf, "removed") for leaf in old[i:a])
        yield from (_whole(leaf, "added") for leaf in new[j:b])
        if b < len(new):
            leaf = new[b]
            yield Changed(leaf.role, word_edits(old[a].text, leaf.text), leaf.edge)
        i, j = a + 1, b + 1


def _whole(leaf: _Leaf, kind: EditKind) -> Changed:
    return Changed(leaf.role, (Edit(kind, leaf.text),), leaf.edge)


def _pairs(old: Sequence[_Leaf], new: Sequence[_Leaf]) -> list[tuple[int, int]]:
    """Return which paragraphs became which: rising pairs whose words are most alike."""
    if not old or not new:
        return []
    here, there = list(map(_bag, old)), list(map(_bag, new))
    in_order = list(zip(range(len(old)), range(len(new)), strict=False))
    likeness = [_likeness(here[i], there[j]) for i, j in in_order]
    if len(old) * len(new) > _TABLE or (len(old) == len(new) and min(likeness) >= _SURELY_ALIKE):
        return [pair for pair, alike in zip(in_order, likeness, strict=True) if alike >= _ALIKE]
    return _best_pairs(here, there)


def _best_pairs(here: Sequence[_Bag], there: Sequence[_Bag]) -> list[tuple[int, int]]:
    """Return the rising pairs with the greatest likeness in all."""
    alike = [[_likeness(one, other) for other in there] for one in here]
    rows = [[0.0] * (len(there) + 1)]
    for i in range(len(here) - 1, -1, -1):
        below, row = rows[-1], [0.0] * (len(there) + 1)
        for j in range(len(there) - 1, -1, -1):
            paired = below[j + 1] + alike[i][j] if alike[i][j] >= _ALIKE else 0.0
            row[j] = max(paired, below[j], row[j + 1])
        rows.append(row)
    rows.reverse()
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(here) and j < len(there):
        # Nothing is lost without this paragraph: it has no counterpart.
        if rows[i][j] == rows[i + 1][j]:
            i += 1
        elif rows[i][j] == rows[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _bag(leaf: _Leaf) -> _Bag:
    # Signs stand in nearly every paragraph, and make none like another.
    return leaf.role, frozenset(word for word in _token().findall(leaf.text.lower()) if word[0].isalnum())


def _likeness(one: _Bag, other: _Bag) -> float:
    """Return how alike two paragraphs are, 0 to 1; those that are set differently are not alike."""
    if one[0] != other[0] or not (one[1] or other[1]):
        return 0.0
    return 2 * len(one[1] & other[1]) / (len(one[1]) + len(other[1]))


# ── words ─────────────────────────────────────────────────────────────────────────────────────


def word_edits(old: str, new: str) -> tuple[Edit, ...]:
    """Return what became of the words of a paragraph, what went before what came.

    Joined, what stayed and what came are the new text, but for blanks; what stayed and went, the old.
    """
    here, there = _tokens(old), _tokens(new)
    kept = _without_scraps(
        matches([word for word, _ in here], [word for word, _ in there]), len(here), len(there)
    )
    edits: list[Edit] = []
    i = j = 0
    for a, b in (*kept, (len(here), len(there))):
        went, came = "".join(map("".join, here[i:a])), "".join(map("".join, there[j:b]))
        edits += _between(went, came)
        if b < len(there):
            edits.append(Edit("same", "".join(there[b])))
        i, j = a + 1, b + 1
    return _joined(edits)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return a text's words and signs, each with the blanks that follow it."""
    found = list(_token().finditer(text))
    # Blanks go with the word before them, so that the words joined are the text again.
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [(match[0], text[match.end() : end]) for match, end in zip(found, ends, strict=False)]


def _without_scraps(kept: list[tuple[int, int]], old: int, new: int) -> list[tuple[int, int]]:
    """Give up runs of very few unchanged words that stand between changes."""
    runs: list[list[tuple[int, int]]] = []
    for pair in kept:
        if runs and runs[-1][-1] == (pair[0] - 1, pair[1] - 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    stay: list[tuple[int, int]] = []
    for run in runs:
        # A word at either end has a change on one side only: no scrap between two.
        at_edge = 0 in run[0] or run[-1][0] == old - 1 or run[-1][1] == new - 1
        if len(run) > _LONE or at_edge:
            stay += run
    return stay


def _between(went: str, came: str) -> Iterator[Edit]:
    """Yield what went and what came at one place; the blanks around them belong to neither."""
    if went.strip():
        yield Edit("removed", went.rstrip())
        # Where the old text ends no blank follows: what came would stick to what went.
        yield Edit("same", went[len(went.rstrip()) :] or (" " if came.strip() else ""))
    if came.strip():
        yield Edit("added", came.rstrip())
        yield Edit("same", came[len(came.rstrip()) :])


def _joined(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Join neighbours of one kind, and drop what is empty."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and joined[-1].kind == edit.kind:
            joined[-1] = Edit(edit.kind, joined[-1].text + edit.text)
        elif edit.text:
            joined.append(edit)
    return tuple(joined)


def _words(edits: Iterable[Edit], kind: EditKind) -> int:
    tokens = (token for edit in edits if edit.kind == kind for token in _token().findall(edit.text))
    return sum(token[0].isalnum() for token in tokens)


def _all_words(version: Version) -> list[str]:
    return [word for leaf in _leaves(version) for word in leaf.text.split()]
