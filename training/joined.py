"""How well threads are found of stories that no judge has seen: by turns of six over topics.

Each article is placed by judges that were trained without its topic, all of them in one stream, in the
order of arrival and in two others. Figures: B-cubed and pairs F1 once all has arrived, and when each had
arrived; columns (with titles that no list has) that do not stand alone; `alike`, the share of pairs of two
like stories of one topic that stand in one thread; and how far two orders of arrival agree, as F1 over
pairs.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from training.joining import SEED, Told, judges_for, read_cases
from tui.threads.joining import place
from tui.threads.judging import Judges, judges_from
from tui.threads.memory import InMemory
from tui.threads.revising import revise

TURNS = 6
OTHER_ORDERS = 2

Threads = Mapping[int, Hashable]
"""Article, by its number in the order of arrival as it was → thread."""


class Agreement(NamedTuple):
    """How far threads agree with those that are right."""

    bcubed: float
    pairs: float


def agreement(right: Threads, found: Threads) -> Agreement:
    """Return B-cubed F1 and F1 over pairs."""
    both = Counter((right[one], found[one]) for one in right)
    rights, founds = Counter(right.values()), Counter(found[one] for one in right)
    precision = sum(often * often / founds[pair[1]] for pair, often in both.items()) / len(right)
    recall = sum(often * often / rights[pair[0]] for pair, often in both.items()) / len(right)
    paired, said, true = (sum(n * (n - 1) for n in counts.values()) for counts in (both, founds, rights))
    return Agreement(2 * precision * recall / (precision + recall), 2 * paired / (said + true))


def alike_joined(told: Sequence[Told], found: Threads) -> float:
    """Return the share of pairs of two stories of one topic that stand in one thread."""
    topics: dict[str, dict[str, Counter[Hashable]]] = defaultdict(lambda: defaultdict(Counter))
    for number, one in enumerate(told):
        topics[one.topic][one.story][found[number]] += 1
    joined = whole = 0
    for stories in topics.values():
        for one, other in combinations(stories.values(), 2):
            joined += sum(often * other[thread] for thread, often in one.items())
            whole += one.total() * other.total()
    return joined / whole if whole else 0.0


def stream(
    told: Sequence[Told], order: Sequence[int], judges: Mapping[str, Judges]
) -> tuple[Threads, Threads]:
    """Return where all stand once the last has arrived, and where each stood when it had."""
    memory = InMemory()
    began: dict[int, int] = {}
    for row, number in enumerate(order):
        one = told[number]
        placed = place(one.traits, memory, judges[one.topic])
        memory.add(row, row if placed.thread is None else placed.thread, one.traits, one.text)
        for move in revise(row, one.traits, placed, memory, judges[one.topic]):
            memory.move([move.row], move.thread)
        began[number] = memory.thread_of(row)
    return {number: memory.thread_of(row) for row, number in enumerate(order)}, began


def turns_of(told: Sequence[Told]) -> dict[str, int]:
    """Return topic → the turn in which it is not learnt from."""
    topics = sorted({one.topic for one in told})
    random.Random(SEED).shuffle(topics)
    return {topic: place % TURNS for place, topic in enumerate(topics)}


def check(stories: Path) -> None:
    """Print the figures."""
    both, cases = read_cases(stories)
    turns = {**turns_of(both[0]), **turns_of(both[1])}
    unseen: list[Judges] = []
    for turn in range(TURNS):
        seen = {
            question: [case for case in some if turn not in {turns[topic] for topic in case.topics}]
            for question, some in cases.items()
        }
        unseen.append(judges_from(judges_for(seen)))
    judges = {topic: unseen[turn] for topic, turn in turns.items()}
    for name, told in zip(("texts", "headlines"), both, strict=True):
        print(name, *_figures(told, judges), sep="  ")


def _figures(told: Sequence[Told], judges: Mapping[str, Judges]) -> list[str]:
    orders = [list(range(len(told)))]
    for seed in range(OTHER_ORDERS):
        orders.append(random.Random(SEED + 100 + seed).sample(orders[0], len(told)))
    settled, arriving = zip(*(stream(told, order, judges) for order in orders), strict=True)
    scored = [number for number, one in enumerate(told) if one.is_scored]
    columns = [number for number, one in enumerate(told) if one.story == one.topic and not one.is_scored]
    right = {number: told[number].story for number in scored}
    said = [_mean("settled", right, settled), _mean("arriving", right, arriving)]
    some = [told[number] for number in scored]
    alike = [alike_joined(some, dict(enumerate(found[n] for n in scored))) for found in settled]
    between = [agreement({n: one[n] for n in scored}, other).pairs for one, other in combinations(settled, 2)]
    merged = sum(
        len(columns) - len({found[n] for n in columns} - {found[n] for n in scored}) for found in settled
    )
    said.append(f"columns merged {merged}")
    return [*said, f"alike {np.mean(alike):.3f}", f"between orders {np.mean(between):.3f}"]


def _mean(name: str, right: Threads, found: Sequence[Threads]) -> str:
    bcubed, pairs = np.mean([agreement(right, one) for one in found], axis=0)
    return f"{name} B3 {bcubed:.3f} pairs {pairs:.3f}"
