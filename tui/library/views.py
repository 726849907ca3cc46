"""How each list is shown, kept from one time to the next: its order, and whether what is read is left out."""

from __future__ import annotations

import json
from typing import Final, Literal, cast, get_args

from tui.library.lists import PLAIN_VIEW, ListView, Order
from tui.model.scopes import Scope
from tui.store.connection import Database
from tui.store.settings import set_setting, setting

SETTING: Final = "views of lists"
THREADS_SETTING: Final = "rows of lists"
_MOST: Final = 500
"""Lists whose view is kept; the one that was set longest ago goes first."""


class ViewsDesk:
    """Keeps how each list is shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, scope: Scope) -> ListView:
        """Return how a list was last shown; the newest first where nothing else was wished."""
        with self._database.read() as conn:
            stored = setting(conn, SETTING)
        if stored is None:
            return PLAIN_VIEW
        order, _, rest = str(json.loads(stored).get(_name(scope), "")).partition(" ")
        known = cast("Order", order) if order in get_args(Order) else "date"
        return ListView(known, rest == "unread")

    def keep(self, scope: Scope, view: ListView) -> None:
        """Keep how a list is shown; the usual view takes no room."""
        with self._database.write() as conn:
            known: dict[str, str] = json.loads(setting(conn, SETTING) or "{}")
            known.pop(_name(scope), None)
            if view != PLAIN_VIEW:
                known[_name(scope)] = f"{view.order} unread" if view.unread else view.order
            set_setting(conn, SETTING, json.dumps(dict(list(known.items())[-_MOST:])))

    def by_threads(self, wanted: Literal["threads", "plain", "last"]) -> bool:
        """Tell whether lists have one row a thread: as the settings want it, or as it was last."""
        if wanted != "last":
            return wanted == "threads"
        with self._database.read() as conn:
            return setting(conn, THREADS_SETTING) == "threads"

    def keep_by_threads(self, by_threads: bool) -> None:
        """Keep whether lists have one row a thread."""
        with self._database.write() as conn:
            set_setting(conn, THREADS_SETTING, "threads" if by_threads else "plain")


def _name(scope: Scope) -> str:
    parts = (scope.kind, scope.feed_id, scope.entity_kind, scope.name)
    return " ".join(str(part) for part in parts if part is not None)
