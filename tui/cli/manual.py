"""The manual page, written from the parser: what may be typed is said once."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui.cli.parser import DESCRIPTION, EPILOG, options, subparsers

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser

    from tui.cli.verbs import Subcommand

_AFTER: Final = """\
.SH FILES
The configuration file is named by
.BR "dateline config path" .
The database is in the user's data folder, since bookmarks are no cache; backups are kept beside it.
.SH ENVIRONMENT
.TP
.B DATELINE_HOME
A folder below which configuration, data, cache and logs are kept.
.TP
.BR VISUAL ", " EDITOR
The editor that
.B "dateline config edit"
opens.
.TP
.B NO_COLOR
Not empty: the terminal's own colours alone.
.SH EXIT STATUS
0 done; 1 failed, said in one line on standard error; 2 wrong usage; 130 stopped from the keyboard;
141 nobody reads what is printed any more; 3 from
.BR "dateline watch" ,
where nothing is new.
"""


def render_manual(parser: ArgumentParser, commands: Sequence[Subcommand]) -> str:
    """Return the page dateline(1) as troff source with man macros. The same on every machine."""
    return "\n".join(_lines(parser, commands)) + "\n" + _AFTER


def _lines(parser: ArgumentParser, commands: Sequence[Subcommand]) -> Iterator[str]:
    yield '.TH DATELINE 1 "" dateline "User Commands"'
    yield from (".SH NAME", r"dateline \- a news reader for the terminal that knows who and where")
    yield from (".SH SYNOPSIS", ".B dateline", ".RI [ OPTION ]...", ".RI [ COMMAND ]")
    yield from (".SH DESCRIPTION", _escaped(DESCRIPTION))
    for paragraph in EPILOG.strip().split("\n"):
        yield from (".PP", _escaped(paragraph))
    yield ".SH OPTIONS"
    yield from _arguments(options(parser))
    yield ".SH COMMANDS"
    parsers = subparsers(parser)
    for command in commands:
        yield from _command(command, parsers[command.name])


def _command(command: Subcommand, parser: ArgumentParser) -> Iterator[str]:
    yield f".SS {_escaped(synopsis(command.name, parser))}"
    yield _escaped(f"{command.help[0].upper()}{command.help[1:]}. {command.description}".strip())
    own = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]  # pyright: ignore[reportPrivateUsage]
    yield from _arguments(own)
    yield from (".PP", "Examples:", ".PP", ".RS 4", ".nf", *map(_escaped, command.examples), ".fi", ".RE")


def synopsis(name: str, parser: ArgumentParser) -> str:
    """Return a command as it is typed: its name, `[OPTION]...` where it has any, its arguments."""
    own = parser._actions  # pyright: ignore[reportPrivateUsage]
    words = [_positional(action) for action in own if not action.option_strings]
    has_options = any(action.option_strings and action.dest != "help" for action in own)
    return " ".join([f"dateline {name}", *(["[OPTION]..."] if has_options else []), *words])


def _positional(action: Action) -> str:
    shown = str(action.metavar or "|".join(map(str, action.choices or ())) or action.dest)
    return {"+": f"{shown}...", "*": f"[{shown}]...", "?": f"[{shown}]"}.get(str(action.nargs), shown)


def _arguments(actions: Sequence[Action]) -> Iterator[str]:
    for action in actions:
        yield from (".TP", f".B {_escaped(_invocation(action))}", _escaped(_help(action)))


def _invocation(action: Action) -> str:
    """Return an argument as it is typed: `-o, --output FILE`, or a positional's name."""
    if not action.option_strings:
        return _positional(action)
    names = ", ".join(action.option_strings)
    if action.nargs == 0:
        return names
    value = str(action.metavar) if action.metavar else "|".join(map(str, action.choices or ()))
    return f"{names} {value}"


def _help(action: Action) -> str:
    return (action.help or "") % {**vars(action), "prog": "dateline"}


def _escaped(text: str) -> str:
    """Return one line of text that troff takes for nothing else."""
    shown = re.sub(r"\s+", " ", text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq"))
    return rf"\&{shown}" if shown.startswith(".") else shown
