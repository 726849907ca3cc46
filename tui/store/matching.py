"""From a query's terms to the language of FTS5, and to the characters of a text that they match.

Both go through the index's own tokenizer, so that what is marked is what was found: the spans come
from an FTS5 table in memory that holds just the texts in question.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from typing import Final

from tui.store.folding import folded_words
from tui.store.lexicon import Completions
from tui.store.query import Query, Term
from tui.store.schema import TOKENIZER

Span = tuple[int, int]
"""Half-open, in characters."""
Expand = Callable[[str], Completions]
"""Says what a folded beginning may become."""

_OPEN, _CLOSE = "\x01", "\x02"
"""Marks around a match; the gate keeps both out of every stored text."""
_MARKS: Final = re.compile(f"[{_OPEN}{_CLOSE}]")
_FEW_USES: Final = 20_000
"""Up to so many uses of words with one beginning the index gathers them itself, in a few milliseconds."""


def no_completions(_beginning: str) -> Completions:
    """Know of no word, for where there is no store to ask."""
    return Completions((), 0)


def expression(query: Query, expand: Expand) -> str | None:
    """Return a query's words for MATCH; None where it wants no word (it may still exclude some)."""
    wanted = " AND ".join(f"({any_of(group, expand)})" for group in query.wanted)
    if not wanted:
        return None
    return f"({wanted}) NOT ({any_of(query.excluded, expand)})" if query.excluded else wanted


def any_of(terms: Sequence[Term], expand: Expand) -> str:
    """Return an expression that any of the terms matches."""
    return " OR ".join(_one(term, expand) for term in terms)


def any_wanted(query: Query, expand: Expand = no_completions) -> str | None:
    """Return the expression that marks matches: any of a query's wanted terms; None where there is none."""
    return any_of([term for group in query.wanted for term in group], expand) or None


def spans(marks: str | None, texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """Return for each text the characters that an expression of `any_wanted` matches, in order."""
    if marks is None or not texts:
        return ((),) * len(texts)
    marked = dict(_marked(marks, texts))
    return tuple(_spans(marked.get(number, "")) for number in range(len(texts)))


def best_first(marks: str | None, pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Return the numbers of (headline, summary) pairs, those that say most about the query first.

    Words in the headline count five times; of equals the earlier one comes first.
    """
    if marks is None:
        return list(range(len(pairs)))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE pairs USING fts5 (headline, summary, tokenize = '{TOKENIZER}')")
        conn.executemany("INSERT INTO pairs VALUES (?, ?)", pairs)
        sql = "SELECT rowid - 1 FROM pairs WHERE pairs MATCH ? ORDER BY bm25(pairs, 5.0, 1.0), rowid"
        ranked = [number for (number,) in conn.execute(sql, (marks,))]
    named = set(ranked)
    return ranked + [number for number in range(len(pairs)) if number not in named]


def _one(term: Term, expand: Expand) -> str:
    """Return one term: a string of FTS5's, or that and what it may become."""
    quoted = f'"{term.text}"'
    if not term.beginning:
        return quoted
    words = folded_words(term.text)
    completions = expand(words[0]) if len(words) == 1 else Completions((), 0)
    ways = [quoted, *(f'"{word}"' for word in completions.words if word != term.text.casefold())]
    # Where the stemmer shortens a beginning, the index would find words that do not begin so.
    if completions.uses <= _FEW_USES and not (completions.words and _stem(words[0]) != words[0]):
        ways.append(f"{quoted} *")
    return f"({' OR '.join(ways)})"


def _marked(match: str, texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the texts that match, by number, with marks around the matches."""
    sql = "SELECT rowid, highlight(texts, 0, ?, ?) FROM texts WHERE texts MATCH ?"
    with _texts(texts) as conn:
        return conn.execute(sql, (_OPEN, _CLOSE, match)).fetchall()


def _spans(marked: str) -> tuple[Span, ...]:
    """Return where the marks stood in a text, as if they were not there."""
    places = [mark.start() - number for number, mark in enumerate(_MARKS.finditer(marked))]
    return tuple(zip(places[::2], places[1::2], strict=False))


def _stem(word: str) -> str:
    """Return what the index keeps of a word."""
    with _texts((word,)) as conn:
        conn.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (texts, 'row')")
        found = conn.execute("SELECT term FROM terms LIMIT 1").fetchone()
    return found[0] if found else ""


@contextmanager
def _texts(texts: Sequence[str]) -> Generator[sqlite3.Connection]:
    """Yield a database in memory that indexes texts by their number, as the store would."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = '{TOKENIZER}')")
        conn.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
        yield conn
