"""Kinds of names on the command line: which of them an option asks for, `--who rubio`, and their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.kinds import KINDS

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.model.kinds import EntityKind


def options() -> list[str]:
    """Return the options that ask for a name: `--who`, `--where`."""
    return [f"--{kind.prefix}" for kind in KINDS.values()]


def named_by_option(arguments: Namespace) -> tuple[EntityKind, str] | None:
    """Return the kind and the name that one of those options gave; None where none was given."""
    for kind in KINDS.values():
        name = getattr(arguments, kind.prefix)
        if name is not None:
            return kind.name, name
    return None


def column(kind: str) -> str:
    """Return a kind in a column that has room for each of them."""
    return f"{kind:{max(map(len, KINDS))}}"
