"""How a page's article comes about: its pieces, and what was made of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tui.cli.opening import is_address, opened_library, with_stdin
from tui.cli.output import complain, emit, emit_json, emit_styled, has_colour, room_for_words
from tui.errors import DatelineError
from tui.model.webpages import SiteRules
from tui.text.cells import shorten

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from tui.fulltext.explaining import ExplainedPiece, PageExplained
    from tui.library.frontdesk import Library
    from tui.model.ids import ArticleId

_ONE_PAGE: Final = "One page at a time is explained: give one ID, or one address."
_ELEMENT: Final = "1"
_KEPT: Final = "32"
_LEFT_OUT: Final = "2"
_FEW: Final = 2
"""So many pieces of one element that are left out are printed, of more the first alone."""


def explain(arguments: Namespace) -> int:
    """Print a page's pieces, and what was made of each."""
    rules = SiteRules(arguments.keep or "", arguments.drop or "")
    with opened_library() as library:
        typed = list(with_stdin(arguments.ids))
        if len(typed) != 1:
            raise DatelineError(_ONE_PAGE)
        url, story = _page_of(library, typed[0])
        page = library.pages.explain(url, rules, story)
    if arguments.json:
        emit_json(_explained_json(page))
    else:
        _show_explained(page, arguments)
    if page.article.problem:
        complain(page.article.problem)
    return 0 if page.article.words else 1


def _page_of(library: Library, typed: str) -> tuple[str, ArticleId | None]:
    """Return the address of a page that was typed, or that of an article's, and which that is."""
    if is_address(typed):
        return typed, library.pages.find(typed)
    id_ = library.resolve(typed)
    url = library.headline(id_).url
    if url is None:
        raise DatelineError("This article has no page on the web.")
    return url, id_


def _explained_json(page: PageExplained) -> dict[str, Any]:
    article = page.article
    return {
        "url": article.url,
        "title": article.title,
        "level": article.level,
        "words": article.words,
        "problem": article.problem,
        "pieces": [
            {
                "kind": piece.kind,
                "text": piece.text,
                "element": piece.element,
                "kept": piece.kept,
                "score": None if piece.score is None else round(piece.score, 4),
                "reason": piece.reason,
            }
            for piece in page.pieces
        ],
    }


def _show_explained(page: PageExplained, arguments: Namespace) -> None:
    article = page.article
    kept = sum(piece.kept for piece in page.pieces)
    emit(article.url)
    emit(f"{article.words} words, {kept} of {len(page.pieces)} pieces kept, by {article.level}")
    width, colour = room_for_words(arguments), has_colour(arguments.plain)
    element = None
    for piece, more in _grouped(page.pieces):
        if piece.element != element:
            element = piece.element
            _emit(element, _ELEMENT, width, colour)
        _emit(_line(piece, more), _KEPT if piece.kept else _LEFT_OUT, width, colour)


def _emit(line: str, look: str, width: int | None, colour: bool) -> None:
    line = line if width is None else shorten(line, width)
    if colour:
        emit_styled([(line, look)])
    else:
        emit(line)


def _grouped(pieces: Sequence[ExplainedPiece]) -> Iterator[tuple[ExplainedPiece, int]]:
    """Yield the pieces; of many in a row that are left out of one element the first, and how many follow."""
    start = 0
    while start < len(pieces):
        first, end = pieces[start], start + 1
        while not first.kept and end < len(pieces) and _is_alike(first, pieces[end]):
            end += 1
        if end - start > _FEW:
            yield first, end - start - 1
        else:
            yield from ((piece, 0) for piece in pieces[start:end])
        start = end


def _is_alike(first: ExplainedPiece, other: ExplainedPiece) -> bool:
    return (first.kept, first.element, first.reason) == (other.kept, other.element, other.reason)


def _line(piece: ExplainedPiece, more: int) -> str:
    score = "" if piece.score is None else f"{piece.score:.2f} "
    what = piece.text if piece.kind == "text" else f"({piece.kind}) {piece.text}".rstrip()
    following = f" … and {more} more" if more else ""
    return f"  {'+' if piece.kept else '-'} {score}{piece.reason}  {what}{following}"
