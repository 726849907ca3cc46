"""Train what judges threads: `python -m training.threads --stories FILE`; see training/README.md.

Stories told by many articles are played as they arrive, each story in one thread or broken into several by
chance; each article is then asked of the threads that it might belong to, and each thread of its neighbours.
"""

from __future__ import annotations

import json
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from training.score import prose_of
from tui.entities import extract_names
from tui.threads import joining
from tui.threads.judging import Question
from tui.threads.likeness import BETWEEN, FIGURES, figures_between, figures_of
from tui.threads.memory import InMemory
from tui.threads.traits import ThreadTraits, traits_of

SEED = 1
ORDERS = {False: 9, True: 2}
"""Orders of arrival that are played, of texts and of headlines."""
QUESTIONS: tuple[Question, ...] = ("joins", "is_one", "headline_joins", "headlines_are_one")
BROKEN = ((0.03, 0.25, 0.5), (0.1, 0.35))
"""How often an article begins a thread though its story has one, in every other order."""
CUT_WORDS = 40
CUT = 0.4
"""How many texts are cut to so many words, in every third order: feeds that give a summary alone."""
ALIKE = 12.0
"""How much more it weighs that two like stories of one topic are kept apart."""
TREES = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 40,
    "max_features": 0.3,
    "l2_regularization": 5.0,
    "random_state": SEED,
    "early_stopping": False,
}


@dataclass(frozen=True, slots=True)
class Told:
    """An article of which the story is known."""

    story: str
    topic: str
    """What like stories have in common."""
    traits: ThreadTraits
    cut: ThreadTraits
    """Of the beginning alone."""
    text: str
    is_scored: bool
    """Not a column, nor a printing of another's text: those are told by rules."""


@dataclass(frozen=True, slots=True)
class Case:
    """Figures, and what the answer should have been."""

    story: str
    topics: tuple[str, str]
    """The article's, and the other's."""
    figures: tuple[float, ...]
    is_so: bool


_FIRST = "quiet early open small seven golden loose second inner slow daily late blue simple plain".split()
_SECOND = (
    "notebook window ladder frames bench garden table compass pages voices steps hour stroll shelf".split()
)
"""Of titles of columns that no list has."""


Cases = dict[Question, list[Case]]


