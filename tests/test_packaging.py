"""Styles and seeds are found wherever dateline runs from: a wheel, an editable install, a bare checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.terminal import ROOT

FIND = (
    "from tui.system.paths import shipped_dir as d; "
    "print(d('seeds'), d('styles'), len(list(d('seeds').glob('*.txt'))))"
)


def run(python: Path | str, *, cwd: Path, path: str = "") -> str:
    """Return what FIND prints in an interpreter that sees only `path` of ours."""
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [str(python), "-c", FIND], cwd=cwd, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network from a copy of what git tracks."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_styles_seeds_and_data_and_runs(wheel: Path, tmp_path: Path) -> None:
    """What a person installs is whole."""
    names = zipfile.ZipFile(wheel).namelist()
    assert sum(name.startswith("tui/seeds/") and name.endswith(".txt") for name in names) == 12
    assert "tui/styles/app.tcss" in names
    assert "tui/py.typed" in names
    data = (
        ("tui/store/schema", "*.sql"),
        ("tui/entities/lists", "*.txt"),
        ("tui/fulltext/data", "*.json"),
        ("tui/temporal/words", "*.toml"),
        ("tui/quotations/words", "*.txt"),
        ("tui/quotations/data", "*.json"),
    )
    for folder, kind in data:
        assert list((ROOT / folder).glob(kind))
        assert {f"{folder}/{path.name}" for path in (ROOT / folder).glob(kind)} <= set(names)
    assert not [name for name in names if name.startswith(("tests", "training", "benchmarks"))]
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    seeds, styles, count = run(sys.executable, cwd=tmp_path, path=str(site)).split()
    assert seeds.startswith(str(site))
    assert styles.startswith(str(site))
    assert count == "12"


def test_a_bare_checkout_uses_its_own_folders(tmp_path: Path) -> None:
    """Without any install, and edits show at once."""
    checkout = tmp_path / "checkout"
    for part in ("tui", "styles", "seeds"):
        shutil.copytree(ROOT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", checkout)
    seeds, styles, _ = run(sys.executable, cwd=checkout, path=str(checkout)).split()
    assert Path(seeds) == checkout / "seeds"
    assert Path(styles) == checkout / "styles"


def test_without_its_folders_it_says_what_is_missing(tmp_path: Path) -> None:
    """A broken install names the folder."""
    shutil.copytree(
        ROOT / "tui", tmp_path / "tui", ignore=shutil.ignore_patterns("__pycache__", "seeds", "styles")
    )
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run(sys.executable, cwd=tmp_path, path=str(tmp_path))
    assert "'seeds' is missing" in failed.value.stderr


def test_an_editable_install_reads_the_checkout(tmp_path: Path) -> None:
    """An editable install copies included folders; those copies must not be the ones that are read."""
    site = tmp_path / "site"
    site.mkdir()
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--target", str(site), "-e", str(ROOT)], check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": ""}
    code = f"import site; site.addsitedir({str(site)!r}); {FIND}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    seeds, styles, _ = done.stdout.split()
    assert Path(seeds) == ROOT / "seeds"
    assert Path(styles) == ROOT / "styles"
