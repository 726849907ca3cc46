"""The data files, each read once, on first use."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from tui.entities.folding import fold

_DATA: Final = Path(__file__).resolve().parent / "data"


class Candidate(NamedTuple):
    """One place that a name may stand for."""

    kind: str
    """C country, P town, A region, T continent, W water, L landmark."""
    country: str
    """ISO 3166-1 alpha-2; empty where it lies in none or in several."""
    region: str
    """The state's letters in the US, Canada, Australia and the United Kingdom; empty elsewhere."""
    thousands: int
    """Inhabitants in thousands; 0 where unknown."""
    lat: float | None
    lon: float | None
    place_id: str


def read_packed(name: str) -> bytes:
    """Return the contents of a compressed data file."""
    return zlib.decompress((_DATA / name).read_bytes())


def _unpack(name: str) -> str:
    return read_packed(name).decode("utf-8")


@cache
def gazetteer() -> dict[str, str]:
    """Return each place surface with its places, still packed: see `candidates`."""
    return _surfaces("gazetteer.z")


@cache
def _villages() -> tuple[list[str], str, array[int]]:
    """Return the names of villages, in order, their places, a line each, and where each line begins.

    Asked for a few times an article: a dictionary of them would take half as much memory again.
    """
    names, _, places = _unpack("villages.z").partition("\0")
    starts = array("I", [0, *[found.end() for found in re.finditer("\n", places)], len(places) + 1])
    return names.split("\n"), places, starts


def _surfaces(name: str) -> dict[str, str]:
    names, _, places = _unpack(name).partition("\0")
    return dict(zip(names.split("\n"), places.split("\n"), strict=True))


@cache
def first_names() -> frozenset[str]:
    """Return given names, capitalised."""
    return frozenset(_unpack("first.z").split("\n"))


@cache
def last_names() -> frozenset[str]:
    """Return family names, capitalised."""
    return frozenset(_unpack("last.z").split("\n"))


@cache
def demonyms() -> dict[str, str]:
    """Return the names of peoples (`Ukrainian`, `Danes`) with their country's code."""
    return dict(line.split("\t") for line in _unpack("demonyms.z").split("\n"))


@cache
def spellings() -> dict[str, str]:
    """Return other spellings of people's names (`wladimir putin`), folded, each with the one it counts as."""
    return dict(line.split("\t") for line in _unpack("people.z").split("\n"))


def candidates(name: str) -> tuple[Candidate, ...]:
    """Return the places of that name, likeliest first; none is an empty tuple."""
    packed = gazetteer().get(name)
    return tuple(_candidate(record) for record in packed.split(";")) if packed else ()


VILLAGE: Final = 4
"""Thousands of inhabitants that every village counts for."""


def villages(name: str) -> tuple[Candidate, ...]:
    """Return the villages of that name; they are not in the gazetteer, by which the tagger knows places."""
    names, places, starts = _villages()
    at = bisect_left(names, name)
    if at == len(names) or names[at] != name:
        return ()
    return tuple(_village(name, record) for record in places[starts[at] : starts[at + 1] - 1].split(";"))


def _village(name: str, record: str) -> Candidate:
    country, region, lat, lon = record.split("|")
    place_id = f"village:{country}{region}/{fold(name).replace(' ', '-')}"
    return Candidate("P", country, region, VILLAGE, float(lat), float(lon), place_id)


def _candidate(record: str) -> Candidate:
    kind, country, region, thousands, lat, lon, place_id = record.split("|")
    north, east = (float(lat), float(lon)) if lat else (None, None)
    return Candidate(kind, country, region, int(thousands), north, east, place_id)


CLUSTER_BYTES: Final = 3
"""Bytes of one slot: 7 bits of check, 10 of the fine cluster, 7 of the coarse one."""


@cache
def _cluster_table() -> bytes:
    return (_DATA / "clusters.bin").read_bytes()


def cluster_slots(word: str, block: int) -> tuple[tuple[int, int, int], int]:
    """Return the three slots of a word, one in each block of the table, and its check."""
    bits = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=13).digest(), "little")
    slots = (bits % block, block + (bits >> 32) % block, 2 * block + (bits >> 64) % block)
    return slots, bits >> 97


def cluster(word: str) -> tuple[int, int] | None:
    """Return the fine and the coarse cluster of a lower-case word, None for an unknown one.

    One unknown word in 128 passes for known: the table holds no words. See training/clusters.py.
    """
    table = _cluster_table()
    slots, check = cluster_slots(word, len(table) // (3 * CLUSTER_BYTES))
    value = 0
    for slot in slots:
        value ^= int.from_bytes(table[slot * CLUSTER_BYTES : (slot + 1) * CLUSTER_BYTES], "little")
    # The check tells most unknown words: the xor of three slots is a number for any word.
    return ((value >> 7) & 1023, value & 127) if value >> 17 == check else None
