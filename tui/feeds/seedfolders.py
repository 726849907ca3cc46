"""Which seed files there are, and whether they have changed since they were read.

Asked at every start, so it loads nothing that reads them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tui.store import settings
from tui.store.connection import Database
from tui.system.paths import Paths, shipped_dir

_FILES_SEEN: Final = "seed_files"
"""The setting that holds name, time and size of every seed file that was read."""

_PAGES: Final = frozenset({".html", ".htm", ".xhtml", ".xht"})
_BESIDE_PAGES: Final = (
    *("_files", "-files", ".files", "_file", "_fichiers", "-Dateien", "_archivos", "_ficheiros", "_arquivos"),
    *("_bestanden", "-filer", "_filer", "_tiedostot", "_pliki", "_soubory", "_dosyalar", "_fitxers"),
)
"""How the folder is called that browsers put beside a saved page, behind the page's name, by language."""

Stamps = dict[str, list[int]]
"""Each file's path → its time of change in nanoseconds and its size in bytes."""


def seed_stamps(paths: Paths) -> Stamps:
    """Return the bundled seed files and the reader's own, as they are now."""
    files = [*_bundled(), *documents_in(paths.seed_dir)]
    return {str(path): stamp for path in files if (stamp := _stamp(path))}


def seen_stamps(database: Database) -> Stamps:
    """Return the seed files as they were when they were last read."""
    with database.read() as conn:
        stamps: Stamps = json.loads(settings.setting(conn, _FILES_SEEN) or "{}")
    return stamps


def remember_stamps(database: Database, stamps: Stamps) -> None:
    """Keep how the seed files were when they were read."""
    with database.write() as conn:
        settings.set_setting(conn, _FILES_SEEN, json.dumps(stamps))


def documents_in(folder: Path) -> list[Path]:
    """Return the files of a folder and those below it, by name.

    Hidden files and folders are passed by, and folders in which browsers put a saved page's pictures.
    """
    if not folder.is_dir():
        return []
    found = sorted(
        path
        for path in folder.rglob("[!.]*")
        # Below the folder alone: it may itself lie in `~/.local`.
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    beside = _folders_beside(found)
    return [path for path in found if beside.isdisjoint(path.parents)]


def _folders_beside(files: Sequence[Path]) -> frozenset[Path]:
    """Return how the folders would be called in which browsers put what belongs to pages among files."""
    return frozenset(
        path.with_name(f"{path.stem}{ending}")
        for path in files
        if path.suffix.lower() in _PAGES
        for ending in _BESIDE_PAGES
    )


def parted_by_links(folder: Path, files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Part files of a folder into those that are in it, and links that lead out of it."""
    home = folder.resolve()
    inside: list[Path] = []
    outside: list[Path] = []
    for path in files:
        (inside if path.resolve().is_relative_to(home) else outside).append(path)
    return inside, outside


def _bundled() -> list[Path]:
    try:
        return documents_in(shipped_dir("seeds"))
    except FileNotFoundError:
        return []


def _stamp(path: Path) -> list[int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size]
