"""Notes as JSON: annotations as W3C's model has them, for exports and for the command line.

What is read back may be anything: what is of another type is not there, and nothing here raises.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, cast

from tui.calendar.times import iso_utc_or_none
from tui.model.notes import Note, Quotation, read_key

_MOST: Final = 10_000
"""Notes that are read of one article."""


def note_to_json(note: Note) -> dict[str, Any]:
    """Return a note as an annotation; every key is always there."""
    quoted = note.quotation
    return {
        "id": note.key,
        "created": iso_utc_or_none(note.made_at),
        "modified": iso_utc_or_none(note.changed_at),
        "text": note.words,
        "selector": quoted
        and {
            "type": "TextQuoteSelector",
            "exact": quoted.exact,
            "prefix": quoted.prefix,
            "suffix": quoted.suffix,
        },
        "start": quoted and quoted.start,
    }


def notes_from_json(values: Iterable[object]) -> tuple[Note, ...]:
    """Return the notes that annotations state; one that says nothing, or is none, is passed over."""
    found = (_note(value) for _, value in zip(range(_MOST), values, strict=False))
    return tuple(note for note in found if note is not None)


def notes_from_text(text: str) -> tuple[Note, ...]:
    """Return the notes that a list of annotations states, as JSON; none where it is no such list."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return notes_from_json(cast("list[object]", values)) if isinstance(values, list) else ()


def _note(value: object) -> Note | None:
    if not isinstance(value, dict):
        return None
    stated = cast("Mapping[str, object]", value)
    quotation, words = _quotation(stated), _text(stated, "text")
    if quotation is None and not words.strip():
        return None
    key = read_key(_text(stated, "id")) or _key_of(stated)
    made_at = _moment(_text(stated, "created"))
    return Note(key, words, quotation, made_at, _moment(_text(stated, "modified")) or made_at)


def _quotation(stated: Mapping[str, object]) -> Quotation | None:
    selector, start = stated.get("selector"), stated.get("start")
    if not isinstance(selector, dict):
        return None
    quoted = cast("Mapping[str, object]", selector)
    exact = _text(quoted, "exact")
    if not exact.strip():
        return None
    place = start if isinstance(start, int) and 0 <= start < 2**53 else 0
    return Quotation(exact, _text(quoted, "prefix"), _text(quoted, "suffix"), int(place))


def _text(stated: Mapping[str, object], key: str) -> str:
    value = stated.get(key)
    return value if isinstance(value, str) else ""


def _key_of(stated: Mapping[str, object]) -> str:
    """Return a key for a note that has none, the same whenever it is read."""
    said = json.dumps(stated, sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _moment(stated: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
