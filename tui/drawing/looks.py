"""How each part of the screen looks: named looks over named colours.

The first paint happens before Textual is loaded and must show the very cells that Textual then
shows, so looks live here, in plain data that both read, and the style sheets take their variables
from the same palettes (docs/decisions/0002-looks.md). A look is a foreground, a background, letters
for attributes, and other letters for terminals without colour: no look tells anything by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.model.kinds import KINDS, Kind


class Look(NamedTuple):
    """One part's style: colour roles of a palette, and attributes as letters of `bdiurs`."""

    fg: str = "text"
    """Empty: what is laid over another look keeps that one's."""
    bg: str = "background"
    attributes: str = ""
    mono: str = ""
    """Attributes to use instead where there are no colours."""


Palette = dict[str, str]
"""Colour role → `#rrggbb`, `default`, `dim`, `reverse`, or an ANSI name such as `ansi_blue`: see `drawn`."""

DARK: Palette = {
    "background": "#15171c",
    "text": "#d9dce3",
    "muted": "#979dab",
    "line": "#343a46",
    "land": "#4d5665",
    "bar": "#1e2129",
    "panel": "#1e2129",
    "accent": "#e3a857",
    "cursor": "#2d3341",
    "cursor_blur": "#21252f",
    **{kind.name: kind.ink.dark for kind in KINDS.values()},
    "heading": "#f0d8ac",
    "link": "#8caaf0",
    "code": "#1e2129",
    "noted": "#213a28",
    "find": "#57481f",
    "hit": "#e3a857",
    "on_hit": "#15171c",
    "error": "#f0808a",
    "good": "#98cf8d",
}

LIGHT: Palette = {
    "background": "#faf7f0",
    "text": "#24262b",
    "muted": "#565a62",
    "line": "#cfc8b8",
    "land": "#b3aa96",
    "bar": "#f0ebdf",
    "panel": "#f0ebdf",
    "accent": "#8a4f0c",
    "cursor": "#e8dcc2",
    "cursor_blur": "#f1ebdd",
    **{kind.name: kind.ink.light for kind in KINDS.values()},
    "heading": "#6b3e0a",
    "link": "#2a4fa8",
    "code": "#f0ebdf",
    "noted": "#dcefcb",
    "find": "#f6dd9b",
    "hit": "#8a4f0c",
    "on_hit": "#faf7f0",
    "error": "#a8201a",
    "good": "#28673a",
}

# A terminal's own sixteen colours: which shades they are only its owner knows. Safe everywhere are its text
# on its ground, and the two reversed. So no background is painted, but text is reversed; and what is muted is
# dim: bright black, which others take for that, is the ground itself in some schemes.
ANSI: Palette = {
    "background": "default",
    "text": "default",
    "muted": "dim",
    "line": "dim",
    "land": "ansi_blue",
    "bar": "ansi_cyan",
    "panel": "default",
    "accent": "ansi_yellow",
    "cursor": "reverse",
    "cursor_blur": "default",
    **{kind.name: kind.ink.ansi for kind in KINDS.values()},
    "heading": "ansi_yellow",
    "link": "ansi_cyan",
    "code": "default",
    "noted": "ansi_green",
    "find": "ansi_cyan",
    "hit": "ansi_yellow",
    "on_hit": "default",
    "error": "ansi_bright_red",
    "good": "ansi_green",
}

# The same on a light ground, where yellow and cyan cannot be read.
ANSI_LIGHT: Palette = {
    **ANSI,
    **{kind.name: kind.ink.ansi_light or kind.ink.ansi for kind in KINDS.values()},
    "land": "ansi_cyan",
    "bar": "ansi_blue",
    "accent": "ansi_red",
    "heading": "ansi_red",
    "error": "ansi_red",
    "link": "ansi_blue",
    "find": "ansi_blue",
    "hit": "ansi_red",
}

# One colour for all roles is how `drawn` knows that there are none.
MONO: Palette = dict.fromkeys(ANSI, "default")

OWN_PALETTES: dict[str, Palette] = {"dateline-dark": DARK, "dateline-light": LIGHT}
DEFAULT_THEME = "dateline-dark"


