"""Which place on Earth a name stands for, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tui.entities.features import spelled_name
from tui.entities.folding import without_accents
from tui.entities.lexicon import VILLAGE, Candidate, candidates, villages
from tui.entities.wordlists import read_lists
from tui.entities.words import DIRECTIONS, FACILITIES

_PRIORS: Final = {"T": 9.0, "C": 8.0, "W": 7.0, "A": 5.2, "L": 6.0}
"""How likely a place of that kind is meant; for a town it is the logarithm of its inhabitants."""
_WIDELY_KNOWN: Final = 1.0
"""What a region gets on top that is named beside countries: a state of a federation, one of our own table."""
_STATE: Final = 0.7
"""What a state gets besides: `Quebec` is no town unless it says so."""
_FEDERATIONS: Final = frozenset(["US", "CA", "AU", "DE", "IN", "CN", "BR", "MX", "GB", "ES", "IT", "PK"])
_FAME: Final = ((1000, 1.0), (300, 0.5))
"""(Thousands of inhabitants, what a town of that size gets on top.)"""
_WIDER: Final = 6.0
"""Weight of a country or region that follows the name: `Irving, Texas`."""
_BESIDE: Final = 1.5
"""Weight of the country or state that is named in the same sentence."""
_NAMED_SUPPORT: Final = 0.5
_INNER_SUPPORT: Final = 0.8
_STATE_SUPPORT: Final = 1.2
"""Weights of another naming of the country, of a place in it, of a place in the same state."""
_HOME_SUPPORT: Final = 1.5
"""Weight of the article's language for a place where it is spoken: `Córdoba`, `Lagos`."""
_MOST_SUPPORT: Final = 4
_CLEARLY_LARGER: Final = 4
_DWARFED: Final = 8
_HIDDEN: Final = 50
"""How many times larger a namesake must be for a town to be meant only if its state follows the name."""
_WORLD_CITY: Final = 1000
_MARGIN: Final = 0.6
"""By how much the best reading must lead for it to be called certain."""
_SMALL_TOWN: Final = 100
"""Thousands of inhabitants below which a town needs support by the article: the name may be a village's."""
_NEAR_DEGREES: Final = 1.0
_PROVINCE_DEGREES: Final = 3.0
"""How far from the middle of a province its capital lies at most: Ibaraki in Osaka is none."""
_LISTS: Final = read_lists("places")
_GENERIC: Final = _LISTS["generic"]
REGIONAL: Final = _LISTS["regional"]
_SAINTS: Final = _LISTS["saints"]
STATES: Final = {short: name for short, _, name in (each.partition("=") for each in _LISTS["states"])}
"""States by the short forms that follow a town: `Va`."""
COMMON: Final = _LISTS["common"]
"""Regions whose names many countries have."""
_FEATURES: Final = _LISTS["features"]
_LEAST_SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """What a name was taken for."""

    place: Candidate
    country_certain: bool
    place_certain: bool
    """Whether it is this place and no namesake in the same country."""
    point_certain: bool
    """Whether all that it may be lies near: Rafah, on both sides of a border."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the article plays: how strongly it speaks of each country."""

    named: Counter[str]
    """How often it names the country or its people."""
    inner: Counter[str]
    """How many places it names that can only lie in the country (`US`), or in the state (`US-TX`)."""
    home: Set[str] = frozenset()
    """The countries where such an article is likely to have been written."""

    def support(self, option: Candidate, country_too: bool = False) -> float:
        """Return how much the article speaks for a place, bounded.

        Where a country has that name, too, other countries speak for no region of theirs: an article on
        Georgia names the U.S., too.
        """
        if not option.country:
            return 0.0
        named = 0 if option.kind == "A" and country_too else self.named[option.country]
        state = self.inner[_state(option)] if option.region else 0
        counts = (
            (_NAMED_SUPPORT, named),
            (_INNER_SUPPORT, self.inner[option.country]),
            (_STATE_SUPPORT, state),
        )
        return sum(weight * math.sqrt(min(count, _MOST_SUPPORT)) for weight, count in counts)

    def without(self, option: Candidate) -> Scene:
        """Return the scene less one naming of a place, so that none speaks for itself."""
        named, inner = self.named.copy(), self.inner.copy()
        counted = named if option.kind == "C" else inner
        counted[option.country] = max(0, counted[option.country] - 1)
        inner[_state(option)] = max(0, inner[_state(option)] - 1)
        return Scene(named, inner, self.home)


