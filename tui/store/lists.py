"""Lists by key: a scope's keys from a place on, how many there are, and those that stay though read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tui.errors import NotFound
from tui.model.articles import Headline
from tui.model.ids import FeedId
from tui.model.scopes import Scope
from tui.store.headlines import counts, headlines
from tui.store.marks import reads_since
from tui.store.queries import FURTHER_OF_FOLDER, LASTING_THREAD, count_sql, keys_sql, unread_rows_sql

Key = tuple[int, int]
"""(listed_at, row): where an article stands in every list."""

NEWEST: Final[Key] = (2**62, 2**62)
"""Above every key."""
OLDEST: Final[Key] = (-(2**62), -1)
"""Below every key."""

KEEP_AT_MOST: Final = 1_000
"""How many articles one change may leave standing in a list of the unread; of a larger one none stays."""
_WALKED_ACROSS: Final = 4_000
"""So many keys of a folder are passed over one by one; more are counted."""
_SAMPLED: Final = 256
_IN_FOLDER: Final = """
SELECT id, crossposts FROM feeds WHERE removed_at IS NULL
   AND (folder = :path OR substr(folder, 1, length(:path) + 1) = :path || '/')
"""
_FOLDERS: Final = "SELECT DISTINCT folder FROM feeds WHERE removed_at IS NULL AND folder IS NOT NULL"
_TOTAL_OF_FEEDS: Final = (
    "SELECT coalesce(sum(total), 0) FROM feeds WHERE id IN (SELECT value FROM json_each(:feeds))"
)
_UNREAD_OF_FEEDS: Final = _TOTAL_OF_FEEDS.replace("sum(total)", "sum(unread)")
_KEPT: Final = {
    **dict.fromkeys(("feed", "feed crossposts"), "SELECT total FROM feeds WHERE id = :feed"),
    **dict.fromkeys(("feed unread", "feed crossposts unread"), "SELECT unread FROM feeds WHERE id = :feed"),
    "folder unread": _UNREAD_OF_FEEDS,
    "mute": "SELECT hides FROM mutes WHERE id = :mute",
}
"""What tells of lists whose number of articles is kept; no row, where what they are of is gone."""
_FURTHER_COUNTED: Final = """
SELECT count(*) FROM json_each(:feeds) AS g CROSS JOIN crossposts AS c ON c.feed = g.value
 CROSS JOIN status AS s ON s.article = c.article WHERE s.hidden = 0
"""
_BROUGHT_BEFORE: Final = """
SELECT count(*) FROM crossposts AS c CROSS JOIN status AS s ON s.article = c.article
 WHERE c.feed = :feed AND s.hidden = 0
