"""Names and what the reader knows better about them: names, correct, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.calendar.times import iso_utc
from tui.cli.opening import opened_library, resolve_all
from tui.cli.output import emit, emit_behind, emit_json, room_for_words, say
from tui.cli.preparing import prepare_waiting
from tui.errors import Ambiguous, NotFound
from tui.library.wording import change_in_words, correction_in_words
from tui.model.kinds import KINDS, none_of_any, plurals
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library
    from tui.model.articles import Article, NamedEntity
    from tui.model.blocksjson import JsonObject
    from tui.model.kinds import EntityKind
    from tui.model.names import Correction, Entity

if TYPE_CHECKING:
    from tui.cli import shapes
    from tui.text import folding
else:  # loaded when first used: whoever starts should not wait for them
    folding = Lazy("tui.text.folding")
    shapes = Lazy("tui.cli.shapes")


def run_names(arguments: Namespace) -> int:
    """Print the people and places of articles, with the reasons for what is said of them."""
    with opened_library() as library:
        ids = resolve_all(library, arguments.ids)
        articles = [library.article(id_) for id_ in ids]
        if arguments.json:
            told = [_names_json(library, article) for article in articles]
            emit_json(told[0] if len(told) == 1 else told)
            return 0
        for number, article in enumerate(articles):
            if number:
                emit("")
            _print_names(library, article, room_for_words(arguments), with_headline=len(articles) > 1)
    return 0


def run_correct(arguments: Namespace) -> int:
    """Correct one of an article's names, in that article or in all."""
    with opened_library() as library:
        article = library.article(library.resolve(arguments.id))
        entity = _one_named(article.names.entities, arguments.name, arguments.kind)
        where = None if arguments.everywhere else article.id
        desk = library.corrections
        if arguments.merge is not None:
            change = desk.merge(where, entity, _other(library, article, entity, arguments.merge))
        elif arguments.split is not None:
            change = desk.split(where, entity, _form_of(entity, arguments.split))
        elif arguments.rename is not None:
            change = desk.rename(where, entity, arguments.rename)
        elif arguments.hide:
            change = desk.hide(where, entity)
        else:
            change = desk.retype(where, entity)
        library.article(article.id)
        prepare_waiting(library)
        say(f"{change_in_words(change)}.")
    return 0


def run_corrections(arguments: Namespace) -> int:
    """List the corrections that hold, or take some back."""
    with opened_library() as library:
        for number in arguments.lift or ():
            say(f"{change_in_words(library.corrections.lift(number))}.")
        if arguments.lift:
            prepare_waiting(library)
            return 0
        found = library.corrections.all()
        if arguments.json:
            emit_json([_correction_json(one) for one in found])
        elif not found:
            say("There are no corrections.")
        for one in () if arguments.json else found:
            where = one.article or "all stories "
            front = f"{one.id:>4}  {one.made_at:%Y-%m-%d}  {where}  "
            emit_behind(front, _words(one), width=room_for_words(arguments))
    return 0


# ── names ─────────────────────────────────────────────────────────────────────────────────────


def _print_names(library: Library, article: Article, width: int | None, *, with_headline: bool) -> None:
    if with_headline:
        emit_behind(f"{article.id}  ", article.prose.headline, width=width)
    if not article.names.entities:
        say(f"No {plurals('or')} are named there.")
    for kind in KINDS.values():
        entities = article.names.of(kind.name)
        if entities:
            emit(kind.title)
        for entity in entities:
            _print_name(entity, article, width)
    held = library.corrections.holding_in(article.id)
    if held:
        emit("Corrected by you")
    for one in held:
        emit_behind(f"  {one.id}: ", _words(one), width=width)


def _print_name(entity: Entity, article: Article, width: int | None) -> None:
    from tui.drawing.particulars import particulars

    told = particulars(entity, article.names, article.prose)
    count = len(entity.mentions)
    times = "in the dateline" if not count else "1 mention" if count == 1 else f"{count} mentions"
    what = f": {told.what}" if told.what else ""
    emit_behind("  ", f"{entity.name}, {times}{what}", width=width, hang=4)
    if told.sentence:
        emit_behind("    ", f"“{told.sentence}”", width=width, hang=2)
    for words in (told.certainty, *told.forms):
        if words:
            emit_behind("    ", words, width=width, hang=2)


