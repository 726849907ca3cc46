"""Retention as the reader has configured it, or says for once: what it removes, told before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.model.articles import Feed
from tui.model.ids import OWN_FEEDS
from tui.store import feeds, retention
from tui.store.connection import Database
from tui.store.retention import RetentionRule
from tui.store.times import from_seconds

if TYPE_CHECKING:
    from tui.model.answers import ProgressCallback
    from tui.settings.config import Config

_INDEX_SHARE: Final = 1.9
"""Bytes of the file for each byte of text and names: the index, and what pages leave empty."""
_ROW_BYTES: Final = 700
"""And for each article: its lines in the lists, its headline and summary."""


@dataclass(frozen=True, slots=True)
class FeedPruning:
    """What is removed of one feed."""

    feed: Feed
    articles: int
    unread: int
    oldest: datetime | None
    newest: datetime | None
    """As they are listed; None where no calendar holds the moment."""
    bytes_freed: int
    """About: the index is shared by all articles."""


@dataclass(frozen=True, slots=True)
class Pruning:
    """What retention removes: fixed when it was worked out."""

    rows: tuple[int, ...]
    feeds: tuple[FeedPruning, ...]
    """Those that lose something, in the order of the feeds."""
    unread: bool
    """Whether unread articles go too."""
    has_rules: bool
    """Whether anything was to be removed by any rule at all."""

    @property
    def bytes_freed(self) -> int:
        """About how much becomes free in the file."""
        return sum(share.bytes_freed for share in self.feeds)


def plan(
    database: Database,
    config: Config,
    now: int,
    *,
    days: int | None,
    articles: int | None,
    only: Sequence[Feed],
    unread: bool,
) -> Pruning:
    """Work out what is to be removed; see `RulesDesk.prune_plan`."""
    with database.read() as conn:
        # Those given up too: their articles still wait for an undo.
        known = (*feeds.feeds(conn), *feeds.given_up(conn))
        chosen = only or [feed for feed in known if feed.url not in OWN_FEEDS]
        rules = {feed.id: _rule(config, feed, days, articles) for feed in chosen}
        rows = retention.chosen(conn, rules, now, unread=unread)
        shares = retention.shares(conn, rows)
    return Pruning(
        rows=tuple(rows),
        feeds=tuple(_told(feed, shares[feed.id]) for feed in known if feed.id in shares),
        unread=unread,
        has_rules=bool(days or articles) or any(rules.values()),
    )


def carry_out(database: Database, pruning: Pruning, now: int, tell: ProgressCallback) -> int:
    """Remove what was worked out; see `RulesDesk.prune`."""
    return retention.remove(database, pruning.rows, now, unread=pruning.unread, tell=tell)


def has_rules(config: Config) -> bool:
    """Tell whether the reader has configured any retention."""
    common = config.retention
    own = config.feeds.values()
    return bool(
        common.keep_days or common.keep_articles or any(feed.keep_days or feed.keep_articles for feed in own)
    )


def _rule(config: Config, feed: Feed, days: int | None, articles: int | None) -> RetentionRule:
    """Return what holds for a feed: what was said for once, else what is configured."""
    # What is said for once stands alone: to keep thirty days is no wish to keep a hundred articles.
    if days is not None or articles is not None:
        return RetentionRule(days or 0, articles or 0)
    own = config.for_feed(feed.url)
    return RetentionRule(own.keep_days or 0, own.keep_articles or 0)


def _told(feed: Feed, share: retention.FeedShare) -> FeedPruning:
    return FeedPruning(
        feed=feed,
        articles=share.articles,
        unread=share.unread,
        oldest=from_seconds(share.oldest),
        newest=from_seconds(share.newest),
        bytes_freed=round(share.data_bytes * _INDEX_SHARE) + share.articles * _ROW_BYTES,
    )