"""
_ONCE: Final = f"SELECT count(*) {FURTHER_OF_FOLDER}"


@dataclass(frozen=True, slots=True)
class KeyList:
    """One list that can be asked for keys: its name in `queries`, and what is bound in it."""

    name: str
    parameters: Mapping[str, int | str | None]
    kept: tuple[Key, ...] = ()
    """Further keys that stand in it, the highest first; few."""

    def keys(
        self, conn: sqlite3.Connection, start: Key, count: int, *, skip: int = 0, downwards: bool = True
    ) -> list[Key]:
        """Return up to `count` keys from `start` on (included, if it is there), `skip` passed over."""
        if not self.kept:
            return self._stored(conn, start, count, skip, downwards=downwards)
        further = [key for key in self.kept if (key <= start if downwards else key >= start)]
        # However many of them stand among those passed over, behind so many all others are exact.
        early = min(skip, len(further))
        stored = self._stored(conn, start, count + early, skip - early, downwards=downwards)
        return sorted([*stored, *further], reverse=downwards)[early : early + count]

    def place(self, conn: sqlite3.Connection, headline: Headline) -> Key:
        """Return where an article stands in it, or would."""
        for key in self.kept:
            if key[1] == headline.row:
                return key
        if self.name.startswith("history"):
            return opened_key(conn, headline.row)
        return headline.listed_at, headline.row

    def _stored(
        self, conn: sqlite3.Connection, start: Key, count: int, skip: int, *, downwards: bool
    ) -> list[Key]:
        if skip > _WALKED_ACROSS and self.name.startswith("folder"):
            start, skip = self._nearer(conn, start, skip, downwards=downwards)
        bound = {"listed_at": start[0], "row": start[1], "count": count, "skip": skip}
        sql = keys_sql(self.name, downwards=downwards, bounded=start not in (NEWEST, OLDEST))
        return conn.execute(sql, {**self.parameters, **bound}).fetchall()

    def _nearer(self, conn: sqlite3.Connection, start: Key, skip: int, *, downwards: bool) -> tuple[Key, int]:
        """Return a place on the way to the key `skip` rows from `start`, and how many are left from there.

        Feeds are merged key by key; counting them between two moments takes a tenth of the time.
        """
        moments = _moments(conn)
        low, high, left, tried = 0, len(moments) - 1, self.total(conn), 0
        while low <= high and skip > _WALKED_ACROSS:
            # About where it lies, if the feeds grow alike; each third time the middle, if they do not.
            share = min(skip / max(left, 1), 1.0) if tried % 3 < 2 else 0.5
            steps = max(int((high - low) * share) - 1, 0)
            middle = high - steps if downwards else low + steps
            place = (moments[middle], 0)
            counted = self._between(conn, start, place, skip + 1, downwards=downwards)
            tried += 1
            if counted is not None and counted > skip:
                low, high = (middle + 1, high) if downwards else (low, middle - 1)
                continue
            low, high = (low, middle - 1) if downwards else (middle + 1, high)
            if counted is not None:
                start, skip, left = place, skip - counted, left - counted
        return start, skip

    def _between(
        self, conn: sqlite3.Connection, start: Key, place: Key, most: int, *, downwards: bool
    ) -> int | None:
        """Return how many keys a walk passes from `start` to a place, up to `most`; None: it lies behind."""
        # No article has the row 0: it makes no difference on which side such a place itself is counted.
        upper, lower = (start, place) if downwards else (place, (start[0], start[1] - 1))
        return self.distance(conn, upper, lower, most) if upper > lower else None

    def distance(self, conn: sqlite3.Connection, upper: Key, lower: Key, most: int = -1) -> int:
        """Return how many keys lie from `upper` (included) down to `lower` (excluded); up to `most`."""
        bound = {"listed_at": upper[0], "row": upper[1], "to_listed_at": lower[0], "to_row": lower[1]}
        sql = count_sql(self.name, is_limited=most >= 0)
        (n,) = conn.execute(sql, {**self.parameters, **bound, "most": most}).fetchone()
        return int(n) + sum(lower < key <= upper for key in self.kept)

    def total(self, conn: sqlite3.Connection) -> int:
        """Return the number of keys: from the kept counts where there is one, else by counting."""
        return self._total(conn) + len(self.kept)

    def _total(self, conn: sqlite3.Connection) -> int:
        if self.name in _KEPT:
            row = conn.execute(_KEPT[self.name], dict(self.parameters)).fetchone()
            return max(int(row[0]), 0) if row else 0
        match self.name:
            case "all":
                return counts(conn).total
            case "unread" | "saved" | "muted" | "noted":
                return int(getattr(counts(conn), self.name))
            case "own" | "own unread":
                of_feed = replace(self, name=self.name.replace("own", "feed"), kept=())
                return of_feed.total(conn) - self._brought_before(conn)
            case "folder" | "folder crossposts":
                return self._total_of_folder(conn)
            case _:
                (n,) = conn.execute(count_sql(self.name, bounded=False), dict(self.parameters)).fetchone()
                return int(n)

    def _brought_before(self, conn: sqlite3.Connection) -> int:
        """Return how many of a feed's stories are counted for it, though another feed brought them first."""
        sql = _BROUGHT_BEFORE + (" AND s.unread = 1" if self.name.endswith("unread") else "")
        (count,) = conn.execute(sql, dict(self.parameters)).fetchone()
        return int(count)

    def _total_of_folder(self, conn: sqlite3.Connection) -> int:
        """Return what its feeds have together, a story that several of them deliver counted once."""
        (total,) = conn.execute(_TOTAL_OF_FEEDS, dict(self.parameters)).fetchone()
        if self.name == "folder":
            return int(total)
        (further,) = conn.execute(_FURTHER_COUNTED, dict(self.parameters)).fetchone()
        (twice,) = conn.execute(_ONCE, dict(self.parameters)).fetchone()
        return int(total) - int(further) + int(twice)


def key_list(conn: sqlite3.Connection, scope: Scope, *, unread: bool = False) -> KeyList:
    """Return the list of a scope, or of what is `unread` of it.

    Raises NotFound where the scope's feed or name is not there; a tag that nothing has is an empty list.
    """
    whole = _whole_list(conn, scope)
    return _unread_list(whole) if unread else whole


