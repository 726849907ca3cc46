"""From a query's terms to the language of FTS5, and to the characters of a text that they match.

Both go through the index's own lettering and tokenizer, so that what is marked is what was found: the
spans come from an FTS5 table in memory that holds just the texts in question.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.store.folding import folded_words
from tui.store.functionwords import FUNCTION_WORDS
from tui.store.lettering import Lettered, Sought, lettered, lettered_with_places, sign_words, sought
from tui.store.lexicon import Completions
from tui.store.query import Query, Term
from tui.store.schema import TOKENIZER
from tui.text.folding import fold

if TYPE_CHECKING:
    from tui.text.spans import Span


_OPEN, _CLOSE = "\x01", "\x02"
"""Marks around a match; the gate keeps both out of every stored text."""
_MARKS: Final = re.compile(f"[{_OPEN}{_CLOSE}]")
_FEW_USES: Final = 20_000
"""Up to so many uses of words with one beginning the index gathers them itself, in a few milliseconds."""


def _no_completions(_beginning: str) -> Completions:
    return Completions((), 0)


def _nothing_stands(_phrase: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a store knows of words; by default, as where there is no store to ask, nothing."""

    expand: Callable[[str], Completions] = _no_completions
    """Says what a folded beginning may become."""
    stands: Callable[[str], bool] = _nothing_stands
    """Whether an expression matches anything."""
    has_older_lines: bool = False
    """Whether some lines of the index are as older files have them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One term of a query as it is looked for in a text that is shown."""

    match: str
    """For MATCH."""
    sought: Sought
    goes_on: bool
    """Whether a word with signs may go on."""


def expression(query: Query, known: Vocabulary) -> str | None:
    """Return a query's words for MATCH; None where it wants no word (it may still exclude some)."""
    wanted = " AND ".join(f"({any_of(group, known)})" for group in query.wanted)
    if not wanted:
        return None
    return f"({wanted}) NOT ({any_of(query.excluded, known)})" if query.excluded else wanted


def any_of(terms: Sequence[Term], known: Vocabulary) -> str:
    """Return an expression that any of the terms matches."""
    return " OR ".join(_one(term, known) for term in terms)


def whole_phrase(text: str, *, has_older_lines: bool) -> str:
    """Return the expression for all words of a name, one behind the other."""
    return _one(Term(text), Vocabulary(has_older_lines=has_older_lines))


def marks_of(query: Query, known: Vocabulary) -> tuple[Mark, ...]:
    """Return what any of a query's wanted terms marks; of words that join others only where all are such."""
    terms = [term for group in query.wanted for term in group]
    telling = [term for term in terms if fold(term.text) not in FUNCTION_WORDS]
    return tuple(_mark(term, known) for term in telling or terms)


