"""From namings of places to places: which namings are one place, and what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from tui.entities.folding import fold
from tui.entities.gazetting import ResolvedPlace, Scene, is_near, options_of, read_name, read_scene
from tui.entities.lexicon import Candidate, demonyms
from tui.entities.ranking import listed_spans, scaled, weight
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, mention, phrase, surface
from tui.entities.surroundings import (
    bracketed_names,
    is_listed,
    places_beside,
    said_around,
    widened,
    with_region,
    with_states,
)
from tui.entities.wordlists import read_lists
from tui.entities.words import KIND_WORDS
from tui.model.names import Place, PlaceKind

_KINDS: Final[dict[str, PlaceKind]] = {
    "C": "country",
    "P": "city",
    "A": "region",
    "T": "continent",
    "W": "water",
    "L": "landmark",
}
_DEMONYM_WEIGHT: Final = 0.25
"""What a people's name (`Ukrainian`) counts for its country, where that is named too."""
_HALVES: Final = {"korea": ("country:KR", "country:KP"), "congo": ("country:CD", "country:CG")}
"""Names of two countries: the article means the one it names in full, when it names only one."""


_LISTS: Final = read_lists("places")
_NATURAL: Final = _LISTS["natural"]
"""Kinds that a name leaves out the second time."""
_LEADING: Final = 2
"""Texts that open an article: headline, dek, first paragraph."""
_BUILDINGS: Final = _LISTS["buildings"]


_Point = tuple[float | None, float | None, str | None]
"""Latitude, longitude and id of a place."""
_NO_POINT: Final[_Point] = (None, None, None)


@dataclass(slots=True)
class PlaceCluster:
    """The namings that are one place, while they are being gathered."""

    reading: ResolvedPlace | None
    spans: list[NameSpan] = field(default_factory=list)
    lies_in: Candidate | None = None
    """The town or country that a place of no list is said to lie in."""


def build_places(
    leaves: list[TokenizedText],
    spans: list[NameSpan],
    dateline: str | None,
    in_english: Callable[[str], str] = str,
    home: Set[str] = frozenset(),
) -> tuple[Place, ...]:
    """Merge the namings into places, most salient first; `spans` are all the article's, in reading order.

    `in_english` turns what another language calls a place into the name under which it is listed; `home` are
    the countries where such an article is likely to have been written. The names of peoples only add to the
    weight of their country, where it is named. A place that nothing but the dateline names stands last,
    without a mention.
    """
    named = [span for span in spans if span.label == "LOC"]
    peoples = _peoples(leaves, spans)
    names = {span: in_english(surface(leaves, span)) for span in named}
    scene = read_scene([*names.values(), *_dateline_places(dateline)], peoples, home)
    groups = _merge(leaves, spans, names, scene)
    listed = listed_spans(leaves, named)
    _put_on_map(leaves, groups, scene)
    weights = scaled([weight(leaves, group.spans, listed, _extra(group, peoples)) for group in groups])
    called = _called(leaves, groups)
    places = [
        _place(leaves, group, salience, name)
        for group, salience, name in zip(groups, weights, called, strict=True)
    ]
    places.sort(key=lambda place: (-place.salience, place.mentions[0]))
    return (*places, *_from_dateline(dateline, scene, places))


def _called(leaves: list[TokenizedText], groups: list[PlaceCluster]) -> list[str]:
    """Return what each place is called; a region beside its town with its word: `Kharkiv region`."""
    names = [_name_of(leaves, group) for group in groups]
    count = Counter(names)
    return [
        name
        if count[name] == 1
        else with_region(leaves[group.spans[0].leaf].tokens.words, group.spans[0], name)
        for name, group in zip(names, groups, strict=True)
    ]


def _name_of(leaves: list[TokenizedText], group: PlaceCluster) -> str:
    counts = Counter([surface(leaves, span) for span in group.spans])
    # `America` may be the most frequent, `United States` says which country it is.
    return _fullest(counts, is_country=group.reading is not None and group.reading.place.kind == "C")


