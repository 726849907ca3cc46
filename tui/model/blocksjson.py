"""Sections as JSON values, in the form that exports and `read --json` show to the world.

    {"heading": "…" or null, "level": 2, "blocks": [{"kind": "paragraph", "text": "…", "spans": []}, …]}

Every block has its `kind` and its whole `text`; a quote adds `paragraphs`, a list `items`, a table
`rows`, each of texts with spans. Where a quotation holds more than paragraphs, or a list more than texts
and lists of them, those keys name all texts in it one after the other, and `blocks`, or `nested` with
the marker and the blocks of each item, say how they stand. Keys are only ever added. The store keeps
sections in a form of its own that may change; this one may not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from tui.model.nesting import FlatRow, flat_rows, list_of_rows, rows_of
from tui.model.prose import (
    DEEPEST,
    SPAN_KINDS,
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
    block_leaves,
)
from tui.text.weblinks import magnet_link

JsonObject = dict[str, Any]
"""An object that `json.dumps` takes."""


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def sections_to_json(sections: Sequence[Section]) -> list[JsonObject]:
    """Return the sections as values that `json.dumps` takes; `sections_from_json` undoes it."""
    return [_section_to_json(section) for section in sections]


def _section_to_json(section: Section) -> JsonObject:
    heading: JsonObject = {"heading": None if section.heading is None else section.heading.plain}
    if section.heading is not None and section.heading.spans:
        heading["heading_spans"] = _text_to_json(section.heading)["spans"]
    return {**heading, "level": section.level, "blocks": [_block_to_json(block) for block in section.blocks]}


def _block_to_json(block: Block) -> JsonObject:
    whole = "\n".join(leaf.plain for leaf in block_leaves(block))
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", **_text_to_json(text)}
        case Heading(text, level):
            return {"kind": "heading", **_text_to_json(text), "level": level}
        case Quote():
            return {"kind": "quote", "text": whole, **_quote_to_json(block)}
        case ListBlock():
            return {"kind": "list", "text": whole, **_list_to_json(block)}
        case Code(text, language):
            return {"kind": "code", **_text_to_json(text), "language": language}
        case Image():
            return {"kind": "image", **_image_to_json(block)}
        case Table():
            return {"kind": "table", "text": whole, **_table_to_json(block)}
        case Rule():
            return {"kind": "rule", "text": ""}


def _quote_to_json(quote: Quote) -> JsonObject:
    texts = {"paragraphs": [_text_to_json(text) for text in block_leaves(quote)]}
    if all(isinstance(block, Paragraph) for block in quote.blocks):
        return texts
    return {**texts, "blocks": [_block_to_json(block) for block in quote.blocks]}


def _list_to_json(block: ListBlock) -> JsonObject:
    rows = flat_rows(block)
    items = [
        {**_text_to_json(row.text), "depth": row.depth, "marker": row.marker}
        for row in (rows_of(block) if rows is None else rows)
    ]
    if rows is not None:
        return {"items": items}
    nested = [
        {"marker": item.marker, "blocks": [_block_to_json(inner) for inner in item.blocks]}
        for item in block.items
    ]
    return {"items": items, "nested": nested}


def _table_to_json(table: Table) -> JsonObject:
    rows = [[_text_to_json(cell) for cell in row] for row in table.rows]
    return {"rows": rows, "has_header": table.has_header}


def _image_to_json(image: Image) -> JsonObject:
    """The caption is the text, as it always was; where more is said each has a key of its own."""
    more = {"alt": image.alt, "title": image.title}
    told = {key: _text_to_json(text) for key, text in more.items() if text.plain}
    caption = _text_to_json(image.caption)
    if not told:
        return {**caption, "url": image.url}
    whole = "\n".join(leaf.plain for leaf in block_leaves(image))
    return {"text": whole, "spans": caption["spans"], "url": image.url, "caption": caption, **told}


def _text_to_json(text: Text) -> JsonObject:
    return {"text": text.plain, "spans": [_span_to_json(span) for span in text.spans]}


def _span_to_json(span: InlineSpan) -> JsonObject:
    link = {} if span.href is None else {"href": span.href}
    return {"start": span.start, "end": span.end, "kind": span.kind, **link}


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def sections_from_json(value: object) -> tuple[Section, ...]:
    """Return the sections that `sections_to_json` wrote; unknown keys are passed by.

    The value may come from anybody: a span outside its text or a link that is neither http nor https
    is dropped, and anything of the wrong shape raises ValueError saying what.
    """
    return tuple(_section_from_json(_object(item, "a section")) for item in _list(value, "the sections"))


def _section_from_json(value: Mapping[str, object]) -> Section:
    heading = value.get("heading")
    spans = value.get("heading_spans", [])
    return Section(
        None if heading is None else _text_from_json({"text": heading, "spans": spans}),
        _blocks_from_json(value.get("blocks", []), DEEPEST),
        _level_from_json(value),
    )


def _level_from_json(value: Mapping[str, object]) -> int:
    # HTML has six levels, and so have the formats that we write.
    return min(max(_number(value.get("level", 2), "a heading's level"), 1), 6)


def _blocks_from_json(value: object, deepest: int) -> tuple[Block, ...]:
    return tuple(_block_from_json(_object(item, "a block"), deepest) for item in _list(value, "the blocks"))


def _block_from_json(value: Mapping[str, object], deepest: int) -> Block:
    """Read a block in which so many more may stand within one another; what is deeper is told flat."""
    match value.get("kind"):
        case "paragraph":
            return Paragraph(_text_from_json(value))
        case "heading":
            return Heading(_text_from_json(value), _level_from_json(value))
        case "quote":
            return _quote_from_json(value, deepest)
        case "list":
            return _list_from_json(value, deepest)
        case "code":
            return Code(_text_from_json(value), _text_or_none(value.get("language"), "a code's language"))
        case "image":
            return _image_from_json(value)
        case "table":
            rows = _list(value.get("rows"), "a table's rows")
            has_header = value.get("has_header") is True
            return Table(tuple(_texts_from_json(row, "a table's row") for row in rows), has_header)
        case "rule":
            return Rule()
        case kind:
            raise ValueError(f"there is no kind of block {kind!r}")


def _quote_from_json(value: Mapping[str, object], deepest: int) -> Quote:
    if "blocks" in value and deepest > 0:
        return Quote(_blocks_from_json(value["blocks"], deepest - 1))
    return Quote(tuple(map(Paragraph, _texts_from_json(value.get("paragraphs"), "a quote's paragraphs"))))


def _list_from_json(value: Mapping[str, object], deepest: int) -> ListBlock:
    if "nested" in value and deepest > 0:
        nested = _list(value["nested"], "a list's items")
        return ListBlock(tuple(_item_from_json(_object(one, "a list's item"), deepest) for one in nested))
    items = _list(value.get("items"), "a list's items")
    # A list is a level by itself: where no more may be nested, its items stand in one.
    return list_of_rows([_row_from_json(_object(one, "a list's item")) for one in items], max(deepest, 1))


def _image_from_json(value: Mapping[str, object]) -> Image:
    caption, alt, title = (
        None if value.get(key) is None else _text_from_json(_object(value[key], f"an image's {key}"))
        for key in ("caption", "alt", "title")
    )
    url = web_address(_text_or_none(value.get("url"), "an image's url"))
    nothing = Text("")
    return Image(caption or _text_from_json(value), url, alt or nothing, title or nothing)


def _row_from_json(value: Mapping[str, object]) -> FlatRow:
    # Only which row is deeper than which counts; how deep lists may be is seen to by list_of_rows.
    depth = min(max(_number(value.get("depth", 0), "an item's depth"), 0), 99)
    return FlatRow(_text_from_json(value), depth, _marker_from_json(value))


def _item_from_json(value: Mapping[str, object], deepest: int) -> ListItem:
    return ListItem(_blocks_from_json(value.get("blocks", []), deepest - 1), _marker_from_json(value))


def _marker_from_json(value: Mapping[str, object]) -> str:
    marker = _text_or_none(value.get("marker"), "an item's marker")
    return "•" if marker is None else marker


def _texts_from_json(value: object, what: str) -> tuple[Text, ...]:
    return tuple(_text_from_json(_object(item, what)) for item in _list(value, what))


def _text_from_json(value: Mapping[str, object]) -> Text:
    plain = value.get("text")
    if not isinstance(plain, str):
        raise ValueError(f"a text is not a string but {type(plain).__name__}")
    spans = [_span_from_json(_object(item, "a span")) for item in _list(value.get("spans", []), "the spans")]
    return Text(plain, tuple(span for span in spans if span is not None and span.end <= len(plain)))


def _span_from_json(value: Mapping[str, object]) -> InlineSpan | None:
    start, end = _number(value.get("start"), "a span's start"), _number(value.get("end"), "a span's end")
    kind, stated = value.get("kind"), _text_or_none(value.get("href"), "a link's target")
    href = web_address(stated) or (magnet_link(stated) if stated else None)
    # A link whose target may not be opened is no link; its words stay.
    if kind not in SPAN_KINDS or not 0 <= start <= end or (kind == "link") != (href is not None):
        return None
    return InlineSpan(start, end, kind, href)


def web_address(text: str | None) -> str | None:
    """Return an address only where it is http or https: no other kind is ever stored or opened."""
    return text if text is not None and text.lower().startswith(("http://", "https://")) else None


def _object(value: object, what: str) -> Mapping[str, object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    raise ValueError(f"{what}: an object was expected, not {type(value).__name__}")


def _list(value: object, what: str) -> Sequence[object]:
    if isinstance(value, list):
        return cast("list[object]", value)
    raise ValueError(f"{what}: a list was expected, not {type(value).__name__}")


def _number(value: object, what: str) -> int:
    # JSON's true is an int to Python.
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{what}: a whole number was expected, not {type(value).__name__}")


def _text_or_none(value: object, what: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{what}: a text was expected, not {type(value).__name__}")
