"""What a query that finds nothing may have meant: its words that stand nowhere, as near ones that do.

A word is looked for among those of the lexicon and of names, as they are written, and in the index itself,
which knows every word, but stemmed: how one of those is written is read in an article that has it. All are
kept in order, so that `nearwords` need look at few. One edit is tried first, a second one only with long
words, and only where the first letter stays. It all ends after a third of a second, with what was found.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final, NamedTuple, Protocol

from tui.model.kinds import EntityKind, by_prefix
from tui.store import matching
from tui.store.entities import find_ids
from tui.store.feeds import feeds
from tui.store.folding import folded_words
from tui.store.lettering import lettered
from tui.store.lexicon import text_of
from tui.store.lists import folders
from tui.store.nearwords import NearWord, among, edits, near_words
from tui.store.query import AskedFor, Term, asked_for
from tui.store.search import distinct, vocabulary

_LONGEST_S: Final = 0.3
_SHORTEST: Final = 4
"""Letters of a word from which on another one is proposed: shorter ones are all alike."""
_TWO_EDITS: Final = 7
"""Letters from which on a word may differ by two edits."""
_TRIED: Final = 4
"""Words tried in the place of one."""
_SEARCHES: Final = 12
_COUNTED: Final = 500
"""Articles counted of a word: one that more have is common enough."""
_ENDING: Final = 4
"""Letters that may have been taken off a word to make its stem."""
_READ: Final = 12
"""Stems of which it is seen how they are written."""
_FORMS: Final = 3
"""Articles read for that: there are several forms of a word."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_COLUMNS: Final = {"author": "byline", "dateline": "place", "agency": "agency", "feed": "house"}
_IN_ORDER: Final = "SELECT {column} FROM {table} WHERE {column} >= ? ORDER BY {column} LIMIT 1"
_INDEX_WORDS: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words USING fts5vocab(main, search, instance)"
)
_COUNT: Final = f"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT {_COUNTED})"
_STEM_COUNT: Final = f"SELECT count(*) FROM (SELECT 1 FROM temp.index_words WHERE term = ? LIMIT {_COUNTED})"
_STEM_STANDS: Final = f"SELECT DISTINCT doc FROM temp.index_words WHERE term = ? LIMIT {_FORMS}"

Finds = Callable[[str], "int | None"]
"""Says which article a query finds first; None where it finds none."""


class _Words(Protocol):
    """Words, of which some may be meant."""

    def stands(self, word: str, *, goes_on: bool) -> bool:
        """Whether there is this word, or one that begins so."""
        ...

    def near(self, word: str, most: int, begins: str) -> Iterable[NearWord]:
        """Return words within so many edits, of those that begin so."""
        ...

    def uses(self, word: str) -> int:
        """Return how common a word is."""
        ...


class _Wrong(NamedTuple):
    """A word that stands nowhere, and those near it that do."""

    start: int
    end: int
    near: Sequence[str]


def proposal(conn: sqlite3.Connection, query: str, finds: Finds) -> str | None:
    """Return the query that one which finds nothing may have meant, and which finds something; else None.

    Phrases, conditions, what is excluded and what stands somewhere stay as they are.
    """
    until = time.monotonic() + _LONGEST_S

    def is_over() -> bool:
        return time.monotonic() > until

    typed, asked = asked_for(query)
    is_whole = query[-1:].isspace()
    wrong = [found for one in asked for found in _wrong_words(conn, typed, one, is_whole, is_over)]
    # Of several words the nearest are tried together first.
    ways = product(*(one.near for one in wrong)) if wrong else ()
    for chosen in islice(ways, _SEARCHES):
        row = finds(_with(typed, wrong, chosen))
        if row is not None:
            text = text_of(conn, row) or ""
            return _with(typed, wrong, [_as_written(word, text) for word in chosen])
    return None


