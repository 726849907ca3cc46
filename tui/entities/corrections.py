"""What the reader knows better, laid over what was found: merge, split, rename, retype, hide.

Each correction takes whole names and returns whole names, so that to take one back is to lay the others
over what was found once more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tui.entities.folding import fold
from tui.entities.keys import name_key
from tui.model.kinds import KINDS, EntityKind
from tui.model.names import Correction, Entity, Mention, Names, Place, WithRole, make_name
from tui.model.prose import FRONT, Prose, section_leaves

_Entities = tuple[Entity, ...]

_FREQUENCY_SHARE: Final = 0.18
"""What the logarithm of its mentions counts of a name's salience: 2 of the 11 points that a name has in
`ranking` which stands in the headline and is named ten times."""


def corrected(names: Names, corrections: Sequence[Correction], prose: Prose) -> Names:
    """Return the names with the corrections laid over them: see `tui.entities.apply_corrections`."""
    for correction in corrections:
        names = _APPLY[correction.verb](names, correction, prose)
    return names


# ── the five corrections ──────────────────────────────────────────────────────────────────────


def _merge(names: Names, correction: Correction, prose: Prose) -> Names:
    found, target = _find(names.of(correction.kind), correction), correction.target
    if found is None or target is None or target.entity_kind != correction.kind:
        return names
    others = _without(names.of(correction.kind), found)
    # Joined already, or another story's name for it: nothing is left to do.
    if _is_same(found, target):
        return names
    # Looked for among the others: a name cannot be joined to itself.
    into = _same_as(others, target)
    if into is None:
        return _exchange(names, found, _known_as(found, target, correction))
    joined = _joined(into, found, f"{found.name}: joined to {into.name} {_by_you(correction)}")
    return _joined_in(names, found, into, joined)


def _split(names: Names, correction: Correction, prose: Prose) -> Names:
    form = fold(correction.form)
    holder = _holder(names.of(correction.kind), correction, form)
    if holder is None:
        return names
    off, left = _parted(holder, form, prose)
    # All or nothing of a name is no part of it.
    if not off or not left:
        return names
    forms = tuple(dict.fromkeys(surface(prose, mention) for mention in off))
    why = f"{forms[0]}: parted from {holder.name} {_by_you(correction)}"
    parted = _new(correction.kind, forms[0], off, forms[1:], _less(holder, len(off)), why)
    entities = names.of(correction.kind)
    at = entities.index(holder)
    others = _without(entities, holder)
    bearer = _same_as(others, parted)
    if bearer is not None:
        others, parted = _without(others, bearer), _joined(bearer, parted, why)
    entities = _placed(others, _rest(holder, left, form), min(at, len(others)))
    return names.exchanged(correction.kind, _placed(entities, parted, min(at + 1, len(entities))))


def _parted(holder: Entity, form: str, prose: Prose) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Return the mentions of a name that are of one form, and the others."""
    off = tuple(mention for mention in holder.mentions if fold(surface(prose, mention)) == form)
    return off, tuple(mention for mention in holder.mentions if mention not in off)


def _rename(names: Names, correction: Correction, prose: Prose) -> Names:
    entities, new = names.of(correction.kind), correction.form
    found = _find(entities, correction)
    if found is None or found.name == new or not new:
        return names
    others = _without(entities, found)
    bearer = next((other for other in others if fold(other.name) == fold(new)), None)
    if bearer is not None:
        joined = _joined(bearer, found, f"{found.name}: joined to {bearer.name} {_by_you(correction)}")
        return _joined_in(names, found, bearer, joined)
    why = f"{found.name}: called {new} {_by_you(correction)}"
    forms = _forms(new, found.name, *found.aliases)
    return _exchange(
        names, found, replace(found, name=new, aliases=forms, reasons=_reasons(*found.reasons, why))
    )


