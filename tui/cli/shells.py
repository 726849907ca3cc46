"""For shells and for `man`: completions and the manual page, both read off the parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tui.cli.arguments import WORDS
from tui.cli.completing import words_for
from tui.cli.output import emit
from tui.cli.parser import build_parser, options, subparsers
from tui.cli.verbs import COMMANDS
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, Namespace

if TYPE_CHECKING:
    from tui.cli import manual
else:  # loaded when first used: whoever starts should not wait for them
    manual = Lazy("tui.cli.manual")


_ASKING: Final = {
    "bash": r"""
# What bash gets must be quoted as it stands on the line; within quotes it does so itself.
_dateline_words() {
  local line
  dateline words "$1" -- "$2" 2>/dev/null | while IFS= read -r line; do
    case $2 in
      [\'\"]*) printf '%s\n' "$line" ;;
      *) printf '%q\n' "$line" ;;
    esac
  done
}
""",
    "zsh": r"""
_dateline_words() {
  local -a found
  found=("${(@f)$(dateline words $1 -- "$PREFIX" 2>/dev/null)}")
  [[ -n $found[1] ]] && compadd -U -a found
}
""",
}
"""How a shell asks `dateline words`: feeds, tags and names are not known when its script is written."""


def run_completions(arguments: Namespace) -> int:
    """Print the completions for a shell."""
    emit(completions(arguments.shell))
    return 0


def run_man(_arguments: Namespace) -> int:
    """Print the manual page."""
    emit(manual.render_manual(build_parser(), COMMANDS))
    return 0


def completions(shell: str) -> str:
    """Return a script that teaches a shell (bash, zsh or fish) our commands and their options."""
    parser = build_parser()
    if shell == "fish":
        return "\n".join(_fish(parser)) + "\n"
    import shtab

    for command, sub in (("", parser), *subparsers(parser).items()):
        for action in sub._actions:  # pyright: ignore[reportPrivateUsage]  # argparse has no public way
            if action.metavar == "FILE":
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # how shtab is told
            elif words := words_for(command, action):
                action.complete = dict.fromkeys(_ASKING, f"_dateline_{words}")  # type: ignore[attr-defined]
    calls = "".join(f'_dateline_{words}() {{ _dateline_words {words} "$1"; }}\n' for words in WORDS)
    return shtab.complete(parser, shell, preamble=_ASKING[shell] + calls)


# ── fish ──────────────────────────────────────────────────────────────────────────────────────


def _fish(parser: ArgumentParser) -> Iterator[str]:
    """Write one `complete` line a command, an option or a choice: what fish reads."""
    yield "# Completions of dateline for fish."
    yield "complete -c dateline -f"
    yield from (f"complete -c dateline -n __fish_use_subcommand {_fish_option(o)}" for o in options(parser))
    for command in COMMANDS:
        yield f"complete -c dateline -n __fish_use_subcommand -a {command.name} -d {_quoted(command.help)}"
    for name, sub in subparsers(parser).items():
        seen = f"complete -c dateline -n '__fish_seen_subcommand_from {name}'"
        yield from (f"{seen} {_fish_option(option, name)}" for option in options(sub))
        yield from (f"{seen} {words}" for words in _fish_positionals(sub, name))


def _fish_option(option: Action, command: str = "") -> str:
    names = [
        f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.option_strings
    ]
    value = []
    if option.choices:
        value = ["-x", f"-a {_quoted(' '.join(map(str, option.choices)))}"]
    elif option.metavar == "FILE":
        value = ["-r", "-F"]
    elif words := words_for(command, option):
        value = ["-x", _fish_words(words)]
    elif option.nargs != 0:
        value = ["-x"]
    return " ".join([*names, *value, f"-d {_quoted(_help(option))}"])


def _fish_words(words: str) -> str:
    return f"-a '(dateline words {words} -- (commandline -ct) 2>/dev/null)'"


def _fish_positionals(parser: ArgumentParser, command: str) -> Iterator[str]:
    for action in parser._actions:  # pyright: ignore[reportPrivateUsage]
        if action.option_strings:
            continue
        if action.choices:
            yield f"-a {_quoted(' '.join(map(str, action.choices)))}"
        elif action.metavar == "FILE":
            yield "-F"
        elif words := words_for(command, action):
            yield _fish_words(words)


def _help(action: Action) -> str:
    """Return an argument's help with its default filled in, as argparse itself would."""
    return (action.help or "") % {**vars(action), "prog": "dateline"}


def _quoted(text: str) -> str:
    r"""Quote for fish, where only \ and ' act within single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
