"""The reader's marks: read, saved, tagged; each journalled with what really changed, to be undone.

Every function here wants to be called inside a write transaction. `changes.value` is JSON: for
`unsave` when each article had been saved; for `tag` and `untag` the tag, and which articles tagging
saved or when they had been tagged; for `unsubscribe` the feed and its title; for `correct` and `lift` the
correction's number, and the name that is followed since; for `follow` and `unfollow` the
name, and which of its stories `watch` had not told of; for a mute or a saved search its number and its
name; for `note` its key and what it saved, for `edit_note` the words before, for `unnote` the note itself;
for `split` and `join` where the articles stood (`threads.Before`).
What a mute hides is settled after: `store.muting`.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from tui.errors import DatelineError, NotFound
from tui.model.answers import Change, ChangeVerb, MuteKind
from tui.model.ids import ArticleId, FeedId
from tui.model.kinds import EntityKind
from tui.model.names import Correction
from tui.store import corrections, follows, mutes, savedsearches
from tui.store.subscriptions import bring_back, give_up
from tui.store.times import to_seconds
from tui.system.lazily import Lazy
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.model.notes import Note

if TYPE_CHECKING:
    from tui.store import notes, threads
else:  # loaded when first used: whoever starts should not wait for them
    notes = Lazy("tui.store.notes")
    threads = Lazy("tui.store.threads")

_IDS_TOLD: Final = 100
_LONGEST_TAG: Final = 100

_CHOSEN: Final = "article IN (SELECT value FROM json_each(?))"
_TAG_ROWS: Final = "INSERT OR IGNORE INTO tags SELECT ?, listed_at, article, ? FROM status WHERE article = ?"

_KEPT_WITHOUT_ARTICLES: Final = frozenset(
    (
        *("unsubscribe", "correct", "lift", "follow", "unfollow"),
        *("mute", "unmute", "keep_search", "drop_search"),
    )
)
"""Changes that are to be undone though no article changed."""
_QUOTED: Final = frozenset(("mute", "unmute", "keep_search", "drop_search"))


# ── marking ───────────────────────────────────────────────────────────────────────────────────


def mark_read(conn: sqlite3.Connection, rows: Sequence[int], read: bool, now: int) -> Change:
    """Mark articles read or unread. The change counts those that were not so already."""
    chosen = json.dumps(list(rows))
    # Before it is written: the journal has what was not so already, and undo touches no more.
    changing = _column(
        conn, f"SELECT article FROM status WHERE {_CHOSEN} AND unread = ?", (chosen, int(read))
    )
    _set_unread(conn, changing, not read)
    return _journal(conn, "read" if read else "unread", changing, now)


def save(conn: sqlite3.Connection, rows: Sequence[int], saved: bool, now: int) -> Change:
    """Bookmark articles, or take the bookmarks away; tags stay with an article whose bookmark goes."""
    if saved:
        return _journal(conn, "save", _save_new(conn, rows, now), now)
    sql = f"SELECT article, saved_at FROM status WHERE {_CHOSEN} AND saved_at IS NOT NULL"
    had = conn.execute(sql, (json.dumps(list(rows)),)).fetchall()
    changing = [row for row, _ in had]
    _set_saved(conn, [(None, row) for row in changing])
    return _journal(conn, "unsave", changing, now, {"saved_at": [at for _, at in had]})


def tag(conn: sqlite3.Connection, rows: Sequence[int], name: str, on: bool, now: int) -> Change:
    """Tag articles, which saves them too, or take a tag off, which does not unsave.

    Raises DatelineError where the name is empty or longer than a hundred characters.
    """
    name = clean_line(name)
    if not 0 < len(name) <= _LONGEST_TAG:
        raise DatelineError(f"A tag's name has between 1 and {_LONGEST_TAG} characters.")
    chosen = json.dumps(list(rows))
    # With their moments: undo puts a tag back as of when it was put on.
    had = dict(
        conn.execute(f"SELECT article, tagged_at FROM tags WHERE {_CHOSEN} AND tag = ?", (chosen, name))
    )
    if not on:
        _untag(conn, list(had), name)
        return _journal(conn, "untag", list(had), now, {"tag": name, "tagged_at": list(had.values())})
    known = "SELECT article FROM status WHERE article IN (SELECT value FROM json_each(?))"
    changing = [row for row in _column(conn, known, (chosen,)) if row not in had]
    conn.executemany(_TAG_ROWS, [(name, now, row) for row in changing])
    return _journal(conn, "tag", changing, now, {"tag": name, "saved": _save_new(conn, changing, now)})


def note(conn: sqlite3.Connection, row: int, new: Note, now: int) -> Change:
    """Add a note or a highlight to an article, which saves it too; nothing where it is there already."""
    if not notes.add(conn, row, new):
        return _told(conn, "note", [], {})
    value = {"note": new.key, "title": new.title, "saved": _save_new(conn, [row], now)}
    return _journal(conn, "note", [row], now, value)


def edit_note(conn: sqlite3.Connection, key: str, words: str, now: int) -> Change:
    """Give a note other words; without any a highlight stays one, and another note goes. Raises NotFound."""
    row, before = notes.find(conn, key)
    words = notes.cleaned(words)
    if not words and before.quotation is None:
        return unnote(conn, key, now)
    if words == before.words:
        return _told(conn, "edit_note", [], {})
    notes.change(conn, key, words, now)
    value = {"note": key, "title": replace(before, words=words).title, "before": before.words}
    return _journal(conn, "edit_note", [row], now, value)


def unnote(conn: sqlite3.Connection, key: str, now: int) -> Change:
    """Take a note or a highlight away; the article stays saved. Raises NotFound."""
    row, before = notes.find(conn, key)
    value = {"note": key, "title": before.title, "line": notes.remove(conn, key)}
    return _journal(conn, "unnote", [row], now, value)


def split(conn: sqlite3.Connection, rows: Sequence[int], together: str, now: int) -> Change:
    """Take articles out of their threads, into one of their own: see `threads.split`."""
    before = threads.split(conn, rows, together, now)
    return _threaded(conn, "split", rows, before, now, {})


def join(conn: sqlite3.Connection, rows: Sequence[int], into: int, together: str, now: int) -> Change:
    """Put articles into the thread of another one: see `threads.join`."""
    before = threads.join(conn, rows, into, together, now)
    (title,) = conn.execute("SELECT headline FROM articles WHERE row = ?", (into,)).fetchone()
    moved = [] if before is None else [row for row, *_ in before.standing if row != into]
    return _threaded(conn, "join", moved, before, now, {"title": title})


def _threaded(
    conn: sqlite3.Connection,
    verb: str,
    rows: Sequence[int],
    before: threads.Before | None,
    now: int,
    value: dict[str, Any],
) -> Change:
    if before is None:
        return _told(conn, verb, [], value)
    value |= {"standing": before.standing, "emptied": before.emptied}
    return _journal(conn, verb, list(rows), now, value)


def unsubscribe(conn: sqlite3.Connection, feed: FeedId, now: int) -> Change:
    """Give a subscription up: see `subscriptions.give_up`. The change counts what left the lists.

    Raises NotFound.
    """
    title, hidden = give_up(conn, feed, now)
    return _journal(conn, "unsubscribe", hidden, now, {"feed": feed, "title": title})


def correct(
    conn: sqlite3.Connection,
    correction: Correction,
    now: int,
    becomes: tuple[str, str] | None = None,
) -> Change:
    """Keep a correction of a name; what it concerns waits on the queue to be corrected.

    `becomes` is the key and name that it goes by in all stories from now on: who follows it follows that.
    """
    value: dict[str, Any] = {"correction": corrections.add(conn, correction)}
    kind = correction.kind
    if becomes is not None and follows.is_followed(conn, kind, correction.key):
        key, name = becomes
        value["follows"] = [kind, key] if follows.follow(conn, kind, key, name, now) else None
    rows = corrections.queue_concerned(conn, correction)
    return _journal(conn, "correct", rows, now, value)


def lift(conn: sqlite3.Connection, number: int, now: int) -> Change:
    """Take a correction back. Raises NotFound where it does not hold."""
    rows = corrections.queue_concerned(conn, corrections.lift(conn, number))
    return _journal(conn, "lift", rows, now, {"correction": number})


def follow(conn: sqlite3.Connection, kind: EntityKind, key: str, name: str, now: int) -> Change | None:
    """Follow a name: see `follows.follow`. None where it is followed already."""
    if not follows.follow(conn, kind, key, name, now):
        return None
    return _journal(conn, "follow", [], now, {"kind": kind, "key": key, "title": name})


def unfollow(conn: sqlite3.Connection, kind: EntityKind, key: str, now: int) -> Change | None:
    """Follow a name no more. None where it was not followed."""
    let_go = follows.unfollow(conn, kind, key)
    if let_go is None:
        return None
    was, untold = let_go
    at = to_seconds(was.followed_at)
    told = {"kind": kind, "key": key, "title": was.name, "followed_at": at, "untold": untold}
    return _journal(conn, "unfollow", [], now, told)


def mute(
    conn: sqlite3.Connection, kind: MuteKind, value: str, name: str, until: int | None, now: int
) -> tuple[int, Change]:
    """Mute something: see `mutes.add`; returns the number of the mute as well.

    What was muted already is only muted for another time, and there is nothing to be undone.
    """
    number, is_new = mutes.add(conn, kind, value, name, until, now)
    told = {"mute": number, "name": name}
    return number, _journal(conn, "mute", [], now, told) if is_new else _told(conn, "mute", [], told)


def unmute(conn: sqlite3.Connection, number: int, now: int) -> Change:
    """Lift a mute. Raises NotFound."""
    name = mutes.mute(conn, number).name
    mutes.lift(conn, number, now)
    return _journal(conn, "unmute", [], now, {"mute": number, "name": name})


def keep_search(conn: sqlite3.Connection, name: str, query: str, now: int) -> Change:
    """Keep a search under a name, in the place of one of that name: see `savedsearches.keep`."""
    before = {search.number: search.query for search in savedsearches.searches(conn)}
    kept = savedsearches.keep(conn, name, query)
    told = {"search": kept.number, "name": kept.name, "query": before.get(kept.number)}
    return _journal(conn, "keep_search", [], now, told)


def drop_search(conn: sqlite3.Connection, number: int, now: int) -> Change:
    """Keep a search no longer. Raises NotFound."""
    dropped = savedsearches.drop(conn, number, now)
    return _journal(conn, "drop_search", [], now, {"search": number, "name": dropped.name})


def opened(conn: sqlite3.Connection, row: int, now: int, *, read: bool = True) -> None:
    """Note that an article was opened: it is read, unless that is not wished, and its present text seen."""
    if not read:
        conn.execute("UPDATE status SET changed = 0, opened_at = ? WHERE article = ?", (now, row))
        return
    was_unread = _column(conn, "SELECT article FROM status WHERE article = ? AND unread = 1", (row,))
    conn.execute("UPDATE status SET unread = 0, changed = 0, opened_at = ? WHERE article = ?", (now, row))
    if was_unread:
        _journal(conn, "open", was_unread, now)


def remember_position(conn: sqlite3.Connection, row: int, position: float) -> None:
    """Keep how far an article was read, 0 to 1."""
    conn.execute("UPDATE status SET position = ? WHERE article = ?", (min(max(position, 0.0), 1.0), row))


def restore_marks(
    conn: sqlite3.Connection,
    row: int,
    *,
    saved_at: int | None,
    read: bool,
    tags: Sequence[str],
    position: float,
    now: int,
    noted: Sequence[Note] = (),
) -> None:
    """Add an imported article's marks to those it has; none is taken away, and nothing is journalled."""
    for new in noted:
        notes.add(conn, row, new)
    conn.execute(
        "UPDATE status SET saved_at = coalesce(saved_at, ?), unread = unread AND NOT ?,"
        " position = max(position, ?) WHERE article = ?",
        (saved_at, read, position, row),
    )
    names = [clean_line(name)[:_LONGEST_TAG] for name in tags]
    conn.executemany(
        _TAG_ROWS, [(name, now if saved_at is None else saved_at, row) for name in names if name]
    )


