"""The parser of the whole command line, made of the commands and their arguments."""

from __future__ import annotations

import argparse
from typing import Final

from tui import __version__
from tui.cli.arguments import ARGUMENTS, add_plain
from tui.cli.verbs import COMMANDS, Command

DESCRIPTION: Final = "A news reader for the terminal that knows who and where."
EPILOG: Final = """\
Without a command the reader opens; where there is no terminal to open it in, the headlines are printed.
An ID may be given by any beginning that no other article shares; - reads IDs from standard input.
DATELINE_HOME moves configuration, data, cache and logs below one folder.
"""


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line; with `only`, quickly, that of one command alone."""
    parser = argparse.ArgumentParser(
        "dateline",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"dateline {__version__}")
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
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(run=command.run)
        ARGUMENTS[command.name](sub)
    return parser


def _sentence(command: Command) -> str:
    from textwrap import fill

    first = f"{command.help[0].upper()}{command.help[1:]}."
    return fill(f"{first} {command.description}".strip(), 78)
