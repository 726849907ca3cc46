"""Break the code a little, many times, and count how often a test notices: the share that is killed.

    pip install cosmic-ray
    python benchmarks/mutants.py [--area store] [--sample 20] [--seed 1] [--show]

Each area is copied aside, with the tests that are there to guard it. Of all small changes that cosmic-ray
knows (another comparison, a condition turned, a number one off, a loop left early), a seeded sample is made
one by one, and the tests are run until the first that fails. Lines where a change means nothing are left
out: annotations, and how a dataclass is laid out; what is no Python is not counted. Prints the share that
was killed, with its error of one standard deviation; `--show` prints each change, and which test noticed.

For each module the tests that speak of it come first. Those that take long are run for such modules only,
so that what lives here may still be noticed by the whole suite: the share is a lower bound. A test that
hangs has noticed. Each change costs some forty seconds on a shared machine of two cores.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import random
import re
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
TEST_TIMEOUT_S: Final = 60
"""For one test; none takes half as long."""
TIMEOUT_S: Final = 1200.0
"""For all of them: only what escapes the other limit comes to this."""
SLOW: Final = frozenset(
    f"tests/{name}.py"
    for name in (
        "cli/test_broken_config",
        "cli/test_contract",
        "cli/test_faults",
        "cli/test_feed_commands",
        "cli/test_map",
        "cli/test_name_commands",
        "cli/test_on_a_terminal",
        "cli/test_trouble",
        "store/test_health",
        "store/test_corrections",
        "store/test_damage",
        "store/test_exchange",
        "store/test_mark_all",
        "store/test_mending",
        "store/test_mutes",
        "store/test_namesakes",
        "store/test_plans",
        "store/test_preparing",
        "store/test_retention",
        "store/test_search",
        "store/test_stored_forms",
        "store/test_subscriptions",
        "store/test_walks",
        "store/test_words",
        "sync/test_faults",
        "sync/test_hostile_feeds",
        "sync/test_kills",
        "sync/test_kills_of_health",
        "sync/test_sync_processes",
        "sync/test_syncing",
    )
)
"""Five seconds or more: for modules that they are named after or import, or where an area names them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one change."""

    noticed_by: str | None
    """The test that failed first."""
    change: str


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
        ("tui/feeds/*.py",),
        (
            "tests/sync/test_syncing.py",
            "tests/sync",
            "tests/test_adding.py",
            "tests/test_documents.py",
            "tests/cli/test_feed_commands.py",
            "tests/sources/test_proxies.py",
            "tests/test_password_commands.py",
            "tests/store",
        ),
    ),
    "errands": Area(
        (
            "tui/backstage.py",
            "tui/preparing/*.py",
            "tui/screens/background.py",
            "tui/system/child.py",
            "tui/system/locks.py",
        ),
        (
            "tests/cli/test_prepare_command.py",
            "tests/screen/test_errands.py",
            "tests/sources/test_chunks.py",
            "tests/store/test_preparing.py",
            "tests/test_backstage.py",
            "tests/test_handover.py",
            "tests/store",
            "tests/sync",
        ),
    ),
}


def main() -> None:
    """Take the arguments, go through the areas, print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--area", choices=[*AREAS, "all"], default="all")
    parser.add_argument("--sample", type=int, default=20, help="changes made in each area")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what lived, and what noticed")
    arguments = parser.parse_args()
    tool = shutil.which("cosmic-ray", path=str(Path(sys.executable).parent)) or shutil.which("cosmic-ray")
    if tool is None:
        parser.error("cosmic-ray is not installed: pip install cosmic-ray")
    for name in AREAS if arguments.area == "all" else [arguments.area]:
        outcomes: list[Outcome] = []
        with tempfile.TemporaryDirectory() as folder:
            tree = copied(Path(folder) / "tree")
            for outcome in broken(tool, tree, AREAS[name], arguments.sample, arguments.seed):
                outcomes.append(outcome)
                if arguments.show:
                    print(outcome.noticed_by or "LIVES", outcome.change, sep="\n", flush=True)
        killed = sum(outcome.noticed_by is not None for outcome in outcomes)
        share = killed / len(outcomes)
        error = math.sqrt(share * (1 - share) / len(outcomes))
        print(f"{name:8} {killed:4} of {len(outcomes):4} killed  {share:6.1%} ± {error:.1%}", flush=True)