def spans(marks: Sequence[Mark], texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """Return for each text the characters that any of the marks matches, in order."""
    if not marks or not texts:
        return ((),) * len(texts)
    found: list[list[Span]] = [[] for _ in texts]
    with _indexed(texts) as conn:
        for mark in marks:
            rows: list[tuple[int, str]] = conn.execute(_MARKED, (_OPEN, _CLOSE, mark.match)).fetchall()
            for number, marked in rows:
                found[number] += _spans(mark, marked, lettered_with_places(texts[number]))
    return tuple(map(_merged, found))


def best_first(marks: Sequence[Mark], pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Return the numbers of (headline, summary) pairs, those that say most about the query first.

    Words in the headline count five times; of equals the earlier one comes first.
    """
    if not marks:
        return list(range(len(pairs)))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE pairs USING fts5 (headline, summary, tokenize = '{TOKENIZER}')")
        conn.executemany(
            "INSERT INTO pairs VALUES (?, ?)", [[lettered(fold(text)) for text in pair] for pair in pairs]
        )
        sql = "SELECT rowid - 1 FROM pairs WHERE pairs MATCH ? ORDER BY bm25(pairs, 5.0, 1.0), rowid"
        ranked = [number for (number,) in conn.execute(sql, (" OR ".join(mark.match for mark in marks),))]
    # Found by their text alone: they come after those that say it in headline or summary.
    named = set(ranked)
    return ranked + [number for number in range(len(pairs)) if number not in named]


# ── in the language of FTS5 ───────────────────────────────────────────────────────────────────


def _one(term: Term, known: Vocabulary) -> str:
    """Return one term: a phrase of FTS5's, or that and what it may become, and its words with signs."""
    goes_on = _goes_on(term, known)
    asked = sought(term.text, beginning=goes_on)
    ways = _ways(term, asked, known)
    if asked.signs:
        *signs, last = map(_quoted, asked.signs)
        ways = " AND ".join((ways, *signs, f"{last} *" if goes_on else last))
    if known.has_older_lines:
        ways = f"({ways}) OR {_as_before(term, goes_on)}"
    return f"({ways})"


def _goes_on(term: Term, known: Vocabulary) -> bool:
    """Whether the last word of a term may go on: not where it was to only if it stands nowhere as it is."""
    if not term.unless_whole:
        return term.beginning
    return not known.stands(_one(Term(term.text), known))


def _ways(term: Term, asked: Sought, known: Vocabulary) -> str:
    """Return a phrase, and what it may become."""
    quoted = _quoted(asked.phrase)
    if not asked.is_beginning:
        return quoted
    words = folded_words(term.text)
    if asked.trims or len(words) != 1:
        return f"{quoted} *"
    completions = known.expand(words[0])
    ways = [quoted, *(_quoted(lettered(word)) for word in completions.words if word != words[0])]
    # Where the stemmer shortens a beginning, the index would find words that do not begin so.
    if completions.uses <= _FEW_USES and not (
        completions.words and stem(asked.phrase) != asked.phrase.strip()
    ):
        ways.append(f"{quoted} *")
    return f"({' OR '.join(ways)})"


def _as_before(term: Term, goes_on: bool) -> str:
    """Return a term for lines of older files, in which runs of letters are words and signs are nothing."""
    is_run = sought(term.text, beginning=False).phrase.strip() != fold(term.text)
    return f"{_quoted(term.text)} *" if goes_on or is_run else _quoted(term.text)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'


def stem(word: str) -> str:
    """Return what the index keeps of a word."""
    with _indexed((word,)) as conn:
        conn.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (texts, 'row')")
        found = conn.execute("SELECT term FROM terms LIMIT 1").fetchone()
    return found[0] if found else ""


# ── in a text ─────────────────────────────────────────────────────────────────────────────────

_MARKED: Final = "SELECT rowid, highlight(texts, 0, ?, ?) FROM texts WHERE texts MATCH ?"


def _mark(term: Term, known: Vocabulary) -> Mark:
    goes_on = _goes_on(term, known)
    asked = sought(term.text, beginning=goes_on)
    return Mark(_ways(term, asked, known), asked, goes_on)


def _spans(mark: Mark, marked: str, text: Lettered) -> Iterator[Span]:
    """Yield what a mark matches of a text, which is marked as the index has it."""
    places = [found.start() - number for number, found in enumerate(_MARKS.finditer(marked))]
    for start, end in zip(places[::2], places[1::2], strict=False):
        if mark.sought.trims:
            end = max(start, text.text.rfind(" ", start, end) + 1) + 1
        span = text.place(start, end)
        whole = _with_signs(mark, span, text) if mark.sought.signs else span
        if whole is not None:
            yield whole


def _with_signs(mark: Mark, span: Span, text: Lettered) -> Span | None:
    """Return a span with the signs of its words; None where they have not those that were asked for."""
    *whole, last = mark.sought.signs
    wanted = [(token, False) for token in whole] + [(last, mark.goes_on)]
    here = _sign_words_in(text, span)
    start, end = span
    for token, goes_on in wanted:
        found = [place for had, place in here if had == token or (goes_on and had.startswith(token))]
        if not found:
            return None
        start, end = min(start, found[0][0]), max(end, found[-1][1])
    return start, end


def _sign_words_in(text: Lettered, span: Span) -> list[tuple[str, Span]]:
    """Return the words with signs that stand in a span, or reach into it, each with its place."""
    start, end = span
    return [
        (word.token, place)
        for word in sign_words(text.folded.text)
        if (place := text.folded.place(word.start, word.end))[0] < end and place[1] > start
    ]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@contextmanager
def _indexed(texts: Sequence[str]) -> Generator[sqlite3.Connection]:
    """Yield a database in memory that indexes texts by their number, as the store would."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = '{TOKENIZER}')")
        # Made ready as the index's own lines are: what is lit is what was found.
        lines = [(number, lettered(fold(text))) for number, text in enumerate(texts)]
        conn.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", lines)
        yield conn
