"""What was probably meant by a command line that is none: said in one line, where it can be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tui.cli.parser import options, subparsers
from tui.cli.verbs import COMMANDS

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser

_OTHER_WORDS: Final = {
    "bookmark": "save",
    "cat": "read",
    "delete": "unsubscribe",
    "fetch": "sync",
    "find": "search",
    "grep": "search",
    "help": "--help",
    "ls": "list",
    "open": "read",
    "pull": "sync",
    "refresh": "sync",
    "reload": "sync",
    "remove": "unsubscribe",
    "rm": "unsubscribe",
    "settings": "config",
    "show": "read",
    "star": "save",
    "subscribe": "add",
    "update": "sync",
    "version": "--version",
}
"""What other programs call it."""
_CHOICE: Final = re.compile(r"invalid choice: '(.*?)' \(choose from")
_LONGEST: Final = 40


def told(words: Sequence[str], parser: ArgumentParser, message: str) -> Iterator[str]:
    """Yield what is to be said of wrong usage, a line each; `message` is argparse's, about `parser`."""
    command = next((word for word in words if not word.startswith("-")), None)
    known = [known.name for known in COMMANDS]
    if command is not None and command not in known:
        yield f"no command {_quoted(command)}; {_meant_command(command, known)}"
        return
    parser = subparsers(parser).get(command or "", parser)  # the whole line's tells of what is left over
    said = "" if command is None else f"{command}: "
    spelled = _spelled(parser)
    unknown = _first_unknown(_options_typed(words, command), spelled)
    if unknown is not None:
        yield f"{said}no option {_quoted(unknown)}; {_meant_option(unknown, spelled, parser)}"
        return
    yield from (parser.format_usage().rstrip(), f"{said}{message}{_meant_choice(parser, message)}")


def _spelled(parser: ArgumentParser) -> list[str]:
    """Return the options that a parser knows, as they are typed."""
    return [name for option in options(parser) for name in option.option_strings]


def _first_unknown(typed: Iterable[str], spelled: Sequence[str]) -> str | None:
    """Return the first option that begins none of those that there are."""
    return next((word for word in typed if not any(name.startswith(word) for name in spelled)), None)


def _meant_command(typed: str, known: Sequence[str]) -> str:
    near = [_OTHER_WORDS[typed]] if typed in _OTHER_WORDS else get_close_matches(typed.lower(), known, n=1)
    return f"did you mean {near[0]}?" if near else "dateline --help lists them all."


def _options_typed(words: Sequence[str], command: str | None) -> Iterator[str]:
    """Yield each option that was typed to a command, without its value."""
    rest = words[words.index(command) + 1 :] if command is not None else words
    for word in rest:
        if word == "--":
            return
        # A hyphen alone is standard input, and before digits it is the sign of a number.
        if word.startswith("-") and len(word) > 1 and not word[1:].isdecimal():
            yield word.partition("=")[0]


def _meant_option(typed: str, known: Sequence[str], parser: ArgumentParser) -> str:
    near = get_close_matches(typed, known, n=1) if typed.startswith("--") else []
    if near:
        return f"did you mean {near[0]}?"
    if parser.prog.endswith(" search"):
        return "quote a search that has a - in it."
    return f"{parser.prog} --help names them."


def _meant_choice(parser: ArgumentParser, message: str) -> str:
    found = _CHOICE.search(message)
    choices = [str(choice) for action in _actions(parser) for choice in action.choices or ()]
    near = get_close_matches(found[1], choices, n=1) if found else []
    return f"; did you mean {near[0]}?" if near else ""


def _actions(parser: ArgumentParser) -> list[Action]:
    return parser._actions  # pyright: ignore[reportPrivateUsage]  # argparse has no public way


def _quoted(word: str) -> str:
    return f"'{word}'" if len(word) <= _LONGEST else f"'{word[:_LONGEST]}…'"
