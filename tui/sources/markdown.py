"""Markdown with front matter: a document whose first lines state its fields.

Between two lines `---` stands a small part of YAML: `key: value`, quoted or not, lists in brackets
or one item a line, texts that go on below. Between two lines `+++` stands TOML. Keys we know that
cannot be read are an error that names the line; keys we do not know are passed by.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from tui.errors import ParseError
from tui.model import Dateline, RawEntry
from tui.safetext import clean, clean_line
from tui.sources.seeds import read_date
from tui.sources.values import as_list, as_object, as_text, is_list, is_object

Fields = dict[str, "str | list[str]"]
"""What front matter states, by key in lower case."""

_YAML_ENDS: Final = frozenset({"---", "..."})
_PAIR: Final = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s?:(?:\s+(.*))?")
_ITEM: Final = re.compile(r"\s*-\s+(.*)")
_FLOW_ITEM: Final = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'][^,]*)\s*(?:,|$)""")
_BLOCK_TEXT: Final = re.compile(r"([|>])[+-]?\d?")
_EMPHASIS_MARKS: Final = re.compile(r"[*`]|\b_|_\b")
_DATELINE: Final = re.compile(r"([^()]+)\(([^()]+)\)")

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "date_published", "pubdate", "publish_date"),
    "updated": ("updated", "lastmod", "modified", "date_modified"),
    "dek": ("dek", "subtitle", "standfirst", "description"),
    "summary": ("summary", "excerpt", "abstract"),
    "authors": ("authors", "author", "byline", "by"),
    "tags": ("tags", "keywords", "categories"),
    "guid": ("guid", "id"),
    "url": ("url", "link", "canonical_url", "permalink"),
    "language": ("lang", "language", "locale"),
    "masthead": ("masthead", "feed", "publication", "source"),
    "dateline": ("dateline",),
}
"""Our fields, and the keys that state them, the one that is preferred first."""
_KNOWN: Final = frozenset(key for keys in _KEYS.values() for key in keys)


def parse_markdown(stem: str, text: str) -> RawEntry:
    """Read a Markdown document; `stem` is its guid where the front matter states none.

    Without a stated title, a first heading of level 1 is it. Raises ParseError where there is no
    text at all, and where front matter cannot be read, with the line.
    """
    fields, body = split_front_matter(clean(text.lstrip("\ufeff")))
    title = _stated(fields, "title") or _first_heading(body)
    if not (title or body.strip()):
        raise ParseError("There is no text in it.")
    stated, updated = _stated(fields, "date"), _stated(fields, "updated")
    return RawEntry(
        guid=_stated(fields, "guid") or stem,
        url=_web_address(_stated(fields, "url")),
        title=title,
        content=body,
        content_form="markdown",
        summary=_stated(fields, "summary") or None,
        summary_form="text",
        dek=_stated(fields, "dek") or None,
        authors=_all_stated(fields, "authors"),
        published_at=read_time(stated),
        published_stated=stated or None,
        updated_at=read_time(updated),
        language=_stated(fields, "language") or None,
        tags=_all_stated(fields, "tags"),
        masthead=_stated(fields, "masthead") or None,
        dateline=_dateline(_stated(fields, "dateline")),
    )


def has_front_matter(text: str) -> bool:
    """Whether a text opens with front matter that also ends."""
    return _cut(text.lstrip("\ufeff")) is not None


def split_front_matter(text: str) -> tuple[Fields, str]:
    """Return the fields that front matter states, and the text after it; without any, no fields.

    Raises ParseError, with the line, for front matter that cannot be read.
    """
    cut = _cut(text)
    if cut is None:
        return {}, text
    lines, body = cut
    return (_read_toml(lines) if text.startswith("+++") else _YamlReader(lines).fields()), body


def read_time(stated: str) -> datetime | None:
    """Read a time as front matter writes it (ISO 8601, UTC where no zone is given) or a seed's date."""
    try:
        moment = datetime.fromisoformat(stated.strip().replace(" +", "+").replace(" Z", "Z").upper())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return read_date(stated)


# ── fields ────────────────────────────────────────────────────────────────────────────────────


def _stated(fields: Fields, field: str) -> str:
    """Return the first value given for a field as one line; empty where there is none."""
    values = _all_stated(fields, field, split=False)
    return values[0] if values else ""


def _all_stated(fields: Fields, field: str, *, split: bool = True) -> tuple[str, ...]:
    """Return the values of the preferred key that is given; a single text is split at its commas."""
    for key in _KEYS[field]:
        value = fields.get(key, [])
        if isinstance(value, str):
            value = value.split(",") if split else [value]
        if lines := tuple(line for item in value if (line := clean_line(item))):
            return lines
    return ()


def _first_heading(body: str) -> str:
    first = next((line for line in body.split("\n") if line.strip()), "")
    if not first.startswith("# "):
        return ""
    return clean_line(_EMPHASIS_MARKS.sub("", first[2:].rstrip().rstrip("#")))


def _web_address(url: str) -> str | None:
    return url if url.lower().startswith(("http://", "https://")) else None


def _dateline(stated: str) -> Dateline | None:
    """Read `Istanbul` or `Istanbul (AP)`."""
    if not stated:
        return None
    match = _DATELINE.fullmatch(stated)
    return Dateline(match[1].strip(), match[2].strip()) if match else Dateline(stated)


