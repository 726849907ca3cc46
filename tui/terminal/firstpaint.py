"""The first paint: the list's first page, straight from the database, before Textual is loaded.

Loading Textual takes a quarter of a second; this takes a tenth of that. It shows the very frame
that Textual shows next (both draw with `tui.drawing.frame`), so the change of hands is not seen; a test
compares the two. Whatever is not plainly in order here (no database yet, another version of it, a
configuration that cannot be read) is left to the app, which says so properly.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from typing import TYPE_CHECKING, Any

from tui.drawing import frame, listrows, looks
from tui.keys.commands import hints
from tui.store import queries
from tui.store.schema import APPLICATION_ID
from tui.system import streams
from tui.system.lazily import Lazy
from tui.system.paths import Paths
from tui.terminal import protocol
from tui.text.safe import clean

if TYPE_CHECKING:
    from tui.drawing import threadwords
else:  # loaded when first used: whoever starts should not wait for them
    threadwords = Lazy("tui.drawing.threadwords")

LOOK_SETTING = "first paint"
"""The setting under which the app keeps what the next first paint needs to know: see `remembered`."""


class Painted:
    """What the first paint did to the terminal: its attributes from before, to be restored in the end."""

    def __init__(self, attributes: list[Any]) -> None:
        self.attributes = attributes


def first_paint(paths: Paths) -> Painted | None:
    """Paint the list's first page on the alternate screen; None where that is left to the app."""
    # With 256 colours the cells would have to be told in those that Textual makes of ours: they could differ.
    if os.name != "posix" or protocol.colours() == protocol.MANY:
        return None
    try:
        width, height = os.get_terminal_size(sys.stdout.fileno())
        shown = _frame(paths, width, height)
    except (OSError, ValueError, KeyError, sqlite3.Error):
        return None
    if shown is None:
        return None
    # Only now: what failed so far leaves the terminal as it was.
    attributes = protocol.hush(sys.stdin.fileno())
    if attributes is None:
        return None
    # Before the screen is taken: from here on a signal has something to give back.
    protocol.end_with(attributes)
    frame_shown = protocol.BEGIN_FRAME + protocol.placed(shown) + protocol.END_FRAME
    _write(protocol.ENTER_SCREEN + protocol.HIDE_CURSOR + frame_shown)
    return Painted(attributes)


def _write(text: str) -> None:
    encoded = streams.encoder(streams.encoding_of(sys.stdout))
    protocol.write_all(sys.stdout.fileno(), encoded(text))


def _frame(paths: Paths, width: int, height: int) -> str | None:
    """Return the frame as escape sequences; None where it cannot be foretold."""
    if frame.too_small(width, height) or not paths.database.is_file():
        return None
    # Read only and for a twentieth of a second: who waits here for a lock would have been quicker without a
    # first paint.
    conn = sqlite3.connect(f"{paths.database.absolute().as_uri()}?mode=ro", uri=True, timeout=0.05)
    try:
        (application,) = conn.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            return None
        opening = remembered(conn, paths)
        if opening is None:
            return None
        return "".join(_lines(conn, opening, width, height))
    finally:
        conn.close()


def remembered(conn: sqlite3.Connection, paths: Paths) -> dict[str, Any] | None:
    """Return how the reader will open: theme colours, scope, lines a row, sidebar, the reader's own keys.

    The app writes it down whenever it starts; it holds only while the configuration file is the one
    it was made from. Without one, and without a configuration, it is what the defaults make.
    """
    row = conn.execute("SELECT value FROM settings WHERE name = ?", (LOOK_SETTING,)).fetchone()
    written = config_stamp(paths)
    if row is not None:
        opening: dict[str, Any] = json.loads(row[0])
        # Another file of configuration may ask for another theme, and reading it takes longer than this has.
        if opening["config"] == written:
            return opening
    if written:
        return None
    return opening_values("", looks.OWN_PALETTES[looks.DEFAULT_THEME])


def opening_values(
    config: str,
    palette: looks.Palette,
    *,
    dark: bool = True,
    scope: str = "all",
    lines: int = 2,
    sidebar: bool = True,
    absolute: bool = False,
    keys: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return what `remembered` gives back, as it is kept."""
    return {
        "config": config,
        "palette": palette,
        "dark": dark,
        "scope": scope,
        "lines": lines,
        "sidebar": sidebar,
        "absolute": absolute,
        "keys": keys or {},
    }


def config_stamp(paths: Paths) -> str:
    """Return what tells one state of the configuration file from another; empty where there is none."""
    try:
        found = paths.config_file.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}:{found.st_size}"


def _lines(conn: sqlite3.Connection, opening: dict[str, Any], width: int, height: int) -> list[str]:
    palette = looks.palette_for(protocol.colours(), opening["palette"], dark=opening["dark"])
    kept = dict(conn.execute(queries.COUNTS))
    counts = frame.ScopeCounts(kept["total"], kept["unread"], kept["saved"])
    scope = opening["scope"]
    first = conn.execute(
        # Only the columns that are drawn: bodies stay on the disk.
        queries.first_page(scope, listrows.ListRow._fields),
        {"count": height // listrows.row_height(width, opening["lines"]) + 1},
    )
    screen = opening_screen([_row(row) for row in first], counts, opening, width, height)
    codes: dict[str, str] = {}
    return [
        f"\x1b[{y};1H" + "".join(_coloured(text, look, palette, codes) for text, look in line) + "\x1b[0m"
        for y, line in enumerate(screen, 1)
    ]


def _row(stored: tuple[Any, ...]) -> listrows.ListRow:
    """Return a row as it is drawn; most stories stand alone, and nothing is loaded for these."""
    row = listrows.ListRow._make(stored)
    return row if row.thread is None else row._replace(thread=threadwords.painted(str(row.thread)))


def _coloured(text: str, look: str, palette: looks.Palette, codes: dict[str, str]) -> str:
    code = codes.get(look)
    if code is None:
        code = codes[look] = looks.sgr(look, palette)
    # The same gate as on Textual's way: what stands in the database need not have come through ours
    # (docs/safety.md).
    return f"\x1b[0;{code}m{clean(text)}"


def opening_screen(
    rows: list[listrows.ListRow], counts: frame.ScopeCounts, opening: dict[str, Any], width: int, height: int
) -> list[frame.StyledLine]:
    """Return the reader's screen as it opens: the list, no story yet, no names yet."""
    panes = frame.panes(width, story=False)
    assert panes.list is not None
    titles = frame.list_title(panes.list[1], counts, opening["scope"])
    rows_drawn = _list_column(rows, opening, panes.list[1], height - 2)
    return [titles, *rows_drawn, frame.footer(width, hints("list", opening["keys"]))]


def _list_column(
    rows: list[listrows.ListRow], opening: dict[str, Any], width: int, body: int
) -> list[frame.StyledLine]:
    scope, now = opening["scope"], time.time()
    drawn: list[frame.StyledLine] = []
    if not rows:
        drawn = frame.centred(frame.empty_list(scope), width, body)
    above: str | None = None
    for index, row in enumerate(rows):
        drawn += listrows.row_lines(
            row,
            width,
            lines=opening["lines"],
            now=now,
            absolute=opening["absolute"],
            cursor="" if index else "cursor",
            feed=listrows.feed_shown(row.feed, above, scope),
        )
        above = row.feed
    # A page's last row may be cut in half by the screen's end.
    return [*drawn, *[[(" " * width, "text")]] * (body - len(drawn))][:body]
