"""From the stored entry to sections, search line and names: one article, the one that is opened.

What takes long (reading the markup, finding the names) happens outside the write lock. All that wait
are the queue's: `tui.preparing.queue`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tui.changes.compare import Version, is_same_text
from tui.errors import DatelineError, StoreBusy, StoreUnwritable, TextDamaged
from tui.model.articles import Article
from tui.model.entries import RawEntry
from tui.model.names import NO_NAMES, Entity, Names, Place
from tui.model.prose import Prose
from tui.preparing.told import pack_told
from tui.preparing.worker import read_entry, try_entry, unread
from tui.store import corrections, failures, follows, fulltexts, texts
from tui.store.connection import Database
from tui.store.corrections import Holding
from tui.store.delivered import Body
from tui.store.folding import folded_words
from tui.store.muting import catch
from tui.store.parts import write_in_parts
from tui.store.searchable import MERGED_AT_ONCE, merge_a_little
from tui.store.texts import Dropped, FoundNames, NamedStory, NamedText, Prepared
from tui.system import log
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui import entities
    from tui.changes import passages
    from tui.preparing import threads
    from tui.preparing.threads import Joins
else:  # loaded when first used: whoever starts should not wait for them
    entities = Lazy("tui.entities")
    threads = Lazy("tui.preparing.threads")
    passages = Lazy("tui.changes.passages")

_TEXTS_A_LOOK: Final = 4
"""Texts written between two looks at the clock: less than a millisecond."""


def prepare_article(database: Database, row: int, joins: Joins | None = None) -> Article:
    """Return an article; one that still waits is prepared at once, its text and its names.

    With `joins`, which tells by a feed's address whether its articles do, it joins its thread too. Where the
    database cannot be written to just now the article is returned all the same, and stays on the queue.
    Raises NotFound, StoreDamaged.
    """
    article = _prepared_article(database, row, joins)
    return replace(article, notes=passages.placed(article.notes, article.prose)) if article.notes else article


def _prepared_article(database: Database, row: int, joins: Joins | None) -> Article:
    """Return an article, prepared; nobody has looked yet where the passages of its notes stand."""
    stage, made_from, stored = stored_text(database, row)
    with database.read() as conn:
        holding = corrections.holding_in(conn, row)
        known = texts.found_names(conn, row) if stage == corrections.STAGE else None
        followed = follows.known_names(conn)
        published = texts.published_at(conn, row)
    if isinstance(stored, Article):
        if stage is None:
            return stored
        named = named_text(row, stored.prose, made_from, holding, followed, known, published=published)
        _write(database, [], named, stored.prose, joins)
        return replace(stored, names=named.names)
    ready, prose = try_text(database, row, stored, made_from)
    named = named_text(row, prose, ready.fingerprint, holding, followed, published=published)
    _write(database, [ready], named, prose, joins)
    with database.read() as conn:
        made = texts.article(conn, row)
        return (
            made
            if isinstance(made, Article)
            else texts.unwritten_article(conn, row, prose, named.names, stored)
        )


def versions(database: Database, row: int) -> tuple[Version, ...]:
    """Return all texts of an article that are kept, the oldest first, that of now last. Raises NotFound."""
    article = prepare_article(database, row)
    with database.read() as conn:
        earlier = texts.revisions(conn, row)
        other = fulltexts.other_text(conn, row)
    return (
        *(replace(_earlier(headline, text), until=until) for until, headline, text in earlier),
        *(() if other is None else (_other(other, article),)),
        replace(_version(article.prose), source="page" if _shows_page(article) else "feed"),
    )


def _other(entry: RawEntry, article: Article) -> Version:
    """Return the text that is not shown now: what the feed gave, or what its page says."""
    known = article.full_text
    return replace(
        _version(read_entry(entry)),
        until=None if known is None else known.fetched_at,
        source="feed" if _shows_page(article) else "page",
    )


def _shows_page(article: Article) -> bool:
    return article.full_text is not None and article.full_text.state == "shown"


def try_text(database: Database, row: int, entry: RawEntry, made_from: int) -> tuple[Prepared, Prose]:
    """Read an entry and make its text ready to be written: without the text where a fault of ours forbids it.

    Raises StoreErrors.
    """
    prose, failed = try_entry(entry)
    try:
        return replace(ready_text(database, row, entry, prose, made_from), failed=failed), prose
    # The store's own errors are no fault of this text: the work stays on the queue.
    except DatelineError:
        raise
    except Exception as fault:
        log.error("a text could not be made ready", fault)
        prose = unread(entry)
        return texts.prepared(row, prose, entry.enclosures, made_from, failed=log.where(fault)), prose


def ready_text(database: Database, row: int, entry: RawEntry, prose: Prose, made_from: int) -> Prepared:
    """Make a text ready to be written, and say whether its words are other than those before.

    A feed that gives its links new numbers has changed nothing: earlier texts with the same words go.
    """
    with database.read() as conn:
        earlier = texts.revisions(conn, row)
        if not texts.is_news(conn, row):
            return texts.prepared(row, prose, entry.enclosures, made_from)
    here, repeats, judged = _version(prose), 0, False
    for _, headline, text in reversed(earlier):
        if not is_same_text(_earlier(headline, text), here):
            break
        repeats += 1
        judged = judged or isinstance(text, Body)  # then it was told already how it differed
    changed = repeats < len(earlier) and not judged
    return texts.prepared(row, prose, entry.enclosures, made_from, is_changed=changed, repeats=repeats)


def _earlier(headline: str, text: Body | RawEntry) -> Version:
    return _version(read_entry(text)) if isinstance(text, RawEntry) else Version(headline, text.sections)


def _version(prose: Prose) -> Version:
    return Version(prose.headline, prose.sections)


def find_names(prose: Prose, followed: Collection[str] = ()) -> tuple[Names, str]:
    """Find an article's people and places, followed names in any language.

    None where a fault of ours forbids it, which is logged, and why that was.
    """
    try:
        return entities.extract_names(prose, known=followed), ""
    except Exception as fault:
        log.error("names could not be found", fault)
        return NO_NAMES, log.where(fault)


def correct_names(found: Names, holding: Holding, prose: Prose) -> Names:
    """Lay the reader's corrections over names; as they were found where that fails: a mistake of ours."""
    try:
        return entities.apply_corrections(found, holding.corrections, prose)
    except Exception as fault:
        log.error("names could not be corrected", fault)
        return found


