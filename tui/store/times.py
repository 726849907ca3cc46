"""The one place where times become whole UTC seconds and come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, overload

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@overload
def to_seconds(moment: datetime) -> int: ...
@overload
def to_seconds(moment: None) -> None: ...
def to_seconds(moment: datetime | None) -> int | None:
    """Return an aware time as whole seconds since 1970, rounded down; None stays None.

    A naive time is read as UTC. Works for every year that `datetime` knows.
    """
    if moment is None:
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(seconds=1)


def from_seconds(seconds: int | None) -> datetime | None:
    """Return the aware UTC time of whole seconds; None stays None, and what no calendar holds is None."""
    if seconds is None:
        return None
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None
