"""When a page says that it was published: the moment, and the day as it is written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from tui.sources.dates import parse_date

_LONGEST: Final = 80
_LEAST: Final = 8
_ZERO: Final = date(1970, 1, 1)
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_ZONE: Final = re.compile(
    r"\s*(?:(?<=\d)Z|[+-]\d{2}:?\d{2}|\b(?:[A-Z]{2,4}|GMT[+-]\d{1,2}))\s*(?:\([^)]*\))?$"
)
_BEFORE: Final = re.compile(
    r"^(?:(?:first |originally |last |article |date )?(?:published|posted|created|written|date|publié"
    r"|veröffentlicht|erstellt|datum|stand|publicado|fecha|pubblicato|data|gepubliceerd|publicerad|опубликовано|дата)"
    r"(?: (?:date|on|at|am|le|el|il|op))?\s*:?\s*|on |am |le |el |il )",
    re.IGNORECASE,
)
"""What stands before a day that is seen."""
_OF_CHANGE: Final = re.compile(
    r"updat|modif|aktualisi|mis à jour|actualiz|aggiornat|bijgewerkt|edited|обновл", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PARTING: Final = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+")
_LONGEST_LINE: Final = 100
_NUMBERED: Final = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
_DAY_IN_LINE: Final = re.compile(
    r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d(?!\d\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|(?<![\d.]){_NUMBERED}\s+(?:de\s+|of\s+)?[^\W\d_]{{3,12}}\.?,?\s+(?:de\s+)?(?:19|20)\d\d(?!\d\d)"
    rf"|[^\W\d_]{{3,12}}\.?\s+{_NUMBERED},?\s+(?:19|20)\d\d(?!\d\d)"
    r"|(?<!\d)(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
_LAST_PART: Final = re.compile(r"\s[|:–—-]\s+([^|–—]{8,40})$")
_DAY_IN_ADDRESS: Final = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])|/((?:19|20)\d{2})(\d{2})(\d{2})(?=[/-])"
)


class StatedTime(NamedTuple):
    """A time that a page states."""

    moment: datetime
    """Aware, in UTC; the day's midnight where only a day is stated."""
    stated: str
    """As the page has it where that is ISO 8601; else the day, local to the page, in that form."""


def first_time(stated: Iterable[str]) -> StatedTime | None:
    """Return the first time of those stated that can be read."""
    return next((found for text in stated if (found := read_time(text))), None)


def read_time(text: str) -> StatedTime | None:
    """Read a time as tags state it; None where its form is not known."""
    line = text.strip()
    # A year or a month alone is no day.
    moment = parse_date(line) if _LEAST <= len(line) <= _LONGEST else None
    # Programs state their zero where nobody told them the day.
    if moment is None or moment.date() == _ZERO:
        return None
    if _ISO_DAY.match(line):
        return StatedTime(moment, line)
    # The day as it is written, whatever day it is in UTC by then.
    local = parse_date(_ZONE.sub("", line)) or moment
    return StatedTime(moment, local.date().isoformat())


def time_in_words(line: str) -> StatedTime | None:
    """Read the day of a line that is seen: `Published on 4 March 2025`; None where that is one of a change.

    Without a year there is no day, and a day in numbers that could be two is none.
    """
    for part in _PARTING.split(line)[:4] if len(line) <= 2 * _LONGEST else ():
        if not _OF_CHANGE.search(part) and _YEAR.search(part):
            text = _BEFORE.sub("", part).strip(" ,;:.-–—")
            if found := read_time(_BEFORE.sub("", text)):
                return found
    return None


def day_within(line: str) -> StatedTime | None:
    """Return the first day in a short line, `Ann Reed / 04.03.2025`; None where it may be of a change."""
    if len(line) > _LONGEST_LINE or _OF_CHANGE.search(line):
        return None
    days = (read_time(match[0]) for match in _DAY_IN_LINE.finditer(line))
    return next(filter(None, days), None)


def day_at_end(title: str) -> StatedTime | None:
    """Return the day that is the last part of a title: `Talks open | Harbour Post | 04.03.2025`."""
    match = _LAST_PART.search(title[-_LONGEST:])
    return time_in_words(match[1]) if match else None


def day_in_address(urls: Sequence[str]) -> StatedTime | None:
    """Return the day in an address, `/2025/03/04/`; None where there is none."""
    for url in urls:
        for match in _DAY_IN_ADDRESS.finditer(url[:500]):
            year, month, day = (int(part) for part in match.groups() if part)
            try:
                moment = datetime(year, month, day, tzinfo=UTC)
            except ValueError:
                continue
            return StatedTime(moment, moment.date().isoformat())
    return None
