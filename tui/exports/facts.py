"""The line of facts under a headline, as every exported document and the command line show it."""

from __future__ import annotations

from tui.model.articles import Article, Headline
from tui.model.prose import Dateline


def facts(article: Article) -> tuple[str, ...]:
    """Return what is known of an article besides its text: its feed, who wrote it, and when."""
    byline = article.prose.byline
    when = when_line(article.headline)
    return tuple(fact for fact in (article.headline.feed, byline and f"By {byline}", when) if fact)


def when_line(headline: Headline) -> str | None:
    """Return an article's time: in UTC where it is known, else as its source wrote it, else None."""
    if headline.published_at is not None:
        return headline.published_at.strftime("%d %B %Y, %H:%M UTC").lstrip("0")
    return headline.published_stated


def dateline_line(dateline: Dateline) -> str:
    """Return a dateline as a text would open with it, but not in capitals: `Istanbul (AP)`."""
    return f"{dateline.place} ({dateline.agency})" if dateline.agency else dateline.place