def _names_json(library: Library, article: Article) -> JsonObject:
    from tui.drawing.particulars import particulars

    told = {
        id(entity): particulars(entity, article.names, article.prose) for entity in article.names.entities
    }

    def whole(entity: Entity) -> JsonObject:
        own = told[id(entity)]
        return {**shapes.entity_json(entity), "reasons": list(entity.reasons), "sentence": own.sentence}

    return {
        "id": article.id,
        "title": article.prose.headline,
        **{kind.plural: [*map(whole, article.names.of(kind.name))] for kind in KINDS.values()},
        "corrections": [_correction_json(one) for one in library.corrections.holding_in(article.id)],
    }


# ── corrections ───────────────────────────────────────────────────────────────────────────────


def _words(correction: Correction) -> str:
    return correction_in_words(correction)


def _correction_json(correction: Correction) -> JsonObject:
    return {
        "number": correction.id,
        "id": correction.article,
        "verb": correction.verb,
        "kind": correction.kind,
        "name": correction.name,
        "form": correction.form or None,
        "into": correction.target.name if correction.target else None,
        "date_made": iso_utc(correction.made_at),
        "text": _words(correction),
    }


def _one_named(entities: Sequence[Entity], typed: str, kind: EntityKind | None = None) -> Entity:
    """Return the name that was typed: in full, by one of its forms, else by a part of it.

    Raises NotFound, and Ambiguous naming up to five.
    """
    among = [e for e in entities if kind in (None, e.entity_kind)]
    found = next(filter(None, _answering(among, typed)), None)
    if found is None:
        raise NotFound(f"The article names {none_of_any()} {typed!r}.")
    if len(found) == 1:
        return found[0]
    named = ", ".join(f"{e.name} ({KINDS[e.entity_kind].one})" for e in found[:5])
    choices = " or ".join(f"--{kind}" for kind in KINDS)
    raise Ambiguous(f"{len(found)} names there answer to {typed!r}: {named}. {choices} tells them apart.")


def _answering(among: Sequence[Entity], typed: str) -> Iterator[list[Entity]]:
    """Yield the names that are what was typed, those with such a form, and those that hold it."""
    wanted = _folded(typed)
    yield [e for e in among if _folded(e.name) == wanted]
    yield [e for e in among if wanted in map(_folded, e.aliases)]
    yield [e for e in among if wanted in _folded(e.name)]


def _other(library: Library, article: Article, entity: Entity, typed: str) -> Entity | NamedEntity:
    """Return what a name is to be joined to: another name of the article, else one of all stories."""
    others = [other for other in article.names.entities if other is not entity]
    try:
        return _one_named(others, typed, entity.entity_kind)
    except NotFound:
        return _one_of_all(library, entity, typed)


def _one_of_all(library: Library, entity: Entity, typed: str) -> NamedEntity:
    """Return the name of all stories that was typed, of the kind of another. Raises NotFound, Ambiguous."""
    known = library.names.find(entity.entity_kind, typed)
    same = [one for one in known if _folded(one.name) == _folded(typed)] or list(known)
    if len(same) == 1:
        return same[0]
    if same:
        named = ", ".join(one.name for one in same[:5])
        raise Ambiguous(f"{len(same)} names of other stories answer to {typed!r}: {named}.") from None
    raise NotFound(f"No story names {typed!r}; --rename gives {entity.name} that name.") from None


def _form_of(entity: Entity, typed: str) -> str:
    """Return the form of a name that was typed. Raises NotFound, naming those that there are."""
    for alias in entity.aliases:
        if _folded(alias) == _folded(typed):
            return alias
    there = ", ".join(entity.aliases) or "no other form"
    raise NotFound(f"{entity.name} does not go by {typed!r} there: {there}.")


def _folded(text: str) -> str:
    return " ".join(folding.fold(text).split())
