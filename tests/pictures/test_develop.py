"""Pictures made to fit, whatever their bytes are; and the process that does it, which is bounded."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image

from tests.pictures.photos import halves, packed, photo, plain
from tui.errors import ParseError
from tui.feeds.pictures import develop, developing
from tui.model.pictures import Fitted, PictureWish, Room
from tui.pictures.develop import MOST_POINTS
from tui.pictures.develop import develop as develop_here
from tui.sources.workers import WorkPool

RED, BLUE = (255, 0, 0), (0, 0, 255)


def fit(body: bytes, room: Room | None = None) -> Fitted:
    columns, rows, form, cell, ground, colours = room or Room(40, 20)
    return develop_here(body, columns, rows, form, *cell, ground, colours)


def point(fitted: Fitted, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * fitted.columns + x)
    return tuple(fitted.blocks[at : at + 3])


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and has hardly anything of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(3 * min(width, 100) * 10))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "room", "taken"),
    [
        ((1600, 1000), Room(40, 20), (40, 13)),  # its width fills the room
        ((300, 1200), Room(40, 20), (10, 20)),  # its height does
        ((16, 16), Room(40, 20), (2, 1)),  # an icon stays one
        ((1, 1), Room(40, 20), (1, 1)),
        ((4000, 1), Room(40, 20), (40, 1)),
        ((1600, 1000), Room(40, 20, "blocks", (10, 20)), (40, 13)),
    ],
)
def test_a_picture_fills_its_room_one_way_and_is_never_blown_up(
    size: tuple[int, int], room: Room, taken: tuple[int, int]
) -> None:
    fitted = fit(packed(plain(*size)), room)
    assert (fitted.columns, fitted.rows) == taken
    assert len(fitted.blocks) == taken[0] * taken[1] * 2 * 3
    assert fitted.points == size


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "AVIF"])
def test_each_kind_shows_its_colours_where_they_are(kind: str) -> None:
    fitted = fit(packed(halves(), kind))
    assert near(point(fitted, 3, 1), RED, 40)
    assert near(point(fitted, 3, 2 * fitted.rows - 3), BLUE, 40)
    assert fitted.note == ""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_held_as_its_camera_was(orientation: int) -> None:
    """Exif's eight ways (Exif 2.32, 4.6.4): whichever way it is stored, red stands above."""
    upright = halves(160, 100)
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back[orientation]) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    fitted = fit(packed(stored, "JPEG", exif=exif))
    assert fitted.points == (160, 100)
    assert fitted.columns == 20
    assert near(point(fitted, 10, 1), RED, 40)
    assert near(point(fitted, 10, 2 * fitted.rows - 3), BLUE, 40)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("I;16", "PNG")],
)
def test_each_kind_of_colours_comes_out_plain(mode: str, kind: str) -> None:
    """Of print, of grey, of a palette, of sixteen bits: white stays white and black black."""
    for colour, level in (("#ffffff", 255), ("#000000", 0)):
        picture = plain(colour=colour, mode="L")
        if mode == "I;16":
            picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")
        fitted = fit(packed(picture.convert(mode) if mode != "I;16" else picture, kind))
        assert near(point(fitted, 2, 2), (level,) * 3)


def test_colours_of_print_are_not_turned_round() -> None:
    assert near(point(fit(packed(plain(colour="#ff0000", mode="CMYK"), "JPEG")), 2, 2), RED, 60)


@pytest.mark.parametrize("width", [160, 1600])
def test_what_is_transparent_shows_the_ground(width: int) -> None:
    """Small, or made smaller before it is laid over the ground."""
    picture = Image.new("RGBA", (width, width), (255, 0, 0, 0))
    assert point(fit(packed(picture), Room(40, 20, ground="#204060")), 3, 3) == (0x20, 0x40, 0x60)


