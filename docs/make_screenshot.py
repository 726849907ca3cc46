"""Make the pictures of the README from the real app on the bundled articles: `make screenshot`.

Deterministic: a folder of its own, a fixed size, the keys a reader would press.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PICTURES = {
    "screenshot.svg": ((132, 38), ("enter", "tab", "j", "enter", "n")),
    "map.svg": ((132, 34), ("enter", "M", "n", "n", "plus", "plus", "plus", "plus")),
}
"""Each picture's size in cells, and the keys that lead to it."""


async def take(target: Path, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    """Open the reader, press keys, and write what is on the screen."""
    from tui.screens.app import build_app
    from tui.system.paths import user_paths

    app = build_app(user_paths())
    app.library.prepare()
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            for worker in [worker for worker in app.workers if worker.group in ("article", "map")]:
                await worker.wait()
            await pilot.pause()
        target.write_text(app.export_screenshot(title="dateline"), encoding="utf-8")


def main() -> None:
    """Take each picture in a folder that is thrown away."""
    os.environ["TZ"] = "UTC"
    for name, (size, keys) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DATELINE_HOME"] = folder
            asyncio.run(take(FOLDER / name, size, keys))
        print(FOLDER / name)


if __name__ == "__main__":
    main()
