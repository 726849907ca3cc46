"""Where an article's notes stand on its page: what is highlighted, the signs, what is said below. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tui.changes.passages import running_text
from tui.drawing.frame import NOTED
from tui.model.articles import Article
from tui.model.notes import Note

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST_QUOTATION: Final = 300

LeafAddress = tuple[int, int]
"""A leaf's section, and its number there."""


@dataclass(frozen=True, slots=True)
class NotesOnPage:
    """The notes of an article, by the leaves that they are to be seen at."""

    stretches: dict[LeafAddress, list[tuple[int, int]]] = field(
        default_factory=dict[LeafAddress, list[tuple[int, int]]]
    )
    """What is highlighted, in characters of the leaf; half-open."""
    signs: dict[LeafAddress, list[tuple[int, str]]] = field(
        default_factory=dict[LeafAddress, list[tuple[int, str]]]
    )
    """What stands at the ends of highlights, and where."""
    said: dict[LeafAddress, list[tuple[str, str]]] = field(
        default_factory=dict[LeafAddress, list[tuple[str, str]]]
    )
    """The words of notes to passages that end in the leaf, each after its sign."""
    whole: tuple[str, ...] = ()
    """The words of notes to the whole article."""
    lost: tuple[Note, ...] = ()
    """Notes to passages that the text does not have any more."""


def notes_on_page(article: Article) -> NotesOnPage:
    """Return where the notes of an article are to be seen in its text."""
    on_page = NotesOnPage(
        whole=tuple(note.words for note in article.notes if note.quotation is None),
        lost=tuple(note for note in article.notes if note.is_lost),
    )
    running = running_text(article.prose)
    for at, sign, note in _signed(article):
        pieces = list(running.pieces(*at))
        for piece in pieces:
            on_page.stretches.setdefault(piece[:2], []).append((piece.start, piece.end))
        if pieces:
            last = pieces[-1]
            on_page.signs.setdefault(last[:2], []).append((last.end, sign))
            if note.words:
                on_page.said.setdefault(last[:2], []).append((sign, note.words))
    return on_page


def _signed(article: Article) -> Iterator[tuple[tuple[int, int], str, Note]]:
    """Yield the notes to passages in the order in which these end, with where they stand and their signs."""
    standing = [(note.at, note) for note in article.notes if note.at is not None]
    number = 0
    for at, note in sorted(standing, key=lambda one: (one[0][1], one[0][0])):
        number += bool(note.words)
        yield at, NOTED + str(number).translate(_RAISED) if note.words else NOTED, note


def quotation_in_line(note: Note) -> str:
    """Return a note's passage in quotes, shortened to a few lines; empty where it has none."""
    if note.quotation is None:
        return ""
    quoted = " ".join(note.quotation.exact.split())
    if len(quoted) > _LONGEST_QUOTATION:
        quoted = f"{quoted[: _LONGEST_QUOTATION - 1].rstrip()}…"
    return f"“{quoted}”"
