"""Direct speech and who spoke: pure, from an article and its names.

Importing this package is cheap; words and weights are read on the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.names import Names
from tui.model.prose import Prose
from tui.model.quotations import DirectQuote
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.quotations import extract
else:  # loaded when first used: word lists and weights
    extract = Lazy("tui.quotations.extract")

__all__ = ["quotations_of"]


def quotations_of(prose: Prose, names: Names, language: str | None = None) -> tuple[DirectQuote, ...]:
    """Return an article's direct speech in reading order, each with its speaker where that is known.

    Parts are half-open, in characters of one leaf's plain text, marks left out. A speaker who is one of
    `names` is called by the name's full form and has its kind. Headline and dek are left out: the text says
    it again. `language`, an ISO 639-1 code, counts unless the text clearly tells another. Time grows with the
    text's length alone; never raises on odd text. Rules: docs/quotes.md.
    """
    return extract.find_quotations(prose, names, language)
