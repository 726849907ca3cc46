"""Modules that are loaded when they are first used.

A command or a screen should not wait for what it may never need. Which modules those are stands at the
head of whoever uses them, in one place, where others have their imports:

    if TYPE_CHECKING:
        from tui.library import searching
    else:
        searching = Lazy("tui.library.searching")
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Lazy:
    """A module by its name. Any attribute that is asked for is the module's, as it is then."""

    __slots__ = ("_module", "_name")

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: Any = None

    def __getattr__(self, attribute: str) -> Any:
        """Load the module the first time."""
        module = self._module
        if module is None:
            module = self._module = import_module(self._name)
        return getattr(module, attribute)
