"""Sections and names as the database keeps them: short JSON lists, and back.

    text      "plain", or ["plain", [[start, end, kind], [start, end, "link", href], …]]
    section   [heading or null, level, [block, …]]
    block     ["p", text] paragraph, ["h", text, level] heading, ["q", [text, …]] quote of paragraphs,
              ["Q", [block, …]] quote, ["l", [[text, depth, marker], …]] list of texts (`tui.model.nesting`),
              ["L", [[marker, [block, …]], …]] list, ["c", text, language] code,
              ["i", caption, url] or ["i", caption, url, alt, title] image,
              ["t", [[text, …], …], header] table, ["r"] rule

This form is the store's own: what the world sees is `tui.model.blocksjson`. Texts passed the gate on their
way in and are not looked at again. A value of another shape raises TextDamaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final

from tui.errors import TextDamaged
from tui.model.kinds import EntityKind
from tui.model.names import Entity, Mention, Names, Person, Place, Thing
from tui.model.nesting import FlatRow, flat_rows, list_of_rows
from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    InlineSpan,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
)

JsonValue = Any
"""A value that `json.dumps` takes."""

_SALIENCE_DIGITS: Final = 4
_CLASSES: Final[dict[EntityKind, type[Entity]]] = {Person.entity_kind: Person, Place.entity_kind: Place}


def sections_to_json(sections: Sequence[Section]) -> JsonValue:
    """Return sections as short JSON lists, in reading order."""
    return [
        [
            None if section.heading is None else _from_text(section.heading),
            section.level,
            [_from_block(block) for block in section.blocks],
        ]
        for section in sections
    ]


def sections_from_json(value: JsonValue) -> tuple[Section, ...]:
    """Return the sections that `sections_to_json` gave. Raises TextDamaged."""
    try:
        return tuple(
            Section(None if heading is None else _to_text(heading), tuple(map(_to_block, blocks)), level)
            for heading, level, blocks in value
        )
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise TextDamaged("The text of that article is damaged.") from error


def names_to_json(names: Names) -> JsonValue:
    """Return names as JSON objects, most salient first; what is empty or usual is left out."""
    further = (names.things,) if names.things else ()
    return [[entity_to_json(entity) for entity in some] for some in (names.people, names.places, *further)]


def names_from_json(value: JsonValue) -> Names:
    """Return the names that `names_to_json` gave. Raises TextDamaged."""
    try:
        people, places, *further = value
        things = further[0] if further else ()
        return Names(
            tuple(Person(**_entity_values(person)) for person in people),
            tuple(Place(**_entity_values(place)) for place in places),
            tuple(Thing(**_entity_values(thing)) for thing in things),
        )
    except (TypeError, ValueError, KeyError) as error:
        raise TextDamaged("The names of that article are damaged.") from error


# ── texts and blocks ──────────────────────────────────────────────────────────────────────────


def _from_text(text: Text) -> JsonValue:
    if not text.spans:
        return text.plain
    spans = [
        [s.start, s.end, s.kind] if s.href is None else [s.start, s.end, s.kind, s.href] for s in text.spans
    ]
    return [text.plain, spans]


def _to_text(value: JsonValue) -> Text:
    if isinstance(value, str):
        return Text(value)
    plain, spans = value
    return Text(plain, tuple(InlineSpan(*span) for span in spans))


def _from_block(block: Block) -> JsonValue:
    match block:
        case Paragraph(text):
            return ["p", _from_text(text)]
        case Heading(text, level):
            return ["h", _from_text(text), level]
        case Quote(blocks):
            return _from_quote(blocks)
        case ListBlock():
            return _from_list(block)
        case Code(text, language):
            return ["c", _from_text(text), language]
        case Image(caption, url, alt, title):
            more = [_from_text(alt), _from_text(title)] if alt.plain or title.plain else []
            return ["i", _from_text(caption), url, *more]
        case Table(rows, has_header):
            return ["t", [[_from_text(cell) for cell in row] for row in rows], has_header]
        case Rule():
            return ["r"]


def _from_quote(blocks: Sequence[Block]) -> JsonValue:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    if len(texts) == len(blocks):
        return ["q", [_from_text(text) for text in texts]]
    return ["Q", [_from_block(inner) for inner in blocks]]


def _from_list(block: ListBlock) -> JsonValue:
    rows = flat_rows(block)
    if rows is not None:
        return ["l", [[_from_text(row.text), row.depth, row.marker] for row in rows]]
    return ["L", [[item.marker, [_from_block(inner) for inner in item.blocks]] for item in block.items]]


def _to_block(value: JsonValue) -> Block:
    match value:
        case ["p", text]:
            return Paragraph(_to_text(text))
        case ["h", text, level]:
            return Heading(_to_text(text), level)
        case ["q", paragraphs]:
            return Quote(tuple(Paragraph(_to_text(text)) for text in paragraphs))
        case ["Q", blocks]:
            return Quote(tuple(map(_to_block, blocks)))
        case ["l", items]:
            return list_of_rows(FlatRow(_to_text(text), depth, marker) for text, depth, marker in items)
        case ["L", items]:
            return ListBlock(tuple(ListItem(tuple(map(_to_block, inner)), marker) for marker, inner in items))
        case ["c", text, language]:
            return Code(_to_text(text), language)
        case ["i", caption, url, *more]:
            return Image(_to_text(caption), url, *map(_to_text, more))
        case ["t", rows, has_header]:
            return Table(tuple(tuple(map(_to_text, row)) for row in rows), has_header)
        case ["r"]:
            return Rule()
        case _:
            raise ValueError("no block has that form")


# ── names ─────────────────────────────────────────────────────────────────────────────────────


def entity_to_json(entity: Entity) -> dict[str, JsonValue]:
    """Return one name as a JSON object; what is empty or usual is left out."""
    values = {field.name: getattr(entity, field.name) for field in fields(entity)}
    values["mentions"] = [[m.section, m.leaf, m.start, m.end] for m in entity.mentions]
    values["salience"] = round(entity.salience, _SALIENCE_DIGITS)
    return {name: value for name, value in values.items() if value not in (None, ())}


def entity_from_json(kind: EntityKind, value: dict[str, JsonValue]) -> Entity:
    """Return the name that `entity_to_json` gave. Raises TypeError, ValueError, KeyError."""
    return _CLASSES.get(kind, Thing)(**_entity_values(value))


def _entity_values(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    tuples = {name: tuple(value.get(name, ())) for name in ("aliases", "reasons")}
    return {**value, **tuples, "mentions": tuple(Mention(*mention) for mention in value.get("mentions", ()))}