def _peoples(leaves: list[TokenizedText], spans: list[NameSpan]) -> Counter[str]:
    """Count the names of peoples, by their country."""
    known = demonyms()
    codes = [known.get(" ".join(phrase(leaves, span)), "") for span in spans if span.label == "NORP"]
    return Counter([code for code in codes if code])


def _extra(group: PlaceCluster, peoples: Counter[str]) -> float:
    if group.reading is None or group.reading.place.kind != "C":
        return 0.0
    return _DEMONYM_WEIGHT * peoples[group.reading.place.country]


def _merge(
    leaves: list[TokenizedText], spans: list[NameSpan], names: dict[NameSpan, str], scene: Scene
) -> list[PlaceCluster]:
    groups: dict[str, PlaceCluster] = {}
    readings: dict[tuple[str, tuple[Candidate, ...], tuple[Candidate, ...]], ResolvedPlace | None] = {}
    beside = places_beside(leaves, spans, names)
    wider = widened(leaves, names)
    for span, name in with_states(leaves, names).items():
        words = (wider[span], beside[names[span]])
        if (name, *words) not in readings:
            readings[name, *words] = read_name(name, scene, *words)
        reading = readings[name, *words]
        groups.setdefault(_key(name, reading), PlaceCluster(reading)).spans.append(span)
    # Before bare names are joined: which Korea is meant is a matter of ids, not of words.
    _join_halves(groups, names)
    _join_bracketed(groups, names, bracketed_names(leaves, names))
    _join_bare(groups, names)
    return list(groups.values())


def _key(name: str, reading: ResolvedPlace | None) -> str:
    return (reading.place.place_id if reading else "") or fold(name).removeprefix("the ")


def _join_halves(groups: dict[str, PlaceCluster], names: dict[NameSpan, str]) -> None:
    """Let bare `Korea` and `Congo` be the country that the article names in full."""
    for half, ids in _HALVES.items():
        for key, group in list(groups.items()):
            bare = {span for span in group.spans if names[span].casefold() == half}
            full = _named_otherwise(groups, ids, bare)
            if bare and len(full) == 1 and full[0] != key:
                _move(groups, key, full[0], bare)


def _named_otherwise(groups: dict[str, PlaceCluster], ids: Sequence[str], bare: set[NameSpan]) -> list[str]:
    """Return those of the places that have a naming other than the bare ones."""
    return [each for each in ids if each in groups and not bare.issuperset(groups[each].spans)]


def _move(groups: dict[str, PlaceCluster], key: str, home: str, moved: Collection[NameSpan]) -> None:
    """Move namings from one place to another; a place that has none left goes."""
    group = groups[key]
    groups[home].spans = sorted([*groups[home].spans, *moved])
    group.spans = [span for span in group.spans if span not in moved]
    if not group.spans:
        del groups[key]


def _join_bracketed(
    groups: dict[str, PlaceCluster], names: dict[NameSpan, str], short: Mapping[str, NameSpan]
) -> None:
    """Let `BVI` be the British Virgin Islands that it was put behind in brackets."""
    homes = {span: key for key, group in groups.items() for span in group.spans} if short else {}
    for key, group in list(groups.items()):
        full = short.get(names[group.spans[0]])
        home = homes[full] if full else key
        if home != key and home in groups:
            _move(groups, key, home, set(group.spans))


def _join_bare(groups: dict[str, PlaceCluster], names: dict[NameSpan, str]) -> None:
    """Let `Noto` be the `Noto Peninsula` that the article names, if it is no place that is certain."""
    longer = _longer_names(groups, names)
    for key, group in list(groups.items()):
        home = longer.get(fold(names[group.spans[0]]), key)
        if home != key and home in groups and _is_short_for(group, groups[home]):
            _move(groups, key, home, set(group.spans))


