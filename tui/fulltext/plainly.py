"""What the elements of a page alone tell of its article, for pages that the classifier makes nothing of."""

from __future__ import annotations

from collections import Counter
from typing import Final

from tui.fulltext.features import is_long
from tui.fulltext.pieces import Container, WebPage, hides
from tui.prose.htmltags import HEADINGS

_MOST: Final = 0.6
"""How much of a page has to be running text in one place for the page to be hardly more than that."""
_ASIDE: Final = frozenset({"nav", "footer", "aside", "form", "title", "button", "label"})


def lines_by_mass(page: WebPage) -> frozenset[int]:
    """Return the lines of a page that is hardly more than its text; none where there is much beside it.

    The text is what stands in the element that holds most running text, after what pages were before
    they had menus.
    """
    weights: Counter[int] = Counter()
    whole = 0
    for piece in page.pieces:
        whole += len(piece.text)
        if piece.kind == "text" and is_long(piece) and not _is_aside(page.around(piece)):
            weights[page.around(piece).parent] += len(piece.text)
    if not weights or weights.most_common(1)[0][1] < whole * _MOST:
        return frozenset()
    around = page.containers[weights.most_common(1)[0][0]]
    return frozenset(
        number
        for number, piece in enumerate(page.pieces)
        if around.event <= piece.start < around.end
        and piece.kind == "text"
        and not _is_aside(page.around(piece))
        and (is_long(piece) or page.around(piece).name in HEADINGS or piece.linked * 2 < len(piece.text))
    )


def _is_aside(container: Container) -> bool:
    return container.name in _ASIDE or hides(container)
