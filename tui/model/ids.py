"""What articles and feeds are known by."""

from __future__ import annotations

import re
from typing import Final, NewType

ArticleId = NewType("ArticleId", str)
"""Twelve characters of lower-case base32, derived from feed and guid: `store.identity.article_id`."""


FeedId = NewType("FeedId", int)
"""A feed's row; stable within one database only."""


ThreadId = NewType("ThreadId", int)
"""The row of the article that began a thread; valid within one database only."""


SEED_FEED_URL: Final = "dateline:seeds"
"""The feed that bundled and dropped-in seed files belong to."""
PAGES_FEED_URL: Final = "dateline:pages"
"""The feed that web pages belong to which the reader saved one by one."""
OWN_FEEDS: Final = (SEED_FEED_URL, PAGES_FEED_URL)
"""The feeds that no server has: nobody subscribes to them, and no sync asks them."""


_ARTICLE_ID: Final = re.compile("[a-z2-7]{12}")


def read_article_id(text: str) -> ArticleId | None:
    """Return a text that came from outside as an article's id; None where it has not the form of one."""
    return ArticleId(text) if _ARTICLE_ID.fullmatch(text) else None
