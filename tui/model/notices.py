"""How the reader is notified of what a sync has brought, as the configuration states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """How, and of what."""

    how: Literal["off", "osc9", "osc777", "bell", "command"] = "off"
    command: tuple[str, ...] = ("notify-send", "--app-name=dateline", "--")
    """The command that tells it; the words are added as one argument."""
    names: bool = True
    """Whether stories of followed names are told of."""
    searches: tuple[str, ...] = ()
    """The saved searches that are told of, by name."""

    @property
    def is_on(self) -> bool:
        """Whether anything is told at all."""
        return self.how != "off"