def _is_short_for(bare: PlaceCluster, full: PlaceCluster) -> bool:
    """Tell whether a bare name is that of a place named in full, and no place of its own.

    Lima is a town, though the article names the Lima Bay; `Kaduna`, after `Kaduna State`, is the state.
    """
    if bare.reading is None or not bare.reading.country_certain:
        return True
    region = full.reading.place if full.reading and full.reading.place_certain else None
    return bool(
        region
        and region.kind == "A"
        and region.country == bare.reading.place.country
        and full.spans[0] < bare.spans[0]
    )


def _longer_names(groups: dict[str, PlaceCluster], names: dict[NameSpan, str]) -> dict[str, str]:
    """Return, for each name that says what it is (`Noto Peninsula`), the folded rest with its place's key."""
    return {
        fold(name.rpartition(" ")[0]): key
        for key, group in groups.items()
        for name in {names[span] for span in group.spans}
        if name.rpartition(" ")[2].lower() in _NATURAL
    }


def _put_on_map(leaves: list[TokenizedText], groups: list[PlaceCluster], scene: Scene) -> None:
    """Tell where places lie that no list has, as far as the article says: `Fisht Stadium in Sochi`.

    A building or street that it says nothing of is where all else is that it tells of.
    """
    starts = {(span.leaf, span.first): (span, group) for group in groups for span in group.spans}
    scenery = _one_town(groups, scene)
    towns = dict(_towns(leaves, groups))
    for group in groups:
        if group.reading is None:
            said = [_said_around(leaves, span, starts) for span in group.spans]
            name = surface(leaves, group.spans[0])
            if name.rpartition(" ")[2].lower() in _BUILDINGS:
                said += [_in_its_name(name, towns), scenery]
            group.lies_in = next(filter(None, said), None)


def _towns(leaves: list[TokenizedText], groups: list[PlaceCluster]) -> Iterator[tuple[str, Candidate]]:
    """Yield the towns that are certain, each by its name."""
    for group in groups:
        if group.reading and group.reading.place_certain and group.reading.place.kind == "P":
            yield surface(leaves, group.spans[0]), group.reading.place


def _in_its_name(name: str, towns: Mapping[str, Candidate]) -> Candidate | None:
    """Return the town of the article that a building's name holds: `Royal Adelaide Hospital`."""
    words = name.split()
    parts = [" ".join(words[at : at + size]) for size in (3, 2, 1) for at in range(len(words) - size)]
    return next((towns[part] for part in parts if part in towns), None)


def _said_around(
    leaves: list[TokenizedText],
    span: NameSpan,
    starts: Mapping[tuple[int, int], tuple[NameSpan, PlaceCluster]],
) -> Candidate | None:
    leaf = leaves[span.leaf]
    start = said_around(leaf, span)
    other, group = starts.get((span.leaf, start), (None, None)) if start is not None else (None, None)
    if other is None or group is None or is_listed(leaf, span, other):
        return None
    reading = group.reading
    return reading.place if reading and reading.place_certain and reading.place.kind in "PC" else None


def _is_central(group: PlaceCluster) -> bool:
    """Tell whether a story may play in a place: one named once, far below, is where somebody is from."""
    return len(group.spans) > 1 or group.spans[0].leaf <= _LEADING


def _one_town(groups: list[PlaceCluster], scene: Scene) -> Candidate | None:
    """Return the town that an article is about which tells of no other country and of no town far away."""
    named = _towns_by_namings(groups)
    if not named or not all(town.place_certain for _, town in named) or not _is_central(named[0][0]):
        return None
    first, *others = (town.place for _, town in named)
    countries = {first.country, *(place.country for place in others), *+scene.named}
    return first if len(countries) == 1 and all(is_near(place, first) for place in others) else None


