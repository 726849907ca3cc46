"""Articles by the address of their page."""

from __future__ import annotations

import sqlite3
from urllib.parse import urlsplit

from tui.store.identity import normalised_link
from tui.store.subscriptions import UNSUBSCRIBED
from tui.text.weblinks import without_tracking


def rows_by_link(conn: sqlite3.Connection, url: str) -> list[int]:
    """Return the articles whose page has this address, the oldest first; tracking and a last slash aside.

    Looks at the addresses of all articles: for what a reader typed. Those of feeds given up are not there.
    """
    wanted = _plain(url)
    parts = urlsplit(wanted)
    # In any spelling of the rest an address has its path in it.
    needle = parts.path if len(parts.path) > 1 else parts.netloc
    found = conn.execute(
        "SELECT a.row, a.url FROM articles AS a CROSS JOIN status AS s ON s.article = a.row"
        f" WHERE instr(a.url, ?) AND s.hidden & {UNSUBSCRIBED} = 0 ORDER BY a.row",
        (needle,),
    )
    return [row for row, stored in found if _plain(stored) == wanted]


def _plain(url: str) -> str:
    return normalised_link(without_tracking(url)).rstrip("/")
