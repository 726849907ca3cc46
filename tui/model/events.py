"""What a sync tells while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tui.model.ids import ArticleId, FeedId

Which = Literal["due", "open", "all"]
"""Which feeds a sync asks: those whose time has come; all whose servers have not asked to be left alone for
now; or these too. Paused feeds and those that are gone are in none."""


SyncEventKind = Literal["started", "feed", "failed", "finished", "prepared", "text", "texts"]
"""`text`: one story's page was asked for; `texts`: the last of these, where there was any."""


@dataclass(frozen=True, slots=True)
class SyncEvent:
    """One line of a sync's story, as `sync --events json` prints it."""

    kind: SyncEventKind
    feed_id: FeedId | None = None
    feed: str | None = None
    new: int = 0
    changed: int = 0
    done: int = 0
    """Feeds answered so far, of `total`; with `text` and `texts` pages."""
    total: int = 0
    error: str | None = None
    """Why it failed, or ended early."""
    article: ArticleId | None = None
    """With `text`: whose page it was."""
    failures: tuple[tuple[str, str], ...] = field(default=())
    """With `finished`: each failing feed's title and why."""


Tell = Callable[[SyncEvent], None]
"""What hears how a sync goes."""
