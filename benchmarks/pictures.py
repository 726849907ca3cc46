"""How long a picture of 1600 × 1000 points takes from its bytes to the screen, in each form.

    python benchmarks/pictures.py [--runs N]

The bytes are kept (as after a first look, or a fetch); the process that gets pictures and the one that reads
them are warm. Measured is from the wish to the drawn lines: through both processes and back, laid out in a
story, and each line of the picture drawn; for kitty and sixel what the terminal is sent is made as well.
Then how long the very first one takes, which starts both processes; and what opening the reader loads.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from rich.style import Style

from tui.drawing.typeset import build_page
from tui.library.album import Album
from tui.library.frontdesk import Library
from tui.model.articles import Article, Headline
from tui.model.ids import ArticleId, FeedId
from tui.model.pictures import Fitted, PictureForm, PictureWish, Room
from tui.model.prose import Image as ImageBlock
from tui.model.prose import Paragraph, Prose, Section, Text
from tui.screens.darkroom import PictureErrands
from tui.system.paths import user_paths
from tui.terminal.graphics import Paints
from tui.widgets.pictures import Easel, Hung

ARTICLE = ArticleId("a" * 12)
FORMS: tuple[PictureForm, ...] = ("blocks", "dots", "kitty", "sixel")
CELL = (10, 20)
ROOM = (72, 30)
LOADED = (
    "import sys, tui.screens.app;"
    "print(*(m for m in sys.modules if 'picture' in m or 'darkroom' in m or 'graphics' in m or m == 'PIL'))"
)
URL = "https://post.example/{kind}"


def photo(kind: str) -> bytes:
    """Return a picture with as much in it as one of a camera."""
    size = (1600, 1000)
    light = Image.linear_gradient("L").resize(size)
    deep = Image.effect_mandelbrot(size, (-2, -1.2, 1, 1.2), 40)
    whole = Image.merge("RGB", (light, Image.radial_gradient("L").resize(size), deep))
    noise = Image.effect_noise(size, 60).convert("RGB")
    file = io.BytesIO()
    Image.blend(whole, noise, 0.15 if kind == "JPEG" else 0.0).save(file, kind)
    return file.getvalue()


def story(url: str) -> Article:
    words = Paragraph(Text("words and more of them " * 20))
    blocks = (*[words] * 10, ImageBlock(Text("A ship at sea"), url), *[words] * 10)
    headline = Headline(ARTICLE, 1, 0, "Story", "Harbour Post", FeedId(1))
    return Article(headline, Prose("Story", (Section(None, blocks),)))


class Screen:
    """Wishes for a picture, and draws it as the reading pane does."""

    def __init__(self) -> None:
        self._errands = PictureErrands()
        self.sent = 0

    def show(self, kind: str, form: PictureForm) -> float:
        """Return the seconds from the wish to the drawn lines."""
        url = URL.format(kind=kind)
        room = Room(*ROOM, form, CELL, "#15171c")
        came = threading.Event()
        answers: list[Fitted | str] = []
        began = time.perf_counter()

        def take(answer: Fitted | str) -> None:
            answers.append(answer)
            came.set()

        self._errands.ask(PictureWish(url, ARTICLE, "", room), take)
        assert came.wait(30)
        assert isinstance(answers[0], Fitted), answers[0]
        self._draw(url, room, answers[0])
        return time.perf_counter() - began

    def _draw(self, url: str, room: Room, fitted: Fitted) -> None:
        parts: list[str] = []
        paints = Paints()
        easel = Easel(parts.append, paints, colours=1 << 24)
        hung = Hung(room, [url], easel, width=ROOM[0])
        hung.take(url, fitted)
        page = build_page(story(url), ROOM[0], hung.hanging)
        hung.place(page)
        style = Style()
        drawn = [hung.cells(line, style) for line in range(len(page.lines))]
        text = "".join(segment.text for line in drawn if line for segment in line)
        self.sent = len("".join(parts)) + len(paints.painted(text).encode())

    def stop(self) -> None:
        self._errands.stop()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        os.environ["DATELINE_HOME"] = home
        paths = user_paths()
        library = Library.open(paths)
        album = Album(paths.picture_dir, library.database)
        for kind in ("JPEG", "PNG"):
            body = photo(kind)
            album.keep(ARTICLE, URL.format(kind=kind), body)
            print(f"{kind}: {len(body):,} bytes")
        screen = Screen()
        print(f"first of all, both processes started: {screen.show('JPEG', 'blocks') * 1000:.0f} ms")
        for kind in ("JPEG", "PNG"):
            for form in FORMS:
                took = sorted(screen.show(kind, form) * 1000 for _ in range(runs))
                told = f"median {statistics.median(took):5.1f} ms, best {took[0]:5.1f}"
                print(f"{kind:5}{form:7} {told}; {screen.sent // 1000:,} kB to the terminal")
        screen.stop()
        library.close()
    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    print(f"modules of pictures that a start loads: {told.stdout.strip()}")


if __name__ == "__main__":
    main()