def named_stories(names: Names) -> tuple[NamedStory, ...]:
    """Return the names that are certain enough to be the same in another article."""
    return tuple(story for entity in names.entities if (story := _story(entity)) is not None)


def _story(entity: Entity) -> NamedStory | None:
    key = entities.entity_key(entity)
    if not key:
        return None
    words = dict.fromkeys(word for form in (entity.name, *entity.aliases) for word in folded_words(form))
    return NamedStory(
        kind=entity.entity_kind,
        key=key,
        name=entity.name,
        country=entity.country if isinstance(entity, Place) else None,
        words=tuple(words),
        mentions=len(entity.mentions),
        salience=entity.salience,
    )


def named_text(
    row: int,
    prose: Prose,
    made_from: int,
    holding: Holding,
    followed: Collection[str],
    known: FoundNames | None = None,
    *,
    published: datetime | None = None,
) -> NamedText:
    """Find an article's names, unless they are known, and lay the reader's corrections over them.

    With what the article tells beside them. `made_from` is the fingerprint of the text that `prose` is,
    `published` when that was; None: it is not known.
    """
    found, failed = find_names(prose, followed) if known is None else (known.found, "")
    names = correct_names(found, holding, prose)
    try:
        stories = named_stories(names)
    except Exception as fault:
        log.error("names could not be told apart", fault)
        names = found = NO_NAMES
        stories, failed = (), log.where(fault)
    return NamedText(
        row,
        names,
        stories,
        made_from,
        extractor=entities.EXTRACTOR_VERSION if known is None else known.extractor,
        # Kept twice only for the few articles that a correction changes.
        found=None if names == found else found,
        edition=holding.edition,
        dropped=() if known is None else _dropped(named_stories(known.shown), stories),
        failed=failed,
        told=pack_told(prose, names, published),
    )


