"""The tagger's weights, unpacked so that adding up many of them is one addition of integers.

The weights of an attribute for all labels lie side by side in one Python integer, 16 bits a label.
Sums of such integers are sums in each lane, so the score of a word is `sum()` over its attributes.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from functools import cache
from struct import Struct
from typing import Final
from zlib import crc32

from tui.entities.lexicon import read_packed

_BUCKET_BITS: Final = 20
"""Checksums that agree above these bits are looked through together."""
_MAX_CACHED: Final = 40_000


class Weights(dict[str, int]):
    """The trained weights: attribute → weights as one integer, unpacked when first asked for.

    `labels[0]` is `O`; the others are `B-PER`, `I-PER` and so on.
    """

    def __init__(self, packed: bytes) -> None:
        super().__init__()
        size = 4 + int.from_bytes(packed[:4], "little")
        facts = json.loads(packed[4:size])
        self.labels: list[str] = facts["labels"]
        self.transitions: list[list[int]] = facts["transitions"]
        """Score of label j after label i, at [i][j]."""
        count: int = facts["attributes"]
        self._sums = _checksums(packed[size : size + 4 * count], count)
        firsts = range(0, (1 << 32) + 1, 1 << _BUCKET_BITS)
        self._buckets = [bisect_left(self._sums, first) for first in firsts]
        # What is looked for behind the last finds something that is no checksum.
        self._sums.append(0)
        self._rows = packed[size + 4 * count :]
        lanes = len(self.labels)
        self._lanes = Struct(f"<{lanes}H")
        self._byte_bias = sum(128 << 16 * lane for lane in range(lanes))
        self._lane_bias = sum(32768 << 16 * lane for lane in range(lanes))

    def __missing__(self, attribute: str) -> int:
        """Unpack an attribute's weights as one integer; 0 for one that training did not keep."""
        # As `checksum` does: a call for each would take as long again.
        key = crc32(attribute.encode("utf-8", "replace"))
        bucket = key >> _BUCKET_BITS
        row = bisect_left(self._sums, key, self._buckets[bucket], self._buckets[bucket + 1])
        if self._sums[row] == key:
            count = len(self.labels)
            lanes = bytearray(2 * count)
            lanes[::2] = self._rows[row * count : (row + 1) * count]
            # Bytes are stored with a bias of 128: taken off as a whole, lanes go negative and still add up.
            value = int.from_bytes(lanes, "little") - self._byte_bias
        elif "|" in attribute:
            # Pairs of words: most are unknown and do not come again, and would push out what does.
            return 0
        else:
            value = 0
        if len(self) > _MAX_CACHED:
            self.clear()
        self[attribute] = value
        return value

    def scores(self, total: int) -> tuple[int, ...]:
        """Return the score of each label from a sum of attributes' weights."""
        return self._lanes.unpack((total + self._lane_bias).to_bytes(self._lanes.size, "little"))


def checksum(attribute: str) -> int:
    """Return the four-byte key under which an attribute's weights are kept.

    The attributes themselves are not: sorted checksums load at once, where a dictionary of strings takes
    long. An attribute never seen in training gets another's weights only where the four bytes collide.
    """
    return crc32(attribute.encode("utf-8", "replace"))


def _checksums(planes: bytes, count: int) -> array[int]:
    """Put the checksums together from their bytes, which are packed highest first."""
    sums = bytearray(4 * count)
    for place in range(4):
        at = 3 - place if sys.byteorder == "little" else place
        sums[at::4] = planes[place * count : (place + 1) * count]
    found = array("I")
    found.frombytes(sums)
    return found


@cache
def weights(name: str = "tagger.z") -> Weights:
    """Return shipped weights, read once; English's if no other file is named."""
    return Weights(read_packed(name))