def of_names(kind: Kind) -> Iterator[tuple[str, Look]]:
    """Yield the looks of a kind of names: in a text, lit there, as bars, in lists, under their cursor."""
    name, ink = kind.name, kind.ink
    yield name, Look(name, attributes=ink.shape, mono=ink.mono)
    yield f"named.{name}", Look("on_hit", name, f"b{ink.lit}", f"r{ink.lit}")
    yield f"chart.{name}", Look(name)
    yield f"side.{name}", Look(name, attributes=ink.shape)
    yield f"side.cursor.{name}", Look(name, "cursor", f"b{ink.shape}", f"{ink.shape}r")
    yield f"side.blur.{name}", Look(name, "cursor_blur", f"b{ink.shape}", f"b{ink.shape}")


LOOKS: dict[str, Look] = {
    **{name: look for kind in KINDS.values() for name, look in of_names(kind)},
    "text": Look(),
    "muted": Look("muted", mono="d"),
    "line": Look("line", mono="d"),
    "thumb": Look("muted", mono="b"),
    "key": Look("accent", attributes="b"),
    "error": Look("error", attributes="b"),
    # the bars above and below
    "bar": Look("muted", "bar"),
    "bar.scope": Look("text", "bar", "bu"),
    "bar.other": Look("muted", "bar"),
    "bar.title": Look("accent", "bar", "b"),
    "bar.blur": Look("muted", "bar"),
    "bar.key": Look("accent", "bar", "b"),
    "bar.error": Look("error", "bar", "b"),
    # rows of a list
    "row.unread": Look("text", attributes="b"),
    "row.read": Look("muted"),
    "row.mark": Look("accent", attributes="b"),
    "row.meta": Look("muted", mono="d"),
    "row.spark": Look("accent"),
    "row.follow": Look("person", attributes="b"),
    "row.note": Look("good", attributes="b"),
    "row.recording": Look("accent"),
    "row.new": Look("good"),
    "row.match": Look("text", "find", "b", "bu"),
    # the row under the cursor: a bar at its left as well as a colour
    "cursor.unread": Look("text", "cursor", "b", "br"),
    "cursor.read": Look("text", "cursor", mono="r"),
    "cursor.mark": Look("accent", "cursor", "b", "br"),
    "cursor.meta": Look("muted", "cursor", mono="r"),
    "cursor.spark": Look("accent", "cursor", mono="r"),
    "cursor.follow": Look("person", "cursor", "b", "br"),
    "cursor.note": Look("good", "cursor", "b", "br"),
    "cursor.recording": Look("accent", "cursor", mono="r"),
    "cursor.new": Look("good", "cursor", mono="r"),
    "cursor.match": Look("text", "find", "bu", "bur"),
    "blur.unread": Look("text", "cursor_blur", "b"),
    "blur.read": Look("text", "cursor_blur"),
    "blur.mark": Look("accent", "cursor_blur", "b"),
    "blur.meta": Look("muted", "cursor_blur", mono="d"),
    "blur.spark": Look("accent", "cursor_blur"),
    "blur.follow": Look("person", "cursor_blur", "b"),
    "blur.note": Look("good", "cursor_blur", "b"),
    "blur.recording": Look("accent", "cursor_blur"),
    "blur.new": Look("good", "cursor_blur"),
    "blur.match": Look("text", "find", "bu", "bu"),
    # the article
    "headline": Look("accent", attributes="b"),
    "dek": Look("text", attributes="i"),
    "facts": Look("muted", mono="d"),
    "dateline": Look("accent", attributes="b"),
    "heading": Look("heading", attributes="b"),
    "quote": Look("text", attributes="i"),
    "quote.bar": Look("accent"),
    "marker": Look("accent", attributes="b"),
    "code": Look("text", "code"),
    "caption": Look("muted", attributes="i"),
    "table.head": Look("heading", attributes="bu"),
    "link": Look("link", attributes="u"),
    "link.number": Look("muted", mono="d"),
    "welcome": Look("accent", attributes="b"),
    # Without colours bold is a person's: what is strong is underlined too, as a typewriter has it.
    "strong": Look("", attributes="b", mono="bu"),
    "emphasis": Look("", attributes="i"),
    "code.inline": Look("", "code"),
    "struck": Look("", attributes="s"),
    "struck.mark": Look("muted", mono="d"),
    # laid over the article's looks
    "find": Look("text", "find", "", "u"),
    "hit": Look("on_hit", "hit", "bu", "bur"),
    "selected": Look("background", "text", "", "r"),
    # what the reader noted, and a passage that is being marked
    "noted": Look("", "noted", "", "r"),
    "note": Look("good", attributes="i"),
    "note.sign": Look("good", attributes="b"),
    "marking": Look("background", "text", "", "ur"),
    "marking.cursor": Look("on_hit", "hit", "b", "bur"),
    # sentences that are new to the reader: a bar at the margin, and the one that one is at
    "new.bar": Look("good", attributes="b"),
    "new.here": Look("", attributes="u"),
    # what changed in it: underlined or struck through as well as coloured, and marked at the margin
    "added": Look("good", attributes="u", mono="bu"),
    "removed": Look("error", attributes="s", mono="ds"),
    "added.mark": Look("good", attributes="b"),
    "removed.mark": Look("error", attributes="b"),
    "changed.mark": Look("accent", attributes="b"),
    # the sidebar
    "side.head": Look("heading", attributes="b"),
    # the map: its ground is no text
    "map.land": Look("land", mono="d"),
    "map.strewn": Look("line", mono="d"),
    "map.border": Look("land", mono="d"),
    "map.coast": Look("muted"),
    "map.place": Look("place", attributes="b"),
    "map.name": Look("place", attributes="i"),
    "map.chosen": Look("place", attributes="bir"),
}

