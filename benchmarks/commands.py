"""Time commands that answer and end, beside an interpreter that does nothing.

    python benchmarks/commands.py --home /tmp/million [--runs 15]

Prints medians of wall milliseconds and the ratio to `python -c pass`; programs take turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "--version": ["-m", "tui", "--version"],
    "list": ["-m", "tui", "list", "--limit", "50"],
    "list --json": ["-m", "tui", "list", "--limit", "50", "--json"],
    "search government": ["-m", "tui", "search", "government", "--limit", "20"],
}


def wall_ms(arguments: list[str], home: Path) -> float:
    """Run once; return milliseconds."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATELINE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Take turns, then print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="a filled DATELINE_HOME")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(arguments.runs):
        for name, command in COMMANDS.items():
            times[name].append(wall_ms(command, arguments.home.resolve()))
    least = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:20} {median:7.1f} ms  {median / least:5.2f}×")


if __name__ == "__main__":
    main()