def copied(tree: Path) -> Path:
    """Copy what git tracks, compiled: nothing is broken in the checkout itself.

    Compiled code is checked by what the source says, not by its time: of hundreds of modules, each process
    of each test compiles only the one that was broken.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    compiling = [
        sys.executable,
        "-m",
        "compileall",
        "-q",
        "--invalidation-mode",
        "checked-hash",
        "tui",
        "tests",
    ]
    subprocess.run(compiling, cwd=tree, check=True)
    return tree


def broken(tool: str, tree: Path, area: Area, sample: int, seed: int) -> Iterator[Outcome]:
    """Make a sample of the changes one by one, and tell what came of each."""
    modules = sorted(str(path.relative_to(tree)) for glob in area.modules for path in tree.glob(glob))
    settings(tree, modules, [])
    subprocess.run([tool, "init", "mutants.toml", "mutants.db"], cwd=tree, check=True)
    for module, job in drawn(tree, sample, seed):
        shutil.copy2(tree / "mutants.db", tree / "one.db")
        with sqlite3.connect(tree / "one.db") as conn:
            for table in ("mutation_specs", "work_items"):
                conn.execute(f"DELETE FROM {table} WHERE job_id <> ?", (job,))
        settings(tree, [module], tests_for(tree, module, area))
        subprocess.run([tool, "exec", "mutants.toml", "one.db"], cwd=tree, check=True)
        with sqlite3.connect(tree / "one.db") as conn:
            result, output, change = conn.execute(
                "SELECT test_outcome, output, diff FROM work_results"
            ).fetchone()
        if "SyntaxError: " in (output or ""):
            continue  # cosmic-ray takes the stars of arguments for operators
        failed = re.search(r"^(?:FAILED|ERROR) (\S+)", output or "", re.MULTILINE)
        killer = failed[1] if failed else "a hang or a crash"
        yield Outcome(None if result == "SURVIVED" else killer, change)


def settings(tree: Path, modules: list[str], tests: list[str]) -> None:
    """Write what cosmic-ray is to break, and what is to notice."""
    python = f"env -u DATELINE_SHARED PYTHONPATH={tree} {sys.executable}"
    limit = f"-o faulthandler_timeout={TEST_TIMEOUT_S} -o faulthandler_exit_on_timeout=true"
    (tree / "mutants.toml").write_text(
        "[cosmic-ray]\n"
        f"module-path = {json.dumps(modules)}\n"
        f"timeout = {TIMEOUT_S}\n"
        "excluded-modules = []\n"
        f'test-command = "{python} -m pytest -x -q -p no:cacheprovider {limit} {" ".join(tests)}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n'
    )


def tests_for(tree: Path, module: str, area: Area) -> list[str]:
    """Return the area's test files, first those that will notice soonest: named after it, speaking of it."""
    word = Path(module).stem
    ranked: dict[str, tuple[int, bool]] = {}
    for place in area.tests:
        found = tree / place
        for path in [found] if found.is_file() else sorted(found.rglob("test_*.py")):
            text = path.read_text(encoding="utf-8")
            if word.rstrip("s") in path.stem:
                rank = 0
            elif re.search(rf"{module[:-3].replace('/', '.')}\b|import.*\b{word}\b", text):
                rank = 1
            elif re.search(rf"\b{word}\b", text):
                rank = 2
            else:
                rank = 3
            name = str(path.relative_to(tree))
            if rank < 2 or name not in SLOW or found.is_file():
                ranked.setdefault(name, (rank, name in SLOW))
    return sorted(ranked, key=ranked.__getitem__)


def drawn(tree: Path, sample: int, seed: int) -> list[tuple[str, str]]:
    """Return a seeded sample of the changes that can change anything: of each its module and its name."""
    with sqlite3.connect(tree / "mutants.db") as conn:
        found = conn.execute(
            "SELECT module_path, job_id, start_pos_row FROM mutation_specs"
            " ORDER BY module_path, operator_name, occurrence, operator_args"
        ).fetchall()
    idle = {path: set(idle_lines(tree / path)) for path in {row[0] for row in found}}
    real = [(path, job) for path, job, line in found if line not in idle[path]]
    return random.Random(seed).sample(real, min(sample, len(real)))


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
