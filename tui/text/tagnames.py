"""Tags as they are typed: several in one line, with commas between them."""

from __future__ import annotations

from tui.text.safe import clean_line


def tag_names(typed: str) -> tuple[str, ...]:
    """Return the tags of a line, each once whatever its capitals; of none the empty tag, to be refused."""
    named = (clean_line(part) for part in typed.split(","))
    by_fold = {name.casefold(): name for name in reversed([name for name in named if name])}
    return tuple(reversed(by_fold.values())) or ("",)
