"""A picture's bytes made to fit a room on the screen. Runs in a process of its own: see `sources.workers`.

Whatever the bytes are, the answer is a picture or a ParseError in words. What is plainly too large is
refused by its first bytes; what lies about itself meets the process's limits.
"""

from __future__ import annotations

import base64
import io
import re
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from tui.errors import ParseError
from tui.model.pictures import Fitted, PictureForm, Room
from tui.pictures import dots, sixel

MOST_POINTS: Final = 50_000_000
"""Width by height: more than any camera of a newspaper, and less than the process has memory for."""
_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
_TURNED: Final = frozenset({5, 6, 7, 8})
"""Orientations (Exif 2.32, 4.6.4) that swap width and height."""
_ORIENTATION: Final = 0x0112
_DRAWING: Final = re.compile(
    rb"^\s*(?:<\?xml.*?>|<!--.*?-->|<!DOCTYPE.*?>|\s)*<(?:\w+:)?svg[\s>]", re.I | re.S
)
_PAGE: Final = re.compile(rb"^\s*(?:<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_SNIFFED: Final = 4_096
"""Bytes in which a drawing or a page gives itself away."""
_GLANCE: Final = (64, 40)
"""Points from which the colours of a picture are chosen."""
_HUGE_POINTS: Final = 12_000_000
"""A picture with more is made smaller before anything else is made of it."""

Image.MAX_IMAGE_PIXELS = None  # it is measured here, and the limit told in our words


def develop(
    body: bytes,
    columns: int,
    rows: int,
    form: PictureForm,
    cell_width: int,
    cell_height: int,
    ground: str,
    colours: int,
) -> Fitted:
    """Make a picture fit a room of so many cells, never larger than it is; see `model.pictures.Room`.

    Raises ParseError where it is no picture, one of a kind that is not shown, or broken.
    """
    room = Room(max(1, columns), max(1, rows), form, (cell_width, cell_height), ground, colours)
    picture, note = _opened(body)
    size = _upright_size(picture)
    width, height = _fitted_size(size, room)
    taken = -(-width // room.cell[0]), -(-height // room.cell[1])
    if form in ("blocks", "dots"):  # as many points as are drawn, and so many more that they are smooth
        width, height = min(width, 4 * taken[0]), min(height, 8 * taken[1])
    try:
        small = _small(picture, (width, height), room.ground)
    except (OSError, ValueError, SyntaxError, IndexError, TypeError, EOFError) as error:
        raise ParseError(_broken(error)) from error
    blocks = small.resize((taken[0], 2 * taken[1]), Image.Resampling.BOX).tobytes()
    return Fitted(*taken, size, blocks, _drawn(small, taken, room), note)


def _opened(body: bytes) -> tuple[Image.Image, str]:
    """Return a picture of which no more than its head is read, and what is to be said of it."""
    head = body[:_SNIFFED]
    if not body:
        raise ParseError("there is nothing in it")
    if _DRAWING.match(head):
        raise ParseError("it is an SVG drawing, and those are not shown")
    if _PAGE.match(head):
        raise ParseError("a page came in its place")
    try:
        picture = Image.open(io.BytesIO(body), formats=_FORMATS)
    except UnidentifiedImageError:
        raise ParseError("it is no picture of a kind that is known here") from None
    except (OSError, ValueError, SyntaxError, TypeError, IndexError) as error:
        raise ParseError(_broken(error)) from error
    width, height = picture.size
    if width * height > MOST_POINTS:
        raise ParseError(f"it is too large: {width:,} × {height:,} points")
    frames = getattr(picture, "is_animated", False)
    return picture, "it moves: this is its first frame" if frames else ""


def _broken(error: Exception) -> str:
    """Say what is wrong with a picture that could not be read to its end."""
    told = str(error).lower()
    return "it breaks off before its end" if "truncated" in told or "eof" in told else "it is broken"


def _upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height as the picture is to be held."""
    width, height = picture.size
    return (height, width) if _orientation(picture) in _TURNED else (width, height)


def _orientation(picture: Image.Image) -> int:
    try:
        stated = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # whatever stands there in its place, the picture is as it is
        return 1
    return stated if isinstance(stated, int) else 1


def _fitted_size(size: tuple[int, int], room: Room) -> tuple[int, int]:
    """Return the width and height, in pixels, that fill the room one way and not the other."""
    width, height = size
    scale = min(room.columns * room.cell[0] / width, room.rows * room.cell[1] / height, 1.0)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _small(picture: Image.Image, size: tuple[int, int], ground: str) -> Image.Image:
    """Return the picture in that size, upright, in plain colours, over a ground."""
    turned = _orientation(picture)
    target = (size[1], size[0]) if turned in _TURNED else size
    picture.draft("RGB", target)  # a JPEG gives an eighth of its points in a fraction of the time
    picture.load()
    if picture.mode not in ("RGB", "L"):
        picture = _plain(picture, target, ground)
    if picture.size != target:
        picture = picture.resize(target, Image.Resampling.BILINEAR, reducing_gap=2.0)
    picture = picture.convert("RGB")
    if turned != 1:
        exif = picture.getexif()
        exif[_ORIENTATION] = turned
        picture = ImageOps.exif_transpose(picture)
    return picture


def _plain(picture: Image.Image, target: tuple[int, int], ground: str) -> Image.Image:
    """Return a picture of any kind in plain colours, made smaller first where that can be done."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.width * picture.height > _HUGE_POINTS and picture.mode in (
        "RGBA",
        "LA",
        "CMYK",
        "YCbCr",
        "LAB",
    ):
        factor = min(picture.width // (2 * target[0]), picture.height // (2 * target[1]))
        picture = picture.reduce(max(1, factor))
    if picture.has_transparency_data:
        over = picture.convert("RGBA")
        picture = Image.new("RGBA", over.size, ground)
        picture.alpha_composite(over)
    return picture.convert("RGB")


def _drawn(small: Image.Image, taken: tuple[int, int], room: Room) -> tuple[str, ...]:
    columns, rows = taken
    match room.form:
        case "dots":
            lit = small.resize((2 * columns, 4 * rows), Image.Resampling.BOX).convert("L")
            if _is_light(room.ground):
                lit = ImageOps.invert(lit)
            return dots.lines(
                ImageOps.autocontrast(lit, 1).convert("1").convert("L").tobytes(), columns, rows
            )
        case "sixel":
            held = _in_few_colours(small, room.colours)
            palette = bytes(held.getpalette("RGB") or ())
            return sixel.rows(held.tobytes(), held.size, palette, room.cell[1])
        case "kitty":
            packed = io.BytesIO()
            small.save(packed, "PNG", compress_level=1)
            return (base64.b64encode(packed.getvalue()).decode("ascii"),)
        case _:
            return ()


def _in_few_colours(picture: Image.Image, colours: int) -> Image.Image:
    """Return a picture in its own most telling colours, mixed by points where it has others.

    They are chosen from it in small: in whole that takes ten times as long, and hardly finds others.
    """
    glance = picture.resize(_GLANCE, Image.Resampling.BOX)
    chosen = glance.quantize(colours, method=Image.Quantize.MEDIANCUT)
    return picture.quantize(palette=chosen, dither=Image.Dither.FLOYDSTEINBERG)


def _is_light(ground: str) -> bool:
    """Whether a colour `#rrggbb` is nearer to white than to black."""
    red, green, blue = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
    return 2126 * red + 7152 * green + 722 * blue > 10_000 * 127
