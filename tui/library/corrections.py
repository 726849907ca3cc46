"""The corrections desk: what the reader knows better about people and places, in one story or in all.

Reached as `Library.corrections`. Its verbs raise children of DatelineError only, and may be called from
several threads. What a verb concerns waits on the queue with the correction, in one transaction; a story
is then corrected at once, or when it is next opened, and all others behind the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from tui.errors import DatelineError, NotFound
from tui.model.answers import Change
from tui.model.articles import NamedEntity
from tui.model.ids import ArticleId
from tui.model.kinds import KINDS, EntityKind, listed
from tui.model.names import Correction, CorrectionVerb, Entity, Place, make_name
from tui.store import corrections, entities, headlines, marks, texts
from tui.store.connection import Database
from tui.store.times import to_seconds
from tui.text.safe import clean_line

_LONGEST_NAME: Final = 200
_SHORTEST_TELLING: Final = 3
Named = Entity | NamedEntity
"""A name as an article has it, or as all stories have it."""


class CorrectionsDesk:
    """One reader's corrections of names. `article` is the story one holds in; None means all stories."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # ── making ────────────────────────────────────────────────────────────────────────────────

    def merge(self, article: ArticleId | None, name: Named, into: Named) -> Change:
        """Join a name to another: they are one person, or one place.

        Raises DatelineError where they are of two kinds, or the same already.
        """
        if kind_of(name) != kind_of(into):
            kinds = listed(KINDS[kind].one for kind in KINDS if kind in (kind_of(name), kind_of(into)))
            raise DatelineError(
                f"{kinds[0].upper()}{kinds[1:]} cannot be one: say first what “{name.name}” is."
            )
        if _key(name) == _key(into):
            raise DatelineError(f"“{name.name}” goes by the same name already.")
        return self._make("merge", article, name, target=self._profile(into))

    def split(self, article: ArticleId | None, name: Named, form: str) -> Change:
        """Take one of a name's forms off it: its mentions are another person's, or another place's."""
        return self._make("split", article, name, form=_form(form))

    def rename(self, article: ArticleId | None, name: Named, new: str) -> Change:
        """Call a person or place otherwise; the old name still finds it. Raises DatelineError for no name."""
        return self._make("rename", article, name, form=_form(new))

    def retype(self, article: ArticleId | None, name: Named, kind: EntityKind | None = None) -> Change:
        """Make a name of another kind of it; without one, of the kind that its own is mistaken for.

        A place that other stories know by that name, and only one, lends it country and point.
        """
        usual = KINDS[kind_of(name)].mistaken_for
        form = "" if kind in (None, usual) else kind
        return self._make(
            "retype", article, name, form=form or "", target=self._known(kind or usual, name.name)
        )

    def hide(self, article: ArticleId | None, name: Named) -> Change:
        """Say that a name is none: it is listed and marked no more."""
        return self._make("hide", article, name)

    def lift(self, number: int) -> Change:
        """Take a correction back. Raises NotFound where it does not hold."""
        found = next((one for one in self.all() if one.id == number), None)
        if found is None:
            raise NotFound(f"There is no correction {number}.")
        with self._database.write(durable=True) as conn:
            change = marks.lift(conn, number, self._now())
        self.apply(found.article)
        return change

    def _make(
        self,
        verb: CorrectionVerb,
        article: ArticleId | None,
        name: Named,
        *,
        form: str = "",
        target: Entity | None = None,
    ) -> Change:
        made = Correction(verb, kind_of(name), _key(name), name.name, self._clock(), article, form, target)
        with self._database.write(durable=True) as conn:
            if article is not None:
                # Raises NotFound before anything is written.
                headlines.row_of(conn, article)
            change = marks.correct(conn, made, self._now(), _becomes(made))
        self.apply(article)
        return change

    def apply(self, article: ArticleId | None) -> None:
        """Correct a story at once, where it waits for that; None: all stories, which the queue comes to."""
        from tui.preparing.article import prepare_article

        if article is None:
            return
        with suppress(NotFound):
            with self._database.read() as conn:
                row = headlines.row_of(conn, article)
            prepare_article(self._database, row)

    # ── looking ───────────────────────────────────────────────────────────────────────────────

    def all(self) -> tuple[Correction, ...]:
        """Return every correction that holds, the newest first."""
        with self._database.read() as conn:
            return corrections.all_that_hold(conn)

    def holding_in(self, article: ArticleId) -> tuple[Correction, ...]:
        """Return what holds in a story, newest first: its own, and of all stories what it names."""
        with self._database.read() as conn:
            row = headlines.row_of(conn, article)
            holding = corrections.holding_in(conn, row).corrections
            stored = texts.found_names(conn, row)
        # Under both: what was hidden or renamed is shown no more, and still corrected.
        named = () if stored is None else (*stored.found.entities, *stored.shown.entities)
        keys = {_key(entity) for entity in named}
        return tuple(one for one in reversed(holding) if one.article or one.key in keys)

    def alike(self, name: Named, limit: int = 20) -> tuple[NamedEntity, ...]:
        """Return whom or what stories name that shares a word with a name, those of most stories first."""
        found: dict[str, NamedEntity] = {}
        with self._database.read() as conn:
            for word in dict.fromkeys(filter(_is_telling, name.name.split())):
                for one in entities.find_entities(conn, kind_of(name), word, limit):
                    found.setdefault(one.key, one)
        others = (one for key, one in found.items() if key != _key(name))
        return tuple(sorted(others, key=lambda one: -one.stories)[:limit])

    # ── what is known elsewhere ───────────────────────────────────────────────────────────────

    def _profile(self, name: Named) -> Entity:
        """Return a name as a story has it, without its mentions; one of all stories as the newest has it."""
        if not isinstance(name, NamedEntity):
            return replace(name, mentions=(), aliases=(), reasons=(), salience=0.0)
        known = self._as_newest_has(name)
        if known is not None:
            return replace(self._profile(known), name=name.name)
        made = make_name(name.kind, name.name)
        return replace(made, country=name.country, place_id=name.key) if isinstance(made, Place) else made

    def _as_newest_has(self, name: NamedEntity) -> Entity | None:
        """Return a name as the newest story that names it has it; None where none does any more."""
        with self._database.read() as conn:
            rows = entities.newest_articles(conn, name.kind, name.key)
            stored = [found for row in rows if (found := texts.found_names(conn, row))]
        named: Iterator[Entity] = (entity for found in stored for entity in found.shown.entities)
        return next((e for e in named if kind_of(e) == name.kind and _key(e) == name.key), None)

    def _known(self, kind: EntityKind, name: str) -> Entity | None:
        """Return the place that other stories know by just that name, where it is the only one."""
        if not KINDS[kind].has_point:
            return None
        with self._database.read() as conn:
            found = entities.find_entities(conn, kind, name, 10)
        same = [one for one in found if one.name.casefold() == name.casefold()]
        # Two towns of a name: a point on the map would be a guess.
        return self._profile(same[0]) if len(same) == 1 else None

    def _now(self) -> int:
        return to_seconds(self._clock())