def _retype(names: Names, correction: Correction, prose: Prose) -> Names:
    found = _find(names.of(correction.kind), correction)
    if found is None:
        return names
    other = correction.retyped
    why = f"{found.name}: {KINDS[other].one}, as said {_by_you(correction)}"
    made = _new(other, found.name, found.mentions, found.aliases, found.salience, why)
    if correction.target is not None and correction.target.entity_kind == other:
        made = _with_facts(made, correction.target)
    names = names.exchanged(correction.kind, _without(names.of(correction.kind), found))
    there = names.of(other)
    bearer = _same_as(there, made)
    if bearer is None:
        return names.exchanged(other, _placed(there, made, len(there)))
    return names.exchanged(
        other, _placed(_without(there, bearer), _joined(bearer, made, why), there.index(bearer))
    )


def _hide(names: Names, correction: Correction, prose: Prose) -> Names:
    entities = names.of(correction.kind)
    found = _find(entities, correction)
    return names if found is None else names.exchanged(correction.kind, _without(entities, found))


_APPLY: Final[dict[str, Callable[[Names, Correction, Prose], Names]]] = {
    "merge": _merge,
    "split": _split,
    "rename": _rename,
    "retype": _retype,
    "hide": _hide,
}

# ── finding ───────────────────────────────────────────────────────────────────────────────────


def _find(entities: _Entities, correction: Correction) -> Entity | None:
    """Return the name that a correction means.

    In its own story any of the forms will do, since another extractor may have found another to be the
    fullest. In all stories the name itself must be the same; where full names are what
    counts, a form of several words will do.
    """
    # The key first: it is the same in every story, the words are this story's.
    for entity in entities:
        if name_key(entity) == correction.key:
            return entity
    if correction.article is not None:
        name = fold(correction.name)
        named = (entity for entity in entities if fold(entity.name) == name)
        return next(named, None) or _with_form(entities, name)
    is_full = KINDS[correction.kind].known_by == "full_name" and " " in correction.key
    return _with_form(entities, correction.key) if is_full else None


def _holder(entities: _Entities, correction: Correction, form: str) -> Entity | None:
    """Return the name that a form is to be taken off; None where the form is the whole name."""
    found = _find(entities, correction)
    if found is None or form not in map(fold, found.aliases):
        found = _with_form(entities, form) if correction.article is not None else None
    return None if found is None or fold(found.name) == form else found


def _with_form(entities: _Entities, form: str) -> Entity | None:
    return next((entity for entity in entities if form in map(fold, entity.aliases)), None)


def _is_same(one: Entity, other: Entity) -> bool:
    return name_key(one) == name_key(other)


def _same_as(entities: _Entities, entity: Entity) -> Entity | None:
    """Return the one that is the same as a name of elsewhere; two places of one name with two ids are two."""
    # All are asked for their keys before any for its words: a namesake may stand first.
    for is_one in (_is_same, _may_be_same):
        for other in entities:
            if is_one(other, entity):
                return other
    return None


def _may_be_same(one: Entity, other: Entity) -> bool:
    """Tell whether a name may be that of elsewhere: called alike, and no place with another id."""
    if isinstance(other, Place) and other.place_id and not (isinstance(one, Place) and not one.place_id):
        return False
    return _homonyms(one, other)


def _homonyms(one: Entity, other: Entity) -> bool:
    return fold(one.name) == fold(other.name)


def surface(prose: Prose, mention: Mention) -> str:
    """Return a mention's words, blanks made single; empty where the text has no such place."""
    if mention.section == FRONT:
        texts = [prose.headline, prose.dek or ""]
    elif 0 <= mention.section < len(prose.sections):
        texts = [leaf.plain for leaf in section_leaves(prose.sections[mention.section])]
    else:
        return ""
    return (
        " ".join(texts[mention.leaf][mention.start : mention.end].split())
        if mention.leaf < len(texts)
        else ""
    )


# ── making ────────────────────────────────────────────────────────────────────────────────────