def _state(option: Candidate) -> str:
    return f"{option.country}-{option.region}"


def read_scene(names: Iterable[str], peoples: Counter[str], home: Set[str] = frozenset()) -> Scene:
    """Weigh the countries that an article names, directly, by unmistakable places, or by their people.

    `home` are the countries where it is likely to have been written.
    """
    scene = Scene(Counter(), Counter(), home)
    # Each name once: a town that is named ten times speaks no louder for its country.
    for name in set(names):
        options = options_of(name)
        if not options or not options[0].country or name.lower() in COMMON:
            continue
        best = options[0]
        if best.kind == "C":
            scene.named[best.country] += 1
        elif not _is_village(best) and _is_unmistakable(best, options):
            scene.inner[best.country] += 1
            # New York is named in stories of the whole world.
            scene.inner[_state(best)] += bool(best.region) and best.thousands < _WORLD_CITY
    for country, count in peoples.items():
        scene.named[country] += min(count, 2)
    return scene


def _is_own(option: Candidate) -> bool:
    """Tell whether a place is one of our own table: it is there because the news speak of it."""
    return option.place_id.startswith("place:")


def _is_village(option: Candidate) -> bool:
    return option.kind == "P" and option.thousands <= VILLAGE and not _is_own(option)


def _is_unmistakable(best: Candidate, options: Sequence[Candidate]) -> bool:
    """Tell whether all places of a name lie in one country, but for much smaller ones."""
    others = [option for option in options if option.country != best.country]
    if best.kind != "P":
        return all(option.kind == "P" for option in others)
    rivals = [option for option in others if _CLEARLY_LARGER * option.thousands >= best.thousands]
    return not rivals and all(option.kind == "P" for option in others)


@lru_cache(4_000)
def options_of(name: str) -> tuple[Candidate, ...]:
    """Return the places a name may stand for, likeliest first; accents, articles and `St` do not matter.

    Villages are among them, unless the name is that of something larger.
    """
    found = _listed(name)
    if any(option.kind != "P" or option.thousands >= _SMALL_TOWN for option in found):
        return found
    return (*found, *villages(" ".join(spelled_name(name.split()))))


def _listed(name: str) -> tuple[Candidate, ...]:
    plain = " ".join(spelled_name(name.split()))
    for form in (
        name,
        plain,
        plain.removeprefix("The ").removeprefix("the "),
        *_saints(plain),
        without_accents(plain),
    ):
        found = candidates(form)
        if found:
            return found
    # Last, since some names need the word: `Kansas City` is no other name of Kansas.
    head, _, tail = plain.rpartition(" ")
    if tail.lower() in _GENERIC:
        return _of_sort(candidates(head), tail.lower())
    short = name if name in STATES else name.removesuffix(".")
    if short in STATES and len(short) >= _LEAST_SHORT:
        return candidates(STATES[short])
    return _of_twin_towns(plain)


def _of_twin_towns(name: str) -> tuple[Candidate, ...]:
    """Return the first town of two that lie side by side: `Dallas-Fort Worth`."""
    one, dash, other = name.partition("-")
    twins = candidates(other) if dash else ()
    return tuple(
        option
        for option in candidates(one)
        if option.kind == "P" and any(is_near(option, twin) for twin in twins)
    )


def _of_sort(options: tuple[Candidate, ...], word: str) -> tuple[Candidate, ...]:
    """Return the regions if a name says that it is one (`Kherson Oblast`), the towns of a `city`."""
    wanted = "A" if word in REGIONAL else "P" if word == "city" else ""
    return tuple([option for option in options if option.kind == wanted]) or options


def _saints(name: str) -> Iterator[str]:
    for short, stop, long in (("St", "St. ", "Saint "), ("Mt", "Mt. ", "Mount ")):
        for start in (stop, f"{short} "):
            if name.startswith(start):
                yield stop + name[len(start) :]
                yield long + name[len(start) :]