def _becomes(correction: Correction) -> tuple[str, str] | None:
    """Return the key and name that a name goes by in all stories from now on; None where that stays."""
    from tui.entities import entity_key

    if correction.article is not None:
        return None
    match correction.verb, correction.target:
        case "merge", target if target is not None:
            becomes = target
        case "rename", _:
            becomes = make_name(correction.kind, correction.form)
        case _:
            return None
    key = entity_key(becomes)
    return (key, becomes.name) if key else None


def kind_of(name: Named) -> EntityKind:
    """Return what kind of name one is."""
    return name.kind if isinstance(name, NamedEntity) else name.entity_kind


def _key(name: Named) -> str:
    from tui.entities import name_key

    return name.key if isinstance(name, NamedEntity) else name_key(name)


def _is_telling(word: str) -> bool:
    """Whether a word of a name finds its likes: `da` and `Al` find half the world."""
    return len(word) >= _SHORTEST_TELLING


def _form(text: str) -> str:
    """Return a name as it was typed, in one line. Raises DatelineError where it is none."""
    form = clean_line(text).strip()
    if not 0 < len(form) <= _LONGEST_NAME or not any(char.isalnum() for char in form):
        raise DatelineError(f"A name has between 1 and {_LONGEST_NAME} characters, and a letter among them.")
    return form
