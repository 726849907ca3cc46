"""Which pieces of a page belong to the article."""

from __future__ import annotations

from collections import Counter

from tui.fulltext.pieces import WebPage


def choose(page: WebPage) -> frozenset[int]:
    """Return the numbers of the pieces that belong to the article."""
    weights: Counter[int] = Counter()
    for piece in page.pieces:
        if piece.kind == "text" and len(piece.text) > 80 and piece.linked * 3 < len(piece.text):
            around = page.around(piece)
            weights[around.parent] += len(piece.text)
            weights[page.containers[around.parent].parent] += len(piece.text) // 2
    if not weights:
        return frozenset()
    best = page.containers[weights.most_common(1)[0][0]]
    return frozenset(
        number
        for number, piece in enumerate(page.pieces)
        if best.event <= piece.start < best.end
        and (piece.kind != "text" or piece.linked * 2 < len(piece.text))
    )
