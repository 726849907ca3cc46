"""Front matter: the lines at the top of a Markdown document that state its fields.

Between two lines `---` stands a small part of YAML: `key: value`, quoted or not, lists in brackets
or one item a line, texts that go on below. Between two lines `+++` stands TOML. What is stated for
a key that is asked for and cannot be read is an error that names the line; other keys are passed by.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from tui.errors import ParseError
from tui.sources.values import as_list, as_object, as_text, is_list, is_object
from tui.text.safe import clean_line

FrontMatter = dict[str, "str | list[str]"]
"""What front matter states, by key in lower case."""

_OBJECTS: Final = frozenset({"dateline_notes"})
"""Keys of our exports whose values are lists of objects."""
_YAML_ENDS: Final = frozenset({"---", "..."})
_PAIR: Final = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s?:(?:\s+(.*))?")
_ITEM: Final = re.compile(r"\s*-\s+(.*)")
_FLOW_ITEM: Final = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'][^,]*)\s*(?:,|$)""")
_BLOCK_TEXT: Final = re.compile(r"[|>][+-]?\d?")


def has_front_matter(text: str) -> bool:
    """Whether a text opens with front matter that also ends."""
    return _cut(text.lstrip("\ufeff")) is not None


def split_front_matter(text: str, wanted: Collection[str]) -> tuple[FrontMatter, str]:
    """Return what front matter states for the wanted keys, and the text after it.

    Without front matter there are no fields, and the text is as it was. Raises ParseError, with the
    line, for front matter that cannot be read.
    """
    cut = _cut(text)
    if cut is None:
        return {}, text
    lines, body = cut
    if text.startswith("+++"):
        return _read_toml(lines, wanted), body
    return _YamlReader(lines, wanted).fields(), body


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
    # Between two thematic breaks stands a text.
    if mark == "---" and not _begins_with_pair(lines[1:end]):
        return None
    return lines[1:end], "\n".join(lines[end + 1 :])


def _begins_with_pair(lines: Sequence[str]) -> bool:
    """Whether the first line that says anything is a pair; also where none does."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), None)
    return first is None or _PAIR.fullmatch(first.rstrip()) is not None


def _unreadable(number: int, line: str) -> ParseError:
    return ParseError(f"Line {number} of its front matter cannot be read: {clean_line(line)[:80]!r}.")


# ── TOML ──────────────────────────────────────────────────────────────────────────────────────


def _read_toml(lines: Sequence[str], wanted: Collection[str]) -> FrontMatter:
    try:
        table = tomllib.loads("\n".join(["", *lines]))  # the mark's own line, so that numbers agree
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ParseError(f"Its front matter cannot be read: {error}.") from error
    return {key.lower(): _toml_value(value) for key, value in table.items() if key.lower() in wanted}


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
    wanted: Collection[str]
    at: int = 0

    def fields(self) -> FrontMatter:
        """Return the fields that are wanted."""
        fields: FrontMatter = {}
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            self.at += 1
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            match = _PAIR.fullmatch(line)
            if match is None:
                raise _unreadable(self.at + 1, line)
            # Taken whether the key is wanted or not: else what belongs to it would be read as keys.
            key, below = match[1].lower(), self._lines_below()
            if key in _OBJECTS:
                fields[key] = _objects((match[2] or "").strip())
            elif key in self.wanted:
                fields[key] = self._value((match[2] or "").strip(), below)
        return fields

    def _lines_below(self) -> list[tuple[int, str]]:
        """Take the lines that belong to the key above them: indented, items, or blank between such."""
        taken: list[tuple[int, str]] = []
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            if line.strip() and not line[0].isspace() and not _ITEM.fullmatch(line) and line[0] != "#":
                break
            self.at += 1
            taken.append((self.at + 1, line))
        return taken

    def _value(self, stated: str, below: list[tuple[int, str]]) -> str | list[str]:
        number = self.at - len(below) + 1
        if _BLOCK_TEXT.fullmatch(stated):  # each field is one line, whichever way its lines are to be kept
            # A remark is one at the very beginning of a line; indented it is part of the text.
            return " ".join(line.strip() for _, line in below if not line.startswith("#")).strip()
        written = _without_remarks(below)
        # A remark behind the colon states nothing.
        if (not stated or stated.startswith("#")) and written and _ITEM.fullmatch(written[0][1]):
            return _items(written)
        whole = " ".join([stated, *(line.strip() for _, line in written)])
        if whole.startswith("["):
            return _flow_list(whole, number)
        return _scalar(whole, number)


def _without_remarks(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines that are neither blank nor a comment."""
    return [(n, line) for n, line in lines if line.strip() and not line.lstrip().startswith("#")]


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
    # A `#` within the brackets may be part of a tag.
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


def _objects(stated: str) -> list[str]:
    """Return the objects of a list, each as JSON again; nothing of what is no such list."""
    try:
        return [json.dumps(item) for item in as_list(json.loads(stated, strict=False))]
    except (ValueError, RecursionError):
        return []


def _without_comment(stated: str) -> str:
    return f" {stated}".partition(" #")[0].strip()


def _scalar(stated: str, number: int) -> str:
    """Read one value: in double quotes with escapes, in single quotes, or as it stands up to a comment."""
    if stated.startswith('"'):
        quoted = re.match(r'"(?:[^"\\]|\\.)*"', stated)
        try:
            if quoted and not _without_comment(stated[quoted.end() :]):
                # Of YAML's escapes in double quotes those that JSON has are read.
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
