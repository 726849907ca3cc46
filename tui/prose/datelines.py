"""The dateline: the place, and perhaps the agency, that open a news text.

The forms read: `LONDON --`, `LONDON —`, `ADEN, Yemen (AP) —`, `PARIS/BERLIN –`,
`LONDON, May 15 (Reuters) -`, `KYIV, Ukraine and WARSAW, Poland —`, and in mixed case only
`Istanbul, Turkey —` (a country or state we know) and `Istanbul (Reuters) -` (an agency we know).
`Well -- that was it` is none.
"""

from __future__ import annotations

import re
from typing import Final

from tui.model.prose import Dateline, Text
from tui.prose.leaves import cut_before
from tui.prose.regions import AGENCIES, NOT_PLACES, REGIONS

_SEARCHED: Final = 120
"""How far into the text the dash may stand, in characters."""
_MOST_WORDS: Final = 6

_DASH: Final = re.compile(r"\s*(?:--+|[—―]|(?<=\s)[–-](?=\s)|–(?=\s)|(?<=\)\s)_(?=\s))\s*")
"""An underscore is how agencies have sent a dash over the wire: `NEW YORK (AP) _ The`."""
_AGENCY: Final = re.compile(r"(?P<place>[^()]+?),?\s*\((?P<agency>[^()\d]{2,30})\)")
_MONTH: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
)
_DAY: Final = re.compile(
    rf"[,.]?\s+(?:{_MONTH}[A-Za-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}[A-Za-z]*\.?)(?:,?\s*\d{{4}})?$"
)
_AND: Final = re.compile(r",?\s+and\s+|\s*;\s*|\s*/\s*")
"""What may stand between two datelines of one text."""
_NAME: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ /-])*")
_PARTICLES: Final = frozenset(
    "al am an and au aux by da das de del der di do dos du el en la las le les of on sur the upon".split()
)
_KEPT: Final = frozenset({"DC", "US", "USA", "UK", "UAE", "UN"})
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")


def split_dateline(text: Text) -> tuple[Dateline | None, Text]:
    """Take the dateline off a paragraph; without one, None and the text as it was.

    A date within it (`LONDON, May 15 (Reuters) -`) goes with it. Something is always left over:
    a line that is nothing but a place and a dash has no dateline.
    """
    # A dash further on is the writer's own.
    dash = _DASH.search(text.plain, 0, _SEARCHED)
    if dash is None:
        return None, text
    head, rest = text.plain[: dash.start()].strip(), text.plain[dash.end() : dash.end() + 60]
    match = _AGENCY.fullmatch(head)
    place, agency = (match["place"], match["agency"].strip()) if match else (head, None)
    # After the agency is off: agencies put the day between place and name.
    place = _DAY.sub("", place)
    if not _is_running_text(rest, may_start_small=agency is not None):
        return None, text
    places = _places(place)
    if not all(_is_place(each, agency) for each in places) or not _is_joined(place, places, agency):
        return None, text
    return Dateline(place_name(place), agency), cut_before(text, dash.end())


def place_name(place: str) -> str:
    """Write a place in capitals as a name: `RIO DE JANEIRO` is `Rio de Janeiro`; mixed case stays.

    Of several a `/` stands between each two: `Kyiv, Ukraine/Warsaw`.
    """
    return "/".join(_place_name(each) for each in _places(place))


def _places(place: str) -> list[str]:
    """Part a dateline into its places: at a stroke or a semicolon, and at `and` between two in capitals.

    `PORT OF SPAIN, Trinidad and Tobago` is one place.
    """
    places = _AND.split(place)
    capitals = all(each.split(",")[0].strip().replace("Mc", "MC").isupper() for each in places)
    # In mixed case `and` may be part of a name: `Bosnia and Herzegovina`.
    return places if capitals else re.split(r"\s*/\s*", place)


def _is_joined(place: str, places: list[str], agency: str | None) -> bool:
    """Whether several places may be a dateline: `PROFIT and LOSS — The firm` has nothing of one."""
    return len(places) == 1 or "/" in place or agency is not None or any("," in each for each in places)


def _place_name(place: str) -> str:
    city, _, region = (" ".join(part.split()) for part in place.partition(","))
    if city.isupper():
        city = _titled(city)
    # `USA`, `UAE` and the postal `NY` stay as they are.
    if region.isupper() and len(region) > 3:
        region = _titled(region)
    return f"{city}, {region}" if region else city


def _is_running_text(rest: str, *, may_start_small: bool) -> bool:
    """Whether what follows the dash is a sentence: not more capitals, and not a term explained.

    `THE WAR - A SUMMARY` is a line in capitals; `FERMENTATION — a primer` is no news from there.
    """
    first = next((char for char in rest if char.isalnum()), "")
    has_small = any(char.isalpha() and not char.isupper() for char in rest)
    return bool(first) and has_small and (may_start_small or not first.islower())


def _is_place(place: str, agency: str | None) -> bool:
    city, comma, region = (part.strip() for part in place.partition(","))
    if not _is_name(city) or (comma and not _is_region(region)):
        return False
    if city.replace("Mc", "MC").isupper():
        has_support = agency is not None or bool(comma)
        return has_support or not _is_label(city)
    return _is_known(agency, region) and _is_capitalised(city)


def _is_known(agency: str | None, region: str) -> bool:
    return (agency or "").casefold() in AGENCIES or _folded(region) in REGIONS


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and len(text.split()) <= _MOST_WORDS


def _is_region(region: str) -> bool:
    return _is_name(region) and region[0].isupper()


def _is_label(city: str) -> bool:
    """Whether capitals at the head of a text are a label or an acronym: `BREAKING —`, `NASA —`."""
    words = city.split()
    return len(city) <= 3 or _folded(words[0]) in NOT_PLACES or _folded(city) in NOT_PLACES


def _is_capitalised(name: str) -> bool:
    return all(part[0].isupper() or part in _PARTICLES for part in re.split(r"[ /-]+", name) if part)


def _folded(name: str) -> str:
    return name.replace(".", "").casefold()


def _titled(name: str) -> str:
    """Write words in capitals with one capital each; particles after the first are small."""
    return " ".join(
        "-".join(
            _titled_word(part, is_first=not (number or index)) for index, part in enumerate(word.split("-"))
        )
        for number, word in enumerate(name.split())
    )


def _titled_word(word: str, *, is_first: bool) -> str:
    if word in _KEPT or _INITIALS.fullmatch(word):
        return word
    if word.lower() in _PARTICLES and not is_first:
        return word.lower()
    before, mark, after = _elided(word)
    return before[:1] + _small(before[1:]) + mark + after[:1] + _small(after[1:])


def _small(letters: str) -> str:
    """Write in small letters; the Turkish İ gives one letter, where `str.lower` gives two."""
    return letters.replace("İ", "i").lower()


def _elided(word: str) -> tuple[str, str, str]:
    """Split `N'DJAMENA` and `O'FALLON` at the apostrophe: a capital stands on either side of it."""
    for mark in "'’":
        before, found, after = word.partition(mark)
        if found and len(before) == 1:
            return before, found, after
    return word, "", ""
