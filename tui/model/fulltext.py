"""The whole story where a feed gives less: when its page is asked for, and what came of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FullTextRule = Literal["never", "short", "always"]
"""Whose pages are asked for: nobody's; those of stories of which the feed gives a part; all stories'."""

FullTextState = Literal["wanted", "shown", "kept", "failed"]
"""The page is asked for next; its text is the story's; its text is there, and the feed's own is shown; none
could be had."""

FullTextWish = Literal["key", "saved", "rule"]
"""Who wants a page: the reader, who waits for it; a story that was saved; the rule of its feed."""


@dataclass(frozen=True, slots=True)
class FullText:
    """What is known of a story's page."""

    state: FullTextState
    reason: str | None = None
    """Why the last try brought nothing, in a sentence; None where it did, or there was none."""
    url: str | None = None
    """The page's address after redirects; None before it was ever asked."""
    tried_at: datetime | None = None
    fetched_at: datetime | None = None
    """When the text that is there was fetched; None where there is none."""
    words: int = 0
    """Of the page's text."""
    waits: bool = False
    """Whether it is on the queue: `wanted`, and `shown` where it is to be fetched anew."""
