"""The standfirst of an article: what its page states as a description, where that is one.

Descriptions are written for search engines as often as for readers: many are the beginning of the text, and
many tell of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tui.fulltext.headlines import key_of
from tui.fulltext.heads import unescaped
from tui.fulltext.pieces import PagePiece
from tui.text.safe import clean_line

_LONGEST: Final = 600
_LEAST: Final = 30
"""Characters; half of them where there are no blanks between words."""
_LEAST_SITE: Final = 5
"""Letters of a site's name that tell of it wherever they stand."""
_PIECES_READ: Final = 400
_BEGINNING: Final = 60
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")


class Description(NamedTuple):
    """What a page states to be told of it."""

    text: str
    is_of_article: bool
    """Whether it is said to be the article's, rather than the page's."""


def dek_among(
    stated: Iterable[Description], pieces: Sequence[PagePiece], headline: str, sites: frozenset[str]
) -> str | None:
    """Return the first description that is a standfirst; None where none is.

    One that the page shows as a line of its own is one beyond doubt. Else it is no beginning of another line,
    not cut short, does not name the site, and is said to be the article's.
    """
    for description in stated:
        dek = clean_line(_TAG.sub(" ", unescaped(description.text)))
        key = key_of(dek)
        if not _is_of_deks_length(dek) or key in (key_of(headline), *sites):
            continue
        if dek.endswith(("…", "...")):
            return None
        if _is_shown(dek, key, pieces):
            return dek
        if _begins_a_line(dek, pieces):
            return None
        if description.is_of_article and not _tells_of_site(key, sites):
            return dek
    return None


def _is_of_deks_length(text: str) -> bool:
    least = _LEAST if " " in text else _LEAST // 2
    return least <= len(text) <= _LONGEST


def _tells_of_site(key: str, sites: frozenset[str]) -> bool:
    return any(len(site) >= _LEAST_SITE and site in key for site in sites)


def _is_shown(dek: str, key: str, pieces: Sequence[PagePiece]) -> bool:
    alike = (piece.text for piece in pieces[:_PIECES_READ] if abs(len(piece.text) - len(dek)) <= 3)
    return any(key_of(text) == key for text in alike)


def _begins_a_line(dek: str, pieces: Sequence[PagePiece]) -> bool:
    start = dek[:_BEGINNING]
    return any(piece.text.startswith(start) for piece in pieces[:_PIECES_READ])
