"""Turn a model that crfsuite trained into `tagger.z`, which `tui.entities.weights` reads.

Weights are rounded to eighths of a byte's range and those that round to nothing are dropped.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from pathlib import Path

PRUNE_BELOW = 2.0
"""State weights smaller than this are dropped: it costs nothing measurable and halves the file."""
_TRANSITION = re.compile(r"^\s+\(1\) (\S+) --> (\S+): (\S+)$")
_STATE = re.compile(r"^\s+\(0\) (.*) --> (\S+): (\S+)$")


def read_dump(path: Path) -> tuple[dict[tuple[str, str], float], dict[str, dict[str, float]]]:
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


def pack(transitions: dict[tuple[str, str], float], states: dict[str, dict[str, float]]) -> bytes:
    """Return the packed model: a line of JSON, a line for each attribute, then its byte for each label."""
    names = {label for pair in transitions for label in pair} | {x for row in states.values() for x in row}
    labels = ["O", *sorted(names - {"O"})]
    kept = {
        attribute: {label: weight for label, weight in row.items() if abs(weight) >= PRUNE_BELOW}
        for attribute, row in states.items()
    }
    top = max(abs(weight) for row in kept.values() for weight in row.values())
    scale = 127 / top
    rows = {}
    for attribute, row in kept.items():
        values = [round(row.get(label, 0.0) * scale) for label in labels]
        if any(values):
            rows[attribute] = bytes(value + 128 for value in values)
    keys = sorted(rows)
    table = [[round(transitions.get((a, b), 0.0) * scale) for b in labels] for a in labels]
    head = json.dumps({"labels": labels, "transitions": table, "attributes": len(keys)})
    text = "\n".join([head, *keys]).encode()
    return zlib.compress(len(text).to_bytes(4, "little") + text + b"".join(rows[key] for key in keys), 9)
