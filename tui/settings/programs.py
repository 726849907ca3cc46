"""Programs, macros and notifications, as the configuration states them; loaded by who has some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tui.keys.commands import ANYWHERE, PLACES, Command
from tui.keys.keymap import BY_ID, Own, OwnCommand, new_key_problem
from tui.settings.config import Validator, arguments, boolean, command, listed, one_of, usable_keys
from tui.system.programs import command_problem

if TYPE_CHECKING:
    from tui.model.programs import Program
    from tui.settings.config import Config

PROGRAM: Final = "program:"
"""Before a program's name in a macro."""
_NO_STEPS: Final = ("open_link",)
"""Commands that mean nothing without the key they are asked with."""


def _program(value: object) -> tuple[str, ...]:
    words = listed(value)
    if not words:
        raise ValueError('a command as a list of texts, such as ["pandoc", "-o", "/tmp/story.pdf"]')
    if problem := command_problem(words):
        raise ValueError(f"another command: {problem}")
    return words


CHECKS: Final[Mapping[str, Validator]] = {
    "command": _program,
    "input": one_of("markdown", "json", "text", "link"),
    "terminal": boolean,
    "key": usable_keys,
}
"""How each setting of a program is checked."""
NOTICE_CHECKS: Final[Mapping[str, Validator]] = {
    "how": one_of("off", "osc9", "osc777", "bell", "command"),
    "command": command,
    "names": boolean,
    "searches": arguments,
}
"""How each setting of [notify] is checked."""


def steps_of(value: object) -> tuple[str, ...]:
    """Check that a macro is a list of steps."""
    steps = listed(value)
    if not steps:
        raise ValueError('commands in a list, such as ["save", "program:notes", "next_unread"]')
    return steps


def step_problem(step: str, programs: Mapping[str, object]) -> str:
    """Say why a macro cannot have a step, and which may be meant; empty where it can."""
    if step.startswith(PROGRAM):
        name = step.removeprefix(PROGRAM)
        if name in programs:
            return ""
        near = get_close_matches(name, programs, n=1)
        return f"there is no program {name!r}{f'; did you mean {near[0]!r}?' if near else ''}"
    if step in BY_ID and step not in _NO_STEPS:
        return ""
    known = [name for name in BY_ID if name not in _NO_STEPS]
    near = get_close_matches(step, [*known, *(f"{PROGRAM}{name}" for name in programs)], n=1)
    return f"there is no command {step!r}{f'; did you mean {near[0]!r}?' if near else ''}"


def key_problem(key: str, taken: Sequence[str], own: Own) -> str:
    """Say why a key cannot be one of the reader's own; `taken` are those that are already."""
    if key in taken:
        return f"{key} stands for something of your own already"
    return new_key_problem(key, own)


def own_commands(config: Config) -> tuple[OwnCommand, ...]:
    """Return the reader's own commands: macros, then programs."""
    return (
        *(_macro(key, steps) for key, steps in config.macros.items()),
        *(_of_program(name, program) for name, program in config.programs.items()),
    )


def _macro(key: str, steps: tuple[str, ...]) -> OwnCommand:
    known = [BY_ID[step] for step in steps if step in BY_ID]
    words = [step.removeprefix(PROGRAM) if step.startswith(PROGRAM) else BY_ID[step].label for step in steps]
    where = tuple(pane for pane in ANYWHERE if all(pane in command.where for command in known))
    # Steps that share no pane are those of a macro that goes from one to the other.
    return OwnCommand(_own(f"macro:{key}", key, ", then ".join(words), where or ANYWHERE), steps)


def _of_program(name: str, program: Program) -> OwnCommand:
    is_link = program.input == "link"
    words = f"Open the link with {name}" if is_link else f"Hand the story to {name}"
    id_ = f"{PROGRAM}{name}"
    command = _own(id_, ",".join(program.key), words, ANYWHERE)
    return OwnCommand(command, (id_,), "open_with" if is_link else "pipe")


def _own(id_: str, keys: str, words: str, where: tuple[str, ...]) -> Command:
    group = "Your own"
    if where != ANYWHERE:
        group = f"Your own, in {' and '.join(PLACES[pane] for pane in where)}"
    return Command(id_, keys, words, f"{words[:1].upper()}{words[1:]}", group, where)
