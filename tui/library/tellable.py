"""What a briefing is made of: the articles of one time by thread, and the line that stands for each story."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from tui.model.ids import ThreadId
from tui.model.names import Mention
from tui.model.prose import FRONT, section_leaves
from tui.model.threads import BriefingLine, NewsThread, ToldSentence
from tui.novelty import NEW, ReadTexts, novel_sentences
from tui.store import briefing, texts, threads
from tui.store.headlines import headlines
from tui.store.times import from_seconds
from tui.text.sentences import sentence_spans
from tui.threads.briefing import TellableThread, telling_sentence, told_stories
from tui.threads.columns import is_column

if TYPE_CHECKING:
    from tui.model.articles import Headline
    from tui.model.ids import ArticleId
    from tui.store.briefing import NewArticle, ToldSoFar
    from tui.threads.briefing import TellableStory

_CANDIDATES: Final = 6
"""Threads a line that are looked at more closely, and as many of those with followed names."""
_LEAST_CANDIDATES: Final = 600
"""However few lines: where threads are not joined, the parts of one story are many."""
_TITLES: Final = 40
"""Headlines of a thread that are looked at: the newest."""
_BEFORE: Final = 60
"""Earlier headlines of a thread that a new one is held against."""
_NEW_TITLES: Final = 12
"""New headlines of a thread that was told of that are looked at: the newest."""
_MOST_SENTENCES: Final = 20
"""Threads of one briefing in whose texts a sentence is looked for, where no headline is new."""
_READ: Final = 6
"""Earlier texts of a thread that a sentence is held against."""
_SENTENCES: Final = 30
"""Sentences of a text, from its beginning, that may become a line."""
_PLACES: Final = 4


@dataclass(frozen=True)
class TellableNews:
    """The articles of one time, by thread."""

    conn: sqlite3.Connection
    articles: Sequence[NewArticle]
    known: frozenset[int]
    """Threads that briefings told of."""
    told: ToldSoFar | None = None
    """What must not be told again; None where all of the time is asked for."""
    sentences: dict[int, ToldSentence | None] = field(default_factory=dict[int, ToldSentence | None])
    """Of threads that were told of: a sentence of a new text that says something new, if one was found."""
    rows: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    """Of the threads that `tellable` returned: the articles whose headlines are looked at, in its order."""

    @cached_property
    def threads(self) -> Mapping[int, list[NewArticle]]:
        """Threads and their new articles, the newest first."""
        found: defaultdict[int, list[NewArticle]] = defaultdict(list)
        for article in sorted(self.articles, key=lambda one: (-one.listed_at, -one.row)):
            found[article.thread].append(article)
        return found

    @cached_property
    def followed(self) -> Mapping[int, tuple[str, ...]]:
        """Threads that name followed ones, and whom."""
        found: dict[int, dict[str, None]] = {}
        thread_of = {article.row: article.thread for article in self.articles}
        for row, names in briefing.followed_in(self.conn, thread_of).items():
            found.setdefault(thread_of[row], {}).update(dict.fromkeys(names))
        return {thread: tuple(names) for thread, names in found.items()}

    def lines(self, most: int) -> tuple[BriefingLine, ...]:
        """Return a line a story, at most so many: those with followed names first, then the most told."""
        stories = told_stories(self.tellable(most), most)
        return tuple(line for story in stories if (line := self.line(story)) is not None)

    def tellable(self, lines: int) -> list[TellableThread]:
        """Return the threads that may stand in so many lines: the most told, and followed ones.

        No columns: what they hold is no story.
        """
        most = max(_LEAST_CANDIDATES, lines * _CANDIDATES)
        told = nlargest(most, self.threads, key=self._size)
        followed = nlargest(most, self.followed, key=self._size)
        chosen = list(dict.fromkeys((*told, *followed)))
        own = {thread: _own(self.threads[thread])[:_TITLES] for thread in chosen}
        titles = briefing.titles(self.conn, (article.row for found in own.values() for article in found))
        stories = (
            (thread, [one.row for one in own[thread] if not is_column(titles.get(one.row, ""))])
            for thread in chosen
        )
        return [self._tellable(thread, rows, titles) for thread, rows in stories if rows]

    def _size(self, thread: int) -> tuple[int, int, int]:
        found = self.threads[thread]
        return len({article.source for article in found}), len(found), found[0].listed_at

    def _tellable(self, thread: int, rows: list[int], titles: Mapping[int, str]) -> TellableThread:
        is_stale = False
        if self.told is not None and thread in self.known:
            before = briefing.told_before(self.conn, thread, self.told, _BEFORE)
            new = self._new_titles(before, rows, titles)
            looked_for = not new and len(self.sentences) < _MOST_SENTENCES
            is_stale = not new and not (looked_for and self._has_new_sentence(thread, before, rows[0]))
            rows = new or rows
        self.rows[thread] = rows
        found = self.threads[thread]
        return TellableThread(
            thread,
            tuple(Counter(article.source for article in found).values()),
            [titles.get(row, "") for row in rows],
            found[0].listed_at,
            len(self.followed.get(thread, ())),
            is_stale,
        )

    # ── what is new of what was told ──────────────────────────────────────────────────────────

    def _new_titles(self, before: Sequence[int], rows: Sequence[int], titles: Mapping[int, str]) -> list[int]:
        """Return the articles whose headlines say something new."""
        read = ReadTexts(briefing.titles(self.conn, before).values())
        # One by one: each stands first in its article.
        return [row for row in rows[:_NEW_TITLES] if novel_sentences(read, [titles.get(row, "")])[0] >= NEW]

    def _has_new_sentence(self, thread: int, before: Sequence[int], row: int) -> bool:
        """Look for a sentence of an article that says something new, and keep it."""
        titles = briefing.titles(self.conn, before[:_READ])
        read = ["\n".join((title, *texts.leaves(self.conn, one))) for one, title in titles.items()]
        self.sentences[thread] = found = _new_sentence(self.conn, row, read, titles.values())
        return found is not None

    # ── lines ─────────────────────────────────────────────────────────────────────────────────

    def line(self, story: TellableStory) -> BriefingLine | None:
        """Return the line of a story; None where its article has gone meanwhile."""
        teller, at = story.best_title()
        told = self.sentences.get(teller) or _headline(self.conn, self.rows[teller][at])
        if told is None:
            return None
        numbers = [thread.number for thread in story.threads]
        new = [article.row for number in numbers for article in self.threads[number]]
        followed = dict.fromkeys(name for number in numbers for name in self.followed.get(number, ()))
        return BriefingLine(
            thread=_in_line(self.conn, teller, told.headline),
            told=told,
            new=len(new),
            sources=briefing.sources(self.conn, new),
            places=_places(self.conn, told.headline.row),
            followed=tuple(followed),
            is_known=any(number in self.known for number in numbers),
            parts=self._parts(numbers, teller),
        )

    def _parts(self, numbers: Sequence[int], teller: int) -> tuple[ArticleId, ...]:
        rows = [self.rows[number][0] for number in numbers if number != teller]
        return tuple(headline.id for headline in headlines(self.conn, rows))


def _own(articles: Sequence[NewArticle]) -> Sequence[NewArticle]:
    """Return articles without copies of others; all of them where nothing else is there."""
    return [article for article in articles if not article.is_copy] or articles


def _headline(conn: sqlite3.Connection, row: int) -> ToldSentence | None:
    found = headlines(conn, [row])
    if not found:
        return None
    words = found[0].headline
    return ToldSentence(found[0], words, Mention(FRONT, 0, 0, len(words)))


def _new_sentence(
    conn: sqlite3.Connection, row: int, read: Sequence[str], titles: Iterable[str]
) -> ToldSentence | None:
    """Return a sentence of a text that tells what is new to who read others; None where none does.

    `titles` are the headlines of what was read.
    """
    shown = headlines(conn, [row])
    places = _sentences(conn, row)
    if not shown or not places:
        return None
    words = [text for text, _ in places]
    scores = novel_sentences(read, words)
    are_new = [score >= NEW for score in scores]
    found = telling_sentence(words, are_new, [shown[0].headline, *titles])
    return None if found is None else ToldSentence(shown[0], *places[found])


def _sentences(conn: sqlite3.Connection, row: int) -> list[tuple[str, Mention]]:
    """Return the first sentences of a stored text, where each stands."""
    found: list[tuple[str, Mention]] = []
    for section, leaf, text in _leaves(conn, row):
        for start, end in sentence_spans(text):
            found.append((text[start:end], Mention(section, leaf, start, end)))
        if len(found) >= _SENTENCES:
            break
    return found[:_SENTENCES]


def _leaves(conn: sqlite3.Connection, row: int) -> Iterator[tuple[int, int, str]]:
    """Yield section, leaf and text of a stored text's blocks."""
    for number, section in enumerate(texts.sections(conn, row)):
        for leaf, text in enumerate(section_leaves(section)):
            if leaf and text.plain:
                yield number, leaf, text.plain


def _places(conn: sqlite3.Connection, row: int) -> tuple[str, ...]:
    """Return the places that an article is most about."""
    names, _ = texts.stored_names(conn, row)
    most = nlargest(_PLACES, names.places, key=lambda place: place.salience)
    return tuple(place.name for place in most)


def _in_line(conn: sqlite3.Connection, thread: int, headline: Headline) -> NewsThread:
    """Return a thread in a line, with the headline that stands for it here."""
    members = [member.row for member in threads.members(conn, thread)]
    summed = threads.summed(conn, members or [headline.row])
    at = from_seconds(headline.listed_at)
    assert at is not None
    if summed is None:
        return NewsThread(ThreadId(thread), headline, 1, 1, at, at)
    return NewsThread(
        ThreadId(threads.lasting(conn, thread) or thread),
        headline,
        summed.members,
        summed.sources,
        from_seconds(summed.first_at) or at,
        from_seconds(summed.last_at) or at,
        summed.unread,
    )
