"""Make the pictures of dateline from the real app on the bundled articles.

`make screenshot` makes those that the documents show. To look at every screen, at every size and in every way
of colouring, as docs/decisions/0093-looks.md wants it before a look is called done:

    python docs/make_pictures.py --all FOLDER                 SVGs, and PNGs where `resvg-py` is there
    python docs/make_pictures.py --all FOLDER --only map,80x24,none

Deterministic but for the ages of the list: a folder of its own, a fixed size, the keys a reader would press.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
STORY = ("enter",)
NAME = (*STORY, "tab", "j")


@dataclass(frozen=True)
class Picture:
    """A picture to be taken: where it goes, its size in cells, the keys that lead to it, its colours."""

    path: Path
    size: tuple[int, int]
    keys: tuple[str, ...]
    mode: str = "dark"


MODES: dict[str, tuple[str, dict[str, str]]] = {
    "dark": ("dateline-dark", {}),
    "light": ("dateline-light", {}),
    "16": ("", {"COLORTERM": "", "TERM": "linux"}),
    "none": ("", {"NO_COLOR": "1"}),
}
"""Each way of colouring: the theme, and what the terminal says of itself."""
SIZES = ((80, 24), (100, 30), (160, 50))
SCREENS: dict[str, tuple[str, ...]] = {
    "list": (),
    "story": STORY,
    "names": (*NAME, "enter", "n"),
    "sidebar": NAME,
    "details": (*NAME, "d"),
    "marking": (*STORY, "V", "j", "j", "V", "j"),
    "find": (*STORY, "slash", *"talks", "enter"),
    "search": ("slash", *"peace", "enter"),
    "feeds": ("f",),
    "links": (*STORY, "semicolon"),
    "help": ("question_mark",),
    "palette": ("colon",),
    "prompt": ("a",),
    "map": (*STORY, "M"),
    "worldmap": ("M", "n"),
    "name": (*NAME, "asterisk"),
    "trends": ("T",),
}
"""Every screen, and the keys that lead to it."""
SHOWN: dict[str, tuple[tuple[int, int], tuple[str, ...], str]] = {
    "screenshot.svg": ((132, 38), SCREENS["names"], "dark"),
    "map.svg": ((132, 34), (*STORY, "M", "n", "n", "f"), "dark"),
    "gallery/list.svg": ((100, 30), SCREENS["list"], "dark"),
    "gallery/light.svg": ((100, 30), SCREENS["names"], "light"),
    "gallery/sixteen.svg": ((100, 30), SCREENS["names"], "16"),
    "gallery/none.svg": ((100, 30), SCREENS["names"], "none"),
    "gallery/small.svg": ((80, 24), SCREENS["story"], "tokyo-night"),
    "gallery/search.svg": ((100, 30), SCREENS["search"], "solarized-light"),
    "gallery/name.svg": ((100, 30), SCREENS["name"], "nord"),
    "gallery/trends.svg": ((100, 30), SCREENS["trends"], "gruvbox"),
    "gallery/palette.svg": ((100, 30), SCREENS["palette"], "catppuccin-latte"),
}
"""The pictures that stand in the documents: size, keys, colours or a theme."""


@contextmanager
def surroundings(mode: str) -> Iterator[None]:
    """Let the terminal say what one with these colours says, and give the reader a folder of his own."""
    before = dict(os.environ)
    theme, said = MODES.get(mode, (mode, {}))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("NO_COLOR", "COLORTERM"):
            os.environ.pop(name, None)
        os.environ.update(
            {"TZ": "UTC", "TERM": "xterm-256color", "COLORTERM": "truecolor", "DATELINE_HOME": folder} | said
        )
        from tui.settings.file import set_value
        from tui.system.paths import user_paths

        if theme:
            set_value(user_paths(), "theme", theme)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


async def take(picture: Picture) -> None:
    """Open the reader, press keys, and write what is on the screen."""
    from tui.screens.app import build_app
    from tui.system.paths import user_paths

    app = build_app(user_paths())
    app.library.prepare()
    async with app.run_test(size=picture.size) as pilot:
        for key in picture.keys:
            await pilot.press(key)
            for worker in [worker for worker in app.workers if worker.group in ("article", "map", "name")]:
                await worker.wait()
            await pilot.pause()
        picture.path.write_text(app.export_screenshot(title="dateline"), encoding="utf-8")


def as_png(svg: Path) -> None:
    """Write the picture beside its SVG as pixels; nothing happens without `resvg-py`."""
    try:
        resvg: Any = import_module("resvg_py")
    except ImportError:
        return
    drawn = re.sub(r"@font-face \{.*?\}", "", svg.read_text(encoding="utf-8"), flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "DejaVu Sans Mono")
    svg.with_suffix(".png").write_bytes(bytes(resvg.svg_to_bytes(svg_string=drawn)))


def every_picture(folder: Path, only: list[str]) -> Iterator[Picture]:
    """Yield all screens in all sizes and colours; `only` names some of each."""
    for (screen, keys), size, mode in product(SCREENS.items(), SIZES, MODES):
        across = f"{size[0]}x{size[1]}"
        if _is_wanted(only, screen, across, mode):
            yield Picture(folder / f"{screen}-{across}-{mode}.svg", size, keys, mode)


def _is_wanted(only: list[str], *traits: str) -> bool:
    known = (set(SCREENS), {f"{w}x{h}" for w, h in SIZES}, set(MODES))
    return all(
        not (wanted := kinds & set(only)) or trait in wanted
        for kinds, trait in zip(known, traits, strict=True)
    )


def main() -> None:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(description="Make the pictures of dateline.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, size and colouring, there")
    parser.add_argument("--only", default="", help="screens, sizes and colours, with commas between them")
    arguments = parser.parse_args()
    if arguments.all:
        arguments.all.mkdir(parents=True, exist_ok=True)
        pictures = list(every_picture(arguments.all, [one for one in arguments.only.split(",") if one]))
    else:
        pictures = [Picture(FOLDER / name, *how) for name, how in SHOWN.items()]
    for picture in pictures:
        with surroundings(picture.mode):
            asyncio.run(take(picture))
        if arguments.all:
            as_png(picture.path)
        print(picture.path)


if __name__ == "__main__":
    main()