def test_of_one_that_moves_the_first_frame_is_shown_and_said_to_be() -> None:
    for kind in ("GIF", "WEBP", "PNG"):
        frames = [plain(colour="#ff0000"), plain(colour="#0000ff")]
        moving = packed(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
        fitted = fit(moving)
        assert near(point(fitted, 2, 2), RED, 40)
        assert "moves" in fitted.note


BROKEN = {
    "nothing": (b"", "there is nothing in it"),
    "text": (b"no picture at all", "no picture of a kind that is known"),
    "zeros": (bytes(5000), "no picture of a kind that is known"),
    "a drawing": (b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "a bare drawing": (b"  <svg width='9'></svg>", "SVG"),
    "a page": (b"<!DOCTYPE html><html><body>Not found</body></html>", "a page came in its place"),
    "a bomb": (png_head(30_000, 30_000), "too large: 30,000 × 30,000 points"),
    "a wide bomb": (png_head(2_000_000_000, 1), "too large"),
    "hardly any of it": (png_head(2_000, 2_000), "it breaks off before its end"),
    "half a JPEG": (packed(photo(400, 300), "JPEG")[:5_000], "it breaks off before its end"),
    "a tenth of a PNG": (packed(photo(400, 300))[:30_000], "it breaks off before its end"),
    "half a GIF": (packed(photo(400, 300), "GIF")[:20_000], "it breaks off before its end"),
    "half a WebP": (packed(photo(400, 300), "WEBP")[:2_000], "broken|breaks off|no picture"),
    "a head alone": (b"\x89PNG\r\n\x1a\n", "broken|breaks off|no picture"),
    "another kind": (packed(plain(), "TIFF"), "no picture of a kind that is known"),
    "a script": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture of a kind that is known"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_picture_is_told_in_words(name: str) -> None:
    """Never another error, and never the library's own words."""
    body, words = BROKEN[name]
    with pytest.raises(ParseError, match=words):
        fit(body)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_file_cut_anywhere_or_spoilt_is_a_picture_or_told(kind: str) -> None:
    whole = packed(photo(120, 90), kind)
    for cut in range(0, len(whole), max(1, len(whole) // 60)):
        for body in (whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]):
            with suppress(ParseError):
                assert fit(body).rows


def test_dots_are_lit_where_it_is_bright_on_dark_and_where_it_is_dark_on_light() -> None:
    """A terminal of one colour: what is drawn is what stands out from its ground."""
    body = packed(halves(upper="#ffffff", lower="#000000"))
    on_dark = fit(body, Room(20, 10, "dots", ground="#000000"))
    assert on_dark.drawn[0] == "⣿" * on_dark.columns
    assert on_dark.drawn[-1] == "⠀" * on_dark.columns
    on_light = fit(body, Room(20, 10, "dots", ground="#ffffff"))
    assert on_light.drawn[0] == "⠀" * on_dark.columns
    assert on_light.drawn[-1] == "⣿" * on_dark.columns


# ── in its process ────────────────────────────────────────────────────────────────────────────


async def ask(body: bytes) -> Fitted:
    async with developing() as pool:
        return await develop(pool, body, PictureWish("", "", "", Room(40, 20)))


async def test_the_process_makes_what_is_made_here() -> None:
    body = packed(photo(800, 500), "JPEG")
    assert await ask(body) == fit(body)


async def test_the_largest_that_is_taken_fits_into_the_process() -> None:
    """A PNG with holes takes four bytes a point: what is said to be shown must be."""
    side = int(MOST_POINTS**0.5)
    body = packed(Image.new("LA", (side, side), (200, 128)), "PNG", compress_level=1)
    assert (await ask(body)).points == (side, side)


async def told(pool: WorkPool[Fitted], body: bytes) -> str:
    with pytest.raises(ParseError) as refused:
        await develop(pool, body, PictureWish("", "", ""))
    return str(refused.value)


async def test_a_bomb_costs_itself_and_the_next_picture_is_read() -> None:
    """One that says what it is, and one that grows beyond what the process may take."""
    small, large = packed(plain()), packed(Image.new("LA", (6_000, 6_000), (9, 9)), compress_level=1)
    async with developing(memory_mb=250) as pool:
        for body, words in (
            (png_head(30_000, 30_000), "too large"),
            (large, "more memory to read than it may"),
        ):
            assert words in await told(pool, body)
            assert (await develop(pool, small, PictureWish("", "", ""))).rows


async def test_one_that_takes_too_long_is_ended() -> None:
    body = packed(Image.effect_noise((6_000, 6_000), 90), compress_level=1)
    async with developing(deadline_s=0.05) as pool:
        assert "takes too long" in await told(pool, body)


def test_the_bytes_are_never_written_anywhere() -> None:
    """A picture is read from memory, and asks for no file."""
    file = io.BytesIO(packed(plain()))
    assert fit(file.getvalue()).rows