def _wrong_words(
    conn: sqlite3.Connection, typed: str, one: AskedFor, is_whole: bool, is_over: Callable[[], bool]
) -> Iterator[_Wrong]:
    """Yield a query's words of one kind that stand nowhere; unless it `is_whole`, its last goes on."""
    words = _words_of(conn, one.kind, is_over)
    for start, end in _spans(typed, one):
        goes_on = typed[end : end + 1] == "*" or (end == len(typed) and not is_whole)
        stated = typed[start:end]
        word = stated.casefold() if one.kind == "tag" else "".join(folded_words(stated))
        if near := _nearest(words, word, goes_on=goes_on):
            yield _Wrong(start, end, near)


def _spans(typed: str, one: AskedFor) -> list[tuple[int, int]]:
    """Return where the words stand that may be wrong; a tag is one, whatever is in it."""
    if one.kind == "tag":
        return [(one.start, one.end)]
    return [found.span() for found in _WORD.finditer(typed, one.start, one.end)]


def _with(typed: str, wrong: Sequence[_Wrong], words: Sequence[str]) -> str:
    """Return a query with other words in the places of the wrong ones; capitals stay capitals."""
    parts: list[str] = []
    at = 0
    for one, word in zip(wrong, words, strict=True):
        is_capital = typed[one.start].isupper()
        parts += (typed[at : one.start], word[0].upper() + word[1:] if is_capital else word)
        at = one.end
    return "".join((*parts, typed[at:]))


def _as_written(word: str, text: str) -> str:
    """Return a folded word as a text has it, in small letters: with its accents, its last sigma."""
    for found in _WORD.finditer(text):
        written = found[0].lower()
        # Small letters of a few capitals are two characters (İ): then the folded word is as good.
        if folded_words(written) == (word,) and len(written) == len(found[0]):
            return written
    return word


def _nearest(words: _Words, word: str, *, goes_on: bool) -> list[str]:
    """Return the words most like one that stands nowhere, the nearest first, of those the commonest."""
    # Scripts without blanks, and those whose marks are letters, are not told apart by single letters.
    if len(word) < _SHORTEST or lettered(word) != word or words.stands(word, goes_on=goes_on):
        return []
    near = _ranked(words, word, words.near(word, 1, ""))
    if not near and len(word) >= _TWO_EDITS:
        near = _ranked(words, word, words.near(word, 2, word[0]))
    return near[:_TRIED]


def _ranked(words: _Words, word: str, near: Iterable[NearWord]) -> list[str]:
    ranked = sorted((one.edits, -words.uses(one.word), one.word) for one in set(near))
    return [other for _, uses, other in ranked if uses and other != word]


# ── where words are ───────────────────────────────────────────────────────────────────────────


def _words_of(conn: sqlite3.Connection, kind: str, is_over: Callable[[], bool]) -> _Words:
    """Return the words among which a condition's are looked for; no kind: those of texts."""
    if not kind:
        return _IndexWords(conn, is_over)
    named = by_prefix(kind)
    if named is not None or kind == "said":
        return _NameWords(conn, named and named.name, is_over)
    return _ListedWords(_listed(conn, kind, is_over), is_over)


def _listed(conn: sqlite3.Connection, kind: str, is_over: Callable[[], bool]) -> Iterator[str]:
    """Yield the words of all titles, folders, tags, places, agencies or bylines there are."""
    if kind == "tag":
        yield from (tag.casefold() for (tag,) in conn.execute("SELECT DISTINCT tag FROM tags"))
        return
    for title in _titles(conn, kind):
        if is_over():
            return
        yield from folded_words(title)


def _titles(conn: sqlite3.Connection, kind: str) -> Iterator[str]:
    if kind == "feed":
        yield from (feed.title for feed in feeds(conn))
    if kind == "folder":
        yield from folders(conn)
    if kind in _COLUMNS:  # words of notes are the reader's own
        yield from (stored for (stored,) in conn.execute(distinct(_COLUMNS[kind])))


