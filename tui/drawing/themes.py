"""The names of themes, told without loading Textual unless it has to be asked."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from tui.drawing.looks import OWN_PALETTES

TEXTUALS: Final = (
    "textual-dark textual-light nord gruvbox catppuccin-mocha dracula tokyo-night monokai flexoki "
    "catppuccin-latte catppuccin-frappe catppuccin-macchiato solarized-light solarized-dark rose-pine "
    "rose-pine-moon rose-pine-dawn atom-one-dark atom-one-light ansi-dark ansi-light"
).split()
"""Those that Textual brings, as far as we know them."""


def is_theme(name: str) -> bool:
    """Tell whether there is such a theme."""
    if name in OWN_PALETTES or name in TEXTUALS:
        return True
    from textual.theme import BUILTIN_THEMES  # takes as long as a command; a newer Textual may have more

    return name in BUILTIN_THEMES


def nearest_theme(name: str) -> str | None:
    """Return the theme that was probably meant."""
    # Names of themes are lower case; `Nord` is `nord`.
    near = get_close_matches(name.lower(), (*OWN_PALETTES, *TEXTUALS), n=1)
    return near[0] if near else None
