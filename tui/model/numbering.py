"""The markers of numbered lists: numbers, letters and Roman numbers, written and read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

Style = Literal["1", "a", "A", "i", "I"]
"""How a list counts, by the name that HTML has for it."""
STYLES: Final[tuple[Style, ...]] = get_args(Style)

# MMMDCCCLXXXVIII is the longest Roman number: fifteen letters.
_MARKER: Final = re.compile(r"(?P<number>-?[0-9]{1,9})\.|(?P<letters>[a-z]{1,15}|[A-Z]{1,15})\.")
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
# Four thousand would be four times M, or need a sign that is no letter.
_MOST_ROMAN: Final = 3999
_MOST_LETTERS: Final = 26


class Counter(NamedTuple):
    """A number as a list counts it."""

    number: int
    style: Style


def marker_of(counter: Counter) -> str:
    """Return what shows a number, with its stop: `3.`, `c.`, `iii.`; digits where it has no other form."""
    number, style = counter
    if style in ("i", "I") and 1 <= number <= _MOST_ROMAN:
        shown = _roman(number)
    elif style in ("a", "A") and 1 <= number <= _MOST_LETTERS:
        shown = chr(ord("a") + number - 1)
    else:
        return f"{number}."
    return f"{shown.upper() if style.isupper() else shown}."


def counters_of(markers: Sequence[str]) -> list[Counter | None]:
    """Return the numbers that the markers of one list show; None for a bullet.

    A single letter is a Roman number where another marker can only be one, else a letter.
    """
    # Longer than a letter with its stop: only such a one can be nothing but a Roman number.
    roman = any(_number(marker.rstrip(".").lower()) for marker in markers if len(marker) > 2)
    return [_counter(marker, roman) for marker in markers]


def _counter(marker: str, roman: bool) -> Counter | None:
    match = _MARKER.fullmatch(marker)
    if match is None:
        return None
    if match["number"]:
        return Counter(int(match["number"]), "1")
    letters = match["letters"]
    upper = letters.isupper()
    number = _number(letters.lower()) if roman or len(letters) > 1 else None
    if number is not None:
        return Counter(number, "I" if upper else "i")
    return Counter(ord(letters.lower()) - ord("a") + 1, "A" if upper else "a") if len(letters) == 1 else None


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown += letters * (number // value)
        number %= value
    return shown


def _number(letters: str) -> int | None:
    """Return the value of a Roman number, None where it is not written as one."""
    number, at = 0, 0
    for value, sign in _ROMAN:
        while letters.startswith(sign, at):
            number, at = number + value, at + len(sign)
    # Written anew and compared: iiii and ic add up as well, and are none.
    return number if 1 <= number <= _MOST_ROMAN and _roman(number) == letters else None
