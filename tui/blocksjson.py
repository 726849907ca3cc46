"""Sections as JSON values, in the form that exports and `read --json` show to the world.

    {"heading": "…" or null, "level": 2, "blocks": [{"kind": "paragraph", "text": "…", "spans": []}, …]}

Every block has its `kind` and its whole `text`; a quote adds `paragraphs`, a list `items`, a table
`rows`, each of texts with spans. Keys are only ever added. The store keeps sections in a form of its
own that may change; this one may not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from tui.model import (
    Block,
    Code,
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

Json = dict[str, Any]
_SPAN_KINDS: Final = ("link", "emphasis", "strong", "code")


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def sections_to_json(sections: Sequence[Section]) -> list[Json]:
    """Return the sections as values that `json.dumps` takes; `sections_from_json` undoes it."""
    return [_section_to_json(section) for section in sections]


def _section_to_json(section: Section) -> Json:
    heading: Json = {"heading": None if section.heading is None else section.heading.plain}
    if section.heading is not None and section.heading.spans:
        heading["heading_spans"] = _text_to_json(section.heading)["spans"]
    return {**heading, "level": section.level, "blocks": [_block_to_json(block) for block in section.blocks]}


def _block_to_json(block: Block) -> Json:
    whole = "\n".join(leaf.plain for leaf in block_leaves(block))
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", **_text_to_json(text)}
        case Quote(paragraphs):
            return {
                "kind": "quote",
                "text": whole,
                "paragraphs": [_text_to_json(text) for text in paragraphs],
            }
        case ListBlock(items):
            return {"kind": "list", "text": whole, "items": [_item_to_json(item) for item in items]}
        case Code(text, language):
            return {"kind": "code", **_text_to_json(text), "language": language}
        case Image(caption, url):
            return {"kind": "image", **_text_to_json(caption), "url": url}
        case Table(rows, has_header):
            cells = [[_text_to_json(cell) for cell in row] for row in rows]
            return {"kind": "table", "text": whole, "rows": cells, "has_header": has_header}
        case Rule():
            return {"kind": "rule", "text": ""}


def _item_to_json(item: ListItem) -> Json:
    return {**_text_to_json(item.text), "depth": item.depth, "marker": item.marker}


def _text_to_json(text: Text) -> Json:
    return {"text": text.plain, "spans": [_span_to_json(span) for span in text.spans]}


def _span_to_json(span: InlineSpan) -> Json:
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
        tuple(
            _block_from_json(_object(item, "a block"))
            for item in _list(value.get("blocks", []), "the blocks")
        ),
        min(max(_number(value.get("level", 2), "a heading's level"), 1), 6),
    )


def _block_from_json(value: Mapping[str, object]) -> Block:
    match value.get("kind"):
        case "paragraph":
            return Paragraph(_text_from_json(value))
        case "quote":
            return Quote(_texts_from_json(value.get("paragraphs"), "a quote's paragraphs"))
        case "list":
            items = _list(value.get("items"), "a list's items")
            return ListBlock(tuple(_item_from_json(_object(item, "a list's item")) for item in items))
        case "code":
            return Code(_text_from_json(value), _text_or_none(value.get("language"), "a code's language"))
        case "image":
            return Image(
                _text_from_json(value), web_address(_text_or_none(value.get("url"), "an image's url"))
            )
        case "table":
            rows = _list(value.get("rows"), "a table's rows")
            has_header = value.get("has_header") is True
            return Table(tuple(_texts_from_json(row, "a table's row") for row in rows), has_header)
        case "rule":
            return Rule()
        case kind:
            raise ValueError(f"there is no kind of block {kind!r}")


def _item_from_json(value: Mapping[str, object]) -> ListItem:
    depth = min(max(_number(value.get("depth", 0), "an item's depth"), 0), 99)
    return ListItem(
        _text_from_json(value), depth, _text_or_none(value.get("marker"), "an item's marker") or "•"
    )


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
    kind, href = value.get("kind"), web_address(_text_or_none(value.get("href"), "a link's target"))
    if kind not in _SPAN_KINDS or not 0 <= start <= end or (kind == "link") != (href is not None):
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
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{what}: a whole number was expected, not {type(value).__name__}")


def _text_or_none(value: object, what: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{what}: a text was expected, not {type(value).__name__}")
