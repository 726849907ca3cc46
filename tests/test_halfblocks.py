"""Half blocks as pure lines."""

from __future__ import annotations

from tui.drawing.halfblocks import Patch, half_blocks

R, G, B, W = b"\xff\x00\x00", b"\x00\xff\x00", b"\x00\x00\xff", b"\xff\xff\xff"


def test_two_points_share_a_cell_the_upper_one_as_the_sign() -> None:
    assert half_blocks(R + G + B + W, 2) == (
        (Patch("▀", "#ff0000", "#0000ff"), Patch("▀", "#00ff00", "#ffffff")),
    )


def test_what_looks_alike_side_by_side_is_one_patch() -> None:
    """Only where both points do."""
    lines = half_blocks(R * 3 + G + B * 2 + W * 2 + R * 8, 4)
    assert lines == (
        (
            Patch("▀▀", "#ff0000", "#0000ff"),
            Patch("▀", "#ff0000", "#ffffff"),
            Patch("▀", "#00ff00", "#ffffff"),
        ),
        (Patch("▀▀▀▀", "#ff0000", "#ff0000"),),
    )


def test_nothing_is_drawn_of_nothing() -> None:
    assert half_blocks(b"", 3) == ()
