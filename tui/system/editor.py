"""The reader's editor: which it is, and a text handed to it and taken back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from tui.errors import ConfigError, DatelineError

_USUAL: Final = "vi"


def editor_command() -> list[str]:
    """Return the editor's command as its words: no shell ever sees it. Raises ConfigError."""
    stated = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _USUAL
    try:
        words = shlex.split(stated)
    except ValueError as error:
        raise ConfigError(f"VISUAL or EDITOR cannot be read as a command: {stated}") from error
    return words or [_USUAL]


def edit_file(path: Path) -> None:
    """Open a file in the editor, which has the terminal until it ends. Raises ConfigError, DatelineError."""
    editor = editor_command()
    try:
        ended = subprocess.run([*editor, str(path)], check=False)
    except OSError as error:
        raise DatelineError(f"The editor {editor[0]} cannot be run: {error.strerror or error}.") from error
    if ended.returncode != 0:
        raise DatelineError(f"The editor {editor[0]} ended with code {ended.returncode}.")


def edit_text(text: str) -> str:
    """Return a text as the reader leaves it in the editor; what stands in the file is the reader's alone.

    Raises ConfigError, DatelineError: then nothing is to be changed.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix="dateline-note-", suffix=".md")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{text}\n" if text else "")
    except OSError as error:
        raise DatelineError(f"A note cannot be edited here: {error.strerror or error}.") from error
    try:
        edit_file(Path(name))
        return Path(name).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise DatelineError(f"The note cannot be read back: {error.strerror or error}.") from error
    finally:
        # Editors leave copies beside it under names of their own; those are theirs.
        with suppress(OSError):
            os.unlink(name)
