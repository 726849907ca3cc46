"""What was found about the database's health and done about it; `library.wording` says it in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Repair = Literal[
    "index",
    "index gone",
    "trigger gone",
    "count",
    "search line",
    "names",
    "revision",
    "other text",
    "told",
    "change",
    "text there",
    "text given up",
    "text from backup",
]
"""What was wrong. An index disagreed with its table or was gone, a trigger was gone, a count was wrong, an
article was not in the search index. Or a packed text was damaged: names, an earlier text, that one of two
texts that is not shown, a line of what can be undone; or an article's, which was there again, is lost, or
came from a backup."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """Something that was put right in the file."""

    repair: Repair
    name: str = ""
    """Of the index or trigger."""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a database has after what is legible of a damaged one was put into it."""

    saved: int
    articles: int
    feeds: int
    legible: bool
    """Whether anything at all could be read."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A sound database was put in the place of a damaged one."""

    aside: Path
    """The name that the damaged one has now."""
    was_empty: bool
    backup: str | None
    """The backup that it was made from; None where there was none."""
    rescued: Rescued | None
    """What it has of the damaged one as well; None where nothing could be read."""


@dataclass(frozen=True, slots=True)
class MendedByAnother:
    """The database was damaged, and another process mended it meanwhile."""


@dataclass(frozen=True, slots=True)
class OnlyReadable:
    """The database cannot be written."""

    path: Path


Notice = Repaired | Mended | MendedByAnother | OnlyReadable
"""What the reader should be told of how the file was opened, or looked after."""
