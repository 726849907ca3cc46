"""Colours of a theme made so that every text can be read: contrast as WCAG 2.2 measures it.

Themes are made for other programs and other uses of their colours; what they lack is light or dark, not hue.
"""

from __future__ import annotations

import colorsys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui.drawing.looks import LOOKS, Look, Palette
from tui.model.kinds import KINDS

TEXT: Final = 4.5
"""What WCAG 2.2 asks of text, at level AA (1.4.3)."""
NO_TEXT: Final = frozenset({"line", "map.land", "map.strewn", "map.border"})
"""Looks of what is no text: lines between panes, and the ground of a map."""
_STEPS: Final = 20
_APART: Final = 0.1
"""Of the circle of hues: less, and two look alike."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blended(one: str, other: str, share: float) -> str:
    """Return a colour on the way from one to the other."""
    pairs = zip(_shade(one), _shade(other), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return f"#{red:02x}{green:02x}{blue:02x}"


def unlike(candidates: Sequence[str], others: Iterable[str]) -> str:
    """Return the first colour whose hue is not that of any other, or else the first of all."""
    taken = [_hue(other) for other in others]
    apart = (
        one for one in candidates if all(abs((_hue(one) - hue + 0.5) % 1 - 0.5) >= _APART for hue in taken)
    )
    return next(apart, candidates[0])


def _hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(part / 255 for part in _shade(colour)))[0]


def legible(palette: Palette, looks: Mapping[str, Look] = LOOKS) -> Palette:
    """Return a palette in which every text of these looks has enough contrast to what it stands on.

    Colours are lightened on a dark ground and darkened on a light one, no more than is needed; a ground that
    leaves too little room for that comes nearer to the background.
    """
    made = dict(palette)
    pairs = set(pairs_of(looks))
    background = made["on_hit"] = made["background"]
    far = max("#000000", "#ffffff", key=lambda end: contrast(end, background))
    texts = {fg for fg, _ in pairs} - {"background", "on_hit"}
    # What is lit has letters in the background's colour: it is told from that as a text is.
    lit = {bg for fg, bg in pairs if fg == "on_hit"} - texts
    for ground in sorted({bg for _, bg in pairs} - texts - lit - {"background"}):
        # Twice what text needs, so that hues are left on it.
        made[ground] = _nearest(made[ground], background, [far], 2 * TEXT)
    behind = _behind(pairs | {(text, "background") for text in lit})
    for text in sorted(texts | lit):
        made[text] = _nearest(made[text], far, [made[ground] for ground in behind[text]], TEXT)
    return made


def _behind(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Return by each colour of a text those that it is read on."""
    grounds: defaultdict[str, set[str]] = defaultdict(set)
    for text, ground in pairs:
        grounds[text].add(ground)
    return grounds


def pairs_of(looks: Mapping[str, Look]) -> Iterator[tuple[str, str]]:
    """Yield which role of a colour is read on which: what is laid over others has any of a story's on it."""
    for name, look in looks.items():
        if look.fg and name not in NO_TEXT:
            yield look.fg, look.bg
        elif not look.fg and look.bg != "background":
            yield from ((role, look.bg) for role in (*KINDS, "text", "link", "accent", "heading", "good"))


def _nearest(colour: str, towards: str, others: Iterable[str], least: float) -> str:
    """Return the first colour on a way that has so much contrast to all others; at the worst its end."""
    against = tuple(others)
    way = (blended(colour, towards, step / _STEPS) for step in range(_STEPS))
    found = (shade for shade in way if all(contrast(shade, other) >= least for other in against))
    return next(found, towards)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (byte / 255 for byte in _shade(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shade(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