def _joined(into: Entity, found: Entity, why: str) -> Entity:
    """Return one name with the mentions and forms of two; what is said of the first stands first."""
    mentions = tuple(sorted({*into.mentions, *found.mentions}))
    most = max(len(into.mentions), len(found.mentions))
    grown = max(into.salience, found.salience) + _FREQUENCY_SHARE * math.log((1 + len(mentions)) / (1 + most))
    joined = replace(
        into,
        mentions=mentions,
        aliases=_forms(into.name, *into.aliases, found.name, *found.aliases),
        salience=round(min(1.0, grown), 4),
        reasons=_reasons(*into.reasons, why, *found.reasons),
    )
    if isinstance(joined, WithRole) and isinstance(found, WithRole):
        return replace(joined, role=joined.role or found.role)
    return joined


def _known_as(found: Entity, target: Entity, correction: Correction) -> Entity:
    """Return a name under that of another story's."""
    why = f"{found.name}: joined to {target.name} {_by_you(correction)}"
    forms = _forms(target.name, found.name, *found.aliases)
    named = replace(found, name=target.name, aliases=forms, reasons=_reasons(*found.reasons, why))
    return _with_facts(named, target)


def _with_facts(named: Entity, target: Entity) -> Entity:
    """Return a place with what is known of it elsewhere; a person's role is stated by each story anew."""
    if not isinstance(named, Place) or not isinstance(target, Place):
        return named
    return replace(
        named,
        kind=target.kind,
        country=target.country,
        lat=target.lat,
        lon=target.lon,
        place_id=target.place_id,
    )


def _new(
    kind: EntityKind,
    name: str,
    mentions: tuple[Mention, ...],
    forms: Sequence[str],
    salience: float,
    why: str,
) -> Entity:
    return make_name(kind, name, mentions, _forms(name, *forms), salience, (why,))


def _rest(holder: Entity, left: tuple[Mention, ...], form: str) -> Entity:
    """Return what is left of a name once a form of it is gone."""
    gone = [alias for alias in holder.aliases if fold(alias) == form]
    return replace(
        holder,
        mentions=left,
        aliases=tuple(alias for alias in holder.aliases if alias not in gone),
        salience=_less(holder, len(left)),
        reasons=tuple(why for why in holder.reasons if why.partition(": ")[0] not in gone),
    )


def _less(holder: Entity, mentions: int) -> float:
    """Return the salience of a part of a name, with so many of its mentions."""
    lost = _FREQUENCY_SHARE * math.log((1 + len(holder.mentions)) / (1 + mentions))
    return round(max(0.0, holder.salience - lost), 4)


def _forms(name: str, *others: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in others if form != name))


def _reasons(*reasons: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))


def _by_you(correction: Correction) -> str:
    made = correction.made_at
    where = "" if correction.article is not None else ", in all stories"
    return f"by you on {made.day} {made:%b %Y}{where}"


# ── names as rows ─────────────────────────────────────────────────────────────────────────


def _without(entities: _Entities, gone: Entity) -> _Entities:
    return tuple(entity for entity in entities if entity is not gone)


def _exchange(names: Names, old: Entity, new: Entity) -> Names:
    kind = old.entity_kind
    return names.exchanged(kind, tuple(new if entity is old else entity for entity in names.of(kind)))


def _joined_in(names: Names, found: Entity, into: Entity, joined: Entity) -> Names:
    """Put a joined name where the more central of the two stood, or higher."""
    kind = into.entity_kind
    entities = names.of(kind)
    at = min(entities.index(found), entities.index(into))
    return names.exchanged(kind, _placed(_without(_without(entities, found), into), joined, at))


def _placed(entities: _Entities, entity: Entity, at: int) -> _Entities:
    """Put a name in by its salience, beginning at a place; the order of the others stays."""
    # Only this one moves: what ranks alike keeps the order that was found.
    while at > 0 and entities[at - 1].salience < entity.salience:
        at -= 1
    while at < len(entities) and entities[at].salience > entity.salience:
        at += 1
    return (*entities[:at], entity, *entities[at:])