def _whole_list(conn: sqlite3.Connection, scope: Scope) -> KeyList:
    match scope.kind:
        case "all" | "unread" | "saved" | "noted" | "muted":
            return KeyList(scope.kind, {})
        case "feed":
            return _feed_list(conn, scope.feed_id)
        case "history":
            return KeyList("history", {"until": NEWEST[0]})
        case "own":
            return KeyList("own", {"feed": scope.feed_id})
        case "further":
            return KeyList("further", folder_list(conn, scope.name or "").parameters)
        case "folder":
            return folder_list(conn, scope.name or "")
        case "entity":
            sql = "SELECT id FROM entities WHERE kind = ? AND key = ?"
            row = conn.execute(sql, (scope.entity_kind, scope.name)).fetchone()
            if row is None:
                raise NotFound(f"No stored article names {scope.name}.")
            return KeyList("entity", {"entity": row[0]})
        case "tag":
            return KeyList("tag", {"tag": scope.name})
        case "thread":
            return _thread_list(conn, int(scope.name or 0))
        case "mute":
            return KeyList("mute", {"mute": int(scope.name or 0)})
        case "search":
            raise AssertionError("what a saved search lists is found by searching")


def _feed_list(conn: sqlite3.Connection, feed_id: FeedId | None) -> KeyList:
    row = conn.execute("SELECT crossposts FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such feed.")
    return KeyList("feed crossposts" if row[0] else "feed", {"feed": feed_id})


def _thread_list(conn: sqlite3.Connection, thread: int) -> KeyList:
    """Return the list of a thread's articles; of one that stands alone, by its row, that one."""
    found = conn.execute(LASTING_THREAD, (thread,)).fetchone()
    if found is not None:
        return KeyList("thread", {"thread": found[0]})
    alone = conn.execute("SELECT 1 FROM articles WHERE row = ?", (thread,)).fetchone()
    if alone is None:
        raise NotFound("There is no such thread any more.")
    return KeyList("rows", {"rows": json.dumps([thread])})


def folder_list(conn: sqlite3.Connection, path: str) -> KeyList:
    """Return the list of a folder's feeds together, those of the folders in it too. Raises NotFound."""
    found = conn.execute(_IN_FOLDER, {"path": path}).fetchall()
    if not found:
        raise NotFound(f"There is no folder {path}.")
    name = "folder crossposts" if any(crossposts for _, crossposts in found) else "folder"
    return KeyList(name, {"feeds": json.dumps([feed for feed, _ in found])})


def in_folder(conn: sqlite3.Connection, path: str) -> list[FeedId]:
    """Return the feeds of a folder, and of folders in it."""
    return [FeedId(feed) for feed, _ in conn.execute(_IN_FOLDER, {"path": path})]


def sharing_feeds(conn: sqlite3.Connection) -> set[FeedId]:
    """Return the feeds that have stories which another feed brought before them."""
    return {FeedId(feed) for (feed,) in conn.execute("SELECT id FROM feeds WHERE crossposts > 0")}


