"""Searching: a query's hits, page by page, in the order of lists: the newest date first.

Where words are asked for, `store.walks` brings what the index gives into that order. Where none is, the
shortest list that holds all hits is walked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tui.model.answers import SearchCounts
from tui.model.ids import FeedId
from tui.model.kinds import by_prefix
from tui.model.scopes import ALL, Scope
from tui.store import matching
from tui.store.entities import find_ids
from tui.store.folding import folded_words
from tui.store.lexicon import Completions, completions
from tui.store.lists import NEWEST, OLDEST, Key, KeyList, folder_list, folders, key_list
from tui.store.matching import Mark, Vocabulary
from tui.store.queries import keys_sql
from tui.store.query import Condition, Query
from tui.store.searchable import older_lines
from tui.store.walks import READ_AT_MOST, Asked, ListWalk, Walk, WayBack, along_list, by_date
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.store import notes
else:  # loaded when first used: whoever starts should not wait for them
    notes = Lazy("tui.store.notes")

_COMPLETIONS: Final = 16
_MOST_NAMES: Final = 200
"""Entities that one typed name may mean at most."""
_SMALL: Final = 5_000
"""So few articles are gathered for a list of their own."""
_SHORT: Final = 20_000
"""So short a list is soon walked instead of the index."""
_READ_FIRST: Final = 500
"""Hits read before that."""

_INDEX: Final = """
SELECT s.article FROM search CROSS JOIN status AS s ON s.article = search.rowid
 WHERE search MATCH :match{tests} ORDER BY search.rowid DESC LIMIT :count
