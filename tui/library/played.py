"""The desk of files that were played: where each was left, so that the next time goes on there.

Its verbs raise children of DatelineError only, and may be called from several
threads.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.store import settings
from tui.store.connection import Database

_NAME: Final = "played "
_LEAST_S: Final = 10.0
"""Who has heard less begins anew."""


class PlayedFile(NamedTuple):
    """Where a file was left."""

    at_s: float
    of_s: float | None
    """How long the player found it to be."""


class PlayedDesk:
    """Where one reader has left the files of stories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def left(self, url: str) -> PlayedFile | None:
        """Return where a file was left; None where it was never begun, or played to its end."""
        with self._database.read() as conn:
            kept = settings.setting(conn, _NAME + url)
        at, _, of = (kept or "").partition("/")
        try:
            return PlayedFile(float(at), float(of) if of else None)
        except ValueError:
            return None

    def leave(self, url: str, at_s: float, of_s: float | None, *, is_over: bool = False) -> None:
        """Keep where a file was left; nothing of one that was played to its end, or hardly begun."""
        with self._database.write() as conn:
            if is_over or at_s < _LEAST_S:
                settings.forget(conn, _NAME + url)
            else:
                whole = "" if of_s is None else int(of_s)
                settings.set_setting(conn, _NAME + url, f"{int(at_s)}/{whole}")