def folders(conn: sqlite3.Connection) -> list[str]:
    """Return the paths of all folders, those too that hold nothing but folders."""
    paths = {path for (path,) in conn.execute(_FOLDERS)}
    return sorted(paths | {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/"})


def opened_key(conn: sqlite3.Connection, row: int) -> Key:
    """Return where an article stands among what was opened; above all, where it was not."""
    found = conn.execute(
        "SELECT opened_at, article FROM status WHERE article = ? AND opened_at IS NOT NULL", (row,)
    ).fetchone()
    return NEWEST if found is None else (found[0], found[1])


def last_opened(conn: sqlite3.Connection) -> int:
    """Return when any article was opened last; below every moment where none was."""
    (moment,) = conn.execute("SELECT max(opened_at) FROM status WHERE opened_at IS NOT NULL").fetchone()
    return OLDEST[0] if moment is None else int(moment)


def key_of(conn: sqlite3.Connection, row: int) -> Key:
    """Return where an article stands in every list; above all, where it is gone."""
    found = conn.execute("SELECT listed_at, article FROM status WHERE article = ?", (row,)).fetchone()
    return NEWEST if found is None else (found[0], found[1])


def _moments(conn: sqlite3.Connection) -> list[int]:
    """Return when articles are listed that arrived at even distances, rising: so many lie between any two."""
    (last,) = conn.execute("SELECT coalesce(max(article), 0) FROM status").fetchone()
    rows = json.dumps([last * number // _SAMPLED for number in range(_SAMPLED)])
    sql = """
SELECT DISTINCT s.listed_at FROM json_each(?) AS r CROSS JOIN status AS s
    ON s.article = (SELECT n.article FROM status AS n WHERE n.article >= r.value ORDER BY n.article LIMIT 1)
"""
    return sorted(moment for (moment,) in conn.execute(sql, (rows,)))


def next_unread(
    conn: sqlite3.Connection, scope: Scope, after: Headline | None, *, downwards: bool
) -> Headline | None:
    """Return the unread article next to a place in a scope's list; None where there is none on that side."""
    unread = key_list(conn, scope, unread=True)
    start = (NEWEST if downwards else OLDEST) if after is None else unread.place(conn, after)
    # Two: the place itself is the first of them, where it is unread.
    found = [key for key in unread.keys(conn, start, 2, downwards=downwards) if key != start]
    return _first_headline(conn, found)


def neighbour(conn: sqlite3.Connection, scope: Scope, of: Headline, step: int) -> Headline | None:
    """Return the article so many rows below a place in a scope's list, or above it; None past an end."""
    whole = key_list(conn, scope)
    here = whole.place(conn, of)
    # One more: the place itself is the first of them, where it is still in the list.
    keys = whole.keys(conn, here, abs(step) + 1, downwards=step >= 0)
    others = [key for key in keys if key != here] if step else keys[:1]
    return _first_headline(conn, others[abs(step) - 1 :] if step else others)


def page(conn: sqlite3.Connection, scope: Scope, start: Key, count: int) -> tuple[list[int], Key | None]:
    """Return some rows of a scope's list from a key on, and the key to go on with; None at the end."""
    # One more than the page: the key at which the next one begins.
    keys = key_list(conn, scope).keys(conn, start, count + 1)
    return [row for _, row in keys[:count]], keys[count] if len(keys) > count else None


def unread_rows(
    conn: sqlite3.Connection, scope: Scope, newest: int, below: Key = NEWEST, above: Key = OLDEST
) -> list[int]:
    """Return the rows of a scope's unread articles, of those that arrived no later than the row `newest`.

    Of those `below` a key and `above` another alone, neither of them included.
    """
    of = key_list(conn, scope)
    bound = {**of.parameters, "newest": newest, "listed_at": below[0], "row": below[1]}
    bound |= {"to_listed_at": above[0], "to_row": above[1]}
    return [row for (row,) in conn.execute(unread_rows_sql(of.name), bound)]


def _unread_list(of: KeyList) -> KeyList:
    """Return the list of the same articles, the unread ones alone."""
    return KeyList(
        of.name if of.name == "unread" else "unread" if of.name == "all" else f"{of.name} unread",
        of.parameters,
    )


def _first_headline(conn: sqlite3.Connection, keys: Sequence[Key]) -> Headline | None:
    return next(iter(headlines(conn, [row for _, row in keys[:1]])), None)


def still_listed(conn: sqlite3.Connection, rows: Iterable[int]) -> set[int]:
    """Return which of these articles are there and not hidden."""
    sql = (
        "SELECT s.article FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value"
        " WHERE s.hidden = 0"
    )
    return {row for (row,) in conn.execute(sql, (json.dumps(list(rows)),))}


def read_since(conn: sqlite3.Connection, scope: Scope, since: int) -> tuple[set[int], int]:
    """Return the rows of a scope's list that were read after the change `since`, and the newest change.

    A change of very many articles counts for none of them: who marks all as read wants an empty list.
    """
    newest, rows = since, set[int]()
    whole = key_list(conn, scope)
    for change, changed in reads_since(conn, since):
        newest = max(newest, change)
        if len(changed) <= KEEP_AT_MOST:
            rows |= {row for row in changed if _is_in(conn, whole, row)}
    return rows, newest


def _is_in(conn: sqlite3.Connection, of: KeyList, row: int) -> bool:
    # The unread are asked for by whoever reads them one by one: all of these were in it.
    if of.name == "unread":
        return True
    key = opened_key(conn, row) if of.name == "history" else key_of(conn, row)
    return of.keys(conn, key, 1) == [key]


def kept_keys(conn: sqlite3.Connection, rows: Iterable[int]) -> tuple[Key, ...]:
    """Return the keys of those of some articles that are read and not hidden, the highest first."""
    sql = (
        "SELECT s.listed_at, s.article FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value"
        " WHERE s.unread = 0 AND s.hidden = 0"
    )
    return tuple(sorted(conn.execute(sql, (json.dumps(list(rows)),)), reverse=True))
