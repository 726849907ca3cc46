"""Runs of four words: what two printings of one text have in common."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Final

from tui.threads.words import term_of

RUN: Final = 4
"""Words of a run, as copies are told by them."""
SKETCH: Final = 12
_SKETCHED_WORDS: Final = 1200
_MASK: Final = 0xFFFFFFFF
COPIED: Final = 0.5
"""The share of the shorter text's runs that stand in the other, from which on it is a copy."""
_LEAST_RUNS: Final = 6
"""Of a text with fewer none is told to be a copy: two short notes say the same in the same words."""


def runs_of(words: Sequence[str]) -> frozenset[int]:
    """Return the hashes of a text's runs: 32 bits each."""
    terms = [term_of(word) for word in words]
    return frozenset(
        (a * 0x9E3779B1 ^ b * 0x85EBCA77 ^ c * 0xC2B2AE3D ^ d * 0x27D4EB2F) >> 3 & _MASK
        for a, b, c, d in zip(terms, terms[1:], terms[2:], terms[3:], strict=False)
    )


def sketch(runs: frozenset[int]) -> tuple[int, ...]:
    """Return the upper halves of the least hashes: two texts of which one stands in the other share most."""
    return tuple(run >> 16 for run in heapq.nsmallest(SKETCH, runs))


def may_be_copies(runs: frozenset[int], kept: Sequence[int]) -> bool:
    """Tell whether a text may print, or stand in, one of which a sketch is kept: a third of it at least."""
    if len(kept) < _LEAST_RUNS:
        return False
    upper = {run >> 16 for run in runs}
    within = sum(run in upper for run in kept) / len(kept)
    low = {run for run in upper if run <= kept[-1]}
    around = len(low & set(kept)) / len(low) if len(low) > 1 else 0.0
    return max(within, around) >= 1 / 3


def is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether half of the shorter text's runs stand in the other."""
    least = min(len(one), len(other))
    return least >= _LEAST_RUNS and len(one & other) >= COPIED * least