"""
_COUNT: Final = """
SELECT count(*), coalesce(sum(s.unread), 0) FROM ({hits}) AS h CROSS JOIN status AS s ON s.article = h.article
"""
_AMONG: Final = "IN (SELECT value FROM json_each(?))"
_AMONG_ROWS: Final = f"+s.article {_AMONG}"
# Gathered once: asking the index for each row takes longer from some hundred rows on.
_HOLDS: Final = "+s.article IN (SELECT rowid FROM search WHERE search MATCH ?)"
_STANDS: Final = "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1"
_STATES: Final = {
    "unread": "s.unread = 1",
    "read": "s.unread = 0",
    "saved": "s.saved_at IS NOT NULL",
    "muted": "s.hidden = 1",
    "noted": "s.noted > 0",
    "opened": "s.opened_at IS NOT NULL",
}
_LISTED, _MUTED, _ANY = "s.hidden = 0", "s.hidden = 1", ""
"""What a search looks among: what lists show; only what is muted; what is kept, muted or not."""
_LISTS_AMONG: Final = {_MUTED: ("muted", "mute"), _ANY: ("saved", "noted", "tag")}
"""The lists that hold all of that; any other holds what lists show."""
_TAGGED: Final = (
    "EXISTS (SELECT 1 FROM tags WHERE tag = ? AND listed_at = s.listed_at AND article = s.article)"
)
_HIDDEN_BY: Final = (
    "EXISTS (SELECT 1 FROM muted WHERE mute = ? AND listed_at = s.listed_at AND article = s.article)"
)
_IN_THREAD: Final = "EXISTS (SELECT 1 FROM thread_articles AS t WHERE t.article = s.article AND t.thread = ?)"
_NAMES_ENTITY: Final = (
    "EXISTS (SELECT 1 FROM json_each(?) AS e CROSS JOIN entity_articles AS n"
    " ON n.entity = e.value AND n.listed_at = s.listed_at AND n.article = s.article)"
)
_ROWS_OF_NAMES: Final = f"SELECT DISTINCT article FROM entity_articles WHERE entity {_AMONG}"
_QUOTES_ENTITY: Final = _NAMES_ENTITY.replace("entity_articles", "quoted")
_ROWS_OF_QUOTED: Final = _ROWS_OF_NAMES.replace("entity_articles", "quoted")
_ROWS_OF_PLACES: Final = f"SELECT row FROM articles WHERE place {_AMONG}"
_ROWS_OF_AGENCIES: Final = f"SELECT row FROM articles WHERE agency {_AMONG}"
_ROWS_OF_HOUSES: Final = f"SELECT row FROM articles WHERE house {_AMONG}"
_ROWS_OF_BYLINES: Final = f"SELECT row FROM articles WHERE byline {_AMONG}"
_ROWS_OPENED: Final = "SELECT article FROM status WHERE opened_at IS NOT NULL"
_ROWS_OF_FEEDS: Final = (
    f"SELECT article FROM status WHERE hidden = 0 AND feed {_AMONG}"
    f" UNION SELECT article FROM crossposts WHERE feed {_AMONG} UNION {_ROWS_OF_HOUSES}"
)
# A + before a column keeps SQLite from choosing an index by it: the list is walked as it is.
_DATED_FROM: Final = f"+s.article IN ({_ROWS_OF_PLACES})"
_DATED_BY: Final = f"+s.article IN ({_ROWS_OF_AGENCIES})"
_WRITTEN_BY: Final = f"+s.article IN ({_ROWS_OF_BYLINES})"
_AGENCY_NAMES: Final = (
    {"ap", "associated press"},
    {"afp", "agence france presse"},
    {"dpa", "deutsche presse agentur"},
)
"""What agencies sign with, short and in full: to ask for one is to ask for both."""
_OF_FEEDS: Final = f"""
s.feed {_AMONG} OR EXISTS (SELECT 1 FROM crossposts AS c WHERE c.article = s.article AND c.feed {_AMONG})
OR +s.article IN ({_ROWS_OF_HOUSES})
"""


@dataclass(slots=True)
class _Tests:
    """What each candidate is tried by: SQL over `s` (status), and what is bound in it."""

    sql: str = ""
    bound: dict[str, Any] = field(default_factory=dict[str, Any])

    def add(self, sql: str, *values: object, excluded: bool = False) -> None:
        """Add a test, in which each `?` stands for one of the values in turn."""
        for value in values:
            name = f"v{len(self.bound)}"
            self.bound[name] = value
            sql = sql.replace("?", f":{name}", 1)
        self.sql += f" AND NOT ({sql})" if excluded else f" AND ({sql})"


@dataclass(frozen=True, slots=True)
class Search:
    """A query that is ready to be walked."""

    asked: Asked
    marks: tuple[Mark, ...]
    """What of a hit's texts is marked, for `matching.spans`; nothing where no word was asked for."""

    def walk(self, *, oldest_first: bool = False) -> Walk | ListWalk | WayBack:
        """Return the hits from the newest on, or the oldest, as they are asked for."""
        if oldest_first:
            return WayBack(self.asked)
        return Walk(self.asked) if self.asked.match else ListWalk(self.asked)

    def keys(
        self, conn: sqlite3.Connection, after: Key | None, count: int, *, downwards: bool = True
    ) -> list[Key]:
        """Return up to `count` hits below a key, or above it, the nearest first; None: from the end on."""
        if after is None and downwards:
            return self.walk().keys(conn, count)
        start = after or OLDEST
        step = by_date if self.asked.match else along_list
        return step(conn, self.asked, start, count, downwards=downwards)

    def rows(self, conn: sqlite3.Connection) -> list[int]:
        """Return the rows of all hits, in no order."""
        return [row for (row,) in conn.execute(self._all, {**self._bound, "count": -1})]

    def count(self, conn: sqlite3.Connection, most: int | None = None) -> SearchCounts:
        """Count the hits, and what of them is unread: of `most` late ones, where that is given."""
        count = -1 if most is None else most + 1
        total, unread = conn.execute(
            _COUNT.format(hits=self._all), {**self._bound, "count": count}
        ).fetchone()
        if most is None or total <= most:
            return SearchCounts(total, unread)
        # One more than `most` was counted, to know that there are more.
        return SearchCounts(most, min(unread, most), complete=False)

    @property
    def _all(self) -> str:
        """The SQL of the rows of all hits, up to :count of them, late ones first."""
        asked = self.asked
        if asked.match:
            return _INDEX.format(tests=asked.tests)
        keys = keys_sql(asked.walked.name, downwards=True, tests=asked.tests, tail="LIMIT :count")
        return f"SELECT article FROM ({keys})"

    @property
    def _bound(self) -> dict[str, Any]:
        asked = self.asked
        place = {"listed_at": asked.newest[0], "row": asked.newest[1] - 1}
        return {**asked.bound, **asked.walked.parameters, **place, "match": asked.match}


def plan_search(
    conn: sqlite3.Connection, query: Query, scope: Scope = ALL, *, unread: bool = False
) -> Search:
    """Make a query ready, perhaps for what is unread alone. One that asks for nothing finds nothing.

    What is muted is found where the query or the scope asks for it, or for bookmarks, notes or a tag.
    Raises NotFound where the scope's feed or name is not there.
    """
    known = vocabulary(conn)
    match, marks = matching.expression(query, known), matching.marks_of(query, known)
    among = _among(query, scope)
    walked = _list_to_walk(conn, query, scope, among)
    tests = _Tests()
    if match is not None and among:
        tests.add(among)
    _add_scope(conn, tests, scope)
    if unread:
        tests.add(_STATES["unread"])
    _add_query(conn, tests, query)
    if match is None and query.excluded:
        tests.add(_HOLDS, matching.any_of(query.excluded, known), excluded=True)
    newest, oldest_at = _dated_between(query)
    soon = newest != NEWEST or _is_short(conn, walked)
    read_at_most = _READ_FIRST if soon else READ_AT_MOST
    asked = Asked(match or "", tests.sql, tests.bound, walked, newest, oldest_at, read_at_most)
    return Search(asked, marks)


