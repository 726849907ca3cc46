"""Colours one can read, and nothing told by colour alone."""

from __future__ import annotations

import colorsys
from itertools import combinations

import pytest
from textual.theme import BUILTIN_THEMES

from tui.drawing.legible import NO_TEXT, contrast
from tui.drawing.looks import (
    ANSI,
    ANSI_LIGHT,
    DARK,
    LIGHT,
    LOOKS,
    MONO,
    OWN_PALETTES,
    Palette,
    attributes,
    drawn,
    sgr,
)
from tui.model.kinds import KINDS
from tui.screens.app import palette_of
from tui.widgets.inks import Inks

THEMES = {theme.name: palette_of(theme) for theme in BUILTIN_THEMES.values() if not theme.ansi} | OWN_PALETTES
"""Every theme that has colours of its own, and the colours we take from it."""
EVERY_THEME = pytest.mark.parametrize("theme", THEMES)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#0000ff", 8.59)],
)
def test_contrast_is_measured_as_wcag_has_it(one: str, other: str, ratio: float) -> None:
    """Against values that are published: 2.2, "relative luminance" and "contrast ratio"."""
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


@EVERY_THEME
def test_every_text_can_be_read_in_every_theme(theme: str) -> None:
    """WCAG 2.2 AA, 4.5 to 1: text, what is muted, names, links, each on whatever it stands on.

    Lines between panes and the ground of a map are no text.
    """
    palette = THEMES[theme]
    pairs = [(look.fg, look.bg) for name, look in LOOKS.items() if look.fg and name not in NO_TEXT]
    pairs += [(role, "noted") for role in (*KINDS, "text", "link", "heading", "accent")]
    for role, ground in pairs:
        assert contrast(palette[role], palette[ground]) >= 4.5, (role, ground)


@EVERY_THEME
def test_the_row_under_the_cursor_is_seen_in_every_theme(theme: str) -> None:
    palette = THEMES[theme]
    assert contrast(palette["cursor"], palette["background"]) >= 1.2
    assert palette["cursor_blur"] not in (palette["background"], palette["cursor"])


@EVERY_THEME
def test_names_and_links_are_far_apart_in_hue(theme: str) -> None:
    """Fifty degrees of the circle of hues at least: no two shades of one."""
    palette = THEMES[theme]
    hues = [360 * colorsys.rgb_to_hls(*rgb(palette[role]))[0] for role in (*KINDS, "link")]
    for one, other in combinations(hues, 2):
        assert min(abs(one - other), 360 - abs(one - other)) >= 50


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person", "place"),
        ("row.unread", "cursor.unread"),
        ("text", "find"),
        ("find", "hit"),
        ("text", "heading"),
        ("place", "emphasis"),
        ("place", "strong"),
        ("named.person", "named.place"),
        ("map.place", "map.coast"),
        ("map.name", "map.chosen"),
    ],
)
def test_without_colour_they_still_differ(one: str, other: str) -> None:
    """NO_COLOR and colour blindness leave weight, slant, underline and reverse."""
    assert attributes(LOOKS[one], MONO) != attributes(LOOKS[other], MONO)


NAMES = "black red green yellow blue magenta cyan white bright_red bright_blue".split()
CONSOLES = {
    "vga": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa ff5555 5555ff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 ff0000 5c5cff",
}
"""The colours as the console of Linux and xterm have them."""


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize(
    ("palette", "ground", "least"),
    [(ANSI, "#000000", 3.0), (ANSI_LIGHT, "#ffffff", 2.0)],
    ids=["dark", "light"],
)
def test_sixteen_colours_can_be_read_as_terminals_have_them(
    palette: Palette, ground: str, least: float, console: str
) -> None:
    """Blue on black cannot, nor yellow on white. On white the greens and cyans of old are pale everywhere."""
    shades = dict(zip(NAMES, CONSOLES[console].split(), strict=True))
    for name, look in LOOKS.items():
        colour, _, _ = drawn(look, palette)
        if colour.startswith("ansi_") and name not in NO_TEXT:
            assert contrast(f"#{shades[colour.removeprefix('ansi_')]}", ground) >= least, name


@pytest.mark.parametrize("palette", [ANSI, ANSI_LIGHT], ids=["dark", "light"])
def test_the_sixteen_colours_never_stand_on_one_another(palette: Palette) -> None:
    """What has a background is reversed: which shades they are is the terminal's affair."""
    for name, look in LOOKS.items():
        fg, bg, letters = drawn(look, palette)
        assert bg == "default", name
        if name.startswith("cursor.") and not name.endswith("match"):
            assert (fg, "r" in letters) == ("default", True), name


def test_every_look_has_codes_in_every_palette() -> None:
    """A role missing from a palette would stop the first paint."""
    for palette in (*OWN_PALETTES.values(), ANSI, ANSI_LIGHT, MONO):
        for name, look in LOOKS.items():
            if look.fg:
                assert sgr(name, palette)


@pytest.mark.parametrize("palette", [DARK, ANSI, MONO], ids=["dark", "ansi", "mono"])
@pytest.mark.parametrize("ground", ["text", "quote", "dek", "caption", "headline"])
def test_a_place_stands_out_from_its_text_and_from_a_person_without_its_colour(
    palette: Palette, ground: str
) -> None:
    """In slanted text it stands upright, as print does it."""
    inks = Inks(palette)

    def shape(*looks: str) -> tuple[object, ...]:
        style = inks.style(looks)
        return (bool(style.italic), bool(style.bold), bool(style.underline), bool(style.reverse))

    assert len({shape(ground), shape(ground, "place"), shape(ground, "person")}) == 3


def shape_of(inks: Inks, *looks: str) -> str:
    style = inks.style(looks)
    shown = {"b": style.bold, "i": style.italic, "u": style.underline, "r": style.reverse, "s": style.strike}
    return "".join(letter for letter, is_set in shown.items() if is_set)


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI, MONO], ids=["dark", "light", "ansi", "mono"])
def test_only_what_leads_somewhere_is_underlined_and_nothing_else(palette: Palette) -> None:
    """A name that looks like a link is taken for one; without colours an organisation is bold, too."""
    inks = Inks(palette)
    assert shape_of(inks, "text", "link") == "u"
    for ground in ("text", "headline", "dek", "quote"):
        for kind in KINDS:
            shape = shape_of(inks, ground, kind)
            assert "u" not in shape or (palette is MONO and shape != shape_of(inks, ground, "link"))
    for kind in KINDS:
        assert "u" not in shape_of(inks, f"side.{kind}")


def test_names_links_and_stressed_words_have_each_a_shape_of_their_own() -> None:
    """Without any colour."""
    inks = Inks(MONO)
    looks = ("link", "strong", "emphasis", *KINDS)
    assert len({shape_of(inks, "text"), *(shape_of(inks, "text", look) for look in looks)}) == len(looks) + 1


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI], ids=["dark", "light", "ansi"])
def test_names_and_links_have_each_a_hue_of_their_own(palette: Palette) -> None:
    roles = [*KINDS, "link", "accent", "text"]
    assert len({palette[role] for role in roles}) == len(roles)


@pytest.mark.parametrize("look", ["person", "place"])
@pytest.mark.parametrize("palette", [ANSI, MONO], ids=["ansi", "mono"])
def test_a_lit_name_is_reversed_where_there_are_few_colours(palette: Palette, look: str) -> None:
    inks = Inks(palette)
    assert inks.style(("text", look, f"named.{look}")).reverse
    assert not inks.style(("text", look)).reverse
