"""Values with defaults, so that a test states only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from tui.model.articles import Article, Headline
from tui.model.ids import ArticleId, FeedId
from tui.model.names import NO_NAMES, Names
from tui.model.prose import Paragraph, Prose, Section, Text

NOON = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)


def build_headline(
    headline: str = "Talks open in Istanbul",
    *,
    row: int = 1,
    feed: str = "Harbour Post",
    listed_at: int = int(NOON.timestamp()),
    read: bool = False,
    saved: bool = False,
    changed: bool = False,
    published_at: datetime | None = NOON,
    published_stated: str | None = None,
    url: str | None = "https://example.org/1",
) -> Headline:
    """Return a list entry."""
    return Headline(
        id=ArticleId(f"id{row:010d}"),
        row=row,
        listed_at=listed_at,
        headline=headline,
        feed=feed,
        feed_id=FeedId(1),
        url=url,
        published_at=published_at,
        published_stated=published_stated,
        arrived_at=NOON,
        read=read,
        saved=saved,
        changed=changed,
    )


def build_sections(*paragraphs: str, heading: str | None = None) -> tuple[Section, ...]:
    """Return one section of paragraphs."""
    blocks = tuple(Paragraph(Text(text)) for text in paragraphs)
    return (Section(Text(heading) if heading else None, blocks),)


def build_article(
    *paragraphs: str,
    sections: Sequence[Section] | None = None,
    names: Names = NO_NAMES,
    dek: str | None = None,
    headline: str = "Talks open in Istanbul",
    listed: Headline | None = None,
) -> Article:
    """Return an article that can be opened."""
    made = tuple(sections) if sections is not None else build_sections(*(paragraphs or ("A text.",)))
    return Article(listed or build_headline(headline), Prose(headline, made, dek=dek), names)
