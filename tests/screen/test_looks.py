"""Colours one can read, and nothing told by colour alone."""

from __future__ import annotations

import pytest

from tui.looks import LOOKS, MONO, OWN_PALETTES, attributes, sgr


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", OWN_PALETTES)
@pytest.mark.parametrize("look", [name for name in LOOKS if name != "line"])
def test_every_text_of_ours_can_be_read(theme: str, look: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text. The line between panes is no text."""
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
