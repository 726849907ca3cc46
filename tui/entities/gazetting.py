"""Which place on Earth a name stands for, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.entities.features import spelled
from tui.entities.folding import without_accents
from tui.entities.lexicon import Candidate, candidates
from tui.entities.words import FACILITIES

_PRIORS: Final = {"T": 9.0, "C": 8.0, "W": 7.0, "A": 6.2, "L": 6.0}
"""How likely a place of that kind is meant; a town's is the logarithm of its inhabitants."""
_WIDER: Final = 6.0
"""Weight of a country or region that follows the name: `Irving, Texas`."""
_SUPPORT: Final = 1.2
"""Weight of another place of the same country in the article."""
_MARGIN: Final = 0.9
"""By how much the best reading must lead for it to be called certain."""
_SMALL_TOWN: Final = 100
"""Thousands of inhabitants below which a town needs support by the article: the name may be a village's."""
_NEAR_DEGREES: Final = 1.0
_GENERIC: Final = frozenset(
    ["city", "province", "county", "region", "state", "district", "oblast", "governorate"]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name was taken for."""

    place: Candidate
    country_certain: bool
    point_certain: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the article plays: how strongly it speaks of each country."""

    countries: Counter[str]

    def support(self, country: str) -> float:
        """Return how much the article speaks for a country, bounded."""
        return _SUPPORT * min(2.0, math.sqrt(self.countries[country])) if country else 0.0


def read_scene(names: Iterable[str], peoples: Counter[str]) -> Scene:
    """Weigh the countries that an article names, directly, by unmistakable places, or by their people."""
    countries: Counter[str] = Counter()
    for name in names:
        options = options_of(name)
        if not options:
            continue
        best = options[0]
        unmistakable = best.kind == "C" or len({option.country for option in options}) == 1
        if best.country and (unmistakable or best.thousands >= 1000):
            countries[best.country] += 1
    for country, count in peoples.items():
        countries[country] += min(count, 2)
    return Scene(countries)


def options_of(name: str) -> tuple[Candidate, ...]:
    """Return the places a name may stand for, likeliest first; accents, articles and `St` do not matter."""
    plain = " ".join([spelled(word) for word in name.split()])
    for form in (
        name,
        plain,
        plain.removeprefix("The ").removeprefix("the "),
        _saint(plain),
        without_accents(plain),
    ):
        found = candidates(form)
        if found:
            return found
    head, _, tail = plain.rpartition(" ")
    return candidates(head) if tail.lower() in _GENERIC else ()


def _saint(name: str) -> str:
    for short, long in (("St. ", "Saint "), ("St ", "Saint "), ("Mt. ", "Mount "), ("Mt ", "Mount ")):
        if name.startswith(short):
            return long + name[len(short) :]
    return name


def read_name(name: str, scene: Scene, wider: Sequence[Candidate]) -> Reading | None:
    """Choose the place a name stands for; `wider` are the places that follow it after a comma.

    None where the gazetteer does not know the name; a building is taken for the town it is named after.
    """
    options = options_of(name)
    if not options:
        return _read_facility(name, scene, wider)
    own = scene.countries.copy()
    if len({option.country for option in options}) > 1:
        own[options[0].country] -= 1 if options[0].kind == "C" or options[0].thousands >= 1000 else 0
    around = Scene(own)
    scored = sorted(((_score(option, around, wider), option) for option in options), key=lambda x: -x[0])
    best_score, best = scored[0]
    rivals = [(score, option) for score, option in scored[1:] if best_score - score < _MARGIN]
    supported = best.kind != "P" or best.thousands >= _SMALL_TOWN or around.support(best.country) > 0
    supported = supported or _fits_wider(best, wider)
    country_certain = supported and all(option.country == best.country for _, option in rivals)
    point_certain = country_certain and all(_is_near(option, best) for _, option in rivals)
    return Reading(best, country_certain, point_certain and best.lat is not None)


def _read_facility(name: str, scene: Scene, wider: Sequence[Candidate]) -> Reading | None:
    words = name.split()
    if len(words) < 2 or words[-1].lower() not in FACILITIES:
        return None
    for stop in range(len(words) - 1, 0, -1):
        town = " ".join(words[:stop])
        if candidates(town) and (found := read_name(town, scene, wider)) and found.place.kind == "P":
            if found.point_certain and (
                found.place.thousands >= _SMALL_TOWN or scene.support(found.place.country)
            ):
                place = found.place._replace(kind="L", place_id="")
                return Reading(place, country_certain=True, point_certain=True)
            return None
    return None


def _score(option: Candidate, scene: Scene, wider: Sequence[Candidate]) -> float:
    prior = _PRIORS.get(option.kind) or math.log10(1000 * option.thousands + 500)
    return prior + scene.support(option.country) + (_WIDER if _fits_wider(option, wider) else 0.0)


def _fits_wider(option: Candidate, wider: Sequence[Candidate]) -> bool:
    """Tell whether a place lies in one of the wider places: the country, or for the US the state."""
    for each in wider:
        if each.place_id == option.place_id or each.country != option.country:
            continue
        if each.kind == "C" or (each.kind == "A" and each.region in {"", option.region}):
            return True
    return False


def _is_near(one: Candidate, other: Candidate) -> bool:
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return one.country == other.country
    return abs(one.lat - other.lat) < _NEAR_DEGREES and abs(one.lon - other.lon) < _NEAR_DEGREES
