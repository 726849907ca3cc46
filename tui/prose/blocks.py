"""Sections that an export of ours wrote, read back."""

from __future__ import annotations

import msgspec

from tui.errors import ParseError
from tui.model.blocksjson import sections_from_json
from tui.model.prose import Section


def sections_from_blocks(content: str) -> tuple[Section, ...]:
    """Read sections from our own JSON; raises ParseError where it is of another shape."""
    try:
        return sections_from_json(msgspec.json.decode(content))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"The text of this article cannot be read: {error}.") from error
