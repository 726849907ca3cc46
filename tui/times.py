"""Times as the outside world writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso_utc(moment: datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, to the second: `2025-05-15T12:00:00Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def iso_utc_or_none(moment: datetime | None) -> str | None:
    """Return an aware time as ISO 8601 in UTC; None stays None."""
    return None if moment is None else iso_utc(moment)
