"""The command line: arguments in, data out, words beside it, and exit codes that mean something.

0 done, 1 failed (said in one line), 2 wrong usage; 130 stopped by the keyboard, 141 nobody reads on.
Each command lives in the module that `parser` names for it, loaded when it is called for.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tui.cli.output import complain, say
from tui.errors import DatelineError
from tui.system import log
from tui.system.lazily import Lazy
from tui.system.log import DEBUG, file_in

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.cli.parser import WrongUsage

if TYPE_CHECKING:
    from tui.cli import articles, parser, typos, verbs
    from tui.screens import app
    from tui.terminal import protocol
else:  # loaded when first used: whoever starts should not wait for them
    app = Lazy("tui.screens.app")
    articles = Lazy("tui.cli.articles")
    parser = Lazy("tui.cli.parser")
    protocol = Lazy("tui.terminal.protocol")
    typos = Lazy("tui.cli.typos")
    verbs = Lazy("tui.cli.verbs")

_WITHOUT_CONFIG: Final = frozenset(("config", "doctor", "completions", "man"))
"""Commands that need no configuration, or tell what is wrong in it themselves."""
FAILED: Final = 1
WRONG_USAGE: Final = 2
STOPPED: Final = 130
NOBODY_READS: Final = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or without one the reader; returns the exit code and never a traceback for an
    error a reader can do something about. `argv` is without the program's name; None takes the process's.
    """
    try:
        code = _left(argv)
        # Here, where a full disk can be told in a line; at the interpreter's end it would be a traceback.
        sys.stdout.flush()
    except DatelineError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        _let_go_of_stdout()
        return NOBODY_READS
    except OSError as error:
        _let_go_of_stdout()
        complain(f"{error.filename}: {error.strerror}" if error.filename else _unprinted(error))
        return FAILED
    except KeyboardInterrupt:
        return STOPPED
    except Exception as fault:
        return end_by(fault)
    return code


def end_by(fault: Exception) -> int:
    """Say in one line that there is a fault of ours, whose way is in the log; returns the exit code."""
    log.error("a fault of ours ended it", fault)
    if log.is_debugging():
        from traceback import print_exception

        print_exception(fault)
    complain(f"Something went wrong here that should not have ({type(fault).__name__}). {_more_of_it()}")
    return FAILED


def _more_of_it() -> str:
    from tui.system.paths import user_paths

    try:
        file = file_in(user_paths())
        if file.exists():
            return f"The log says more: {file}"
    except (DatelineError, OSError):
        pass  # then there is no log
    return f"With {DEBUG}=1 it says more."


def _left(argv: Sequence[str] | None) -> int:
    """Run the command; argparse leaves by way of an exception after --help and wrong usage."""
    try:
        return _run(argv)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else FAILED


def _unprinted(error: OSError) -> str:
    """Say why something could not be printed: an error without a file's name is standard output's."""
    if error.errno == errno.EBADF:
        return "Standard output is closed: there is nowhere to print to."
    return f"What was to be printed could not be written: {error.strerror or error}."


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    # Every start pays for the parser: that of one command is soon made.
    only = words[0] if words and any(words[0] == command.name for command in verbs.COMMANDS) else None
    try:
        arguments = parser.build_parser(only).parse_args(words)
    except parser.WrongUsage as wrong:
        return _misused(words, wrong)
    log.begin(arguments.command or "headlines", _log_level)
    if arguments.command not in _WITHOUT_CONFIG:
        _tell_problems()
    if arguments.command is None:
        return _reader(arguments)
    module, name = arguments.run.split(":")
    code: int = getattr(import_module(f"tui.cli.{module}"), name)(arguments)
    return code


def _log_level() -> str:
    from tui.settings.file import log_level

    return log_level()


def _tell_problems() -> None:
    """Say what is wrong in the reader's configuration, a line each. Raises ConfigError without a home."""
    from tui.system.paths import user_paths

    paths = user_paths()
    # A link that leads nowhere is something to be told; and without a file no reader of TOML is loaded.
    if os.path.lexists(paths.config_file):
        from tui.settings.file import read_config

        for problem in read_config(paths)[1]:
            complain(problem)


def _misused(words: Sequence[str], wrong: WrongUsage) -> int:
    """Say what is wrong with what was typed, and what was probably meant."""
    *usage, last = typos.told(words, wrong.parser, wrong.message)
    for line in usage:
        say(line)
    complain(last)
    return WRONG_USAGE


def _reader(arguments: Namespace) -> int:
    """Open the reader; without a terminal, or when asked to be plain, print the headlines."""
    from tui.system.paths import user_paths

    if arguments.plain or not protocol.is_interactive():
        return articles.run_headlines(arguments)
    return app.run_reader(user_paths(), None)


def _let_go_of_stdout() -> None:
    """Point standard output nowhere, so that the interpreter's last flush has nothing to complain of."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
