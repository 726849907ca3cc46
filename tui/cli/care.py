"""Looking after it: config, doctor, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.output import emit, emit_behind, emit_json, room_for_words, say
from tui.errors import ConfigError
from tui.system.lazily import Lazy
from tui.system.paths import user_paths

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.cli import opening, progress
    from tui.library import frontdesk
    from tui.settings import file
    from tui.system import editor, files
else:  # loaded when first used: whoever starts should not wait for them
    editor = Lazy("tui.system.editor")
    file = Lazy("tui.settings.file")
    files = Lazy("tui.system.files")
    frontdesk = Lazy("tui.library.frontdesk")
    opening = Lazy("tui.cli.opening")
    progress = Lazy("tui.cli.progress")


# ── config ────────────────────────────────────────────────────────────────────────────────────


def run_config(arguments: Namespace) -> int:
    """Print the commented defaults, print where the file is, or edit it."""
    if arguments.action == "path":
        emit(str(user_paths().config_file))
    elif arguments.action == "edit":
        _edit(user_paths())
    else:
        emit(file.default_toml())
    return 0


def _edit(paths: Paths) -> None:
    """Open the file in the reader's editor, made from the defaults where it is missing; then check it."""
    path = paths.config_file
    if not path.exists():
        files.write_atomically(path, file.default_toml().encode(), private=True)
    editor.edit_file(path)
    _, problems = file.read_config(paths)
    for problem in problems:
        say(f"dateline: {problem}")
    if problems:
        # After all of it was named: the exit code is for scripts.
        raise ConfigError(f"{path}: what is named above does not hold; the rest does.")
    say(f"{path} is well formed.")


# ── doctor, backup, restore ───────────────────────────────────────────────────────────────────


def run_doctor(arguments: Namespace) -> int:
    """Say of everything that can be checked whether it is well; fails where something is not."""
    with opening.opened_library() as library, progress.counting("looking at the database") as show:
        checks = library.doctor(full=arguments.full, tell=show)
    if arguments.json:
        emit_json([{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks])
    else:
        width = max((len(check.name) for check in checks), default=0)
        for check in checks:
            front = f"{'ok ' if check.ok else 'NOT OK'}  {check.name:{width}}  "
            emit_behind(front, check.detail, width=room_for_words(arguments))
    return 0 if all(check.ok for check in checks) else 1


def run_backup(arguments: Namespace) -> int:
    """Copy the database and print where the copy is."""
    library = frontdesk.Library.open(user_paths())
    try:
        emit(str(library.backup(Path(arguments.file) if arguments.file else None)))
    finally:
        library.close()
    return 0


def run_restore(arguments: Namespace) -> int:
    """Put a backup in the database's place and print where the one before is kept."""
    library = frontdesk.Library.open(user_paths())
    try:
        kept = library.restore(Path(arguments.file))
    finally:
        library.close()
    emit(str(kept))
    say("Restored. The database before is kept under the name above.")
    return 0
