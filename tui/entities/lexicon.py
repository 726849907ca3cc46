"""The data files, each read once, on first use."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_DATA: Final = Path(__file__).resolve().parent / "data"


class Candidate(NamedTuple):
    """One place that a name may stand for."""

    kind: str
    """C country, P town, A region, T continent, W water, L landmark."""
    country: str
    """ISO 3166-1 alpha-2; empty where it lies in none or in several."""
    region: str
    """The US state's two letters; empty elsewhere."""
    thousands: int
    """Inhabitants in thousands; 0 where unknown."""
    lat: float | None
    lon: float | None
    place_id: str


def _unpack(name: str) -> str:
    return zlib.decompress((_DATA / name).read_bytes()).decode("utf-8")


@cache
def gazetteer() -> dict[str, str]:
    """Return each place surface with its places, still packed: see `candidates`."""
    return dict(line.split("\t") for line in _unpack("gazetteer.z").split("\n"))


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


def candidates(name: str) -> tuple[Candidate, ...]:
    """Return the places of that name, likeliest first; none is an empty tuple."""
    packed = gazetteer().get(name)
    return tuple(_candidate(record) for record in packed.split(";")) if packed else ()


def _candidate(record: str) -> Candidate:
    kind, country, region, thousands, lat, lon, place_id = record.split("|")
    point = (float(lat), float(lon)) if lat else (None, None)
    return Candidate(kind, country, region, int(thousands), *point, place_id)
