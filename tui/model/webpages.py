"""What a web page holds of an article, as it is read apart from its feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Level = Literal["rule", "classifier", "structure", "json-ld", "none"]
"""What told the article from the rest of its page: a rule of the reader's, the classifier, the page's own
elements, the text that it states for search engines; nothing."""


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article as its web page has it."""

    url: str
    """The page's address, after redirects; what is relative in `markup` resolves against it."""
    markup: str = ""
    """The article as plain HTML, with nothing else of its page; empty where there is none."""
    words: int = 0
    level: Level = "none"
    problem: str | None = None
    """Why there is no text, or not all of it, in a sentence for the reader."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_stated: str | None = None
    dek: str | None = None
    picture: str | None = None
    """The address of its main picture."""
    canonical: str | None = None
    """The address that the page says it has."""
    next_page: str | None = None
    """Where the article goes on."""
    site_name: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What the reader says of one site's pages: CSS selectors, empty where nothing is said."""

    keep: str = ""
    """What alone is the article."""
    drop: str = ""
    """What is none of it."""


NO_RULES = SiteRules()