def read_name(
    name: str, scene: Scene, wider: Sequence[Candidate], beside: Sequence[Candidate] = ()
) -> ResolvedPlace | None:
    """Choose the place a name stands for.

    `wider` are the places that follow it after a comma, `beside` the countries and states named in the same
    sentence. None where the gazetteer does not know the name; a building is taken for the town it is named
    after.
    """
    options = options_of(name)
    if not options:
        return _read_facility(name, scene, wider)
    # Only what `read_scene` counted can be taken out again: no name may speak for itself.
    around = scene.without(options[0]) if _is_counted(options) else scene
    telling = beside if options[0].kind != "C" else _federations(beside)
    best, *close = _likeliest(options, around, wider, telling)
    # A hamlet of the same name is no reason to leave a city's point open.
    rivals = [option for option in close if not _is_dwarfed(option, best, around)]
    supported = _is_supported(name, best, around, (*wider, *telling)) or _is_unique(name, options)
    return _resolved(best, rivals, supported)


def _resolved(best: Candidate, rivals: Sequence[Candidate], supported: bool) -> ResolvedPlace:
    """Return a reading as certain as its rivals leave it; one that nothing supports is not certain at all."""
    country_certain = supported and all(option.country == best.country for option in rivals)
    point_certain = supported and all(is_near(option, best) for option in rivals)
    return ResolvedPlace(best, country_certain, country_certain and point_certain, point_certain)


def _is_counted(options: Sequence[Candidate]) -> bool:
    """Tell whether `read_scene` has counted a name."""
    if options[0].kind == "C":
        return True
    return not _is_village(options[0]) and _is_unmistakable(options[0], options)


