"""How long a recording takes, as feeds state it: `1:02:03`, `62:03`, `3723`, `3723.5`, `PT1H2M3S`."""

from __future__ import annotations

import re
from typing import Final

_CLOCK: Final = re.compile(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,5}):)?([0-9]{1,7})(?:[.,][0-9]*)?")
_ISO: Final = re.compile(
    r"P(?:([0-9]{1,3})D)?T?(?:([0-9]{1,4})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,7})(?:[.,][0-9]*)?S)?"
)
_LONGEST_S: Final = 7 * 86_400
"""Longer than anything that is one recording: then another unit was meant."""


def read_duration(stated: str) -> int | None:
    """Return a duration in whole seconds; None where it is none, is nought, or takes longer than a week."""
    text = stated.strip().upper()
    if match := _CLOCK.fullmatch(text):
        days, hours, minutes, seconds = 0, *(int(part or 0) for part in match.groups())
    elif match := _ISO.fullmatch(text):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    else:
        return None
    total = days * 86_400 + hours * 3_600 + minutes * 60 + seconds
    return total if 0 < total <= _LONGEST_S else None
