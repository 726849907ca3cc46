"""Articles of tests, as the joiner sees them."""

from __future__ import annotations

from tui.entities import extract_names
from tui.model.prose import Paragraph, Prose, Section, Text
from tui.threads.joining import Placement, place
from tui.threads.memory import InMemory
from tui.threads.traits import ThreadTraits, traits_of


def traits(title: str, text: str = "", source: str = "one.example", at: int = 0) -> ThreadTraits:
    """Return what is known of an article of one paragraph."""
    prose = Prose(title, (Section(None, (Paragraph(Text(text)),)),))
    return traits_of(title, "", text, extract_names(prose), source=source, at=at)


class Desk:
    """Articles that arrive one by one."""

    def __init__(self) -> None:
        self.memory = InMemory()
        self.threads: list[int] = []

    def arrive(self, title: str, text: str = "", source: str = "", at: int | None = None) -> Placement:
        """Place and store the next article; each is of a source of its own unless it says which."""
        row = len(self.threads)
        found = traits(title, text, source or f"{row}.example", row * 60 if at is None else at)
        placed = place(found, self.memory)
        self.threads.append(row if placed.thread is None else placed.thread)
        self.memory.add(row, self.threads[row], found, text)
        return placed
