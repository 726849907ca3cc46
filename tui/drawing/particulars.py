"""What an article says of one of its names, and why its forms are taken for one: in words. Pure.

The sidebar shows it on demand, and `dateline names` prints it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.drawing.countries import country_name
from tui.model.names import Entity, Names, Place, WithRole
from tui.model.prose import FRONT, Prose, section_leaves
from tui.text.sentences import sentence_spans

_NEAR: Final = 200
"""How far from a naming its role may stand, in characters."""
_LONGEST_SENTENCE: Final = 300


@dataclass(frozen=True, slots=True)
class Particulars:
    """One name of an article, told in whole."""

    what: str
    """What it is: the role as stated, or kind and country; empty where nothing is known."""
    sentence: str | None
    """The sentence that states the role."""
    certainty: str | None
    """Why a place is taken for that one, or that it is not known which it is."""
    forms: tuple[str, ...]
    """The other forms, with why each belongs to it: `Rubio: surname of Marco Rubio`."""


def particulars(entity: Entity, names: Names, prose: Prose) -> Particulars:
    """Return what an article tells of one of its names."""
    explained = {reason.partition(": ")[0] for reason in entity.reasons}
    others = (_unexplained(alias, entity.name) for alias in entity.aliases if alias not in explained)
    forms = (*entity.reasons, *others)
    if isinstance(entity, Place):
        return Particulars(facts_of(entity), None, _certainty(entity, names), forms)
    return Particulars(facts_of(entity), role_sentence(entity, prose), None, forms)


def _unexplained(alias: str, name: str) -> str:
    """Return a form that came without a reason: in a headline in capitals it is plainly the same."""
    return f"{alias}: the same in other letters" if alias.casefold() == name.casefold() else alias


def facts_of(entity: Entity, width_cells: int | None = None) -> str:
    """Return what a name is, by the article: the role it states, or what and where a place is."""
    return place_words(entity, width_cells) if isinstance(entity, Place) else entity.role or ""


def place_words(place: Place, width_cells: int | None = None) -> str:
    """Return what and where a place is: `city, Türkiye`; with the country's code where that is too wide."""
    kind = place.sort
    if place.kind == "country" or not place.country:
        return kind
    for country in (country_name(place.country), place.country):
        words = f"{kind}, {country}" if kind else country
        if width_cells is None or len(words) <= width_cells:
            break
    return words


def _certainty(place: Place, names: Names) -> str | None:
    """Say why a place is taken for the one of that name, by the rules of docs/names.md."""
    # Their names are theirs alone: there is nothing to be certain of.
    if place.kind in ("country", "continent"):
        return None
    if place.country is None:
        return "Which place of that name is meant is not certain: no country, not on the map."
    if place.lat is None:
        return "The country is certain, the place within it is not: not on the map."
    code = f"country:{place.country}"
    named = next((other for other in names.places if other.place_id == code and other is not place), None)
    return f"That fits: {named.name} is named here too." if named else None


# ── the sentence of a role ────────────────────────────────────────────────────────────────────


def role_sentence(named: WithRole, prose: Prose) -> str | None:
    """Return the sentence in which an article states a name's role; None where there is none.

    The role is the article's own words, next to one of the namings (of several who share a role, it may stand
    in the plural).
    """
    if not named.role:
        return None
    role = re.compile(r"\s+".join(map(re.escape, named.role.split())), re.IGNORECASE)
    for mention in named.mentions:
        text = _leaf(prose, mention.section, mention.leaf)
        # The same words farther off are said of somebody else as likely as not.
        near = text[max(0, mention.start - _NEAR) : mention.end + _NEAR]
        if role.search(near):
            return _sentence(text, mention.start, mention.end)
    return None


def _leaf(prose: Prose, section: int, leaf: int) -> str:
    if section == FRONT:
        return prose.dek or "" if leaf else prose.headline
    if not 0 <= section < len(prose.sections):
        return ""
    texts = section_leaves(prose.sections[section])
    return texts[leaf].plain if leaf < len(texts) else ""


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch of a text, cut where it is very long."""
    spans = sentence_spans(text)
    begins = [0, *(left for left, _ in spans)]
    ends = [*(right for _, right in spans), len(text)]
    left = max(at for at in begins if at <= max(0, start))
    right = min((at for at in ends if at >= end), default=len(text))
    if right - left > _LONGEST_SENTENCE:
        # A list of ministers may be one sentence: the name stays in the middle of what is shown.
        left = max(left, start - _LONGEST_SENTENCE // 2)
        right = min(right, left + _LONGEST_SENTENCE)
    words = " ".join(text[left:right].split())
    before = "… " if left and left not in begins else ""
    after = " …" if right < len(text) and right not in ends else ""
    return f"{before}{words}{after}"
