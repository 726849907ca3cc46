"""Make docs/screenshot.svg from the real app on the bundled articles: `make screenshot`.

Deterministic: a folder of its own, a fixed size, the keys a reader would press.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

SIZE = (132, 38)
KEYS = ("enter", "tab", "j", "enter", "n")
TARGET = Path(__file__).resolve().parent / "screenshot.svg"


async def take(target: Path) -> None:
    """Open the reader, choose a person in the first article, and write what is on the screen."""
    from tui.app import build_app
    from tui.paths import user_paths

    app = build_app(user_paths())
    app.library.prepare()
    async with app.run_test(size=SIZE) as pilot:
        for key in KEYS:
            await pilot.press(key)
            await app.workers.wait_for_complete([w for w in app.workers if w.group == "article"])
            await pilot.pause()
        target.write_text(app.export_screenshot(title="dateline"), encoding="utf-8")


def main() -> None:
    """Take the picture in a folder that is thrown away."""
    os.environ["TZ"] = "UTC"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATELINE_HOME"] = folder
        asyncio.run(take(TARGET))
    print(TARGET)


if __name__ == "__main__":
    main()
