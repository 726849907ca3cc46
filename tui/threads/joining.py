"""An article joins a thread or begins one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.threads.judging import Judge, Judges, chance, shipped_judges
from tui.threads.likeness import figures_of
from tui.threads.memory import KeptArticle, ThreadMemory
from tui.threads.reasons import reason_of
from tui.threads.runs import is_copy, may_be_copies, runs_of
from tui.threads.traits import KeptTraits, ThreadTraits
from tui.threads.words import rarity_of, words_of

_ROWS_A_TERM: Final = 150
_NEAR: Final = 40
"""Articles that are looked at more closely."""
_TITLED: Final = 4
"""Articles of the same title that are, whatever else they share."""
THREADS_ASKED: Final = 6
MEMBERS_ASKED: Final = 12
"""Of a thread the newest are looked at, and the first."""
_BELONGS: Final = 0.5
_HEADLINE_BELONGS: Final = 0.5
"""How sure it must be that an article joins a thread."""
_FRESH_DAYS: Final = 4.0
_A_DAY: Final = 0.3
"""What each day beyond takes off the evidence, as a logarithm of odds: set by hand, since the times of the
stories that were learnt from are not as they were."""
_TELLING: Final = 5.0
"""The rarity of a title's word that makes a title more than a column's, if the text has it too."""
_SAME_DAY: Final = 20 * 60


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


def place(traits: ThreadTraits, memory: ThreadMemory, judges: Judges | None = None) -> Placement:
    """Return the thread that an article belongs to, among those that a memory holds.

    The article itself is not in the memory yet; who asks stores it afterwards, and then asks `revise`. A
    recurring column always begins a thread of its own. `judges` are those that come with dateline, unless
    others are tried.
    """
    near = near_of(traits, memory)
    copied = _copied(traits, near, memory)
    if copied is not None:
        return Placement(copied.thread, copied.row, reason_of(traits, [copied], is_copy=True), 1.0)
    if traits.kept.is_column or recurs(traits, near):
        return Placement(None)
    judge = (judges or shipped_judges())["joins" if traits.kept.size else "headline_joins"]
    scored = [(_score(traits, members, judge), members) for members in open_threads(near, memory)]
    if not scored:
        return Placement(None)
    others = tuple(
        sorted(((members[0].thread, score) for score, members in scored), key=lambda pair: -pair[1])
    )
    best, members = max(scored, key=lambda pair: pair[0])
    if best < (_BELONGS if traits.kept.size else _HEADLINE_BELONGS):
        return Placement(None, None, "", best, others)
    return Placement(members[0].thread, None, reason_of(traits, members), best, others)


def open_threads(near: Sequence[KeptArticle], memory: ThreadMemory) -> Iterator[Sequence[KeptArticle]]:
    """Yield the members of the likeliest threads, without those of columns."""
    for thread in list(dict.fromkeys(article.thread for article in near))[:THREADS_ASKED]:
        members = memory.members(thread, MEMBERS_ASKED)
        if members and not any(article.traits.is_column for article in members):
            yield members


def near_of(traits: ThreadTraits, memory: ThreadMemory) -> list[KeptArticle]:
    """Return the articles that share most with one, the likeliest first, those of its title among them."""
    shared: Counter[int] = Counter()
    for term, weight in traits.terms:
        for row, other in memory.holding(term, _ROWS_A_TERM):
            shared[row] += weight + other
    likely = [row for row, _ in sorted(shared.items(), key=lambda pair: (-pair[1], -pair[0]))[:_NEAR]]
    if traits.kept.column:
        titled = [row for row, _ in memory.holding(traits.kept.column, _TITLED)]
        likely += [row for row in titled if row not in likely]
    order = {row: place for place, row in enumerate(likely)}
    return sorted(memory.kept(likely), key=lambda article: order[article.row])


def recurs(traits: ThreadTraits, near: Sequence[KeptArticle]) -> bool:
    """Tell whether a title stands for a column: its source has had it over another text before.

    A title of which the text says a rare word too is a story's that goes on.
    """
    if any(rarity_of(mark) >= _TELLING for mark in traits.title_told):
        return False
    return any(_is_another(traits, article.traits) for article in near)


def _is_another(traits: ThreadTraits, other: KeptTraits) -> bool:
    """Tell whether an article of the source had the title over another text, or over none another day."""
    kept = traits.kept
    if kept.column == 0 or (other.column, other.source) != (kept.column, kept.source):
        return False
    if not kept.size:
        return abs(kept.at - other.at) > _SAME_DAY
    return not may_be_copies(traits.runs, other.runs)


def _copied(traits: ThreadTraits, near: Sequence[KeptArticle], memory: ThreadMemory) -> KeptArticle | None:
    """Return the first article whose text this one prints, or that prints this one's."""
    for article in sorted(near, key=lambda article: article.row):
        if may_be_copies(traits.runs, article.traits.runs):
            other = runs_of(words_of(memory.text(article.row)))
            if is_copy(traits.runs, other):
                return article
    return None


def _score(traits: ThreadTraits, members: Sequence[KeptArticle], judge: Judge) -> float:
    """Return how sure it is that an article belongs to the thread of these members, 0 to 1."""
    return chance(judge.evidence(figures_of(traits, members)) - _staleness(traits, members))


def _staleness(traits: ThreadTraits, members: Sequence[KeptArticle]) -> float:
    """Return what the time since the nearest member takes off the evidence."""
    days = min(abs(traits.kept.at - member.traits.at) for member in members) / 1440
    return max(0.0, days - _FRESH_DAYS) * _A_DAY
