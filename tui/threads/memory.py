"""What joining asks of a store, and a store of that kind in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from tui.threads.traits import KeptTraits, ThreadTraits


class KeptArticle(NamedTuple):
    """An article that has a thread."""

    row: int
    """Its number; who arrived later has a higher one, as a rule."""
    thread: int
    traits: KeptTraits
    is_by_hand: bool = False
    """The reader put it there; nothing else moves it."""


class ThreadMemory(Protocol):
    """What joining asks: four look-ups, each bounded by what it is given."""

    def holding(self, term: int, limit: int) -> Sequence[tuple[int, int]]:
        """Return (row, weight) of the newest articles within the window that are found by a term."""
        ...

    def kept(self, rows: Sequence[int]) -> Sequence[KeptArticle]:
        """Return those of these rows that have a thread, in any order; feeds may stay out of threads."""
        ...

    def members(self, thread: int, limit: int) -> Sequence[KeptArticle]:
        """Return the newest articles of a thread, newest first; of one with more its first too, last."""
        ...

    def text(self, row: int) -> str:
        """Return an article's plain text as `traits_of` got it, lead and text; asked of suspected copies."""
        ...


class InMemory:
    """Threads of articles that are stored nowhere: for scoring and for tests."""

    def __init__(self) -> None:
        self._index: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._kept: dict[int, KeptArticle] = {}
        self._threads: dict[int, list[int]] = defaultdict(list)
        self._texts: dict[int, str] = {}

    def add(self, row: int, thread: int, traits: ThreadTraits, text: str) -> None:
        """Store an article in a thread; `row` is new."""
        # By way of the bytes, as a store keeps them.
        kept = KeptTraits.unpacked(traits.kept.packed())
        assert kept is not None
        self._kept[row] = KeptArticle(row, thread, kept)
        self._threads[thread].append(row)
        self._texts[row] = text
        for term, weight in traits.terms:
            self._index[term].append((row, weight))

    def move(self, rows: Iterable[int], thread: int, *, by_hand: bool = False) -> None:
        """Put articles into another thread."""
        for row in rows:
            article = self._kept[row]
            self._threads[article.thread].remove(row)
            self._kept[row] = article._replace(thread=thread, is_by_hand=by_hand)
            self._threads[thread] = sorted({*self._threads[thread], row})

    def holding(self, term: int, limit: int) -> Sequence[tuple[int, int]]:
        """See `ThreadMemory`."""
        return self._index[term][-limit:][::-1]

    def kept(self, rows: Sequence[int]) -> Sequence[KeptArticle]:
        """See `ThreadMemory`."""
        return [self._kept[row] for row in rows if row in self._kept]

    def members(self, thread: int, limit: int) -> Sequence[KeptArticle]:
        """See `ThreadMemory`."""
        rows = self._threads[thread]
        newest = [self._kept[row] for row in rows[-limit:][::-1]]
        return [*newest, self._kept[rows[0]]] if len(rows) > limit else newest

    def text(self, row: int) -> str:
        """See `ThreadMemory`."""
        return self._texts[row]

    def thread_of(self, row: int) -> int:
        """Return the thread of an article."""
        return self._kept[row].thread

    def threads(self) -> dict[int, int]:
        """Return row → thread of all articles."""
        return {row: article.thread for row, article in self._kept.items()}
