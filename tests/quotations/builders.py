"""Texts to quotations, as tests ask for them."""

from __future__ import annotations

from tests.entities.builders import build_prose, text_at
from tui.entities import extract_names
from tui.model.prose import Prose
from tui.model.quotations import DirectQuote
from tui.quotations import quotations_of


def spoken(*paragraphs: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Return what is said in an article of these paragraphs, parts joined by ` … `, and by whom."""
    prose = build_prose(*paragraphs)
    return [(words_of(quote, prose), quote.speaker) for quote in quoted(prose, language)]


def quoted(prose: Prose, language: str = "en") -> tuple[DirectQuote, ...]:
    """Return an article's quotations."""
    return quotations_of(prose, extract_names(prose, language=language), language)


def words_of(quote: DirectQuote, prose: Prose) -> str:
    """Return what was said, parts joined by ` … `."""
    return " … ".join(text_at(prose, part) for part in quote.parts)
