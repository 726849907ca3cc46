"""The tagger's weights, unpacked so that adding up many of them is one addition of integers.

The weights of an attribute for all labels lie side by side in one Python integer, 16 bits a label.
Sums of such integers are sums in each lane, so the score of a word is `sum()` over its attributes.
"""

from __future__ import annotations

import json
from functools import cache
from struct import Struct
from typing import Final

from tui.entities.lexicon import read_packed

_MAX_CACHED: Final = 60_000


class Weights:
    """The trained weights. `labels[0]` is `O`; the others are `B-PER`, `I-PER` and so on."""

    def __init__(self, packed: bytes) -> None:
        size = int.from_bytes(packed[:4], "little")
        head, *keys = packed[4 : 4 + size].decode("utf-8").split("\n")
        facts = json.loads(head)
        self.labels: list[str] = facts["labels"]
        self.transitions: list[list[int]] = facts["transitions"]
        """Score of label j after label i, at [i][j]."""
        self._index = dict(zip(keys, range(len(keys)), strict=True))
        self._bytes = packed[4 + size :]
        count = len(self.labels)
        self._lanes = Struct(f"<{count}H")
        self._byte_bias = sum(128 << 16 * lane for lane in range(count))
        self._lane_bias = sum(32768 << 16 * lane for lane in range(count))
        self._cache: dict[str, int] = {}

    def of(self, attribute: str) -> int:
        """Return an attribute's weights as one integer; 0 for one that training did not keep."""
        found = self._cache.get(attribute)
        return self._load(attribute) if found is None else found

    def _load(self, attribute: str) -> int:
        if len(self._cache) > _MAX_CACHED:
            self._cache.clear()
        row = self._index.get(attribute)
        value = 0
        if row is not None:
            count = len(self.labels)
            lanes = bytearray(2 * count)
            lanes[::2] = self._bytes[row * count : (row + 1) * count]
            value = int.from_bytes(lanes, "little") - self._byte_bias
        self._cache[attribute] = value
        return value

    def scores(self, total: int) -> tuple[int, ...]:
        """Return the score of each label from a sum of attributes' weights."""
        return self._lanes.unpack((total + self._lane_bias).to_bytes(self._lanes.size, "little"))


@cache
def weights() -> Weights:
    """Return the shipped weights, read once."""
    return Weights(read_packed("tagger.z"))
