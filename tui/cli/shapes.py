"""Articles as the JSON objects that the command line promises: keys are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.calendar.times import iso_utc_or_none
from tui.changes.compare import DiffPart, TextChange, Unchanged
from tui.model.articles import Article, Headline
from tui.model.blocksjson import JsonObject, sections_to_json
from tui.model.ids import ArticleId
from tui.model.kinds import KINDS
from tui.model.names import Entity, Names, Place, WithRole
from tui.model.notesjson import note_to_json
from tui.model.prose import Dateline
from tui.model.quotations import Saying

if TYPE_CHECKING:
    from tui.library.quotes import DatedWords


def headline_json(headline: Headline) -> JsonObject:
    """Return one article as `list --json` and its like show it; what is not known is null."""
    return {
        # A page that is not stored has none.
        "id": headline.id or None,
        "title": headline.headline,
        "feed": headline.feed,
        "url": headline.url,
        "date_published": iso_utc_or_none(headline.published_at),
        "date_arrived": iso_utc_or_none(headline.arrived_at),
        "date_opened": iso_utc_or_none(headline.opened_at),
        "dek": headline.dek,
        "byline": headline.byline,
        "dateline": _dateline(headline.dateline),
        "read": headline.read,
        "saved": headline.saved,
        "tags": list(headline.tags),
        "words": headline.words,
    }


def article_json(
    article: Article, sayings: Sequence[Saying] = (), dates: Sequence[DatedWords] = ()
) -> JsonObject:
    """Return one article as `read --json` shows it: the same keys, its text, its names, what it tells."""
    prose = article.prose
    return {
        **headline_json(article.headline),
        "title": prose.headline,
        "dek": prose.dek,
        "byline": prose.byline,
        "dateline": _dateline(prose.dateline),
        "words": prose.words,
        "sections": sections_to_json(prose.sections),
        **names_json(article.names),
        "date_changed": iso_utc_or_none(article.changed_at),
        "links": [
            {
                "url": one.url,
                "relation": one.relation or "enclosure",
                "media_type": one.media_type,
                "length_bytes": one.length_bytes,
                "duration_s": one.duration_s,
            }
            for one in article.enclosures
        ],
        "notes": [note_to_json(note) for note in article.notes],
        "quotes": [saying_json(saying) for saying in sayings],
        "dates": [{"text": one.words, "value": one.phrase.value, "sentence": one.sentence} for one in dates],
    }


def names_json(names: Names) -> JsonObject:
    """Return names by their kinds."""
    return {kind.plural: [*map(entity_json, names.of(kind.name))] for kind in KINDS.values()}


def told_in_json(headline: Headline) -> JsonObject:
    """Return an article as the place where something is told."""
    return {
        "id": headline.id,
        "title": headline.headline,
        "feed": headline.feed,
        "url": headline.url,
        "date_published": iso_utc_or_none(headline.published_at),
    }


def saying_json(saying: Saying) -> JsonObject:
    """Return a quotation as `read --json` shows it, letter by letter."""
    return {
        "text": saying.text,
        "speaker": saying.speaker,
        "kind": saying.kind,
        "sure": saying.sure,
    }


def changes_json(id: ArticleId, headline: str, changes: Sequence[TextChange]) -> JsonObject:
    """Return an article's changes as `read --changes --json` shows them, the oldest first."""
    return {"id": id, "title": headline, "changes": [_change(change) for change in changes]}


def _change(change: TextChange) -> JsonObject:
    return {
        "number": change.number,
        "date_seen": iso_utc_or_none(change.at),
        "words_added": change.added,
        "words_removed": change.removed,
        "parts": [_part(part) for part in change.parts],
    }


def _part(part: DiffPart) -> JsonObject:
    if isinstance(part, Unchanged):
        return {"kind": "unchanged", "paragraphs": part.count}
    edits = [{"kind": kind, "text": text} for kind, text in part.edits]
    return {"kind": part.kind, "role": part.role, "edits": edits}


def _dateline(dateline: Dateline | None) -> JsonObject | None:
    return None if dateline is None else {"place": dateline.place, "agency": dateline.agency}


def entity_json(entity: Entity) -> JsonObject:
    """Return one of an article's names as `read --json` shows it."""
    return _place(entity) if isinstance(entity, Place) else _with_role(entity)


def _with_role(entity: WithRole) -> JsonObject:
    return {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "role": entity.role,
        "mentions": len(entity.mentions),
        "salience": round(entity.salience, 4),
    }


def _place(place: Place) -> JsonObject:
    return {
        "name": place.name,
        "aliases": list(place.aliases),
        "kind": place.kind,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "mentions": len(place.mentions),
        "salience": round(place.salience, 4),
    }