def _dated_between(query: Query) -> tuple[Key, int]:
    """Return a key above all that a query's dates leave, and the second below which none is dated."""
    before = [int(c.value) for c in query.conditions if c.kind == "before" and not c.excluded]
    after = [int(c.value) for c in query.conditions if c.kind == "after" and not c.excluded]
    return (min(before), 0) if before else NEWEST, max(after, default=OLDEST[0])


@dataclass(frozen=True, slots=True)
class Match:
    """What a query with words matches, shown or hidden, as SQL over `search` and `s` (status)."""

    words: str
    """For `search MATCH`."""
    tests: str
    """What else must hold; each opens with AND."""
    bound: Mapping[str, Any]


def plan_match(conn: sqlite3.Connection, query: Query) -> Match | None:
    """Return what a query matches of all that is stored; None where it asks for no word.

    A word with a star stands for all that begin so, however many they are.
    """
    words = matching.expression(query, Vocabulary(has_older_lines=older_lines(conn) > 0))
    if words is None:
        return None
    tests = _Tests()
    for condition in query.conditions:
        _add_condition(conn, tests, condition)
    return Match(words, tests.sql, tests.bound)


def marks_of(conn: sqlite3.Connection, query: Query) -> tuple[Mark, ...]:
    """Return what a query marks in any text, for `matching.spans`; nothing where it asks for no word."""
    return matching.marks_of(query, vocabulary(conn))


def vocabulary(conn: sqlite3.Connection) -> Vocabulary:
    """Return the asking of this store's words, for each once."""

    @cache
    def expand(beginning: str) -> Completions:
        return completions(conn, beginning, _COMPLETIONS)

    @cache
    def stands(match: str) -> bool:
        return conn.execute(_STANDS, (match,)).fetchone() is not None

    return Vocabulary(expand, stands, older_lines(conn) > 0)


def best_first(conn: sqlite3.Connection, search: Search, keys: Sequence[Key]) -> list[Key]:
    """Return hits by relevance: those whose headline and summary say most about the query come first."""
    wanted = json.dumps([row for _, row in keys])
    sql = (
        "SELECT a.headline, coalesce(a.summary, '') || char(10) || coalesce(a.dek, '')"
        " FROM json_each(?) AS wanted CROSS JOIN articles AS a ON a.row = wanted.value ORDER BY wanted.key"
    )
    texts = conn.execute(sql, (wanted,)).fetchall()
    return [keys[number] for number in matching.best_first(search.marks, texts)]


# ── which way to walk ─────────────────────────────────────────────────────────────────────────


def _among(query: Query, scope: Scope) -> str:
    """Return among what a query looks: what is muted only where that is asked for."""
    asked = {c.value if c.kind == "is" else c.kind for c in query.conditions if not c.excluded}
    asked.add(scope.kind)
    if asked & {"muted", "mute"}:
        return _MUTED
    return _ANY if asked & {"saved", "noted", "note", "tag"} else _LISTED


def _list_to_walk(conn: sqlite3.Connection, query: Query, scope: Scope, among: str) -> KeyList:
    """Return the shortest list that holds all hits: the scope's, or that of a condition."""
    # What was opened is in an order of its own.
    whole = ALL if scope.kind == "history" else scope
    lists = [key_list(conn, whole), *(found for c in query.conditions for found in _list_of(conn, c))]
    if among in _LISTS_AMONG:
        lists = [found for found in lists if found.name in _LISTS_AMONG[among]]
    return min(lists, key=lambda of: of.total(conn)) if len(lists) > 1 else lists[0]


def _list_of(conn: sqlite3.Connection, condition: Condition) -> list[KeyList]:
    """Return the list of just the articles that a condition holds of, where there is one."""
    if condition.excluded:
        return []
    match condition.kind, condition.value:
        case "is", "unread" | "saved" | "muted" | "noted":
            return [KeyList(condition.value, {})]
        case "is", "opened":
            return _rows_list(conn.execute(f"{_ROWS_OPENED} LIMIT {_SMALL + 1}"))
        case "tag", tag:
            return [KeyList("tag", {"tag": tag})]
        case "note", _:
            return [KeyList("noted", {})]
        case "folder", _:
            return [_folders(conn, condition.value)]
        case (("dateline" | "agency" | "author" | "feed" | "said"), _):
            return _set_of(conn, condition)
        case prefix, _ if by_prefix(prefix):
            return _set_of(conn, condition)
        case _:
            return []


