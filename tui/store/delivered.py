"""An entry as delivered, as the database keeps it until it is prepared; and what stays of it after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, cast

from tui.errors import TextDamaged
from tui.model.entries import Enclosure, RawEntry, Recording, recording
from tui.model.prose import Dateline, Section, plain_text
from tui.store.codec import sections_from_json, sections_to_json
from tui.store.packing import pack, pack_passing, unpack
from tui.store.times import from_seconds, to_seconds

_ELSEWHERE = frozenset(("marks", "origin"))
"""Fields that are acted upon when the entry is stored, and kept in tables of their own."""
_KEPT = tuple((f.name, f.default) for f in fields(RawEntry) if f.name not in _ELSEWHERE)
"""The other fields, with what is usual in them; one without a default is always kept."""


@dataclass(frozen=True, slots=True)
class Body:
    """A prepared article's text and what its list entry has no column for."""

    sections: tuple[Section, ...]
    enclosures: tuple[Enclosure, ...] = ()


def pack_entry(entry: RawEntry) -> bytes:
    """Return a delivered entry as a blob; what is empty or usual is left out."""
    values = [(name, getattr(entry, name), usual) for name, usual in _KEPT]
    return pack_passing({name: _plain(value) for name, value, usual in values if value != usual})


def unpack_entry(blob: bytes) -> RawEntry:
    """Return the entry that `pack_entry` made a blob of. Raises TextDamaged."""
    values: dict[str, Any] = unpack(blob)
    try:
        return _entry(values)
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise TextDamaged("The text of that article is damaged.") from error


def _entry(values: dict[str, Any]) -> RawEntry:
    for name in ("published_at", "updated_at"):
        values[name] = from_seconds(values.get(name))
    for name in ("authors", "tags"):
        values[name] = tuple(values.get(name, ()))
    values["enclosures"] = _enclosures(values.get("enclosures", ()))
    if (dateline := values.get("dateline")) is not None:
        values["dateline"] = Dateline(**dateline)
    return RawEntry(**values)


def pack_body(body: Body) -> bytes:
    """Return a prepared text as a blob."""
    made: dict[str, Any] = {"sections": sections_to_json(body.sections)}
    if body.enclosures:
        made["enclosures"] = [_plain(enclosure) for enclosure in body.enclosures]
    return pack(made)


def unpack_body(blob: bytes) -> Body:
    """Return the text that `pack_body` made a blob of. Raises TextDamaged."""
    made: dict[str, Any] = unpack(blob)
    try:
        return Body(sections_from_json(made["sections"]), _enclosures(made.get("enclosures", ())))
    except (TypeError, KeyError, AttributeError) as error:
        raise TextDamaged("The text of that article is damaged.") from error


def recording_in(blob: bytes) -> Recording | None:
    """Return what an article has to be heard or watched, by its blob of either form. Raises TextDamaged."""
    held: dict[str, Any] = unpack(blob)
    try:
        return recording(_enclosures(held.get("enclosures", ())))
    except (TypeError, AttributeError) as error:
        raise TextDamaged("The text of that article is damaged.") from error


def listed_entry(guid: str | None, url: str | None, headline: str, summary: str | None) -> RawEntry:
    """Return an entry that says what the lists say of an article: for one whose text is lost."""
    return RawEntry(guid=guid, url=url, title=headline, content=summary or "", content_form="text")


def plain_body(form: str, blob: bytes) -> str:
    """Return the words of a stored text; none of one that waits as delivered, or that is damaged."""
    try:
        return plain_text(unpack_body(blob).sections) if form == "blocks" else ""
    except TextDamaged:
        return ""


def is_legible(form: str, blob: bytes) -> bool:
    """Whether a stored text can be read: SQLite sees no damage in the middle of one."""
    try:
        unpack_body(blob) if form == "blocks" else unpack_entry(blob)
    except TextDamaged:
        return False
    return True


def _enclosures(values: Sequence[dict[str, Any]]) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(**value) for value in values)


def _plain(value: object) -> object:
    """Return a field's value in JSON's terms."""
    match value:
        case datetime():
            return to_seconds(value)
        case tuple():
            return [_plain(item) for item in cast("tuple[object, ...]", value)]
        case Enclosure() | Dateline():
            return {name: item for name, item in asdict(value).items() if item is not None}
        case _:
            return value