def _dropped(before: Sequence[NamedStory], after: Sequence[NamedStory]) -> tuple[Dropped, ...]:
    """Return the words that people and places went by before a correction, and go by no more."""
    kept = {(story.kind, story.key, word) for story in after for word in story.words}
    lines: Iterator[Dropped] = ((story.kind, story.key, word) for story in before for word in story.words)
    return tuple(line for line in lines if line not in kept)


def stored_text(database: Database, row: int) -> tuple[int | None, int, Article | RawEntry]:
    """Return where an article waits on the queue, its text's fingerprint, and what there is of it.

    For a text that is damaged what the lists say of it stands from now on. Raises NotFound, StoreDamaged.
    """
    try:
        with database.read() as conn:
            return texts.stage_of(conn, row), texts.fingerprint(conn, row) or 0, texts.article(conn, row)
    except TextDamaged:
        with database.read() as conn:
            log.warning("a stored text is damaged", **_named(conn, row))
    with database.write() as conn:
        texts.give_up_text(conn, row)
        return 1, texts.fingerprint(conn, row) or 0, texts.article(conn, row)


def _write(
    database: Database, ready: Sequence[Prepared], named: NamedText, prose: Prose, joins: Joins | None
) -> None:
    """Write what was worked out; where that cannot be just now, it stays on the queue."""
    # It can be read all the same: who opened it does not wait for another program.
    with suppress(StoreBusy, StoreUnwritable):
        write_texts(database, ready)
        write_names(database, [named])
        if joins is not None:
            threads.join_at_once(database, named.row, prose, named.names, joins)


def write_texts(database: Database, ready: Sequence[Prepared]) -> None:
    """Write texts, oldest row first: the search index takes rising rows in one piece."""
    rising = sorted(ready, key=lambda text: text.row)
    for start in range(0, len(rising), MERGED_AT_ONCE):
        some = rising[start : start + MERGED_AT_ONCE]
        _write_each(database, some, _write_texts, "text", _TEXTS_A_LOOK)
        with database.write() as conn:
            merge_a_little(conn, len(some))
        database.make_way()


def _write_texts(conn: sqlite3.Connection, ready: Sequence[Prepared]) -> None:
    from tui.prose import PROSE_VERSION

    for text in ready:
        texts.write_text(conn, text, PROSE_VERSION)
        _tell_failure(conn, text, "the text of an article could not be made")
    # In the transaction that makes it searchable: no list shows for a moment what a mute hides.
    catch(conn, [text.row for text in ready])


def write_names(database: Database, named: Sequence[NamedText]) -> None:
    """Write the names of articles, and hide what a mute of one of them is about."""
    _write_each(database, named, _write_names, "names", 1)


def _write_names(conn: sqlite3.Connection, named: Sequence[NamedText]) -> None:
    for one in named:
        texts.write_names(conn, one)
        _tell_failure(conn, one, "the names of an article could not be found")
    # Text and names are known now: what no mute is about any more is shown again.
    catch(conn, (), whole=[one.row for one in named])


T = TypeVar("T", Prepared, NamedText)


def _write_each(
    database: Database,
    items: Sequence[T],
    write: Callable[[sqlite3.Connection, Sequence[T]], None],
    work: failures.Work,
    part: int,
) -> None:
    """Write what was made of some articles; one that a fault of ours keeps from being written is given up."""
    try:
        write_in_parts(database, items, write, part=part)
    except DatelineError:
        raise
    except Exception as fault:
        if len(items) > 1:
            # One after the other, to find the one that it was.
            for item in items:
                _write_each(database, [item], write, work, part)
            return
        with database.write() as conn:
            texts.give_up(conn, items[0].row, work, log.where(fault), versions_of_work()[work])
            log.error("what was made of an article could not be written", fault, **_named(conn, items[0].row))


def _tell_failure(conn: sqlite3.Connection, made: Prepared | NamedText, words: str) -> None:
    if made.failed:
        log.error(words, **_named(conn, made.row), why=made.failed)


def _named(conn: sqlite3.Connection, row: int) -> dict[str, Any]:
    return failures.whose(conn, row)._asdict()


def versions_of_work() -> dict[failures.Work, int]:
    """Return the version of what makes texts, and of what finds names."""
    from tui.prose import PROSE_VERSION

    return {"text": PROSE_VERSION, "names": entities.EXTRACTOR_VERSION}
