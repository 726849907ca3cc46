"""An article joins a thread or begins one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.threads.likeness import figures_of
from tui.threads.memory import KeptArticle, ThreadMemory
from tui.threads.reasons import reason_of
from tui.threads.runs import is_copy, may_be_copies, runs_of
from tui.threads.traits import ThreadTraits
from tui.threads.words import words_of

_ROWS_A_TERM: Final = 150
_NEAR: Final = 40
"""Articles that are looked at more closely."""
_THREADS: Final = 6
_MEMBERS: Final = 12
_JOINED: Final = 0.3


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs."""

    thread: int | None
    """None: it begins a thread, whose number is the store's to choose: the article's own row."""
    copy_of: int | None = None
    """The row of an article of that thread whose text it prints."""
    reason: str = ""
    """In words, without a full stop: `Ruto, Nairobi, 2 days`; empty where it begins a thread."""
    score: float = 0.0
    """How sure it is that it belongs there, 0 to 1; where it begins one, how sure of the best other."""
    others: tuple[tuple[int, float], ...] = ()
    """The threads that were thought of, the likeliest first, with how sure it is of each: for `revise`."""


def place(traits: ThreadTraits, memory: ThreadMemory) -> Placement:
    """Return the thread that an article belongs to, among those that a memory holds.

    The article itself is not in the memory yet; who asks stores it afterwards, and then asks `revise`. A
    recurring column always begins a thread of its own.
    """
    near = _near(traits, memory)
    copied = _copied(traits, near, memory)
    if copied is not None:
        return Placement(copied.thread, copied.row, reason_of(traits, [copied], is_copy=True), 1.0)
    if traits.kept.is_column or _recurs(traits, near):
        return Placement(None)
    scored = [(_score(traits, members), members) for members in _open_threads(near, memory)]
    if not scored:
        return Placement(None)
    others = tuple(
        sorted(((members[0].thread, score) for score, members in scored), key=lambda pair: -pair[1])
    )
    best, members = max(scored, key=lambda pair: pair[0])
    if best < _JOINED:
        return Placement(None, None, "", best, others)
    return Placement(members[0].thread, None, reason_of(traits, members), best, others)


def _open_threads(near: Sequence[KeptArticle], memory: ThreadMemory) -> Iterator[Sequence[KeptArticle]]:
    """Yield the members of the likeliest threads, without those of columns."""
    for thread in list(dict.fromkeys(article.thread for article in near))[:_THREADS]:
        members = memory.members(thread, _MEMBERS)
        if members and not any(article.traits.is_column for article in members):
            yield members


def _near(traits: ThreadTraits, memory: ThreadMemory) -> list[KeptArticle]:
    """Return the articles that share most with one, the likeliest first, those of its title among them."""
    shared: Counter[int] = Counter()
    for term, weight in traits.terms:
        for row, other in memory.holding(term, _ROWS_A_TERM):
            shared[row] += weight + other
    likely = [row for row, _ in sorted(shared.items(), key=lambda pair: (-pair[1], -pair[0]))[:_NEAR]]
    order = {row: place for place, row in enumerate(likely)}
    return sorted(memory.kept(likely), key=lambda article: order[article.row])


def _recurs(traits: ThreadTraits, near: Sequence[KeptArticle]) -> bool:
    """Tell whether the same source has had the title over another text."""
    kept = traits.kept
    return any(
        article.traits.column == kept.column != 0
        and article.traits.source == kept.source
        and not may_be_copies(traits.runs, article.traits.runs)
        and bool(kept.size)
        for article in near
    )


def _copied(traits: ThreadTraits, near: Sequence[KeptArticle], memory: ThreadMemory) -> KeptArticle | None:
    """Return the first article whose text this one prints, or that prints this one's."""
    for article in sorted(near, key=lambda article: article.row):
        if may_be_copies(traits.runs, article.traits.runs):
            other = runs_of(words_of(memory.text(article.row)))
            if is_copy(traits.runs, other):
                return article
    return None


def _score(traits: ThreadTraits, members: Sequence[KeptArticle]) -> float:
    """Return how sure it is that an article belongs to the thread of these members, 0 to 1."""
    figures = figures_of(traits, members)
    return 0.5 * figures[0] + 0.5 * figures[1]
