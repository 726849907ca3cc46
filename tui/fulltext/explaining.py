"""Why a page's article is what it is: its pieces, each with what was made of it and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.fulltext.choosing import LIKELY, choose, choose_plainly
from tui.fulltext.decoding import decode_page
from tui.fulltext.extract import LARGEST_PAGE, tell_apart
from tui.fulltext.judging import judge
from tui.fulltext.pieces import PagePiece, PieceKind, WebPage, read_pieces
from tui.fulltext.siterules import Ruled
from tui.model.webpages import NO_RULES, PageArticle, SiteRules

_MOST_PIECES: Final = 4_000
_MOST_SHOWN: Final = 300
"""Characters of a piece."""
_AROUND: Final = 3
"""Elements around a piece that are named, the innermost."""
_MOST_CLASSES: Final = 2
_LONGEST_NAME: Final = 60
_TO_ESCAPE: Final = re.compile(r"([^\w-])", re.ASCII)
_SOURCES: Final = ("alt", "title", "src", "data-src", "srcset")


@dataclass(frozen=True, slots=True)
class ExplainedPiece:
    """A line, a picture, a player or a rule of a page, and what was made of it."""

    kind: PieceKind
    text: str
    """The beginning of its words; of a picture or a player what it says of itself, else its address."""
    element: str
    """The innermost elements around it, as a selector would name them."""
    kept: bool
    reason: str
    """In a few words: the rule, or what told it from the article."""
    score: float | None = None
    """How much it looks like a part of the article, 0 to 1; None where a rule decided."""


@dataclass(frozen=True, slots=True)
class PageExplained:
    """A page's article, and how it came about."""

    article: PageArticle
    pieces: tuple[ExplainedPiece, ...]
    """In the page's order; at most some thousand."""


def explain_pieces(
    body: bytes, content_type: str | None = None, rules: SiteRules = NO_RULES
) -> tuple[ExplainedPiece, ...]:
    """Return what `read_article` makes of each piece of a page, and why. Never raises."""
    page = read_pieces(decode_page(body[:LARGEST_PAGE], content_type))
    ruled, level = tell_apart(page, rules)
    judged = _judged(page, choose_plainly(page) if level == "structure" else None)
    return tuple(
        _explained(ruled, number, piece, *judged[number])
        for number, piece in enumerate(page.pieces[:_MOST_PIECES])
    )


def _judged(page: WebPage, plainly: frozenset[int] | None) -> Sequence[tuple[float | None, str]]:
    """Return of each piece how much it looks like the article, and why, where no rule decides.

    `plainly` is what the elements of the page told, where the classifier found nothing.
    """
    scores = judge(page)
    if plainly is not None:
        told = (
            "in the element that holds the text" if n in plainly else "left out"
            for n in range(len(page.pieces))
        )
        return [(scores.get(number), why) for number, why in enumerate(told)]
    chosen = choose(page, scores)
    return [
        (scores.get(number), _why(scores.get(number), number in chosen)) for number in range(len(page.pieces))
    ]


def _why(score: float | None, chosen: bool) -> str:
    if score is None:
        return "beside the article's lines" if chosen else "left out"
    if chosen == (score > LIKELY):
        return "like the article" if chosen else "unlike the article"
    return "with what is around it"


def _explained(ruled: Ruled, number: int, piece: PagePiece, score: float | None, why: str) -> ExplainedPiece:
    kept = number in ruled.kept
    if number in ruled.dropped:
        score, why = None, "drop"
    elif ruled.by_keep:
        score, why = None, "keep" if kept else "not in keep"
    return ExplainedPiece(
        piece.kind,
        _shown(ruled.page, ruled.page.pieces[number] if kept else piece),
        _element(ruled.page, piece),
        kept,
        why,
        score,
    )


def _shown(page: WebPage, piece: PagePiece) -> str:
    if piece.kind == "text":
        return piece.text[:_MOST_SHOWN]
    event = page.events[piece.start]
    attributes = event[1][1] if event[0] == "start" else {}
    stated = (" ".join((attributes.get(key) or "").split()) for key in _SOURCES)
    return next(filter(None, stated), "")[:_MOST_SHOWN]


def _element(page: WebPage, piece: PagePiece) -> str:
    return " > ".join(reversed(list(_around(page, piece))))


def _around(page: WebPage, piece: PagePiece) -> Iterator[str]:
    container = page.around(piece)
    for _ in range(_AROUND):
        if not container.place:
            return
        stated = container.attributes
        id_ = (stated.get("id") or "").strip()
        classes = (stated.get("class") or "").split()[:_MOST_CLASSES]
        signs = [f"#{_escaped(id_)}"] if id_ and " " not in id_ else [f".{_escaped(one)}" for one in classes]
        yield container.name + "".join(one for one in signs if len(one) <= _LONGEST_NAME)
        container = page.containers[container.parent]


def _escaped(name: str) -> str:
    """Return a name as a selector writes it."""
    return _TO_ESCAPE.sub(r"\\\1", name)
