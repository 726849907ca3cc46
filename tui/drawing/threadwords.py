"""What a row of a list, and the bar over a story, say of a thread, in the words that there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tui.text.cells import cell_width

if TYPE_CHECKING:
    from tui.model.threads import ThreadRow

Words = list[tuple[str, str]]
"""Texts, each with its look within a row: `meta`, or `new` for what the reader does not know yet."""

FOLDED: Final = "▸ "
UNFOLDED: Final = "▾ "
"""Stand before the headline of a thread whose other stories are folded into its row, or stand below it."""
_INDENT: Final = "  "
_BETWEEN: Final = " · "

_Forms = tuple[tuple[str, str], ...]
"""One thing to be said, in falling length: (text, look)."""


class ThreadSaid(Protocol):
    """What a row says of the thread that its article belongs to: a `ThreadMark`, or as much of one."""

    @property
    def members(self) -> int:
        """Articles of the thread."""
        ...

    @property
    def sources(self) -> int:
        """Other sources that tell the story too."""
        ...

    @property
    def is_copy(self) -> bool:
        """Whether it prints the text of another article."""
        ...

    @property
    def new(self) -> int | None:
        """Sentences in it that nothing opened of its thread says; None where that is not known."""
        ...


class PaintedThread(NamedTuple):
    """As much of a thread's mark as the first paint draws."""

    members: int
    sources: int
    is_copy: bool
    new: int | None


def painted(stored: str) -> PaintedThread:
    """Read what `store.queries` says of a row's thread in one value: number, members, sources, copy, new."""
    _, members, sources, is_copy, new = stored.split(" ")
    return PaintedThread(int(members), int(sources), is_copy == "1", int(new) if new else None)


def new_in_words(count: int) -> str:
    """Say how many sentences are new to the reader: `6 new sentences`, `nothing new`."""
    if not count:
        return "nothing new"
    return "1 new sentence" if count == 1 else f"{count:,} new sentences"


def new_at_in_words(at: int, count: int, *, short: bool) -> str:
    """Say how much of a story is new, or which new sentence the reader is `at`, from 1: `new 2/6`."""
    if at:
        return f"new {at}/{count}"
    return f"{count:,} new" if short and count else new_in_words(count)


def lead(thread: ThreadSaid | None, branch: ThreadRow | None) -> str:
    """Return what stands before the headline in a list of threads: a sign to unfold by, or blanks as wide."""
    if branch is None:
        return ""
    sign = UNFOLDED if branch.unfolded else _INDENT
    if branch.is_member:
        return _INDENT + (FOLDED if branch.copies else sign)
    return FOLDED if sign == _INDENT and thread is not None and thread.members > 1 else sign


def said_in(thread: ThreadSaid, branch: ThreadRow | None, room: int, *, read: bool = False) -> Words:
    """Return what a row says of its thread in so many cells, in the longest words that fit.

    Of what is `read` the reader knows what was new.
    """
    told = [forms for forms in things(thread, branch, read=read) if forms]
    # The first is shortened first: how much is new says more than how many tell of it.
    for forms in product(*reversed(told)):
        words = _joined(forms[::-1])
        if words and sum(cell_width(text) for text, _ in words) <= room:
            return words
    # Not both, then: the last alone.
    alone = (form for form in (told[-1] if told else ()) if cell_width(form[0]) <= room)
    return list(islice(alone, 1))


def things(thread: ThreadSaid, branch: ThreadRow | None, *, read: bool) -> Iterator[_Forms]:
    """Yield what there is to be said, each in words of falling length."""
    if branch is not None and branch.copies:
        yield _copies(branch.copies)
    elif branch is not None and branch.is_member:
        yield _reason(branch.reason)
    elif thread.sources:
        yield _sources(thread.sources)
    if thread.new is not None and not read:
        look = "new" if thread.new else "meta"
        yield ((new_in_words(thread.new), look), (f"{thread.new:,} new", look))
    elif thread.is_copy:
        yield (("copy", "meta"),)


def _sources(count: int) -> _Forms:
    return ((f"+{count} {'source' if count == 1 else 'sources'}", "meta"), (f"+{count}", "meta"))


def _reason(words: str) -> _Forms:
    """Return a reason, and its first words: what counts most stands there."""
    parts = words.split(", ")
    return tuple((", ".join(parts[:count]), "meta") for count in range(len(parts), 0, -1)) if words else ()


def _copies(count: int) -> _Forms:
    others = "1 other" if count == 1 else f"{count} others"
    return ((f"printed by {others}", "meta"), (f"{count} {'copy' if count == 1 else 'copies'}", "meta"))


def _joined(forms: tuple[tuple[str, str], ...]) -> Words:
    words: Words = []
    for form in forms:
        words += [(_BETWEEN, "meta"), form] if words else [form]
    return words
