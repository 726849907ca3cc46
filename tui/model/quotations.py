"""Who said what."""

from __future__ import annotations

from dataclasses import dataclass

from tui.model.articles import Headline
from tui.model.kinds import EntityKind
from tui.model.names import Mention


@dataclass(frozen=True, slots=True)
class DirectQuote:
    """Direct speech in one article: what stands between its marks, letter by letter."""

    parts: tuple[Mention, ...]
    """In reading order; more than one where `he said` stands between them, or it goes on over paragraphs."""
    speaker: str | None = None
    """Who said it: the name as the article has it in full, or the words that stand there (`a police
    spokesman`); None where that is not known."""
    kind: EntityKind | None = None
    """Of the name; None where the speaker is no name of this article."""
    said_at: Mention | None = None
    """Where the speaker is named, or a pronoun stands for them."""
    sure: bool = True
    """False where the speaker is only likely: it is shown otherwise."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation as it is listed: its words, and the article that they stand in."""

    headline: Headline
    text: str
    """Verbatim; parts joined by ` … `."""
    speaker: str | None
    kind: EntityKind | None
    sure: bool
    at: Mention
    """Where it begins."""
