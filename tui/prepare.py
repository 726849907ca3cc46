"""From the stored entry to sections, search line and names: the queue, newest first, and the one just opened.

What takes long (reading the markup, finding the names) happens outside the write lock, which is
held for one small batch at a time. Work that is cut off is simply still on the queue. All texts
come before all names, since a text makes an article searchable and names only adorn it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from tui.changes import Version, is_same_text
from tui.errors import StoreBusy, StoreUnwritable, TextDamaged
from tui.model import NO_NAMES, Article, Entity, Names, Person, Prose, RawEntry
from tui.store import corrections, follows, headlines, settings, texts
from tui.store.connection import Database
from tui.store.corrections import Holding
from tui.store.delivered import Body
from tui.store.folding import folded_words
from tui.store.muting import catch
from tui.store.texts import Dropped, FoundNames, NamedStory, NamedText, Prepared
from tui.store.upkeep import settle

Progress = Callable[[int, int], None]
"""Called with how many pieces of work were done and how many articles wait."""

_BATCH: Final = 8
"""Articles written in one transaction, so that the lock is held for a few milliseconds."""
_FIND: Final = 2
"""The queue's stage at which names wait to be found."""
_OLDER_STEP: Final = 2_000
_NAMES_DONE_BY: Final = "names_done_by"
"""The setting that holds the extractor version for which the queue was last filled."""

_log = logging.getLogger(__name__)


def prepare_article(database: Database, row: int) -> Article:
    """Return an article; one that still waits is prepared at once, its text and its names.

    Where the database cannot be written to just now the article is returned all the same, and
    stays on the queue. Raises NotFound, StoreDamaged.
    """
    stage, made_from, stored = _stored(database, row)
    with database.read() as conn:
        holding = corrections.holding_in(conn, row)
        known = texts.found_names(conn, row) if stage == corrections.STAGE else None
        followed = follows.known_names(conn)
    if isinstance(stored, Article):
        if stage is None:
            return stored
        named = _named(row, stored.prose, made_from, holding, followed, known)
        with suppress(StoreBusy, StoreUnwritable):
            _write(database, [], [named])
        return replace(stored, names=named.names)
    prose = read_entry(stored)
    ready = _ready(database, row, stored, prose, made_from)
    named = _named(row, prose, ready.fingerprint, holding, followed)
    with suppress(StoreBusy, StoreUnwritable):
        _write(database, [ready], [named])
    with database.read() as conn:
        made = texts.article(conn, row)
        return (
            made
            if isinstance(made, Article)
            else texts.unwritten_article(conn, row, prose, named.names, stored)
        )


