"""The parser of the whole command line, made of the commands and their arguments."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from tui import __version__
from tui.cli.arguments import ARGUMENTS, add_plain
from tui.cli.output import emit
from tui.cli.verbs import COMMANDS, Subcommand
from tui.system.streams import encoding_of, representable

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser

    from _typeshed import SupportsWrite

DESCRIPTION: Final = "A news reader for the terminal that knows who and where."
EPILOG: Final = """\
Without a command the reader opens; where there is no terminal to open it in, the headlines are printed.
An ID may be given by any beginning that no other article shares; - reads IDs from standard input.
DATELINE_HOME moves configuration, data, cache and logs below one folder.
"""


class WrongUsage(Exception):
    """What was typed is no command line."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__(message)
        self.parser = parser
        self.message = message


class Parser(argparse.ArgumentParser):
    """A parser that leaves it to others to say what is wrong, and does not hide that help was not printed."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage."""
        raise WrongUsage(self, message)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help. Raises OSError."""
        (file or sys.stdout).write(representable(self.format_help(), encoding_of(sys.stdout)))


class _Filled(argparse.HelpFormatter):
    """Breaks each paragraph for the width there is; examples, which are moved in, stay whole to be copied.

    In the usage a row of choices is broken between two of them, where argparse leaves it to the terminal.
    """

    def _format_usage(self, *arguments: Any, **named: Any) -> str:
        lines = super()._format_usage(*arguments, **named).split("\n")
        return "\n".join(piece for line in lines for piece in self._choices_broken(line))

    def _choices_broken(self, line: str) -> Iterator[str]:
        edge = " " * (len(line) - len(line.lstrip()) + 1)
        first, *others = line.split(" | ")
        for choice in others:
            if len(first) + len(choice) + len(" | ") > self._width:
                yield f"{first} |"
                first = edge + choice
            else:
                first += f" | {choice}"
        yield first

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import fill

        return "\n".join(
            line
            if line.startswith(" ")
            else fill(line, width, initial_indent=indent, subsequent_indent=indent)
            for line in text.splitlines()
        )


class _PrintVersion(argparse.Action):
    """Print the version and leave. Raises OSError."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(
            option_strings, dest=argparse.SUPPRESS, default=argparse.SUPPRESS, nargs=0, help=help
        )

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        emit(f"dateline {__version__}")
        parser.exit()


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line; with `only`, quickly, that of one command alone.

    What it makes of arguments may be WrongUsage.
    """
    parser = Parser(
        "dateline",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=_Filled,
    )
    parser.add_argument("-V", "--version", action=_PrintVersion, help="print the version")
    add_plain(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        if only not in (None, command.name):
            continue
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=_sentence(command),
            epilog="examples:\n" + "\n".join(f"  {example}" for example in command.examples),
            formatter_class=_Filled,
        )
        sub.set_defaults(run=command.run)
        ARGUMENTS[command.name](sub)
    return parser


def _sentence(command: Subcommand) -> str:
    return f"{command.help[0].upper()}{command.help[1:]}. {command.description}".strip()


def subparsers(parser: ArgumentParser) -> dict[str, ArgumentParser]:
    """Return each command's own parser, by name, in order."""
    for action in parser._actions:  # pyright: ignore[reportPrivateUsage]
        if isinstance(action, argparse._SubParsersAction):  # pyright: ignore[reportPrivateUsage]
            return cast("dict[str, ArgumentParser]", action.choices)
    return {}


def options(parser: ArgumentParser) -> list[Action]:
    """Return a parser's options, `--help` among them, as they were declared."""
    return [action for action in parser._actions if action.option_strings]  # pyright: ignore[reportPrivateUsage]
