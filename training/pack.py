"""Turn a model that crfsuite trained into `tagger.z`, which `tui.entities.weights` reads.

Weights are scaled so that the largest fits a signed byte, and rounded; what rounds to nothing is dropped.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tui.entities.weights import checksum

PRUNE_BELOW = 2.0
"""State weights smaller than this are dropped."""
Weights = tuple[dict[tuple[str, str], float], dict[str, dict[str, float]]]
"""Transitions (from, to) → weight; attribute → label → weight."""
_TRANSITION = re.compile(r"^\s+\(1\) (\S+) --> (\S+): (\S+)$")
_STATE = re.compile(r"^\s+\(0\) (.*) --> (\S+): (\S+)$")


def read_dump(path: Path) -> Weights:
    """Return the transitions and the state weights (attribute → label → weight) of a crfsuite dump."""
    transitions: dict[tuple[str, str], float] = {}
    states: dict[str, dict[str, float]] = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if found := _STATE.match(line):
                states[found[1]][found[2]] = float(found[3])
            elif found := _TRANSITION.match(line):
                transitions[found[1], found[2]] = float(found[3])
    return transitions, states


def average(models: Sequence[Weights]) -> Weights:
    """Return the mean of the models' weights; one that a model lacks counts as 0."""
    transitions: dict[tuple[str, str], float] = defaultdict(float)
    states: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for steps, rows in models:
        for pair, weight in steps.items():
            transitions[pair] += weight / len(models)
        for attribute, row in rows.items():
            for label, weight in row.items():
                states[attribute][label] += weight / len(models)
    return transitions, states


def pack(
    transitions: dict[tuple[str, str], float],
    states: dict[str, dict[str, float]],
    prune_below: float = PRUNE_BELOW,
) -> bytes:
    """Return the packed model without the state weights smaller than `prune_below`.

    Compressed: the length of a line of JSON in four bytes, that line, then for all attributes in the order of
    their checksums the four bytes of the checksum, the highest of all first, then a byte a label for each.
    """
    names = {label for pair in transitions for label in pair} | {x for row in states.values() for x in row}
    labels = ["O", *sorted(names - {"O"})]
    scale = 127 / max(abs(weight) for row in states.values() for weight in row.values())
    rows = _rows(states, labels, scale, prune_below)
    table = [[round(transitions.get((a, b), 0.0) * scale) for b in labels] for a in labels]
    head = json.dumps({"labels": labels, "transitions": table, "attributes": len(rows)}).encode()
    sums = sorted(rows)
    keys = b"".join(bytes(value >> shift & 255 for value in sums) for shift in (24, 16, 8, 0))
    return zlib.compress(
        len(head).to_bytes(4, "little") + head + keys + b"".join(rows[key] for key in sums), 9
    )


def _rows(
    states: dict[str, dict[str, float]], labels: list[str], scale: float, prune_below: float
) -> dict[int, bytes]:
    """Return checksum → the attribute's bytes. Of two attributes with one checksum the weightier is kept."""
    rows: dict[int, tuple[float, bytes]] = {}
    for attribute, row in states.items():
        kept = {label: weight for label, weight in row.items() if abs(weight) >= prune_below}
        values = [round(kept.get(label, 0.0) * scale) for label in labels]
        size = max(map(abs, kept.values()), default=0.0)
        key = checksum(attribute)
        if any(values) and (key not in rows or rows[key][0] < size):
            rows[key] = size, bytes(value + 128 for value in values)
    return {key: packed for key, (_, packed) in rows.items()}