def _set_of(conn: sqlite3.Connection, condition: Condition) -> list[KeyList]:
    """Return the articles that a condition holds of, where they are few, or have a list of their own."""
    own: list[KeyList] = []
    match condition.kind:
        case prefix if by_prefix(prefix):
            ids = _entities(conn, condition)
            own = [KeyList("entity", {"entity": ids[0]})] if len(ids) == 1 else []
            sql, among = _ROWS_OF_NAMES, [json.dumps(ids)]
        case "said":
            ids = _entities(conn, condition)
            own = [KeyList("quoted", {"entity": ids[0]})] if len(ids) == 1 else []
            sql, among = _ROWS_OF_QUOTED, [json.dumps(ids)]
        case "dateline":
            sql, among = _ROWS_OF_PLACES, [json.dumps(_places(conn, condition))]
        case "agency":
            sql, among = _ROWS_OF_AGENCIES, [json.dumps(_agencies(conn, condition))]
        case "author":
            sql, among = _ROWS_OF_BYLINES, [json.dumps(_bylines(conn, condition))]
        case _:
            feeds, houses = _feeds(conn, condition.value)
            own = [key_list(conn, Scope("feed", feeds[0]))] if len(feeds) == 1 and not houses else []
            sql, among = _ROWS_OF_FEEDS, [json.dumps(feeds), json.dumps(feeds), json.dumps(houses)]
    if own:
        return own
    return _rows_list(conn.execute(f"{sql} LIMIT {_SMALL + 1}", among))


def _rows_list(found: Iterable[tuple[int]]) -> list[KeyList]:
    """Return a list of some rows, where they are few."""
    rows = [row for (row,) in found]
    return [KeyList("rows", {"rows": json.dumps(rows)})] if len(rows) <= _SMALL else []


def _is_short(conn: sqlite3.Connection, walked: KeyList) -> bool:
    return walked.name != "all" and walked.total(conn) <= _SHORT


# ── tests ─────────────────────────────────────────────────────────────────────────────────────


def _add_scope(conn: sqlite3.Connection, tests: _Tests, scope: Scope) -> None:
    match scope.kind:
        case "all":
            pass
        case "unread" | "saved" | "noted" | "muted" | "history":
            tests.add(_STATES["opened" if scope.kind == "history" else scope.kind])
        case "feed":
            tests.add(_OF_FEEDS, json.dumps([scope.feed_id]), json.dumps([scope.feed_id]), "[]")
        case "folder":
            among = folder_list(conn, scope.name or "").parameters["feeds"]
            tests.add(_OF_FEEDS, among, among, "[]")
        case "entity":
            (entity,) = key_list(conn, scope).parameters.values()
            tests.add(_NAMES_ENTITY, json.dumps([entity]))
        case "tag":
            tests.add(_TAGGED, scope.name)
        case "thread":
            of = key_list(conn, scope)
            tests.add(_IN_THREAD if of.name == "thread" else _AMONG_ROWS, *of.parameters.values())
        case "mute":
            tests.add(_HIDDEN_BY, int(scope.name or 0))
        case "own" | "further":
            raise AssertionError("parts of lists by feed are not searched")
        case "search":
            raise AssertionError("a saved search is a query: joined with what is asked before it comes here")


def _add_query(conn: sqlite3.Connection, tests: _Tests, query: Query) -> None:
    """Add what a query asks for beside words."""
    if query.is_empty:
        tests.add("0")
    for condition in query.conditions:
        _add_condition(conn, tests, condition)