def _federations(beside: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return what may tell between a country and a state: `Montana and Georgia`.

    That another country stands beside the name tells nothing.
    """
    return tuple(
        [place._replace(kind="C", region="") for place in beside if place.kind == "A" and place.region]
    )


def _likeliest(
    options: Sequence[Candidate], scene: Scene, wider: Sequence[Candidate], beside: Sequence[Candidate]
) -> list[Candidate]:
    """Return the place that is most likely meant, then those that come close to it."""
    country_too = options[0].kind == "C"
    scored = sorted(
        [(_score(option, scene, wider, beside, country_too), option) for option in _open_to(options, wider)],
        key=lambda each: -each[0],
    )
    best = scored[0][0]
    close = [option for score, option in scored if best - score < _MARGIN]
    return [option for option in close if not any(_is_province_of(option, other) for other in close)]


def _open_to(options: Sequence[Candidate], wider: Sequence[Candidate]) -> list[Candidate]:
    """Return the places that may be meant beside the largest of that name, and a state of that name."""
    least = max(option.thousands for option in options) // _HIDDEN
    state = _state_among(options)
    return [
        option
        for option in options
        if not _is_hidden(option, least, wider) and not _is_named_like(option, state, wider)
    ]


def _is_province_of(option: Candidate, town: Candidate) -> bool:
    """Tell whether a place is a province named like its capital, which is taken for the town."""
    is_plain = option.kind == "A" and not option.region and option.place_id.startswith("region:")
    return is_plain and town.kind == "P" and _is_within(option, town, _PROVINCE_DEGREES)


def _state_among(options: Sequence[Candidate]) -> Candidate | None:
    states = [option for option in options if option.kind == "A" and option.region]
    return next((option for option in states if option.country in _FEDERATIONS), None)


def _is_named_like(option: Candidate, state: Candidate | None, wider: Sequence[Candidate]) -> bool:
    """Tell whether a town is named like a state of its country, and nothing that follows means it."""
    if (
        state is None
        or option.kind != "P"
        or option.country != state.country
        or option.thousands >= _SMALL_TOWN
    ):
        return False
    return not _fits_wider(option, wider)


def _is_hidden(option: Candidate, least: int, wider: Sequence[Candidate]) -> bool:
    """Tell whether a town has a namesake so large that only what follows the name can mean the town."""
    return option.kind == "P" and option.thousands < least and not _fits_wider(option, wider)


def _is_supported(name: str, place: Candidate, scene: Scene, wider: Sequence[Candidate]) -> bool:
    """Tell whether the article speaks for a place; for most that are no small town, their name is enough."""
    is_known = place.kind != "P" or place.thousands >= _SMALL_TOWN or _is_own(place)
    if name.lower() not in COMMON and is_known:
        return True
    # There are too many villages in a country of states for its name to tell which is meant.
    named = scene.inner[_state(place)] if _is_village(place) and place.region else scene.support(place)
    at_home = place.country in scene.home and not _is_village(place)
    return named > 0 or at_home or _fits_wider(place, wider)


def _is_unique(name: str, options: Sequence[Candidate]) -> bool:
    """Tell whether a small town's name is one that no village elsewhere will have: `Tunbridge Wells`."""
    words = name.lower().split()
    if len(words) < 2 or words[0] in _SAINTS | DIRECTIONS or not _is_town(options[0]):
        return False
    return all(is_near(option, options[0]) for option in options)


def _is_town(option: Candidate) -> bool:
    return option.kind == "P" and not _is_village(option)


def _read_facility(name: str, scene: Scene, wider: Sequence[Candidate]) -> ResolvedPlace | None:
    words = name.split()
    if len(words) < 2 or words[-1].lower() not in FACILITIES - _FEATURES:
        return None
    for stop in range(len(words) - 1, 0, -1):
        town = " ".join(words[:stop])
        if candidates(town) and (found := read_name(town, scene, wider)) and found.place.kind == "P":
            if found.place_certain and _may_lend_its_point(found.place, scene):
                # It has the town's point, but it is not the town: no id, so that stories on both are not
                # counted as one.
                place = found.place._replace(kind="L", place_id="")
                return ResolvedPlace(place, True, True, True)
            return None
    return None


def _may_lend_its_point(town: Candidate, scene: Scene) -> bool:
    """Tell whether a building is likely to stand in the town it is named after.

    `Raipur Police Station`, in an article on Bangladesh, is not in the Raipur of India.
    """
    if scene.support(town):
        return True
    elsewhere = any(scene.named.values()) or any(scene.inner.values())
    return town.thousands >= _SMALL_TOWN and not elsewhere


def _is_dwarfed(option: Candidate, best: Candidate, scene: Scene) -> bool:
    """Tell whether a town is so much smaller than another that only its state's naming could speak for it."""
    if option.kind != "P" or best.kind != "P" or scene.inner[_state(option)]:
        return False
    return _DWARFED * option.thousands < best.thousands


def _score(
    option: Candidate,
    scene: Scene,
    wider: Sequence[Candidate],
    beside: Sequence[Candidate],
    country_too: bool,
) -> float:
    around = (_WIDER if _fits_wider(option, wider) else 0.0) + (
        _BESIDE if _fits_wider(option, beside) else 0.0
    )
    around += _HOME_SUPPORT if option.kind != "C" and option.country in scene.home else 0.0
    return _prior(option) + scene.support(option, country_too) + around


def _size(thousands: int) -> float:
    fame = next((extra for least, extra in _FAME if thousands >= least), 0.0)
    return math.log10(1000 * thousands + 500) + fame


def _prior(option: Candidate) -> float:
    # In proportion to the logarithm: Paris outweighs its namesakes, and does not drown all else that is
    # said.
    if option.kind == "P":
        return _PRIORS["A"] if _is_own(option) else _size(option.thousands)
    if option.kind != "A" or option.place_id.startswith("county:"):
        return _PRIORS[option.kind]
    is_state = option.country in _FEDERATIONS and option.place_id.startswith("region:")
    known = _WIDELY_KNOWN if is_state or _is_own(option) else 0.0
    return _PRIORS["A"] + known + (_STATE if is_state and option.region else 0.0)


def _fits_wider(option: Candidate, wider: Sequence[Candidate]) -> bool:
    """Tell whether a place lies in one of the wider places: the country, or the state where that is known."""
    for each in wider:
        # `Georgia, Georgia`: a place does not lie in itself.
        if each.place_id == option.place_id or each.country != option.country:
            continue
        states = {"", option.region} if option.region or option.kind == "P" else {each.region}
        if each.kind in "CA" and each.region in states:
            return True
    return False


def is_near(one: Candidate, other: Candidate) -> bool:
    """Tell whether two places are one for what is drawn on a map."""
    return _is_within(one, other, _NEAR_DEGREES)


def _is_within(one: Candidate, other: Candidate, degrees: float) -> bool:
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        # Large regions have no point; two of one country are one for what is drawn, none.
        return one.country == other.country
    return abs(one.lat - other.lat) < degrees and abs(one.lon - other.lon) < degrees
