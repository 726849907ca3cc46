"""Why an article was put where it is, figure by figure: for benchmarks and for whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.threads.judging import Question, shipped_judges
from tui.threads.likeness import BETWEEN, FIGURES, figures_between, figures_of
from tui.threads.memory import KeptArticle
from tui.threads.traits import ThreadTraits


class Evidence(NamedTuple):
    """A figure, and what it says."""

    figure: str
    value: float
    effect: float
    """By how much it moves the logarithm of the odds from where its middle value would leave them."""


def explain(traits: ThreadTraits, members: Sequence[KeptArticle]) -> tuple[Evidence, ...]:
    """Return what speaks for and against an article's belonging to a thread, the weightiest first."""
    question: Question = "joins" if traits.kept.size else "headline_joins"
    return _weighed(question, tuple(FIGURES), figures_of(traits, members))


def explain_one(one: Sequence[KeptArticle], other: Sequence[KeptArticle]) -> tuple[Evidence, ...]:
    """Return what speaks for and against two threads' being one, the weightiest first."""
    headlines = not any(member.traits.size for member in (*one, *other))
    question: Question = "headlines_are_one" if headlines else "is_one"
    return _weighed(question, tuple(BETWEEN), figures_between(one, other))


def _weighed(question: Question, names: Sequence[str], figures: Sequence[float]) -> tuple[Evidence, ...]:
    effects = shipped_judges()[question].explained(figures)
    told = (Evidence(*each) for each in zip(names, figures, effects, strict=True))
    return tuple(sorted(told, key=lambda one: -abs(one.effect)))
