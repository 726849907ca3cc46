"""What the elements of a page alone tell of its article, for pages that the classifier makes nothing of."""

from __future__ import annotations

from collections import Counter
from typing import Final

from tui.fulltext.features import is_long
from tui.fulltext.pieces import Container, PagePiece, WebPage, hides
from tui.prose.htmltags import HEADINGS

_MOST: Final = 0.6
"""How much of a page has to be running text in one place for the page to be hardly more than that."""
_ASIDE: Final = frozenset({"nav", "footer", "aside", "form", "title", "button", "label"})


def lines_by_mass(page: WebPage) -> frozenset[int]:
    """Return the lines of a page that is hardly more than its text; none where there is much beside it.

    The text is what stands in the element that holds most running text, after what pages were before
    they had menus.
    """
    place = _heaviest(page)
    if place is None:
        return frozenset()
    around = page.containers[place]
    return frozenset(
        number
        for number, piece in enumerate(page.pieces)
        if around.event <= piece.start < around.end and _is_text(page, piece)
    )


def _heaviest(page: WebPage) -> int | None:
    """Return the place of the element that holds most running text; None where that is little of the page."""
    weights: Counter[int] = Counter()
    for piece in page.pieces:
        if piece.kind == "text" and is_long(piece) and not _is_aside(page.around(piece)):
            weights[page.around(piece).parent] += len(piece.text)
    whole = sum(len(piece.text) for piece in page.pieces)
    for place, weight in weights.most_common(1):
        return place if weight >= whole * _MOST else None
    return None


def _is_text(page: WebPage, piece: PagePiece) -> bool:
    """Whether a line of that element is its text: no menu, no row of links."""
    around = page.around(piece)
    if piece.kind != "text" or _is_aside(around):
        return False
    return is_long(piece) or around.name in HEADINGS or piece.linked * 2 < len(piece.text)


def _is_aside(container: Container) -> bool:
    return container.name in _ASIDE or hides(container)
