"""Break the code a little, many times, and count how often a test notices: the share that is killed.

    pip install cosmic-ray
    python benchmarks/mutants.py [--area store] [--sample 60] [--seed 1] [--show]

Each area is copied aside, with the tests that are there to guard it. Of all small changes that cosmic-ray
knows (another comparison, a condition turned, a number one off, a loop left early), a seeded sample is made
one by one, and the tests are run until the first that fails. Lines where a change means nothing are left
out: annotations, and how a dataclass is laid out. Prints the share that was killed, with its error of one
standard deviation; `--show` prints each change that lived. An hour for each area, and more.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TIMEOUT_S: Final = 240.0


@dataclass(frozen=True, slots=True)
class Area:
    """What is broken, and which tests are to notice."""

    modules: tuple[str, ...]
    """Globs below the project's folder."""
    tests: tuple[str, ...]


AREAS: Final = {
    "store": Area(("tui/store/*.py",), ("tests/store", "tests/cli", "tests/sync")),
    "sources": Area(
        ("tui/sources/*.py",), ("tests/sources", "tests/sync", "tests/test_adding.py", "tests/cli")
    ),
    "sync": Area(
        tuple(f"tui/{name}.py" for name in ("sync", "manners", "intake", "asking", "adding", "subscribing")),
        (
            "tests/sync",
            "tests/test_adding.py",
            "tests/cli/test_feed_commands.py",
            "tests/store",
            "tests/screen",
        ),
    ),
    "errands": Area(
        tuple(f"tui/{name}.py" for name in ("errands", "child", "backstage", "catchup", "bulk", "onlyone")),
        ("tests/sync", "tests/store", "tests/cli/test_prepare_command.py", "tests/screen"),
    ),
}


def main() -> None:
    """Take the arguments, go through the areas, print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--area", choices=[*AREAS, "all"], default="all")
    parser.add_argument("--sample", type=int, default=60, help="changes made in each area")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what lived")
    arguments = parser.parse_args()
    tool = shutil.which("cosmic-ray", path=str(Path(sys.executable).parent)) or shutil.which("cosmic-ray")
    if tool is None:
        parser.error("cosmic-ray is not installed: pip install cosmic-ray")
    for name in AREAS if arguments.area == "all" else [arguments.area]:
        with tempfile.TemporaryDirectory() as folder:
            tree = copied(Path(folder) / "tree")
            outcomes = broken(tool, tree, AREAS[name], arguments.sample, arguments.seed)
        killed = sum(change is None for change in outcomes)
        share = killed / len(outcomes)
        error = math.sqrt(share * (1 - share) / len(outcomes))
        print(f"{name:8} {killed:4} of {len(outcomes):4} killed  {share:6.1%} ± {error:.1%}", flush=True)
        for change in filter(None, outcomes if arguments.show else ()):
            print(change, end="\n\n", flush=True)


def copied(tree: Path) -> Path:
    """Copy what git tracks: nothing is broken in the checkout itself."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    return tree


def broken(tool: str, tree: Path, area: Area, sample: int, seed: int) -> list[str | None]:
    """Make a sample of the changes one by one; of each None where a test noticed, else the change."""
    modules = sorted(str(path.relative_to(tree)) for glob in area.modules for path in tree.glob(glob))
    python = f"env PYTHONPATH={tree} DATELINE_SHARED= {sys.executable}"
    (tree / "mutants.toml").write_text(
        "[cosmic-ray]\n"
        f"module-path = {json.dumps(modules)}\n"
        f"timeout = {TIMEOUT_S}\n"
        "excluded-modules = []\n"
        f'test-command = "{python} -m pytest -x -q -p no:cacheprovider {" ".join(area.tests)}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n'
    )
    subprocess.run([tool, "init", "mutants.toml", "mutants.db"], cwd=tree, check=True)
    drawn(tree, sample, seed)
    subprocess.run([tool, "exec", "mutants.toml", "mutants.db"], cwd=tree, check=True)
    with sqlite3.connect(tree / "mutants.db") as conn:
        results = conn.execute("SELECT test_outcome, diff FROM work_results ORDER BY job_id").fetchall()
    return [diff if outcome == "SURVIVED" else None for outcome, diff in results]


def drawn(tree: Path, sample: int, seed: int) -> None:
    """Leave a seeded sample of the changes that can change anything."""
    with sqlite3.connect(tree / "mutants.db") as conn:
        found = conn.execute(
            "SELECT job_id, module_path, start_pos_row, operator_name FROM mutation_specs"
            " ORDER BY module_path, operator_name, occurrence, operator_args"
        ).fetchall()
        idle = {path: set(idle_lines(tree / path)) for path in {row[1] for row in found}}
        real = [job for job, path, line, _ in found if line not in idle[path]]
        kept = set(random.Random(seed).sample(real, min(sample, len(real))))
        gone = [(row[0],) for row in found if row[0] not in kept]
        conn.executemany("DELETE FROM mutation_specs WHERE job_id = ?", gone)
        conn.executemany("DELETE FROM work_items WHERE job_id = ?", gone)


def idle_lines(path: Path) -> Iterator[int]:
    """Yield the lines on which a change means nothing: annotations, how a dataclass is laid out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from range(node.lineno, node.body[0].lineno)
        elif isinstance(node, ast.ClassDef):
            yield from range(min([node.lineno, *(part.lineno for part in node.decorator_list)]), node.lineno)
        elif isinstance(node, ast.AnnAssign) and node.value is None:
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from range(node.lineno, node.body[-1].lineno + 1)


if __name__ == "__main__":
    main()
