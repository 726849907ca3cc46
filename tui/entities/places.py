"""From namings of places to places: which namings are one place, and where on Earth it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from tui.entities.lexicon import Candidate, candidates, demonyms
from tui.entities.people import mention, surface
from tui.entities.ranking import scaled, weight
from tui.entities.reading import Leaf
from tui.entities.spans import Hit, phrase
from tui.model import Place, PlaceKind

_KINDS: Final[dict[str, PlaceKind]] = {
    "C": "country",
    "P": "city",
    "A": "region",
    "T": "continent",
    "W": "water",
    "L": "landmark",
}
_DEMONYM_WEIGHT: Final = 0.25


def build_places(leaves: list[Leaf], hits: list[Hit], dateline: str | None) -> tuple[Place, ...]:
    """Merge the namings into places, most salient first.

    The names of peoples (`Ukrainian`) only add to the weight of their country, where it is named.
    """
    named = [hit for hit in hits if hit.label == "LOC"]
    peoples = Counter(
        code
        for hit in hits
        if hit.label == "NORP" and (code := demonyms().get(" ".join(phrase(leaves, hit))))
    )
    context = _countries(leaves, named, dateline) + peoples
    groups: dict[str, tuple[Candidate | None, list[Hit]]] = {}
    for hit in named:
        place = _resolve(surface(leaves, hit), context)
        key = place.place_id if place else surface(leaves, hit).casefold()
        groups.setdefault(key, (place, []))[1].append(hit)
    weights = [
        weight(
            leaves, group, _DEMONYM_WEIGHT * peoples[place.country] if place and place.kind == "C" else 0.0
        )
        for place, group in groups.values()
    ]
    places = [
        _place(leaves, place, group, salience)
        for (place, group), salience in zip(groups.values(), scaled(weights), strict=True)
    ]
    return tuple(sorted(places, key=lambda each: (-each.salience, each.mentions[0])))


def _countries(leaves: list[Leaf], hits: Sequence[Hit], dateline: str | None) -> Counter[str]:
    names = [surface(leaves, hit) for hit in hits] + ([dateline] if dateline else [])
    found: Counter[str] = Counter()
    for name in names:
        options = candidates(name)
        if options and (options[0].kind == "C" or len({option.country for option in options}) == 1):
            found[options[0].country] += 1
    return found


def _resolve(name: str, context: Counter[str]) -> Candidate | None:
    options = candidates(name) or (candidates(name.title()) if name.isupper() else ())
    if not options:
        return None
    if options[0].kind != "P":
        return options[0]
    return max(options, key=lambda option: (option.thousands + 1) * (20 if context[option.country] else 1))


def _place(leaves: list[Leaf], found: Candidate | None, hits: list[Hit], salience: float) -> Place:
    counts = Counter(surface(leaves, hit) for hit in hits)
    name = max(counts, key=lambda form: (counts[form], len(form)))
    return Place(
        name=name,
        mentions=tuple(mention(leaves, hit) for hit in hits),
        aliases=tuple(form for form in counts if form != name),
        kind=_KINDS[found.kind] if found else "place",
        country=(found.country or None) if found else None,
        lat=found.lat if found else None,
        lon=found.lon if found else None,
        place_id=found.place_id if found else None,
        salience=salience,
    )
