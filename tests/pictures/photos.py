"""Pictures for tests, made when they are needed."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def packed(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    """Return a picture as a file's bytes."""
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def plain(width: int = 160, height: int = 100, colour: str = "#c03020", mode: str = "RGB") -> Image.Image:
    """Return a picture of one colour."""
    return Image.new("RGB", (width, height), colour).convert(mode)


def halves(
    width: int = 160, height: int = 100, upper: str = "#ff0000", lower: str = "#0000ff"
) -> Image.Image:
    """Return a picture of two colours, one above the other."""
    picture = Image.new("RGB", (width, height), lower)
    picture.paste(Image.new("RGB", (width, height // 2), upper), (0, 0))
    return picture


def photo(width: int = 1600, height: int = 1000) -> Image.Image:
    """Return a picture with as much in it as one of a camera."""
    light = Image.linear_gradient("L").resize((width, height))
    deep = Image.effect_mandelbrot((width, height), (-2, -1.2, 1, 1.2), 40)
    whole = Image.merge("RGB", (light, Image.radial_gradient("L").resize((width, height)), deep))
    return Image.blend(whole, Image.effect_noise((width, height), 60).convert("RGB"), 0.15)
