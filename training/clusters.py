"""Build `clusters.bin`: word → cluster, in three bytes a word, without the words.

Each word owns three slots of a table; the exclusive or of the three is its value: a check of the word
above its two cluster numbers. A word that is not in the table fails the check in all but one case of 128.
This is the static function of Botelho, Pagh and Ziviani, in the layout of the xor filter (Graf, Lemire).
"""

from __future__ import annotations

import gzip
from array import array
from collections.abc import Mapping
from pathlib import Path

from tui.entities.lexicon import CLUSTER_BYTES, cluster_slots

_ROOM = 1.25


def read_clusters(path: Path) -> dict[str, int]:
    """Return each lower-case word with its clusters: the fine one above seven bits of the coarse."""
    table: dict[str, int] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, coarse, fine = line.rstrip("\n").split("\t")
            if word.islower() and word.replace("-", "").isalpha():
                table[word] = int(fine) << 7 | int(coarse)
    return table


def pack(table: Mapping[str, int]) -> bytes:
    """Return the table's bytes: see the module's text. Deterministic."""
    block = int(len(table) * _ROOM / 3) + 16
    while (order := _peel(table, block)) is None:
        block += 97
    values = array("I", bytes(4 * 3 * block))
    for word, slot, slots, check in reversed(order):
        others = [values[each] for each in slots if each != slot]
        values[slot] = (check << 17 | table[word]) ^ others[0] ^ others[1]
    return b"".join(value.to_bytes(CLUSTER_BYTES, "little") for value in values)


def _peel(table: Mapping[str, int], block: int) -> list[tuple[str, int, tuple[int, int, int], int]] | None:
    """Order the words so that each, taken from the end, still has a slot of its own; None if that fails."""
    degree = array("I", bytes(4 * 3 * block))
    owners = array("Q", bytes(8 * 3 * block))
    keys = list(table)
    homes = [cluster_slots(word, block) for word in keys]
    for number, (slots, _) in enumerate(homes):
        for slot in slots:
            degree[slot] += 1
            owners[slot] ^= number
    free = [slot for slot in range(3 * block) if degree[slot] == 1]
    order = []
    while free:
        slot = free.pop()
        if degree[slot] != 1:
            continue
        number = owners[slot]
        slots, check = homes[number]
        order.append((keys[number], slot, slots, check))
        for each in slots:
            degree[each] -= 1
            owners[each] ^= number
            if degree[each] == 1:
                free.append(each)
    return order if len(order) == len(keys) else None
