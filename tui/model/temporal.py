"""Dates that a text names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DatedPhrase:
    """Words that name a day, a month or a year: half-open, in characters of one leaf."""

    section: int
    leaf: int
    start: int
    end: int
    value: str
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`; sure, or the phrase is not there."""
