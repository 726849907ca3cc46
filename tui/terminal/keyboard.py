"""What keys a terminal tells of: Textual's parser of them, mended, and where keys lie by kitty's protocol.

Textual asks the terminal to tell of each key by kitty's protocol, if it knows that; we ask for the key's
place too. `CSI 1081::113;1;1081u` is й, typed with the key that types q on a board for English.
https://sw.kovidgoyal.net/kitty/keyboard-protocol/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.keys import layouts
else:  # loaded when first used: few type other letters than Latin ones
    layouts = Lazy("tui.keys.layouts")

_ASKED: Final = (
    linux_driver.KITTY_DISAMBIGUATE_ESCAPE_CODES
    | linux_driver.KITTY_REPORT_ALL_KEYS
    | linux_driver.KITTY_REPORT_ASSOCIATED_TEXT
)
ASKED: Final = f"\x1b[>{_ASKED}u"
"""What Textual asks for."""
ASKED_WITH_PLACES: Final = f"\x1b[>{_ASKED | linux_driver.KITTY_REPORT_ALTERNATE_KEYS}u"
"""The same, and the place of each key."""

_TOLD: Final = re.compile(
    r"\x1b\[(?P<code>\d+)(?::\d*)?(?::(?P<place>\d+))?(?P<rest>(?:;(?P<held>\d*))?(?:;(?P<text>[\d:]*))?u)"
)
_SHIFT, _CAPS_LOCK = 1, 64


class PlacedKey(events.Key):
    """A key of a layout without Latin letters, of which the terminal has told where it lies."""

    def __init__(self, typed: events.Key, latin: events.Key) -> None:
        super().__init__(typed.key, typed.character)
        self.latin = latin
        """What the same key is on a Latin board."""


PlacedKey.handler_name = events.Key.handler_name  # a key like others to whoever hears of it


class KeyParser(XTermParser):
    """Textual's parser, but that escape with a sign behind it is known at once, and is never lost.

    Textual waits a tenth of a second for more, and where more comes, makes `^` of the escape. Letters become
    keys with alt, which the app may take for two keys; other signs are two keys. What begins a longer
    sequence of a terminal (ECMA-48, 5.2 and 5.6) is left to it.
    """

    _LONGER = "[]OPX^_\\"
    _is_latin = True
    """Whether the last letter that was typed was a Latin one: signs like `.` are on all boards."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        sign = sequence[1:]
        if told := _TOLD.fullmatch(sequence):
            return self._placed(told)
        # Only escape and one printable sign; the openers of longer sequences wait for what follows.
        if len(sign) != 1 or sequence[0] != "\x1b" or not sign.isprintable() or sign in self._LONGER:
            return super()._sequence_to_key_events(sequence, alt)
        if sign.isalnum():
            return super()._sequence_to_key_events(sign, alt=True)
        return [events.Key("escape", "\x1b"), *super()._sequence_to_key_events(sign)]

    def _placed(self, told: re.Match[str]) -> Sequence[events.Key]:
        """Return the keys that the terminal tells of, with where they lie if that is worth knowing."""
        code, place, rest = told["code"], told["place"], told["rest"]
        typed = list(super()._sequence_to_key_events(f"\x1b[{code}{rest}"))
        sign = _sign(code)
        if sign.isalpha():
            self._is_latin = layouts.is_latin_letter(sign)
        if self._is_latin or place in (None, code) or len(typed) != 1:
            return typed
        held = max(0, int(told["held"] or 1) - 1)
        lies = _sign(place)
        if told["text"]:
            # With caps lock letters alone are others.
            is_shifted = bool(held & _SHIFT) is not (lies.isalpha() and bool(held & _CAPS_LOCK))
            shown = layouts.with_shift(lies) if is_shifted else lies
            rest = f";{held + 1};{ord(shown)}u"
        return [
            PlacedKey(typed[0], latin) for latin in super()._sequence_to_key_events(f"\x1b[{place}{rest}")
        ]


def _sign(code: str) -> str:
    """Return the sign of a number; nothing where there is none."""
    return chr(int(code)) if int(code) <= 0x10FFFF else ""
