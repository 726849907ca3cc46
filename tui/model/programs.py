"""Programs that stories are handed to, as the reader's configuration names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StoryForm = Literal["markdown", "json", "text"]
"""How a story may be handed to a program: `json` is an item of a JSON Feed."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that stories are handed to."""

    command: tuple[str, ...]
    """Its words; no shell reads them. `{link}`, `{title}`, `{id}` and `{feed}` are filled in."""
    input: StoryForm | Literal["link"] = "markdown"
    """What is on its standard input; `link`: nothing, and the link is an argument."""
    terminal: bool = False
    """Whether it has the terminal until it ends."""
    key: tuple[str, ...] = ()
    """Keys of its own."""
