"""Which articles a list is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tui.model.ids import FeedId
from tui.model.kinds import EntityKind

ScopeKind = Literal[
    "all",
    "unread",
    "saved",
    "feed",
    "own",
    "folder",
    "further",
    "entity",
    "tag",
    "thread",
    "search",
    "muted",
    "mute",
    "noted",
    "history",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a list shows: everything, the unread, the saved, the noted, a feed's, a name's.

    `own` is of a feed what no other brought before it, `further` of a folder what feeds outside of it have
    too: lists by feed are put together of these, so that each story stands in them once.

    What is muted is in none of them but the saved, the noted, a tag's, and those of what is muted.
    """

    kind: ScopeKind = "all"
    feed_id: FeedId | None = None
    """For `feed` and `own`."""
    entity_kind: EntityKind | None = None
    """For `entity`."""
    name: str | None = None
    """`entity`: its key; `tag`: the tag; `search`: its query; `mute`, `thread`: its number; a folder: its
    path."""


ALL: Final = Scope("all")


UNREAD: Final = Scope("unread")


SAVED: Final = Scope("saved")


MUTED: Final = Scope("muted")


NOTED: Final = Scope("noted")


HISTORY: Final = Scope("history")
"""What was opened, the last first."""
