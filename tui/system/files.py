"""Writing a file so that it is either the old one or the whole new one."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replaced_file(path: Path, *, private: bool = False) -> Generator[BinaryIO]:
    """Yield a file to write; when the block ends well it takes the place of `path`, else nothing changed.

    A link is followed, so that a file kept elsewhere stays a link; an existing file keeps its mode.
    Missing folders are made. What is `private` and new is for the reader alone. Raises OSError.
    """
    # The file that a link leads to: replacing the link would leave the real one old.
    target = path.resolve()
    if private:
        make_private_folder(target.parent)
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            # Else a power cut may leave the new name with nothing in it.
            os.fsync(file.fileno())
        new = 0o600 if private else 0o666 & ~_umask()
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else new)
        os.replace(name, target)
    except BaseException:
        # Ctrl+C too leaves nothing behind.
        with suppress(OSError):
            os.unlink(name)
        raise


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into, and those above it that are missing. Raises OSError.

    One that is there already is left as it is.
    """
    if folder.is_dir():
        return
    # The root is its own parent.
    if folder.parent != folder:
        make_private_folder(folder.parent)
    # Made without another look: of processes that start together, one may have made it meanwhile.
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put `data` into `path`, wholly or not at all; see `replaced_file`. Raises OSError."""
    with replaced_file(path, private=private) as file:
        file.write(data)


def _umask() -> int:
    """The process's mask; the system call can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