class _ListedWords:
    """A few words, at hand."""

    def __init__(self, words: Iterable[str], is_over: Callable[[], bool]) -> None:
        self._uses = Counter(words)
        self._is_over = is_over

    def stands(self, word: str, *, goes_on: bool) -> bool:
        # A part of a title finds its feed, and a part of a word its tag's list.
        return any(word in known for known in self._uses) if goes_on else word in self._uses

    def near(self, word: str, most: int, begins: str) -> Iterable[NearWord]:
        return near_words(word, most, among(sorted(self._uses)), begins=begins, is_over=self._is_over)

    def uses(self, word: str) -> int:
        return self._uses[word]


class _NameWords:
    """The words of the names of a kind, or of all kinds."""

    def __init__(
        self, conn: sqlite3.Connection, kind: EntityKind | None, is_over: Callable[[], bool]
    ) -> None:
        self._conn, self._is_over = conn, is_over
        self._kind: EntityKind | None = kind

    def stands(self, word: str, *, goes_on: bool) -> bool:
        return bool(find_ids(self._conn, self._kind, word, 1, beginning=goes_on))

    def near(self, word: str, most: int, begins: str) -> Iterable[NearWord]:
        following = _in_order(self._conn, "entity_words")
        return near_words(word, most, following, begins=begins, is_over=self._is_over)

    def uses(self, word: str) -> int:
        ids = find_ids(self._conn, self._kind, word, 1, beginning=False)
        sql = "SELECT stories FROM entities WHERE id = ?"
        return sum(stories for id_ in ids for (stories,) in self._conn.execute(sql, (id_,)))


class _IndexWords:
    """The words of all texts."""

    def __init__(self, conn: sqlite3.Connection, is_over: Callable[[], bool]) -> None:
        self._conn, self._is_over = conn, is_over
        self._known = vocabulary(conn)
        self._read: dict[int, frozenset[str]] = {}
        """The words of articles that were read."""
        conn.execute(_INDEX_WORDS)

    def stands(self, word: str, *, goes_on: bool) -> bool:
        return self._known.stands(self._match(Term(word, goes_on, goes_on)))

    def near(self, word: str, most: int, begins: str) -> Iterator[NearWord]:
        for table in ("lexicon", "entity_words"):
            following = _in_order(self._conn, table)
            yield from near_words(word, most, following, begins=begins, is_over=self._is_over)
        # There are many times as many words in the index.
        for stem in self._near_stems(word, most, begins and word[:2]):
            near = self._written(stem, word)
            if near is not None and near.edits <= most:
                yield near

    def uses(self, word: str) -> int:
        (uses,) = self._conn.execute(_COUNT, (self._match(Term(word)),)).fetchone()
        return int(uses)

    def _match(self, term: Term) -> str:
        return matching.any_of((term,), self._known)

    def _near_stems(self, word: str, most: int, begins: str) -> list[str]:
        """Return the stems most like a word, or a beginning of it, the commonest of the nearest first."""
        following = _in_order(self._conn, "temp.index_words", "term")
        # A misspelt ending is not taken off as the right one is: presidnet, but presid.
        near = near_words(
            word, most, following, begins=begins, ending=min(_ENDING, len(word) - 3), is_over=self._is_over
        )
        counted = [
            (one.edits, -self._conn.execute(_STEM_COUNT, (one.word,)).fetchone()[0], one.word)
            for one in near
            if one.word.isalpha()
        ]
        return [stem for _, _, stem in sorted(counted)[:_READ]]

    def _written(self, stem: str, word: str) -> NearWord | None:
        """Return the word most like one, of a few articles that have a stem."""
        others = set[str]()
        for (row,) in self._conn.execute(_STEM_STANDS, (stem,)):
            if row not in self._read and not self._is_over():
                self._read[row] = frozenset(folded_words(text_of(self._conn, row) or ""))
            others |= self._read.get(row, frozenset())
        return min((NearWord(edits(word, other), other) for other in others), default=None)


def _in_order(conn: sqlite3.Connection, table: str, column: str = "word") -> Callable[[str], str | None]:
    """Return the asking of a table's words."""
    sql = _IN_ORDER.format(table=table, column=column)

    def following(least: str) -> str | None:
        found = conn.execute(sql, (least,)).fetchone()
        return None if found is None else str(found[0])

    return following
