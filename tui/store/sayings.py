"""What stored articles tell, with its words: quotations and dated phrases, each as it stands in its text."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tui.errors import TextDamaged
from tui.model.articles import Headline
from tui.model.quotations import DirectQuote, Saying
from tui.store.delivered import unpack_body
from tui.store.headlines import headlines
from tui.store.texts import stored_names
from tui.store.toldbytes import Cut, NameKey, Telling, cut_from, rows_in, unpack

_KEPT: Final = """
SELECT t.data, b.data, a.headline, a.dek FROM told AS t
 CROSS JOIN bodies AS b ON b.article = t.article CROSS JOIN articles AS a ON a.row = t.article
 WHERE t.article = ? AND b.form = 'blocks'
"""
_BETWEEN_PARTS: Final = " … "


@dataclass(frozen=True, slots=True)
class ToldText:
    """What an article tells, and what cuts the words of it from its text."""

    told: Telling
    cut: Cut
    rows: Mapping[NameKey, int] = field(default_factory=dict[NameKey, int])
    """Whom it quotes, by their rows across articles; of names that have none, nothing."""


def told_in(conn: sqlite3.Connection, row: int) -> ToldText | None:
    """Return what an article tells.

    None where that is nothing or not known (yet), or where its text is another meanwhile.
    """
    found = conn.execute(_KEPT, (row,)).fetchone()
    if found is None:
        return None
    kept, body, *front = found
    names = stored_names(conn, row)[0]
    try:
        cut = cut_from(unpack_body(body).sections, *front)
        told = unpack(kept, names, cut, zlib.crc32(body))
    except TextDamaged:  # who mends it finds it anew
        return None
    return None if told is None else ToldText(told, cut, rows_in(kept, names))


def sayings_of(conn: sqlite3.Connection, rows: Sequence[int]) -> dict[int, tuple[Saying, ...]]:
    """Return the quotations of some articles by row, in reading order; of those without, nothing."""
    found: dict[int, tuple[Saying, ...]] = {}
    for headline in headlines(conn, rows):
        told = told_in(conn, headline.row)
        if told is not None and told.told.quotes:
            found[headline.row] = tuple(as_sayings(headline, told.told.quotes, told.cut))
    return found


def as_sayings(headline: Headline, quotes: Sequence[DirectQuote], cut: Cut) -> Iterator[Saying]:
    """Yield quotations with their words; one of which the words are gone is left out."""
    for quote in quotes:
        parts = [cut(part) for part in quote.parts]
        if all(parts):
            yield Saying(
                headline=headline,
                text=_BETWEEN_PARTS.join(parts),
                speaker=quote.speaker,
                kind=quote.kind,
                sure=quote.sure,
                at=quote.parts[0],
            )


def said_by(conn: sqlite3.Connection, entity: int, rows: Sequence[int]) -> Iterator[list[Saying]]:
    """Yield what some articles quote a name with, article by article."""
    for headline in headlines(conn, rows):
        told = told_in(conn, headline.row)
        if told is not None:
            names = {name for name, row in told.rows.items() if row == entity}
            quotes = [quote for quote in told.told.quotes if (quote.kind, quote.speaker) in names]
            yield list(as_sayings(headline, quotes, told.cut))