def _towns_by_namings(groups: list[PlaceCluster]) -> list[tuple[PlaceCluster, ResolvedPlace]]:
    """Return what is read as a town, the one named most often first."""
    often = sorted(groups, key=lambda group: -len(group.spans))
    return [(group, each) for group in often if (each := group.reading) and each.place.kind == "P"]


def _place(leaves: list[TokenizedText], group: PlaceCluster, salience: float, name: str) -> Place:
    counts = Counter([surface(leaves, span) for span in group.spans])
    reading = group.reading
    country, (lat, lon, place_id) = _where(reading) if reading else _within(group.lies_in)
    return Place(
        name=name,
        mentions=tuple([mention(leaves, span) for span in group.spans]),
        aliases=tuple([form for form in counts if form != name]),
        kind=_kind(name, reading),
        country=country,
        lat=lat,
        lon=lon,
        place_id=place_id,
        salience=salience,
        reasons=_reasons(name, counts, reading),
    )


def _fullest(counts: Counter[str], is_country: bool) -> str:
    """Return the form that a place is called by: the most frequent, of a country's the longest."""
    return max(
        counts,
        key=lambda form: (
            not _is_acronym(form),
            not form.isupper(),
            0 if is_country else counts[form],
            len(form),
        ),
    )


def _within(town: Candidate | None) -> tuple[str | None, _Point]:
    """Return the country and the point of what lies in a town; of a country, no point."""
    if town is None:
        return None, _NO_POINT
    return town.country or None, (town.lat, town.lon, None) if town.kind == "P" else _NO_POINT


def _where(reading: ResolvedPlace) -> tuple[str | None, _Point]:
    """Return the country of a place, its point and its id, each as far as it is certain."""
    at = reading.place
    country = (at.country or None) if reading.country_certain else None
    if not reading.point_certain:
        return country, _NO_POINT
    return country, (at.lat, at.lon, (at.place_id or None) if reading.place_certain else None)


def _reasons(name: str, forms: Counter[str], reading: ResolvedPlace | None) -> tuple[str, ...]:
    same = "another name of" if reading and reading.place.place_id else "another spelling of"
    full = fold(name)
    return tuple(
        [
            f"{form}: {'short for' if full.startswith(fold(form) + ' ') else same} {name}"
            for form in forms
            if form != name
        ]
    )


def _is_acronym(form: str) -> bool:
    return form.replace(".", "").isupper() and len(form) < 7


def _kind(name: str, reading: ResolvedPlace | None) -> PlaceKind:
    if reading is not None:
        return _KINDS[reading.place.kind]
    first, last = name.lower().split()[0], name.lower().split()[-1]
    return KIND_WORDS.get(last) or KIND_WORDS.get(first) or "place"


def _dateline_places(dateline: str | None) -> Sequence[str]:
    """Split a dateline of two cities: `Paris/Berlin`."""
    return [part.strip() for part in dateline.split("/")] if dateline else []


def _from_dateline(dateline: str | None, scene: Scene, places: Sequence[Place]) -> list[Place]:
    """Return the dateline's places that the text does not name; of no salience and without a mention."""
    known = {place.place_id for place in places} | {
        fold(form) for p in places for form in (p.name, *p.aliases)
    }
    added: list[Place] = []
    for name in _dateline_places(dateline):
        # `Suez, Egypt`: the country only tells which Suez it is.
        town, _, rest = name.partition(",")
        reading = read_name(town, scene, options_of(rest.strip()))
        if reading and reading.country_certain and not {reading.place.place_id, fold(town)} & known:
            added.append(_unmentioned(town, reading))
    return added


def _unmentioned(name: str, reading: ResolvedPlace) -> Place:
    at = reading.place
    return Place(
        name=name,
        mentions=(),
        kind=_KINDS[at.kind],
        country=at.country or None,
        lat=at.lat if reading.place_certain else None,
        lon=at.lon if reading.place_certain else None,
        place_id=at.place_id if reading.place_certain else None,
        reasons=("named by the dateline only",),
    )