def read_stories(path: Path) -> tuple[list[Told], list[Told]]:
    """Return the articles with a text, and those that are headlines alone, in arrival order."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    rows.sort(key=lambda row: (row["arrived"], row["id"]))
    stories = {row["id"]: row["story"] for row in rows}
    # Else nothing would be learnt of columns: their titles are in a list.
    names = iter(random.Random(SEED).sample([f"{one} {other}" for one in _FIRST for other in _SECOND], 180))
    rows = [row | {"title": next(names)} if row["set"] == "recurring" else row for row in rows]
    told = [
        Told(
            stories.get(row["story"], row["story"]) if row["set"] == "copies" else row["story"],
            str(row["topic"]) if row["set"] in ("ecb", "copies") else row["story"],
            _traits(row, row["body"]),
            _traits(row, " ".join(row["body"].split()[:CUT_WORDS])),
            row["body"],
            row["set"] in ("ecb", "uci"),
        )
        for row in rows
    ]
    return [one for one in told if one.traits.kept.size], [one for one in told if not one.traits.kept.size]


def _traits(row: Mapping[str, str], text: str) -> ThreadTraits:
    names = extract_names(prose_of(row["title"], text)[0])
    return traits_of(row["title"], "", text, names, source=row["source"], at=int(row["arrived"]) // 60)


def play(told: Sequence[Told], broken: float, seed: int) -> tuple[list[Case], list[Case]]:
    """Return the cases of articles beside threads, and of threads beside threads, of one order of arrival."""
    chance = random.Random(seed)
    memory = InMemory()
    threads: dict[str, list[int]] = defaultdict(list)
    joins: list[Case] = []
    ones: list[Case] = []
    for row, one in enumerate(told):
        near = list(joining.open_threads(joining.near_of(one.traits, memory), memory))
        joins += [_case(one, told[others[0].thread], figures_of(one.traits, others)) for others in near]
        own = threads[one.story]
        if not own or chance.random() < broken:
            own.append(row)
            thread = row
        else:
            thread = chance.choice(own)
        memory.add(row, thread, one.traits, "")
        members = memory.members(thread, joining.MEMBERS_ASKED)
        ones += [
            _case(one, told[others[0].thread], figures_between(members, others))
            for others in near
            if others[0].thread != thread
        ]
    return joins, ones


def _case(one: Told, other: Told, figures: tuple[float, ...]) -> Case:
    return Case(one.story, (one.topic, other.topic), figures, one.story == other.story)


def cases_of(told: Sequence[Told], headlines: bool) -> tuple[list[Case], list[Case]]:
    """Return the cases of all orders."""
    joins: list[Case] = []
    ones: list[Case] = []
    for order in range(ORDERS[headlines]):
        played = list(told)
        if order:
            chance = random.Random(SEED + order)
            chance.shuffle(played)
            if order % 3 == 2:
                played = [replace(one, traits=one.cut) if chance.random() < CUT else one for one in played]
        for broken in BROKEN[order % 2]:
            more, others = play(played, broken, SEED + order)
            joins += more
            ones += others
    return joins, ones


def _is_alike(case: Case) -> bool:
    """Tell whether the other is another story of the same topic."""
    return case.topics[0] == case.topics[1] and not case.is_so


def trained(cases: Sequence[Case], signs: Mapping[str, int]) -> HistGradientBoostingClassifier:
    """Return trees for cases, in which a large story weighs more than a small one, but not by its size."""
    often = Counter((case.story, case.is_so) for case in cases)
    weights = [often[case.story, case.is_so] ** -0.5 * (ALIKE if _is_alike(case) else 1.0) for case in cases]
    model = HistGradientBoostingClassifier(**TREES, monotonic_cst=list(signs.values()))
    model.fit(
        [case.figures for case in cases], [case.is_so for case in cases], np.array(weights) / np.mean(weights)
    )
    return model


def as_judge(model: HistGradientBoostingClassifier, cases: Sequence[Case]) -> dict[str, object]:
    """Return trees as `tui.threads.judging` reads them."""
    middle = np.median([case.figures for case in cases], axis=0)
    return {
        "bias": round(float(model._baseline_prediction.ravel()[0]), 5),
        "typical": [round(float(value), 4) for value in middle],
        "trees": [list(_nodes(predictors[0].nodes)) for predictors in model._predictors],
    }


def _nodes(nodes: np.ndarray) -> Iterator[list[float]]:
    for node in nodes:
        if node["is_leaf"]:
            yield [-1, round(float(node["value"]), 5), 0, 0]
        else:
            yield [
                int(node["feature_idx"]),
                round(float(node["num_threshold"]), 5),
                int(node["left"]),
                int(node["right"]),
            ]


def judges_for(cases: Cases) -> dict[str, object]:
    """Train a judge for each question."""
    signs = (FIGURES, BETWEEN)
    return {
        question: as_judge(trained(cases[question], signs[number % 2]), cases[question])
        for number, question in enumerate(QUESTIONS)
    }


def read_cases(stories: Path) -> tuple[tuple[list[Told], list[Told]], Cases]:
    """Return the articles, with texts and without, and the cases of each question."""
    told = read_stories(stories)
    both = [cases for headlines in (False, True) for cases in cases_of(told[headlines], headlines)]
    return told, dict(zip(QUESTIONS, both, strict=True))


def write_judges(stories: Path, out: Path) -> None:
    """Train all four judges and write `judges.z`."""
    _, cases = read_cases(stories)
    for question, some in cases.items():
        print(f"{question}: {len(some)} cases, {sum(case.is_so for case in some)} so")
    text = json.dumps(judges_for(cases), separators=(",", ":"))
    (out / "judges.z").write_bytes(zlib.compress(text.encode(), 9))
