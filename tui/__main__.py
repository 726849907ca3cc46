"""The command `dateline`. Each way in imports as little as it needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    # A program that is started with a closed stream would give its number to the next file it opens.
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from tui.system.streams import hold_open

        hold_open()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]) and _is_said():
        return 0
    if arguments:
        return _command(arguments)
    return _reader()


def _is_said() -> bool:
    """Print the version; where that cannot be printed the command line says why."""
    from tui import __version__

    try:
        print(f"dateline {__version__}", flush=True)
    except OSError:
        return False
    return True


def _command(arguments: Sequence[str]) -> int:
    """Run one command, and end without a last search for garbage: a tenth of a quick one's time."""
    gc.set_threshold(50_000)  # much is made, next to nothing of it in circles
    from tui.cli import main as command

    try:
        return command(arguments)
    finally:
        gc.freeze()


def _reader() -> int:
    """Open the reader: the first paint, then Textual; without a terminal, the plain headlines."""
    from tui.terminal import protocol

    if not protocol.is_interactive():
        return _command(["--plain"])
    gc.disable()  # until the app stands: importing makes no garbage worth looking for
    from tui.errors import ConfigError
    from tui.system.paths import user_paths
    from tui.terminal.firstpaint import first_paint

    try:
        paths = user_paths()
    except ConfigError:
        return _command([])  # which says what is wrong
    painted = first_paint(paths)
    try:
        from tui.screens.app import run_reader

        return run_reader(paths, painted)
    except BaseException as error:
        if painted is not None:
            protocol.give_back(painted.attributes)
        if not isinstance(error, Exception):
            raise
        from tui.cli import end_by

        return end_by(error)


if __name__ == "__main__":
    sys.exit(main())
