"""Make the file of today's version, for when there is a next one: `python tests/data/earlier/make.py`.

Run it before the schema is changed, or in a checkout of the commit that a file is wanted of.
"""

from __future__ import annotations

import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from tui.library.frontdesk import Library  # noqa: E402
from tui.system.paths import user_paths  # noqa: E402

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
FIRST = datetime(2025, 5, 10, 9, tzinfo=UTC)
TEXT = """\
<p>KYIV, Ukraine — Volodymyr Zelenskyy told envoys in Paris that marker{} had to be kept, and that the \
harvest would follow.</p><p>It was the sixth time this year.</p>"""


def document() -> str:
    """Return eight stories of a feed."""
    items = [
        {
            "id": f"old-{number}",
            "url": f"https://old.example/{number}",
            "title": f"Story {number} of the old post",
            "date_published": (FIRST + timedelta(days=number)).isoformat(),
            "content_html": TEXT.format(number),
        }
        for number in range(8)
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "The Old Post", "items": items}
    )


def fill(folder: Path) -> Path:
    """Import and prepare them, mark some, and return the database."""
    written = folder / "old.json"
    written.write_text(document(), encoding="utf-8")
    library = Library.open(user_paths(), clock=lambda: NOW)
    library.import_files([written])
    library.catch_up(lambda _: True)
    ids = {int(one.headline.split()[1]): one.id for one in library.listing().window(0, 8)}
    library.remember_position(ids[0], 0.5)
    library.save([ids[number] for number in (0, 1, 2)])
    library.tag([ids[number] for number in (1, 4)], "grain")
    library.mark_read([ids[number] for number in (5, 6, 7)])
    library.close()
    return user_paths().database


def main() -> None:
    """Write the file beside this one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATELINE_HOME"] = folder
        database = fill(Path(folder))
        with closing(sqlite3.connect(database)) as conn:
            conn.execute("PRAGMA journal_mode = DELETE").fetchall()
            (version,) = conn.execute("PRAGMA user_version").fetchone()
        commit = subprocess.check_output(
            ["git", "rev-parse", "--short=7", "HEAD"], cwd=HERE, text=True
        ).strip()
        packed = lzma.compress(database.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        made = HERE / f"version-{version:02}-{commit}.db.xz"
        made.write_bytes(packed)
        print(f"{made} ({len(packed)} bytes)")


if __name__ == "__main__":
    main()
