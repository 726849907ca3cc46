"""Time frames of the map: the whole world, parts of it, and the one in the sidebar.

    python benchmarks/world.py [--runs 15] [--size 160x50]

Prints medians and the slowest of each in milliseconds of the processor: the coastlines loaded, a frame as
after every move, and a frame on a ground that was drawn before, as when another place is chosen. Two hundred
places stand on the map. Beside them, a loop of Python that only counts, as a yardstick for the machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.atlas import coasts
from tui.atlas.drawing import draw_map
from tui.atlas.ground import ground
from tui.atlas.places import MapPlace
from tui.atlas.projection import WORLD, View
from tui.model.names import Place

VIEWS = {
    "the world": WORLD,
    "Europe, 3×": View(15, 50, 3),
    "the Caribbean, 4×": View(-75, 18, 4),
    "East Asia, 4×": View(120, 35, 4),
    "Greece, 12×": View(24, 38, 12),
    "Fiji, 12×": View(179, -17, 12),
}


def places() -> tuple[MapPlace, ...]:
    """Return two hundred places all over the world."""
    return tuple(
        MapPlace(Place(f"Place {n}", (), lat=(n * 37) % 130 - 55.0, lon=(n * 97) % 360 - 180.0), n % 7, n % 5)
        for n in range(200)
    )


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of the processor that something takes: the machine may be busy with else."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def told(name: str, times: list[float]) -> None:
    """Print a line."""
    print(f"{name:32} {statistics.median(times):8.2f} {max(times):8.2f}")


def load() -> None:
    """Load every sheet anew."""
    coasts.load.cache_clear()
    for name in coasts.SHEETS:
        coasts.load(name)


def main() -> None:
    """Measure, a view at a time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--size", default="160x50")
    arguments = parser.parse_args()
    width, height = map(int, arguments.size.split("x"))
    runs, shown = range(arguments.runs), places()
    print(f"{arguments.size:32} {'median':>8} {'slowest':>8}")
    told("yardstick: count to 100,000", [timed(lambda: sum(1 for _ in range(100_000))) for _ in runs])
    told("load the coastlines, all of them", [timed(load) for _ in runs])
    for name, view in {**VIEWS, "sidebar, 34x8": WORLD}.items():
        across, down = (34, 8) if name.startswith("sidebar") else (width, height)

        def frame(view: View = view, across: int = across, down: int = down) -> None:
            draw_map(view, across, down, shown, 7)

        fresh: list[float] = []
        for _ in runs:
            ground.cache_clear()
            fresh.append(timed(frame))
        told(name, fresh)
        told("  another place chosen", [timed(frame) for _ in runs])


if __name__ == "__main__":
    main()
