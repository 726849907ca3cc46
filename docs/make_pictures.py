"""Make the pictures of dateline from the real app on the bundled articles.

`make screenshot` makes those that the documents show. To look at every screen, at every size and in every way
of colouring, as docs/decisions/0093-looks.md wants it before a look is called done:

    python docs/make_pictures.py --all FOLDER                 SVGs, and PNGs where `resvg-py` is there
    python docs/make_pictures.py --all FOLDER --only map,80x24,none
    python docs/make_pictures.py --all FOLDER --only themes   a list with a story, in each of a dozen themes

Each screen has a sheet as well, `FOLDER/sheets/SCREEN.png`: all its sizes and colours side by side.
Deterministic but for the ages of the list: a folder of its own, a fixed size, the keys a reader would press.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from importlib import import_module
from itertools import chain, product
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
STORY = ("enter",)
NAME = (*STORY, "tab", "j")
LIBRARY = "library"
"""The first word of a road that begins in the library of `picture_stock.py`, not with the bundled stories.

A word with `=` sets something in the configuration.
"""
MORNING = "morning"
"""The same for the one of `picture_morning.py`, which has threads."""
HARBOUR = (LIBRARY, "j", *STORY)


@dataclass(frozen=True)
class Picture:
    """A picture to be taken: where it goes, its size in cells, the keys that lead to it, its colours."""

    path: Path
    size: tuple[int, int]
    keys: tuple[str, ...]
    mode: str = "dark"
    screen: str = ""
    """What it is of."""


MODES: dict[str, tuple[str, dict[str, str]]] = {
    "dark": ("dateline-dark", {}),
    "light": ("dateline-light", {}),
    "16": ("", {"COLORTERM": "", "TERM": "linux"}),
    "none": ("", {"NO_COLOR": "1"}),
}
"""Each way of colouring: the theme, and what the terminal says of itself."""
THEMES = tuple(
    "nord gruvbox tokyo-night dracula rose-pine monokai catppuccin-latte solarized-dark solarized-light "
    "rose-pine-dawn textual-light atom-one-light".split()
)
SIZES = ((80, 24), (100, 30), (160, 50))
SCREENS: dict[str, tuple[str, ...]] = {
    "list": (),
    "library": (LIBRARY,),
    "one-line": (LIBRARY, "list.lines=1"),
    "beside": (*HARBOUR, "tab", "tab"),
    "one-beside": (*HARBOUR, "list.lines=1", "tab", "tab"),
    "three-beside": (*HARBOUR, "list.lines=3", "tab", "tab"),
    "story": STORY,
    "names": (*NAME, "enter", "n"),
    "sidebar": NAME,
    "details": (*NAME, "d"),
    "correct": (*NAME, "c"),
    "marking": (*STORY, "V", "j", "j", "V", "j"),
    "noted": (*HARBOUR, "V", "j", "j", "C", *"Ask_them", "enter"),
    "note-prompt": (*STORY, "C", *"A_word"),
    "changes": (*HARBOUR, "v", "n"),
    "outline": (*STORY, "I"),
    "pictures": (*HARBOUR, "P", *"jjjjjjjjjjjjjjjj"),
    "blocks": (*HARBOUR, "G"),
    "zen": (*STORY, "z"),
    "find": (*STORY, "slash", *"talks", "enter"),
    "find-nothing": (*STORY, "slash", *"zebra", "enter"),
    "search": ("slash", *"peace", "enter"),
    "searching": (LIBRARY, "slash", *"hamburg"),
    "search-beside": (LIBRARY, "slash", *"hamburg", "enter", "enter"),
    "search-nothing": ("slash", *"zebra", "enter"),
    "saved-nothing": ("3",),
    "history": (LIBRARY, "H"),
    "history-nothing": ("H",),
    "unread-only": (LIBRARY, "2"),
    "select": (LIBRARY, "full_stop", "j", "j", "full_stop", "j"),
    "select-range": (LIBRARY, "V", "j", "j"),
    "message": (LIBRARY, "s"),
    "long-message": (*HARBOUR, "tab", "c", *"hide", "enter"),
    "feeds": (LIBRARY, "f"),
    "feeds-feed": (LIBRARY, "f", "exclamation_mark"),
    "feeds-narrow": (LIBRARY, "f", "slash", *"po"),
    "feeds-seeds": ("f",),
    "feeds-delete": (LIBRARY, "f", "exclamation_mark", "d"),
    "settings": (LIBRARY, "f", "exclamation_mark", "s"),
    "links": (*HARBOUR, "semicolon"),
    "tag": (LIBRARY, "t"),
    "mute": (*HARBOUR, "x"),
    "listen": (LIBRARY, "slash", *"tides", "enter", "enter", "L"),
    "export": (LIBRARY, "e"),
    "pipe": (LIBRARY, "vertical_line"),
    "help": ("question_mark",),
    "help-story": (*STORY, "question_mark", "space"),
    "help-search": ("question_mark", "slash", *"map"),
    "palette": ("colon",),
    "palette-typed": ("colon", *"note"),
    "choose-theme": ("colon", *"choose_a_theme", "enter"),
    "messages": (LIBRARY, "s", "colon", *"messages", "enter"),
    "prompt": ("a",),
    "map": (*STORY, "M"),
    "map-near": (*STORY, "M", "n", "n", "f"),
    "map-list": (*STORY, "M", "tab"),
    "worldmap": ("M", "n"),
    "person": (*NAME, "asterisk"),
    "place": (*HARBOUR, "tab", "G", "asterisk"),
    "person-others": (*NAME, "asterisk", "tab"),
    "name-timeline": (*HARBOUR, "tab", "asterisk", "t"),
    "trends": ("T",),
    "trends-library": (LIBRARY, "T"),
    "trends-month": (LIBRARY, "T", "3"),
    "from-here": (*HARBOUR, "D"),
    "threads": (MORNING, "comma"),
    "thread": (MORNING, "Z", "j"),
    "thread-parts": (MORNING, "Z", *("right_curly_bracket",) * 3),
    "thread-names": (MORNING, "Z", "tab"),
    "thread-opened": (MORNING, "Z", "j", "enter"),
    "thread-alone": ("Z",),
    "said": (MORNING, "G", "k", *STORY, "Q", "j"),
    "said-nobody": (*STORY, "Q"),
    "said-name": (MORNING, *STORY, "Q", "asterisk", "Q"),
    "briefing": (MORNING, "B"),
    "briefing-nothing": ("B",),
    "trends-threads": (MORNING, "T"),
}
"""Every screen, and the keys that lead to it; `_` is a blank."""
ODD_SIZES = dict.fromkeys(
    "library names beside feeds help palette person worldmap settings thread briefing said".split(),
    ((50, 15), (200, 50)),
)
"""Screens that are taken in other sizes too."""
SHOWN: dict[str, tuple[tuple[int, int], tuple[str, ...], str]] = {
    "screenshot.svg": ((132, 38), SCREENS["names"], "dark"),
    "map.svg": ((132, 34), SCREENS["map-near"], "dark"),
    "gallery/list.svg": ((100, 30), SCREENS["library"], "dark"),
    "gallery/light.svg": ((100, 30), SCREENS["names"], "light"),
    "gallery/sixteen.svg": ((100, 30), SCREENS["names"], "16"),
    "gallery/none.svg": ((100, 30), SCREENS["names"], "none"),
    "gallery/small.svg": ((80, 24), SCREENS["noted"], "tokyo-night"),
    "gallery/feeds.svg": ((100, 30), SCREENS["feeds-feed"], "rose-pine"),
    "gallery/search.svg": ((100, 30), SCREENS["search"], "solarized-light"),
    "gallery/name.svg": ((100, 30), SCREENS["person"], "nord"),
    "gallery/thread.svg": ((100, 30), SCREENS["thread"], "dark"),
    "gallery/said.svg": ((100, 30), SCREENS["said"], "dracula"),
    "gallery/briefing.svg": ((80, 24), SCREENS["briefing"], "light"),
    "gallery/trends.svg": ((100, 30), SCREENS["trends"], "gruvbox"),
    "gallery/palette.svg": ((100, 30), SCREENS["palette"], "catppuccin-latte"),
}
"""The pictures that stand in the documents: size, keys, colours or a theme."""
_WAITED_FOR = frozenset(
    "article changes counts export hanging map marks name names notes pictures rules timeline".split()
)
_OPENS_WITHIN = 1000
_SHEET_PIXELS = 1568
_CELL_PIXELS = 12.2


class Camera:
    """Takes pictures. Each is of a copy of a library: what one road changes, no other sees."""

    def __init__(self, folder: Path) -> None:
        """`folder` is for the libraries."""
        self._folder = folder

    def _library(self, name: str) -> Path:
        """Return a folder with a library that is made when it is first asked for."""
        folder = self._folder / name
        if not folder.is_dir():
            import picture_morning
            import picture_stock

            from tui.library.frontdesk import Library
            from tui.system.paths import user_paths

            os.environ["DATELINE_HOME"] = str(folder)
            if name == LIBRARY:
                picture_stock.fill(user_paths())
            elif name == MORNING:
                picture_morning.fill(user_paths())
            else:
                library = Library.open(user_paths())
                library.read_seeds()
                library.prepare()
                library.close()
        return folder

    async def take(self, picture: Picture) -> None:
        """Open the reader, press keys, and write what is on the screen."""
        from tui.screens.app import build_app
        from tui.settings.file import set_value
        from tui.system.paths import user_paths

        settings = [one for one in picture.keys if "=" in one]
        keys = [one for one in picture.keys if one not in (LIBRARY, MORNING) and "=" not in one]
        with surroundings(picture.mode) as theme, _passing_folder() as home:
            stock = self._library(next((one for one in picture.keys if one in (LIBRARY, MORNING)), "seeds"))
            shutil.copytree(stock, home, dirs_exist_ok=True)
            os.environ["DATELINE_HOME"] = home
            if theme:
                set_value(user_paths(), "theme", theme)
            for name, _, value in (one.partition("=") for one in settings):
                set_value(user_paths(), name, int(value) if value.isdigit() else value)
            app = build_app(user_paths())
            os.chdir(home)  # what is exported goes there
            async with app.run_test(size=picture.size, notifications=True) as pilot:
                for key in keys:
                    await pilot.press("space" if key == "_" else key)
                    await self._settle(app, pilot)
                drawn = app.export_screenshot(title="dateline")
                drawn = re.sub(r'textLength="[^"]*"([^>]*>)([^<]*)', _true_length, drawn)
                picture.path.write_text(drawn, encoding="utf-8")

    async def _settle(self, app: Any, pilot: Any) -> None:
        """Wait until all that a key began is there."""
        for _ in range(_OPENS_WITHIN):
            if app.is_settled:
                break
            await pilot.pause(0.01)
        for worker in [worker for worker in app.workers if worker.group in _WAITED_FOR]:
            await worker.wait()
        await pilot.pause()
        for _ in range(_OPENS_WITHIN):
            hung = app.main_screen.reading.hung
            if hung is None or not any(one.words.startswith("…") for one in hung.hanging.values()):
                break
            await pilot.pause(0.01)
        await pilot.pause()


def _passing_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for one picture; what a process behind the screen still writes there is let go."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


@contextmanager
def surroundings(mode: str) -> Iterator[str]:
    """Let the terminal say what one with these colours says; gives the theme, empty where none matters."""
    before = dict(os.environ)
    theme, said = MODES.get(mode, (mode, {}))
    for name in ("NO_COLOR", "COLORTERM"):
        os.environ.pop(name, None)
    os.environ.update({"TZ": "UTC", "TERM": "xterm-256color", "COLORTERM": "truecolor"} | said)
    try:
        yield theme
    finally:
        os.environ.clear()
        os.environ.update(before)


def as_png(svg: Path) -> None:
    """Write the picture beside its SVG as pixels; nothing happens without `resvg-py`."""
    try:
        resvg: Any = import_module("resvg_py")
    except ImportError:
        return
    drawn = re.sub(r"@font-face \{.*?\}", "", svg.read_text(encoding="utf-8"), flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "DejaVu Sans Mono")
    fonts = [folder for folder in [os.environ.get("PICTURE_FONTS")] if folder]
    svg.with_suffix(".png").write_bytes(bytes(resvg.svg_to_bytes(svg_string=drawn, font_dirs=fonts)))


def _true_length(text: re.Match[str]) -> str:
    """Give a text the room of its cells: Rich counts its characters, as if none were wide."""
    from tui.text.cells import cell_width

    return f'textLength="{cell_width(unescape(text[2])) * _CELL_PIXELS:.1f}"{text[1]}{text[2]}'


def sheet(pictures: Sequence[Path], across: int, target: Path) -> None:
    """Put pictures on one sheet, so many in a row; nothing happens without Pillow and PNGs."""
    try:
        image: Any = import_module("PIL.Image")
    except ImportError:
        return
    width = _SHEET_PIXELS // across
    shown = [image.open(path) for path in pictures if path.exists()]
    cells = [one.resize((width, one.height * width // one.width), image.Resampling.LANCZOS) for one in shown]
    rows = [cells[first : first + across] for first in range(0, len(cells), across)]
    heights = [max(one.height for one in row) for row in rows]
    whole = image.new("RGB", (_SHEET_PIXELS, max(1, sum(heights))))
    for number, row in enumerate(rows):
        for column, one in enumerate(row):
            whole.paste(one, (column * width, sum(heights[:number])))
    target.parent.mkdir(exist_ok=True)
    whole.save(target)


def every_picture(folder: Path, only: list[str]) -> Iterator[Picture]:
    """Yield all screens in all sizes and colours; `only` names some of each."""
    if "themes" in only:
        for theme in THEMES:
            yield Picture(folder / f"theme-{theme}.svg", SIZES[1], SCREENS["names"], theme, "themes")
        return
    for screen, keys in SCREENS.items():
        for size, mode in product((*SIZES, *ODD_SIZES.get(screen, ())), MODES):
            if _is_wanted(only, screen, _across(size), mode):
                yield Picture(folder / f"{screen}-{_across(size)}-{mode}.svg", size, keys, mode, screen)


def _across(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def _is_wanted(only: list[str], *traits: str) -> bool:
    sizes = {_across(size) for size in chain(SIZES, *ODD_SIZES.values())}
    known = (set(SCREENS), sizes, set(MODES))
    return all(
        not (wanted := kinds & set(only)) or trait in wanted
        for kinds, trait in zip(known, traits, strict=True)
    )


def make_all(folder: Path, only: list[str], camera: Camera) -> None:
    """Take every picture that is asked for; each screen's stand on sheets, all and by their size."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets: dict[tuple[str, int], list[Path]] = {}
    for picture in every_picture(folder, only):
        asyncio.run(camera.take(picture))
        as_png(picture.path)
        print(picture.path, flush=True)
        pixels = picture.path.with_suffix(".png")
        for name, across in ((picture.screen, len(MODES)), (f"{picture.screen}-{_across(picture.size)}", 2)):
            sheets.setdefault((name, across), []).append(pixels)
    for (name, across), pictures in sheets.items():
        sheet(pictures, across, folder / "sheets" / f"{name}.png")


def main() -> None:
    """Take the pictures that are asked for."""
    parser = argparse.ArgumentParser(description="Make the pictures of dateline.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, size and colouring, there")
    parser.add_argument("--only", default="", help="screens, sizes and colours, with commas between them")
    arguments = parser.parse_args()
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as libraries:
        camera = Camera(Path(libraries))
        if arguments.all:
            make_all(here / arguments.all, [one for one in arguments.only.split(",") if one], camera)
            os.chdir(here)
            return
        for name, how in SHOWN.items():
            picture = Picture(FOLDER / name, *how)
            asyncio.run(camera.take(picture))
            print(picture.path)
        os.chdir(here)


if __name__ == "__main__":
    main()