def _add_condition(conn: sqlite3.Connection, tests: _Tests, condition: Condition) -> None:
    value, excluded = condition.value, condition.excluded
    match condition.kind:
        case "is":
            tests.add(_STATES[value], excluded=excluded)
        case "tag":
            tests.add(_TAGGED, value, excluded=excluded)
        case "note":
            tests.add(_AMONG_ROWS, json.dumps(notes.saying(conn, value)), excluded=excluded)
        case "before":
            tests.add("s.listed_at < ?", int(value), excluded=excluded)
        case "after":
            tests.add("s.listed_at >= ?", int(value), excluded=excluded)
        case prefix if by_prefix(prefix):
            tests.add(_NAMES_ENTITY, json.dumps(_entities(conn, condition)), excluded=excluded)
        case "said":
            tests.add(_QUOTES_ENTITY, json.dumps(_entities(conn, condition)), excluded=excluded)
        case "dateline":
            tests.add(_DATED_FROM, json.dumps(_places(conn, condition)), excluded=excluded)
        case "agency":
            tests.add(_DATED_BY, json.dumps(_agencies(conn, condition)), excluded=excluded)
        case "author":
            tests.add(_WRITTEN_BY, json.dumps(_bylines(conn, condition)), excluded=excluded)
        case "folder":
            among = _folders(conn, value).parameters["feeds"]
            tests.add(_OF_FEEDS, among, among, "[]", excluded=excluded)
        case "feed":
            feeds, houses = _feeds(conn, value)
            among = json.dumps(feeds)
            tests.add(_OF_FEEDS, among, among, json.dumps(houses), excluded=excluded)
        case other:
            raise AssertionError(f"store.query knows no condition {other}:")


def _entities(conn: sqlite3.Connection, condition: Condition) -> list[int]:
    kind = by_prefix(condition.kind)  # none: whoever may speak
    return find_ids(conn, kind and kind.name, condition.value, _MOST_NAMES, beginning=condition.beginning)


def _feeds(conn: sqlite3.Connection, part: str) -> tuple[list[FeedId], list[str]]:
    """Return the feeds, and the houses of documents, in whose title what was typed stands."""
    feeds = conn.execute("SELECT id, coalesce(own_title, title, url) FROM feeds").fetchall()
    houses = [house for (house,) in conn.execute(distinct("house"))]
    return (
        [id_ for id_, title in feeds if _says(title, part)],
        [house for house in houses if _says(house, part)],
    )


def _folders(conn: sqlite3.Connection, typed: str) -> KeyList:
    """Return the list of the folders that a path, or the end of one, names: of none, an empty one."""
    wanted = [folded_words(part) for part in typed.strip("/").split("/")]
    paths = [
        path
        for path in folders(conn)
        if [folded_words(part) for part in path.split("/")][-len(wanted) :] == wanted
    ]
    feeds = {feed for path in paths for feed in json.loads(str(folder_list(conn, path).parameters["feeds"]))}
    return KeyList("folder crossposts", {"feeds": json.dumps(sorted(feeds))})


def _places(conn: sqlite3.Connection, condition: Condition) -> list[str]:
    """Return the datelines with a place that has all the words asked for: `Paris/Berlin`, `Aden, Yemen`."""
    wanted = folded_words(condition.value)
    stored = [place for (place,) in conn.execute(distinct("place"))]
    return [
        place
        for place in stored
        if any(_has_words(one, wanted, condition.beginning) for one in place.split("/"))
    ]


def _agencies(conn: sqlite3.Connection, condition: Condition) -> list[str]:
    """Return the agencies, as datelines have them, that go by all the words asked for."""
    typed = " ".join(folded_words(condition.value))
    names = next((names for names in _AGENCY_NAMES if typed in names), {typed})
    stored = [agency for (agency,) in conn.execute(distinct("agency"))]
    return [
        agency
        for agency in stored
        if any(_has_words(agency, tuple(name.split()), condition.beginning) for name in names)
    ]


def _bylines(conn: sqlite3.Connection, condition: Condition) -> list[str]:
    """Return the bylines that have all the words asked for."""
    wanted = folded_words(condition.value)
    stored = (byline for (byline,) in conn.execute(distinct("byline")))
    return [byline for byline in stored if _has_words(byline, wanted, condition.beginning)]


def _has_words(text: str, wanted: Sequence[str], beginning: bool) -> bool:
    """Whether a text has all of some folded words, and there are any; the last one may go on."""
    words = folded_words(text)
    if not wanted:
        return False
    last = any(word.startswith(wanted[-1]) for word in words) if beginning else wanted[-1] in words
    return last and all(word in words for word in wanted[:-1])


def _says(title: str, part: str) -> bool:
    return " ".join(folded_words(part)) in " ".join(folded_words(title))


def distinct(column: str) -> str:
    """Return the SQL of a column's different values: one step in its index for each, not one for each row."""
    return (
        f"WITH RECURSIVE each_one (v) AS (SELECT min({column}) FROM articles WHERE {column} IS NOT NULL"
        f" UNION ALL SELECT (SELECT min({column}) FROM articles WHERE {column} > v) FROM each_one"
        " WHERE v IS NOT NULL)"
        " SELECT v FROM each_one WHERE v IS NOT NULL"
    )