def run_queue(
    database: Database,
    *,
    limit: int | None = None,
    deadline_s: float | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Prepare what waits, newest first, until nothing does; return how many pieces of work were done.

    `limit` bounds the pieces (a text, or the names of one article), `deadline_s` is a moment of
    `time.monotonic` after which no batch is begun. Raises StoreBusy and other StoreErrors; what was
    done stays done.
    """
    _queue_older_names(database)
    done = 0
    while (limit is None or done < limit) and (deadline_s is None or time.monotonic() < deadline_s):
        size = _BATCH if limit is None else min(_BATCH, limit - done)
        batch = (
            _texts_batch(database, size)
            or _names_batch(database, size, _FIND)
            or _names_batch(database, size, corrections.STAGE)
        )
        if not batch:
            break
        done += batch
        if on_progress is not None:
            with database.read() as conn:
                waiting = headlines.counts(conn).queue
            on_progress(done, waiting)
    if done:
        settle(database)
    return done


def versions(database: Database, row: int) -> tuple[Version, ...]:
    """Return all texts of an article that are kept, the oldest first, that of now last. Raises NotFound."""
    article = prepare_article(database, row)
    with database.read() as conn:
        earlier = texts.revisions(conn, row)
    return (
        *(replace(_earlier(headline, text), until=until) for until, headline, text in earlier),
        _version(article.prose),
    )


def _ready(database: Database, row: int, entry: RawEntry, prose: Prose, made_from: int) -> Prepared:
    """Make a text ready to be written, and say whether its words are other than those before.

    A feed that gives its links new numbers has changed nothing: earlier texts with the same words go.
    """
    with database.read() as conn:
        earlier = texts.revisions(conn, row)
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


# ── one article ───────────────────────────────────────────────────────────────────────────────


def read_entry(entry: RawEntry) -> Prose:
    """Read an entry's text. One that cannot be read keeps its headline and summary: it costs itself only."""
    from tui.prose import build_prose

    try:
        return build_prose(entry)
    except Exception:
        _log.warning("an entry could not be read: %r", entry.guid or entry.url, exc_info=True)
        return build_prose(replace(entry, content="", content_form="text", summary_form="text"))


def find_names(prose: Prose, followed: Collection[str] = ()) -> Names:
    """Find an article's people and places, followed names in any language.

    None where the finder fails: a mistake of ours, and logged.
    """
    from tui.entities import extract_names

    try:
        return extract_names(prose, known=followed)
    except Exception:
        _log.warning("names could not be found in %r", prose.headline, exc_info=True)
        return NO_NAMES


def named_stories(names: Names) -> tuple[NamedStory, ...]:
    """Return the names that are certain enough to be the same in another article."""
    entities: tuple[Entity, ...] = (*names.people, *names.places)
    return tuple(story for entity in entities if (story := _story(entity)) is not None)


def _story(entity: Entity) -> NamedStory | None:
    from tui.entities import person_key, place_key

    key = person_key(entity.name) if isinstance(entity, Person) else place_key(entity)
    if not key:
        return None
    words = dict.fromkeys(word for form in (entity.name, *entity.aliases) for word in folded_words(form))
    return NamedStory(
        kind="person" if isinstance(entity, Person) else "place",
        key=key,
        name=entity.name,
        country=None if isinstance(entity, Person) else entity.country,
        words=tuple(words),
        mentions=len(entity.mentions),
        salience=entity.salience,
    )


def _named(
    row: int,
    prose: Prose,
    made_from: int,
    holding: Holding,
    followed: Collection[str],
    known: FoundNames | None = None,
) -> NamedText:
    """Find an article's names, unless they are known, and lay the reader's corrections over them."""
    from tui.entities import EXTRACTOR_VERSION, apply_corrections

    found = find_names(prose, followed) if known is None else known.found
    names = apply_corrections(found, holding.corrections, prose)
    return NamedText(
        row,
        names,
        named_stories(names),
        made_from,
        extractor=EXTRACTOR_VERSION if known is None else known.extractor,
        found=None if names == found else found,
        edition=holding.edition,
        dropped=() if known is None else _dropped(named_stories(known.shown), named_stories(names)),
    )


def _dropped(before: Sequence[NamedStory], after: Sequence[NamedStory]) -> tuple[Dropped, ...]:
    """Return the words that people and places went by before a correction, and go by no more."""
    kept = {(story.kind, story.key, word) for story in after for word in story.words}
    lines: Iterator[Dropped] = ((story.kind, story.key, word) for story in before for word in story.words)
    return tuple(line for line in lines if line not in kept)


# ── the queue ─────────────────────────────────────────────────────────────────────────────────


def _texts_batch(database: Database, size: int) -> int:
    """Prepare the texts of the newest articles that wait for it; return how many that were."""
    waiting = _waiting(database, 1, size)
    ready = [
        _ready(database, row, stored, read_entry(stored), made_from)
        for row, made_from, stored in waiting
        if isinstance(stored, RawEntry)
    ]
    _write(database, ready, [])
    return len(waiting)


def _names_batch(database: Database, size: int, stage: int) -> int:
    """Find, or only correct, the names of the newest articles that wait for it; return how many that were."""
    waiting = _waiting(database, stage, size)
    with database.read() as conn:
        followed = follows.known_names(conn)
        known = [
            texts.found_names(conn, row) if stage == corrections.STAGE else None for row, _, _ in waiting
        ]
        holding = [corrections.holding_in(conn, row) for row, _, _ in waiting]
    named = [
        _named(row, stored.prose, made_from, held, followed, found)
        for (row, made_from, stored), held, found in zip(waiting, holding, known, strict=True)
        if isinstance(stored, Article)
    ]
    _write(database, [], named)
    return len(waiting)


def _waiting(database: Database, stage: int, size: int) -> list[tuple[int, int, Article | RawEntry]]:
    """Return the newest articles that wait at a stage: row, fingerprint, and what is to be worked on."""
    with database.read() as conn:
        rows = texts.queue_head(conn, stage, size)
    return [(row, *_stored(database, row)[1:]) for row in rows]


def _stored(database: Database, row: int) -> tuple[int | None, int, Article | RawEntry]:
    """Return where an article waits on the queue, its text's fingerprint, and what there is of it.

    For a text that is damaged what the lists say of it stands from now on. Raises NotFound, StoreDamaged.
    """
    try:
        with database.read() as conn:
            return texts.stage_of(conn, row), texts.fingerprint(conn, row) or 0, texts.article(conn, row)
    except TextDamaged:
        _log.warning("the stored text of row %d is damaged", row)
    with database.write() as conn:
        texts.give_up_text(conn, row)
        return 1, texts.fingerprint(conn, row) or 0, texts.article(conn, row)


def _write(database: Database, ready: Sequence[Prepared], named: Sequence[NamedText]) -> None:
    """Write a batch, oldest row first: the search index takes rising rows in one piece."""
    from tui.prose import PROSE_VERSION

    with database.write() as conn:
        for text in sorted(ready, key=lambda text: text.row):
            texts.write_text(conn, text, PROSE_VERSION)
        for one in named:
            texts.write_names(conn, one)
        catch(conn, {text.row for text in ready}, whole={one.row for one in named})


def _queue_older_names(database: Database) -> None:
    """Put the names that an older extractor found back on the queue, once for each version."""
    from tui.entities import EXTRACTOR_VERSION

    with database.read() as conn:
        if settings.setting(conn, _NAMES_DONE_BY) == str(EXTRACTOR_VERSION):
            return
    row: int | None = 0
    while row is not None:
        with database.write() as conn:
            row = texts.queue_older_names(conn, EXTRACTOR_VERSION, row, _OLDER_STEP)
    with database.write() as conn:
        settings.set_setting(conn, _NAMES_DONE_BY, str(EXTRACTOR_VERSION))
