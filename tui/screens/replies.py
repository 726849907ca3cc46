"""What is chosen among, and what the screens over the reader are left with: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from tui.model.articles import Headline
from tui.model.kinds import EntityKind
from tui.model.names import Mention, Place
from tui.model.scopes import Scope


class Choice(NamedTuple):
    """One line to choose."""

    label: str
    value: Any
    detail: str = ""
    """A word at the right: a count, a key."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted on leaving a name's page: its stories as a list, one of them open perhaps."""

    kind: EntityKind
    key: str
    name: str
    story: Headline | None = None
    forms: tuple[str, ...] | None = None
    """To correct the name in all stories: what else it is called. None: that is not wished for."""

    at: Mention | None = None
    """The passage of that story to go to; None: where it names them first."""
    words: str = ""
    """What stands there."""

    @property
    def scope(self) -> Scope:
        """The name's stories."""
        return Scope("entity", entity_kind=self.kind, name=self.key)


@dataclass(frozen=True, slots=True)
class PassageWish:
    """What is wanted on leaving a thread's page or the briefing: a list, and an article at a passage."""

    scope: Scope
    title: str
    """What the list is called."""
    story: Headline | None = None
    at: Mention | None = None
    words: str = ""
    """What stands at that passage."""
    speaker: str | None = None
    """Who says it, of a quotation."""


class MapAnswer(NamedTuple):
    """What the reader leaves the map with."""

    place: Place
    """The one that is chosen."""
    is_opened: bool
    """Whether its page is wanted."""
