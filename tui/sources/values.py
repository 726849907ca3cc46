"""Values of whatever type came out of a JSON or TOML document, taken for what they can be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import cast

from tui.text.safe import clean, clean_line


def is_object(value: object) -> bool:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> bool:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def as_object(value: object) -> Mapping[str, object]:
    """Return an object; anything else is an empty one."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """Return a list; anything else is an empty one."""
    return cast("list[object]", value) if isinstance(value, list) else []


def objects(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a list; its other members are passed by."""
    return (as_object(item) for item in as_list(value) if is_object(item))


def as_text(value: object) -> str:
    """Return a string made harmless; a number as it is written; anything else is no text."""
    if isinstance(value, str):
        return clean(value)
    number = as_number(value)
    return "" if number is None else repr(number)


def as_line(value: object) -> str:
    """Return a text as one line; empty where there is none."""
    return clean_line(as_text(value))


def as_lines(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or a lone text, each as one line, none empty and none twice."""
    values = as_list(value) or [value]
    return tuple(dict.fromkeys(line for item in values if (line := as_line(item))))


def as_number(value: object) -> int | float | None:
    """Return a finite number; truth values are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isinstance(value, int) or math.isfinite(value) else None
