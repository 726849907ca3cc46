"""The reader's notes: words to an article, or to a passage of it, which is highlighted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

LONGEST_WORDS: Final = 100_000
"""Characters of one note; what goes beyond is cut off."""
LONGEST_PASSAGE: Final = 200_000
"""Characters of one passage."""
_KEY: Final = re.compile("[A-Za-z0-9_-]{8,64}")
_TOLD: Final = 60


def read_key(text: str) -> str | None:
    """Return a text that came from outside as a note's key; None where it has not the form of one."""
    return text if _KEY.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage by its own words and those around it: the TextQuoteSelector of W3C's Web Annotation.

    In characters of the article's text, one leaf a line: see `tui.changes.passages`.
    """

    exact: str
    prefix: str = ""
    """What stands right before it; empty where it opens the text."""
    suffix: str = ""
    """What stands right behind it; empty where it ends the text."""
    start: int = 0
    """Where it began when it was marked: tells where the words around it do not."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader wrote to an article; a highlight has a passage and perhaps no words."""

    key: str
    """Its name, in exports too: what is read back is not added a second time."""
    words: str = ""
    """As written, of several lines perhaps; empty only where there is a passage."""
    quotation: Quotation | None = None
    """The passage; None where the note is to the whole article."""
    made_at: datetime | None = None
    changed_at: datetime | None = None
    at: tuple[int, int] | None = None
    """Where the passage stands in the text as it is now, half-open; None where it is not there any more, and
    before anybody looked."""

    @property
    def is_lost(self) -> bool:
        """Whether it is to a passage that the text does not have."""
        return self.quotation is not None and self.at is None

    @property
    def line(self) -> str:
        """What it says in one line: its words, else its passage."""
        said = self.words or (self.quotation.exact if self.quotation else "")
        return " ".join(said.split())

    @property
    def excerpt(self) -> str:
        """Its passage in quotes, and its words, in one line: for the list of what is noted."""
        quoted = f"“{' '.join(self.quotation.exact.split())}”" if self.quotation else ""
        return " ".join(part for part in (quoted, *self.words.split()) if part)

    @property
    def title(self) -> str:
        """What it says, short enough to stand in a sentence."""
        return self.line if len(self.line) <= _TOLD else f"{self.line[: _TOLD - 1].rstrip()}…"
