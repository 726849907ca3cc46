"""Build the coastlines in `tui/atlas/data` from Natural Earth: `python -m training.coasts`.

The source is the npm package `world-atlas` (TopoJSON of Natural Earth 4.1, public domain), fetched with
`npm pack` unless `--package FILE` names a copy; its checksum is asserted, so the same files come out again.

Three sheets, each simplified for the scale it is drawn at and stored in the projection it is drawn in, so
that drawing is a multiplication. The file's form is told in `tui/atlas/coasts.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from tui.atlas.coasts import BORDER, COAST, DATA, SHEETS, UNITS, Polyline, pack
from tui.atlas.projection import northing

PACKAGE = "world-atlas@2.0.2"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"

Degrees = tuple[float, float]


class Recipe(NamedTuple):
    """How one sheet is made: sizes in degrees."""

    source: str
    tolerance: float
    """By how much a line may be off."""
    least_island: float
    """Islands smaller than this, across and down, are left out."""
    has_borders: bool


RECIPES = {
    "sketch": Recipe("countries-110m.json", 1.1, 2.2, has_borders=False),
    "world": Recipe("countries-50m.json", 0.45, 0.8, has_borders=True),
    "region": Recipe("countries-50m.json", 0.16, 0.15, has_borders=True),
}


def fetch(folder: Path) -> Path:
    """Fetch the package with npm; returns the file."""
    ran = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, check=True
    )
    return folder / ran.stdout.split()[-1]


def read_topologies(package: Path) -> dict[str, Any]:
    """Return the package's JSON files by name. Raises ValueError where it is another package."""
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"{package} is not {PACKAGE}: its SHA-256 is {found}")
    wanted = {recipe.source for recipe in RECIPES.values()}
    with tarfile.open(package) as tar:
        return {name: json.load(_member(tar, f"package/{name}")) for name in sorted(wanted)}


def _member(tar: tarfile.TarFile, name: str) -> Any:
    member = tar.extractfile(name)
    assert member is not None
    return member


# ── from a topology to lines in degrees ───────────────────────────────────────────────────────


def arcs_of(topology: Any) -> list[list[Degrees]]:
    """Return the arcs in degrees (TopoJSON: deltas of whole numbers, scaled and shifted)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Degrees]] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: list[Degrees] = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def arc_numbers(value: Any) -> Iterator[int]:
    """Yield the arcs that a geometry is made of; a negative number is one read backwards."""
    if isinstance(value, int):
        yield value if value >= 0 else ~value
    else:
        for part in value:
            yield from arc_numbers(part)


def cut(arc: Sequence[Degrees]) -> tuple[list[list[Degrees]], list[float]]:
    """Cut an arc at the antimeridian; returns the pieces and the latitudes it was cut at."""
    pieces, cuts = [[arc[0]]], list[float]()
    for before, after in pairwise(arc):
        if abs(after[0] - before[0]) > 180:
            side = math.copysign(180.0, before[0])
            there = after[0] + 2 * side
            share = 0.0 if there == before[0] else (side - before[0]) / (there - before[0])
            lat = before[1] + share * (after[1] - before[1])
            pieces[-1].append((side, lat))
            pieces.append([(-side, lat)])
            cuts.append(lat)
        pieces[-1].append(after)
    return pieces, cuts


def lines_of(topology: Any) -> tuple[list[list[Degrees]], list[list[Degrees]]]:
    """Return coasts and borders.

    Coasts close round the land. Where they are cut at the antimeridian, its western side closes them: at
    -180 degrees a line goes from each cut to the next, over land.
    """
    arcs, objects = arcs_of(topology), topology["objects"]
    coastal = set(arc_numbers([g["arcs"] for g in objects["land"]["geometries"]]))
    inland = set(arc_numbers([g["arcs"] for g in objects["countries"]["geometries"]])) - coastal
    coasts: list[list[Degrees]] = []
    cuts: list[float] = []
    for number in sorted(coastal):
        pieces, at = cut(arcs[number])
        coasts += pieces
        cuts += at
    cuts.sort(reverse=True)
    if len(cuts) % 2:
        cuts.append(-90.0)  # Antarctica goes on to the pole
    coasts += [[(-180.0, north), (-180.0, south)] for north, south in zip(cuts[::2], cuts[1::2], strict=True)]
    borders = [piece for number in sorted(inland) for piece in cut(arcs[number])[0]]
    return coasts, borders


# ── from lines in degrees to a sheet ──────────────────────────────────────────────────────────


def project(line: Iterable[Degrees], stretch: float) -> list[tuple[int, int]]:
    """Return a line in whole units of the plane."""
    unit = UNITS / 180.0
    return [(round(lon * unit), round(northing(lat, stretch) * unit)) for lon, lat in line]


def simplify(line: list[tuple[int, int]], tolerance: float) -> list[tuple[int, int]]:
    """Leave out what a line does not need to be nowhere off by more (Douglas and Peucker); ends stay."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        worst, at = 0.0, 0
        for index in range(first + 1, last):
            off = _distance(line[index], line[first], line[last])
            if off > worst:
                worst, at = off, index
        if worst > tolerance:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def _distance(point: tuple[int, int], a: tuple[int, int], b: tuple[int, int]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = 0.0 if not length else ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length
    share = max(0.0, min(1.0, share))
    return math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy)


def sheet(topology: Any, recipe: Recipe, stretch: float) -> list[Polyline]:
    """Return the lines of a sheet: coasts, then borders."""
    coasts, borders = lines_of(topology)
    unit = UNITS / 180.0
    lines: list[Polyline] = []
    for kind, group in ((COAST, coasts), (BORDER, borders if recipe.has_borders else [])):
        for degrees in group:
            if kind == COAST and _is_small(degrees, recipe.least_island):
                continue
            points = simplify(project(degrees, stretch), recipe.tolerance * unit)
            lines.append(Polyline(kind, tuple(points)))
    return lines


def _is_small(line: Sequence[Degrees], least: float) -> bool:
    """Tell whether a line is an island smaller than so many degrees."""
    if line[0] != line[-1]:
        return False
    lons, lats = [lon for lon, _ in line], [lat for _, lat in line]
    return max(max(lons) - min(lons), max(lats) - min(lats)) < least


def main() -> None:
    """Build every sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, help=f"a copy of {PACKAGE}, as npm packs it")
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        topologies = read_topologies(arguments.package or fetch(Path(folder)))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, stretch in SHEETS.items():
        recipe = RECIPES[name]
        lines = sheet(topologies[recipe.source], recipe, stretch)
        blob = pack(lines)
        (arguments.out / f"{name}.z").write_bytes(blob)
        points = sum(len(line.points) for line in lines)
        digest = hashlib.sha256(blob).hexdigest()
        print(f"{name}.z  {len(lines)} lines, {points} points, {len(blob)} bytes  {digest}")


if __name__ == "__main__":
    main()