# ── where front matter is ─────────────────────────────────────────────────────────────────────


def _cut(text: str) -> tuple[list[str], str] | None:
    """Return the lines between the marks, and the text below; None where there is no front matter.

    A thematic break at the top of a document is not taken for it: a pair must follow, and an end.
    """
    lines = text.split("\n")
    mark = lines[0].rstrip()
    if mark not in ("---", "+++"):
        return None
    ends = _YAML_ENDS if mark == "---" else frozenset({mark})
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    if end is None:
        return None
    stated = [line for line in lines[1:end] if line.strip() and not line.startswith("#")]
    if mark == "---" and stated and not _PAIR.fullmatch(stated[0].rstrip()):
        return None
    return lines[1:end], "\n".join(lines[end + 1 :])


def _unreadable(number: int, line: str) -> ParseError:
    return ParseError(f"Line {number} of its front matter cannot be read: {clean_line(line)[:80]!r}.")


# ── TOML ──────────────────────────────────────────────────────────────────────────────────────


def _read_toml(lines: Sequence[str]) -> Fields:
    try:
        table = tomllib.loads("\n".join(["", *lines]))  # the mark's own line, so that numbers agree
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ParseError(f"Its front matter cannot be read: {error}.") from error
    return {key.lower(): _toml_value(value) for key, value in table.items() if key.lower() in _KNOWN}


def _toml_value(value: object) -> str | list[str]:
    if is_list(value):
        return [text for item in as_list(value) if isinstance(text := _toml_value(item), str)]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return as_text(as_object(value).get("name") if is_object(value) else value)


# ── YAML, the part of it that front matter uses ───────────────────────────────────────────────


@dataclass(slots=True)
class _YamlReader:
    """Reads front matter line by line; `at` is the next line's index."""

    lines: Sequence[str]
    at: int = 0

    def fields(self) -> Fields:
        """Return the fields of the keys we know."""
        fields: Fields = {}
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            self.at += 1
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            match = _PAIR.fullmatch(line)
            if match is None:
                raise _unreadable(self.at + 1, line)
            key, below = match[1].lower(), self._lines_below()
            if key in _KNOWN:
                fields[key] = self._value((match[2] or "").strip(), below)
        return fields

    def _lines_below(self) -> list[tuple[int, str]]:
        """Take the lines that belong to the key above them: indented, items, or blank between such."""
        taken: list[tuple[int, str]] = []
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            if line.strip() and not line[0].isspace() and not _ITEM.fullmatch(line):
                break
            self.at += 1
            taken.append((self.at + 1, line))
        return taken

    def _value(self, stated: str, below: list[tuple[int, str]]) -> str | list[str]:
        number = self.at - len(below) + 1
        if match := _BLOCK_TEXT.fullmatch(stated):
            return ("\n" if match[1] == "|" else " ").join(line.strip() for _, line in below).strip()
        written = [(n, line) for n, line in below if line.strip() and not line.lstrip().startswith("#")]
        if (not stated or stated.startswith("#")) and written and _ITEM.fullmatch(written[0][1]):
            return _items(written)
        whole = " ".join([stated, *(line.strip() for _, line in written)])
        if whole.startswith("["):
            return _flow_list(whole, number)
        return _scalar(whole, number)


def _items(lines: Sequence[tuple[int, str]]) -> list[str]:
    """Read a list of one item a line; of an item that is pairs (`- name: Jane`), the name counts."""
    items: list[str] = []
    for number, line in lines:
        match = _ITEM.fullmatch(line)
        pair = _PAIR.fullmatch(match[1] if match else line.strip())
        if match is None and pair is None:
            raise _unreadable(number, line)
        if pair is None and match is not None:
            items.append(_scalar(match[1], number))
        elif pair is not None and pair[1].lower() == "name":
            items.append(_scalar((pair[2] or "").strip(), number))
    return items


def _flow_list(stated: str, number: int) -> list[str]:
    inner = stated if stated.endswith("]") else _without_comment(stated)
    if not inner.endswith("]"):
        raise _unreadable(number, stated)
    inner, at, items = inner[1:-1].strip(), 0, list[str]()
    while at < len(inner):
        match = _FLOW_ITEM.match(inner, at)
        if match is None:
            raise _unreadable(number, stated)
        items.append(_scalar(match[1].strip(), number))
        at = match.end()
    return items


def _without_comment(stated: str) -> str:
    return f" {stated}".partition(" #")[0].strip()


def _scalar(stated: str, number: int) -> str:
    """Read one value: in double quotes with escapes, in single quotes, or as it stands up to a comment."""
    if stated.startswith('"'):
        quoted = re.match(r'"(?:[^"\\]|\\.)*"', stated)
        try:
            if quoted and not _without_comment(stated[quoted.end() :]):
                return str(json.loads(quoted[0], strict=False))
        except ValueError:
            pass
        raise _unreadable(number, stated)
    if stated.startswith("'"):
        quoted = re.match(r"'(?:[^']|'')*'", stated)
        if quoted is None or _without_comment(stated[quoted.end() :]):
            raise _unreadable(number, stated)
        return quoted[0][1:-1].replace("''", "'")
    return _without_comment(stated)