def tags(conn: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """Return each tag and how many articles have it, by name."""
    return tuple(conn.execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag"))


# ── undoing ───────────────────────────────────────────────────────────────────────────────────


def undo(conn: sqlite3.Connection, now: int) -> Change | None:
    """Take back the last change that has not been taken back; None where there is none.

    Articles that have since gone, or are as before already, are not counted.
    """
    found = conn.execute(
        "SELECT id, verb, value, articles FROM changes WHERE undone = 0 AND verb <> 'open'"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if found is None:
        return None
    id_, verb, stored, blob = found
    value: dict[str, Any] = json.loads(stored) if stored else {}
    taken_back = _take_back(conn, verb, _Undoing(_unpack_rows(blob), value, now))
    conn.execute("UPDATE changes SET undone = 1 WHERE id = ?", (id_,))
    return _told(conn, verb, taken_back, value, undone=True)


@dataclass(frozen=True, slots=True)
class _Undoing:
    """A change as the journal has it, on its way back."""

    rows: list[int]
    value: dict[str, Any]
    now: int


def _take_back(conn: sqlite3.Connection, verb: str, change: _Undoing) -> list[int]:
    """Undo one change; return the rows of it that are still there."""
    if verb in ("correct", "lift"):
        return _turn_correction(conn, change.value, lifted=verb == "correct")
    _UNDONE_BY[verb](conn, change)
    return _column(conn, f"SELECT article FROM status WHERE {_CHOSEN}", (json.dumps(change.rows),))


def _turn_correction(conn: sqlite3.Connection, value: dict[str, Any], *, lifted: bool) -> list[int]:
    """Let a correction hold no more, or again; return the rows that it concerns, which wait on the queue."""
    if followed := value.get("follows"):
        follows.unfollow(conn, *followed)
    with suppress(NotFound):
        turned = corrections.lift(conn, value["correction"], lifted)
        return corrections.queue_concerned(conn, turned)
    return []


def _untag_and_unsave(conn: sqlite3.Connection, change: _Undoing) -> None:
    _untag(conn, change.rows, change.value["tag"])
    _set_saved(conn, [(None, row) for row in change.value["saved"]])


def _tag_again(conn: sqlite3.Connection, change: _Undoing) -> None:
    tagged_at = zip(change.value["tagged_at"], change.rows, strict=True)
    conn.executemany(_TAG_ROWS, [(change.value["tag"], moment, row) for moment, row in tagged_at])


def _follow_again(conn: sqlite3.Connection, change: _Undoing) -> None:
    value = change.value
    follows.follow(conn, value["kind"], value["key"], value["title"], value["followed_at"] or 0)
    follows.leave_untold(conn, value["kind"], value["key"], value["untold"])


def _unnote_and_unsave(conn: sqlite3.Connection, change: _Undoing) -> None:
    notes.remove(conn, change.value["note"])
    _set_saved(conn, [(None, row) for row in change.value["saved"]])


def _stand_again(conn: sqlite3.Connection, change: _Undoing) -> None:
    threads.put_back(conn, threads.Before(change.value["standing"], change.value["emptied"]))


_UNDONE_BY: Final[Mapping[str, Callable[[sqlite3.Connection, _Undoing], object]]] = {
    "read": lambda conn, change: _set_unread(conn, change.rows, True),
    "unread": lambda conn, change: _set_unread(conn, change.rows, False),
    "save": lambda conn, change: _set_saved(conn, [(None, row) for row in change.rows]),
    "unsave": lambda conn, change: _set_saved(
        conn, list(zip(change.value["saved_at"], change.rows, strict=True))
    ),
    "tag": _untag_and_unsave,
    "untag": _tag_again,
    "note": _unnote_and_unsave,
    "edit_note": lambda conn, change: notes.change(
        conn, change.value["note"], change.value["before"], change.now
    ),
    "unnote": lambda conn, change: notes.put_back(conn, change.rows[0], change.value["line"]),
    "unsubscribe": lambda conn, change: bring_back(conn, FeedId(change.value["feed"])),
    "follow": lambda conn, change: follows.unfollow(conn, change.value["kind"], change.value["key"]),
    "unfollow": _follow_again,
    "mute": lambda conn, change: mutes.lift(conn, change.value["mute"], change.now),
    "unmute": lambda conn, change: mutes.impose_again(conn, change.value["mute"], change.now),
    "keep_search": lambda conn, change: savedsearches.take_back(
        conn, change.value["search"], change.value["query"], change.now
    ),
    "drop_search": lambda conn, change: savedsearches.bring_back(conn, change.value["search"]),
    "split": _stand_again,
    "join": _stand_again,
}
"""What takes a change back, by its verb; corrections apart, which answer with other rows."""


# ── the journal ───────────────────────────────────────────────────────────────────────────────


def newest_change(conn: sqlite3.Connection) -> int:
    """Return the number of the newest change; 0 where there is none."""
    (newest,) = conn.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()
    return int(newest)


def reads_since(conn: sqlite3.Connection, change: int) -> Iterator[tuple[int, list[int]]]:
    """Yield each later change that made articles read: its number and their rows."""
    sql = "SELECT id, articles FROM changes WHERE id > ? AND verb IN ('read', 'open') ORDER BY id"
    for id_, blob in conn.execute(sql, (change,)):
        yield id_, _unpack_rows(blob)


def _journal(
    conn: sqlite3.Connection, verb: str, rows: list[int], now: int, value: dict[str, Any] | None = None
) -> Change:
    """Write down what changed, unless nothing did; return it."""
    if rows or verb in _KEPT_WITHOUT_ARTICLES:
        blob = zlib.compress(array("q", rows).tobytes(), 6)
        conn.execute(
            "INSERT INTO changes (at, verb, value, articles) VALUES (?, ?, ?, ?)",
            (now, verb, json.dumps(value) if value else None, blob),
        )
    return _told(conn, verb, rows, value or {})


def _told(
    conn: sqlite3.Connection, verb: str, rows: list[int], value: dict[str, Any], *, undone: bool = False
) -> Change:
    newest = json.dumps(sorted(rows, reverse=True)[:_IDS_TOLD])
    ids = _column(
        conn, "SELECT a.id FROM json_each(?) AS j CROSS JOIN articles AS a ON a.row = j.value", (newest,)
    )
    number = value.get("correction")
    return Change(
        cast(ChangeVerb, verb),
        len(rows),
        _what(verb, value),
        correction=None if number is None else corrections.correction(conn, number),
        undone=undone,
        ids=tuple(ArticleId(i) for i in ids),
    )


def _what(verb: str, value: dict[str, Any]) -> str | None:
    """Return what a change was about; earlier versions kept some names in quotes."""
    title: str | None = value.get("tag") or value.get("name") or value.get("title")
    return title[1:-1] if title and verb in _QUOTED and "name" not in value else title


def _unpack_rows(blob: bytes) -> list[int]:
    rows = array("q")
    rows.frombytes(zlib.decompress(blob))
    return rows.tolist()


# ── single steps ──────────────────────────────────────────────────────────────────────────────


def _set_unread(conn: sqlite3.Connection, rows: Sequence[int], unread: bool) -> None:
    conn.execute(f"UPDATE status SET unread = ? WHERE {_CHOSEN}", (int(unread), json.dumps(rows)))


def _save_new(conn: sqlite3.Connection, rows: Sequence[int], now: int) -> list[int]:
    """Bookmark what is not bookmarked yet; return which that was."""
    chosen = json.dumps(list(rows))
    changing = _column(conn, f"SELECT article FROM status WHERE {_CHOSEN} AND saved_at IS NULL", (chosen,))
    _set_saved(conn, [(now, row) for row in changing])
    return changing


def _set_saved(conn: sqlite3.Connection, lines: Sequence[tuple[int | None, int]]) -> None:
    conn.executemany("UPDATE status SET saved_at = ? WHERE article = ?", lines)


def _untag(conn: sqlite3.Connection, rows: Sequence[int], name: str) -> None:
    conn.execute(f"DELETE FROM tags WHERE {_CHOSEN} AND tag = ?", (json.dumps(rows), name))


def _column(conn: sqlite3.Connection, sql: str, parameters: Sequence[object]) -> list[Any]:
    return [value for (value,) in conn.execute(sql, parameters)]
