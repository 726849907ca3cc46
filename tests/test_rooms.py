"""The rooms keep to themselves: checked in fresh interpreters, as a start would load them."""

from __future__ import annotations

import ast
import graphlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.terminal import ROOT

HEAVY = ("textual", "feedparser", "aiohttp", "justhtml", "markdown_it")


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a statement loads in a fresh interpreter, and all of ours."""
    code = f"{statement}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = json.loads(run.stdout.splitlines()[-1])
    return {name.split(".")[0] for name in names} | {name for name in names if name.startswith("tui")}


@pytest.mark.parametrize(
    "module", ["tui.library.frontdesk", "tui.cli", "tui.terminal.firstpaint", "tui.__main__"]
)
def test_the_library_and_the_command_line_load_nothing_heavy(module: str) -> None:
    """No Textual, no feed parser, no HTTP, nothing that reads web pages before somebody needs it."""
    assert not loaded_by(f"import {module}") & {*HEAVY, "tui.fulltext"}


def test_the_reader_loads_no_parser_and_no_network() -> None:
    """The screen's process reads the database and nothing else: pages are read by others."""
    assert not loaded_by("import tui.screens.app, tui.screens.reader.screen") & {
        "feedparser",
        "aiohttp",
        "justhtml",
        "tui.fulltext",
    }


def test_a_start_loads_nothing_of_pictures_but_the_part_that_p_asks() -> None:
    """And neither the screen nor what fetches them ever loads Pillow."""
    start = loaded_by("import tui.screens.app, tui.screens.reader.screen")
    assert {name for name in start if re.search("picture|darkroom|graphics|hanging", name)} == {
        "tui.screens.reader.pictures"
    }
    for module in ("tui.screens.hanging", "tui.darkroom"):
        assert "PIL" not in loaded_by(f"import {module}")


def test_the_first_paint_loads_only_what_it_draws_with() -> None:
    """Every module on that road is paid for by everyone at every start."""
    loaded = loaded_by("import tui.terminal.firstpaint")
    assert not loaded & {"dataclasses", "asyncio", "rich", "platformdirs", "tomllib", "logging"}


def test_the_version_loads_nothing_of_ours_but_the_door() -> None:
    """`dateline --version` is as quick as Python."""
    loaded = loaded_by("from tui.__main__ import main; main(['--version'])")
    assert {name for name in loaded if name.startswith("tui")} == {"tui", "tui.__main__"}


def test_screens_are_opened_by_the_one_verb_that_lets_keys_wait() -> None:
    """`push_screen` alone would let what is typed next act on the screen beneath (docs/decisions/0004)."""
    found = [
        path.name
        for path in (ROOT / "tui").rglob("*.py")
        if "push_screen(" in path.read_text(encoding="utf-8") and path.name != "orderly.py"
    ]
    assert found == []


def imports() -> dict[str, set[str]]:
    """Return our modules, each with those of ours that it imports: anywhere, for types alone too."""
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / "tui").rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in files.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in files:
                said = {f"{node.module}.{alias.name}" for alias in node.names}
                found[name] |= said & set(files) or {node.module}
    return found


def test_no_modules_know_one_another() -> None:
    """Wherever one begins to read, there is an end."""
    tuple(graphlib.TopologicalSorter(imports()).static_order())


def classes() -> dict[str, tuple[list[str], set[str]]]:
    """Return our classes by name: the names of their bases, and of their own methods."""
    found: dict[str, tuple[list[str], set[str]]] = {}
    for path in (ROOT / "tui").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                bases = [ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases]
                methods = {
                    one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
                }
                found[node.name] = (bases, methods)
    return found


def test_no_object_is_a_tower() -> None:
    """What is one object can be read as one: few steps down, and not too many methods in all."""
    found = classes()

    def line(name: str) -> list[str]:
        """The class, and all of ours that it descends from by its longest line."""
        lines = [line(base) for base in found.get(name, ([], set()))[0] if base in found]
        return [name, *max(lines, key=len, default=[])]

    def methods(name: str) -> set[str]:
        return found[name][1].union(*(methods(base) for base in found[name][0] if base in found))

    assert {name: line(name) for name in found if len(line(name)) > 3} == {}
    assert {name: len(methods(name)) for name in found if len(methods(name)) > 60} == {}


SAID_BY_THE_STORE = {
    "connection.py: Another file was put",
    "connection.py: The database {} is n",
    "connection.py: Could not decode to ",
    "rescue.py: A saved story whose ",
}
"""How texts begin of two errors and of one of SQLite's, and what stands for a lost headline."""
ENGLISH = re.compile(r"([A-Z][a-z]*|\{.*?\})( ([a-z]+|\{.*?\})){1,2} [a-z]{2,}")


def test_the_store_returns_values_and_no_sentences() -> None:
    """What happened is said in `library/wording.py`, in one voice; errors alone say it themselves."""
    said: set[str] = set()
    for path in (ROOT / "tui" / "store").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said |= {f"{path.name}: {text[:20]}" for text in sentences(tree)}
    assert said == SAID_BY_THE_STORE


def sentences(tree: ast.AST) -> set[str]:
    """Return the texts of a file that read as English, but those of errors and docstrings."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Raise() | ast.Expr(ast.Constant()):
                continue
            case ast.Call(ast.Name(name)) if name.startswith("Store"):  # an error that is returned
                continue
            case ast.JoinedStr(values):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in values)
            case ast.Constant(str(text)):
                pass
            case _:
                found |= sentences(node)
                continue
        if ENGLISH.match(text):
            found.add(text)
    return found


def public_types(tree: ast.Module) -> set[str]:
    """Return the public classes and type aliases that a module defines, but those within others."""
    found: set[str] = set()
    for node in outermost(tree):
        match node:
            case ast.ClassDef(name) | ast.Assign([ast.Name(name)]) | ast.AnnAssign(ast.Name(name)):
                found.add(name)
            case _:
                pass
    return {name for name in found if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name)}


def outermost(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a module itself, be it under a condition, and in no class or function of it."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from outermost(node)


def test_every_word_has_one_meaning() -> None:
    """Whoever has met a class or a type once knows it wherever its name stands."""
    homes: dict[str, list[str]] = {}
    for path in (ROOT / "tui").rglob("*.py"):
        for name in public_types(ast.parse(path.read_text(encoding="utf-8"))):
            homes.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert {name: sorted(where) for name, where in homes.items() if len(where) > 1} == {}
