"""Colours one can read, and nothing told by colour alone."""

from __future__ import annotations

import pytest

from tui.drawing.looks import ANSI, DARK, LOOKS, MONO, OWN_PALETTES, Palette, attributes, sgr
from tui.widgets.inks import Inks

NO_TEXT = ("line", "map.land", "map.strewn", "map.border")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", OWN_PALETTES)
@pytest.mark.parametrize("look", [name for name in LOOKS if name not in NO_TEXT])
def test_every_text_of_ours_can_be_read(theme: str, look: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text. The line between panes and the ground of a map are no text."""
    palette, wanted = OWN_PALETTES[theme], LOOKS[look]
    if wanted.fg:
        assert contrast(palette[wanted.fg], palette[wanted.bg]) >= 4.5


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


def test_every_look_has_codes_in_every_palette() -> None:
    """A role missing from a palette would stop the first paint."""
    for palette in (*OWN_PALETTES.values(), MONO):
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


@pytest.mark.parametrize("look", ["person", "place"])
@pytest.mark.parametrize("palette", [ANSI, MONO], ids=["ansi", "mono"])
def test_a_lit_name_is_reversed_where_there_are_few_colours(palette: Palette, look: str) -> None:
    inks = Inks(palette)
    assert inks.style(("text", look, f"named.{look}")).reverse
    assert not inks.style(("text", look)).reverse