_ANSI_CODES = {
    name: code
    for code, name in enumerate(
        "ansi_black ansi_red ansi_green ansi_yellow ansi_blue ansi_magenta ansi_cyan ansi_white".split(), 30
    )
} | {
    name: code
    for code, name in enumerate(
        "ansi_bright_black ansi_bright_red ansi_bright_green ansi_bright_yellow ansi_bright_blue "
        "ansi_bright_magenta ansi_bright_cyan ansi_bright_white".split(),
        90,
    )
}
_ATTRIBUTE_CODES = {"b": "1", "d": "2", "i": "3", "u": "4", "r": "7", "s": "9"}


def palette_for(colours: int, palette: Palette, *, dark: bool) -> Palette:
    """Return the palette to use on a terminal of so many colours, where a theme's would be this one."""
    if not colours:
        return MONO
    if colours > len(_ANSI_CODES):
        return palette
    return ANSI if dark else ANSI_LIGHT


# No class of its own: making one is a quarter of a millisecond, for which the first paint would wait.
Drawn = tuple[str, str, str]
"""A look under a palette: text and ground as `#rrggbb`, `default` or an ANSI name, and attribute letters.

The text's is empty where what lies under it keeps its own.
"""


def drawn(look: Look, palette: Palette) -> Drawn:
    """Return how a look is drawn in a palette.

    Where there are no colours, by other attributes. Among a terminal's own sixteen, `dim` is its text made
    dim, and whatever has a background is reversed, `reverse` in the terminal's own two colours: the sixteen
    can be read on its ground, but not on one another.
    """
    fg, bg = palette[look.fg] if look.fg else "", palette[look.bg]
    if palette["text"] == palette["accent"]:
        return fg, bg, look.mono or look.attributes
    if palette["background"] != "default":
        return fg, bg, look.attributes
    if bg == "reverse" or (bg == "default" and "r" in look.mono):
        return "default", "default", look.attributes + "r"
    if bg != "default":
        return bg, "default", look.attributes + "r"
    return ("default", bg, look.attributes + "d") if fg == "dim" else (fg, bg, look.attributes)


def attributes(look: Look, palette: Palette) -> str:
    """Return the attribute letters of a look under a palette: others where there is no colour to help."""
    return drawn(look, palette)[2]


def sgr(name: str, palette: Palette) -> str:
    """Return the SGR parameters of a look in 24-bit colour (ECMA-48 §8.3.117, ISO 8613-6): `1;38;2;…`."""
    fg, bg, letters = drawn(LOOKS[name], palette)
    codes = [_ATTRIBUTE_CODES[letter] for letter in dict.fromkeys(letters)]
    return ";".join([*codes, _colour_code(fg, 0), _colour_code(bg, 10)])


def _colour_code(colour: str, shift: int) -> str:
    if colour == "default":
        return str(39 + shift)
    if colour in _ANSI_CODES:
        return str(_ANSI_CODES[colour] + shift)
    red, green, blue = int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
    # Semicolons, as all terminals with 24-bit colour read them; the colons of ISO 8613-6 are not read by all.
    return f"{38 + shift};2;{red};{green};{blue}"
